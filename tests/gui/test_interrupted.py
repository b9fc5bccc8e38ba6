"""A painting that the program did not live to finish is among the earlier paintings at the next start."""

from __future__ import annotations

import shutil
import threading
from pathlib import Path
from typing import Any

import pytest
from fake_engine import FakeEngine
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy
from pytestqt.qtbot import QtBot

from nst_engine import paths, pictures
from nst_engine.errors import ResourceError
from nst_engine.recipe import PictureRef
from nst_engine.stages import read_interrupted, read_stages
from nst_gui.dialogs.close_question import CloseQuestion
from nst_gui.main_window import MainWindow
from nst_gui.models.run_state import RunState


def messages(window: MainWindow) -> str:
    return " | ".join(text for text, _ in window.messages.messages())


def runs(folder: Path) -> list[Path]:
    return sorted((folder / "stages").glob("window-*/run-*"))


@pytest.fixture
def cut_short(
    ready: MainWindow, engine: FakeEngine, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Path:
    """The home that is left when the power fails in the sixth of eight iterations; the next window has it."""
    ready.model.set(keep_colours=0.5)
    ready.start()
    engine.step(6)
    qtbot.waitUntil(lambda: bool(runs(paths.data_dir())))
    (run,) = runs(paths.data_dir())
    qtbot.waitUntil(lambda: (left := read_interrupted(run)) is not None and _place(left) == (2, 2))
    home = tmp_path / "after the crash"
    shutil.copytree(paths.data_dir(), home / "data")
    monkeypatch.setenv("NST_STUDIO_HOME", str(home))
    return home


def _place(left: Any) -> tuple[int, int]:
    note = left.stages.notes[-1]
    return note.scale, note.iteration


def full(_picture: object, path: Path, *_options: object) -> None:
    raise ResourceError("{name} could not be written: the disk is full.", name=path.name)


def after(start_studio: Any, qtbot: QtBot) -> MainWindow:
    window = start_studio()
    qtbot.waitUntil(lambda: window.kept.set_up.settled and not window.tasks.busy, timeout=30_000)
    return window


def test_it_is_kept_as_one_that_was_stopped_and_can_be_painted_on(
    ready: MainWindow, cut_short: Path, engine: FakeEngine, start_studio: Any, qtbot: QtBot
) -> None:
    recipe = ready.model.recipe()
    window = after(start_studio, qtbot)
    (entry,) = window.history.model.entries
    assert entry.record.state == "stopped"
    assert entry.record.recipe == recipe
    assert entry.record.evaluations == 6
    assert "One painting was interrupted when the program ended." in messages(window)
    kept = pictures.load(entry.picture)
    assert (kept.width, kept.height) == recipe.output_size
    assert abs(float(kept.pixels.mean()) * 255 - 6) < 1.5, "what was there after the sixth"
    stages = read_stages(entry.stages)
    assert stages is not None
    assert [(note.scale, note.iteration) for note in stages.notes] == [(1, 1), (1, 2), (1, 3), (1, 4), (2, 1)]
    assert not (entry.stages / "run.json").exists()
    assert runs(cut_short / "data") == [], "nothing takes room on the disk for nothing"
    window.history.paint_on(entry, 1)
    qtbot.waitUntil(lambda: window.controller.active)
    qtbot.waitUntil(lambda: len(engine.recipes) == 2)
    assert isinstance(engine.recipes[-1].init, PictureRef)
    assert engine.recipes[-1].scales == "last"


def test_it_is_told_once(cut_short: Path, start_studio: Any, qtbot: QtBot) -> None:
    assert cut_short.is_dir()
    after(start_studio, qtbot).close()
    again = after(start_studio, qtbot)
    assert len(again.history.model.entries) == 1
    assert "interrupted" not in messages(again)


@pytest.mark.parametrize("damage", ["the last stages", "what was painted", "which stages"])
def test_what_did_not_reach_the_disk_costs_no_start(
    cut_short: Path, start_studio: Any, qtbot: QtBot, damage: str
) -> None:
    (run,) = runs(cut_short / "data")
    if damage == "the last stages":
        stills = sorted(run.glob("*.jpg"))
        stills[-1].write_bytes(b"")
        stills[-2].write_bytes(stills[-2].read_bytes()[:200])
    else:
        (run / ("run.json" if damage == "what was painted" else "so-far.json")).write_text("half")
    window = after(start_studio, qtbot)
    entries = window.history.model.entries
    assert runs(cut_short / "data") == []
    if damage == "the last stages":
        assert entries[0].record.evaluations == 4
    else:
        assert list(entries) == []


def test_a_disk_that_is_full_at_the_next_start_costs_neither_that_nor_the_painting(
    cut_short: Path, start_studio: Any, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(pictures, "save", full)
        window = after(start_studio, qtbot)
    assert list(window.history.model.entries) == []
    assert "picture.png could not be written: the disk is full" in messages(window)
    assert "tried again" in messages(window)
    window.close()
    window = after(start_studio, qtbot)
    (entry,) = window.history.model.entries
    assert entry.record.evaluations == 6
    assert runs(cut_short / "data") == []


def test_the_stages_of_a_painting_that_the_history_did_not_take_stay_until_the_window_closes(
    ready: MainWindow, engine: FakeEngine, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pictures, "save", full)
    engine.free()
    ready.start()
    qtbot.waitUntil(lambda: ready.controller.state is RunState.FINISHED and not ready.tasks.busy)
    assert ready.history.lost
    assert runs(paths.data_dir()), "what there is of it stays for as long as the window is open"
    ready.saver.offer_earlier(ready.saver.result)
    ready.close()
    assert runs(paths.data_dir()) == []


def test_a_run_that_ended_leaves_nothing_to_rescue(
    ready: MainWindow, engine: FakeEngine, qtbot: QtBot
) -> None:
    engine.free()
    ready.start()
    qtbot.waitUntil(lambda: ready.controller.state is RunState.FINISHED and not ready.tasks.busy)
    (entry,) = ready.history.model.entries
    assert runs(paths.data_dir()) == []
    assert sorted(path.name for path in entry.stages.iterdir())[-2:] == ["painting.jpg", "stages.json"]


def test_a_change_on_the_way_is_in_what_is_kept(ready: MainWindow, engine: FakeEngine, qtbot: QtBot) -> None:
    ready.start()
    engine.step(2)
    qtbot.waitUntil(lambda: bool(runs(paths.data_dir())))
    (run,) = runs(paths.data_dir())
    qtbot.waitUntil(lambda: read_interrupted(run) is not None)
    asked = QSignalSpy(ready.live_changes._rest.timeout)
    ready.controls.slider("style_strength").box.setValue(6.0)
    qtbot.waitUntil(lambda: asked.count() > 0)
    with qtbot.waitSignal(ready.controller.changed):
        engine.step()
    qtbot.waitUntil(lambda: (left := read_interrupted(run)) is not None and left.recipe.style_strength == 6.0)


def begun(window: MainWindow, qtbot: QtBot) -> None:
    """Wait for the third iteration of a run to be seen, and to be on the disk."""
    qtbot.waitUntil(lambda: bool(runs(paths.data_dir())))
    (run,) = runs(paths.data_dir())
    qtbot.waitUntil(lambda: (left := read_interrupted(run)) is not None and _place(left) == (1, 3))
    qtbot.waitUntil(lambda: window.controller.state is RunState.RUNNING)


def test_what_was_painted_when_the_system_ended_is_kept_too(
    ready: MainWindow, engine: FakeEngine, start_studio: Any, qtbot: QtBot
) -> None:
    ready.start()
    engine.step(3)
    begun(ready, qtbot)
    ready.shutdown()
    ready.shutdown()
    window = after(start_studio, qtbot)
    (entry,) = window.history.model.entries
    assert (entry.record.state, entry.record.evaluations) == ("stopped", 3)
    assert runs(paths.data_dir()) == []


def test_what_the_disk_refuses_while_the_window_ends_is_rescued_from_its_stages(
    ready: MainWindow, engine: FakeEngine, start_studio: Any, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, gate = threading.Event(), threading.Event()

    def slowly_full(picture: object, path: Path, *options: object) -> None:
        begun.set()
        gate.wait(60)
        full(picture, path, *options)

    with monkeypatch.context() as patch:
        patch.setattr(pictures, "save", slowly_full)
        engine.free()
        ready.start()
        qtbot.waitUntil(begun.is_set)
        qtbot.waitUntil(lambda: ready.controller.state is RunState.FINISHED)
        ready.close()
        (question,) = ready.findChildren(CloseQuestion)
        assert "stays among the earlier paintings" in question.informativeText()
        ready.closed.connect(gate.set)  # too late for anybody to hear of it
        qtbot.mouseClick(question.leave_button, Qt.MouseButton.LeftButton)
    assert not ready.isVisible()
    assert ready.history.lost
    window = after(start_studio, qtbot)
    assert [entry.record.evaluations for entry in window.history.model.entries] == [7]
    assert runs(paths.data_dir()) == []


def test_what_was_ended_at_the_close_is_kept_once(
    ready: MainWindow, engine: FakeEngine, start_studio: Any, qtbot: QtBot
) -> None:
    ready.start()
    engine.step(3)
    begun(ready, qtbot)
    ready.close()
    (question,) = ready.findChildren(CloseQuestion)
    qtbot.mouseClick(question.leave_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not ready.isVisible())
    assert runs(paths.data_dir()) == []
    window = after(start_studio, qtbot)
    assert len(window.history.model.entries) == 1
    assert "interrupted" not in messages(window)
