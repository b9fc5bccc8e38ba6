"""GPUs that are not here, as torch would report them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import torch

from nst_engine import gpus

GB = 10**9


@pytest.fixture(autouse=True)
def asked_anew() -> Iterator[None]:
    gpus._computes.cache_clear()
    yield
    gpus._computes.cache_clear()


@pytest.mark.parametrize("present", [True, False])
def test_a_card_is_used_where_it_computes(present: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(torch.cuda, "is_available", lambda: present)
    monkeypatch.setattr(torch, "ones", lambda count, device: torch.full((count,), 1.0))
    assert gpus.cuda_works() is present


def test_a_card_that_is_too_old_for_this_torch_is_left_alone(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    tried = []

    def ones(count: int, device: str) -> None:
        tried.append(device)
        raise RuntimeError("CUDA error: no kernel image is available for execution on the device")

    monkeypatch.setattr(torch.cuda, "is_available", lambda: True)
    monkeypatch.setattr(torch, "ones", ones)
    assert not gpus.cuda_works()
    assert not gpus.cuda_works()
    assert tried == ["cuda"], "once is enough"
    assert "no kernel image" in caplog.text


def test_a_card_without_memory_is_asked_again(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    tried = []

    def ones(count: int, device: str) -> torch.Tensor:
        tried.append(device)
        if len(tried) == 1:
            raise torch.OutOfMemoryError("CUDA out of memory.")
        return torch.full((count,), 1.0)

    monkeypatch.setattr(torch.cuda, "is_available", lambda: True)
    monkeypatch.setattr(torch, "ones", ones)
    assert [gpus.cuda_works() for _ in range(3)] == [False, True, True]
    assert "at the moment" in caplog.text


def test_what_torch_keeps_of_a_card_is_free_for_the_next_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(torch.cuda, "mem_get_info", lambda: (2 * GB, 8 * GB))
    monkeypatch.setattr(torch.cuda, "memory_reserved", lambda: 5 * GB)
    assert gpus.free_bytes("cuda", 64 * GB) == 7 * GB


def test_apple_s_gpus_share_the_computer_s_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(torch.mps, "driver_allocated_memory", lambda: 1 * GB)
    monkeypatch.setattr(torch.mps, "recommended_max_memory", lambda: 11 * GB)
    assert gpus.free_bytes("mps", 6 * GB) == 7 * GB
    assert gpus.free_bytes("mps", 14 * GB) == 11 * GB


def test_the_processor_s_memory_is_the_computer_s() -> None:
    assert gpus.free_bytes("cpu", 6 * GB) == 6 * GB


def test_memory_is_given_back_to_whom_it_was_taken_from(monkeypatch: pytest.MonkeyPatch) -> None:
    emptied = []
    monkeypatch.setattr(torch.cuda, "empty_cache", lambda: emptied.append("cuda"))
    monkeypatch.setattr(torch.mps, "empty_cache", lambda: emptied.append("mps"))
    for device in ("cpu", "cuda", "mps"):
        gpus.give_back(device)
    assert emptied == ["cuda", "mps"]


def test_blocks_that_kernels_cannot_address() -> None:
    assert not gpus.is_too_large("cpu", 2**40, 4)
    assert gpus.is_too_large("cuda", 2**31, 2)
    assert not gpus.is_too_large("cuda", 2**31 - 1, 4)
    assert gpus.is_too_large("mps", 2**30, 4)
    assert not gpus.is_too_large("mps", 2**30, 2)
