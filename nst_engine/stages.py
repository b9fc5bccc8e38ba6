"""The stages of a run: which moments are kept, and the folder they are kept in.

A folder holds one small picture for each stage, ``painting`` for the end, and ``stages.json``, which is
written last: a folder without it was never completed. Stages show the painting before its finish. While a
run goes on, ``run.json`` says what it paints and ``so-far.json`` which stages there are, for a program that
does not live to complete the folder.
"""

from __future__ import annotations

import logging
import os
import shutil
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, BinaryIO, Final, Literal, TypeVar

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from nst_engine import pictures
from nst_engine.errors import InputError, ResourceError
from nst_engine.events import Stage
from nst_engine.pictures.files import write_atomically
from nst_engine.pictures.picture import Picture
from nst_engine.pictures.stills import read_still, write_still
from nst_engine.plan import Plan
from nst_engine.recipe import Recipe

_log: Final = logging.getLogger(__name__)
#: At most so many pictures for one run, the painting included: an animation of some seconds.
MOST: Final = 60
#: Long edge in pixels of a stage: sharp on a screen, and a hundredth of what the painting itself may take.
EDGE: Final = 1024
#: What the stages of one run may take on the disk; pictures kept without loss take several times as much.
MAX_BYTES: Final = 32_000_000
MAX_LOSSLESS_BYTES: Final = 256_000_000
_INDEX: Final = "stages.json"
_RUN: Final = "run.json"
_SO_FAR: Final = "so-far.json"
_MAX_INDEX_BYTES: Final = 100_000
_MAX_RUN_BYTES: Final = 2_000_000

_Kind = TypeVar("_Kind", bound=BaseModel)
_Count = Annotated[int, Field(ge=1, le=1_000_000)]


def moments(plan: Plan, most: int = MOST) -> frozenset[tuple[int, int]]:
    """The (scale, iteration) pairs at which a run shows a stage; the painting itself is one more.

    Every scale gets the same share, what one does not need goes to the others. Within a scale they are dense
    at first and sparse later, in steps that grow by the same factor: that is how a painting changes, and a
    scale that is done early has most of its stages by then.
    """
    left = most - 1
    last = len(plan.scales) - 1
    found: set[tuple[int, int]] = set()
    shortest_first = sorted(range(len(plan.scales)), key=lambda index: plan.scales[index].iterations)
    for done, index in enumerate(shortest_first):
        # After its very last iteration a run shows the painting.
        iterations = plan.scales[index].iterations - (1 if index == last else 0)
        count = min(left // (len(plan.scales) - done), iterations)
        found.update((index, number) for number in _growing_steps(iterations, count))
        left -= count
    return frozenset(found)


def _growing_steps(end: int, count: int) -> list[int]:
    """``count`` different whole numbers from 1 to ``end``, further and further apart; both ends are there."""
    if count < 2:
        return [end] * count
    numbers: list[int] = []
    for position in range(count):
        wanted = round(end ** (position / (count - 1)))
        earliest = numbers[-1] + 1 if numbers else 1
        latest = end - (count - 1 - position)
        numbers.append(min(max(wanted, earliest), latest))
    return numbers


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class StageNote(_Strict):
    """Where a run was at one stage: ``scale`` of ``scales`` and ``iteration`` of ``iterations`` count from 1.

    ``width`` and ``height`` are what was painted there, in pixels; ``number`` names the file.
    """

    number: _Count
    scale: _Count
    scales: _Count
    iteration: _Count
    iterations: _Count
    width: _Count
    height: _Count


class _Index(_Strict):
    schema_version: Literal[1] = 1
    extension: Literal[".jpg", ".png"]
    notes: Annotated[tuple[StageNote, ...], Field(min_length=1, max_length=MOST)]


class _Run(_Strict):
    schema_version: Literal[1] = 1
    recipe: Recipe
    plan: Plan


@dataclass(frozen=True, slots=True)
class Stages:
    """The stages of a run that is over, the earliest first; after the last one comes the painting."""

    folder: Path
    extension: str
    notes: tuple[StageNote, ...]

    def __len__(self) -> int:
        """How many pictures there are, the painting included."""
        return len(self.notes) + 1

    def path(self, position: int) -> Path:
        """The picture at ``position``, from 0; the last one is the painting."""
        if position == len(self.notes):
            return self.folder / f"painting{self.extension}"
        return self.folder / _name(self.notes[position].number, self.extension)

    def pixels(self, position: int) -> NDArray[np.uint8]:
        """The picture at ``position`` as uint8 H×W×3; raises :class:`InputError` when it is gone."""
        return read_still(self.path(position))


def _name(number: int, extension: str) -> str:
    return f"{number:06}{extension}"


def read_stages(folder: Path) -> Stages | None:
    """The stages in ``folder``; ``None`` where there are none that can be read."""
    index = _read(folder / _INDEX, _Index, _MAX_INDEX_BYTES)
    return None if index is None else Stages(folder, index.extension, index.notes)


@dataclass(frozen=True, slots=True)
class Interrupted:
    """What is left of a run whose program ended: what it painted, and its stages without a painting.

    ``seconds`` is about how long it had painted.
    """

    recipe: Recipe
    plan: Plan
    stages: Stages
    seconds: float

    def folder(self) -> StageFolder:
        """The folder again, to be completed; of its stages the last one has become the painting."""
        kept = StageFolder(self.stages.folder, lossless=self.stages.extension == ".png")
        kept._kept = [(note, 0) for note in self.stages.notes[:-1]]
        return kept


def read_interrupted(folder: Path) -> Interrupted | None:
    """The run in ``folder`` that did not come to its end; ``None`` where nothing of it can be used."""
    run = _read(folder / _RUN, _Run, _MAX_RUN_BYTES)
    index = _read(folder / _SO_FAR, _Index, _MAX_INDEX_BYTES)
    if run is None or index is None:
        return None
    # The last ones may not have reached the disk when the power failed.
    notes = tuple(note for note in index.notes if _is_whole(folder / _name(note.number, index.extension)))
    if not notes:
        return None
    last = folder / _name(notes[-1].number, index.extension)
    seconds = max(0.0, last.stat().st_mtime - (folder / _RUN).stat().st_mtime)
    return Interrupted(run.recipe, run.plan, Stages(folder, index.extension, notes), seconds)


def _is_whole(still: Path) -> bool:
    try:
        read_still(still)
    except InputError:
        return False
    return True


def _read(path: Path, kind: type[_Kind], most_bytes: int) -> _Kind | None:
    try:
        if path.stat().st_size > most_bytes:
            raise ValueError(f"{path.name} is too long")
        return kind.model_validate_json(path.read_bytes())
    except FileNotFoundError:
        return None
    except (OSError, ValueError, ValidationError) as error:
        _log.warning("The stages in %s cannot be read: %s", path.parent, error)
        return None


class StageFolder:
    """Takes the stages of one run as they come; made in the run's thread, closed in any other afterwards.

    Nothing here stops a painting: where the disk does not take a stage there are none.
    """

    def __init__(self, folder: Path, *, lossless: bool = False) -> None:
        self.folder = folder
        self._extension: Literal[".jpg", ".png"] = ".png" if lossless else ".jpg"
        self._most_bytes = MAX_LOSSLESS_BYTES if lossless else MAX_BYTES
        self._kept: list[tuple[StageNote, int]] = []
        self._number = 0
        self._stride = 1
        self._broken = False
        #: When the run began, by its file; while ``None`` nothing is noted for the case that it is cut short.
        self._begun: float | None = None

    def begin(self, recipe: Recipe, plan: Plan) -> None:
        """Note what is painted, so that something can be made of the stages should the program end.

        Again when it is changed on the way. Where the disk does not take it the stages are kept without.
        """
        path = self.folder / _RUN
        run = _Run(recipe=recipe.model_copy(update={"segments": ()}), plan=plan)
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            _write(path, run)
            if self._begun is not None:
                os.utime(path, (self._begun, self._begun))
            self._begun = path.stat().st_mtime
        except (OSError, ResourceError) as error:
            _log.warning("What is painted cannot be noted: %s", error)

    def keep(self, stage: Stage) -> None:
        """Write ``stage``. Takes about ten milliseconds for the largest ones; keeps nothing in memory."""
        self._number += 1
        if self._broken or self._is_left_out(self._number):
            return
        note = StageNote(
            number=self._number,
            scale=stage.scale_index + 1,
            scales=stage.scale_count,
            iteration=stage.iteration,
            iterations=stage.iterations,
            width=stage.width,
            height=stage.height,
        )
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            size = write_still(stage.pixels, self.folder / _name(self._number, self._extension))
            self._kept.append((note, size))
            if len(self._kept) >= MOST or sum(size for _, size in self._kept) > self._most_bytes:
                self._thin_out()
            if self._begun is not None:
                self._note_so_far()
        except OSError as error:
            _log.warning("The stages of this painting are not kept: %s", error)
            self.discard()

    def _note_so_far(self) -> None:
        """Not flushed to the disk, as the stages are not: a painting waits for neither."""
        note = self.folder / _SO_FAR
        beside = note.with_suffix(".part")
        with suppress(OSError):
            beside.write_bytes(self._index().model_dump_json(indent=1).encode())
            beside.replace(note)

    def _thin_out(self) -> None:
        """Let every second one go, and of those to come: what stays is as well spaced as before."""
        self._stride *= 2
        for note, _ in self._kept:
            if self._is_left_out(note.number):
                (self.folder / _name(note.number, self._extension)).unlink()
        self._kept = [one for one in self._kept if not self._is_left_out(one[0].number)]

    def _is_left_out(self, number: int) -> bool:
        return (number - 1) % self._stride != 0

    def close(self, painted: Picture) -> bool:
        """Add the painting (before its finish) and complete the folder; False where there is nothing to keep.

        Raises ``OSError`` or :class:`ResourceError` when the disk does not take it.
        """
        if self._broken or not self._kept:
            return False
        opaque = pictures.fit(Picture(painted.pixels), EDGE)
        write_still(pictures.quantised(opaque, 8), self.folder / f"painting{self._extension}")
        _write(self.folder / _INDEX, self._index())
        for name in (_RUN, _SO_FAR):
            with suppress(OSError):
                (self.folder / name).unlink(missing_ok=True)
        return True

    def _index(self) -> _Index:
        return _Index(extension=self._extension, notes=tuple(note for note, _ in self._kept))

    def discard(self) -> None:
        """Throw away what there is; nothing is taken any more."""
        self._broken = True
        self._kept.clear()
        with suppress(OSError):
            shutil.rmtree(self.folder)


def _write(path: Path, data: BaseModel) -> None:
    def write(file: BinaryIO) -> None:
        file.write(data.model_dump_json(indent=1).encode())

    write_atomically(path, write)
