"""Save as: the dialog, the work in the pool, and whether the last picture is safe."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from nst_engine.result import Result
from nst_gui.dialogs.save_dialog import SaveDialog, SaveOrder
from nst_gui.settings import WindowSettings
from nst_gui.workers import pictures_worker
from nst_gui.workers.outgoing_files import Source
from nst_gui.workers.pictures_worker import Painted, Saved
from nst_gui.workers.render_worker import SoFar
from nst_gui.workers.tasks import Failure, Tasks


class Saver(QObject):
    """Knows the last result and whether it was saved. ``said`` carries sentences for the message bar."""

    said = Signal(str, str)
    savingChanged = Signal(bool)

    def __init__(self, tasks: Tasks, settings: WindowSettings, window: QWidget) -> None:
        super().__init__(window)
        self._tasks, self._settings, self._window = tasks, settings, window
        self._result: Result | None = None
        self._unsaved = False
        self._saving = False
        self._preparing = False
        #: The last file could not be written; set before ``savingChanged`` says that it is over.
        self.failed = False

    @property
    def unsaved(self) -> bool:
        """There is a picture that is in no file yet."""
        return self._unsaved

    @property
    def saving(self) -> bool:
        """A file is being written."""
        return self._saving

    def offer(self, result: Result) -> None:
        """A run has given a picture, or it has another finish now: it is in no file yet."""
        self._result, self._unsaved = result, True

    def offer_earlier(self, result: Result) -> None:
        """A painting of the history is shown: it can be saved, and is not lost when it is not."""
        self._result, self._unsaved = result, False

    def go_on_from(self, other: Saver) -> None:
        """Offer the picture that ``other`` offers."""
        self._result, self._unsaved = other._result, other._unsaved

    @property
    def result(self) -> Result | None:
        """The picture that can be saved."""
        return self._result

    @property
    def has_picture(self) -> bool:
        """There is something to save."""
        return self._result is not None

    def save_as(self, then: Callable[[], object] | None = None) -> None:
        """Ask where and how, save, then call ``then`` – unless the user gives up or it cannot be saved."""
        if self._result is None or self._saving:
            return
        self._ask(self._result, then)

    def save(self, source: Source) -> None:
        """Ask where and how to save ``source``, and do it. What a run has painted so far stays unsaved: the
        run goes on.
        """
        if self._preparing or self._saving:
            return
        if isinstance(source, SoFar):
            self._save_so_far(source)
        else:
            self._ask(source, None)

    def _save_so_far(self, so_far: SoFar) -> None:
        self._preparing = True
        self._tasks.run(
            partial(pictures_worker.picture_so_far, so_far), self._so_far_ready, self._so_far_failed
        )

    def _so_far_ready(self, painted: Painted) -> None:
        self._preparing = False
        self._ask(painted, None)

    def _so_far_failed(self, failure: Failure) -> None:
        self._preparing = False
        self.said.emit(failure.sentence, "error")

    def _ask(self, result: Result | Painted, then: Callable[[], object] | None) -> None:
        folder = self._settings.folder("save")
        dialog = SaveDialog(result, folder, self._tasks, self._settings.export_choices(), self._window)
        dialog.ordered.connect(partial(self._save, result, then))
        dialog.open()

    def _save(self, result: Result | Painted, then: Callable[[], object] | None, order: SaveOrder) -> None:
        self.failed = False
        self._set_saving(True)
        self._settings.remember_folder("save", order.path.parent)
        self._settings.set_export_choices(order.choices)
        self._tasks.run(
            partial(
                pictures_worker.save_result,
                result,
                order.path,
                order.options,
                overwrite=order.overwrite,
            ),
            partial(self._saved, result, then),
            self._failed,
        )

    def _saved(self, result: Result | Painted, then: Callable[[], object] | None, saved: Saved) -> None:
        if result is self._result:
            self._unsaved = False
        self.said.emit(self.tr("Saved as {path}.").format(path=saved.path), "info")
        for notice in saved.notices:
            self.said.emit(notice, "warning")
        self._set_saving(False)
        if then is not None:
            then()

    def _failed(self, failure: Failure) -> None:
        self.failed = True
        self.said.emit(failure.sentence, "error")
        self._set_saving(False)

    def _set_saving(self, saving: bool) -> None:
        self._saving = saving
        self.savingChanged.emit(saving)
