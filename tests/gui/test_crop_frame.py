"""The rectangle that is cut out of a picture: always within it, in whole pixels, in its proportions."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nst_engine.recipe import MIN_PICTURE_EDGE, Crop, PictureRef
from nst_gui.models.crop_frame import HANDLES, CropFrame, rotated, turned


def picture(width: int = 400, height: int = 300, **frame: object) -> PictureRef:
    fields = {"name": "a.png", "sha256": "0" * 64, "width": width, "height": height, **frame}
    return PictureRef.model_validate(fields)


@st.composite
def framed_pictures(draw: st.DrawFn) -> PictureRef:
    width, height = (draw(st.integers(MIN_PICTURE_EDGE, 5000)) for _ in "wh")
    wide, high = (draw(st.integers(MIN_PICTURE_EDGE, edge)) for edge in (width, height))
    crop = {
        "x": draw(st.integers(0, width - wide)),
        "y": draw(st.integers(0, height - high)),
        "width": wide,
        "height": high,
    }
    return picture(width, height, crop=crop, rotation=draw(st.sampled_from((0, 90, 180, 270))))


@pytest.mark.parametrize("quarters", range(-4, 5))
def test_a_turned_box_is_the_same_part_of_the_turned_picture(quarters: int) -> None:
    pixels = np.arange(30 * 20).reshape(20, 30)
    x, y, width, height = turned((3, 5, 11, 7), (30, 20), quarters)
    expected = np.rot90(pixels[5:12, 3:14], -quarters)
    np.testing.assert_array_equal(np.rot90(pixels, -quarters)[y : y + height, x : x + width], expected)


@given(framed_pictures())
def test_what_is_not_changed_stays(ref: PictureRef) -> None:
    assert CropFrame(ref).reference() == ref


@given(framed_pictures())
def test_four_quarters_are_none(ref: PictureRef) -> None:
    frame = CropFrame(ref)
    for _ in range(4):
        frame.turn(1)
        assert frame.reference().crop == ref.crop
    assert frame.reference() == ref
    assert rotated(rotated(ref, 1), -1) == ref
    assert rotated(ref, 2).rotation == (ref.rotation + 180) % 360


PIXELS = st.integers(-6000, 6000)
PLACES = st.floats(-6000, 6000, allow_subnormal=False)
CHANGES = st.one_of(
    st.tuples(st.just("move"), PIXELS, PIXELS),
    st.tuples(st.just("drag"), st.sampled_from(HANDLES), PLACES, PLACES),
    st.tuples(st.just("grow"), PIXELS),
    st.tuples(st.just("turn"), st.sampled_from((-1, 1))),
    st.tuples(st.just("set_ratio"), st.sampled_from((None, 1.0, 1.5, 2 / 3, 4 / 3, 16 / 9))),
    st.tuples(st.just("swap")),
    st.tuples(st.just("reset")),
)


@given(framed_pictures(), st.lists(CHANGES, max_size=12))
def test_whatever_is_done_it_stays_a_part_of_the_picture(
    ref: PictureRef, changes: list[tuple[object, ...]]
) -> None:
    frame = CropFrame(ref)
    for name, *values in changes:
        getattr(frame, str(name))(*values)
        x, y, width, height = frame.box
        assert all(isinstance(number, int) for number in frame.box)
        assert x >= 0
        assert y >= 0
        assert x + width <= frame.size[0]
        assert y + height <= frame.size[1]
        assert min(width, height) >= MIN_PICTURE_EDGE
        narrow = min(frame.size) < 2 * MIN_PICTURE_EDGE  # then there may be no such rectangle
        if frame.ratio is not None and name not in ("move", "turn") and not narrow:
            assert abs(width - height * frame.ratio) <= 1 + frame.ratio
        frame.reference()


def test_dragging_a_corner_leaves_the_opposite_one() -> None:
    frame = CropFrame(picture(crop={"x": 100, "y": 100, "width": 100, "height": 80}))
    frame.drag((1, 1), 260.4, 150)
    assert frame.box == (100, 100, 160, 50)
    frame.drag((-1, -1), 60, 90)
    assert frame.box == (60, 90, 200, 60)
    frame.drag((-1, 1), 500, 500)
    assert frame.box == (260 - 16, 90, 16, 210)


def test_dragging_an_edge_moves_that_edge_alone() -> None:
    frame = CropFrame(picture(crop={"x": 100, "y": 100, "width": 100, "height": 80}))
    frame.drag((0, -1), 9999, 40)
    assert frame.box == (100, 40, 100, 140)
    frame.drag((1, 0), 9999, -9999)
    assert frame.box == (100, 40, 300, 140)


def test_proportions_are_kept_while_it_is_dragged() -> None:
    frame = CropFrame(picture())
    frame.set_ratio(1.0)
    assert frame.box == (50, 0, 300, 300)
    frame.drag((1, 1), 200, 250)
    assert frame.box == (50, 0, 250, 250)
    frame.drag((-1, 0), 200, 0)
    assert frame.box == (200, 75, 100, 100)
    frame.drag((0, 1), 0, 9999)
    assert frame.box[3] == 225
    assert frame.box[2] == 225


def test_original_proportions_can_be_everything() -> None:
    frame = CropFrame(picture(401, 299, crop={"x": 9, "y": 9, "width": 40, "height": 40}))
    frame.set_ratio(401 / 299)
    frame.grow(10_000)
    assert frame.reference() == picture(401, 299)


def test_swapping_sides_twice_is_nothing_where_there_is_room() -> None:
    frame = CropFrame(picture(crop={"x": 100, "y": 100, "width": 100, "height": 50}))
    frame.swap()
    assert frame.box == (125, 75, 50, 100)
    assert frame.ratio is None
    frame.swap()
    assert frame.box == (100, 100, 100, 50)


def test_reset_is_the_file_as_it_is() -> None:
    frame = CropFrame(picture(crop={"x": 100, "y": 100, "width": 100, "height": 50}, rotation=270))
    frame.set_ratio(1.0)
    frame.reset()
    assert frame.reference() == picture()
    assert frame.ratio is None


def test_a_turn_takes_the_rectangle_and_its_proportions_along() -> None:
    frame = CropFrame(picture(crop={"x": 100, "y": 100, "width": 90, "height": 60}))
    frame.set_ratio(1.5)
    frame.turn(1)
    assert frame.size == (300, 400)
    assert frame.box == (300 - 100 - 60, 100, 60, 90)
    assert frame.ratio == pytest.approx(2 / 3)
    assert frame.reference().crop == Crop(x=100, y=100, width=90, height=60)
