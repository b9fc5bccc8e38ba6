"""Towards the desktop: awake while painting, a sign at the end, light or dark, and help."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from fake_engine import FakeEngine
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from nst_engine import paths
from nst_engine.version import __version__
from nst_gui import theme
from nst_gui.actions import TABLE
from nst_gui.desktop import helpers, keep_awake
from nst_gui.desktop.helpers import Helper
from nst_gui.desktop.keep_awake import KeepAwake
from nst_gui.dialogs.shortcuts_dialog import ShortcutsDialog
from nst_gui.main_window import MainWindow
from nst_gui.models.run_state import RunState

S = RunState


class Recorder:
    def __init__(self) -> None:
        self.said: list[bool] = []

    def set(self, awake: bool) -> None:
        self.said.append(awake)


def test_the_computer_is_awake_while_a_run_works_and_may_sleep_while_it_waits(
    ready: MainWindow, engine: FakeEngine, qtbot: QtBot
) -> None:
    recorder = Recorder()
    ready.manners._awake = recorder
    ready.start()
    qtbot.waitUntil(lambda: ready.controller.state is S.RUNNING)
    assert recorder.said[-1]
    engine.step(2)
    ready.controller.pause()
    qtbot.waitUntil(lambda: ready.controller.state is S.PAUSED)
    assert not recorder.said[-1]
    ready.controller.resume()
    assert recorder.said[-1]
    engine.free()
    qtbot.waitUntil(lambda: ready.controller.state is S.FINISHED)
    assert not recorder.said[-1]


@pytest.mark.skipif(os.name == "nt", reason="the helpers are programs of Linux and macOS")
@pytest.mark.parametrize(("system", "name"), [("linux", "systemd-inhibit"), ("darwin", "caffeinate")])
def test_the_system_s_helper_runs_as_long_as_it_is_wanted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, system: str, name: str
) -> None:
    helper = tmp_path / name
    helper.write_text(f'#!/bin/sh\necho "$@" > "{tmp_path}/asked"\nexec sleep 60\n')
    helper.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setattr(keep_awake.sys, "platform", system)
    awake = KeepAwake()
    awake.set(True)
    process = awake._hold._helper.process
    awake.set(True)
    assert awake._hold._helper.process is process, "one is enough"
    end = time.monotonic() + 60
    while not (tmp_path / "asked").exists() and time.monotonic() < end:
        time.sleep(0.01)
    asked = (tmp_path / "asked").read_text()
    assert ("idle:sleep" in asked) if system == "linux" else (str(os.getpid()) in asked)
    assert process.poll() is None
    awake.set(False)
    assert process.wait(timeout=60) != 0
    awake.set(False)


@pytest.mark.skipif(os.name == "nt", reason="the helpers are programs of Linux and macOS")
def test_a_helper_that_does_not_listen_holds_nobody_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    stubborn = tmp_path / "stubborn"
    deaf = tmp_path / "deaf"
    stubborn.write_text(f'#!/bin/sh\ntrap "" TERM\n: > "{deaf}"\nwhile true; do sleep 0.05; done\n')
    stubborn.chmod(0o755)
    monkeypatch.setattr(helpers, "_PATIENCE_S", 0.2)
    helper = Helper([str(stubborn)])
    waiting = helper.process.wait
    waited_in: list[str] = []

    def wait(timeout: float | None = None) -> int:
        waited_in.append(threading.current_thread().name)
        return waiting(timeout)

    monkeypatch.setattr(helper.process, "wait", wait)
    qtbot.waitUntil(deaf.exists)
    helper.end()
    assert waiting(timeout=60) == -signal.SIGKILL
    assert set(waited_in) == {"nst-reaper"}


def test_a_frozen_program_lends_its_libraries_to_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    own = {"LD_LIBRARY_PATH": "/bundle", "LD_LIBRARY_PATH_ORIG": "/opt/lib", "HOME": "/home/me"}
    assert helpers._environment(own) == own
    monkeypatch.setattr(helpers.sys, "frozen", True, raising=False)
    assert helpers._environment(own) == {"LD_LIBRARY_PATH": "/opt/lib", "HOME": "/home/me"}
    del own["LD_LIBRARY_PATH_ORIG"]
    assert helpers._environment(own) == {"HOME": "/home/me"}


@pytest.mark.parametrize("system", ["linux", "darwin", "freebsd14"])
def test_without_a_helper_nothing_happens(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, system: str
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(keep_awake.sys, "platform", system)
    awake = KeepAwake()
    awake.set(True)
    assert awake._hold is None
    awake.set(False)


def test_a_helper_that_cannot_be_started_is_no_reason_not_to_paint(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "not allowed")

    monkeypatch.setattr(keep_awake.shutil, "which", lambda name: name)
    monkeypatch.setattr(subprocess, "Popen", refuse)
    monkeypatch.setattr(keep_awake.sys, "platform", "linux")
    awake = KeepAwake()
    awake.set(True)
    assert awake._hold is None


def test_windows_is_asked_and_let_go(monkeypatch: pytest.MonkeyPatch) -> None:
    flags: list[int] = []
    monkeypatch.setattr(keep_awake._WindowsThread, "_set", staticmethod(flags.append))
    monkeypatch.setattr(keep_awake.sys, "platform", "win32")
    awake = KeepAwake()
    awake.set(True)
    awake.set(False)
    assert flags == [0x80000001, 0x80000000]


# --- light and dark ----------------------------------------------------------------------------------------


@pytest.fixture
def colours(qapp: QApplication):
    yield
    theme.choose("system")


@pytest.mark.usefixtures("colours")
def test_light_or_dark_is_chosen_at_once_and_remembered(
    studio: MainWindow, start_studio, qapp: QApplication
) -> None:
    for choice, dark in (("dark", True), ("light", False), ("dark", True)):
        studio.actions_table[f"theme_{choice}"].trigger()
        assert theme.is_dark(qapp.palette()) is dark
    studio.close()
    theme.choose("light")
    second = start_studio()
    assert theme.is_dark(qapp.palette())
    assert second.actions_table["theme_dark"].isChecked()
    second.actions_table["theme_system"].trigger()
    assert second.settings.theme() == "system"


@pytest.mark.usefixtures("colours")
def test_an_edited_settings_file_does_no_harm(studio: MainWindow) -> None:
    studio.settings._store.setValue("window/theme", "purple")
    assert studio.settings.theme() == "system"


# --- help --------------------------------------------------------------------------------------------------


def test_every_key_is_on_the_page(studio: MainWindow) -> None:
    studio.actions_table["shortcuts"].trigger()
    (dialog,) = studio.findChildren(ShortcutsDialog)
    rows = [row for _heading, below in dialog.groups for row in below]
    texts = " ".join(keys for keys, _ in rows)
    for spec in TABLE:
        for shortcut in studio.actions_table[spec.key].shortcuts():
            assert shortcut.toString() in texts
    assert any(keys == "B" for keys, _ in rows)
    assert all(keys and what for keys, what in rows), "a standard key may be none on this system"
    dialog.close()


def test_the_keys_stand_below_the_names_of_their_menus(studio: MainWindow) -> None:
    studio.actions_table["shortcuts"].trigger()
    (dialog,) = studio.findChildren(ShortcutsDialog)
    headings = [heading for heading, _ in dialog.groups]
    assert headings[:4] == ["File", "Edit", "Paint", "View"]
    assert dict(dialog.groups)["Edit"][0] == ("Ctrl+Z", "Undo")
    shown = [label.text() for label in dialog.findChildren(QLabel)]
    assert [text for text in shown if text in headings] == headings
    dialog.close()


def test_diagnostics_are_copied(studio: MainWindow) -> None:
    paths.log_dir().mkdir(parents=True, exist_ok=True)
    (paths.log_dir() / "nst-studio.log").write_text("first\nlast line\n", encoding="utf-8")
    studio.actions_table["copy_diagnostics"].trigger()
    text = QGuiApplication.clipboard().text()
    assert __version__ in text
    assert sys.version.split()[0] in text
    assert text.endswith("first\nlast line")
    assert "copied" in studio.messages.text()


def test_diagnostics_without_a_log(studio: MainWindow, engine: FakeEngine) -> None:
    (paths.log_dir() / "nst-studio.log").unlink(missing_ok=True)
    studio.actions_table["copy_diagnostics"].trigger()
    assert "not there" in QGuiApplication.clipboard().text()


@pytest.mark.parametrize("opens", [True, False])
def test_the_log_folder_is_shown_or_named(
    studio: MainWindow, monkeypatch: pytest.MonkeyPatch, opens: bool
) -> None:
    asked: list[str] = []

    def open_url(url) -> bool:
        asked.append(url.toLocalFile())
        return opens

    monkeypatch.setattr(QDesktopServices, "openUrl", staticmethod(open_url))
    studio.actions_table["log_folder"].trigger()
    assert asked == [str(paths.log_dir())]
    assert (str(paths.log_dir()) in studio.messages.text()) is not opens
