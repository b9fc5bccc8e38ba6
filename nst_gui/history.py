"""The history in the window: keeps every painting, shows it again, and does what is asked of its cards."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QImage
from PySide6.QtWidgets import QMenu, QWidget

from nst_engine import paths
from nst_engine.recipe import Recipe
from nst_engine.result import Result
from nst_engine.stages import StageFolder
from nst_gui.dialogs.ask_text import ask_text
from nst_gui.dialogs.confirmation import confirm
from nst_gui.history_changes import HistoryChanges
from nst_gui.icons import icon
from nst_gui.models.history_model import HistoryModel, painted_when, title
from nst_gui.models.history_store import MAX_NOTE, Entry, HistoryStore
from nst_gui.models.stage_room import StageRoom
from nst_gui.plain_text import shortened
from nst_gui.settings import WindowSettings
from nst_gui.widgets.results_strip import ResultsStrip
from nst_gui.words import filled
from nst_gui.workers import history_worker, pictures_worker
from nst_gui.workers.finish_worker import Finished
from nst_gui.workers.history_worker import AllEntries, Reopened
from nst_gui.workers.sources_worker import Known
from nst_gui.workers.tasks import Failure, Tasks

#: A card is about this many device pixels wide; larger thumbnails would only take memory.
_EDGE: Final = 192
_Kept = tuple[Entry, set[str]]


class History(QObject):
    """Between the store on the disk, the model and the strip.

    ``loaded`` says that what was painted before is known, or cannot be read;
    ``kept`` carries a result and the ``Entry`` it has now, ``reopened`` a ``Reopened`` to be shown,
    ``restoreRequested`` a recipe to be set,
    ``otherPhotographRequested`` one for which another photograph is to be chosen,
    ``paintRequested`` one to be painted, ``compareRequested`` a ``Reopened`` to be held against the picture
    on the canvas; ``said`` a sentence and its kind.
    """

    loaded = Signal()
    kept = Signal(object, object)
    reopened = Signal(object)
    restoreRequested = Signal(object)
    otherPhotographRequested = Signal(object)
    paintRequested = Signal(object)
    compareRequested = Signal(object)
    said = Signal(str, str)

    def __init__(self, tasks: Tasks, settings: WindowSettings, window: QWidget) -> None:
        super().__init__(window)
        self._tasks, self._settings, self._window = tasks, settings, window
        self._store = HistoryStore(paths.data_dir() / "history")
        self.stages = StageRoom(paths.data_dir() / "stages")
        self.model = HistoryModel(self)
        self.model.thumbnailWanted.connect(self._load_thumbnail)
        self._changes = HistoryChanges(self._store, self.model, tasks, self._tell)
        #: The entry of the newest painting; ``None`` while it is still being written.
        self._newest: str | None = None
        self._keeping = itertools.count(1)
        self._latest = 0
        #: The finish that was given to the newest painting before its entry was there.
        self._finish: Recipe | None = None
        #: The newest painting could not be kept: it is only where it is shown.
        self.lost = False
        #: The number of the painting that could not be kept last; set in the pool.
        self._refused = 0
        self._warned = False
        #: What is to be shown, of several that are being read.
        self._chosen: Entry | None = None

    def serve(self, strip: ResultsStrip) -> None:
        """Do what is asked of the cards of ``strip``."""
        strip.chosen.connect(self.show)
        strip.removeRequested.connect(self.ask_to_remove)
        strip.menuWanted.connect(self._fill_menu)

    def load(self) -> None:
        """Read what was painted before."""
        work = partial(history_worker.read_all, self._store, self.stages)
        self._tasks.run(work, self._loaded, self._not_loaded)

    def _not_loaded(self, failure: Failure) -> None:
        self._tell(failure)
        self.loaded.emit()

    def _loaded(self, answer: AllEntries) -> None:
        entries = answer.entries
        known = {entry.id for entry in entries}
        # What was painted while the disk was read may be missing in what was read.
        newer = [entry for entry in self.model.entries if entry.id not in known]
        self.model.set_entries([*newer, *entries])
        if answer.rescued:
            words = self.tr(
                "%n paintings were interrupted when the program ended. What there was of them is among the "
                "earlier paintings; Paint on in their menu goes on with it.",
                "",
                len(answer.rescued),
            )
            self.said.emit(words, "info")
        for why in dict.fromkeys(answer.left):
            words = self.tr(
                "A painting was interrupted when the program ended. {why} Next time it is tried again."
            )
            self.said.emit(words.format(why=why), "warning")
        self.loaded.emit()

    def sources(self) -> tuple[Known, ...]:
        """Every picture that a painting was made of, and the paintings themselves: one may begin another."""
        refs = {
            (ref.path, ref.sha256): Known(Path(ref.path), ref.sha256)
            for entry in self.model.entries
            for ref in entry.record.recipe.pictures()
            if ref.path is not None
        }
        paintings = (
            Known(entry.picture, size=entry.record.recipe.output_size) for entry in self.model.entries
        )
        return (*refs.values(), *paintings)

    def keep(self, result: Result, stages: StageFolder | None = None) -> None:
        """A run gave a picture, and left its ``stages``."""
        self._newest, self._finish, self._latest = None, None, next(self._keeping)
        budget = self._settings.history_budget()
        self.lost = self._warned = False
        number = self._latest
        keep = partial(history_worker.keep, self._store, result, stages, budget, self.model.entries)
        work = partial(self._try, number, keep)
        failed = partial(self._not_kept, number)
        self._tasks.run(work, partial(self._kept, number, result), failed, must_be_done=True)

    def _try(self, number: int, keep: Callable[[], _Kept]) -> _Kept:
        try:
            return keep()
        except Exception:
            self._refused = number
            raise

    @property
    def has_newest(self) -> bool:
        """The newest painting, of this window or the one it followed, is on the disk."""
        return not self.lost and (self._latest == 0 or self._newest is not None)

    def settle(self) -> bool:
        """The pool has ended, and tells nothing any more. Whether the newest painting could not be kept, and
        nobody was told.
        """
        untold = not self.lost and self._refused == self._latest > 0
        self.lost = self.lost or untold
        return untold

    def warns(self, sentence: str) -> bool:
        """Whether the newest painting would be lost, and ``sentence`` was said about it: once only."""
        if not self.lost or self._warned:
            return False
        self._warned = True
        self.said.emit(sentence, "warning")
        return True

    def _not_kept(self, number: int, failure: Failure) -> None:
        self.lost = number == self._latest
        self._tell(failure)

    def _kept(self, number: int, result: Result, answer: _Kept) -> None:
        entry, gone = answer
        if all(known.id != entry.id for known in self.model.entries):
            self.model.add(entry)
        for id in gone:
            self.model.remove(id)
        if number == self._latest:
            self._newest = entry.id
            self._note_finish()
        self.kept.emit(result, entry)

    def keep_finish(self, finished: Finished) -> None:
        """The newest painting has another finish; its entry may still be on its way to the disk."""
        self._finish = finished.result.recipe
        self._note_finish()

    def _note_finish(self) -> None:
        recipe = self._finish
        if self._newest is None or recipe is None:
            return
        self._finish = None
        entry = next((entry for entry in self.model.entries if entry.id == self._newest), None)
        if entry is not None:
            self._change(entry, recipe=recipe)

    def show(self, entry: Entry) -> None:
        """Read a painting and hand it on to be shown."""
        self._chosen = entry
        self._run(partial(history_worker.reopen, self._store, entry), self._came)

    def _came(self, reopened: Reopened) -> None:
        if reopened.entry is not self._chosen:
            return  # a smaller one that was chosen later is there already
        self.reopened.emit(reopened)
        for notice in reopened.notices:
            self.said.emit(notice, "warning")

    def compare(self, entry: Entry) -> None:
        """Read a painting and hand it on to be compared with what is shown."""
        self._run(partial(history_worker.reopen, self._store, entry), self.compareRequested.emit)

    def paint_on(self, entry: Entry, times: int) -> None:
        """Have a painting go on where it ended, at ``times`` its size."""
        self._run(partial(history_worker.going_on, entry, times), self.paintRequested.emit)

    # ---- the cards --------------------------------------------------------------------------------

    def _fill_menu(self, entry: Entry, menu: QMenu) -> None:
        starred = entry.record.starred
        rows: list[tuple[str, str, Callable[[], object]] | None] = [
            ("painting", self.tr("&Show"), partial(self.show, entry)),
            ("compare-split", self.tr("&Compare with what is shown"), partial(self.compare, entry)),
            (
                "settings",
                self.tr("&Use its settings again"),
                partial(self.restoreRequested.emit, entry.record.recipe),
            ),
            (
                "photograph",
                self.tr("Same settings, &other photograph…"),
                partial(self.otherPhotographRequested.emit, entry.record.recipe),
            ),
            None,
            ("resume", self.tr("&Paint on"), partial(self.paint_on, entry, 1)),
            ("zoom-in", self.tr("Paint on at &twice the size"), partial(self.paint_on, entry, 2)),
            None,
            (
                "star",
                self.tr("Take the st&ar away") if starred else self.tr("St&ar: always keep"),
                partial(self._change, entry, starred=not starred),
            ),
            ("info", self.tr("&Note…"), partial(self.ask_for_note, entry)),
            None,
            ("remove", self.tr("&Remove…"), partial(self.ask_to_remove, entry)),
        ]
        for row in rows:
            if row is None:
                menu.addSeparator()
                continue
            action = QAction(icon(row[0]), row[1], menu)
            action.triggered.connect(lambda _checked=False, do=row[2]: do())
            menu.addAction(action)

    def ask_for_note(self, entry: Entry) -> None:
        """Let the user write something about a painting."""
        ask_text(
            self._window,
            self.tr("Note"),
            self.tr("What should be remembered about this painting?"),
            entry.record.note,
            lambda text: self._change(entry, note=text[:MAX_NOTE]),
        )

    def ask_to_remove(self, entry: Entry) -> None:
        """Take a painting away once the user has agreed: it does not come back."""
        confirm(
            self._window,
            self.tr("Remove painting"),
            filled(self.tr("Remove the painting {name} for good?"), name=shortened(title(entry))),
            filled(
                self.tr("Painted on {when}. Files you saved stay where they are."), when=painted_when(entry)
            ),
            self.tr("Remove"),
            partial(self._remove, entry),
        )

    def _remove(self, entry: Entry) -> None:
        self._run(partial(self._store.remove, entry), lambda _nothing: self.model.remove(entry.id))

    def _change(self, entry: Entry, **changes: object) -> None:
        self._changes.change(entry.id, **changes)

    def _load_thumbnail(self, entry: Entry) -> None:
        def came(image: QImage) -> None:
            self.model.set_image(entry.id, image)

        # One that cannot be read stays the drawing that stands in its place.
        self._tasks.run(
            partial(pictures_worker.thumbnail, entry.thumbnail, _EDGE), came, lambda _failure: None
        )

    def _run(self, work: Callable[[], object], done: Callable[..., object]) -> None:
        self._tasks.run(work, done, self._tell)

    def _tell(self, failure: Failure) -> None:
        self.said.emit(failure.sentence, "error")
