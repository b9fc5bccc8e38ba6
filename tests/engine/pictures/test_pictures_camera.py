"""What travels from a photograph's file into a painting of it, and what never does."""

from __future__ import annotations

import io
import struct
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from imagecodecs import tiff_decode
from PIL import ExifTags, Image
from PIL.TiffImagePlugin import IFDRational

from nst_engine.pictures import (
    Picture,
    SaveOptions,
    load,
    quantised,
    read_camera_data,
    read_header,
    save,
)
from nst_engine.pictures.exif import exif_block, parse_exif

GPS = ExifTags.IFD.GPSInfo
CAMERA = ExifTags.IFD.Exif
EVERY = [".png", ".jpg", ".tif", ".webp", ".avif"]

PACKET = """<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"
  xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:exif="http://ns.adobe.com/exif/1.0/"
  xmlns:tiff="http://ns.adobe.com/tiff/1.0/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
  xmlns:own="https://example.org/own/" xmlns:ext="http://iptc.org/std/Iptc4xmpExt/2008-02-29/"
  photoshop:City="Tromsø" photoshop:Headline="Harbour at noon" tiff:Orientation="6" own:secret="1">
 <dc:creator><rdf:Seq><rdf:li>Ana Ruiz</rdf:li></rdf:Seq></dc:creator>
 <dc:coverage>Svolvær</dc:coverage>
 <exif:GPSLatitude>69,38.9N</exif:GPSLatitude>
 <xmp:Thumbnails><rdf:Alt><rdf:li>AAAA</rdf:li></rdf:Alt></xmp:Thumbnails>
 <ext:LocationShown><rdf:Bag><rdf:li ext:City="Narvik"/></rdf:Bag></ext:LocationShown>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""


def tagged() -> Image.Exif:
    """An EXIF block with all that a camera writes, the good and the private."""
    exif = Image.Exif()
    exif[0x010F], exif[0x0112], exif[0x8298] = "Makers & Söhne", 6, "Ana Ruiz"
    camera = exif.get_ifd(CAMERA)
    camera[0x829A], camera[0x8827], camera[0x9003] = IFDRational(1, 250), 400, "2026:05:01 12:00:00"
    camera[0x927C], camera[0xA002], camera[0x9401] = b"PRIVATE NOTES", 6000, IFDRational(40, 1)
    place = exif.get_ifd(GPS)
    place[1], place[2] = "N", (IFDRational(69, 1), IFDRational(38, 1), IFDRational(54, 1))
    return exif


@pytest.fixture(params=EVERY)
def photograph(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A photograph of each format, lying on its side, with EXIF, XMP and a thumbnail."""
    path = tmp_path / f"photograph{request.param}"
    parameters: dict[str, object] = {"exif": tagged(), "xmp": PACKET.encode()}
    if request.param == ".png":
        from PIL.PngImagePlugin import PngInfo

        info = PngInfo()
        info.add_itxt("XML:com.adobe.xmp", PACKET)
        parameters = {"exif": tagged(), "pnginfo": info}
    if request.param == ".tif":
        exif = tagged()
        exif[700] = PACKET.encode()
        for below in (CAMERA, GPS):
            exif[below] = exif.get_ifd(below)
        parameters = {"exif": exif}
    Image.new("RGB", (60, 40), (200, 120, 40)).save(path, **parameters)
    return path


def painted(width: int = 48, height: int = 64) -> Picture:
    return Picture(np.linspace(0, 1, width * height * 3, dtype=np.float32).reshape(height, width, 3))


def exported(photograph: Path, extension: str, *, with_place: bool, **options: object) -> Path:
    path = photograph.with_name(f"painted{extension}")
    camera = read_camera_data(photograph, with_place=with_place)
    save(painted(), path, SaveOptions(**options), camera=camera, overwrite=True)  # type: ignore[arg-type]
    return path


def exif_of(path: Path) -> Image.Exif:
    with Image.open(path) as image:
        exif = image.getexif()
        for below in (CAMERA, GPS):
            exif.get_ifd(below)  # of a TIFF file they are read when asked for, and it closes now
        return exif


@pytest.mark.parametrize("extension", EVERY)
def test_what_the_camera_wrote_travels_into_every_format(photograph: Path, extension: str) -> None:
    exif = exif_of(exported(photograph, extension, with_place=True))
    assert exif[0x8298] == "Ana Ruiz"
    camera = exif.get_ifd(CAMERA)
    assert float(camera[0x829A]) == 1 / 250
    assert (camera[0x8827], camera[0x9003], float(camera[0x9401])) == (400, "2026:05:01 12:00:00", 40.0)
    place = exif.get_ifd(GPS)
    assert (place[1], [float(part) for part in place[2]]) == ("N", [69.0, 38.0, 54.0])


@pytest.mark.parametrize("extension", EVERY)
def test_without_the_place_nothing_tells_where_it_was(photograph: Path, extension: str) -> None:
    path = exported(photograph, extension, with_place=False)
    exif = exif_of(path)
    assert exif[0x8298] == "Ana Ruiz"
    assert GPS not in exif
    assert 0x9401 not in exif.get_ifd(CAMERA)
    data = path.read_bytes()
    for word in ("Tromsø", "Narvik", "Svolvær", "GPSLatitude"):
        assert word.encode() not in data
    assert b"Harbour at noon" in data
    assert b"Ana Ruiz" in data


@pytest.mark.parametrize("extension", EVERY)
def test_what_speaks_of_other_pixels_never_travels(photograph: Path, extension: str) -> None:
    path = exported(photograph, extension, with_place=True)
    exif, data = exif_of(path), path.read_bytes()
    assert exif.get(0x0112, 1) == 1
    assert (exif.get_ifd(CAMERA)[0xA002], exif.get_ifd(CAMERA)[0xA003]) == (48, 64)
    for word in (b"PRIVATE NOTES", b"Thumbnails", b"Orientation", b"secret"):
        assert word not in data
    assert "Tromsø".encode() in data
    header = read_header(path)
    assert (header.width, header.height, header.orientation) == (48, 64, 1)


@pytest.mark.parametrize("extension", [".png", ".tif"])
def test_the_pixels_are_what_they_are_without_it(photograph: Path, extension: str) -> None:
    path = exported(photograph, extension, with_place=True, bits=16)
    save(painted(), path.with_stem("plain"), SaveOptions(bits=16))
    assert np.array_equal(load(path).pixels, load(path.with_stem("plain")).pixels)
    if extension == ".tif":  # libtiff reads the list of tags that was written anew
        assert np.array_equal(tiff_decode(path.read_bytes()), quantised(painted(), 16))


def test_the_same_photograph_gives_the_same_bytes(photograph: Path) -> None:
    first = exported(photograph, ".tif", with_place=True).read_bytes()
    assert exported(photograph, ".tif", with_place=True).read_bytes() == first


def test_a_thumbnail_stays_behind(tmp_path: Path) -> None:
    thumb = io.BytesIO()
    Image.new("RGB", (16, 12), (1, 2, 3)).save(thumb, "JPEG")
    block = thumbnail_block(thumb.getvalue())
    Image.new("RGB", (60, 40)).save(tmp_path / "a.jpg", exif=b"Exif\0\0" + block)
    assert thumb.getvalue() in (tmp_path / "a.jpg").read_bytes()
    camera = read_camera_data(tmp_path / "a.jpg", with_place=True)
    assert camera.exif is not None
    assert thumb.getvalue() not in exif_block(camera.exif, 60, 40, None)


def thumbnail_block(thumb: bytes) -> bytes:
    """A block with a maker's name, and a second directory that holds a JPEG."""
    first = struct.pack("<HHHII", 1, 0x010F, 2, 4, 0x00434241) + struct.pack("<I", 26)
    offset = 26 + 2 + 2 * 12 + 4
    second = struct.pack("<HHHIIHHIII", 2, 0x0201, 4, 1, offset, 0x0202, 4, 1, len(thumb), 0)
    return b"II*\0\x08\0\0\0" + first + second + thumb


def test_big_endian_blocks_are_turned_round() -> None:
    rows = struct.pack(">HHHII", 2, 0x8769, 4, 1, 38) + struct.pack(">HHIHH", 0x4746, 3, 1, 5, 0)
    block = b"MM\0*\0\0\0\x08" + rows + b"\0\0\0\0"
    block += struct.pack(">HHHII", 1, 0x829A, 5, 1, 56) + b"\0\0\0\0" + struct.pack(">II", 1, 60)
    read = Image.Exif()
    read.load(exif_block(parse_exif(block), 10, 10, None))
    assert read[0x4746] == 5
    assert float(read.get_ifd(CAMERA)[0x829A]) == 1 / 60


@pytest.mark.parametrize("extension", EVERY)
def test_the_resolution_is_in_every_file(tmp_path: Path, extension: str) -> None:
    path = tmp_path / f"a{extension}"
    save(painted(), path, SaveOptions(dpi=240))
    with Image.open(path) as image:
        if extension in (".webp", ".avif"):
            exif = image.getexif()
            assert (float(exif[0x011A]), float(exif[0x011B]), exif[0x0128]) == (240.0, 240.0, 2)
            assert len(exif) == 3
        else:
            assert image.info["dpi"] == pytest.approx((240, 240), abs=0.02)


def test_long_entries_are_left_out_of_a_jpeg_and_that_is_said(tmp_path: Path) -> None:
    exif = Image.Exif()
    for tag in (0x010E, 0x013B, 0x8298):
        exif[tag] = "a" * 30_000
    Image.new("RGB", (60, 40)).save(tmp_path / "a.png", exif=exif)
    camera = read_camera_data(tmp_path / "a.png", with_place=True)
    notices: list[str] = []
    save(painted(), tmp_path / "b.jpg", camera=camera, on_notice=notices.append)
    assert notices == ["b.jpg: the camera data is too long for a JPEG and was left out."]
    save(painted(), tmp_path / "b.png", camera=camera, on_notice=notices.append)
    assert len(exif_of(tmp_path / "b.png")[0x8298]) == 30_000
    assert len(notices) == 1


@pytest.mark.parametrize(
    "packet",
    [
        "not xml",
        "<!DOCTYPE x [<!ENTITY a 'b'>]>" + PACKET,
        "<a>" * 500 + "</a>" * 500,
        PACKET.replace("</rdf:RDF>", ""),
        '<?xml version="1.0" encoding="nobody-knows"?><a/>',
    ],
)
def test_captions_that_cannot_be_trusted_count_as_none(tmp_path: Path, packet: str) -> None:
    Image.new("RGB", (60, 40)).save(tmp_path / "a.jpg", xmp=packet.encode())
    assert read_camera_data(tmp_path / "a.jpg", with_place=True).properties == ()


def test_a_plain_photograph_has_nothing_to_give(tmp_path: Path) -> None:
    Image.new("RGB", (60, 40)).save(tmp_path / "a.png")
    camera = read_camera_data(tmp_path / "a.png", with_place=True)
    assert (camera.exif, camera.properties) == (None, ())
    save(painted(), tmp_path / "b.png", camera=camera)
    assert b"eXIf" not in (tmp_path / "b.png").read_bytes()


BLOCK = tagged().tobytes()


@given(st.binary(max_size=400))
def test_no_bytes_at_all_are_too_strange(data: bytes) -> None:
    for block in (data, b"II*\0" + data, b"MM\0*" + data):
        try:
            exif_block(parse_exif(block), 10, 10, 300)
        except ValueError:
            assert block[:4] not in (b"II*\0", b"MM\0*") or len(block) < 8


@given(st.integers(6, len(BLOCK) - 1), st.integers(0, 255))
def test_a_block_with_a_wrong_byte_still_gives_one_that_can_be_read(at: int, value: int) -> None:
    damaged = bytearray(BLOCK)
    damaged[at] = value
    try:
        found = parse_exif(bytes(damaged))
    except ValueError:
        return
    assert parse_exif(exif_block(found, 10, 10, None)).main == found.main
