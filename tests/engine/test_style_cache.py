"""Statistics of paintings kept between runs: never another result, never an error."""

from __future__ import annotations

import logging
import os
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import torch
from torch import Tensor

from nst_engine import style_cache
from nst_engine.style_cache import Network, StyleCache, key_of

NETWORK = Network("a" * 64, ("relu1_1", "relu2_1"), "max", "bfloat16", "cpu", 2)
PIXELS = torch.linspace(0, 1, 3 * 40 * 50).reshape(1, 3, 40, 50)
KEY = "1" * 64


class Counted:
    """Statistics that count how often they were taken."""

    def __init__(self, seed: int = 0, size: int = 8) -> None:
        generator = torch.Generator().manual_seed(seed)
        self.statistics = {
            **{
                f"relu{7 - layer}_2": torch.randn((size, layer), generator=generator) for layer in range(3, 7)
            },
            "relu1_1": torch.randn((size, size), generator=generator),
            "relu5_1": torch.randn((2 * size, size), generator=generator, dtype=torch.float64),
            "positions": torch.tensor(2000),
        }
        self.times = 0

    def __call__(self) -> dict[str, Tensor]:
        self.times += 1
        return self.statistics

    def assert_equal(self, found: dict[str, Tensor]) -> None:
        """To the last bit and in the same order: sums of terms in another order round differently."""
        assert list(found) == list(self.statistics)
        for name, tensor in self.statistics.items():
            assert found[name].dtype == tensor.dtype
            assert torch.equal(found[name], tensor)


@pytest.fixture
def taken() -> Counted:
    return Counted()


@pytest.fixture(params=[False, True], ids=["usual", "inference"])
def inference(request: pytest.FixtureRequest) -> Iterator[None]:
    """The renderer works without autograd; what it keeps must be as good as any."""
    with torch.inference_mode(request.param):
        yield


@pytest.mark.usefixtures("inference")
class TestKept:
    def test_it_is_taken_once(self, taken: Counted, own_home: Path) -> None:
        cache = StyleCache()
        for _ in range(3):
            taken.assert_equal(cache.get_or_compute(KEY, taken))
        assert taken.times == 1
        assert [path.name for path in (own_home / "cache" / "styles").iterdir()] == [f"{KEY}.safetensors"]
        assert style_cache.disk_usage() > 8 * 8 * 4

    def test_the_next_process_finds_it_on_the_disk(self, taken: Counted) -> None:
        StyleCache().get_or_compute(KEY, taken)
        taken.assert_equal(StyleCache().get_or_compute(KEY, taken))
        assert taken.times == 1

    def test_what_is_handed_out_may_be_changed(self, taken: Counted) -> None:
        cache = StyleCache()
        expected = Counted()
        for _ in range(3):
            for tensor in cache.get_or_compute(KEY, taken).values():
                tensor.zero_()
        expected.assert_equal(StyleCache().get_or_compute(KEY, taken))

    def test_another_key_is_another_entry(self, taken: Counted) -> None:
        cache, other = StyleCache(), Counted(seed=1)
        cache.get_or_compute(KEY, taken)
        other.assert_equal(cache.get_or_compute("2" * 64, other))
        assert (taken.times, other.times) == (1, 1)


class TestLimits:
    def test_memory_keeps_what_was_used_last(self, tmp_path: Path) -> None:
        entries = [Counted(seed, size=16) for seed in range(3)]
        size = sum(tensor.nbytes for tensor in entries[0].statistics.values())
        cache = StyleCache(tmp_path / "full", memory_bytes=2 * size, disk_bytes=0)
        for index in (0, 1, 0, 2, 0, 1):
            entries[index].assert_equal(cache.get_or_compute(str(index), entries[index]))
        assert [entry.times for entry in entries] == [1, 2, 1]

    def test_an_entry_larger_than_the_memory_is_still_given(self, taken: Counted, tmp_path: Path) -> None:
        cache = StyleCache(tmp_path / "none", memory_bytes=10, disk_bytes=10)
        for _ in range(2):
            taken.assert_equal(cache.get_or_compute(KEY, taken))
        assert taken.times == 2
        assert not (tmp_path / "none").exists()

    def test_the_disk_keeps_what_was_used_last(self, tmp_path: Path) -> None:
        one = self.written(tmp_path / "one", "0")
        folder = tmp_path / "limited"
        for index in range(3):
            self.written(folder, str(index), disk_bytes=3 * one)
            os.utime(folder / f"{index}.safetensors", ns=(index, index))
        StyleCache(folder).get_or_compute("0", Counted(size=16))  # used: now the youngest
        self.written(folder, "3", disk_bytes=3 * one)
        assert {path.stem for path in folder.iterdir()} == {"0", "2", "3"}

    def test_what_a_killed_process_left_goes_as_well(self, tmp_path: Path) -> None:
        one = self.written(tmp_path / "one", "0")
        folder = tmp_path / "limited"
        folder.mkdir()
        left = folder / ".0.safetensors.abcd.part"
        left.write_bytes(bytes(one))
        os.utime(left, ns=(1, 1))
        self.written(folder, "1", disk_bytes=one)
        assert [path.name for path in folder.iterdir()] == ["1.safetensors"]

    @staticmethod
    def written(folder: Path, key: str, disk_bytes: int = 10**9) -> int:
        """Write one entry; returns the size of its file."""
        StyleCache(folder, disk_bytes=disk_bytes).get_or_compute(key, Counted(size=16))
        return (folder / f"{key}.safetensors").stat().st_size


class TestTrouble:
    @pytest.mark.parametrize("where", ["cut", "header", "bit", "empty", "no hash", "other"])
    def test_a_damaged_file_is_taken_anew_and_replaced(
        self, taken: Counted, where: str, caplog: pytest.LogCaptureFixture
    ) -> None:
        StyleCache().get_or_compute(KEY, taken)
        path = style_cache.folder() / f"{KEY}.safetensors"
        good = path.read_bytes()
        flipped = bytearray(good)
        flipped[-40 if where == "bit" else 3] ^= 0x10
        changed = {
            "cut": good[:-10],
            "header": bytes(flipped),
            "bit": bytes(flipped),
            "empty": b"",
            "no hash": style_cache.save({"relu1_1": torch.ones(2)}),
            "other": b"something else altogether" * 100,
        }
        path.write_bytes(changed[where])
        with caplog.at_level(logging.INFO):
            taken.assert_equal(StyleCache().get_or_compute(KEY, taken))
        assert taken.times == 2
        assert path.name in caplog.text
        assert path.read_bytes() == good

    def test_a_file_nobody_of_us_wrote_is_not_read_whole(self, taken: Counted, tmp_path: Path) -> None:
        (tmp_path / f"{KEY}.safetensors").write_bytes(bytes(100_000))
        taken.assert_equal(StyleCache(tmp_path, disk_bytes=50_000).get_or_compute(KEY, taken))

    def test_where_nothing_can_be_written_it_goes_on_without(
        self, taken: Counted, own_home: Path, caplog: pytest.LogCaptureFixture
    ) -> None:
        own_home.write_text("a file where the folder should be")
        cache, other = StyleCache(), Counted(seed=1)
        with caplog.at_level(logging.WARNING):
            for _ in range(2):
                taken.assert_equal(cache.get_or_compute(KEY, taken))
                other.assert_equal(cache.get_or_compute("2" * 64, other))
        assert (taken.times, other.times) == (1, 1), "memory is left"
        assert len(caplog.records) == 1, "said once"

    def test_a_full_disk_leaves_nothing_behind(
        self, taken: Counted, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
    ) -> None:
        def full(_descriptor: int) -> None:
            raise OSError(28, "No space left on device")

        with monkeypatch.context() as patch, caplog.at_level(logging.WARNING):
            patch.setattr(os, "fsync", full)
            taken.assert_equal(StyleCache().get_or_compute(KEY, taken))
        assert "disk is full" in caplog.text
        assert list(style_cache.folder().iterdir()) == []

    def test_what_computing_raises_is_the_callers(self) -> None:
        def stopped() -> dict[str, Tensor]:
            raise KeyboardInterrupt

        cache = StyleCache()
        with pytest.raises(KeyboardInterrupt):
            cache.get_or_compute(KEY, stopped)
        taken = Counted()
        taken.assert_equal(cache.get_or_compute(KEY, taken))

    def test_threads_may_ask_at_once(self) -> None:
        cache = StyleCache()
        found: list[bool] = []

        def ask(seed: int) -> None:
            statistics = Counted(seed % 3)
            statistics.assert_equal(cache.get_or_compute(str(seed % 3), statistics))
            found.append(True)

        threads = [threading.Thread(target=ask, args=(seed,)) for seed in range(12)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(found) == 12


class TestKey:
    def test_the_same_pixels_have_the_same_key(self) -> None:
        assert key_of(PIXELS, NETWORK) == key_of(PIXELS.clone(), NETWORK)
        channels_last = PIXELS.contiguous(memory_format=torch.channels_last)
        assert key_of(channels_last, NETWORK) == key_of(PIXELS, NETWORK)

    def test_one_value_makes_another_key(self) -> None:
        changed = PIXELS.clone()
        changed[0, 2, 39, 49] += 1e-6
        assert key_of(changed, NETWORK) != key_of(PIXELS, NETWORK)
        assert key_of(PIXELS.reshape(1, 3, 50, 40), NETWORK) != key_of(PIXELS, NETWORK)
        assert key_of(PIXELS.double(), NETWORK) != key_of(PIXELS, NETWORK)

    @pytest.mark.parametrize(
        "change",
        [
            {"weights_sha256": "b" * 64},
            {"layers": ("relu1_1",)},
            {"pooling": "average"},
            {"precision": "float32"},
            {"device": "NVIDIA"},
            {"threads": 1},
            {"tile": 512},
            {"winograd": True},
        ],
        ids=str,
    )
    def test_everything_that_decides_a_digit_is_in_it(self, change: dict[str, object]) -> None:
        assert key_of(PIXELS, replace(NETWORK, **change)) != key_of(PIXELS, NETWORK)

    def test_so_is_the_machine(self, monkeypatch: pytest.MonkeyPatch) -> None:
        before = key_of(PIXELS, NETWORK)
        monkeypatch.setenv("ONEDNN_MAX_CPU_ISA", "SSE41")
        assert key_of(PIXELS, NETWORK) != before
