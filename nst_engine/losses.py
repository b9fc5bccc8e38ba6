"""The pieces of the objective: content, style and total variation; each small and pure.

The content and style losses work in three moves, so that the same code serves a whole picture and a picture
cut into tiles: ``sums`` (additive over pixels) → ``combine`` (value and coefficients, from the sums of all
tiles) → ``gradient`` (of one tile's features, given the coefficients).

Features are 1×C×H×W in any floating type; sums and values are at least float32.

Sources: L. Gatys, A. Ecker, M. Bethge, "Image Style Transfer Using Convolutional Neural Networks", CVPR 2016
(content and Gram losses); the normalised form is described in docs/decisions/0003.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import torch
from torch import Tensor

#: Positions summed at once: small enough to stay in a core's cache, large enough for a fast product.
_CHUNK: Final = 4096
#: Positions in a chunk whose product is made in bfloat16, and from how many chunks on. Within one, sums are
#: float32; each chunk's result is rounded to bfloat16 once, and over eight chunks what is left of that is
#: below 0.1 % of the matrix, less than the rounding of the features themselves.
_HALF_CHUNK: Final = 1024
_HALF_CHUNKS: Final = 8
#: Numbers of such results that are made at once, in bfloat16: one product after the other would wait for its
#: threads more often than it works.
_HALF_RESULTS: Final = 2**20
#: On some of Apple's GPUs this torch gets products over 32,767 positions and more wrong (its issues 193487
#: and 195163).
_IN_CHUNKS_ONLY: Final = frozenset({"mps"})
#: Processors widen all that a sum over chunks adds up, at the very peak of an evaluation's memory.
_ONE_BY_ONE: Final = frozenset({"cpu"})
#: Rows of features whose differences are squared at once.
_CONTENT_ROWS: Final = 16
#: Rows of pixels whose differences are held at once.
BAND: Final = 128


def accumulation_type(dtype: torch.dtype) -> torch.dtype:
    """float64 for float64, float32 for all smaller types: half-precision sums would drown in rounding."""
    return torch.float64 if dtype == torch.float64 else torch.float32


def _positions(features: Tensor) -> Tensor:
    """The (H·W)×C matrix of the features; a view when they lie channels last."""
    return features.permute(0, 2, 3, 1).reshape(-1, features.shape[1])


def gram_sums(features: Tensor) -> Tensor:
    """Σ over positions of f·fᵀ, C×C, not divided by anything."""
    matrix = _positions(features)
    wide = accumulation_type(features.dtype)
    if matrix.dtype == wide and matrix.device.type not in _IN_CHUNKS_ONLY:
        return matrix.T @ matrix
    if matrix.dtype == torch.bfloat16 and matrix.shape[0] >= _HALF_CHUNK * _HALF_CHUNKS:
        return _half_gram_sums(matrix)
    total = torch.zeros(matrix.shape[1], matrix.shape[1], dtype=wide, device=matrix.device)
    for chunk in matrix.split(_CHUNK):
        rows = chunk.to(wide)
        total.addmm_(rows.T, rows)
    return total


def _half_gram_sums(matrix: Tensor) -> Tensor:
    """As :func:`gram_sums` of (H·W)×C in bfloat16: products of chunks, added up in float32."""
    positions, channels = matrix.shape
    whole = positions // _HALF_CHUNK
    chunks = matrix[: whole * _HALF_CHUNK].view(whole, _HALF_CHUNK, channels)
    rest = matrix[whole * _HALF_CHUNK :]
    total = (rest.T @ rest).float()
    for some in chunks.split(max(1, _HALF_RESULTS // channels**2)):
        products = torch.bmm(some.transpose(1, 2), some)
        if products.device.type in _ONE_BY_ONE:
            for product in products:
                total.add_(product)
        else:
            total.add_(products.sum(0, dtype=torch.float32))
    return total


@dataclass(frozen=True, slots=True)
class StyleLoss:
    """``factor`` · ‖G − Ĝ‖², summed over the C×C entries of the Gram matrices G = Σ f·fᵀ / (H·W)."""

    target: Tensor
    factor: float

    def combine(self, sums: Tensor, positions: int) -> tuple[Tensor, Tensor]:
        """Value, and the C×C matrix that maps features to their gradient."""
        difference = sums / positions - self.target
        value = self.factor * difference.square().sum()
        # G is symmetric in f, hence the 4: two factors f, two from the square.
        return value, difference.mul_(4.0 * self.factor / positions)

    @staticmethod
    def gradient(features: Tensor, coefficients: Tensor, above: Tensor | None = None) -> Tensor:
        """d value / d features, added in place to ``above`` (same shape and dtype) if that is given.

        Where that lies channels last, the product adds up as it goes: no second block of memory as large.
        """
        matrix, factors = _positions(features), coefficients.to(features.dtype)
        if above is not None and above.is_contiguous(memory_format=torch.channels_last):
            above.permute(0, 2, 3, 1).view(matrix.shape).addmm_(matrix, factors)
            return above
        count, channels, height, width = features.shape
        product = (matrix @ factors).view(count, height, width, channels).permute(0, 3, 1, 2)
        return product if above is None else above.add_(product)


@dataclass(frozen=True, slots=True)
class ContentLoss:
    """``factor`` · ‖F − F̂‖², summed over all features."""

    factor: float

    @staticmethod
    def sums(features: Tensor, target: Tensor) -> Tensor:
        """Σ (F − F̂)² of these features."""
        wide = accumulation_type(features.dtype)
        total = torch.zeros((), dtype=wide, device=features.device)
        # Piece by piece: whole wide copies would come on top of an evaluation's peak.
        for own, wanted in zip(features.split(_CONTENT_ROWS, 2), target.split(_CONTENT_ROWS, 2), strict=True):
            total += (own.to(wide) - wanted.to(wide)).square_().sum()
        return total

    def combine(self, sums: Tensor) -> Tensor:
        """The value."""
        return self.factor * sums

    def gradient(self, features: Tensor, target: Tensor) -> Tensor:
        """d value / d features."""
        return (features - target).mul_(2.0 * self.factor)


def total_variation(pixels: Tensor, gradient: Tensor | None = None, weight: float = 1.0) -> Tensor:
    """Mean of squared differences between neighbouring pixels; ``weight`` × its gradient is added in place.

    ``pixels`` and ``gradient`` are 1×3×H×W. The mean runs over all pairs of neighbours across and down and
    the channels, so the value means the same at any size. A picture one pixel wide has no pairs across. Band
    by band: beside a picture that hardly fits there is no room for copies of it.
    """
    height, width = pixels.shape[-2:]
    pairs = pixels[..., 0, 0].numel() * (height * (width - 1) + (height - 1) * width)
    value = pixels.new_zeros(())
    if pairs == 0:
        return value
    for top in range(0, height, BAND):
        # One row more than its own: the pairs down from the last of them.
        band = pixels[..., top : top + BAND + 1, :]
        own = band[..., :BAND, :]
        across, down = own[..., 1:] - own[..., :-1], band[..., 1:, :] - band[..., :-1, :]
        value += across.square().sum() + down.square().sum()
        if gradient is not None:
            part, slope = gradient[..., top : top + BAND + 1, :], 2.0 * weight / pairs
            part[..., :BAND, 1:].add_(across, alpha=slope)
            part[..., :BAND, :-1].sub_(across, alpha=slope)
            part[..., 1:, :].add_(down, alpha=slope)
            part[..., :-1, :].sub_(down, alpha=slope)
    return value / pairs
