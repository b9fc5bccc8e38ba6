"""Names for new files that are not taken yet: a disk may be slow, and many may be."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from nst_gui.workers.tasks import Failure, Tasks


class FreeNames(QObject):
    """Looks for one name at a time, off this thread; of those asked for meanwhile only the last counts.

    ``found`` carries the path that was asked for last.
    """

    found = Signal(object)

    def __init__(self, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._wanted: Callable[[], Path] | None = None
        self._looking = False

    def ask(self, look: Callable[[], Path]) -> None:
        """Have ``look()`` find a path, such as a :func:`functools.partial` of :func:`free_name`."""
        self._wanted = look
        self._go_on()

    def forget(self) -> None:
        """No name is wanted any more: nothing is said, now or when what is under way ends."""
        self._wanted = None

    def _go_on(self) -> None:
        if self._wanted is not None and not self._looking:
            self._looking = True
            self._tasks.run(
                self._wanted, partial(self._came, self._wanted), partial(self._failed, self._wanted)
            )

    def _came(self, look: Callable[[], Path], path: Path) -> None:
        self._looking = False
        if look is self._wanted:
            self._wanted = None
            self.found.emit(path)
        else:
            self._go_on()

    def _failed(self, look: Callable[[], Path], _failure: Failure) -> None:
        # A name that no file can have is refused, with a sentence, when something is saved under it.
        self._looking = False
        if look is self._wanted:
            self._wanted = None
        else:
            self._go_on()
