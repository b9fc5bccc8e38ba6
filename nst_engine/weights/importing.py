"""Take an official file into the data folder, as safetensors in its family's own convention."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from safetensors.numpy import save

from nst_engine.errors import ResourceError, WeightsError
from nst_engine.paths import models_dir
from nst_engine.pictures.files import shown, write_atomically
from nst_engine.weights.families import Identity, canonical, identify, own_order
from nst_engine.weights.network import FAMILIES, SHAPES, Convolution, Family, VggWeights
from nst_engine.weights.network_file import FORMAT, NetworkFile, read_network


@dataclass(frozen=True, slots=True)
class ImportedWeights:
    """Imported weights: where they are stored, their family, and name and SHA-256 of the file imported."""

    path: Path
    family: Family
    source_name: str
    sha256: str


def imported_path(family: Family) -> Path:
    """Where imported weights of ``family`` are stored; nothing is read."""
    return models_dir() / f"vgg19-{family}.safetensors"


def import_file(path: Path, family: str | None = None) -> ImportedWeights:
    """Check a file of VGG-19 weights, decide its family, and store it as safetensors in the data folder.

    The family is decided by SHA-256 or by the first layer's filters; ``family`` ("oxford" or "torchvision")
    is needed only for a network that neither recognises, and refused where it contradicts them. Weights of
    the same family imported before are replaced. Equal sources give equal files.

    Raises :class:`WeightsError` for a file that cannot be used, :class:`ResourceError` for a data folder that
    cannot be written.
    """
    if family is not None and family not in FAMILIES:
        raise WeightsError(
            "There is no weights family {family!r}; choose {families}.",
            family=family,
            families=" or ".join(FAMILIES),
        )
    source = read_network(path)
    identity = _decide(source, family)
    convolutions = _in_own_order(source, identity)
    about = {
        "format": FORMAT,
        "family": identity.family,
        "source_name": source.about.get("source_name", path.name),
        "source_sha256": _origin(source),
        "numbers_sha256": _digest(convolutions),
    }
    data = _pack(convolutions, about)
    target = imported_path(identity.family)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ResourceError(
            "The folder {folder} cannot be made ({reason}); check its permissions.",
            folder=target.parent,
            reason=error.strerror or error,
        ) from error

    def write(file: BinaryIO) -> None:
        file.write(data)

    write_atomically(target, write)
    return ImportedWeights(target, identity.family, about["source_name"], about["source_sha256"])


def weights_from(source: NetworkFile) -> VggWeights:
    """The weights in a file, in their family's own order: as noted by an import, else as recognised.

    Raises :class:`WeightsError` when neither tells the family, or when an imported file's numbers are not the
    ones that were imported.
    """
    identity = _decide(source, None)
    return VggWeights(identity.family, _origin(source), _in_own_order(source, identity))


def _origin(source: NetworkFile) -> str:
    """SHA-256 of the file the weights first came from, so that an import does not change their identity."""
    return source.about.get("source_sha256", source.sha256)


def _decide(source: NetworkFile, family: str | None) -> Identity:
    found = _noted(source) or identify(source.sha256, source.convolutions["conv1_1"])
    given = _as_family(family)
    if found is None:
        if given is None:
            raise WeightsError(
                "{name} is a VGG-19 of an unknown family; import it with the family it was made for, "
                "oxford (BGR, 0-255) or torchvision (RGB, 0-1).",
                name=shown(source.path),
            )
        return Identity(given, own_order(given))
    if given is not None and given != found.family:
        raise WeightsError(
            "{name} holds {found} weights, not {given} ones; leave the family out.",
            name=shown(source.path),
            found=found.family,
            given=given,
        )
    return found


def _noted(source: NetworkFile) -> Identity | None:
    """The family an earlier import noted in the file, once its numbers are proved unchanged."""
    if not source.about:
        return None
    if source.about.get("numbers_sha256") != _digest(source.convolutions):
        raise WeightsError(
            "The weights in {name} are damaged; import the official file again.", name=shown(source.path)
        )
    family = _as_family(source.about.get("family"))
    return None if family is None else Identity(family, own_order(family))


def _as_family(name: str | None) -> Family | None:
    return next((family for family in FAMILIES if family == name), None)


def _in_own_order(source: NetworkFile, identity: Identity) -> dict[str, Convolution]:
    convolutions = dict(source.convolutions)
    convolutions["conv1_1"] = canonical(convolutions["conv1_1"], identity)
    return convolutions


def _digest(convolutions: Mapping[str, Convolution]) -> str:
    """SHA-256 over all numbers, layer by layer, weight before bias: it shows a flipped bit that parses."""
    digest = hashlib.sha256()
    for name in SHAPES:
        digest.update(convolutions[name].weight.data)
        digest.update(convolutions[name].bias.data)
    return digest.hexdigest()


def _pack(convolutions: Mapping[str, Convolution], about: Mapping[str, str]) -> bytes:
    tensors = {}
    for name in SHAPES:
        tensors[f"{name}.weight"] = convolutions[name].weight
        tensors[f"{name}.bias"] = convolutions[name].bias
    # One metadata entry: safetensors promises no order among several, and the bytes must not vary.
    return save(tensors, metadata={"about": json.dumps(about, sort_keys=True)})
