"""The command line as its users meet it: arguments in; exit code, two streams and files out."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from command_line import ROOT, Command, Outcome, Program, environment, files_below

from nst_engine import cli


@pytest.fixture
def command(capfd: pytest.CaptureFixture[str]) -> Command:
    """Run one command in this process. Captures file descriptors: what goes around Python counts, too."""

    def run(*arguments: object) -> Outcome:
        capfd.readouterr()
        code = cli.main([str(argument) for argument in arguments])
        out, err = capfd.readouterr()
        return Outcome(code, out, err)

    return run


@pytest.fixture(autouse=True)
def one_compute_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    """For pictures this small a second thread only waits for the first, the longer the busier the machine."""
    from nst_engine import devices

    monkeypatch.setattr(devices, "default_threads", lambda: 1)


@pytest.fixture
def tiny(tiny_network: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Renderer and forecast use a random network of a few channels."""
    import tiny as networks

    from nst_engine import trial

    monkeypatch.setattr(trial, "load_weights", lambda _reference, upto: networks.unfolded())
    monkeypatch.setattr(trial, "_EDGES", (32, 64))


@pytest.fixture
def output(tmp_path: Path) -> Path:
    (tmp_path / "out").mkdir()
    return tmp_path / "out" / "painted.png"


@pytest.fixture
def pair(photograph: Path, painting: Path) -> list[str]:
    """Arguments for a picture that takes milliseconds, the same on every processor."""
    return [
        *("--content", str(photograph), "--style", str(painting), "--size", "64", "--iterations", "2"),
        *("--device", "cpu", "--precision", "float32"),
    ]


@pytest.fixture
def refused(command: Command, tmp_path: Path) -> Callable[..., str]:
    """Run a command that must be refused: exit 2, one sentence, no file made, changed or left behind."""

    def run(*arguments: object) -> str:
        before = files_below(tmp_path)
        outcome = command(*arguments)
        assert outcome.code == 2, outcome
        assert outcome.out == ""
        assert "Traceback" not in outcome.err
        assert files_below(tmp_path) == before
        sentence = outcome.sentence
        assert sentence.endswith(".")
        assert sentence[0].isupper() or sentence.startswith("--") or sentence[0].isalnum()
        return sentence

    return run


@pytest.fixture
def program(tmp_path: Path, own_home: Path) -> Program:
    """Run the program, or with ``code=`` a piece of Python beside it, as a process of its own."""

    def run(*arguments: object, code: str | None = None, **options: Any) -> subprocess.CompletedProcess[str]:
        start = [str(ROOT / "main.py")] if code is None else ["-c", code]
        return subprocess.run(
            [sys.executable, *start, *(str(argument) for argument in arguments)],
            **{
                "cwd": tmp_path,
                "env": environment(own_home),
                "capture_output": True,
                "encoding": "utf-8",
                "timeout": 200,
                **options,
            },
        )

    return run
