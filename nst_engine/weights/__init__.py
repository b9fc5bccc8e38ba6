"""Find, verify and import the network's weights. Torch is imported only to read a ``.pth`` file."""

from __future__ import annotations

from nst_engine.weights.bundled import BUNDLED_SHA256, bundled_path, verified_bytes
from nst_engine.weights.convention import fold
from nst_engine.weights.loading import load
from nst_engine.weights.network import FAMILIES, SHAPES, Convolution, Family, FoldedWeights, VggWeights

__all__ = [
    "BUNDLED_SHA256",
    "FAMILIES",
    "SHAPES",
    "Convolution",
    "Family",
    "FoldedWeights",
    "VggWeights",
    "bundled_path",
    "fold",
    "load",
    "verified_bytes",
]
