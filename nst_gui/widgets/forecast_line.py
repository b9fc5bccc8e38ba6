"""What painting would take, in one line beside Start."""

from __future__ import annotations

from typing import Final, Literal

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from nst_gui import icons, theme
from nst_gui.widgets.elided_label import ElidedLabel
from nst_gui.widgets.tips import wrapped

Mark = Literal["fits", "tiled", "too large", "problem", "measuring"]

#: Each mark has a shape of its own: colour alone would leave some people without an answer.
_ICONS: Final[dict[Mark, str]] = {
    "fits": "fits",
    "tiled": "tiles",
    "too large": "too-large",
    "problem": "error",
    "measuring": "clock",
}
_TONES: Final[dict[Mark, theme.Tone]] = {
    "fits": "good",
    "tiled": "warning",
    "too large": "error",
    "problem": "error",
}


class _Light(QWidget):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("light")
        self.mark: Mark = "measuring"
        side = max(16, self.fontMetrics().height())
        self.setFixedSize(QSize(side, side))

    def colour(self) -> QColor:
        tone = _TONES.get(self.mark)
        if tone is None or not self.isEnabled():
            return theme.secondary_text(self.palette())
        return theme.kind_colour(tone, self.palette())

    def paintEvent(self, _event: QPaintEvent) -> None:
        icons.paint(QPainter(self), _ICONS[self.mark], QRectF(self.rect()), self.colour())


class ForecastLine(QWidget):
    """A light and a sentence; says nothing until it is told what. ``shownChanged`` tells whether it does."""

    shownChanged = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._light = _Light(self)
        self._text = ElidedLabel(parent=self, mode=Qt.TextElideMode.ElideRight)
        self._text.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.HALF_SPACE + 2)
        layout.addStretch(1)
        layout.addWidget(self._light)
        layout.addWidget(self._text)
        self.setAccessibleName(self.tr("Forecast"))
        self.clear()

    def line_height(self) -> int:
        """Its height in logical pixels, also while it says nothing."""
        return max(self._light.height(), self._text.sizeHint().height())

    def show_words(self, mark: Mark, text: str, tip: str = "") -> None:
        """Show ``text`` beside the sign of ``mark``; ``tip`` says more to those who ask."""
        self._light.mark = mark
        self._text.set_text(text, wrapped(f"{text}\n{tip}") if tip else "")
        self.setAccessibleDescription(f"{text}\n{tip}" if tip else text)
        self.set_stale(False)
        self._set_shown(True)

    def set_stale(self, stale: bool) -> None:
        """Show faintly what speaks of settings that have changed since."""
        self.setEnabled(not stale)
        self._light.update()

    def clear(self) -> None:
        """Say nothing."""
        self._text.set_text("")
        self.setAccessibleDescription("")
        self._set_shown(False)

    def text(self) -> str:
        """What is said, or nothing."""
        return self._text.text()

    def mark(self) -> Mark | None:
        """The sign beside it, ``None`` while nothing is said."""
        return self._light.mark if self.text() else None

    def _set_shown(self, shown: bool) -> None:
        self._light.setVisible(shown)
        self._text.setVisible(shown)
        self.shownChanged.emit(shown)
