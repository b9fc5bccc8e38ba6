"""Pause, resume and stop a run from another thread."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable


class Stopped(Exception):  # noqa: N818 - a signal that unwinds the run, not an error
    """Raised inside the run when its token was told to stop; never leaves ``render``."""


class Token:
    """Thread-safe control of one run.

    The run calls :meth:`check` before every evaluation of the objective (and between tiles); any
    other thread may call :meth:`pause`, :meth:`resume` and :meth:`stop` at any time.
    """

    def __init__(self) -> None:
        self._may_run = threading.Event()
        self._may_run.set()
        self._stop = threading.Event()
        self._paused_seconds = 0.0

    def pause(self) -> None:
        """Ask the run to wait at its next check."""
        if not self._stop.is_set():
            self._may_run.clear()

    def resume(self) -> None:
        """Let a paused run go on."""
        self._may_run.set()

    def stop(self) -> None:
        """Ask the run to end at its next check, also when it is paused."""
        self._stop.set()
        self._may_run.set()

    @property
    def pause_requested(self) -> bool:
        return not self._may_run.is_set()

    @property
    def stop_requested(self) -> bool:
        return self._stop.is_set()

    @property
    def paused_seconds(self) -> float:
        """Seconds spent waiting in :meth:`check` so far; the run's clock leaves them out."""
        return self._paused_seconds

    def check(
        self,
        on_paused: Callable[[], None] | None = None,
        on_resumed: Callable[[], None] | None = None,
    ) -> None:
        """Wait while paused, then return; raise :class:`Stopped` when asked to stop.

        ``on_paused`` is called (in the run's thread) when a wait begins, ``on_resumed`` when it ends
        without a stop.
        """
        if not self._may_run.is_set():
            began = time.monotonic()
            if on_paused is not None:
                on_paused()
            self._may_run.wait()
            self._paused_seconds += time.monotonic() - began
            if on_resumed is not None and not self._stop.is_set():
                on_resumed()
        if self._stop.is_set():
            raise Stopped
