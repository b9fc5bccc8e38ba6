"""How much of the computer is taken: threads by pace, and work that lets others go first."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psutil
import pytest
import torch
from runs import TWO_SCALES, painted, plan_of

from nst_engine import devices, pace
from nst_engine.pace import PACES, Pace
from nst_engine.recipe import Recipe


@pytest.mark.parametrize(
    ("cores", "expected"),
    [
        (1, (1, None, None)),
        (2, (1, None, None)),
        (3, (1, None, None)),
        (4, (2, 3, None)),
        (16, (8, 15, None)),
    ],
)
def test_threads_follow_the_pace(
    monkeypatch: pytest.MonkeyPatch, cores: int, expected: tuple[int | None, ...]
) -> None:
    monkeypatch.setattr(pace, "cores", lambda: cores)
    assert tuple(map(pace.threads, PACES)) == expected
    assert devices.default_threads() == cores


@pytest.mark.parametrize("which", PACES)
def test_no_pace_takes_more_threads_than_there_are_cores(which: Pace) -> None:
    assert 1 <= (pace.threads(which) or pace.cores()) <= pace.cores()


def test_work_that_is_done_gently_gives_and_raises_as_usual() -> None:
    assert pace.gently(lambda: 7) == 7

    def fail() -> None:
        raise LookupError("by the test")

    with pytest.raises(LookupError, match="by the test"):
        pace.gently(fail)


def _own_threads() -> set[int]:
    return {int(path.name) for path in Path("/proc/self/task").iterdir()}


def _nice_of(thread: int) -> int:
    return int(Path(f"/proc/self/task/{thread}/stat").read_text().rpartition(")")[2].split()[16])


@pytest.mark.skipif(sys.platform != "linux", reason="Linux has a priority for each thread")
def test_on_linux_its_thread_and_the_compute_threads_step_back_and_nobody_else() -> None:
    own, usual = threading.get_native_id(), os.getpriority(os.PRIO_PROCESS, 0)

    def work() -> tuple[int, list[int]]:
        before = _own_threads()
        with devices.using(2):
            torch.nn.functional.conv2d(torch.ones(1, 16, 128, 128), torch.ones(16, 16, 3, 3))
        new = _own_threads() - before
        return threading.get_native_id(), [_nice_of(thread) for thread in new]

    if usual >= pace._STEPS_BACK:
        pytest.skip("the tests themselves run far behind other programs")
    ran_in, of_new = pace.gently(work)
    assert ran_in != own
    assert of_new, "compute threads were started"
    assert set(of_new) == {pace._STEPS_BACK}
    assert _nice_of(own) == usual


@pytest.mark.usefixtures("tiny_network")
def test_the_same_plan_gives_the_same_pixels_at_any_pace(recipe: Recipe) -> None:
    plan = plan_of(TWO_SCALES, threads=2)
    usual, _ = painted(recipe, plan)
    gentle, _ = pace.gently(lambda: painted(recipe, plan))
    assert usual.picture.pixels.tobytes() == gentle.picture.pixels.tobytes()


def test_on_windows_the_process_steps_back_and_forward_again(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []

    class Process:
        def nice(self, value: int | None = None) -> int:
            if value is not None:
                asked.append(value)
            return 32

    monkeypatch.setattr(pace.sys, "platform", "win32")
    monkeypatch.setattr(pace.psutil, "Process", Process)
    monkeypatch.setattr(pace.psutil, "BELOW_NORMAL_PRIORITY_CLASS", 16384, raising=False)
    with pytest.raises(LookupError):
        pace.gently(_raising(asked))
    assert asked == [16384, -1, 32]


@pytest.mark.parametrize(
    "error", [psutil.AccessDenied(1), psutil.NoSuchProcess(1), PermissionError(13, "no")]
)
@pytest.mark.parametrize("refused", ["asking", "stepping back", "going back"])
def test_on_windows_no_painting_dies_of_a_priority_that_is_refused(
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    refused: str,
    error: Exception,
) -> None:
    usual, behind = 32, 16384
    meant = {None: "asking", behind: "stepping back", usual: "going back"}
    asked: list[str] = []

    class Process:
        def nice(self, value: int | None = None) -> int:
            asked.append(meant[value])
            if meant[value] == refused:
                raise error
            return usual

    monkeypatch.setattr(pace.sys, "platform", "win32")
    monkeypatch.setattr(pace.psutil, "Process", Process)
    monkeypatch.setattr(pace.psutil, "BELOW_NORMAL_PRIORITY_CLASS", behind, raising=False)
    with caplog.at_level("INFO", logger=pace.__name__):
        assert pace.gently(lambda: 5) == 5
    assert refused in asked
    assert "riority" in caplog.text
    # What is not known cannot be put back, so it is not changed either.
    assert (asked == ["asking"]) is (refused == "asking")


def _raising(asked: list[int]) -> Callable[[], Any]:
    def work() -> None:
        asked.append(-1)
        raise LookupError

    return work


def test_on_macos_the_thread_says_that_it_takes_its_time(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[int, int]] = []

    class Library:
        def pthread_set_qos_class_self_np(self, kind: Any, relative: Any) -> int:
            asked.append((kind.value, relative.value))
            return 0

    monkeypatch.setattr(pace.sys, "platform", "darwin")
    monkeypatch.setattr(pace.ctypes, "CDLL", lambda _name: Library())
    assert pace.gently(lambda: 1) == 1
    assert asked == [(0x11, 0)]


@pytest.mark.parametrize("system", ["linux", "darwin"])
def test_where_it_cannot_step_back_it_works_all_the_same(
    monkeypatch: pytest.MonkeyPatch, system: str
) -> None:
    def refuse(*_arguments: object) -> None:
        raise PermissionError(1, "not allowed")

    monkeypatch.setattr(pace.sys, "platform", system)
    monkeypatch.setattr(pace.os, "setpriority", refuse, raising=False)
    monkeypatch.setattr(pace.ctypes, "CDLL", lambda _name: object())
    assert pace.gently(lambda: 3) == 3
