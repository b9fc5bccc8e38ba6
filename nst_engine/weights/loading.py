"""From a recipe's reference to weights in memory."""

from __future__ import annotations

from nst_engine.errors import WeightsError
from nst_engine.recipe import WeightsRef
from nst_engine.weights.bundled import BUNDLED_SHA256, load_bundled
from nst_engine.weights.network import VggWeights


def load(ref: WeightsRef, upto: str | None = None) -> VggWeights:
    """The weights ``ref`` names, verified; only conv1_1 … ``upto`` (``"conv5_1"``, say) when it is given.

    Raises :class:`WeightsError` when they are missing, damaged, of an unknown family, or not the ones whose
    SHA-256 the recipe noted.
    """
    if ref.name != "bundled":
        raise WeightsError("Only the bundled weights can be loaded; leave out --weights.")
    weights = load_bundled(upto)
    if ref.sha256 not in (None, BUNDLED_SHA256):
        raise WeightsError(
            "The recipe was painted with another version of the bundled weights; "
            "set its weights to bundled without a hash to paint it with these."
        )
    return weights
