"""Small 8-bit versions of pictures for lists and galleries."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from nst_engine.pictures.framing import load_framed
from nst_engine.pictures.levels import quantised
from nst_engine.pictures.load import load
from nst_engine.pictures.picture import Picture
from nst_engine.pictures.resize import flatten, resize
from nst_engine.recipe import PictureRef


def thumbnail(path: Path, edge: int) -> NDArray[np.uint8]:
    """A picture file as uint8 H×W×3 sRGB, long edge at most ``edge`` pixels, over white; never enlarged.

    Raises what :func:`load` raises.
    """
    return _levels(load(path, max_edge=edge))


def thumbnail_of(reference: PictureRef, edge: int) -> NDArray[np.uint8]:
    """As :func:`thumbnail`, of the part of a picture that a recipe uses, turned as it says.

    Raises what :func:`load_framed` raises.
    """
    return _levels(load_framed(reference, max_edge=edge))


def shrunk(picture: Picture, edge: int) -> Picture:
    """A picture over white with its long edge at most ``edge`` pixels; never enlarged."""
    factor = min(1.0, edge / max(picture.width, picture.height))
    size = max(1, round(picture.width * factor)), max(1, round(picture.height * factor))
    return flatten(resize(picture, *size))


def _levels(picture: Picture) -> NDArray[np.uint8]:
    return quantised(picture, 8, opaque=True)
