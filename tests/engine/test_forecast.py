"""The plan, memory and time before the start."""

from __future__ import annotations

import json
import math
from typing import Any

import pytest
import tiny
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from nst_engine import devices, forecast
from nst_engine.errors import InputError
from nst_engine.forecast import make_plan, network_bytes_per_pixel
from nst_engine.plan import Limits, Plan
from nst_engine.recipe import MAX_SIZE, PictureRef, Recipe, StyleRef


@pytest.fixture
def no_accelerator(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(devices, "available_devices", lambda: ("cpu",))


def recipe_of(width: int = 1600, height: int = 1200, **fields: Any) -> Recipe:
    content = PictureRef(name="a.jpg", sha256="a" * 64, width=width, height=height)
    style = PictureRef(name="b.jpg", sha256="b" * 64, width=4000, height=3000)
    return Recipe(content=content, **{"styles": (StyleRef(picture=style),), **fields})


def test_the_plan_holds_the_schedule_of_the_recipe() -> None:
    plan = make_plan(recipe_of(size=512, iterations=40), Limits(device="cpu", precision="float32", threads=3))
    assert [(s.width, s.height) for s in plan.scales] == [(128, 96), (256, 192), (512, 384)]
    assert plan.scales[-1].iterations == 40
    assert (plan.device, plan.precision, plan.threads) == ("cpu", "float32", 3)
    assert plan.notices == ()
    assert plan.history >= 1
    assert Plan.model_validate(json.loads(plan.model_dump_json())) == plan


def test_the_same_recipe_gives_the_same_plan() -> None:
    assert make_plan(recipe_of()) == make_plan(recipe_of())
    assert make_plan(recipe_of()).threads == devices.default_threads()


@pytest.mark.usefixtures("no_accelerator")
@pytest.mark.parametrize("device", ["cuda", "mps"])
def test_a_device_that_is_not_here_is_replaced_and_said(device: str) -> None:
    plan = make_plan(recipe_of(), Limits(device=device))
    assert plan.device == "cpu"
    assert len(plan.notices) == 1
    assert device in plan.notices[0]


@given(
    long_edge=st.integers(300, 30_000),
    short_edge=st.integers(16, 300),
    size=st.integers(64, MAX_SIZE) | st.none(),
    upright=st.booleans(),
)
@settings(max_examples=300, deadline=None)
def test_too_narrow_an_output_is_refused_with_a_size_that_works(
    long_edge: int, short_edge: int, size: int | None, upright: bool
) -> None:
    edges = (short_edge, long_edge) if upright else (long_edge, short_edge)
    recipe = recipe_of(*edges, size=size)
    if min(recipe.output_size) >= 16:
        assert make_plan(recipe).scales[-1].width == recipe.output_size[0]
        return
    with pytest.raises(InputError) as caught:
        make_plan(recipe)
    text = str(caught.value)
    assert text.endswith(".")
    assert "\n" not in text
    if "at least" in text:
        needed = int(text.split("at least ")[1].rstrip("."))
        assert needed <= MAX_SIZE
        make_plan(recipe_of(*edges, size=needed))
    else:
        assert "crop" in text
        assert 16 * long_edge / short_edge > MAX_SIZE


def test_memory_grows_with_everything_that_takes_some() -> None:
    cpu = Limits(device="cpu", precision="float32")

    def needed(limits: Limits = cpu, **fields: Any) -> int:
        return make_plan(recipe_of(**fields), limits).memory_bytes

    sizes = [needed(size=size) for size in (64, 128, 256, 512, 1024, 2048)]
    assert sizes == sorted(sizes)
    assert sizes[-1] > 3 * sizes[-2]
    assert needed(size=1024) > needed(size=1024, optimiser="adam")
    assert needed(size=1024) > needed(Limits(device="cpu", precision="bfloat16"), size=1024)
    assert needed(size=1024, style_layers={"relu5_4": 1}) > needed(size=1024)
    assert needed(size=1024, style_layers={"relu2_1": 1}, content_layers={"relu1_1": 1}) < needed(size=1024)
    assert needed(size=1024, stroke_size=2) > needed(size=1024)
    style = recipe_of().styles[0]
    assert needed(size=1024, styles=(style,) * 10) > needed(size=1024)


def test_network_memory_is_that_of_its_features() -> None:
    """The features of one forward pass, counted on a real picture of the real channels' proportions."""
    side = 64
    channels = {"relu1_1": 64, "relu1_2": 64, "relu2_1": 128, "relu2_2": 128, "relu3_1": 256}
    values = sum(count * (side // 2 ** (int(name[4]) - 1)) ** 2 for name, count in channels.items())
    indices = 64 * (side // 2) ** 2 + 128 * (side // 4) ** 2
    gradients = 2 * 64 * side**2
    found = network_bytes_per_pixel("relu3_1", "max", 4) * side**2
    assert found == pytest.approx(4 * values + 8 * indices + 4 * gradients)
    assert network_bytes_per_pixel("relu3_1", "average", 4) * side**2 == pytest.approx(
        4 * (values + gradients)
    )


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
