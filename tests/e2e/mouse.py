"""A hand on the mouse: every event goes to the window under the pointer, as the system would send it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

import PySide6
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QGuiApplication, QMouseEvent, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QMainWindow, QMenu, QWidget

LEFT, RIGHT, NONE = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton, Qt.MouseButton.NoButton
NO_KEYS = Qt.KeyboardModifier.NoModifier


def click(widget: QWidget, place: QPoint | None = None, button: Qt.MouseButton = LEFT) -> None:
    """Click at ``place`` of ``widget``, its middle by default; what lies over it gets the click instead."""
    assert widget.isVisible(), f"{widget} cannot be seen"
    assert widget.isEnabled(), f"{widget.accessibleName() or widget} is disabled"
    QTest.mouseClick(_handle(widget), button, NO_KEYS, _in_window(widget, place))


def drag(widget: QWidget, start: QPoint, end: QPoint, steps: int = 8) -> None:
    """Press at ``start``, move to ``end``, let go."""
    handle = _handle(widget)
    QTest.mousePress(handle, LEFT, NO_KEYS, _in_window(widget, start))
    for step in range(1, steps + 1):
        place = start + (end - start) * (step / steps)
        # QTest's own moves carry no pressed button, and nothing is dragged by them.
        spot = QPointF(_in_window(widget, place))
        event = QMouseEvent(QEvent.Type.MouseMove, spot, handle.mapToGlobal(spot), NONE, LEFT, NO_KEYS)
        QGuiApplication.sendEvent(handle, event)
    QTest.mouseRelease(handle, LEFT, NO_KEYS, _in_window(widget, end))


def choose_from_menu_bar(window: QMainWindow, menu: str, key: str) -> None:
    """Open the menu called ``menu`` and click on the action with the object name ``key``."""
    bar = window.menuBar()
    [title] = [action for action in bar.actions() if action.text().replace("&", "") == menu]
    click(bar, bar.actionGeometry(title).center())
    _click_row(_open_menu(), lambda name, _text: name == key)


def choose_from_open_menu(words: str) -> None:
    """Click on the row of the menu that is open whose text has ``words`` in it."""
    _click_row(_open_menu(), lambda _name, text: words in text)


def choose_in_combo(combo: QComboBox, row: int) -> None:
    """Open the list and click on ``row``."""
    click(combo)
    view = combo.view()
    # The release of the click that opened the list must not choose what has come up under the pointer.
    QTest.qWait(QApplication.doubleClickInterval() + 50)
    # Not through its window, which is gone before the click is over.
    QTest.mouseClick(view.viewport(), LEFT, NO_KEYS, view.visualRect(combo.model().index(row, 0)).center())


def drop_files(widget: QWidget, paths: Iterable[Path], where: Callable[[], QPoint]) -> None:
    """Drag files in over the middle of ``widget``, go to the point ``where`` of it, and let go.

    ``where`` is asked when the drag has come in: only then the window shows what can be done.
    """
    handle = _handle(widget)
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    copy = Qt.DropAction.CopyAction
    first = _in_window(widget, None)
    enter = QDragEnterEvent(_place(first), copy, mime, LEFT, NO_KEYS)
    QGuiApplication.sendEvent(handle, enter)
    assert enter.isAccepted(), "what is dragged is not welcome"
    place = _in_window(widget, where())
    QGuiApplication.sendEvent(handle, QDragMoveEvent(_place(place), copy, mime, LEFT, NO_KEYS))
    QGuiApplication.sendEvent(handle, QDropEvent(QPointF(place), copy, mime, LEFT, NO_KEYS))


def _place(place: QPoint) -> QPoint | QPointF:
    # Qt 6.12 wants exact positions and calls whole ones deprecated; before, only whole ones were taken.
    return QPointF(place) if PySide6.__version_info__ >= (6, 12) else place


def _handle(widget: QWidget) -> QWindow:
    handle = widget.window().windowHandle()
    assert handle is not None, f"{widget} is in no window"
    return handle


def _in_window(widget: QWidget, place: QPoint | None) -> QPoint:
    return widget.mapTo(widget.window(), widget.rect().center() if place is None else place)


def _open_menu() -> QMenu:
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu), "no menu is open"
    return menu


def _click_row(menu: QMenu, fits: Callable[[str, str], bool]) -> None:
    [action] = [row for row in menu.actions() if fits(row.objectName(), row.text().replace("&", ""))]
    assert action.isEnabled(), f"{action.text()} cannot be chosen"
    click(menu, menu.actionGeometry(action).center())
