"""Where a window goes that was never open before, and how it shares its width."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDockWidget, QMainWindow, QSplitter

from nst_gui.settings import WindowSettings, can_be_taken_hold_of

FIRST_SIZE: Final = QSize(1440, 900)
LEAST_SIZE: Final = QSize(976, 600)
#: A large screen is there for the picture; some of it stays for whoever drags pictures over.
_SHARE: Final = 0.8
#: Title bar and borders, which the system adds and nobody knows before the window is shown.
_FRAME: Final = QSize(16, 48)
_LEAST_LEFT: Final = 424
_LEAST_RIGHT: Final = 300
_LEAST_BELOW: Final = 120


def room() -> QSize:
    """What a window may measure inside its frame on the first screen."""
    return QGuiApplication.primaryScreen().availableGeometry().size() - _FRAME


def place(window: QMainWindow, settings: WindowSettings, splitters: Mapping[str, QSplitter]) -> bool:
    """Put the window where it was; at the first start, or without that screen, in the middle, and False."""
    window.setMinimumSize(LEAST_SIZE.expandedTo(window.minimumSizeHint()).boundedTo(room()))
    if settings.restore_geometry(window, splitters):
        return True
    window.resize(FIRST_SIZE.expandedTo(room() * _SHARE).boundedTo(room()))
    frame = QRect(QPoint(), window.size() + _FRAME)
    frame.moveCenter(QGuiApplication.primaryScreen().availableGeometry().center())
    window.move(frame.topLeft())
    return False


def share(window: QMainWindow, docks: Mapping[str, QDockWidget], splitters: Mapping[str, QSplitter]) -> None:
    """The sides get what they need, and some more on a large screen; the picture gets the rest."""
    left = min(max(_LEAST_LEFT, window.width() * 28 // 100), 2 * _LEAST_LEFT)
    right = min(max(_LEAST_RIGHT, window.width() * 18 // 100), 2 * _LEAST_RIGHT)
    sides = [docks["show_sources"], docks["show_controls"]]
    window.resizeDocks(sides, [left, right], Qt.Orientation.Horizontal)
    window.resizeDocks([docks["show_results"]], [_LEAST_BELOW], Qt.Orientation.Vertical)
    splitters["sources"].setSizes([left * 40 // 100, left * 60 // 100])


def show_torn_off(window: QMainWindow, docks: Iterable[QDockWidget]) -> None:
    """Show floating panels where they were; over the window those whose screen is not there any more."""
    for dock in docks:
        if not can_be_taken_hold_of(dock.frameGeometry()):
            inside = window.geometry()
            frame = QRect(QPoint(), dock.size().boundedTo(inside.size()))
            frame.moveCenter(inside.center())
            dock.setGeometry(frame)
        dock.show()
