"""Marks by which a later process can tell whether the one that left something behind is still running."""

from __future__ import annotations

import hashlib
import os
import platform
import re
import secrets
from typing import Final

import psutil

_MARK: Final = re.compile(r"([0-9a-f]{8})-([0-9]{1,10})-([0-9a-f]{8})")
#: In a container every start may have the same process number; this tells them apart.
_TOKEN: Final = secrets.token_hex(4)


def _computer() -> str:
    return hashlib.sha256(platform.node().encode()).hexdigest()[:8]


def own_mark() -> str:
    """The mark of this process: letters, digits and hyphens, fit for a file name."""
    return f"{_computer()}-{os.getpid()}-{_TOKEN}"


def is_gone(mark: str) -> bool:
    """Whether the process that made ``mark`` has surely ended.

    One on another computer that shares the folder cannot be asked, and a number that is in use again may be
    the same process: both count as running.
    """
    found = _MARK.fullmatch(mark)
    if found is None or found[1] != _computer():
        return False
    number = int(found[2])
    if number == os.getpid():
        return found[3] != _TOKEN
    return not psutil.pid_exists(number)
