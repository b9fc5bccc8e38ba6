"""Targets and the total loss of one scale.

Two objectives share one form, Σ weight · loss over layers, and differ in the weights only:

- *gatys*: the published one. MSE of the content features, and 10³/C² · MSE of the Gram matrices, features on
  the network's own 0–255 scale.
- *balanced* (the default): every term is divided by the energy of its target, so that one slider position
  means the same for every pair of pictures (docs/decisions/0003).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import torch
from torch import Tensor

from nst_engine.losses import ContentLoss, StyleLoss, gram_sums, total_variation
from nst_engine.recipe import Recipe
from nst_engine.vgg import Activations, Vgg19

#: *Balanced*: the content term's share at content weight 1. Judged by eye, see docs/guide.
BALANCED_CONTENT: Final = 0.1
#: *Gatys*: style layer weight 10³/C² (Gatys' published code), with C the layer's channels.
GATYS_STYLE: Final = 1e3

Check = Callable[[], None]


def _nothing() -> None:
    pass


@dataclass(frozen=True, slots=True)
class Evaluation:
    """One evaluation of the objective at some pixels: its weighted terms and its gradient (1×3×H×W)."""

    content: float
    style: float
    tv: float
    gradient: Tensor

    @property
    def objective(self) -> float:
        return self.content + self.style + self.tv


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

    def content_loss(self, layer: str, target: Tensor) -> ContentLoss:
        """The content loss of one layer against ``target`` features."""
        weight = self.content_weight * self.content_layers[layer]
        if self.objective == "gatys":
            return ContentLoss(weight / target.numel())
        share = weight / sum(self.content_layers.values())
        return ContentLoss(BALANCED_CONTENT * share / _energy(target))

    def style_loss(self, layer: str, target: Tensor) -> StyleLoss:
        """The style loss of one layer against a ``target`` Gram matrix."""
        weight = self.style_strength * self.style_layers[layer]
        if self.objective == "gatys":
            channels = target.shape[0]
            return StyleLoss(target, weight * GATYS_STYLE / channels**2 / target.numel())
        share = weight / sum(self.style_layers.values())
        return StyleLoss(target, share / _energy(target))


def _energy(target: Tensor) -> float:
    """‖target‖², at least a tiny positive number: a picture of one colour may leave a layer silent."""
    wide = target if target.dtype == torch.float64 else target.float()
    return max(float(wide.square().sum()), 1e-12)


class Objective:
    """The total loss at one scale, as a function of the pixels."""

    def __init__(
        self,
        network: Vgg19,
        weighting: Weighting,
        content_targets: Mapping[str, Tensor],
        style_targets: Mapping[str, Tensor],
    ) -> None:
        self._network = network
        self._tv_weight = weighting.tv_weight
        self._content_targets = content_targets
        self._content = {
            layer: weighting.content_loss(layer, target) for layer, target in content_targets.items()
        }
        self._style = {layer: weighting.style_loss(layer, target) for layer, target in style_targets.items()}
        #: What a picture without any features would cost: a yardstick for the objective's values.
        self.magnitude = math.fsum(
            [loss.factor * _energy(content_targets[layer]) for layer, loss in self._content.items()]
            + [loss.factor * _energy(style_targets[layer]) for layer, loss in self._style.items()]
        )

    def evaluate(self, pixels: Tensor, check: Check = _nothing) -> Evaluation:
        """Value and gradient at ``pixels`` (1×3×H×W float32, RGB 0–1 but not clamped).

        ``check`` is called between the passes; what it raises ends the evaluation.
        """
        activations = self._network.forward(pixels)
        check()
        style, coefficients = self._style_terms(activations)
        content = [
            loss.combine(loss.sums(activations.features[layer], self._content_targets[layer]))
            for layer, loss in self._content.items()
        ]

        def feature_gradient(layer: str, features: Tensor) -> Tensor | None:
            gradient = None
            if layer in coefficients:
                gradient = StyleLoss.gradient(features, coefficients[layer])
            if layer in self._content:
                own = self._content[layer].gradient(features, self._content_targets[layer])
                gradient = own if gradient is None else gradient.add_(own)
            return gradient

        gradient = self._network.backward(activations, feature_gradient)
        tv = 0.0
        if self._tv_weight > 0:
            value, tv_gradient = total_variation(pixels)
            gradient.add_(tv_gradient, alpha=self._tv_weight)
            tv = self._tv_weight * float(value)
        # One transfer for all numbers: on a GPU each would wait for the device.
        zero = pixels.new_zeros(())
        content_value, style_value = torch.stack((sum(content, zero), sum(style, zero))).tolist()
        return Evaluation(content_value, style_value, tv, gradient)

    def _style_terms(self, activations: Activations) -> tuple[list[Tensor], dict[str, Tensor]]:
        values: list[Tensor] = []
        coefficients: dict[str, Tensor] = {}
        for layer, loss in self._style.items():
            features = activations.features[layer]
            positions = features.shape[2] * features.shape[3]
            value, coefficients[layer] = loss.combine(gram_sums(features), positions)
            values.append(value)
        return values, coefficients


def content_targets(network: Vgg19, weighting: Weighting, photograph: Tensor) -> dict[str, Tensor]:
    """Features of the photograph (1×3×H×W, at the scale's size) at the content layers."""
    if not weighting.content_layers:
        return {}
    return network.forward(photograph, keep=weighting.content_layers).features


def style_targets(
    network: Vgg19,
    weighting: Weighting,
    paintings: Sequence[Tensor],
    shares: Sequence[float],
    check: Check = _nothing,
) -> dict[str, Tensor]:
    """Gram matrices at the style layers, averaged over the paintings with their ``shares`` (sum 1).

    Averaging the statistics rather than adding the losses makes any number of paintings cost the same per
    iteration as one. ``check`` is called before every layer of each.
    """
    targets: dict[str, Tensor] = {}
    if not weighting.style_layers:
        return targets
    for painting, share in zip(paintings, shares, strict=True):
        features = network.forward(painting, keep=weighting.style_layers, check=check).features
        for layer in weighting.style_layers:
            feature = features.pop(layer)
            gram = gram_sums(feature) * (share / (feature.shape[2] * feature.shape[3]))
            targets[layer] = targets[layer] + gram if layer in targets else gram
    return targets
