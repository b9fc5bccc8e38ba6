"""How quickly the window answers while it paints.

    python benchmarks/responsiveness.py

Prints a Markdown table. benchmarks/README.md says what is measured, and how.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path
from statistics import median
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.processes import ProcessFailed, run_whole
from benchmarks.tables import facts, table, write_section
from nst_engine.paths import HOME_VARIABLE
from nst_engine.version import PROGRAM_NAME, __version__

ROOT = Path(__file__).resolve().parent.parent


def main(arguments: list[str]) -> int:
    """Measure and print; returns the exit code: 0 done, 1 a run failed, 2 wrong usage."""
    options = _parser().parse_args(arguments)
    try:
        runs = [_one_run(options, number) for number in range(options.runs)]
    except ProcessFailed as error:
        print(error, file=sys.stderr)
        return 1
    text = f"{_table(runs)}\n\n{_facts(options)}"
    print(text)
    if options.write is not None:
        write_section(options.write, "responsiveness", text)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--size", type=int, default=512, help="long edge in pixels (512)")
    parser.add_argument("--seconds", type=float, default=20.0, help="from the first progress to Stop (20)")
    parser.add_argument("--iterations", type=int, help="at the last scale (the program's default)")
    parser.add_argument("--runs", type=int, default=5, help="each in a process of its own (5)")
    parser.add_argument("--platform", default="offscreen", help="Qt's platform plugin (offscreen)")
    parser.add_argument(
        "--write", type=Path, metavar="DOCUMENT", help="also put the table into its section there"
    )
    return parser


def _one_run(options: Any, number: int) -> dict[str, Any]:
    print(f"run {number + 1} of {options.runs} …", file=sys.stderr, flush=True)
    command: list[str | Path] = [sys.executable, Path(__file__).with_name("heartbeat.py")]
    command += ["--size", str(options.size), "--seconds", str(options.seconds)]
    # Spread over the evaluation, so that no run's luck decides.
    command += ["--phase", str((number + 0.5) / options.runs)]
    if options.iterations is not None:
        command += ["--iterations", str(options.iterations)]
    with tempfile.TemporaryDirectory() as home:
        environment = {"QT_QPA_PLATFORM": options.platform, HOME_VARIABLE: home}
        return dict(json.loads(run_whole(command, environment, ROOT).output))


def _table(runs: list[dict[str, Any]]) -> str:
    headings = ["run", "beats", "longest gap ms", "99.9 % below ms", "median gap ms"]
    headings += ["Stop ms", "evaluation ms", "Stop in evaluations", "scale at Stop"]
    rows = [
        [
            str(number),
            f"{run['beats']:,}",
            *(f"{run[key]:.1f}" for key in ("longest_ms", "p999_ms", "median_ms")),
            *(f"{1000 * run[key]:.0f}" for key in ("stop_s", "evaluation_s")),
            f"{run['stop_s'] / run['evaluation_s']:.2f}",
            run["scale"],
        ]
        for number, run in enumerate(runs, start=1)
    ]
    longest, p999, usual = (
        f"**{median(run[key] for run in runs):.1f}**" for key in ("longest_ms", "p999_ms", "median_ms")
    )
    stops = f"**{median(run['stop_s'] / run['evaluation_s'] for run in runs):.2f}**"
    return table(headings, [*rows, ["median", "", longest, p999, usual, "", "", stops, ""]])


def _facts(options: Any) -> str:
    iterations = options.iterations if options.iterations is not None else "the default"
    return facts(
        [
            (PROGRAM_NAME, f"{__version__}, the sample at {options.size} px, {iterations} iterations"),
            (
                "Heartbeat",
                f"every 10 ms, from the first progress until {options.seconds:g} s later, then Stop",
            ),
            ("Window", f"Qt platform {options.platform}"),
        ]
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
