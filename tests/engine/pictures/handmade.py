"""Picture files and ICC profiles built byte by byte, so that the tests need not trust what they test."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray


def png_chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png(values: NDArray, colour_type: int, bits: int = 8, before: bytes = b"", size=None) -> bytes:
    """A PNG of H×W or H×W×C samples (already packed bytes rows for fewer than 8 bits)."""
    height, width = size or values.shape[:2]
    rows = values.astype(">u2" if bits == 16 else np.uint8)
    body = b"".join(b"\0" + row.tobytes() for row in rows)
    header = struct.pack(">IIBBBBB", width, height, bits, colour_type, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + png_chunk(b"IHDR", header)
        + before
        + png_chunk(b"IDAT", zlib.compress(body))
        + png_chunk(b"IEND", b"")
    )


def png_chunks(data: bytes) -> list[tuple[bytes, bytes]]:
    """All chunks of a PNG, checksums verified."""
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    position, found = 8, []
    while position < len(data):
        length, name = struct.unpack(">I4s", data[position : position + 8])
        body = data[position + 8 : position + 8 + length]
        assert struct.unpack(">I", data[position + 8 + length : position + 12 + length])[0] == zlib.crc32(
            name + body
        )
        found.append((name, body))
        position += 12 + length
    return found


def png_samples(data: bytes) -> NDArray:
    """Decode a non-interlaced RGB or RGBA PNG of 8 or 16 bits (PNG specification, section 9)."""
    chunks = png_chunks(data)
    width, height, bits, colour_type = struct.unpack(">IIBB", dict(chunks)[b"IHDR"][:10])
    channels = {2: 3, 6: 4}[colour_type]
    pixel = channels * bits // 8
    raw = zlib.decompress(b"".join(body for name, body in chunks if name == b"IDAT"))
    stride = width * pixel
    previous, rows = bytearray(stride), []
    for y in range(height):
        kind, row = raw[y * (stride + 1)], bytearray(raw[y * (stride + 1) + 1 : (y + 1) * (stride + 1)])
        for i in range(stride):
            left = row[i - pixel] if i >= pixel else 0
            above = previous[i]
            corner = previous[i - pixel] if i >= pixel else 0
            if kind == 4:
                guess = left + above - corner
                distances = (abs(guess - left), abs(guess - above), abs(guess - corner))
                add = (left, above, corner)[distances.index(min(distances))]
            else:
                add = (0, left, above, (left + above) // 2)[kind]
            row[i] = (row[i] + add) & 255
        rows.append(bytes(row))
        previous = row
    values = np.frombuffer(b"".join(rows), dtype=">u2" if bits == 16 else np.uint8)
    return values.reshape(height, width, channels)


def tiff(
    values: NDArray,
    photometric: int,
    bits: int | None = None,
    sample_format: int = 1,
    extra_samples: Sequence[int] = (),
    order: str = "<",
    tags: Sequence[tuple[int, int, int, bytes]] = (),
    size: tuple[int, int] | None = None,
    next_page: bool = False,
    planar: bool = False,
) -> bytes:
    """An uncompressed one-strip TIFF 6.0 of H×W×C values (C×H×W when planar); rows may be packed bytes.

    ``tags`` adds (code, type, count, data); with ``next_page`` the only page follows itself once more.
    """
    if planar:
        count, height, width = values.shape
    else:
        height, width = size or values.shape[:2]
        count = values.shape[2] if values.ndim == 3 else 1
    bits = bits or values.dtype.itemsize * 8
    data = values.astype(values.dtype.newbyteorder(order)).tobytes()

    def shorts(*numbers: int) -> bytes:
        return struct.pack(f"{order}{len(numbers)}H", *numbers)

    def long(number: int) -> bytes:
        return struct.pack(f"{order}I", number)

    offset = 8
    strips = count if planar else 1
    lengths = [len(data) // strips] * strips
    starts = [offset + sum(lengths[:i]) for i in range(strips)]
    entries = [
        (256, 4, 1, long(width)),
        (257, 4, 1, long(height)),
        (258, 3, count, shorts(*[bits] * count)),
        (259, 3, 1, shorts(1)),
        (262, 3, 1, shorts(photometric)),
        (273, 4, strips, b"".join(long(start) for start in starts)),
        (277, 3, 1, shorts(count)),
        (278, 4, 1, long(height)),
        (279, 4, strips, b"".join(long(length) for length in lengths)),
        (284, 3, 1, shorts(2 if planar else 1)),
        (339, 3, count, shorts(*[sample_format] * count)),
        *tags,
    ]
    if extra_samples:
        entries.append((338, 3, len(extra_samples), shorts(*extra_samples)))
    entries.sort()
    data += b"\0" * (len(data) % 2)

    def directory(at: int, following: int) -> bytes:
        table, outside = struct.pack(f"{order}H", len(entries)), b""
        beyond = at + 2 + 12 * len(entries) + 4
        for code, kind, number, value in entries:
            table += struct.pack(f"{order}HHI", code, kind, number)
            if len(value) <= 4:
                table += value.ljust(4, b"\0")
            else:
                table += long(beyond + len(outside))
                outside += value + b"\0" * (len(value) % 2)
        return table + long(following) + outside

    first_at = offset + len(data)
    first = directory(first_at, 0)
    if next_page:
        first = directory(first_at, first_at + len(first)) + directory(first_at + len(first), 0)
    mark = b"II*\0" if order == "<" else b"MM\0*"
    return mark + long(first_at) + data + first


def exif(orientation: int) -> bytes:
    """A TIFF-structured EXIF block with the orientation as its only tag."""
    return b"MM\0*" + struct.pack(">IHHHIHHI", 8, 1, 0x0112, 3, 1, orientation, 0, 0)


# --- ICC profiles (ICC.1:2001, version 2) ---------------------------------------------------------------

D50 = np.array([0.9642, 1.0, 0.8249])


def _s15(*numbers: float) -> bytes:
    return struct.pack(f">{len(numbers)}i", *(round(number * 65536) for number in numbers))


def _profile(space: bytes, device: bytes, pcs: bytes, tags: dict[bytes, bytes]) -> bytes:
    tags = {
        b"desc": b"desc" + bytes(4) + struct.pack(">I", 5) + b"test\0" + bytes(78),
        b"cprt": b"text" + bytes(4) + b"none\0",
        b"wtpt": b"XYZ " + bytes(4) + _s15(*D50),
        **tags,
    }
    offset = 128 + 4 + 12 * len(tags)
    table, body = struct.pack(">I", len(tags)), b""
    for name, data in tags.items():
        data += bytes(-len(data) % 4)
        table += struct.pack(">4sII", name, offset + len(body), len(data))
        body += data
    header = bytearray(128)
    header[0:4] = struct.pack(">I", offset + len(body))
    header[8:12] = bytes([2, 0x10, 0, 0])
    header[12:24] = device + space + pcs
    header[24:36] = struct.pack(">6H", 2000, 1, 1, 0, 0, 0)
    header[36:40] = b"acsp"
    header[68:80] = _s15(*D50)
    return bytes(header) + table + body


def _gamma(value: float) -> bytes:
    return b"curv" + bytes(4) + struct.pack(">IH", 1, round(value * 256)) + bytes(2)


def rgb_profile(colorants: NDArray, gamma: float) -> bytes:
    """A matrix profile; the columns of ``colorants`` are the D50-adapted XYZ of red, green, blue."""
    tags = {b"%cXYZ" % name: b"XYZ " + bytes(4) + _s15(*colorants[:, i]) for i, name in enumerate(b"rgb")}
    tags |= {b"%cTRC" % name: _gamma(gamma) for name in b"rgb"}
    return _profile(b"RGB ", b"mntr", b"XYZ ", tags)


def grey_profile(gamma: float) -> bytes:
    return _profile(b"GRAY", b"mntr", b"XYZ ", {b"kTRC": _gamma(gamma)})


def cmyk_profile() -> bytes:
    """CMYK → Lab where only black ink shows: L* = 100·(1 − K), a* = b* = 0."""
    identity = bytes(range(256))
    # Grid of 2 points a side; K varies fastest. Lab as 8 bit: L 0–255, a and b offset by 128.
    table = b"".join(bytes([0 if corner & 1 else 255, 128, 128]) for corner in range(16))
    matrix = _s15(1, 0, 0, 0, 1, 0, 0, 0, 1)
    lut = b"mft1" + bytes(4) + bytes([4, 3, 2, 0]) + matrix + identity * 4 + table + identity * 3
    return _profile(b"CMYK", b"prtr", b"Lab ", {b"A2B0": lut})


# --- sRGB by the book (IEC 61966-2-1) --------------------------------------------------------------------

#: Columns: D50-adapted (Bradford) XYZ of the sRGB primaries, as in the ICC's own sRGB profiles.
SRGB_D50 = np.array([[0.43607, 0.38515, 0.14307], [0.22249, 0.71687, 0.06061], [0.01392, 0.09708, 0.71410]])
#: The same for Adobe RGB (1998), from its specification (section 4.3.6).
ADOBE_D50 = np.array([[0.60974, 0.20528, 0.14919], [0.31111, 0.62567, 0.06322], [0.01947, 0.06087, 0.74457]])
ADOBE_GAMMA = 563 / 256


def srgb_encode(linear: NDArray) -> NDArray:
    linear = np.clip(linear, 0, 1)
    return np.where(linear <= 0.0031308, 12.92 * linear, 1.055 * linear ** (1 / 2.4) - 0.055)


def adobe_to_srgb(values: NDArray) -> NDArray:
    xyz = values.astype(np.float64) ** ADOBE_GAMMA @ ADOBE_D50.T
    return srgb_encode(xyz @ np.linalg.inv(SRGB_D50).T)
