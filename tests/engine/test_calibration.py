"""What is remembered of a machine's speed, and what becomes of files that cannot be used."""

from __future__ import annotations

import json
import logging
import threading
from pathlib import Path

import pytest
import torch

from nst_engine import calibration, machine
from nst_engine.calibration import Calibration, Timing, Work
from nst_engine.machine import this_machine

WORK = Work("cpu", "float32", 2, "max", "relu5_1")


def known(*timings: Timing) -> Calibration:
    return calibration.with_timings(Calibration(machine=this_machine()), timings)


def timing(pixels: float, seconds: float, evaluations: int = 10) -> Timing:
    return Timing(WORK, pixels, evaluations, seconds)


class TestSpeeds:
    def test_work_that_was_never_measured_is_not_guessed(self) -> None:
        figures = known(timing(10_000, 0.1))
        assert figures.seconds_per_evaluation(WORK, 10_000) == pytest.approx(0.1)
        for other in (
            Work("cpu", "bfloat16", 2, "max", "relu5_1"),
            Work("cpu", "float32", 1, "max", "relu5_1"),
            Work("cpu", "float32", 2, "average", "relu5_1"),
            Work("cpu", "float32", 2, "max", "relu4_1"),
            Work("NVIDIA", "float32", 2, "max", "relu5_1"),
            Work("cpu", "float32", 2, "max", "relu5_1", tiled=True),
        ):
            assert figures.seconds_per_evaluation(other, 10_000) is None

    def test_between_measured_sizes_it_is_interpolated(self) -> None:
        # 2 µs a pixel at 10,000 pixels, 0.5 at 160,000: the geometric mean lies at 40,000.
        figures = known(timing(10_000, 0.02), timing(160_000, 0.08))
        assert figures.seconds_per_evaluation(WORK, 10_000) == pytest.approx(0.02)
        assert figures.seconds_per_evaluation(WORK, 40_000) == pytest.approx(0.04)
        assert figures.seconds_per_evaluation(WORK, 160_000) == pytest.approx(0.08)

    def test_smaller_pictures_take_as_long_per_pixel_as_the_smallest(self) -> None:
        figures = known(timing(10_000, 0.02), timing(160_000, 0.08))
        assert figures.seconds_per_evaluation(WORK, 5_000) == pytest.approx(0.01)

    def test_larger_pictures_do_not_pay_again_for_what_every_evaluation_costs(self) -> None:
        # An evaluation takes 16 ms whatever its size, and 0.4 µs a pixel: so says the difference of the two.
        figures = known(timing(10_000, 0.02), timing(160_000, 0.08))
        assert figures.seconds_per_evaluation(WORK, 1_600_000) == pytest.approx(0.016 + 0.4 * 1.6)
        assert figures.seconds_per_evaluation(WORK, 160_001) == pytest.approx(0.08, rel=1e-4), "no step"

    def test_one_size_says_nothing_of_what_every_evaluation_costs(self) -> None:
        assert known(timing(10_000, 0.02)).seconds_per_evaluation(WORK, 100_000) == pytest.approx(0.2)

    def test_sizes_that_lie_together_say_nothing_of_it_either(self) -> None:
        figures = known(timing(65_000, 0.1), timing(66_000, 0.1))  # two octaves, but hardly two sizes
        assert figures.seconds_per_evaluation(WORK, 660_000) == pytest.approx(1.0)

    def test_further_pixels_cost_half_at_least_and_the_whole_at_most(self) -> None:
        hasty = known(timing(10_000, 0.1), timing(100_000, 0.1))
        assert hasty.seconds_per_evaluation(WORK, 1_100_000) == pytest.approx(0.1 + 0.5)
        slowing = known(timing(10_000, 0.01), timing(100_000, 0.2))
        assert slowing.seconds_per_evaluation(WORK, 1_000_000) == pytest.approx(2.0)

    def test_a_larger_picture_never_takes_less_time(self) -> None:
        figures = known(timing(4096, 0.03), timing(16_384, 0.05), timing(65_536, 0.11), timing(786_432, 2.0))
        times = [figures.seconds_per_evaluation(WORK, 1.1**power) for power in range(60, 200)]
        assert all(time is not None for time in times)
        assert times == sorted(times, key=lambda time: time or 0.0)

    def test_runs_refine_what_was_measured_at_first(self) -> None:
        figures = known(timing(10_000, 0.1, evaluations=3))
        figures = calibration.with_timings(figures, [timing(10_000, 0.2)])
        once = figures.seconds_per_evaluation(WORK, 10_000)
        assert once == pytest.approx(0.1 * 2 ** (1 / 1.3))
        for _ in range(20):
            figures = calibration.with_timings(figures, [timing(10_000, 0.2)])
        assert figures.seconds_per_evaluation(WORK, 10_000) == pytest.approx(0.2, rel=0.01)

    def test_new_figures_keep_their_say_after_many_runs(self) -> None:
        figures = known(*[timing(10_000, 0.1)] * 1000)
        for _ in range(8):
            figures = calibration.with_timings(figures, [timing(10_000, 0.2)])
        assert figures.seconds_per_evaluation(WORK, 10_000) == pytest.approx(0.2, rel=0.1)

    def test_a_short_scale_says_less_than_a_long_one(self) -> None:
        before = known(timing(10_000, 0.1))
        short, long = (
            calibration.with_timings(before, [timing(10_000, 0.2, evaluations)]) for evaluations in (1, 50)
        )
        assert short.seconds_per_evaluation(WORK, 10_000) == pytest.approx(0.1 * 2 ** (0.1 / 1.1))
        assert long.seconds_per_evaluation(WORK, 10_000) == pytest.approx(0.1 * 2**0.5)

    def test_a_computer_that_slept_during_a_run_is_not_a_slow_one(self) -> None:
        figures = calibration.with_timings(known(*[timing(10_000, 0.1)] * 3), [timing(10_000, 3600.0)])
        assert figures.seconds_per_evaluation(WORK, 10_000) < 0.15

    @pytest.mark.parametrize("empty", [(10_000, 0.1, 0), (10_000, 0.0, 5), (0, 0.1, 5), (100, -1.0, 5)])
    def test_what_was_not_measured_teaches_nothing(self, empty: tuple[float, float, int]) -> None:
        assert known(timing(*empty)).seconds_per_evaluation(WORK, 10_000) is None

    def test_reading_pictures_is_learnt_from_large_ones(self) -> None:
        figures = calibration.with_loading(Calibration(machine=this_machine()), 8_000_000, 0.8)
        assert figures.picture is not None
        assert figures.picture.seconds_per_pixel == pytest.approx(1e-7)
        again = calibration.with_loading(figures, 40_000, 0.4)
        assert again.picture is not None
        assert again.picture.seconds_per_pixel == pytest.approx(1e-7, rel=0.1)


class TestFile:
    def test_what_is_learnt_is_there_for_the_next_process(self, own_home: Path) -> None:
        assert calibration.load() == Calibration(machine=this_machine())
        assert not own_home.exists(), "asking makes no folder"
        learnt = calibration.update(lambda known: calibration.with_timings(known, [timing(9000, 0.1)]))
        assert calibration.load() == learnt
        (path,) = calibration.folder().iterdir()
        assert path.is_relative_to(own_home / "cache")
        assert json.loads(path.read_text())["machine"]["torch"] == torch.__version__

    @pytest.mark.parametrize(
        "content",
        [
            b"",
            b"\x00\xff not json",
            b"[1, 2]",
            b'{"schema_version": 2}',
            b'{"schema_version": 1}',
            "other machine",
            "negative",
            "cut",
        ],
    )
    def test_a_file_that_cannot_be_used_is_replaced(self, content: bytes | str) -> None:
        calibration.update(lambda known: calibration.with_timings(known, [timing(9000, 0.1)]))
        (path,) = calibration.folder().iterdir()
        good = path.read_bytes()
        changed = {
            "other machine": good.replace(b'"cores": ', b'"cores": 9'),
            "negative": good.replace(b'"weight": ', b'"weight": -'),
            "cut": good[:-40],
        }
        path.write_bytes(content if isinstance(content, bytes) else changed[content])
        assert path.read_bytes() != good
        assert calibration.load() == Calibration(machine=this_machine())
        calibration.update(lambda known: calibration.with_timings(known, [timing(9000, 0.1)]))
        assert path.read_bytes() == good

    def test_a_folder_in_its_place_is_no_error(self) -> None:
        path = calibration.folder() / f"{this_machine().fingerprint}.json"
        path.mkdir(parents=True)
        assert calibration.load() == Calibration(machine=this_machine())

    def test_where_nothing_can_be_written_it_lasts_as_long_as_the_process(
        self, own_home: Path, caplog: pytest.LogCaptureFixture
    ) -> None:
        own_home.write_text("a file where the folder should be")
        with caplog.at_level(logging.WARNING):
            for _ in range(3):
                learnt = calibration.update(
                    lambda known: calibration.with_timings(known, [timing(9000, 0.1)])
                )
                assert calibration.load() == learnt
        assert len(caplog.records) == 1, "said once"
        own_home.unlink()
        calibration.update(lambda known: known)
        assert calibration.load() == learnt
        assert len(list(calibration.folder().iterdir())) == 1

    def test_threads_do_not_lose_each_others_figures(self) -> None:
        def learn(octave: int) -> None:
            calibration.update(lambda known: calibration.with_timings(known, [timing(2.0**octave, 0.1)]))

        threads = [threading.Thread(target=learn, args=(octave,)) for octave in range(10, 20)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert set(calibration.load().speeds[WORK.key]) == set(range(10, 20))


class TestMachine:
    def test_the_same_machine_has_the_same_fingerprint(self) -> None:
        assert this_machine() == this_machine()
        assert len(this_machine().fingerprint) == 16
        assert this_machine().processor == machine.processor_name()
        assert machine.processor_name()

    @pytest.mark.parametrize("name", machine.LESSER_PROCESSOR)
    def test_a_variable_makes_it_another_one(self, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.delenv(name, raising=False)
        before = this_machine().fingerprint
        monkeypatch.setenv(name, "AVX2")
        assert this_machine().fingerprint != before

    @pytest.mark.parametrize("field", ["processor", "capabilities", "cores", "threads", "torch"])
    def test_everything_about_it_counts(self, field: str) -> None:
        here = this_machine()
        value = getattr(here, field)
        other = here.model_copy(update={field: value + (1 if isinstance(value, int) else "+")})
        assert other.fingerprint != here.fingerprint
