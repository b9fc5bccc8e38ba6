"""The chunks of a PNG file, walked and written without touching its pixels.

Pillow decodes the whole picture to find a PNG's orientation and text, refuses good pixels for long text
beside them, and has no 16-bit colour; the container itself is simple. Source: PNG specification (third
edition), section 5.
"""

from __future__ import annotations

import os
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, Final

SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
#: Chunks longer than this are skipped unread; profiles and orientation are far smaller.
MAX_CHUNK_BYTES: Final = 8_000_000
#: The walk ends here: a file of a million empty chunks must not keep us busy.
_MAX_CHUNKS: Final = 1_000_000
_NEEDED: Final = frozenset({b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND"})


@dataclass(frozen=True, slots=True)
class ImageHeader:
    """The IHDR chunk: size in pixels, bits per sample and colour type (0, 2, 3, 4, 6)."""

    width: int
    height: int
    bits: int
    colour_type: int


def read_image_header(file: BinaryIO) -> ImageHeader:
    """Read IHDR. Raises ``ValueError`` where the file does not begin with one."""
    file.seek(0)
    start = file.read(33)
    if len(start) < 33 or not start.startswith(SIGNATURE) or start[12:16] != b"IHDR":
        raise ValueError("no IHDR")
    width, height, bits, colour_type = struct.unpack(">IIBB", start[16:26])
    return ImageHeader(width, height, bits, colour_type)


def walk(file: BinaryIO, wanted: frozenset[bytes]) -> Iterator[tuple[bytes, bytes]]:
    """Yield (name, data) of the wanted chunks in file order, seeking over all others.

    Ends quietly where the file does: a truncated file is for the decoder to report.
    """
    size = file.seek(0, os.SEEK_END)
    position = len(SIGNATURE)
    for _ in range(_MAX_CHUNKS):
        if position + 12 > size:
            return
        file.seek(position)
        length, name = struct.unpack(">I4s", file.read(8))
        if name in wanted and length <= MAX_CHUNK_BYTES and position + 12 + length <= size:
            yield name, file.read(length)
        if name == b"IEND":
            return
        position += 12 + length


def pixels_only(file: BinaryIO) -> bytearray:
    """The file without the chunks that a decoder of pixels does not need.

    libpng prints its complaints about the others on the console. A file cut short stays cut short.
    """
    file.seek(0)
    kept = bytearray(file.read(len(SIGNATURE)))
    for _ in range(_MAX_CHUNKS):
        start = file.read(8)
        if len(start) < 8:
            break
        length, name = struct.unpack(">I4s", start)
        if name in _NEEDED:
            kept += start + file.read(length + 4)
        else:
            file.seek(length + 4, os.SEEK_CUR)
        if name == b"IEND":
            break
    return kept


def chunk(name: bytes, data: bytes) -> bytes:
    """One chunk with its length and checksum."""
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def international_text(keyword: str, text: str) -> bytes:
    """An uncompressed iTXt chunk; ``keyword`` is Latin-1 of 1 to 79 characters."""
    return chunk(b"iTXt", keyword.encode("latin-1") + b"\0\0\0\0\0" + text.encode("utf-8"))


def parse_international_text(data: bytes, limit: int) -> tuple[str, str]:
    """Keyword and text of an iTXt chunk, unpacked to at most ``limit`` bytes.

    Raises ``ValueError`` for damaged or larger text.
    """
    keyword, _, rest = data.partition(b"\0")
    compressed, method = rest[0:1], rest[1:2]
    _language, _, rest = rest[2:].partition(b"\0")
    _translated, _, text = rest.partition(b"\0")
    if compressed == b"\1":
        if method != b"\0":
            raise ValueError("unknown compression")
        inflater = zlib.decompressobj()
        try:
            text = inflater.decompress(text, limit + 1)
        except zlib.error as error:
            raise ValueError("damaged compression") from error
    if len(text) > limit:
        raise ValueError("too long")
    return keyword.decode("latin-1"), text.decode("utf-8")


def embedded_profile(data: bytes) -> bytes:
    """The ICC profile of an iCCP chunk. Raises ``ValueError`` when damaged."""
    _name, _, rest = data.partition(b"\0")
    try:
        return zlib.decompressobj().decompress(rest[1:], MAX_CHUNK_BYTES)
    except zlib.error as error:
        raise ValueError("damaged profile") from error


def profile_chunk(profile: bytes) -> bytes:
    """An iCCP chunk for an ICC profile."""
    return chunk(b"iCCP", b"sRGB\0\0" + zlib.compress(profile, 9))


def resolution_chunk(dpi: float) -> bytes:
    """A pHYs chunk: dots per inch, stored as whole pixels per metre."""
    per_metre = round(dpi / 0.0254)
    return chunk(b"pHYs", struct.pack(">IIB", per_metre, per_metre, 1))
