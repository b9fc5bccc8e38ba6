"""A run's times as it goes."""

from __future__ import annotations

import pytest
from runs import plan_of

from nst_engine import calibration
from nst_engine.recipe import Recipe
from nst_engine.timekeeper import Timekeeper

#: 3,072 pixels with 10 iterations, 12,288 with 5.
PLAN = plan_of(((64, 48, 10), (128, 96, 5)))


def run_of(recipe: Recipe, pace: float = 1.0, scales: int = 2) -> tuple[Timekeeper, list[float | None]]:
    """A run that loads for 1 s; each scale prepares for 1 s and takes 0.1 s and 0.3 s an iteration."""
    keeper, lefts, now = Timekeeper(recipe, PLAN), [], 1.0
    for scale, each in zip(PLAN.scales[:scales], (0.1, 0.3), strict=False):
        keeper.scale_begins(now)
        now += pace
        keeper.iterations_begin(now)
        for iteration in range(1, scale.iterations + 1):
            now += each * pace
            keeper.iteration_done(iteration, now)
            lefts.append(keeper.remaining_s())
    return keeper, lefts


def test_the_first_run_goes_by_pixels(recipe: Recipe) -> None:
    keeper, lefts = run_of(recipe)
    assert keeper.forecast_s is None
    # 9 iterations here, 5 of four times the pixels there.
    assert lefts[0] == pytest.approx(9 * 0.1 + 5 * 0.4)
    assert lefts[9] == pytest.approx(5 * 0.4)
    assert lefts[10:] == pytest.approx([0.3 * left for left in (4, 3, 2, 1, 0)])


def test_the_next_run_knows_what_the_last_one_took(recipe: Recipe) -> None:
    run_of(recipe)[0].learn()
    keeper, lefts = run_of(recipe)
    assert keeper.forecast_s is not None
    assert keeper.forecast_s > 1.0 + 10 * 0.1 + 5 * 0.3
    assert lefts[10:] == pytest.approx([0.3 * left for left in (4, 3, 2, 1, 0)])
    assert lefts[9] is not None
    assert lefts[9] > 5 * 0.3, "the second scale's targets are still to come"


def test_nothing_is_known_before_the_first_evaluation(recipe: Recipe) -> None:
    keeper = Timekeeper(recipe, PLAN)
    assert keeper.remaining_s() is None
    keeper.scale_begins(1.0)
    assert keeper.remaining_s() is None
    keeper.iterations_begin(2.0)
    assert keeper.remaining_s() is None
    keeper.iteration_done(1, 2.5)
    assert keeper.remaining_s() is not None


def test_a_run_that_never_painted_teaches_nothing(recipe: Recipe) -> None:
    Timekeeper(recipe, PLAN).learn()
    assert calibration.load().speeds == {}
    assert calibration.load().picture is None


def test_a_stopped_run_teaches_what_it_saw(recipe: Recipe) -> None:
    run_of(recipe, scales=1)[0].learn()
    (figures,) = calibration.load().speeds.values()
    (figure,) = figures.values()
    assert (figure.pixels, figure.seconds_per_pixel) == pytest.approx((64 * 48, 0.1 / (64 * 48)))
    assert calibration.load().picture is not None
