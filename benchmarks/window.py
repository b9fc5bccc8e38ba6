"""What the window promises about time and memory, measured: start, freezes, buttons, lists, panning, growth.

    python benchmarks/window.py --write docs/performance.md

Prints a Markdown table, each figure beside its target. benchmarks/README.md says what is measured, and how.
"""

from __future__ import annotations

import argparse
import json
import shlex
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import numpy as np
from PIL import Image

from benchmarks.options import say
from benchmarks.processes import ProcessFailed, run_whole
from benchmarks.tables import facts, table, write_section
from nst_engine.paths import HOME_VARIABLE
from nst_engine.version import PROGRAM_NAME, __version__

ROOT = Path(__file__).resolve().parent.parent
PHOTOGRAPHS = 10


@dataclass(frozen=True, slots=True)
class Probe:
    """A probe with its options, at full length and for a trial, and how often it is repeated."""

    name: str
    options: str
    trial: str
    runs: int = 1


PROBES = (
    Probe("start", "", "", runs=5),
    Probe("gaps", "--size 1024 --seconds 15", "--size 96 --seconds 1"),
    Probe("states", "--size 1024", "--size 96", runs=3),
    Probe("lists", "--entries 1000 --items 200 --steps 200", "--entries 30 --items 20 --steps 20"),
    Probe("panning", "--edge 8192 --steps 300", "--edge 1024 --steps 10"),
    Probe("growth", "--size 128 --runs 50 --settled 10", "--size 64 --runs 4 --settled 1"),
)


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table: a figure, its unit, and the most it may be; ``None`` where nothing is promised."""

    figure: str
    words: str
    unit: str
    most: float | None
    digits: int = 0


ROWS = (
    Row("visible_s", "Start: window drawn", "s", 1.0, 2),
    Row("ready_s", "Start: engine ready", "s", 4.0, 2),
    Row("painting_p99_ms", "Freezes while painting at 1024 px, 99 % below", "ms", 50),
    Row("painting_worst_ms", "… the longest", "ms", 150),
    Row("zooming_p99_ms", "Freezes while painting and zooming, 99 % below", "ms", 50),
    Row("zooming_worst_ms", "… the longest", "ms", 150),
    Row("dropping_p99_ms", "Freezes while ten 24-megapixel photographs are dropped, 99 % below", "ms", 50),
    Row("dropping_worst_ms", "… the longest", "ms", 150),
    Row("pause_shown_ms", "Pause: shown", "ms", 200),
    Row("pause_effect_ms", "… in effect", "ms", None),
    Row("resume_shown_ms", "Resume: shown", "ms", 200),
    Row("resume_effect_ms", "… next progress", "ms", None),
    Row("stop_shown_ms", "Stop: shown", "ms", 200),
    Row("stop_effect_ms", "… in effect", "ms", None),
    Row("evaluation_ms", "One evaluation meanwhile", "ms", None),
    Row("history_open_s", "1,000 earlier paintings: window open and filled", "s", 1.0, 2),
    Row("history_scroll_p95_ms", "… 95 % of scroll steps below", "ms", 50, 1),
    Row("history_filter_p95_ms", "… 95 % of letters looked for below", "ms", 50, 1),
    Row("queue_open_s", "200 queued paintings: added and shown", "s", 1.0, 2),
    Row("queue_scroll_p95_ms", "… 95 % of scroll steps below", "ms", 50, 1),
    Row(
        "pan_quarter_p95_ms",
        "Moving an 8192 × 6144 picture, made smaller: 95 % of paint events below",
        "ms",
        16,
        1,
    ),
    Row("pan_full_p95_ms", "… at 100 %", "ms", 16, 1),
    Row("growth_mb_per_run", "Memory from the 10th to the 50th run at 128 px, per run", "MB", 1.0, 2),
)


def main(arguments: list[str]) -> int:
    """Measure and print; returns the exit code: 0 done, 1 a measurement failed, 2 wrong usage."""
    options = _parser().parse_args(arguments)
    found: dict[str, list[float]] = {}
    failed = []
    with tempfile.TemporaryDirectory() as folder:
        photographs = Path(folder)
        for probe in PROBES:
            if options.only and probe.name not in options.only:
                continue
            if probe.name == "gaps":
                _make_photographs(photographs, 0.1 if options.trial else 24.0)
            try:
                for run in range(1 if options.trial else probe.runs):
                    say(f"{probe.name}, run {run + 1} …")
                    for figure, value in _measure(probe, options, photographs).items():
                        found.setdefault(figure, []).append(value)
            except ProcessFailed as error:
                say(f"{probe.name}: {error}")
                failed.append(probe.name)
    text = f"{results_table(found)}\n\n{_facts(options)}"
    print(text)
    if options.write is not None and not failed:
        write_section(options.write, "window", text)
    return 1 if failed else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    names: Sequence[str] = [probe.name for probe in PROBES]
    parser.add_argument("--only", choices=names, nargs="+", metavar="NAME", help=f"of {', '.join(names)}")
    parser.add_argument("--trial", action="store_true", help="tiny sizes, to see that all of them work")
    parser.add_argument("--platform", default="offscreen", help="Qt's platform plugin (offscreen)")
    parser.add_argument(
        "--write", type=Path, metavar="DOCUMENT", help="also put the table into its section there"
    )
    return parser


def _measure(probe: Probe, options: Any, photographs: Path) -> Mapping[str, float]:
    command: list[str | Path] = [sys.executable, Path(__file__).with_name("window_probes.py"), probe.name]
    command += shlex.split(probe.trial if options.trial else probe.options)
    if probe.name == "gaps":
        command += ["--pictures", photographs]
    with tempfile.TemporaryDirectory() as home:
        environment = {"QT_QPA_PLATFORM": options.platform, HOME_VARIABLE: home}
        if probe.name == "start":
            command += ["--started-at", str(time.time())]
        output = run_whole(command, environment, ROOT).output
    # The program itself may have said something before.
    return dict(json.loads(output.splitlines()[-1]))


def _make_photographs(folder: Path, megapixels: float) -> None:
    """Different JPEGs with as much detail as a photograph has."""
    height = round((megapixels * 1e6 / 1.5) ** 0.5)
    width = round(1.5 * height)
    for number in range(PHOTOGRAPHS):
        chance = np.random.default_rng(number)
        coarse = Image.fromarray(chance.integers(0, 256, (height // 16, width // 16, 3), dtype=np.uint8))
        coarse.resize((width, height), Image.Resampling.BICUBIC).save(
            folder / f"photograph {number}.jpg", quality=92
        )


def results_table(found: Mapping[str, Sequence[float]]) -> str:
    """The medians of what was found beside what is promised."""
    rows = []
    for row in ROWS:
        if row.figure in found:
            value = median(found[row.figure])
            shown = f"{value:,.{row.digits}f} {row.unit}"
            promised = "" if row.most is None else f"≤ {row.most:g} {row.unit}"
            kept = "" if row.most is None else ("yes" if value <= row.most else "**no**")
            rows.append([row.words, shown, promised, kept])
    return table(["what", "measured", "target", "kept"], rows)


def _facts(options: Any) -> str:
    repeated = ", ".join(f"{probe.name} {probe.runs} times" for probe in PROBES if probe.runs > 1)
    return facts(
        [
            (PROGRAM_NAME, f"{__version__}, {'tiny sizes: a trial' if options.trial else 'full sizes'}"),
            ("Repeated", f"{repeated}; the median counts"),
            ("Window", f"Qt platform {options.platform}"),
        ]
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
