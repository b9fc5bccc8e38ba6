"""Device, precision and threads, on machines that are not here."""

from __future__ import annotations

import pytest
import torch

from nst_engine import devices
from nst_engine.plan import Limits


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """A computer without any accelerator and without fast bfloat16; the tests add what they need."""
    monkeypatch.delenv("ATEN_CPU_CAPABILITY", raising=False)
    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    monkeypatch.setattr(torch.cuda, "is_bf16_supported", lambda including_emulation=True: False)
    monkeypatch.setattr(torch.backends.mps, "is_available", lambda: False)
    for query in ("_is_amx_tile_supported", "_is_avx512_bf16_supported"):
        monkeypatch.setattr(torch.cpu, query, lambda: False, raising=False)
    return monkeypatch


@pytest.mark.parametrize("query", ["_is_amx_tile_supported", "_is_avx512_bf16_supported"])
def test_auto_is_bfloat16_where_the_processor_is_fast_at_it(machine: pytest.MonkeyPatch, query: str) -> None:
    assert devices.choose(Limits()) == devices.Choice("cpu", "float32")
    machine.setattr(torch.cpu, query, lambda: True)
    assert devices.choose(Limits()) == devices.Choice("cpu", "bfloat16")
    assert devices.choose(Limits(precision="float32")) == devices.Choice("cpu", "float32")
    machine.setenv("ATEN_CPU_CAPABILITY", "avx2")
    assert devices.choose(Limits()) == devices.Choice("cpu", "float32")


def test_a_torch_that_cannot_be_asked_paints_in_float32(machine: pytest.MonkeyPatch) -> None:
    for query in ("_is_amx_tile_supported", "_is_avx512_bf16_supported"):
        machine.delattr(torch.cpu, query, raising=False)
    assert not devices.has_fast_bfloat16()


def test_bfloat16_may_be_asked_for_on_any_processor(machine: pytest.MonkeyPatch) -> None:
    assert devices.choose(Limits(precision="bfloat16")) == devices.Choice("cpu", "bfloat16")


def test_an_nvidia_gpu_is_preferred(machine: pytest.MonkeyPatch) -> None:
    machine.setattr(torch.cuda, "is_available", lambda: True)
    assert devices.available_devices() == ("cuda", "cpu")
    assert devices.choose(Limits()) == devices.Choice("cuda", "float32")
    machine.setattr(torch.cuda, "is_bf16_supported", lambda including_emulation=True: True)
    assert devices.choose(Limits()) == devices.Choice("cuda", "bfloat16")
    assert devices.choose(Limits(device="cpu")) == devices.Choice("cpu", "float32")


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
    machine.setattr(torch.cuda, "is_available", lambda: gpu)
    choice = devices.choose(Limits(precision="float16"))
    assert choice.precision == "float32"
    assert len(choice.notices) == 1
    assert "float16" in choice.notices[0]
    assert "float32" in choice.notices[0]
    assert len(devices.choose(Limits(device="mps", precision="float16")).notices) == 2


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


def test_every_precision_of_a_plan_is_a_type() -> None:
    assert {name: str(dtype) for name, dtype in devices.DTYPES.items()} == {
        name: f"torch.{name}" for name in ("float32", "bfloat16", "float16", "float64")
    }
    assert devices.device_name("cpu")
