"""The door to the painter. Importing this module does not import torch; the first call does."""

from __future__ import annotations

import importlib
from typing import Protocol

from nst_engine import process
from nst_engine.events import OnEvent
from nst_engine.plan import Limits, Plan
from nst_engine.recipe import Recipe
from nst_engine.result import Result
from nst_engine.segments import Changes
from nst_engine.token import Token


class Forecast(Protocol):
    """What a run will take, as ``nst_engine.forecast`` finds it; named here without loading torch."""

    @property
    def plan(self) -> Plan: ...

    @property
    def memory_bytes(self) -> int: ...

    @property
    def available_bytes(self) -> int: ...

    @property
    def seconds(self) -> float: ...

    @property
    def light(self) -> str:
        """``fits``, ``will be tiled`` or ``does not fit``."""
        ...


class Engine(Protocol):
    """What the render worker needs of the painter; tests put a stepped one in its place."""

    def prepare(self) -> None: ...

    def make_plan(self, recipe: Recipe, limits: Limits) -> Plan: ...

    def forecast(self, recipe: Recipe, limits: Limits) -> Forecast: ...

    def render(
        self,
        recipe: Recipe,
        plan: Plan,
        on_event: OnEvent,
        token: Token,
        run_id: str | None = None,
        changes: Changes | None = None,
    ) -> Result: ...


class Painter:
    """The real engine. Its modules load torch, so they are imported when needed, in the painting thread."""

    def prepare(self) -> None:
        """Load torch and the engine; takes seconds, once."""
        process.prepare()
        importlib.import_module("nst_engine.forecast")
        importlib.import_module("nst_engine.renderer")

    def make_plan(self, recipe: Recipe, limits: Limits) -> Plan:
        """See :func:`nst_engine.forecast.make_plan`."""
        self.prepare()
        from nst_engine.forecast import make_plan

        return make_plan(recipe, limits)

    def forecast(self, recipe: Recipe, limits: Limits) -> Forecast:
        """See :func:`nst_engine.forecast.forecast`; the first one on a computer measures it, for seconds."""
        self.prepare()
        from nst_engine.forecast import forecast

        return forecast(recipe, limits)

    def render(
        self,
        recipe: Recipe,
        plan: Plan,
        on_event: OnEvent,
        token: Token,
        run_id: str | None = None,
        changes: Changes | None = None,
    ) -> Result:
        """See :func:`nst_engine.renderer.render`."""
        from nst_engine.renderer import render

        return render(recipe, plan, on_event, token, run_id, changes)
