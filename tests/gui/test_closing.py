"""Closing must lose nothing that was not given up."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pytest
from at_the_close import click, open_save_dialog, paint, question_of, size_of
from fake_engine import FakeEngine
from PIL import Image
from PySide6.QtCore import QThread
from pytestqt.qtbot import QtBot

from nst_engine.errors import ResourceError
from nst_engine.token import Token
from nst_gui.dialogs.close_question import CloseQuestion
from nst_gui.dialogs.save_dialog import SaveDialog
from nst_gui.main_window import MainWindow
from nst_gui.models.run_state import RunState
from nst_gui.workers import pictures_worker


def test_an_idle_window_closes_at_once(ready: MainWindow) -> None:
    [painter] = ready.controller.findChildren(QThread)
    told: list[bool] = []
    ready.closed.connect(lambda: told.append(painter.isRunning()))
    assert painter.isRunning()
    assert ready.close()
    assert told == [True], "whoever listens for later starts must end that before the threads end"
    assert not ready.isVisible()
    assert not painter.isRunning()


def test_keep_painting(ready: MainWindow, engine: FakeEngine, qtbot: QtBot) -> None:
    ready.start()
    qtbot.waitUntil(lambda: ready.controller.state is RunState.RUNNING)
    assert not ready.close()
    assert not ready.close()  # asks once
    click(qtbot, question_of(ready).keep_button)
    assert ready.controller.state is RunState.RUNNING
    assert ready.isVisible()
    engine.free()
    qtbot.waitUntil(lambda: ready.controller.state is RunState.FINISHED)
    assert ready.isVisible()


@pytest.mark.parametrize("paused", [False, True])
def test_closing_without_saving_while_painting(ready: MainWindow, qtbot: QtBot, paused: bool) -> None:
    ready.start()
    qtbot.waitUntil(lambda: ready.controller.state is RunState.RUNNING)
    if paused:
        ready.controller.pause()
        qtbot.waitUntil(lambda: ready.controller.state is RunState.PAUSED)
    ready.close()
    click(qtbot, question_of(ready).leave_button)
    qtbot.waitUntil(lambda: not ready.isVisible())
    assert ready.controller.state is RunState.STOPPED
    [painter] = ready.controller.findChildren(QThread)
    assert not painter.isRunning()


def test_the_unsaved_picture_before_is_asked_about_and_saved_first(
    ready: MainWindow, engine: FakeEngine, qtbot: QtBot, tmp_path: Path
) -> None:
    ready.start()
    engine.step(8)
    qtbot.waitUntil(lambda: ready.controller.state is RunState.FINISHED)
    ready.start()
    engine.step(1)
    qtbot.waitUntil(lambda: ready.canvas.image().pixelColor(0, 0).red() == 1)
    ready.close()
    question = question_of(ready)
    assert "the one before" in question.text()
    click(qtbot, question.save_button)
    for name in ("before.png", "so far.png"):
        dialog = open_save_dialog(qtbot, ready)
        dialog.name_edit.setText(str(tmp_path / name))
        click(qtbot, dialog.save_button)
        qtbot.waitUntil(lambda name=name: (tmp_path / name).is_file() and not ready.saver.saving)
    qtbot.waitUntil(lambda: not ready.isVisible())
    pixels = []
    for name in ("before.png", "so far.png"):
        with Image.open(tmp_path / name) as file:
            pixels.append(file.convert("RGB").getpixel((0, 0)))
    assert pixels == [(8, 8, 8), (1, 1, 1)]


def test_save_while_painting_stops_saves_and_closes(
    ready: MainWindow, engine: FakeEngine, qtbot: QtBot, tmp_path: Path
) -> None:
    ready.start()
    engine.step(3)
    qtbot.waitUntil(lambda: ready.controller.state is RunState.RUNNING)
    ready.close()
    click(qtbot, question_of(ready).save_button)
    qtbot.waitUntil(lambda: any(d.isVisible() for d in ready.findChildren(SaveDialog)))
    assert ready.controller.state is RunState.STOPPED
    [dialog] = ready.findChildren(SaveDialog)
    target = tmp_path / "so far.png"
    dialog.name_edit.setText(str(target))
    click(qtbot, dialog.save_button)
    qtbot.waitUntil(lambda: not ready.isVisible())
    assert size_of(target) in {(64, 48), (32, 24)}


def test_an_unsaved_picture_is_asked_about_and_a_cancelled_save_keeps_the_window(
    ready: MainWindow, engine: FakeEngine, qtbot: QtBot
) -> None:
    paint(qtbot, ready, engine)
    ready.close()
    click(qtbot, question_of(ready).save_button)
    qtbot.waitUntil(lambda: any(d.isVisible() for d in ready.findChildren(SaveDialog)))
    ready.findChildren(SaveDialog)[0].reject()
    qtbot.wait(20)
    assert ready.isVisible()
    assert ready.saver.unsaved
    ready.close()
    click(qtbot, question_of(ready).leave_button)
    qtbot.waitUntil(lambda: not ready.isVisible())


def test_a_failed_save_keeps_the_window_open(
    ready: MainWindow, engine: FakeEngine, qtbot: QtBot, tmp_path: Path
) -> None:
    paint(qtbot, ready, engine)
    ready.close()
    click(qtbot, question_of(ready).save_button)
    qtbot.waitUntil(lambda: any(d.isVisible() for d in ready.findChildren(SaveDialog)))
    [dialog] = ready.findChildren(SaveDialog)
    dialog.name_edit.setText(str(tmp_path / "no such folder" / "a.png"))
    click(qtbot, dialog.save_button)
    qtbot.waitUntil(lambda: "does not exist" in dialog.notice)
    dialog.reject()
    assert ready.isVisible()
    assert ready.saver.unsaved


def test_a_saved_picture_is_not_asked_about(
    ready: MainWindow, engine: FakeEngine, qtbot: QtBot, tmp_path: Path
) -> None:
    paint(qtbot, ready, engine)
    ready.actions_table["save"].trigger()
    [dialog] = ready.findChildren(SaveDialog)
    dialog.name_edit.setText(str(tmp_path / "a.png"))
    click(qtbot, dialog.save_button)
    qtbot.waitUntil(lambda: not ready.saver.unsaved)
    assert ready.close()


def test_closing_while_the_file_is_written_waits_for_it(
    ready: MainWindow, engine: FakeEngine, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = threading.Event()
    really_save = pictures_worker.save_result

    def slow_save(*args: Any, **options: Any) -> pictures_worker.Saved:
        gate.wait(60)
        return really_save(*args, **options)

    monkeypatch.setattr(pictures_worker, "save_result", slow_save)
    paint(qtbot, ready, engine)
    ready.actions_table["save"].trigger()
    [dialog] = ready.findChildren(SaveDialog)
    target = tmp_path / "a.png"
    dialog.name_edit.setText(str(target))
    click(qtbot, dialog.save_button)
    qtbot.waitUntil(lambda: ready.saver.saving)
    assert not ready.close()
    assert ready.isVisible()
    gate.set()
    qtbot.waitUntil(lambda: not ready.isVisible())
    assert size_of(target) == (64, 48)


def test_a_file_that_cannot_be_written_while_the_window_closes_keeps_it_open(
    ready: MainWindow, engine: FakeEngine, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = threading.Event()

    def full(*_args: Any, **_options: Any) -> pictures_worker.Saved:
        gate.wait(60)
        raise ResourceError("again.png could not be written: the disk is full.")

    paint(qtbot, ready, engine)
    ready.saver._unsaved = False  # it is in another file already: nobody would be asked
    monkeypatch.setattr(pictures_worker, "save_result", full)
    ready.actions_table["save"].trigger()
    dialog = open_save_dialog(qtbot, ready)
    dialog.name_edit.setText(str(tmp_path / "again.png"))
    click(qtbot, dialog.save_button)
    qtbot.waitUntil(lambda: ready.saver.saving)
    assert not ready.close()
    gate.set()
    qtbot.waitUntil(lambda: not ready.saver.saving)
    assert ready.isVisible()
    assert "the disk is full" in ready.messages.text()
    assert ready.close(), "once it was said"


def test_a_run_that_fails_after_save_was_chosen_leaves_the_window_open(
    ready: MainWindow, engine: FakeEngine, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    really_wait = engine.wait_for_step

    def fail_when_stopped(token: Token) -> None:
        really_wait(token)
        raise RuntimeError("while stopping")

    monkeypatch.setattr(engine, "wait_for_step", fail_when_stopped)
    ready.start()
    qtbot.waitUntil(lambda: ready.controller.state is RunState.RUNNING)
    ready.close()
    click(qtbot, question_of(ready).save_button)
    qtbot.waitUntil(lambda: ready.controller.state is RunState.FAILED)
    qtbot.wait(20)
    assert ready.isVisible()
    assert not ready.findChildren(SaveDialog)


def test_stop_and_save_before_anything_was_painted_just_closes(ready: MainWindow, qtbot: QtBot) -> None:
    ready.start()
    qtbot.waitUntil(lambda: ready.controller.state is RunState.RUNNING)
    ready.close()
    click(qtbot, question_of(ready).save_button)
    qtbot.waitUntil(lambda: not ready.isVisible())
    assert [d for d in ready.findChildren(SaveDialog) if d.isVisible()] == []


def test_saving_at_the_close_gives_up_a_restart(
    ready: MainWindow, engine: FakeEngine, qtbot: QtBot, tmp_path: Path
) -> None:
    ready.start()
    engine.step(1)
    qtbot.waitUntil(lambda: ready.canvas.image().pixelColor(0, 0).red() == 1)
    ready.model.set(seed=3)
    ready.close()
    question = question_of(ready)
    ready.actions_table["restart"].trigger()
    click(qtbot, question.save_button)
    dialog = open_save_dialog(qtbot, ready)
    assert ready.controller.state is RunState.STOPPED
    qtbot.wait(20)
    assert len(engine.recipes) == 1, "nothing new may begin under the question where to save"
    dialog.name_edit.setText(str(tmp_path / "so far.png"))
    click(qtbot, dialog.save_button)
    qtbot.waitUntil(lambda: not ready.isVisible())


# --- somebody wants the window again -----------------------------------------------------------------------


@pytest.mark.parametrize("answer", ["none", "leave", "save", "saving"])
def test_a_window_that_is_wanted_again_stays(
    ready: MainWindow,
    engine: FakeEngine,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    answer: str,
) -> None:
    hears = threading.Event()
    really_check = engine.wait_for_step
    monkeypatch.setattr(engine, "wait_for_step", lambda token: (really_check(token), hears.wait(60)))
    ready.start()
    engine.step(2)
    hears.set()
    qtbot.waitUntil(lambda: ready.canvas.image().pixelColor(0, 0).red() == 1)
    hears.clear()
    ready.close()
    question = question_of(ready)
    if answer != "none":
        click(qtbot, question.leave_button if answer == "leave" else question.save_button)
    if answer == "saving":
        hears.set()
        dialog = open_save_dialog(qtbot, ready)
        dialog.name_edit.setText(str(tmp_path / "so far.png"))
    ready.closing.call_off()
    hears.set()
    if answer == "saving":
        click(qtbot, dialog.save_button)
        qtbot.waitUntil(lambda: (tmp_path / "so far.png").is_file() and not ready.saver.saving)
    engine.free()
    qtbot.waitUntil(lambda: not ready.controller.active and not ready.tasks.busy)
    assert ready.isVisible()
    assert not any(d.isVisible() for d in ready.findChildren(SaveDialog))
    assert not any(q.isVisible() for q in ready.findChildren(CloseQuestion))
