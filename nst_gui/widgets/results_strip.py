"""Earlier paintings as a strip of cards below the canvas: a click shows one again."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QIdentityProxyModel, QModelIndex, QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QImage, QKeyEvent, QPainter, QPalette
from PySide6.QtWidgets import QMenu, QStyleOptionViewItem, QWidget

from nst_gui import icons, theme
from nst_gui.models.history_model import ENTRY, IMAGE
from nst_gui.models.history_store import Entry
from nst_gui.widgets.cards import THUMBNAIL, CardDelegate, CardStrip, Index
from nst_gui.widgets.thumbnails import Thumbnail


class _Drawn(QIdentityProxyModel):
    """Puts thumbnails that can paint themselves over a model that knows only images."""

    def __init__(self, source: QAbstractItemModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._drawn: dict[str, tuple[QImage, Thumbnail]] = {}
        self.setSourceModel(source)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role != THUMBNAIL:
            return super().data(index, role)
        entry, image = super().data(index, ENTRY), super().data(index, IMAGE)
        if entry is None or image is None:
            return None
        known = self._drawn.get(entry.id)
        if known is None or known[0] is not image:
            known = self._drawn[entry.id] = (image, Thumbnail(image))
        return known[1]


class _ResultCards(CardDelegate):
    """Cards with a star in the corner of those that stay."""

    def paint_marks(
        self, painter: QPainter, picture: QRectF, option: QStyleOptionViewItem, index: Index
    ) -> None:
        entry: Entry | None = index.data(ENTRY)
        if entry is None or not entry.record.starred:
            return
        side = 2.5 * theme.SPACE
        place = QRectF(picture.right() - side, picture.top(), side, side)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(option.palette.color(QPalette.ColorRole.Highlight))
        painter.drawRoundedRect(place, theme.HALF_SPACE, theme.HALF_SPACE)
        ink = option.palette.color(QPalette.ColorRole.HighlightedText)
        icons.paint(painter, "star", place.adjusted(3, 3, -3, -3), ink)


class ResultsStrip(CardStrip):
    """Shows a history model.

    ``chosen`` and ``removeRequested`` carry an ``Entry``; ``menuWanted`` an entry and an empty menu to fill,
    which is then shown.
    """

    chosen = Signal(object)
    removeRequested = Signal(object)
    menuWanted = Signal(object, object)

    def __init__(self, model: QAbstractItemModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.set_up(
            _Drawn(model, self),
            _ResultCards(),
            self.tr("Your paintings are kept here."),
            (self.tr("Newer paintings"), self.tr("Older paintings")),
        )
        self.strip.setAccessibleName(self.tr("Earlier paintings"))
        self.strip.setAccessibleDescription(
            self.tr("Click a painting, or press Enter on it, to see it again; Delete takes it away")
        )
        self.strip.chosen.connect(self._choose)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        entry = self.strip.currentIndex().data(ENTRY) if self.strip.currentIndex().isValid() else None
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and entry is not None:
            self.removeRequested.emit(entry)
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        keyboard = event.reason() == QContextMenuEvent.Reason.Keyboard
        viewport = self.strip.viewport()
        place = viewport.mapFromGlobal(event.globalPos())
        index = self.strip.currentIndex() if keyboard else self.strip.indexAt(place)
        if not index.isValid():
            return
        at = viewport.mapToGlobal(self.strip.visualRect(index).center()) if keyboard else event.globalPos()
        self._show_menu(index, at)

    def _show_menu(self, index: QModelIndex, at: QPoint) -> None:
        self.strip.setCurrentIndex(index)
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.menuWanted.emit(index.data(ENTRY), menu)
        menu.popup(at)

    def _choose(self, index: QModelIndex) -> None:
        self.chosen.emit(index.data(ENTRY))
