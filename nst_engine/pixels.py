"""Pictures as tensors and back; resampling on the device."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import numpy as np
import torch
import torch.nn.functional as F
from numpy.typing import NDArray
from torch import Tensor

from nst_engine.pictures.picture import FloatArray, Picture

#: GPUs refuse to shrink by very large factors at once: the filter would not fit their fast memory.
_LARGEST_SHRINK: Final = 16
#: Large pictures are converted in bands of about this many pixels, so that no second copy is needed.
_BAND_PIXELS: Final = 1 << 20


def to_tensor(picture: Picture, device: torch.device) -> Tensor:
    """The picture's pixels (alpha left out) as 1×3×H×W float32 on ``device``, in memory of their own."""
    return torch.from_numpy(np.array(picture.pixels.transpose(2, 0, 1), order="C"))[None].to(device)


def to_picture(pixels: Tensor, alpha: FloatArray | None = None) -> Picture:
    """Clamped ``pixels`` (1×3×H×W) as a picture in main memory."""
    array = np.empty((*pixels.shape[2:], 3), dtype=np.float32)
    for rows in _bands(pixels):
        array[rows] = pixels[0, :, rows].clamp(0, 1).permute(1, 2, 0).cpu().numpy()
    return Picture(array, alpha)


def to_uint8(pixels: Tensor) -> NDArray[np.uint8]:
    """Clamped ``pixels`` (1×3×H×W) as uint8 H×W×3, rounded as the exporter rounds."""
    array = np.empty((*pixels.shape[2:], 3), dtype=np.uint8)
    for rows in _bands(pixels):
        array[rows] = _levels(pixels[0, :, rows], 255, torch.uint8)
    return array


def to_uint16(pixels: Tensor) -> NDArray[np.uint16]:
    """As :func:`to_uint8` with 65,536 levels: half the memory of the pixels themselves."""
    array = np.empty((*pixels.shape[2:], 3), dtype=np.uint16)
    for rows in _bands(pixels):
        array[rows] = _levels(pixels[0, :, rows], 65_535, torch.int32)
    return array


def _levels(band: Tensor, top: int, kind: torch.dtype) -> NDArray[Any]:
    levels: NDArray[Any] = band.clamp(0, 1).mul_(top).round_().to(kind).permute(1, 2, 0).cpu().numpy()
    return levels


def _bands(pixels: Tensor) -> Iterator[slice]:
    height, width = pixels.shape[2:]
    step = max(1, _BAND_PIXELS // width)
    for start in range(0, height, step):
        yield slice(start, start + step)


def shrunk(pixels: Tensor, max_edge: int) -> Tensor:
    """``pixels`` (1×3×H×W) averaged over squares until the long edge is at most ``max_edge``.

    Quick and without another copy, for what is looked at only for a moment.
    """
    factor = -(-max(pixels.shape[2:]) // max_edge)
    if factor <= 1:
        return pixels
    # A last row or column that fills no whole square is averaged over what there is of it.
    return F.avg_pool2d(pixels, min(factor, *pixels.shape[2:]), stride=factor, ceil_mode=True)


def fitted(pixels: Tensor, max_edge: int) -> Tensor:
    """``pixels`` (1×3×H×W) with a long edge of at most ``max_edge``; never enlarged.

    What is much longer is averaged over squares first, so that a large picture takes no second copy.
    """
    long_edge = max(pixels.shape[2:])
    if long_edge <= max_edge:
        return pixels
    size = tuple(max(1, round(edge * max_edge / long_edge)) for edge in pixels.shape[2:])
    spare = long_edge // (2 * max_edge)
    return resample(shrunk(pixels, -(-long_edge // spare)) if spare > 1 else pixels, size)


def resample(pixels: Tensor, size: tuple[int, ...]) -> Tensor:
    """Bicubic resampling of 1×3×H×W to ``size`` = (height, width), without aliasing when it shrinks."""
    if tuple(pixels.shape[2:]) == tuple(size):
        return pixels
    height, width = size
    while min(pixels.shape[2] / height, pixels.shape[3] / width) > _LARGEST_SHRINK:
        half = (pixels.shape[2] // 2, pixels.shape[3] // 2)
        pixels = F.interpolate(pixels, size=half, mode="bicubic", antialias=True)
    return F.interpolate(pixels, size=(height, width), mode="bicubic", antialias=True)
