"""Short jobs off the GUI thread, their answers back on it."""

from __future__ import annotations

import itertools
import logging
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from PySide6.QtCore import QObject, QThreadPool, Signal, Slot

from nst_engine.errors import NstError
from nst_engine.sentences import Sentence
from nst_gui.words import said

_log: Final = logging.getLogger(__name__)
_WORKERS: Final = 2


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a job failed: a sentence for the user, and a trace when it was the program's own fault."""

    sentence: str
    detail: str = ""


def failure_of(error: BaseException) -> Failure:
    """What to tell the user about ``error``; only an unforeseen one carries its trace."""
    if isinstance(error, NstError):
        return Failure(said(error.sentence))
    if isinstance(error, MemoryError):
        return Failure(said(Sentence("There is not enough memory for this; choose a smaller output size.")))
    trace = "".join(traceback.format_exception(error))
    problem = Sentence(
        "Something unexpected went wrong: {kind}: {words}", kind=type(error).__name__, words=str(error)
    )
    return Failure(said(problem), trace)


class Tasks(QObject):
    """A small pool of threads for decoding, hashing, thumbnails and saving.

    ``failed`` speaks for jobs that were started without their own ``on_failed``.
    """

    failed = Signal(object)
    idle = Signal()
    _done = Signal(int, object)
    _broke = Signal(int, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(_WORKERS)
        self._pool.setObjectName("nst-tasks")
        self._numbers = itertools.count()
        self._ended = False
        self._waiting: dict[int, tuple[Callable[[Any], None], Callable[[Failure], None]]] = {}
        #: What must be done and has not begun.
        self._owed: dict[int, Callable[[], Any]] = {}
        # Emitted in a pool thread, received here: the default connection queues them over.
        self._done.connect(self._deliver)
        self._broke.connect(self._deliver_failure)

    def run(
        self,
        work: Callable[[], Any],
        on_done: Callable[[Any], None],
        on_failed: Callable[[Failure], None] | None = None,
        *,
        must_be_done: bool = False,
    ) -> None:
        """Call ``work()`` in the pool, then ``on_done(its result)`` or ``on_failed(why)`` on this thread.

        What ``must_be_done``, such as writing what the user has just made, is done even if the window is
        closed before its turn has come. After :meth:`shutdown` nothing else is begun.
        """
        number = next(self._numbers)
        if self._ended:
            if must_be_done:
                self._work(number, work)
            return
        if must_be_done:
            self._owed[number] = work
        self._waiting[number] = (on_done, on_failed or self.failed.emit)
        self._pool.start(partial(self._work, number, work))

    @property
    def busy(self) -> bool:
        return bool(self._waiting)

    def shutdown(self) -> None:
        """Forget what has not begun, but for what must be done; no answer is delivered any more."""
        self._ended = True
        self._waiting.clear()
        self._pool.clear()
        self._pool.waitForDone()
        for number, work in tuple(self._owed.items()):
            self._work(number, work)

    def _work(self, number: int, work: Callable[[], Any]) -> None:
        self._owed.pop(number, None)
        try:
            result = work()
        except Exception as error:  # noqa: BLE001 - everything is reported to the window
            failure = failure_of(error)
            if failure.detail:
                _log.error("%s", failure.detail)
            self._broke.emit(number, failure)
        else:
            self._done.emit(number, result)

    @Slot(int, object)
    def _deliver(self, number: int, result: object) -> None:
        callbacks = self._waiting.pop(number, None)
        if callbacks is not None:
            callbacks[0](result)
        self._tell_idle()

    @Slot(int, object)
    def _deliver_failure(self, number: int, failure: Failure) -> None:
        callbacks = self._waiting.pop(number, None)
        if callbacks is not None:
            callbacks[1](failure)
        self._tell_idle()

    def _tell_idle(self) -> None:
        if not self._waiting:
            self.idle.emit()
