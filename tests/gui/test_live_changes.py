"""Settings that are changed while a picture is painted: what reaches the run, and what the controls say."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from fake_engine import FakeEngine
from hands_on import drop, file_mime, wait_for
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy
from pytestqt.qtbot import QtBot

from nst_engine.adjustable import Segment
from nst_engine.recipe import Recipe, StyleRef
from nst_gui.main_window import MainWindow
from nst_gui.models.combinations import combinations
from nst_gui.models.counting import When
from nst_gui.models.queue_model import ItemState
from nst_gui.models.run_state import RunState
from nst_gui.models.variants import variants
from nst_gui.workers.engine import Painter
from nst_gui.workers.sources_worker import for_photograph

S = RunState
PATIENCE_MS = 120_000


def places(recipe: Recipe) -> list[tuple[int, int]]:
    return [(segment.scale, segment.iteration) for segment in recipe.segments]


@pytest.fixture
def running(ready: MainWindow, engine: FakeEngine, qtbot: QtBot) -> MainWindow:
    """A painting after its first iteration."""
    ready.start()
    wait_for(qtbot, ready, S.RUNNING)
    with qtbot.waitSignal(ready.controller.progressed):
        engine.step()
    return ready


def strength(window: MainWindow, value: float) -> None:
    window.controls.slider("style_strength").box.setValue(value)


def change_strength(window: MainWindow, engine: FakeEngine, qtbot: QtBot, value: float) -> None:
    """Move the slider, let the hand rest, and the run take it over."""
    asked = QSignalSpy(window.live_changes._rest.timeout)
    strength(window, value)
    qtbot.waitUntil(lambda: asked.count() > 0)
    with qtbot.waitSignal(window.controller.changed):
        engine.step()


def test_a_moved_slider_reaches_the_run_and_is_kept_with_it(
    running: MainWindow, engine: FakeEngine, qtbot: QtBot
) -> None:
    window, slider = running, running.controls.slider("style_strength")
    began_with = window.controller.recipe
    assert slider.when() is None
    asked = QSignalSpy(window.live_changes._rest.timeout)
    for value in (2.0, 3.0, 4.0):  # one movement of the hand
        strength(window, value)
    assert slider.when() is When.NOW
    assert not window.controls.foot.isVisible()
    qtbot.waitUntil(lambda: asked.count() == 1)
    with qtbot.waitSignal(window.controller.changed):
        engine.step(2)
    assert slider.when() is None
    assert window.controller.recipe is not None
    assert window.controller.recipe.style_strength == 4.0
    engine.free()
    wait_for(qtbot, window, S.FINISHED)

    result = window.controller.result
    assert result is not None
    assert result.recipe.style_strength == 4.0
    assert result.recipe.segments[0].style_strength == began_with.style_strength
    assert len(result.recipe.segments) == 1
    [mark] = window.controls.advanced.loss_plot.marks()
    assert mark == result.recipe.segments[0].iteration
    qtbot.waitUntil(lambda: window.history.model.rowCount() == 1)
    assert window.history.model.entries[0].record.recipe == result.recipe
    assert window.model.recipe().segments == (), "what is set now is painted from the beginning"
    assert not window.controls.foot.isVisible()


def test_what_needs_a_new_run_is_said_at_the_control_and_restarts_by_a_button(
    running: MainWindow, engine: FakeEngine, qtbot: QtBot
) -> None:
    window, controls = running, running.controls
    window.model.set(size=96, optimiser="adam", quality="draft", seed=3)
    assert controls.slider("size").when() is When.NEXT
    assert controls.quality.when() is When.NEXT
    assert controls.advanced.when("optimiser") is When.NEXT
    assert controls.advanced.slider("seed").when() is When.NEXT
    assert controls.slider("style_strength").when() is None
    assert controls.foot.text() == "For the next painting: optimiser, output size, quality, seed."
    strength(window, 2.5)
    assert controls.slider("style_strength").when() is When.NOW
    assert "strength" not in controls.foot.text()

    started = QSignalSpy(window.controller.planned)
    qtbot.mouseClick(controls.foot.button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: started.count() == 1)
    assert engine.recipes[-1] == window.model.recipe()
    assert engine.recipes[-1].optimiser == "adam"
    qtbot.waitUntil(lambda: window.history.model.rowCount() == 1)
    assert window.history.model.entries[0].record.state == "stopped"
    assert not controls.foot.isVisible()
    assert controls.slider("size").when() is None
    engine.free()
    wait_for(qtbot, window, S.FINISHED)


def test_a_restart_comes_before_what_waits_in_the_queue(
    running: MainWindow, engine: FakeEngine, qtbot: QtBot
) -> None:
    window = running
    window.queue.add_present()
    window.queue.start()
    window.model.set(seed=3)
    started = QSignalSpy(window.controller.planned)
    qtbot.mouseClick(window.controls.foot.button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: started.count() == 1)
    assert engine.recipes[-1].seed == 3
    assert window.queue.waiting == 1
    engine.free()
    qtbot.waitUntil(lambda: not window.queue.running)
    assert len(engine.recipes) == 3
    assert window.queue.model.items[0].state is ItemState.DONE


def test_the_paint_menu_restarts_where_the_button_does(
    running: MainWindow, engine: FakeEngine, qtbot: QtBot
) -> None:
    window, restart = running, running.actions_table["restart"]
    assert not restart.isEnabled()
    strength(window, 2.5)
    assert not restart.isEnabled(), "that reaches the painting as it is"
    window.model.set(seed=3)
    assert restart.isEnabled()
    window.model.set(styles=())
    assert not restart.isEnabled()
    window.model.steps.undo()
    started = QSignalSpy(window.controller.planned)
    qtbot.keyClick(
        window, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    )
    assert not restart.isEnabled(), "it is on its way"
    qtbot.waitUntil(lambda: started.count() == 1)
    assert engine.recipes[-1].seed == 3
    engine.free()
    wait_for(qtbot, window, S.FINISHED)


def test_a_setting_put_back_leaves_nothing_to_say(running: MainWindow, engine: FakeEngine) -> None:
    window = running
    size, optimiser = window.model.draft.size, window.model.draft.optimiser
    window.model.set(size=96, optimiser="adam")
    assert window.controls.foot.isVisible()
    window.model.set(size=size, optimiser=optimiser)
    assert not window.controls.foot.isVisible()
    assert window.controls.slider("size").when() is None
    engine.free()


def test_other_pictures_are_for_the_next_painting(running: MainWindow, engine: FakeEngine) -> None:
    window = running
    (style,) = window.model.styles
    turned = StyleRef(picture=style.picture.framed(None, 90))
    window.model.set(styles=(style, turned))
    assert window.controls.foot.text() == "For the next painting: paintings."
    assert window.controls.foot.button.isVisible()
    window.model.set(styles=())
    assert window.controls.foot.text() == "For the next painting: paintings."
    assert not window.controls.foot.button.isVisible(), "there is nothing to restart with"
    engine.free()


def test_the_weights_of_the_paintings_reach_the_run(
    running: MainWindow, engine: FakeEngine, qtbot: QtBot
) -> None:
    window = running
    styles = tuple(style.model_copy(update={"weight": 3.0}) for style in window.model.styles)
    asked = QSignalSpy(window.live_changes._rest.timeout)
    window.model.set(styles=styles)
    assert not window.controls.foot.isVisible()
    qtbot.waitUntil(lambda: asked.count() == 1)
    with qtbot.waitSignal(window.controller.changed):
        engine.step(2)
    assert window.controller.recipe.styles == styles
    engine.free()
    wait_for(qtbot, window, S.FINISHED)


def test_a_change_made_in_a_pause_waits_for_its_end(
    running: MainWindow, engine: FakeEngine, qtbot: QtBot
) -> None:
    window = running
    window.controller.pause()
    wait_for(qtbot, window, S.PAUSED)
    asked = QSignalSpy(window.live_changes._rest.timeout)
    strength(window, 5.0)
    qtbot.waitUntil(lambda: asked.count() == 1)
    assert window.controls.slider("style_strength").when() is When.NOW
    window.controller.resume()
    with qtbot.waitSignal(window.controller.changed):
        engine.step(3)
    window.controller.pause()
    engine.step()
    wait_for(qtbot, window, S.PAUSED)
    assert window.controller.so_far.recipe == window.controller.recipe
    assert len(window.controller.so_far.recipe.segments) == 1, "what is saved now says how it was painted"
    engine.free()
    window.controller.resume()
    wait_for(qtbot, window, S.FINISHED)


def test_a_refused_change_is_said_and_kept_out_of_the_next(
    running: MainWindow, engine: FakeEngine, qtbot: QtBot
) -> None:
    window = running
    engine.refusal = "There is not enough memory for this change."
    asked = QSignalSpy(window.live_changes._rest.timeout)
    window.model.set(style_layers={"relu5_4": 1.0})
    qtbot.waitUntil(lambda: asked.count() == 1)
    with qtbot.waitSignal(window.controller.changeRefused):
        engine.step(2)
    assert "not enough memory" in window.messages.text()
    assert window.controls.advanced.style_layers.when() is When.NEXT
    assert window.controls.foot.text() == "For the next painting: style layers."
    engine.refusal = None
    engine.iterations = 40
    change_strength(window, engine, qtbot, 6.0)
    assert window.controller.recipe.style_strength == 6.0
    assert window.controller.recipe.style_layers is None
    assert window.controls.advanced.style_layers.when() is When.NEXT
    engine.free()
    wait_for(qtbot, window, S.FINISHED)


def test_a_painting_with_settings_of_its_own_goes_its_own_way(
    ready: MainWindow, engine: FakeEngine, qtbot: QtBot
) -> None:
    ready.queue.add_present()
    strength(ready, 7.0)
    ready.queue.start()
    wait_for(qtbot, ready, S.RUNNING)
    assert not ready.controls.foot.isVisible(), "nothing was changed since it began"
    changed = QSignalSpy(ready.controller.changed)
    strength(ready, 8.0)
    assert ready.controls.foot.text().startswith("This painting has settings of its own")
    assert not ready.controls.foot.button.isVisible()
    assert ready.controls.slider("style_strength").when() is When.NEXT
    assert not ready.live_changes._rest.isActive()
    engine.free()
    wait_for(qtbot, ready, S.FINISHED)
    assert changed.count() == 0


def test_an_item_of_the_queue_keeps_what_was_changed(
    ready: MainWindow, engine: FakeEngine, qtbot: QtBot
) -> None:
    engine.iterations = 20
    ready.queue.add_present()
    ready.queue.start()
    wait_for(qtbot, ready, S.RUNNING)
    engine.step()
    ready.model.set(size=96)
    assert ready.controls.foot.isVisible()
    assert not ready.controls.foot.button.isVisible(), "a restart would halt the queue"
    change_strength(ready, engine, qtbot, 3.0)
    engine.free()
    qtbot.waitUntil(lambda: ready.queue.model.count(ItemState.DONE) == 1)
    recipe = ready.queue.model.items[0].recipe
    assert (recipe.style_strength, len(recipe.segments)) == (3.0, 1)


# -- a recipe that repeats its changes -----------------------------------------------------------------


@pytest.fixture
def repeating(ready: MainWindow) -> MainWindow:
    """The settings of a painting that was changed on its way."""
    recipe = ready.model.recipe()
    before = Segment(
        scale=0, iteration=2, style_strength=5.0, style_weights=tuple(s.weight for s in recipe.styles)
    )
    ready.model.load(recipe.model_copy(update={"segments": (before,)}), recipe.content, recipe.styles)
    return ready


def test_a_recipe_with_changes_says_so_and_repeats_them(
    repeating: MainWindow, engine: FakeEngine, qtbot: QtBot
) -> None:
    assert "repeats the change made" in repeating.controls.foot.text()
    record = repeating.model.recipe()
    engine.free()
    repeating.start()
    wait_for(qtbot, repeating, S.FINISHED)
    assert repeating.controller.result.recipe == record
    assert repeating.controls.advanced.loss_plot.marks() == [2]
    assert "repeats the change made" in repeating.controls.foot.text()


def test_the_changes_can_be_left_out_and_come_back(repeating: MainWindow, qtbot: QtBot) -> None:
    record = repeating.model.recipe()
    qtbot.mouseClick(repeating.controls.foot.button, Qt.MouseButton.LeftButton)
    assert repeating.model.recipe().segments == ()
    assert not repeating.controls.foot.isVisible()
    assert repeating.model.steps.undo_text() == "changes while painting"
    repeating.model.steps.undo()
    assert repeating.model.recipe() == record


def test_another_setting_forgets_them_and_the_finish_does_not(repeating: MainWindow) -> None:
    record = repeating.model.recipe()
    repeating.model.set(blend=0.5)
    assert repeating.model.recipe().segments == record.segments
    repeating.model.set(style_strength=record.style_strength)
    assert repeating.model.recipe().segments == record.segments, "nothing was changed"
    strength(repeating, 9.0)
    assert repeating.model.recipe().segments == ()
    assert repeating.model.steps.undo_text() == "style strength"
    repeating.model.steps.undo()
    assert repeating.model.recipe().segments == record.segments


def test_without_its_pictures_a_recipe_repeats_nothing(repeating: MainWindow) -> None:
    record = repeating.model.recipe()
    repeating.model.load(record, None, record.styles)
    assert repeating.model.draft.segments == ()
    repeating.model.load(record, record.content, ())
    assert repeating.model.draft.segments == ()


def test_other_pictures_and_other_sizes_repeat_nothing(repeating: MainWindow, tmp_path: Path) -> None:
    """Places of one run mean nothing in another: contact sheet, queue, another photograph."""
    record = repeating.model.recipe()
    assert all(not one.recipe.segments for one in variants(record, "style_strength", "blend"))
    mixed = combinations(record, [record.content], record.styles, mixed=True)
    assert all(not one.segments for one in mixed)
    assert not for_photograph(record, Path(record.content.path), ()).recipe.segments
    repeating.queue.add_photographs([record.content])
    assert not repeating.queue.model.items[-1].recipe.segments
    repeating.queue.add_present()
    assert repeating.queue.model.items[-1].recipe == record


def test_while_repeating_nothing_is_said_to_differ(
    repeating: MainWindow, engine: FakeEngine, qtbot: QtBot
) -> None:
    repeating.start()
    wait_for(qtbot, repeating, S.RUNNING)
    with qtbot.waitSignal(repeating.controller.changed):
        engine.step(4)
    assert not repeating.controls.foot.isVisible()
    assert repeating.controls.slider("style_strength").when() is None
    engine.free()
    wait_for(qtbot, repeating, S.FINISHED)


# -- the true engine -----------------------------------------------------------------------------------


@pytest.mark.real
def test_the_true_engine_takes_changes_over_and_paints_them_again(
    start_studio: Callable[..., MainWindow], photograph: Path, paintings: list[Path], qtbot: QtBot
) -> None:
    window = start_studio(engine=Painter())
    drop(window.photograph, file_mime([photograph]))
    drop(window.styles, file_mime(paintings[:1]))
    qtbot.waitUntil(lambda: window.model.recipe() is not None and not window.tasks.busy)
    window.model.set(size=64, iterations=60)
    progressed = QSignalSpy(window.controller.progressed)
    window.start()
    qtbot.waitUntil(lambda: progressed.count() > 0, timeout=PATIENCE_MS)
    with qtbot.waitSignal(window.controller.changed, timeout=PATIENCE_MS):
        strength(window, 20.0)
    qtbot.waitUntil(lambda: window.controller.state is S.FINISHED, timeout=PATIENCE_MS)
    first = window.controller.result
    assert len(first.recipe.segments) == 1

    window.intake.restore(first.recipe)
    qtbot.waitUntil(lambda: window.model.recipe() == first.recipe)
    with qtbot.waitSignal(window.controller.succeeded, timeout=PATIENCE_MS):
        window.start()
    again = window.controller.result
    assert again.recipe == first.recipe
    np.testing.assert_array_equal(again.picture.pixels, first.picture.pixels)
