"""How long a run will take, from what is known of this machine, and how long what is left of it will take."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from nst_engine import calibration, devices
from nst_engine.calibration import Calibration, Timing, Work
from nst_engine.inputs import painting_size
from nst_engine.objective import Weighting
from nst_engine.plan import Plan, ScalePlan
from nst_engine.recipe import Recipe
from nst_engine.tiles import crop_areas, gradient_margin, statistics_margin, statistics_tile
from nst_engine.vgg import deepest_layer

#: A forward pass takes this part of an evaluation.
FORWARD: Final = 0.5
#: The first evaluation of a size takes this much longer than others: kernels are set up, memory is fetched.
FIRST: Final = 0.15
#: Until it was measured: seconds to read the weights and build the network, and to read a pixel of a picture.
_NETWORK_S: Final = 0.5
_PICTURE_S: Final = 6e-8

#: Iterations that the figures known beforehand count for when the pace of a run is judged.
_TRUST: Final = 5.0
#: How much less each coarser scale says about the pace than the one after it.
_FADING: Final = 0.25


@dataclass(frozen=True, slots=True)
class ScaleCost:
    """What one scale is expected to take: ``preparation_s`` to the end of its first evaluation."""

    preparation_s: float
    iteration_s: float
    iterations: int

    @property
    def seconds(self) -> float:
        """The whole scale."""
        return self.preparation_s + self.iteration_s * whole_evaluations(self.iterations, self.iterations)


@dataclass(frozen=True, slots=True)
class Expectation:
    """What a run is expected to take, from its start to its result, in seconds.

    Starting the program and saving the picture are not in it.
    """

    loading_s: float
    scales: tuple[ScaleCost, ...]

    @property
    def seconds(self) -> float:
        """The whole run."""
        return self.loading_s + math.fsum(scale.seconds for scale in self.scales)


@dataclass(frozen=True, slots=True)
class Measured:
    """A scale as it really went: ``iterations`` done, and the ``seconds`` a whole one takes."""

    iterations: int
    seconds: float

    @classmethod
    def of(cls, done: int, iterations: int, seconds: float, since: int = 0) -> Measured:
        """``done`` of a scale's ``iterations`` are made; those after ``since`` took ``seconds`` together."""
        return cls(done, seconds / (whole_evaluations(done, iterations) - since))


def whole_evaluations(done: int, iterations: int) -> float:
    """What ``done`` of a scale's ``iterations`` cost: the last one asks for no gradient."""
    return done - (1 - FORWARD) if done == iterations else float(done)


# -- before the start --------------------------------------------------------------------------------------


def expect(recipe: Recipe, plan: Plan) -> Expectation | None:
    """What the calibration of this machine says about a run; ``None`` where it knows nothing of such work.

    Quick: nothing is timed, no picture is read.
    """
    known = calibration.load()
    works = _Works.of(recipe, plan)
    paintings = [_style_areas(recipe, scale) for scale in plan.scales]
    costs: list[ScaleCost] = []
    for scale, areas in zip(plan.scales, paintings, strict=True):
        iteration = works.iteration_s(known, scale)
        if iteration is None:
            return None
        forward = FORWARD * works.whole_s(known, scale.width * scale.height)
        analysed = FORWARD * math.fsum(works.whole_s(known, area) for area in areas)
        targets = (forward if recipe.content_weight > 0 else 0) + (
            analysed if recipe.style_strength > 0 else 0
        )
        costs.append(ScaleCost(targets + (1 + FIRST) * iteration, iteration, scale.iterations))
    network = known.network_s if known.network_s is not None else _NETWORK_S
    pixel = known.picture.seconds_per_pixel if known.picture is not None else _PICTURE_S
    return Expectation(network + pixel * source_pixels(recipe), tuple(costs))


def source_pixels(recipe: Recipe) -> int:
    """Pixels of all picture files a run reads."""
    return sum(picture.width * picture.height for picture in recipe.pictures())


def _style_areas(recipe: Recipe, scale: ScalePlan) -> list[int]:
    """Pixels of each painting as it is analysed at ``scale``."""
    sizes = (painting_size(recipe, style.picture, scale.width * scale.height) for style in recipe.styles)
    return [width * height for width, height in sizes]


@dataclass(frozen=True, slots=True)
class _Works:
    """The kinds of work of one run."""

    whole: Work
    tiled: Work

    @classmethod
    def of(cls, recipe: Recipe, plan: Plan) -> _Works:
        whole, tiled = (work_of(recipe, plan, tiled=tiled) for tiled in (False, True))
        return cls(whole, tiled)

    def whole_s(self, known: Calibration, pixels: float) -> float:
        seconds = known.seconds_per_evaluation(self.whole, max(pixels, 1.0))
        assert seconds is not None
        return seconds

    def iteration_s(self, known: Calibration, scale: ScalePlan) -> float | None:
        effort = effort_of(scale, self.whole.deepest)
        seconds = known.seconds_per_evaluation(self.whole, effort.pixels)
        if seconds is not None and scale.tile is not None:
            tiled = known.seconds_per_evaluation(self.tiled, effort.pixels)
            seconds = tiled if tiled is not None else seconds
        return None if seconds is None else seconds * effort.times


def work_of(recipe: Recipe, plan: Plan, *, tiled: bool) -> Work:
    """The kind of work a scale of this run is, as far as its time is concerned."""
    return Work(
        device=devices.identity(plan.device),
        precision=plan.precision,
        threads=plan.threads,
        pooling=recipe.pooling,
        deepest=deepest_layer(Weighting.of(recipe).layers),
        tiled=tiled,
    )


@dataclass(frozen=True, slots=True)
class Effort:
    """An evaluation as so many ``times`` the evaluation of one piece of ``pixels`` pixels."""

    pixels: float
    times: float


def effort_of(scale: ScalePlan, deepest: str) -> Effort:
    """What an evaluation of ``scale`` amounts to, with its tiles' margins and their second forward pass."""
    if scale.tile is None:
        return Effort(scale.width * scale.height, 1.0)
    margin = gradient_margin(deepest)
    tiles = crop_areas(scale.height, scale.width, scale.tile, margin)
    edge = statistics_tile(scale.tile + 2 * margin, deepest)
    statistics = crop_areas(scale.height, scale.width, edge, statistics_margin(deepest))
    forwards = statistics.total + (0 if scale.keep_content else tiles.total)
    return Effort(tiles.largest, (tiles.total + FORWARD * forwards) / tiles.largest)


# -- while it runs -----------------------------------------------------------------------------------------


def remaining_seconds(plan: Plan, expected: Expectation | None, measured: Sequence[Measured]) -> float | None:
    """Seconds a run still takes, ``measured`` being its scales so far; the last one is being painted.

    With an expectation, later scales take what is expected of them times the pace of this run, which is how
    much slower than expected its scales were: another program on the same cores slows all of them alike. That
    small pictures cost more per pixel than large ones is in the expectation. Without one, later scales are
    taken in proportion to their pixels; ``None`` before the first iteration of such a run.
    """
    index = len(measured) - 1
    now, later = measured[-1], plan.scales[index + 1 :]
    iterations = plan.scales[index].iterations
    left = whole_evaluations(iterations, iterations) - whole_evaluations(now.iterations, iterations)
    if expected is None:
        if now.iterations == 0:
            return None
        pixels = plan.scales[index].width * plan.scales[index].height
        work = math.fsum(
            scale.width * scale.height * whole_evaluations(scale.iterations, scale.iterations)
            for scale in later
        )
        return now.seconds * (left + work / pixels)
    pace = _pace(expected, measured)
    costs = expected.scales[index + 1 :]
    each = expected.scales[index].iteration_s * pace
    if now.iterations > 0:  # what was measured here counts for what is left here
        trust = now.iterations / (now.iterations + _TRUST)
        each += trust * (now.seconds - each)
    return each * left + pace * math.fsum(cost.seconds for cost in costs)


def _pace(expected: Expectation, measured: Sequence[Measured]) -> float:
    """How many times the expected time this run takes: a geometric mean that starts at 1."""
    weights, logarithm = _TRUST, 0.0
    for age, scale in enumerate(reversed(measured)):
        if scale.iterations > 0 and scale.seconds > 0:
            weight = scale.iterations * _FADING**age
            weights += weight
            cost = expected.scales[len(measured) - 1 - age].iteration_s
            logarithm += weight * math.log(scale.seconds / cost)
    return math.exp(logarithm / weights)


# -- afterwards --------------------------------------------------------------------------------------------


def learn(recipe: Recipe, plan: Plan, measured: Sequence[Measured], loading_s: float | None) -> None:
    """Refine what is known of this machine by a run: its scales as they went, and its time of loading.

    ``loading_s`` is the time from the run's start to its first scale, ``None`` when it did not get there.
    Writes one small file; one that cannot be written costs a line in the log.
    """
    if not measured and loading_s is None:
        return
    deepest = deepest_layer(Weighting.of(recipe).layers)
    timings: list[Timing] = []
    for scale, went in zip(plan.scales, measured, strict=False):  # a stopped run has not seen all scales
        effort = effort_of(scale, deepest)
        work = work_of(recipe, plan, tiled=scale.tile is not None)
        timings.append(Timing(work, effort.pixels, went.iterations, went.seconds / effort.times))

    def refine(known: Calibration) -> Calibration:
        refined = calibration.with_timings(known, timings)
        if loading_s is None:
            return refined
        network = known.network_s if known.network_s is not None else _NETWORK_S
        return calibration.with_loading(refined, source_pixels(recipe), loading_s - network)

    calibration.update(refine)
