"""The objective over the iterations, on a logarithmic axis, with the scales marked."""

from __future__ import annotations

import math
from array import array
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from nst_gui import theme
from nst_gui.words import filled

_SUPERSCRIPTS: Final = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
#: A plot of a flat line still needs some height: this much of a decade.
_LEAST_SPAN: Final = 0.2


def label_for(value: float, *, as_power: bool = False) -> str:
    """A tick or a reading in as few characters as possible: 0.02, 5, 3000, 2·10⁶."""
    if value == 0:
        return "0"
    exponent = math.floor(math.log10(abs(value)) + 1e-9)
    if -3 <= exponent <= 3 and not as_power:
        return filled("{value:.3g}" if exponent < 3 else "{value:.0f}", value=value)
    power = f"10{str(exponent).translate(_SUPERSCRIPTS)}"
    factor = value / 10.0**exponent
    return power if abs(factor - 1) < 0.005 else filled("{factor:.3g}·{power}", factor=factor, power=power)


def labels_for(ticks: list[float]) -> list[str]:
    """All ticks of an axis written in the same way."""
    powers = any(not 1e-3 <= tick < 1e4 for tick in ticks)
    return [label_for(tick, as_power=powers) for tick in ticks]


def ticks_between(low: float, high: float) -> list[float]:
    """Round numbers within ``low`` … ``high`` (both > 0): decades where there are many, else 1–2–5."""
    first, last = math.floor(math.log10(low)), math.ceil(math.log10(high))
    span = math.log10(high / low)
    if span > 2:
        stride = max(1, math.ceil(span / 6))
        values = [10.0**e for e in range(first, last + 1, stride)]
    else:
        factors = (1, 2, 5) if span > 0.7 else (1, 1.5, 2, 2.5, 3, 4, 5, 6, 7, 8, 9)
        values = [factor * 10.0**e for e in range(first, last + 1) for factor in factors]
    return [value for value in values if low <= value <= high]


class LossPlot(QWidget):
    """Draws one curve; the pointer reads it.

    Points are kept for every iteration; what is drawn is the lowest and highest of each pixel column.
    Values that no logarithm has (0 and below, not finite) leave a gap.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._logs = array("d")
        self._low = math.inf
        self._high = -math.inf
        self._changes: list[tuple[int, int]] = []
        #: Before which points the settings were changed.
        self._marks: list[int] = []
        self._scale: int | None = None
        self._pointer: float | None = None
        self._repaint_asked = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setMouseTracking(True)
        self.setAccessibleName(self.tr("Objective over the iterations"))

    def sizeHint(self) -> QSize:
        return QSize(32 * theme.SPACE, round(self.fontMetrics().height() * 9))

    def minimumSizeHint(self) -> QSize:
        return QSize(16 * theme.SPACE, round(self.fontMetrics().height() * 6))

    def add_point(self, objective: float, scale_index: int) -> None:
        """Append the objective after one more iteration at scale ``scale_index`` (from 0)."""
        if scale_index != self._scale:
            self._changes.append((len(self._logs), scale_index))
            self._scale = scale_index
        good = math.isfinite(objective) and objective > 0
        log = math.log10(objective) if good else math.nan
        self._logs.append(log)
        if good:
            self._low = min(self._low, log)
            self._high = max(self._high, log)
        # Thousands of points may come between two paintings; one request is enough for all.
        if not self._repaint_asked:
            self._repaint_asked = True
            self.update()

    def mark_change(self) -> None:
        """From the next point on the picture is painted with other settings."""
        self._marks.append(len(self._logs))
        self.update()

    def marks(self) -> list[int]:
        """Before which points the settings were changed, counted from 0."""
        return list(self._marks)

    def clear(self) -> None:
        """Forget all points."""
        del self._logs[:]
        self._low, self._high = math.inf, -math.inf
        self._changes.clear()
        self._marks.clear()
        self._scale = None
        self._pointer = None
        self.update()

    def count(self) -> int:
        """How many points there are."""
        return len(self._logs)

    # ---- geometry ---------------------------------------------------------------------------------

    def _bounds(self) -> tuple[float, float]:
        """Lowest and highest logarithm shown, with a little air."""
        middle = (self._low + self._high) / 2
        half = max(self._high - self._low, _LEAST_SPAN) / 2 * 1.08
        return middle - half, middle + half

    def _area(self, labels: list[str]) -> QRectF:
        metrics = self.fontMetrics()
        widest = max((metrics.horizontalAdvance(label) for label in labels), default=0)
        line = metrics.height()
        return QRectF(self.rect()).adjusted(widest + theme.SPACE, line + 2, -theme.SPACE, -line - 2)

    def _x(self, area: QRectF, index: float) -> float:
        return area.left() + index / max(1, len(self._logs) - 1) * area.width()

    @staticmethod
    def _y(area: QRectF, log: float, bounds: tuple[float, float]) -> float:
        return area.bottom() - (log - bounds[0]) / (bounds[1] - bounds[0]) * area.height()

    def columns(self, width: int) -> list[tuple[int, float]]:
        """The points to draw, at most two per column of ``width``: (iteration, logarithm), gaps as NaN."""
        logs: NDArray[np.float64] = np.array(self._logs, dtype=np.float64)
        if len(logs) <= 2 * width:
            return list(enumerate(logs.tolist()))
        edges = np.linspace(0, len(logs), width + 1).astype(int)[:-1]
        ends = np.append(edges[1:], len(logs))
        chosen: list[tuple[int, float]] = []
        for start, end in zip(edges.tolist(), ends.tolist(), strict=True):
            part = logs[start:end]
            if np.isnan(part).all():
                chosen.append((start, math.nan))
                continue
            both = sorted((int(np.nanargmin(part)), int(np.nanargmax(part))))
            chosen.extend((start + i, float(part[i])) for i in dict.fromkeys(both))
        return chosen

    # ---- painting ---------------------------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:
        self._repaint_asked = False
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not math.isfinite(self._low):
            painter.setPen(theme.secondary_text(self.palette()))
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(self.rect(), flags, self.tr("The objective is plotted here while painting."))
            return
        bounds = self._bounds()
        ticks = ticks_between(10.0 ** bounds[0], 10.0 ** bounds[1])
        area = self._area(labels_for(ticks))
        if area.width() < theme.SPACE or area.height() < theme.SPACE:
            return
        self._paint_axes(painter, area, bounds, ticks)
        self._paint_scales(painter, area)
        self._paint_marks(painter, area)
        self._paint_curve(painter, area, bounds)
        self._paint_reading(painter, area, bounds)

    def _colours(self) -> tuple[QColor, QColor, QColor]:
        """Grid, words, curve."""
        colours = self.palette()
        window, text = (colours.color(r) for r in (QPalette.ColorRole.Window, QPalette.ColorRole.WindowText))
        return (
            theme.mix(window, text, 0.13),
            theme.mix(window, text, 0.65),
            colours.color(QPalette.ColorRole.Highlight),
        )

    def _paint_axes(
        self, painter: QPainter, area: QRectF, bounds: tuple[float, float], ticks: list[float]
    ) -> None:
        grid, words, _curve = self._colours()
        line = self.fontMetrics().height()
        free_above = math.inf
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        for tick, label in zip(ticks, labels_for(ticks), strict=True):
            y = self._y(area, math.log10(tick), bounds)
            painter.setPen(QPen(grid, 1))
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
            if y + line / 2 <= free_above:
                free_above = y - line / 2
                painter.setPen(words)
                place = QRectF(0, y - line / 2, area.left() - theme.HALF_SPACE, line)
                painter.drawText(place, right, label)
        painter.setPen(words)
        below = QRectF(area.left(), area.bottom() + 2, area.width(), line)
        painter.drawText(below, Qt.AlignmentFlag.AlignLeft, self.tr("Iterations"))
        painter.drawText(below, Qt.AlignmentFlag.AlignRight, self.locale().toString(len(self._logs)))

    def _paint_scales(self, painter: QPainter, area: QRectF) -> None:
        grid, words, _curve = self._colours()
        line = self.fontMetrics().height()
        free_from = -math.inf
        for index, scale in self._changes:
            x = self._x(area, index)
            if index:
                painter.setPen(QPen(theme.mix(grid, words, 0.35), 1))
                painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()))
            label = self.tr("Scale {number}").format(number=scale + 1)
            width = self.fontMetrics().horizontalAdvance(label)
            left = min(x, self.width() - width - 1.0)
            if left >= free_from:
                free_from = left + width + theme.HALF_SPACE
                painter.setPen(words)
                painter.drawText(QRectF(left, area.top() - line - 1, width + 1, line), 0, label)

    def _paint_marks(self, painter: QPainter, area: QRectF) -> None:
        painter.setPen(QPen(self._colours()[1], 1, Qt.PenStyle.DashLine))
        for index in self._marks:
            # Between the last point before and the first one after; beside the line where a scale begins.
            x = max(area.left(), min(self._x(area, index - 0.5), area.right()))
            painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()))

    def _paint_curve(self, painter: QPainter, area: QRectF, bounds: tuple[float, float]) -> None:
        painter.setPen(QPen(self._colours()[2], 1.75, j=Qt.PenJoinStyle.RoundJoin))
        stretch = QPolygonF()
        for index, log in self.columns(max(1, int(area.width()))):
            if math.isnan(log):
                self._paint_stretch(painter, stretch)
                stretch = QPolygonF()
            else:
                stretch.append(QPointF(self._x(area, index), self._y(area, log, bounds)))
        self._paint_stretch(painter, stretch)

    @staticmethod
    def _paint_stretch(painter: QPainter, stretch: QPolygonF) -> None:
        if stretch.size() == 1:
            painter.drawEllipse(stretch.at(0), 1, 1)
        elif not stretch.isEmpty():
            painter.drawPolyline(stretch)

    def _paint_reading(self, painter: QPainter, area: QRectF, bounds: tuple[float, float]) -> None:
        if self._pointer is None:
            return
        share = (self._pointer - area.left()) / area.width()
        index = round(min(1.0, max(0.0, share)) * (len(self._logs) - 1))
        log = self._logs[index]
        if math.isnan(log):
            return
        place = QPointF(self._x(area, index), self._y(area, log, bounds))
        colours = self.palette()
        painter.setPen(QPen(colours.color(QPalette.ColorRole.WindowText), 1))
        painter.setBrush(colours.color(QPalette.ColorRole.Window))
        painter.drawEllipse(place, 3.5, 3.5)
        words = self.tr("{value} at {iteration}").format(value=label_for(10.0**log), iteration=index + 1)
        metrics = self.fontMetrics()
        box = QRectF(
            0, 0, metrics.horizontalAdvance(words) + theme.SPACE, metrics.height() + theme.HALF_SPACE
        )
        box.moveCenter(QPointF(place.x(), place.y() - box.height()))
        box.moveLeft(min(area.right() - box.width(), max(area.left(), box.left())))
        box.moveTop(
            max(area.top(), box.top()) if place.y() - box.height() > area.top() else place.y() + theme.SPACE
        )
        painter.setPen(QPen(theme.outline(colours), 1))
        painter.setBrush(colours.color(QPalette.ColorRole.ToolTipBase))
        painter.drawRoundedRect(box, theme.HALF_SPACE, theme.HALF_SPACE)
        painter.setPen(colours.color(QPalette.ColorRole.ToolTipText))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._pointer = event.position().x()
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._pointer = None
        self.update()
