"""The loop: scales, iterations, events, token, guard."""

from __future__ import annotations

import math
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, TypeVar

import numpy as np
from torch import Tensor

from nst_engine import devices, finish
from nst_engine.errors import NstError, ResourceError
from nst_engine.events import OnEvent
from nst_engine.expectation import expect, learn
from nst_engine.inputs import Inputs
from nst_engine.objective import Evaluation, Objective, Value, Weighting
from nst_engine.optimisers import Optimiser, optimiser_for
from nst_engine.pictures.picture import Picture
from nst_engine.pixels import resample, to_picture
from nst_engine.plan import Limits, Plan, ScalePlan
from nst_engine.planning import objection
from nst_engine.recipe import Recipe
from nst_engine.reports import Clock, Reports
from nst_engine.resources import is_out_of_memory, refuse_the_impossible
from nst_engine.result import EndState, Result
from nst_engine.schedule import Plateau
from nst_engine.segments import Changes, Course, Place
from nst_engine.sentences import Sentence
from nst_engine.targets import Anew, Targets, anew
from nst_engine.tiled import TiledObjective
from nst_engine.token import Stopped, Token
from nst_engine.vgg import Vgg19, deepest_layer
from nst_engine.weights import fold
from nst_engine.weights import load as load_weights

#: An objective this many times the best of its scale has exploded.
EXPLODED: Final = 10.0
#: Below this part of its magnitude an objective counts as reached, and ten times nothing is no explosion:
#: a run for content alone starts at its minimum, where every step is many times worse and still invisible.
REACHED: Final = 1e-3
#: After this many restarts at one scale the run ends *diverged*.
TRIES: Final = 3
#: Each restart begins with steps this much smaller than the one before.
SMALLER_STEP: Final = 0.25


_Looked = TypeVar("_Looked", bound=Value)


class _Diverged(Exception):  # noqa: N818 - unwinds the run, never leaves this module
    """The guard has used up its tries."""


def render(
    recipe: Recipe,
    plan: Plan,
    on_event: OnEvent | None = None,
    token: Token | None = None,
    run_id: str | None = None,
    changes: Changes | None = None,
) -> Result:
    """Paint ``recipe`` as ``plan`` says; blocks until it is done.

    ``on_event`` is called in this thread with each :class:`~nst_engine.events.Event`. ``token`` pauses and
    stops the run from other threads; through ``changes`` they give it other settings, which hold from the
    next iteration on. The result's recipe has every change in its segments: painting that makes them again,
    with the same plan on the same machine to the same pixels. A run that was stopped or diverged returns its
    last good picture, brought to the output's size.

    Raises :class:`InputError`, :class:`WeightsError` or :class:`ResourceError`, each with a sentence for the
    user, before anything was painted or when memory runs out.
    """
    refuse_the_impossible(plan)
    token, changes = token or Token(), changes or Changes()
    reports = Reports(run_id or uuid.uuid4().hex[:12], plan, on_event or (lambda _event: None), Clock(token))
    run = _Run(Course(recipe, changes), plan, reports, token, changes.limits)
    with devices.using(plan.threads, plan.device):
        result = None
        try:
            result = run.paint()
        except (MemoryError, RuntimeError) as error:
            if not is_out_of_memory(error):
                raise
        # Outside the except block: the traceback would keep every tensor alive.
        del run
    if result is not None:
        return result
    raise ResourceError(
        "There is not enough memory to paint {width:,} × {height:,} pixels; choose a smaller size or "
        "close other programs.",
        width=plan.scales[-1].width,
        height=plan.scales[-1].height,
    )


@dataclass
class _Scale:
    """What belongs to one scale while it is painted."""

    index: int
    plan: ScalePlan
    objective: Objective | TiledObjective
    optimiser: Optimiser
    pixels: Tensor
    evaluations: int = 0
    best: float = math.inf
    tries: int = 0


class _Run:
    def __init__(self, course: Course, plan: Plan, reports: Reports, token: Token, limits: Limits) -> None:
        self.course = course
        self.plan = plan
        self.reports = reports
        self.token = token
        self.limits = limits
        self.clock = reports.clock
        self.evaluations = 0
        self.network_s = 0.0
        #: The last good pixels (clamped copies are made for the outside) and their objective.
        self.good: Tensor | None = None
        self.good_objective: float | None = None
        #: The photograph at the size of the good pixels, while a larger scale is to come.
        self.good_photograph: Tensor | None = None

    @property
    def recipe(self) -> Recipe:
        """The settings that hold now."""
        return self.course.recipe

    # -- the loop ------------------------------------------------------------------------------------------

    def paint(self) -> Result:
        self.reports.started()
        self.reports.expect(expect(self.recipe, self.plan))
        # From here on there is a picture to give back.
        self.inputs = Inputs(self.recipe, self.plan, self.reports.warn)
        state: EndState = "finished"
        try:
            self.targets = self._prepare()
            for index in range(len(self.plan.scales)):
                self._check()
                self._change((index, 0))
                self._paint_scale(self._scale(index))
        except Stopped:
            state = "stopped"
        except _Diverged:
            state = "diverged"
            self.reports.warn(
                Sentence(
                    "The picture could not be improved any further without breaking; this is the last good "
                    "one."
                )
            )
        undisturbed = state == "finished" and not self.course.record.segments
        loading_s = self.inputs.seconds + self.network_s if undisturbed else None
        learn(self.recipe, self.plan, self.reports.measured, loading_s)
        return self._result(state)

    def _prepare(self) -> Targets:
        self.inputs.prepare(self._check)
        self._check()
        began = time.monotonic()
        network, sha256 = self._network(self.recipe)
        self.network_s = time.monotonic() - began
        return Targets(self.recipe, self.plan, self.inputs, network, sha256)

    def _network(self, recipe: Recipe) -> tuple[Vgg19, str]:
        """The network as far as ``recipe`` looks into it, and the hash of its weights."""
        deepest = deepest_layer(Weighting.of(recipe).layers)
        weights = fold(load_weights(recipe.weights, upto=deepest.replace("relu", "conv")))
        network = Vgg19(
            weights,
            deepest,
            pooling=recipe.pooling,
            dtype=devices.DTYPES[self.plan.precision],
            device=self.plan.device,
            winograd=self.plan.winograd,
        )
        return network, weights.sha256

    def _check(self) -> None:
        self.token.check(lambda: self.reports.paused(self.good), self.reports.resumed)

    def _scale(self, index: int) -> _Scale:
        plan = self.plan.scales[index]
        style = self.targets.style(index, self._check)
        photograph = self.inputs.photograph(index)
        pixels = self._start_of(index, photograph)
        self.good, self.good_objective = pixels.clone(), None
        self.good_photograph = photograph if index + 1 < len(self.plan.scales) else None
        self.reports.scale_begins(index)
        objective = self.targets.objective(index, photograph, style, self._check)
        return _Scale(index, plan, objective, optimiser_for(plan, pixels), pixels)

    def _start_of(self, index: int, photograph: Tensor) -> Tensor:
        if self.good is not None:
            return self._enlarged(self.good, photograph)
        if self.recipe.init == "content":
            return photograph.clone()
        smaller = self.inputs.smaller_initial(index)
        if smaller is None:
            return self.inputs.initial(index)
        # A painting that is made larger: as between two scales.
        self.good_photograph = resample(photograph, smaller.shape[2:])
        return self._enlarged(smaller, photograph)

    def _enlarged(self, painted: Tensor, photograph: Tensor) -> Tensor:
        """``painted`` at the photograph's size, with the detail that enlarging cannot know put back.

        What the photograph as it was seen at that size lacks when it is enlarged is what an enlarged
        ``painted`` lacks. Without content in the objective there is no reason for the photograph's detail.
        """
        size = (photograph.shape[2], photograph.shape[3])
        enlarged = resample(painted.clamp(0, 1), size)
        coarse = self.good_photograph
        if self.recipe.content_weight == 0 or coarse is None:
            return enlarged
        return enlarged.sub_(resample(coarse, size)).add_(photograph)

    def _paint_scale(self, scale: _Scale) -> None:
        seen = self._first_evaluation(scale)
        self.reports.first_evaluation(scale.best)
        plateau = Plateau()
        for iteration in range(1, scale.plan.iterations):
            if seen.slope == 0:
                return  # nothing pulls in any direction: this scale has converged
            seen = self._iterate(scale, iteration, seen.gradient, self._evaluate)
            if self._change((scale.index, iteration), scale):
                seen, plateau = self._first_evaluation(scale), Plateau()
                self.reports.change_is_made()
            elif plateau.reached(scale.best):
                self._end_early(scale, iteration)
                return
        if seen.slope != 0:
            # Nobody steps from the last pixels, so nobody needs the gradient there.
            self._iterate(scale, scale.plan.iterations, seen.gradient, self._value)

    def _end_early(self, scale: _Scale, iteration: int) -> None:
        """Say so at the last scale, where somebody asked for the iterations that are left out."""
        if scale.index == len(self.plan.scales) - 1 and iteration < scale.plan.iterations:
            self.reports.warn(
                Sentence(
                    "The picture hardly changes any more, so it was done after {iteration} of {iterations} "
                    "iterations.",
                    iteration=iteration,
                    iterations=scale.plan.iterations,
                )
            )

    def _first_evaluation(self, scale: _Scale) -> Evaluation:
        evaluation = self._evaluate(scale)
        if not self._is_good(scale, evaluation):
            raise _Diverged
        self._accept(scale, evaluation)
        return evaluation

    def _iterate(
        self, scale: _Scale, iteration: int, gradient: Tensor, look: Callable[[_Scale], _Looked]
    ) -> _Looked:
        """One step and a ``look`` at where it led, repeated with smaller steps while the guard refuses it."""
        while True:
            scale.optimiser.step(scale.pixels, gradient)
            seen = look(scale)
            if self._is_good(scale, seen):
                break
            scale.tries += 1
            if scale.tries > TRIES:
                raise _Diverged
            self.reports.warn(
                Sentence("A step made the picture worse; going back to the last good one with smaller steps.")
            )
            assert self.good is not None
            scale.pixels.copy_(self.good)
            scale.optimiser.restart(SMALLER_STEP**scale.tries)
        self._accept(scale, seen)
        self.reports.iteration(iteration, scale.evaluations, seen, scale.pixels, scale.objective.pieces)
        return seen

    def _evaluate(self, scale: _Scale) -> Evaluation:
        self._check()
        evaluation = scale.objective.evaluate(scale.pixels, self._check)
        self._count(scale)
        return evaluation

    def _value(self, scale: _Scale) -> Value:
        self._check()
        value = scale.objective.value(scale.pixels, self._check)
        self._count(scale)
        return value

    def _count(self, scale: _Scale) -> None:
        scale.evaluations += 1
        self.evaluations += 1

    @staticmethod
    def _is_good(scale: _Scale, seen: Value) -> bool:
        value = seen.objective
        return (
            math.isfinite(value)
            and value <= EXPLODED * max(scale.best, REACHED * scale.objective.magnitude)
            and (not isinstance(seen, Evaluation) or math.isfinite(seen.slope))
        )

    def _accept(self, scale: _Scale, seen: Value) -> None:
        assert self.good is not None
        self.good.copy_(scale.pixels)
        self.good_objective = seen.objective
        scale.best = min(scale.best, seen.objective)

    # -- other settings ------------------------------------------------------------------------------------

    def _change(self, place: Place, scale: _Scale | None = None) -> bool:
        """Go on with other settings from ``place`` on where there are any; returns whether it does so.

        In the middle of a ``scale`` its objective is another one afterwards: it has to be evaluated anew,
        and no value and no step before says anything about it.
        """
        proposal = self.course.proposed(place)
        if proposal is None:
            return False
        present = self.recipe
        wanted = anew(present, proposal.recipe)
        refusal = objection(self.course, proposal, place, self.plan, self.limits)
        network = None
        if refusal is None and wanted.network:
            try:
                network, _ = self._network(proposal.recipe)
            except NstError as error:
                refusal = error.sentence
        if refusal is not None:
            self.course.refuse(proposal)
            self.reports.change_refused(refusal)
            return self._change(place, scale)  # what the recipe says for this place counts all the same
        self.course.take(proposal, place)
        self.inputs.change(self.recipe)
        self.targets.change(self.recipe, network)
        self.reports.changed(place, self.course.record, expect(self.recipe, self.plan), wanted.network)
        if scale is not None:
            self._renew(scale, wanted)
        return True

    def _renew(self, scale: _Scale, wanted: Anew) -> None:
        """Give ``scale`` the objective of the present settings."""
        # What the optimiser remembers is of another objective, and its room is needed for the targets.
        del scale.optimiser
        index = scale.index
        if wanted.content:
            del scale.objective
            style = self.targets.style(index, self._check)
            photograph = self.inputs.photograph(index)
            scale.objective = self.targets.objective(index, photograph, style, self._check)
        else:
            style = self.targets.style(index, self._check)
            scale.objective = scale.objective.reweighted(self.targets.weighting, style)
        scale.optimiser = optimiser_for(scale.plan, scale.pixels)
        scale.best, scale.tries = math.inf, 0

    # -- the end -------------------------------------------------------------------------------------------

    def _result(self, state: EndState) -> Result:
        painted = self._picture()
        result = Result(
            picture=self._finished(painted),
            painted=painted,
            recipe=self.course.record,
            plan=self.plan,
            state=state,
            evaluations=self.evaluations,
            objective=self.good_objective,
            elapsed_s=self.clock.elapsed(),
            peak_memory_bytes=devices.peak_memory_bytes(),
        )
        self.reports.finished(result)
        return result

    def _picture(self) -> Picture:
        """The last good pixels, at the output's size."""
        last = len(self.plan.scales) - 1
        final = self.plan.scales[last]
        pixels, self.good = self.good, None
        if pixels is None:
            pixels = self.inputs.initial(last)
        if pixels.shape[2:] != (final.height, final.width):
            pixels = self._enlarged(pixels, self.inputs.photograph(last))
        picture = to_picture(pixels, self.inputs.alpha())
        if not np.isfinite(picture.pixels.sum()):
            raise ResourceError(
                "The starting picture could not be computed on this device; try --device cpu."
            )
        return picture

    def _finished(self, painted: Picture) -> Picture:
        if not finish.is_asked(self.recipe):
            return painted
        ground = to_picture(self.inputs.photograph(len(self.plan.scales) - 1))
        return finish.finish(painted, self.recipe, ground)
