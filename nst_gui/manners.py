"""How the window behaves towards the rest of the desktop while it paints, and when it is done."""

from __future__ import annotations

import time
from functools import partial
from typing import Final

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

from nst_gui.desktop import notifications, taskbar
from nst_gui.desktop.front import bring_to_front
from nst_gui.desktop.keep_awake import KeepAwake
from nst_gui.desktop.notifications import Notifier
from nst_gui.desktop.taskbar import Taskbar
from nst_gui.forecast_words import span
from nst_gui.models.run_state import CAN_RESUME, ENDED, RunState
from nst_gui.painting_queue import PaintingQueue
from nst_gui.settings import WindowSettings
from nst_gui.workers.controller import Controller

#: A run that took less is still being looked at when it ends.
_LONG_S: Final = 10.0
_WORKING: Final = frozenset({RunState.PREPARING, RunState.RUNNING, RunState.PAUSING, RunState.STOPPING})


class Manners(QObject):
    """Keeps the computer awake while a run works, shows how far it is on the desktop, and asks for attention
    when a long one has ended unseen. Of a queue, only the end of the last one counts.
    """

    def __init__(
        self, controller: Controller, queue: PaintingQueue, settings: WindowSettings, window: QWidget
    ) -> None:
        super().__init__(window)
        self._controller, self._queue = controller, queue
        self._settings, self._window = settings, window
        self._awake = KeepAwake()
        #: Found when they are first needed: some ask the system, and the window should be seen by then.
        self._taskbar: Taskbar | None = None
        self._notifier: Notifier | None = None
        self._began = 0.0
        self._goes_on = False
        self._shown: tuple[int, bool] | None = None
        controller.stateChanged.connect(self._on_state)
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.applicationStateChanged.connect(self._application_changed)

    def show_fraction(self, fraction: float | None) -> None:
        """How far the present run is, 0–1; ``None`` outside a run."""
        paused = self._controller.state in CAN_RESUME
        shown = None if fraction is None else (round(fraction * 100), paused)
        if shown == self._shown:
            return
        self._shown = shown
        if self._taskbar is None:
            self._taskbar = taskbar.for_window(self._window)
        self._taskbar.show(fraction, paused=paused)

    def _on_state(self, state: RunState) -> None:
        self._awake.set(state in _WORKING)
        if state is RunState.PREPARING and not self._goes_on:
            self._began = time.monotonic()
        elif state in ENDED:
            # Whoever stops one also holds the queue.
            self._goes_on = state is not RunState.STOPPED and self._queue.running and self._queue.waiting > 0
            seconds = time.monotonic() - self._began
            if not self._goes_on and seconds >= _LONG_S:
                self._announce(state, seconds)
        elif self._shown is not None:
            self.show_fraction(self._shown[0] / 100)  # whether it is paused has changed

    def _announce(self, state: RunState, seconds: float) -> None:
        # The system's own sign: a button that flashes, an icon that jumps. Nothing for a window in front.
        QApplication.alert(self._window)
        if self._settings.notifies() and QApplication.activeWindow() is None:
            if self._notifier is None:
                self._notifier = notifications.for_parent(self, partial(bring_to_front, self._window))
            self._notifier.tell(*self._words(state, seconds))

    def _words(self, state: RunState, seconds: float) -> tuple[str, str]:
        time_taken = span(seconds)
        if self._queue.running:
            return self.tr("The queue is through"), self.tr("It took {time}.").format(time=time_taken)
        titles = {
            RunState.FINISHED: self.tr("The painting is finished"),
            RunState.STOPPED: self.tr("The painting was stopped"),
            RunState.DIVERGED: self.tr("The painting ended early"),
            RunState.FAILED: self.tr("The picture could not be painted"),
        }
        recipe = self._controller.recipe
        name = recipe.content.name if recipe is not None else ""
        return titles[state], self.tr("{name}, after {time}").format(name=name, time=time_taken)

    def _application_changed(self, state: Qt.ApplicationState) -> None:
        if state == Qt.ApplicationState.ApplicationActive and self._notifier is not None:
            self._notifier.withdraw()

    def shutdown(self) -> None:
        """The window is closing: the computer may sleep, and nothing of us stays on the desktop."""
        self._awake.set(False)
        if self._taskbar is not None and self._shown is not None:
            self._taskbar.show(None)
        self._shown = None
        if self._notifier is not None:
            self._notifier.withdraw()
