"""What this machine does, measured once and refined by every run: a small file in the cache folder.

Each machine, and each way of making it behave like a lesser one, has a file of its own, so that a home on a
network disk or a variable for a test never mixes figures up. A file that is damaged or speaks of another
machine is as good as none. Where the folder cannot be written the figures last as long as the process.
"""

from __future__ import annotations

import logging
import math
import threading
from bisect import bisect_left
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, BinaryIO, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from nst_engine.errors import NstError
from nst_engine.machine import Machine, this_machine
from nst_engine.paths import cache_dir
from nst_engine.pictures.files import write_atomically

#: Older figures never count for more than this many runs: machines change, and so does the program.
_MEMORY: Final = 3.0
#: Evaluations after which a scale's time counts fully.
_FULL: Final = 10
#: One measurement moves a figure by no more than this factor: the computer may have slept meanwhile.
_LARGEST_SURPRISE: Final = 4.0
#: A pixel beyond the largest measured size costs at least this part of one within it: figures are noisy.
_LEAST_FURTHER: Final = 0.5

_log: Final = logging.getLogger(__name__)

Positive = Annotated[float, Field(gt=0, allow_inf_nan=False)]


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Figure(_Frozen):
    """Seconds per pixel at about ``pixels`` pixels: geometric means of what was measured."""

    pixels: Positive
    seconds_per_pixel: Positive
    #: How many runs it stands for.
    weight: Positive


class Calibration(_Frozen):
    """Everything measured on one machine."""

    schema_version: Literal[1] = 1
    machine: Machine
    #: How many times as fast as float32 bfloat16 convolutions are; ``None``: not timed yet.
    bfloat16_gain: Positive | None = None
    #: How many times as fast as direct convolutions Winograd's are, by precision; those timed so far.
    winograd_gain: dict[str, Positive] = Field(default_factory=dict)
    #: Seconds to read the weights and build the network.
    network_s: Positive | None = None
    #: Seconds to read and shrink one pixel of a picture file.
    picture: Figure | None = None
    #: Seconds per pixel and evaluation: by kind of work, then by octave of the pixel count.
    speeds: dict[str, dict[int, Figure]] = {}

    def seconds_per_evaluation(self, work: Work, pixels: float) -> float | None:
        """Seconds one evaluation of ``pixels`` pixels takes, ``None`` where this work was never measured.

        Between measured sizes the seconds per pixel are interpolated over the logarithm of the size. What a
        larger picture than any measured has more than the largest one costs as much per pixel as what that
        one has more than one of at most half its size; smaller pictures take their time in proportion to the
        smallest one's.
        """
        figures = sorted(self.speeds.get(work.key, {}).values(), key=lambda figure: figure.pixels)
        if not figures:
            return None
        inside = min(pixels, figures[-1].pixels)
        return inside * _interpolated(figures, inside) + (pixels - inside) * _further_pixel(figures)


@dataclass(frozen=True, slots=True)
class Work:
    """A kind of work whose time depends on the number of pixels alone.

    ``device`` is its name, for computers may have several GPUs over time; ``tiled`` work counts the pixels of
    all tiles with their margins, by the size of one tile.
    """

    device: str
    precision: str
    threads: int
    pooling: str
    deepest: str
    tiled: bool = False

    @property
    def key(self) -> str:
        """The name of this work in the file."""
        how = "tiles" if self.tiled else "whole"
        return f"{self.device}, {self.precision}, {self.threads}, {self.pooling}, {self.deepest}, {how}"


@dataclass(frozen=True, slots=True)
class Timing:
    """``evaluations`` of ``pixels`` pixels took ``seconds`` each, everything around them included."""

    work: Work
    pixels: float
    evaluations: int
    seconds: float


def _interpolated(figures: list[Figure], pixels: float) -> float:
    """Seconds per pixel of a picture that is no larger than the largest of ``figures``."""
    index = bisect_left(figures, pixels, key=lambda figure: figure.pixels)
    before, after = figures[max(index - 1, 0)], figures[index]
    width = math.log2(after.pixels) - math.log2(before.pixels)
    share = (math.log2(pixels) - math.log2(before.pixels)) / width if width > 0 else 0.0
    low, high = math.log(before.seconds_per_pixel), math.log(after.seconds_per_pixel)
    return math.exp(low + share * (high - low))


def _further_pixel(figures: list[Figure]) -> float:
    """Seconds a pixel beyond the largest measured size adds: without what every evaluation costs anyhow."""
    largest = figures[-1]
    smaller = [figure for figure in figures if 2 * figure.pixels <= largest.pixels]
    if not smaller:
        return largest.seconds_per_pixel
    nearest, whole = smaller[-1], largest.seconds_per_pixel
    seconds = largest.pixels * whole - nearest.pixels * nearest.seconds_per_pixel
    further = seconds / (largest.pixels - nearest.pixels)
    return min(max(further, _LEAST_FURTHER * whole), whole)


# -- learning ----------------------------------------------------------------------------------------------


def with_timings(known: Calibration, timings: Iterable[Timing]) -> Calibration:
    """``known`` refined by ``timings``; those of few evaluations count for less than a run."""
    speeds = {key: dict(figures) for key, figures in known.speeds.items()}
    for timing in timings:
        if timing.evaluations < 1 or timing.seconds <= 0 or timing.pixels < 1:
            continue  # nothing was measured: a scale that was stopped or had converged at its start
        figures = speeds.setdefault(timing.work.key, {})
        octave = math.floor(math.log2(timing.pixels))
        new = Figure(
            pixels=timing.pixels,
            seconds_per_pixel=timing.seconds / timing.pixels,
            weight=min(1.0, timing.evaluations / _FULL),
        )
        figures[octave] = _mean(figures.get(octave), new)
    return known.model_copy(update={"speeds": speeds})


def with_loading(known: Calibration, pixels: int, seconds: float) -> Calibration:
    """``known`` refined by a run that took ``seconds`` to read pictures of ``pixels`` pixels in all."""
    # Small pictures say little of large ones, for most of their time is not spent on pixels.
    new = Figure(pixels=pixels, seconds_per_pixel=max(seconds, 1e-6) / pixels, weight=min(1.0, pixels / 4e6))
    return known.model_copy(update={"picture": _mean(known.picture, new)})


def _mean(old: Figure | None, new: Figure) -> Figure:
    if old is None:
        return new
    kept = min(old.weight, _MEMORY)
    share = new.weight / (kept + new.weight)
    surprise = new.seconds_per_pixel / old.seconds_per_pixel
    surprise = min(max(surprise, 1 / _LARGEST_SURPRISE), _LARGEST_SURPRISE)
    return Figure(
        pixels=old.pixels * (new.pixels / old.pixels) ** share,
        seconds_per_pixel=old.seconds_per_pixel * surprise**share,
        weight=kept + new.weight,
    )


# -- the file ----------------------------------------------------------------------------------------------

_lock: Final = threading.RLock()
#: What could not be written, by the path it should have.
_unwritten: Final[dict[Path, Calibration]] = {}


def folder() -> Path:
    """Where the figures are kept; deleting it is safe. Not created here."""
    return cache_dir() / "calibration"


def load() -> Calibration:
    """What is known about this machine; nothing but the machine itself where nothing is."""
    return _load(this_machine())


def update(change: Callable[[Calibration], Calibration]) -> Calibration:
    """Write what ``change`` makes of what is known, and return it.

    The file is read again just before, so that two processes seldom lose each other's figures; when they do,
    the next run brings them back.
    """
    with _lock:
        machine = this_machine()
        changed = change(_load(machine))
        _store(_path(machine), changed)
        return changed


def _path(machine: Machine) -> Path:
    return folder() / f"{machine.fingerprint}.json"


def _load(machine: Machine) -> Calibration:
    path = _path(machine)
    if path in _unwritten:
        return _unwritten[path]
    try:
        found = Calibration.model_validate_json(path.read_bytes())
    except FileNotFoundError:
        return Calibration(machine=machine)
    except (OSError, ValidationError) as error:
        _log.info("The calibration %s cannot be used and is measured anew: %s", path.name, error)
        return Calibration(machine=machine)
    return found if found.machine == machine else Calibration(machine=machine)


def _store(path: Path, calibration: Calibration) -> None:
    data = calibration.model_dump_json(indent=1).encode()

    def write(file: BinaryIO) -> None:
        file.write(data)

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(path, write)
    except (OSError, NstError) as error:
        if path not in _unwritten:
            _log.warning("The calibration cannot be kept in %s: %s", path.parent, error)
        _unwritten[path] = calibration
    else:
        _unwritten.pop(path, None)
