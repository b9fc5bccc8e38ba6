"""Small pictures painted for their time alone, so that the first forecast on a machine is an honest one."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Final

import torch

from nst_engine import calibration, devices
from nst_engine.calibration import Calibration, Timing
from nst_engine.expectation import work_of
from nst_engine.objective import Objective, Weighting, content_targets, style_targets
from nst_engine.optimisers import LBFGS
from nst_engine.plan import HISTORY, Plan
from nst_engine.recipe import Recipe
from nst_engine.vgg import Vgg19, deepest_layer
from nst_engine.weights import fold
from nst_engine.weights import load as load_weights

#: Edges in pixels of the square pictures that are tried, as far as the time allows.
_EDGES: Final = (48, 96, 192, 384, 768, 1536)
#: Seconds a trial may take, loading the network included.
_BUDGET_S: Final = 2.5
#: Evaluations of each size: the first one sets the kernels up and is not counted.
_EVALUATIONS: Final = 3


def calibrate(recipe: Recipe, plan: Plan) -> Calibration:
    """Time the kind of work ``recipe`` is on the plan's device, remember it, and return all that is known.

    The photograph and paintings are not read: a grey picture takes as long. No picture is larger than the
    plan's own, or than 384 × 384. Raises :class:`WeightsError`.
    """
    with devices.using(plan.threads, plan.device):
        began = time.perf_counter()
        network = _network(recipe, plan)
        network_s = time.perf_counter() - began
        if plan.device != "cpu":
            _evaluations(recipe, plan, network, _EDGES[0])  # a GPU's libraries take seconds to begin
            began = time.perf_counter()
        timings = list(_timings(recipe, plan, network, began + _BUDGET_S))
        del network  # before the device's memory is given back

    def refine(known: Calibration) -> Calibration:
        refined = calibration.with_timings(known, timings)
        return refined.model_copy(update={"network_s": network_s})

    return calibration.update(refine)


def _network(recipe: Recipe, plan: Plan) -> Vgg19:
    deepest = deepest_layer(Weighting.of(recipe).layers)
    return Vgg19(
        fold(load_weights(recipe.weights, upto=deepest.replace("relu", "conv"))),
        deepest,
        pooling=recipe.pooling,
        dtype=devices.DTYPES[plan.precision],
        device=plan.device,
        winograd=plan.winograd,
    )


def _timings(recipe: Recipe, plan: Plan, network: Vgg19, end: float) -> Iterator[Timing]:
    work = work_of(recipe, plan, tiled=False)
    final = plan.scales[-1]
    largest = max(final.width * final.height, 384**2)
    spent = 0.0
    for edge in _EDGES:
        # Four times the pixels take four times as long, where they are many. One size is always tried.
        if spent > 0 and (edge**2 > largest or time.perf_counter() + 4 * spent > end):
            return
        began = time.perf_counter()
        seconds = _evaluations(recipe, plan, network, edge)
        spent = time.perf_counter() - began
        # The least disturbed one: other programs can only add to what a size takes.
        yield Timing(work, edge**2, len(seconds), min(seconds))


def _evaluations(recipe: Recipe, plan: Plan, network: Vgg19, edge: int) -> list[float]:
    """Seconds of some iterations on a grey square, without the first one."""
    weighting = Weighting.of(recipe)
    grey = torch.full((1, 3, edge, edge), 0.5, device=plan.device)
    pixels = grey + torch.linspace(0, 0.2, edge, device=plan.device)
    objective = Objective(
        network,
        weighting,
        content_targets(network, weighting, grey),
        style_targets(network, weighting, [grey], [1.0]),
    )
    optimiser = LBFGS(pixels.shape, history=HISTORY, device=torch.device(plan.device))
    seconds: list[float] = []
    for _ in range(_EVALUATIONS):
        began = time.perf_counter()
        optimiser.step(pixels, objective.evaluate(pixels).gradient)
        float(pixels.sum())  # waits for a GPU
        seconds.append(time.perf_counter() - began)
    return seconds[1:]
