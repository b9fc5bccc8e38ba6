"""What the pool does with the history. Plain functions; none of them runs on the window's thread."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from PySide6.QtCore import QSize
from PySide6.QtGui import QImage

from nst_engine import finish as engine_finish
from nst_engine import pictures
from nst_engine.errors import InputError, ResourceError
from nst_engine.pictures.picture import Picture
from nst_engine.recipe import MAX_SIZE, MIN_SIZE, Recipe
from nst_engine.result import Result
from nst_engine.stages import StageFolder, read_interrupted
from nst_gui.models.history_store import Entry, HistoryStore
from nst_gui.models.stage_room import StageRoom
from nst_gui.words import said
from nst_gui.workers import finish_worker, pictures_worker
from nst_gui.workers.images import picture_to_qimage
from nst_gui.workers.render_worker import Shown

_log: Final = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, eq=False)
class Reopened:
    """A painting of the history as it is shown again; ``photograph`` is null where that is not there."""

    entry: Entry
    result: Result
    shown: Shown
    photograph: QImage
    notices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AllEntries:
    """Everything the history holds, the newest first; ``rescued`` are of runs that were cut short.

    ``left`` says why the disk did not take others, which stay for the next start.
    """

    entries: list[Entry]
    rescued: tuple[Entry, ...]
    left: tuple[str, ...] = ()


def read_all(store: HistoryStore, room: StageRoom) -> AllEntries:
    """Read the history, after clearing away what was never completed.

    A run whose program ended before it did leaves its last stage: that becomes a painting like one that was
    stopped, at the size the stage has.
    """
    rescued: list[Entry] = []
    left: list[str] = []

    def rescue(run: Path) -> bool:
        try:
            entry = _rescued(store, run)
        except ResourceError as error:
            _log.warning("An interrupted painting waits for the next start: %s", error)
            left.append(said(error.sentence))
            return False
        except Exception:  # noqa: BLE001 - logged with its trace; nothing of it may keep the window from opening
            _log.exception("An interrupted painting could not be kept")
        else:
            rescued.extend([entry] if entry is not None else [])
        return True

    room.sweep(rescue)
    store.sweep()
    return AllEntries(store.entries(), tuple(rescued), tuple(left))


def _rescued(store: HistoryStore, run: Path) -> Entry | None:
    left = read_interrupted(run)
    if left is None:
        return None
    last = len(left.stages.notes) - 1
    pixels = left.stages.pixels(last)
    painted_at = left.stages.path(last).stat().st_mtime
    long_edge = max(MIN_SIZE, *pixels.shape[:2])
    recipe = left.recipe.model_copy(update={"size": min(long_edge, max(left.recipe.output_size))})
    painted = Picture(pixels.astype(np.float32) / np.float32(255))
    if (painted.width, painted.height) != recipe.output_size:
        painted = pictures.resize(painted, *recipe.output_size)
    result = Result(
        picture=painted,
        painted=painted,
        recipe=recipe,
        plan=left.plan,
        state="stopped",
        evaluations=sum(scale.iterations for scale in left.plan.scales[: left.stages.notes[last].scale - 1])
        + left.stages.notes[last].iteration,
        objective=None,
        elapsed_s=left.seconds,
        peak_memory_bytes=0,
    )
    return store.add(result, now=painted_at, stages=left.folder())


def keep(
    store: HistoryStore, result: Result, stages: StageFolder | None, budget: int, entries: list[Entry]
) -> tuple[Entry, set[str]]:
    """Add ``result`` and its ``stages``; returns its entry and the ids of those that had to go.

    They went to stay within ``budget`` bytes; ``entries`` are those that were there before.
    Raises :class:`ResourceError`.
    """
    entry = store.add(result, stages=stages)
    kept = {one.id for one in store.trim(budget, [entry, *entries])}
    return entry, {one.id for one in entries} - kept


def reopen(store: HistoryStore, entry: Entry) -> Reopened:
    """Read a painting with its finish; raises :class:`InputError` when its picture is gone.

    A finish needs the photograph: without it the painting is shown as it was before, and that is said.
    """
    result = store.result(entry)
    notices: list[str] = []
    picture = result.painted
    shown = Shown(picture_to_qimage(picture), QSize(picture.width, picture.height), full=True)
    if engine_finish.is_asked(entry.record.recipe):
        try:
            finished = finish_worker.finish(result, entry.record.recipe, None)
        except InputError as error:
            notices.append(said(error.sentence))
        else:
            result, shown = finished.result, finished.shown
    return Reopened(entry, result, shown, _photograph(entry), tuple(notices))


def going_on(entry: Entry, times: int) -> Recipe:
    """The recipe that paints on where ``entry`` ended, at ``times`` its size.

    Only the output's own size is painted: the large shapes are there. Raises :class:`InputError` when its
    picture is not there any more, or would become larger than the program paints.
    """
    recipe = entry.record.recipe
    size = max(recipe.output_size) * times
    if size > MAX_SIZE:
        raise InputError(
            "The picture would be {size:,} px long; {most:,} px is the most.", size=size, most=MAX_SIZE
        )
    painting = pictures.reference(entry.picture)
    # All files of the history have the same name, which nobody has given them.
    init = painting.model_copy(update={"name": f"{Path(recipe.content.name).stem}.png"})
    changes = {"init": init, "scales": "last", "size": size, "iterations": None}
    return recipe.model_copy(update={**changes, "segments": ()})


def _photograph(entry: Entry) -> QImage:
    try:
        return pictures_worker.framed_view(entry.record.recipe.content)
    except InputError:
        return QImage()  # moved or deleted since: there is nothing to compare with, and no need to say so
