"""What a drop or a paste means: one order of precedence for both, as pure functions.

A bitmap carried inside comes first (a browser sends it along with an address we never open), then files of
this computer, then text that is the path of one. A file next to a mere Qt bitmap wins over it: macOS puts
the file's *icon* there, and the file has its colour profile and its full depth.
"""

from __future__ import annotations

import stat
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PySide6.QtCore import QCoreApplication, QMimeData, QUrl
from PySide6.QtGui import QImage

from nst_engine.errors import InputError
from nst_engine.pictures import MAX_PIXELS
from nst_engine.pictures.sniff import HEAD_BYTES, identify
from nst_gui.desktop.places import is_on_network, network_sentence

#: Any bytes at all, so looked into: some browsers say no more about a picture.
_ANY_BYTES: Final = "application/octet-stream"
#: Encoded pictures in the order of preference: without loss before with loss.
BITMAP_TYPES: Final = (
    "image/png",
    "image/tiff",
    "image/webp",
    "image/jpeg",
    "image/avif",
    "image/gif",
    "image/bmp",
    _ANY_BYTES,
)
MAX_BITMAP_BYTES: Final = 512 * 1024 * 1024
MAX_FILES: Final = 64


@dataclass(frozen=True, slots=True)
class Offer:
    """What was dropped or pasted: encoded ``data``, a decoded ``image`` or ``paths``; what was refused."""

    data: bytes | None = None
    image: QImage | None = None
    paths: tuple[Path, ...] = ()
    refusals: tuple[str, ...] = ()

    @property
    def bitmap(self) -> bytes | QImage | None:
        """The picture itself, if no file of it was given."""
        return self.data if self.data is not None else self.image


def _tr(text: str) -> str:
    return QCoreApplication.translate("Mime", text)


def read_offer(mime: QMimeData) -> Offer:
    """Read ``mime`` by value; nothing is opened and nothing is fetched."""
    data = _encoded_bitmap(mime)
    if data is not None:
        if len(data) > MAX_BITMAP_BYTES:
            return Offer(
                refusals=(_tr("This picture is too large to be taken so; save it to a file first."),)
            )
        return Offer(data=data)
    paths, refusals = _local_files(mime.urls() if mime.hasUrls() else [])
    if paths:
        return Offer(paths=paths, refusals=refusals)
    if mime.hasImage():
        return _bitmap(mime)
    if refusals:
        return Offer(refusals=refusals)
    if mime.hasText():
        return _text(mime.text())
    return Offer(refusals=(_tr("There is no picture in what was given; use a picture file or a bitmap."),))


@dataclass(frozen=True, slots=True)
class Glimpse:
    """What a drag is seen to hold while it hovers: nothing is fetched, opened or looked up for it.

    ``refusal`` says why nothing of it will be taken; without one and without ``paths`` it is a bitmap, or
    text that may be a path.
    """

    paths: tuple[Path, ...] = ()
    refusal: str = ""


def glimpse(mime: QMimeData) -> Glimpse | None:
    """What ``mime`` seems to hold, in the order of :func:`read_offer`; ``None`` without any picture."""
    formats = set(mime.formats())
    if formats.intersection(BITMAP_TYPES) - {_ANY_BYTES}:
        return Glimpse()
    paths, refusals = _local_files(mime.urls() if mime.hasUrls() else [])
    if paths:
        return Glimpse(paths)
    if mime.hasImage() or _ANY_BYTES in formats:
        return Glimpse()
    if refusals:
        return Glimpse(refusal=refusals[0])
    return Glimpse() if mime.hasText() else None


def _encoded_bitmap(mime: QMimeData) -> bytes | None:
    offered = set(mime.formats())
    for kind in BITMAP_TYPES:
        data = bytes(mime.data(kind).data()) if kind in offered else b""
        if data and (kind != _ANY_BYTES or _is_picture(data)):
            return data
    return None


def _is_picture(data: bytes) -> bool:
    try:
        identify(data[:HEAD_BYTES], Path("bytes"))
    except InputError:
        return False
    return True


def _bitmap(mime: QMimeData) -> Offer:
    image = mime.imageData()
    if not isinstance(image, QImage) or image.isNull():
        return Offer(refusals=(_tr("The picture on the clipboard is empty; copy it again."),))
    if image.width() * image.height() > MAX_PIXELS:
        return Offer(refusals=(_tr("The picture has more than 250 megapixels; make it smaller first."),))
    return Offer(image=image.copy())


def _local_files(urls: list[QUrl]) -> tuple[tuple[Path, ...], tuple[str, ...]]:
    paths: list[Path] = []
    refusals: list[str] = []
    if len(urls) > MAX_FILES:
        refusals.append(
            _tr("Only the first {count} of the dropped files were looked at.").format(count=MAX_FILES)
        )
    for url in urls[:MAX_FILES]:
        refusal = _refusal(url)
        if refusal is None:
            paths.append(Path(url.toLocalFile()))
        elif refusal not in refusals:
            refusals.append(refusal)
    return tuple(paths), tuple(refusals)


def _refusal(url: QUrl) -> str | None:
    """Why ``url`` is not opened, ``None`` for a file of this computer.

    ``QUrl.isLocalFile`` is true for ``file://server/share`` as well, which on Windows would open a network
    share; only an empty host is local.
    """
    if url.scheme() == "file" and not url.host() and not is_on_network(url.toLocalFile()):
        return None
    if url.scheme() in {"http", "https", "ftp", "data", "blob"}:
        return _tr("NST Studio works offline and opens no addresses; save the picture to a file first.")
    return network_sentence()


def _text(text: str) -> Offer:
    line = text.strip().strip('"')
    if not line or "\n" in line or "\0" in line:
        return Offer(refusals=(_tr("This text is not the path of a picture; use a file or a bitmap."),))
    if "://" in line or line.startswith("data:"):
        _, refusals = _local_files([QUrl(line)])
        return Offer(refusals=refusals) if refusals else Offer(paths=(Path(QUrl(line).toLocalFile()),))
    if is_on_network(line):
        return Offer(refusals=(network_sentence(),))
    if not is_regular_file(Path(line)):
        return Offer(refusals=(_tr("This text is not the path of a picture; use a file or a bitmap."),))
    return Offer(paths=(Path(line),))


def is_regular_file(path: Path) -> bool:
    """Whether ``path`` is an existing regular file; never raises, never opens it."""
    try:
        return stat.S_ISREG(path.stat().st_mode)
    except (OSError, ValueError):
        return False
