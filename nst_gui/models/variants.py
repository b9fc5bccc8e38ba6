"""Small variants of a recipe, for a contact sheet: two settings, three values each. No Qt here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from nst_engine.recipe import Recipe

#: Long edge of a variant in pixels: painted in seconds, large enough to judge colours and strokes.
EDGE: Final = 256


def _times(factor: float, low: float, high: float) -> Callable[[float], tuple[float, ...]]:
    def values(present: float) -> tuple[float, ...]:
        if present <= 0:
            return (present, 1.0, factor)  # from nothing no factor leads anywhere
        # Two digits are enough to read and to choose by; the present value stays what it is.
        around = (float(f"{min(max(present * step, low), high):.2g}") for step in (1 / factor, factor))
        return tuple(sorted({*around, present}))

    return values


def _fixed(*values: float) -> Callable[[float], tuple[float, ...]]:
    return lambda present: tuple(sorted({*values, present}))


#: The settings that can be varied, and their values around the present one.
AXES: Final[Mapping[str, Callable[[float], tuple[float, ...]]]] = {
    "style_strength": _times(3.0, 0.01, 1000.0),
    "stroke_size": _times(2.0, 0.25, 4.0),
    "content_weight": _times(3.0, 0.01, 1e9),
    "tv_weight": _fixed(0.0, 0.5, 2.0),
    "keep_colours": _fixed(0.0, 0.5, 1.0),
    "blend": _fixed(0.0, 0.25, 0.5),
}


@dataclass(frozen=True, slots=True)
class Variant:
    """One cell: its place, what it sets, and the small recipe that shows it."""

    row: int
    column: int
    changes: Mapping[str, float]
    recipe: Recipe


def variants(recipe: Recipe, down: str, across: str) -> tuple[Variant, ...]:
    """All combinations of two different settings, row by row; the present values are among them."""
    if down == across:
        raise ValueError("a sheet varies two different settings")
    small = {
        "size": min(EDGE, max(recipe.output_size)),
        "quality": "draft",
        "iterations": None,
        "scales": "all",
        "init": "content",
        "segments": (),
    }
    return tuple(
        Variant(row, column, changes, Recipe.model_validate({**dict(recipe), **small, **changes}))
        for row, first in enumerate(AXES[down](getattr(recipe, down)))
        for column, second in enumerate(AXES[across](getattr(recipe, across)))
        for changes in ({down: first, across: second},)
    )
