"""From a recipe's reference to weights in memory."""

from __future__ import annotations

from pathlib import Path

from nst_engine.errors import WeightsError
from nst_engine.paths import models_dir
from nst_engine.pictures.files import sha256_of
from nst_engine.recipe import WeightsRef
from nst_engine.weights.bundled import BUNDLED_BYTES, BUNDLED_SHA256, load_bundled
from nst_engine.weights.importing import imported_path, weights_from
from nst_engine.weights.network import VggWeights, names_upto
from nst_engine.weights.network_file import read_network


def load(ref: WeightsRef, upto: str | None = None) -> VggWeights:
    """The weights ``ref`` names, verified; only conv1_1 … ``upto`` (``"conv5_1"``, say) when it is given.

    Raises :class:`WeightsError` when they are missing, damaged, of an unknown family, or not the ones whose
    SHA-256 the recipe noted; ``KeyError`` when there is no convolution ``upto``.
    """
    names = names_upto(upto)
    if ref.name == "bundled" or (ref.name == "file" and ref.sha256 == BUNDLED_SHA256):
        weights = load_bundled(upto)
    else:
        weights = _load_file(ref)
    if ref.sha256 not in (None, weights.sha256):
        raise WeightsError(
            "The {name} weights here are not the ones the recipe was painted with (their SHA-256 "
            "begins {digest}); import those, or choose the weights anew.",
            name=ref.name,
            digest=str(ref.sha256)[:12],
        )
    return VggWeights(weights.family, weights.sha256, {name: weights.convolutions[name] for name in names})


def _load_file(ref: WeightsRef) -> VggWeights:
    if ref.name == "oxford" or ref.name == "torchvision":
        path = imported_path(ref.name)
        if not path.is_file():
            raise WeightsError(
                "No {name} weights have been imported yet; weights info says where to get the official "
                "file, weights import takes it in.",
                name=ref.name,
            )
        return weights_from(read_network(path))
    if ref.path is not None and (Path(ref.path).exists() or ref.sha256 is None):
        path = Path(ref.path)
        if path.is_file() and path.stat().st_size == BUNDLED_BYTES and sha256_of(path) == BUNDLED_SHA256:
            return load_bundled()
        return weights_from(read_network(path))
    for path in sorted(models_dir().glob("*.safetensors")):
        weights = weights_from(read_network(path))
        if weights.sha256 == ref.sha256:
            return weights
    raise WeightsError(
        "The weights file of this recipe (its SHA-256 begins {digest}) is not here; import it, or "
        "choose the weights anew.",
        digest=str(ref.sha256)[:12],
    )
