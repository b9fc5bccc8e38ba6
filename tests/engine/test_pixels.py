"""Pictures as tensors and back, and resampling."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
import torch

from nst_engine import pictures
from nst_engine import pixels as pixels_room
from nst_engine.pictures import Picture
from nst_engine.pixels import fitted, resample, shrunk, to_picture, to_tensor, to_uint8, to_uint16

CPU = torch.device("cpu")


def picture_of(height: int, width: int) -> Picture:
    rng = np.random.default_rng(0)
    return Picture(
        rng.random((height, width, 3), dtype=np.float32), rng.random((height, width), dtype=np.float32)
    )


@pytest.mark.parametrize("size", [(5, 7), (1, 4), (4, 1), (1, 1)])
def test_there_and_back(size: tuple[int, int]) -> None:
    picture = picture_of(*size)
    tensor = to_tensor(picture, CPU)
    assert tensor.shape == (1, 3, *size)
    for channel in range(3):
        np.testing.assert_array_equal(tensor[0, channel].numpy(), picture.pixels[:, :, channel])
    again = to_picture(tensor, picture.alpha)
    np.testing.assert_array_equal(again.pixels, picture.pixels)
    assert again.alpha is picture.alpha
    assert again.pixels.flags.c_contiguous


@pytest.mark.parametrize("size", [(5, 7), (1, 1)])
def test_the_tensor_does_not_share_the_picture_s_memory(size: tuple[int, int]) -> None:
    """Painting moves the tensor's values; the photograph must stay as it is."""
    picture = picture_of(*size)
    before = picture.pixels.copy()
    to_tensor(picture, CPU).add_(1)
    np.testing.assert_array_equal(picture.pixels, before)


def test_turned_and_read_only_pictures_are_taken_too() -> None:
    picture = picture_of(4, 6)
    turned = Picture(picture.pixels[::-1, ::-1])
    turned.pixels.flags.writeable = False
    torch.testing.assert_close(to_tensor(turned, CPU), to_tensor(picture, CPU).flip(2, 3), rtol=0, atol=0)


def test_pixels_are_clamped_on_the_way_out() -> None:
    tensor = torch.tensor([-0.5, 0.25, 1.5]).view(1, 3, 1, 1).expand(1, 3, 2, 2)
    np.testing.assert_array_equal(to_picture(tensor).pixels[0, 0], np.float32([0, 0.25, 1]))
    np.testing.assert_array_equal(to_uint8(tensor)[0, 0], [0, 64, 255])


@pytest.mark.parametrize(("levels", "bits"), [(to_uint8, 8), (to_uint16, 16)])
def test_levels_are_rounded_as_the_exporter_does(
    levels: Callable[[torch.Tensor], np.ndarray], bits: int
) -> None:
    values = np.linspace(0, 1, 3 * 40 * 50, dtype=np.float32).reshape(40, 50, 3)
    values[0, 0] = (0.5, 0.5 / 255, 1.5 / 255)  # half-way between two levels
    found = levels(to_tensor(Picture(values), CPU))
    assert found.dtype == f"uint{bits}"
    assert found.shape == (40, 50, 3)
    np.testing.assert_array_equal(found, pictures.quantised(Picture(values), bits))


def test_resampling_to_the_same_size_changes_nothing() -> None:
    pixels = torch.rand(1, 3, 9, 11)
    assert torch.equal(resample(pixels, (9, 11)), pixels)


@pytest.mark.parametrize("size", [(17, 23), (80, 70), (16, 90)])
def test_resampling_keeps_a_smooth_picture(size: tuple[int, int]) -> None:
    def ramp(height: int, width: int) -> torch.Tensor:
        y = (torch.arange(height) + 0.5) / height
        x = (torch.arange(width) + 0.5) / width
        return torch.stack([x.expand(height, width), y[:, None].expand(height, width), x * y[:, None]])[None]

    found = resample(ramp(40, 40), size)
    assert found.shape == (1, 3, *size)
    inner = (..., slice(3, -3), slice(3, -3))
    torch.testing.assert_close(found[inner], ramp(*size)[inner], rtol=0, atol=5e-3)


def test_shrinking_averages_instead_of_picking() -> None:
    stripes = torch.zeros(1, 3, 64, 64)
    stripes[:, :, :, ::2] = 1
    small = resample(stripes, (16, 16))
    torch.testing.assert_close(small, torch.full_like(small, 0.5), rtol=0, atol=0.05)


def test_a_shrunk_picture_is_its_averages_and_not_above_the_edge() -> None:
    pixels = torch.rand(1, 3, 130, 257)
    small = shrunk(pixels, 64)
    assert small.shape == (1, 3, 26, 52)
    torch.testing.assert_close(small[0, :, 3, 4], pixels[0, :, 15:20, 20:25].mean(dim=(1, 2)))
    torch.testing.assert_close(small[0, :, 0, 51], pixels[0, :, :5, 255:].mean(dim=(1, 2)))
    assert shrunk(pixels, 257) is pixels
    assert shrunk(torch.rand(1, 3, 2, 500), 100).shape == (1, 3, 1, 100)


def test_large_pictures_are_converted_in_bands(monkeypatch: pytest.MonkeyPatch) -> None:
    pixels = torch.rand(1, 3, 37, 23) * 1.4 - 0.2
    whole, levels, fine = to_picture(pixels), to_uint8(pixels), to_uint16(pixels)
    monkeypatch.setattr(pixels_room, "_BAND_PIXELS", 100)
    np.testing.assert_array_equal(to_picture(pixels).pixels, whole.pixels)
    np.testing.assert_array_equal(to_uint8(pixels), levels)
    np.testing.assert_array_equal(to_uint16(pixels), fine)


@pytest.mark.parametrize(
    ("height", "width", "found"), [(30, 40, (30, 40)), (900, 70, (100, 8)), (150, 201, (75, 100))]
)
def test_what_is_fitted_is_as_long_as_it_may_be(height: int, width: int, found: tuple[int, int]) -> None:
    ramp = torch.linspace(0, 1, height)[None, None, :, None].expand(1, 3, height, width)
    small = fitted(ramp, 100)
    assert tuple(small.shape) == (1, 3, *found)
    expected = (torch.arange(found[0]) + 0.5) / found[0]
    assert float((small[0, 0, :, 0] - expected).abs().max()) < 0.02
    if found == (height, width):
        assert small is ramp
