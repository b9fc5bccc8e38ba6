"""How far the painting is: a bar, where it stands, and how long it will take; before it, the forecast."""

from __future__ import annotations

import math
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import (
    QHBoxLayout,
    QProgressBar,
    QSizePolicy,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from nst_gui import theme
from nst_gui.widgets.elided_label import ElidedLabel
from nst_gui.widgets.forecast_line import ForecastLine
from nst_gui.widgets.tips import wrapped

_FINE: Final = 10_000


class _Bar(QProgressBar):
    """A slim bar; the words are beside it, where they can be read."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setRange(0, _FINE)
        self.setTextVisible(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(20 * theme.SPACE, 6)

    def minimumSizeHint(self) -> QSize:
        return QSize(8 * theme.SPACE, 6)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        colours = self.palette()
        area = QRectF(self.rect())
        radius = area.height() / 2
        painter.setBrush(
            theme.mix(
                colours.color(QPalette.ColorRole.Window), colours.color(QPalette.ColorRole.WindowText), 0.15
            )
        )
        painter.drawRoundedRect(area, radius, radius)
        share = max(0, self.value()) / _FINE
        if share > 0:
            area.setWidth(max(area.height(), area.width() * share))
            painter.setBrush(colours.color(QPalette.ColorRole.Highlight))
            painter.drawRoundedRect(area, radius, radius)


def clock(seconds: float) -> str:
    """A span of time as 0:07, 12:34 or 1:02:03."""
    whole = max(0, int(seconds))
    hours, minutes, rest = whole // 3600, whole // 60 % 60, whole % 60
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


class ProgressPanel(QWidget):
    """State, scale and iteration on the left; elapsed and remaining time on the right; a bar below.

    While the forecast has something to say it takes the place of the bar.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = ElidedLabel(parent=self, bold=True, mode=Qt.TextElideMode.ElideRight)
        self._state.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._where = ElidedLabel(parent=self, secondary=True, mode=Qt.TextElideMode.ElideRight)
        self._time = ElidedLabel(
            parent=self,
            secondary=True,
            mode=Qt.TextElideMode.ElideRight,
            alignment=Qt.AlignmentFlag.AlignRight,
        )
        self.bar = _Bar(self)
        self.bar.setAccessibleName(self.tr("Progress of the painting"))
        line = QHBoxLayout()
        line.setSpacing(theme.SPACE + theme.HALF_SPACE)
        line.addWidget(self._state)
        line.addWidget(self._where, 1)
        line.addWidget(self._time, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.HALF_SPACE + 2)
        layout.addStretch(1)
        layout.addLayout(line)
        layout.addLayout(self._lower_line())
        layout.addStretch(1)
        self.reset()

    def _lower_line(self) -> QStackedLayout:
        """Bar or forecast: equally high, so that nothing moves when one gives way to the other."""
        self.forecast = ForecastLine(self)
        middle = QWidget(self)
        around = QVBoxLayout(middle)
        around.setContentsMargins(0, 0, 0, 0)
        around.addStretch(1)
        around.addWidget(self.bar)
        around.addStretch(1)
        stack = QStackedLayout()
        stack.addWidget(middle)
        stack.addWidget(self.forecast)
        self.forecast.shownChanged.connect(lambda shown: stack.setCurrentIndex(1 if shown else 0))
        for page in (middle, self.forecast):
            page.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
            page.setFixedHeight(self.forecast.line_height())
        return stack

    def show_progress(
        self,
        scale_index: int,
        scale_count: int,
        iteration: int,
        iterations: int,
        fraction: float,
        elapsed_s: float,
        eta_s: float | None,
    ) -> None:
        """Show where the run stands.

        ``scale_index`` counts from 0, ``iteration`` from 1 within the scale; ``fraction`` (0–1) is of the
        whole run; times in seconds, ``eta_s`` None while unknown.
        """
        where = self.tr("Scale {scale} of {scales}  ·  Iteration {iteration} of {iterations}").format(
            scale=scale_index + 1, scales=scale_count, iteration=iteration, iterations=iterations
        )
        why = self.tr(
            "The picture is painted at one size after the other: large shapes first, detail last. The small "
            "ones take more iterations, and far less time; the number under Advanced is that of the last one."
        )
        self._where.set_text(where, wrapped(f"{where}\n{why}"))
        passed = self.tr("{time} elapsed").format(time=clock(elapsed_s))
        parts = [passed] if eta_s is None else [passed, self._remaining(eta_s)]
        self._time.set_text("  ·  ".join(parts))
        self.bar.setValue(round(min(1.0, max(0.0, fraction)) * _FINE))

    def show_state(self, text: str) -> None:
        """Name the state of the run in a word or a short sentence."""
        self._state.set_text(text)

    def state_text(self) -> str:
        """The state as named last."""
        return self._state.text()

    def reset(self) -> None:
        """Nothing runs and nothing has been painted."""
        for label in (self._state, self._where, self._time):
            label.set_text("")
        self.bar.setValue(0)

    def fraction(self) -> float:
        """How much of the bar is filled, 0–1."""
        return self.bar.value() / _FINE

    def _remaining(self, seconds: float) -> str:
        if not math.isfinite(seconds):
            return self.tr("time left unknown")
        if seconds < 10:
            return self.tr("a few seconds left")
        if seconds < 90:
            return self.tr("about {seconds} s left").format(seconds=round(seconds / 5) * 5)
        if seconds < 5400:
            return self.tr("about {minutes} min left").format(minutes=round(seconds / 60))
        hours = self.locale().toString(seconds / 3600, "f", 1)
        return self.tr("about {hours} h left").format(hours=hours)
