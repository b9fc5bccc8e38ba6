"""Another size in pieces, each pixel exactly what it would be in the whole picture."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np
from PIL import Image

from nst_engine.pictures.picture import FloatArray, Picture

#: Alpha below half a 16-bit level is transparent: dividing by it would only magnify rounding.
_TRANSPARENT: Final = 0.5 / 65535
#: What is kept between the two passes has about this many values, or half as many as the picture itself, but
#: no more than the second number; what takes more takes another first pass over the whole picture.
_KEPT_VALUES: Final = 1 << 25
_MOST_KEPT_VALUES: Final = 1 << 27
#: A piece has about this many pixels, and so has what is read at once.
_PIECE_PIXELS: Final = 1 << 19

#: Rows and columns.
Place = tuple[slice, slice]


def resampled_pieces(picture: Picture, width: int, height: int) -> Iterator[tuple[Place, Picture]]:
    """The picture at another size in pixels with Pillow's antialiased Lanczos filter, piece by piece.

    Gives places of the result and their pixels, values within 0–1. Colours are weighted by their alpha, so
    that those hidden under transparent pixels do not bleed in.

    A piece is a strip that has all pixels in the direction that is filtered last. Any other piece would not
    be exact: Pillow counts from where a part begins, and rounds differently.
    """
    source, target = (picture.height, picture.width), (height, width)
    first = _filtered_first(source, target)
    last = 1 - first
    planes = 3 if picture.alpha is None else 4
    kept_values = min(max(_KEPT_VALUES, picture.pixels.size // 2), _MOST_KEPT_VALUES)
    kept_length = max(1, kept_values // (source[last] * planes))
    strip_length = max(1, _PIECE_PIXELS // max(source[last], target[last]))
    for kept in _cut(0, target[first], kept_length):
        halfway = _filtered_once(picture, first, target[first], kept)
        for strip in _cut(kept.start, kept.stop, strip_length):
            part = _along(first, slice(strip.start - kept.start, strip.stop - kept.start))
            yield (
                _along(first, strip),
                _joined([_lanczos(plane[part], last, target[last]) for plane in halfway]),
            )


def _filtered_first(source: tuple[int, int], target: tuple[int, int]) -> int:
    """Which of (height, width) Pillow 13 filters first; the order shows in the last bit.

    The width, unless the height loses more than twice as many pixels (python-pillow/Pillow#9549).
    """
    lost = source[0] - target[0]
    return 0 if lost > 0 and lost > 2 * (source[1] - target[1]) else 1


def _filtered_once(picture: Picture, axis: int, length: int, kept: slice) -> list[FloatArray]:
    """Red, green, blue and alpha, where there is one, ``length`` long on ``axis``, of which ``kept``."""
    pixels, alpha = picture.pixels, picture.alpha
    across = 1 - axis
    shape = [kept.stop - kept.start] * 2
    shape[across] = pixels.shape[across]
    planes = [np.empty(shape, dtype=np.float32) for _ in range(3 if alpha is None else 4)]
    step = max(1, _PIECE_PIXELS // max(length, pixels.shape[axis]))
    for band in _cut(0, pixels.shape[across], step):
        where = _along(across, band)
        colours = pixels[where] if alpha is None else pixels[where] * alpha[where][:, :, None]
        parts = [colours[:, :, channel] for channel in range(3)] + ([] if alpha is None else [alpha[where]])
        for plane, part in zip(planes, parts, strict=True):
            plane[where] = _lanczos(part, axis, length)[_along(axis, kept)]
    return planes


def _along(axis: int, part: slice) -> Place:
    return (part, slice(None)) if axis == 0 else (slice(None), part)


def _cut(start: int, stop: int, step: int) -> Iterator[slice]:
    for begin in range(start, stop, step):
        yield slice(begin, min(begin + step, stop))


def _lanczos(plane: FloatArray, axis: int, length: int) -> FloatArray:
    """One plane, because Pillow has no float mode with several channels, and in one direction."""
    height, width = plane.shape
    size = (width, length) if axis == 0 else (length, height)
    return np.asarray(Image.fromarray(np.ascontiguousarray(plane)).resize(size, Image.Resampling.LANCZOS))


def _joined(planes: list[FloatArray]) -> Picture:
    colours = np.stack(planes[:3], axis=2)
    if len(planes) == 3:
        return Picture(np.clip(colours, 0, 1, out=colours))
    alpha = planes[3]
    visible = alpha > _TRANSPARENT
    colours = np.where(visible[:, :, None], colours / np.where(visible, alpha, 1)[:, :, None], 0)
    return Picture(
        np.clip(colours, 0, 1).astype(np.float32),
        np.clip(np.where(visible, alpha, 0), 0, 1).astype(np.float32),
    )
