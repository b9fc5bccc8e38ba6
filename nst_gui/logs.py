"""The rotating log file, and Qt's own messages in it."""

from __future__ import annotations

import logging
from collections.abc import Callable
from logging.handlers import RotatingFileHandler
from typing import Any, Final

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

from nst_engine import paths

_log: Final = logging.getLogger("qt")
_MAX_BYTES: Final = 1_000_000
_BACKUPS: Final = 3
_LEVELS: Final = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


def start_log() -> Callable[[], None]:
    """Log to a file in the log folder, or not at all where that cannot be written.

    Returns the function that ends it. A program that cannot write its log must still paint.
    """
    root = logging.getLogger()
    root.setLevel(logging.INFO)
    try:
        folder = paths.log_dir()
        folder.mkdir(parents=True, exist_ok=True)
        handler: logging.Handler = RotatingFileHandler(
            folder / "nst-studio.log", maxBytes=_MAX_BYTES, backupCount=_BACKUPS, encoding="utf-8"
        )
    except OSError:
        handler = logging.NullHandler()
    handler.setFormatter(_OneLine("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    root.addHandler(handler)

    def end() -> None:
        root.removeHandler(handler)
        handler.close()

    return end


class _OneLine(logging.Formatter):
    """A record is one entry, whatever a file name in it holds: control characters are written escaped."""

    def formatMessage(self, record: logging.LogRecord) -> str:
        text = super().formatMessage(record)
        return "".join(c if c in "\n\t" or c.isprintable() else repr(c)[1:-1] for c in text).replace(
            "\n", "\n    "
        )


def route_qt_messages() -> Callable[[], None]:
    """Send Qt's messages to the log; returns the function that undoes it."""
    previous: Any = qInstallMessageHandler(_on_qt_message)

    def undo() -> None:
        qInstallMessageHandler(previous)

    return undo


def _on_qt_message(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
    _log.log(_LEVELS.get(kind, logging.WARNING), "%s: %s", context.category or "qt", message)
    if kind == QtMsgType.QtFatalMsg:
        logging.shutdown()
