"""The program's forecast beside what the run then took: time and memory at several sizes.

    python benchmarks/forecast.py

Prints a Markdown table. The program starts with a home of its own, so that it knows this machine from its
calibration alone; each size is forecast before any run, and again just before its own, with what the runs
before it taught. At its defaults it takes about 10 minutes on two cores.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.options import PRECISIONS, QUALITIES, add_pair_of_pictures, at_least, parser_for, say
from benchmarks.processes import ProcessFailed, limit_processors, run_whole
from benchmarks.programs import ROOT, Job, Manner, Painting, Studio, read_studio, thread_variables
from benchmarks.tables import facts, table, write_section
from nst_engine.paths import HOME_VARIABLE
from nst_engine.version import PROGRAM_NAME, __version__

DEFAULT_SIZES = (256, 512, 768, 1024, 1536, 2048)


@dataclass(frozen=True, slots=True)
class Forecast:
    """What the program expects: seconds of the run, and bytes of the whole process at its peak."""

    seconds: float
    memory_bytes: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """Both forecasts of one size, and the run; ``elapsed_s`` is the run's own time, as forecast."""

    calibrated: Forecast
    refined: Forecast
    painting: Painting
    elapsed_s: float


def main(arguments: list[str]) -> int:
    """Measure and print; returns the exit code: 0 done, 1 a run failed, 2 wrong usage."""
    options = _parser().parse_args(arguments)
    limit_processors(options.threads)
    try:
        with tempfile.TemporaryDirectory() as temporary:
            compared = _compare(options, Path(temporary))
    except ProcessFailed as error:
        say(str(error))
        return 1
    text = f"{forecast_table(compared)}\n\n{_facts(options)}"
    print(text)
    if options.write is not None:
        write_section(options.write, "forecast", text)
    return 0


def _parser() -> Any:
    parser = parser_for(__doc__)
    add_pair_of_pictures(parser)
    parser.add_argument(
        "--sizes",
        type=at_least(64),
        nargs="+",
        default=DEFAULT_SIZES,
        help=f"long edges ({' '.join(map(str, DEFAULT_SIZES))})",
    )
    parser.add_argument("--quality", choices=QUALITIES, default="draft", help="(draft)")
    parser.add_argument("--iterations", type=at_least(2), help="at the last scale (the quality's own)")
    parser.add_argument("--precision", choices=PRECISIONS, default="auto", help="(auto)")
    parser.add_argument("--memory-limit", metavar="N", help="as render takes it (none)")
    return parser


def _compare(options: Any, folder: Path) -> list[Comparison]:
    home = {HOME_VARIABLE: str(folder / "home")}
    manner = Manner(
        objective="balanced",
        precision=options.precision,
        quality=options.quality,
        iterations=options.iterations,
        memory_limit=options.memory_limit,
    )
    jobs = [
        Job(
            content=options.content.absolute(),
            style=options.style.absolute(),
            size=size,
            threads=options.threads,
            environment={**dict(options.environment), **home},
        )
        for size in options.sizes
    ]
    say("forecasts …")
    calibrated = [_forecast(job, manner) for job in jobs]
    return [
        _one(job, manner, before, folder / "picture.png")
        for job, before in zip(jobs, calibrated, strict=True)
    ]


def _one(job: Job, manner: Manner, calibrated: Forecast, picture: Path) -> Comparison:
    refined = _forecast(job, manner)
    say(f"{job.size} px, forecast {refined.seconds:.1f} s …")
    command: list[str | Path] = [sys.executable, ROOT / "main.py", "render", *Studio.arguments(job, manner)]
    run = run_whole([*command, "--output", picture, "--overwrite"], job.variables, ROOT)
    painting = read_studio(run, picture)
    finished = json.loads(run.lines[-1].text)
    say(f"{finished['elapsed_s']:.1f} s")
    return Comparison(calibrated, refined, painting, finished["elapsed_s"])


def _forecast(job: Job, manner: Manner) -> Forecast:
    command: list[str | Path] = [sys.executable, ROOT / "main.py", "forecast", *Studio.arguments(job, manner)]
    said = json.loads(run_whole(command, job.variables, ROOT).lines[-1].text)
    return Forecast(float(said["seconds"]), int(said["memory_bytes"]))


def forecast_table(compared: Sequence[Comparison]) -> str:
    """One row a size, each forecast divided by what it then was; the last row has the median error."""
    headings = ["pixels", "seconds", "forecast, calibrated", "÷ actual", "forecast, after runs", "÷ actual"]
    headings += ["peak MB", "forecast MB", "÷ actual"]
    rows = [_row(one) for one in compared]
    errors = [
        [one.calibrated.seconds / one.elapsed_s for one in compared],
        [one.refined.seconds / one.elapsed_s for one in compared],
        [one.refined.memory_bytes / one.painting.peak_bytes for one in compared],
    ]
    first, second, memory = (f"**{100 * median(abs(ratio - 1) for ratio in one):.0f} %**" for one in errors)
    return table(headings, [*rows, ["median error", "", "", first, "", second, "", "", memory]])


def _row(one: Comparison) -> list[str]:
    painting = one.painting
    row = [f"{painting.width} × {painting.height}", f"{one.elapsed_s:.1f}"]
    for forecast in (one.calibrated, one.refined):
        row += [f"{forecast.seconds:.1f}", f"{forecast.seconds / one.elapsed_s:.2f}"]
    memory = one.refined.memory_bytes
    row += [f"{painting.peak_bytes / 1e6:,.0f}", f"{memory / 1e6:,.0f}"]
    return [*row, f"{memory / painting.peak_bytes:.2f}"]


def _facts(options: Any) -> str:
    variables = thread_variables(options.threads, dict(options.environment))
    given = ", ".join(f"{name}={value}" for name, value in variables.items())
    iterations = "" if options.iterations is None else f", {options.iterations} iterations at the last scale"
    return facts(
        [
            ("Pictures", f"{options.content.name} in the style of {options.style.name}"),
            (PROGRAM_NAME, f"{__version__}, quality {options.quality}{iterations}; {given}"),
            ("Memory limit", options.memory_limit or "none given"),
            ("Seconds", "those of the run itself, as the program counts them, without its start"),
        ]
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
