"""What a recipe uses of a picture: cropped and turned pixel for pixel, and nothing kept of the rest."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from pydantic import ValidationError

from nst_engine import pictures
from nst_engine.errors import InputError
from nst_engine.pictures import Picture
from nst_engine.recipe import Crop, PictureRef

SIDEWAYS = 6  # EXIF orientation: to be turned clockwise by a quarter


@pytest.fixture
def sideways(tmp_path: Path) -> Path:
    """A file of 90×60 noisy pixels with transparency that is 60×90 when it is upright."""
    noise = np.random.default_rng(3).integers(0, 256, (60, 90, 4), dtype=np.uint8)
    exif = Image.Exif()
    exif[0x0112] = SIDEWAYS
    path = tmp_path / "sideways.png"
    Image.fromarray(noise, "RGBA").save(path, exif=exif)
    return path


def reference_of(width: int, height: int, **frame: object) -> PictureRef:
    return PictureRef.model_validate(
        {"name": "any.png", "sha256": "0" * 64, "width": width, "height": height, **frame}
    )


def test_a_part_is_numpy_s_slice_of_the_upright_picture_turned(sideways: Path) -> None:
    whole = pictures.load(sideways)
    assert whole.alpha is not None
    assert (whole.width, whole.height) == (60, 90)
    for rotation, quarters in ((0, 0), (90, -1), (180, 2), (270, 1)):
        reference = pictures.reference(sideways).framed(Crop(x=7, y=30, width=41, height=20), rotation)
        part = pictures.load_framed(reference)
        np.testing.assert_array_equal(part.pixels, np.rot90(whole.pixels[30:50, 7:48], quarters))
        np.testing.assert_array_equal(part.alpha, np.rot90(whole.alpha[30:50, 7:48], quarters))
        assert (part.width, part.height) == reference.size
        assert part.pixels.base is None  # nothing of what was cut away is held


def test_a_quarter_turn_clockwise_puts_the_top_on_the_right() -> None:
    pixels = np.zeros((20, 30, 3), np.float32)
    pixels[0] = 1
    turned = pictures.framed(Picture(pixels), reference_of(30, 20, rotation=90))
    assert (turned.width, turned.height) == (20, 30)
    assert turned.pixels[:, -1].min() == 1
    assert turned.pixels[:, :-1].max() == 0


@given(st.data())
def test_any_part_is_the_slice(data: st.DataObject) -> None:
    width, height = (data.draw(st.integers(16, 60)) for _ in "wh")
    crop_width, crop_height = (data.draw(st.integers(16, edge)) for edge in (width, height))
    x, y = data.draw(st.integers(0, width - crop_width)), data.draw(st.integers(0, height - crop_height))
    rotation = data.draw(st.sampled_from((0, 90, 180, 270)))
    crop = {"x": x, "y": y, "width": crop_width, "height": crop_height}
    reference = reference_of(width, height, crop=crop, rotation=rotation)
    pixels = np.random.default_rng(0).random((height, width, 3), np.float32)
    expected = np.rot90(pixels[y : y + crop_height, x : x + crop_width], -(rotation // 90))
    np.testing.assert_array_equal(pictures.framed(Picture(pixels), reference).pixels, expected)


def test_a_small_copy_of_a_part_shows_that_part(tmp_path: Path) -> None:
    """A ramp, so that every place in the picture has its own value."""
    ramp = np.tile(np.linspace(0, 1, 4000, dtype=np.float32)[:, None], (1, 300))
    path = tmp_path / "ramp.png"
    Image.fromarray(np.rint(ramp * 255).astype(np.uint8)).save(path)
    reference = pictures.reference(path).framed(Crop(x=0, y=1000, width=300, height=2000), 90)
    small = pictures.load_framed(reference, max_edge=200)
    assert (small.width, small.height) == (200, 30)
    across = small.pixels[15, :, 0]
    # Turned clockwise, what was at the bottom stands at the left.
    assert across[0] == pytest.approx(0.75, abs=0.01)
    assert across[-1] == pytest.approx(0.25, abs=0.01)
    assert pictures.thumbnail_of(reference, 100).shape == (15, 100, 3)


def test_a_picture_used_whole_is_loaded_as_ever(sideways: Path) -> None:
    whole, small = pictures.load(sideways), pictures.load(sideways, max_edge=40)
    reference = pictures.reference(sideways)
    np.testing.assert_array_equal(pictures.load_framed(reference).pixels, whole.pixels)
    np.testing.assert_array_equal(pictures.load_framed(reference, max_edge=40).pixels, small.pixels)
    everything = Crop(x=0, y=0, width=60, height=90)
    assert reference.framed(everything, 0) == reference


def test_a_file_of_another_size_and_one_without_a_place_are_refused(sideways: Path) -> None:
    Image.new("RGB", (64, 64)).save(sideways.with_name("other.png"))
    reference = pictures.reference(sideways)
    other = reference.model_copy(update={"path": str(sideways.with_name("other.png"))})
    with pytest.raises(InputError, match="another size"):
        pictures.load_framed(other)
    with pytest.raises(InputError, match="no place"):
        pictures.load_framed(reference.model_copy(update={"path": None}))


@pytest.mark.parametrize(
    "frame",
    [
        {"crop": {"x": 0, "y": 0, "width": 15, "height": 40}},
        {"crop": {"x": 0, "y": 0, "width": 40, "height": 15}},
        {"crop": {"x": -1, "y": 0, "width": 40, "height": 40}},
        {"crop": {"x": 61, "y": 0, "width": 40, "height": 40}},
        {"crop": {"x": 0, "y": 41, "width": 40, "height": 40}},
        {"crop": {"x": 0.5, "y": 0, "width": 40, "height": 40}},
        {"crop": {"x": 0, "y": 0, "width": 40, "height": 40, "angle": 3}},
        {"crop": [0, 0, 40, 40]},
        {"rotation": 45},
        {"rotation": -90},
        {"rotation": 360},
        {"rotation": "left"},
    ],
)
def test_a_frame_outside_its_range_is_refused(frame: dict[str, object]) -> None:
    reference_of(100, 80)
    with pytest.raises(ValidationError):
        reference_of(100, 80, **frame)


def test_the_smallest_part_has_the_shortest_edge_a_picture_may_have() -> None:
    smallest = reference_of(100, 80, crop={"x": 84, "y": 64, "width": 16, "height": 16})
    assert min(smallest.size) == pictures.MIN_EDGE == 16


def test_taking_a_frame_over_refuses_one_that_lies_outside() -> None:
    claimed = reference_of(1000, 800, crop={"x": 900, "y": 700, "width": 50, "height": 50}, rotation=90)
    with pytest.raises(InputError, match="outside"):
        reference_of(100, 80).framed_like(claimed)
    inside = reference_of(100, 80, crop={"x": 10, "y": 20, "width": 50, "height": 50}, rotation=180)
    assert reference_of(100, 80).framed_like(inside) == inside
