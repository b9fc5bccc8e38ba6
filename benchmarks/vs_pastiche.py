"""NST Studio beside pastiche: the same pictures, network weights, threads and pixels; whole processes.

    python benchmarks/vs_pastiche.py --peer-python PYTHON                     how long to the peer's objective
    python benchmarks/vs_pastiche.py --peer-python PYTHON --per-evaluation    how long an evaluation takes

Prints a Markdown table. benchmarks/README.md says what is compared, and how.
"""

from __future__ import annotations

import argparse
import math
import shutil
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median
from typing import Any

from PIL import Image, ImageOps

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.processes import ProcessFailed, limit_processors
from benchmarks.programs import Job, Painting, Peer, Studio
from benchmarks.tables import facts, table, write_section
from nst_engine.samples import sample_pair
from nst_engine.version import PROGRAM_NAME, __version__

#: Iterations at the last scale that are tried, one after the other, until the peer's objective is reached.
LADDER = (5, 7, 10, 14, 20, 28, 40, 56, 80, 112, 160)


@dataclass(frozen=True, slots=True)
class Pair:
    """One run of each, one after the other."""

    peer: Painting
    ours: Painting


def say(text: str) -> None:
    """Tell the person who waits; the table alone goes to stdout."""
    print(text, file=sys.stderr, flush=True)


def main(arguments: list[str]) -> int:
    """Measure and print; returns the exit code: 0 done, 1 a program failed, 2 wrong usage."""
    options = _parser().parse_args(arguments)
    limit_processors(options.threads)
    job = Job(
        content=options.content.absolute(),
        style=options.style.absolute(),
        size=options.size,
        threads=options.threads,
        environment=dict(options.environment),
    )
    peer, ours = Peer(options.peer_python, job, options.peer_steps), Studio(job, options.precision)
    try:
        versions = peer.versions()
    except (ProcessFailed, OSError) as error:
        say(
            f"pastiche cannot be used ({error}); "
            "install pastiche==1.6.0, or name its interpreter with --peer-python."
        )
        return 2
    try:
        with tempfile.TemporaryDirectory() as temporary:
            folder = (options.keep or Path(temporary)).absolute()
            folder.mkdir(parents=True, exist_ok=True)
            job = _at_size(job, folder)
            peer, ours = Peer(options.peer_python, job, options.peer_steps), Studio(job, options.precision)
            measure = _evaluations if options.per_evaluation else _until
            text = measure(options, folder, peer, ours) + "\n\n" + _facts(job, peer, options, versions)
    except ProcessFailed as error:
        say(str(error))
        return 1
    print(text)
    if options.write is not None:
        section = "vs-pastiche per evaluation" if options.per_evaluation else "vs-pastiche until"
        write_section(options.write, section, text)
    return 0


def _at_size(job: Job, folder: Path) -> Job:
    """The same job with both pictures made as small beforehand as the peer makes them.

    The two programs shrink with different filters, and the Gram matrices of the low layers see which one it
    was: a painting made smaller by one of them is another target than the same painting made smaller by the
    other. Pictures that need no shrinking give both programs the same targets.
    """
    made = []
    pixels = 0
    for number, path in enumerate((job.content, job.style)):
        with Image.open(path) as picture:
            upright = ImageOps.exif_transpose(picture).convert("RGB")
        width, height = upright.size
        if number == 0:
            factor = job.size / max(width, height)
            size = (round(width * factor), round(height * factor))
            pixels = size[0] * size[1]
        else:  # the peer's rule: as many pixels as the content
            rows = round(math.sqrt(pixels * height / width))
            size = (round(width / height * rows), rows)
        target = folder / f"{path.stem}-{size[0]}x{size[1]}.png"
        upright.resize(size, Image.Resampling.BILINEAR).save(target)
        made.append(target)
    return replace(job, content=made[0], style=made[1])


def _variable(text: str) -> tuple[str, str]:
    name, separator, value = text.partition("=")
    if not name or not separator:
        raise argparse.ArgumentTypeError(f"{text!r} is not KEY=VALUE")
    return name, value


def _program(text: str) -> Path:
    # Absolute, but not resolved: an environment's interpreter is often a link to the one it was made with.
    return Path(shutil.which(text) or text).absolute()


def _at_least(least: int) -> Callable[[str], int]:
    def number(text: str) -> int:
        if int(text) < least:
            raise argparse.ArgumentTypeError(f"{text} is less than {least}")
        return int(text)

    return number


def _parser() -> argparse.ArgumentParser:
    content, styles = sample_pair()
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    mode = parser.add_mutually_exclusive_group()
    mode.add_argument(
        "--until", action="store_true", help="whole processes up to the peer's objective (default)"
    )
    mode.add_argument("--per-evaluation", action="store_true", help="seconds per evaluation of the objective")
    parser.add_argument(
        "--peer-python", type=_program, default=Path(sys.executable), help="interpreter with pastiche"
    )
    parser.add_argument("--content", type=Path, default=content, help="photograph (the sample's)")
    parser.add_argument("--style", type=Path, default=styles[0], help="painting (the sample's)")
    parser.add_argument("--size", type=_at_least(64), default=384, help="long edge in pixels (384)")
    parser.add_argument("--peer-steps", type=_at_least(2), default=60, help="the peer's steps (60)")
    parser.add_argument(
        "--our-iterations",
        type=_at_least(2),
        help="ours at the last scale (searched for; with --per-evaluation the peer's steps)",
    )
    parser.add_argument(
        "--precision", choices=("auto", "float32", "bfloat16"), default="auto", help="ours (auto)"
    )
    parser.add_argument("--pairs", type=_at_least(1), default=3, help="runs of each, alternating (3)")
    parser.add_argument("--threads", type=_at_least(1), default=2, help="of each program (2)")
    parser.add_argument(
        "--environment",
        type=_variable,
        metavar="KEY=VALUE",
        action="append",
        default=[],
        help="for both programs",
    )
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="keep the pictures there")
    parser.add_argument(
        "--write", type=Path, metavar="DOCUMENT", help="also put the table into its section there"
    )
    return parser


def _until(options: Any, folder: Path, peer: Peer, ours: Studio) -> str:
    iterations = options.our_iterations or _search(folder, peer, ours)
    pairs = _paint_pairs(options.pairs, iterations, folder, peer, ours)
    theirs = peer.objectives(pair.peer.picture for pair in pairs)
    reached = peer.objectives(pair.ours.picture for pair in pairs)
    rows = [
        _until_row(str(number), pair.peer, pair.ours, before, after)
        for number, (pair, before, after) in enumerate(zip(pairs, theirs, reached, strict=True), start=1)
    ]
    ratios = [
        [pair.ours.seconds / pair.peer.seconds for pair in pairs],
        [after / before for before, after in zip(theirs, reached, strict=True)],
        [pair.ours.peak_bytes / pair.peer.peak_bytes for pair in pairs],
    ]
    medians = [cell for ratio in ratios for cell in ("", "", f"**{median(ratio):.2f}**")]
    headings = ["pair"]
    for what in ("seconds", "objective", "peak MB"):
        headings += [f"{what}: pastiche", "NST Studio", "ratio"]
    return "\n\n".join(
        (
            table(headings, [*rows, ["median", *medians]]),
            _verdict(theirs, reached),
            _how(pairs[-1].ours),
        )
    )


def _until_row(name: str, peer: Painting, ours: Painting, before: float, after: float) -> list[str]:
    megabytes = peer.peak_bytes / 1e6, ours.peak_bytes / 1e6
    return [
        name,
        *(f"{peer.seconds:.1f}", f"{ours.seconds:.1f}", f"{ours.seconds / peer.seconds:.2f}"),
        *(f"{before:,.0f}", f"{after:,.0f}", f"{after / before:.2f}"),
        *(f"{megabytes[0]:,.0f}", f"{megabytes[1]:,.0f}", f"{megabytes[1] / megabytes[0]:.2f}"),
    ]


def _verdict(theirs: list[float], reached: list[float]) -> str:
    kept = sum(after <= before for before, after in zip(theirs, reached, strict=True))
    return f"{PROGRAM_NAME} reaches the peer's objective in {kept} of {len(theirs)} pairs."


def _how(ours: Painting) -> str:
    precision, iterations = ours.notes["precision"], ours.notes["iterations"]
    return f"{PROGRAM_NAME} painted in {precision}; iterations per scale: {iterations}."


def _search(folder: Path, peer: Peer, ours: Studio) -> int:
    """The first number of the ladder with which our saved picture reaches the peer's objective.

    These runs also warm the file cache up; none of them is counted.
    """
    say(f"pastiche, {peer.steps} steps, not counted …")
    goal = peer.objectives([peer.paint(folder / "search-peer.png").picture])[0]
    for iterations in LADDER:
        picture = ours.paint(folder / "search-ours.png", iterations).picture
        objective = peer.objectives([picture])[0]
        say(f"{iterations} iterations at the last scale: {objective:,.0f}; the peer has {goal:,.0f}")
        if objective <= goal:
            return iterations
    raise ProcessFailed(f"{LADDER[-1]} iterations do not reach the peer's objective of {goal:,.0f}.")


def _paint_pairs(count: int, iterations: int, folder: Path, peer: Peer, ours: Studio) -> list[Pair]:
    pairs = []
    for number in range(1, count + 1):
        say(f"pair {number} of {count}: pastiche …")
        theirs = peer.paint(folder / f"peer-{number}.png")
        say(f"{theirs.seconds:.1f} s; {PROGRAM_NAME} …")
        mine = ours.paint(folder / f"ours-{number}.png", iterations)
        say(f"{mine.seconds:.1f} s")
        if (theirs.width, theirs.height) != (mine.width, mine.height):
            raise ProcessFailed(
                f"pastiche painted {theirs.width} × {theirs.height} pixels and {PROGRAM_NAME} "
                f"{mine.width} × {mine.height}; choose a size that both round alike."
            )
        pairs.append(Pair(theirs, mine))
    return pairs


def _evaluations(options: Any, folder: Path, peer: Peer, ours: Studio) -> str:
    pairs = _paint_pairs(options.pairs, options.our_iterations or options.peer_steps, folder, peer, ours)
    rows = [
        [
            str(number),
            f"{pair.peer.evaluation_s:.3f}",
            f"{pair.ours.evaluation_s:.3f}",
            f"{pair.peer.evaluation_s / pair.ours.evaluation_s:.2f}",
        ]
        for number, pair in enumerate(pairs, start=1)
    ]
    faster = median(pair.peer.evaluation_s / pair.ours.evaluation_s for pair in pairs)
    headings = ["pair", "seconds per evaluation: pastiche", PROGRAM_NAME, "times as fast"]
    return "\n\n".join(
        (table(headings, [*rows, ["median", "", "", f"**{faster:.2f}**"]]), _how(pairs[-1].ours))
    )


def _facts(job: Job, peer: Peer, options: Any, versions: dict[str, str]) -> str:
    variables = ", ".join(f"{name}={value}" for name, value in job.variables.items())
    theirs = (
        f"{versions['pastiche']}, {peer.steps} steps, torch {versions['torch']}, Python {versions['python']}"
    )
    return facts(
        [
            ("Pictures", f"{job.content.name} in the style of {job.style.name}, long edge {job.size} px"),
            ("pastiche", theirs),
            (PROGRAM_NAME, f"{__version__}, objective gatys, precision {options.precision}"),
            ("Both", f"{job.threads} threads; {variables}"),
        ]
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
