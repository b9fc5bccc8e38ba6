"""Maximum pooling of features, and its adjoint.

Both are made of a few passes over whole rows. torch's own kernel also writes down where each maximum was, as
an 8-byte number for every 2- or 4-byte value: at 1024 × 768 pixels 100 MB that are new each time and that
nobody reads; and its adjoint for Apple's GPUs puts gradients that lie channels last where they do not belong.
What is compared is exact, so for finite numbers either way gives the same bits.

Features are 1×C×H×W, channels last; an odd last row or column is pooled nowhere.
"""

from __future__ import annotations

from typing import Final

import torch
from torch import Tensor

#: Numbers of a strip of features: what is made of it on the way stays in the processor's caches.
_STRIP: Final = 2**20
#: The same on a GPU, where each operator costs its start, and memory for whole layers would be too much.
_GPU_STRIP: Final = 2**24


def max_pool(features: Tensor) -> Tensor:
    """The maximum of each 2×2 square of positions: 1×C×(H/2)×(W/2), channels last."""
    rows = _rows(features)
    height, width, channels = rows.shape[0] // 2, rows.shape[1] // 2, rows.shape[2]
    pooled = torch.empty(height, width, channels, dtype=rows.dtype, device=rows.device)
    step = _strip_rows(rows)
    for top in range(0, height, step):
        strip = rows[2 * top : 2 * min(top + step, height), : 2 * width]
        higher = torch.maximum(strip[0::2], strip[1::2])
        torch.maximum(higher[:, 0::2], higher[:, 1::2], out=pooled[top : top + step])
    return pooled.permute(2, 0, 1)[None]


def to_maxima(gradient: Tensor, features: Tensor) -> Tensor:
    """The adjoint of :func:`max_pool`: each gradient goes to where its square of ``features`` is largest.

    Of several equal ones the first gets it, as torch has it. The maxima are sought again rather than kept.
    """
    rows, slopes = _rows(features), _rows(gradient)
    height, width = slopes.shape[:2]
    spread = torch.empty_like(rows)
    spread[2 * height :] = 0
    spread[:, 2 * width :] = 0
    step = _strip_rows(rows)
    for top in range(0, height, step):
        strip = slice(2 * top, 2 * min(top + step, height))
        _strip_to_maxima(slopes[top : top + step], rows[strip, : 2 * width], spread[strip, : 2 * width])
    return spread.permute(2, 0, 1)[None]


def _rows(features: Tensor) -> Tensor:
    """H×W×C, a view."""
    picture: Tensor
    (picture,) = features
    return picture.permute(1, 2, 0)


def _strip_rows(rows: Tensor) -> int:
    """Pooled rows of a strip."""
    strip = _STRIP if rows.device.type == "cpu" else _GPU_STRIP
    return max(1, strip // (2 * rows[0].numel()))


def _in_one_pass(features: Tensor) -> bool:
    """Whether :func:`_share_by_threshold` is to be had; float16 has no room for its threshold."""
    return features.device.type == "cpu" and features.dtype != torch.float16


def _strip_to_maxima(slopes: Tensor, rows: Tensor, spread: Tensor) -> None:
    left, right = rows[:, 0::2], rows[:, 1::2]
    larger = torch.maximum(left, right)
    halves = torch.empty_like(larger)
    if not _in_one_pass(rows):
        _share(slopes, larger[0::2] >= larger[1::2], halves[0::2], halves[1::2])
        _share(halves, left >= right, spread[:, 0::2], spread[:, 1::2])
        return
    _share_by_threshold(slopes, larger[0::2] - larger[1::2], halves[0::2], halves[1::2])
    _share_by_threshold(halves, torch.sub(left, right, out=larger), spread[:, 0::2], spread[:, 1::2])


def _share(slopes: Tensor, is_first: Tensor, first: Tensor, second: Tensor) -> None:
    """Write ``slopes`` into ``first`` where ``is_first``, into ``second`` elsewhere; the other one gets 0."""
    own = slopes * is_first
    first.copy_(own)
    second.copy_(slopes - own)


def _share_by_threshold(slopes: Tensor, difference: Tensor, first: Tensor, second: Tensor) -> None:
    """:func:`_share` where ``difference`` is at least 0."""
    # This one operator compares and chooses in one pass. It lets through what is above its threshold, and 0
    # has to be: so that is the first number below 0 that counts where tinier ones are taken for 0, as they
    # are while painting (see devices.using). Features differ by far more, or not at all.
    nought = -torch.finfo(difference.dtype).tiny
    torch.ops.aten.threshold_backward.grad_input(slopes, difference, nought, grad_input=first)
    torch.sub(slopes, first, out=second)
