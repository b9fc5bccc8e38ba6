"""Every pixel kind of every format, by value."""

from __future__ import annotations

import hashlib
import struct
import subprocess
import sys
import zlib
from io import BytesIO
from pathlib import Path

import handmade
import numpy as np
import pytest
from PIL import Image

from nst_engine.errors import InputError
from nst_engine.pictures import (
    Picture,
    SaveOptions,
    load,
    place_of,
    read_header,
    reference,
    same_file,
    save,
)

ROOT = Path(__file__).resolve().parents[3]
RNG = np.random.default_rng(7)
RGB = RNG.integers(0, 256, (20, 24, 3), dtype=np.uint8)
GREY = RGB[:, :, 0]
ALPHA = RNG.integers(0, 256, (20, 24), dtype=np.uint8)


def written(folder: Path, data: bytes, name: str = "picture.png") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def pillow_bytes(image: Image.Image, kind: str, **parameters: object) -> bytes:
    buffer = BytesIO()
    image.save(buffer, kind, **parameters)
    return buffer.getvalue()


def assert_levels(picture: Picture, expected: np.ndarray, top: int = 255) -> None:
    assert picture.pixels.dtype == np.float32
    np.testing.assert_array_equal(np.rint(picture.pixels.astype(np.float64) * top), expected)


# --- eight bits -----------------------------------------------------------------------------------


def grey_as_rgb(grey: np.ndarray) -> np.ndarray:
    return np.stack([grey] * 3, axis=-1)


@pytest.mark.parametrize("kind", ["PNG", "TIFF", "BMP", "WEBP"])
def test_rgb_keeps_its_levels_in_lossless_formats(tmp_path: Path, kind: str) -> None:
    data = pillow_bytes(Image.fromarray(RGB), kind, **({"lossless": True} if kind == "WEBP" else {}))
    picture = load(written(tmp_path, data, "wrong-name.xyz"))
    assert_levels(picture, RGB)
    assert picture.alpha is None


@pytest.mark.parametrize(("kind", "tolerance"), [("JPEG", 3), ("AVIF", 6)])
def test_lossy_formats_come_out_right(tmp_path: Path, kind: str, tolerance: int) -> None:
    smooth = np.zeros((32, 32, 3), np.uint8)
    smooth[:, :, 0] = np.arange(32)[None, :] * 8
    smooth[:, :, 1] = np.arange(32)[:, None] * 8
    smooth[:, :, 2] = 90
    data = pillow_bytes(Image.fromarray(smooth), kind, quality=100, subsampling="4:4:4")
    assert np.abs(load(written(tmp_path, data)).pixels * 255 - smooth).max() <= tolerance


def test_grey_and_grey_with_alpha(tmp_path: Path) -> None:
    assert_levels(load(written(tmp_path, handmade.png(GREY, 0))), grey_as_rgb(GREY))
    picture = load(written(tmp_path, handmade.png(np.stack([GREY, ALPHA], -1), 4)))
    assert_levels(picture, grey_as_rgb(GREY))
    np.testing.assert_array_equal(np.rint(picture.alpha * 255), ALPHA)


def test_colours_hidden_under_alpha_stay_with_the_pixels(tmp_path: Path) -> None:
    picture = load(written(tmp_path, handmade.png(np.dstack([RGB, ALPHA]), 6)))
    assert_levels(picture, RGB)
    np.testing.assert_array_equal(np.rint(picture.alpha * 255), ALPHA)


def test_one_bit(tmp_path: Path) -> None:
    bits = RNG.integers(0, 2, (20, 24), dtype=np.uint8)
    expected = grey_as_rgb(bits * 255)
    packed = np.packbits(bits, axis=1)
    assert_levels(load(written(tmp_path, handmade.png(packed, 0, bits=1, size=(20, 24)))), expected)
    for photometric in (1, 0):  # black is zero; white is zero
        stored = packed if photometric else ~packed
        data = handmade.tiff(stored, photometric, bits=1, size=(20, 24))
        assert_levels(load(written(tmp_path, data)), expected)


def test_palette_with_partial_transparency(tmp_path: Path) -> None:
    palette = RNG.integers(0, 256, (8, 3), dtype=np.uint8)
    opacity = bytes([0, 64, 128, 255])  # the remaining entries are opaque
    indices = RNG.integers(0, 8, (20, 24), dtype=np.uint8)
    before = handmade.png_chunk(b"PLTE", palette.tobytes()) + handmade.png_chunk(b"tRNS", opacity)
    path = written(tmp_path, handmade.png(indices, 3, before=before))
    assert read_header(path).has_alpha
    picture = load(path)
    assert_levels(picture, palette[indices])
    expected = np.array([*opacity, 255, 255, 255, 255])[indices]
    np.testing.assert_array_equal(np.rint(picture.alpha * 255), expected)


def test_palette_without_transparency_is_opaque(tmp_path: Path) -> None:
    palette = RNG.integers(0, 256, (8, 3), dtype=np.uint8)
    indices = RNG.integers(0, 8, (20, 24), dtype=np.uint8)
    data = handmade.png(indices, 3, before=handmade.png_chunk(b"PLTE", palette.tobytes()))
    picture = load(written(tmp_path, data))
    assert_levels(picture, palette[indices])
    assert picture.alpha is None


@pytest.mark.parametrize("bits", [8, 16])
def test_one_colour_named_transparent(tmp_path: Path, bits: int) -> None:
    values = np.full((16, 16, 3), 200, np.uint16)
    values[3, 4] = (1, 2, 3)
    before = handmade.png_chunk(b"tRNS", struct.pack(">3H", 1, 2, 3))
    picture = load(written(tmp_path, handmade.png(values, 2, bits, before)))
    assert picture.alpha[3, 4] == 0
    assert picture.alpha.sum() == 255
    assert_levels(picture, values, 2**bits - 1)


def test_gif_takes_the_first_frame_and_says_so(tmp_path: Path) -> None:
    frames = [Image.new("RGB", (20, 16), colour) for colour in ((255, 0, 0), (0, 0, 255))]
    data = pillow_bytes(frames[0], "GIF", save_all=True, append_images=frames[1:])
    notices: list[str] = []
    picture = load(written(tmp_path, data, "moving.gif"), notices.append)
    assert_levels(picture, np.broadcast_to([255, 0, 0], (16, 20, 3)))
    assert notices == ["moving.gif: it holds several pictures or pages; the first one was used."]


@pytest.mark.parametrize("kind", ["WEBP", "AVIF", "PNG"])
def test_other_animations_too(tmp_path: Path, kind: str) -> None:
    frames = [Image.new("RGB", (32, 32), colour) for colour in ((250, 10, 10), (10, 10, 250))]
    data = pillow_bytes(frames[0], kind, save_all=True, append_images=frames[1:])
    notices: list[str] = []
    picture = load(written(tmp_path, data), notices.append)
    assert np.abs(picture.pixels * 255 - [250, 10, 10]).max() < 8
    assert len(notices) == 1


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
def test_pages_of_a_tiff(tmp_path: Path, dtype: type) -> None:
    values = RGB.astype(dtype)
    notices: list[str] = []
    picture = load(written(tmp_path, handmade.tiff(values, 2, next_page=True)), notices.append)
    assert_levels(picture, values, np.iinfo(dtype).max)
    assert len(notices) == 1
    notices.clear()
    load(written(tmp_path, handmade.tiff(values, 2)), notices.append)
    assert notices == []


# --- sixteen bits and floating point --------------------------------------------------------------

RAMP = (np.arange(4096, dtype=np.uint16) * 16).reshape(64, 64)


@pytest.mark.parametrize("colour", [False, True])
@pytest.mark.parametrize("order", ["png", "<", ">"])
@pytest.mark.parametrize("extension", [".png", ".tif"])
def test_a_ramp_of_4096_levels_survives(tmp_path: Path, colour: bool, order: str, extension: str) -> None:
    values = np.stack([RAMP, RAMP.T, RAMP[::-1]], -1) if colour else RAMP
    expected = values if colour else grey_as_rgb(values)
    if order == "png":
        data = handmade.png(values, 2 if colour else 0, 16)
    else:
        data = handmade.tiff(values, 2 if colour else 1, order=order)
    source = written(tmp_path, data)
    assert read_header(source).bits == 16
    picture = load(source)
    assert_levels(picture, expected, 65535)
    copy = tmp_path / f"copy{extension}"
    save(picture, copy, SaveOptions(bits=16))
    if extension == ".png":
        np.testing.assert_array_equal(handmade.png_samples(copy.read_bytes()), expected)
    assert_levels(load(copy), expected, 65535)


def test_interlaced_sixteen_bit_png(tmp_path: Path) -> None:
    """Adam7 (PNG specification, section 8.2), each pass written by hand."""
    values = np.arange(16 * 16 * 3, dtype=np.uint16).reshape(16, 16, 3) * 80
    body = b""
    passes = (
        (0, 0, 8, 8),
        (0, 4, 8, 8),
        (4, 0, 8, 4),
        (0, 2, 4, 4),
        (2, 0, 4, 2),
        (0, 1, 2, 2),
        (1, 0, 2, 1),
    )
    for top, left, down, across in passes:
        for row in values[top::down, left::across]:
            body += b"\0" + row.astype(">u2").tobytes()
    header = struct.pack(">IIBBBBB", 16, 16, 16, 2, 0, 0, 1)
    data = b"\x89PNG\r\n\x1a\n" + b"".join(
        handmade.png_chunk(name, content)
        for name, content in ((b"IHDR", header), (b"IDAT", zlib.compress(body)), (b"IEND", b""))
    )
    assert_levels(load(written(tmp_path, data)), values, 65535)


def test_white_is_zero_at_sixteen_bits(tmp_path: Path) -> None:
    picture = load(written(tmp_path, handmade.tiff(65535 - RAMP, 0)))
    assert_levels(picture, grey_as_rgb(RAMP), 65535)


def test_planar_tiff(tmp_path: Path) -> None:
    values = np.stack([RAMP, RAMP.T, RAMP[::-1]])
    picture = load(written(tmp_path, handmade.tiff(values, 2, planar=True)))
    assert_levels(picture, np.moveaxis(values, 0, -1), 65535)


def test_sixteen_bit_alpha_straight_and_premultiplied(tmp_path: Path) -> None:
    alpha = np.full((64, 64), 32768, np.uint16)
    alpha[0, 0] = 0
    straight = np.dstack([RAMP, RAMP.T, RAMP[::-1], alpha])
    picture = load(written(tmp_path, handmade.tiff(straight, 2, extra_samples=(2,))))
    assert_levels(picture, straight[:, :, :3], 65535)
    np.testing.assert_array_equal(np.rint(picture.alpha * 65535), alpha)

    share = alpha[:, :, None] / 65535
    stored = np.dstack([np.rint(straight[:, :, :3] * share).astype(np.uint16), alpha])
    picture = load(written(tmp_path, handmade.tiff(stored, 2, extra_samples=(1,))))
    visible = alpha > 0
    assert np.abs(picture.pixels * 65535 - straight[:, :, :3])[visible].max() <= 1.5
    np.testing.assert_array_equal(np.rint(picture.alpha * 65535), alpha)


@pytest.mark.parametrize("dtype", [np.float16, np.float32, np.float64])
def test_floating_point_tiff(tmp_path: Path, dtype: type) -> None:
    values = RNG.random((20, 24, 3)).astype(dtype)
    picture = load(written(tmp_path, handmade.tiff(values, 2, sample_format=3)))
    np.testing.assert_allclose(picture.pixels, values.astype(np.float64), atol=1e-7)


def test_floating_point_beyond_one_is_clipped_and_said(tmp_path: Path) -> None:
    values = np.full((16, 16), 0.5, np.float32)
    values[0, 0], values[0, 1] = 7, -2
    notices: list[str] = []
    picture = load(written(tmp_path, handmade.tiff(values, 1, sample_format=3)), notices.append)
    assert picture.pixels[0, :3, 0].tolist() == [1, 0, 0.5]
    assert len(notices) == 1
    assert "clipped" in notices[0]


def test_thirty_two_bit_integers(tmp_path: Path) -> None:
    values = (RAMP.astype(np.uint32) << 16) + 12345
    picture = load(written(tmp_path, handmade.tiff(values, 1)))
    np.testing.assert_allclose(picture.pixels[:, :, 0], values / (2**32 - 1), atol=1e-7)


# --- CMYK -----------------------------------------------------------------------------------------

INK = RNG.integers(0, 256, (20, 24, 4), dtype=np.uint8)


def naive_cmyk(ink: np.ndarray, top: int) -> np.ndarray:
    share = ink.astype(np.float64) / top
    return (1 - share[:, :, :3]) * (1 - share[:, :, 3:])


@pytest.mark.parametrize(("dtype", "factor"), [(np.uint8, 1), (np.uint16, 257)])
def test_cmyk_tiff_without_profile(tmp_path: Path, dtype: type, factor: int) -> None:
    data = handmade.tiff(INK.astype(dtype) * dtype(factor), 5)
    notices: list[str] = []
    picture = load(written(tmp_path, data, "print.tif"), notices.append)
    np.testing.assert_allclose(picture.pixels, naive_cmyk(INK, 255), atol=1e-6)
    assert notices == ["print.tif: it has CMYK colours without a profile, so the colours are approximate."]


def test_cmyk_jpeg_is_stored_inverted_as_adobe_does(tmp_path: Path) -> None:
    from imagecodecs import jpeg8_encode

    ink = np.zeros((32, 32, 4), np.uint8)
    ink[:16, :, 0] = 200  # cyan above
    ink[16:, :, 3] = 100  # grey below
    data = jpeg8_encode(255 - ink, level=100, colorspace="cmyk", outcolorspace="cmyk", subsampling="444")
    assert b"Adobe" in data[:64]
    picture = load(written(tmp_path, bytes(data), "press.jpg"))
    assert np.abs(picture.pixels - naive_cmyk(ink, 255)).max() < 3 / 255


# --- orientation ----------------------------------------------------------------------------------

#: EXIF 2.32, tag 274: which visual edge the stored row 0 and the stored column 0 are.
EDGES = {
    1: ("top", "left"),
    2: ("top", "right"),
    3: ("bottom", "right"),
    4: ("bottom", "left"),
    5: ("left", "top"),
    6: ("right", "top"),
    7: ("right", "bottom"),
    8: ("left", "bottom"),
}


def as_stored(upright: np.ndarray, orientation: int) -> np.ndarray:
    """The array a camera would store, pixel by pixel from the table."""
    height, width = upright.shape[:2]
    first_row, first_column = EDGES[orientation]
    turned = first_row in ("left", "right")
    stored = np.zeros((width, height, 3) if turned else upright.shape, upright.dtype)
    for row in range(stored.shape[0]):
        for column in range(stored.shape[1]):
            place = {}
            for edge, distance in ((first_row, row), (first_column, column)):
                if edge in ("left", "right"):
                    place["x"] = distance if edge == "left" else width - 1 - distance
                else:
                    place["y"] = distance if edge == "top" else height - 1 - distance
            stored[row, column] = upright[place["y"], place["x"]]
    return stored


@pytest.mark.parametrize("orientation", EDGES)
@pytest.mark.parametrize("container", ["png", "png16", "tiff", "tiff16", "webp", "jpeg"])
def test_orientation_is_applied_once(tmp_path: Path, orientation: int, container: str) -> None:
    stored = as_stored(RGB, orientation)
    tag = (274, 3, 1, struct.pack("<H", orientation))
    block = handmade.exif(orientation)
    if container == "png":
        data = handmade.png(stored, 2, before=handmade.png_chunk(b"eXIf", block))
    elif container == "png16":
        data = handmade.png(stored * np.uint16(257), 2, 16, handmade.png_chunk(b"eXIf", block))
    elif container == "tiff":
        data = handmade.tiff(stored, 2, tags=[tag])
    elif container == "tiff16":
        data = handmade.tiff(stored * np.uint16(257), 2, tags=[tag])
    elif container == "webp":
        data = pillow_bytes(Image.fromarray(stored), "WEBP", lossless=True, exif=block)
    else:
        blocks = np.kron(stored[::4, ::4], np.ones((8, 8, 1), np.uint8))  # what JPEG keeps well
        data = pillow_bytes(
            Image.fromarray(blocks), "JPEG", quality=100, subsampling=0, exif=b"Exif\0\0" + block
        )
    path = written(tmp_path, data)
    picture = load(path)
    if container == "jpeg":
        undone = as_stored((picture.pixels * 255).astype(np.float64), orientation)
        assert np.abs(undone - blocks).max() <= 3
    else:
        assert_levels(picture, RGB)
    header, ref = read_header(path), reference(path)
    assert (header.width, header.height) == (ref.width, ref.height) == (picture.width, picture.height)


@pytest.mark.parametrize("orientation", [0, 9, 65535])
def test_illegal_orientation_is_as_stored(tmp_path: Path, orientation: int) -> None:
    block = handmade.png_chunk(b"eXIf", handmade.exif(orientation))
    assert_levels(load(written(tmp_path, handmade.png(RGB, 2, before=block))), RGB)


def test_damaged_exif_costs_no_pixels_and_says_nothing(tmp_path: Path) -> None:
    block = handmade.png_chunk(b"eXIf", b"MM\0*\xff\xff\xff\xffgarbage")
    assert_levels(load(written(tmp_path, handmade.png(RGB, 2, before=block))), RGB)
    data = pillow_bytes(Image.fromarray(RGB), "JPEG", exif=b"Exif\0\0II*\0\x08\0\0\0\xff\xff")
    path = written(tmp_path, data, "odd.jpg")
    # A process of its own, because pytest puts its own filters in the place of ours.
    code = "import sys, pathlib, nst_engine.pictures as p; print(p.load(pathlib.Path(sys.argv[1])).width)"
    done = subprocess.run(
        [sys.executable, "-c", code, str(path)], capture_output=True, text=True, cwd=ROOT, check=False
    )
    assert (done.stdout.strip(), done.stderr) == ("24", "")


# --- reference and header -------------------------------------------------------------------------


def test_reference_names_hash_size_and_absolute_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = handmade.png(RGB, 2)
    written(tmp_path, data, "a photo é 😀.png")
    monkeypatch.chdir(tmp_path)
    ref = reference(Path("a photo é 😀.png"))
    assert ref.name == "a photo é 😀.png"
    assert ref.sha256 == hashlib.sha256(data).hexdigest()
    assert (ref.width, ref.height) == (24, 20)
    assert ref.path == str(tmp_path / "a photo é 😀.png")


def test_header_of_a_large_picture_decodes_nothing(tmp_path: Path) -> None:
    bits = np.zeros((10_000, 2_500), np.uint8)
    path = written(tmp_path, handmade.png(bits, 0, bits=1, size=(10_000, 20_000)))
    header = read_header(path)  # 200 megapixels, above Pillow's own limit, no warning
    assert (header.width, header.height, header.bits, header.format) == (20_000, 10_000, 1, "PNG")


# --- reduced loading ------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "TIFF"])
def test_reduced_loading_gives_the_same_picture_smaller(tmp_path: Path, kind: str) -> None:
    across, down = np.meshgrid(np.linspace(0, 255, 900), np.linspace(0, 255, 600))
    smooth = np.stack([across, down, 255 - across], -1).astype(np.uint8)
    data = pillow_bytes(Image.fromarray(smooth), kind)
    picture = load(written(tmp_path, data), max_edge=90)
    assert (picture.width, picture.height) == (90, 60)
    expected = smooth.reshape(60, 10, 90, 10, 3).mean(axis=(1, 3))
    assert np.abs(picture.pixels * 255 - expected)[2:-2, 2:-2].max() < 4


def test_reduced_loading_never_enlarges(tmp_path: Path) -> None:
    assert load(written(tmp_path, handmade.png(RGB, 2)), max_edge=500).width == 24


# ---- a recipe's pictures ---------------------------------------------------------------------------------


def test_a_picture_is_used_only_while_it_is_the_file_that_was_chosen(tmp_path):
    path = tmp_path / "a.png"
    Image.new("RGB", (20, 20), "teal").save(path)
    ref = reference(path)
    assert same_file(ref) == place_of(ref) == path
    Image.new("RGB", (20, 20), "red").save(path)
    with pytest.raises(InputError, match=r"a\.png has changed since it was chosen"):
        same_file(ref)
    path.unlink()
    with pytest.raises(InputError, match=r"a\.png does not exist"):
        same_file(ref)
    with pytest.raises(InputError, match=r"a\.png has no place on this computer yet"):
        place_of(ref.model_copy(update={"path": None}))
