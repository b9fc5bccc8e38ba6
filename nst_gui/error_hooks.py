"""Exceptions nobody caught: into the log and a report for the user, while the program goes on."""

from __future__ import annotations

import logging
import sys
import threading
import traceback
from types import TracebackType
from typing import Final

from PySide6.QtCore import QObject, Signal

_log: Final = logging.getLogger(__name__)


class ErrorHooks(QObject):
    """Replaces the interpreter's hooks; ``reported`` carries each trace, on the GUI thread.

    The hooks may be called in any thread; a signal of an object that lives in the GUI thread brings them
    over.
    """

    reported = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._reporting = threading.local()
        self._previous = (sys.excepthook, threading.excepthook)

    def install(self) -> None:
        self._previous = (sys.excepthook, threading.excepthook)
        sys.excepthook = self.handle
        threading.excepthook = self._handle_thread

    def remove(self) -> None:
        sys.excepthook, threading.excepthook = self._previous

    def handle(
        self, kind: type[BaseException], error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Report one exception; one that happens while reporting is only logged."""
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error or kind(), trace)
            return
        text = "".join(traceback.format_exception(kind, error, trace))
        _log.error("Uncaught:\n%s", text)
        if getattr(self._reporting, "busy", False):
            return
        self._reporting.busy = True
        try:
            self.reported.emit(text)
        finally:
            self._reporting.busy = False

    def _handle_thread(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_type is not SystemExit:
            self.handle(args.exc_type, args.exc_value, args.exc_traceback)
