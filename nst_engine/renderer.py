"""The loop: scales, iterations, events, token, guard."""

from __future__ import annotations

import math
import time
import uuid
from dataclasses import dataclass, field
from typing import Final

import numpy as np
import torch
from torch import Tensor

from nst_engine import devices
from nst_engine.errors import ResourceError
from nst_engine.events import (
    Event,
    Finished,
    OnEvent,
    Paused,
    Preview,
    Progress,
    Resumed,
    RunWarning,
    Started,
)
from nst_engine.inputs import Inputs, at_scale
from nst_engine.objective import Evaluation, Objective, Weighting, content_targets, style_targets
from nst_engine.optimisers import LBFGS, Adam, Optimiser
from nst_engine.pixels import resample, to_picture, to_uint8
from nst_engine.plan import Plan, ScalePlan
from nst_engine.recipe import Recipe
from nst_engine.result import EndState, Result
from nst_engine.token import Stopped, Token
from nst_engine.vgg import Vgg19, deepest_layer
from nst_engine.weights import fold
from nst_engine.weights import load as load_weights

#: Seconds between two previews: a few a second look alive and cost nothing.
PREVIEW_INTERVAL: Final = 0.3
#: An objective this many times the best of its scale has exploded.
EXPLODED: Final = 10.0
#: Below this part of its magnitude an objective counts as reached, and ten times nothing is no explosion:
#: a run for content alone starts at its minimum, where every step is many times worse and still invisible.
REACHED: Final = 1e-3
#: After this many restarts at one scale the run ends *diverged*.
TRIES: Final = 3
#: Each restart begins with steps this much smaller than the one before.
SMALLER_STEP: Final = 0.25


class _Diverged(Exception):  # noqa: N818 - unwinds the run, never leaves this module
    """The guard has used up its tries."""


def render(
    recipe: Recipe,
    plan: Plan,
    on_event: OnEvent | None = None,
    token: Token | None = None,
    run_id: str | None = None,
) -> Result:
    """Paint ``recipe`` as ``plan`` says; blocks until it is done.

    ``on_event`` is called in this thread with each :class:`~nst_engine.events.Event`. ``token`` pauses and
    stops the run from other threads. A run that was stopped or diverged returns its last good picture,
    brought to the output's size.

    Raises :class:`InputError`, :class:`WeightsError` or :class:`ResourceError`, each with a sentence for the
    user, before anything was painted or when memory runs out.
    """
    _refuse_the_impossible(plan)
    run = _Run(recipe, plan, on_event or _ignore, token or Token(), run_id or uuid.uuid4().hex[:12])
    with devices.using(plan.threads):
        try:
            return run.paint()
        except (MemoryError, RuntimeError) as error:
            if not _out_of_memory(error):
                raise
        # Outside the except block, and without the run: the traceback would keep every tensor alive.
        del run
        raise ResourceError(
            f"There is not enough memory to paint {plan.scales[-1].width} × {plan.scales[-1].height} pixels; "
            "choose a smaller size or close other programs."
        )


def _refuse_the_impossible(plan: Plan) -> None:
    """A run that needs more memory than there is would end with the system killing it, hours later."""
    installed = devices.installed_memory_bytes()
    if plan.device == "cpu" and plan.memory_bytes > installed:
        final = plan.scales[-1]
        raise ResourceError(
            f"Painting {final.width} × {final.height} pixels takes about {plan.memory_bytes / 1e9:.0f} GB of "
            f"memory, and this computer has {installed / 1e9:.0f} GB; choose a smaller size."
        )


def _ignore(_event: Event) -> None:
    pass


def _out_of_memory(error: BaseException) -> bool:
    if isinstance(error, (MemoryError, torch.OutOfMemoryError)):
        return True
    text = str(error)  # the CPU allocator raises a plain RuntimeError, worded differently on Windows
    return any(words in text for words in ("can't allocate memory", "not enough memory", "out of memory"))


@dataclass
class _Clock:
    """Elapsed time without pauses."""

    token: Token
    began: float = field(default_factory=lambda: time.monotonic())

    def elapsed(self) -> float:
        return time.monotonic() - self.began - self.token.paused_seconds


@dataclass
class _Scale:
    """What belongs to one scale while it is painted."""

    index: int
    plan: ScalePlan
    objective: Objective
    optimiser: Optimiser
    pixels: Tensor
    evaluations: int = 0
    best: float = math.inf
    #: The run's elapsed seconds when the first evaluation was done.
    began: float = 0.0
    tries: int = 0


class _Run:
    def __init__(self, recipe: Recipe, plan: Plan, on_event: OnEvent, token: Token, run_id: str) -> None:
        self.recipe = recipe
        self.plan = plan
        self.id = run_id
        self.emit = on_event
        self.token = token
        self.clock = _Clock(token)
        self.evaluations = 0
        #: The last good pixels (clamped copies are made for the outside) and their objective.
        self.good: Tensor | None = None
        self.good_objective: float | None = None
        self._last_preview = -math.inf
        self._where: tuple[int, int] = (0, 0)

    # -- preparation ---------------------------------------------------------------------------------------

    def _load(self) -> Inputs:
        """Read the photograph; from here on there is a picture to give back."""
        self.device = torch.device(self.plan.device)
        self.weighting = Weighting.of(self.recipe)
        # Not kept: it knows this run, and a circle would keep the run's memory until the next collection.
        inputs = Inputs(self.recipe, self.plan, self._warn)
        self.photograph = inputs.photograph()
        self.initial = self.photograph.pixels
        return inputs

    def _prepare(self, inputs: Inputs) -> None:
        self.styles: list[Tensor] = []
        for style in self.recipe.styles:
            self._check()
            self.styles.append(inputs.painting(style.picture))
        self.initial = inputs.initial(self.photograph.pixels)
        self._check()
        deepest = deepest_layer(self.weighting.layers)
        self.network = Vgg19(
            fold(load_weights(self.recipe.weights, upto=deepest.replace("relu", "conv"))),
            deepest,
            pooling=self.recipe.pooling,
            dtype=devices.DTYPES[self.plan.precision],
            device=self.device,
        )

    def _warn(self, message: str) -> None:
        self.emit(RunWarning(self.id, message))

    # -- the loop ------------------------------------------------------------------------------------------

    def paint(self) -> Result:
        final = self.plan.scales[-1]
        self.emit(Started(self.id, self.plan, final.width, final.height))
        for notice in self.plan.notices:
            self._warn(notice)
        inputs = self._load()
        state: EndState = "finished"
        try:
            self._prepare(inputs)
            for index, scale_plan in enumerate(self.plan.scales):
                self._check()
                self._paint_scale(self._scale(index, scale_plan))
        except Stopped:
            state = "stopped"
        except _Diverged:
            state = "diverged"
            self._warn(
                "The picture could not be improved any further without breaking; this is the last good one."
            )
        return self._result(state)

    def _check(self) -> None:
        self.token.check(self._on_paused, lambda: self.emit(Resumed(self.id)))

    def _on_paused(self) -> None:
        if self.good is not None:
            self._preview(self.good)
        self.emit(Paused(self.id))

    def _scale(self, index: int, plan: ScalePlan) -> _Scale:
        size = (plan.height, plan.width)
        photograph = resample(self.photograph.pixels, size)
        pixels = self._start_of(index, photograph)
        shrink = plan.height / self.plan.scales[-1].height
        objective = Objective(
            self.network,
            self.weighting,
            content_targets(self.network, self.weighting, photograph),
            style_targets(
                self.network,
                self.weighting,
                [at_scale(painting, shrink) for painting in self.styles],
                self.recipe.style_shares,
                self._check,
            ),
        )
        optimiser: Optimiser
        if plan.optimiser == "adam":
            optimiser = Adam(pixels.shape, device=self.device)
        else:
            optimiser = LBFGS(pixels.shape, history=plan.history, device=self.device)
        return _Scale(index, plan, objective, optimiser, pixels)

    def _start_of(self, index: int, photograph: Tensor) -> Tensor:
        if index == 0 or self.good is None:
            return resample(self.initial, tuple(photograph.shape[2:])).clone()
        return self._enlarged(self.good, photograph)

    def _enlarged(self, painted: Tensor, photograph: Tensor) -> Tensor:
        """``painted`` at the photograph's size, with the detail that enlarging cannot know put back.

        What the photograph loses by being made as small as ``painted`` and large again is what an enlarged
        ``painted`` lacks. Without content in the objective there is no reason for the photograph's detail.
        """
        size = (photograph.shape[2], photograph.shape[3])
        enlarged = resample(painted.clamp(0, 1), size)
        if self.recipe.content_weight == 0:
            return enlarged
        coarse = resample(photograph, (painted.shape[2], painted.shape[3]))
        return enlarged + (photograph - resample(coarse, size))

    def _paint_scale(self, scale: _Scale) -> None:
        gradient = self._first_evaluation(scale)
        for iteration in range(1, scale.plan.iterations + 1):
            if not bool(gradient.any()):
                return  # nothing pulls in any direction: this scale has converged
            gradient = self._iterate(scale, iteration, gradient)

    def _first_evaluation(self, scale: _Scale) -> Tensor:
        self.good, self.good_objective = scale.pixels.clone(), None
        self._where = (scale.index, 0)
        evaluation = self._evaluate(scale)
        if not self._is_good(scale, evaluation):
            raise _Diverged
        self._accept(scale, evaluation)
        scale.began = self.clock.elapsed()
        return evaluation.gradient

    def _iterate(self, scale: _Scale, iteration: int, gradient: Tensor) -> Tensor:
        """One step and its evaluation, repeated with smaller steps while the guard refuses it."""
        while True:
            scale.optimiser.step(scale.pixels, gradient)
            evaluation = self._evaluate(scale)
            if self._is_good(scale, evaluation):
                break
            scale.tries += 1
            if scale.tries > TRIES:
                raise _Diverged
            self._warn("A step made the picture worse; going back to the last good one with smaller steps.")
            assert self.good is not None
            scale.pixels.copy_(self.good)
            scale.optimiser.restart(SMALLER_STEP**scale.tries)
        self._accept(scale, evaluation)
        self._where = (scale.index, iteration)
        self._report(scale, iteration, evaluation)
        return evaluation.gradient

    def _evaluate(self, scale: _Scale) -> Evaluation:
        self._check()
        evaluation = scale.objective.evaluate(scale.pixels, self._check)
        scale.evaluations += 1
        self.evaluations += 1
        return evaluation

    @staticmethod
    def _is_good(scale: _Scale, evaluation: Evaluation) -> bool:
        value = evaluation.objective
        return (
            math.isfinite(value)
            and value <= EXPLODED * max(scale.best, REACHED * scale.objective.magnitude)
            and bool(torch.isfinite(evaluation.gradient.sum()))
        )

    def _accept(self, scale: _Scale, evaluation: Evaluation) -> None:
        assert self.good is not None
        self.good.copy_(scale.pixels)
        self.good_objective = evaluation.objective
        scale.best = min(scale.best, evaluation.objective)

    # -- reporting -----------------------------------------------------------------------------------------

    def _report(self, scale: _Scale, iteration: int, evaluation: Evaluation) -> None:
        elapsed = self.clock.elapsed()
        self.emit(
            Progress(
                self.id,
                scale_index=scale.index,
                scale_count=len(self.plan.scales),
                width=scale.plan.width,
                height=scale.plan.height,
                iteration=iteration,
                iterations=scale.plan.iterations,
                evaluations=scale.evaluations,
                objective=evaluation.objective,
                content=evaluation.content,
                style=evaluation.style,
                tv=evaluation.tv,
                elapsed_s=elapsed,
                eta_s=self._eta(scale, iteration, elapsed),
            )
        )
        if elapsed - self._last_preview >= PREVIEW_INTERVAL:
            self._last_preview = elapsed
            self._preview(scale.pixels)

    def _eta(self, scale: _Scale, iteration: int, elapsed: float) -> float:
        """Seconds left: this scale's time per iteration, for later scales in proportion to their pixels.

        What came before this scale's first evaluation (loading, targets, setting kernels up) says nothing
        about what is to come and is left out.
        """
        each = (elapsed - scale.began) / iteration
        per_pixel = each / (scale.plan.width * scale.plan.height)
        later = sum(s.width * s.height * s.iterations for s in self.plan.scales[scale.index + 1 :])
        return each * (scale.plan.iterations - iteration) + per_pixel * later

    def _preview(self, pixels: Tensor) -> None:
        shown = to_uint8(pixels)
        index, iteration = self._where
        self.emit(Preview(self.id, index, iteration, shown.shape[1], shown.shape[0], shown))

    def _result(self, state: EndState) -> Result:
        final = self.plan.scales[-1]
        pixels = self.good if self.good is not None else self.initial
        if pixels.shape[2:] != (final.height, final.width):
            pixels = self._enlarged(pixels, self.photograph.pixels)
        picture = to_picture(pixels, self.photograph.alpha)
        if not np.isfinite(picture.pixels).all():
            raise ResourceError(
                "The starting picture could not be computed on this device; try --device cpu."
            )
        result = Result(
            picture=picture,
            recipe=self.recipe,
            plan=self.plan,
            state=state,
            evaluations=self.evaluations,
            objective=self.good_objective,
            elapsed_s=self.clock.elapsed(),
            peak_memory_bytes=devices.peak_memory_bytes(),
        )
        self.emit(
            Finished(
                self.id,
                state=state,
                width=picture.width,
                height=picture.height,
                evaluations=result.evaluations,
                objective=result.objective,
                elapsed_s=result.elapsed_s,
                peak_memory_bytes=result.peak_memory_bytes,
                device=self.plan.device,
                precision=self.plan.precision,
            )
        )
        return result
