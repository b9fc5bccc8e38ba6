"""Device, precision and threads: with ``process`` the only room that changes the state of the process."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

import psutil
import torch

from nst_engine import bfloat16, calibration, gpus, pace, winograd
from nst_engine.machine import LESSER_PROCESSOR, processor_name
from nst_engine.plan import Limits
from nst_engine.sentences import Sentence

#: How often a gain is timed at most, as long as it is not worth it. On two shared cores Winograd's came out
#: between 1.08 and 1.45, and two that were too low in a row made every later evaluation slower.
_CHANCES: Final = 4

Device = Literal["cpu", "cuda", "mps"]
Precision = Literal["float32", "bfloat16", "float16", "float64"]

DTYPES: Final[dict[str, torch.dtype]] = {
    "float32": torch.float32,
    "bfloat16": torch.bfloat16,
    "float16": torch.float16,
    "float64": torch.float64,
}


@dataclass(frozen=True, slots=True)
class Choice:
    """A device and precision that exist here, and what had to be chosen differently from what was asked."""

    device: Device
    precision: Precision
    notices: tuple[Sentence, ...] = ()


def available_devices() -> tuple[Device, ...]:
    """The devices of this machine, best first."""
    devices: list[Device] = []
    if gpus.cuda_works():
        devices.append("cuda")
    if torch.backends.mps.is_available():
        devices.append("mps")
    return (*devices, "cpu")


def has_fast_bfloat16() -> bool:
    """Whether this processor multiplies bfloat16 natively (AMX or AVX512-BF16), as torch reports it."""
    if any(_names_a_processor_without_bfloat16(os.environ.get(name, "")) for name in LESSER_PROCESSOR):
        return False  # the user (or a benchmark) asked torch or oneDNN to behave like a lesser processor
    queries = (
        getattr(torch.cpu, "_is_amx_tile_supported", None),
        getattr(torch.cpu, "_is_avx512_bf16_supported", None),
    )
    return any(bool(query()) for query in queries if query is not None)


def _names_a_processor_without_bfloat16(value: str) -> bool:
    """For values as torch (``avx2``) and oneDNN (``AVX512_CORE_VNNI``) understand them."""
    named = value.upper()
    if named in ("", "ALL", "AVX512"):  # torch's own avx512 leaves oneDNN alone
        return False
    return not any(part in named for part in ("BF16", "FP16", "AMX", "AVX10"))


def bfloat16_gain(threads: int) -> float | None:
    """How many times as fast as float32 bfloat16 convolutions are here; ``None`` where they are not native.

    Timed once per machine, in a quarter of a second to one, and kept in the calibration.
    """
    if not has_fast_bfloat16():
        return None
    known = calibration.load().bfloat16_gain
    if known is not None:
        return known
    with using(threads):
        gain = _fair(bfloat16.bfloat16_gain, bfloat16.WORTH_IT)
    calibration.update(lambda known: known.model_copy(update={"bfloat16_gain": gain}))
    return gain


def _fair(timing: Callable[[], float], worth_it: float) -> float:
    """The first gain that is worth it, or the best of several: noise lowers it, and it is remembered."""
    best = 0.0
    for _ in range(_CHANCES):
        best = max(best, timing())
        if best >= worth_it:
            break
    return best


def winograd_pays(device: Device, precision: Precision, threads: int) -> bool:
    """Whether deep convolutions are worth making by Winograd's method here.

    Timed once per machine and precision, in a quarter of a second to one, and kept in the calibration.
    """
    if device != "cpu" or precision not in ("float32", "bfloat16"):
        return False  # GPUs choose their kernels themselves
    gain = calibration.load().winograd_gain.get(precision)
    if gain is None:
        with using(threads):
            gain = timed = _fair(lambda: winograd.gain(DTYPES[precision]), winograd.WORTH_IT)
        calibration.update(
            lambda known: known.model_copy(
                update={"winograd_gain": {**known.winograd_gain, precision: timed}}
            )
        )
    return gain >= winograd.WORTH_IT


def device_name(device: Device) -> str:
    """The device in words, as people know it."""
    if device == "cuda":
        return torch.cuda.get_device_name()
    if device == "mps":
        return "Apple GPU (Metal)"
    return processor_name()


def identity(device: Device) -> str:
    """What tells apart where things are computed; the processor itself is known by ``machine``."""
    return device if device == "cpu" else device_name(device)


def choose(limits: Limits) -> Choice:
    """Resolve ``auto`` and fall back, with a notice, from what this machine does not have.

    On a machine asked for the first time, the convolutions of its processor may be timed for a moment.
    """
    present: tuple[Device, ...] = ("cpu",) if limits.device == "cpu" else available_devices()
    notices: list[Sentence] = []
    device: Device = present[0] if limits.device == "auto" else limits.device
    if device not in present:
        notices.append(
            Sentence(
                "This computer has no {wanted} device; painting on {found} instead.",
                wanted=device,
                found=present[0],
            )
        )
        device = present[0]
    precision = _auto_precision(device, limits) if limits.precision == "auto" else limits.precision
    if precision == "float16":
        # The gradients of the balanced objective all vanish in it, those of the published one overflow.
        precision = "float32"
        notices.append(
            Sentence("float16 cannot hold the gradients of this network; painting in float32 instead.")
        )
    if precision == "bfloat16" and device == "cuda" and not gpus.cuda_has_bfloat16():
        precision = "float32"
        notices.append(Sentence("This graphics card has no bfloat16; painting in float32 instead."))
    return Choice(device, precision, tuple(notices))


def _auto_precision(device: Device, limits: Limits) -> Precision:
    if device == "cpu":
        gain = bfloat16_gain(limits.threads or default_threads())
        return "bfloat16" if gain is not None and gain >= bfloat16.WORTH_IT else "float32"
    if device == "cuda" and gpus.cuda_has_bfloat16():
        return "bfloat16"
    return "float32"


def default_threads() -> int:
    """One thread for each core."""
    return pace.cores()


@contextmanager
def using(threads: int, device: Device = "cpu") -> Iterator[None]:
    """Run the block with ``threads`` compute threads, no autograd, and denormals flushed to zero.

    float32 is float32 from then on: on NVIDIA's cards torch would convolve it with 10 significant bits
    (TF32). What torch keeps of the ``device``'s memory is given back at the end.
    """
    before = torch.get_num_threads()
    torch.set_num_threads(threads)
    torch.set_flush_denormal(True)
    torch.backends.cudnn.allow_tf32 = False
    try:
        with torch.inference_mode():
            yield
    finally:
        torch.set_num_threads(before)
        gpus.give_back(device)


def peak_memory_bytes() -> int:
    """The process's peak resident memory so far."""
    if sys.platform == "win32":
        return int(psutil.Process().memory_info().peak_wset)
    if sys.platform == "linux":
        # getrusage would count what the process that started this one held at that moment.
        for line in Path("/proc/self/status").read_text().splitlines():
            if line.startswith("VmHWM:"):
                return 1024 * int(line.split()[1])
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return int(peak if sys.platform == "darwin" else peak * 1024)
