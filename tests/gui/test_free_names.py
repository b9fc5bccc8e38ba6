"""Names for new files are looked for off the window's thread, and take the place of none that was written."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from fake_engine import FakeEngine
from pytestqt.qtbot import QtBot

from nst_engine.errors import InputError
from nst_gui.dialogs.export_stages import ExportStagesDialog
from nst_gui.dialogs.save_dialog import SaveDialog
from nst_gui.main_window import MainWindow
from nst_gui.workers.free_names import FreeNames
from nst_gui.workers.tasks import Tasks


class SlowDisk:
    """Looks that end when the test says so, and where they were made."""

    def __init__(self) -> None:
        self.gate = threading.Event()
        self.threads: list[threading.Thread] = []

    def slowly(self, look: Callable[..., Path]) -> Callable[..., Path]:
        def looked(*args: Any) -> Path:
            self.threads.append(threading.current_thread())
            assert self.gate.wait(60), "the test forgot to open the gate"
            return look(*args)

        return looked


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> SlowDisk:
    made = SlowDisk()
    for where in ("save_dialog.free_path", "export_stages.free_name"):
        module, name = f"nst_gui.dialogs.{where}".rsplit(".", 1)
        look = getattr(__import__(module, fromlist=[name]), name)
        monkeypatch.setattr(f"{module}.{name}", made.slowly(look))
    return made


@pytest.fixture
def painted(ready: MainWindow, engine: FakeEngine, tmp_path: Path, qtbot: QtBot) -> MainWindow:
    engine.free()
    ready.start()
    qtbot.waitUntil(lambda: ready.timeline.stages is not None)
    ready.settings.remember_folder("save", tmp_path)
    ready.settings.remember_folder("stages", tmp_path)
    return ready


def test_a_look_that_fails_takes_none_with_it_that_was_asked_for_meanwhile(qtbot: QtBot) -> None:
    tasks = Tasks()
    names, found, gate = FreeNames(tasks), [], threading.Event()
    names.found.connect(found.append)

    def refused() -> Path:
        assert gate.wait(60), "the test forgot to open the gate"
        raise InputError("a name that no file can have")

    names.ask(refused)
    names.ask(lambda: Path("last"))
    gate.set()
    qtbot.waitUntil(lambda: not tasks.busy)
    assert found == [Path("last")]
    tasks.shutdown()


def test_of_several_names_that_are_asked_for_the_last_one_counts(qtbot: QtBot) -> None:
    tasks = Tasks()
    names, found, gate = FreeNames(tasks), [], threading.Event()
    names.found.connect(found.append)

    def slow() -> Path:
        assert gate.wait(60), "the test forgot to open the gate"
        return Path("first")

    def never() -> Path:
        raise AssertionError("nobody waits for this one any more")

    names.ask(slow)
    names.ask(never)
    names.ask(lambda: Path("last"))
    gate.set()
    qtbot.waitUntil(lambda: not tasks.busy)
    assert found == [Path("last")]
    names.ask(lambda: Path("unwanted"))
    names.forget()
    qtbot.waitUntil(lambda: not tasks.busy)
    assert found == [Path("last")]


def test_the_window_does_not_wait_for_a_slow_disk(
    painted: MainWindow, disk: SlowDisk, tmp_path: Path, qtbot: QtBot
) -> None:
    (tmp_path / "harbour - painting 0.png").touch()
    painted.actions_table["save"].trigger()
    [dialog] = painted.findChildren(SaveDialog)
    assert dialog.path == tmp_path / "harbour - painting 0.png"
    assert dialog.name_edit.selectedText() == "harbour - painting 0"
    dialog.details.dpi.setValue(150)  # leaves the name as it is
    disk.gate.set()
    qtbot.waitUntil(lambda: dialog.path == tmp_path / "harbour - painting 0 2.png")
    assert dialog.name_edit.selectedText() == "harbour - painting 0 2", "typing replaces all but the ending"
    assert dialog.details.pattern.preview() == "harbour - painting 0 2.png"
    assert len(disk.threads) == 1
    assert disk.threads[0] is not threading.main_thread()
    dialog.reject()


def test_a_name_that_was_written_meanwhile_stays(
    painted: MainWindow, disk: SlowDisk, tmp_path: Path, qtbot: QtBot
) -> None:
    (tmp_path / "harbour - painting 0.png").touch()
    (tmp_path / "harbour – stages.webp").touch()
    painted.actions_table["save"].trigger()
    [saving] = painted.findChildren(SaveDialog)
    qtbot.keyClicks(saving.name_edit, "dawn")
    painted.actions_table["export_stages"].trigger()
    [exporting] = painted.findChildren(ExportStagesDialog)
    exporting.place.clear()
    qtbot.keyClicks(exporting.place, "dusk")
    disk.gate.set()
    qtbot.waitUntil(lambda: not painted.tasks.busy)
    assert saving.path == tmp_path / "dawn.png"
    assert exporting.path == tmp_path / "dusk.webp"
    assert all(thread is not threading.main_thread() for thread in disk.threads)
    saving.reject()
    exporting.reject()


def test_a_dialog_closed_before_its_name_was_found_is_no_fault(
    painted: MainWindow, disk: SlowDisk, qtbot: QtBot
) -> None:
    for action, kind in (("save", SaveDialog), ("export_stages", ExportStagesDialog)):
        painted.actions_table[action].trigger()
        [dialog] = painted.findChildren(kind)
        dialog.reject()
        qtbot.waitUntil(lambda kind=kind: not painted.findChildren(kind))
    disk.gate.set()
    qtbot.waitUntil(lambda: not painted.tasks.busy)
    assert painted.error_report.count == 0, painted.error_report.report()
