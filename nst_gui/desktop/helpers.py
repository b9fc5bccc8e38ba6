"""Small programs of the system's that the window starts. Nothing here ever waits for one."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Mapping
from typing import Final

#: Seconds a helper has to end by itself, or after it was asked to, before it is made to.
_PATIENCE_S: Final = 5.0


class Helper:
    """A running program. It reads from us: should we end without a word, it meets the end of its input.

    Raises :class:`OSError` when it cannot be started.
    """

    def __init__(self, command: list[str]) -> None:
        self.process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=_environment(os.environ),
        )

    def end(self) -> None:
        """Ask it to end, and see to it that it does, behind the window's back."""
        self.process.terminate()
        self.let_run_out()

    def let_run_out(self) -> None:
        """It ends by itself soon; nobody waits for it."""
        if self.process.stdin is not None:
            self.process.stdin.close()
        threading.Thread(target=_reap, args=(self.process,), name="nst-reaper", daemon=True).start()


def _reap(process: subprocess.Popen[bytes]) -> None:
    try:
        process.wait(timeout=_PATIENCE_S)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _environment(own: Mapping[str, str]) -> dict[str, str]:
    """The environment for a program of the system's: a frozen one must not lend it its own libraries."""
    environment = dict(own)
    if getattr(sys, "frozen", False):
        original = environment.pop("LD_LIBRARY_PATH_ORIG", None)
        environment.pop("LD_LIBRARY_PATH", None)
        if original is not None:
            environment["LD_LIBRARY_PATH"] = original
    return environment
