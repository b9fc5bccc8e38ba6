"""A slider for artists: click anywhere to jump there, double-click to reset, no surprises by the wheel."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPalette, QPen, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QSlider, QWidget

from nst_gui import theme


class Slider(QSlider):
    """A horizontal slider whose filled part starts at ``origin``, the position of the default value."""

    resetRequested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._origin: int | None = None
        # Not WheelFocus: scrolling a panel must not catch on the sliders in it.
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def set_origin(self, position: int | None) -> None:
        """Mark the default; ``None`` where it lies outside the slider."""
        self._origin = position
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(20 * self.fontMetrics().averageCharWidth(), self._knob() + theme.SPACE)

    def minimumSizeHint(self) -> QSize:
        return QSize(6 * self.fontMetrics().averageCharWidth(), self._knob() + theme.SPACE)

    def _knob(self) -> int:
        """Diameter of the handle in logical pixels."""
        return max(12, round(self.fontMetrics().height() * 0.85) // 2 * 2)

    def _x(self, position: int) -> float:
        span = max(1, self.maximum() - self.minimum())
        margin = self._knob() / 2 + 2
        share = (position - self.minimum()) / span
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            share = 1.0 - share
        return margin + share * (self.width() - 2 * margin)

    def _position(self, x: float) -> int:
        margin = self._knob() / 2 + 2
        share = (x - margin) / max(1.0, self.width() - 2 * margin)
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            share = 1.0 - share
        return round(self.minimum() + min(1.0, max(0.0, share)) * (self.maximum() - self.minimum()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            event.ignore()
            return
        self.setSliderDown(True)
        x = event.position().x()
        if abs(x - self._x(self.sliderPosition())) > self._knob() / 2:
            self.setSliderPosition(self._position(x))
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self.isSliderDown():
            self.setSliderPosition(self._position(event.position().x()))
            event.accept()
        else:
            event.ignore()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.isSliderDown():
            self.setSliderDown(False)
            event.accept()
        else:
            event.ignore()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.resetRequested.emit()
            event.accept()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_groove(painter)
        self._paint_knob(painter)

    def _colour(self, role: QPalette.ColorRole) -> QColor:
        group = QPalette.ColorGroup.Active if self.isEnabled() else QPalette.ColorGroup.Disabled
        return self.palette().color(group, role)

    def _paint_groove(self, painter: QPainter) -> None:
        middle = self.height() / 2
        left, right = self._knob() / 2 + 2, self.width() - self._knob() / 2 - 2
        groove = theme.mix(
            self._colour(QPalette.ColorRole.Window), self._colour(QPalette.ColorRole.WindowText), 0.22
        )
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(groove)
        painter.drawRoundedRect(QRectF(left, middle - 2, right - left, 4), 2, 2)
        start = self._x(self.minimum() if self._origin is None else self._origin)
        end = self._x(self.sliderPosition())
        painter.setBrush(self._colour(QPalette.ColorRole.Highlight))
        painter.drawRoundedRect(QRectF(min(start, end), middle - 2, abs(end - start), 4), 2, 2)
        if self._origin is not None:
            painter.setBrush(theme.mix(groove, self._colour(QPalette.ColorRole.WindowText), 0.4))
            painter.drawRoundedRect(QRectF(start - 1, middle - 5, 2, 10), 1, 1)

    def _paint_knob(self, painter: QPainter) -> None:
        radius = self._knob() / 2
        middle = QPointF(self._x(self.sliderPosition()), self.height() / 2)
        accent = self._colour(QPalette.ColorRole.Highlight)
        active = self.isSliderDown() or self.underMouse()
        edge = accent if (active and self.isEnabled()) else self._colour(QPalette.ColorRole.Shadow)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            halo = QColor(accent)
            halo.setAlphaF(0.45)
            painter.setPen(QPen(halo, 3))
            painter.drawEllipse(middle, radius + 0.5, radius + 0.5)
            edge = accent
        dark = theme.is_dark(self.palette())
        fill = QColor("#d8d8d8") if dark else QColor("#ffffff")
        if not self.isEnabled():
            fill = theme.mix(fill, self._colour(QPalette.ColorRole.Window), 0.6)
            edge = theme.mix(
                self._colour(QPalette.ColorRole.Window), self._colour(QPalette.ColorRole.WindowText), 0.6
            )
        painter.setBrush(fill)
        painter.setPen(QPen(edge, 1.25))
        painter.drawEllipse(middle, radius - 1, radius - 1)
