"""What a run gives back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from nst_engine.pictures.picture import Picture
from nst_engine.plan import Plan
from nst_engine.recipe import Recipe

EndState = Literal["finished", "stopped", "diverged"]


@dataclass(frozen=True, slots=True, eq=False)
class Result:
    """The last good picture (at the output's size) and how it came about.

    ``painted`` is the picture before its finish (see ``finish``): the same one where none is asked for.
    ``objective`` is the last good value, ``None`` when not one evaluation was made; ``elapsed_s`` excludes
    pauses; ``peak_memory_bytes`` is the process's peak resident memory so far.
    """

    picture: Picture
    painted: Picture
    recipe: Recipe
    plan: Plan
    state: EndState
    evaluations: int
    objective: float | None
    elapsed_s: float
    peak_memory_bytes: int
