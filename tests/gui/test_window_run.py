"""Painting, as seen from the window, with an engine that steps on command."""

from __future__ import annotations

import pytest
from fake_engine import FakeEngine
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from nst_engine.errors import InputError
from nst_gui.actions import TABLE, Situation
from nst_gui.main_window import MainWindow
from nst_gui.models.run_state import RunState

S = RunState


def press(qtbot: QtBot, window: MainWindow, key: str) -> None:
    qtbot.mouseClick(window.findChild(QToolButton, f"{key}_button"), Qt.MouseButton.LeftButton)


def wait_for(qtbot: QtBot, window: MainWindow, state: RunState) -> None:
    qtbot.waitUntil(lambda: window.controller.state is state)


def enabled(window: MainWindow) -> set[str]:
    keys = ("start", "pause", "stop", "save")
    return {key for key in keys if window.findChild(QToolButton, f"{key}_button").isEnabled()}


def test_a_run_by_its_buttons(ready: MainWindow, engine: FakeEngine, qtbot: QtBot) -> None:
    assert enabled(ready) == {"start"}
    press(qtbot, ready, "start")
    wait_for(qtbot, ready, S.RUNNING)
    assert enabled(ready) == {"pause", "stop"}
    engine.step()
    qtbot.waitUntil(lambda: ready.canvas.image().pixelColor(0, 0).red() == 1)
    assert (ready.canvas.output_size().width(), ready.canvas.output_size().height()) == (64, 48)

    press(qtbot, ready, "pause")
    wait_for(qtbot, ready, S.PAUSED)
    assert enabled(ready) == {"pause", "stop"}
    assert ready.actions_table["pause"].text() == "&Resume"
    press(qtbot, ready, "pause")
    assert ready.controller.state is S.RUNNING
    assert ready.actions_table["pause"].text() == "&Pause"

    engine.free()
    wait_for(qtbot, ready, S.FINISHED)
    assert enabled(ready) == {"start", "save"}
    assert ready.canvas.image().pixelColor(0, 0).red() == 8
    assert ready.controls.advanced.loss_plot.count() == 8
    assert engine.recipes == [ready.model.recipe()]


def test_the_title_and_the_bar_tell_how_far_it_is(
    ready: MainWindow, engine: FakeEngine, qtbot: QtBot
) -> None:
    ready.start()
    engine.step(4)
    # Four of eight iterations, all on the small scale: a fifth of the pixels.
    qtbot.waitUntil(lambda: "%" in ready.windowTitle() and ready.progress.fraction() > 0)
    engine.free()
    wait_for(qtbot, ready, S.FINISHED)
    assert "%" not in ready.windowTitle()
    assert ready.progress.fraction() == pytest.approx(1.0)


def test_zoom_and_place_stay_while_it_paints(ready: MainWindow, engine: FakeEngine, qtbot: QtBot) -> None:
    ready.actions_table["zoom_100"].trigger()
    ready.actions_table["zoom_in"].trigger()
    zoom, centre = ready.canvas.zoom(), ready.canvas.centre()
    ready.start()
    for step in (1, 2, 5):
        engine.step(step)
        qtbot.wait(300)
    engine.free()
    wait_for(qtbot, ready, S.FINISHED)
    assert (ready.canvas.zoom(), ready.canvas.centre()) == (zoom, centre)


def test_stop_keeps_what_was_painted(ready: MainWindow, engine: FakeEngine, qtbot: QtBot) -> None:
    ready.start()
    engine.step()
    qtbot.waitUntil(lambda: ready.canvas.image().pixelColor(0, 0).red() == 1)
    press(qtbot, ready, "stop")
    wait_for(qtbot, ready, S.STOPPED)
    assert enabled(ready) == {"start", "save"}
    assert ready.saver.unsaved


def test_changes_while_painting_are_for_the_next_run_and_that_is_said(
    ready: MainWindow, engine: FakeEngine, qtbot: QtBot
) -> None:
    ready.start()
    wait_for(qtbot, ready, S.RUNNING)
    painted = ready.model.recipe()
    assert not ready.controls.pending_note_shown
    ready.controls.slider("style_strength").box.setValue(3.0)
    assert ready.model.draft.style_strength == 3.0
    assert ready.controls.pending_note_shown
    engine.free()
    wait_for(qtbot, ready, S.FINISHED)
    assert ready.controller.result is not None
    assert ready.controller.result.recipe == painted
    assert not ready.controls.pending_note_shown


def test_an_error_is_shown_and_the_inputs_stay(ready: MainWindow, engine: FakeEngine, qtbot: QtBot) -> None:
    engine.error = InputError("painting 0.png is gone; add it again.")
    engine.free()
    before = ready.model.recipe()
    press(qtbot, ready, "start")
    wait_for(qtbot, ready, S.FAILED)
    assert ready.messages.text() == str(engine.error)
    assert ready.model.recipe() == before
    assert ready.photograph.has_picture()
    assert len(ready.styles.rows()) == 1
    assert enabled(ready) == {"start"}
    assert not ready.error_report.isVisible()


def test_a_fault_opens_one_report_that_counts(ready: MainWindow, engine: FakeEngine, qtbot: QtBot) -> None:
    engine.error = ZeroDivisionError("by the test")
    engine.free()
    for _ in range(3):
        press(qtbot, ready, "start")
        wait_for(qtbot, ready, S.FAILED)
    qtbot.waitUntil(lambda: ready.error_report.count == 3)
    assert ready.error_report.isVisible()
    assert not ready.error_report.isModal()
    assert "by the test" in ready.error_report.report()
    assert ready.model.recipe() is not None


def test_warnings_and_notices_are_shown(ready: MainWindow, engine: FakeEngine, qtbot: QtBot) -> None:
    engine.warning = "The painting is smaller than the strokes asked for."
    engine.end_state = "diverged"
    engine.free()
    ready.start()
    wait_for(qtbot, ready, S.DIVERGED)
    texts = [text for text, _ in ready.messages.messages()]
    assert engine.warning in texts
    assert any("unstable" in text for text in texts)
    assert enabled(ready) == {"start", "save"}


def test_start_without_pictures_says_what_is_missing(studio: MainWindow) -> None:
    assert not studio.actions_table["start"].isEnabled()
    studio.start()
    assert "photograph" in studio.messages.text()
    assert studio.controller.state is S.QUEUED


def test_a_hundred_clicks_make_one_run_at_most(ready: MainWindow, engine: FakeEngine, qtbot: QtBot) -> None:
    engine.free()
    for _ in range(50):
        press(qtbot, ready, "start")
        press(qtbot, ready, "stop")
    qtbot.waitUntil(lambda: not ready.controller.active)
    assert ready.controller.state in {S.STOPPED, S.FINISHED}


@pytest.mark.parametrize("complete", [False, True])
@pytest.mark.parametrize("has_result", [False, True])
@pytest.mark.parametrize("state", list(RunState))
def test_buttons_are_a_function_of_the_situation(state: RunState, complete: bool, has_result: bool) -> None:
    situation = Situation(state=state, complete=complete, has_result=has_result, has_view=True)
    can = {spec.key for spec in TABLE if spec.enabled(situation)}
    busy = state in {S.PREPARING, S.RUNNING, S.PAUSING, S.PAUSED, S.STOPPING}
    assert ("start" in can) == (complete and not busy)
    assert ("pause" in can) == (state in {S.RUNNING, S.PAUSING, S.PAUSED})
    assert ("stop" in can) == (busy and state is not S.STOPPING)
    assert ("save" in can) == (has_result and not busy and state is not S.QUEUED)
    assert {"open_content", "add_styles", "paste", "about", "licences", "quit"} <= can


def test_no_two_actions_share_a_shortcut(studio: MainWindow) -> None:
    shortcuts = [
        shortcut.toString() for spec in TABLE for shortcut in studio.actions_table[spec.key].shortcuts()
    ]
    assert len(shortcuts) == len(set(shortcuts))
    for spec in TABLE:
        assert studio.actions_table[spec.key].toolTip()
