"""Which blocks of memory the network holds at each moment of a pass, counted from its architecture."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import lru_cache

from nst_engine.recipe import LAYERS
from nst_engine.tiles import stride
from nst_engine.vgg import deepest_layer
from nst_engine.weights import SHAPES
from nst_engine.winograd import MIN_CHANNELS, STRIP

#: Sizes in bytes.
Blocks = list[float]


@dataclass(frozen=True, slots=True)
class _Layer:
    """One rectified convolution over a picture: bytes of its output and of its input."""

    name: str
    output: float
    input: float
    #: Whether there is a pooling above it.
    pooled: bool


@lru_cache(maxsize=1024)  # the same pieces come up in many of the ways a scale may be painted
def _layers(deepest: str, pixels: float, size: int) -> tuple[_Layer, ...]:
    found: list[_Layer] = []
    for name in LAYERS[: LAYERS.index(deepest) + 1]:
        outputs, inputs = SHAPES[name.replace("relu", "conv")][:2]
        positions = pixels / stride(name) ** 2
        pooled = bool(found) and stride(found[-1].name) < stride(name)
        found.append(_Layer(name, outputs * positions * size, inputs * positions * size, pooled))
    return tuple(found)


def evaluation(deepest: str, content: Collection[str], pixels: float, size: int) -> Iterator[Blocks]:
    """Moments of one forward and backward pass over ``pixels`` pixels, values of ``size`` bytes.

    ``content`` are the layers with a content loss, whose own gradients come beside the one from above; those
    of style losses are added to it as they are made.
    """
    layers = _layers(deepest, pixels, size)
    # In half precision the pixels enter twice (see ``vgg``); conv1_1's output is made again from them.
    entered = 3 * pixels * size * (2 if size == 2 else 1)
    yield [entered, layers[-1].input, *(layer.output for layer in layers)]
    kept = [0.0, *(layer.output for layer in layers[1:])]
    for index, layer in reversed(list(enumerate(layers))):
        below = [entered, *kept[:index]]
        own = [layer.output] if layer.name in content else []
        yield [*below, layer.output, layer.output, *own]
        yield [*below, layer.output, layer.input]
        if layer.pooled:  # the pooled gradient goes to where the maxima were
            yield [*below, layer.input, layers[index - 1].output]


def filters(deepest: str, size: int) -> Blocks:
    """Bytes of the network's filters, values of ``size`` bytes, for both ways through it."""
    names = (name.replace("relu", "conv") for name in LAYERS[: LAYERS.index(deepest) + 1])
    return [2.0 * size * math.prod(SHAPES[name]) for name in names]


def winograd(deepest: str, size: int) -> float:
    """Bytes that Winograd's method keeps all the time: filters tap by tap, and its workspace."""
    products = [
        outputs * inputs
        for outputs, inputs, *_ in (
            SHAPES[name.replace("relu", "conv")] for name in LAYERS[: LAYERS.index(deepest) + 1]
        )
        if min(outputs, inputs) >= MIN_CHANNELS
    ]
    if not products:
        return 0.0
    # At 36 positions: the largest layer's filters, and three strips; 16 outputs, and the padded strip itself.
    return size * (9.0 * sum(products) + 36 * max(products) + (3 * 36 + 2 * 16) * STRIP)


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
