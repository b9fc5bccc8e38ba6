"""Sentences about what could not be used, for as long as they matter."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QObject

#: Files of one drop that could not be used and are named, each with its reason.
_MOST_TOLD: Final = 3


class Complaints(QObject):
    """Knows which sentences are over once something could be used: those from before it was asked for.

    What is said about the very files that were half of use stays until the next are.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._old: list[str] = []
        self._new: list[str] = []

    def begin(self) -> None:
        """Something is asked for: whatever has been said belongs to what was asked for before."""
        self._old += self._new
        self._new = []

    def add(self, sentence: str) -> None:
        """This was said about what is asked for now."""
        self._new.append(sentence)

    def settle(self) -> tuple[str, ...]:
        """What is asked for could be used: the sentences that are over."""
        over, self._old = tuple(self._old), []
        return tuple(sentence for sentence in over if sentence not in self._new)

    def about(self, problems: Sequence[str], taken: int, given: int) -> list[str]:
        """What to say of ``given`` files: ``problems`` with some, while ``taken`` others could be used.

        The one that is said last is the first to be seen.
        """
        told, untold = list(problems[:_MOST_TOLD]), len(problems) - _MOST_TOLD
        rest = [self.tr("%n more files could not be used.", "", untold)] if untold > 0 else []
        if taken and problems:
            of_all = self.tr("%n of {count} files were taken.", "", taken).format(count=given)
            return [" ".join((of_all, *told, *rest))]
        return rest + told
