"""No half-written file stays behind: what is being written is noted, and swept should its writer be killed.

A file that is written safely stands beside its place under another name until it is complete. When the
program ends by itself that file is removed; when it is killed, or the power fails, only the next start can.
"""

from __future__ import annotations

import contextlib
import logging
import os
import secrets
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from nst_engine import owner, paths
from nst_engine.pictures.files import leftovers

_log: Final = logging.getLogger(__name__)
_SUFFIX: Final = ".note"


@contextlib.contextmanager
def noted(target: Path) -> Iterator[None]:
    """Note that ``target`` is being written, for as long as that lasts."""
    note = paths.unfinished_dir() / f"{owner.own_mark()}.{secrets.token_hex(4)}{_SUFFIX}"
    try:
        note.parent.mkdir(parents=True, exist_ok=True)
        note.write_bytes(os.fsencode(target.absolute()))
    except OSError as error:
        _log.warning("What is being written could not be noted: %s", error)
    try:
        yield
    finally:
        with contextlib.suppress(OSError):
            note.unlink(missing_ok=True)


def sweep() -> list[Path]:
    """Remove what killed writers left; returns what was removed.

    A folder that is not there at the moment (a drive that was pulled out) is looked into another time.
    """
    removed: list[Path] = []
    with contextlib.suppress(OSError):
        for note in paths.unfinished_dir().glob(f"*{_SUFFIX}"):
            if owner.is_gone(note.name.partition(".")[0]):
                removed += _sweep_one(note)
    return removed


def _sweep_one(note: Path) -> list[Path]:
    removed: list[Path] = []
    try:
        target = Path(os.fsdecode(note.read_bytes()))
        if not target.parent.is_dir():
            return removed
        for left in leftovers(target):
            if left.is_dir():
                shutil.rmtree(left)
            else:
                left.unlink()
            removed.append(left)
        note.unlink()
    except (OSError, ValueError) as error:
        _log.warning("A half-written file could not be removed: %s", error)
    return removed
