"""Which machine this is, as far as it decides how fast it paints and how its sums are rounded."""

from __future__ import annotations

import hashlib
import os
import platform
from functools import lru_cache
from typing import Any, Final

import psutil
import torch
from pydantic import BaseModel, ConfigDict

#: What makes torch and oneDNN behave like a lesser processor; a benchmark sets them, and so may a user.
LESSER_PROCESSOR: Final = ("ATEN_CPU_CAPABILITY", "ONEDNN_MAX_CPU_ISA", "DNNL_MAX_CPU_ISA")


class Machine(BaseModel):
    """What was found out about the processor and the library that computes on it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    processor: str
    #: Hash of every capability torch reports: one name may stand for several generations of processors.
    capabilities: str
    cores: int
    threads: int
    torch: str
    #: The variables of :data:`LESSER_PROCESSOR` that are set, as ``NAME=value``.
    variables: tuple[str, ...]

    @property
    def fingerprint(self) -> str:
        """Sixteen hexadecimal digits, equal for equal machines."""
        return hashlib.sha256(self.model_dump_json().encode()).hexdigest()[:16]


def this_machine() -> Machine:
    """The machine this process runs on, with the variables as they are set now."""
    capabilities = _capabilities()
    return Machine(
        processor=processor_name(),
        capabilities=hashlib.sha256(repr(sorted(capabilities.items())).encode()).hexdigest()[:16],
        cores=psutil.cpu_count(logical=False) or 0,
        threads=len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 0,
        torch=torch.__version__,
        variables=tuple(f"{name}={os.environ[name]}" for name in LESSER_PROCESSOR if os.environ.get(name)),
    )


def processor_name() -> str:
    """The processor as its maker calls it, as far as that can be asked."""
    named = str(_capabilities().get("cpu_name", ""))
    return named or platform.processor() or platform.machine() or "CPU"


@lru_cache(maxsize=1)
def _capabilities() -> dict[str, Any]:
    return dict(torch.cpu.get_capabilities())
