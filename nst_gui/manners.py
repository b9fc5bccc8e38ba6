"""How the window behaves towards the rest of the desktop while it paints, and when it is done."""

from __future__ import annotations

import time
from typing import Final

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QWidget

from nst_gui.desktop.keep_awake import KeepAwake
from nst_gui.models.run_state import ENDED, RunState
from nst_gui.workers.controller import Controller

#: A run that took less is still being looked at when it ends.
_LONG_S: Final = 10.0
_WORKING: Final = frozenset({RunState.PREPARING, RunState.RUNNING, RunState.PAUSING, RunState.STOPPING})


class Manners(QObject):
    """Keeps the computer awake while a run works, and asks for attention when a long one has ended unseen."""

    def __init__(self, controller: Controller, window: QWidget, awake: KeepAwake | None = None) -> None:
        super().__init__(window)
        self._window = window
        self._awake = awake if awake is not None else KeepAwake()
        self._began = 0.0
        controller.stateChanged.connect(self._on_state)

    def _on_state(self, state: RunState) -> None:
        self._awake.set(state in _WORKING)
        if state is RunState.PREPARING:
            self._began = time.monotonic()
        elif state in ENDED and time.monotonic() - self._began >= _LONG_S:
            # The system's own sign: a button that flashes, an icon that jumps. Nothing for a window in front.
            QApplication.alert(self._window)

    def shutdown(self) -> None:
        """The window is closing: the computer may sleep."""
        self._awake.set(False)
