"""Which painting stands on the canvas: it, and no other, is what is saved, copied and dragged out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from nst_engine.result import Result
from nst_gui.finishing import Finisher
from nst_gui.history import History
from nst_gui.models.run_state import CAN_CAPTURE, RunState
from nst_gui.run_presenter import RunPresenter
from nst_gui.saving import Saver
from nst_gui.timeline import Timeline
from nst_gui.workers.controller import Controller
from nst_gui.workers.finish_worker import Finished
from nst_gui.workers.history_worker import Reopened
from nst_gui.workers.outgoing_files import Source
from nst_gui.workers.render_worker import SoFar

#: Longer, in milliseconds, nobody should wait for the picture of a run without a word.
_PATIENCE_MS: Final = 400


class OnCanvas(QObject):
    """Puts paintings on the canvas, and fetches the one that is there.

    While something is painted that is the picture so far: the run pauses for as long as it takes to hand it
    over. ``changed`` says that another painting may be there, ``said`` carries a sentence and its kind.
    """

    changed = Signal()
    said = Signal(str, str)

    def __init__(
        self,
        controller: Controller,
        saver: Saver,
        history: History,
        presenter: RunPresenter,
        timeline: Timeline,
        finisher: Finisher,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._controller, self._saver, self._history = controller, saver, history
        self._presenter, self._timeline, self._finisher = presenter, timeline, finisher
        #: Who waits for the picture of the run, each once.
        self._waiting: list[Callable[[Source], object]] = []
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(_PATIENCE_MS)
        self._patience.timeout.connect(self._say_wait)
        controller.succeeded.connect(self._result_came)
        controller.captured.connect(self._captured)
        controller.ended.connect(self._ended)
        finisher.finished.connect(self._finish_came)
        history.reopened.connect(self.show_earlier)
        presenter.viewChanged.connect(self._view_changed)
        presenter.cameBack.connect(self._came_back)

    # ---- what is there ----------------------------------------------------------------------------

    @property
    def of_run(self) -> bool:
        """The canvas shows what is being painted."""
        return self._controller.active and self._presenter.shows_run

    @property
    def available(self) -> bool:
        """There is a painting on the canvas that can be fetched now."""
        if self.of_run:
            return self._controller.state in CAN_CAPTURE
        return self._saver.has_picture and self._presenter.shows_painting

    def fetch(self, then: Callable[[Source], object]) -> None:
        """Call ``then`` with the painting on the canvas: now, or as soon as the run has handed it over."""
        if not self.available:
            return
        if not self.of_run:
            self._hand_over([then])
        elif self._controller.so_far is not None:
            then(self._controller.so_far)
        elif then not in self._waiting:
            self._waiting.append(then)
            self._patience.start()
            self._controller.capture()

    def _hand_over(self, receivers: list[Callable[[Source], object]]) -> None:
        result = self._saver.result
        for receiver in receivers if result is not None else ():
            receiver(result)

    def _take_waiting(self) -> list[Callable[[Source], object]]:
        waiting, self._waiting = self._waiting, []
        self._patience.stop()
        return waiting

    def _captured(self, so_far: SoFar | None) -> None:
        if so_far is None and self._controller.state is RunState.RUNNING:
            self._controller.capture()  # it was between two scales: the next iteration has it
            return
        for receiver in self._take_waiting():
            if so_far is not None:
                receiver(so_far)

    def _ended(self) -> None:
        waiting = self._take_waiting()
        if self._controller.state is not RunState.FAILED:
            self._hand_over(waiting)  # what it came to, which is there now

    def _say_wait(self) -> None:
        self.said.emit(self.tr("One moment: the picture so far comes after this iteration."), "info")

    # ---- what comes there -------------------------------------------------------------------------

    def show_earlier(self, opened: Reopened) -> None:
        """Show a painting of the history, unless something is being painted."""
        if self._controller.active:
            self.said.emit(self.tr("Earlier paintings can be shown when this one is done."), "info")
            return
        warning = self.tr(
            "The painting that is shown could not be kept and is in no file: save it first, or choose the "
            "other one again to give it up."
        )
        if self._saver.unsaved and self._history.warns(warning):
            return
        # What was shown before is in the history, too: nothing is lost.
        self._finisher.forget()
        self._saver.offer_earlier(opened.result)
        self._presenter.show_earlier(opened.shown, opened.photograph)
        self._timeline.reopened(opened.entry, opened.result.recipe)
        self.changed.emit()

    def may_begin(self) -> bool:
        """Whether a run may take the place of the painting that is there; a warning comes first, once, where
        that one is nowhere else.
        """
        warning = self.tr(
            "The last painting could not be kept and is in no file: save it first, or start again to give "
            "it up."
        )
        return not (self._saver.unsaved and self._history.warns(warning))

    def _finish_came(self, finished: Finished) -> None:
        self._history.keep_finish(finished)
        self._saver.offer(finished.result)
        self._presenter.show_finished(finished.shown)
        self._timeline.refinish(finished.result.recipe)
        self.changed.emit()

    def _result_came(self, result: Result) -> None:
        self._history.keep(result, self._controller.stages)
        self._timeline.expect(result)
        self._saver.offer(result)
        self.changed.emit()

    def _view_changed(self) -> None:
        if not self._presenter.shows_painting:
            self._finisher.set_aside()

    def _came_back(self) -> None:
        if self._presenter.shows_painting:
            self._finisher.take_up()

    def shutdown(self) -> None:
        """The window ends."""
        self._take_waiting()
