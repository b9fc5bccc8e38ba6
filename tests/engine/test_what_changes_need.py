"""What a change of the settings needs while a picture is painted: memory, weights, a place in the record."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import tiny
from runs import SHALLOW, changed, live, of_kind, painted, places, plan_of, segment

from nst_engine import renderer, segments
from nst_engine.adjustable import Adjustable
from nst_engine.errors import InputError, NstError, WeightsError
from nst_engine.events import Changed, ChangeRefused, Event, Progress
from nst_engine.memory import memory_bytes
from nst_engine.plan import Limits
from nst_engine.planning import make_plan
from nst_engine.recipe import Recipe, recipe_from_json
from nst_engine.segments import Changes
from nst_engine.targets import anew

LAYERS = {"content_layers", "style_layers"}


@pytest.mark.usefixtures("tiny_network")
@pytest.mark.parametrize("room", [False, True])
def test_deeper_layers_wait_for_another_run_where_there_is_no_room_for_them(
    recipe: Recipe, room: bool
) -> None:
    recipe = changed(recipe, content_layers={"relu1_2": 1.0}, style_layers={"relu1_1": 1.0})
    plan = plan_of()
    plan = plan_of(memory_bytes=memory_bytes(recipe, plan))
    changes = Changes(Limits(memory_bytes=10**10 if room else plan.memory_bytes))
    deeper = changed(recipe, style_layers={"relu1_1": 1.0, "relu5_4": 1.0})

    def react(event: Event) -> None:
        if isinstance(event, Progress) and event.iteration == 1:
            changes.ask(deeper)

    result, events = painted(recipe, plan, react=react, changes=changes)
    assert result.state == "finished"
    refusals = of_kind(events, ChangeRefused)
    if room:
        assert not refusals
        assert result.recipe.style_layers == deeper.style_layers
        assert memory_bytes(result.recipe, plan) > plan.memory_bytes
    else:
        assert result.recipe == recipe
        assert "not enough memory" in refusals[0].message


@pytest.mark.usefixtures("tiny_network")
def test_a_refusal_does_not_put_off_what_the_recipe_says(recipe: Recipe) -> None:
    recipe = changed(recipe, content_layers={"relu1_2": 1.0}, style_layers={"relu1_1": 1.0})
    before = segment(recipe, 0, 2, style_strength=9.0, **recipe.model_dump(include=LAYERS))
    record = changed(recipe, segments=[before])
    plan = plan_of()
    plan = plan_of(memory_bytes=memory_bytes(record, plan))
    undisturbed, _ = painted(record, plan)
    changes = Changes(Limits(memory_bytes=plan.memory_bytes))

    def react(event: Event) -> None:
        if isinstance(event, Progress) and event.iteration == 2:
            changes.ask(changed(recipe, style_layers={"relu1_1": 1.0, "relu5_4": 1.0}))

    result, events = painted(record, plan, react=react, changes=changes)
    assert len(of_kind(events, ChangeRefused)) == 1
    assert [(change.scale_index, change.iteration) for change in of_kind(events, Changed)] == [(0, 2)]
    assert result.recipe == record
    np.testing.assert_array_equal(result.picture.pixels, undisturbed.picture.pixels)


def test_the_plan_of_a_record_is_that_of_its_run_where_it_fits(recipe: Recipe) -> None:
    shallow = changed(
        recipe, size=1024, content_layers={"relu1_2": 1.0}, style_layers={"relu1_1": 1.0}, iterations=9
    )
    deeper = changed(shallow, style_layers={"relu1_1": 1.0, "relu5_4": 1.0})
    record = changed(
        deeper, segments=[segment(shallow, 4, 3, **{n: getattr(shallow, n) for n in Adjustable.model_fields})]
    )
    limits = Limits(device="cpu", precision="float32", threads=1)
    plan = make_plan(shallow, limits)
    assert make_plan(record, limits).scales == plan.scales
    assert make_plan(record, limits).memory_bytes > plan.memory_bytes
    tight = limits.model_copy(update={"memory_bytes": plan.memory_bytes})
    assert make_plan(shallow, tight).scales == plan.scales
    assert make_plan(record, tight).memory_bytes <= plan.memory_bytes
    assert make_plan(record, tight).scales != plan.scales


@pytest.mark.parametrize(
    ("fields", "found_again"),
    [
        ({"style_strength": 3.0, "content_weight": 2.0, "tv_weight": 1.0}, set()),
        ({"style_layers": {"relu1_1": 5.0, "relu2_1": 1.0}}, set()),
        ({"stroke_size": 2.0}, {"style"}),
        ({"style_layers": {"relu1_2": 1.0}}, {"style"}),
        ({"content_layers": {"relu1_2": 1.0}}, {"network", "content", "style"}),
        ({"style_layers": {"relu4_1": 1.0}}, {"network", "content", "style"}),
        ({"content_layers": {"relu2_2": 1.0, "relu1_1": 1.0}}, {"content"}),
        ({"content_weight": 0.0}, {"network", "content", "style"}),
        ({"style_strength": 0.0, "stroke_size": 2.0}, {"style"}),
    ],
)
def test_what_has_to_be_found_again_is_known(
    recipe: Recipe, fields: dict[str, Any], found_again: set[str]
) -> None:
    shallow = changed(recipe, **SHALLOW)
    found = anew(shallow, changed(shallow, **fields))
    assert {name for name in ("network", "content", "style") if getattr(found, name)} == found_again
    assert found.anything == bool(found_again)


@pytest.mark.usefixtures("tiny_network")
def test_other_weights_need_no_room_even_where_none_is_left(recipe: Recipe) -> None:
    plan = plan_of(memory_bytes=1)
    changes = Changes(Limits(memory_bytes=1))

    def react(event: Event) -> None:
        if isinstance(event, Progress) and event.iteration == 2:
            changes.ask(changed(recipe, style_strength=3.0))

    result, events = painted(recipe, plan, react=react, changes=changes)
    assert places(result.recipe) == [(0, 2)]
    assert not of_kind(events, ChangeRefused)


@pytest.mark.parametrize("kind", [WeightsError, InputError])
def test_weights_that_are_gone_cost_the_change_and_not_the_picture(
    recipe: Recipe, kind: type[NstError], monkeypatch: pytest.MonkeyPatch
) -> None:
    loads = 0

    def load(_reference: object, upto: str) -> object:
        nonlocal loads
        loads += 1
        if loads > 1:
            raise kind("The weights are not there any more.")
        return tiny.unfolded()

    monkeypatch.setattr(renderer, "load_weights", load)
    result, events = live(recipe, plan_of(), {(0, 2): {"style_layers": {"relu1_1": 1.0, "relu5_4": 1.0}}})
    assert (result.state, result.recipe) == ("finished", recipe)
    assert [refusal.message for refusal in of_kind(events, ChangeRefused)] == [
        "The weights are not there any more."
    ]


@pytest.mark.usefixtures("tiny_network")
def test_a_run_takes_a_bounded_number_of_changes(recipe: Recipe, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(segments, "MAX_SEGMENTS", 3)
    changes = Changes()

    def react(event: Event) -> None:
        if isinstance(event, Progress):
            changes.ask(changed(recipe, style_strength=1.0 + event.iteration))

    result, events = painted(recipe, plan_of(((64, 48, 6),)), react=react, changes=changes)
    assert len(result.recipe.segments) == 3
    assert of_kind(events, ChangeRefused)
    assert recipe_from_json(result.recipe.to_json(), "record", Path("/")) == result.recipe
