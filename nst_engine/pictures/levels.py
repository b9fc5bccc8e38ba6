"""Pixels as the levels a file has, at the size it has, without another copy of the picture on the way."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from nst_engine.pictures.picture import Picture
from nst_engine.pictures.resampling import Place, resampled_pieces
from nst_engine.pictures.resize import flatten

#: Pictures are worked on in parts of about this many pixels.
_BAND_PIXELS: Final = 1 << 19


def quantised(
    picture: Picture, bits: int, size: tuple[int, int] | None = None, *, opaque: bool = False
) -> NDArray[Any]:
    """The picture as H×W×3 (or ×4 with alpha) integers of 8 or 16 bits, rounded to the nearest level.

    ``size`` (width, height in pixels) resamples it as :func:`resize` does, ``opaque`` lays it over white.
    Beside the result this takes little more than a part of the picture.
    """
    width, height = size or (picture.width, picture.height)
    channels = 3 if opaque or picture.alpha is None else 4
    levels = np.empty((height, width, channels), dtype=np.uint8 if bits == 8 else np.uint16)
    top = np.float32(2**bits - 1)
    for where, part in _parts(picture, width, height):
        shown = flatten(part) if opaque else part
        levels[where][:, :, :3] = _rounded(shown.pixels, top)
        if channels == 4 and shown.alpha is not None:
            levels[where][:, :, 3] = _rounded(shown.alpha, top)
    return levels


def _parts(picture: Picture, width: int, height: int) -> Iterator[tuple[Place, Picture]]:
    """Parts of the picture at this size, and where they are."""
    if (width, height) != (picture.width, picture.height):
        yield from resampled_pieces(picture, width, height)
        return
    for rows in _bands(height, width):
        alpha = None if picture.alpha is None else picture.alpha[rows]
        yield (rows, slice(None)), Picture(picture.pixels[rows], alpha)


def _rounded(values: NDArray[np.float32], top: np.float32) -> NDArray[np.float32]:
    scaled = np.clip(values, 0, 1)
    scaled *= top
    return np.rint(scaled, out=scaled)


def digest(*planes: NDArray[Any]) -> bytes:
    """What tells levels of one size from others, so that they need not be kept to be compared."""
    found = hashlib.blake2b(digest_size=16)
    for plane in planes:
        for rows in _bands(*plane.shape[:2]):
            found.update(plane[rows].tobytes())
    return found.digest()


def _bands(height: int, width: int) -> Iterator[slice]:
    step = max(1, _BAND_PIXELS // width)
    for start in range(0, height, step):
        yield slice(start, start + step)
