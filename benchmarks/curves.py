"""The objective over time, ours and pastiche's, as a plot and a table.

    python benchmarks/curves.py --peer-python PYTHON

Writes performance-curves-SIZE.svg beside the document named with --write, or into the folder it is started
in. benchmarks/README.md says what is drawn. At its defaults it takes about 35 minutes on two cores.
"""

from __future__ import annotations

import json
import math
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.options import (
    PRECISIONS,
    QUALITIES,
    SizedSteps,
    add_pair_of_pictures,
    add_peer,
    at_least,
    parser_for,
    say,
    sized_steps,
)
from benchmarks.pairs import at_size
from benchmarks.plot import FAINT, Curve, Moment, Point, log_plot
from benchmarks.processes import Measured, ProcessFailed, limit_processors, run_whole
from benchmarks.programs import (
    PEER_UNITS,
    ROOT,
    Home,
    Job,
    Manner,
    Painting,
    Peer,
    Studio,
    peer_versions,
    thread_variables,
)
from benchmarks.tables import facts, peer_facts, table, write_section
from nst_engine.version import PROGRAM_NAME, __version__

DEFAULT_SIZES = (SizedSteps(384, 100), SizedSteps(512, 100), SizedSteps(1024, 100))
PEER_COLOUR = "#b4561f"
OUR_COLOURS = {"draft": "#7b4fa3", "standard": "#1f5fa8", "fine": "#23806b"}
#: After which parts of its steps the peer is compared with.
PARTS = (0.1, 0.3, 0.6, 1.0)


@dataclass(frozen=True, slots=True)
class Recording:
    """One run of ours: ``points`` were evaluated by the peer, those of ``coarse`` scales by the run itself.

    All seconds are those since the process was started; ``saved`` is the finished picture.
    """

    quality: str
    precision: str
    coarse: Sequence[tuple[str, Sequence[Point]]]
    last: str
    points: Sequence[Point]
    saved: Point


def main(arguments: list[str]) -> int:
    """Measure, draw and print; returns the exit code: 0 done, 1 a program failed, 2 wrong usage."""
    options = _parser().parse_args(arguments)
    limit_processors(options.threads)
    try:
        versions = peer_versions(options.peer_python)
    except ProcessFailed as error:
        say(str(error))
        return 2
    place = options.write.parent if options.write is not None else Path.cwd()
    try:
        with tempfile.TemporaryDirectory() as temporary:
            home = Home(Path(temporary) / "home", options.threads, dict(options.environment))
            parts = [_one_size(options, sized, Path(temporary), home, place) for sized in options.sizes]
    except ProcessFailed as error:
        say(str(error))
        return 1
    text = "\n\n".join([*parts, _facts(options, versions)])
    print(text)
    if options.write is not None:
        write_section(options.write, "curves", text)
    return 0


def _parser() -> Any:
    parser = parser_for(__doc__)
    add_peer(parser)
    add_pair_of_pictures(parser)
    parser.add_argument(
        "--sizes",
        type=sized_steps,
        metavar="SIZE:STEPS",
        nargs="+",
        default=DEFAULT_SIZES,
        help=f"long edges, and the peer's steps there ({' '.join(map(str, DEFAULT_SIZES))})",
    )
    parser.add_argument(
        "--qualities", choices=QUALITIES, nargs="+", default=["standard", "fine"], help="ours"
    )
    parser.add_argument("--our-iterations", type=at_least(2), help="at the last scale (the quality's own)")
    parser.add_argument("--precision", choices=PRECISIONS, default="auto", help="ours (auto)")
    parser.add_argument(
        "--points", type=at_least(2), default=12, help="pictures of ours evaluated on the way (12)"
    )
    return parser


def _one_size(options: Any, sized: SizedSteps, temporary: Path, home: Home, place: Path) -> str:
    folder = temporary / str(sized.size)
    folder.mkdir()
    given = Job.of(options, sized.size)
    job = at_size(given, folder)
    peer, ours = Peer(options.peer_python, job, sized.steps), Studio(job, home)
    say(f"{sized.size} px: pastiche, {sized.steps} steps …")
    theirs = peer.paint(folder / "peer.png")
    saved = theirs.seconds, peer.objectives([theirs.picture])[0]
    recordings = [_record(options, quality, folder / quality, peer, ours) for quality in options.qualities]
    name = f"performance-curves-{sized.size}.svg"
    drawn = _draw(f"Objective over time, {theirs.width} × {theirs.height} pixels", theirs, saved, recordings)
    (place / name).write_text(drawn, encoding="utf-8", newline="\n")
    return "\n\n".join(
        [
            f"**{theirs.width} × {theirs.height} pixels.** {_how(recordings)}",
            f"![Objective over time at {sized.size} px]({name})",
            curves_table(theirs.points, saved, recordings),
        ]
    )


def _record(options: Any, quality: str, folder: Path, peer: Peer, ours: Studio) -> Recording:
    folder.mkdir()
    manner = Manner(precision=options.precision, quality=quality, iterations=options.our_iterations)
    output = folder / "finished.png"
    command: list[str | Path] = [sys.executable, Path(__file__).with_name("recorder.py"), folder]
    command += [str(options.points), "render", *ours.arguments(ours.job, manner), "--output", output]
    say(f"{ours.job.size} px: {PROGRAM_NAME}, {quality} …")
    with ours.home.copy() as variables:
        run = run_whole(command, {**ours.job.variables, **variables}, ROOT)
    found = read_recording(run)
    say("evaluating its pictures …")
    values = peer.objectives([*(path for _, path in found.kept), output])
    return Recording(
        quality=quality,
        precision=found.precision,
        coarse=found.coarse,
        last=found.last,
        points=[(seconds, value) for (seconds, _), value in zip(found.kept, values[:-1], strict=True)],
        saved=(found.saved_s, values[-1]),
    )


@dataclass(frozen=True, slots=True)
class Recorded:
    """What a recorder printed: pictures with their seconds, not evaluated yet."""

    precision: str
    coarse: Sequence[tuple[str, Sequence[Point]]]
    last: str
    kept: Sequence[tuple[float, Path]]
    saved_s: float


def read_recording(run: Measured) -> Recorded:
    """The recorder's lines. Raises :class:`ProcessFailed` for a run that did not finish."""
    scales: dict[int, tuple[str, list[Point]]] = {}
    reached: dict[int, float] = {}
    kept: list[tuple[float, Path]] = []
    precision, saved, last = "", math.nan, 0
    for line in run.lines:
        event = json.loads(line.text)
        if event["event"] == "progress":
            scale = event["scale_index"]
            last = event["scale_count"] - 1
            name = f"{event['width']} × {event['height']}"
            scales.setdefault(scale, (name, []))[1].append((line.seconds, event["objective"] * PEER_UNITS))
            if scale == last:
                reached[event["iteration"]] = line.seconds
        elif event["event"] == "finished":
            if event["state"] != "finished":
                raise ProcessFailed(f"{PROGRAM_NAME}'s run ended {event['state']}.")
            precision = event["precision"]
        elif event["event"] == "saved":
            saved = line.seconds
        elif event["event"] == "kept" and event["iteration"] in reached:
            kept.append((reached[event["iteration"]], Path(event["path"])))
    if not precision or not reached or not math.isfinite(saved):
        raise ProcessFailed(f"{PROGRAM_NAME}'s output is not understood.")
    coarse = [scales[index] for index in sorted(scales) if index != last]
    return Recorded(precision, coarse, scales[last][0], kept, saved)


def _draw(title: str, theirs: Painting, saved: Point, recordings: Sequence[Recording]) -> str:
    curves = [Curve(theirs.points, PEER_COLOUR, "pastiche", ring=saved)]
    moments = []
    for row, recording in enumerate(recordings):
        colour = OUR_COLOURS[recording.quality]
        label = f"{PROGRAM_NAME}, {recording.quality}"
        curves.append(Curve(recording.points, colour, label, ring=recording.saved))
        curves += [Curve(points, colour, dashed=True) for _, points in recording.coarse]
        moments += [Moment(x, name, colour, row) for x, name in _scale_changes(recording)]
    if any(recording.coarse for recording in recordings):
        curves.append(Curve((), FAINT, "coarser scales", dashed=True))
    labels = "seconds since the process was started", "objective (pastiche's)"
    return log_plot(title, labels, curves, moments)


def _scale_changes(recording: Recording) -> list[tuple[float, str]]:
    """When each scale but the first had its first iteration done, and its width in pixels."""
    scales = [*recording.coarse, (recording.last, recording.points)]
    return [(points[0][0], name.partition(" ")[0]) for name, points in scales[1:] if points]


def _how(recordings: Sequence[Recording]) -> str:
    return "; ".join(
        f"*{recording.quality}* in {recording.precision}, saved after {recording.saved[0]:.1f} s "
        f"with an objective of {recording.saved[1]:,.0f}"
        for recording in recordings
    )


def curves_table(theirs: Sequence[Point], saved: Point, recordings: Sequence[Recording]) -> str:
    """When ours first had a picture as good as the peer's after a tenth, … all of its steps, and saved.

    Until it saves, the peer's pixels are not clamped, ours always are; the last line compares saved pictures.
    """
    headings = ["pastiche's steps", "objective", "seconds: pastiche"]
    headings += [
        cell for recording in recordings for cell in (f"{PROGRAM_NAME}, {recording.quality}", "times as fast")
    ]
    compared = [round(part * (len(theirs) - 1)) for part in PARTS]
    rows = [_row(str(step), theirs[step], recordings, finished=False) for step in compared]
    return table(headings, [*rows, _row("saved picture", saved, recordings, finished=True)])


def _row(name: str, peer: Point, recordings: Sequence[Recording], *, finished: bool) -> list[str]:
    seconds, objective = peer
    row = [name, f"{objective:,.0f}", f"{seconds:.1f}"]
    for recording in recordings:
        points = [] if finished else recording.points
        when = first_below(objective, [*points, recording.saved])
        row += ["not reached", ""] if when is None else [f"{when:.1f}", f"{seconds / when:.1f}"]
    return row


def first_below(objective: float, points: Sequence[Point]) -> float | None:
    """Seconds of the first of ``points`` that is at most ``objective``; nothing is interpolated."""
    return next((seconds for seconds, value in points if value <= objective), None)


def _facts(options: Any, versions: dict[str, str]) -> str:
    variables = thread_variables(options.threads, dict(options.environment))
    return facts(
        [
            ("Pictures", f"{options.content.name} in the style of {options.style.name}"),
            *peer_facts(versions, options.threads, variables, ", objective as it prints it"),
            (
                PROGRAM_NAME,
                f"{__version__}, objective gatys, precision {options.precision}; its pictures on the way "
                "(8 bits, clamped) evaluated in float32 by pastiche",
            ),
        ]
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
