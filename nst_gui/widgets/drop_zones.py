"""What can be done with what is being dragged, as cards over the window for as long as the drag lasts."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

from PySide6.QtCore import QMimeData, QPoint, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFont,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QShortcut,
)
from PySide6.QtWidgets import QWidget

from nst_gui import icons, theme
from nst_gui.widgets.drop_area import copy_mime, take_copy

_WIDEST: Final = 34 * theme.SPACE
_HIGHEST: Final = 27 * theme.SPACE
_ICON: Final = 6 * theme.SPACE
#: Characters of a file's name that a card shows.
_NAME: Final = 40
_PLAIN: Final = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop
#: A name may be one long word; a narrow card holds about as many letters in a line.
_UNBROKEN: Final = re.compile(r"\w{14}(?=\w)")


class Zone(Enum):
    """What is done with what is let go."""

    PHOTOGRAPH = auto()
    PAINTING = auto()
    SETTINGS = auto()
    LOOK = auto()


@dataclass(frozen=True, slots=True)
class _Card:
    icon: str
    title: str
    text: str
    #: ``None`` for the one card that only says why nothing is taken.
    zone: Zone | None


class DropZones(QWidget):
    """Lies over all of its window while a drag hovers there; hidden otherwise.

    The card under the pointer is lit; beside the cards the one that ``beside`` names for that point of the
    window. ``dropped`` carries a QMimeData of its own and that zone; ``ended`` says that the drag has gone,
    or the user has put the cards away with Escape.
    """

    dropped = Signal(object, object)
    ended = Signal()

    def __init__(self, window: QWidget, beside: Callable[[QPoint], Zone]) -> None:
        super().__init__(window)
        self._beside = beside
        self._cards: tuple[_Card, ...] = ()
        self._lit: Zone | None = None
        self._room = QRect()
        #: Where the drag is; ``None`` between two.
        self._place: QPoint | None = None
        #: The drag is over this very widget, not over what lies below it.
        self.holds_drag = False
        self.setAcceptDrops(True)
        self.setAccessibleName(self.tr("Places to drop"))
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        escape.activated.connect(self.put_away)
        self.hide()

    # ---- what is offered --------------------------------------------------------------------------

    def offer(
        self, count: int, room: QRect, *, settings: str = "", look: bool = False, queued: bool = True
    ) -> None:
        """Show the zones for ``count`` pictures, the cards within ``room`` of the window.

        ``settings`` names the file in which a recipe was found; ``look`` says that one of them is a look,
        ``queued`` that several photographs can be painted one after the other.
        """
        cards = self._picture_cards(count, queued) if count else ()
        if settings:
            cards = (*cards, self._settings_card(settings))
        if look:
            words = self.tr("Use it, and keep it among your looks")
            cards = (*cards, _Card("look", self.tr("Look"), words, Zone.LOOK))
        if cards != self._cards or not self.isVisible():
            self._show(cards, room)

    def _picture_cards(self, count: int, queued: bool) -> tuple[_Card, ...]:
        if count > 1:
            photograph, painting = self.tr("Photographs"), self.tr("Paintings")
            first = self.tr("%n photographs are queued; the first is shown", "", count)
            if not queued:
                first = self.tr("The first is used; to queue them all, choose a painting first")
            second = self.tr("%n paintings are added", "", count)
        else:
            photograph, painting = self.tr("Photograph"), self.tr("Painting")
            first = self.tr("The picture that will be painted")
            second = self.tr("Its colours and strokes are used")
        return (
            _Card("photograph", photograph, first, Zone.PHOTOGRAPH),
            _Card("painting", painting, second, Zone.PAINTING),
        )

    def _settings_card(self, name: str) -> _Card:
        short = name if len(name) <= _NAME else f"{name[: _NAME // 2]}…{name[-_NAME // 2 :]}"
        text = self.tr("Everything as it was for {name}").format(name=short)
        return _Card("settings", self.tr("Restore settings"), text, Zone.SETTINGS)

    def refuse(self, sentence: str, room: QRect) -> None:
        """Say why nothing of what is dragged will be taken."""
        self._show((_Card("warning", self.tr("This cannot be taken"), sentence, None),), room)

    def _show(self, cards: tuple[_Card, ...], room: QRect) -> None:
        self._cards, self._room = cards, room
        self.setGeometry(self.parentWidget().rect())
        self.raise_()
        self.show()
        self.setAccessibleDescription("; ".join(f"{card.title}: {card.text}" for card in cards))
        if self._place is not None:
            self.hover(self._place)  # other cards may lie under it now
        self.update()

    def put_away(self) -> None:
        """The drag is over, or nobody wants to see this."""
        if self.isVisible():
            self._lit, self._place, self.holds_drag = None, None, False
            self.hide()
            self.ended.emit()

    # ---- what a place means -----------------------------------------------------------------------

    def cards(self) -> list[tuple[str, str, QRect]]:
        """Title, text and place of each card, from the left."""
        rects = self._rects()
        return [(card.title, card.text, rect.toRect()) for card, rect in zip(self._cards, rects, strict=True)]

    def lit(self) -> Zone | None:
        """The zone that would be used now."""
        return self._lit

    def zone_at(self, place: QPoint) -> Zone | None:
        """What letting go at ``place`` of the window does; ``None`` for nothing."""
        for card, rect in zip(self._cards, self._rects(), strict=True):
            if card.zone is None or rect.contains(QPointF(place)):
                return card.zone
        zone = self._beside(place)
        return zone if any(card.zone is zone for card in self._cards) else self._cards[0].zone

    def hover(self, place: QPoint) -> None:
        """The drag is at ``place`` of the window now."""
        self._place, zone = place, self.zone_at(place)
        if zone is not self._lit:
            self._lit = zone
            self.update()
            title = next((card.title for card in self._cards if card.zone is zone), "")
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, title))

    def let_go(self, mime: QMimeData, place: QPoint) -> None:
        """The drag ended with a drop at ``place`` of the window."""
        zone = self.zone_at(place) or Zone.PHOTOGRAPH
        mine = copy_mime(mime)
        self.put_away()
        self.dropped.emit(mine, zone)

    def _rects(self) -> list[QRectF]:
        count, gap = max(1, len(self._cards)), 2.0 * theme.SPACE
        room = QRectF(self._room).adjusted(gap, gap, -gap, -gap)
        width = min(float(_WIDEST), (room.width() - (count - 1) * gap) / count)
        if len(self._cards) == 1:
            width = min(2.0 * _WIDEST, room.width())
        height = min(float(_HIGHEST), room.height())
        left = room.center().x() - (count * width + (count - 1) * gap) / 2
        top = room.center().y() - height / 2
        return [QRectF(left + number * (width + gap), top, width, height) for number in range(count)]

    # ---- the drag itself --------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        self.holds_drag = take_copy(event)
        self.hover(event.position().toPoint())

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        take_copy(event)
        self.hover(event.position().toPoint())

    def dragLeaveEvent(self, _event: QDragLeaveEvent) -> None:
        self.put_away()

    def dropEvent(self, event: QDropEvent) -> None:
        if take_copy(event):
            self.let_go(event.mimeData(), event.position().toPoint())
        else:
            self.put_away()

    def mousePressEvent(self, _event: QMouseEvent) -> None:
        # No mouse button reaches a window during a drag: its end must have been missed.
        self.put_away()

    # ---- painting ---------------------------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        veil = self.palette().color(QPalette.ColorRole.Window)
        veil.setAlphaF(0.82)
        painter.fillRect(self.rect(), veil)
        for card, rect in zip(self._cards, self._rects(), strict=True):
            painter.save()
            self._paint_card(painter, card, rect)
            painter.restore()

    def _paint_card(self, painter: QPainter, card: _Card, rect: QRectF) -> None:
        colours = self.palette()
        accent = colours.color(QPalette.ColorRole.Highlight)
        base = colours.color(QPalette.ColorRole.Base)
        lit = card.zone is not None and card.zone is self._lit
        if card.zone is None:
            accent = theme.kind_colour("warning", colours)
        pen = QPen(accent if lit or card.zone is None else theme.secondary_text(colours), 3 if lit else 1.5)
        if not lit and card.zone is not None:
            pen.setDashPattern([4, 4])
        painter.setPen(pen)
        painter.setBrush(theme.mix(base, accent, 0.22) if lit else base)
        painter.drawRoundedRect(rect.adjusted(1.5, 1.5, -1.5, -1.5), 2 * theme.RADIUS, 2 * theme.RADIUS)
        ink = colours.color(QPalette.ColorRole.Text)
        title, words = self._words(painter, card, rect)
        side = min(float(_ICON), rect.height() / 3)
        used = side + theme.SPACE + title.height() + theme.HALF_SPACE + words.height()
        top = rect.center().y() - used / 2
        square = QRectF(rect.center().x() - side / 2, top, side, side)
        icons.paint(painter, card.icon, square, accent if lit or card.zone is None else ink)
        painter.setPen(ink)
        painter.setFont(self._title_font())
        title.moveTop(square.bottom() + theme.SPACE)
        painter.drawText(title, _PLAIN, card.title)
        painter.setFont(self.font())
        painter.setPen(theme.secondary_text(colours) if not lit else ink)
        words.moveTop(title.bottom() + theme.HALF_SPACE)
        painter.drawText(words, _PLAIN, _breakable(card.text))

    def _words(self, painter: QPainter, card: _Card, rect: QRectF) -> tuple[QRectF, QRectF]:
        """Rectangles as wide as the card, as high as its title and its text need."""
        inner = rect.adjusted(2 * theme.SPACE, 0, -2 * theme.SPACE, 0)
        found = []
        for font, text in ((self._title_font(), card.title), (self.font(), _breakable(card.text))):
            painter.setFont(font)
            needed = painter.boundingRect(inner, _PLAIN, text)
            found.append(QRectF(inner.left(), needed.top(), inner.width(), needed.height()))
        return found[0], found[1]

    def _title_font(self) -> QFont:
        font = self.font()
        font.setBold(True)
        font.setPointSizeF(font.pointSizeF() * 1.25)
        return font


def _breakable(text: str) -> str:
    """``text`` with places to break inside what is too long for a line, such as a file's name."""
    return _UNBROKEN.sub("\\g<0>\N{ZERO WIDTH SPACE}", text)
