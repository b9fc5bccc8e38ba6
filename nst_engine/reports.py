"""What a run says about itself while it works: progress, previews, time left."""

from __future__ import annotations

import math
import time
from dataclasses import dataclass, field
from typing import Final

from torch import Tensor

from nst_engine.events import (
    Changed,
    ChangeRefused,
    Finished,
    OnEvent,
    Paused,
    Preview,
    Progress,
    Resumed,
    RunWarning,
    Stage,
    Started,
)
from nst_engine.expectation import Expectation, Measured, remaining_seconds
from nst_engine.objective import Value
from nst_engine.pixels import fitted, shrunk, to_uint8, to_uint16
from nst_engine.plan import Plan, ScalePlan
from nst_engine.recipe import Recipe
from nst_engine.result import Result
from nst_engine.segments import Place
from nst_engine.sentences import Sentence
from nst_engine.stages import EDGE, moments
from nst_engine.token import Token

#: Seconds between two previews: a few a second look alive and cost nothing.
PREVIEW_INTERVAL: Final = 0.3
#: Long edge in pixels of a preview while painting; when the run is paused it is shown at its full size.
PREVIEW_EDGE: Final = 2048
#: The first preview shows a picture, not the start of one: so many iterations, so much of the first objective
#: left; but it comes after these seconds or at the end of its scale in any case.
FIRST_ITERATIONS: Final = 10
FIRST_SHARE: Final = 0.2
FIRST_SECONDS: Final = 2.5


@dataclass
class Clock:
    """Elapsed time without pauses."""

    token: Token
    began: float = field(default_factory=lambda: time.monotonic())

    def elapsed(self) -> float:
        """Seconds since the run began, pauses left out."""
        return time.monotonic() - self.began - self.token.paused_seconds


class Reports:
    """Speaks for one run; knows nothing of it beyond what it is told."""

    def __init__(self, run_id: str, plan: Plan, emit: OnEvent, clock: Clock) -> None:
        self._id = run_id
        self._plan = plan
        self._emit = emit
        self.clock = clock
        self._expected: Expectation | None = None
        #: What the whole run was expected to take at its start, in seconds.
        self._forecast_s: float | None = None
        #: The scales so far, as they really went; the last one is being painted.
        self.measured: list[Measured] = []
        #: Since when, and after how many iterations, the pace of this scale is measured.
        self._scale_began, self._paced_from = 0.0, 0
        self._change_began = 0.0
        self._first_objective = math.inf
        self._last_preview: float | None = None
        self._where = (0, 0)
        self._moments = moments(plan)

    def expect(self, expectation: Expectation | None) -> None:
        """What the run is expected to take, as it begins."""
        self._expected = expectation
        self._forecast_s = None if expectation is None else expectation.seconds

    def started(self) -> None:
        """The run begins; the plan's notices come right after."""
        final = self._plan.scales[-1]
        self._emit(Started(self._id, self._plan, final.width, final.height))
        for notice in self._plan.notices:
            self._emit(RunWarning(self._id, notice))

    def warn(self, message: Sentence) -> None:
        """Something the user should know."""
        self._emit(RunWarning(self._id, message))

    def paused(self, pixels: Tensor | None) -> None:
        """The run waits; ``pixels`` (1×3×H×W) are shown at their full size."""
        if pixels is not None:
            self._preview(pixels)
        self._emit(Paused(self._id, None if pixels is None else to_uint16(pixels)))

    def resumed(self) -> None:
        """The run goes on."""
        self._emit(Resumed(self._id))

    def changed(
        self, place: Place, recipe: Recipe, expectation: Expectation | None, other_work: bool
    ) -> None:
        """The run goes on as ``recipe`` says from ``place`` on.

        ``other_work``: an iteration costs something else from here on, so that those before say nothing.
        """
        scale, iteration = place
        self._emit(Changed(self._id, scale, iteration, recipe))
        self._change_began = self.clock.elapsed()
        if expectation is not None:
            self._expected = expectation
        if other_work:
            self.measured = [Measured(0, 0.0) for _ in self.measured]
            self._scale_began, self._paced_from = self._change_began, iteration

    def change_is_made(self) -> None:
        """The change in the middle of a scale is complete: what it took is no part of the pace."""
        self._scale_began += self.clock.elapsed() - self._change_began

    def change_refused(self, reason: Sentence) -> None:
        """The run goes on as it was."""
        self._emit(ChangeRefused(self._id, reason))

    def scale_begins(self, index: int) -> None:
        """The pixels shown from now on belong to scale ``index``."""
        self._where = (index, 0)

    def first_evaluation(self, objective: float) -> None:
        """The first evaluation of a scale is done: its iterations begin here."""
        self._scale_began, self._paced_from = self.clock.elapsed(), 0
        self.measured.append(Measured(0, 0.0))
        if self._last_preview is None and math.isinf(self._first_objective):
            self._first_objective = objective

    def iteration(self, number: int, evaluations: int, value: Value, pixels: Tensor, tiles: int) -> None:
        """Iteration ``number`` (from 1) of this scale is done, after ``evaluations`` of the objective."""
        index = self._where[0]
        self._where = (index, number)
        elapsed = self.clock.elapsed()
        scale = self._plan.scales[index]
        self.measured[-1] = Measured.of(
            number, scale.iterations, elapsed - self._scale_began, self._paced_from
        )
        self._emit(
            Progress(
                self._id,
                scale_index=index,
                scale_count=len(self._plan.scales),
                width=scale.width,
                height=scale.height,
                iteration=number,
                iterations=scale.iterations,
                evaluations=evaluations,
                objective=value.objective,
                content=value.content,
                style=value.style,
                tv=value.tv,
                elapsed_s=elapsed,
                eta_s=remaining_seconds(self._plan, self._expected, self.measured),
                tiles=tiles,
            )
        )
        if self._preview_is_due(number, scale.iterations, value.objective, elapsed):
            self._last_preview = elapsed
            self._preview(shrunk(pixels, PREVIEW_EDGE))
        if self._where in self._moments:
            self._stage(scale, pixels)

    def _preview_is_due(self, number: int, iterations: int, objective: float, elapsed: float) -> bool:
        if self._last_preview is not None:
            return elapsed - self._last_preview >= PREVIEW_INTERVAL
        painted = number >= FIRST_ITERATIONS and objective <= FIRST_SHARE * self._first_objective
        return painted or number == iterations or elapsed >= FIRST_SECONDS

    def _preview(self, pixels: Tensor) -> None:
        shown = to_uint8(pixels)
        self._emit(Preview(self._id, *self._where, shown.shape[1], shown.shape[0], shown))

    def _stage(self, scale: ScalePlan, pixels: Tensor) -> None:
        index, number = self._where
        small = to_uint8(fitted(pixels, EDGE))
        scales, size = len(self._plan.scales), (scale.width, scale.height)
        self._emit(Stage(self._id, index, scales, number, scale.iterations, *size, small))

    def finished(self, result: Result) -> None:
        """The run is over."""
        self._emit(
            Finished(
                self._id,
                state=result.state,
                width=result.picture.width,
                height=result.picture.height,
                evaluations=result.evaluations,
                objective=result.objective,
                elapsed_s=result.elapsed_s,
                peak_memory_bytes=result.peak_memory_bytes,
                device=self._plan.device,
                precision=self._plan.precision,
                forecast_s=self._forecast_s,
            )
        )
