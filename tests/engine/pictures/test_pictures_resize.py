"""Resizing against a filter written out here, and transparency against arithmetic."""

from __future__ import annotations

import numpy as np
import pytest

from nst_engine.errors import InputError
from nst_engine.pictures import Picture, fit, flatten, resize

RNG = np.random.default_rng(5)


def lanczos_matrix(source: int, target: int) -> np.ndarray:
    """Weights of the antialiased Lanczos-3 filter, target×source, in float64."""
    scale = source / target
    width = max(scale, 1.0)
    matrix = np.zeros((target, source))
    for i in range(target):
        centre = (i + 0.5) * scale
        distance = (np.arange(source) + 0.5 - centre) / width
        weights = np.where(np.abs(distance) < 3, np.sinc(distance) * np.sinc(distance / 3), 0)
        matrix[i] = weights / weights.sum()
    return matrix


def resampled(values: np.ndarray, width: int, height: int) -> np.ndarray:
    across = lanczos_matrix(values.shape[1], width)
    down = lanczos_matrix(values.shape[0], height)
    return np.einsum("hy,yxc,wx->hwc", down, values.astype(np.float64), across)


@pytest.mark.parametrize(("width", "height"), [(17, 11), (40, 30), (80, 61), (133, 20), (1, 1)])
def test_opaque(width: int, height: int) -> None:
    pixels = RNG.random((30, 40, 3), dtype=np.float32)
    result = resize(Picture(pixels), width, height)
    assert result.pixels.shape == (height, width, 3)
    assert result.pixels.dtype == np.float32
    expected = np.clip(resampled(pixels, width, height), 0, 1)
    # Pillow leaves out weights it rounds away; float32 accuracy otherwise.
    assert np.abs(result.pixels - expected).max() < 2e-6


@pytest.mark.parametrize(("width", "height"), [(17, 11), (80, 61)])
def test_transparent_is_weighted_by_alpha(width: int, height: int) -> None:
    pixels = RNG.random((30, 40, 3), dtype=np.float32)
    alpha = RNG.random((30, 40), dtype=np.float32) * 0.4 + 0.4
    result = resize(Picture(pixels, alpha), width, height)
    share = resampled(alpha[:, :, None], width, height)
    colours = resampled(pixels * alpha[:, :, None], width, height) / share
    assert np.abs(result.pixels - np.clip(colours, 0, 1)).max() < 1e-5
    assert np.abs(result.alpha - np.clip(share[:, :, 0], 0, 1)).max() < 2e-6


def test_no_fringe_from_colours_under_transparent_pixels() -> None:
    pixels = np.zeros((32, 32, 3), np.float32)  # black where nothing is seen
    pixels[:, 16:] = (1, 0.5, 0.25)
    alpha = np.zeros((32, 32), np.float32)
    alpha[:, 16:] = 1
    for size in (11, 50):
        result = resize(Picture(pixels, alpha), size, size)
        seen = result.alpha > 0.01
        assert seen.any()
        assert np.abs(result.pixels[seen] - (1, 0.5, 0.25)).max() < 1e-3


def test_flat_stays_flat_and_same_size_is_the_same_picture() -> None:
    flat = Picture(np.full((20, 30, 3), 0.3, np.float32))
    assert np.abs(resize(flat, 97, 13).pixels - np.float32(0.3)).max() < 1e-6
    assert resize(flat, 30, 20) is flat


def test_results_stay_within_range() -> None:
    pixels = (RNG.random((30, 40, 3)) > 0.5).astype(np.float32)
    result = resize(Picture(pixels), 77, 55).pixels
    assert result.min() == 0
    assert result.max() == 1


@pytest.mark.parametrize(("width", "height"), [(0, 5), (5, -1)])
def test_impossible_sizes(width: int, height: int) -> None:
    with pytest.raises(ValueError, match="cannot be"):
        resize(Picture(np.zeros((16, 16, 3), np.float32)), width, height)


def test_fit_keeps_proportions_and_never_enlarges() -> None:
    picture = Picture(np.zeros((20, 30, 3), np.float32))
    assert (fit(picture, 15).width, fit(picture, 15).height) == (15, 10)
    assert fit(picture, 30) is picture
    assert fit(Picture(np.zeros((1, 30, 3), np.float32)), 10).height == 1


def test_flatten_lays_over_the_background() -> None:
    pixels = np.tile(np.float32([0.2, 0.4, 0.6]), (1, 3, 1))
    alpha = np.float32([[0, 0.5, 1]])
    result = flatten(Picture(pixels, alpha), "#ff8000")
    background = np.array([1, 128 / 255, 0])
    assert result.alpha is None
    np.testing.assert_allclose(result.pixels[0, 0], background, atol=1e-7)
    np.testing.assert_allclose(result.pixels[0, 1], (background + np.array([0.2, 0.4, 0.6])) / 2, atol=1e-7)
    np.testing.assert_allclose(result.pixels[0, 2], [0.2, 0.4, 0.6], atol=1e-7)


@pytest.mark.parametrize("background", ["white", "#fff", "#gggggg", "#1234567", "", "ffffff "])
def test_flatten_wants_a_colour(background: str) -> None:
    with pytest.raises(InputError, match="#rrggbb"):
        flatten(Picture(np.zeros((1, 1, 3), np.float32)), background)
