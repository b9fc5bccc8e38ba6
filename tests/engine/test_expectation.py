"""How long a run will take, and how long what is left of it will take."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import Any

import pytest
from runs import plan_of

from nst_engine import calibration, expectation
from nst_engine.calibration import Timing, Work
from nst_engine.expectation import (
    FIRST,
    FORWARD,
    Expectation,
    Measured,
    ScaleCost,
    effort_of,
    expect,
    learn,
    remaining_seconds,
)
from nst_engine.plan import Plan, ScalePlan
from nst_engine.recipe import PictureRef, Recipe, StyleRef

WORK = Work("cpu", "float32", 1, "max", "relu5_1")
#: Two scales: 10,000 pixels with 40 iterations, 40,000 with 20.
SCALES = ((100, 100, 40), (200, 200, 20))


def recipe_of(*paintings: tuple[int, int], **fields: Any) -> Recipe:
    content = PictureRef(name="a.jpg", sha256="a" * 64, width=1000, height=1000)
    styles = tuple(
        StyleRef(picture=PictureRef(name="b.jpg", sha256="b" * 64, width=width, height=height))
        for width, height in paintings or ((2000, 2000),)
    )
    return Recipe(content=content, styles=styles, size=200, **fields)


def remember(work: Work = WORK, **seconds: float) -> None:
    """``_10000=0.1``: an evaluation of 10,000 pixels takes 0.1 s."""
    timings = [Timing(work, float(pixels[1:]), 10, each) for pixels, each in seconds.items()]
    calibration.update(lambda known: calibration.with_timings(known, timings))


def expected_of(recipe: Recipe, plan: Plan) -> Expectation:
    found = expect(recipe, plan)
    assert found is not None
    return found


class TestBeforeTheStart:
    def test_nothing_is_expected_of_work_nobody_has_measured(self) -> None:
        assert expect(recipe_of(), plan_of(SCALES)) is None
        remember(_10000=0.1)
        assert expect(recipe_of(), plan_of(SCALES)) is not None
        for other in ({"precision": "bfloat16"}, {"threads": 2}):
            assert expect(recipe_of(), plan_of(SCALES, **other)) is None
        assert expect(recipe_of(pooling="average"), plan_of(SCALES)) is None
        assert expect(recipe_of(style_layers={"relu2_1": 1}), plan_of(SCALES)) is None

    def test_every_scale_takes_its_iterations_its_targets_and_a_slow_first_evaluation(self) -> None:
        remember(_10000=0.1, _40000=0.3)
        costs = expected_of(recipe_of(), plan_of(SCALES)).scales
        # The painting has the output's pixel count at each scale: one forward pass for it, one for content.
        for cost, iteration, iterations in zip(costs, (0.1, 0.3), (40, 20), strict=True):
            assert cost.iteration_s == pytest.approx(iteration)
            assert cost.preparation_s == pytest.approx(iteration * (1 + FIRST + 2 * FORWARD))
            # The last iteration asks for no gradient.
            whole = iterations - 1 + FORWARD
            assert cost.seconds == pytest.approx(cost.preparation_s + whole * iteration)

    def test_paintings_count_by_their_size(self) -> None:
        remember(_10000=0.1, _40000=0.4)
        plan = plan_of(SCALES)

        def analysed(*paintings: tuple[int, int], **fields: Any) -> float:
            cost = expected_of(recipe_of(*paintings, **fields), plan).scales[-1]
            without = expected_of(recipe_of(style_strength=0), plan_of(SCALES)).scales[-1]
            assert cost.iteration_s == pytest.approx(0.4)
            return cost.preparation_s - without.preparation_s

        remember(Work("cpu", "float32", 1, "max", "relu4_2"), _10000=0.1, _40000=0.4)  # without style
        one = analysed((2000, 2000))
        assert one == pytest.approx(0.4 * FORWARD)
        assert analysed((2000, 2000), (2000, 2000)) == pytest.approx(2 * one)
        assert analysed((2000, 2000), stroke_size=2) == pytest.approx(4 * one)
        assert analysed((100, 100)) == pytest.approx(one / 4), "a small painting is never enlarged"
        assert analysed((100, 100), stroke_size=4) == pytest.approx(one / 4)
        # Nor is it shrunk at the first scale, which has as many pixels, for the sake of the last one.
        coarse = expected_of(recipe_of((100, 100)), plan).scales[0].preparation_s
        assert coarse == expected_of(recipe_of(), plan).scales[0].preparation_s

    def test_terms_that_are_off_need_no_targets(self) -> None:
        remember(_10000=0.1)
        plan = plan_of(((100, 100, 5),))
        styled = expected_of(recipe_of(content_weight=0), plan).scales[0]
        assert styled.preparation_s == pytest.approx(0.1 * (1 + FIRST + FORWARD))

    def test_large_files_take_longer_to_read(self) -> None:
        remember(_10000=0.1)
        plan = plan_of(SCALES)
        small, large = (expected_of(recipe_of(edges), plan) for edges in ((100, 100), (6000, 6000)))
        assert large.loading_s > small.loading_s > 0
        assert large.seconds == pytest.approx(large.loading_s + sum(cost.seconds for cost in large.scales))


class TestTiles:
    def test_one_piece_is_once_its_pixels(self) -> None:
        effort = effort_of(ScalePlan(width=640, height=480, iterations=1), "relu5_1")
        assert (effort.pixels, effort.times) == (640 * 480, 1.0)

    def test_tiles_cost_their_margins_and_a_second_forward_pass(self) -> None:
        # 2048 × 1024 in tiles of 512 with 160 px around them: by hand, with the grid of the tiles' own cut.
        scale = ScalePlan(width=2048, height=1024, iterations=1, tile=512)
        effort = effort_of(scale, "relu5_1")
        columns = [512 + 160, 512 + 320, 512 + 320, 512 + 160]
        rows = [512 + 160, 512 + 160]
        area = sum(columns) * sum(rows)
        assert effort.pixels == 832 * 672
        least, most = area + FORWARD * 2048 * 1024, area * (1 + FORWARD)
        assert least < effort.pixels * effort.times < most

    def test_content_taken_anew_costs_more(self) -> None:
        kept, anew = (
            effort_of(
                ScalePlan(width=2048, height=1024, iterations=1, tile=512, keep_content=keep), "relu5_1"
            )
            for keep in (True, False)
        )
        assert anew.times > kept.times

    def test_a_tiled_scale_is_expected_to_take_longer_and_then_what_it_took(self) -> None:
        remember(_10000=0.1, _1000000=10.0)
        whole, tiled = (
            plan_of(SCALES).model_copy(
                update={"scales": (ScalePlan(width=2048, height=2048, iterations=9, tile=tile),)}
            )
            for tile in (None, 512)
        )
        recipe = recipe_of((4000, 4000))
        at_first = expected_of(recipe, tiled).scales[0].iteration_s
        assert at_first > 1.4 * expected_of(recipe, whole).scales[0].iteration_s
        for _ in range(3):
            learn(recipe, tiled, [Measured(50, 2 * at_first)], None)
        assert expected_of(recipe, tiled).scales[0].iteration_s == pytest.approx(2 * at_first)
        assert expected_of(recipe, whole).scales[0].iteration_s < at_first


class TestLearning:
    def test_the_next_expectation_is_what_the_run_took(self) -> None:
        recipe, plan = recipe_of(), plan_of(SCALES)
        learn(recipe, plan, [Measured(40, 0.2), Measured(20, 0.7)], 3.0)
        found = expected_of(recipe, plan)
        assert [cost.iteration_s for cost in found.scales] == pytest.approx([0.2, 0.7])
        assert found.loading_s == pytest.approx(3.0)

    def test_a_stopped_run_teaches_what_it_saw(self) -> None:
        recipe, plan = recipe_of(), plan_of(SCALES)
        learn(recipe, plan, [Measured(12, 0.2)], None)
        found = expected_of(recipe, plan)
        assert found.scales[0].iteration_s == pytest.approx(0.2)
        assert found.scales[1].iteration_s == pytest.approx(0.8), "per pixel, as there is nothing better"

    def test_a_run_without_an_iteration_teaches_nothing(self) -> None:
        learn(recipe_of(), plan_of(SCALES), [Measured(0, 0.0)], None)
        learn(recipe_of(), plan_of(SCALES), [], None)
        assert expect(recipe_of(), plan_of(SCALES)) is None


class TestWhileItRuns:
    plan = plan_of(SCALES)
    #: 5 s for the first scale, 11 s for the second, less what the last iterations save.
    expected = Expectation(2.0, (ScaleCost(1.0, 0.1, 40), ScaleCost(1.0, 0.5, 20)))
    second = 1.0 + (19 + FORWARD) * 0.5

    def left(self, *measured: Measured) -> float:
        seconds = remaining_seconds(self.plan, self.expected, measured)
        assert seconds is not None
        return seconds

    def test_at_its_start_it_is_the_expectation(self) -> None:
        assert self.left(Measured(0, 0.0)) == pytest.approx((39 + FORWARD) * 0.1 + self.second)

    def test_as_expected_it_counts_down(self) -> None:
        assert self.left(Measured(10, 0.1)) == pytest.approx((29 + FORWARD) * 0.1 + self.second)
        assert self.left(Measured(40, 0.1)) == pytest.approx(self.second)
        assert self.left(Measured(40, 0.1), Measured(0, 0.0)) == pytest.approx(self.second - 1.0)
        assert self.left(Measured(40, 0.1), Measured(20, 0.5)) == 0.0

    def test_it_does_not_scale_small_pictures_up(self) -> None:
        """By pixels, 0.1 s at 10,000 would be 0.4 at 40,000; the expectation knows that it is 0.5."""
        by_pixels = remaining_seconds(self.plan, None, [Measured(40, 0.1)])
        assert by_pixels == pytest.approx((19 + FORWARD) * 0.4)
        assert self.left(Measured(40, 0.1)) == pytest.approx(self.second)

    def test_a_machine_twice_as_slow_takes_nearly_twice_as_long(self) -> None:
        assert 2 * self.second > self.left(Measured(40, 0.2)) > 1.8 * self.second
        late = self.left(Measured(40, 0.2), Measured(15, 1.0))
        assert 2 > late / ((4 + FORWARD) * 0.5) > 1.8

    def test_one_slow_iteration_changes_little(self) -> None:
        before, after = self.left(Measured(0, 0.0)), self.left(Measured(1, 0.3))
        assert before < after < 1.35 * before

    def test_the_pace_of_a_scale_is_not_forgotten_at_the_next(self) -> None:
        last = self.left(Measured(40, 0.2))
        first = self.left(Measured(40, 0.2), Measured(0, 0.0))
        assert first > 0.8 * (last - 1.8), "all but the next scale's preparation is still to come"

    def test_it_falls_steadily_when_all_goes_evenly(self) -> None:
        """On a machine 1.5 times as slow as expected, the time left never rises once that is noticed."""
        lefts = [self.left(Measured(done, 0.15)) for done in range(15, 41)]
        lefts += [self.left(Measured(40, 0.15), Measured(done, 0.75)) for done in range(21)]
        assert all(later < earlier for earlier, later in pairwise(lefts))

    def test_without_an_expectation_it_is_unknown_until_an_iteration_is_done(self) -> None:
        assert remaining_seconds(self.plan, None, [Measured(0, 0.0)]) is None
        left = remaining_seconds(self.plan, None, [Measured(10, 0.1)])
        assert left == pytest.approx((29 + FORWARD) * 0.1 + (19 + FORWARD) * 0.4)
        assert remaining_seconds(self.plan, None, [Measured(40, 0.1), Measured(20, 0.4)]) == 0.0

    def test_it_is_finite_whatever_was_measured(self) -> None:
        for seconds in (1e-9, 1e9):
            assert math.isfinite(self.left(Measured(40, seconds)))
        assert expectation.remaining_seconds(self.plan, self.expected, [Measured(5, 0.0)]) is not None
