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
#: Blocks from this size on, in bytes, come from the system and go back to it. Measured at 1024 × 768 px, 14
#: iterations in bfloat16: 32 MiB (the most glibc accepts) peaked at 1.50 to 1.54 GB, 16 MiB at 1.31 GB,
#: 8 MiB at 1.23 GB, for 0 to 5 % more time: blocks of several sizes leave holes in a heap that no other fits.
_SYSTEM_BLOCK: Final = 8 << 20


def prepare() -> None:
    """Get the process ready for painting; call it before torch is first imported, as often as you like.

    Settings the user made in the environment win.
    """
    _sleep_between_parallel_parts()
    _keep_freed_memory()
    _forget_old_kernels()


def _sleep_between_parallel_parts() -> None:
    """Let compute threads sleep, not spin, while they wait for each other.

    A spinning thread takes the core from whoever has work: beside another busy program on the same two cores
    pictures of 384 px took 215 s with the usual spinning and about 60 s without (different paintings, seen
    once each). On an idle machine sleeping costs: 23.0 s instead of 21.0 s for a whole run of 384 px. The
    variable is OpenMP's own, the same on every system.
    """
    os.environ.setdefault("OMP_WAIT_POLICY", "passive")


def _keep_freed_memory() -> None:
    """Spare the process most of its page faults.

    glibc gives blocks of more than 128 KiB back to the system when they are freed, after every layer of every
    iteration, and faults them in again page by page, which takes as long as the convolutions at 1024 px. So
    it is asked to keep small and middling blocks for the next iteration, and torch to ask for huge pages for
    the large ones (1,554,000 page faults in six iterations at 1024 px became 34,000). The allocators of
    Windows and macOS, and those of GPUs, keep big blocks by themselves: there is nothing to ask there.
    """
    os.environ.setdefault("THP_MEM_ALLOC_ENABLE", "1")
    if sys.platform == "linux" and platform.libc_ver()[0] == "glibc":
        mallopt = ctypes.CDLL(None).mallopt
        mallopt(_M_MMAP_THRESHOLD, _SYSTEM_BLOCK)
        mallopt(_M_TRIM_THRESHOLD, (1 << 31) - 1)


def _forget_old_kernels() -> None:
    """Let oneDNN, and torch's layer above it, keep no more compiled convolutions than an evaluation needs.

    Both keep 1,024 of them, each made for one size. Every scale, and every kind of tile (inside, at an edge,
    in a corner), has sizes of its own. Measured at 640 × 480 px in tiles of 128, bfloat16, four iterations:
    862 and 884 MB at the peak with 1,024 of each, 715 MB with these; in one piece 747 and 732 MB. Whole runs
    at 128, 512 and 1024 px took as long with either (three in turns).
    """
    os.environ.setdefault("ONEDNN_PRIMITIVE_CACHE_CAPACITY", "64")
    os.environ.setdefault("LRU_CACHE_CAPACITY", "16")
