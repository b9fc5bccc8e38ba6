"""From arguments to an exit code: 0 done, 1 failed or diverged, 2 wrong usage, 130 interrupted."""

from __future__ import annotations

import argparse
import json
import os
import sys
from pathlib import Path
from typing import Final

from nst_engine.cli.arguments import make_parser
from nst_engine.errors import InputError, NstError, WeightsError

EXIT_DONE: Final = 0
EXIT_FAILED: Final = 1
EXIT_USAGE: Final = 2
EXIT_INTERRUPTED: Final = 130


def main(arguments: list[str]) -> int:
    """Run one command; returns the exit code and never raises for bad input."""
    try:
        options = make_parser().parse_args(arguments)
    except SystemExit as done:  # argparse has said what it had to say
        return int(done.code or 0)
    try:
        return _run(options)
    except NstError as error:
        return _failed(error, as_json=bool(getattr(options, "json", False)))
    except KeyboardInterrupt:
        print("Interrupted.", file=sys.stderr)
        return EXIT_INTERRUPTED
    except BrokenPipeError:
        # The reader went away (``| head``); point stdout elsewhere so that the exit stays quiet.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return EXIT_FAILED


def _failed(error: NstError, *, as_json: bool) -> int:
    if as_json:
        failed = {"event": "failed", "run": None, "error": type(error).__name__, "message": str(error)}
        print(json.dumps(failed, ensure_ascii=False), flush=True)
    print(f"nst-studio: {error}", file=sys.stderr)
    return EXIT_USAGE if isinstance(error, (InputError, WeightsError)) else EXIT_FAILED


def _run(options: argparse.Namespace) -> int:
    # Imported here so that ``--version`` and ``weights info`` do not wait for torch.
    if options.version:
        from nst_engine.cli.about import print_version

        return print_version()
    if options.self_test:
        from nst_engine.cli.self_test import run_self_test

        return run_self_test()
    if options.command == "render":
        from nst_engine.cli.painting import render_command

        return render_command(options)
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
    return about.weights_info_command(as_json=options.json)
