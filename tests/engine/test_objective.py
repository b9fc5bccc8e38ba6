"""The whole objective: both formulas written out again over torchvision's layers, with autograd."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pytest
import tiny
import torch
from torch import Tensor
from torch.utils._python_dispatch import TorchDispatchMode

from nst_engine import losses, vgg
from nst_engine import pooling as pooling_room
from nst_engine.objective import (
    BALANCED_CONTENT,
    Evaluation,
    Objective,
    Weighting,
    content_targets,
    style_targets,
)
from nst_engine.optimisers import LBFGS
from nst_engine.recipe import STYLE_LAYERS, PictureRef, Recipe, StyleRef
from nst_engine.token import Stopped
from nst_engine.vgg import Vgg19, deepest_layer

GATYS_LAYERS = {f"relu{block}_1": 1.0 for block in range(1, 6)}
# Settled by eye, so not written out again; the formulas they stand in are.
BALANCED_LAYERS = STYLE_LAYERS["balanced"]


def picture_of(height: int, width: int, seed: int) -> Tensor:
    generator = torch.Generator().manual_seed(seed)
    return torch.rand(1, 3, height, width, generator=generator, dtype=torch.float64)


ROW = torch.tensor([7])
PHOTOGRAPH = picture_of(33, 45, 1)
PAINTED = picture_of(33, 45, 2) * 1.2 - 0.1
PAINTINGS = [picture_of(40, 37, 3), picture_of(20, 52, 4) * 0.5, picture_of(29, 29, 5) ** 2]


def recipe_of(styles: int = 1, **fields: Any) -> Recipe:
    reference = PictureRef(name="a.png", sha256="a" * 64, width=45, height=33)
    return Recipe(content=reference, styles=(StyleRef(picture=reference),) * styles, **fields)


class Transfers(TorchDispatchMode):
    """Counts how often numbers are taken from a tensor: on a GPU each time waits for the device."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        super().__init__()
        self.count = 0
        for name in ("tolist", "cpu", "numpy"):  # on the processor's tensors no operator of torch is asked
            monkeypatch.setattr(Tensor, name, self._counted(getattr(Tensor, name)))

    def _counted(self, genuine: Callable[..., Any]) -> Callable[..., Any]:
        def taken(tensor: Tensor, *args: Any) -> Any:
            self.count += 1
            return genuine(tensor, *args)

        return taken

    def __torch_dispatch__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        self.count += func is torch.ops.aten._local_scalar_dense.default
        return func(*args, **(kwargs or {}))


def evaluated(
    weighting: Weighting,
    paintings: Sequence[Tensor],
    shares: Sequence[float],
    pooling: str = "max",
    dtype: torch.dtype = torch.float64,
) -> Evaluation:
    network = Vgg19(tiny.folded(), deepest_layer(weighting.layers), pooling=pooling, dtype=dtype)
    wide = torch.promote_types(dtype, torch.float32)
    objective = Objective(
        network,
        weighting,
        content_targets(network, weighting, PHOTOGRAPH.to(wide)),
        style_targets(network, weighting, [painting.to(wide) for painting in paintings], shares),
    )
    return objective.evaluate(PAINTED.to(wide))


def reference(
    recipe: Recipe, paintings: Sequence[Tensor], shares: Sequence[float], pooling: str = "max"
) -> tuple[float, float, float, Tensor]:
    """Content, style, smoothness and the gradient, from the formulas of the documentation alone."""

    def features(pixels: Tensor) -> dict[str, Tensor]:
        return tiny.reference_features(tiny.folded(), pixels, pooling)

    def gram(feature: Tensor) -> Tensor:
        matrix = feature[0].flatten(1)
        return matrix @ matrix.T / matrix.shape[1]

    pixels = PAINTED.clone().requires_grad_()
    painted, photographed = features(pixels), features(PHOTOGRAPH)
    painted_styles = [features(painting) for painting in paintings]
    content_layers = recipe.content_layers or {"relu4_2": 1.0}
    balanced = recipe.objective == "balanced"
    style_layers = recipe.style_layers or (BALANCED_LAYERS if balanced else GATYS_LAYERS)
    content, style = pixels.new_zeros(()), pixels.new_zeros(())
    for layer, weight in content_layers.items():
        difference, target = painted[layer] - photographed[layer], photographed[layer]
        if balanced:
            weight /= sum(content_layers.values())
            content = content + BALANCED_CONTENT * weight * difference.square().sum() / target.square().sum()
        else:
            content = content + weight * difference.square().mean()
    for layer, weight in style_layers.items():
        target = sum(
            (share * gram(one[layer]) for one, share in zip(painted_styles, shares, strict=True)),
            start=pixels.new_zeros(()),
        )
        difference = gram(painted[layer]) - target
        if balanced:
            weight /= sum(style_layers.values())
            style = style + weight * difference.square().sum() / target.square().sum()
        else:
            style = style + weight * 1000 / len(target) ** 2 * difference.square().mean()
    content, style = recipe.content_weight * content, recipe.style_strength * style
    neighbours = torch.cat([(pixels.diff(dim=2)).flatten(), (pixels.diff(dim=3)).flatten()])
    tv = recipe.tv_weight * neighbours.square().mean()
    gradient = torch.autograd.grad(content + style + tv, pixels)[0]
    return content.item(), style.item(), tv.item(), gradient


CASES: Mapping[str, dict[str, Any]] = {
    "balanced": {},
    "gatys": {"objective": "gatys"},
    "balanced, average": {"pooling": "average"},
    "gatys, average": {"objective": "gatys", "pooling": "average"},
    "smooth": {"tv_weight": 3.0},
    "gatys, smooth and strong": {
        "objective": "gatys",
        "tv_weight": 0.5,
        "style_strength": 20,
        "content_weight": 3,
    },
    "no content": {"content_weight": 0, "style_strength": 2},
    "no style": {"style_strength": 0, "content_weight": 0.5, "tv_weight": 0.1},
    "other layers": {
        "content_layers": {"relu5_1": 3.0, "relu2_2": 1.0},
        "style_layers": {"relu3_4": 5.0, "relu1_2": 1.0, "relu4_2": 0.5},
    },
    "gatys, other layers": {
        "objective": "gatys",
        "content_layers": {"relu5_1": 3.0, "relu2_2": 1.0},
        "style_layers": {"relu3_4": 5.0, "relu1_2": 1.0, "relu2_2": 0.5},
    },
    "a layer that is content and style": {
        "content_layers": {"relu3_1": 1.0},
        "style_layers": {"relu3_1": 1.0, "relu5_4": 2.0},
    },
}


@pytest.mark.parametrize("fields", CASES.values(), ids=CASES.keys())
@pytest.mark.parametrize("shares", [(1.0,), (0.5, 0.3, 0.2)], ids=["one painting", "three paintings"])
def test_the_formulas_of_the_documentation(fields: dict[str, Any], shares: tuple[float, ...]) -> None:
    recipe = recipe_of(len(shares), **fields)
    paintings = PAINTINGS[: len(shares)]
    content, style, tv, gradient = reference(recipe, paintings, shares, recipe.pooling)
    found = evaluated(Weighting.of(recipe), paintings, shares, recipe.pooling)
    assert found.content == pytest.approx(content, rel=1e-9)
    assert found.style == pytest.approx(style, rel=1e-9)
    assert found.tv == pytest.approx(tv, rel=1e-9)
    assert found.objective == found.content + found.style + found.tv
    largest = float(gradient.abs().max())
    assert largest > 0
    torch.testing.assert_close(found.gradient, gradient, rtol=1e-7, atol=1e-10 * largest)


@pytest.mark.parametrize("objective", ["balanced", "gatys"])
@pytest.mark.parametrize(
    ("dtype", "tolerance", "cosine"),
    [(torch.float32, 1e-4, 0.99999), (torch.bfloat16, 0.05, 0.98)],
    ids=["float32", "bfloat16"],
)
def test_lower_precision_comes_close(
    objective: str, dtype: torch.dtype, tolerance: float, cosine: float
) -> None:
    recipe = recipe_of(objective=objective)
    _, _, _, gradient = exact = reference(recipe, PAINTINGS[:1], [1.0])
    found = evaluated(Weighting.of(recipe), PAINTINGS[:1], [1.0], dtype=dtype)
    assert found.objective == pytest.approx(sum(exact[:3]), rel=tolerance)
    assert found.gradient.dtype == torch.float32
    assert torch.cosine_similarity(found.gradient.double().flatten(), gradient.flatten(), dim=0) > cosine


@pytest.mark.parametrize("dtype", [torch.float64, torch.bfloat16])
@pytest.mark.parametrize("pooling", ["max", "average"])
def test_the_ways_that_gpus_take_lead_to_the_same_gradient(
    pooling: str, dtype: torch.dtype, monkeypatch: pytest.MonkeyPatch
) -> None:
    weighting = Weighting.of(recipe_of())
    for name, positions in (("_HALF_CHUNK", 16), ("_CHUNK", 100)):  # so that there are several here
        monkeypatch.setattr(losses, name, positions)
    usual = evaluated(weighting, PAINTINGS[:1], [1.0], pooling, dtype)
    for room, name, devices in (
        (losses, "_IN_CHUNKS_ONLY", {"cpu"}),
        (losses, "_ONE_BY_ONE", set()),
        (vgg, "_WITHOUT_THRESHOLD", {"cpu"}),
    ):
        monkeypatch.setattr(room, name, devices)
    monkeypatch.setattr(pooling_room, "_in_one_pass", lambda _features: False)
    other = evaluated(weighting, PAINTINGS[:1], [1.0], pooling, dtype)
    close = 1e-12 if dtype == torch.float64 else 0.02
    assert other.objective == pytest.approx(usual.objective, rel=close)
    assert (other.gradient - usual.gradient).norm() < close * usual.gradient.norm()


def test_the_slope_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    evaluation = evaluated(Weighting.of(recipe_of(tv_weight=1e3)), PAINTINGS[:1], [1.0])
    assert evaluation.slope == pytest.approx(float(evaluation.gradient.square().sum().sqrt()))
    backward = Vgg19.backward
    monkeypatch.setattr(Vgg19, "backward", lambda *args: backward(*args).index_fill_(2, ROW, math.nan))
    assert math.isnan(evaluated(Weighting.of(recipe_of()), PAINTINGS[:1], [1.0]).slope)
    monkeypatch.setattr(Vgg19, "backward", lambda *args: torch.zeros_like(backward(*args)))
    assert evaluated(Weighting.of(recipe_of()), PAINTINGS[:1], [1.0]).slope == 0


def test_an_iteration_waits_three_times_for_a_gpu(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the terms: their values come in one transfer, what the optimiser has to know in two."""
    weighting = Weighting.of(recipe_of(tv_weight=1e3))
    network = Vgg19(tiny.folded(), deepest_layer(weighting.layers))
    photograph, painting = PHOTOGRAPH.float(), PAINTINGS[0].float()
    objective = Objective(
        network,
        weighting,
        content_targets(network, weighting, photograph),
        style_targets(network, weighting, [painting], [1.0]),
    )
    pixels = PAINTED.float()
    optimiser = LBFGS(pixels.shape, history=3, device=pixels.device)
    for _ in range(3):
        optimiser.step(pixels, objective.evaluate(pixels).gradient)
    with Transfers(monkeypatch) as transfers:
        optimiser.step(pixels, objective.evaluate(pixels).gradient)
    assert transfers.count == 3


def test_balanced_does_not_depend_on_the_scale_of_the_features() -> None:
    """Every term is divided by the energy of its target: features ten times as large change nothing."""
    recipe = recipe_of()
    plain = evaluated(Weighting.of(recipe), PAINTINGS[:1], [1.0])
    doubled = tiny.folded()
    # relu(10·z) = 10·relu(z) for the first layer; the second undoes it, so that relu1_1 alone is scaled.
    doubled.convolutions["conv1_1"].weight[:] *= 10
    doubled.convolutions["conv1_1"].bias[:] *= 10
    doubled.convolutions["conv1_2"].weight[:] /= 10
    network = Vgg19(doubled, "relu5_1", dtype=torch.float64)
    weighting = Weighting.of(recipe)
    objective = Objective(
        network,
        weighting,
        content_targets(network, weighting, PHOTOGRAPH),
        style_targets(network, weighting, PAINTINGS[:1], [1.0]),
    )
    assert objective.evaluate(PAINTED).objective == pytest.approx(plain.objective, rel=1e-5)


def test_balanced_depends_on_the_proportions_of_layer_weights_only() -> None:
    layers = {"relu1_1": 1.0, "relu3_1": 3.0}
    tenfold = {name: 10 * weight for name, weight in layers.items()}
    first, second = (
        evaluated(Weighting.of(recipe_of(style_layers=used)), PAINTINGS[:1], [1.0])
        for used in (layers, tenfold)
    )
    assert second.style == pytest.approx(first.style, rel=1e-12)


def test_the_photograph_itself_has_no_content_loss_and_a_painting_no_style_loss() -> None:
    weighting = Weighting.of(recipe_of())
    network = Vgg19(tiny.folded(), "relu5_1", dtype=torch.float64)
    objective = Objective(
        network,
        weighting,
        content_targets(network, weighting, PHOTOGRAPH),
        style_targets(network, weighting, [PHOTOGRAPH], [1.0]),
    )
    evaluation = objective.evaluate(PHOTOGRAPH)
    assert evaluation.content == 0
    assert evaluation.style == pytest.approx(0, abs=1e-25)
    assert evaluation.gradient.abs().max() < 1e-15


@pytest.mark.parametrize("objective", ["balanced", "gatys"])
def test_the_magnitude_is_the_price_of_a_picture_without_features(objective: str) -> None:
    recipe = recipe_of(objective=objective, style_strength=2, content_weight=3)
    weights = tiny.folded()
    network = Vgg19(weights, "relu5_1", dtype=torch.float64)
    weighting = Weighting.of(recipe)
    targets = (
        content_targets(network, weighting, PHOTOGRAPH),
        style_targets(network, weighting, PAINTINGS[:1], [1.0]),
    )
    for convolution in weights.convolutions.values():
        convolution.weight[:] = 0
        convolution.bias[:] = -1
    silent = Vgg19(weights, "relu5_1", dtype=torch.float64)
    found = Objective(silent, weighting, *targets)
    assert found.magnitude == pytest.approx(found.evaluate(PAINTED).objective, rel=1e-9)
    if objective == "balanced":
        assert found.magnitude == pytest.approx(2 + 3 * BALANCED_CONTENT, rel=1e-9)


def test_terms_of_weight_zero_cost_no_layers() -> None:
    assert Weighting.of(recipe_of(content_weight=0)).layers == frozenset(GATYS_LAYERS)
    assert Weighting.of(recipe_of(style_strength=0)).layers == {"relu4_2"}
    assert Weighting.of(recipe_of()).layers == {*GATYS_LAYERS, "relu4_2"}


def test_a_silent_layer_is_no_division_by_zero() -> None:
    """A painting that leaves a layer without any activation gives finite numbers."""
    weights = tiny.folded()
    for name in ("conv1_1", "conv1_2"):
        weights.convolutions[name].bias[:] = -100
    weighting = Weighting.of(recipe_of(style_layers={"relu1_2": 1.0}, content_layers={"relu1_2": 1.0}))
    network = Vgg19(weights, "relu1_2")
    objective = Objective(
        network,
        weighting,
        content_targets(network, weighting, PHOTOGRAPH.float()),
        style_targets(network, weighting, [PAINTINGS[0].float()], [1.0]),
    )
    evaluation = objective.evaluate(PAINTED.float())
    assert evaluation.objective == 0
    assert not evaluation.gradient.any()


def test_what_the_check_raises_ends_the_evaluation_before_the_backward_pass(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    weighting = Weighting.of(recipe_of(content_weight=0))
    network = Vgg19(tiny.folded(), "relu5_1", dtype=torch.float64)
    objective = Objective(network, weighting, {}, style_targets(network, weighting, PAINTINGS[:1], [1.0]))
    reached: list[str] = []
    monkeypatch.setattr(network, "backward", lambda *_: reached.append("backward"))

    def check() -> None:
        raise Stopped

    with pytest.raises(Stopped):
        objective.evaluate(PAINTED, check)
    assert not reached
