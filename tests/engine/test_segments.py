"""Settings that change while a picture is painted: what is written down, and the same picture again."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from runs import SHALLOW, TWO_SCALES, Wishes, changed, intercept, live, of_kind, painted, places, plan_of
from torch import Tensor

from nst_engine import pictures
from nst_engine.events import Changed, Event, Paused, Progress, RunWarning
from nst_engine.objective import Evaluation, Objective
from nst_engine.optimisers import FIRST_STEP, LBFGS
from nst_engine.plan import Plan
from nst_engine.recipe import Recipe, StyleRef
from nst_engine.result import Result
from nst_engine.segments import Changes, Place, stages
from nst_engine.token import Token


@pytest.fixture
def two_styles(recipe: Recipe, second_painting: Path) -> Recipe:
    second = StyleRef(picture=pictures.reference(second_painting), weight=2.0)
    return changed(recipe, styles=[*recipe.model_dump()["styles"], second.model_dump()])


def weighed(recipe: Recipe, *weights: float) -> tuple[StyleRef, ...]:
    return tuple(
        StyleRef(picture=style.picture, weight=weight)
        for style, weight in zip(recipe.styles, weights, strict=True)
    )


def assert_again(result: Result, plan: Plan) -> list[Event]:
    """The record of a run paints its picture; returns what that run said."""
    again, events = painted(result.recipe, plan)
    np.testing.assert_array_equal(again.picture.pixels, result.picture.pixels)
    assert again.recipe == result.recipe
    assert (again.objective, again.evaluations) == (result.objective, result.evaluations)
    return events


CHANGES = {
    "strength": {"style_strength": 5.0},
    "content": {"content_weight": 0.3},
    "no content": {"content_weight": 0.0},
    "no style": {"style_strength": 0.0},
    "smoothness": {"tv_weight": 2.0},
    "stroke size": {"stroke_size": 0.6},
    "layers' weights": {"style_layers": {"relu1_1": 1.0, "relu2_1": 9.0}},
    "deeper layers": {"style_layers": {"relu1_1": 1.0, "relu3_3": 1.0, "relu5_2": 2.0}},
    "content layers": {"content_layers": {"relu3_1": 1.0, "relu4_1": 1.0}},
    "objective": {"objective": "gatys"},
}


@pytest.mark.usefixtures("tiny_network")
@pytest.mark.parametrize(
    ("fields", "tile", "optimiser"),
    [
        *((fields, None, "lbfgs") for fields in CHANGES.values()),
        (CHANGES["stroke size"], None, "adam"),
        *((CHANGES[name], 16, "lbfgs") for name in ("strength", "deeper layers", "content layers")),
    ],
    ids=[*CHANGES, "Adam", "strength in tiles", "deeper layers in tiles", "content layers in tiles"],
)
def test_a_change_holds_from_the_next_iteration_on_and_is_painted_again(
    recipe: Recipe, fields: dict[str, Any], tile: int | None, optimiser: str
) -> None:
    recipe = changed(recipe, optimiser=optimiser, **SHALLOW)
    plan = plan_of(((32, 24, 4), (64, 48, 5)), tile=tile, keep_content=False, optimiser=optimiser)
    result, events = live(recipe, plan, {(1, 2): fields})
    undisturbed, _ = painted(recipe, plan)
    assert np.any(result.picture.pixels != undisturbed.picture.pixels)
    assert places(result.recipe) == [(1, 2)]
    assert result.recipe == changed(recipe, **fields, segments=result.recipe.segments)
    assert stages(result.recipe)[0].recipe == recipe
    assert result.evaluations == undisturbed.evaluations + 1
    (told,) = of_kind(events, Changed)
    assert (told.scale_index, told.iteration, told.recipe) == (1, 2, result.recipe)
    before, after = events[: events.index(told)], events[events.index(told) :]
    assert [report.iteration for report in of_kind(after, Progress)] == [3, 4, 5]
    assert len(of_kind(before, Progress)) == 6
    said = assert_again(result, plan)
    assert of_kind(said, Changed) == [Changed(of_kind(said, Changed)[0].run, 1, 2, result.recipe)], (
        "a replay tells its changes, too"
    )


@pytest.mark.usefixtures("tiny_network")
def test_weights_of_paintings_change_without_reading_them_again(
    two_styles: Recipe, monkeypatch: pytest.MonkeyPatch
) -> None:
    from nst_engine.inputs import Inputs

    plan = plan_of(((64, 48, 4),))
    read: list[int] = []
    genuine = Inputs.painting
    monkeypatch.setattr(Inputs, "painting", lambda self, n, i: read.append(n) or genuine(self, n, i))
    result, _ = live(two_styles, plan, {(0, 2): {"styles": weighed(two_styles, 5.0, 1.0)}})
    assert read == [0, 1]
    assert [style.weight for style in result.recipe.styles] == [5.0, 1.0]
    assert result.recipe.segments[0].style_weights == (1.0, 2.0)
    assert_again(result, plan)


@pytest.mark.usefixtures("tiny_network")
def test_several_changes_across_scales_with_a_pause_between(two_styles: Recipe) -> None:
    plan = plan_of(((32, 24, 5), (64, 48, 5)))
    token = Token()
    wishes: dict[Place, dict[str, Any]] = {
        (0, 1): {"style_strength": 8.0},
        (0, 3): {"tv_weight": 1.0, "stroke_size": 1.4},
        (0, 5): {"styles": weighed(two_styles, 1.0, 9.0)},
        (1, 2): {"style_layers": {"relu2_2": 1.0, "relu5_3": 1.0}},
        (1, 4): {"content_weight": 0.0},
    }
    changes, wanted, events = Changes(), two_styles, []

    def react(event: Event) -> None:
        nonlocal wanted
        events.append(event)
        if isinstance(event, Progress) and (event.scale_index, event.iteration) in wishes:
            wanted = changed(wanted, **wishes[event.scale_index, event.iteration])
            changes.ask(wanted)
            token.pause()
        elif isinstance(event, Paused):
            threading.Timer(0.05, token.resume).start()

    result, _ = painted(two_styles, plan, react=react, changes=changes, token=token)
    assert len(of_kind(events, Paused)) == len(wishes)
    assert places(result.recipe) == [(0, 1), (0, 3), (1, 0), (1, 2), (1, 4)]
    assert result.recipe == changed(wanted, segments=result.recipe.segments)
    assert_again(result, plan)


FIELDS = st.fixed_dictionaries(
    {},
    optional={
        "style_strength": st.sampled_from([0.0, 0.2, 3.0, 50.0]),
        "content_weight": st.sampled_from([0.1, 1.0, 7.0]),
        "tv_weight": st.floats(0, 5, allow_subnormal=False),
        "stroke_size": st.sampled_from([0.5, 1.0, 1.3]),
        "objective": st.sampled_from(["balanced", "gatys"]),
        "style_layers": st.dictionaries(
            st.sampled_from(["relu1_1", "relu2_2", "relu3_4", "relu5_1"]), st.floats(0.1, 9), min_size=1
        ),
        "content_layers": st.none() | st.just({"relu2_1": 1.0, "relu5_2": 0.5}),
    },
)


@pytest.mark.usefixtures("tiny_network")
@settings(max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    wishes=st.dictionaries(st.tuples(st.integers(0, 2), st.integers(1, 4)), FIELDS, max_size=5),
    tile=st.sampled_from([None, 16]),
)
def test_whatever_is_changed_whenever_is_painted_again(
    recipe: Recipe, wishes: Wishes, tile: int | None
) -> None:
    plan = plan_of(((24, 18, 4), (48, 36, 3), (64, 48, 4)), tile=tile)
    result, _ = live(recipe, plan, wishes)
    assert result.state == "finished"
    assert_again(result, plan)


@pytest.mark.usefixtures("tiny_network")
def test_a_change_before_the_first_iteration_is_where_the_run_begins(recipe: Recipe) -> None:
    changes = Changes()
    wanted = changed(recipe, style_strength=4.0)
    changes.ask(wanted)
    result, events = painted(recipe, changes=changes)
    assert result.recipe == wanted
    straight, _ = painted(wanted)
    np.testing.assert_array_equal(result.picture.pixels, straight.picture.pixels)
    assert len(of_kind(events, Changed)) == 1


@pytest.mark.usefixtures("tiny_network")
def test_what_cannot_change_while_painting_stays_as_it_was(two_styles: Recipe) -> None:
    other = changed(
        two_styles, size=128, seed=7, pooling="average", optimiser="adam", styles=two_styles.styles[:1]
    )
    changes = Changes()
    changes.ask(other)
    plan = plan_of(TWO_SCALES)
    result, events = painted(two_styles, plan, changes=changes)
    assert result.recipe == two_styles
    assert not of_kind(events, Changed)


@pytest.mark.usefixtures("tiny_network")
def test_of_several_wishes_only_the_last_counts(recipe: Recipe) -> None:
    changes = Changes()

    def react(event: Event) -> None:
        if isinstance(event, Progress) and event.iteration == 2:
            for strength in (2.0, 3.0, 4.0):
                changes.ask(changed(recipe, style_strength=strength))

    result, _ = painted(recipe, react=react, changes=changes)
    assert result.recipe.style_strength == 4.0
    assert places(result.recipe) == [(0, 2)]


@pytest.mark.usefixtures("tiny_network")
def test_a_change_while_repeating_ends_the_repeating(recipe: Recipe) -> None:
    plan = plan_of(((64, 48, 8),))
    first, _ = live(recipe, plan, {(0, 2): {"style_strength": 3.0}, (0, 6): {"tv_weight": 1.0}})
    changes = Changes()

    def react(event: Event) -> None:
        if isinstance(event, Progress) and event.iteration == 4:
            changes.ask(changed(recipe, style_strength=9.0))

    second, _ = painted(first.recipe, plan, react=react, changes=changes)
    assert places(second.recipe) == [(0, 2), (0, 4)]
    assert (second.recipe.style_strength, second.recipe.tv_weight) == (9.0, 0.0)
    assert_again(second, plan)


# -- guard, plateau, expectation ---------------------------------------------------------------------------


@pytest.mark.usefixtures("tiny_network")
def test_the_guard_measures_against_the_new_objective_alone(recipe: Recipe) -> None:
    """A thousand times the weight is a thousand times the value, and nothing has exploded."""
    result, events = live(recipe, plan_of(), {(0, 2): {"content_weight": 1000.0, "style_strength": 1000.0}})
    assert result.state == "finished"
    assert not of_kind(events, RunWarning)
    two, three = (report.objective for report in of_kind(events, Progress)[1:3])
    assert three > 10 * two


@pytest.mark.usefixtures("tiny_network")
def test_a_change_makes_the_optimiser_forget(recipe: Recipe, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pairs of another objective would lead astray: the first step after a change is a first step."""
    steps: list[float] = []
    genuine = LBFGS.step

    def step(self: LBFGS, pixels: Tensor, gradient: Tensor) -> None:
        before = pixels.clone()
        genuine(self, pixels, gradient)
        steps.append(float((pixels - before).square().mean().sqrt()))

    monkeypatch.setattr(LBFGS, "step", step)
    live(recipe, plan_of(), {(0, 3): {"tv_weight": 0.5}})
    assert [index for index, size in enumerate(steps) if size == pytest.approx(FIRST_STEP, rel=1e-3)] == [
        0,
        3,
    ]


@pytest.mark.usefixtures("tiny_network")
def test_steps_that_break_after_a_change_go_back_to_where_it_was_made(
    recipe: Recipe, monkeypatch: pytest.MonkeyPatch
) -> None:
    def spoil(call: int, _objective: Objective, evaluation: Evaluation) -> Evaluation:
        # 1 at the start, 2 and 3 after two iterations, 4 under the new settings, 5 breaks.
        return Evaluation(float("nan"), 0.0, 0.0, evaluation.gradient, 1.0) if call == 5 else evaluation

    intercept(monkeypatch, spoil)
    result, events = live(recipe, plan_of(), {(0, 2): {"style_strength": 3.0}})
    assert result.state == "finished"
    assert len(of_kind(events, RunWarning)) == 1
    assert [report.iteration for report in of_kind(events, Progress)] == [1, 2, 3, 4, 5]


@pytest.mark.usefixtures("tiny_network")
def test_a_change_begins_the_search_for_a_plateau_anew(
    recipe: Recipe, monkeypatch: pytest.MonkeyPatch
) -> None:
    def flat(_call: int, _objective: Objective, evaluation: Evaluation) -> Evaluation:
        return Evaluation(1.0, 0.0, 0.0, evaluation.gradient, 1.0)

    intercept(monkeypatch, flat)
    plan = plan_of(((64, 48, 60),))
    result, events = live(recipe, plan, {(0, 15): {"style_strength": 3.0}})
    _, undisturbed = painted(recipe, plan)
    assert len(of_kind(undisturbed, Progress)) == 21
    assert len(of_kind(events, Progress)) == 15 + 21
    assert places(result.recipe) == [(0, 15)]


@pytest.mark.usefixtures("tiny_network")
def test_a_change_at_the_very_plateau_is_made(recipe: Recipe, monkeypatch: pytest.MonkeyPatch) -> None:
    intercept(monkeypatch, lambda _call, _objective, e: Evaluation(1.0, 0.0, 0.0, e.gradient, 1.0))
    result, events = live(recipe, plan_of(((64, 48, 60),)), {(0, 21): {"tv_weight": 1.0}})
    assert places(result.recipe) == [(0, 21)]
    assert len(of_kind(events, Progress)) == 42


@pytest.mark.usefixtures("tiny_network")
def test_time_left_is_told_through_all_changes(recipe: Recipe) -> None:
    wishes: dict[Place, dict[str, Any]] = {
        (0, 2): {"style_layers": {"relu5_4": 1.0}},
        (1, 1): {"style_layers": {"relu1_1": 1.0}},
    }
    _, events = live(recipe, plan_of(TWO_SCALES), wishes)
    left = [report.eta_s for report in of_kind(events, Progress)]
    assert all(seconds is not None and seconds >= 0 for seconds in left)
    assert left[-1] == 0


# -- stop ----------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("tiny_network")
@pytest.mark.parametrize("field", ["stroke_size", "style_strength"])
def test_a_stop_in_the_middle_of_a_change_keeps_the_picture(recipe: Recipe, field: str) -> None:
    def stopped_at(kind: type[Event]) -> Result:
        token, changes = Token(), Changes()

        def react(event: Event) -> None:
            if isinstance(event, Progress) and event.iteration == 2:
                changes.ask(changed(recipe, **{field: 2.0}))
            if isinstance(event, kind) and getattr(event, "iteration", 0) == 2:
                token.stop()

        return painted(recipe, react=react, changes=changes, token=token)[0]

    before, during = stopped_at(Progress), stopped_at(Changed)
    assert before.state == during.state == "stopped"
    np.testing.assert_array_equal(before.picture.pixels, during.picture.pixels)
