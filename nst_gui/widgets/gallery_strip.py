"""A strip of paintings that are at hand: one click adds one."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPalette, QPen, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QSizePolicy,
    QStackedLayout,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from nst_gui import theme
from nst_gui.widgets.buttons import tool_button
from nst_gui.widgets.thumbnails import Thumbnail, paint_placeholder

_Index = QModelIndex | QPersistentModelIndex
_THUMBNAIL: Final = Qt.ItemDataRole.UserRole + 1
_KEY: Final = Qt.ItemDataRole.UserRole + 2


@dataclass(frozen=True, slots=True)
class GalleryItem:
    """One painting in the strip; ``tip`` says more about it, such as its credit."""

    key: str
    title: str
    tip: str
    thumb: QImage | None


class _Cards(QStyledItemDelegate):
    """Draws each painting as a small card: thumbnail above title."""

    def sizeHint(self, option: QStyleOptionViewItem, _index: _Index) -> QSize:
        line = option.fontMetrics.height()
        width = max(11 * theme.SPACE, round(line * 6.5))
        height = max(8 * theme.SPACE, round(line * 4.5))
        return QSize(width + 2 * theme.HALF_SPACE, height + line + 3 * theme.HALF_SPACE)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = option.palette
        space = theme.HALF_SPACE
        line = option.fontMetrics.height()
        card = QRectF(option.rect)
        picture = card.adjusted(space, space, -space, -(line + 2 * space))
        self._paint_ground(painter, option, card)
        thumbnail = index.data(_THUMBNAIL)
        if thumbnail.is_null():
            fill = theme.mix(theme.surround(colours), colours.color(QPalette.ColorRole.Window), 0.4)
            paint_placeholder(painter, picture, "painting", fill, theme.secondary_text(colours))
        else:
            thumbnail.paint(painter, picture, cover=True)
        words = QRectF(picture.left(), picture.bottom() + space, picture.width(), line)
        painter.setPen(colours.color(QPalette.ColorRole.WindowText))
        title = option.fontMetrics.elidedText(
            str(index.data(Qt.ItemDataRole.DisplayRole)), Qt.TextElideMode.ElideRight, int(words.width())
        )
        painter.drawText(words, Qt.AlignmentFlag.AlignCenter, title)
        painter.restore()

    @staticmethod
    def _paint_ground(painter: QPainter, option: QStyleOptionViewItem, card: QRectF) -> None:
        colours = option.palette
        state = option.state
        window = colours.color(QPalette.ColorRole.Window)
        inner = card.adjusted(1, 1, -1, -1)
        if state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.mix(window, colours.color(QPalette.ColorRole.WindowText), 0.1))
            painter.drawRoundedRect(inner, theme.RADIUS, theme.RADIUS)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(colours.color(QPalette.ColorRole.Highlight), 2))
            painter.drawRoundedRect(inner, theme.RADIUS, theme.RADIUS)


class _Strip(QListWidget):
    """A list that lies on its side: the wheel scrolls it sideways, Enter chooses."""

    chosen = Signal(QListWidgetItem)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFlow(QListWidget.Flow.LeftToRight)
        self.setWrapping(False)
        self.setUniformItemSizes(True)
        self.setSpacing(0)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # The buttons at both ends, the wheel and the arrow keys move it; a bar would only take height.
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.viewport().setAutoFillBackground(False)
        self.setItemDelegate(_Cards(self))
        self.setTabKeyNavigation(False)

    def card_size(self) -> QSize:
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        return self.itemDelegate().sizeHint(option, QModelIndex())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
        if event.key() in keys and self.currentItem() is not None:
            self.chosen.emit(self.currentItem())
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        bar = self.horizontalScrollBar()
        pixels: QPoint = event.pixelDelta()
        if not pixels.isNull():
            moved = pixels.x() or pixels.y()
        else:
            turned = event.angleDelta().x() or event.angleDelta().y()
            moved = round(turned / 120 * self.card_size().width())
        bar.setValue(bar.value() - moved)
        event.accept()

    def turn_page(self, direction: int) -> None:
        """Move by as many whole cards as can be seen, to the right (1) or left (-1)."""
        bar = self.horizontalScrollBar()
        card = self.card_size().width()
        bar.setValue(bar.value() + direction * max(1, self.viewport().width() // card) * card)


class GalleryStrip(QWidget):
    """Shipped and recent paintings, one card each; ``chosen`` carries the key of the one that was clicked."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._strip = _Strip(self)
        self._strip.setAccessibleName(self.tr("Gallery of paintings"))
        self._strip.setAccessibleDescription(self.tr("Click a painting, or press Enter on it, to add it"))
        self._strip.itemClicked.connect(self._choose)
        self._strip.chosen.connect(self._choose)
        self._hint = QLabel(self.tr("Paintings you use are kept here."), self)
        self._hint.setTextFormat(Qt.TextFormat.PlainText)
        self._hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._hint.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self._back = tool_button(self, "previous", self.tr("Back"), self.tr("Paintings further left"))
        self._on = tool_button(self, "next", self.tr("On"), self.tr("Paintings further right"))
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._hint)
        self._stack.addWidget(self._make_filled())
        self.setFocusProxy(self._strip)
        self._renew_buttons()
        self.setFixedHeight(self._strip.card_size().height())

    def _make_filled(self) -> QWidget:
        page = QWidget(self)
        line = QHBoxLayout(page)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        for button, direction in ((self._back, -1), (self._on, 1)):
            # Tab goes to the strip, where the arrow keys do the same.
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
            button.clicked.connect(partial(self._strip.turn_page, direction))
        line.addWidget(self._back)
        line.addWidget(self._strip, 1)
        line.addWidget(self._on)
        bar = self._strip.horizontalScrollBar()
        bar.rangeChanged.connect(self._renew_buttons)
        bar.valueChanged.connect(self._renew_buttons)
        return page

    @Slot()
    def _renew_buttons(self) -> None:
        bar = self._strip.horizontalScrollBar()
        for button in (self._back, self._on):
            button.setVisible(bar.maximum() > 0)
        self._back.setEnabled(bar.value() > 0)
        self._on.setEnabled(bar.value() < bar.maximum())

    def set_items(self, items: list[GalleryItem]) -> None:
        """Show these paintings; the place in the strip is kept."""
        place = self._strip.horizontalScrollBar().value()
        current = self._strip.currentRow()
        self._strip.clear()
        for item in items:
            card = QListWidgetItem(item.title, self._strip)
            card.setToolTip("\n".join(part for part in (item.title, item.tip) if part))
            card.setData(_KEY, item.key)
            card.setData(_THUMBNAIL, Thumbnail(item.thumb))
            card.setData(Qt.ItemDataRole.AccessibleTextRole, item.title)
        if items:
            self._strip.setCurrentRow(min(max(0, current), len(items) - 1))
        self._strip.horizontalScrollBar().setValue(place)
        self._stack.setCurrentIndex(1 if items else 0)

    @property
    def strip(self) -> QListWidget:
        """The list itself."""
        return self._strip

    def _choose(self, card: QListWidgetItem) -> None:
        self.chosen.emit(str(card.data(_KEY)))
