"""Several photographs in the style of several paintings: which pictures that makes. No widgets here."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from nst_engine.recipe import PictureRef, Recipe, StyleRef
from nst_gui.models import going_on

#: More at once is more likely a slip of the hand than a wish.
MOST: Final = 500


def count(photographs: int, paintings: int, *, mixed: bool) -> int:
    """How many pictures :func:`combinations` makes of so many, without making them."""
    return photographs * (min(paintings, 1) if mixed else paintings)


def combinations(
    draft: Recipe, photographs: Sequence[PictureRef], paintings: Sequence[StyleRef], *, mixed: bool
) -> list[Recipe]:
    """The recipes for every photograph with every painting, or with all paintings ``mixed`` into each.

    All other settings are those of ``draft``, but other photographs than its own are painted from the start.
    Photograph by photograph, so that one is complete before the
    next begins; empty when either is.
    """
    if not photographs or not paintings:
        return []
    alone = [(StyleRef(**{**dict(painting), "weight": 1.0}),) for painting in paintings]
    ways: list[tuple[StyleRef, ...]] = [tuple(paintings)] if mixed else alone
    return [
        going_on.made_of(draft, photograph).model_copy(update={"styles": styles})
        for photograph in photographs
        for styles in ways
    ]
