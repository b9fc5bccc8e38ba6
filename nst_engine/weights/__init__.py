"""Find, verify and import the network's weights. Torch is imported only to read a ``.pth`` file."""

from __future__ import annotations

from nst_engine.weights.bundled import BUNDLED_BYTES, BUNDLED_SHA256, bundled_path, verified_bytes
from nst_engine.weights.convention import fold
from nst_engine.weights.families import Identity, identify
from nst_engine.weights.importing import ImportedWeights, import_file, imported_path
from nst_engine.weights.loading import load
from nst_engine.weights.network import FAMILIES, SHAPES, Convolution, Family, FoldedWeights, VggWeights
from nst_engine.weights.official import OFFICIAL_FILES, OfficialFile
from nst_engine.weights.overview import WeightsRow, describe

__all__ = [
    "BUNDLED_BYTES",
    "BUNDLED_SHA256",
    "FAMILIES",
    "OFFICIAL_FILES",
    "SHAPES",
    "Convolution",
    "Family",
    "FoldedWeights",
    "Identity",
    "ImportedWeights",
    "OfficialFile",
    "VggWeights",
    "WeightsRow",
    "bundled_path",
    "describe",
    "fold",
    "identify",
    "import_file",
    "imported_path",
    "load",
    "verified_bytes",
]
