"""Where a run's memory ends: plans that cannot be, and errors that mean there is none left."""

from __future__ import annotations

from typing import Final

import torch

from nst_engine import main_memory
from nst_engine.errors import ResourceError
from nst_engine.plan import Plan

#: How it is said that memory ran out, where no error of its own says so: by the CPU's allocator (on Linux and
#: macOS, on Windows), by a GPU's libraries, and by Metal, of a single block that is too large.
_OUT_OF_MEMORY: Final = (
    "can't allocate memory",
    "not enough memory",
    "out of memory",
    "ALLOC_FAILED",
    "Invalid buffer size",
)


def refuse_the_impossible(plan: Plan) -> None:
    """Raise :class:`ResourceError` for a run that the system would kill, hours later, for its memory."""
    installed = main_memory.installed_bytes()
    if plan.device != "cuda" and plan.memory_bytes > installed:
        final = plan.scales[-1]
        raise ResourceError(
            "Painting {width:,} × {height:,} pixels takes about {needed:,.0f} GB of memory, and this "
            "computer has {installed:,.0f} GB; choose a smaller size.",
            width=final.width,
            height=final.height,
            needed=plan.memory_bytes / 1e9,
            installed=installed / 1e9,
        )


def is_out_of_memory(error: BaseException) -> bool:
    """Whether ``error``, of torch or of Python, says that memory ran out."""
    if isinstance(error, (MemoryError, torch.OutOfMemoryError)):
        return True
    text = str(error)
    return any(words in text for words in _OUT_OF_MEMORY)
