"""Writes what has changed a moment later, off the window's thread; at the end of the window at once."""

from __future__ import annotations

import itertools
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from nst_gui.workers.tasks import Failure, Tasks


class LateWriter(QObject):
    """Calls ``work(number)`` for a job that writes the state of that moment; a higher number is a newer one.

    Nothing is written before :meth:`begin`. ``failed`` carries a ``Failure``, once until a write succeeds.
    """

    failed = Signal(object)

    def __init__(
        self, work: Callable[[int], Callable[[], None]], tasks: Tasks, wait_ms: int, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._work, self._tasks = work, tasks
        self._numbers = itertools.count(1)
        self._begun = self._over = False
        #: The last write did not succeed.
        self.broken = False
        #: Something is different from what is written, or on its way there.
        self.changed = False
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(wait_ms)
        self._soon.timeout.connect(self._write)

    @property
    def begun(self) -> bool:
        return self._begun

    @property
    def waits(self) -> bool:
        """Whether something is to be written in a moment."""
        return self._soon.isActive()

    def begin(self) -> None:
        """What was there before has been read: from now on it may be written over."""
        self._begun = True
        if self.changed:
            self.note()

    def note(self) -> None:
        """Something is different."""
        self.changed = True
        if self._begun and not self._over and not self._soon.isActive():
            self._soon.start()

    def _write(self) -> None:
        self.changed = False
        work = self._work(next(self._numbers))
        self._tasks.run(work, self._written, self._not_written, must_be_done=True)

    def _written(self, _nothing: None) -> None:
        self.broken = False

    def _not_written(self, failure: Failure) -> None:
        if not self.broken:  # said once, not at every change
            self.failed.emit(failure)
        self.broken = self.changed = True

    def shutdown(self) -> None:
        """The window ends, the pool after it: what was changed last is still written. Safe to call twice."""
        self._soon.stop()
        if self._begun and self.changed and not self._over:
            self._write()
        self._over = True
