"""What a run will take, before the start: its plan, memory and time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from nst_engine.expectation import Expectation, expect
from nst_engine.plan import Limits, Plan
from nst_engine.planning import free_bytes, make_plan, smallest_plan
from nst_engine.recipe import Recipe
from nst_engine.trial import calibrate

__all__ = ["Forecast", "Light", "forecast", "make_plan"]

Light = Literal["fits", "will be tiled", "does not fit"]


@dataclass(frozen=True, slots=True)
class Forecast:
    """What a run will need: memory in bytes, time in seconds, and whether it fits this machine now.

    ``available_bytes`` is what the process may take: what is free of the device's memory, and no more than
    the user's limit.
    """

    plan: Plan
    memory_bytes: int
    available_bytes: int
    expectation: Expectation

    @property
    def seconds(self) -> float:
        """The whole run, without starting the program and saving the picture."""
        return self.expectation.seconds

    @property
    def scale_seconds(self) -> tuple[float, ...]:
        """Each scale, from coarse to fine; reading the pictures and the network comes on top."""
        return tuple(scale.seconds for scale in self.expectation.scales)

    @property
    def light(self) -> Light:
        """Whether the run fits at all, and if so whether in one piece."""
        if self.memory_bytes > self.available_bytes:
            return "does not fit"
        return "fits" if all(scale.tile is None for scale in self.plan.scales) else "will be tiled"


def forecast(recipe: Recipe, limits: Limits = Limits()) -> Forecast:  # noqa: B008 - frozen
    """The plan, with memory from the pixel count and time from what is known of this machine.

    The first forecast of a kind of work (device, precision, threads, pooling, deepest layer) paints small
    grey pictures for up to three seconds; later ones take no time. The recipe's pictures are not read.

    Raises :class:`InputError` when the output would be too narrow for the network, :class:`WeightsError` when
    small pictures would have to be painted and the weights cannot be used.
    """
    plan = smallest_plan(recipe, limits)
    expectation = expect(recipe, plan)
    if expectation is None:
        calibrate(recipe, plan)
        expectation = expect(recipe, plan)
        assert expectation is not None, "the trial measures at least one size"
    available = free_bytes(plan.device)
    if limits.memory_bytes is not None:
        available = min(available, limits.memory_bytes)
    return Forecast(plan, plan.memory_bytes, available, expectation)
