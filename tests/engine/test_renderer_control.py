"""Pause, resume and stop, from outside and at any moment; no run takes longer than its evaluation to obey."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from runs import TWO_SCALES, changed, intercept, of_kind, painted, plan_of

from nst_engine import pictures
from nst_engine.errors import InputError
from nst_engine.events import Event, Finished, Paused, Preview, Progress, Resumed
from nst_engine.objective import Evaluation, Objective
from nst_engine.recipe import Recipe
from nst_engine.token import Token
from nst_engine.vgg import Vgg19

pytestmark = pytest.mark.usefixtures("tiny_network")

PAUSE = 0.3


def pausing(token: Token, at: int, then: Callable[[], None]) -> Callable[[Event], None]:
    """React to the ``at``-th progress with a pause, and to the pause with ``then`` from another thread."""
    seen = 0

    def react(event: Event) -> None:
        nonlocal seen
        if isinstance(event, Progress):
            seen += 1
            if seen == at:
                token.pause()
        elif isinstance(event, Paused):
            threading.Timer(PAUSE, then).start()

    return react


@pytest.mark.parametrize("at", [1, 3, 4, 6], ids=lambda at: f"after iteration {at}")
def test_a_pause_changes_nothing_but_the_time(recipe: Recipe, at: int) -> None:
    plan = plan_of(TWO_SCALES)
    undisturbed, _ = painted(recipe, plan)
    token = Token()
    began = time.monotonic()
    result, events = painted(recipe, plan, token=token, react=pausing(token, at, token.resume))
    wall = time.monotonic() - began
    np.testing.assert_array_equal(result.picture.pixels, undisturbed.picture.pixels)
    assert (result.state, result.evaluations) == ("finished", undisturbed.evaluations)
    assert result.objective == undisturbed.objective
    assert wall - result.elapsed_s >= PAUSE * 0.95, "the pause is not part of the elapsed time"
    assert of_kind(events, Progress)[-1].elapsed_s <= wall - PAUSE * 0.95
    names = [event.name for event in events]
    paused = names.index("paused")
    assert names[paused - 1] == "preview"
    assert names[paused + 1] == "resumed"
    shown, reported = events[paused - 1], of_kind(events[:paused], Progress)[-1]
    assert isinstance(shown, Preview)
    assert (shown.iteration, shown.width) == (reported.iteration, reported.width)
    [waiting] = of_kind(events, Paused)
    assert waiting.levels is not None
    assert waiting.levels.dtype == np.uint16
    assert np.abs(waiting.levels / 257 - shown.pixels).max() <= 0.501


def test_a_pause_before_the_start_waits_too(recipe: Recipe) -> None:
    token = Token()
    token.pause()
    result, events = painted(recipe, token=token, react=pausing(token, -1, token.resume))
    assert result.state == "finished"
    assert len(of_kind(events, Paused)) == len(of_kind(events, Resumed)) == 1
    assert result.elapsed_s < 60


def test_a_pause_inside_an_evaluation_waits_between_its_passes(
    recipe: Recipe, monkeypatch: pytest.MonkeyPatch
) -> None:
    undisturbed, _ = painted(recipe)
    token = Token()
    genuine = Vgg19.forward
    passes = 0

    def forward(self: Vgg19, *arguments: Any, **named: Any) -> Any:
        nonlocal passes
        passes += 1
        if passes == 5:  # two for the targets, then evaluations
            token.pause()
        return genuine(self, *arguments, **named)

    monkeypatch.setattr(Vgg19, "forward", forward)
    result, events = painted(recipe, token=token, react=pausing(token, -1, token.resume))
    assert len(of_kind(events, Paused)) == 1
    np.testing.assert_array_equal(result.picture.pixels, undisturbed.picture.pixels)


@pytest.mark.parametrize("at", [1, 4, 5], ids=lambda at: f"after iteration {at}")
def test_stop_ends_without_another_evaluation(
    recipe: Recipe, monkeypatch: pytest.MonkeyPatch, at: int
) -> None:
    token = Token()
    seen: list[Progress] = []
    evaluations = 0

    def count(call: int, _objective: Objective, evaluation: Evaluation) -> Evaluation:
        nonlocal evaluations
        evaluations = call
        return evaluation

    def react(event: Event) -> None:
        if isinstance(event, Progress):
            seen.append(event)
            if len(seen) == at:
                token.stop()

    intercept(monkeypatch, count)
    result, events = painted(recipe, plan_of(TWO_SCALES), token=token, react=react)
    assert result.state == "stopped"
    assert len(seen) == at
    # At the last iteration of a scale the next one has not been evaluated yet either.
    assert result.evaluations == evaluations == at + 1 + (at > 4)
    assert (result.picture.width, result.picture.height) == (64, 48), "brought to the output's size"
    assert np.isfinite(result.picture.pixels).all()
    assert isinstance(events[-1], Finished)
    assert events[-1].state == "stopped"


def test_stop_inside_an_evaluation_ends_it_half_way(recipe: Recipe, monkeypatch: pytest.MonkeyPatch) -> None:
    token = Token()
    backwards = 0
    genuine = Vgg19.backward

    def backward(self: Vgg19, *arguments: Any) -> Any:
        nonlocal backwards
        backwards += 1
        return genuine(self, *arguments)

    forward = Vgg19.forward
    passes = 0

    def stopping_forward(self: Vgg19, *arguments: Any, **named: Any) -> Any:
        nonlocal passes
        passes += 1
        if passes == 2 + 3:  # in the third evaluation; the first two passes are the targets'
            token.stop()
        return forward(self, *arguments, **named)

    monkeypatch.setattr(Vgg19, "forward", stopping_forward)
    monkeypatch.setattr(Vgg19, "backward", backward)
    result, events = painted(recipe, token=token)
    assert result.state == "stopped"
    assert backwards == result.evaluations == 2
    assert result.objective == of_kind(events, Progress)[-1].objective


def test_a_stopped_run_gives_the_last_good_picture(recipe: Recipe) -> None:
    token = Token()

    def react(event: Event) -> None:
        if isinstance(event, Progress) and event.iteration == 3:
            token.stop()

    stopped, _ = painted(recipe, plan_of(((64, 48, 9),)), token=token, react=react)
    complete, _ = painted(recipe, plan_of(((64, 48, 3),)))
    np.testing.assert_array_equal(stopped.picture.pixels, complete.picture.pixels)
    assert stopped.objective == complete.objective


def test_stop_while_paused(recipe: Recipe) -> None:
    token = Token()
    react = pausing(token, 2, token.stop)
    result, events = painted(recipe, plan_of(TWO_SCALES), token=token, react=react)
    assert result.state == "stopped"
    assert result.evaluations == 3
    assert len(of_kind(events, Paused)) == 1
    assert not of_kind(events, Resumed)
    assert (result.picture.width, result.picture.height) == (64, 48)


@pytest.mark.parametrize("init", ["content", "noise"])
def test_stop_before_the_first_evaluation(recipe: Recipe, init: str) -> None:
    token = Token()
    token.stop()
    changed = recipe.model_copy(update={"init": init})
    result, events = painted(changed, plan_of(TWO_SCALES), token=token)
    assert (result.state, result.evaluations, result.objective) == ("stopped", 0, None)
    assert (result.picture.width, result.picture.height) == (64, 48)
    assert [event.name for event in events] == ["started", "finished"]


def test_a_stop_before_anything_was_painted_gives_the_photograph_back(recipe: Recipe) -> None:
    token = Token()
    token.stop()
    result, _ = painted(recipe, plan_of(TWO_SCALES), token=token)
    assert (result.state, result.evaluations, result.objective) == ("stopped", 0, None)
    assert recipe.content.path is not None
    photograph = pictures.resize(pictures.load(Path(recipe.content.path)), 64, 48)
    np.testing.assert_array_equal(result.picture.pixels, pictures.flatten(photograph, "#ffffff").pixels)


def test_a_picture_of_another_size_than_the_recipe_says_is_refused(recipe: Recipe) -> None:
    other = recipe.content.model_copy(update={"width": recipe.content.width + 1})
    with pytest.raises(InputError, match="another size"):
        painted(changed(recipe, content=other.model_dump()))
