"""What each scale is painted towards: its pictures, their statistics, and the objective made of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from torch import Tensor

from nst_engine import devices, style_cache, tiles
from nst_engine.inputs import Inputs
from nst_engine.objective import (
    Check,
    Objective,
    Weighting,
    content_targets,
    mixed,
    statistics,
)
from nst_engine.plan import Plan, ScalePlan
from nst_engine.recipe import Recipe
from nst_engine.tiled import TiledObjective
from nst_engine.vgg import Vgg19, deepest_layer


@dataclass(frozen=True, slots=True)
class Anew:
    """What of a scale's targets has to be found again when its settings change."""

    network: bool
    content: bool
    style: bool

    @property
    def anything(self) -> bool:
        """Whether other weights for the same targets are not enough."""
        return self.network or self.content or self.style


def anew(before: Recipe, after: Recipe) -> Anew:
    """What of the targets of ``before`` those of ``after`` do not share; both have the same pictures."""
    old, new = Weighting.of(before), Weighting.of(after)
    # Tiles have margins for the deepest layer, and so the last digits of all sums depend on it.
    network = deepest_layer(old.layers) != deepest_layer(new.layers)
    strokes = before.stroke_size != after.stroke_size and bool(new.style_layers)
    return Anew(
        network=network,
        content=network or set(old.content_layers) != set(new.content_layers),
        style=network or strokes or set(old.style_layers) != set(new.style_layers),
    )


class Targets:
    """Makes the objective of every scale of one run; ``check`` is called between all pieces of work.

    Knows nothing of the run, which keeps it: a circle would hold the run's memory until the next collection.
    """

    def __init__(
        self,
        recipe: Recipe,
        plan: Plan,
        inputs: Inputs,
        network: Vgg19,
        weights_sha256: str,
    ) -> None:
        self._recipe = recipe
        self._plan = plan
        self._inputs = inputs
        self._network = network
        self._weights_sha256 = weights_sha256
        self._weighting = Weighting.of(recipe)
        #: Names of statistics this run has asked for, by all that decides them: a painting whose statistics
        #: are remembered need not be read again.
        self._known: dict[tuple[object, ...], str] = {}

    def change(self, recipe: Recipe, network: Vgg19 | None = None) -> None:
        """Go on under the settings of another recipe with the same pictures.

        ``network`` is a new one where the deepest layer is another (see :func:`anew`).
        """
        self._recipe, self._network = recipe, network if network is not None else self._network
        self._weighting = Weighting.of(recipe)

    def style(self, index: int, check: Check) -> dict[str, Tensor]:
        """Gram matrices of the paintings for scale ``index``, mixed; one painting is in memory at a time."""
        if not self._weighting.style_layers:
            return {}
        grams = (self._statistics(number, index, check) for number in range(len(self._recipe.styles)))
        return mixed(grams, self._recipe.style_shares)

    def _statistics(self, number: int, index: int, check: Check) -> dict[str, Tensor]:
        check()
        layers = tuple(self._weighting.style_layers)
        facts = (number, index, self._recipe.stroke_size, layers, self._deepest)
        painting = None if facts in self._known else self._inputs.painting(number, index)
        if painting is not None:
            self._known[facts] = style_cache.key_of(painting, self._eye(painting, index))

        def analysed() -> Mapping[str, Tensor]:
            pixels = painting if painting is not None else self._inputs.painting(number, index)
            tile = self._tile_for(pixels, self._plan.scales[index])
            return statistics(self._network, layers, pixels, check, tile)

        found = style_cache.shared.get_or_compute(self._known[facts], analysed)
        return {layer: gram.to(self._plan.device) for layer, gram in found.items()}

    def _eye(self, painting: Tensor, index: int) -> style_cache.Network:
        """All that decides the last digit of what is found in ``painting`` at scale ``index``."""
        return style_cache.Network(
            weights_sha256=self._weights_sha256,
            layers=tuple(self._weighting.style_layers),
            pooling=self._recipe.pooling,
            precision=self._plan.precision,
            device=devices.identity(self._plan.device),
            threads=self._plan.threads,
            tile=self._tile_for(painting, self._plan.scales[index]),
            winograd=self._plan.winograd,
        )

    def _tile_for(self, painting: Tensor, scale: ScalePlan) -> int | None:
        """The edge of tiles to analyse a painting in; ``None`` where it is small enough for one piece."""
        deepest = deepest_layer(self._weighting.style_layers)
        tile = tiles.analysis_tile(scale.width, scale.height, scale.tile, self._deepest)
        margin = tiles.statistics_margin(deepest)
        whole = len(tiles.cut(painting.shape[2], painting.shape[3], tile, margin)) == 1
        return None if whole else tile

    @property
    def _deepest(self) -> str:
        return deepest_layer(self._weighting.layers)

    @property
    def weighting(self) -> Weighting:
        """The weights of the present settings."""
        return self._weighting

    def objective(
        self, index: int, photograph: Tensor, style: dict[str, Tensor], check: Check
    ) -> Objective | TiledObjective:
        """The objective of scale ``index``; ``photograph`` (1×3×H×W) has its size."""
        scale = self._plan.scales[index]
        if scale.tile is not None:
            return TiledObjective(
                self._network,
                self._weighting,
                photograph,
                style,
                tile=scale.tile,
                keep_content=scale.keep_content,
                check=check,
            )
        content = content_targets(self._network, self._weighting, photograph)
        return Objective(self._network, self._weighting, content, style)
