from __future__ import annotations

import itertools

import pytest

from nst_gui.models.run_state import (
    ACTIVE,
    CAN_PAUSE,
    CAN_RESUME,
    CAN_START,
    CAN_STOP,
    ENDED,
    RunState,
    checked,
)

S = RunState


def test_every_state_is_either_active_or_ready_for_a_start() -> None:
    assert frozenset(RunState) == ACTIVE | CAN_START
    assert not ACTIVE & CAN_START


@pytest.mark.parametrize(
    "path",
    [
        [S.QUEUED, S.PREPARING, S.RUNNING, S.FINISHED, S.PREPARING],
        [S.RUNNING, S.PAUSING, S.PAUSED, S.RUNNING, S.STOPPING, S.STOPPED],
        [S.PAUSING, S.RUNNING],
        [S.PREPARING, S.STOPPING, S.STOPPED],
        [S.STOPPING, S.FINISHED],
        [S.PAUSING, S.DIVERGED],
        [S.PREPARING, S.FAILED, S.PREPARING],
    ],
)
def test_allowed_paths(path: list[RunState]) -> None:
    for old, new in itertools.pairwise(path):
        assert checked(old, new) is new


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (S.QUEUED, S.RUNNING),
        (S.FINISHED, S.PAUSED),
        (S.STOPPED, S.RUNNING),
        (S.STOPPING, S.RUNNING),
        (S.FAILED, S.FINISHED),
        (S.PAUSED, S.PREPARING),
    ],
)
def test_refused_steps(old: RunState, new: RunState) -> None:
    with pytest.raises(ValueError, match=f"from {old} to {new}"):
        checked(old, new)


def test_what_can_be_done_when() -> None:
    assert ENDED | {S.QUEUED} == CAN_START
    assert {S.RUNNING} == CAN_PAUSE
    assert {S.PAUSING, S.PAUSED} == CAN_RESUME
    assert {S.PREPARING, S.RUNNING, S.PAUSING, S.PAUSED} == CAN_STOP
