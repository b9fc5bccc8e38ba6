"""Export stages: the dialog, the work in the pool, its progress and its end."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from nst_engine.making_of import Order
from nst_engine.recipe import Recipe
from nst_engine.stages import Stages
from nst_engine.token import Token
from nst_gui.dialogs.export_stages import ExportStagesDialog
from nst_gui.settings import WindowSettings
from nst_gui.timeline import Timeline
from nst_gui.workers import stages_worker
from nst_gui.workers.tasks import Failure, Tasks


class StageExporter(QObject):
    """Makes animations and numbered pictures of what ``timeline`` shows.

    ``said`` carries a sentence and its kind.
    """

    said = Signal(str, str)
    #: Pictures that are made, of how many; emitted in the pool.
    _progressed = Signal(object, int, int)

    def __init__(self, timeline: Timeline, tasks: Tasks, settings: WindowSettings, window: QWidget) -> None:
        super().__init__(window)
        self._timeline, self._tasks, self._settings, self._window = timeline, tasks, settings, window
        self._dialog: ExportStagesDialog | None = None
        self._token = Token()
        self._progressed.connect(self._show_progress)

    def open(self) -> None:
        """Ask what to make, and make it."""
        stages, recipe = self._timeline.stages, self._timeline.recipe
        if stages is None or recipe is None or self._dialog is not None:
            return
        folder = self._settings.folder("stages")
        dialog = ExportStagesDialog(len(stages), recipe, folder, self._tasks, self._window)
        # What the dialog was opened for, whatever the window shows by then.
        dialog.ordered.connect(lambda order: self._make(stages, recipe, order))
        dialog.givenUp.connect(lambda: self._token.stop())
        dialog.finished.connect(self._forget)
        self._dialog = dialog
        dialog.open()

    def _make(self, stages: Stages, recipe: Recipe, order: Order) -> None:
        self._token = token = Token()
        told = partial(self._progressed.emit, token)
        work = partial(stages_worker.export, stages, recipe, order, token, told)
        self._tasks.run(work, partial(self._made, order, token), partial(self._failed, token))

    def _show_progress(self, token: Token, done: int, total: int) -> None:
        if token is self._token and self._dialog is not None:
            self._dialog.show_progress(done, total)

    def _made(self, order: Order, token: Token, notices: tuple[str, ...] | None) -> None:
        if notices is None:
            return  # it was given up
        self._settings.remember_folder("stages", order.path.absolute().parent)
        self.said.emit(self.tr("Saved as {path}.").format(path=order.path), "info")
        for notice in notices:
            self.said.emit(notice, "warning")
        if token is self._token and self._dialog is not None:
            self._dialog.finish()

    def _failed(self, token: Token, failure: Failure) -> None:
        if token is self._token and self._dialog is not None:
            self._dialog.show_failure(failure.sentence)
        else:
            self.said.emit(failure.sentence, "error")

    def _forget(self) -> None:
        self._dialog = None

    def shutdown(self) -> None:
        """The window ends: what is being made is given up, and leaves no file."""
        self._token.stop()
