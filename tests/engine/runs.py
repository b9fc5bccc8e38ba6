"""Short runs of the renderer, and what they said."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

import pytest

from nst_engine import renderer
from nst_engine.adjustable import Segment
from nst_engine.events import Event, Progress
from nst_engine.objective import Evaluation, Objective
from nst_engine.plan import Plan, ScalePlan
from nst_engine.recipe import Recipe
from nst_engine.result import Result
from nst_engine.segments import Changes, Place

E = TypeVar("E", bound=Event)
#: New values of fields, by the scale and iteration after whose progress somebody asks for them.
Wishes = Mapping[Place, Mapping[str, Any]]
#: Layers of a network that is not looked into deeply.
SHALLOW = {"content_layers": {"relu2_2": 1.0}, "style_layers": {"relu1_1": 1.0, "relu2_1": 1.0}}
#: Width, height, iterations.
ONE_SCALE = ((64, 48, 5),)
TWO_SCALES = ((32, 24, 4), (64, 48, 3))


def plan_of(scales: Sequence[tuple[int, int, int]] = ONE_SCALE, **fields: Any) -> Plan:
    of_scales = {name: fields.pop(name) for name in ("tile", "keep_content", "optimiser") if name in fields}
    of_scales["history"] = fields.pop("history", 4)
    steps = tuple(ScalePlan(width=w, height=h, iterations=n, **of_scales) for w, h, n in scales)
    usual = {"device": "cpu", "precision": "float32", "threads": 1, "memory_bytes": 10**9}
    return Plan(scales=steps, **{**usual, **fields})


def changed(recipe: Recipe, **fields: Any) -> Recipe:
    return Recipe.model_validate({**recipe.model_dump(), **fields})


def painted(recipe: Recipe, plan: Plan | None = None, **arguments: Any) -> tuple[Result, list[Event]]:
    """The result and all events of one run."""
    events: list[Event] = []
    react = arguments.pop("react", lambda _event: None)

    def on_event(event: Event) -> None:
        events.append(event)
        react(event)

    return renderer.render(recipe, plan or plan_of(optimiser=recipe.optimiser), on_event, **arguments), events


def live(recipe: Recipe, plan: Plan, wishes: Wishes, **arguments: Any) -> tuple[Result, list[Event]]:
    """A run during which somebody asks for other settings."""
    changes = Changes()
    wanted = recipe

    def react(event: Event) -> None:
        nonlocal wanted
        if isinstance(event, Progress) and (event.scale_index, event.iteration) in wishes:
            wanted = changed(wanted, **wishes[event.scale_index, event.iteration])
            changes.ask(wanted)

    return painted(recipe, plan, react=react, changes=changes, **arguments)


def places(recipe: Recipe) -> list[Place]:
    return [(segment.scale, segment.iteration) for segment in recipe.segments]


def of_kind(events: Sequence[Event], kind: type[E]) -> list[E]:
    return [event for event in events if isinstance(event, kind)]


def intercept(
    monkeypatch: pytest.MonkeyPatch, spoil: Callable[[int, Objective, Evaluation], Evaluation]
) -> None:
    """Let every evaluation pass through ``spoil(number of the call from 1, objective, evaluation)``.

    The last one of a scale, which asks for no gradient, is given one here: what is true of it anyway.
    """
    genuine = Objective.evaluate
    calls = 0

    def evaluate(self: Objective, *arguments: Any) -> Evaluation:
        nonlocal calls
        calls += 1
        return spoil(calls, self, genuine(self, *arguments))

    monkeypatch.setattr(Objective, "evaluate", evaluate)
    monkeypatch.setattr(Objective, "value", evaluate)


def segment(recipe: Recipe, scale: int, iteration: int, **fields: Any) -> Segment:
    """Settings that held until ``iteration`` iterations of ``scale`` were done, with the recipe's shares."""
    weights = tuple(style.weight for style in recipe.styles)
    return Segment(scale=scale, iteration=iteration, **{"style_weights": weights, **fields})
