"""Pictures in: from a file to upright, sRGB-encoded pixels, or one sentence about why not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from nst_engine.errors import InputError
from nst_engine.pictures.colour import to_srgb
from nst_engine.pictures.decode import decode
from nst_engine.pictures.files import hash_file, open_regular, shown
from nst_engine.pictures.header import damage_named, header_of
from nst_engine.pictures.picture import Picture
from nst_engine.pictures.resize import fit
from nst_engine.recipe import PictureRef

#: EXIF orientation → (transpose first, flip top-bottom, flip left-right). Source: EXIF 2.32, tag 0x0112.
_TURNS: Final = {
    1: (False, False, False),
    2: (False, False, True),
    3: (False, True, True),
    4: (False, True, False),
    5: (True, False, False),
    6: (True, False, True),
    7: (True, True, True),
    8: (True, True, False),
}


def reference(path: Path) -> PictureRef:
    """How a recipe names this file: name, SHA-256, upright size, absolute path. Decodes no pixels.

    Raises :class:`InputError` like :func:`load`, as far as the header shows it.
    """
    absolute = path.absolute()
    try:
        str(absolute).encode("utf-8")
    except UnicodeEncodeError as error:
        raise InputError(
            f"The name or folder of {shown(path)} is not valid text on this system; rename it and try again."
        ) from error
    with open_regular(absolute) as file:
        header = header_of(file, absolute)
        digest = hash_file(file, absolute)
    return PictureRef(
        name=absolute.name, sha256=digest, width=header.width, height=header.height, path=str(absolute)
    )


def load(path: Path, on_notice: Callable[[str], None] | None = None, max_edge: int | None = None) -> Picture:
    """Load a picture: first frame or page, upright, converted to sRGB, its levels kept.

    PNG, JPEG, WebP, TIFF, BMP, GIF and AVIF are recognised by content. ``on_notice`` gets a sentence for
    what was decided on the way (first page of several, profile left aside, no CMYK profile, clipped).
    With ``max_edge`` (pixels) the long edge is at most that, decoded reduced where the format can.

    Raises :class:`InputError` for a file that is not a readable picture, above 250 megapixels or below
    16 px; :class:`ResourceError` when memory does not suffice.
    """

    def notice(what: str) -> None:
        if on_notice is not None:
            on_notice(f"{shown(path)}: {what}.")

    if max_edge is not None and max_edge < 1:
        raise ValueError("max_edge must be at least 1")
    with open_regular(path) as file:
        header = header_of(file, path)
        with damage_named(path):
            samples = decode(file, path, header, max_edge, notice)
            pixels = _turned(to_srgb(samples, notice), header.orientation)
            alpha = None if samples.alpha is None else _turned(samples.alpha, header.orientation)
            picture = Picture(pixels, alpha)
    if max_edge is not None:
        return fit(picture, max_edge)
    if (picture.width, picture.height) != (header.width, header.height):
        raise InputError(
            f"{shown(path)} is damaged: its size is not what it says; use another copy of the file."
        )
    return picture


def _turned(values: NDArray[Any], orientation: int) -> NDArray[Any]:
    transpose, upside_down, mirrored = _TURNS[orientation]
    if transpose:
        values = np.swapaxes(values, 0, 1)
    if upside_down:
        values = values[::-1]
    if mirrored:
        values = values[:, ::-1]
    return np.ascontiguousarray(values)
