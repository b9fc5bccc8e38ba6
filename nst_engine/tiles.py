"""How a picture is cut into tiles whose gradients are exactly those of the whole picture: geometry alone.

A feature of a convolutional network sees a limited part of the picture, its field. A tile that is computed
with a margin of one field around it has the right gradient at all its own pixels: every feature that sees one
of them is within the margin, and so is everything such a feature sees. For statistics, which need right
features only, half of that is enough. Crops must begin where the network's poolings begin to count, and end
either there or where the picture ends. See docs/decisions/0008.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from nst_engine.recipe import LAYERS

#: Inner edges of tiles are multiples of this, in pixels: four poolings lie above the deepest layers.
GRID: Final = 16
#: A pass that only takes statistics keeps about a third of what one with a gradient does, so its crops may
#: have this many times the edge without taking more memory.
STATISTICS_EDGE: Final = 1.4
#: Never cut finer than this (inner edge, pixels) for statistics: it would save nothing worth having.
LEAST_STATISTICS_TILE: Final = 512


def stride(layer: str) -> int:
    """Pixels from one feature of ``layer`` to the next: 2 to the power of the poolings above it."""
    return 1 << (int(layer[4]) - 1)


@cache
def reach(layer: str) -> int:
    """How many pixels beyond its own ``stride`` × ``stride`` pixels a feature sees, on every side.

    Each 3×3 convolution adds one step of its block; a pooling sees its own pixels only.
    """
    return sum(stride(name) for name in LAYERS[: LAYERS.index(layer) + 1])


def field(layer: str) -> int:
    """The edge in pixels of the square a feature of ``layer`` sees."""
    return 2 * reach(layer) + stride(layer)


def gradient_margin(deepest: str) -> int:
    """Margin in pixels that makes a tile's gradient exact: all a pixel can meet in one field."""
    return round_up(field(deepest) - 1, stride(deepest))


def statistics_margin(deepest: str) -> int:
    """Margin in pixels that makes a tile's features exact."""
    return round_up(reach(deepest), stride(deepest))


def statistics_tile(crop_edge: float, deepest: str) -> int:
    """Inner edge for statistics that take no more memory than a gradient over ``crop_edge``² pixels."""
    inner = int(STATISTICS_EDGE * crop_edge) - 2 * statistics_margin(deepest)
    return max(LEAST_STATISTICS_TILE, inner // GRID * GRID)


def analysis_tile(width: int, height: int, tile: int | None, deepest: str) -> int:
    """Inner edge for statistics taken at a scale of this size in pixels, painted in one piece or in tiles.

    Pictures of any size are analysed in no more memory than painting the scale takes.
    """
    edge = math.sqrt(width * height) if tile is None else tile + 2 * gradient_margin(deepest)
    return statistics_tile(edge, deepest)


@dataclass(frozen=True, slots=True)
class Span:
    """One dimension of a tile in pixels: what is its own, and the crop it is computed from."""

    start: int
    stop: int
    crop_start: int
    crop_stop: int

    def own(self, step: int) -> slice:
        """Which of the crop's features, one every ``step`` pixels, are the tile's own."""
        first = self.crop_start // step
        return slice(self.start // step - first, self.stop // step - first)

    def all(self, step: int) -> slice:
        """Which of the whole picture's features the crop's are."""
        return slice(self.crop_start // step, self.crop_stop // step)

    def inner(self, step: int) -> slice:
        """Which of the whole picture's features are the tile's own."""
        return slice(self.start // step, self.stop // step)


@dataclass(frozen=True, slots=True)
class Tile:
    """A part of the picture, and the larger part it is computed from; slices are (rows, columns)."""

    rows: Span
    columns: Span

    @property
    def crop(self) -> tuple[slice, slice]:
        """The pixels to compute."""
        return self.rows.all(1), self.columns.all(1)

    @property
    def area(self) -> int:
        """Pixels of the crop."""
        height = self.rows.crop_stop - self.rows.crop_start
        return height * (self.columns.crop_stop - self.columns.crop_start)

    def own(self, step: int = 1) -> tuple[slice, slice]:
        """Which of the crop's features, one every ``step`` pixels, are the tile's own."""
        return self.rows.own(step), self.columns.own(step)

    def inner(self, step: int = 1) -> tuple[slice, slice]:
        """Which of the whole picture's features are the tile's own."""
        return self.rows.inner(step), self.columns.inner(step)

    def all(self, step: int) -> tuple[slice, slice]:
        """Which of the whole picture's features the crop's are."""
        return self.rows.all(step), self.columns.all(step)


def cut(height: int, width: int, edge: int, margin: int) -> tuple[Tile, ...]:
    """Tiles of at most ``edge`` × ``edge`` pixels (a multiple of 16) with ``margin`` pixels around them.

    Their own parts cover the picture once, and those of any layer's features as well. A picture that is, in
    one direction, no longer than a tile with its margins is not cut in that direction.
    """
    columns = _spans(width, edge, margin)
    return tuple(Tile(row, column) for row in _spans(height, edge, margin) for column in columns)


@dataclass(frozen=True, slots=True)
class Areas:
    """Pixels of the crops of a picture: of the largest one, and of all of them together."""

    largest: int
    total: int


def crop_areas(height: int, width: int, edge: int, margin: int) -> Areas:
    """The areas of what :func:`cut` gives, without making what may be many thousand tiles."""
    rows, columns = _lengths(height, edge, margin), _lengths(width, edge, margin)
    return Areas(rows.largest * columns.largest, rows.total * columns.total)


@lru_cache(maxsize=4096)
def _lengths(length: int, edge: int, margin: int) -> Areas:
    """Lengths of the crops in one dimension, in pixels."""
    crops = [span.crop_stop - span.crop_start for span in _spans(length, edge, margin)]
    return Areas(max(crops), sum(crops))


def _spans(length: int, edge: int, margin: int) -> tuple[Span, ...]:
    if edge < GRID or edge % GRID:
        raise ValueError(f"the edge of a tile must be a multiple of {GRID}, not {edge}")
    if length <= edge + 2 * margin:
        return (Span(0, length, 0, length),)
    # All about the same: a narrow last tile would cost nearly as much as a full one.
    even = round_up(math.ceil(length / math.ceil(length / edge)))
    return tuple(
        Span(start, min(start + even, length), max(0, start - margin), min(start + even + margin, length))
        for start in range(0, length, even)
    )


def round_up(value: int, step: int = GRID) -> int:
    """The next multiple of ``step`` that is not below ``value``."""
    return -(-value // step) * step
