"""How the process keeps memory and waits for its threads. Does not import torch: it comes before torch."""

from __future__ import annotations

import ctypes
import os
import platform
import sys
from typing import Final

# Parameters of glibc's mallopt (malloc.h).
_M_TRIM_THRESHOLD: Final = -1
_M_MMAP_THRESHOLD: Final = -3
_LARGEST_THRESHOLD: Final = 32 << 20  # what glibc accepts on 64-bit systems


def prepare() -> None:
    """Get the process ready for painting; call it before torch is first imported, as often as you like.

    Settings the user made in the environment win.
    """
    _sleep_between_parallel_parts()
    _keep_freed_memory()


def _sleep_between_parallel_parts() -> None:
    """Let compute threads sleep, not spin, while they wait for each other.

    A spinning thread takes the core from whoever has work: beside another busy program on the same two cores
    pictures of 384 px took 215 s with the usual spinning and about 60 s without (different paintings, seen
    once each). On an idle machine sleeping costs: 23.0 s instead of 21.0 s for a whole run of 384 px. The
    variable is OpenMP's own, the same on every system.
    """
    os.environ.setdefault("OMP_WAIT_POLICY", "passive")


def _keep_freed_memory() -> None:
    """Keep the memory an iteration frees for the next one.

    glibc gives big blocks back to the system when they are freed, after every layer of every iteration, and
    faults them in again page by page, which takes as long as the convolutions at 1024 px. So it is asked to
    keep what it can, and torch to use huge pages (1,554,000 page faults in six iterations at 1024 px became
    34,000). The allocators of Windows and macOS, and those of GPUs, keep big blocks by themselves: there is
    nothing to ask there.
    """
    os.environ.setdefault("THP_MEM_ALLOC_ENABLE", "1")
    if sys.platform == "linux" and platform.libc_ver()[0] == "glibc":
        mallopt = ctypes.CDLL(None).mallopt
        mallopt(_M_MMAP_THRESHOLD, _LARGEST_THRESHOLD)
        mallopt(_M_TRIM_THRESHOLD, (1 << 31) - 1)
