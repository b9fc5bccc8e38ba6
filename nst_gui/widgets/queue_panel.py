"""The queue as a panel: what waits, what is painted, what is done, and buttons to change it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final, Literal

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter, QPalette, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLabel,
    QListView,
    QMenu,
    QPushButton,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from nst_gui import icons, theme
from nst_gui.forecast_words import span
from nst_gui.models.queue_model import ITEM, ItemState, QueueItem
from nst_gui.painting_queue import PaintingQueue
from nst_gui.widgets.buttons import tool_button
from nst_gui.words import pixels

_Index = QModelIndex | QPersistentModelIndex
_SIGNS: Final = {
    ItemState.WAITING: ("clock", None),
    ItemState.PAINTING: ("start", "info"),
    ItemState.DONE: ("fits", "good"),
    ItemState.STOPPED: ("stop", "warning"),
    ItemState.FAILED: ("error", "error"),
    ItemState.MISSING: ("warning", "warning"),
}


class _Rows(QStyledItemDelegate):
    """A sign for the state, then the title, and below it the state in words."""

    def sizeHint(self, option: QStyleOptionViewItem, _index: _Index) -> QSize:
        return QSize(20 * theme.SPACE, 2 * option.fontMetrics.height() + 2 * theme.SPACE)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        item: QueueItem = index.data(ITEM)
        colours, line = option.palette, option.fontMetrics.height()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            fill = theme.mix(
                colours.color(QPalette.ColorRole.Base), colours.color(QPalette.ColorRole.Highlight), 0.3
            )
            painter.fillRect(option.rect, fill)
        if option.state & QStyle.StateFlag.State_HasFocus:
            # Among several that are selected, the keyboard is on one.
            painter.setPen(colours.color(QPalette.ColorRole.Highlight))
            painter.drawRect(QRectF(option.rect).adjusted(0.5, 0.5, -0.5, -0.5))
        rect = QRectF(option.rect).adjusted(theme.SPACE, theme.SPACE, -theme.SPACE, -theme.SPACE)
        name, tone = _SIGNS[item.state]
        ink = theme.secondary_text(colours) if tone is None else theme.kind_colour(tone, colours)
        icons.paint(painter, name, QRectF(rect.left(), rect.top() + line / 2, line, line), ink)
        words = rect.adjusted(line + theme.SPACE, 0, 0, 0)
        painter.setPen(colours.color(QPalette.ColorRole.Text))
        self._draw(painter, option, words.adjusted(0, 0, 0, -line), item.title)
        painter.setPen(theme.secondary_text(colours))
        self._draw(painter, option, words.adjusted(0, line, 0, 0), self._second_line(index, item))
        painter.restore()

    @staticmethod
    def _second_line(index: _Index, item: QueueItem) -> str:
        model = index.model()
        state = model.state_text(item)
        return f"{state}: {item.message}" if item.message else f"{state} · {pixels(*item.recipe.output_size)}"

    @staticmethod
    def _draw(painter: QPainter, option: QStyleOptionViewItem, rect: QRectF, text: str) -> None:
        shown = option.fontMetrics.elidedText(text, Qt.TextElideMode.ElideRight, int(rect.width()))
        painter.drawText(rect, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)


class QueuePanel(QWidget):
    """Shows and changes a :class:`PaintingQueue`; ``findRequested`` carries an item that lacks a picture."""

    findRequested = Signal(object)

    def __init__(self, queue: PaintingQueue, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._queue = queue
        self.list = QListView(self)
        self.list.setModel(queue.model)
        self.list.setItemDelegate(_Rows(self.list))
        self.list.setUniformItemSizes(True)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.list.setAccessibleName(self.tr("Queue of paintings"))
        self.list.setAccessibleDescription(
            self.tr("Delete takes out what is selected; Alt with the up and down arrows moves it")
        )
        self.start_button = QPushButton(self)
        self.start_button.clicked.connect(self._start_or_halt)
        self._words = QLabel(self)
        self._words.setWordWrap(True)
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self.buttons = {
            "up": self._tool("up", self.tr("Earlier"), partial(self._move, -1)),
            "down": self._tool("down", self.tr("Later"), partial(self._move, 1)),
            "again": self._tool("reset", self.tr("Again"), lambda: queue.repeat(self.selected())),
            "remove": self._tool("remove", self.tr("Take out"), self._take_out),
        }
        self.find_button = QPushButton(self.tr("Find pictures…"), self)
        self.find_button.setToolTip(self.tr("Show where the pictures are that this painting is made from"))
        self.find_button.clicked.connect(self._find)
        self.clear_button = self._make_clear_button()
        directions: tuple[tuple[str, Literal[-1, 1]], ...] = (("Alt+Up", -1), ("Alt+Down", 1))
        for keys, by in directions:
            # The list itself would take the arrows for its own.
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(partial(self._move, by))
        self._arrange()
        queue.changed.connect(self._refresh)
        self.list.selectionModel().selectionChanged.connect(self._refresh)
        self._refresh()

    def _tool(self, icon: str, text: str, do: Callable[[], object]) -> QToolButton:
        button = tool_button(self, icon, text, text)
        button.clicked.connect(lambda _checked=False: do())
        return button

    def _make_clear_button(self) -> QPushButton:
        button, menu = QPushButton(self.tr("Clear"), self), QMenu(self)
        button.setToolTip(self.tr("Take out what is done, or everything; what is being painted stays"))
        self.clear_done = menu.addAction(self.tr("&Clear done"))
        self.clear_done.triggered.connect(lambda _checked=False: self._queue.take_out_done())
        self.empty = menu.addAction(self.tr("&Empty the queue"))
        self.empty.triggered.connect(lambda _checked=False: self._queue.empty())
        button.setMenu(menu)
        return button

    def _arrange(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.SPACE, theme.SPACE, theme.SPACE, theme.SPACE)
        layout.setSpacing(theme.SPACE)
        layout.addWidget(self._words)
        layout.addWidget(self.list, 1)
        layout.addWidget(self.find_button)
        line = QHBoxLayout()
        line.setSpacing(theme.HALF_SPACE)
        line.addWidget(self.start_button)
        line.addStretch(1)
        for button in self.buttons.values():
            line.addWidget(button)
        line.addWidget(self.clear_button)
        layout.addLayout(line)

    def selected(self) -> set[int]:
        """The numbers of the items that are selected."""
        return {index.data(ITEM).number for index in self.list.selectedIndexes()}

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self.selected():
            self._take_out()
        else:
            super().keyPressEvent(event)

    def _take_out(self) -> None:
        rows = [index.row() for index in self.list.selectedIndexes()]
        self._queue.take_out(self.selected())
        left = self._queue.model.rowCount()
        if rows and left:
            # As with a single selection: the keyboard goes on from where it was.
            self.list.setCurrentIndex(self._queue.model.index(min(*rows, left - 1)))

    def _move(self, by: Literal[-1, 1]) -> None:
        self._queue.move(self.selected(), by)

    def _find(self) -> None:
        item = self._lacking()
        if item is not None:
            self.findRequested.emit(item)

    def _lacking(self) -> QueueItem | None:
        """The first item selected that lacks a picture, else the first of all that do."""
        items = [item for item in self._queue.model.items if item.state is ItemState.MISSING]
        selected = self.selected()
        return next((item for item in items if item.number in selected), next(iter(items), None))

    def _start_or_halt(self) -> None:
        if self._queue.running:
            self._queue.halt()
        else:
            self._queue.start()

    def _refresh(self) -> None:
        model, running = self._queue.model, self._queue.running
        waiting = model.count(ItemState.WAITING)
        self.start_button.setText(self.tr("Hold the queue") if running else self.tr("Paint the queue"))
        self.start_button.setToolTip(
            self.tr("Begin nothing new; the present painting is finished")
            if running
            else self.tr("Paint what waits, one after the other")
        )
        self.start_button.setEnabled(running or waiting > 0)
        done, painting = model.count(ItemState.DONE), model.count(ItemState.PAINTING)
        self.clear_done.setEnabled(done > 0)
        self.empty.setEnabled(model.rowCount() > painting)
        self.clear_button.setEnabled(self.empty.isEnabled())
        self.find_button.setVisible(self._lacking() is not None)
        self._refresh_buttons()
        self._words.setText(self._summary(waiting))

    def _refresh_buttons(self) -> None:
        """Those can be pressed that would do something to what is selected."""
        model, selected = self._queue.model, self.selected()
        states = {item.state for item in model.items if item.number in selected}
        self.buttons["up"].setEnabled(model.can_move(selected, -1))
        self.buttons["down"].setEnabled(model.can_move(selected, 1))
        self.buttons["again"].setEnabled(bool(states - {ItemState.WAITING, ItemState.PAINTING}))
        self.buttons["remove"].setEnabled(bool(states - {ItemState.PAINTING}))

    def _summary(self, waiting: int) -> str:
        model = self._queue.model
        if not model.rowCount():
            return self.tr("Queue paintings with Paint ▸ Add to queue, or drop several photographs at once.")
        parts = [self._standing(waiting)]
        failed = model.count(ItemState.FAILED)
        if failed:
            parts.append(self.tr("{failed} could not be painted").format(failed=failed))
        missing = model.count(ItemState.MISSING)
        if missing:
            parts.append(self.tr("%n lack a picture", "", missing))
        left = self._queue.seconds_left()
        if left is not None:
            parts.append(self.tr("about {time} left").format(time=span(left)))
        return ", ".join(parts)

    def _standing(self, waiting: int) -> str:
        if waiting and self._queue.from_last_time:
            return self.tr("%n paintings are waiting from last time", "", waiting)
        done = self._queue.model.count(ItemState.DONE)
        return self.tr("{done} done, {waiting} waiting").format(done=done, waiting=waiting)
