"""The one place that knows what each family of weights expects as input."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import numpy as np
from numpy.typing import NDArray

from nst_engine.weights.network import Convolution, Family, FoldedWeights, VggWeights

#: Means of the Oxford family, in the order of its channels: blue, green, red, on the scale 0-255.
OXFORD_MEAN_BGR: Final = (103.939, 116.779, 123.68)
#: Means and deviations of the torchvision family: red, green, blue, on the scale 0-1.
TORCHVISION_MEAN: Final = (0.485, 0.456, 0.406)
TORCHVISION_STD: Final = (0.229, 0.224, 0.225)

_Float64 = NDArray[np.float64]


def _fold_oxford(weight: _Float64, bias: _Float64) -> tuple[_Float64, _Float64]:
    # w · (255 x − mean) + b  =  (255 w) · x + (b − w · mean), and the channels turned from BGR to RGB.
    mean = np.array(OXFORD_MEAN_BGR).reshape(1, 3, 1, 1)
    return weight[:, ::-1] * 255.0, bias - (weight * mean).sum(axis=(1, 2, 3))


def _fold_torchvision(weight: _Float64, bias: _Float64) -> tuple[_Float64, _Float64]:
    # w · ((x − mean) / std) + b  =  (w / std) · x + (b − (w / std) · mean)
    scaled = weight / np.array(TORCHVISION_STD).reshape(1, 3, 1, 1)
    mean = np.array(TORCHVISION_MEAN).reshape(1, 3, 1, 1)
    return scaled, bias - (scaled * mean).sum(axis=(1, 2, 3))


_FOLDS: Final[dict[Family, Callable[[_Float64, _Float64], tuple[_Float64, _Float64]]]] = {
    "oxford": _fold_oxford,
    "torchvision": _fold_torchvision,
}


def fold(weights: VggWeights) -> FoldedWeights:
    """The same network with its input convention moved into conv1_1, so that its input is RGB, 0-1.

    Only conv1_1 changes; it is computed in float64 and rounded to float32 once. Moving the mean into the bias
    is exact because the network's first layer pads by *replicating* the border: every one of the nine taps
    sees a real pixel. With zero padding the border would differ, as 0 there means "the mean colour".

    The scale of the features stays the family's own: Oxford's follow an input of 0-255, torchvision's are
    much smaller. The *balanced* objective does not depend on it; *gatys* is documented for Oxford.
    """
    first = weights.convolutions["conv1_1"]
    weight, bias = _FOLDS[weights.family](first.weight.astype(np.float64), first.bias.astype(np.float64))
    folded = Convolution(
        np.ascontiguousarray(weight, dtype=np.float32), np.ascontiguousarray(bias, dtype=np.float32)
    )
    return FoldedWeights(weights.family, weights.sha256, {**weights.convolutions, "conv1_1": folded})
