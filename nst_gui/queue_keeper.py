"""Keeps the queue from one start to the next: written after every change, back when the window opens."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Final

from PySide6.QtCore import QObject, Signal

from nst_gui.intake import Asking
from nst_gui.late_writer import LateWriter
from nst_gui.models.queue_model import ItemState, QueueItem
from nst_gui.models.queue_store import KeptQueue, QueueStore
from nst_gui.painting_queue import PaintingQueue
from nst_gui.workers import queue_worker, sources_worker
from nst_gui.workers.pictures_worker import Loaded
from nst_gui.workers.queue_worker import Placed
from nst_gui.workers.sources_worker import Known, Opened
from nst_gui.workers.tasks import Failure, Tasks

#: Changes within so many milliseconds are written together.
_TOGETHER_MS: Final = 200


class QueueKeeper(QObject):
    """Between the queue and its file.

    Nothing is written before the queue of last time was read. ``cameBack`` says that paintings of last time
    are there, ``picturesMissing`` carries an ``Asking``, ``said`` a sentence and its kind.
    """

    cameBack = Signal()
    picturesMissing = Signal(object)
    said = Signal(str, str)

    def __init__(
        self,
        queue: PaintingQueue,
        store: QueueStore,
        tasks: Tasks,
        library: Callable[[], Iterable[Known]],
        parent: QObject,
    ) -> None:
        """``library`` gives the files among which pictures that have moved are looked for."""
        super().__init__(parent)
        self._queue, self._model = queue, queue.model
        self._store, self._tasks, self._library = store, tasks, library
        self._writer = LateWriter(self._work, tasks, _TOGETHER_MS, self)
        self._writer.failed.connect(lambda failure: self.said.emit(failure.sentence, "error"))
        queue.model.listChanged.connect(self._writer.note)
        queue.is_kept = lambda: self.keeps

    @property
    def keeps(self) -> bool:
        """Whether what waits will be there at the next start."""
        return self._store.mine and not self._writer.broken

    # ---- back from last time ----------------------------------------------------------------------

    def load(self) -> None:
        """Bring back what was left when the last window ended. Once only."""
        self._tasks.run(
            partial(queue_worker.reopen, self._store, tuple(self._library())), self._came, self._not_read
        )

    def _came(self, answer: tuple[KeptQueue, list[Placed]]) -> None:
        kept, placed = answer
        self._writer.begin()
        if placed:
            self._model.bring_back(one.item for one in placed)
            self._queue.show_last_time()
            self.cameBack.emit()
        if kept.unread:
            self._writer.note()  # what cannot be read is in its copy, and no news at the next start
        self._tell(kept)

    def _not_read(self, failure: Failure) -> None:
        self._writer.begin()
        self.said.emit(failure.sentence, "warning")

    def _tell(self, kept: KeptQueue) -> None:
        if kept.unread:
            words = self.tr(
                "%n paintings of last time's queue cannot be read; a copy of them is in {aside}.",
                "",
                kept.unread,
            )
            self.said.emit(words.format(aside=kept.aside), "warning")
        missing = self._model.count(ItemState.MISSING)
        if missing:
            words = self.tr("%n paintings of the queue lack a picture; show where it is.", "", missing)
            self.said.emit(words, "warning")
        waiting = self._model.count(ItemState.WAITING)
        if kept.items and waiting:
            self.said.emit(self.tr("%n paintings are waiting from last time.", "", waiting), "info")

    # ---- pictures that have moved -----------------------------------------------------------------

    def find(self, item: QueueItem) -> None:
        """Look for the pictures of ``item`` again, and ask for those that are still missing."""
        work = partial(sources_worker.find_pictures, item.recipe, tuple(self._library()))
        self._tasks.run(work, self._looked)

    def _looked(self, opened: Opened) -> None:
        if opened.missing():
            self.picturesMissing.emit(Asking(opened, self._answered))
        else:
            self._answered(opened.found)

    def _answered(self, found: Mapping[str, Loaded] | None) -> None:
        """What was found for one is found for all that lack the same."""
        lacking = [item for item in self._model.items if item.state is ItemState.MISSING]
        if found and lacking:
            work = partial(queue_worker.place, lacking, tuple(self._library()), found)
            self._tasks.run(work, self._take)

    def _take(self, placed: list[Placed]) -> None:
        for one in placed:
            present = next((item for item in self._model.items if item.number == one.item.number), None)
            if present is not None and present.state is ItemState.MISSING:
                self._model.mark(present.number, one.item.state, one.item.message, recipe=one.item.recipe)

    # ---- to the disk ------------------------------------------------------------------------------

    def _work(self, number: int) -> Callable[[], None]:
        return partial(self._store.write, self._model.items, number)

    def shutdown(self) -> None:
        """The window ends, the pool after it: what was changed last is still written. Safe to call twice."""
        if self._writer.changed and not self._writer.begun:
            # So early that the queue of last time has not come yet.
            self._writer.changed = False
            work = partial(queue_worker.add, self._store, self._model.items)
            self._tasks.run(work, lambda _nothing: None, must_be_done=True)
        self._writer.shutdown()

    def close(self) -> None:
        """After the pool has ended: another window may keep the queue from now on. Safe to call twice."""
        self._store.close()
