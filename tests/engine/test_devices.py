"""Device, precision and threads, on machines that are not here."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import torch

from nst_engine import bfloat16, calibration, devices, gpus
from nst_engine.plan import Limits

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """A computer without any accelerator and without fast bfloat16; the tests add what they need."""
    for variable in ("ATEN_CPU_CAPABILITY", "ONEDNN_MAX_CPU_ISA", "DNNL_MAX_CPU_ISA"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setattr(bfloat16, "bfloat16_gain", _not_to_be_timed)
    monkeypatch.setattr(gpus, "cuda_works", lambda: False)
    monkeypatch.setattr(gpus, "cuda_has_bfloat16", lambda: False)
    monkeypatch.setattr(torch.backends.mps, "is_available", lambda: False)
    for query in ("_is_amx_tile_supported", "_is_avx512_bf16_supported"):
        monkeypatch.setattr(torch.cpu, query, lambda: False, raising=False)
    return monkeypatch


def _not_to_be_timed() -> float:
    raise AssertionError("a processor that does not know bfloat16 was timed")


def timed(machine: pytest.MonkeyPatch, *gains: float) -> list[float]:
    """The timing finds ``gains``, one after the other; returned are those that were asked for."""
    rest, asked = list(gains), []

    def gain() -> float:
        asked.append(rest.pop(0))
        return asked[-1]

    machine.setattr(bfloat16, "bfloat16_gain", gain)
    return asked


@pytest.mark.parametrize("query", ["_is_amx_tile_supported", "_is_avx512_bf16_supported"])
def test_auto_is_bfloat16_where_the_processor_is_fast_at_it(machine: pytest.MonkeyPatch, query: str) -> None:
    assert devices.choose(Limits()) == devices.Choice("cpu", "float32")
    machine.setattr(torch.cpu, query, lambda: True)
    timed(machine, 3.0)
    assert devices.choose(Limits()) == devices.Choice("cpu", "bfloat16")
    assert devices.choose(Limits(precision="float32")) == devices.Choice("cpu", "float32")
    assert devices.bfloat16_gain(1) == 3.0


def test_the_timing_is_made_once_per_machine(machine: pytest.MonkeyPatch) -> None:
    machine.setattr(torch.cpu, "_is_amx_tile_supported", lambda: True)
    asked = timed(machine, 2.5)
    assert devices.choose(Limits()) == devices.choose(Limits()) == devices.Choice("cpu", "bfloat16")
    assert asked == [2.5]
    assert calibration.load().bfloat16_gain == 2.5


def test_bfloat16_that_is_no_faster_is_left_alone(machine: pytest.MonkeyPatch) -> None:
    machine.setattr(torch.cpu, "_is_avx512_bf16_supported", lambda: True)
    asked = timed(machine, 0.2, 1.1, 0.9, 1.0)
    assert devices.choose(Limits()) == devices.Choice("cpu", "float32")
    assert devices.choose(Limits()) == devices.Choice("cpu", "float32")
    assert asked == [0.2, 1.1, 0.9, 1.0], "a gain that is too small gets four chances, and is remembered"
    assert calibration.load().bfloat16_gain == 1.1


def test_a_busy_moment_does_not_decide(machine: pytest.MonkeyPatch) -> None:
    machine.setattr(torch.cpu, "_is_avx512_bf16_supported", lambda: True)
    timed(machine, 0.9, 3.0)
    assert devices.choose(Limits()) == devices.Choice("cpu", "bfloat16")


@pytest.mark.parametrize(
    ("variable", "value", "precision"),
    [
        ("ATEN_CPU_CAPABILITY", "avx2", "float32"),
        ("ATEN_CPU_CAPABILITY", "default", "float32"),
        ("ATEN_CPU_CAPABILITY", "avx512", "bfloat16"),
        ("ONEDNN_MAX_CPU_ISA", "AVX2", "float32"),
        ("ONEDNN_MAX_CPU_ISA", "AVX512_CORE_VNNI", "float32"),
        ("ONEDNN_MAX_CPU_ISA", "AVX512_CORE_BF16", "bfloat16"),
        ("ONEDNN_MAX_CPU_ISA", "AVX10_1_512_AMX", "bfloat16"),
        ("ONEDNN_MAX_CPU_ISA", "ALL", "bfloat16"),
        ("DNNL_MAX_CPU_ISA", "avx2", "float32"),
    ],
)
def test_a_processor_made_lesser_is_another_one(
    machine: pytest.MonkeyPatch, variable: str, value: str, precision: str
) -> None:
    machine.setattr(torch.cpu, "_is_amx_tile_supported", lambda: True)
    timed(machine, 3.0, 4.0)
    assert devices.choose(Limits()).precision == "bfloat16"
    machine.setenv(variable, value)
    assert devices.choose(Limits()).precision == precision
    assert calibration.load().bfloat16_gain == (4.0 if precision == "bfloat16" else None)
    machine.delenv(variable)
    assert calibration.load().bfloat16_gain == 3.0


def test_the_timing_itself_gives_a_ratio() -> None:
    """Both precisions really go through the convolutions; which is faster is the processor's affair."""
    with devices.using(1):
        assert 0.001 < bfloat16.bfloat16_gain() < 1000


def test_a_torch_that_cannot_be_asked_paints_in_float32(machine: pytest.MonkeyPatch) -> None:
    for query in ("_is_amx_tile_supported", "_is_avx512_bf16_supported"):
        machine.delattr(torch.cpu, query, raising=False)
    assert not devices.has_fast_bfloat16()


def test_bfloat16_may_be_asked_for_on_any_processor(machine: pytest.MonkeyPatch) -> None:
    assert devices.choose(Limits(precision="bfloat16")) == devices.Choice("cpu", "bfloat16")


def test_an_nvidia_gpu_is_preferred(machine: pytest.MonkeyPatch) -> None:
    machine.setattr(gpus, "cuda_works", lambda: True)
    assert devices.available_devices() == ("cuda", "cpu")
    assert devices.choose(Limits()) == devices.Choice("cuda", "float32")
    machine.setattr(gpus, "cuda_has_bfloat16", lambda: True)
    assert devices.choose(Limits()) == devices.Choice("cuda", "bfloat16")
    assert devices.choose(Limits(precision="bfloat16")) == devices.Choice("cuda", "bfloat16")
    assert devices.choose(Limits(device="cpu")) == devices.Choice("cpu", "float32")


def test_an_nvidia_card_without_bfloat16_paints_in_float32_and_says_so(machine: pytest.MonkeyPatch) -> None:
    machine.setattr(gpus, "cuda_works", lambda: True)
    choice = devices.choose(Limits(precision="bfloat16"))
    assert (choice.device, choice.precision) == ("cuda", "float32")
    assert [str(notice) for notice in choice.notices] == [
        "This graphics card has no bfloat16; painting in float32 instead."
    ]


def test_an_apple_gpu_is_used(machine: pytest.MonkeyPatch) -> None:
    machine.setattr(torch.backends.mps, "is_available", lambda: True)
    assert devices.choose(Limits()) == devices.Choice("mps", "float32")
    assert devices.device_name("mps")


@pytest.mark.parametrize("device", ["cuda", "mps"])
def test_a_missing_device_falls_back_and_says_so(machine: pytest.MonkeyPatch, device: str) -> None:
    choice = devices.choose(Limits(device=device))
    assert choice.device == "cpu"
    assert len(choice.notices) == 1
    assert device in choice.notices[0]
    assert "cpu" in choice.notices[0]


@pytest.mark.parametrize("gpu", [False, True])
def test_float16_falls_back_and_says_so(machine: pytest.MonkeyPatch, gpu: bool) -> None:
    machine.setattr(gpus, "cuda_works", lambda: gpu)
    choice = devices.choose(Limits(precision="float16"))
    assert choice.precision == "float32"
    assert len(choice.notices) == 1
    assert "float16" in choice.notices[0]
    assert "float32" in choice.notices[0]
    assert len(devices.choose(Limits(device="mps", precision="float16")).notices) == 2


def test_a_card_is_left_in_peace_where_the_processor_was_asked_for(machine: pytest.MonkeyPatch) -> None:
    def tried() -> bool:
        raise AssertionError("the first use of a card takes a second and some of its memory")

    machine.setattr(gpus, "cuda_works", tried)
    assert devices.choose(Limits(device="cpu")).device == "cpu"


def test_a_card_is_known_by_its_name(machine: pytest.MonkeyPatch) -> None:
    """Another card computes in other times and with other last digits."""
    machine.setattr(torch.cuda, "get_device_name", lambda: "RTX 9999")
    assert devices.identity("cuda") == "RTX 9999"
    assert devices.identity("cpu") == "cpu"


def test_what_is_chosen_needs_no_notice(machine: pytest.MonkeyPatch) -> None:
    assert devices.choose(Limits()).notices == ()
    assert devices.choose(Limits(device="cpu", precision="float32")).notices == ()


def test_threads_are_set_for_the_block_only() -> None:
    before = torch.get_num_threads()
    with devices.using(before + 1):
        assert torch.get_num_threads() == before + 1
        assert torch.is_inference_mode_enabled()
    assert torch.get_num_threads() == before
    assert not torch.is_inference_mode_enabled()
    with pytest.raises(KeyError), devices.using(before + 1):
        raise KeyError
    assert torch.get_num_threads() == before


def test_float32_is_not_rounded_while_painting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(torch.backends.cudnn, "allow_tf32", True)
    with devices.using(1):
        assert not torch.backends.cudnn.allow_tf32


def test_a_device_gets_its_memory_back(monkeypatch: pytest.MonkeyPatch) -> None:
    given_back: list[str] = []
    monkeypatch.setattr(gpus, "give_back", given_back.append)
    with devices.using(1, "cuda"):
        assert given_back == []
    assert given_back == ["cuda"]


def test_default_threads_are_at_least_one(monkeypatch: pytest.MonkeyPatch) -> None:
    assert devices.default_threads() >= 1
    monkeypatch.setattr(devices.psutil, "cpu_count", lambda logical: None)
    assert devices.default_threads() >= 1


def test_peak_memory_is_that_of_this_process() -> None:
    before = devices.peak_memory_bytes()
    assert 50_000_000 < before < 100_000_000_000
    block = torch.ones(30_000_000)
    assert devices.peak_memory_bytes() >= before
    assert float(block[0]) == 1
    assert devices.peak_memory_bytes() >= devices.psutil.Process().memory_info().rss * 0.9


@pytest.mark.skipif(sys.platform != "linux", reason="only there getrusage counts it")
def test_peak_memory_is_not_that_of_the_process_that_started_this_one() -> None:
    block = torch.ones(200_000_000)
    script = "from nst_engine import devices; print(devices.peak_memory_bytes())"
    command = [sys.executable, "-c", script]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    assert int(done.stdout) < 700_000_000
    assert devices.peak_memory_bytes() > 4 * block.numel()


def test_every_precision_of_a_plan_is_a_type() -> None:
    assert {name: str(dtype) for name, dtype in devices.DTYPES.items()} == {
        name: f"torch.{name}" for name in ("float32", "bfloat16", "float16", "float64")
    }
    assert devices.device_name("cpu")
