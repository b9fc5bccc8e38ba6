"""The painter works with the network cable pulled out: it does not even try to open a socket."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

ROOT = Path(__file__).resolve().parents[2]

_WITHOUT_SOCKETS = """
import socket, sys

class Refused(socket.socket):
    def __init__(self, *arguments, **named):
        raise AssertionError("a socket was opened")

socket.socket = Refused
socket.create_connection = socket.getaddrinfo = Refused
sys.path.insert(0, {root!r})
import main
sys.exit(main.main(sys.argv[1:]))
"""


def _run_without_sockets(arguments: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    code = _WITHOUT_SOCKETS.format(root=str(ROOT))
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
        timeout=300,
    )


@pytest.fixture
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NST_STUDIO_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("PYTHONUTF8", "1")


@pytest.mark.real
@pytest.mark.usefixtures("own_home")
def test_the_sample_is_painted_without_a_socket(tmp_path: Path) -> None:
    arguments = ["render", "--sample", "--size", "64", "--iterations", "2", "--output", "offline.png"]
    done = _run_without_sockets(arguments, tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    with Image.open(tmp_path / "offline.png") as picture:
        assert max(picture.size) == 64


@pytest.mark.usefixtures("own_home")
def test_the_guard_itself_would_notice(tmp_path: Path) -> None:
    code = _WITHOUT_SOCKETS.format(root=str(ROOT)).replace("import main\n", "socket.socket()\n")
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", timeout=60)
    assert done.returncode == 1
    assert "a socket was opened" in done.stderr


@pytest.mark.real
@pytest.mark.usefixtures("own_home")
def test_the_self_test_with_its_window_opens_no_socket(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    done = _run_without_sockets(["--self-test"], tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stderr == ""
    assert "ok: window: " in done.stdout
    assert done.stdout.endswith("Self-test passed.\n")
