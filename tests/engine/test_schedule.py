"""From coarse to fine."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nst_engine.schedule import MIN_SHORT_EDGE, make_schedule


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        ((128, 96), [(128, 96)]),
        ((128, 191), [(128, 191)]),
        ((192, 256), [(96, 128), (192, 256)]),
        ((512, 384), [(128, 96), (256, 192), (512, 384)]),
        ((1024, 1024), [(128, 128), (256, 256), (512, 512), (1024, 1024)]),
        ((385, 511), [(96, 128), (192, 256), (385, 511)]),
        ((64, 16), [(64, 16)]),
        ((16384, 100), [(16384, 100)]),
    ],
)
def test_scales_halve_while_the_short_edge_is_long_enough(
    size: tuple[int, int], expected: list[tuple[int, int]]
) -> None:
    assert [(scale.width, scale.height) for scale in make_schedule(*size)] == expected


@given(width=st.integers(16, 16_384), height=st.integers(16, 16_384), iterations=st.integers(1, 10_000))
@settings(max_examples=200, deadline=None)
def test_every_schedule_ends_as_asked_and_works_more_on_coarser_scales(
    width: int, height: int, iterations: int
) -> None:
    scales = make_schedule(width, height, "standard", iterations)
    assert (scales[-1].width, scales[-1].height, scales[-1].iterations) == (width, height, iterations)
    for coarse, fine in itertools.pairwise(scales):
        assert coarse.iterations >= fine.iterations
        assert abs(coarse.width - fine.width / 2) <= 1
        assert abs(coarse.height - fine.height / 2) <= 1
        assert min(coarse.width, coarse.height) >= MIN_SHORT_EDGE
    assert min(scales[0].width, scales[0].height) < 2 * MIN_SHORT_EDGE + 2
