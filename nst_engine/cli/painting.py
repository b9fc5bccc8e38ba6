"""``render`` and ``forecast``."""

from __future__ import annotations

import argparse
import os
import re
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType
from typing import Final

from nst_engine import paths, pictures, process, unfinished
from nst_engine.cli.exporting import export_options
from nst_engine.cli.recipes import recipe_of
from nst_engine.cli.reporting import JsonReporter, PeopleReporter, QuietReporter, Reporter, print_forecast
from nst_engine.cli.stages import StageTaker
from nst_engine.cli.streams import say
from nst_engine.errors import InputError, NstError, ResourceError
from nst_engine.events import Event, RunWarning
from nst_engine.export import ExportOptions, check_export, export
from nst_engine.plan import Limits
from nst_engine.recipe import Recipe
from nst_engine.result import Result
from nst_engine.token import Token

#: What the file systems of all three systems take; a name that ends in “-partial” must fit, too.
_MAX_NAME_BYTES: Final = 255
_UNITS: Final = {"mb": 10**6, "gb": 10**9, "mib": 2**20, "gib": 2**30}
_MEMORY: Final = re.compile(r"(\d{1,9}(?:\.\d{1,9})?)\s*([MG]i?B)", re.IGNORECASE | re.ASCII)


def partial_name(output: Path) -> Path:
    """``NAME-partial.EXT``; a very long name is cut, for this and a number must fit in as well."""
    room = _MAX_NAME_BYTES - len(os.fsencode(f"-partial-9999{output.suffix}"))
    stem = os.fsencode(output.stem)
    kept = output.stem if len(stem) <= room else stem[:room].decode(errors="ignore")
    return output.with_stem(f"{kept}-partial")


def _limits(options: argparse.Namespace) -> Limits:
    limit = None if options.memory_limit is None else _memory(options.memory_limit)
    return Limits(device=options.device, precision=options.precision, memory_bytes=limit)


def _memory(text: str) -> int:
    """Bytes of an amount such as ``6GB`` or ``1500 MB``."""
    found = _MEMORY.fullmatch(text.strip())
    count = 0 if found is None else round(float(found[1]) * _UNITS[found[2].lower()])
    if count < 1:
        raise InputError(f"--memory-limit cannot be {text}; write 6GB or 1500MB, for example.")
    return count


def _output(options: argparse.Namespace) -> Path:
    if options.output is not None:
        return Path(options.output)
    if options.sample:
        return pictures.free_name(Path("sample.png"))
    raise InputError("There is no place to save the picture; give one with --output.")


def _inputs(recipe: Recipe, options: argparse.Namespace) -> list[Path]:
    inputs = [Path(picture.path) for picture in recipe.pictures() if picture.path is not None]
    if recipe.weights.path is not None:
        inputs.append(Path(recipe.weights.path))
    if options.recipe is not None:
        inputs.append(Path(options.recipe))
    return inputs


def _reporter(options: argparse.Namespace) -> Reporter:
    if options.json:
        return JsonReporter()
    return QuietReporter() if options.quiet else PeopleReporter()


@contextmanager
def _interruptible(token: Token) -> Iterator[None]:
    """The first Ctrl-C (or termination) stops the run and keeps the picture; the second leaves at once."""

    def handle(_number: int, _frame: FrameType | None) -> None:
        if token.stop_requested:
            raise KeyboardInterrupt
        token.stop()
        # The signal may have come in the middle of another line, which must not be written into.
        with suppress(RuntimeError):
            say("\nStopping; the picture so far is being saved. Ctrl-C again leaves at once.")

    numbers = [signal.SIGINT, signal.SIGTERM]
    if sys.platform == "win32":
        numbers.append(signal.SIGBREAK)  # Ctrl-Break, and what other programs can send
    before = {number: signal.signal(number, handle) for number in numbers}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def render_command(options: argparse.Namespace, run_id: str) -> int:
    """Paint and save; returns the exit code. ``run_id`` is how the run calls itself in its events."""
    # torch is loaded after the output is checked, so that bad input is told at once, or by a weights file.
    process.prepare()
    unfinished.sweep()
    output, how = _output(options), export_options(options)
    recipe = recipe_of(options)
    inputs = _inputs(recipe, options)
    check_export(output, recipe.output_size, how, inputs, options.overwrite)
    taker = StageTaker(options, output, inputs)
    from nst_engine.forecast import make_plan
    from nst_engine.renderer import render

    plan = make_plan(recipe, _limits(options))
    token = Token()
    with _reporter(options) as reporter, taker:

        def on_event(event: Event) -> None:
            taker.take(event)
            reporter(event)

        with _interruptible(token):
            result = render(recipe, plan, on_event, token, run_id)
            saved = _save_or_rescue(
                result, output, how, options.overwrite, lambda notice: reporter(RunWarning(run_id, notice))
            )
            stages, notices = taker.write(result, saved)
        for notice in notices:
            reporter(RunWarning(run_id, notice))
        reporter.finished(result, saved, stages)
    if result.state == "finished" and options.stages is not None and stages is None:
        return 1
    return {"finished": 0, "diverged": 1, "stopped": 130}[result.state]


def _save_or_rescue(
    result: Result, output: Path, how: ExportOptions, overwrite: bool, on_notice: Callable[[str], None]
) -> Path:
    """Save; where that fails, keep the picture in the data folder and say so, for hours may be in it."""
    try:
        return _save(result, output, how, overwrite, on_notice)
    except (NstError, OSError) as error:
        rescue = pictures.free_name(paths.data_dir() / "rescued" / f"{output.stem}.png")
        try:
            rescue.parent.mkdir(parents=True, exist_ok=True)
            export(result.picture, result.recipe, rescue, ExportOptions())
        except (NstError, OSError):
            raise error from None
        reason = str(error).rstrip(".")
        raise ResourceError(f"{reason}. The picture is kept in {rescue}.") from error


def _save(
    result: Result, output: Path, how: ExportOptions, overwrite: bool, on_notice: Callable[[str], None]
) -> Path:
    partial = result.state == "stopped"
    overwrite = overwrite and not partial
    # Another program may have taken the name while this one was painting.
    target = output if overwrite else pictures.free_name(partial_name(output) if partial else output)
    export(result.picture, result.recipe, target, how, overwrite=overwrite, on_notice=on_notice)
    return target


def forecast_command(options: argparse.Namespace) -> int:
    """Print plan, memory and time; paints nothing."""
    process.prepare()
    recipe = recipe_of(options)
    from nst_engine.forecast import forecast

    print_forecast(forecast(recipe, _limits(options)), as_json=options.json)
    return 0
