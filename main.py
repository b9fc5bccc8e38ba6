"""NST Studio: which face to show, the window or the command line."""

from __future__ import annotations

import multiprocessing
import os
import sys
from pathlib import Path

COMMANDS = ("render", "forecast", "info", "weights")
FLAGS = ("--self-test", "--version", "--help", "-h")
PYTHON = ((3, 11), (3, 14))


def _guard_streams() -> None:
    """Give the program streams it can always print to.

    A windowed program on Windows has none at all, and a console's code page may lack the signs we print.
    """
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115 - for the whole life
        elif hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


def _python_problem() -> str | None:
    lowest, beyond = PYTHON
    if lowest <= sys.version_info[:2] < beyond:
        return None
    found = ".".join(str(part) for part in sys.version_info[:2])
    return (
        f"NST Studio needs Python 3.11, 3.12 or 3.13, and this is Python {found}; "
        "make the environment with one of those."
    )


def _missing_package(error: ModuleNotFoundError) -> str:
    return (
        f"The package {error.name} is missing; install the program's packages with "
        "python -m pip install -r requirements.txt."
    )


def _command_line(arguments: list[str]) -> int:
    from nst_engine import cli

    return cli.main(arguments)


def _self_test() -> int:
    from nst_engine.cli.self_test import run_self_test
    from nst_gui import self_test

    # The window comes last: on Windows torch must be loaded before Qt.
    return run_self_test(further=[("window", self_test.check)])


def _window(arguments: list[str]) -> int:
    from nst_gui import preflight

    sample = arguments == ["--sample"]
    if not preflight.has_screen():
        if sample:
            print("There is no screen here, so the sample is painted into a file.", file=sys.stderr)
            return _command_line(["render", "--sample"])
        print(
            "There is no screen to open a window on; use the command line: main.py render --help.",
            file=sys.stderr,
        )
        return 2
    for sentence in preflight.missing_system_libraries():
        print(sentence, file=sys.stderr)
        return 2
    from nst_gui.desktop import single_instance

    # Before anything large is loaded: a window that is there already takes the files within a moment.
    claim = single_instance.claim(single_instance.Request.of(arguments, sample))
    if claim is None:
        print("NST Studio is open already, and its window takes over.", file=sys.stderr)
        return 0
    # On Windows torch must be loaded before Qt: afterwards its libraries are not found any more.
    if sys.platform == "win32":
        import torch  # noqa: F401
    from nst_gui import app

    return app.run(arguments, sample=sample, claim=claim)


def main(arguments: list[str]) -> int:
    """Run the program; returns its exit code."""
    _guard_streams()
    problem = _python_problem()
    if problem is not None:
        print(problem, file=sys.stderr)
        return 2
    try:
        if arguments == ["--self-test"]:
            return _self_test()
        if arguments and (arguments[0] in COMMANDS or arguments[0] in FLAGS):
            return _command_line(arguments)
        if any(argument.startswith("-") for argument in arguments) and arguments != ["--sample"]:
            return _command_line(arguments)  # which says what is wrong with it
        return _window(arguments)
    except ModuleNotFoundError as error:
        if error.name is None or error.name.startswith("nst_"):
            raise
        print(_missing_package(error), file=sys.stderr)
        return 2
    except KeyboardInterrupt:  # while the packages were still being loaded
        print("Interrupted.", file=sys.stderr)
        return 130


if __name__ == "__main__":
    # A frozen program that starts helpers would otherwise start itself again and again.
    multiprocessing.freeze_support()
    sys.exit(main(sys.argv[1:]))
