"""Tiles give what the whole picture gives: sums, values, gradients, pictures."""

from __future__ import annotations

from typing import Any

import pytest
import tiny
import torch
from torch import Tensor

from nst_engine import tiled, tiles
from nst_engine.objective import (
    Check,
    Evaluation,
    Objective,
    Value,
    Weighting,
    content_targets,
    nothing,
    style_sums,
    style_targets,
)
from nst_engine.optimisers import LBFGS
from nst_engine.recipe import PictureRef, Recipe, StyleRef, WeightsRef
from nst_engine.tiled import TiledObjective
from nst_engine.token import Stopped
from nst_engine.vgg import Vgg19, deepest_layer
from nst_engine.weights import FoldedWeights, fold, load

#: Layers whose margin of 88 px lets small pictures be cut.
MIDDLE: dict[str, Any] = {
    "content_layers": {"relu4_2": 1.0},
    "style_layers": {"relu1_1": 1.0, "relu2_1": 1.0, "relu3_1": 2.0, "relu4_1": 1.0},
}
#: Odd sizes, several tiles in both directions, long and narrow, last tiles without a feature of their own.
SIZES = [
    pytest.param((501, 530), 176, {}, id="tiles in both directions"),
    pytest.param((97, 801), 128, {}, id="panorama"),
    pytest.param((239, 261), 48, MIDDLE, id="odd"),
    pytest.param((240, 288), 48, MIDDLE, id="even"),
    pytest.param((701, 33), 64, MIDDLE, id="tower"),
    pytest.param((227, 231), 16, {"style_layers": {"relu3_1": 1.0}, "content_weight": 0}, id="many tiles"),
]


def picture_of(height: int, width: int, seed: int, dtype: torch.dtype = torch.float64) -> Tensor:
    """Coarse blobs with fine noise: features of all layers have something to see."""
    generator = torch.Generator().manual_seed(seed)
    coarse = torch.rand(1, 3, height // 24 + 2, width // 24 + 2, generator=generator, dtype=torch.float64)
    fine = torch.rand(1, 3, height, width, generator=generator, dtype=torch.float64)
    smooth = torch.nn.functional.interpolate(coarse, size=(height, width), mode="bicubic")
    return (0.8 * smooth + 0.2 * fine).to(dtype)


def weighting_of(**fields: Any) -> Weighting:
    reference = PictureRef(name="a.png", sha256="a" * 64, width=45, height=33)
    return Weighting.of(Recipe(content=reference, styles=(StyleRef(picture=reference),), **fields))


class Pair:
    """The whole objective and the tiled one, of the same pictures."""

    def __init__(
        self,
        size: tuple[int, int],
        weighting: Weighting,
        *,
        dtype: torch.dtype = torch.float64,
        weights: FoldedWeights | None = None,
        pooling: str = "max",
        tile: int = 128,
        keep_content: bool = True,
    ) -> None:
        wide = torch.promote_types(dtype, torch.float32)
        network = Vgg19(
            weights or tiny.folded(), deepest_layer(weighting.layers), pooling=pooling, dtype=dtype
        )
        photograph, self.pixels = (picture_of(*size, seed).to(wide) for seed in (1, 2))
        style = style_targets(network, weighting, [picture_of(170, 210, 3).to(wide)], [1.0])
        content = content_targets(network, weighting, photograph)
        self.whole = Objective(network, weighting, content, style)
        self.tiled = TiledObjective(
            network, weighting, photograph, style, tile=tile, keep_content=keep_content
        )

    def evaluations(self) -> tuple[Evaluation, Evaluation]:
        return self.whole.evaluate(self.pixels), self.tiled.evaluate(self.pixels)

    def values_agree(self) -> bool:
        """Whether both give without a gradient what they give with one."""
        return all(
            terms(objective.value(self.pixels))
            == pytest.approx(terms(objective.evaluate(self.pixels)), rel=1e-11)
            for objective in (self.whole, self.tiled)
        )


@pytest.fixture
def small_statistics(monkeypatch: pytest.MonkeyPatch) -> None:
    """Also the pass that takes sums is cut into many tiles, small as the pictures are."""
    monkeypatch.setattr(tiles, "LEAST_STATISTICS_TILE", 64)
    monkeypatch.setattr(tiles, "STATISTICS_EDGE", 0.6)


def relative_error(found: Tensor, exact: Tensor) -> float:
    return float((found.double() - exact.double()).norm() / exact.double().norm())


def terms(value: Value) -> tuple[float, float, float]:
    return value.content, value.style, value.tv


def same(found: Evaluation, exact: Evaluation) -> None:
    assert found.content == pytest.approx(exact.content, rel=1e-11)
    assert found.style == pytest.approx(exact.style, rel=1e-11)
    assert found.tv == pytest.approx(exact.tv, rel=1e-11)
    assert relative_error(found.gradient, exact.gradient) < 1e-10


@pytest.mark.usefixtures("small_statistics")
@pytest.mark.parametrize("keep_content", [True, False], ids=["kept", "anew"])
@pytest.mark.parametrize(("size", "tile", "fields"), SIZES)
def test_tiles_give_the_gradient_of_the_whole_picture(
    size: tuple[int, int], tile: int, fields: dict[str, Any], keep_content: bool
) -> None:
    pair = Pair(size, weighting_of(tv_weight=0.3, **fields), tile=tile, keep_content=keep_content)
    assert len(pair.tiled._tiles) > 2
    exact, found = pair.evaluations()
    same(found, exact)
    assert pair.values_agree()
    assert pair.tiled.magnitude == pytest.approx(pair.whole.magnitude, rel=1e-12)


CASES = {
    "gatys": {"objective": "gatys", **MIDDLE},
    "average": {"pooling": "average", **MIDDLE},
    "no content": {"content_weight": 0, **MIDDLE},
    "no style": {"style_strength": 0},
    "shallow": {"content_layers": {"relu2_2": 1.0}, "style_layers": {"relu1_1": 1.0, "relu3_1": 2.0}},
    "deepest": {"content_layers": {"relu5_4": 1.0, "relu1_2": 0.1}, "style_layers": {"relu5_3": 1.0}},
}


@pytest.mark.usefixtures("small_statistics")
@pytest.mark.parametrize("keep_content", [True, False], ids=["kept", "anew"])
@pytest.mark.parametrize("fields", CASES.values(), ids=CASES.keys())
def test_whatever_the_objective(fields: dict[str, Any], keep_content: bool) -> None:
    pair = Pair(
        (233, 641),
        weighting_of(**fields),
        tile=64,
        keep_content=keep_content,
        pooling=fields.get("pooling", "max"),
    )
    assert len(pair.tiled._tiles) > 1
    exact, found = pair.evaluations()
    same(found, exact)
    assert pair.values_agree()


def test_a_margin_one_step_smaller_would_show(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the tests above would say of tiles that see too little."""
    monkeypatch.setattr(tiles, "gradient_margin", lambda _deepest: 112)
    pair = Pair((97, 801), weighting_of())
    exact, found = pair.evaluations()
    assert relative_error(found.gradient, exact.gradient) > 1e-7


@pytest.mark.parametrize("pooling", ["max", "average"])
def test_the_sums_of_a_large_painting_are_those_of_its_tiles(pooling: str) -> None:
    network = Vgg19(tiny.folded(), "relu5_1", pooling=pooling, dtype=torch.float64)
    layers = weighting_of().style_layers
    painting = picture_of(341, 517, 5)
    whole, in_tiles = style_sums(network, layers, painting), style_sums(network, layers, painting, tile=96)
    for layer in layers:
        assert relative_error(in_tiles[layer], whole[layer]) < 1e-12
    targets = style_targets(network, weighting_of(), [painting], [1.0], tile=96)
    for layer, target in style_targets(network, weighting_of(), [painting], [1.0]).items():
        assert relative_error(targets[layer], target) < 1e-12


@pytest.mark.real
def test_the_real_network_in_double_precision() -> None:
    weights = fold(load(WeightsRef(), upto="conv5_1"))
    exact, found = Pair((40, 470), weighting_of(), weights=weights).evaluations()
    same(found, exact)


@pytest.mark.real
@pytest.mark.parametrize("objective", ["balanced", "gatys"])
def test_in_single_precision_tiles_err_no_more_than_the_whole_picture(objective: str) -> None:
    weights = fold(load(WeightsRef(), upto="conv5_1"))
    weighting, size = weighting_of(objective=objective), (40, 470)
    exact = Pair(size, weighting, weights=weights).whole
    pair = Pair(size, weighting, weights=weights, dtype=torch.float32)
    gradient = exact.evaluate(pair.pixels.double()).gradient
    whole, in_tiles = (relative_error(e.gradient, gradient) for e in pair.evaluations())
    assert 0 < in_tiles < 2 * whole
    assert whole < 1e-2


def test_bfloat16_tiles_come_as_close_as_the_whole_picture() -> None:
    exact = Pair((200, 500), weighting_of()).whole
    pair = Pair((200, 500), weighting_of(), dtype=torch.bfloat16)
    gradient = exact.evaluate(pair.pixels.double()).gradient
    whole, in_tiles = (relative_error(e.gradient, gradient) for e in pair.evaluations())
    assert in_tiles < 1.2 * whole


@pytest.mark.usefixtures("double_precision", "small_statistics")
def test_ten_iterations_lead_to_the_same_picture() -> None:
    pair = Pair((240, 288), weighting_of(style_strength=5.0, **MIDDLE), tile=48)
    painted = []
    for objective in (pair.whole, pair.tiled):
        pixels = pair.pixels.clone()
        optimiser = LBFGS(pixels.shape, history=5, device=torch.device("cpu"))
        values = []
        for _ in range(10):
            evaluation = objective.evaluate(pixels)
            values.append(evaluation.objective)
            optimiser.step(pixels, evaluation.gradient)
        assert values[-1] < 0.9 * values[0]
        painted.append(pixels)
    assert (painted[0] - painted[1]).abs().max() < 1e-6


def test_the_gradient_along_the_borders_of_tiles_is_like_elsewhere() -> None:
    """In single precision, where tiles round differently: errors do not gather at borders."""
    pair = Pair((320, 320), weighting_of(**MIDDLE), dtype=torch.float32, tile=64)
    exact, found = pair.evaluations()
    starts = sorted({part.rows.start for part in pair.tiled._tiles} - {0})
    assert starts == [64, 128, 192, 256]
    beside = torch.zeros(320, dtype=torch.bool)
    for start in starts:
        beside[start - 1 : start + 1] = True
    border = beside[:, None] | beside[None, :]
    error = (found.gradient - exact.gradient)[0].square().sum(0)
    strength = found.gradient[0].square().sum(0)
    roughness = (found.gradient[0] - found.gradient[0].roll(1, -1)).square().sum(0)
    for measure, factor in ((error, 3.0), (strength, 1.3), (roughness, 1.3)):
        there, elsewhere = float(measure[border].mean()), float(measure[~border].mean())
        assert elsewhere / factor < there < factor * elsewhere


def test_the_photograph_is_not_held_where_its_features_are_kept() -> None:
    kept, anew = (Pair((300, 500), weighting_of(), keep_content=keep).tiled for keep in (True, False))
    assert kept._content._photograph is None
    assert kept._content._kept["relu4_2"].shape == (1, 5, 37, 62)
    assert anew._content._photograph is not None
    assert anew._content._kept == {}


def test_it_can_be_stopped_between_tiles(monkeypatch: pytest.MonkeyPatch) -> None:
    pair = Pair((64, 800), weighting_of())
    finished: list[Tensor] = []
    genuine = pair.tiled._network.backward

    def backward(*arguments: Any) -> Tensor:
        finished.append(genuine(*arguments))
        return finished[-1]

    def check() -> None:
        if len(finished) == 3:
            raise Stopped

    monkeypatch.setattr(pair.tiled._network, "backward", backward)
    with pytest.raises(Stopped):
        pair.tiled.evaluate(pair.pixels, check)
    assert len(pair.tiled._tiles) > 3
    assert len(finished) == 3


def test_preparing_can_be_stopped_too() -> None:
    network = Vgg19(tiny.folded(), "relu5_1", dtype=torch.float64)

    def check() -> None:
        raise Stopped

    def prepare(check: Check) -> tiled.TiledContent:
        layers = weighting_of().content_layers
        return tiled.TiledContent(network, layers, picture_of(64, 64, 1), tile=64, keep=True, check=check)

    assert prepare(nothing).energies["relu4_2"].count == 5 * 8 * 8
    with pytest.raises(Stopped):
        prepare(check)
