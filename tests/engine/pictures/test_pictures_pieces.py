"""Resizing and rounding in pieces: bit for bit what the whole picture gives."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from nst_engine.pictures import Picture, flatten, levels, quantised, resampling, resize

EDGE = st.integers(1, 60)


def whole(values: np.ndarray, width: int, height: int) -> np.ndarray:
    """Pillow's own resampling of a whole plane, both directions at once."""
    image = Image.fromarray(np.ascontiguousarray(values))
    return np.asarray(image.resize((width, height), Image.Resampling.LANCZOS))


def resized_whole(picture: Picture, width: int, height: int) -> Picture:
    weights = np.float32(1) if picture.alpha is None else picture.alpha
    planes = [whole(picture.pixels[:, :, channel] * weights, width, height) for channel in range(3)]
    colours = np.stack(planes, axis=2)
    if picture.alpha is None:
        return Picture(np.clip(colours, 0, 1))
    alpha = whole(picture.alpha, width, height)
    seen = alpha > 0.5 / 65535
    colours = np.where(seen[:, :, None], colours / np.where(seen, alpha, 1)[:, :, None], 0)
    return Picture(
        np.clip(colours, 0, 1).astype(np.float32),
        np.clip(np.where(seen, alpha, 0), 0, 1).astype(np.float32),
    )


def noise(width: int, height: int, *, transparent: bool) -> Picture:
    """Colours a little beyond what a picture has, and parts that are wholly transparent or opaque."""
    random = np.random.default_rng(width * 1000 + height)
    pixels = random.random((height, width, 3), dtype=np.float32) * np.float32(1.2) - np.float32(0.1)
    alpha = np.clip(random.random((height, width), dtype=np.float32) * 2 - np.float32(0.6), 0, 1)
    return Picture(pixels, alpha if transparent else None)


@pytest.fixture(autouse=True, scope="module")
def small_pieces() -> Iterator[None]:
    """So that even small pictures have many of them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(resampling, "_KEPT_VALUES", 4000)
        patch.setattr(resampling, "_PIECE_PIXELS", 800)
        patch.setattr(levels, "_BAND_PIXELS", 400)
        yield


@given(width=EDGE, height=EDGE, to_width=EDGE, to_height=EDGE, transparent=st.booleans())
@settings(max_examples=150, deadline=None)
def test_another_size_in_pieces_is_the_whole_one(
    width: int, height: int, to_width: int, to_height: int, transparent: bool
) -> None:
    picture = noise(width, height, transparent=transparent)
    found = resize(picture, to_width, to_height)
    if (width, height) == (to_width, to_height):
        assert found is picture
        return
    expected = resized_whole(picture, to_width, to_height)
    np.testing.assert_array_equal(found.pixels, expected.pixels)
    if transparent:
        np.testing.assert_array_equal(found.alpha, expected.alpha)
    else:
        assert found.alpha is None


@pytest.mark.parametrize("factor", [0.31, 0.5, 0.77, 1.01, 1.5, 2.3])
@pytest.mark.parametrize("size", [(90, 61), (61, 90), (64, 64)])
def test_proportional_sizes_as_they_are_exported(size: tuple[int, int], factor: float) -> None:
    """Rounding makes one direction a little longer; whichever is filtered first, it is exact."""
    width, height = size
    for more in (-1, 0, 1):
        to = round(width * factor), round(height * factor) + more
        picture = noise(width, height, transparent=False)
        np.testing.assert_array_equal(resize(picture, *to).pixels, resized_whole(picture, *to).pixels)


def test_a_large_picture_is_gone_over_a_few_times_however_large_it_is(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Each time takes as long as the whole resampling does where memory is no question."""
    times = []
    once = resampling._filtered_once

    def counted(*arguments: Any) -> Any:
        times.append(arguments)
        return once(*arguments)

    monkeypatch.setattr(resampling, "_filtered_once", counted)
    for edge in (100, 200, 300):
        times.clear()
        resize(noise(edge, edge, transparent=False), edge - 10, edge - 10)
        assert 1 < len(times) <= 3


@pytest.mark.parametrize("bits", [8, 16])
@pytest.mark.parametrize("transparent", [False, True])
@pytest.mark.parametrize("opaque", [False, True])
@pytest.mark.parametrize("size", [None, (47, 33), (80, 57), (31, 20), (47, 10), (90, 10)])
def test_levels_are_those_of_the_whole_picture(
    bits: int, transparent: bool, opaque: bool, size: tuple[int, int] | None
) -> None:
    picture = noise(47, 33, transparent=transparent)
    found = quantised(picture, bits, size, opaque=opaque)
    expected = picture if size in (None, (47, 33)) else resized_whole(picture, *size)
    expected = flatten(expected) if opaque else expected
    planes = [expected.pixels] if expected.alpha is None else [expected.pixels, expected.alpha[:, :, None]]
    values = np.clip(np.concatenate(planes, axis=2), 0, 1) * np.float32(2**bits - 1)
    assert found.dtype == (np.uint8 if bits == 8 else np.uint16)
    np.testing.assert_array_equal(found, np.rint(values).astype(found.dtype))


def test_the_picture_itself_is_not_touched() -> None:
    picture = noise(47, 33, transparent=True)
    before = picture.pixels.copy(), picture.alpha.copy()
    quantised(picture, 8, (60, 40))
    quantised(picture, 16, opaque=True)
    np.testing.assert_array_equal(picture.pixels, before[0])
    np.testing.assert_array_equal(picture.alpha, before[1])
