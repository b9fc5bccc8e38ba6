"""From a recipe and the user's limits to the plan: what this machine will do, and what it will hold."""

from __future__ import annotations

import math

import psutil

from nst_engine import devices
from nst_engine.errors import InputError
from nst_engine.memory import memory_bytes
from nst_engine.plan import Limits, Plan
from nst_engine.recipe import MAX_SIZE, Recipe
from nst_engine.schedule import make_schedule
from nst_engine.vgg import MIN_EDGE


def make_plan(recipe: Recipe, limits: Limits = Limits()) -> Plan:  # noqa: B008 - frozen
    """Resolve what this machine will do for ``recipe``; quick, nothing is timed.

    Raises :class:`InputError` when the output would be too narrow for the network.
    """
    choice = devices.choose(limits)
    width, height = recipe.output_size
    if min(width, height) < MIN_EDGE:
        raise InputError(_too_narrow(recipe))
    plan = Plan(
        scales=tuple(
            scale.model_copy(update={"optimiser": recipe.optimiser})
            for scale in make_schedule(width, height, recipe.quality, recipe.iterations)
        ),
        device=choice.device,
        precision=choice.precision,
        threads=limits.threads or devices.default_threads(),
        memory_bytes=0,
        notices=choice.notices,
    )
    needed = memory_bytes(recipe, plan)
    notices = (*plan.notices, *_memory_notices(needed)) if plan.device == "cpu" else plan.notices
    return plan.model_copy(update={"memory_bytes": needed, "notices": notices})


def available_bytes() -> int:
    """Memory this process may still take or holds already."""
    return int(psutil.virtual_memory().available + psutil.Process().memory_info().rss)


def _memory_notices(needed: int) -> tuple[str, ...]:
    available = available_bytes()
    if needed <= available:
        return ()
    return (
        f"This picture needs about {needed / 1e9:.1f} GB of memory and {available / 1e9:.1f} GB are free; "
        "choose a smaller size or close other programs if the computer becomes slow.",
    )


def _too_narrow(recipe: Recipe) -> str:
    """Why the output would be too narrow for the network, and what helps."""
    edges = recipe.content.width, recipe.content.height
    problem = f"At this size the output would be only {min(recipe.output_size)} pixels on its short edge"
    needed = math.ceil(MIN_EDGE * max(edges) / min(edges))
    if needed > MAX_SIZE:
        return f"{problem}, and {recipe.content.name} is too long and narrow for any other; crop it first."
    return f"{problem}; choose a size of at least {needed}."
