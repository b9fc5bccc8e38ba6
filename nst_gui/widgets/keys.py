"""What a key event asks a widget for."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent


def is_return(event: QKeyEvent) -> bool:
    """Return or Enter by itself: with Ctrl it is the window's, also while its action cannot be used."""
    alone = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == Qt.KeyboardModifier.NoModifier
    return alone and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
