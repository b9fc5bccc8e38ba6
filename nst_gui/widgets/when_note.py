"""Says beside a control when what was set there counts, while something is being painted."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QCoreApplication, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from nst_gui.widgets.elided_label import ElidedLabel


class When(StrEnum):
    """From which painting, or part of it, a setting counts."""

    NOW = "now"
    NEXT = "next"


class WhenNote(ElidedLabel):
    """A few words in the control's own line, where they move nothing when they come and go."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self._when: When | None = None
        super().__init__(
            parent=parent,
            mode=Qt.TextElideMode.ElideRight,
            alignment=Qt.AlignmentFlag.AlignRight,
            secondary=True,
        )

    def show_when(self, when: When | None) -> None:
        """Show it; ``None`` for nothing to say."""
        if when is not self._when:
            self._when = when
            self._fit()

    def when(self) -> When | None:
        """What is shown."""
        return self._when

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance(_words(self._when)[0]) + 2, metrics.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """A word less, where there is no room for all of them."""
        whole, short, tip = _words(self._when)
        fits = self.sizeHint().width() <= self.contentsRect().width()
        if (text := whole if fits else short) != self.text():
            self.set_text(text, tip)
            self.setAccessibleName(whole)


def _words(when: When | None) -> tuple[str, str, str]:
    """What is written, the same in one word, and what it means."""
    if when is None:
        return "", "", ""
    if when is When.NOW:
        return (
            QCoreApplication.translate("WhenNote", "applies now"),
            QCoreApplication.translate("WhenNote", "now"),
            QCoreApplication.translate("WhenNote", "The painting goes on with this from its next iteration."),
        )
    return (
        QCoreApplication.translate("WhenNote", "next painting"),
        QCoreApplication.translate("WhenNote", "next"),
        QCoreApplication.translate(
            "WhenNote", "This painting keeps what it began with; the next one is painted with this."
        ),
    )
