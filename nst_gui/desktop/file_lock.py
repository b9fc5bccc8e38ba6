"""A lock that the system itself drops when its holder ends, however it ends: nothing stale is left behind."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path


class FileLock:
    """Holds a file for this object alone, against other processes and against others in this one."""

    def __init__(self, path: Path, descriptor: int) -> None:
        self._path, self._descriptor = path, descriptor

    @classmethod
    def take(cls, path: Path) -> FileLock | None:
        """Hold ``path``, which is made if need be; ``None`` while somebody else holds it.

        Raises :class:`OSError` where the file cannot be made, or its file system knows no locks.
        """
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            # Its last holder may have taken it away after we opened it: a lock on that one keeps nobody out.
            taken = _try_to_hold(descriptor) and _is_there_still(descriptor, path)
        except FileNotFoundError:
            taken = False
        except OSError:
            os.close(descriptor)
            raise
        if not taken:
            os.close(descriptor)
            return None
        return cls(path, descriptor)

    def release(self, *, remove: bool = False) -> None:
        """Let it go; ``remove`` takes the file away as well. Once only."""
        if remove and sys.platform != "win32":
            with suppress(OSError):  # a disk that takes nothing any more: a file without a lock harms nobody
                self._path.unlink(missing_ok=True)  # while it is held: nobody else can have come to hold it
        os.close(self._descriptor)
        if remove and sys.platform == "win32":
            with suppress(OSError):  # somebody else may have opened it in the meantime
                self._path.unlink(missing_ok=True)


if sys.platform == "win32":
    import errno
    import msvcrt

    def _try_to_hold(descriptor: int) -> bool:
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError as error:
            if error.errno in (errno.EACCES, errno.EDEADLK):
                return False
            raise
        return True

    def _is_there_still(_descriptor: int, _path: Path) -> bool:
        return True  # nobody can take a file away that is open

else:
    import fcntl

    def _is_there_still(descriptor: int, path: Path) -> bool:
        return os.path.samestat(os.fstat(descriptor), path.stat())

    def _try_to_hold(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
