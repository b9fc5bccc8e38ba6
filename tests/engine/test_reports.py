"""When a run shows itself, and at what size."""

from __future__ import annotations

import pytest
import torch
from runs import plan_of

from nst_engine import reports
from nst_engine.events import Event, Preview, Progress, Stage
from nst_engine.objective import Evaluation
from nst_engine.reports import Clock, Reports
from nst_engine.token import Token


class Told:
    """A run of one scale whose clock and objective are set by hand."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, iterations: int = 100) -> None:
        self.now = 0.0
        monkeypatch.setattr(reports.time, "monotonic", lambda: self.now)
        self.events: list[Event] = []
        self.plan = plan_of(((64, 48, iterations), (128, 96, iterations)))
        self.reports = Reports("r1", self.plan, self.events.append, Clock(Token()))
        self.pixels = torch.rand(1, 3, 48, 64)
        self.reports.scale_begins(0)
        self.reports.first_evaluation(10.0)

    def iteration(self, number: int, objective: float, seconds: float = 0.01) -> bool:
        """Whether a preview came with it."""
        self.now += seconds
        before = len(self.events)
        evaluation = Evaluation(0.0, objective, 0.0, torch.zeros(()), 0.0)
        self.reports.iteration(number, number + 1, evaluation, self.pixels, 3)
        assert isinstance(self.events[before], Progress)
        assert self.events[before].tiles == 3
        return any(isinstance(event, Preview) for event in self.events[before:])


def test_the_first_preview_shows_ten_iterations_and_a_fifth_of_the_start(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    told = Told(monkeypatch)
    shown = [number for number in range(1, 16) if told.iteration(number, 10.0 / number)]
    assert shown == [10]
    told = Told(monkeypatch)
    shown = [number for number in range(1, 16) if told.iteration(number, 2.1 if number < 13 else 1.9)]
    assert shown == [13]


def test_the_first_preview_does_not_wait_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    told = Told(monkeypatch)
    assert [told.iteration(number, 9.0, seconds=1.0) for number in (1, 2, 3)] == [False, False, True]
    told = Told(monkeypatch, iterations=4)
    assert [told.iteration(number, 9.0) for number in (1, 2, 3, 4)] == [False, False, False, True]


def test_later_previews_come_a_few_times_a_second(monkeypatch: pytest.MonkeyPatch) -> None:
    told = Told(monkeypatch)
    shown = [number for number in range(1, 100) if told.iteration(number, 1.0, seconds=0.125)]
    assert shown == [10, *range(13, 100, 3)]


def test_previews_are_small_and_pauses_show_every_pixel(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reports, "PREVIEW_EDGE", 20)
    told = Told(monkeypatch)
    told.iteration(10, 1.0)
    told.reports.paused(told.pixels)
    small, full = (event for event in told.events if isinstance(event, Preview))
    assert (small.width, small.height) == (16, 12)
    assert (full.width, full.height) == (64, 48)
    assert full.pixels.shape == (48, 64, 3)
    assert told.events[-1].name == "paused"


def test_stages_come_at_the_plan_s_moments_however_quick_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    told = Told(monkeypatch)
    for number in range(1, 101):
        told.iteration(number, 1.0, seconds=0.0)
    stages = [event for event in told.events if isinstance(event, Stage)]
    planned = reports.moments(told.plan)
    assert [stage.iteration for stage in stages] == sorted(number for scale, number in planned if scale == 0)
    first = stages[0]
    assert (first.scale_index, first.scale_count, first.iterations) == (0, 2, 100)
    assert (first.width, first.height, first.pixels.shape) == (64, 48, (48, 64, 3))
    assert "pixels" not in first.to_dict()


def test_a_stage_of_a_large_scale_is_small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reports, "EDGE", 20)
    told = Told(monkeypatch)
    told.iteration(1, 1.0)
    (stage,) = (event for event in told.events if isinstance(event, Stage))
    assert (stage.width, stage.height, stage.pixels.shape) == (64, 48, (15, 20, 3))


def test_a_new_scale_s_preview_belongs_to_it(monkeypatch: pytest.MonkeyPatch) -> None:
    told = Told(monkeypatch)
    told.iteration(10, 1.0)
    told.reports.scale_begins(1)
    told.reports.first_evaluation(5.0)
    told.now += 1
    assert told.iteration(1, 4.0)
    last = next(event for event in reversed(told.events) if isinstance(event, Preview))
    assert isinstance(last, Preview)
    assert (last.scale_index, last.iteration) == (1, 1)
    assert [measured.iterations for measured in told.reports.measured] == [10, 1]
