"""Pictures out: levels, profile, bytes that repeat, alpha, refusals."""

from __future__ import annotations

import struct
import subprocess
import sys
import zlib
from pathlib import Path

import handmade
import numpy as np
import pytest
from imagecodecs import tiff_decode
from PIL import Image

from nst_engine.errors import InputError, ResourceError
from nst_engine.pictures import (
    EXPORT_FORMATS,
    Picture,
    SaveOptions,
    load,
    read_header,
    save,
    srgb_profile,
)

ROOT = Path(__file__).resolve().parents[3]
RNG = np.random.default_rng(9)
PIXELS = RNG.random((33, 47, 3), dtype=np.float32)
ALPHA = RNG.random((33, 47), dtype=np.float32)
EVERY = [(extension, bits) for extension, kind in EXPORT_FORMATS.items() for bits in kind.bits]


def smooth_picture() -> Picture:
    across, down = np.meshgrid(np.linspace(0, 1, 96), np.linspace(0, 1, 64))
    return Picture(np.stack([across, down, 1 - across], -1).astype(np.float32))


def assert_nearest(found: np.ndarray, values: np.ndarray, bits: int) -> None:
    """At most half a level away, give or take the rounding of float32."""
    assert found.shape == values.shape
    assert np.abs(found - values.astype(np.float64) * (2**bits - 1)).max() <= 0.5 + 2**bits * 2.0**-24


# --- what is in the file ----------------------------------------------------------------------------


@pytest.mark.parametrize("bits", [8, 16])
@pytest.mark.parametrize("alpha", [None, ALPHA])
def test_png_and_tiff_hold_the_nearest_levels(tmp_path: Path, bits: int, alpha: np.ndarray | None) -> None:
    expected = PIXELS if alpha is None else np.dstack([PIXELS, alpha])
    save(Picture(PIXELS, alpha), tmp_path / "a.png", SaveOptions(bits=bits))
    assert_nearest(handmade.png_samples((tmp_path / "a.png").read_bytes()), expected, bits)
    save(Picture(PIXELS, alpha), tmp_path / "a.tif", SaveOptions(bits=bits))
    assert_nearest(tiff_decode((tmp_path / "a.tif").read_bytes()), expected, bits)


@pytest.mark.parametrize("extension", [".jpg", ".webp", ".avif"])
def test_lossy_formats_stay_close(tmp_path: Path, extension: str) -> None:
    picture, path = smooth_picture(), tmp_path / f"a{extension}"
    save(picture, path)
    with Image.open(path) as image:
        found = np.asarray(image.convert("RGB"), dtype=np.float64) / 255
    assert np.abs(found - picture.pixels).max() < 8 / 255


def test_lossless_webp(tmp_path: Path) -> None:
    save(Picture(PIXELS, ALPHA), tmp_path / "a.webp", SaveOptions(lossless=True))
    with Image.open(tmp_path / "a.webp") as image:
        assert_nearest(np.asarray(image), np.dstack([PIXELS, ALPHA]), 8)


def test_jpeg_keeps_full_colour_resolution(tmp_path: Path) -> None:
    save(smooth_picture(), tmp_path / "a.jpg")
    data = (tmp_path / "a.jpg").read_bytes()
    frame = data.index(b"\xff\xc0")
    assert [data[frame + 11 + 3 * i] for i in range(3)] == [0x11, 0x11, 0x11]


def test_a_jpeg_of_pure_noise_is_written_though_it_hardly_becomes_smaller(tmp_path: Path) -> None:
    noise = Picture(RNG.random((300, 400, 3), dtype=np.float32))
    save(noise, tmp_path / "a.jpg", SaveOptions(quality=100))
    assert (tmp_path / "a.jpg").stat().st_size > 2 * 300 * 400
    assert np.abs(load(tmp_path / "a.jpg").pixels - noise.pixels).max() < 8 / 255


def test_jpeg_gets_transparent_pictures_over_white(tmp_path: Path) -> None:
    picture = Picture(np.zeros((32, 32, 3), np.float32), np.full((32, 32), 0.25, np.float32))
    save(picture, tmp_path / "a.jpg")
    assert np.abs(load(tmp_path / "a.jpg").pixels - 0.75).max() < 2 / 255


@pytest.mark.parametrize(("extension", "bits"), EVERY)
def test_every_export_carries_the_profile_and_reads_back(tmp_path: Path, extension: str, bits: int) -> None:
    picture, path = smooth_picture(), tmp_path / f"a{extension}"
    save(picture, path, SaveOptions(bits=bits))
    if extension in (".tif", ".tiff"):  # Pillow opens none of 16 bits in colour
        assert srgb_profile() in path.read_bytes()
    else:
        with Image.open(path) as image:
            assert image.info["icc_profile"] == srgb_profile()
    header = read_header(path)
    assert (header.format, header.bits) == (EXPORT_FORMATS[extension].name, bits)
    notices: list[str] = []
    assert np.abs(load(path, notices.append).pixels - picture.pixels).max() < 8 / 255
    assert notices == []


def test_capital_extensions(tmp_path: Path) -> None:
    save(smooth_picture(), tmp_path / "A.TIFF")
    assert read_header(tmp_path / "A.TIFF").format == "TIFF"


def test_resolution(tmp_path: Path) -> None:
    for extension in (".png", ".jpg", ".tif"):
        path = tmp_path / f"a{extension}"
        save(smooth_picture(), path, SaveOptions(dpi=300))
        with Image.open(path) as image:
            assert image.info["dpi"] == pytest.approx((300, 300), abs=0.02)
    save(smooth_picture(), tmp_path / "none.png")
    assert b"pHYs" not in (tmp_path / "none.png").read_bytes()


def test_nothing_else_is_in_the_file(tmp_path: Path) -> None:
    save(smooth_picture(), tmp_path / "a.png")
    names = [name for name, _ in handmade.png_chunks((tmp_path / "a.png").read_bytes())]
    assert set(names) == {b"IHDR", b"iCCP", b"IDAT", b"IEND"}
    save(smooth_picture(), tmp_path / "a.tif")
    data = (tmp_path / "a.tif").read_bytes()
    (start,) = struct.unpack("<I", data[4:8])
    (count,) = struct.unpack("<H", data[start : start + 2])
    tags = {struct.unpack("<H", data[start + 2 + 12 * i : start + 4 + 12 * i])[0] for i in range(count)}
    # No software (305), time (306), artist (315), description (270) or computer (316).
    assert tags.isdisjoint({270, 305, 306, 315, 316})
    assert b"tifffile" not in data


# --- the same bytes ---------------------------------------------------------------------------------


@pytest.mark.parametrize(("extension", "bits"), EVERY)
def test_same_picture_same_bytes(tmp_path: Path, extension: str, bits: int) -> None:
    first, second = tmp_path / f"1{extension}", tmp_path / f"2{extension}"
    for path in (first, second):
        save(Picture(PIXELS.copy(), ALPHA.copy()), path, SaveOptions(bits=bits, dpi=300))
    assert first.read_bytes() == second.read_bytes()


def test_same_bytes_in_another_process_on_another_day(tmp_path: Path) -> None:
    """ICC profiles carry the hour of their making, TIFF and PNG could; another hour must not show."""
    code = (
        "import sys, time, pathlib, numpy as np\n"
        "time.time = lambda: 1e9\n"
        "from nst_engine.pictures import *\n"
        "pixels = np.linspace(0, 1, 32 * 32 * 3, dtype=np.float32).reshape(32, 32, 3)\n"
        "for name in ('a.png', 'a.tif', 'a.jpg', 'a.webp', 'a.avif'):\n"
        "    save(Picture(pixels), pathlib.Path(sys.argv[1], name))\n"
    )
    subprocess.run([sys.executable, "-c", code, str(tmp_path)], check=True, cwd=ROOT)
    pixels = np.linspace(0, 1, 32 * 32 * 3, dtype=np.float32).reshape(32, 32, 3)
    for extension in (".png", ".tif", ".jpg", ".webp", ".avif"):
        path = tmp_path / f"b{extension}"
        save(Picture(pixels), path)
        assert path.read_bytes() == (tmp_path / f"a{extension}").read_bytes()


# --- refusals -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
@pytest.mark.parametrize("where", ["pixels", "alpha"])
def test_no_file_holds_what_was_not_a_number(tmp_path: Path, bad: float, where: str) -> None:
    pixels, alpha = PIXELS.copy(), ALPHA.copy()
    (pixels if where == "pixels" else alpha)[5, 5] = bad
    with pytest.raises(ResourceError, match="not numbers"):
        save(Picture(pixels, alpha), tmp_path / "a.png")
    assert list(tmp_path.iterdir()) == []


def test_existing_files_are_not_replaced_unasked(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(b"precious")
    with pytest.raises(InputError, match="exists already"):
        save(smooth_picture(), path)
    assert path.read_bytes() == b"precious"
    save(smooth_picture(), path, overwrite=True)
    assert load(path).width == 96
    assert [file.name for file in tmp_path.iterdir()] == ["a.png"]


@pytest.mark.parametrize(
    ("name", "options", "words"),
    [
        ("a.bmp", SaveOptions(), ".png, .jpg"),
        ("a", SaveOptions(), "no extension"),
        ("a.jpg", SaveOptions(bits=16), "8 bits"),
        ("a.webp", SaveOptions(bits=16), "8 bits"),
    ],
)
def test_formats_that_cannot(tmp_path: Path, name: str, options: SaveOptions, words: str) -> None:
    with pytest.raises(InputError, match=words):
        save(smooth_picture(), tmp_path / name, options)


@pytest.mark.parametrize(
    "options", [{"bits": 12}, {"quality": 0}, {"quality": 101}, {"dpi": 0}, {"dpi": float("nan")}]
)
def test_options_out_of_range(options: dict) -> None:
    with pytest.raises(InputError):
        SaveOptions(**options)


def test_a_file_that_does_not_read_back_is_not_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A PNG whose pixels are not those that were meant, with checksums that are right."""
    path = tmp_path / "a.png"
    path.write_bytes(b"precious")

    def wrong(values: np.ndarray, **_options: object) -> bytes:
        return handmade.png(values ^ 1, 2)

    monkeypatch.setattr("imagecodecs._png.png_encode", wrong)
    with pytest.raises(ResourceError, match="does not read back"):
        save(smooth_picture(), path, overwrite=True)
    assert path.read_bytes() == b"precious"
    assert [file.name for file in tmp_path.iterdir()] == ["a.png"]


@pytest.mark.parametrize(
    ("problem", "words"),
    [
        (
            MemoryError(),
            r"^There is not enough memory to write a\.png; close other programs and save",
        ),
        (ValueError("broken"), "^What was written does not read back as it should; save to another place"),
    ],
)
def test_what_fails_while_it_is_read_back_is_said_of_the_file_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, problem: Exception, words: str
) -> None:
    """And not of the one beside it, whose name nobody knows."""

    def failing(*_arguments: object, **_options: object) -> None:
        raise problem

    monkeypatch.setattr("imagecodecs._png.png_decode", failing)
    with pytest.raises(ResourceError, match=words):
        save(smooth_picture(), tmp_path / "a.png", SaveOptions(bits=16))
    assert list(tmp_path.iterdir()) == []


def test_png_stream_is_what_zlib_says(tmp_path: Path) -> None:
    """The chunks put between header and pixels leave a file that another decoder accepts."""
    save(smooth_picture(), tmp_path / "a.png", SaveOptions(bits=16, dpi=72))
    chunks = handmade.png_chunks((tmp_path / "a.png").read_bytes())
    assert [name for name, _ in chunks][:3] == [b"IHDR", b"iCCP", b"pHYs"]
    name, _, packed = dict(chunks)[b"iCCP"].partition(b"\0")
    assert (name, zlib.decompress(packed[1:])) == (b"sRGB", srgb_profile())
