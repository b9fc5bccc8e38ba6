"""``main.py`` as a process: how it starts, what it imports, and readers who go away."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from pathlib import Path

import pytest
from command_line import ROOT, Program, environment, files_below

import main as program_file
from nst_engine import pictures, samples
from nst_engine.version import __version__


@pytest.fixture
def no_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    from nst_gui import preflight

    monkeypatch.setattr(preflight, "has_screen", lambda: False)


def test_version_from_any_folder(program: Program) -> None:
    done = program("--version")
    assert (done.returncode, done.stdout, done.stderr) == (0, f"NST Studio {__version__}\n", "")


#: Runs each command with PySide6 made impossible to import, then says what was imported nevertheless.
WITHOUT_QT = """
import json, sys
for name in ("PySide6", "shiboken6"):
    sys.modules[name] = None
import main
codes = [main.main(arguments) for arguments in json.loads(sys.argv[1])]
gui = [name for name in sys.modules if name.startswith(("nst_gui", "PySide6."))]
print(json.dumps([codes, gui]), file=sys.stderr)
"""


def test_no_command_needs_qt_and_two_processes_paint_the_same_bytes(
    program: Program, pair: list[str], output: Path
) -> None:
    other = output.with_name("other.png")
    paint = ["render", *pair, "--quiet", "--output"]
    commands = [
        ["--version"],
        ["info"],
        ["info", "--licences"],
        ["weights", "info"],
        ["forecast", *pair],
        [*paint, str(output)],
    ]
    done = program(json.dumps(commands), code=WITHOUT_QT)
    assert json.loads(done.stderr.splitlines()[-1]) == [[0] * len(commands), []], done.stderr
    second = program(*paint, other)
    assert (second.returncode, second.stdout, second.stderr) == (0, "", "")
    assert output.read_bytes() == other.read_bytes()


def test_a_reader_who_leaves_after_one_line_does_not_stop_the_painting(
    pair: list[str], output: Path, tmp_path: Path, own_home: Path
) -> None:
    process = subprocess.Popen(
        [sys.executable, str(ROOT / "main.py"), "render", *pair, "--json", "--output", str(output)],
        cwd=tmp_path,
        env=environment(own_home),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    assert process.stdout is not None
    assert process.stderr is not None
    assert json.loads(process.stdout.readline())["event"] == "started"
    process.stdout.close()
    errors = process.stderr.read()
    process.stderr.close()
    assert (process.wait(timeout=120), errors) == (0, "")
    assert pictures.load(output).width == 64


def test_nobody_reading_the_progress_does_not_stop_the_painting(
    pair: list[str], output: Path, tmp_path: Path, own_home: Path
) -> None:
    process = subprocess.Popen(
        [sys.executable, str(ROOT / "main.py"), "render", *pair, "--output", str(output)],
        cwd=tmp_path,
        env=environment(own_home),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    assert process.stderr is not None
    process.stderr.close()
    assert process.wait(timeout=120) == 0
    assert pictures.load(output).width == 64


def test_a_reader_of_the_version_who_leaves_sees_no_traceback(tmp_path: Path, own_home: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, str(ROOT / "main.py"), "--version"],
        cwd=tmp_path,
        env=environment(own_home),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    errors = process.stderr.read()
    process.stderr.close()
    assert (process.wait(timeout=60), errors) == (1, "")


def test_a_missing_package_is_named(program: Program) -> None:
    code = "import sys; sys.modules['pydantic'] = None; import main; sys.exit(main.main(['info']))"
    done = program(code=code)
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr == (
        "The package pydantic is missing; install the program's packages with "
        "python -m pip install -r requirements.txt.\n"
    )


def test_an_interruption_while_loading_is_no_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(_arguments: list[str]) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(program_file, "_command_line", interrupted)
    assert program_file.main(["info"]) == 130
    assert capsys.readouterr() == ("", "Interrupted.\n")


@pytest.mark.parametrize("version", [(3, 10, 14, "final", 0), (3, 14, 0, "final", 0), (4, 0, 0, "final", 0)])
def test_another_python_gets_a_sentence(
    version: tuple[int, ...], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "version_info", version)
    assert program_file.main(["--version"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.count("\n") == 1
    assert f"this is Python {version[0]}.{version[1]};" in err


def test_an_old_python_can_at_least_read_the_file() -> None:
    source = (ROOT / "main.py").read_text(encoding="utf-8")
    tree = ast.parse(source, feature_version=(3, 7))
    imported = {
        alias.name.partition(".")[0]
        for node in tree.body
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
    }
    assert imported <= {"annotations", "multiprocessing", "os", "sys", "Path"}


@pytest.mark.usefixtures("tiny", "no_screen")
def test_the_sample_without_a_screen_becomes_a_file(
    tmp_path: Path,
    photograph: Path,
    painting: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    # Smaller than the shipped ones, and in a smaller size; all else is the default.
    monkeypatch.setattr(samples, "sample_pair", lambda: (photograph, (painting,)))
    monkeypatch.setattr(samples, "sample_size", lambda: 100)
    (tmp_path / "desk").mkdir()
    monkeypatch.chdir(tmp_path / "desk")
    for name in ("sample.png", "sample-2.png"):
        assert program_file.main(["--sample"]) == 0
        out, err = capsys.readouterr()
        assert out == ""
        lines = err.splitlines()
        assert "no screen" in lines[0]
        assert lines[-1].startswith(f"Saved {name} (100 × 75")
    assert set(files_below(Path.cwd())) == {"sample.png", "sample-2.png"}
    assert Path("sample.png").read_bytes() == Path("sample-2.png").read_bytes()


@pytest.mark.usefixtures("no_screen")
@pytest.mark.parametrize("arguments", [[], ["photo.jpg"]])
def test_a_window_without_a_screen_gets_a_sentence(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert program_file.main(arguments) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.count("\n") == 1
    assert "no screen" in err


@pytest.mark.usefixtures("no_screen")
@pytest.mark.parametrize("arguments", [["--bogus"], ["photo.jpg", "--size", "64"], ["--sample", "--quiet"]])
def test_the_window_takes_no_options(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert program_file.main(arguments) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.count("\n") == 1


def test_without_any_streams_nothing_breaks(monkeypatch: pytest.MonkeyPatch) -> None:
    """As a windowed program on Windows has it."""
    with monkeypatch.context() as patch:
        patch.setattr(sys, "stdout", None)
        patch.setattr(sys, "stderr", None)
        code = program_file.main(["--version"])
        sys.stdout.close()
        sys.stderr.close()
    assert code == 0
