"""Drags over the window, as the system makes them, and what is read off it meanwhile."""

from __future__ import annotations

from pathlib import Path

import PySide6
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from nst_engine import pictures
from nst_engine.recipe import Recipe, StyleRef
from nst_gui.main_window import MainWindow

_BUTTON, _KEYS = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
_COPY = Qt.DropAction.CopyAction | Qt.DropAction.MoveAction


class Hand:
    """Drags over a window as the system does: to the widget that is under the pointer and takes drops."""

    def __init__(self, window: MainWindow, mime: QMimeData) -> None:
        self.window, self.mime = window, mime
        self._over: QWidget | None = None

    def _under(self, place: QPoint) -> QWidget:
        widget = self.window.childAt(place) or self.window
        while not widget.acceptDrops() and not widget.isWindow():
            widget = widget.parentWidget()
        return widget

    def move(self, place: QPoint, actions: Qt.DropAction = _COPY) -> bool:
        """Be over ``place`` of the window; whether the drag would be taken there."""
        target = self._under(place)
        here = target.mapFrom(self.window, place)
        # Qt 6.12 wants exact positions and calls whole ones deprecated; before, only whole ones were taken.
        where = QPointF(here) if PySide6.__version_info__ >= (6, 12) else here
        if target is not self._over:
            if self._over is not None:
                QApplication.sendEvent(self._over, QDragLeaveEvent())
            self._over = target
            event = QDragEnterEvent(where, actions, self.mime, _BUTTON, _KEYS)
        else:
            event = QDragMoveEvent(where, actions, self.mime, _BUTTON, _KEYS)
        QApplication.sendEvent(target, event)
        return event.isAccepted()

    def let_go(self, place: QPoint) -> None:
        """Come in over the title's corner, move to ``place``, and drop."""
        self.move(place)
        self.move(place)  # the cards lie under the pointer only now
        target = self._under(place)
        here = QPointF(target.mapFrom(self.window, place))
        QApplication.sendEvent(target, QDropEvent(here, _COPY, self.mime, _BUTTON, _KEYS))

    def leave(self) -> None:
        """Leave the window, or press Escape: the system tells the two apart no more than this."""
        assert self._over is not None
        QApplication.sendEvent(self._over, QDragLeaveEvent())


def settle(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.waitUntil(lambda: not window.tasks.busy)


def middle_of(window: MainWindow, widget: QWidget) -> QPoint:
    return widget.mapTo(window, widget.rect().center())


def card(window: MainWindow, title: str) -> QPoint:
    (place,) = [rect.center() for name, _, rect in window.dropping.zones.cards() if name == title]
    return place


def titles(window: MainWindow) -> list[str]:
    return [title for title, _, _ in window.dropping.zones.cards()]


def save_exported(path: Path, photograph: Path, painting: Path) -> Recipe:
    recipe = Recipe(
        content=pictures.reference(photograph),
        styles=(StyleRef(picture=pictures.reference(painting)),),
        size=80,
        style_strength=7.5,
    )
    pictures.save(pictures.load(photograph), path, recipe=recipe)
    return recipe
