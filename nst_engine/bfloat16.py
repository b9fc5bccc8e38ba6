"""Whether bfloat16 convolutions are worth it here: a processor may know them and still be slow at them."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Final

import torch
import torch.nn.functional as F
from torch import Tensor

#: bfloat16 costs some precision, so it must be this many times as fast as float32.
WORTH_IT: Final = 1.2

#: Channels and edge of the timed layers, as blocks 1, 3 and 4 of VGG-19 see a picture of 96 to 128 px.
_LAYERS: Final = ((64, 96), (256, 24), (512, 12))
#: The first round also sets the kernels up.
_ROUNDS: Final = 3

_Layer = tuple[Tensor, Tensor]


def bfloat16_gain() -> float:
    """How many times as fast as float32 bfloat16 convolutions are on this processor, from a short timing.

    Takes a quarter of a second on two cores, with as many threads as torch is set to. The gradient with
    respect to the pixels is a convolution of the same shape, so that one timing stands for both directions.
    """
    wide, narrow = (_layers(dtype) for dtype in (torch.float32, torch.bfloat16))
    # In turns, and the best of each: what other programs do meanwhile should not decide.
    rounds = [(_seconds(wide), _seconds(narrow)) for _ in range(_ROUNDS)]
    return min(float32 for float32, _ in rounds) / min(bfloat16 for _, bfloat16 in rounds)


def _layers(dtype: torch.dtype) -> list[_Layer]:
    def grey(*shape: int) -> Tensor:  # a convolution takes as long whatever the values are
        return torch.full(shape, 0.1, dtype=dtype).contiguous(memory_format=torch.channels_last)

    return [(grey(1, count, edge, edge), grey(count, count, 3, 3)) for count, edge in _LAYERS]


def _seconds(layers: Sequence[_Layer]) -> float:
    began = time.perf_counter()
    for features, weight in layers:
        F.conv2d(features, weight, padding=1)
    return time.perf_counter() - began
