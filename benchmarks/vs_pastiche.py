"""NST Studio beside pastiche: the same pictures, network weights, threads and pixels; whole processes.

    python benchmarks/vs_pastiche.py --peer-python PYTHON                     how long to the peer's objective
    python benchmarks/vs_pastiche.py --peer-python PYTHON --per-evaluation    how long an evaluation takes

Prints a Markdown table. benchmarks/README.md says what is compared, and how. On two cores the first takes
about 10 minutes at its defaults (20 with --size 512 --peer-steps 100), the second about 30.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path
from statistics import median
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.evaluations import DEFAULT_SIZES, measure_evaluations
from benchmarks.options import (
    PRECISIONS,
    QUALITIES,
    add_pair_of_pictures,
    add_peer,
    at_least,
    parser_for,
    say,
    sized_steps,
)
from benchmarks.pairs import Pair, at_size, paint_pair
from benchmarks.processes import ProcessFailed, limit_processors
from benchmarks.programs import Home, Job, Manner, Painting, Peer, Studio, peer_versions
from benchmarks.tables import facts, peer_facts, table, write_section
from nst_engine.version import PROGRAM_NAME, __version__

#: Iterations at the last scale that are tried, one after the other, until the peer's objective is reached:
#: each about a quarter more than the one before.
LADDER = (
    2,
    3,
    4,
    5,
    6,
    7,
    8,
    9,
    10,
    11,
    13,
    15,
    17,
    19,
    22,
    25,
    28,
    32,
    36,
    40,
    45,
    50,
    57,
    64,
    72,
    80,
    90,
    100,
)


def main(arguments: list[str]) -> int:
    """Measure and print; returns the exit code: 0 done, 1 a program failed, 2 wrong usage."""
    options = _parser().parse_args(arguments)
    limit_processors(options.threads)
    try:
        versions = peer_versions(options.peer_python)
    except ProcessFailed as error:
        say(str(error))
        return 2
    try:
        with tempfile.TemporaryDirectory() as temporary:
            folder = (options.keep or Path(temporary) / "pictures").absolute()
            folder.mkdir(parents=True, exist_ok=True)
            home = Home(Path(temporary) / "home", options.threads, dict(options.environment))
            measure = measure_evaluations if options.per_evaluation else _until
            text = measure(options, folder, home, versions)
    except ProcessFailed as error:
        say(str(error))
        return 1
    print(text)
    if options.write is not None:
        section = "vs-pastiche per evaluation" if options.per_evaluation else "vs-pastiche until"
        write_section(options.write, section, text)
    return 0


def _iterations(text: str) -> int | str:
    return text if text == "quality" else at_least(2)(text)


def _parser() -> argparse.ArgumentParser:
    parser = parser_for(__doc__)
    mode = parser.add_mutually_exclusive_group()
    mode.add_argument(
        "--until", action="store_true", help="whole processes up to the peer's objective (default)"
    )
    mode.add_argument("--per-evaluation", action="store_true", help="seconds per evaluation of the objective")
    add_peer(parser)
    add_pair_of_pictures(parser)
    parser.add_argument("--pairs", type=at_least(1), default=3, help="runs of each, alternating (3)")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="keep the pictures there")
    until = parser.add_argument_group("until the peer's objective")
    until.add_argument("--size", type=at_least(64), default=384, help="long edge in pixels (384)")
    until.add_argument("--peer-steps", type=at_least(2), default=60, help="the peer's steps (60)")
    until.add_argument(
        "--our-iterations",
        type=_iterations,
        metavar="N|quality",
        help="ours at the last scale, or the quality's own (searched for)",
    )
    until.add_argument("--quality", choices=QUALITIES, help="ours: whose schedule is used (the default's)")
    until.add_argument("--precision", choices=PRECISIONS, default="auto", help="ours (auto)")
    evaluations = parser.add_argument_group("seconds per evaluation")
    evaluations.add_argument(
        "--sizes",
        type=sized_steps,
        metavar="SIZE:STEPS",
        nargs="+",
        default=DEFAULT_SIZES,
        help=f"long edges, and the steps of each program there ({' '.join(map(str, DEFAULT_SIZES))})",
    )
    return parser


def _until(options: Any, folder: Path, home: Home, versions: dict[str, str]) -> str:
    given = Job.of(options, options.size)
    job = at_size(given, folder)
    peer, ours = Peer(options.peer_python, job, options.peer_steps), Studio(job, home)
    manner = _manner(options, folder, peer, ours)
    pairs = [
        paint_pair(f"{number} of {options.pairs}", folder, peer, ours, (manner,))
        for number in range(1, options.pairs + 1)
    ]
    theirs = peer.objectives(pair.peer.picture for pair in pairs)
    reached = peer.objectives(pair.ours[0].picture for pair in pairs)
    parts = [
        _until_table(pairs, theirs, reached),
        _verdict(pairs, theirs, reached),
        _how(pairs[-1].ours[0], options),
        facts(
            [
                ("Pictures", f"{job.content.name} in the style of {job.style.name}, long edge {job.size} px"),
                *peer_facts(versions, job.threads, job.variables, f", {peer.steps} steps"),
                (PROGRAM_NAME, f"{__version__}, objective gatys, precision {options.precision}"),
            ]
        ),
    ]
    return "\n\n".join(parts)


def _manner(options: Any, folder: Path, peer: Peer, ours: Studio) -> Manner:
    """How ours paints: the iterations that were asked for, or those that reach the peer's objective."""
    if options.our_iterations is None:
        return _search(options, folder, peer, ours)
    iterations = None if options.our_iterations == "quality" else options.our_iterations
    return Manner(precision=options.precision, quality=options.quality, iterations=iterations)


def _search(options: Any, folder: Path, peer: Peer, ours: Studio) -> Manner:
    """With the first number of the ladder with which our saved picture reaches the peer's objective.

    These runs also warm the file cache up; none of them is counted.
    """
    say(f"pastiche, {peer.steps} steps, not counted …")
    goal = peer.objectives([peer.paint(folder / "search-peer.png").picture])[0]
    for iterations in LADDER:
        manner = Manner(precision=options.precision, quality=options.quality, iterations=iterations)
        picture = ours.paint(folder / "search-ours.png", manner).picture
        objective = peer.objectives([picture])[0]
        say(f"{iterations} iterations at the last scale: {objective:,.0f}; the peer has {goal:,.0f}")
        if objective <= goal:
            return manner
    raise ProcessFailed(f"{LADDER[-1]} iterations do not reach the peer's objective of {goal:,.0f}.")


def _until_table(pairs: list[Pair], theirs: list[float], reached: list[float]) -> str:
    rows = [
        _until_row(str(number), pair.peer, pair.ours[0], before, after)
        for number, (pair, before, after) in enumerate(zip(pairs, theirs, reached, strict=True), start=1)
    ]
    ratios = [
        f"{median(pair.ours[0].seconds / pair.peer.seconds for pair in pairs):.3f}",
        f"{median(after / before for before, after in zip(theirs, reached, strict=True)):.2f}",
        f"{median(pair.ours[0].peak_bytes / pair.peer.peak_bytes for pair in pairs):.2f}",
    ]
    medians = [cell for ratio in ratios for cell in ("", "", f"**{ratio}**")]
    headings = ["pair"]
    for what in ("seconds", "objective", "peak MB"):
        headings += [f"{what}: pastiche", PROGRAM_NAME, "ratio"]
    return table(headings, [*rows, ["median", *medians]])


def _until_row(name: str, peer: Painting, ours: Painting, before: float, after: float) -> list[str]:
    megabytes = peer.peak_bytes / 1e6, ours.peak_bytes / 1e6
    return [
        name,
        *(f"{peer.seconds:.1f}", f"{ours.seconds:.1f}", f"{ours.seconds / peer.seconds:.3f}"),
        *(f"{before:,.0f}", f"{after:,.0f}", f"{after / before:.2f}"),
        *(f"{megabytes[0]:,.0f}", f"{megabytes[1]:,.0f}", f"{megabytes[1] / megabytes[0]:.2f}"),
    ]


def _verdict(pairs: list[Pair], theirs: list[float], reached: list[float]) -> str:
    kept = sum(after <= before for before, after in zip(theirs, reached, strict=True))
    faster = median(pair.peer.seconds / pair.ours[0].seconds for pair in pairs)
    return (
        f"{PROGRAM_NAME} reaches the peer's objective in {kept} of {len(theirs)} pairs; "
        f"its whole process is **{faster:.1f} times** as fast (median)."
    )


def _how(ours: Painting, options: Any) -> str:
    precision, iterations = ours.notes["precision"], ours.notes["iterations"]
    quality = f"; quality {options.quality}" if options.quality else ""
    return f"{PROGRAM_NAME} painted in {precision}; iterations per scale: {iterations}{quality}."


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
