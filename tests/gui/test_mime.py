from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QColor, QImage

from nst_gui.desktop.mime import read_offer


def encoded(kind: str) -> bytes:
    buffer = BytesIO()
    Image.new("RGB", (20, 20), "teal").save(buffer, kind)
    return buffer.getvalue()


def bitmap() -> QImage:
    image = QImage(20, 20, QImage.Format.Format_RGB32)
    image.fill(QColor("teal"))
    return image


def test_a_browsers_bitmap_wins_over_its_address() -> None:
    mime = QMimeData()
    mime.setUrls([QUrl("https://example.org/picture.png")])
    mime.setData("image/png", encoded("PNG"))
    offer = read_offer(mime)
    assert offer.data == encoded("PNG")
    assert offer.paths == offer.refusals == ()


def test_lossless_wins_over_lossy() -> None:
    mime = QMimeData()
    mime.setData("image/jpeg", encoded("JPEG"))
    mime.setData("image/png", encoded("PNG"))
    assert read_offer(mime).data == encoded("PNG")


def test_bytes_without_a_type_are_looked_into(tmp_path: Path) -> None:
    mime = QMimeData()
    mime.setData("application/octet-stream", encoded("PNG"))
    assert read_offer(mime).data == encoded("PNG")
    mime.setData("application/octet-stream", b"no picture at all" * 10)
    mime.setUrls([QUrl.fromLocalFile(str(tmp_path / "a.png"))])
    assert read_offer(mime).paths == (tmp_path / "a.png",)


def test_a_clipboard_bitmap() -> None:
    mime = QMimeData()
    mime.setImageData(bitmap())
    image = read_offer(mime).image
    assert image is not None
    assert image.pixelColor(3, 3) == QColor("teal")


def test_a_file_wins_over_its_icon(tmp_path: Path) -> None:
    mime = QMimeData()
    mime.setImageData(bitmap())
    mime.setUrls([QUrl.fromLocalFile(str(tmp_path / "a.png"))])
    offer = read_offer(mime)
    assert offer.paths == (tmp_path / "a.png",)
    assert offer.image is None


def test_several_files_keep_their_order(tmp_path: Path) -> None:
    mime = QMimeData()
    names = ["ä b.png", "#1.jpg", "100%.webp"]
    mime.setUrls([QUrl.fromLocalFile(str(tmp_path / name)) for name in names])
    assert [path.name for path in read_offer(mime).paths] == names


@pytest.mark.parametrize(
    "address",
    [
        "http://example.org/a.png",
        "https://example.org/a.png",
        "ftp://example.org/a.png",
        "data:image/png;base64,AAAA",
        "file://server/share/a.png",
        "file:////server/share/a.png",
        "smb://server/share/a.png",
        "gopher:a",
    ],
)
@pytest.mark.parametrize("as_text", [False, True])
def test_nothing_but_this_computer_is_opened(address: str, as_text: bool) -> None:
    mime = QMimeData()
    if as_text:
        mime.setText(address)
    else:
        mime.setUrls([QUrl(address)])
    offer = read_offer(mime)
    assert offer.paths == ()
    assert offer.data is offer.image is None
    assert len(offer.refusals) == 1
    assert offer.refusals[0].endswith(".")


def test_good_files_are_taken_beside_refused_ones(tmp_path: Path) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl("http://a.example/1"), QUrl.fromLocalFile(str(tmp_path)), QUrl("http://a.example/2")])
    offer = read_offer(mime)
    assert offer.paths == (tmp_path,)
    assert len(offer.refusals) == 1


def test_thousands_of_files_are_cut_short(tmp_path: Path) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(tmp_path / f"{n}.png")) for n in range(20_000)])
    offer = read_offer(mime)
    assert len(offer.paths) == 64
    assert "64" in offer.refusals[0]


def test_the_path_of_an_existing_file_as_text(photograph: Path) -> None:
    for text in (str(photograph), f'"{photograph}"\n', photograph.as_uri()):
        mime = QMimeData()
        mime.setText(text)
        assert read_offer(mime).paths == (photograph,), text


@pytest.mark.parametrize("text", ["hello", "", "/no/such/file.png", "two\nlines", "\0", "x" * 100_000, "/"])
def test_other_text_is_refused(text: str) -> None:
    mime = QMimeData()
    mime.setText(text)
    offer = read_offer(mime)
    assert offer.paths == ()
    assert len(offer.refusals) == 1


def test_a_null_bitmap_and_nothing_are_refused() -> None:
    null = QMimeData()
    null.setImageData(QImage())
    for mime in (null, QMimeData()):
        offer = read_offer(mime)
        assert offer.image is None
        assert len(offer.refusals) == 1
