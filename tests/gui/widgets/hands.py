"""Real events for tests: wheel turns, drags and drops as the system would send them."""

from __future__ import annotations

import numpy as np
import PySide6
from numpy.typing import NDArray
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QImage, QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget

NO_BUTTON = Qt.MouseButton.NoButton
NO_KEYS = Qt.KeyboardModifier.NoModifier
ANY_ACTION = Qt.DropAction.CopyAction | Qt.DropAction.MoveAction


def turn_wheel(
    widget: QWidget,
    position: QPointF,
    notches: float = 0.0,
    *,
    pixels: QPoint | None = None,
    keys: Qt.KeyboardModifier = NO_KEYS,
    phase: Qt.ScrollPhase = Qt.ScrollPhase.NoScrollPhase,
) -> QWheelEvent:
    """Send a wheel event to a widget; ``pixels`` makes it one of a touch pad."""
    event = QWheelEvent(
        position,
        QPointF(widget.mapToGlobal(position.toPoint())),
        pixels or QPoint(),
        QPoint(0, round(notches * 120)),
        NO_BUTTON,
        keys,
        phase,
        False,
    )
    QApplication.sendEvent(widget, event)
    return event


def drag_in(widget: QWidget, mime: QMimeData, actions: Qt.DropAction = ANY_ACTION) -> QDragEnterEvent:
    """Let a drag hover over a widget."""
    position = widget.rect().center()
    event = QDragEnterEvent(
        # Qt 6.12 wants exact positions and calls whole ones deprecated; before, only whole ones were taken.
        position.toPointF() if PySide6.__version_info__ >= (6, 12) else position,
        actions,
        mime,
        Qt.MouseButton.LeftButton,
        NO_KEYS,
    )
    QApplication.sendEvent(widget, event)
    return event


def drag_out(widget: QWidget) -> None:
    """Let the drag go away again."""
    QApplication.sendEvent(widget, QDragLeaveEvent())


def drop(widget: QWidget, mime: QMimeData, actions: Qt.DropAction = ANY_ACTION) -> QDropEvent:
    """Drag in and let go."""
    drag_in(widget, mime, actions)
    event = QDropEvent(QPointF(widget.rect().center()), actions, mime, Qt.MouseButton.LeftButton, NO_KEYS)
    QApplication.sendEvent(widget, event)
    return event


def picture(width: int, height: int, seed: int = 0) -> QImage:
    """A picture of random pixels, the same for the same seed."""
    pixels = np.random.default_rng(seed).integers(0, 256, (height, width, 3), dtype=np.uint8)
    return QImage(pixels.data, width, height, 3 * width, QImage.Format.Format_RGB888).copy()


def pixels_of(image: QImage) -> NDArray[np.int16]:
    """H×W×3 values 0–255 of an image, signed so that differences are true."""
    image = image.convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(image.constBits(), dtype=np.uint8).reshape(image.height(), image.bytesPerLine())
    return rows[:, : 3 * image.width()].reshape(image.height(), image.width(), 3).astype(np.int16)
