"""Waiting as long as a busy machine takes: it ends as soon as there is something to go on with."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from pytestqt.qtbot import QtBot

#: A machine that does other things as well has been seen to need six seconds for what takes a tenth of one.
PATIENCE_MS: Final = 60_000


class PatientBot(QtBot):
    """pytest-qt's own gives up after five seconds where a test names no time."""

    def waitUntil(self, callback: Callable[[], bool | None], *, timeout: int = PATIENCE_MS) -> None:
        super().waitUntil(callback, timeout=timeout)

    def waitSignal(self, signal: Any, *, timeout: int = PATIENCE_MS, **options: Any) -> Any:
        return super().waitSignal(signal, timeout=timeout, **options)
