"""3×3 convolutions with a quarter of the multiplications: Winograd's minimal filtering F(4×4, 3×3).

Each 4×4 tile of the output comes from a 6×6 patch of the input: both the patch and the filter are
transformed, multiplied position by position, and the product transformed back. Over all channels that is 36
matrix products in the place of 144. Method: A. Lavin & S. Gray, "Fast Algorithms for Convolutional Neural
Networks", CVPR 2016. The transforms are matrix products themselves, and strips of tiles go through all
steps while they lie in the processor's caches.

The interpolation points 0, 1, −1, ½, −2, ∞ were the most precise of those tried (docs/decisions/0011). The
transforms are scaled so that those of patches and products hold only small whole numbers and powers of two,
which bfloat16 holds exactly; what is rounded is the filters, the same way in every evaluation.
"""

from __future__ import annotations

import copy
import math
import time
from collections.abc import Callable
from fractions import Fraction
from typing import Final

import numpy as np
import torch
import torch.nn.functional as F
from numpy.typing import NDArray
from torch import Tensor

_Matrix = NDArray[np.float64]

_POINTS: Final = (Fraction(0), Fraction(1), Fraction(-1), Fraction(1, 2), Fraction(-2))
#: Outputs of a tile and inputs of a patch, along each edge.
_TILE: Final = 4
_PATCH: Final = 6
#: Where the product of the point (1, 1) lies: it goes into every output of a tile with factor 1.
_ONES: Final = 1 * _PATCH + 1
#: Features of a strip of tiles are chosen to come to about so many numbers at each of the 36 positions.
STRIP: Final = 98_304
#: With fewer channels or positions the transforms cost more than they spare.
MIN_CHANNELS: Final = 256
MIN_POSITIONS: Final = 700
#: It must be this many times as fast as direct convolution to be worth its rounding.
WORTH_IT: Final = 1.15
#: Channels, height and width of what is timed, and how often; the first round also sets the kernels up.
_TIMED: Final = (256, 48, 64)
_ROUNDS: Final = 4


def _polynomial(roots: tuple[Fraction, ...]) -> list[Fraction]:
    """Coefficients of Π (x − root), from the constant on."""
    coefficients = [Fraction(1)]
    for root in roots:
        raised = [Fraction(0), *coefficients]
        lowered = [*(root * c for c in coefficients), Fraction(0)]
        coefficients = [a - b for a, b in zip(raised, lowered, strict=True)]
    return coefficients


def transforms() -> tuple[_Matrix, _Matrix, _Matrix]:
    """The matrices of one dimension: of products (4×6), filters (6×3) and patches (6×6).

    ``products @ ((filters @ g) * (patches @ d))`` are the four correlations of g (3) with d (6).
    """
    products = np.zeros((_TILE, _PATCH))
    filters = np.zeros((_PATCH, 3))
    patches = np.zeros((_PATCH, _PATCH))
    for row, point in enumerate(_POINTS):
        others = tuple(other for other in _POINTS if other != point)
        coefficients = _polynomial(others)
        whole = math.lcm(*(c.denominator for c in coefficients))
        patches[row, :5] = [float(c * whole) for c in coefficients]
        norm = math.prod((point - other for other in others), start=Fraction(whole))
        filters[row] = [float(point**power / norm) for power in range(3)]
        products[:, row] = [float(point**power) for power in range(_TILE)]
    coefficients = _polynomial(_POINTS)
    whole = math.lcm(*(c.denominator for c in coefficients))
    patches[5] = [float(c * whole) for c in coefficients]
    filters[5, 2] = 1 / whole
    products[3, 5] = 1.0
    return products, filters, patches


class Workspace:
    """Buffers that the convolutions of a network use in turn, kept from one evaluation to the next."""

    def __init__(self) -> None:
        self._buffers: dict[tuple[str, torch.dtype], Tensor] = {}

    def take(self, name: str, dtype: torch.dtype, *shape: int) -> Tensor:
        """A buffer of this shape; its values are whatever the last user left."""
        count = math.prod(shape)
        buffer = self._buffers.get((name, dtype))
        if buffer is None or buffer.numel() < count:
            buffer = self._buffers[name, dtype] = torch.empty(count, dtype=dtype)
        return buffer[:count].view(shape)


class WinogradConvolution:
    """One convolution of a 1×C×H×W picture of features, padded with zeros by one, on the CPU.

    ``weight`` is O×C×3×3, ``bias`` has O numbers or is left out; both are of the dtype of the features.
    """

    def __init__(self, weight: Tensor, bias: Tensor | None, workspace: Workspace) -> None:
        self._outputs, self._inputs = weight.shape[:2]
        #: 9 × (C·O): the filters, tap by tap. Transformed they would take four times the memory.
        self._taps = weight.permute(2, 3, 1, 0).reshape(9, -1).contiguous()
        self._bias = bias
        self._workspace = workspace
        dtype = weight.dtype
        self._of_products, self._of_filters, self._of_patches = (
            torch.from_numpy(np.kron(matrix, matrix)).to(dtype) for matrix in transforms()
        )
        self._is_adjoint = False

    def adjoint(self) -> WinogradConvolution:
        """The convolution from gradients of the outputs to gradients of the inputs; shares the filters.

        Its filters are the same ones turned by 180°, with the parts of C and O exchanged.
        """
        other = copy.copy(self)
        other._outputs, other._inputs = self._inputs, self._outputs
        other._of_filters = self._of_filters.flip(1).contiguous()
        other._bias = None
        other._is_adjoint = not self._is_adjoint
        return other

    def __call__(self, features: Tensor, *, rectify: bool) -> Tensor:
        """1×O×H×W, channels last; with ``rectify`` negative values are 0."""
        height, width = features.shape[2:]
        across = -(-width // _TILE)
        down = -(-height // _TILE)
        rows = max(1, min(down, STRIP // (max(self._inputs, self._outputs) * across)))
        inside = features[0].permute(1, 2, 0)
        result = torch.empty(height, width, self._outputs, dtype=features.dtype)
        filters = self._filters()
        for first in range(0, down, rows):
            count = min(rows, down - first)
            tiles = self._strip(inside, first, count, across, filters)
            if rectify:
                tiles.relu_()
            top = first * _TILE
            self._place(tiles, result[top : top + count * _TILE])
        return result.permute(2, 0, 1)[None]

    def _filters(self) -> Tensor:
        """36×C×O, transformed anew for each use: that takes little time, and keeping them much memory."""
        transformed = self._take("filters", 36, self._inputs * self._outputs)
        torch.mm(self._of_filters, self._taps, out=transformed)
        if self._is_adjoint:
            return transformed.view(36, self._outputs, self._inputs).transpose(1, 2)
        return transformed.view(36, self._inputs, self._outputs)

    def _take(self, name: str, *shape: int) -> Tensor:
        return self._workspace.take(name, self._taps.dtype, *shape)

    def _strip(self, inside: Tensor, first: int, count: int, across: int, filters: Tensor) -> Tensor:
        """``count`` rows of tiles from row ``first`` on, as 4×4×count×across×O."""
        tiles = count * across
        patches = self._patches(inside, first, count, across)
        transformed = self._take("transformed", 36, tiles * self._inputs)
        torch.mm(self._of_patches, patches, out=transformed)
        products = self._take("products", 36, tiles, self._outputs)
        torch.bmm(transformed.view(36, tiles, self._inputs), filters, out=products)
        if self._bias is not None:
            products[_ONES].add_(self._bias)
        outputs = self._take("outputs", 16, tiles * self._outputs)
        torch.mm(self._of_products, products.view(36, -1), out=outputs)
        return outputs.view(_TILE, _TILE, count, across, self._outputs)

    def _patches(self, inside: Tensor, first: int, count: int, across: int) -> Tensor:
        """36 × (tiles·C): the patches of a strip, position by position."""
        height, width, channels = inside.shape
        padded = self._take("padded", count * _TILE + 2, across * _TILE + 2, channels)
        top = first * _TILE - 1
        begin, end = max(top, 0), min(top + padded.shape[0], height)
        padded[: begin - top] = 0
        padded[end - top :] = 0
        padded[:, 0] = 0
        padded[:, width + 1 :] = 0
        padded[begin - top : end - top, 1 : width + 1] = inside[begin:end]
        row, column, _ = padded.stride()
        overlapping = padded.as_strided(
            (_PATCH, _PATCH, count, across, channels), (row, column, _TILE * row, _TILE * column, 1)
        )
        patches = self._take("patches", 36, count * across * channels)
        patches.view(overlapping.shape).copy_(overlapping)
        return patches

    def _place(self, tiles: Tensor, target: Tensor) -> None:
        """Write tiles where they belong; ``target`` (h×W×O) may be shorter and narrower than they are."""
        _, _, count, across, outputs = tiles.shape
        height, width = count * _TILE, across * _TILE
        fits = tuple(target.shape[:2]) == (height, width)
        whole = target if fits else self._take("padded", height, width, outputs)
        whole.view(count, _TILE, across, _TILE, outputs).copy_(tiles.permute(2, 0, 3, 1, 4))
        if not fits:
            target.copy_(whole[: target.shape[0], : target.shape[1]])


def gain(dtype: torch.dtype) -> float:
    """How many times as fast as direct convolutions these are on this processor, from a short timing.

    Takes a quarter of a second on two cores, with as many threads as torch is set to.
    """
    channels, height, width = _TIMED
    features = torch.full((1, channels, height, width), 0.1, dtype=dtype)
    features = features.contiguous(memory_format=torch.channels_last)
    weight = torch.full((channels, channels, 3, 3), 0.01, dtype=dtype)
    weight = weight.contiguous(memory_format=torch.channels_last)
    quick = WinogradConvolution(weight, None, Workspace())
    # In turns, and the best of each: what other programs do meanwhile should not decide.
    rounds = [
        (
            _seconds(lambda: F.conv2d(features, weight, padding=1)),
            _seconds(lambda: quick(features, rectify=False)),
        )
        for _ in range(_ROUNDS)
    ]
    return min(direct for direct, _ in rounds) / min(winograd for _, winograd in rounds)


def _seconds(convolve: Callable[[], Tensor]) -> float:
    began = time.perf_counter()
    convolve()
    return time.perf_counter() - began
