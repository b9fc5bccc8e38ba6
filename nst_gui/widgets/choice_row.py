"""A few choices side by side, one of which holds; all of them can be read without opening anything."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from nst_gui import theme
from nst_gui.models.counting import When
from nst_gui.widgets.tips import explain, wrapped
from nst_gui.widgets.when_note import WhenNote, foretell


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several: the ``value`` it stands for, its ``text``, and what it means."""

    value: str
    text: str
    tip: str


class _Segment(QAbstractButton):
    """One choice; a radio button to the keyboard and to screen readers."""

    def __init__(self, choice: Choice, parent: QWidget) -> None:
        super().__init__(parent)
        self.value = choice.value
        self.setText(choice.text)
        explain(self, choice.tip)
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance(self.text()) + 2 * theme.SPACE, metrics.height() + theme.SPACE)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = self.palette()
        window, ink = colours.color(QPalette.ColorRole.Window), colours.color(QPalette.ColorRole.WindowText)
        area = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.setPen(Qt.PenStyle.NoPen)
        if self.isChecked():
            painter.setBrush(colours.color(QPalette.ColorRole.Highlight))
            ink = colours.color(QPalette.ColorRole.HighlightedText)
            painter.drawRoundedRect(area, theme.HALF_SPACE, theme.HALF_SPACE)
        elif self.underMouse() or self.isDown():
            painter.setBrush(theme.mix(window, ink, 0.16 if self.isDown() else 0.08))
            painter.drawRoundedRect(area, theme.HALF_SPACE, theme.HALF_SPACE)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(colours.color(QPalette.ColorRole.WindowText), 1))
            ring = area.adjusted(1.5, 1.5, -1.5, -1.5)
            painter.drawRoundedRect(ring, theme.HALF_SPACE - 1, theme.HALF_SPACE - 1)
        painter.setPen(ink)
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())


class _Track(QWidget):
    """The frame around the choices."""

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(theme.outline(self.palette()))
        painter.setBrush(self.palette().color(QPalette.ColorRole.Base))
        area = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(area, theme.RADIUS, theme.RADIUS)


class ChoiceRow(QWidget):
    """A label and its choices. ``chosen`` carries the value the *user* picked, also the present one again."""

    chosen = Signal(str)

    def __init__(
        self, label: str, choices: Sequence[Choice], tip: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._label = QLabel(label, self)
        self._label.setToolTip(wrapped(tip))
        self._note = QLabel(self)
        self._note.setTextFormat(Qt.TextFormat.PlainText)
        self._note.setWordWrap(True)
        self._note.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self._note.hide()
        self._when = WhenNote(self)
        head = QHBoxLayout()
        head.setSpacing(theme.SPACE)
        head.addWidget(self._label)
        head.addWidget(self._when, 1)
        track = _Track(self)
        track.setAccessibleName(label)
        line = QHBoxLayout(track)
        line.setContentsMargins(2, 2, 2, 2)
        line.setSpacing(2)
        self._segments = [_Segment(choice, track) for choice in choices]
        for segment in self._segments:
            segment.setAccessibleName(f"{label}: {segment.text()}")
            segment.clicked.connect(lambda _checked, value=segment.value: self.chosen.emit(value))
            line.addWidget(segment)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.HALF_SPACE)
        layout.addLayout(head)
        layout.addWidget(track)
        layout.addWidget(self._note)

    def value(self) -> str:
        """The choice that holds; empty before the first :meth:`set_value`."""
        return next((segment.value for segment in self._segments if segment.isChecked()), "")

    def set_value(self, value: str) -> None:
        """Show which choice holds, without a signal; :class:`ValueError` for one that is not offered."""
        self.button(value).setChecked(True)
        for segment in self._segments:
            # As with radio buttons, Tab goes to the one that holds; the arrow keys go on from there.
            segment.setFocusPolicy(
                Qt.FocusPolicy.StrongFocus if segment.isChecked() else Qt.FocusPolicy.ClickFocus
            )

    def button(self, value: str) -> QAbstractButton:
        """The button of a choice; :class:`ValueError` for one that is not offered."""
        for segment in self._segments:
            if segment.value == value:
                return segment
        raise ValueError(f"{value!r} is not among the choices")

    def set_note(self, text: str) -> None:
        """A line below that says more; empty removes it."""
        self._note.setText(text)
        self._note.setVisible(bool(text))

    def show_when(self, when: When | None) -> None:
        """Say from when on the choice counts."""
        self._when.show_when(when)

    def foretell(self, when: When | None) -> None:
        """Say in its tips from when on another choice would count."""
        foretell((self._label, *self._segments), when)

    def when(self) -> When | None:
        """From when on it is said to count."""
        return self._when.when()

    def note(self) -> str:
        """The line below."""
        return self._note.text()
