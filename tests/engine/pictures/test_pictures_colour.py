"""Colour profiles, checked against formulas written down here."""

from __future__ import annotations

import zlib
from io import BytesIO
from pathlib import Path

import handmade
import numpy as np
import pytest
from PIL import Image, ImageCms

from nst_engine.pictures import load, srgb_profile

RNG = np.random.default_rng(11)
RGB = RNG.integers(0, 256, (32, 40, 3), dtype=np.uint8)
DEEP = RNG.integers(0, 65536, (32, 40, 3), dtype=np.uint16)
DEEP[0] = np.arange(40)[:, None] * 20  # the deep shadows, where shortcuts show
ADOBE = handmade.rgb_profile(handmade.ADOBE_D50, handmade.ADOBE_GAMMA)


def written(folder: Path, data: bytes) -> Path:
    path = folder / "picture"
    path.write_bytes(data)
    return path


def png_profile(profile: bytes) -> bytes:
    return handmade.png_chunk(b"iCCP", b"any\0\0" + zlib.compress(profile))


def tiff_profile(profile: bytes) -> tuple[int, int, int, bytes]:
    return (34675, 7, len(profile), profile)


def test_eight_bit_adobe_rgb(tmp_path: Path) -> None:
    picture = load(written(tmp_path, handmade.png(RGB, 2, before=png_profile(ADOBE))))
    expected = handmade.adobe_to_srgb(RGB / 255)
    assert np.abs(picture.pixels - expected).max() < 1 / 255
    assert np.abs(RGB / 255 - expected).max() > 10 / 255  # the conversion is worth testing


@pytest.mark.parametrize("container", ["png", "tiff"])
def test_sixteen_bit_adobe_rgb_to_sixteen_bit_accuracy(tmp_path: Path, container: str) -> None:
    if container == "png":
        data = handmade.png(DEEP, 2, 16, png_profile(ADOBE))
    else:
        data = handmade.tiff(DEEP, 2, tags=[tiff_profile(ADOBE)])
    picture = load(written(tmp_path, data))
    error = np.abs(picture.pixels - handmade.adobe_to_srgb(DEEP / 65535))
    assert error[0].max() < 1e-4  # neutral shadows
    # The matrices here have five digits, which shows where a saturated colour has almost none of a channel.
    assert np.percentile(error, 99) < 4e-4
    assert error.max() < 3e-3


def test_profile_and_alpha_do_not_disturb_each_other(tmp_path: Path) -> None:
    alpha = RNG.integers(0, 256, (32, 40), dtype=np.uint8)
    data = handmade.png(np.dstack([RGB, alpha]), 6, before=png_profile(ADOBE))
    picture = load(written(tmp_path, data))
    assert np.abs(picture.pixels - handmade.adobe_to_srgb(RGB / 255)).max() < 1 / 255
    np.testing.assert_array_equal(np.rint(picture.alpha * 255), alpha)


def test_jpeg_profile(tmp_path: Path) -> None:
    flat = np.full((32, 32, 3), (60, 180, 90), np.uint8)
    buffer = BytesIO()
    Image.fromarray(flat).save(buffer, "JPEG", quality=100, subsampling=0, icc_profile=ADOBE)
    picture = load(written(tmp_path, buffer.getvalue()))
    assert np.abs(picture.pixels - handmade.adobe_to_srgb(flat / 255)).max() < 2 / 255


@pytest.mark.parametrize("bits", [8, 16])
def test_grey_profile(tmp_path: Path, bits: int) -> None:
    grey = DEEP[:, :, 0] if bits == 16 else RGB[:, :, 0]
    data = handmade.png(grey, 0, bits, png_profile(handmade.grey_profile(1.75)))
    picture = load(written(tmp_path, data))
    expected = handmade.srgb_encode((grey / (2**bits - 1)) ** 1.75)
    assert np.abs(picture.pixels - expected[:, :, None]).max() < (1 / 255 if bits == 8 else 1e-4)


def test_grey_pixels_with_an_rgb_profile_are_converted_as_greys(tmp_path: Path) -> None:
    grey = RGB[:, :, 0]
    notices: list[str] = []
    picture = load(written(tmp_path, handmade.png(grey, 0, before=png_profile(ADOBE))), notices.append)
    expected = handmade.srgb_encode((grey / 255) ** handmade.ADOBE_GAMMA)
    assert np.abs(picture.pixels - expected[:, :, None]).max() < 1.5 / 255
    assert notices == []


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
def test_cmyk_profile(tmp_path: Path, dtype: type) -> None:
    black = np.arange(256, dtype=np.uint8).reshape(16, 16)
    ink = np.zeros((16, 16, 4), dtype)
    ink[:, :, 3] = black.astype(dtype) * dtype(np.iinfo(dtype).max // 255)
    data = handmade.tiff(ink, 5, tags=[tiff_profile(handmade.cmyk_profile())])
    notices: list[str] = []
    picture = load(written(tmp_path, data), notices.append)
    lightness = 100 * (1 - black / 255)
    luminance = np.where(lightness > 8, ((lightness + 16) / 116) ** 3, lightness / 903.3)
    expected = handmade.srgb_encode(luminance)
    assert np.abs(picture.pixels - expected[:, :, None]).max() < 2 / 255
    assert notices == []


def test_lab_tiff(tmp_path: Path) -> None:
    lab = np.zeros((16, 16, 3), np.int8)
    lightness = np.arange(256, dtype=np.uint8).reshape(16, 16)
    lab[:, :, 0] = lightness.view(np.int8)
    picture = load(written(tmp_path, handmade.tiff(lab.view(np.uint8), 8)))
    stars = lightness / 2.55
    luminance = np.where(stars > 8, ((stars + 16) / 116) ** 3, stars / 903.3)
    assert np.abs(picture.pixels - handmade.srgb_encode(luminance)[:, :, None]).max() < 2 / 255


@pytest.mark.parametrize(
    "profile",
    [b"this is no profile " * 20, ADOBE[:200], ADOBE[:40] + bytes(400), handmade.grey_profile(2.2), b"x"],
    ids=["text", "cut", "zeros", "grey profile on colours", "one byte"],
)
@pytest.mark.parametrize("bits", [8, 16])
def test_unusable_profile_means_srgb_and_is_said(tmp_path: Path, profile: bytes, bits: int) -> None:
    values = RGB if bits == 8 else DEEP
    notices: list[str] = []
    data = handmade.tiff(values, 2, tags=[tiff_profile(profile.ljust(8, b"x"))])
    picture = load(written(tmp_path, data), notices.append)
    np.testing.assert_array_equal(np.rint(picture.pixels.astype(np.float64) * (2**bits - 1)), values)
    assert len(notices) == 1
    assert "sRGB was assumed" in notices[0]


def test_our_own_profile_is_a_valid_constant_srgb() -> None:
    profile = srgb_profile()
    assert profile[24:36] == bytes([7, 208, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0])
    opened = ImageCms.ImageCmsProfile(BytesIO(profile)).profile
    for primary, xyz in zip(
        (opened.red_colorant, opened.green_colorant, opened.blue_colorant), handmade.SRGB_D50.T, strict=True
    ):
        np.testing.assert_allclose(primary[0], xyz, atol=2e-4)


def test_pictures_with_our_own_profile_are_read_back_level_by_level(tmp_path: Path) -> None:
    data = handmade.png(DEEP, 2, 16, png_profile(srgb_profile()))
    picture = load(written(tmp_path, data))
    np.testing.assert_array_equal(np.rint(picture.pixels.astype(np.float64) * 65535), DEEP)
