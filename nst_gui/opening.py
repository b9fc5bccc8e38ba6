"""Files that come while the program runs: from a second start, or from the system's file manager."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication

from nst_gui.desktop.front import bring_to_front
from nst_gui.desktop.single_instance import Request
from nst_gui.main_window import MainWindow


class Application(QApplication):
    """Keeps what macOS asks it to open until somebody serves it: it may ask before there is a window."""

    def __init__(self, arguments: Sequence[str]) -> None:
        super().__init__(list(arguments))
        self._asked: list[Path] = []
        self._serve: Callable[[Sequence[Path]], object] | None = None

    def serve_files(self, serve: Callable[[Sequence[Path]], object] | None) -> None:
        """Have ``serve`` open what was asked for already, and all that will be; ``None``: keep it."""
        self._serve = serve
        if serve is not None and self._asked:
            asked, self._asked = self._asked, []
            serve(asked)

    def event(self, event: QEvent) -> bool:
        """Only what is meant for the application as a whole comes through here."""
        if isinstance(event, QFileOpenEvent) and event.file():
            if self._serve is None:
                self._asked.append(Path(event.file()))
            else:
                self._serve([Path(event.file())])
            return True
        return super().event(event)


class Opener(QObject):
    """Opens what others ask for in the window that is there, and brings it to the front."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window

    def serve(self, request: Request) -> None:
        """Do what a second start was asked to do; a window that was about to close stays for it."""
        if request.token:
            # Qt's Wayland plugin looks for it here when a window asks to be in front.
            os.environ["XDG_ACTIVATION_TOKEN"] = request.token
        self._window.closing.call_off()
        bring_to_front(self._window)
        if request.sample and not self._window.controller.active:
            self._window.intake.load_sample(then=self._window.start)
        elif request.files:
            self._window.intake.open_files(request.files)

    def open_files(self, files: Sequence[Path]) -> None:
        """Open ``files`` as if they had been named on the command line."""
        self.serve(Request(tuple(files)))
