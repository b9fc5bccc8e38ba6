"""A run's times as it goes: how long the rest will take, and what the next forecast may learn from it."""

from __future__ import annotations

from nst_engine.expectation import Measured, expect, learn, remaining_seconds
from nst_engine.plan import Plan
from nst_engine.recipe import Recipe


class Timekeeper:
    """Told where a run is, in seconds since its start without pauses."""

    def __init__(self, recipe: Recipe, plan: Plan) -> None:
        self._recipe = recipe
        self._plan = plan
        self._expected = expect(recipe, plan)
        self._loading_s: float | None = None
        self._measured: list[Measured] = []
        self._began = 0.0

    @property
    def forecast_s(self) -> float | None:
        """What the whole run was expected to take; ``None`` where this machine was not calibrated for it."""
        return None if self._expected is None else self._expected.seconds

    def scale_begins(self, elapsed: float) -> None:
        """The next scale is about to be prepared."""
        if self._loading_s is None:
            self._loading_s = elapsed

    def iterations_begin(self, elapsed: float) -> None:
        """The scale's first evaluation is done; what came before says nothing about the iterations."""
        self._began = elapsed
        self._measured.append(Measured(0, 0.0))

    def iteration_done(self, iteration: int, elapsed: float) -> None:
        """So many iterations of the scale are done."""
        self._measured[-1] = Measured(iteration, (elapsed - self._began) / iteration)

    def remaining_s(self) -> float | None:
        """Seconds left over all scales; ``None`` where nothing is known yet."""
        return remaining_seconds(self._plan, self._expected, self._measured) if self._measured else None

    def learn(self) -> None:
        """The run is over: remember how long its parts took."""
        learn(self._recipe, self._plan, self._measured, self._loading_s)
