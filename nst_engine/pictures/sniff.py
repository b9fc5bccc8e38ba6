"""Which kind of file this is, by its first bytes: one of our seven formats, or a sentence about another."""

from __future__ import annotations

from pathlib import Path
from typing import Final, Literal

from nst_engine.errors import InputError
from nst_engine.pictures.files import shown
from nst_engine.sentences import Sentence

Format = Literal["PNG", "JPEG", "WebP", "TIFF", "BMP", "GIF", "AVIF"]

#: How much of a file :func:`identify` wants to see.
HEAD_BYTES: Final = 4096

_PREFIXES: Final[tuple[tuple[bytes, Format], ...]] = (
    (b"\x89PNG\r\n\x1a\n", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF87a", "GIF"),
    (b"GIF89a", "GIF"),
    (b"II*\0", "TIFF"),
    (b"MM\0*", "TIFF"),
    (b"II+\0", "TIFF"),
    (b"MM\0+", "TIFF"),
    (b"BM", "BMP"),
)

_FOREIGN_PREFIXES: Final[tuple[tuple[bytes, Sentence], ...]] = (
    (b"8BPS", Sentence("a Photoshop file")),
    (b"%PDF", Sentence("a PDF document")),
    (b"%!PS", Sentence("an EPS or PostScript file")),
    (b"\xc5\xd0\xd3\xc6", Sentence("an EPS or PostScript file")),
    (b"gimp xcf", Sentence("a GIMP file")),
    (b"FUJIFILMCCD-RAW", Sentence("a camera raw file")),
    (b"IIRO", Sentence("a camera raw file")),
    (b"IIU\0", Sentence("a camera raw file")),
    (b"\x00MRM", Sentence("a camera raw file")),
    (b"FOVb", Sentence("a camera raw file")),
    (b"\xff\x0a", Sentence("a JPEG XL picture")),
    (b"\0\0\0\x0cJXL ", Sentence("a JPEG XL picture")),
    (b"\0\0\0\x0cjP  ", Sentence("a JPEG 2000 picture")),
    (b"\xff\x4f\xff\x51", Sentence("a JPEG 2000 picture")),
    (b"\x76\x2f\x31\x01", Sentence("an OpenEXR picture")),
    (b"#?RADIANCE", Sentence("a Radiance HDR picture")),
    (b"\0\0\1\0", Sentence("an icon file")),
    (b"DDS ", Sentence("a DDS texture")),
)

#: Raw files that are TIFF inside; only a thumbnail would be read if they were taken for one.
# fmt: off
_RAW_SUFFIXES: Final = frozenset({
    ".3fr", ".arw", ".cr2", ".cr3", ".crw", ".dcr", ".dng", ".erf", ".fff",
    ".iiq", ".kdc", ".mef", ".mos", ".mrw", ".nef", ".nrw", ".orf", ".pef",
    ".raf", ".raw", ".rw2", ".rwl", ".sr2", ".srf", ".srw", ".x3f",
})
# fmt: on
_HEIC_BRANDS: Final = frozenset(
    {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1", b"heif"}
)


def identify(head: bytes, path: Path) -> Format:
    """The format of a file from its first :data:`HEAD_BYTES` bytes, whatever its name says.

    Raises :class:`InputError` naming the kind of file where it is not one of ours.
    """
    suffix = path.suffix.lower()
    found = _own_format(head)
    if found == "TIFF" and (suffix in _RAW_SUFFIXES or head[8:10] == b"CR"):
        raise _foreign(path, Sentence("a camera raw file"))
    if found is not None:
        return found
    for prefix, kind in _FOREIGN_PREFIXES:
        if head.startswith(prefix):
            raise _foreign(path, kind)
    if head[4:8] == b"ftyp":
        raise _foreign(path, _boxed_kind(head))
    text = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if text.startswith(b"<svg") or (
        text.startswith((b"<?xml", b"<!--", b"<!doctype svg")) and b"<svg" in text
    ):
        raise InputError(
            "{name} is an SVG drawing, which is not made of pixels; export it as a PNG and use that.",
            name=shown(path),
        )
    raise InputError(
        "{name} is not a picture this program can read; use PNG, JPEG, WebP, TIFF, BMP, GIF or AVIF.",
        name=shown(path),
    )


def _own_format(head: bytes) -> Format | None:
    for prefix, name in _PREFIXES:
        if head.startswith(prefix):
            return name
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "WebP"
    if head[4:8] == b"ftyp" and {b"avif", b"avis"} & _brands(head):
        return "AVIF"
    return None


def _brands(head: bytes) -> set[bytes]:
    size = min(int.from_bytes(head[:4], "big"), 512)
    compatible = head[16:size]
    return {head[8:12], *(compatible[i : i + 4] for i in range(0, len(compatible), 4))}


def _boxed_kind(head: bytes) -> Sentence:
    brands = _brands(head)
    if b"crx " in brands:
        return Sentence("a camera raw file")
    if brands & _HEIC_BRANDS:
        return Sentence("a HEIC picture")
    return Sentence("a video")


def _foreign(path: Path, kind: Sentence) -> InputError:
    return InputError(
        "{name} is {kind}, which this program does not read; open it in the program that made it and "
        "export a PNG, JPEG or TIFF.",
        name=shown(path),
        kind=kind,
    )
