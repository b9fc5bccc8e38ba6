"""Draft, Standard and Fine over a set of pairs, and bfloat16 beside float32.

    python benchmarks/qualities.py --pictures FOLDER

Paints every pair with every objective at every quality, and once more at Standard in float32. All finished
pictures, saved with 16 bits, are then evaluated in float32. FOLDER has content_*.jpg and style_*.jpg, each
of which is painted with each; without it the sample pair alone is painted. Prints Markdown tables. On two
cores a pair takes about 8 minutes at the defaults.
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

from benchmarks.options import QUALITIES, add_pair_of_pictures, at_least, parser_for, say
from benchmarks.processes import ProcessFailed, limit_processors, run_whole
from benchmarks.programs import ROOT, Home, Job, Manner, Studio, thread_variables
from benchmarks.tables import facts, table, write_section
from nst_engine.version import PROGRAM_NAME, __version__

OBJECTIVES = ("balanced", "gatys")
#: What every quality is compared with, and what is painted once more in float32.
BEST, EXACT = "fine", "standard"
IN_FLOAT32 = "standard, float32"


@dataclass(frozen=True, slots=True)
class Outcome:
    """One finished picture: seconds of the whole process, and its objective evaluated in float32."""

    pair: str
    objective: str
    manner: str
    precision: str
    seconds: float
    value: float


def main(arguments: list[str]) -> int:
    """Measure and print; returns the exit code: 0 done, 1 a run failed, 2 wrong usage."""
    options = _parser().parse_args(arguments)
    limit_processors(options.threads)
    pairs = _pairs(options)
    if not pairs:
        say(f"{options.pictures} has no content_*.jpg or no style_*.jpg.")
        return 2
    outcomes: list[Outcome] = []
    try:
        with tempfile.TemporaryDirectory() as temporary:
            home = Home(Path(temporary) / "home", options.threads, dict(options.environment))
            keep = (options.keep or Path(temporary) / "pictures").absolute()
            keep.mkdir(parents=True, exist_ok=True)
            for content, style in pairs:
                for objective in options.objectives:
                    outcomes += _one_pair(options, content, style, objective, home, keep)
    except ProcessFailed as error:
        say(str(error))
        return 1
    text = "\n\n".join([*qualities_tables(outcomes), _facts(options, len(pairs))])
    print(text)
    if options.write is not None:
        write_section(options.write, "qualities", text)
    return 0


def _parser() -> Any:
    parser = parser_for(__doc__)
    add_pair_of_pictures(parser)
    parser.add_argument("--pictures", type=Path, metavar="FOLDER", help="with content_*.jpg and style_*.jpg")
    parser.add_argument("--size", type=at_least(64), default=1024, help="long edge in pixels (1024)")
    parser.add_argument("--objectives", choices=OBJECTIVES, nargs="+", default=list(OBJECTIVES))
    parser.add_argument("--qualities", choices=QUALITIES, nargs="+", default=list(QUALITIES))
    parser.add_argument("--no-float32", action="store_true", help="leave the runs in float32 out")
    parser.add_argument("--iterations", type=at_least(2), help="at the last scale, to try this script out")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="keep the pictures there")
    return parser


def _pairs(options: Any) -> list[tuple[Path, Path]]:
    given = [(options.content.absolute(), options.style.absolute())]
    if options.pictures is None:
        return given
    folder = options.pictures.absolute()
    contents, styles = sorted(folder.glob("content_*.jpg")), sorted(folder.glob("style_*.jpg"))
    found = [(content, style) for content in contents for style in styles]
    return given + found if found else []


def _one_pair(
    options: Any, content: Path, style: Path, objective: str, home: Home, keep: Path
) -> list[Outcome]:
    job = Job(content, style, options.size, options.threads, dict(options.environment))
    studio = Studio(job, home)
    name = f"{content.stem} × {style.stem}"
    manners = {
        quality: Manner(objective=objective, quality=quality, iterations=options.iterations, bits=16)
        for quality in options.qualities
    }
    if not options.no_float32:
        manners[IN_FLOAT32] = Manner(
            objective=objective, precision="float32", quality=EXACT, iterations=options.iterations, bits=16
        )
    paintings = {}
    for number, (label, manner) in enumerate(manners.items()):
        say(f"{name}, {objective}, {label} …")
        target = keep / f"{content.stem}-{style.stem}-{objective}-{number}-{label.partition(',')[0]}.png"
        paintings[label] = studio.paint(target, manner)
        say(f"{paintings[label].seconds:.1f} s")
    values = _evaluate(job, objective, [painting.picture for painting in paintings.values()])
    return [
        Outcome(name, objective, label, painting.notes["precision"], painting.seconds, value)
        for (label, painting), value in zip(paintings.items(), values, strict=True)
    ]


def _evaluate(job: Job, objective: str, paths: Sequence[Path]) -> list[float]:
    """The engine's own objective in float32, in a process of its own."""
    command: list[str | Path] = [sys.executable, Path(__file__).with_name("our_objective.py")]
    command += ["--content", job.content, "--style", job.style, "--size", str(job.size)]
    found = run_whole([*command, "--objective", objective, *paths], job.variables, ROOT)
    measured = json.loads(found.lines[-1].text)
    return [float(measured[str(path)]) for path in paths]


def qualities_tables(outcomes: Sequence[Outcome]) -> list[str]:
    """A table of all pairs and one of medians and worst cases, for each objective."""
    parts = []
    for objective in dict.fromkeys(outcome.objective for outcome in outcomes):
        own = [outcome for outcome in outcomes if outcome.objective == objective]
        parts += [f"**Objective {objective}.** " + _verdict(own), _pairs_table(own)]
    return parts


def _pairs_table(outcomes: Sequence[Outcome]) -> str:
    manners = list(dict.fromkeys(outcome.manner for outcome in outcomes))
    headings = ["pair"]
    for manner in manners:
        headings += [f"{manner}: s", "objective"]
        if quotient := _quotient(manner, manners):
            headings.append(" ÷ ".join(quotient))
    rows = []
    for pair in dict.fromkeys(outcome.pair for outcome in outcomes):
        own = {outcome.manner: outcome for outcome in outcomes if outcome.pair == pair}
        row = [pair]
        for manner in manners:
            row += [f"{own[manner].seconds:.1f}", _number(own[manner].value)]
            if quotient := _quotient(manner, manners):
                row.append(f"{own[quotient[0]].value / own[quotient[1]].value:.3f}")
        rows.append(row)
    return table(headings, rows)


def _quotient(manner: str, manners: Sequence[str]) -> tuple[str, str] | None:
    """Which manner's objective is divided by which, in the columns of ``manner``."""
    above, below = (EXACT, manner) if manner == IN_FLOAT32 else (manner, BEST)
    return (above, below) if above != below and {above, below} <= set(manners) else None


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 1000 else f"{value:.4g}"


def ratios(outcomes: Sequence[Outcome], above: str, below: str) -> list[float]:
    """The objective of manner ``above`` ÷ that of ``below``, pair by pair."""
    values = {(outcome.pair, outcome.manner): outcome.value for outcome in outcomes}
    pairs = dict.fromkeys(outcome.pair for outcome in outcomes)
    return [
        values[pair, above] / values[pair, below]
        for pair in pairs
        if (pair, above) in values and (pair, below) in values
    ]


def _verdict(outcomes: Sequence[Outcome]) -> str:
    sentences = []
    for manner in dict.fromkeys(outcome.manner for outcome in outcomes):
        own = [outcome.seconds for outcome in outcomes if outcome.manner == manner]
        sentence = f"*{manner}* takes {median(own):.1f} s (median; longest {max(own):.1f} s)"
        to_best = ratios(outcomes, manner, BEST)
        if manner in QUALITIES and manner != BEST and to_best:
            sentence += f" and ends at **{median(to_best):.3f}** × the objective of *{BEST}*"
            sentence += f" (worst {max(to_best):.3f})"
        sentences.append(f"{sentence}.")
    precisions = {outcome.precision for outcome in outcomes if outcome.manner == EXACT}
    if lower := ratios(outcomes, EXACT, IN_FLOAT32):
        sentences.append(
            f"Painted in {' and '.join(sorted(precisions))}, *{EXACT}* ends at **{median(lower):.3f}** × "
            f"the objective of its float32 run (worst {max(lower):.3f})."
        )
    return " ".join(sentences)


def _facts(options: Any, pairs: int) -> str:
    variables = thread_variables(options.threads, dict(options.environment))
    given = ", ".join(f"{name}={value}" for name, value in variables.items())
    iterations = "" if options.iterations is None else f", {options.iterations} iterations at the last scale"
    return facts(
        [
            ("Pairs", f"{pairs}, long edge {options.size} px"),
            (PROGRAM_NAME, f"{__version__}{iterations}; {given}"),
            ("Seconds", "of whole processes; objectives of the saved 16-bit pictures, in float32"),
        ]
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
