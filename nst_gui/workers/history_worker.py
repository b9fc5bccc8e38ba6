"""What the pool does with the history. Plain functions; none of them runs on the window's thread."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QSize
from PySide6.QtGui import QImage

from nst_engine import finish as engine_finish
from nst_engine import pictures
from nst_engine.errors import InputError
from nst_engine.recipe import MAX_SIZE, Recipe
from nst_engine.result import Result
from nst_engine.stages import StageFolder
from nst_gui.models.history_store import Entry, HistoryStore
from nst_gui.models.stage_room import StageRoom
from nst_gui.words import said
from nst_gui.workers import finish_worker, pictures_worker
from nst_gui.workers.images import picture_to_qimage
from nst_gui.workers.render_worker import Shown


@dataclass(frozen=True, slots=True, eq=False)
class Reopened:
    """A painting of the history as it is shown again; ``photograph`` is null where that is not there."""

    entry: Entry
    result: Result
    shown: Shown
    photograph: QImage
    notices: tuple[str, ...]


def read_all(store: HistoryStore, room: StageRoom) -> list[Entry]:
    """Everything the history holds, the newest first, after clearing away what was never completed."""
    room.sweep()
    store.sweep()
    return store.entries()


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
    changes = {"init": pictures.reference(entry.picture), "scales": "last", "size": size, "iterations": None}
    return recipe.model_copy(update={**changes, "segments": ()})


def _photograph(entry: Entry) -> QImage:
    try:
        return pictures_worker.framed_view(entry.record.recipe.content)
    except InputError:
        return QImage()  # moved or deleted since: there is nothing to compare with, and no need to say so
