"""The weights that ship with the program: Oxford's, in an 8-bit palette. See resources/models/README.md."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Final

from safetensors.numpy import load as parse

from nst_engine.errors import WeightsError
from nst_engine.paths import resources_dir
from nst_engine.weights.network import Convolution, VggWeights, names_upto

BUNDLED_NAME: Final = "vgg19-oxford-8bit.safetensors"
BUNDLED_BYTES: Final = 20_061_696
BUNDLED_SHA256: Final = "d3ee5c47eb983c3b3486e8ff74db67f893749ad6b66fcd1a2ba6adfd88e1c130"


def bundled_path() -> Path:
    """Where the bundled weights are; nothing is read."""
    return resources_dir() / "models" / BUNDLED_NAME


def verified_bytes() -> bytes:
    """The bundled file's bytes, once their number and SHA-256 are the ones written in this source.

    The bytes that were hashed are the bytes that are parsed. Raises :class:`WeightsError`.
    """
    path = bundled_path()
    try:
        data = path.read_bytes()
    except OSError as error:
        raise WeightsError(
            "The network weights {name} cannot be read ({reason}); install NST Studio again.",
            name=path.name,
            reason=error.strerror or error,
        ) from error
    if len(data) != BUNDLED_BYTES:
        raise WeightsError(
            "The network weights {name} are incomplete ({size:,} of {whole:,} bytes); install NST "
            "Studio again.",
            name=path.name,
            size=len(data),
            whole=BUNDLED_BYTES,
        )
    if hashlib.sha256(data).hexdigest() != BUNDLED_SHA256:
        raise WeightsError(
            "The network weights {name} are damaged (their SHA-256 differs); install NST Studio again.",
            name=path.name,
        )
    return data


def load_bundled(upto: str | None = None) -> VggWeights:
    """Verify the bundled file and unpack the convolutions from conv1_1 to ``upto`` (all for ``None``)."""
    tensors = parse(verified_bytes())
    convolutions = {
        name: Convolution(tensors[f"{name}.palette"].take(tensors[f"{name}.index"]), tensors[f"{name}.bias"])
        for name in names_upto(upto)
    }
    return VggWeights("oxford", BUNDLED_SHA256, convolutions)
