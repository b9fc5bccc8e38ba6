"""The model of a run's peak memory, in bytes."""

from __future__ import annotations

from typing import Final

import torch

from nst_engine import devices
from nst_engine.objective import Weighting
from nst_engine.plan import Plan
from nst_engine.recipe import LAYERS, Recipe
from nst_engine.vgg import deepest_layer
from nst_engine.weights import SHAPES

#: The process with torch loaded and the network built, before any picture, in bytes: runs of
#: 64 px peaked at 475 to 481 MB; the rest is margin.
BASE_BYTES: Final = 520_000_000


def memory_bytes(recipe: Recipe, plan: Plan) -> int:
    """Predicted peak memory of the process at the plan's last scale, in bytes."""
    final = plan.scales[-1]
    pixels = final.width * final.height
    size = torch.empty(0, dtype=devices.DTYPES[plan.precision]).element_size()
    weighting = Weighting.of(recipe)
    network = network_bytes_per_pixel(deepest_layer(weighting.layers), recipe.pooling, size)
    planes = 3 * 4  # one float32 copy of the picture
    optimiser = planes * (2 * final.history + 4 if final.optimiser == "lbfgs" else 2)
    pictures = planes * 8  # photograph, initial picture, pixels, last good ones, gradient and its parts
    painted = pixels * (network + optimiser + pictures)
    # The paintings' statistics are taken before the first evaluation: only features on the way count.
    areas = [
        min(pixels * recipe.stroke_size**2, style.picture.width * style.picture.height)
        for style in recipe.styles
    ]
    analysed = max(areas) * 64 * size * 4 + pixels * (pictures + optimiser)
    return int(BASE_BYTES + sum(areas) * planes + max(painted, analysed))


def network_bytes_per_pixel(deepest: str, pooling: str, size: int) -> float:
    """Bytes per output pixel that one forward and backward pass holds at its peak.

    Counted from the architecture: every rectified output (``size`` bytes a value), the pooling's indices,
    and the two gradients that meet at the first block.
    """
    total = 0.0
    channels = 0
    for name in LAYERS[: LAYERS.index(deepest) + 1]:
        block = int(name[4])
        if name.endswith("_1") and block > 1 and pooling == "max":
            total += channels * 8 / 4 ** (block - 1)  # int64 indices of the pooled picture
        channels = SHAPES[name.replace("relu", "conv")][0]
        total += channels * size / 4 ** (block - 1)
    return total + 2 * 64 * size
