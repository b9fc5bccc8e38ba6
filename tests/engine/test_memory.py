"""The model of a run's memory."""

from __future__ import annotations

from typing import Any

import pytest

from nst_engine.memory import network_bytes_per_pixel
from nst_engine.plan import Limits
from nst_engine.planning import make_plan
from nst_engine.recipe import PictureRef, Recipe, StyleRef


def recipe_of(width: int = 1600, height: int = 1200, **fields: Any) -> Recipe:
    content = PictureRef(name="a.jpg", sha256="a" * 64, width=width, height=height)
    style = PictureRef(name="b.jpg", sha256="b" * 64, width=4000, height=3000)
    return Recipe(content=content, **{"styles": (StyleRef(picture=style),), **fields})


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
