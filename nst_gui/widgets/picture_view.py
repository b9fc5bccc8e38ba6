"""A picture as large as one likes: zoom at the cursor, drag to move, and it stays put. Draws nothing."""

from __future__ import annotations

import math
from typing import Final

from PySide6.QtCore import QEvent, QPointF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QImage,
    QInputDevice,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from nst_gui import theme
from nst_gui.widgets.drop_area import DropArea
from nst_gui.widgets.mipmap import Mipmap
from nst_gui.widgets.view_transform import ViewTransform

#: One key press or button: half an octave. One notch of a wheel: a quarter.
_KEY_STEP: Final = math.sqrt(2)
_WHEEL_STEP: Final = 2**0.25
_NOTCH: Final = 120
_ARROWS: Final = {
    Qt.Key.Key_Left: QPointF(1, 0),
    Qt.Key.Key_Right: QPointF(-1, 0),
    Qt.Key.Key_Up: QPointF(0, 1),
    Qt.Key.Key_Down: QPointF(0, -1),
}


class PictureView(DropArea):
    """Holds one picture and the part of it that is looked at.

    The view's coordinates are output pixels from the first, coarse preview on: zoom and place stay put while
    previews of any resolution arrive. Zoom 1 is one output pixel per device pixel.

    Wheel: zoom at the cursor. Touch pad: two fingers move, pinch zooms. Drag with the left or middle button:
    move. Keys: + − zoom, 0 fits, 1 is 100 %, arrows move; double click changes between fit and 100 %.
    """

    zoomChanged = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view = ViewTransform()
        self._picture = Mipmap(self)
        self._picture.changed.connect(self.update)
        self._drag_from: QPointF | None = None
        self._drag_button = Qt.MouseButton.NoButton
        self._announced = 0.0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def sizeHint(self) -> QSize:
        return QSize(80 * theme.SPACE, 60 * theme.SPACE)

    def minimumSizeHint(self) -> QSize:
        return QSize(30 * theme.SPACE, 20 * theme.SPACE)

    # ---- the picture ------------------------------------------------------------------------------

    def show_picture(self, image: QImage, output: QSize) -> None:
        """Show ``image``, which may be smaller than the output of ``output`` pixels; the view stays put.

        Format_RGB32 is shown without a conversion, and a large picture had better have it. The caller must
        not write to the image afterwards.
        """
        if image.isNull() or output.isEmpty():
            self.clear()
            return
        self._picture.set_image(image)
        self._view.set_output(QSizeF(output))
        self._show_cursor()
        self._view_changed()

    def clear(self) -> None:
        """Show no picture, only the hint."""
        self._picture.set_image(QImage())
        self._view.clear()
        self._announced = 0.0  # whatever comes next has its zoom told, be it the same
        self._end_drag()
        self._show_cursor()
        self.update()

    def has_picture(self) -> bool:
        """Whether there is a picture to see."""
        return not self._picture.is_null()

    def image(self) -> QImage:
        """The picture as it was last shown."""
        return self._picture.full()

    def output_size(self) -> QSize:
        """Size of the output in pixels; empty without a picture."""
        return self._view.output.toSize()

    # ---- panes: a view may show the picture's part more than once -------------------------------------

    def _panes(self) -> int:
        """How many panes stand next to each other, all of one width."""
        return 1

    def _pane_width(self) -> float:
        return self.width() / self._panes()

    def _in_pane(self, position: QPointF) -> QPointF:
        """A position in the widget as one in its pane; all panes show the same part of the picture."""
        return QPointF(position.x() % self._pane_width(), position.y())

    # ---- the view ---------------------------------------------------------------------------------

    def zoom(self) -> float:
        """Device pixels per output pixel."""
        return self._view.zoom

    def centre(self) -> QPointF:
        """The output pixel in the middle of the view."""
        return self._view.centre

    def output_at(self, position: QPointF) -> QPointF:
        """The output pixel at a position in the widget (logical pixels)."""
        return self._view.to_output(self._in_pane(position) * self.devicePixelRatioF())

    def zoom_to_fit(self) -> None:
        """Show all of the picture, and keep doing so when the window changes."""
        self._view.fit()
        self._view_changed()

    def zoom_to_100(self) -> None:
        """Show one output pixel per device pixel, the middle kept."""
        self._zoom_at(1.0, self._middle())

    def zoom_in(self) -> None:
        """Half an octave closer."""
        self._step(_KEY_STEP)

    def zoom_out(self) -> None:
        """Half an octave further away."""
        self._step(1 / _KEY_STEP)

    def _middle(self) -> QPointF:
        return QPointF(self._pane_width() / 2, self.height() / 2)

    def _step(self, factor: float) -> None:
        zoom = self._view.zoom * factor
        # 100 % is a stop on the way, and rounding never keeps a view just beside it.
        if min(self._view.zoom, zoom) < 0.999 and max(self._view.zoom, zoom) > 1.001:
            zoom = 1.0
        self._zoom_at(zoom, self._middle())

    def _zoom_at(self, zoom: float, position: QPointF) -> None:
        if self.has_picture():
            self._view.zoom_at(zoom, self._in_pane(position) * self.devicePixelRatioF())
            self._view_changed()

    def _pan(self, logical: QPointF) -> None:
        if self.has_picture():
            self._view.pan(logical * self.devicePixelRatioF())
            self._view_changed()

    def _view_changed(self) -> None:
        if self._view.zoom != self._announced:
            self._announced = self._view.zoom
            self.zoomChanged.emit(self._view.zoom)
        self.update()

    def _measure(self) -> None:
        ratio = self.devicePixelRatioF()
        view = QSizeF(self._pane_width() * ratio, self.height() * ratio)
        self._view.set_view(view, theme.WIDE_SPACE * ratio)
        if self.has_picture():
            self._view_changed()

    # ---- hands ------------------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QNativeGestureEvent) and self.has_picture():
            if event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture:
                self._zoom_at(self._view.zoom * (1 + event.value()), event.position())
                return True
            if event.gestureType() == Qt.NativeGestureType.SmartZoomNativeGesture:
                self._toggle_fit(event.position())
                return True
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._measure()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._measure()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if not self.has_picture():
            event.ignore()
            return
        zooming = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if self._comes_from_touch_pad(event) and not zooming:
            self._pan(QPointF(event.pixelDelta()))
        else:
            notches = (event.angleDelta().y() or event.angleDelta().x()) / _NOTCH
            self._zoom_at(self._view.zoom * _WHEEL_STEP**notches, event.position())
        event.accept()

    @staticmethod
    def _comes_from_touch_pad(event: QWheelEvent) -> bool:
        # Some drivers report pixels for a mouse wheel too; only a touch pad has a beginning and an end.
        if event.pixelDelta().isNull():
            return False
        return (
            event.phase() != Qt.ScrollPhase.NoScrollPhase
            or event.device().type() == QInputDevice.DeviceType.TouchPad
        )

    def mousePressEvent(self, event: QMouseEvent) -> None:
        buttons = (Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton)
        if self.has_picture() and event.button() in buttons and self._drag_from is None:
            self._drag_from = event.position()
            self._drag_button = event.button()
            self._show_cursor()
            event.accept()
        else:
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._drag_from is None:
            super().mouseMoveEvent(event)
            return
        self._drag_to(event.position())
        self._drag_from = event.position()
        event.accept()

    def _drag_to(self, position: QPointF) -> None:
        """The hand that took hold of the picture is at ``position`` now."""
        if self._drag_from is not None:
            self._pan(position - self._drag_from)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == self._drag_button:
            self._end_drag()
            event.accept()
        else:
            super().mouseReleaseEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self.has_picture() and event.button() == Qt.MouseButton.LeftButton:
            self._toggle_fit(event.position())
            event.accept()
        else:
            super().mouseDoubleClickEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom_in()
        elif key == Qt.Key.Key_Minus:
            self.zoom_out()
        elif key == Qt.Key.Key_0:
            self.zoom_to_fit()
        elif key == Qt.Key.Key_1:
            self.zoom_to_100()
        elif key in _ARROWS:
            stride = min(self.width(), self.height()) / 10
            self._pan(_ARROWS[key] * stride)
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._end_drag()
        self.update()

    def _toggle_fit(self, position: QPointF) -> None:
        if self._view.fits:
            self._zoom_at(1.0, position)
        else:
            self.zoom_to_fit()

    def _end_drag(self) -> None:
        self._drag_from = None
        self._drag_button = Qt.MouseButton.NoButton
        self._show_cursor()

    def _show_cursor(self) -> None:
        if not self.has_picture():
            self.unsetCursor()
        elif self._drag_from is not None:
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
        else:
            self.setCursor(Qt.CursorShape.OpenHandCursor)
