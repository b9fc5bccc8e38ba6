"""The recipe inside an exported picture: an iTXt chunk in PNG, an XMP property elsewhere.

What else may stand beside it comes from the photograph, and only when asked for (see ``camera``).
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO, Final
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from nst_engine.errors import InputError
from nst_engine.pictures import png_chunks
from nst_engine.pictures.files import open_regular, shown
from nst_engine.pictures.header import damage_named, first_tiff_page, pillow_reader
from nst_engine.pictures.sniff import HEAD_BYTES, Format, identify
from nst_engine.recipe import MAX_RECIPE_BYTES, Recipe, portable, recipe_from_json

#: Keyword of the iTXt chunk in PNG files.
PNG_KEYWORD: Final = "nst-studio-recipe"
#: Keyword of the iTXt chunk that holds an XMP packet in PNG (XMP specification part 3).
PNG_XMP_KEYWORD: Final = "XML:com.adobe.xmp"
XMP_NAMESPACE: Final = "https://nst-studio.example/ns/1.0/"
#: TIFF tag that holds an XMP packet (XMP specification part 3).
TIFF_XMP_TAG: Final = 700
#: A JPEG marker segment holds 65,533 bytes, 29 of them the XMP signature.
MAX_JPEG_XMP_BYTES: Final = 65_533 - 29

RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_PACKET_BEGIN: Final = '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
_PACKET_END: Final = '\n<?xpacket end="r"?>'


def recipe_text(recipe: Recipe) -> str:
    """The recipe as exported pictures carry it: one line of JSON, no paths."""
    return portable(recipe).to_json()


def xmp_packet(text: str | None, properties: Iterable[Element] = ()) -> bytes:
    """An XMP packet with the recipe's JSON, where there is one, and further ``properties``."""
    ElementTree.register_namespace("rdf", RDF)
    ElementTree.register_namespace("x", "adobe:ns:meta/")
    ElementTree.register_namespace("nst", XMP_NAMESPACE)
    root = ElementTree.Element("{adobe:ns:meta/}xmpmeta")
    rdf = ElementTree.SubElement(root, f"{{{RDF}}}RDF")
    description = ElementTree.SubElement(rdf, f"{{{RDF}}}Description", {f"{{{RDF}}}about": ""})
    description.extend(properties)
    if text is not None:
        # The two characters that JSON may hold as they are and XML may not hold at all.
        text = text.replace("\ufffe", "\\ufffe").replace("\uffff", "\\uffff")
        ElementTree.SubElement(description, f"{{{XMP_NAMESPACE}}}recipe").text = text
    body = ElementTree.tostring(root, encoding="unicode")
    return (_PACKET_BEGIN + body + _PACKET_END).encode("utf-8")


def read_recipe(path: Path) -> Recipe | None:
    """The recipe inside a picture made by this program, or ``None`` where a picture carries none.

    Its pictures have no paths. Raises :class:`InputError` for a file that is no picture, and for a recipe
    that is damaged, larger than 1 MB, or from a newer version.
    """
    with open_regular(path) as file:
        with damage_named(path):
            kind = identify(file.read(HEAD_BYTES), path)
            packet = None if kind == "PNG" else xmp_of(file, kind)
        try:
            text = _png_text(file, PNG_KEYWORD) if kind == "PNG" else _recipe_in_xmp(packet)
        except (ValueError, LookupError, ElementTree.ParseError) as error:
            # LookupError: a packet in an encoding that nobody knows.
            raise InputError(
                "The recipe in {name} is damaged and cannot be read; use another copy.", name=shown(path)
            ) from error
    return None if text is None else recipe_from_json(text, shown(path))


def _png_text(file: BinaryIO, keyword: str) -> str | None:
    """Raises ``ValueError`` for a text that is damaged or longer than 1 MB."""
    marker = keyword.encode() + b"\0"
    for _name, data in png_chunks.walk(file, frozenset({b"iTXt"})):
        if data.startswith(marker):
            return png_chunks.parse_international_text(data, MAX_RECIPE_BYTES)[1]
    return None


def xmp_of(file: BinaryIO, kind: Format) -> bytes | None:
    """The XMP packet of an open picture file, as it is; ``None`` where there is none that can be read."""
    if kind == "PNG":
        try:
            text = _png_text(file, PNG_XMP_KEYWORD)
        except ValueError:
            return None
        return None if text is None else text.encode()
    if kind == "TIFF":
        with first_tiff_page(file) as page:
            tag = page.tags.get(TIFF_XMP_TAG)
            value = None if tag is None else tag.value
    else:
        with pillow_reader(file, kind) as image:
            value = image.info.get("xmp")
    return value if isinstance(value, bytes) else None


def _recipe_in_xmp(packet: bytes | None) -> str | None:
    """Raises ``ValueError`` or ``ParseError`` for a packet that claims a recipe and cannot be read."""
    if packet is None or XMP_NAMESPACE.encode() not in packet:
        return None
    # JSON escaped for XML is at most six times as long.
    if len(packet) > 6 * MAX_RECIPE_BYTES:
        raise ValueError("too long")
    if b"<!DOCTYPE" in packet or b"<!ENTITY" in packet:
        raise ValueError("entities are not ours, and they can expand without end")
    root = ElementTree.fromstring(packet.strip(b"\0"))
    found = next(root.iter(f"{{{XMP_NAMESPACE}}}recipe"), None)
    return None if found is None else found.text or ""
