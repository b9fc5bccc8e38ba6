"""Resizing and flattening, in float32 on sRGB-encoded values."""

from __future__ import annotations

import re
from typing import Final

import numpy as np

from nst_engine.errors import InputError
from nst_engine.pictures.picture import Picture
from nst_engine.pictures.resampling import resampled_pieces

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
    pixels = np.empty((height, width, 3), dtype=np.float32)
    alpha = None if picture.alpha is None else np.empty((height, width), dtype=np.float32)
    for where, piece in resampled_pieces(picture, width, height):
        pixels[where] = piece.pixels
        if alpha is not None and piece.alpha is not None:
            alpha[where] = piece.alpha
    return Picture(pixels, alpha)


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
