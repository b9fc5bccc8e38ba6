"""A small file that outlives the program: written whole after every change, read at the next start.

Whatever is read may have been damaged, edited, or written by a newer version. What cannot be used is set
aside under another name, never deleted or written over. No Qt here.
"""

from __future__ import annotations

import json
import logging
import shutil
import threading
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO, Final

from nst_engine.errors import InputError, ResourceError
from nst_engine.pictures.files import leftovers, write_atomically
from nst_engine.sentences import Sentence
from nst_gui.desktop.file_lock import FileLock

_log: Final = logging.getLogger(__name__)
#: Unusable files that are kept beside each other; the newest takes the place of the last of so many.
_MOST_ASIDE: Final = 9


class KeptFile:
    """JSON in ``path``, of schema ``version``, at most ``most_bytes`` long; ``what`` names it to people.

    One object at a time keeps a file: it holds a lock beside it, and another window that comes while it is
    held reads and writes nothing. Everything here blocks and may be called in any thread.
    """

    def __init__(self, path: Path, what: Sentence, version: int, most_bytes: int) -> None:
        self.path = path
        self._what, self._version, self._most = what, version, most_bytes
        self._busy = threading.Lock()
        self._lock: FileLock | None = None
        self._mine = False
        self._newest = 0
        self._written = b""

    @property
    def mine(self) -> bool:
        """Whether this object may write: it was opened, and nobody else keeps the file."""
        return self._mine

    def open(self) -> dict[str, Any] | None:
        """What was written last; ``None`` where there is nothing, or another window keeps it.

        Raises :class:`InputError` for what cannot be used, after setting it aside.
        """
        with self._busy:
            if not self._claim():
                return None
            for left in leftovers(self.path):  # of a writer that was killed: nobody else writes here
                with suppress(OSError):
                    left.unlink()
            data = self._read()
            self._mine = True
            return data

    def _claim(self) -> bool:
        if self._lock is not None:
            return True  # it is opened again
        lock = self.path.with_suffix(".lock")
        try:
            lock.parent.mkdir(parents=True, exist_ok=True)
            self._lock = FileLock.take(lock)
        except OSError as error:
            # A file system without locks: there the windows of one home do not know of each other anyway.
            _log.warning("%s cannot be locked: %s", lock.name, error)
            return True
        return self._lock is not None

    def _read(self) -> dict[str, Any] | None:
        try:
            with self.path.open("rb") as file:
                raw = file.read(self._most + 1)
        except FileNotFoundError:
            return None
        except OSError as error:
            raise InputError(self._closed_to_us(error)) from error
        data = _parsed(raw) if len(raw) <= self._most else None
        version = data.get("schema_version") if data is not None else None
        if data is None or not isinstance(version, int) or version < 1:
            raise self.damaged()
        if version > self._version:
            raise InputError(
                "The {what} of last time was kept by a newer version of NST Studio, and this one cannot read "
                "it; it was set aside as {aside}.",
                what=self._what,
                aside=str(self.set_aside()),
            )
        return data

    def damaged(self) -> InputError:
        """What to raise for content that is of no use, which is set aside."""
        return InputError(
            "The {what} of last time is damaged and cannot be read; it was set aside as {aside}.",
            what=self._what,
            aside=str(self.set_aside()),
        )

    def set_aside(self, *, copy: bool = False) -> Path:
        """Give the file another name; returns that. With ``copy`` it stays in its place, too.

        Raises :class:`ResourceError` when the system refuses: then nothing is written any more.
        """
        names = (self.path.with_suffix(f".unread-{number}.json") for number in range(1, _MOST_ASIDE + 1))
        aside = self.path
        for aside in names:
            if not aside.exists():
                break
        try:
            if copy:
                shutil.copyfile(self.path, aside)
            else:
                self.path.replace(aside)
        except OSError as error:
            self._mine = False
            raise ResourceError(self._closed_to_us(error)) from error
        self._mine = True
        return aside

    def _closed_to_us(self, error: OSError) -> Sentence:
        return Sentence(
            "The {what} of last time cannot be read, and that of today will not be kept: the system says "
            "“{words}”.",
            what=self._what,
            words=error.strerror or str(error),
        )

    def write(self, data: Mapping[str, Any], number: int) -> None:
        """Write ``data``, to which the schema's version is added; an older ``number`` never replaces a newer.

        Raises :class:`ResourceError` when the disk does not take it, or there is too much of it.
        """
        whole = {"schema_version": self._version, **data}
        raw = json.dumps(whole, allow_nan=False, ensure_ascii=False, indent=1).encode()
        with self._busy:
            if not self._mine or number <= self._newest:
                return
            if len(raw) > self._most:
                raise ResourceError(
                    "The {what} is too long to be kept for the next start; shorten it.",
                    what=self._what,
                )
            if raw != self._written:
                self._write(raw)
            self._newest, self._written = number, raw

    def remove(self, number: int) -> None:
        """Keep nothing, unless something newer than ``number`` was written.

        Raises :class:`ResourceError` when the system does not let the file go.
        """
        with self._busy:
            if not self._mine or number <= self._newest:
                return
            try:
                self.path.unlink(missing_ok=True)
            except OSError as error:
                raise ResourceError(
                    "The {what} of last time could not be deleted: the system says “{words}”.",
                    what=self._what,
                    words=error.strerror or str(error),
                ) from error
            self._newest, self._written = number, b""

    def _write(self, raw: bytes) -> None:
        def write(file: BinaryIO) -> None:
            file.write(raw)

        self.path.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(self.path, write)

    def close(self) -> None:
        """Let another window have the file; nothing is written any more. Safe to call twice."""
        with self._busy:
            self._mine = False
            if self._lock is not None:
                self._lock.release(remove=True)
                self._lock = None


def _parsed(raw: bytes) -> dict[str, Any] | None:
    try:
        data = json.loads(raw)
    except (ValueError, RecursionError):
        return None
    return data if isinstance(data, dict) else None
