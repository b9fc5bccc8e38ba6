"""The states of a run, the steps allowed between them, and what each state lets the user do. No Qt here."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final


class RunState(StrEnum):
    """Where a run stands. ``queued`` is also the state of a window that has not painted yet."""

    QUEUED = "queued"
    PREPARING = "preparing"
    RUNNING = "running"
    PAUSING = "pausing"
    PAUSED = "paused"
    STOPPING = "stopping"
    FINISHED = "finished"
    STOPPED = "stopped"
    DIVERGED = "diverged"
    FAILED = "failed"


_S = RunState

#: A run is over; its picture, if it has one, can be saved and a new run can start.
ENDED: Final = frozenset({_S.FINISHED, _S.STOPPED, _S.DIVERGED, _S.FAILED})
#: The worker is busy.
ACTIVE: Final = frozenset({_S.PREPARING, _S.RUNNING, _S.PAUSING, _S.PAUSED, _S.STOPPING})
CAN_START: Final = ENDED | {_S.QUEUED}
CAN_PAUSE: Final = frozenset({_S.RUNNING})
CAN_RESUME: Final = frozenset({_S.PAUSING, _S.PAUSED})
#: What it has painted so far can be had from it.
CAN_CAPTURE: Final = frozenset({_S.RUNNING, _S.PAUSING, _S.PAUSED})
CAN_STOP: Final = ACTIVE - {_S.STOPPING}
#: Settings can still be given to the run.
CAN_CHANGE: Final = CAN_STOP

# A run may end by itself while a pause or a stop is still on its way to it; "paused" too may be old news by
# the time it arrives, when the user was quick to resume and pause again.
TRANSITIONS: Final[Mapping[RunState, frozenset[RunState]]] = {
    _S.QUEUED: frozenset({_S.PREPARING}),
    _S.PREPARING: frozenset({_S.RUNNING, _S.STOPPING}) | ENDED,
    _S.RUNNING: frozenset({_S.PAUSING, _S.STOPPING}) | ENDED,
    _S.PAUSING: frozenset({_S.PAUSED, _S.RUNNING, _S.STOPPING}) | ENDED,
    _S.PAUSED: frozenset({_S.RUNNING, _S.STOPPING}) | ENDED,
    _S.STOPPING: ENDED,
    _S.FINISHED: frozenset({_S.PREPARING}),
    _S.STOPPED: frozenset({_S.PREPARING}),
    _S.DIVERGED: frozenset({_S.PREPARING}),
    _S.FAILED: frozenset({_S.PREPARING}),
}


def checked(old: RunState, new: RunState) -> RunState:
    """``new``, if a run may go there from ``old``; else :class:`ValueError` (a fault in the program)."""
    if new not in TRANSITIONS[old]:
        raise ValueError(f"a run cannot go from {old} to {new}")
    return new
