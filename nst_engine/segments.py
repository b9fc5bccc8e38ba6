"""Settings that change while a picture is painted: how they come in, which may, and what is written down.

A change takes effect between two iterations. The recipe of such a run holds the settings it ended with, and
in ``segments`` those that came before, each with the place where it gave way; painting it again makes the
same changes at the same places (docs/decisions/0016).
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from nst_engine.adjustable import MAX_SEGMENTS, Adjustable, Segment
from nst_engine.plan import Limits
from nst_engine.recipe import PictureRef, Recipe, StyleRef

#: Fields of a recipe that may change while it is painted, as far as it stays the same pictures.
ADJUSTABLE: Final = (*Adjustable.model_fields, "styles")
#: Fields that take no part in what is painted: they are applied afterwards, or tell how it went.
_NOT_PAINTED: Final = frozenset({"segments", "keep_colours", "blend"})

#: A scale (from 0, the coarsest) and how many of its iterations are done.
Place = tuple[int, int]
START: Final[Place] = (0, 0)


class Changes:
    """Hands new settings to a run from other threads; of several that wait only the newest counts.

    ``limits`` are those the run was planned with: a change that would break them is not made.
    """

    def __init__(self, limits: Limits = Limits()) -> None:  # noqa: B008 - frozen
        self.limits = limits
        self._lock = threading.Lock()
        self._asked: Recipe | None = None

    def ask(self, recipe: Recipe) -> None:
        """Have the run go on as ``recipe`` says, as far as that may change while it is painted."""
        with self._lock:
            self._asked = recipe

    def take(self) -> Recipe | None:
        """What was asked for last, once."""
        with self._lock:
            asked, self._asked = self._asked, None
        return asked


@dataclass(frozen=True, slots=True)
class Stage:
    """Settings (a recipe without segments) and the place from which they hold."""

    begins: Place
    recipe: Recipe


def stages(recipe: Recipe) -> tuple[Stage, ...]:
    """What a recipe is painted with, one after the other; a single stage where nothing changes."""
    plain = recipe.model_copy(update={"segments": ()})
    places = [START, *((segment.scale, segment.iteration) for segment in recipe.segments)]
    each = [_as(plain, segment, segment.style_weights) for segment in recipe.segments]
    return tuple(Stage(place, one) for place, one in zip(places, [*each, plain], strict=True))


def taken_over(present: Recipe, asked: Recipe) -> Recipe:
    """``present`` with all of ``asked`` that may change while it is painted.

    Weights of other paintings than those that are painted with say nothing and are left out.
    """
    weights = _weights(asked if same_paintings_in(present, asked) else present)
    return _as(present, asked, weights)


def same_paintings_in(first: Recipe, second: Recipe) -> bool:
    """Whether two recipes have the same paintings in the same order, whatever their weights."""
    return _pictures(first) == _pictures(second)


def same_painting(first: Recipe, second: Recipe) -> bool:
    """Whether two recipes are painted alike from beginning to end, changes and finish left aside."""
    return _painted(first) == _painted(second)


def _painted(recipe: Recipe) -> Mapping[str, Any]:
    fields = {name: value for name, value in recipe if name not in _NOT_PAINTED}
    styles = [(_alone(style.picture), style.weight) for style in recipe.styles]
    init = _alone(recipe.init) if isinstance(recipe.init, PictureRef) else recipe.init
    weights = recipe.weights.model_copy(update={"path": None})
    return fields | {
        "content": _alone(recipe.content),
        "styles": styles,
        "init": init,
        "weights": weights,
    }


def _as(recipe: Recipe, settings: Adjustable, weights: tuple[float, ...]) -> Recipe:
    styles = tuple(
        StyleRef(picture=style.picture, weight=weight)
        for style, weight in zip(recipe.styles, weights, strict=True)
    )
    adjusted = {name: getattr(settings, name) for name in Adjustable.model_fields}
    return recipe.model_copy(update={**adjusted, "styles": styles})


def _pictures(recipe: Recipe) -> list[PictureRef]:
    return [_alone(style.picture) for style in recipe.styles]


def _alone(reference: PictureRef) -> PictureRef:
    """The picture itself, whatever its file is called and wherever it is."""
    return reference.model_copy(update={"path": None, "name": ""})


def _weights(recipe: Recipe) -> tuple[float, ...]:
    return tuple(style.weight for style in recipe.styles)


@dataclass(frozen=True, slots=True)
class Proposal:
    """Settings to go on with; ``asked`` by somebody while painting, or else written in the recipe."""

    recipe: Recipe
    asked: bool


class Course:
    """Which settings a run is painted with, from place to place, and the record of them.

    It follows the segments of its recipe until somebody asks for something else; from then on only what is
    asked counts.
    """

    def __init__(self, recipe: Recipe, changes: Changes | None = None) -> None:
        first, *rest = stages(recipe)
        #: The settings that hold, without segments.
        self.recipe = first.recipe
        self._whole = recipe
        self._changes = changes
        self._due = deque(rest)
        self._segments: list[Segment] = []
        self._as_written = True

    def proposed(self, place: Place) -> Proposal | None:
        """What to go on with from ``place``, ``None`` where nothing changes; places come in order.

        Each proposal comes once: it is to be answered with :meth:`take` or :meth:`refuse`.
        """
        asked = self._changes.take() if self._changes is not None else None
        if asked is not None:
            wanted = taken_over(self.recipe, asked)
            if wanted != self.recipe:
                return Proposal(wanted, asked=True)
        due = None
        while self._due and self._due[0].begins <= place:
            due = self._due.popleft()
        return None if due is None else Proposal(due.recipe, asked=False)

    @property
    def is_full(self) -> bool:
        """Whether no more changes can be written down."""
        return len(self._segments) >= MAX_SEGMENTS

    def take(self, proposal: Proposal, place: Place) -> None:
        """``proposal`` holds from ``place`` on."""
        if place != START:
            before = {name: getattr(self.recipe, name) for name in Adjustable.model_fields}
            scale, iteration = place
            segment = Segment(**before, style_weights=_weights(self.recipe), scale=scale, iteration=iteration)
            self._segments.append(segment)
        self.recipe = proposal.recipe
        if proposal.asked:
            self._due.clear()
            self._as_written = False

    def refuse(self, proposal: Proposal) -> None:
        """``proposal`` cannot be painted with; what holds goes on."""
        self._as_written = self._as_written and proposal.asked

    @property
    def record(self) -> Recipe:
        """The recipe that paints what this run does: its settings now, and those before.

        Where nobody interfered it is the one the run began with, also while changes are still to come.
        """
        if self._as_written:
            return self._whole
        return self.recipe.model_copy(update={"segments": tuple(self._segments)})
