"""The plan: from a recipe and limits to what this machine does."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nst_engine import devices
from nst_engine.errors import InputError
from nst_engine.plan import Limits, Plan
from nst_engine.planning import make_plan
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
    assert all(scale.history >= 1 for scale in plan.scales)
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
