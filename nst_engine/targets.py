"""What each scale is painted towards: its pictures, their statistics, and the objective made of them."""

from __future__ import annotations

from torch import Tensor

from nst_engine import style_cache, tiles
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

    def style(self, index: int, check: Check) -> dict[str, Tensor]:
        """Gram matrices of the paintings for scale ``index``, mixed; one painting is in memory at a time."""
        if not self._weighting.style_layers:
            return {}
        grams = (self._statistics(number, index, check) for number in range(len(self._recipe.styles)))
        return mixed(grams, self._recipe.style_shares)

    def _statistics(self, number: int, index: int, check: Check) -> dict[str, Tensor]:
        check()
        painting = self._inputs.painting(number, index)
        layers = tuple(self._weighting.style_layers)
        tile = self._tile_for(painting, self._plan.scales[index])
        network = style_cache.Network(
            weights_sha256=self._weights_sha256,
            layers=layers,
            pooling=self._recipe.pooling,
            precision=self._plan.precision,
            device=self._plan.device,
            threads=self._plan.threads,
            tile=tile,
            winograd=self._plan.winograd,
        )
        found = style_cache.shared.get_or_compute(
            style_cache.key_of(painting, network),
            lambda: statistics(self._network, layers, painting, check, tile),
        )
        return {layer: gram.to(painting.device) for layer, gram in found.items()}

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
