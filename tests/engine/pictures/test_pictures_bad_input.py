"""What is not a picture we can use: one sentence that names the file, at once, never a traceback."""

from __future__ import annotations

import os
import random
import socket
import struct
import time
import zlib
from io import BytesIO
from pathlib import Path

import handmade
import numpy as np
import pytest
from PIL import Image

from nst_engine.errors import InputError, ResourceError
from nst_engine.pictures import load, read_header, reference, thumbnail

RGB = np.random.default_rng(3).integers(0, 256, (40, 50, 3), dtype=np.uint8)


def pillow_bytes(kind: str, **parameters: object) -> bytes:
    buffer = BytesIO()
    Image.fromarray(RGB).save(buffer, kind, **parameters)
    return buffer.getvalue()


def refused(path: Path) -> str:
    """The sentence, the same from every function that opens pictures where the header shows the fault."""
    with pytest.raises(InputError) as caught:
        load(path)
    sentence = str(caught.value)
    assert sentence.endswith(".")
    assert "\n" not in sentence
    assert len(sentence) < 300
    return sentence


def written(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


FOREIGN = {
    "photo.heic": (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(200), "HEIC"),
    "renamed.jpg": (b"\0\0\0\x18ftypmif1\0\0\0\0mif1heic" + bytes(200), "HEIC"),
    "layers.psd": (b"8BPS\0\1" + bytes(100), "Photoshop"),
    "drawing.svg": (b'<?xml version="1.0"?>\n<!-- made --><svg width="10"/>', "SVG"),
    "drawing.png": (b"\xef\xbb\xbf  <svg xmlns='http://www.w3.org/2000/svg'/>", "SVG"),
    "scan.pdf": (b"%PDF-1.7\n" + bytes(100), "PDF"),
    "old.eps": (b"%!PS-Adobe-3.0 EPSF-3.0\n", "EPS"),
    "script.png": (b"%!PS-Adobe-3.0 EPSF-3.0\n(/etc/passwd) run\n", "EPS"),
    "camera.cr3": (b"\0\0\0\x18ftypcrx \0\0\0\1crx isom" + bytes(100), "camera raw"),
    "camera.raf": (b"FUJIFILMCCD-RAW 0201" + bytes(100), "camera raw"),
    "camera.nef": (handmade.tiff(RGB, 2), "camera raw"),
    "camera.tif": (handmade.tiff(RGB, 2, tags=[(50706, 1, 4, bytes([1, 4, 0, 0]))]), "camera raw"),
    "new.jxl": (b"\xff\x0a" + bytes(50), "JPEG XL"),
    "archive.jp2": (b"\0\0\0\x0cjP  \r\n\x87\n" + bytes(50), "JPEG 2000"),
    "film.mp4": (b"\0\0\0\x18ftypisom\0\0\0\1isommp42" + bytes(50), "video"),
    "project.xcf": (b"gimp xcf v011\0" + bytes(50), "GIMP"),
    "light.exr": (b"\x76\x2f\x31\x01" + bytes(50), "OpenEXR"),
}


@pytest.mark.parametrize("name", FOREIGN)
def test_other_kinds_are_called_by_their_name(tmp_path: Path, name: str) -> None:
    data, kind = FOREIGN[name]
    sentence = refused(written(tmp_path, name, data))
    assert kind in sentence
    assert name in sentence
    assert "export" in sentence


NONSENSE = {
    "text.jpg": b"This is a letter to my aunt.\n" * 20,
    "page.png": b"<!doctype html><html><body>404</body></html>",
    "archive.png": b"PK\x03\x04" + bytes(100),
    "random.tif": random.Random(1).randbytes(3000),
    "one-byte.png": b"\x89",
}


@pytest.mark.parametrize("name", NONSENSE)
def test_what_is_no_picture_at_all(tmp_path: Path, name: str) -> None:
    sentence = refused(written(tmp_path, name, NONSENSE[name]))
    assert sentence == (
        f"{name} is not a picture this program can read; use PNG, JPEG, WebP, TIFF, BMP, GIF or AVIF."
    )


def test_missing_folder_and_empty(tmp_path: Path) -> None:
    assert "nowhere.png does not exist" in refused(tmp_path / "nowhere.png")
    assert "does not exist" in refused(written(tmp_path, "file", b"x") / "below.png")
    (tmp_path / "folder.png").mkdir()
    assert "folder.png is a folder" in refused(tmp_path / "folder.png")
    assert "empty.png is empty" in refused(written(tmp_path, "empty.png", b""))
    assert "not a file name" in refused(tmp_path / "nul\0character.png")
    assert "cannot be opened" in refused(tmp_path / ("long" * 100))


def test_a_file_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = written(tmp_path, "secret.png", handmade.png(RGB, 2))

    def denied(*_arguments: object, **_more: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", denied)
    assert "secret.png may not be read" in refused(path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no named pipes in folders")
def test_pipes_sockets_and_devices_never_block(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    os.mkfifo(tmp_path / "pipe.png")
    assert "device or pipe" in refused(tmp_path / "pipe.png")
    assert "device or pipe" in refused(Path("/dev/zero"))
    assert "device or pipe" in refused(Path("/dev/null"))
    monkeypatch.chdir(tmp_path)
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind("socket.png")
        assert "device or pipe" in refused(tmp_path / "socket.png")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no named pipes in folders")
def test_a_pipe_that_takes_the_files_place_does_not_block(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = written(tmp_path, "picture.png", handmade.png(RGB, 2))
    real = os.open

    def swapped(*arguments: object, **more: object) -> int:
        path.unlink()
        os.mkfifo(path)
        return real(*arguments, **more)

    monkeypatch.setattr(os, "open", swapped)
    assert "device or pipe" in refused(path)


def jpeg_of(width: int, height: int) -> bytes:
    data = bytearray(pillow_bytes("JPEG"))
    at = data.index(b"\xff\xc0")
    data[at + 5 : at + 9] = struct.pack(">HH", height, width)
    return bytes(data)


def gif_of(width: int, height: int) -> bytes:
    data = bytearray(pillow_bytes("GIF"))
    data[6:10] = struct.pack("<HH", width, height)
    return bytes(data)


def bmp_of(width: int, height: int) -> bytes:
    data = bytearray(pillow_bytes("BMP"))
    data[18:26] = struct.pack("<II", width, height)
    return bytes(data)


HUGE = {
    "png": lambda w, h: handmade.png(np.zeros((1, 1, 3), np.uint8), 2, size=(h, w)),
    "png16": lambda w, h: handmade.png(np.zeros((1, 1, 3), np.uint16), 2, 16, size=(h, w)),
    "tiff": lambda w, h: handmade.tiff(RGB, 2, size=(h, w)),
    "tiff16": lambda w, h: handmade.tiff(RGB.astype(np.uint16), 2, size=(h, w)),
    "jpeg": jpeg_of,
    "gif": gif_of,
    "bmp": bmp_of,
}


@pytest.mark.parametrize("kind", HUGE)
def test_sixty_thousand_squared_is_refused_from_the_header(tmp_path: Path, kind: str) -> None:
    path = written(tmp_path, "huge", HUGE[kind](60_000, 60_000))
    began = time.process_time()
    sentence = refused(path)
    assert time.process_time() - began < 1
    assert "60,000×60,000" in sentence
    assert "250 megapixels" in sentence
    with pytest.raises(InputError, match="250 megapixels"):
        reference(path)
    with pytest.raises(InputError, match="250 megapixels"):
        thumbnail(path, 100)


def test_the_limit_is_exact(tmp_path: Path) -> None:
    flat = np.zeros((1, 1), np.uint8)
    at_limit = written(tmp_path, "at", handmade.png(flat, 0, size=(10_000, 25_000)))
    assert read_header(at_limit).width == 25_000
    above = written(tmp_path, "above", handmade.png(flat, 0, size=(10_000, 25_001)))
    with pytest.raises(InputError, match="25,001×10,000"):
        read_header(above)


@pytest.mark.parametrize(("width", "height"), [(1, 1), (15, 400), (400, 15)])
def test_too_small(tmp_path: Path, width: int, height: int) -> None:
    path = written(tmp_path, "tiny.png", handmade.png(np.zeros((height, width, 3), np.uint8), 2))
    assert f"tiny.png is only {width}×{height} pixels" in refused(path)


def test_sixteen_pixels_are_enough(tmp_path: Path) -> None:
    path = written(tmp_path, "small.png", handmade.png(np.zeros((16, 16, 3), np.uint8), 2))
    assert load(path).width == 16


WHOLE = {
    "a.png": handmade.png(RGB, 2),
    "deep.png": handmade.png(RGB.astype(np.uint16) * 257, 2, 16),
    "a.jpg": pillow_bytes("JPEG"),
    "progressive.jpg": pillow_bytes("JPEG", progressive=True),
    "a.webp": pillow_bytes("WEBP"),
    "a.tif": pillow_bytes("TIFF", compression="tiff_lzw"),
    "plain.tif": handmade.tiff(RGB, 2),
    "deep.tif": handmade.tiff(RGB.astype(np.uint16) * 257, 2),
    "a.bmp": pillow_bytes("BMP"),
    "a.gif": pillow_bytes("GIF"),
    "a.avif": pillow_bytes("AVIF"),
}


@pytest.mark.parametrize("name", WHOLE)
def test_cut_off_files(tmp_path: Path, name: str) -> None:
    data = WHOLE[name]
    assert load(written(tmp_path, name, data)).width == 50
    for share in (0.02, 0.1, 0.3, 0.5, 0.7, 0.9):
        sentence = refused(written(tmp_path, name, data[: max(1, int(len(data) * share))]))
        assert name in sentence


def test_a_damaged_compressed_stream(tmp_path: Path) -> None:
    for name in ("a.png", "deep.png"):
        data = bytearray(WHOLE[name])
        data[len(data) // 2] ^= 0xFF
        assert "damaged" in refused(written(tmp_path, name, bytes(data)))


@pytest.mark.parametrize("name", WHOLE)
def test_flipped_bytes_give_a_picture_or_a_sentence(tmp_path: Path, name: str) -> None:
    """Whatever a decoder raises, nothing but our own errors may come out."""
    chance = random.Random(name)
    for _ in range(60):
        data = bytearray(WHOLE[name])
        for _ in range(chance.choice((1, 3, 10))):
            data[min(int(chance.expovariate(4) * len(data)), len(data) - 1)] = chance.randrange(256)
        path = written(tmp_path, name, bytes(data))
        try:
            outcome = load(path)
        except InputError as error:
            outcome = error
        if isinstance(outcome, InputError):
            assert name in str(outcome)
        else:
            assert np.isfinite(outcome.pixels).all()


@pytest.mark.parametrize(
    ("values", "words"),
    [
        (np.full((16, 16), np.nan, np.float32), "not numbers"),
        (np.full((16, 16, 3), np.inf, np.float32), "not numbers"),
    ],
)
def test_floating_point_must_be_finite(tmp_path: Path, values: np.ndarray, words: str) -> None:
    data = handmade.tiff(values, 1 if values.ndim == 2 else 2, sample_format=3)
    assert words in refused(written(tmp_path, "render.tif", data))


def test_unusual_tiffs(tmp_path: Path) -> None:
    signed = handmade.tiff(np.zeros((16, 16), np.int16), 1, sample_format=2)
    assert "signed numbers" in refused(written(tmp_path, "height.tif", signed))
    filters = handmade.tiff(np.zeros((16, 16), np.uint16), 32803)
    assert "TIFF of a kind" in refused(written(tmp_path, "sensor.tif", filters))


def test_text_beside_the_pixels_costs_no_pixels(tmp_path: Path, capfd: pytest.CaptureFixture) -> None:
    """Bombs and rubbish in chunks we do not need; libpng would complain about them on the console."""
    for name, body in (
        (b"zTXt", b"Comment\0\0" + zlib.compress(bytes(3_000_000))),
        (b"iTXt", b"Comment\0\0\0\0\0" + b" " * 9_000_000),
        (b"tEXt", b"\0"),
        (b"gAMA", b"rubbish"),
    ):
        data = handmade.png(RGB, 2, before=handmade.png_chunk(name, body))
        picture = load(written(tmp_path, "chatty.png", data))
        np.testing.assert_array_equal(np.rint(picture.pixels * 255), RGB)
    assert capfd.readouterr() == ("", "")


def test_memory_that_does_not_suffice_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = written(tmp_path, "large.jpg", pillow_bytes("JPEG"))

    def exhausted(_self: object) -> None:
        raise MemoryError

    monkeypatch.setattr("PIL.JpegImagePlugin.JpegImageFile.load", exhausted)
    with pytest.raises(ResourceError, match=r"not enough memory to open large\.jpg"):
        load(path)


@pytest.mark.skipif(os.name == "nt", reason="Windows forbids these characters in names")
def test_odd_names_stay_on_one_line(tmp_path: Path) -> None:
    path = written(tmp_path, "two\nlines\x1b[31m.png", b"nothing")
    assert "two\N{REPLACEMENT CHARACTER}lines\N{REPLACEMENT CHARACTER}[31m.png" in refused(path)


@pytest.mark.skipif(os.name == "nt" or os.uname().sysname == "Darwin", reason="names are Unicode there")
def test_a_name_that_is_not_text(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.png"))
    path.write_bytes(handmade.png(RGB, 2))
    assert load(path).width == 50
    with pytest.raises(InputError, match="not valid text"):
        reference(path)
