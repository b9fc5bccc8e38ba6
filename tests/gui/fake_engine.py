"""An engine that takes one step whenever the test says so."""

from __future__ import annotations

import threading
from dataclasses import dataclass, replace

import numpy as np
from PySide6.QtCore import QThread

from nst_engine.errors import NstError
from nst_engine.events import (
    Changed,
    ChangeRefused,
    Event,
    OnEvent,
    Paused,
    Preview,
    Progress,
    Resumed,
    RunWarning,
    Stage,
    Started,
)
from nst_engine.pictures import Picture
from nst_engine.plan import Limits, Plan, ScalePlan
from nst_engine.recipe import Recipe
from nst_engine.result import EndState, Result
from nst_engine.segments import Changes, Course
from nst_engine.stages import moments
from nst_engine.token import Stopped, Token

WAIT_S = 60


@dataclass(frozen=True, slots=True)
class FakeForecast:
    plan: Plan
    memory_bytes: int = 1_300_000_000
    available_bytes: int = 6_000_000_000
    seconds: float = 80.0
    light: str = "fits"


class FakeEngine:
    """Paints flat colours: after step ``n`` of a run every pixel is ``n % 256``.

    ``step()`` lets a run take one iteration; ``free()`` all of them. What goes wrong is set beforehand:
    ``error`` is raised at the first iteration, ``plan_error`` by the plan; ``end_state`` is what a run that
    gets to its end reports; ``warning`` is said at the start.
    With a ``refusal`` no change of the settings is taken while painting.
    """

    def __init__(self, iterations: int = 4, scales: int = 2) -> None:
        self.iterations = iterations
        self.scales = scales
        self.error: BaseException | None = None
        self.plan_error: NstError | None = None
        self.end_state: EndState = "finished"
        self.warning: str | None = None
        self.refusal: str | None = None
        self.recipes: list[Recipe] = []
        self.limits: list[Limits] = []
        self.threads: list[str] = []
        self.prepared = False
        #: Iterations of the present run that are done.
        self.painted = 0
        self.questions: list[Recipe] = []
        self.question_limits: list[Limits] = []
        self.question_threads: list[str] = []
        self.forecast_error: Exception | None = None
        #: What a forecast says beyond its plan; closed, the gate holds forecasts back.
        self.forecast_fields: dict[str, object] = {}
        self.forecast_gate = threading.Event()
        self.forecast_gate.set()
        self._steps = threading.Semaphore(0)
        self._free = threading.Event()

    def step(self, count: int = 1) -> None:
        self._steps.release(count)

    def free(self) -> None:
        self.forecast_gate.set()
        self._free.set()
        self._steps.release()

    def prepare(self) -> None:
        self.prepared = True

    def forecast(self, recipe: Recipe, limits: Limits) -> FakeForecast:
        self.question_limits.append(limits)
        self.question_threads.append(QThread.currentThread().objectName())
        self.questions.append(recipe)
        assert self.forecast_gate.wait(WAIT_S), "the test forgot to open the gate"
        if self.forecast_error is not None:
            raise self.forecast_error
        return replace(FakeForecast(self._plan(recipe)), **self.forecast_fields)

    def make_plan(self, recipe: Recipe, limits: Limits) -> Plan:
        self.recipes.append(recipe)
        self.limits.append(limits)
        self.threads.append(threading.current_thread().name)
        if self.plan_error is not None:
            raise self.plan_error
        return self._plan(recipe)

    def _plan(self, recipe: Recipe) -> Plan:
        width, height = recipe.output_size
        sizes = [(max(1, width >> n), max(1, height >> n)) for n in range(self.scales)]
        scales = tuple(ScalePlan(width=w, height=h, iterations=self.iterations) for w, h in reversed(sizes))
        return Plan(scales=scales, device="cpu", precision="float32", threads=1, memory_bytes=10**9)

    def render(
        self,
        recipe: Recipe,
        plan: Plan,
        on_event: OnEvent,
        token: Token,
        run_id: str | None = None,
        changes: Changes | None = None,
    ) -> Result:
        return _Run(self, Course(recipe, changes), plan, on_event, token, run_id or "run").paint()

    def wait_for_step(self, token: Token) -> None:
        """Wait for a step, a free run, or a token that has something to say."""
        for _ in range(WAIT_S * 100):
            if self._free.is_set() or self._steps.acquire(timeout=0.01):
                return
            if token.stop_requested or token.pause_requested:
                return
        raise AssertionError("the test forgot to step the engine")


class _Run:
    def __init__(
        self, engine: FakeEngine, course: Course, plan: Plan, on_event: OnEvent, token: Token, run: str
    ) -> None:
        self.engine, self.course, self.plan, self.token, self.run = engine, course, plan, token, run
        self.on_event = on_event
        self.count = 0
        self.scale_index = 0

    def paint(self) -> Result:
        width, height = self.course.recipe.output_size
        self.say(Started(self.run, self.plan, width, height))
        if self.engine.warning is not None:
            self.say(RunWarning(self.run, self.engine.warning))
        state: EndState = self.engine.end_state
        try:
            for index, scale in enumerate(self.plan.scales):
                self.scale_index = index
                for iteration in range(1, scale.iterations + 1):
                    self.iterate(iteration)
        except Stopped:
            state = "stopped"
        painted = Picture(self.pixels().astype(np.float32) / np.float32(255))
        return Result(
            painted,
            painted,
            self.course.record,
            self.plan,
            state,
            self.count,
            1.0,
            0.1 * self.count,
            10**9,
        )

    def iterate(self, iteration: int) -> None:
        self.check()
        self.change(iteration - 1)
        self.engine.wait_for_step(self.token)
        self.check()
        if self.engine.error is not None:
            raise self.engine.error
        self.count += 1
        self.engine.painted = self.count
        scale, scales = self.plan.scales[self.scale_index], len(self.plan.scales)
        self.say(
            Progress(
                self.run,
                self.scale_index,
                scales,
                scale.width,
                scale.height,
                iteration,
                scale.iterations,
                iteration,
                10.0 / self.count,
                5.0 / self.count,
                5.0 / self.count,
                0.0,
                0.1 * self.count,
                0.1 * (scales * scale.iterations - self.count),
            )
        )
        self.preview(iteration)
        if (self.scale_index, iteration) in moments(self.plan):
            where = (self.scale_index, scales, iteration, scale.iterations, scale.width, scale.height)
            self.say(Stage(self.run, *where, self.pixels()))

    def change(self, done: int) -> None:
        proposal = self.course.proposed((self.scale_index, done))
        if proposal is None:
            return
        if self.engine.refusal is not None:
            self.course.refuse(proposal)
            self.say(ChangeRefused(self.run, self.engine.refusal))
            return
        self.course.take(proposal, (self.scale_index, done))
        self.say(Changed(self.run, self.scale_index, done, self.course.record))

    def check(self) -> None:
        def paused() -> None:
            self.preview(0)
            # A little more than 8 bits hold, so that whoever saves them can be found out.
            self.say(Paused(self.run, self.pixels().astype(np.uint16) * 257 + 3))

        self.token.check(paused, lambda: self.say(Resumed(self.run)))

    def preview(self, iteration: int) -> None:
        pixels = self.pixels()
        height, width, _ = pixels.shape
        self.say(Preview(self.run, self.scale_index, iteration, width, height, pixels))

    def pixels(self) -> np.ndarray:
        scale = self.plan.scales[self.scale_index]
        return np.full((scale.height, scale.width, 3), self.count % 256, np.uint8)

    def say(self, event: Event) -> None:
        self.on_event(event)
