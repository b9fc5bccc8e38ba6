"""Where the stages of a run are while it runs. No Qt here.

Each window has a folder of its own, held by a lock: what a window that ended without a word left behind is
cleared away at the next start, and what another window is still using is not.
"""

from __future__ import annotations

import itertools
import logging
import secrets
import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Final

from nst_engine.stages import StageFolder
from nst_gui.desktop.file_lock import FileLock

_log: Final = logging.getLogger(__name__)
_LOCK: Final = ".lock"


class StageRoom:
    """Gives every run a folder inside ``folder``, which need not exist yet."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._mine = folder / f"window-{secrets.token_hex(8)}"
        self._lock: FileLock | None = None
        self._numbers = itertools.count(1)

    def new(self) -> StageFolder | None:
        """A folder for one run; ``None`` where the disk has none for us, which costs the stages alone."""
        try:
            if self._lock is None:
                self.folder.mkdir(parents=True, exist_ok=True)
                self._lock = FileLock.take(self._mine.with_suffix(_LOCK))
        except OSError as error:
            _log.warning("Stages cannot be kept: %s", error)
            return None
        return StageFolder(self._mine / f"run-{next(self._numbers)}")

    def sweep(self, rescue: Callable[[Path], bool] = lambda _run: True) -> None:
        """Delete what belongs to no window any more; ``rescue`` sees the folder of each of its runs first.

        A run about which it says False stays for the next time.
        """
        for path in sorted(self.folder.glob(f"window-*{_LOCK}")):
            with suppress(OSError):  # one that cannot be cleared away keeps no other
                self._sweep(path, rescue)

    def _sweep(self, path: Path, rescue: Callable[[Path], bool]) -> None:
        lock = FileLock.take(path)
        if lock is None:
            return
        left = False
        try:
            for run in sorted(path.with_suffix("").glob("run-*")):
                if rescue(run):
                    shutil.rmtree(run, ignore_errors=True)
                else:
                    left = True
            if not left:
                shutil.rmtree(path.with_suffix(""), ignore_errors=True)
        finally:
            lock.release(remove=not left)

    def close(self, *, leave: bool = False) -> None:
        """The window ends: delete what is left, and let the next one have the place. Safe to call twice.

        With ``leave`` a run was cut short, or not kept, that nobody gave up: the next sweep finds what there
        is of it.
        """
        if self._lock is not None:
            if not leave:
                shutil.rmtree(self._mine, ignore_errors=True)
            self._lock.release(remove=not leave)
            self._lock = None
