"""Which blocks of memory the network holds at each moment of a pass, counted from its architecture."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from nst_engine.recipe import LAYERS
from nst_engine.tiles import stride
from nst_engine.vgg import deepest_layer
from nst_engine.weights import SHAPES

#: Sizes in bytes.
Blocks = list[float]

#: Bytes of the index of a maximum.
_INDEX = 8


@dataclass(frozen=True, slots=True)
class _Layer:
    """One rectified convolution over a picture: bytes of its output and of its input."""

    name: str
    output: float
    input: float
    #: Values of its input before the pooling above it, 0 where there is none.
    pooled: float


def _layers(deepest: str, pixels: float, size: int) -> list[_Layer]:
    found: list[_Layer] = []
    for name in LAYERS[: LAYERS.index(deepest) + 1]:
        outputs, inputs = SHAPES[name.replace("relu", "conv")][:2]
        positions = pixels / stride(name) ** 2
        pooled = inputs * positions if found and stride(found[-1].name) < stride(name) else 0.0
        found.append(_Layer(name, outputs * positions * size, inputs * positions * size, pooled))
    return found


def evaluation(
    deepest: str, targets: Collection[str], pooling: str, pixels: float, size: int
) -> Iterator[Blocks]:
    """Moments of one forward and backward pass over ``pixels`` pixels, values of ``size`` bytes.

    ``targets`` are the layers with losses: their own gradients come beside the one from above.
    """
    layers = _layers(deepest, pixels, size)
    kept = [layer.output for layer in layers]
    yield [*kept, layers[-1].input]
    for index, layer in reversed(list(enumerate(layers))):
        below = kept[: index + 1]
        own = [layer.output] if layer.name in targets else []
        yield [*below, layer.output, *own]
        if layer.pooled:
            indices = [layer.pooled * (_INDEX + size)] if pooling == "max" else []
            yield [*below[:-1], layer.output, layer.input]
            yield [*below[:-1], layer.input, *indices, layers[index - 1].output]
        else:
            yield [*below[:-1], layer.output, layer.input]


def analysis(layers: Collection[str], pixels: float, size: int) -> Iterator[Blocks]:
    """Moments of a forward pass that keeps ``layers`` only, and takes sums of each."""
    through = _layers(deepest_layer(layers), pixels, size)
    kept: Blocks = []
    for layer in through:
        yield [*kept, layer.input, layer.output]
        if layer.name in layers:
            kept.append(layer.output)
    for block in kept:
        yield [*kept, block]  # a tile's own part is copied for its sums
