"""How time and memory grow with the picture, from 256 to 8192 pixels; ours alone.

    python benchmarks/growth.py
    python benchmarks/growth.py --memory-limit 6GB

Prints a Markdown table. Few iterations are made at each size, the coarser scales following the schedule.
At its defaults it takes about an hour on two cores, nearly all of it at the largest size, which needs much
memory without a limit; --sizes says where to end.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.options import PRECISIONS, SizedSteps, add_pair_of_pictures, parser_for, say, sized_steps
from benchmarks.processes import ProcessFailed, limit_processors
from benchmarks.programs import Home, Job, Manner, Painting, Studio, thread_variables
from benchmarks.tables import facts, table, write_section
from nst_engine.version import PROGRAM_NAME, __version__

DEFAULT_SIZES = (
    SizedSteps(256, 10),
    SizedSteps(512, 8),
    SizedSteps(1024, 5),
    SizedSteps(2048, 3),
    SizedSteps(4096, 3),
    SizedSteps(8192, 3),
)


def main(arguments: list[str]) -> int:
    """Measure and print; returns the exit code: 0 done, 1 a run failed, 2 wrong usage."""
    options = _parser().parse_args(arguments)
    limit_processors(options.threads)
    measured: list[tuple[SizedSteps, Painting]] = []
    try:
        with tempfile.TemporaryDirectory() as temporary:
            home = Home(Path(temporary) / "home", options.threads, dict(options.environment))
            for sized in options.sizes:
                say(f"{sized.size} px, {sized.steps} iterations at the last scale …")
                painting = _paint(options, sized, home, Path(temporary))
                say(f"{painting.seconds:.1f} s, {painting.peak_bytes / 1e6:,.0f} MB")
                for warning in painting.warnings:
                    say(warning)
                measured.append((sized, painting))
    except ProcessFailed as error:
        say(str(error))
        return 1
    text = f"{growth_table(measured)}\n\n{_facts(options, measured)}"
    print(text)
    if options.write is not None:
        write_section(options.write, section_name(options.memory_limit), text)
    return 0


def section_name(memory_limit: str | None) -> str:
    """The place of the table in the document: runs with a memory limit have one of their own."""
    return "growth" if memory_limit is None else "growth within a limit"


def _parser() -> Any:
    parser = parser_for(__doc__)
    add_pair_of_pictures(parser)
    parser.add_argument(
        "--sizes",
        type=sized_steps,
        metavar="SIZE:ITERATIONS",
        nargs="+",
        default=DEFAULT_SIZES,
        help=f"long edges, and the iterations there ({' '.join(map(str, DEFAULT_SIZES))})",
    )
    parser.add_argument("--memory-limit", metavar="N", help="as render takes it, 6GB for example (none)")
    parser.add_argument("--precision", choices=PRECISIONS, default="auto", help="(auto)")
    return parser


def _paint(options: Any, sized: SizedSteps, home: Home, folder: Path) -> Painting:
    job = Job.of(options, sized.size)
    manner = Manner(
        objective="balanced",
        precision=options.precision,
        iterations=sized.steps,
        memory_limit=options.memory_limit,
    )
    return Studio(job, home).paint(folder / "picture.png", manner)


def growth_table(measured: Sequence[tuple[SizedSteps, Painting]]) -> str:
    """One row a size; the last scale's tile, optimiser and history are the plan's."""
    headings = ["pixels", "megapixels", "iterations", "seconds per evaluation", "per megapixel"]
    headings += ["whole process s", "peak MB", "forecast MB", "tile px", "optimiser", "first preview"]
    return table(headings, [_row(painting) for _, painting in measured])


def _row(painting: Painting) -> list[str]:
    megapixels = painting.width * painting.height / 1e6
    last = painting.plan["scales"][-1]
    return [
        f"{painting.width} × {painting.height}",
        f"{megapixels:.2f}",
        painting.notes["iterations"],
        f"{painting.evaluation_s:.2f}",
        f"{painting.evaluation_s / megapixels:.2f}",
        f"{painting.seconds:,.1f}",
        f"{painting.peak_bytes / 1e6:,.0f}",
        f"{painting.plan['memory_bytes'] / 1e6:,.0f}",
        "one piece" if last["tile"] is None else str(last["tile"]),
        f"L-BFGS, {last['history']} pairs" if last["optimiser"] == "lbfgs" else "Adam",
        _first_preview(painting),
    ]


def _first_preview(painting: Painting) -> str:
    if painting.first_preview is None:
        return "none"
    seconds, iterations = painting.first_preview
    return f"{seconds:.1f} s, iteration {iterations}"


def _facts(options: Any, measured: Sequence[tuple[SizedSteps, Painting]]) -> str:
    variables = thread_variables(options.threads, dict(options.environment))
    given = ", ".join(f"{name}={value}" for name, value in variables.items())
    precisions = " and ".join(sorted({painting.notes["precision"] for _, painting in measured}))
    return facts(
        [
            ("Pictures", f"{options.content.name} in the style of {options.style.name}"),
            (PROGRAM_NAME, f"{__version__}, objective balanced, {precisions}; {given}"),
            ("Memory limit", options.memory_limit or "none given"),
            ("First preview", "seconds since the run's start, and the first scale's iterations it shows"),
        ]
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
