"""The part of a picture that a recipe uses: cropped, then turned, pixel for pixel."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

from nst_engine.errors import InputError
from nst_engine.pictures.header import read_header
from nst_engine.pictures.load import load, place_of
from nst_engine.pictures.picture import FloatArray, Picture
from nst_engine.pictures.resize import fit
from nst_engine.recipe import PictureRef
from nst_engine.sentences import Sentence


def framed(picture: Picture, reference: PictureRef) -> Picture:
    """The part of ``picture`` that ``reference`` uses, turned as it says.

    ``picture`` is the whole upright picture, at its own size or reduced; at its own size nothing is
    computed: the pixels are those of the file. What is left out is not kept in memory.
    """
    if reference.is_whole:
        return picture
    left, top, width, height = reference.box
    columns = _scaled(left, left + width, reference.width, picture.width)
    rows = _scaled(top, top + height, reference.height, picture.height)

    def part(values: FloatArray) -> FloatArray:
        return np.ascontiguousarray(np.rot90(values[rows, columns], -(reference.rotation // 90)))

    return Picture(part(picture.pixels), None if picture.alpha is None else part(picture.alpha))


def _scaled(start: int, end: int, whole: int, present: int) -> slice:
    """A range of pixels out of ``whole``, to the nearest of ``present`` ones and at least one long."""
    first = min((2 * start * present + whole) // (2 * whole), present - 1)
    return slice(first, max(first + 1, (2 * end * present + whole) // (2 * whole)))


def load_framed(
    reference: PictureRef, on_notice: Callable[[Sentence], None] | None = None, max_edge: int | None = None
) -> Picture:
    """Load the part of a picture that a recipe uses; otherwise as :func:`load`.

    With ``max_edge`` (pixels) the long edge *of that part* is at most that.

    Raises :class:`InputError` also for a picture without a place on this computer, and for one that has
    another size than it had.
    """
    path = place_of(reference)
    header = read_header(path)
    if (header.width, header.height) != (reference.width, reference.height):
        raise InputError(
            "{name} has another size than when it was chosen; choose the file again.", name=reference.name
        )
    edge = None if max_edge is None else _edge_of_all(reference, max_edge)
    part = framed(load(path, on_notice, edge), reference)
    return part if max_edge is None else fit(part, max_edge)


def _edge_of_all(reference: PictureRef, max_edge: int) -> int | None:
    """How long the long edge of all of the picture must be for its part to be; ``None``: as long as it is."""
    _, _, width, height = reference.box
    long_edge = max(reference.width, reference.height)
    edge = math.ceil(max_edge * long_edge / max(width, height))
    return edge if edge < long_edge else None
