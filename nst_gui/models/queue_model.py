"""Paintings to be made one after the other, as a list for views. Knows nothing of how they are painted."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from nst_engine.plan import Limits
from nst_engine.recipe import Recipe
from nst_gui.picture_names import picture_name
from nst_gui.plain_text import as_written
from nst_gui.words import pixels

_Index = QModelIndex | QPersistentModelIndex
_NOWHERE: Final = QModelIndex()
ITEM: Final = Qt.ItemDataRole.UserRole + 20


class ItemState(StrEnum):
    """Where an item of the queue stands."""

    WAITING = "waiting"
    PAINTING = "painting"
    DONE = "done"
    STOPPED = "stopped"
    FAILED = "failed"
    #: A picture it is painted from is not there; it waits again once that was found.
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class QueueItem:
    """One painting to be made. ``message`` says why it failed, ``seconds`` how long it took."""

    number: int
    recipe: Recipe
    limits: Limits
    state: ItemState = ItemState.WAITING
    message: str = ""
    seconds: float | None = None

    @property
    def title(self) -> str:
        """Photograph and paintings, by their names."""
        paintings = " + ".join(picture_name(style.picture) for style in self.recipe.styles)
        return f"{picture_name(self.recipe.content)} – {paintings}"


class QueueModel(QAbstractListModel):
    """Items in the order in which they are painted. ``listChanged`` says that something is different."""

    listChanged = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._items: list[QueueItem] = []
        self._numbers = itertools.count(1)

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._items)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or not 0 <= index.row() < len(self._items):
            return None
        item = self._items[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return item.title
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{item.title}, {self.state_text(item)}"
            case Qt.ItemDataRole.ToolTipRole:
                lines = (item.title, pixels(*item.recipe.output_size), self.state_text(item), item.message)
                return as_written("\n".join(line for line in lines if line))
            case _ if role == ITEM:
                return item
        return None

    def state_text(self, item: QueueItem) -> str:
        """Its state in words."""
        return {
            ItemState.WAITING: self.tr("waiting"),
            ItemState.PAINTING: self.tr("being painted"),
            ItemState.DONE: self.tr("done"),
            ItemState.STOPPED: self.tr("stopped"),
            ItemState.FAILED: self.tr("could not be painted"),
            ItemState.MISSING: self.tr("picture not found"),
        }[item.state]

    @property
    def items(self) -> Sequence[QueueItem]:
        """All of them, in order."""
        return tuple(self._items)

    def count(self, state: ItemState) -> int:
        """How many are in this state."""
        return sum(item.state is state for item in self._items)

    # ---- changes ----------------------------------------------------------------------------------

    def add(self, recipe: Recipe, limits: Limits) -> QueueItem:
        """Put a painting at the end."""
        self.add_all([recipe], limits)
        return self._items[-1]

    def add_all(self, recipes: Iterable[Recipe], limits: Limits) -> int:
        """Put paintings at the end, and say so once; returns how many."""
        new = [QueueItem(next(self._numbers), recipe, limits) for recipe in recipes]
        self._insert(len(self._items), new)
        return len(new)

    def bring_back(self, items: Iterable[QueueItem]) -> None:
        """Put items of last time before all others; each gets a number of today's."""
        self._insert(0, [replace(item, number=next(self._numbers)) for item in items])

    def _insert(self, row: int, items: Sequence[QueueItem]) -> None:
        if items:
            self.beginInsertRows(_NOWHERE, row, row + len(items) - 1)
            self._items[row:row] = items
            self.endInsertRows()
            self.listChanged.emit()

    def take_next(self) -> QueueItem | None:
        """The first one that waits, which is being painted from now on; ``None`` when none waits."""
        item = next((item for item in self._items if item.state is ItemState.WAITING), None)
        return None if item is None else self.mark(item.number, ItemState.PAINTING)

    def mark(
        self,
        number: int,
        state: ItemState,
        message: str = "",
        seconds: float | None = None,
        recipe: Recipe | None = None,
    ) -> QueueItem | None:
        """An item is in another state, ``recipe`` being what it was painted with.

        Returns it as it is now, ``None`` if it is not there any more.
        """
        row = self._row(number)
        if row is None:
            return None
        item = replace(self._items[row], state=state, message=message, seconds=seconds)
        if recipe is not None:
            item = replace(item, recipe=recipe)
        self._items[row] = item
        index = self.index(row)
        self.dataChanged.emit(index, index)
        self.listChanged.emit()
        return item

    def remove(self, number: int) -> bool:
        """Take an item away, unless it is being painted; returns whether it was."""
        row = self._row(number)
        if row is None or self._items[row].state is ItemState.PAINTING:
            return False
        self.beginRemoveRows(_NOWHERE, row, row)
        del self._items[row]
        self.endRemoveRows()
        self.listChanged.emit()
        return True

    def move(self, number: int, by: int) -> bool:
        """Move an item ``by`` places towards the end or the beginning; False where no such place is."""
        row = self._row(number)
        if row is None or by == 0 or not 0 <= row + by < len(self._items):
            return False
        # Qt counts the place before which it goes while the item is still where it was.
        self.beginMoveRows(_NOWHERE, row, row, _NOWHERE, row + by + (by > 0))
        self._items.insert(row + by, self._items.pop(row))
        self.endMoveRows()
        self.listChanged.emit()
        return True

    def repeat(self, number: int) -> bool:
        """Let an item that was painted, or could not be, wait again; returns whether it does."""
        row = self._row(number)
        if row is None or self._items[row].state in (ItemState.WAITING, ItemState.PAINTING):
            return False
        self.mark(number, ItemState.WAITING)
        return True

    def clear_done(self) -> None:
        """Take everything away that is done."""
        for item in self.items:
            if item.state is ItemState.DONE:
                self.remove(item.number)

    def _row(self, number: int) -> int | None:
        return next((row for row, item in enumerate(self._items) if item.number == number), None)
