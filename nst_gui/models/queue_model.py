"""Paintings to be made one after the other, as a list for views. Knows nothing of how they are painted."""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, Final, Literal

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
            self._put_in(row, items)
            self.listChanged.emit()

    def _put_in(self, row: int, items: Sequence[QueueItem]) -> None:
        self.beginInsertRows(_NOWHERE, row, row + len(items) - 1)
        self._items[row:row] = items
        self.endInsertRows()

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

    def remove(self, numbers: Collection[int]) -> int:
        """Take items away but the one that is being painted; returns how many went."""
        stay = [
            item for item in self._items if item.number not in numbers or item.state is ItemState.PAINTING
        ]
        count = len(self._items) - len(stay)
        self.become(stay)
        return count

    def move(self, numbers: Collection[int], by: Literal[-1, 1]) -> bool:
        """Move items one place towards the beginning (-1) or the end (1); returns whether any was moved.

        Those at the end of the list stay, and so do those right beside them: the others catch up.
        """
        moved = list(self._items[::-by])
        for place in range(1, len(moved)):
            if moved[place].number in numbers and moved[place - 1].number not in numbers:
                moved[place - 1 : place + 1] = moved[place], moved[place - 1]
        return self.become(moved[::-by])

    def can_move(self, numbers: Collection[int], by: Literal[-1, 1]) -> bool:
        """Whether :meth:`move` would move any."""
        chosen = [item.number in numbers for item in self._items[::-by]]
        return any(after and not before for before, after in itertools.pairwise(chosen))

    def become(self, items: Sequence[QueueItem]) -> bool:
        """Hold just ``items``, in their order; returns whether that is anything new.

        Views keep what is selected in them: only what differs goes, comes, moves or is said to be different.
        """
        if list(items) == self._items:
            return False
        wanted = {item.number for item in items}
        for first, last in reversed(_runs(item.number not in wanted for item in self._items)):
            self.beginRemoveRows(_NOWHERE, first, last)
            del self._items[first : last + 1]
            self.endRemoveRows()
        here = {item.number for item in self._items}
        for first, last in _runs(item.number not in here for item in items):
            # Those before them may stand in another order yet, but there are as many of them.
            self._put_in(first, items[first : last + 1])
        for row, item in enumerate(items):
            if self._items[row].number != item.number:
                self._bring(item.number, row)
            if self._items[row] != item:
                self._items[row] = item
                self.dataChanged.emit(self.index(row), self.index(row))
        self.listChanged.emit()
        return True

    def _bring(self, number: int, row: int) -> None:
        """Move an item that stands further down up to ``row``."""
        now = self._row(number)
        if now is not None:
            self.beginMoveRows(_NOWHERE, now, now, _NOWHERE, row)
            self._items.insert(row, self._items.pop(now))
            self.endMoveRows()

    def repeat(self, numbers: Collection[int]) -> bool:
        """Let items that were painted, or could not be, wait again; returns whether any does."""
        rested = (ItemState.WAITING, ItemState.PAINTING)
        return self.become(
            [
                replace(item, state=ItemState.WAITING, message="", seconds=None)
                if item.number in numbers and item.state not in rested
                else item
                for item in self._items
            ]
        )

    def _row(self, number: int) -> int | None:
        return next((row for row, item in enumerate(self._items) if item.number == number), None)


def _runs(chosen: Iterable[bool]) -> list[tuple[int, int]]:
    """The first and the last row of each run of rows that are ``chosen``."""
    groups = itertools.groupby(enumerate(chosen), key=lambda pair: pair[1])
    rows = ([row for row, _ in group] for taken, group in groups if taken)
    return [(run[0], run[-1]) for run in rows]
