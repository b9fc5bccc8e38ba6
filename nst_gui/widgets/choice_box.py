"""A list to choose from that stands in a panel one scrolls through."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QWidget


class ChoiceBox(QComboBox):
    """A combo box that leaves the wheel to the panel until somebody has gone to it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        # Not WheelFocus: the wheel itself would go to it.
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def wheelEvent(self, event: QWheelEvent) -> None:
        # Qt's own turns to the next choice wherever the focus is.
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()
