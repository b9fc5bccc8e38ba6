"""The real start-up: ``app.run``, its log, its hooks, its message handler."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from fake_engine import FakeEngine
from PySide6.QtCore import qWarning
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from nst_gui import app as studio_app
from nst_gui.error_hooks import ErrorHooks
from nst_gui.logs import route_qt_messages, start_log
from nst_gui.main_window import MainWindow
from nst_gui.models.run_state import RunState


@pytest.fixture
def run_app(monkeypatch: pytest.MonkeyPatch, engine: FakeEngine) -> Callable[..., int]:
    """``app.run`` with a stepped engine; ``during`` is called with the window in place of the event loop."""

    def run(argv: list[str], during: Callable[[MainWindow], int], **options: bool) -> int:
        def loop(*_args: object) -> int:
            [window] = [w for w in QApplication.topLevelWidgets() if isinstance(w, MainWindow)]
            try:
                return during(window)
            finally:
                engine.free()
                window.shutdown()
                window.deleteLater()

        monkeypatch.setattr(studio_app, "Painter", lambda: engine)
        monkeypatch.setattr(QApplication, "exec", loop)
        return studio_app.run(argv, **options)

    return run


def test_run_opens_files_and_returns_the_loops_code(
    run_app: Callable[..., int], photograph: Path, paintings: list[Path], qtbot: QtBot
) -> None:
    def during(window: MainWindow) -> int:
        assert window.isVisible()
        qtbot.waitUntil(lambda: window.model.recipe() is not None)
        assert QGuiApplication.desktopFileName() == "nst-studio"
        assert QApplication.style().objectName().lower() == "fusion"
        return 7

    hook = sys.excepthook
    assert run_app([str(photograph), str(paintings[0])], during) == 7
    assert sys.excepthook is hook


def test_a_missing_file_on_the_command_line_is_a_sentence(
    run_app: Callable[..., int], tmp_path: Path, qtbot: QtBot
) -> None:
    def during(window: MainWindow) -> int:
        qtbot.waitUntil(lambda: "gone.png" in window.messages.text())
        return 0

    assert run_app([str(tmp_path / "gone.png")], during) == 0


def test_the_sample_paints_by_itself(run_app: Callable[..., int], engine: FakeEngine, qtbot: QtBot) -> None:
    def during(window: MainWindow) -> int:
        qtbot.waitUntil(lambda: window.controller.state is RunState.RUNNING)
        engine.free()
        qtbot.waitUntil(lambda: window.controller.state is RunState.FINISHED)
        return 0

    assert run_app([], during, sample=True) == 0
    assert len(engine.recipes) == 1


def test_an_exception_in_a_slot_is_reported_and_the_window_lives_on(
    run_app: Callable[..., int], isolated_home: Path, qtbot: QtBot
) -> None:
    def during(window: MainWindow) -> int:
        try:
            raise LookupError("nobody caught this")
        except LookupError:
            sys.excepthook(*sys.exc_info())  # type: ignore[arg-type]
        thread = threading.Thread(target=lambda: [][1])
        thread.start()
        thread.join()
        qtbot.waitUntil(lambda: window.error_report.count == 2)
        assert window.error_report.isVisible()
        assert "nobody caught this" in window.error_report.report()
        assert "IndexError" in window.error_report.report()
        window.error_report._copy_report()
        assert "IndexError" in QGuiApplication.clipboard().text()
        return 0

    assert run_app([], during) == 0
    log = (isolated_home / "logs" / "nst-studio.log").read_text(encoding="utf-8")
    assert "nobody caught this" in log


def test_a_fault_while_reporting_does_not_go_round_in_circles(qapp: QApplication) -> None:
    hooks = ErrorHooks()
    calls: list[str] = []

    def report(text: str) -> None:
        calls.append(text)
        hooks.handle(ValueError, ValueError("again"), None)

    hooks.reported.connect(report)
    hooks.handle(KeyError, KeyError("first"), None)
    assert len(calls) == 1


def test_a_log_that_cannot_be_written_is_no_reason_not_to_paint(
    isolated_home: Path, run_app: Callable[..., int]
) -> None:
    isolated_home.mkdir()
    (isolated_home / "logs").write_text("a file where the folder should be")
    assert run_app([], lambda window: 0 if window.isVisible() else 1) == 0


def test_the_log_keeps_one_line_a_record(isolated_home: Path) -> None:
    end = start_log()
    logging.getLogger("test").warning("a name with \x1b[31mcolour and a\nsecond line")
    end()
    lines = (isolated_home / "logs" / "nst-studio.log").read_text(encoding="utf-8").splitlines()
    assert len([line for line in lines if not line.startswith("    ")]) == 1
    assert "\\x1b[31m" in lines[0]


def test_qt_messages_reach_the_log(caplog: pytest.LogCaptureFixture, qapp: QApplication) -> None:
    undo = route_qt_messages()
    try:
        with caplog.at_level(logging.WARNING):
            qWarning("by the test")
    finally:
        undo()
    assert [record.name for record in caplog.records if "by the test" in record.message] == ["qt"]


_QUIT_WHILE_PAINTING = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from fake_engine import FakeEngine
from nst_gui import app

app.Painter = FakeEngine
painting = QTimer()

def look():
    windows = [w for w in QApplication.topLevelWidgets() if hasattr(w, "controller")]
    if windows and windows[0].controller.state == "running":
        painting.stop()
        QApplication.exit(0)  # quit() would ask first

app.create_application()
painting.timeout.connect(look)
painting.start(20)
code = app.run([], sample=True)
print("ended with", code)
"""


def run_alone(code: str) -> subprocess.CompletedProcess[str]:
    """Run ``code`` in a process of its own: an application that was quit once is of no use to other tests."""
    return subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        capture_output=True,
        text=True,
        timeout=120,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(Path(__file__).parent), *sys.path])},
    )


def test_quitting_while_painting_without_a_close_event_ends_cleanly() -> None:
    done = run_alone(_QUIT_WHILE_PAINTING)
    assert done.stdout.strip() == "ended with 0", done.stderr
    assert "QThread" not in done.stderr
    assert "Traceback" not in done.stderr


_RAISE_IN_A_SLOT = """
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from fake_engine import FakeEngine
from nst_gui import app

app.Painter = FakeEngine

def fault():
    raise LookupError("in a slot")

def look():
    [window] = [w for w in QApplication.topLevelWidgets() if hasattr(w, "error_report")]
    report = window.error_report
    print(report.count, report.isVisible(), "in a slot" in report.report())
    window.close()

app.create_application()
QTimer.singleShot(300, fault)
QTimer.singleShot(600, fault)
QTimer.singleShot(1500, look)
print("ended with", app.run([]))
"""


def test_a_fault_in_a_slot_is_reported_while_the_program_goes_on() -> None:
    done = run_alone(_RAISE_IN_A_SLOT)
    assert done.stdout.splitlines() == ["2 True True", "ended with 0"], done.stderr


_SIGNAL_WHILE_PAINTING = """
import os, signal, sys
from PySide6.QtCore import QTimer
from fake_engine import FakeEngine
from nst_gui import app

app.Painter = FakeEngine
app.create_application()
QTimer.singleShot(1500, lambda: os.kill(os.getpid(), signal.SIG{name}))
print("ended with", app.run([], sample=True))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals to send")
@pytest.mark.parametrize(("name", "code"), [("INT", 130), ("TERM", 143)])
def test_ctrl_c_ends_the_window_cleanly(name: str, code: int) -> None:
    done = run_alone(_SIGNAL_WHILE_PAINTING.format(name=name))
    assert done.stdout.strip() == f"ended with {code}", done.stderr
    assert "Traceback" not in done.stderr
