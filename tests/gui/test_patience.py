"""Tests wait for what they look at, however busy the machine is, and no longer than it takes."""

from __future__ import annotations

import inspect
import re
from pathlib import Path

import pytest
from patience import PATIENCE_MS, PatientBot
from pytestqt.qtbot import QtBot

HERE = Path(__file__).parent


@pytest.mark.parametrize("name", ["waitUntil", "waitSignal"])
def test_a_wait_without_a_time_is_a_long_one(qtbot: QtBot, name: str) -> None:
    assert isinstance(qtbot, PatientBot)
    assert inspect.signature(getattr(qtbot, name)).parameters["timeout"].default == PATIENCE_MS >= 30_000


def test_no_test_is_less_patient() -> None:
    short = [
        f"{path.name}: {found[0]}"
        for path in sorted(HERE.rglob("test_*.py"))
        for found in re.finditer(r"wait(?:Until|Signal)\(.*timeout=(\d[\d_]*)", path.read_text("utf-8"))
        if int(found[1]) < 30_000
    ]
    assert short == []


def test_every_wait_for_a_window_waits() -> None:
    """pytest-qt waits at the end of its ``with``; called without one it does nothing at all."""
    idle = [
        f"{path.name}: {found[0].strip()}"
        for path in sorted(HERE.rglob("test_*.py"))
        for found in re.finditer(r"^ *qtbot\.wait(?:Exposed|Active)\(.*", path.read_text("utf-8"), re.M)
    ]
    assert idle == []


def test_a_wait_that_is_in_vain_fails(qtbot: QtBot) -> None:
    moment = 20
    with pytest.raises(qtbot.TimeoutError):
        qtbot.waitUntil(lambda: False, timeout=moment)
