"""Earlier paintings that fit some words, or a star: what a view shows of the history."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import (
    QAbstractItemModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSortFilterProxyModel,
)

from nst_gui.models.history_model import ENTRY
from nst_gui.models.history_store import Entry, Record

_Index = QModelIndex | QPersistentModelIndex
_NOWHERE: Final = QModelIndex()


def text_of(record: Record) -> str:
    """What is looked through, case-folded: the note, and the names of the pictures."""
    recipe = record.recipe
    pictures = (recipe.content, *(style.picture for style in recipe.styles))
    return " ".join((record.note, *(Path(picture.name).stem for picture in pictures))).casefold()


def fits(entry: Entry, words: tuple[str, ...], starred_only: bool, text: str | None = None) -> bool:
    """Whether all ``words`` (case-folded) are in the text of ``entry``; ``text`` where that is known."""
    if starred_only and not entry.record.starred:
        return False
    if not words:
        return True
    searched = text_of(entry.record) if text is None else text
    return all(word in searched for word in words)


class HistoryFilter(QSortFilterProxyModel):
    """Rows of a history model that fit; all of them at first."""

    def __init__(self, source: QAbstractItemModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words: tuple[str, ...] = ()
        self._starred_only = False
        #: Made once for each record: a letter is typed faster than a thousand texts are put together.
        self._texts: dict[str, tuple[Record, str]] = {}
        self.setSourceModel(source)

    @property
    def active(self) -> bool:
        """Whether anything may be left out."""
        return bool(self._words) or self._starred_only

    def set_words(self, text: str) -> None:
        """Only paintings with all words of ``text``, upper and lower case alike."""
        words = tuple(text.casefold().split())
        if words != self._words:
            self.beginFilterChange()
            self._words = words
            self.endFilterChange(QSortFilterProxyModel.Direction.Rows)

    def set_starred_only(self, starred_only: bool) -> None:
        """Only paintings with a star, or all."""
        if starred_only != self._starred_only:
            self.beginFilterChange()
            self._starred_only = starred_only
            self.endFilterChange(QSortFilterProxyModel.Direction.Rows)

    def filterAcceptsRow(self, row: int, parent: _Index) -> bool:
        if not self.active:
            return True
        entry: Entry | None = self.sourceModel().index(row, 0, parent).data(ENTRY)
        return entry is None or fits(entry, self._words, self._starred_only, self._text(entry))

    def _text(self, entry: Entry) -> str:
        known = self._texts.get(entry.id)
        if known is None or known[0] is not entry.record:
            known = self._texts[entry.id] = (entry.record, text_of(entry.record))
        return known[1]
