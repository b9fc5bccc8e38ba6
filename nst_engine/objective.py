"""Targets and the total loss of one scale.

Two objectives share one form, Σ weight · loss over layers, and differ in the weights only:

- *gatys*: the published one. MSE of the content features, and 10³/C² · MSE of the Gram matrices, features on
  the network's own 0–255 scale.
- *balanced* (the default): every term is divided by the energy of its target, so that one slider position
  means the same for every pair of pictures (docs/decisions/0003).
"""

from __future__ import annotations

import copy
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import torch
from torch import Tensor

from nst_engine import tiles
from nst_engine.losses import ContentLoss, StyleLoss, accumulation_type, gram_sums, total_variation
from nst_engine.recipe import Recipe
from nst_engine.vgg import FeatureGradient, Vgg19, deepest_layer

#: *Balanced*: the content term's share at content weight 1. Judged by eye, see docs/guide.
BALANCED_CONTENT: Final = 0.1
#: *Gatys*: style layer weight 10³/C² (Gatys' published code), with C the layer's channels.
GATYS_STYLE: Final = 1e3

Check = Callable[[], None]


def nothing() -> None:
    """The check of a caller who never stops."""


@dataclass(frozen=True, slots=True)
class Value:
    """The objective at some pixels, as its weighted terms."""

    content: float
    style: float
    tv: float

    @property
    def objective(self) -> float:
        return self.content + self.style + self.tv


@dataclass(frozen=True, slots=True)
class Evaluation(Value):
    """One evaluation of the objective at some pixels: its weighted terms and its gradient (1×3×H×W).

    ``slope`` is the gradient's length: 0 where nothing pulls in any direction, not finite where it is broken.
    """

    gradient: Tensor
    slope: float


@dataclass(frozen=True, slots=True)
class Energy:
    """How strong target features are: the sum of their squares, and their number.

    The sum is at least a tiny positive number: a picture of one colour may leave a layer silent.
    """

    squares: float
    count: int

    @classmethod
    def of(cls, *parts: Tensor) -> Energy:
        """The energy of features that come in ``parts``."""
        squares = [part.to(accumulation_type(part.dtype)).square().sum().item() for part in parts]
        return cls(max(math.fsum(squares), 1e-12), sum(part.numel() for part in parts))

    def __add__(self, other: Energy) -> Energy:
        return Energy(self.squares + other.squares, self.count + other.count)


@dataclass(frozen=True, slots=True)
class Weighting:
    """A recipe's objective as numbers: layers with their weights, and the three overall weights."""

    objective: str
    content_weight: float
    style_strength: float
    tv_weight: float
    content_layers: Mapping[str, float]
    style_layers: Mapping[str, float]

    @classmethod
    def of(cls, recipe: Recipe) -> Weighting:
        """The weighting a recipe asks for; terms with weight 0 lose their layers and so cost nothing."""
        return cls(
            objective=recipe.objective,
            content_weight=recipe.content_weight,
            style_strength=recipe.style_strength,
            tv_weight=recipe.tv_weight,
            content_layers=recipe.used_content_layers if recipe.content_weight > 0 else {},
            style_layers=recipe.used_style_layers if recipe.style_strength > 0 else {},
        )

    @property
    def layers(self) -> frozenset[str]:
        """Every layer a term looks at."""
        return frozenset(self.content_layers) | frozenset(self.style_layers)

    def content_loss(self, layer: str, target: Energy) -> ContentLoss:
        """The content loss of one layer against target features of this energy."""
        weight = self.content_weight * self.content_layers[layer]
        if self.objective == "gatys":
            return ContentLoss(weight / target.count)
        share = weight / sum(self.content_layers.values())
        return ContentLoss(BALANCED_CONTENT * share / target.squares)

    def style_loss(self, layer: str, target: Tensor) -> StyleLoss:
        """The style loss of one layer against a ``target`` Gram matrix."""
        weight = self.style_strength * self.style_layers[layer]
        if self.objective == "gatys":
            channels = target.shape[0]
            return StyleLoss(target, weight * GATYS_STYLE / channels**2 / target.numel())
        share = weight / sum(self.style_layers.values())
        return StyleLoss(target, share / Energy.of(target).squares)


class Terms:
    """The weighted losses of one scale, whatever the pieces its features come in."""

    def __init__(
        self, weighting: Weighting, content: Mapping[str, Energy], style_targets: Mapping[str, Tensor]
    ) -> None:
        self._tv_weight = weighting.tv_weight
        self.content = {layer: weighting.content_loss(layer, energy) for layer, energy in content.items()}
        self.style = {layer: weighting.style_loss(layer, target) for layer, target in style_targets.items()}
        #: What a picture without any features would cost: a yardstick for the objective's values.
        self.magnitude = math.fsum(
            [loss.factor * content[layer].squares for layer, loss in self.content.items()]
            + [loss.factor * Energy.of(loss.target).squares for loss in self.style.values()]
        )

    @property
    def layers(self) -> frozenset[str]:
        """Every layer a loss looks at."""
        return frozenset(self.content) | frozenset(self.style)

    def style_terms(
        self, sums: Mapping[str, Tensor], size: tuple[int, int]
    ) -> tuple[list[Tensor], dict[str, Tensor]]:
        """Values and coefficients of the style losses, from the Gram sums of a picture of ``size`` pixels."""
        values: list[Tensor] = []
        coefficients: dict[str, Tensor] = {}
        for layer, loss in self.style.items():
            value, coefficients[layer] = loss.combine(sums[layer], positions(layer, size))
            values.append(value)
        return values, coefficients

    def feature_gradient(
        self, coefficients: Mapping[str, Tensor], content_targets: Mapping[str, Tensor]
    ) -> FeatureGradient:
        """The losses' gradient at each layer, as the network's backward pass asks for it."""

        def gradient_at(layer: str, features: Tensor, above: Tensor | None) -> Tensor | None:
            gradient = above
            if layer in coefficients:
                gradient = StyleLoss.gradient(features, coefficients[layer], gradient)
            if layer in self.content:
                own = self.content[layer].gradient(features, content_targets[layer])
                gradient = own if gradient is None else gradient.add_(own)
            return gradient

        return gradient_at

    def value(
        self,
        pixels: Tensor,
        content: Sequence[Tensor],
        style: Sequence[Tensor],
        gradient: Tensor | None = None,
    ) -> Value:
        """All terms together; the smoothness of ``pixels`` is added in place to a ``gradient`` given."""
        return Value(*self._numbers(self._sums(pixels, content, style, gradient)))

    def evaluation(
        self, pixels: Tensor, content: Sequence[Tensor], style: Sequence[Tensor], gradient: Tensor
    ) -> Evaluation:
        """All terms together, with the whole ``gradient``: that of the smoothness is added in place."""
        sums = self._sums(pixels, content, style, gradient)
        # Not its largest number: not every device's maximum tells of one that is none.
        length = torch.linalg.vector_norm(gradient)
        content_value, style_value, tv, slope = self._numbers([*sums, length])
        return Evaluation(content_value, style_value, tv, gradient, slope)

    def _sums(
        self, pixels: Tensor, content: Sequence[Tensor], style: Sequence[Tensor], gradient: Tensor | None
    ) -> list[Tensor]:
        zero = pixels.new_zeros(())
        tv = zero
        if self._tv_weight > 0:
            tv = self._tv_weight * total_variation(pixels, gradient, self._tv_weight)
        return [sum(content, zero), sum(style, zero), tv]

    @staticmethod
    def _numbers(sums: Sequence[Tensor]) -> list[float]:
        """All in one transfer: on a GPU each would wait for the device."""
        numbers: list[float] = torch.stack(list(sums)).tolist()
        return numbers


class Objective:
    """The total loss at one scale, as a function of the pixels."""

    #: Pieces the picture is computed in.
    pieces: Final = 1

    def __init__(
        self,
        network: Vgg19,
        weighting: Weighting,
        content_targets: Mapping[str, Tensor],
        style_targets: Mapping[str, Tensor],
    ) -> None:
        self._network = network
        self._content_targets = content_targets
        self._energies = {layer: Energy.of(target) for layer, target in content_targets.items()}
        self._terms = Terms(weighting, self._energies, style_targets)

    def reweighted(self, weighting: Weighting, style_targets: Mapping[str, Tensor]) -> Objective:
        """The same photograph under other weights; content layers and deepest layer must be the same."""
        other = copy.copy(self)
        other._terms = Terms(weighting, self._energies, style_targets)
        return other

    @property
    def magnitude(self) -> float:
        """What a picture without any features would cost: a yardstick for the objective's values."""
        return self._terms.magnitude

    def evaluate(self, pixels: Tensor, check: Check = nothing) -> Evaluation:
        """Value and gradient at ``pixels`` (1×3×H×W float32, RGB 0–1 but not clamped).

        ``check`` is called before every layer on the way forward and between the passes; what it raises
        ends the evaluation.
        """
        activations = self._network.forward(pixels, check=check)
        check()
        content, style, coefficients = self._losses(activations.features, pixels)
        own = self._terms.feature_gradient(coefficients, self._content_targets)
        return self._terms.evaluation(pixels, content, style, self._network.backward(activations, own))

    def value(self, pixels: Tensor, check: Check = nothing) -> Value:
        """The same value without its gradient: a third of the work, and little memory."""
        features = self._network.forward(pixels, keep=self._terms.layers, check=check).features
        content, style, _ = self._losses(features, pixels)
        return self._terms.value(pixels, content, style)

    def _losses(
        self, features: Mapping[str, Tensor], pixels: Tensor
    ) -> tuple[list[Tensor], list[Tensor], dict[str, Tensor]]:
        """Values of the content and of the style losses, and the coefficients of the latter's gradients."""
        terms = self._terms
        sums = {layer: gram_sums(features[layer]) for layer in terms.style}
        style, coefficients = terms.style_terms(sums, (pixels.shape[2], pixels.shape[3]))
        content = [
            loss.combine(loss.sums(features[layer], self._content_targets[layer]))
            for layer, loss in terms.content.items()
        ]
        return content, style, coefficients


def positions(layer: str, size: tuple[int, int]) -> int:
    """How many features ``layer`` has of a picture of ``size`` = (height, width) pixels."""
    step = tiles.stride(layer)
    return (size[0] // step) * (size[1] // step)


def content_targets(network: Vgg19, weighting: Weighting, photograph: Tensor) -> dict[str, Tensor]:
    """Features of the photograph (1×3×H×W, at the scale's size) at the content layers."""
    if not weighting.content_layers:
        return {}
    return network.forward(photograph, keep=weighting.content_layers).features


def style_sums(
    network: Vgg19, layers: Iterable[str], pixels: Tensor, check: Check = nothing, tile: int | None = None
) -> dict[str, Tensor]:
    """Σ f·fᵀ over the features of ``pixels`` (1×3×H×W) at each of ``layers``.

    With ``tile`` the picture is computed in tiles of at most that inner edge in pixels, to the same sums.
    """
    layers = tuple(layers)
    sums: dict[str, Tensor] = {}
    if not layers:
        return sums
    for part in _parts(pixels, deepest_layer(layers), tile):
        rows, columns = part.crop
        features = network.forward(pixels[:, :, rows, columns], keep=layers, check=check).features
        for layer in layers:
            rows, columns = part.own(tiles.stride(layer))
            own = gram_sums(features.pop(layer)[:, :, rows, columns])
            sums[layer] = sums[layer].add_(own) if layer in sums else own
    return sums


def _parts(pixels: Tensor, deepest: str, tile: int | None) -> tuple[tiles.Tile, ...]:
    height, width = pixels.shape[2:]
    edge = tile if tile is not None else tiles.round_up(max(height, width))
    return tiles.cut(height, width, edge, tiles.statistics_margin(deepest))


def statistics(
    network: Vgg19, layers: Iterable[str], painting: Tensor, check: Check = nothing, tile: int | None = None
) -> dict[str, Tensor]:
    """Gram matrices Σ f·fᵀ / (H·W) of one painting (1×3×H×W); see :func:`style_sums`."""
    size = (painting.shape[2], painting.shape[3])
    sums = style_sums(network, layers, painting, check, tile)
    return {layer: total.div_(positions(layer, size)) for layer, total in sums.items()}


def mixed(grams: Iterable[Mapping[str, Tensor]], shares: Sequence[float]) -> dict[str, Tensor]:
    """The statistics of several paintings, averaged with their ``shares`` (sum 1).

    Averaging the statistics rather than adding the losses makes any number of paintings cost the same per
    iteration as one.
    """
    targets: dict[str, Tensor] = {}
    for one, share in zip(grams, shares, strict=True):
        for layer, gram in one.items():
            part = gram * share
            targets[layer] = targets[layer].add_(part) if layer in targets else part
    return targets


def style_targets(
    network: Vgg19,
    weighting: Weighting,
    paintings: Sequence[Tensor],
    shares: Sequence[float],
    check: Check = nothing,
    tile: int | None = None,
) -> dict[str, Tensor]:
    """Gram matrices at the style layers, averaged over the paintings with their ``shares`` (sum 1).

    ``check`` is called before every layer of each; ``tile`` as in :func:`style_sums`.
    """
    layers = weighting.style_layers
    return mixed((statistics(network, layers, painting, check, tile) for painting in paintings), shares)
