"""From coarse to fine."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nst_engine.schedule import MIN_SHORT_EDGE, MOST_ITERATIONS, QUALITIES, Plateau, make_schedule


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        ((64, 48), [(64, 48)]),
        ((64, 95), [(64, 95)]),
        ((96, 128), [(48, 64), (96, 128)]),
        ((512, 384), [(64, 48), (128, 96), (256, 192), (512, 384)]),
        ((512, 512), [(64, 64), (128, 128), (256, 256), (512, 512)]),
        ((193, 255), [(48, 64), (96, 128), (193, 255)]),
        ((64, 16), [(64, 16)]),
        ((16384, 90), [(16384, 90)]),
    ],
)
def test_scales_halve_while_the_short_edge_is_long_enough(
    size: tuple[int, int], expected: list[tuple[int, int]]
) -> None:
    assert [(scale.width, scale.height) for scale in make_schedule(*size)] == expected


@given(
    width=st.integers(16, 16_384),
    height=st.integers(16, 16_384),
    quality=st.sampled_from(sorted(QUALITIES)),
    iterations=st.integers(1, 10_000) | st.none(),
)
@settings(max_examples=300, deadline=None)
def test_every_schedule_ends_as_asked_and_works_more_on_coarser_scales(
    width: int, height: int, quality: str, iterations: int | None
) -> None:
    scales = make_schedule(width, height, quality, iterations)
    last = QUALITIES[quality].last(width, height) if iterations is None else iterations
    assert (scales[-1].width, scales[-1].height, scales[-1].iterations) == (width, height, last)
    for coarse, fine in itertools.pairwise(scales):
        assert coarse.iterations >= fine.iterations
        assert coarse.iterations <= max(MOST_ITERATIONS, last)
        assert abs(coarse.width - fine.width / 2) <= 1
        assert abs(coarse.height - fine.height / 2) <= 1
        assert min(coarse.width, coarse.height) >= MIN_SHORT_EDGE
    assert min(scales[0].width, scales[0].height) < 2 * MIN_SHORT_EDGE + 2


@pytest.mark.parametrize(("width", "height"), [(2048, 1536), (4096, 410), (6000, 180), (16384, 191)])
def test_a_better_quality_works_more_on_every_scale(width: int, height: int) -> None:
    draft, standard, fine = (
        make_schedule(width, height, quality) for quality in ("draft", "standard", "fine")
    )
    for quick, usual, patient in zip(draft, standard, fine, strict=True):
        assert quick.iterations < usual.iterations < patient.iterations


def test_standard_is_the_quality_that_was_measured() -> None:
    """As in docs/decisions/0010: coarser scales by 1.25 each, the last one by 1.66 from size to size."""
    assert [scale.iterations for scale in make_schedule(1024, 768)] == [39, 31, 25, 20, 16]
    assert [scale.iterations for scale in make_schedule(512, 384)] == [39, 31, 27, 27]
    assert [scale.iterations for scale in make_schedule(2048, 1536)] == [39, 31, 25, 20, 16, 10]
    assert [scale.iterations for scale in make_schedule(4096, 3072)] == [39, 31, 25, 20, 16, 10, 6]


def test_a_draft_begins_with_a_picture_too() -> None:
    """As in docs/decisions/0010: what its first scale ends with is the first thing seen."""
    assert [scale.iterations for scale in make_schedule(512, 384, "draft")] == [24, 10, 6, 4]
    assert [scale.iterations for scale in make_schedule(1024, 768, "draft")] == [24, 10, 6, 4, 2]
    assert [scale.iterations for scale in make_schedule(451, 300, "draft")] == [24, 7, 5]
    # The coarsest scale of a narrow panorama is a large picture, and takes long.
    assert [scale.iterations for scale in make_schedule(4096, 410, "draft")] == [15, 5, 3, 2]
    assert [scale.iterations for scale in make_schedule(16384, 191, "draft")] == [2, 2]
    # A number of iterations of one's own changes that in proportion, and a single scale is as it was.
    assert [scale.iterations for scale in make_schedule(512, 384, "draft", 2)] == [12, 5, 3, 2]
    assert [scale.iterations for scale in make_schedule(64, 48, "draft")] == [16]


def test_a_plateau_is_a_window_without_a_visible_gain() -> None:
    plateau = Plateau(window=3, least=0.01)
    falling = [8.0, 4.0, 2.0, 1.0, 0.9]
    assert not any(plateau.reached(value) for value in falling)
    # 0.9 is the best; 1 % below it within three iterations would be a gain.
    assert not plateau.reached(0.899)
    assert not plateau.reached(0.898)
    assert plateau.reached(0.897)
    assert not plateau.reached(0.88)


@given(st.lists(st.floats(0.1, 1e6), max_size=20))
def test_no_plateau_is_seen_before_a_whole_window(values: list[float]) -> None:
    plateau = Plateau(window=20)
    assert not any(plateau.reached(value) for value in values)


def test_a_painting_that_goes_on_needs_only_its_own_size() -> None:
    whole = make_schedule(1024, 768, "fine")
    assert make_schedule(1024, 768, "fine", None, "last") == whole[-1:]
    assert make_schedule(1024, 768, "draft", 7, "last")[0].iterations == 7
