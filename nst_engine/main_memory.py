"""How much memory this computer has. Does not import torch: the window asks, too."""

from __future__ import annotations

import psutil


def installed_bytes() -> int:
    """The computer's main memory in bytes."""
    return int(psutil.virtual_memory().total)


def free_bytes() -> int:
    """What programs may take of it now, in bytes, without anything being moved to the disk."""
    return int(psutil.virtual_memory().available)
