"""Which kind of work each of torch's operators is, and how long each kind took in a profile."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

CONVOLUTION = "convolutions"
POOLING = "pooling"
OPTIMISER = "the optimiser's vectors"
PYTHON = "Python, and waiting"
OTHER = "other arithmetic (losses, sums)"
#: The first kind whose words are in an operator's name is the operator's own.
_WORDS = (
    (CONVOLUTION, ("conv",)),
    ("Gram products", ("::mm", "addmm", "bmm", "matmul", "linear", "::mv", "addmv", "::dot")),
    (POOLING, ("pool",)),
    ("rectifier's gradient", ("threshold", "relu")),
    (
        "copies and casts",
        ("copy", "::to", "clone", "contiguous", "::cat", "pad", "empty", "resize_", "fill_", "zero"),
    ),
)
KINDS = (CONVOLUTION, *(kind for kind, _ in _WORDS[1:]), OTHER, OPTIMISER, PYTHON)


@dataclass(frozen=True, slots=True)
class Operator:
    """One call: seconds without those of the operators it called itself."""

    name: str
    self_s: float
    #: The kind of work it was called for, where that is marked: its own words say less.
    within: str | None = None


def kind_of(operator: Operator) -> str:
    """What the operator is for: in the optimiser's step, say, everything is the optimiser's."""
    if operator.within is not None:
        return operator.within
    return next((kind for kind, words in _WORDS if any(word in operator.name for word in words)), OTHER)


def seconds_by_kind(operators: Iterable[Operator], whole_s: float) -> dict[str, float]:
    """Seconds of each of ``KINDS``; what of ``whole_s`` no operator accounts for is Python's."""
    seconds: dict[str, float] = defaultdict(float)
    for operator in operators:
        seconds[kind_of(operator)] += operator.self_s
    seconds[PYTHON] += whole_s - sum(seconds.values())
    return {kind: seconds[kind] for kind in KINDS}
