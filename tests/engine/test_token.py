"""Pause, resume and stop from other threads."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable
from types import FrameType
from typing import Any

import pytest

from nst_engine.token import Stopped, Token

TraceFunction = Callable[[FrameType, str, Any], Any]

#: Seconds after which a thread that should have ended is taken to hang.
PATIENCE = 60.0


class Checker:
    """A run's side of a token: checks once in a thread of its own and notes what happened."""

    def __init__(self, token: Token) -> None:
        self.said: list[str] = []
        self.waiting = threading.Event()
        self._token = token
        self._thread = threading.Thread(target=self._check, daemon=True)
        self._thread.start()

    def _check(self) -> None:
        try:
            self._token.check(self._paused, lambda: self.said.append("resumed"))
            self.said.append("went on")
        except Stopped:
            self.said.append("stopped")

    def _paused(self) -> None:
        self.said.append("paused")
        self.waiting.set()

    def outcome(self) -> list[str]:
        self._thread.join(PATIENCE)
        assert not self._thread.is_alive(), "the check never returned"
        return self.said


def test_a_token_left_alone_lets_the_run_go_on() -> None:
    token = Token()
    assert Checker(token).outcome() == ["went on"]
    assert token.paused_seconds == 0
    assert not token.pause_requested
    assert not token.stop_requested


def test_pause_waits_until_resume_and_counts_the_seconds() -> None:
    token = Token()
    token.pause()
    assert token.pause_requested
    checker = Checker(token)
    assert checker.waiting.wait(PATIENCE)
    time.sleep(0.1)
    assert checker.said == ["paused"]
    token.resume()
    assert checker.outcome() == ["paused", "resumed", "went on"]
    assert 0.1 <= token.paused_seconds < PATIENCE
    assert not token.pause_requested


def test_stop_ends_a_run() -> None:
    token = Token()
    token.stop()
    assert Checker(token).outcome() == ["stopped"]
    assert token.stop_requested


def test_stop_ends_a_paused_run_without_resuming_it() -> None:
    token = Token()
    token.pause()
    checker = Checker(token)
    assert checker.waiting.wait(PATIENCE)
    token.stop()
    assert checker.outcome() == ["paused", "stopped"]


@pytest.mark.parametrize("after", [Token.pause, Token.resume, Token.stop])
def test_nothing_takes_a_stop_back(after: Callable[[Token], None]) -> None:
    token = Token()
    token.stop()
    after(token)
    assert Checker(token).outcome() == ["stopped"]


@pytest.mark.parametrize("line", range(1, 7))
def test_a_stop_in_the_middle_of_a_pause_does_not_hold_the_run(line: int) -> None:
    """Another thread calls ``stop`` just before the n-th line of ``pause``; in the end the run must stop."""
    token = Token()
    stopper = threading.Thread(target=token.stop, daemon=True)
    lines = 0

    def trace(frame: FrameType, event: str, _argument: object) -> TraceFunction | None:
        nonlocal lines
        if frame.f_code is not Token.pause.__code__:
            return None
        if event == "line":
            lines += 1
            if lines == line:
                stopper.start()
                stopper.join(0.05)  # it may have to wait until ``pause`` is through
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        token.pause()
    finally:
        sys.settrace(before)
    if lines < line:
        stopper.start()
    stopper.join(PATIENCE)
    assert lines > 0
    assert Checker(token).outcome() == ["stopped"]


def test_a_signal_handler_may_stop_the_thread_that_pauses() -> None:
    """Ctrl-C runs its handler in the main thread, perhaps while that thread is inside the token."""
    token = Token()

    def trace(frame: FrameType, event: str, _argument: object) -> TraceFunction | None:
        if frame.f_code is not Token.pause.__code__:
            return None
        if event == "line":
            token.stop()
        return trace

    def interrupted() -> None:
        sys.settrace(trace)
        token.pause()

    thread = threading.Thread(target=interrupted, daemon=True)
    thread.start()
    thread.join(PATIENCE)
    assert not thread.is_alive()
    assert token.stop_requested


def test_several_pauses_add_up() -> None:
    token = Token()
    for _ in range(2):
        token.pause()
        checker = Checker(token)
        assert checker.waiting.wait(PATIENCE)
        time.sleep(0.05)
        token.resume()
        checker.outcome()
    assert token.paused_seconds >= 0.1
