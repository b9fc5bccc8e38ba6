"""Pictures as cards in a list that lies on its side: what all such strips have in common."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtCore import (
    QAbstractItemModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRectF,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QKeyEvent, QPainter, QPalette, QPen, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QLabel,
    QListView,
    QSizePolicy,
    QStackedLayout,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from nst_gui import theme
from nst_gui.widgets.buttons import tool_button
from nst_gui.widgets.keys import is_return
from nst_gui.widgets.thumbnails import Thumbnail, paint_placeholder

Index = QModelIndex | QPersistentModelIndex
#: A card's picture, a :class:`Thumbnail`; ``None`` while it is not there yet.
THUMBNAIL: Final = Qt.ItemDataRole.UserRole + 1


class CardDelegate(QStyledItemDelegate):
    """Draws each item as a small card: thumbnail above title."""

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        line = option.fontMetrics.height()
        width = max(11 * theme.SPACE, round(line * 6.5))
        height = max(8 * theme.SPACE, round(line * 4.5))
        return QSize(width + 2 * theme.HALF_SPACE, height + line + 3 * theme.HALF_SPACE)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = option.palette
        space = theme.HALF_SPACE
        line = option.fontMetrics.height()
        card = QRectF(option.rect)
        picture = card.adjusted(space, space, -space, -(line + 2 * space))
        _paint_ground(painter, option, card)
        thumbnail: Thumbnail | None = index.data(THUMBNAIL)
        if thumbnail is None or thumbnail.is_null():
            fill = theme.mix(theme.surround(colours), colours.color(QPalette.ColorRole.Window), 0.4)
            paint_placeholder(painter, picture, "painting", fill, theme.secondary_text(colours))
        else:
            thumbnail.paint(painter, picture, cover=True)
        self.paint_marks(painter, picture, option, index)
        words = QRectF(picture.left(), picture.bottom() + space, picture.width(), line)
        painter.setPen(colours.color(QPalette.ColorRole.WindowText))
        title = option.fontMetrics.elidedText(
            str(index.data(Qt.ItemDataRole.DisplayRole)), Qt.TextElideMode.ElideRight, int(words.width())
        )
        painter.drawText(words, Qt.AlignmentFlag.AlignCenter, title)
        painter.restore()

    def paint_marks(
        self, painter: QPainter, picture: QRectF, option: QStyleOptionViewItem, index: Index
    ) -> None:
        """What a kind of strip draws over its pictures; nothing here."""


def _paint_ground(painter: QPainter, option: QStyleOptionViewItem, card: QRectF) -> None:
    colours = option.palette
    state = option.state
    window = colours.color(QPalette.ColorRole.Window)
    inner = card.adjusted(1, 1, -1, -1)
    if state & QStyle.StateFlag.State_MouseOver:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.mix(window, colours.color(QPalette.ColorRole.WindowText), 0.1))
        painter.drawRoundedRect(inner, theme.RADIUS, theme.RADIUS)
    if state & QStyle.StateFlag.State_Selected:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.mix(window, colours.color(QPalette.ColorRole.Highlight), 0.35))
        painter.drawRoundedRect(inner, theme.RADIUS, theme.RADIUS)
    if state & QStyle.StateFlag.State_HasFocus:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(colours.color(QPalette.ColorRole.Highlight), 2))
        painter.drawRoundedRect(inner, theme.RADIUS, theme.RADIUS)


class SidewaysList(QListView):
    """A list of cards that lies on its side: the wheel scrolls it sideways, Enter chooses."""

    chosen = Signal(QModelIndex)

    def __init__(self, delegate: CardDelegate, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(False)
        self.setUniformItemSizes(True)
        self.setSpacing(0)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # The buttons at both ends, the wheel and the arrow keys move it; a bar would only take height.
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.viewport().setAutoFillBackground(False)
        delegate.setParent(self)
        self.setItemDelegate(delegate)
        self.setTabKeyNavigation(False)
        self.clicked.connect(self.chosen)

    def card_size(self) -> QSize:
        """Width and height of one card."""
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        return self.itemDelegate().sizeHint(option, QModelIndex())

    def index(self, row: int) -> QModelIndex:
        """The card at place ``row`` from the left."""
        return self.model().index(row, 0)

    def count(self) -> int:
        """How many cards there are."""
        return self.model().rowCount()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        chooses = is_return(event) or event.key() == Qt.Key.Key_Space
        if chooses and self.currentIndex().isValid():
            self.chosen.emit(self.currentIndex())
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


class CardStrip(QWidget):
    """A sideways list between two buttons that page through it; while it is empty, a hint."""

    strip: SidewaysList

    def set_up(
        self, model: QAbstractItemModel, delegate: CardDelegate, hint: str, pages: tuple[str, str]
    ) -> None:
        """Make what is inside, once; ``pages`` are the tips of the buttons to the left and to the right."""
        self.strip = SidewaysList(delegate, self)
        self.strip.setModel(model)
        self._hint = QLabel(hint, self)
        self._hint.setTextFormat(Qt.TextFormat.PlainText)
        self._hint.setWordWrap(True)
        self._hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._hint.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self._back = tool_button(self, "previous", self.tr("Back"), pages[0])
        self._on = tool_button(self, "next", self.tr("On"), pages[1])
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._hint)
        self._stack.addWidget(self._make_filled())
        self.setFocusProxy(self.strip)
        for signal in (model.rowsInserted, model.rowsRemoved, model.modelReset, model.layoutChanged):
            signal.connect(self._renew_stack)
        self._renew_stack()
        self._renew_buttons()
        self.setFixedHeight(self.strip.card_size().height())

    def set_hint(self, hint: str) -> None:
        """What is said while there is no card."""
        self._hint.setText(hint)

    def _make_filled(self) -> QWidget:
        page = QWidget(self)
        line = QHBoxLayout(page)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        for button, direction in ((self._back, -1), (self._on, 1)):
            # Tab goes to the strip, where the arrow keys do the same.
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
            button.clicked.connect(partial(self.strip.turn_page, direction))
        line.addWidget(self._back)
        line.addWidget(self.strip, 1)
        line.addWidget(self._on)
        bar = self.strip.horizontalScrollBar()
        bar.rangeChanged.connect(self._renew_buttons)
        bar.valueChanged.connect(self._renew_buttons)
        return page

    @Slot()
    def _renew_buttons(self) -> None:
        bar = self.strip.horizontalScrollBar()
        for button in (self._back, self._on):
            button.setVisible(bar.maximum() > 0)
        self._back.setEnabled(bar.value() > 0)
        self._on.setEnabled(bar.value() < bar.maximum())

    @Slot()
    def _renew_stack(self) -> None:
        self._stack.setCurrentIndex(1 if self.strip.count() else 0)
