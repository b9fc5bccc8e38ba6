"""What the photograph's file says beside its pixels: EXIF and XMP, as far as they may travel.

The file is untrusted and the artist's: what is not on a list stays behind, and the place where it was taken
travels only when asked for.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, Final
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from nst_engine.pictures import png_chunks
from nst_engine.pictures.exif import Exif, parse_exif, read_exif
from nst_engine.pictures.files import open_regular
from nst_engine.pictures.header import damage_named, pillow_reader
from nst_engine.pictures.metadata import RDF, xmp_of
from nst_engine.pictures.sniff import HEAD_BYTES, Format, identify

_MAX_XMP_BYTES: Final = 1_000_000
_MAX_DEPTH: Final = 32
_DESCRIPTION: Final = f"{{{RDF}}}Description"

_DUBLIN_CORE: Final = "http://purl.org/dc/elements/1.1/"
_PHOTOSHOP: Final = "http://ns.adobe.com/photoshop/1.0/"
_IPTC: Final = "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/"
_IPTC_EXTENSION: Final = "http://iptc.org/std/Iptc4xmpExt/2008-02-29/"
_XMP: Final = "http://ns.adobe.com/xap/1.0/"
_EXIF: Final = "http://ns.adobe.com/exif/1.0/"
_TIFF: Final = "http://ns.adobe.com/tiff/1.0/"
#: Whose properties may travel, and how they are called in what is written.
_FAMILIES: Final = {
    _DUBLIN_CORE: "dc",
    "http://ns.adobe.com/xap/1.0/rights/": "xmpRights",
    "http://ns.adobe.com/exif/1.0/aux/": "aux",
    "http://cipa.jp/exif/1.0/": "exifEX",
    _PHOTOSHOP: "photoshop",
    _IPTC: "Iptc4xmpCore",
    _IPTC_EXTENSION: "Iptc4xmpExt",
    _XMP: "xmp",
    _EXIF: "exif",
    _TIFF: "tiff",
}
#: They speak of the photograph's pixels, of its file's past, or are pictures themselves.
_NEVER: Final = frozenset(
    {f"{{{_XMP}}}Thumbnails", f"{{{_XMP}}}BaseURL", f"{{{_EXIF}}}MakerNote", f"{{{_EXIF}}}NativeDigest"}
    | {f"{{{_EXIF}}}{name}" for name in ("PixelXDimension", "PixelYDimension", "ColorSpace", "SubjectArea")}
    | {f"{{{_PHOTOSHOP}}}{name}" for name in ("History", "DocumentAncestors", "ICCProfile", "ColorMode")}
    | {f"{{{_PHOTOSHOP}}}{name}" for name in ("SidecarForExtension", "EmbeddedXMPDigest", "LegacyIPTCDigest")}
    | {
        f"{{{_TIFF}}}{name}"
        for name in (
            "Orientation",
            "ImageWidth",
            "ImageLength",
            "BitsPerSample",
            "Compression",
            "PhotometricInterpretation",
            "SamplesPerPixel",
            "PlanarConfiguration",
            "XResolution",
            "YResolution",
            "ResolutionUnit",
            "NativeDigest",
        )
    }
)
_PLACES: Final = frozenset(
    {f"{{{_PHOTOSHOP}}}{name}" for name in ("City", "State", "Country")}
    | {f"{{{_IPTC}}}{name}" for name in ("Location", "CountryCode", "CreatorContactInfo")}
    | {f"{{{_IPTC_EXTENSION}}}{name}" for name in ("LocationShown", "LocationCreated")}
    | {f"{{{_DUBLIN_CORE}}}coverage"}  # "the spatial or temporal topic": where, as archives fill it in
)
_COORDINATES: Final = f"{{{_EXIF}}}GPS"


@dataclass(frozen=True, slots=True, eq=False)
class CameraData:
    """EXIF entries and XMP properties of a photograph that may be written into a painting of it."""

    exif: Exif | None = None
    properties: tuple[Element, ...] = ()


def read_camera_data(path: Path, *, with_place: bool) -> CameraData:
    """What may travel of the file at ``path``; ``with_place`` keeps where it was taken.

    What is damaged counts as not being there. Raises :class:`InputError` for a file that is no picture.
    """
    with open_regular(path) as file:
        with damage_named(path):
            kind = identify(file.read(HEAD_BYTES), path)
            exif = _exif(file, kind)
            packet = xmp_of(file, kind)
        if exif is not None and not with_place:
            exif = exif.without_place()
        if exif is not None and exif.is_empty:
            exif = None
        properties = () if packet is None else tuple(_properties(packet, with_place=with_place))
        return CameraData(exif, properties)


def _exif(file: BinaryIO, kind: Format) -> Exif | None:
    try:
        if kind == "TIFF":
            return read_exif(file)
        data = _exif_bytes(file, kind)
        return None if data is None else parse_exif(data)
    except ValueError:
        return None


def _exif_bytes(file: BinaryIO, kind: Format) -> bytes | None:
    if kind == "PNG":
        return next((data for _name, data in png_chunks.walk(file, frozenset({b"eXIf"}))), None)
    with pillow_reader(file, kind) as image:
        data = image.info.get("exif")
    return data if isinstance(data, bytes) else None


def _properties(packet: bytes, *, with_place: bool) -> Iterator[Element]:
    try:
        root = _tree(packet)
    except (ValueError, LookupError, ElementTree.ParseError):  # LookupError: written in no known encoding
        return
    known: set[str] = set()
    rdf = next(root.iter(f"{{{RDF}}}RDF"), root)
    for description in rdf.findall(_DESCRIPTION):
        for element in (*_from_attributes(description), *description):
            if element.tag not in known and _may_travel(element.tag, with_place=with_place):
                known.add(element.tag)
                element.tail = None
                _prune(element, with_place=with_place)
                yield element


def _tree(packet: bytes) -> Element:
    """Raises ``ValueError`` or ``ParseError`` for what is too long, too deep, or would expand."""
    if len(packet) > _MAX_XMP_BYTES or b"<!DOCTYPE" in packet or b"<!ENTITY" in packet:
        raise ValueError("not to be trusted")
    depth = 0
    root: Element | None = None
    for event, element in ElementTree.iterparse(BytesIO(packet.strip(b"\0")), events=("start", "end")):
        root = element if root is None else root
        depth += 1 if event == "start" else -1
        if depth > _MAX_DEPTH:
            raise ValueError("nested too deeply")
    if root is None:
        raise ValueError("empty")
    return root


def _from_attributes(description: Element) -> Iterator[Element]:
    """Properties written in their short form, as elements."""
    for name, value in description.attrib.items():
        if name.startswith("{") and not name.startswith(f"{{{RDF}}}"):
            element = Element(name)
            element.text = value
            yield element


def _may_travel(tag: str, *, with_place: bool) -> bool:
    family = tag[1:].partition("}")[0]
    if family not in _FAMILIES or tag in _NEVER:
        return False
    return with_place or not (tag in _PLACES or tag.startswith(_COORDINATES))


def _prune(element: Element, *, with_place: bool) -> None:
    """Take out of a structure what may not travel; its own plumbing (rdf, structure fields) stays."""
    for name in [name for name in element.attrib if _is_unwanted(name, with_place=with_place)]:
        del element.attrib[name]
    for child in list(element):
        if _is_unwanted(child.tag, with_place=with_place):
            element.remove(child)
        else:
            _prune(child, with_place=with_place)


def _is_unwanted(tag: str, *, with_place: bool) -> bool:
    if tag.startswith(("{http://www.w3.org/", f"{{{RDF}}}")):
        return False
    return not _may_travel(tag, with_place=with_place)


for _family, _prefix in _FAMILIES.items():
    ElementTree.register_namespace(_prefix, _family)
