"""Read VGG-19's convolutions from a file somebody else made, trusting nothing in it."""

from __future__ import annotations

import json
import pickle
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from safetensors import SafetensorError, safe_open

from nst_engine.errors import WeightsError
from nst_engine.pictures.files import hash_file, shown
from nst_engine.sentences import Sentence
from nst_engine.weights.network import SHAPES, Convolution

#: The official files, whose classifier is never used, have 575 MB; in double precision it would be 1.15 GB.
MAX_BYTES: Final = 1_500_000_000

#: How the two forms of ``torch.save`` begin: a zip archive (since torch 1.6), a pickle (before).
_ZIP: Final = b"PK\x03\x04"
_PICKLE: Final = b"\x80"

_Array = NDArray[Any]
#: Noted in every file this program stores; another layout would get another name.
FORMAT: Final = "nst-studio-vgg19-1"
#: Element types that become float32 without a surprise; whole numbers would be a quantised network.
_SAFETENSORS_FLOATS: Final = ("F16", "F32", "F64")


@dataclass(frozen=True, slots=True, eq=False)
class NetworkFile:
    """What a file holds: sixteen convolutions as stored (channels in the file's order), SHA-256, notes."""

    path: Path
    sha256: str
    convolutions: Mapping[str, Convolution]
    #: What this program noted when it wrote the file; empty for files made elsewhere.
    about: Mapping[str, str]


def _features_indices() -> dict[str, int]:
    """Position of each convolution in torchvision's ``features``: a ReLU after each, a pool per block."""
    indices: dict[str, int] = {}
    position, block = 0, "1"
    for name in SHAPES:
        if name[4] != block:
            block, position = name[4], position + 1
        indices[name] = position
        position += 2
    return indices


FEATURES_INDEX: Final = _features_indices()


def read_network(path: Path) -> NetworkFile:
    """Read and check all sixteen convolutions, as float32.

    ``path`` is a safetensors file or a ``.pth``/``.pt`` file with plain tensors, recognised by content; keys
    are ``features.N.weight`` (torchvision, and the files converted from Caffe) or ``convB_I.weight``. No code
    inside the file is ever run. Raises :class:`WeightsError` in one sentence for everything else.
    """
    try:
        size = path.stat().st_size
        if path.is_dir() or size == 0 or size > MAX_BYTES:
            raise WeightsError(
                "{name} is not a file of VGG-19 weights but {kind}; choose another file.",
                name=shown(path),
                kind=Sentence("a folder") if path.is_dir() else Sentence("{size:,} bytes long", size=size),
            )
        with path.open("rb") as file:
            start = file.read(9)
            sha256 = hash_file(file, path)
    except (OSError, ValueError) as error:  # ValueError: a null character in the name
        reason = getattr(error, "strerror", None) or error
        raise WeightsError(
            "{name} cannot be read ({reason}); check the path and permissions.",
            name=shown(path),
            reason=reason,
        ) from error
    about: Mapping[str, str] = {}
    if start[8:9] == b"{":
        # Asked first: the eight bytes before, a length, may begin like a pickle.
        arrays, about = _read_safetensors(path)
    elif start.startswith(_ZIP):
        # Mapped, so that the 500 MB of the unused classifier are not read.
        arrays = _read_torch(path, mapped=True)
    elif start.startswith(_PICKLE):
        arrays = _read_torch(path, mapped=False)
    else:
        raise WeightsError(
            "{name} is neither a safetensors nor a .pth file; choose a file that weights info names.",
            name=shown(path),
        )
    return NetworkFile(path, sha256, _convolutions(arrays, shown(path)), about)


def _layout(keys: set[str], source: str) -> dict[str, str]:
    """Which key stem holds which convolution, by the keys the file has."""
    for stems in (
        {name: name for name in SHAPES},
        {name: f"features.{i}" for name, i in FEATURES_INDEX.items()},
    ):
        if any(f"{stem}.weight" in keys for stem in stems.values()):
            for name, stem in stems.items():
                for part in ("weight", "bias"):
                    if f"{stem}.{part}" not in keys:
                        raise WeightsError(
                            "{source} is not a complete VGG-19: {name} ({stem}.{part}) is missing; choose a "
                            "file that weights info names.",
                            source=source,
                            name=name,
                            stem=stem,
                            part=part,
                        )
            return stems
    raise WeightsError(
        "{source} holds no VGG-19 (no features.0.weight, no conv1_1.weight); choose a file that "
        "weights info names.",
        source=source,
    )


def _read_safetensors(path: Path) -> tuple[dict[str, _Array], dict[str, str]]:
    arrays: dict[str, _Array] = {}
    try:
        with safe_open(path, framework="numpy") as file:
            stems = _layout(set(file.keys()), shown(path))
            for name, stem in stems.items():
                for part in ("weight", "bias"):
                    key = f"{stem}.{part}"
                    kind = file.get_slice(key).get_dtype()
                    if kind not in _SAFETENSORS_FLOATS:
                        raise WeightsError(
                            "{name} stores {key} as {kind}, not as 16-, 32- or 64-bit floats; "
                            "choose another file.",
                            name=shown(path),
                            key=key,
                            kind=kind,
                        )
                    arrays[f"{name}.{part}"] = file.get_tensor(key)
            about = _notes(file.metadata() or {})
    except (SafetensorError, OSError, ValueError) as error:
        raise WeightsError(
            "{name} is damaged or incomplete and cannot be read; download or convert it again.",
            name=shown(path),
        ) from error
    return arrays, about


def _notes(metadata: Mapping[str, str]) -> dict[str, str]:
    try:
        about = json.loads(metadata.get("about", "{}"))
    except (ValueError, RecursionError):
        return {}  # somebody else's free text under the same name
    if not isinstance(about, dict) or about.get("format") != FORMAT:
        return {}
    return {str(key): str(value) for key, value in about.items()}


def _read_torch(path: Path, mapped: bool) -> dict[str, _Array]:
    import torch  # only this door needs it

    try:
        state = torch.load(path, map_location="cpu", weights_only=True, mmap=mapped)
    except Exception as error:
        # Never again without weights_only: whoever made the file would choose the error.
        if isinstance(error, pickle.UnpicklingError) and "global" in str(error).lower():
            raise WeightsError(
                "{name} holds program code, not only numbers, and was not opened; choose an official file "
                "or a safetensors file.",
                name=shown(path),
            ) from error
        # By the place of the cut torch raises EOFError, RuntimeError, struct.error, UnicodeDecodeError, …
        raise WeightsError(
            "{name} is damaged or incomplete and cannot be read; download it again.", name=shown(path)
        ) from error
    if not isinstance(state, Mapping):
        raise WeightsError(
            "{name} holds no table of layers; choose a file that weights info names.", name=shown(path)
        )
    stems = _layout({key for key in state if isinstance(key, str)}, shown(path))
    arrays: dict[str, _Array] = {}
    for name, stem in stems.items():
        for part in ("weight", "bias"):
            tensor = state[f"{stem}.{part}"]
            if (
                not isinstance(tensor, torch.Tensor)
                or tensor.layout != torch.strided
                or not tensor.is_floating_point()
            ):
                raise WeightsError(
                    "{name} stores {stem}.{part} in another form than plain decimal numbers; choose a file "
                    "that weights info names.",
                    name=shown(path),
                    stem=stem,
                    part=part,
                )
            arrays[f"{name}.{part}"] = tensor.detach().to(torch.float32).numpy().copy()
    return arrays


def _convolutions(arrays: Mapping[str, _Array], source: str) -> dict[str, Convolution]:
    """Checked layers, float32: shapes as in the paper, every number finite."""
    convolutions: dict[str, Convolution] = {}
    for name, shape in SHAPES.items():
        weight, bias = arrays[f"{name}.weight"], arrays[f"{name}.bias"]
        if weight.shape != shape or bias.shape != shape[:1]:
            raise WeightsError(
                "{source} is another network: {name} has the shape {shape} with {biases}, VGG-19 has "
                "{expected} with {expected_biases}; choose a file that weights info names.",
                source=source,
                name=name,
                shape=weight.shape,
                biases=bias.shape,
                expected=shape,
                expected_biases=shape[:1],
            )
        with np.errstate(
            over="ignore"
        ):  # a double too large for float32 becomes infinite, and is caught below
            layer = Convolution(
                np.ascontiguousarray(weight, np.float32), np.ascontiguousarray(bias, np.float32)
            )
        if not (np.isfinite(layer.weight).all() and np.isfinite(layer.bias).all()):
            raise WeightsError(
                "{source} is damaged: {name} holds values that are not numbers; download it again.",
                source=source,
                name=name,
            )
        convolutions[name] = layer
    return convolutions
