"""Keeps the computer from falling asleep while it paints; the screen may go dark.

Each system has its own way, and where none is found nothing happens: painting matters more.
"""

from __future__ import annotations

import logging
import os
import shutil
import sys
from collections.abc import Callable
from typing import Final, Protocol

from nst_engine.version import PROGRAM_NAME
from nst_gui.desktop.helpers import Helper

_log: Final = logging.getLogger(__name__)

_ES_CONTINUOUS: Final = 0x80000000
_ES_SYSTEM_REQUIRED: Final = 0x00000001


class _Hold(Protocol):
    """Something that keeps the computer awake until it is let go."""

    def let_go(self) -> None: ...


class _HelperHold:
    """A small program of the system's that holds the computer awake for as long as it runs."""

    def __init__(self, command: list[str]) -> None:
        self._helper = Helper(command)

    def let_go(self) -> None:
        self._helper.end()


def _linux() -> _Hold | None:
    if shutil.which("systemd-inhibit") is None:
        return None
    words = [f"--who={PROGRAM_NAME}", "--why=A picture is being painted", "--mode=block"]
    return _HelperHold(["systemd-inhibit", "--what=idle:sleep", *words, "cat"])


def _macos() -> _Hold | None:
    if shutil.which("caffeinate") is None:
        return None
    return _HelperHold(["caffeinate", "-i", "-w", str(os.getpid())])


class _WindowsThread:
    """Windows asks the thread that paints or watches: here the window's, which lives as long as we do."""

    def __init__(self) -> None:
        self._set(_ES_CONTINUOUS | _ES_SYSTEM_REQUIRED)

    def let_go(self) -> None:
        self._set(_ES_CONTINUOUS)

    @staticmethod
    def _set(flags: int) -> None:
        import ctypes

        ctypes.windll.kernel32.SetThreadExecutionState(flags)  # type: ignore[attr-defined,unused-ignore]


_WAYS: Final[dict[str, Callable[[], _Hold | None]]] = {
    "linux": _linux,
    "darwin": _macos,
    "win32": _WindowsThread,
}


class KeepAwake:
    """Off at first; call :meth:`set` from the window's thread, as often as one likes."""

    def __init__(self) -> None:
        self._hold: _Hold | None = None

    def set(self, awake: bool) -> None:
        """Hold the computer awake, or let it sleep again."""
        if awake and self._hold is None:
            self._hold = self._take()
        elif not awake and self._hold is not None:
            hold, self._hold = self._hold, None
            try:
                hold.let_go()
            except OSError as error:
                _log.warning("The computer may stay awake: %s", error)

    @staticmethod
    def _take() -> _Hold | None:
        way = _WAYS.get(sys.platform)
        try:
            return way() if way is not None else None
        except OSError as error:
            _log.warning("The computer may fall asleep while it paints: %s", error)
            return None
