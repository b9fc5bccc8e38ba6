"""torchvision's VGG-19, to compare ours with; importable also beside a torch it was not built for.

The Linux wheel of torchvision is linked against CUDA. Beside the CPU build of torch its compiled part does
not load, and ``import torchvision`` then fails with "operator torchvision::nms does not exist", because it
registers a fake implementation for an operator nobody declared. Declaring the two missing schemas first
lets the pure-Python part, which is all that is used here, import. See docs/decisions/0002.
"""

from __future__ import annotations

import importlib
import importlib.util
from pathlib import Path
from types import ModuleType
from typing import Any

import torch

_SCHEMAS = (
    "nms(Tensor dets, Tensor scores, float iou_threshold) -> Tensor",
    "qnms(Tensor dets, Tensor scores, float iou_threshold) -> Tensor",
)
# The library object owns the registration: it must live as long as the process.
_library: Any = None


def _compiled_part_loads() -> bool:
    """Whether torchvision's operators can be loaded; torchvision's own import then finds them loaded."""
    package = importlib.util.find_spec("torchvision")
    if package is None or package.origin is None:
        return True  # let the import itself say what is missing
    libraries = [
        path
        for pattern in ("_C*.so", "_C*.pyd", "_C*.dylib")
        for path in Path(package.origin).parent.glob(pattern)
    ]
    if not libraries:
        return False
    try:
        torch.ops.load_library(libraries[0])
    except OSError:
        return False
    return True


def import_vgg_module() -> ModuleType:
    """``torchvision.models.vgg``, also beside a CPU-only torch."""
    global _library
    if _library is None and not _compiled_part_loads():
        _library = torch.library.Library("torchvision", "FRAGMENT")
        for schema in _SCHEMAS:
            _library.define(schema)
    return importlib.import_module("torchvision.models.vgg")


def network_order() -> tuple[str, ...]:
    """torchvision's VGG-19 from the pixels down to its last rectified convolution, in this program's names.

    "pool" stands for a pooling; the last one, which leads to the classifier, is left out.
    """
    vgg = import_vgg_module()
    with torch.device("meta"):
        modules = list(vgg.make_layers(vgg.cfgs["E"]))
    names: list[str] = []
    block, convolution = 1, 0
    for module in modules[:-1]:
        if isinstance(module, torch.nn.Conv2d):
            convolution += 1
            names.append(f"relu{block}_{convolution}")
        elif isinstance(module, torch.nn.MaxPool2d):
            names.append("pool")
            block, convolution = block + 1, 0
    return tuple(names)
