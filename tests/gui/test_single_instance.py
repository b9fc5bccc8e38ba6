"""A second start gives its files to the first window, whatever became of the ones before."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fake_engine import FakeEngine
from PySide6.QtCore import QCoreApplication, QUrl
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtNetwork import QLocalSocket
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from nst_gui.desktop import single_instance
from nst_gui.desktop.listening import Listener
from nst_gui.desktop.single_instance import Claim, Request
from nst_gui.dialogs.close_question import CloseQuestion
from nst_gui.main_window import MainWindow
from nst_gui.models.run_state import RunState
from nst_gui.opening import Application, Opener

pytestmark = pytest.mark.qt_log_ignore(r"This plugin does not support raise\(\)", extend=True)

Begin = Callable[[], Listener | None]


@pytest.fixture
def start() -> Iterator[Begin]:
    """A first start, up to where it listens; ``None`` when it is not the first."""
    made: list[tuple[Claim, Listener]] = []

    def claimed() -> Listener | None:
        claim = single_instance.claim(Request(), patience_s=0.2)
        if claim is None:
            return None
        made.append((claim, Listener(claim)))
        return made[-1][1]

    yield claimed
    for claim, listener in made:
        listener.close()
        claim.release()
        listener.deleteLater()


_SECOND = """
import sys
from pathlib import Path
from nst_gui.desktop.single_instance import Request, claim
assert not any(name.startswith("PySide6") for name in sys.modules), "Qt is loaded only when it is needed"
print(claim(Request(tuple(map(Path, sys.argv[2:])), token=sys.argv[1])) is not None)
"""


def second_start(token: str = "", *files: Path) -> subprocess.Popen[str]:
    """A second start, in a process of its own as always."""
    return begin(_SECOND, token, *files)


def is_first(second: subprocess.Popen[str]) -> bool:
    said, problems = second.communicate(timeout=60)
    assert problems == ""
    return {"True": True, "False": False}[said.strip()]


def begin(code: str, *arguments: str | Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", code, *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(Path(__file__).parent), *sys.path])},
    )


def test_a_second_start_hands_its_files_over(start: Begin, tmp_path: Path, qtbot: QtBot) -> None:
    first = start()
    assert first is not None
    first.listen()
    request = Request((tmp_path / "grüße.png", tmp_path / "b.json"), token="abc")
    with qtbot.waitSignal(first.asked) as came:
        second = second_start("abc", *request.files)
    assert came.args == [request]
    assert not is_first(second)


def test_relative_names_are_those_of_the_second_start(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    assert Request.decoded(Request((Path("a.png"),)).encoded()).files == (tmp_path / "a.png",)


def test_it_waits_for_a_first_window_that_is_still_starting(start: Begin, qtbot: QtBot) -> None:
    first = start()
    assert first is not None
    with qtbot.waitSignal(first.asked):
        second = second_start()
        # Once it has found nobody listening it waits, or this has come first: it is heard either way.
        qtbot.wait(200)
        first.listen()
    assert not is_first(second)


def test_when_the_first_has_closed_the_next_is_first(start: Begin) -> None:
    for _ in range(2):
        instance = start()
        assert instance is not None
        assert instance._claim.held
        instance.listen()
        instance.close()
        instance._claim.release()


def test_another_home_is_another_instance(
    start: Begin, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name in ("one", "two"):
        monkeypatch.setenv("NST_STUDIO_HOME", str(tmp_path / name))
        instance = start()
        assert instance is not None
        assert instance._claim.held
        instance.listen()


def test_a_first_window_that_does_not_answer_is_given_up(
    start: Begin, caplog: pytest.LogCaptureFixture
) -> None:
    assert start() is not None
    second = start()
    assert second is not None
    assert not second._claim.held
    second.listen()
    assert second._server is None, "the first may answer later"
    assert "does not answer" in caplog.text


def test_a_settings_folder_that_cannot_be_made_is_no_reason_not_to_paint(
    start: Begin, isolated_home: Path
) -> None:
    isolated_home.write_text("a file where the folder should be")
    instance = start()
    assert instance is not None
    instance.listen()


def knock(line: bytes, qtbot: QtBot) -> bytes:
    """Say ``line`` to the first window, and hear what it answers before it hangs up."""
    socket = QLocalSocket()
    socket.connectToServer(single_instance.address())
    assert socket.waitForConnected(5000)
    socket.write(line)
    socket.flush()
    qtbot.waitUntil(lambda: socket.state() is QLocalSocket.LocalSocketState.UnconnectedState)
    return socket.readAll().data()


@pytest.mark.parametrize(
    "line",
    [
        b"hello\n",
        b"[]\n",
        b'{"files": "a", "sample": false, "token": ""}\n',
        b'{"files": [1], "sample": false, "token": ""}\n',
        b'{"files": [], "sample": 1, "token": ""}\n',
        b'{"files": []}\n',
        b"\xff\xfe\n",
        b"[" * 100_000 + b"\n",
        b"x" * 2_000_000,
    ],
)
def test_what_is_no_request_is_hung_up_on(
    start: Begin, line: bytes, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    first = start()
    assert first is not None
    first.listen()
    asked: list[Request] = []
    first.asked.connect(asked.append)
    assert knock(line, qtbot) == b""
    assert not asked
    with qtbot.waitSignal(first.asked):  # and those who come after are heard
        socket = QLocalSocket()
        socket.connectToServer(single_instance.address())
        socket.write(Request().encoded())
    socket.abort()


def test_nothing_is_confirmed_once_the_first_has_closed(start: Begin, qtbot: QtBot) -> None:
    first = start()
    assert first is not None
    first.listen()
    asked: list[Request] = []
    first.asked.connect(asked.append)
    socket = QLocalSocket()
    socket.connectToServer(single_instance.address())
    qtbot.waitUntil(lambda: len(first._silent) == 1)
    first.close()
    qtbot.waitUntil(lambda: socket.state() is QLocalSocket.LocalSocketState.UnconnectedState)
    assert socket.readAll().data() == b""
    assert not asked
    late = QLocalSocket()
    late.connectToServer(single_instance.address())
    assert not late.waitForConnected(50)


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps pipes apart by their access lists")
def test_the_socket_is_in_a_folder_of_the_user_s_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    private, shared = tmp_path / "mine", tmp_path / "everybody's"
    private.mkdir(mode=0o700)
    shared.mkdir()
    shared.chmod(0o777)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(private))
    assert Path(str(single_instance.address())).parent == private
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(shared))
    monkeypatch.setattr(single_instance.tempfile, "gettempdir", lambda: str(tmp_path))
    own = tmp_path / f"nst-studio-{os.getuid()}"
    assert Path(str(single_instance.address())).parent == own
    assert own.stat().st_mode & 0o777 == 0o700
    own.chmod(0o755)
    assert single_instance.address() is None


# --- in the window -----------------------------------------------------------------------------------------


def test_files_of_a_second_start_are_opened_in_the_window(
    studio: MainWindow, photograph: Path, paintings: list[Path], qtbot: QtBot
) -> None:
    studio.showMinimized()
    Opener(studio).serve(Request((photograph, paintings[0]), token="permission"))
    qtbot.waitUntil(lambda: studio.model.recipe() is not None)
    assert not studio.isMinimized()
    assert os.environ.pop("XDG_ACTIVATION_TOKEN") == "permission"


def test_the_sample_is_painted_unless_something_else_is(
    ready: MainWindow, engine: FakeEngine, qtbot: QtBot
) -> None:
    opener, content = Opener(ready), ready.model.content
    ready.start()
    qtbot.waitUntil(lambda: ready.controller.state is RunState.RUNNING)
    opener.serve(Request(sample=True))
    engine.free()
    qtbot.waitUntil(lambda: ready.controller.state is RunState.FINISHED and not ready.tasks.busy)
    assert ready.model.content == content
    opener.serve(Request(sample=True))
    qtbot.waitUntil(lambda: len(engine.recipes) == 2)
    assert ready.model.content != content


def test_a_window_about_to_close_stays_for_the_files_of_a_second_start(
    ready: MainWindow, engine: FakeEngine, paintings: list[Path], qtbot: QtBot
) -> None:
    ready.start()
    qtbot.waitUntil(lambda: ready.controller.state is RunState.RUNNING)
    ready.close()
    [question] = ready.findChildren(CloseQuestion)
    question.leave_button.click()
    Opener(ready).serve(Request((paintings[2],)))
    qtbot.waitUntil(lambda: not ready.controller.active and not ready.tasks.busy)
    assert ready.isVisible()
    assert ready.model.content.name == paintings[2].name


def test_what_the_file_manager_asks_for_is_kept_until_there_is_a_window(
    qapp: QApplication, studio: MainWindow, photograph: Path, paintings: list[Path], qtbot: QtBot
) -> None:
    assert isinstance(qapp, Application)
    QCoreApplication.sendEvent(qapp, QFileOpenEvent(QUrl.fromLocalFile(str(photograph))))
    qapp.serve_files(Opener(studio).open_files)
    qtbot.waitUntil(lambda: studio.model.content is not None)
    assert studio.model.content.name == photograph.name
    QCoreApplication.sendEvent(qapp, QFileOpenEvent(QUrl.fromLocalFile(str(paintings[0]))))
    qtbot.waitUntil(lambda: studio.model.content.name == paintings[0].name)
    qapp.serve_files(None)


# --- the real program --------------------------------------------------------------------------------------

_PROGRAM = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from fake_engine import FakeEngine
from nst_gui import app
from nst_gui.main_window import MainWindow

app.Painter = FakeEngine
looking = QTimer()
seen = set()

def look():
    for window in QApplication.topLevelWidgets():
        if isinstance(window, MainWindow):
            if "window" not in seen:
                print("window", flush=True)
            content = window.model.content
            if content is not None and content.name not in seen:
                print(content.name, flush=True)
            seen.update({"window", content.name if content else "window"})

app.create_application()
looking.timeout.connect(look)
looking.start(20)
sys.exit(app.run(sys.argv[1:]))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals to send")
def test_the_program_started_twice_is_one_window_also_after_a_crash(
    photograph: Path, paintings: list[Path]
) -> None:
    first = begin(_PROGRAM)
    assert first.stdout is not None
    assert first.stdout.readline().strip() == "window"
    second = begin(_PROGRAM, photograph)
    assert second.communicate(timeout=60)[0] == ""
    assert second.returncode == 0
    assert first.stdout.readline().strip() == photograph.name
    first.kill()
    first.communicate(timeout=60)
    third = begin(_PROGRAM, paintings[0])
    assert third.stdout is not None
    assert [third.stdout.readline().strip() for _ in range(2)] == ["window", paintings[0].name]
    third.send_signal(signal.SIGTERM)
    _, said = third.communicate(timeout=60)
    assert third.returncode == 143
    assert "Traceback" not in said
