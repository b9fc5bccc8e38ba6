"""A painting that goes on from an earlier one: its recipe starts from that one, and paints its size alone.

That makes sense for the very photograph the earlier painting was made of, and from that painting only: what
is coarse is there already, and is not painted again. No widgets here.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from nst_engine.recipe import PictureRef, Recipe

#: How every painting begins that goes on from none.
AFRESH: Final[Mapping[str, Any]] = {"init": "content", "scales": "all"}


def goes_on(recipe: Recipe) -> bool:
    """Whether ``recipe`` paints on where another painting ended."""
    return recipe.scales == "last"


def for_photograph(recipe: Recipe, photograph: PictureRef | None) -> Mapping[str, Any]:
    """What changes in ``recipe`` when it is for ``photograph``: another one is painted from the start."""
    same = photograph is not None and _shows(photograph) == _shows(recipe.content)
    return {} if same or not goes_on(recipe) else AFRESH


def made_of(recipe: Recipe, photograph: PictureRef) -> Recipe:
    """``recipe`` for ``photograph``, without the changes that were made while it was painted."""
    changes = {**for_photograph(recipe, photograph), "content": photograph, "segments": ()}
    return recipe.model_copy(update=changes)


def following(draft: Recipe, changes: Mapping[str, Any]) -> Mapping[str, Any]:
    """What changes in ``draft`` along with ``changes`` of its fields, where those leave it out."""
    if not goes_on(draft) or "scales" in changes:
        return {}
    if "init" in changes:
        return {} if changes["init"] == draft.init else {"scales": AFRESH["scales"]}
    return for_photograph(draft, changes["content"]) if "content" in changes else {}


def _shows(ref: PictureRef) -> object:
    """What there is to see of a picture, wherever its file lies."""
    return ref.model_copy(update={"name": "", "path": None})
