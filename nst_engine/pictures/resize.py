"""Resizing and flattening, in float32 on sRGB-encoded values."""

from __future__ import annotations

import re
from typing import Final

import numpy as np
from PIL import Image

from nst_engine.errors import InputError
from nst_engine.pictures.picture import FloatArray, Picture

#: Alpha below half a 16-bit level is transparent: dividing by it would only magnify rounding.
_TRANSPARENT: Final = 0.5 / 65535
_COLOUR: Final = re.compile(r"#[0-9a-fA-F]{6}")


def resize(picture: Picture, width: int, height: int) -> Picture:
    """The picture at another size in pixels, with Pillow's antialiased Lanczos filter in float32.

    Colours are weighted by their alpha, so that those hidden under transparent pixels do not bleed in.
    The result is within 0–1.
    """
    if width < 1 or height < 1:
        raise ValueError(f"a picture cannot be {width}×{height} pixels")
    if (width, height) == (picture.width, picture.height):
        return picture
    pixels = picture.pixels
    if picture.alpha is None:
        return Picture(np.clip(_resample(pixels, width, height), 0, 1))
    alpha = _resample(picture.alpha[:, :, None], width, height)[:, :, 0]
    weighted = _resample(pixels * picture.alpha[:, :, None], width, height)
    visible = alpha > _TRANSPARENT
    colours = np.where(visible[:, :, None], weighted / np.where(visible, alpha, 1)[:, :, None], 0)
    return Picture(
        np.clip(colours, 0, 1).astype(np.float32),
        np.clip(np.where(visible, alpha, 0), 0, 1).astype(np.float32),
    )


def fit(picture: Picture, max_edge: int) -> Picture:
    """The picture with its long edge at most ``max_edge`` pixels; never enlarged."""
    long_edge = max(picture.width, picture.height)
    if long_edge <= max_edge:
        return picture
    factor = max_edge / long_edge
    return resize(picture, max(1, round(picture.width * factor)), max(1, round(picture.height * factor)))


def flatten(picture: Picture, background: str = "#ffffff") -> Picture:
    """The picture without alpha, laid over a colour written ``#rrggbb`` (sRGB).

    Raises :class:`InputError` for a colour written otherwise.
    """
    if not _COLOUR.fullmatch(background):
        raise InputError(
            "{colour!r} is not a colour; write it as #rrggbb, white is #ffffff.", colour=background
        )
    if picture.alpha is None:
        return picture
    colour = np.frombuffer(bytes.fromhex(background[1:]), dtype=np.uint8) / np.float32(255)
    alpha = picture.alpha[:, :, None]
    return Picture((picture.pixels * alpha + colour * (1 - alpha)).astype(np.float32))


def _resample(values: FloatArray, width: int, height: int) -> FloatArray:
    """Resize H×W×C channel by channel: Pillow has no float mode with several channels."""
    result = np.empty((height, width, values.shape[2]), dtype=np.float32)
    for channel in range(values.shape[2]):
        plane = Image.fromarray(np.ascontiguousarray(values[:, :, channel]))
        result[:, :, channel] = np.asarray(plane.resize((width, height), Image.Resampling.LANCZOS))
    return result
