"""The desktop around the window: progress on its button, words for somebody who looks elsewhere."""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from fake_engine import FakeEngine
from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication, QSystemTrayIcon, QWidget
from pytestqt.qtbot import QtBot

from nst_gui import manners
from nst_gui.desktop import notifications, taskbar
from nst_gui.desktop.notifications import NoNotifier, NotifierProgram, TrayNotifier
from nst_gui.desktop.taskbar import DockBadge, LauncherEntry, NoTaskbar, WindowsTaskbar
from nst_gui.main_window import MainWindow
from nst_gui.models.queue_model import ItemState
from nst_gui.models.run_state import RunState

S = RunState


# --- the taskbar -------------------------------------------------------------------------------------------


class Bar:
    def __init__(self) -> None:
        self.shown: list[tuple[float | None, bool]] = []

    def show(self, fraction: float | None, *, paused: bool = False) -> None:
        self.shown.append((fraction, paused))


def test_the_button_of_the_window_shows_how_far_it_is(
    ready: MainWindow, engine: FakeEngine, qtbot: QtBot
) -> None:
    bar = ready.manners._taskbar = Bar()
    ready.start()
    engine.step(6)
    qtbot.waitUntil(lambda: bool(bar.shown))
    ready.controller.pause()
    qtbot.waitUntil(lambda: ready.controller.state is S.PAUSED)
    assert bar.shown[-1][1]
    ready.controller.resume()
    assert not bar.shown[-1][1]
    engine.free()
    qtbot.waitUntil(lambda: ready.controller.state is S.FINISHED)
    assert bar.shown[-1] == (None, False)
    fractions = [fraction for fraction, _ in bar.shown if fraction is not None]
    assert fractions == sorted(fractions)
    assert 0 < fractions[-1] <= 1


def test_nothing_stays_on_the_button_when_the_window_closes(
    ready: MainWindow, engine: FakeEngine, qtbot: QtBot
) -> None:
    bar = ready.manners._taskbar = Bar()
    ready.start()
    engine.step(3)
    qtbot.waitUntil(lambda: bool(bar.shown))
    ready.shutdown()
    assert bar.shown[-1] == (None, False)


def test_a_platform_without_a_desktop_has_none(studio: MainWindow) -> None:
    assert isinstance(taskbar.for_window(studio), NoTaskbar)
    assert isinstance(notifications.for_parent(studio, lambda: None), NoNotifier)


def test_linux_docks_are_told_by_a_signal() -> None:
    sent: list[tuple[str, dict[str, float | bool]]] = []
    entry = LauncherEntry(lambda name, properties: sent.append((name, properties)))
    entry.show(0.25)
    entry.show(None)
    assert [properties for _, properties in sent] == [
        {"progress": 0.25, "progress-visible": True},
        {"progress": 0.0, "progress-visible": False},
    ]
    assert sent[0][0].startswith("application://")
    assert sent[0][0].endswith(".desktop")


@pytest.mark.parametrize(("bus", "there"), [(True, True), (False, False)])
def test_the_bus_is_looked_for_before_it_is_used(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, bus: bool, there: bool
) -> None:
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    if bus:
        (tmp_path / "bus").touch()
    assert taskbar.has_session_bus() is there


_ON_THE_BUS = """
from PySide6.QtWidgets import QApplication, QWidget
from nst_gui.desktop import taskbar
taskbar.WITHOUT_DESKTOP = frozenset()
app = QApplication([])
app.setDesktopFileName("nst-studio")
bar = taskbar.for_window(QWidget())
print(type(bar).__name__, flush=True)
bar.show(0.5)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has this bus")
def test_the_signal_reaches_the_bus(tmp_path: Path) -> None:
    names = ["dbus-run-session", "dbus-monitor"]
    if any(taskbar_program is None for taskbar_program in map(notifications.shutil.which, names)):
        pytest.skip("the programs to try it with are not installed")
    (tmp_path / "say.py").write_text(_ON_THE_BUS)
    heard = tmp_path / "heard"
    script = f"""
    dbus-monitor --session "interface='com.canonical.Unity.LauncherEntry'" > {heard} &
    for _ in $(seq 100); do [ -s {heard} ] && break; sleep 0.1; done
    "{sys.executable}" {tmp_path}/say.py
    for _ in $(seq 100); do grep -q progress-visible {heard} && break; sleep 0.1; done
    kill $!
    """
    done = subprocess.run(
        ["dbus-run-session", "--", "sh", "-c", script],
        capture_output=True,
        text=True,
        timeout=120,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert "LauncherEntry" in done.stdout, done.stderr
    said = heard.read_text()
    assert "application://nst-studio.desktop" in said
    assert "double 0.5" in said
    assert "boolean true" in said


def test_the_dock_s_badge_counts_per_cent() -> None:
    numbers: list[int] = []
    badge = DockBadge(numbers.append)
    for fraction in (0.0, 0.004, 0.42, 1.0, None):
        badge.show(fraction)
    assert numbers == [1, 1, 42, 100, 0]


def test_windows_is_asked_through_the_interface_s_table() -> None:
    kind = taskbar._function_type
    said: list[tuple[object, ...]] = []
    pointer, whole, flag = ctypes.c_void_p, ctypes.c_ulonglong, ctypes.c_int
    functions = {
        3: kind(ctypes.c_long, pointer)(lambda _this: said.append(("begin",)) or 0),
        9: kind(ctypes.c_long, pointer, pointer, whole, whole)(
            lambda _this, window, done, of: said.append(("value", window, done, of)) or 0
        ),
        10: kind(ctypes.c_long, pointer, pointer, flag)(
            lambda _this, window, state: said.append(("state", window, state)) or 0
        ),
    }
    table = (pointer * 21)()
    for place, function in functions.items():
        table[place] = ctypes.cast(function, pointer)
    thing = ctypes.pointer(table)
    address = ctypes.cast(ctypes.pointer(thing), pointer).value
    assert address is not None
    bar = WindowsTaskbar(address, 77)
    bar.show(0.25)
    bar.show(0.25, paused=True)
    bar.show(None)
    assert said == [
        ("begin",),
        ("value", 77, 250, 1000),
        ("state", 77, 2),
        ("value", 77, 250, 1000),
        ("state", 77, 8),
        ("state", 77, 0),
    ]


# --- notifications -----------------------------------------------------------------------------------------


class Recorder:
    def __init__(self) -> None:
        self.told: list[tuple[str, str]] = []
        self.withdrawn = 0

    def tell(self, title: str, text: str) -> None:
        self.told.append((title, text))

    def withdraw(self) -> None:
        self.withdrawn += 1


@pytest.fixture
def elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody is at another program."""
    monkeypatch.setattr(QApplication, "activeWindow", staticmethod(lambda: None))


@pytest.fixture
def told(ready: MainWindow, monkeypatch: pytest.MonkeyPatch) -> Recorder:
    monkeypatch.setattr(manners, "_LONG_S", 0.0)
    recorder = Recorder()
    ready.manners._notifier = recorder
    return recorder


def paint(window: MainWindow, engine: FakeEngine, qtbot: QtBot) -> None:
    engine.free()
    window.start()
    qtbot.waitUntil(lambda: window.controller.state in (S.FINISHED, S.FAILED))


@pytest.mark.parametrize(("least", "alerts"), [(0.0, 1), (60.0, 0)])
@pytest.mark.usefixtures("elsewhere")
def test_the_end_of_a_long_run_asks_for_attention(
    ready: MainWindow,
    engine: FakeEngine,
    told: Recorder,
    monkeypatch: pytest.MonkeyPatch,
    least: float,
    alerts: int,
    qtbot: QtBot,
) -> None:
    asked: list[object] = []
    monkeypatch.setattr(QApplication, "alert", staticmethod(asked.append))
    monkeypatch.setattr(manners, "_LONG_S", least)
    paint(ready, engine, qtbot)
    assert asked == [ready] * alerts
    assert len(told.told) == alerts


@pytest.mark.usefixtures("elsewhere")
def test_it_says_what_became_of_which_photograph(
    ready: MainWindow, engine: FakeEngine, told: Recorder, qtbot: QtBot
) -> None:
    paint(ready, engine, qtbot)
    engine.error = ValueError("by the test")
    paint(ready, engine, qtbot)
    assert [title for title, _ in told.told] == [
        "The painting is finished",
        "The picture could not be painted",
    ]
    assert all("harbour.png" in text for _, text in told.told)


def test_nothing_is_said_to_somebody_who_is_here(
    ready: MainWindow, engine: FakeEngine, told: Recorder, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.setattr(QApplication, "activeWindow", staticmethod(lambda: ready))
    paint(ready, engine, qtbot)
    assert told.told == []


@pytest.mark.usefixtures("elsewhere")
def test_nothing_is_said_to_somebody_who_does_not_want_it(
    ready: MainWindow, engine: FakeEngine, told: Recorder, qtbot: QtBot
) -> None:
    ready.settings.set_notifies(False)
    paint(ready, engine, qtbot)
    assert told.told == []
    ready.settings.set_notifies(True)
    paint(ready, engine, qtbot)
    assert len(told.told) == 1


@pytest.mark.usefixtures("elsewhere")
def test_of_a_queue_only_the_end_is_told(
    ready: MainWindow, engine: FakeEngine, told: Recorder, qtbot: QtBot
) -> None:
    for _ in range(3):
        ready.actions_table["queue_add"].trigger()
    engine.free()
    ready.queue.start()
    qtbot.waitUntil(lambda: ready.queue.model.count(ItemState.DONE) == 3)
    assert [title for title, _ in told.told] == ["The queue is through"]


def test_it_goes_when_the_window_is_looked_at(ready: MainWindow, told: Recorder, qapp: QApplication) -> None:
    qapp.applicationStateChanged.emit(Qt.ApplicationState.ApplicationInactive)
    assert told.withdrawn == 0
    qapp.applicationStateChanged.emit(Qt.ApplicationState.ApplicationActive)
    assert told.withdrawn == 1


@pytest.mark.skipif(os.name == "nt", reason="these are programs of Linux")
@pytest.mark.parametrize(
    ("name", "command", "last"),
    [
        ("notify-send", notifications.notify_send, 'a &lt;b&gt; "c" &amp; d'),
        ("gdbus", notifications.gdbus, "10000"),
    ],
)
def test_a_program_of_the_desktop_is_given_the_words(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    command: Callable[[str, str], list[str]],
    last: str,
) -> None:
    program = tmp_path / name
    program.write_text(
        f'#!/bin/sh\ncd {tmp_path}\nfor word in "$@"; do echo "$word"; done > part\nmv part said\n'
    )
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    NotifierProgram(command).tell("Finished", 'a <b> "c" & d')
    end = time.monotonic() + 60
    while not (tmp_path / "said").exists() and time.monotonic() < end:
        time.sleep(0.01)
    words = (tmp_path / "said").read_text().splitlines()
    assert words[-1] == last
    assert any("Finished" in word for word in words)
    if name == "gdbus":
        assert '"a &lt;b&gt; \\"c\\" &amp; d"' in words


def test_a_program_that_is_gone_is_no_fault(tmp_path: Path) -> None:
    NotifierProgram(lambda _title, _text: [str(tmp_path / "gone")]).tell("a", "b")


@pytest.fixture
def desktop(monkeypatch: pytest.MonkeyPatch) -> None:
    """A platform with a desktop, as far as the choice of a notifier sees."""
    monkeypatch.setattr(notifications, "WITHOUT_DESKTOP", frozenset())


@pytest.mark.usefixtures("desktop")
@pytest.mark.parametrize(
    ("system", "programs", "tray", "kind"),
    [
        ("linux", {"notify-send", "gdbus"}, True, NotifierProgram),
        ("linux", {"gdbus"}, False, NotifierProgram),
        ("linux", set(), True, TrayNotifier),
        ("linux", set(), False, NoNotifier),
        ("win32", {"gdbus"}, True, TrayNotifier),
        ("darwin", set(), True, TrayNotifier),
        ("darwin", set(), False, NoNotifier),
    ],
)
def test_every_desktop_gets_what_it_has(
    monkeypatch: pytest.MonkeyPatch,
    system: str,
    programs: set[str],
    tray: bool,
    kind: type,
    qapp: QApplication,
) -> None:
    monkeypatch.setattr(notifications.sys, "platform", system)
    monkeypatch.setattr(notifications.shutil, "which", lambda name: name if name in programs else None)
    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", staticmethod(lambda: tray))
    monkeypatch.setattr(QSystemTrayIcon, "supportsMessages", staticmethod(lambda: tray))
    parent = QObject()
    assert type(notifications.for_parent(parent, lambda: None)) is kind
    parent.deleteLater()


@pytest.mark.qt_log_ignore("No such signal QPlatformNativeInterface::systemTrayWindowChanged", extend=True)
def test_the_icon_is_there_as_long_as_its_message(qapp: QApplication) -> None:
    parent, clicks = QWidget(), []
    notifier = TrayNotifier(parent, lambda: clicks.append(1))
    assert not notifier._tray.isVisible()
    notifier.tell("Finished", "harbour.png")
    assert notifier._tray.isVisible()
    notifier._tray.messageClicked.emit()
    assert clicks == [1]
    notifier.withdraw()
    assert not notifier._tray.isVisible()
    parent.deleteLater()
