"""Small buttons that are the same everywhere."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon, QPalette
from PySide6.QtWidgets import QStyleOptionToolButton, QToolButton, QWidget

from nst_gui import icons, theme


def tool_button(parent: QWidget, icon: str, text: str, tip: str) -> QToolButton:
    """A small button that shows only an icon but has a name for everyone who cannot see it."""
    button = QToolButton(parent)
    button.setIcon(icons.icon(icon))
    button.setAutoRaise(True)
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    button.setIconSize(QSize(theme.WIDE_SPACE, theme.WIDE_SPACE))
    button.setAccessibleName(text)
    button.setToolTip(tip)
    return button


class ToggleButton(QToolButton):
    """A button that stays down, and is filled with the accent colour while it is: nobody can overlook it."""

    def __init__(self, icon: str, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = icon
        self.setText(text)
        self.setIcon(icons.icon(icon))
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def initStyleOption(self, option: QStyleOptionToolButton) -> None:
        super().initStyleOption(option)
        if not self.isChecked():
            return
        colours, ink = QPalette(option.palette), self.palette().color(QPalette.ColorRole.HighlightedText)
        # Fusion lightens what it fills a button with, and the words on it are white.
        fill = self.palette().color(QPalette.ColorRole.Highlight).darker(140)
        colours.setColor(QPalette.ColorRole.Button, fill)
        colours.setColor(QPalette.ColorRole.ButtonText, ink)
        option.palette = colours
        size = self.iconSize()
        option.icon = QIcon(icons.pixmap(self._icon, size.height(), self.devicePixelRatioF(), ink))
