"""Whole runs in tiles: the same picture as in one piece, and pause and stop between tiles."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from runs import changed, of_kind, painted, plan_of

from nst_engine import devices, pictures
from nst_engine.events import Paused, Preview, Progress, Resumed
from nst_engine.plan import Limits
from nst_engine.recipe import Recipe, StyleRef
from nst_engine.token import Token
from nst_engine.vgg import Vgg19

#: Layers whose margins of 24 px let small pictures be cut.
SHALLOW: dict[str, Any] = {
    "content_layers": {"relu2_2": 1.0},
    "style_layers": {"relu1_1": 1.0, "relu2_1": 1.0, "relu3_1": 1.0},
}
SCALES = ((80, 60, 4), (160, 120, 3))


@pytest.fixture
def shallow(recipe: Recipe) -> Recipe:
    return changed(recipe, size=160, **SHALLOW)


@pytest.mark.usefixtures("tiny_network")
@pytest.mark.parametrize("keep_content", [True, False], ids=["kept", "anew"])
@pytest.mark.parametrize("optimiser", ["lbfgs", "adam"])
def test_a_run_in_tiles_paints_the_same_picture(shallow: Recipe, optimiser: str, keep_content: bool) -> None:
    in_tiles, events = painted(
        shallow, plan_of(SCALES, tile=32, keep_content=keep_content, optimiser=optimiser)
    )
    whole, _ = painted(shallow, plan_of(SCALES, optimiser=optimiser))
    assert {event.tiles for event in of_kind(events, Progress)} == {1, 20}, (
        "the small scale is no larger than a tile with its margins"
    )
    assert in_tiles.objective == pytest.approx(whole.objective, rel=1e-4)
    assert np.abs(in_tiles.picture.pixels - whole.picture.pixels).max() < 2e-3


@pytest.mark.usefixtures("tiny_network")
def test_a_run_in_tiles_pauses_and_stops_between_them(
    shallow: Recipe, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = Token()
    backwards = 0
    genuine = Vgg19.backward

    def backward(self: Vgg19, *arguments: Any) -> Any:
        nonlocal backwards
        backwards += 1
        if backwards == 25:  # the second evaluation has twenty of them behind it and before it
            token.pause()
        if backwards == 30:
            token.stop()
        return genuine(self, *arguments)

    monkeypatch.setattr(Vgg19, "backward", backward)
    result, events = painted(
        shallow,
        plan_of(((160, 120, 5),), tile=32),
        token=token,
        react=lambda event: token.resume() if isinstance(event, Paused) else None,
    )
    assert result.state == "stopped"
    assert result.evaluations == 1
    assert backwards == 30
    assert len(of_kind(events, Paused)) == len(of_kind(events, Resumed)) == 1
    assert of_kind(events, Preview)[-1].width == 160


@pytest.mark.real
def test_the_real_network_in_tiles_of_128_px(tmp_path: Path) -> None:
    """640 × 480 px: twenty tiles; what differs from one piece is rounding, on and off the tiles' borders."""
    y, x = np.mgrid[0:480, 0:640] / 480
    photograph = np.stack(
        [0.5 + 0.4 * np.sin(7 * x + 3 * y), 0.3 + 0.5 * y, 0.5 + 0.3 * np.cos(9 * x * y)], -1
    )
    waves = np.sin(60 * x + 10 * np.sin(12 * y)), np.sin(40 * y + 6 * x), np.cos(30 * (x + y))
    painting = np.stack([0.5 + 0.4 * waves[0], 0.5 + 0.3 * waves[1], 0.4 + 0.2 * waves[2]], axis=-1)
    references = []
    for name, pixels in (("photograph", photograph), ("painting", painting)):
        path = tmp_path / f"{name}.png"
        Image.fromarray(np.rint(pixels * 255).astype(np.uint8)).save(path)
        references.append(pictures.reference(path))
    # Without relu5_1 margins of 88 px are enough: 160 px would take most of a test's time.
    layers = {f"relu{block}_1": 1.0 for block in range(1, 5)}
    styles = (StyleRef(picture=references[1]),)
    recipe = Recipe(content=references[0], styles=styles, size=640, style_layers=layers)
    precision = devices.choose(Limits(device="cpu")).precision  # what is quick here
    used = {"threads": devices.default_threads(), "precision": precision}
    in_tiles, events = painted(recipe, plan_of(((640, 480, 1),), tile=128, **used))
    whole, _ = painted(recipe, plan_of(((640, 480, 1),), **used))
    assert {event.tiles for event in of_kind(events, Progress)} == {20}
    assert in_tiles.objective == pytest.approx(whole.objective, rel=1e-2)
    difference = np.abs(in_tiles.picture.pixels - whole.picture.pixels)
    moved = np.abs(whole.picture.pixels - pictures.load(tmp_path / "photograph.png").pixels)
    assert difference.mean() < 0.1 * moved.mean()
    beside = np.zeros((480, 640), dtype=bool)
    for start in (128, 256, 384, 512):
        beside[start - 1 : start + 1] = True
        beside[:, start - 1 : start + 1] = True
    assert difference[beside].mean() < 1.5 * difference[~beside].mean()
