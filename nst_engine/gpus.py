"""GPUs: whether one can be used, which memory it has for a run, how large its blocks may be.

``cuda`` is NVIDIA's, with memory of its own; ``mps`` is Apple's, which shares the computer's.
"""

from __future__ import annotations

import logging
from functools import lru_cache
from typing import Final

import torch

_log: Final = logging.getLogger(__name__)

#: Metal does not address blocks of so many bytes, and ends the process.
_METAL_BLOCK: Final = 2**32
#: Kernels for NVIDIA's GPUs are known to fail on blocks of so many numbers.
_CUDA_BLOCK: Final = 2**31


def cuda_works() -> bool:
    """Whether there is a card of NVIDIA's that this build of torch can compute on.

    A card that is older than the build's kernels is there all the same, and fails at the first of them. One
    that has no memory left at the moment is asked again the next time.
    """
    try:
        return torch.cuda.is_available() and _computes()
    except torch.OutOfMemoryError as error:
        _log.warning("The NVIDIA card cannot be used at the moment: %s", error)
        return False


@lru_cache(maxsize=1)
def _computes() -> bool:
    try:
        return float(torch.ones(1, device="cuda").add_(1)) == 2
    except torch.OutOfMemoryError:
        raise
    except RuntimeError as error:
        _log.warning("There is an NVIDIA card, but it cannot be used: %s", error)
        return False


def cuda_has_bfloat16() -> bool:
    """Whether the card multiplies bfloat16 itself (from compute capability 8.0 on)."""
    return bool(torch.cuda.is_bf16_supported(including_emulation=False))


def free_bytes(device: str, main_memory: int) -> int:
    """Memory in bytes that a run may take on ``device``, what this process holds there already included.

    ``main_memory`` is the same of the computer's.
    """
    if device == "cuda":
        # What torch keeps of an earlier run is not free, and yet there for the next one.
        return int(torch.cuda.mem_get_info()[0]) + int(torch.cuda.memory_reserved())
    if device == "mps":
        held = int(torch.mps.driver_allocated_memory())  # beside what counts as the process's
        return min(main_memory + held, int(torch.mps.recommended_max_memory()))
    return main_memory


def give_back(device: str) -> None:
    """Let go of memory that torch keeps on ``device`` for a next run: other programs may want it."""
    if device == "cuda":
        torch.cuda.empty_cache()
    elif device == "mps":
        torch.mps.empty_cache()


def is_too_large(device: str, numbers: float, size: int) -> bool:
    """Whether ``device`` cannot compute on one block of so many ``numbers`` of ``size`` bytes."""
    if device == "cuda":
        return numbers >= _CUDA_BLOCK
    return device == "mps" and numbers * size >= _METAL_BLOCK
