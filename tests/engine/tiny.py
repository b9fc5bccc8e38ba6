"""A network of VGG-19's shape with a handful of channels, and the same network built by torchvision.

The program's network takes its channel counts from its weights, so all that does not depend on what the
filters have learnt can be tested on random ones in milliseconds.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from nst_engine.torchvision_import import import_vgg_module
from nst_engine.weights import SHAPES, Convolution, FoldedWeights, VggWeights

#: Channels of the sixteen convolutions, all different enough that a mixed-up layer does not fit.
CHANNELS = (4, 5, 6, 7, 8, 9, 8, 7, 6, 5, 6, 7, 6, 5, 4, 3)
MEAN_BGR = np.array([103.939, 116.779, 123.68])


def folded(seed: int = 1) -> FoldedWeights:
    """Random filters for RGB 0–1 that keep the features near 1."""
    rng = np.random.default_rng(seed)
    convolutions: dict[str, Convolution] = {}
    inputs = 3
    for name, outputs in zip(SHAPES, CHANNELS, strict=True):
        weight = rng.normal(0, np.sqrt(2 / (9 * inputs)), (outputs, inputs, 3, 3)).astype(np.float32)
        bias = rng.uniform(0.0, 0.2, outputs).astype(np.float32)
        convolutions[name] = Convolution(weight, bias)
        inputs = outputs
    return FoldedWeights("oxford", "0" * 64, convolutions)


def unfolded(seed: int = 1) -> VggWeights:
    """The same network for BGR 0–255 minus the mean, as a file of the Oxford family holds it."""
    wanted = folded(seed)
    first = wanted.convolutions["conv1_1"]
    weight = first.weight.astype(np.float64)[:, ::-1] / 255
    bias = first.bias + (weight * MEAN_BGR.reshape(1, 3, 1, 1)).sum(axis=(1, 2, 3))
    conv1_1 = Convolution(weight.astype(np.float32), bias.astype(np.float32))
    return VggWeights("oxford", wanted.sha256, {**wanted.convolutions, "conv1_1": conv1_1})


def reference_features(weights: FoldedWeights, pixels: Tensor, pooling: str = "max") -> dict[str, Tensor]:
    """All features of ``pixels`` (1×3×H×W float64) by torchvision's own layers, for autograd."""
    counts = iter(convolution.weight.shape[0] for convolution in weights.convolutions.values())
    configuration = import_vgg_module().cfgs["E"]
    # The last pooling leads to the classifier, which nobody needs.
    layers = import_vgg_module().make_layers([c if c == "M" else next(counts) for c in configuration[:-1]])
    layers.double().requires_grad_(False)
    _fill(layers, weights.convolutions)
    names = iter(name.replace("conv", "relu") for name in weights.convolutions)
    x = F.pad(pixels, (1, 1, 1, 1), mode="replicate")
    layers[0].padding = (0, 0)
    features: dict[str, Tensor] = {}
    for layer in layers:
        if isinstance(layer, torch.nn.ReLU):
            x = features[next(names)] = torch.relu(x)
        elif isinstance(layer, torch.nn.MaxPool2d) and pooling == "average":
            x = 2 * F.avg_pool2d(x, 2)
        else:
            x = layer(x)
    return features


def _fill(layers: torch.nn.Module, convolutions: Mapping[str, Convolution]) -> None:
    modules = [layer for layer in layers.modules() if isinstance(layer, torch.nn.Conv2d)]
    for module, convolution in zip(modules, convolutions.values(), strict=True):
        module.weight.copy_(torch.from_numpy(convolution.weight))
        module.bias.copy_(torch.from_numpy(convolution.bias))
