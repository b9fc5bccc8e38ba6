"""What VGG-19's convolution layers are, and the two forms their weights have in memory."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

Family = Literal["oxford", "torchvision"]
FAMILIES: Final[tuple[Family, ...]] = ("oxford", "torchvision")

#: Output channels and number of convolutions of each block: Simonyan & Zisserman, "Very Deep Convolutional
#: Networks for Large-Scale Image Recognition", ICLR 2015, table 1, column E.
_BLOCKS: Final = ((64, 2), (128, 2), (256, 4), (512, 4), (512, 4))


def _shapes() -> dict[str, tuple[int, int, int, int]]:
    shapes: dict[str, tuple[int, int, int, int]] = {}
    channels = 3
    for block, (width, count) in enumerate(_BLOCKS, start=1):
        for conv in range(1, count + 1):
            shapes[f"conv{block}_{conv}"] = (width, channels, 3, 3)
            channels = width
    return shapes


#: Weight shape (out, in, rows, columns) of each of the sixteen convolutions, first to last.
SHAPES: Final = _shapes()


@dataclass(frozen=True, slots=True, eq=False)
class Convolution:
    """One layer: ``weight`` float32 (out, in, 3, 3), ``bias`` float32 (out,)."""

    weight: NDArray[np.float32]
    bias: NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class VggWeights:
    """Weights in their family's own input convention; the network takes them only after ``fold``.

    ``convolutions`` is keyed ``conv1_1`` … ``conv5_4`` (fewer when only the first were asked for);
    ``sha256`` is that of the file they first came from, also after an import.
    """

    family: Family
    sha256: str
    convolutions: Mapping[str, Convolution]


@dataclass(frozen=True, slots=True, eq=False)
class FoldedWeights:
    """Weights of a network whose input is RGB, 0-1, whatever the family. Made by ``fold`` alone."""

    family: Family
    sha256: str
    convolutions: Mapping[str, Convolution]


def names_upto(last: str | None) -> tuple[str, ...]:
    """The convolutions from the first to ``last`` (all sixteen for ``None``), in order.

    Raises ``KeyError`` when there is no convolution of that name.
    """
    names = tuple(SHAPES)
    if last is None:
        return names
    if last not in SHAPES:
        raise KeyError(last)
    return names[: names.index(last) + 1]
