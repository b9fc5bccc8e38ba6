"""The network's convolutions and nothing else, with inputs that lie ready in memory."""

from __future__ import annotations

import math
import time
from collections.abc import Iterator
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor

from nst_engine.recipe import LAYERS
from nst_engine.weights import FoldedWeights


@dataclass(frozen=True, slots=True)
class Convolution:
    """One layer's convolution, forward with its rectifier, and back to the gradient of its input."""

    name: str
    weight: Tensor
    bias: Tensor
    back_weight: Tensor
    inputs: Tensor
    gradient: Tensor

    def forward_s(self) -> float:
        """Seconds of the forward one."""
        began = time.perf_counter()
        _rectified(self.inputs, self.weight, self.bias)
        return time.perf_counter() - began

    def backward_s(self) -> float:
        """Seconds of the backward one."""
        began = time.perf_counter()
        F.conv2d(self.gradient, self.back_weight, padding=1)
        return time.perf_counter() - began

    @property
    def operations(self) -> int:
        """Multiplications and additions of one direction."""
        outputs, inputs = self.weight.shape[:2]
        return 2 * 9 * outputs * inputs * self.gradient.shape[2] * self.gradient.shape[3]


def _rectified(x: Tensor, weight: Tensor, bias: Tensor) -> Tensor:
    if torch.backends.mkldnn.is_available() and hasattr(torch.ops.mkldnn, "_convolution_pointwise"):
        one = [1, 1]
        fused: Tensor = torch.ops.mkldnn._convolution_pointwise(
            x, weight, bias, one, one, one, 1, "relu", [], ""
        )
        return fused
    return F.conv2d(x, weight, bias, padding=1).relu_()


class Convolutions:
    """All convolutions down to ``deepest`` of a picture of ``height`` × ``width`` pixels, in ``dtype``.

    All layers share one buffer for the inputs and one for the gradients.
    """

    def __init__(
        self, weights: FoldedWeights, deepest: str, size: tuple[int, int], dtype: torch.dtype
    ) -> None:
        names = LAYERS[: LAYERS.index(deepest) + 1]
        height, width = size
        largest = 64 * height * width  # the first block's; every later one has at most half of it
        self._buffers = [torch.rand(largest).to(dtype) for _ in range(2)]
        self.layers = list(self._layers(weights, names, height, width, dtype))

    def _layers(
        self, weights: FoldedWeights, names: tuple[str, ...], height: int, width: int, dtype: torch.dtype
    ) -> Iterator[Convolution]:
        for name in names:
            block, number = int(name[4]), int(name[6:])
            if block > 1 and number == 1:
                height, width = height // 2, width // 2
            folded = weights.convolutions[name.replace("relu", "conv")]
            weight = torch.from_numpy(folded.weight).to(dtype)
            back = weight.flip(2, 3).transpose(0, 1)
            if name == names[0] and dtype == torch.bfloat16:
                weight = torch.cat((weight, weight), dim=1)  # as the engine does, see vgg
            yield Convolution(
                name,
                weight.contiguous(memory_format=torch.channels_last),
                torch.from_numpy(folded.bias).to(dtype),
                back.contiguous(memory_format=torch.channels_last),
                self._view(0, weight.shape[1], height, width),
                self._view(1, weight.shape[0], height, width),
            )

    def _view(self, which: int, channels: int, height: int, width: int) -> Tensor:
        """The beginning of a buffer as 1×C×H×W, channels last."""
        shape = height, width, channels
        return self._buffers[which][: math.prod(shape)].view(1, *shape).permute(0, 3, 1, 2)

    def run_s(self) -> float:
        """Seconds of one forward and one backward pass's convolutions."""
        forward = sum(layer.forward_s() for layer in self.layers)
        return forward + sum(layer.backward_s() for layer in reversed(self.layers))
