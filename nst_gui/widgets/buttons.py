"""Small buttons that are the same everywhere."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QToolButton, QWidget

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
