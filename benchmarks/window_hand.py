"""The real window under a benchmark's hand: opened, waited for, watched, and moved as a mouse would."""

from __future__ import annotations

import itertools
import sys
import time
from collections.abc import Callable
from typing import Any

import numpy as np
from PySide6.QtCore import QEvent, QEventLoop, QObject, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget

from nst_gui import app as studio
from nst_gui.main_window import MainWindow

BEAT_MS = 10
PATIENCE_S = 900.0


def wait(until: Callable[[], bool], patience_s: float = PATIENCE_S) -> None:
    """Let the program go on until something is the case; raises :class:`TimeoutError`."""
    deadline, loop = time.monotonic() + patience_s, QEventLoop()
    while not until():
        if time.monotonic() > deadline:
            raise TimeoutError("the window never came into the state that was waited for")
        QTimer.singleShot(BEAT_MS, loop.quit)
        loop.exec()


def rest(seconds: float) -> None:
    """Let the program go on for some seconds."""
    end = time.monotonic() + seconds
    wait(lambda: time.monotonic() >= end, seconds + PATIENCE_S)


def percentile(values: list[float], share: float) -> float:
    return float(np.percentile(values, share)) if values else float("nan")


def open_window() -> MainWindow:
    """A window in which all that is read at the start has been read."""
    studio.create_application()
    window = studio.open_window()
    for failed in (window.controller.failed, window.tasks.failed):
        failed.connect(_stop_measuring)
    wait(lambda: not window.tasks.busy)
    return window


def _stop_measuring(failure: Any) -> None:
    print(failure.sentence, file=sys.stderr)
    sys.stderr.flush()
    QApplication.exit(1)
    raise SystemExit(1)


def load_sample(window: MainWindow, **settings: Any) -> None:
    """The sample pair with these settings."""
    window.intake.load_sample()
    wait(lambda: window.model.recipe() is not None and not window.tasks.busy)
    window.model.set(**settings)


class Beats(QObject):
    """A precise timer on the window's thread; ``gaps`` are milliseconds between its beats."""

    def __init__(self) -> None:
        super().__init__()
        self._beats: list[float] = []
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(BEAT_MS)
        self._timer.timeout.connect(lambda: self._beats.append(time.perf_counter()))

    def during(self, work: Callable[[], None]) -> list[float]:
        """The gaps while ``work`` is done; it lets the program go on."""
        self._beats = []
        self._timer.start()
        work()
        self._timer.stop()
        return [1000 * (later - earlier) for earlier, later in itertools.pairwise(self._beats)]


class Painted(QObject):
    """Notes when a widget was painted last."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.at = 0.0
        self._widget = widget
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            # After the widget itself has drawn.
            QTimer.singleShot(0, self, self._note)
        return super().eventFilter(watched, event)

    def _note(self) -> None:
        self.at = time.perf_counter()


def turn_wheel(widget: QWidget, notches: int) -> None:
    """Over the middle of a widget; away from oneself where ``notches`` is above 0."""
    middle = QPointF(widget.rect().center())
    none = Qt.MouseButton.NoButton
    event = QWheelEvent(
        middle,
        QPointF(widget.mapToGlobal(middle.toPoint())),
        QPoint(),
        QPoint(0, 120 * notches),
        none,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(widget, event)


def pull(widget: QWidget, by: QPoint) -> None:
    """Press in the middle of a widget, move by so many pixels, let go."""
    left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
    middle = QPointF(widget.rect().center())
    end = middle + QPointF(by)
    for kind, place, button, held in (
        (QEvent.Type.MouseButtonPress, middle, left, left),
        (QEvent.Type.MouseMove, end, none, left),
        (QEvent.Type.MouseButtonRelease, end, left, none),
    ):
        spot = QPointF(widget.mapToGlobal(place.toPoint()))
        event = QMouseEvent(kind, place, spot, button, held, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(widget, event)
