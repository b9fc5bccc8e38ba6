"""How much memory this computer has."""

from __future__ import annotations

import psutil

#: One gigabyte as the window counts it: 10⁹ bytes, as makers of memory and disks do on their boxes.
GB = 1_000_000_000


def installed_bytes() -> int:
    """The computer's main memory in bytes."""
    return int(psutil.virtual_memory().total)
