"""Painting, as seen from the window, with an engine that steps on command."""

from __future__ import annotations

from pathlib import Path

import pytest
from fake_engine import FakeEngine
from hands_on import wait_for
from PIL import Image
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtWidgets import QApplication, QToolButton
from pytestqt.qtbot import QtBot

from nst_engine.errors import InputError
from nst_gui.actions import TABLE, Situation
from nst_gui.dialogs.save_dialog import SaveDialog
from nst_gui.main_window import MainWindow
from nst_gui.models.run_state import RunState
from nst_gui.workers import render_worker
from nst_gui.workers.render_worker import PREVIEW_PERIOD_S

S = RunState


def press(qtbot: QtBot, window: MainWindow, key: str) -> None:
    qtbot.mouseClick(window.findChild(QToolButton, f"{key}_button"), Qt.MouseButton.LeftButton)


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
    assert enabled(ready) == {"pause", "stop", "save"}
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


def test_zoom_and_place_stay_while_it_paints(
    ready: MainWindow, engine: FakeEngine, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(render_worker, "PREVIEW_PERIOD_S", 0.0)  # every iteration is seen
    ready.actions_table["zoom_100"].trigger()
    ready.actions_table["zoom_in"].trigger()
    looked_at = ready.canvas.zoom(), ready.canvas.centre()
    ready.start()
    widths = set()
    for count in range(1, 9):  # four of them on the small scale, four on the large one
        engine.step()
        qtbot.waitUntil(lambda count=count: ready.canvas.image().pixelColor(0, 0).red() == count)
        widths.add(ready.canvas.image().width())
        assert (ready.canvas.zoom(), ready.canvas.centre()) == looked_at
    assert widths == {32, 64}
    wait_for(qtbot, ready, S.FINISHED)
    assert (ready.canvas.zoom(), ready.canvas.centre()) == looked_at


def test_stop_keeps_what_was_painted(ready: MainWindow, engine: FakeEngine, qtbot: QtBot) -> None:
    ready.start()
    engine.step()
    qtbot.waitUntil(lambda: ready.canvas.image().pixelColor(0, 0).red() == 1)
    press(qtbot, ready, "stop")
    wait_for(qtbot, ready, S.STOPPED)
    assert enabled(ready) == {"start", "save"}
    assert ready.saver.unsaved


def test_after_a_run_the_next_step_is_named(ready: MainWindow, engine: FakeEngine, qtbot: QtBot) -> None:
    ready.start()
    engine.free()
    wait_for(qtbot, ready, S.FINISHED)
    assert ready.progress.state_text() == "Finished"
    ready.model.set(styles=())
    assert ready.progress.state_text() == "Add a painting"


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


def fail_to_paint(window: MainWindow, engine: FakeEngine, qtbot: QtBot) -> None:
    engine.error = InputError("That does not fit; choose a smaller size.")
    engine.free()
    press(qtbot, window, "start")
    wait_for(qtbot, window, S.FAILED)


def test_why_a_run_failed_goes_when_the_next_is_started(
    ready: MainWindow, engine: FakeEngine, qtbot: QtBot
) -> None:
    fail_to_paint(ready, engine, qtbot)
    ready.messages.show_message("The disk is full.", "error")
    engine.error = None
    press(qtbot, ready, "start")
    wait_for(qtbot, ready, S.FINISHED)
    assert [text for text, kind in ready.messages.messages() if kind == "error"] == ["The disk is full."]


def test_why_a_run_failed_goes_once_the_settings_were_changed_to_some_that_fit(
    ready: MainWindow, engine: FakeEngine, qtbot: QtBot
) -> None:
    qtbot.waitUntil(lambda: ready.progress.forecast.mark() == "fits")
    with qtbot.waitSignal(ready.controller.foreseen):
        fail_to_paint(ready, engine, qtbot)
    assert ready.progress.state_text() == "Could not paint"
    assert ready.messages.text() == str(engine.error), "the very settings that failed may seem to fit"
    ready.model.set(size=80)
    qtbot.waitUntil(lambda: ready.messages.text() == "")
    assert ready.progress.state_text() == "Ready"


def test_a_failure_that_is_over_takes_nothing_from_a_later_run(
    ready: MainWindow, engine: FakeEngine, qtbot: QtBot
) -> None:
    fail_to_paint(ready, engine, qtbot)
    engine.error = None
    ready.queue.add_present()
    ready.queue.start()
    wait_for(qtbot, ready, S.FINISHED)
    with qtbot.waitSignal(ready.forecaster.paintable):
        ready.model.set(size=80)
    assert ready.progress.state_text() == "Finished"


def test_a_new_beginning_leaves_no_words_about_the_last(
    ready: MainWindow, engine: FakeEngine, qtbot: QtBot
) -> None:
    ready.messages.show_message("painting 0.png is small.", "warning")
    ready.messages.show_message("The disk is full.", "error")
    ready.actions_table["new"].trigger()
    assert ready.model.content is None
    assert [text for text, _kind in ready.messages.messages()] == ["The disk is full."]


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
    assert texts == [engine.warning]  # the engine itself tells of a run that ended early; once is enough
    assert enabled(ready) == {"start", "save"}


def choose_photograph(qtbot: QtBot, window: MainWindow, path: Path) -> None:
    window.intake.open_content([path])
    qtbot.waitUntil(lambda: window.model.content is not None and window.model.content.name == path.name)
    qtbot.waitUntil(lambda: not window.tasks.busy)


def save_to(qtbot: QtBot, window: MainWindow, path: Path) -> None:
    window.actions_table["save"].trigger()
    [dialog] = [d for d in window.findChildren(SaveDialog) if d.isVisible()]
    dialog.name_edit.setText(str(path))
    qtbot.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: path.is_file() and not window.saver.saving)


def test_a_new_photograph_is_shown_once_the_painted_picture_is_saved(
    ready: MainWindow, engine: FakeEngine, qtbot: QtBot, paintings: list[Path], tmp_path: Path
) -> None:
    engine.free()
    ready.start()
    wait_for(qtbot, ready, S.FINISHED)
    painted = ready.canvas.image()
    choose_photograph(qtbot, ready, paintings[1])
    assert ready.canvas.image() == painted  # in no file yet
    save_to(qtbot, ready, tmp_path / "painted.png")
    choose_photograph(qtbot, ready, paintings[2])
    assert ready.canvas.image() != painted
    assert ready.canvas.image().size() == QSize(58, 64)  # the 72×80 photograph at the painting's size


def test_a_new_photograph_does_not_hide_what_is_being_painted(
    ready: MainWindow, engine: FakeEngine, qtbot: QtBot, paintings: list[Path]
) -> None:
    ready.start()
    engine.step()
    qtbot.waitUntil(lambda: ready.canvas.image().pixelColor(0, 0).red() == 1)
    painted = ready.canvas.image()
    choose_photograph(qtbot, ready, paintings[1])
    assert ready.canvas.image() == painted


def test_the_picture_before_can_be_saved_while_the_next_is_painted(
    ready: MainWindow, engine: FakeEngine, qtbot: QtBot, tmp_path: Path
) -> None:
    engine.iterations = 3
    ready.start()
    engine.step(6)
    wait_for(qtbot, ready, S.FINISHED)
    press(qtbot, ready, "start")
    wait_for(qtbot, ready, S.RUNNING)
    assert enabled(ready) == {"pause", "stop", "save"}
    save_to(qtbot, ready, tmp_path / "first.png")
    with Image.open(tmp_path / "first.png") as file:
        assert file.convert("RGB").getpixel((0, 0)) == (6, 6, 6)
    assert enabled(ready) == {"pause", "stop", "save"}, "it is what the canvas still shows"
    engine.free()
    wait_for(qtbot, ready, S.FINISHED)
    assert ready.saver.unsaved


def test_the_picture_so_far_can_be_saved_while_paused(
    ready: MainWindow, engine: FakeEngine, qtbot: QtBot, tmp_path: Path
) -> None:
    engine.iterations = 3
    ready.start()
    engine.step(4)
    qtbot.waitUntil(lambda: ready.canvas.image().pixelColor(0, 0).red() in range(1, 5))
    qtbot.wait(round(1000 * PREVIEW_PERIOD_S) + 50)
    engine.step()
    qtbot.waitUntil(lambda: ready.controls.advanced.loss_plot.count() == 5)
    press(qtbot, ready, "pause")
    wait_for(qtbot, ready, S.PAUSED)
    assert "as far as it is painted" in ready.actions_table["save"].toolTip()
    save_paused(qtbot, ready, tmp_path / "so far.png")
    with Image.open(tmp_path / "so far.png") as file:
        assert file.size == (64, 48)
        assert file.convert("RGB").getpixel((7, 9)) == (5, 5, 5)
    assert ready.controller.state is S.PAUSED
    assert not ready.saver.unsaved  # nothing is, but the run goes on
    press(qtbot, ready, "pause")
    assert enabled(ready) == {"pause", "stop", "save"}
    engine.free()
    wait_for(qtbot, ready, S.FINISHED)
    assert ready.saver.unsaved


def save_paused(qtbot: QtBot, window: MainWindow, path: Path) -> None:
    window.actions_table["save"].trigger()
    window.actions_table["save"].trigger()  # a second click opens no second dialog

    def dialogs() -> list[SaveDialog]:
        return [d for d in window.findChildren(SaveDialog) if d.isVisible()]

    qtbot.waitUntil(lambda: bool(dialogs()))
    [dialog] = dialogs()
    dialog.name_edit.setText(str(path))
    qtbot.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: path.is_file() and not window.saver.saving)


def test_a_pause_before_the_first_iteration_has_nothing_to_save(ready: MainWindow, qtbot: QtBot) -> None:
    photograph = ready.canvas.image()
    ready.start()
    wait_for(qtbot, ready, S.RUNNING)
    press(qtbot, ready, "pause")
    wait_for(qtbot, ready, S.PAUSED)
    assert enabled(ready) == {"pause", "stop"}
    assert ready.canvas.image() == photograph


def test_a_stop_before_the_first_iteration_leaves_nothing_to_save(
    ready: MainWindow, engine: FakeEngine, qtbot: QtBot
) -> None:
    photograph = ready.canvas.image()
    ready.start()
    wait_for(qtbot, ready, S.RUNNING)
    press(qtbot, ready, "stop")
    wait_for(qtbot, ready, S.STOPPED)
    assert enabled(ready) == {"start"}
    assert ready.controller.result is None
    assert not ready.saver.unsaved
    assert ready.canvas.image() == photograph
    assert "before anything was painted" in ready.messages.text()
    engine.free()
    press(qtbot, ready, "start")
    wait_for(qtbot, ready, S.FINISHED)
    assert enabled(ready) == {"start", "save"}


def test_a_stop_before_the_first_iteration_keeps_the_picture_before(
    ready: MainWindow, engine: FakeEngine, qtbot: QtBot
) -> None:
    ready.start()
    engine.step(8)
    wait_for(qtbot, ready, S.FINISHED)
    painted, result = ready.canvas.image(), ready.controller.result
    press(qtbot, ready, "start")
    wait_for(qtbot, ready, S.RUNNING)
    press(qtbot, ready, "stop")
    wait_for(qtbot, ready, S.STOPPED)
    assert ready.controller.result is result
    assert ready.saver.unsaved
    assert enabled(ready) == {"start", "save"}
    assert ready.canvas.image() == painted


def test_what_was_said_before_goes_when_painting_starts_but_no_error_does(
    ready: MainWindow, qtbot: QtBot
) -> None:
    for kind in ("info", "warning", "error"):
        ready.messages.show_message(f"{kind} of before", kind)
    ready.start()
    assert ready.messages.messages() == [("error of before", "error")]


def test_messages_move_no_control(ready: MainWindow) -> None:
    parts = [ready.photograph, ready.strip, ready.controls.slider("size"), ready.progress]

    def places() -> list[tuple[int, int]]:
        QApplication.processEvents()
        return [part.mapTo(ready, QPoint()).toTuple() for part in parts]

    before = places()
    ready.messages.show_message("Something happened. " * 10, "warning")
    assert ready.messages.isVisible()
    assert places() == before


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
@pytest.mark.parametrize("available", [False, True])
@pytest.mark.parametrize("state", RunState)
def test_buttons_are_a_function_of_the_situation(state: RunState, complete: bool, available: bool) -> None:
    situation = Situation(
        state=state,
        complete=complete,
        available=available,
        of_run=available and state is RunState.RUNNING,
        has_view=True,
    )
    can = {spec.key for spec in TABLE if spec.enabled(situation)}
    busy = state in {S.PREPARING, S.RUNNING, S.PAUSING, S.PAUSED, S.STOPPING}
    assert ("start" in can) == (complete and not busy)
    assert ("pause" in can) == (state in {S.RUNNING, S.PAUSING, S.PAUSED})
    assert ("stop" in can) == (busy and state is not S.STOPPING)
    assert ("save" in can) == ("copy" in can) == available
    assert {"open_content", "add_styles", "paste", "about", "licences", "quit"} <= can


def test_no_two_actions_share_a_shortcut(studio: MainWindow) -> None:
    shortcuts = [
        shortcut.toString() for spec in TABLE for shortcut in studio.actions_table[spec.key].shortcuts()
    ]
    assert len(shortcuts) == len(set(shortcuts))
    for spec in TABLE:
        assert studio.actions_table[spec.key].toolTip()
