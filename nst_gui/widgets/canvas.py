"""The picture being painted; a second one can be held against it.

The photograph, as a rule: left of a divider, beside the painting with the same zoom, or in its place for as
long as a key is down.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from nst_gui import theme
from nst_gui.widgets import canvas_painting
from nst_gui.widgets.comparison import GRIP, CompareMode, Comparison
from nst_gui.widgets.mipmap import Mipmap
from nst_gui.widgets.picture_view import PictureView

#: One key press moves the divider by this share of the picture.
_DIVIDER_STEP: Final = 0.02
_DIVIDER_KEYS: Final = {Qt.Key.Key_Comma: -1, Qt.Key.Key_Period: 1}


class Canvas(PictureView):
    """Shows the painting in a neutral surround, and beside it what it is compared with.

    The divider is dragged, or moved with comma and full stop; a double click puts it in the middle. While B
    is held the other picture stands in the painting's place. ``modeChanged`` carries the chosen mode.
    """

    modeChanged = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.comparison = Comparison()
        self._drags_divider = False
        self._other = Mipmap(self)
        self._other.changed.connect(self.update)
        self._hint = self.tr("Your painting appears here")
        self._invitation: QWidget | None = None
        self._invites = True
        self.setMouseTracking(True)
        self.setAccessibleName(self.tr("Canvas"))
        self.setAccessibleDescription(
            self.tr(
                "The picture being painted. Plus and minus zoom, 0 fits, 1 shows 100 %, arrows move; "
                "hold B to see the photograph, comma and full stop move the divider."
            )
        )

    # ---- the other picture ------------------------------------------------------------------------

    def set_other(self, image: QImage, label: str, own_label: str) -> None:
        """The picture to compare with; a null one takes it away. The labels stand in the corners."""
        self._other.set_image(image)
        self.comparison.label, self.comparison.other_label = own_label, label
        self._measure()
        self.update()

    def has_other(self) -> bool:
        """Whether there are two pictures to compare."""
        return self.has_picture() and not self._other.is_null()

    def mode(self) -> CompareMode:
        """How the two are shown now."""
        return self.comparison.mode(self.has_other())

    def set_mode(self, mode: CompareMode) -> None:
        """How the two are to be shown, now or as soon as there are two."""
        self.comparison.chosen = mode
        self._end_drag()
        self._measure()
        self.update()
        self.modeChanged.emit(mode)

    def hold_other(self, held: bool) -> None:
        """Show the other picture in the painting's place, for as long as ``held``."""
        if held != self.comparison.held:
            self.comparison.held = held
            self._measure()
            self.update()

    def _panes(self) -> int:
        return 2 if self.mode() is CompareMode.BESIDE else 1

    def _logical_target(self) -> QRectF:
        target, ratio = self._view.target(), self.devicePixelRatioF()
        return QRectF(target.topLeft() / ratio, target.size() / ratio)

    def _over_divider(self, position: QPointF) -> bool:
        if self.mode() is not CompareMode.SPLIT:
            return False
        return abs(position.x() - self.comparison.divider(self._logical_target(), self.width())) <= GRIP

    def set_hint(self, text: str) -> None:
        """What an empty canvas says."""
        self._hint = text
        self._place_invitation()
        self.update()

    def set_invitation(self, invitation: QWidget) -> None:
        """A button below the hint of an empty canvas: something to begin with."""
        invitation.setParent(self)
        self._invitation = invitation
        self._place_invitation()

    def invite(self, wanted: bool) -> None:
        """Whether there is anything to invite to, as long as the canvas is empty."""
        self._invites = wanted
        self._place_invitation()

    def show_picture(self, image: QImage, output: QSize) -> None:
        super().show_picture(image, output)
        self._place_invitation()

    def clear(self) -> None:
        super().clear()
        self._place_invitation()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_invitation()

    def _place_invitation(self) -> None:
        if self._invitation is None:
            return
        _, words = canvas_painting.hint_places(QRectF(self.rect()), self._hint, self.fontMetrics())
        self._invitation.adjustSize()
        place = self._invitation.rect()
        place.moveCenter(words.center().toPoint())
        place.moveTop(round(words.bottom()) + theme.WIDE_SPACE)
        self._invitation.setGeometry(place)
        wanted = self._invites and not self.has_picture() and self.rect().contains(place)
        if not wanted and self._invitation.hasFocus():
            self.setFocus()  # not some other button, which the same key would press
        self._invitation.setVisible(wanted)

    # ---- hands ------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._drags_divider = self._over_divider(event.position())
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        if self._drag_from is None and self._over_divider(event.position()):
            self.setCursor(Qt.CursorShape.SplitHCursor)
        else:
            self._show_cursor()

    def _drag_to(self, position: QPointF) -> None:
        if self._drags_divider:
            self.comparison.move_divider(position.x(), self._logical_target())
            self.update()
        else:
            super()._drag_to(position)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self._over_divider(event.position()):
            self.comparison.share = 0.5
            self.update()
        else:
            super().mouseDoubleClickEvent(event)

    def _end_drag(self) -> None:
        self._drags_divider = False
        super()._end_drag()

    def _show_cursor(self) -> None:
        if self._drags_divider:
            self.setCursor(Qt.CursorShape.SplitHCursor)
        else:
            super()._show_cursor()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _DIVIDER_KEYS and self.mode() is CompareMode.SPLIT:
            share = self.comparison.share + _DIVIDER_KEYS[key] * _DIVIDER_STEP
            self.comparison.share = min(max(share, 0.0), 1.0)
            self.update()
        elif key == Qt.Key.Key_B and self.has_other():
            self.hold_other(True)
        else:
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if event.key() != Qt.Key.Key_B:
            super().keyReleaseEvent(event)
        elif not event.isAutoRepeat():
            self.hold_other(False)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.hold_other(False)
        super().focusOutEvent(event)

    # ---- painting ---------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), theme.surround(self.palette()))
        if self.has_picture():
            self._paint_pictures(painter)
            painter.save()
            self._paint_marks(painter)
            painter.restore()
        else:
            canvas_painting.draw_hint(painter, QRectF(self.rect()), self._hint, self.palette())
        if self.is_drag_over() or self.hasFocus():
            self.paint_frame(painter, QRectF(self.rect()), dashed=False)

    def _paint_pictures(self, painter: QPainter) -> None:
        painter.save()
        ratio = self.devicePixelRatioF()
        # From here on in device pixels, whatever the ratio and wherever the widget lies in its window:
        # only so is 100 % exact.
        origin = painter.deviceTransform().map(QPointF(0, 0))
        painter.setTransform(painter.deviceTransform().inverted()[0])
        target = self._view.target().translated(round(origin.x()), round(origin.y()))
        window = QRectF(origin, QSizeF(self.width() * ratio, self.height() * ratio))
        for picture, moved, part in self._layers(target, window):
            place = target.translated(moved, 0)
            if picture is self._other:
                place = canvas_painting.fitted(picture.full().size(), place)
            canvas_painting.draw_picture(painter, picture, place, part, self._view.zoom)
        painter.restore()

    def _layers(self, target: QRectF, window: QRectF) -> list[tuple[Mipmap, float, QRectF]]:
        """What is drawn: a picture, how far it is moved to the right, and the part of the window it has."""
        mode = self.mode()
        if mode is CompareMode.RESULT:
            alone = self._other if self.comparison.held and self.has_other() else self._picture
            return [(alone, 0.0, window)]
        width = window.width()
        if mode is CompareMode.BESIDE:
            middle = round(width / 2)
        else:
            middle = round(self.comparison.divider(target.translated(-window.left(), 0), width))
        left, right = QRectF(window), QRectF(window)
        left.setWidth(middle)
        right.setLeft(window.left() + middle)
        moved = float(middle) if mode is CompareMode.BESIDE else 0.0
        return [(self._other, 0.0, left), (self._picture, moved, right)]

    def _paint_marks(self, painter: QPainter) -> None:
        area, comparison = QRectF(self.rect()), self.comparison
        if comparison.held and self.has_other():
            canvas_painting.draw_label(painter, comparison.other_label, area, right=False)
        if self.mode() is CompareMode.RESULT:
            return
        x = self.width() / 2
        if self.mode() is CompareMode.SPLIT:
            x = comparison.divider(self._logical_target(), self.width())
        left, right = QRectF(area), QRectF(area)
        left.setRight(x)
        right.setLeft(x)
        canvas_painting.draw_label(painter, comparison.other_label, left, right=False)
        canvas_painting.draw_label(painter, comparison.label, right, right=True)
        if self.mode() is CompareMode.SPLIT:
            canvas_painting.draw_divider(painter, x, self.height(), self.palette())
        else:
            painter.fillRect(QRectF(x - 0.5, 0, 1, self.height()), theme.outline(self.palette()))
