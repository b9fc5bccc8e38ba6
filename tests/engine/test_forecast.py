"""Plan, memory and time before the start, and the light that says how a run fits."""

from __future__ import annotations

import math
from typing import Any

import pytest
import tiny
import torch

from nst_engine import calibration, devices, forecast, gpus, main_memory, trial
from nst_engine.expectation import Expectation, ScaleCost
from nst_engine.forecast import Forecast, make_plan
from nst_engine.plan import Limits, Plan, ScalePlan
from nst_engine.recipe import PictureRef, Recipe, StyleRef

LIMITS = Limits(device="cpu", precision="float32", threads=1)
EXPECTATION = Expectation(0.5, (ScaleCost(0.25, 0.1, 10), ScaleCost(0.5, 0.4, 5)))


def recipe_of(width: int = 1600, height: int = 1200, **fields: Any) -> Recipe:
    content = PictureRef(name="a.jpg", sha256="a" * 64, width=width, height=height)
    style = PictureRef(name="b.jpg", sha256="b" * 64, width=4000, height=3000)
    return Recipe(content=content, **{"styles": (StyleRef(picture=style),), **fields})


@pytest.fixture
def sizes(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The edges of the pictures that were tried, with a network of a few channels."""
    tried: list[int] = []
    genuine = trial._evaluations

    def evaluations(recipe: Recipe, plan: Plan, network: Any, edge: int) -> list[float]:
        tried.append(edge)
        return genuine(recipe, plan, network, edge)

    monkeypatch.setattr(trial, "load_weights", lambda _reference, upto: tiny.unfolded())
    monkeypatch.setattr(trial, "_evaluations", evaluations)
    monkeypatch.setattr(trial, "_EDGES", (32, 64, 512))
    return tried


@pytest.mark.parametrize(
    "fields",
    [{}, {"pooling": "average", "objective": "gatys"}, {"content_weight": 0}, {"style_strength": 0}],
    ids=str,
)
def test_time_and_memory_are_forecast(sizes: list[int], fields: dict[str, Any]) -> None:
    small = forecast.forecast(recipe_of(size=128, iterations=10, **fields), LIMITS)
    assert sizes == [32, 64], "the first forecast tries small pictures, none far above its own size"
    large = forecast.forecast(recipe_of(size=1024, iterations=100, **fields), LIMITS)
    assert sizes == [32, 64], "the second one knows"
    assert 0 < small.seconds < large.seconds
    assert math.isfinite(large.seconds)
    assert len(large.scale_seconds) == len(large.plan.scales)
    assert sum(large.scale_seconds) < large.seconds
    assert small.plan == make_plan(recipe_of(size=128, iterations=10, **fields), LIMITS)
    assert small.memory_bytes == small.plan.memory_bytes
    assert small.available_bytes > 100_000_000
    assert torch.get_num_threads() == 1


def test_other_work_is_tried_on_its_own(sizes: list[int]) -> None:
    forecast.forecast(recipe_of(size=64), LIMITS)
    forecast.forecast(recipe_of(size=64, pooling="average"), LIMITS)
    assert sizes == [32, 64, 32, 64]
    assert len(calibration.load().speeds) == 2


def test_a_trial_keeps_to_its_time(sizes: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trial, "_BUDGET_S", 0.0)
    found = forecast.forecast(recipe_of(size=64), LIMITS)
    assert sizes == [32], "one size at least, or there would be nothing to go by"
    assert found.seconds > 0


def test_a_gpu_is_set_up_before_it_is_timed(monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[int] = []

    def evaluations(_recipe: Recipe, _plan: Plan, _network: None, edge: int) -> list[float]:
        tried.append(edge)
        return [0.01]

    given_back: list[str] = []
    monkeypatch.setattr(gpus, "give_back", given_back.append)
    monkeypatch.setattr(devices, "device_name", lambda device: f"a {device} card")
    monkeypatch.setattr(trial, "_network", lambda _recipe, _plan: None)
    monkeypatch.setattr(trial, "_evaluations", evaluations)
    recipe = recipe_of(size=64)
    plan = make_plan(recipe, LIMITS)
    trial.calibrate(recipe, plan)
    assert tried == [48, 96, 192, 384]
    tried.clear()
    trial.calibrate(recipe, plan.model_copy(update={"device": "cuda"}))
    assert tried == [48, 48, 96, 192, 384], "the first time is not counted"
    assert given_back[-1] == "cuda"


def test_the_network_is_counted_as_it_was_timed(sizes: list[int]) -> None:
    found = forecast.forecast(recipe_of(size=64), LIMITS)
    network_s = calibration.load().network_s
    assert network_s is not None
    assert found.expectation.loading_s > network_s > 0


class TestLight:
    def forecast_of(self, memory: int, available: int, *, tile: int | None = None) -> Forecast:
        plan = make_plan(recipe_of(), LIMITS)
        final = ScalePlan(width=1024, height=768, iterations=5, tile=tile)
        plan = plan.model_copy(update={"scales": (*plan.scales[:-1], final)})
        return Forecast(plan, memory, available, EXPECTATION)

    def test_fits(self) -> None:
        assert self.forecast_of(5, 5).light == "fits"

    def test_will_be_tiled(self) -> None:
        assert self.forecast_of(5, 5, tile=256).light == "will be tiled"

    def test_does_not_fit(self) -> None:
        assert self.forecast_of(6, 5).light == "does not fit"
        assert self.forecast_of(6, 5, tile=256).light == "does not fit"

    def test_the_seconds_are_those_of_all_scales(self) -> None:
        found = self.forecast_of(5, 5)
        assert found.scale_seconds == pytest.approx((1.2, 2.3))  # the last iteration of each costs half
        assert found.seconds == pytest.approx(0.5 + 1.2 + 2.3)

    def test_a_card_s_own_memory_is_what_there_is(
        self, sizes: list[int], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        on_a_card = make_plan(recipe_of(size=64), LIMITS).model_copy(update={"device": "cuda"})
        monkeypatch.setattr(forecast, "smallest_plan", lambda _recipe, _limits: on_a_card)
        monkeypatch.setattr(forecast, "expect", lambda _recipe, _plan: EXPECTATION)
        monkeypatch.setattr(gpus, "free_bytes", lambda device, _main: {"cuda": 3_000_000_000}[device])
        assert forecast.forecast(recipe_of(size=64)).available_bytes == 3_000_000_000

    def test_a_limit_is_all_there_is(self, sizes: list[int]) -> None:
        limited = Limits(device="cpu", precision="float32", threads=1, memory_bytes=1_000_000_000)
        assert forecast.forecast(recipe_of(size=64), limited).available_bytes == 1_000_000_000
        beyond = limited.model_copy(update={"memory_bytes": 10**18})
        free = forecast.forecast(recipe_of(size=64), beyond).available_bytes
        assert free < main_memory.installed_bytes() * 2
