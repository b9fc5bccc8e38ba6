"""Closing without losing a picture: asks, stops or saves first, then closes for good."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from nst_gui.dialogs.close_question import AtStake, Choice, CloseQuestion
from nst_gui.models.run_state import RunState
from nst_gui.painting_queue import PaintingQueue
from nst_gui.saving import Saver
from nst_gui.workers.controller import Controller


class Closing(QObject):
    """Decides whether the window may close now; if not, asks, and closes it when it may.

    The question follows what happens while it is open: a run may end, and the next of the queue begin.
    """

    def __init__(
        self,
        controller: Controller,
        saver: Saver,
        queue: PaintingQueue,
        forget_restart: Callable[[], object],
        lost: Callable[[], bool],
        window: QWidget,
    ) -> None:
        """``forget_restart`` gives up a run that waits for the present one to stop; ``lost`` tells whether
        the last painting is only where it is shown, and in no history.
        """
        super().__init__(window)
        self._controller, self._saver, self._queue, self._window = controller, saver, queue, window
        self._forget_restart, self._lost = forget_restart, lost
        self._question: CloseQuestion | None = None
        self._answer = Choice.STAY
        self._save_when_ended = False
        self._close_when_saved = False
        self._queue_given_up = False
        controller.ended.connect(self._on_ended)
        saver.savingChanged.connect(self._on_saving)
        for news in (controller.stateChanged, controller.ended, queue.changed):
            news.connect(self.follow)

    def may_close(self) -> bool:
        """Whether nothing would be lost; else the user is asked and the window closed later."""
        if self._saver.saving:
            self._close_when_saved = True
            return False
        if self._answer is Choice.LEAVE:
            return not self._controller.active
        queue = self._queue_at_stake and not self._queue_given_up
        if not self._controller.active and not self._saver.unsaved and not queue:
            return True
        if self._question is None:
            self._ask()
        return False

    @property
    def may_be_replaced(self) -> bool:
        """Whether another window could go on where this one is, and nothing would be lost."""
        return not (self._controller.active or self._saver.saving or self._queue_at_stake)

    @property
    def _queue_at_stake(self) -> bool:
        return bool(self._queue.waiting) and not self._queue.is_kept()

    def call_off(self) -> None:
        """The window is wanted again: what was answered before does not close it any more."""
        if self._question is not None:
            self._question.keep_button.click()
        self._answer = Choice.STAY
        self._save_when_ended = self._close_when_saved = False
        self._queue.stay()

    # ---- the question -----------------------------------------------------------------------------

    def _ask(self) -> None:
        self._question = CloseQuestion(self._at_stake(), self._window)
        self._question.chosen.connect(self._chosen)
        self._question.open()

    def _at_stake(self) -> AtStake:
        return AtStake(
            painting=self._controller.active,
            unsaved=self._saver.unsaved,
            lost=self._lost(),
            waiting=self._queue.waiting,
            kept=self._queue.is_kept(),
        )

    def follow(self, *_news: object) -> None:
        """Say in the question, if one is open, how things are now."""
        if self._question is not None:
            self._question.show_stake(self._at_stake())

    def _chosen(self, choice: Choice) -> None:
        self._question, self._answer = None, choice
        self._save_when_ended = False
        if choice is Choice.STAY:
            return
        # The next one must not begin while this one is saved; what waits stays, should saving be given up.
        if choice is Choice.LEAVE:
            self._queue.leave()
        else:
            self._queue.halt()
        self._forget_restart()
        if choice is Choice.SAVE and self._controller.active and self._saver.unsaved:
            # The picture of the run before comes first: the one being painted will take its place.
            self._saver.save_as(then=self._end_and_save)
        elif choice is Choice.SAVE:
            self._end_and_save()
        else:
            self._end()

    # ---- what was answered ------------------------------------------------------------------------

    def _end_and_save(self) -> None:
        if self._answer is Choice.SAVE:
            self._save_when_ended = True
            self._end()

    def _end(self) -> None:
        if self._controller.active:
            self._controller.stop()
        else:
            self._on_ended()

    def _on_ended(self) -> None:
        if self._answer is Choice.LEAVE:
            self._window.close()
        elif self._save_when_ended:
            self._save_when_ended = False
            if self._saver.unsaved:
                self._saver.save_as(then=self._close_as_answered)
            elif self._controller.state is RunState.STOPPED:
                self._close_as_answered()  # stopped before anything was painted: there is nothing to save

    def _close_as_answered(self) -> None:
        if self._answer is Choice.SAVE:
            self._queue_given_up = True  # the question said so; another one, later, will say it again
            self._window.close()
            self._queue_given_up = False

    def _on_saving(self, saving: bool) -> None:
        if not saving and self._close_when_saved:
            self._close_when_saved = False
            if not self._saver.failed:  # else the window stays, and says why there is no file
                self._window.close()
