"""The door to the painter. Importing this module does not import torch; the first call does."""

from __future__ import annotations

from typing import Protocol

from nst_engine.events import OnEvent
from nst_engine.plan import Limits, Plan
from nst_engine.recipe import Recipe
from nst_engine.result import Result
from nst_engine.token import Token


class Engine(Protocol):
    """What the render worker needs of the painter; tests put a stepped one in its place."""

    def make_plan(self, recipe: Recipe, limits: Limits) -> Plan: ...

    def render(
        self, recipe: Recipe, plan: Plan, on_event: OnEvent, token: Token, run_id: str | None = None
    ) -> Result: ...


class Painter:
    """The real engine. Its modules load torch, so they are imported by the first run, in the run's thread."""

    def make_plan(self, recipe: Recipe, limits: Limits) -> Plan:
        """See :func:`nst_engine.forecast.make_plan`."""
        from nst_engine.forecast import make_plan

        return make_plan(recipe, limits)

    def render(
        self, recipe: Recipe, plan: Plan, on_event: OnEvent, token: Token, run_id: str | None = None
    ) -> Result:
        """See :func:`nst_engine.renderer.render`."""
        from nst_engine.renderer import render

        return render(recipe, plan, on_event, token, run_id)


def available_devices() -> tuple[str, ...]:
    """The devices this machine can paint on, as plan names. Loads torch: call it off the GUI thread."""
    import torch

    names = ["cpu"]
    if torch.cuda.is_available():
        names.append("cuda")
    if torch.backends.mps.is_available():
        names.append("mps")
    return tuple(names)
