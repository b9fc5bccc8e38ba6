"""Which scales a run goes through, and how many iterations it spends on each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from nst_engine.plan import ScalePlan

#: A coarser scale is added while the short edge stays at least this long, in pixels.
MIN_SHORT_EDGE: Final = 96


@dataclass(frozen=True, slots=True)
class Quality:
    """How much work a quality level spends.

    ``iterations`` at the last scale; each coarser scale gets ``coarser`` times the iterations of the next
    finer one: they are cheap, and the large shapes are settled there.
    """

    iterations: int
    coarser: float


QUALITIES: Final = {
    "draft": Quality(iterations=15, coarser=1.3),
    "standard": Quality(iterations=50, coarser=1.3),
    "fine": Quality(iterations=120, coarser=1.3),
}


def make_schedule(
    width: int, height: int, quality: str = "standard", iterations: int | None = None
) -> tuple[ScalePlan, ...]:
    """Scales from coarse to fine for an output of ``width`` × ``height`` pixels.

    Each scale is half the next one (rounded). ``iterations`` at the last scale replace the quality's own
    number; the coarser scales follow in the quality's proportion.
    """
    level = QUALITIES[quality]
    last = iterations if iterations is not None else level.iterations
    scales = [ScalePlan(width=width, height=height, iterations=last)]
    share = 1.0
    for halvings in range(1, 16):
        part = 2**halvings
        if min(width, height) / part < MIN_SHORT_EDGE:
            break
        share *= level.coarser
        scales.append(
            ScalePlan(
                width=max(1, round(width / part)),
                height=max(1, round(height / part)),
                iterations=max(1, round(last * share)),
            )
        )
    return tuple(reversed(scales))
