"""The plan, and what it will cost, before the start."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Final, Literal

import torch

from nst_engine import devices
from nst_engine.objective import Objective, Weighting, content_targets, style_targets
from nst_engine.plan import Limits, Plan
from nst_engine.planning import available_bytes, make_plan
from nst_engine.recipe import Recipe
from nst_engine.vgg import Vgg19, deepest_layer
from nst_engine.weights import fold
from nst_engine.weights import load as load_weights

__all__ = ["Forecast", "available_bytes", "forecast", "make_plan"]

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
