"""The same objective, exactly, tile by tile: the memory of one tile, whatever the picture's size.

Two passes: the first adds up the Gram sums of all tiles; the second gives every tile the coefficients that
follow from them and keeps the inner part of its gradient. See ``tiles`` for why that is exact and
docs/decisions/0008 for what it costs.
"""

from __future__ import annotations

import copy
from collections.abc import Mapping

import torch
from torch import Tensor

from nst_engine import tiles
from nst_engine.objective import Check, Energy, Evaluation, Terms, Value, Weighting, nothing, style_sums
from nst_engine.vgg import Vgg19, deepest_layer


class TiledContent:
    """The photograph's features at the content layers, whole in memory or taken anew for each tile."""

    def __init__(
        self,
        network: Vgg19,
        layers: Mapping[str, float],
        photograph: Tensor,
        *,
        tile: int,
        keep: bool,
        check: Check = nothing,
    ) -> None:
        self._network = network
        self._layers = tuple(layers)
        self._photograph = None if keep else photograph
        self._kept: dict[str, Tensor] = {}
        self.energies: dict[str, Energy] = {}
        if not self._layers:
            self._photograph = None
            return
        height, width = photograph.shape[2:]
        for part in tiles.cut(height, width, tile, tiles.statistics_margin(deepest_layer(self._layers))):
            features = self._features_of(photograph, part, check)
            for layer in self._layers:
                self._take(layer, features.pop(layer), part, (height, width), keep=keep)

    def _features_of(self, photograph: Tensor, part: tiles.Tile, check: Check) -> dict[str, Tensor]:
        rows, columns = part.crop
        return self._network.forward(photograph[:, :, rows, columns], keep=self._layers, check=check).features

    def _take(
        self, layer: str, features: Tensor, part: tiles.Tile, size: tuple[int, int], *, keep: bool
    ) -> None:
        step = tiles.stride(layer)
        rows, columns = part.own(step)
        own = features[:, :, rows, columns]
        energy = Energy.of(own)
        self.energies[layer] = self.energies[layer] + energy if layer in self.energies else energy
        if not keep:
            return
        if layer not in self._kept:
            shape = (1, features.shape[1], size[0] // step, size[1] // step)
            self._kept[layer] = torch.empty(
                shape, dtype=features.dtype, device=features.device, memory_format=torch.channels_last
            )
        rows, columns = part.inner(step)
        self._kept[layer][:, :, rows, columns] = own

    def of(self, part: tiles.Tile, check: Check) -> dict[str, Tensor]:
        """The targets of everything in a tile's crop."""
        if self._photograph is not None:
            return self._features_of(self._photograph, part, check)
        targets = {}
        for layer, whole in self._kept.items():
            rows, columns = part.all(tiles.stride(layer))
            targets[layer] = whole[:, :, rows, columns]
        return targets


class TiledObjective:
    """See :class:`~nst_engine.objective.Objective`; computed in tiles of at most ``tile``² own pixels.

    ``photograph`` (1×3×H×W, at the scale's size) is kept only when ``keep_content`` is false: then its
    features are taken anew in every evaluation instead of being kept.
    """

    def __init__(
        self,
        network: Vgg19,
        weighting: Weighting,
        photograph: Tensor,
        style_targets: Mapping[str, Tensor],
        *,
        tile: int,
        keep_content: bool = True,
        check: Check = nothing,
    ) -> None:
        self._network = network
        deepest = deepest_layer(weighting.layers)
        margin = tiles.gradient_margin(deepest)
        #: A pass without gradient has smaller margins and room for larger tiles.
        self._statistics_tile = tiles.statistics_tile(tile + 2 * margin, deepest)
        self._tiles = tiles.cut(photograph.shape[2], photograph.shape[3], tile, margin)
        self._content_tiles: tuple[tiles.Tile, ...] = ()
        if weighting.content_layers:
            seen = tiles.statistics_margin(deepest_layer(weighting.content_layers))
            self._content_tiles = tiles.cut(
                photograph.shape[2], photograph.shape[3], self._statistics_tile, seen
            )
        self._content = TiledContent(
            network,
            weighting.content_layers,
            photograph,
            tile=self._statistics_tile,
            keep=keep_content,
            check=check,
        )
        self._terms = Terms(weighting, self._content.energies, style_targets)

    def reweighted(self, weighting: Weighting, style_targets: Mapping[str, Tensor]) -> TiledObjective:
        """See :class:`~nst_engine.objective.Objective`."""
        other = copy.copy(self)
        other._terms = Terms(weighting, self._content.energies, style_targets)
        return other

    @property
    def pieces(self) -> int:
        """Pieces the picture is computed in."""
        return len(self._tiles)

    @property
    def magnitude(self) -> float:
        """What a picture without any features would cost: a yardstick for the objective's values."""
        return self._terms.magnitude

    def evaluate(self, pixels: Tensor, check: Check = nothing) -> Evaluation:
        """Value and gradient at ``pixels`` (1×3×H×W float32, RGB 0–1 but not clamped).

        ``check`` is called before every layer on the way forward and before every tile; what it raises ends
        the evaluation.
        """
        sums = style_sums(self._network, self._terms.style, pixels, check, self._statistics_tile)
        style, coefficients = self._terms.style_terms(sums, (pixels.shape[2], pixels.shape[3]))
        gradient = torch.empty_like(pixels)
        content: dict[str, Tensor] = {}
        for part in self._tiles:
            check()
            self._add_tile(part, pixels, coefficients, content, gradient, check)
        return self._terms.evaluation(pixels, self._content_values(content), style, gradient)

    def value(self, pixels: Tensor, check: Check = nothing) -> Value:
        """The same value without its gradient: two forward passes over larger tiles."""
        sums = style_sums(self._network, self._terms.style, pixels, check, self._statistics_tile)
        style, _ = self._terms.style_terms(sums, (pixels.shape[2], pixels.shape[3]))
        content: dict[str, Tensor] = {}
        for part in self._content_tiles:
            check()
            targets = self._content.of(part, check)
            rows, columns = part.crop
            crop = pixels[:, :, rows, columns]
            features = self._network.forward(crop, keep=self._terms.content, check=check).features
            self._add_content(part, features, targets, content)
        return self._terms.value(pixels, self._content_values(content), style)

    def _content_values(self, sums: Mapping[str, Tensor]) -> list[Tensor]:
        return [self._terms.content[layer].combine(total) for layer, total in sums.items()]

    def _add_content(
        self,
        part: tiles.Tile,
        features: Mapping[str, Tensor],
        targets: Mapping[str, Tensor],
        sums: dict[str, Tensor],
    ) -> None:
        """Add the squared differences of the tile's own features to ``sums``."""
        for layer, target in targets.items():
            rows, columns = part.own(tiles.stride(layer))
            own = self._terms.content[layer].sums(
                features[layer][:, :, rows, columns], target[:, :, rows, columns]
            )
            sums[layer] = sums[layer] + own if layer in sums else own

    def _add_tile(
        self,
        part: tiles.Tile,
        pixels: Tensor,
        coefficients: Mapping[str, Tensor],
        content: dict[str, Tensor],
        gradient: Tensor,
        check: Check,
    ) -> None:
        """Write the tile's part of ``gradient`` and add its own squared differences to ``content``."""
        targets = self._content.of(part, check)
        rows, columns = part.crop
        activations = self._network.forward(pixels[:, :, rows, columns], check=check)
        self._add_content(part, activations.features, targets, content)
        feature_gradient = self._terms.feature_gradient(coefficients, targets)
        found = self._network.backward(activations, feature_gradient)
        inner_rows, inner_columns = part.inner()
        own_rows, own_columns = part.own()
        gradient[:, :, inner_rows, inner_columns] = found[:, :, own_rows, own_columns]
