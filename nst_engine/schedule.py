"""Which scales a run goes through, how many iterations it spends on each, and when a scale is done early.

The numbers were found by experiment: docs/decisions/0010 has the figures.
"""

from __future__ import annotations

import math
from collections import deque
from dataclasses import dataclass
from typing import Final, Literal

from nst_engine.plan import HISTORY, ScalePlan
from nst_engine.recipe import Recipe

#: A coarser scale is added while the short edge stays at least this long, in pixels.
MIN_SHORT_EDGE: Final = 48
#: Pixels of the scale whose iterations ``Quality.iterations`` counts: 1024 × 768.
REFERENCE_PIXELS: Final = 1024 * 768
#: No scale gets more iterations than this unless the recipe asks for more at the last one.
MOST_ITERATIONS: Final = 150
#: The coarsest of several scales, which is what is seen first, gets at least so many …
COARSEST_ITERATIONS: Final = 24
#: … where it has no more pixels than this (they take about a second); with more, so many times fewer.
COARSEST_PIXELS: Final = 128 * 128


@dataclass(frozen=True, slots=True)
class Quality:
    """How much work a quality level spends.

    ``iterations`` at a scale of 1024 × 768 pixels. A picture that ends with half the edges gets
    ``last_per_halving`` times as many at its last scale, as they are cheaper there; with twice the edges so
    many times fewer. Scales on the way, which settle the large shapes, get ``before_per_halving`` times as
    many as at 1024 × 768 with each halving of their edges. No scale gets fewer than ``least``.
    """

    iterations: float
    last_per_halving: float
    before_per_halving: float
    least: int

    def last(self, width: int, height: int) -> int:
        """Iterations at the last scale of a picture of ``width`` × ``height`` pixels."""
        return self._count(self.last_per_halving, width, height)

    def before(self, width: int, height: int) -> int:
        """Iterations at a scale of ``width`` × ``height`` pixels on the way to a larger one."""
        return min(self._count(self.before_per_halving, width, height), self.last(width, height))

    def _count(self, factor: float, width: int, height: int) -> int:
        halvings = math.log2(REFERENCE_PIXELS / (width * height)) / 2
        wanted = round(self.iterations * float(factor**halvings))
        return min(max(wanted, self.least), MOST_ITERATIONS)


QUALITIES: Final = {
    "draft": Quality(iterations=2.5, last_per_halving=1.6, before_per_halving=1.6, least=2),
    "standard": Quality(iterations=16, last_per_halving=1.66, before_per_halving=1.25, least=4),
    "fine": Quality(iterations=32, last_per_halving=1.5, before_per_halving=1.5, least=8),
}


def own_iterations(recipe: Recipe) -> int:
    """Iterations the recipe's quality spends on the last scale, whatever the recipe itself says."""
    return QUALITIES[recipe.quality].last(*recipe.output_size)


def make_schedule(
    width: int,
    height: int,
    quality: str = "standard",
    iterations: int | None = None,
    which: Literal["all", "last"] = "all",
) -> tuple[ScalePlan, ...]:
    """Scales from coarse to fine for an output of ``width`` × ``height`` pixels.

    Each scale is half the next one (rounded). ``iterations`` at the last scale replace the quality's own
    number; the coarser scales, the coarsest one's least included, follow in the quality's proportion.
    ``which`` "last" leaves them out.
    """
    level = QUALITIES[quality]
    usual = level.last(width, height)
    last = usual if iterations is None else iterations
    share, most = last / usual, max(MOST_ITERATIONS, last)
    scales = [_scale(width, height, last)]
    for halvings in range(1, 16 if which == "all" else 1):
        part = 2**halvings
        if min(width, height) / part < MIN_SHORT_EDGE:
            break
        coarse = max(1, round(width / part)), max(1, round(height / part))
        is_coarsest = min(width, height) / (2 * part) < MIN_SHORT_EDGE
        wanted = max(level.before(*coarse), _least_seen(*coarse) if is_coarsest else 0)
        wanted = max(min(round(wanted * share), most), scales[-1].iterations)
        scales.append(_scale(*coarse, wanted))
    return tuple(reversed(scales))


def _least_seen(width: int, height: int) -> int:
    # The coarsest scale of a very narrow panorama is no small one: 8192 × 96 pixels of 16384 × 192.
    return round(COARSEST_ITERATIONS * min(1.0, COARSEST_PIXELS / (width * height)))


def _scale(width: int, height: int, iterations: int) -> ScalePlan:
    # More pairs than iterations would be memory for nothing.
    history = min(HISTORY, iterations)
    return ScalePlan(width=width, height=height, iterations=iterations, history=history)


class Plateau:
    """Notices that a scale has stopped getting anywhere.

    That is so when the best objective of the last ``window`` iterations is less than ``least`` (a part of 1)
    below the best before them: nobody sees such a difference in the picture.
    """

    def __init__(self, window: int = 20, least: float = 2e-3) -> None:
        self._least = least
        self._recent: deque[float] = deque(maxlen=window)
        self._before = math.inf

    def reached(self, objective: float) -> bool:
        """Take note of one more iteration's objective (≥ 0); whether a plateau is reached with it."""
        if len(self._recent) == self._recent.maxlen:
            self._before = min(self._before, self._recent[0])
        self._recent.append(objective)
        return math.isfinite(self._before) and min(self._recent) > self._before * (1 - self._least)
