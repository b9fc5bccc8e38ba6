"""Which scales a run goes through, and how many iterations it spends on each."""

from __future__ import annotations

from typing import Final

from nst_engine.plan import ScalePlan

#: A coarser scale is added while the short edge stays at least this long, in pixels.
MIN_SHORT_EDGE: Final = 96
#: Each coarser scale gets this many times the iterations of the next finer one: they are cheap, and the
#: large shapes are settled there.
COARSER_ITERATIONS: Final = 1.3


def make_schedule(width: int, height: int, iterations: int) -> tuple[ScalePlan, ...]:
    """Scales from coarse to fine for an output of ``width`` × ``height`` pixels.

    Each scale is half the next one (rounded); the last has ``iterations`` iterations.
    """
    scales = [ScalePlan(width=width, height=height, iterations=iterations)]
    share = 1.0
    for halvings in range(1, 16):
        part = 2**halvings
        if min(width, height) / part < MIN_SHORT_EDGE:
            break
        share *= COARSER_ITERATIONS
        scales.append(
            ScalePlan(
                width=max(1, round(width / part)),
                height=max(1, round(height / part)),
                iterations=max(1, round(iterations * share)),
            )
        )
    return tuple(reversed(scales))
