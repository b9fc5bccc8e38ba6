"""A picture with the rectangle that is cut out of it, to be dragged and moved by keys."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPalette,
    QPen,
    QPixmap,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from nst_gui import theme
from nst_gui.models.crop_frame import HANDLES, CropFrame, Handle
from nst_gui.widgets.mipmap import Mipmap

#: How near to a handle, in logical pixels, a hand has it.
_GRIP: Final = 12.0
_SHADE: Final = QColor(0, 0, 0, 150)
_THIRDS: Final = QColor(255, 255, 255, 110)
_DARK: Final = QColor(0, 0, 0, 160)
_BRIGHT: Final = QColor(255, 255, 255)
#: Half the size of a corner's handle, and half the length of an edge's.
_CORNER: Final = 5.0
_EDGE: Final = 10.0
_ARROWS: Final = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_CURSORS: Final = {
    (-1, -1): Qt.CursorShape.SizeFDiagCursor,
    (1, 1): Qt.CursorShape.SizeFDiagCursor,
    (-1, 1): Qt.CursorShape.SizeBDiagCursor,
    (1, -1): Qt.CursorShape.SizeBDiagCursor,
    (-1, 0): Qt.CursorShape.SizeHorCursor,
    (1, 0): Qt.CursorShape.SizeHorCursor,
    (0, -1): Qt.CursorShape.SizeVerCursor,
    (0, 1): Qt.CursorShape.SizeVerCursor,
    (0, 0): Qt.CursorShape.SizeAllCursor,
}


class CropEditor(QWidget):
    """Shows and changes a :class:`CropFrame`; ``changed`` says that a hand or a key has moved it.

    Inside the rectangle a hand moves it, on a handle it changes its size. Arrow keys move it, with Shift they
    move its right and lower edges, plus and minus make it larger and smaller; with Ctrl by single pixels.
    """

    changed = Signal()

    def __init__(self, frame: CropFrame, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._frame = frame
        self._picture = Mipmap(self)
        self._reduced = QPixmap()
        self._made_for: tuple[QSize, int] | None = None
        self._held: Handle | None = None
        #: From the hand to the handle it holds, or to the corner of the rectangle, in pixels of the picture.
        self._offset = QPointF()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(self.tr("Crop"))
        self.setAccessibleDescription(
            self.tr(
                "The part of the picture that is used. Arrows move it, with Shift they change its size, plus "
                "and minus make it larger and smaller; with Ctrl by single pixels."
            )
        )

    def minimumSizeHint(self) -> QSize:
        return QSize(40 * theme.SPACE, 26 * theme.SPACE)

    def sizeHint(self) -> QSize:
        return QSize(90 * theme.SPACE, 60 * theme.SPACE)

    def set_image(self, image: QImage) -> None:
        """The whole upright picture, as small as one likes."""
        self._picture.set_image(image)
        self._made_for = None
        self.update()

    def has_image(self) -> bool:
        """Whether there is a picture to be seen."""
        return not self._picture.is_null()

    # ---- where things are -------------------------------------------------------------------------

    def target(self) -> QRectF:
        """Where the whole picture lies, in logical pixels of the widget."""
        room = QRectF(self.rect()).adjusted(
            theme.WIDE_SPACE, theme.WIDE_SPACE, -theme.WIDE_SPACE, -theme.WIDE_SPACE
        )
        size = QSizeF(*self._frame.size).scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
        result = QRectF(QPointF(), size)
        result.moveCenter(room.center())
        return result

    def rectangle(self) -> QRectF:
        """Where the rectangle lies, in logical pixels of the widget."""
        target, scale = self.target(), self._scale()
        x, y, width, height = self._frame.box
        return QRectF(target.left() + x * scale, target.top() + y * scale, width * scale, height * scale)

    def _scale(self) -> float:
        """Logical pixels of the widget for one pixel of the picture."""
        return self.target().width() / self._frame.size[0]

    def handle_place(self, handle: Handle) -> QPointF:
        """The middle of a handle, in logical pixels of the widget; of (0, 0) that of the rectangle."""
        rectangle, (across, down) = self.rectangle(), handle
        return rectangle.center() + QPointF(across * rectangle.width() / 2, down * rectangle.height() / 2)

    def _picture_point(self, position: QPointF) -> QPointF:
        return (position - self.target().topLeft()) / self._scale()

    def _handle_at(self, position: QPointF) -> Handle | None:
        """What a hand at ``position`` would hold: a corner first, then an edge, then the whole."""
        rectangle = self.rectangle()
        near = rectangle.adjusted(-_GRIP, -_GRIP, _GRIP, _GRIP)
        if not near.contains(position):
            return None
        # Of a rectangle too small to have an inside, half remains to move it by.
        grip_x, grip_y = min(_GRIP, rectangle.width() / 4), min(_GRIP, rectangle.height() / 4)
        across = _side(position.x(), rectangle.left(), rectangle.right(), grip_x)
        down = _side(position.y(), rectangle.top(), rectangle.bottom(), grip_y)
        return across, down

    # ---- hands ------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._held = (
            self._handle_at(event.position()) if event.button() == Qt.MouseButton.LeftButton else None
        )
        if self._held is None:
            super().mousePressEvent(event)
            return
        hand = self._picture_point(event.position())
        x, y, width, height = self._frame.box
        across, down = self._held
        self._offset = QPointF(x + width * (1 + across) / 2, y + height * (1 + down) / 2) - hand
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._held is None:
            self._show_cursor(event.position())
            super().mouseMoveEvent(event)
            return
        place = self._picture_point(event.position()) + self._offset
        if self._held == (0, 0):
            x, y, width, height = self._frame.box
            self._frame.move(round(place.x() - x - width / 2), round(place.y() - y - height / 2))
        else:
            self._frame.drag(self._held, place.x(), place.y())
        self._tell()
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._held = None
            self._show_cursor(event.position())
        super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = event.modifiers()
        fine = bool(keys & Qt.KeyboardModifier.ControlModifier)
        step = 1 if fine else max(1, max(self._frame.size) // 100)
        key = Qt.Key(event.key())
        if key in _ARROWS:
            across, down = (way * step for way in _ARROWS[key])
            if keys & Qt.KeyboardModifier.ShiftModifier:
                self._stretch(across, down)
            else:
                self._frame.move(across, down)
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Minus):
            self._frame.grow(-2 * step if key == Qt.Key.Key_Minus else 2 * step)
        else:
            super().keyPressEvent(event)
            return
        self._tell()

    def _stretch(self, across: int, down: int) -> None:
        """Move the right or the lower edge."""
        x, y, width, height = self._frame.box
        handle = (1, 0) if across else (0, 1)
        self._frame.drag(handle, x + width + across, y + height + down)

    def _tell(self) -> None:
        self.update()
        self.changed.emit()

    def _show_cursor(self, position: QPointF) -> None:
        handle = self._handle_at(position)
        if handle is None:
            self.unsetCursor()
        else:
            self.setCursor(_CURSORS[handle])

    # ---- painting ---------------------------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.surround(self.palette()))
        painter.drawRoundedRect(QRectF(self.rect()), theme.RADIUS, theme.RADIUS)
        target, rectangle = self.target(), self.rectangle()
        if self.has_image():
            self._reduce(target)
            painter.drawPixmap(target, self._reduced, QRectF(self._reduced.rect()))
        outside = QPainterPath()
        outside.addRect(target)
        outside.addRect(rectangle)  # with the even-odd rule, what is in both is out
        painter.fillPath(outside, _SHADE)
        self._paint_thirds(painter, rectangle)
        self._paint_edges(painter, rectangle)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Highlight), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), theme.RADIUS, theme.RADIUS)

    def _reduce(self, target: QRectF) -> None:
        """Draw the picture once for its present size and turn: hands move only what lies over it."""
        size = (target.size() * self.devicePixelRatioF()).toSize().expandedTo(QSize(1, 1))
        quarters = self._frame.quarters
        if self._made_for == (size, quarters):
            return
        upright = size.transposed() if quarters % 2 else size
        place = QRectF(-upright.width() / 2, -upright.height() / 2, upright.width(), upright.height())
        self._reduced = QPixmap(size)
        painter = QPainter(self._reduced)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.translate(size.width() / 2, size.height() / 2)
        painter.rotate(90 * quarters)
        image = self._picture.level_for(upright.width())
        painter.drawImage(place, image, QRectF(image.rect()))
        painter.end()
        self._made_for = (size, quarters)

    @staticmethod
    def _paint_thirds(painter: QPainter, rectangle: QRectF) -> None:
        painter.save()
        painter.setPen(QPen(_THIRDS, 1))
        for part in (1, 2):
            x = rectangle.left() + rectangle.width() * part / 3
            y = rectangle.top() + rectangle.height() * part / 3
            painter.drawLine(QPointF(x, rectangle.top()), QPointF(x, rectangle.bottom()))
            painter.drawLine(QPointF(rectangle.left(), y), QPointF(rectangle.right(), y))
        painter.restore()

    def _paint_edges(self, painter: QPainter, rectangle: QRectF) -> None:
        painter.save()
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for colour, width in ((_DARK, 3.0), (_BRIGHT, 1.5)):
            painter.setPen(QPen(colour, width))
            painter.drawRect(rectangle)
        painter.setPen(QPen(_DARK, 1))
        painter.setBrush(_BRIGHT)
        for across, down in HANDLES:
            half = QPointF(_CORNER, _CORNER)
            if not across:
                half = QPointF(min(_EDGE, rectangle.width() / 4), _CORNER / 2)
            elif not down:
                half = QPointF(_CORNER / 2, min(_EDGE, rectangle.height() / 4))
            place = self.handle_place((across, down))
            painter.drawRoundedRect(QRectF(place - half, place + half), 2, 2)
        painter.restore()


def _side(place: float, low: float, high: float, grip: float) -> int:
    """Which of two edges ``place`` belongs to: -1, 1, or 0 for what lies between."""
    if place <= low + grip:
        return -1
    return 1 if place >= high - grip else 0
