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
        # One lock for both wishes, so that a pause can never undo a stop that comes at the same moment. It is
        # re-entrant: a signal handler may call stop() in the very thread that is in here.
        self._changed = threading.Condition()
        self._pause = False
        self._stop = False
        self._paused_seconds = 0.0

    def pause(self) -> None:
        """Ask the run to wait at its next check."""
        with self._changed:
            self._pause = not self._stop

    def resume(self) -> None:
        """Let a paused run go on."""
        with self._changed:
            self._pause = False
            self._changed.notify_all()

    def stop(self) -> None:
        """Ask the run to end at its next check, also when it is paused."""
        with self._changed:
            self._stop = True
            self._pause = False
            self._changed.notify_all()

    @property
    def pause_requested(self) -> bool:
        return self._pause

    @property
    def stop_requested(self) -> bool:
        return self._stop

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
        if self._pause:
            began = time.monotonic()
            if on_paused is not None:
                on_paused()
            with self._changed:
                self._changed.wait_for(lambda: not self._pause)
            self._paused_seconds += time.monotonic() - began
            if on_resumed is not None and not self._stop:
                on_resumed()
        if self._stop:
            raise Stopped
