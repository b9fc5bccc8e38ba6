"""What a user's hands do, as real events."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import PySide6
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QDialog, QDialogButtonBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from nst_gui.main_window import MainWindow
from nst_gui.models.run_state import RunState
from nst_gui.widgets.queue_panel import QueuePanel


def file_mime(paths: Iterable[Path]) -> QMimeData:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return mime


def words_only(dialog: QDialog) -> list[str]:
    """What is on a dialog's buttons, none of which has an icon as well."""
    buttons = [b for box in dialog.findChildren(QDialogButtonBox) for b in box.findChildren(QPushButton)]
    assert all(button.icon().isNull() for button in buttons)
    return [button.text().replace("&", "") for button in buttons]


def drop(target: QWidget, mime: QMimeData) -> bool:
    """Drag ``mime`` over the middle of ``target`` and let go; False when it is not even accepted."""
    middle = QPoint(target.width() // 2, target.height() // 2)
    # Qt 6.12 wants exact positions and calls whole ones deprecated; before, only whole ones were taken.
    place = QPointF(middle) if PySide6.__version_info__ >= (6, 12) else middle
    buttons, keys, copy = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, Qt.DropAction.CopyAction
    enter = QDragEnterEvent(place, copy, mime, buttons, keys)
    QApplication.sendEvent(target, enter)
    if not enter.isAccepted():
        return False
    QApplication.sendEvent(target, QDropEvent(QPointF(middle), copy, mime, buttons, keys))
    return True


def queue_up(window: MainWindow, *strengths: float) -> None:
    """Queue what is set with each of ``strengths``, by the menu."""
    for strength in strengths:
        window.model.set(style_strength=strength)
        window.actions_table["queue_add"].trigger()


def queue_panel(window: MainWindow) -> QueuePanel:
    return window.queue_dock.findChild(QueuePanel)


def wait_for(qtbot: QtBot, window: MainWindow, state: RunState) -> None:
    """Until painting is in ``state``."""
    qtbot.waitUntil(lambda: window.controller.state is state)
