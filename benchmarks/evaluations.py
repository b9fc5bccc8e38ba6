"""Seconds per evaluation of the objective, and peak memory, of both programs at several sizes.

``vs_pastiche.py --per-evaluation`` starts it.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.options import SizedSteps
from benchmarks.pairs import Pair, at_size, paint_pair
from benchmarks.programs import Home, Job, Manner, Peer, Studio, thread_variables
from benchmarks.tables import facts, peer_facts, table
from nst_engine.version import PROGRAM_NAME, __version__

#: Few steps where one takes long; pastiche tells its times to a tenth of a second.
DEFAULT_SIZES = (SizedSteps(256, 16), SizedSteps(512, 8), SizedSteps(1024, 4), SizedSteps(2048, 3))
#: Ours as it comes, and as it paints on processors without bfloat16.
MANNERS = ("auto", "float32")


def measure_evaluations(options: Any, folder: Path, home: Home, versions: dict[str, str]) -> str:
    """Paint all pairs at all sizes; returns tables and facts as Markdown."""
    measured: list[tuple[SizedSteps, list[Pair]]] = []
    for sized in options.sizes:
        given = Job.of(options, sized.size)
        job = at_size(given, folder)
        peer, ours = Peer(options.peer_python, job, sized.steps), Studio(job, home)
        manners = tuple(Manner(precision=precision, iterations=sized.steps) for precision in MANNERS)
        pairs = [
            paint_pair(f"{sized.size} px, {number} of {options.pairs}", folder, peer, ours, manners)
            for number in range(1, options.pairs + 1)
        ]
        measured.append((sized, pairs))
    return "\n\n".join(
        [
            evaluations_table(measured),
            _precisions(measured),
            facts(
                [
                    ("Pictures", f"{options.content.name} in the style of {options.style.name}"),
                    ("Steps of each program", _steps(measured, options.pairs)),
                    *peer_facts(
                        versions,
                        options.threads,
                        thread_variables(options.threads, dict(options.environment)),
                        "",
                    ),
                    (PROGRAM_NAME, f"{__version__}, objective gatys"),
                ]
            ),
        ]
    )


def evaluations_table(measured: Sequence[tuple[SizedSteps, list[Pair]]]) -> str:
    """One row a size: medians of the seconds and of the peaks, and medians of the pairs' own ratios."""
    headings = ["long edge px", "seconds: pastiche"]
    headings += [cell for manner in MANNERS for cell in (f"{PROGRAM_NAME}, {manner}", "times as fast")]
    headings += ["peak MB: pastiche"]
    headings += [cell for manner in MANNERS for cell in (f"{PROGRAM_NAME}, {manner}", "ratio")]
    return table(headings, [_row(sized, pairs) for sized, pairs in measured])


def _row(sized: SizedSteps, pairs: list[Pair]) -> list[str]:
    row = [f"{sized.size:,}", f"{median(pair.peer.evaluation_s for pair in pairs):.3f}"]
    for which in range(len(MANNERS)):
        faster = median(pair.peer.evaluation_s / pair.ours[which].evaluation_s for pair in pairs)
        row += [f"{median(pair.ours[which].evaluation_s for pair in pairs):.3f}", f"**{faster:.2f}**"]
    row.append(f"{median(pair.peer.peak_bytes for pair in pairs) / 1e6:,.0f}")
    for which in range(len(MANNERS)):
        ratio = median(pair.ours[which].peak_bytes / pair.peer.peak_bytes for pair in pairs)
        row += [
            f"{median(pair.ours[which].peak_bytes for pair in pairs) / 1e6:,.0f}",
            f"**{ratio:.2f}**",
        ]
    return row


def _precisions(measured: Sequence[tuple[SizedSteps, list[Pair]]]) -> str:
    """What *auto* turned out to be."""
    found = sorted({pair.ours[0].notes["precision"] for _, pairs in measured for pair in pairs})
    return f"*auto* painted in {' and '.join(found)}. Each figure is the median of the pairs."


def _steps(measured: Sequence[tuple[SizedSteps, list[Pair]]], pairs: int) -> str:
    each = ", ".join(f"{sized.steps} at {sized.size} px" for sized, _ in measured)
    return f"{each}; {pairs} {'pair' if pairs == 1 else 'pairs'} at each size, alternating"
