"""From arguments to an exit code: 0 done, 1 failed or diverged, 2 wrong usage, 130 interrupted."""

from __future__ import annotations

import argparse
import sys
import uuid
from pathlib import Path
from typing import Final

from nst_engine.cli.arguments import make_parser
from nst_engine.cli.streams import JsonLines, mute, reader_left, say
from nst_engine.errors import InputError, NstError, WeightsError

EXIT_DONE: Final = 0
EXIT_FAILED: Final = 1
EXIT_USAGE: Final = 2
EXIT_INTERRUPTED: Final = 130


def main(arguments: list[str]) -> int:
    """Run one command; returns the exit code and never raises for bad input."""
    run_id = uuid.uuid4().hex[:12]
    try:
        code = _run(make_parser().parse_args(arguments), run_id)
        sys.stdout.flush()  # here, where a reader who went away can still be told from a failure
    except SystemExit as done:  # argparse has printed its help
        return int(done.code or 0)
    except NstError as error:
        return _failed(error, run_id, as_json="--json" in arguments)
    except KeyboardInterrupt:
        say("Interrupted.")
        return EXIT_INTERRUPTED
    except OSError as error:
        if not reader_left(error):
            raise
        mute(sys.stdout)
        return EXIT_FAILED
    return code


def _failed(error: NstError, run_id: str, *, as_json: bool) -> int:
    code = EXIT_USAGE if isinstance(error, (InputError, WeightsError)) else EXIT_FAILED
    if as_json:
        failed = {
            "event": "failed",
            "run": run_id,
            "error": type(error).__name__,
            "message": str(error),
            "exit_code": code,
        }
        JsonLines().print(failed)
    say(f"nst-studio: {error}")
    return code


def _run(options: argparse.Namespace, run_id: str) -> int:
    # Imported here so that ``--version`` and ``weights info`` do not wait for torch.
    if options.version:
        from nst_engine.cli.about import print_version

        return print_version()
    if options.self_test:
        from nst_engine.cli.self_test import run_self_test

        return run_self_test()
    if options.command == "render":
        from nst_engine.cli.painting import render_command

        return render_command(options, run_id)
    if options.command == "forecast":
        from nst_engine.cli.painting import forecast_command

        return forecast_command(options)
    if options.command == "info":
        from nst_engine.cli.about import info_command

        return info_command(as_json=options.json, licences_only=options.licences)
    if options.command == "weights":
        return _weights(options)
    raise InputError("Say what to do: render, forecast, info or weights; --help explains them.")


def _weights(options: argparse.Namespace) -> int:
    from nst_engine.cli import about

    if options.weights_command == "import":
        return about.import_weights_command(Path(options.file), options.family)
    if options.weights_command is None:
        raise InputError("Say what to do with the weights: info or import FILE.")
    return about.weights_info_command(as_json=options.json)
