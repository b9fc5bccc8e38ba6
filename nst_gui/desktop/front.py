"""Bringing the window to the front."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget


def bring_to_front(window: QWidget) -> None:
    """Show ``window`` over all others, as far as the desktop allows."""
    if window.isMinimized():
        window.showNormal()
    window.raise_()
    window.activateWindow()
