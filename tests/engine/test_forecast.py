"""The plan, memory and time before the start."""

from __future__ import annotations

import math
from typing import Any

import pytest
import tiny
import torch

from nst_engine import forecast
from nst_engine.forecast import make_plan
from nst_engine.plan import Limits
from nst_engine.recipe import PictureRef, Recipe, StyleRef


def recipe_of(width: int = 1600, height: int = 1200, **fields: Any) -> Recipe:
    content = PictureRef(name="a.jpg", sha256="a" * 64, width=width, height=height)
    style = PictureRef(name="b.jpg", sha256="b" * 64, width=4000, height=3000)
    return Recipe(content=content, **{"styles": (StyleRef(picture=style),), **fields})


@pytest.mark.parametrize(
    "fields", [{}, {"pooling": "average", "objective": "gatys"}, {"content_weight": 0}], ids=str
)
def test_time_and_memory_are_forecast(monkeypatch: pytest.MonkeyPatch, fields: dict[str, Any]) -> None:
    monkeypatch.setattr(forecast, "load_weights", lambda _reference, upto: tiny.unfolded())
    limits = Limits(device="cpu", precision="float32", threads=1)
    small = forecast.forecast(recipe_of(size=128, iterations=10, **fields), limits)
    large = forecast.forecast(recipe_of(size=1024, iterations=100, **fields), limits)
    assert 0 < small.seconds < large.seconds
    assert math.isfinite(large.seconds)
    assert small.plan == make_plan(recipe_of(size=128, iterations=10, **fields), limits)
    assert small.memory_bytes == small.plan.memory_bytes
    assert small.available_bytes > 100_000_000
    assert torch.get_num_threads() == 1


def test_what_does_not_fit_is_said() -> None:
    plan = make_plan(recipe_of())
    assert forecast.Forecast(plan, 5, 5, 1.0).light == "fits"
    assert forecast.Forecast(plan, 6, 5, 1.0).light == "does not fit"
