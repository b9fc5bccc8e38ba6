"""What one run leaves for the next: measured times, and statistics of paintings."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from runs import TWO_SCALES, changed, of_kind, painted, plan_of

from nst_engine import calibration, style_cache, targets
from nst_engine.events import Finished, Progress
from nst_engine.pictures import reference
from nst_engine.recipe import Recipe, StyleRef
from nst_engine.result import Result
from nst_engine.style_cache import StyleCache
from nst_engine.token import Token

pytestmark = pytest.mark.usefixtures("tiny_network")


@pytest.fixture
def analysed(monkeypatch: pytest.MonkeyPatch) -> list[tuple[int, int]]:
    """The sizes (height, width) of the paintings whose statistics were really taken."""
    sizes: list[tuple[int, int]] = []
    genuine = targets.statistics

    def statistics(network: Any, layers: Any, painting: Any, *rest: Any) -> Any:
        sizes.append(tuple(painting.shape[2:]))
        return genuine(network, layers, painting, *rest)

    monkeypatch.setattr(targets, "statistics", statistics)
    forget(monkeypatch)
    return sizes


def forget(monkeypatch: pytest.MonkeyPatch) -> None:
    """As in a new process: only the disk remembers."""
    monkeypatch.setattr(style_cache, "shared", StyleCache())


def empty_disk() -> None:
    for path in style_cache.folder().iterdir():
        path.unlink()


def same(first: Result, second: Result) -> bool:
    return first.objective == second.objective and np.array_equal(first.picture.pixels, second.picture.pixels)


class TestStatistics:
    def test_the_picture_is_the_same_with_and_without(
        self, recipe: Recipe, analysed: list[tuple[int, int]], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        plan = plan_of(TWO_SCALES)
        taken, _ = painted(recipe, plan)
        assert len(analysed) == 2, "one painting at two scales"
        in_memory, _ = painted(recipe, plan)
        forget(monkeypatch)
        on_disk, _ = painted(recipe, plan)
        assert len(analysed) == 2
        empty_disk()
        forget(monkeypatch)
        anew, _ = painted(recipe, plan)
        assert len(analysed) == 4
        for other in (in_memory, on_disk, anew):
            assert same(other, taken)

    def test_shares_and_weights_are_no_part_of_them(
        self, recipe: Recipe, second_painting: Path, analysed: list[tuple[int, int]]
    ) -> None:
        two = (recipe.styles[0], StyleRef(picture=reference(second_painting)))
        first, _ = painted(changed(recipe, styles=[style.model_dump() for style in two]))
        other = (two[0], StyleRef(picture=two[1].picture, weight=3.0))
        second, _ = painted(
            changed(recipe, styles=[style.model_dump() for style in other], style_strength=2.0)
        )
        assert len(analysed) == 2
        assert not same(first, second)

    @pytest.mark.parametrize("fields", [{"pooling": "average"}, {"style_layers": {"relu2_1": 1}}], ids=str)
    def test_another_network_takes_its_own(
        self, recipe: Recipe, analysed: list[tuple[int, int]], fields: dict[str, Any]
    ) -> None:
        painted(recipe)
        painted(changed(recipe, **fields))
        assert len(analysed) == 2

    def test_a_painting_that_changed_behind_the_recipes_back_is_another_one(
        self, recipe: Recipe, painting: Path, photograph: Path, analysed: list[tuple[int, int]]
    ) -> None:
        painted(recipe)
        with Image.open(painting) as image:
            turned = image.transpose(Image.Transpose.ROTATE_180)
        turned.save(painting)
        painted(recipe)
        assert len(analysed) == 2

    def test_a_disk_that_cannot_be_written_does_not_stop_a_run(
        self,
        recipe: Recipe,
        own_home: Path,
        analysed: list[tuple[int, int]],
        caplog: pytest.LogCaptureFixture,
    ) -> None:
        own_home.write_text("a file where the folder should be")
        with caplog.at_level(logging.WARNING):
            result, _ = painted(recipe, plan_of(TWO_SCALES))
        assert result.state == "finished"
        assert len(caplog.records) == 2, "one line for statistics, one for times"


class TestTimes:
    def test_a_run_teaches_the_next_one(self, recipe: Recipe) -> None:
        plan = plan_of(TWO_SCALES)
        _, first = painted(recipe, plan)
        assert of_kind(first, Finished)[0].forecast_s is None
        (figures,) = calibration.load().speeds.values()
        assert sorted(round(figure.pixels) for figure in figures.values()) == [32 * 24, 64 * 48]
        assert calibration.load().picture is not None
        _, second = painted(recipe, plan)
        forecast_s = of_kind(second, Finished)[0].forecast_s
        assert forecast_s is not None
        assert forecast_s > 0

    def test_the_time_left_ends_at_nothing(self, recipe: Recipe) -> None:
        for _ in range(2):
            _, events = painted(recipe, plan_of(TWO_SCALES))
            lefts = [event.eta_s for event in of_kind(events, Progress)]
            assert all(left is not None and left > 0 for left in lefts[:-1])
            assert lefts[-1] == 0

    def test_a_stopped_run_teaches_what_it_saw(self, recipe: Recipe) -> None:
        token = Token()

        def stop_at_the_second_scale(event: Any) -> None:
            if isinstance(event, Progress) and event.scale_index == 0 and event.iteration == event.iterations:
                token.stop()

        result, _ = painted(recipe, plan_of(TWO_SCALES), react=stop_at_the_second_scale, token=token)
        assert result.state == "stopped"
        (figures,) = calibration.load().speeds.values()
        assert [round(figure.pixels) for figure in figures.values()] == [32 * 24]
