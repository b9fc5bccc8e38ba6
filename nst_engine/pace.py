"""How much of the computer painting takes: how many threads, and whether all other programs come first.

Does not import torch: the window asks before torch is there. Threads are part of the plan, for sums that are
shared out differently round differently; priority changes nothing but the time.
"""

from __future__ import annotations

import ctypes
import logging
import os
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Final, Literal, TypeVar

import psutil

_log: Final = logging.getLogger(__name__)

Pace = Literal["background", "balanced", "full"]
PACES: Final[tuple[Pace, ...]] = ("background", "balanced", "full")

_Given = TypeVar("_Given")

#: Of Linux' 19 steps back; at 10 a thread gets about a tenth of a core that another program wants.
_STEPS_BACK: Final = 10
#: QOS_CLASS_UTILITY of macOS' sys/qos.h: work that takes its time, on efficient cores if need be.
_UTILITY: Final = 0x11
#: With so many cores one can be spared for the window and for other programs.
_ONE_TO_SPARE: Final = 4


def cores() -> int:
    """Physical cores that this process may use: a second thread on a core takes turns with the first."""
    allowed = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, min(psutil.cpu_count(logical=False) or allowed, allowed))


def threads(pace: Pace) -> int | None:
    """Compute threads for ``Limits``; ``None``: one for each core, as without a pace.

    *Balanced* leaves one core of four or more alone, *background* half of them.
    """
    if pace == "background":
        return max(1, cores() // 2)
    return cores() - 1 if pace == "balanced" and cores() >= _ONE_TO_SPARE else None


def gently(work: Callable[[], _Given]) -> _Given:
    """Do ``work`` while all other programs come first; gives what it gives and raises what it raises.

    It is done in a thread of its own that steps back: on Linux a thread may step back but not forward again,
    and the compute threads that it starts are where it is. Windows has no such inheritance, so there the
    whole process steps back for as long as it takes; on macOS only the thread itself can.
    """
    with _process_behind_others(), ThreadPoolExecutor(1, "nst-gentle", initializer=_step_back) as executor:
        return executor.submit(work).result()


def _step_back() -> None:
    """Have the thread that runs this come after others; where that cannot be, it stays where it is."""
    try:
        if sys.platform == "linux":
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), _STEPS_BACK)
        elif sys.platform == "darwin":
            ctypes.CDLL(None).pthread_set_qos_class_self_np(ctypes.c_uint(_UTILITY), ctypes.c_int(0))
    except (OSError, AttributeError) as error:
        _log.info("Painting goes on at the usual priority: %s", error)


@contextmanager
def _process_behind_others() -> Iterator[None]:
    """Windows may refuse any of it, as on computers that others look after; the work is done all the same."""
    if sys.platform != "win32":
        yield
        return
    usual = _usual_priority()
    if usual is not None:
        _set_priority(psutil.BELOW_NORMAL_PRIORITY_CLASS)
    try:
        yield
    finally:
        if usual is not None:
            _set_priority(usual)


def _usual_priority() -> int | None:
    """The priority of this process; ``None`` where the system does not tell."""
    try:
        return int(psutil.Process().nice())
    except (psutil.Error, OSError) as error:
        _log.info("Painting goes on at the usual priority: %s", error)
        return None


def _set_priority(priority: int) -> None:
    try:
        psutil.Process().nice(priority)
    except (psutil.Error, OSError) as error:
        _log.info("The priority of the program stays as it is: %s", error)
