"""The plan, and what it will cost, before the start."""

from __future__ import annotations

import math
import time
from dataclasses import dataclass
from typing import Final, Literal

import psutil
import torch

from nst_engine import devices
from nst_engine.errors import InputError
from nst_engine.objective import Objective, Weighting, content_targets, style_targets
from nst_engine.plan import Limits, Plan
from nst_engine.recipe import LAYERS, MAX_SIZE, Recipe
from nst_engine.schedule import make_schedule
from nst_engine.vgg import MIN_EDGE, Vgg19, deepest_layer
from nst_engine.weights import SHAPES, fold
from nst_engine.weights import load as load_weights

#: Pairs L-BFGS remembers: 8 did nearly as well as 20 in runs of 50 iterations (docs/decisions/0004).
HISTORY: Final = 12
#: The process with torch loaded and the network built, before any picture, in bytes: runs of
#: 64 px peaked at 475 to 481 MB; the rest is margin.
BASE_BYTES: Final = 520_000_000
#: Short edge in pixels of the picture the time forecast evaluates once.
_TRIAL_EDGE: Final = 128


@dataclass(frozen=True, slots=True)
class Forecast:
    """What a run will need: memory in bytes, time in seconds, and whether it fits this machine now."""

    plan: Plan
    memory_bytes: int
    available_bytes: int
    seconds: float

    @property
    def light(self) -> Literal["fits", "does not fit"]:
        return "fits" if self.memory_bytes <= self.available_bytes else "does not fit"


def make_plan(recipe: Recipe, limits: Limits = Limits()) -> Plan:  # noqa: B008 - frozen
    """Resolve what this machine will do for ``recipe``; quick, nothing is timed.

    Raises :class:`InputError` when the output would be too narrow for the network.
    """
    choice = devices.choose(limits)
    width, height = recipe.output_size
    if min(width, height) < MIN_EDGE:
        raise InputError(_too_narrow(recipe))
    plan = Plan(
        scales=make_schedule(width, height, recipe.quality, recipe.iterations),
        device=choice.device,
        precision=choice.precision,
        threads=limits.threads or devices.default_threads(),
        history=HISTORY,
        memory_bytes=0,
        notices=choice.notices,
    )
    needed = memory_bytes(recipe, plan)
    notices = (*plan.notices, *_memory_notices(needed)) if plan.device == "cpu" else plan.notices
    return plan.model_copy(update={"memory_bytes": needed, "notices": notices})


def available_bytes() -> int:
    """Memory this process may still take or holds already."""
    return int(psutil.virtual_memory().available + psutil.Process().memory_info().rss)


def _memory_notices(needed: int) -> tuple[str, ...]:
    available = available_bytes()
    if needed <= available:
        return ()
    return (
        f"This picture needs about {needed / 1e9:.1f} GB of memory and {available / 1e9:.1f} GB are free; "
        "choose a smaller size or close other programs if the computer becomes slow.",
    )


def _too_narrow(recipe: Recipe) -> str:
    """Why the output would be too narrow for the network, and what helps."""
    edges = recipe.content.width, recipe.content.height
    problem = f"At this size the output would be only {min(recipe.output_size)} pixels on its short edge"
    needed = math.ceil(MIN_EDGE * max(edges) / min(edges))
    if needed > MAX_SIZE:
        return f"{problem}, and {recipe.content.name} is too long and narrow for any other; crop it first."
    return f"{problem}; choose a size of at least {needed}."


def memory_bytes(recipe: Recipe, plan: Plan) -> int:
    """Predicted peak memory of the process at the plan's last scale, in bytes."""
    final = plan.scales[-1]
    pixels = final.width * final.height
    size = torch.empty(0, dtype=devices.DTYPES[plan.precision]).element_size()
    weighting = Weighting.of(recipe)
    network = network_bytes_per_pixel(deepest_layer(weighting.layers), recipe.pooling, size)
    planes = 3 * 4  # one float32 copy of the picture
    optimiser = planes * (2 * plan.history + 4 if recipe.optimiser == "lbfgs" else 2)
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


def forecast(recipe: Recipe, limits: Limits = Limits()) -> Forecast:  # noqa: B008 - frozen
    """The plan with memory from the pixel count and time from one timed evaluation.

    The photograph and paintings are not read: a grey picture takes as long.
    """
    plan = make_plan(recipe, limits)
    work = sum(scale.width * scale.height * (scale.iterations + 1) for scale in plan.scales)
    return Forecast(plan, plan.memory_bytes, available_bytes(), work * _seconds_per_pixel(recipe, plan))


def _seconds_per_pixel(recipe: Recipe, plan: Plan) -> float:
    weighting = Weighting.of(recipe)
    deepest = deepest_layer(weighting.layers)
    final = plan.scales[-1]
    shrink = min(1.0, 2 * _TRIAL_EDGE / min(final.width, final.height))
    size = max(16, round(final.height * shrink)), max(16, round(final.width * shrink))
    with devices.using(plan.threads):
        weights = fold(load_weights(recipe.weights, upto=deepest.replace("relu", "conv")))
        network = Vgg19(
            weights,
            deepest,
            pooling=recipe.pooling,
            dtype=devices.DTYPES[plan.precision],
            device=plan.device,
        )
        grey = torch.full((1, 3, *size), 0.5, device=plan.device)
        grey += torch.linspace(0, 0.2, size[1], device=plan.device)
        objective = Objective(
            network,
            weighting,
            content_targets(network, weighting, grey),
            style_targets(network, weighting, [grey], [1.0]),
        )
        objective.evaluate(grey)  # the first one also sets the kernels up
        began = time.perf_counter()
        objective.evaluate(grey)
        return (time.perf_counter() - began) / (size[0] * size[1])
