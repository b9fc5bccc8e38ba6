"""From when on a setting counts that is changed while something is painted. No widgets here."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from nst_engine.plan import Limits
from nst_engine.recipe import Recipe
from nst_engine.segments import ADJUSTABLE


class When(StrEnum):
    """From which painting, or part of it, a setting counts."""

    #: The painting under way goes on with it from its next iteration.
    NOW = "now"
    #: It is applied to the painting under way as soon as that is done.
    DONE = "done"
    #: The painting under way keeps what it began with.
    NEXT = "next"
    #: Several settings in one, some of which count now and some for the next painting.
    PARTLY = "partly"


#: The recipe's fields that are applied to a painted picture, and need no painting.
FINISH: Final = ("keep_colours", "blend")
#: The weights of the paintings count as soon as any weight; which paintings there are does not.
STYLE_WEIGHTS: Final = "style_weights"
#: A look, which sets many fields.
LOOK: Final = "look"


def _counting(field: str) -> When:
    if field in ADJUSTABLE and field != "styles":
        return When.NOW
    return When.DONE if field in FINISH else When.NEXT


#: Every setting by its name, and from when on it counts in a painting that follows the settings.
COUNTS: Final[Mapping[str, When]] = {
    **{field: _counting(field) for field in (*Recipe.model_fields, *Limits.model_fields)},
    STYLE_WEIGHTS: When.NOW,
    LOOK: When.PARTLY,
}


def promises(*, follows: bool) -> Mapping[str, When]:
    """From when on each setting counts; a painting that does not follow them goes its own way to its end."""
    if follows:
        return COUNTS
    return {field: when if when is When.DONE else When.NEXT for field, when in COUNTS.items()}
