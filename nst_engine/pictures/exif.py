"""EXIF: what a camera wrote about a photograph, read from an untrusted file and written anew.

Only entries on a list are taken, byte by byte with their types; everything is laid out afresh, so that
nothing comes along unseen. Left behind are thumbnails, the orientation (pixels are upright here), whatever
describes the photograph's pixels rather than its taking, and the makers' private notes, which hold previews,
places and offsets that are wrong once they are moved. Source: CIPA DC-008-2019 (EXIF 2.32), TIFF 6.0.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import BinaryIO, Final

_CAMERA_POINTER: Final = 0x8769
_PLACE_POINTER: Final = 0x8825
#: Title, maker, model, software, date, author, computer, rating, rights, and Windows' own title and keywords.
_MAIN: Final = frozenset(
    {0x010E, 0x010F, 0x0110, 0x0131, 0x0132, 0x013B, 0x013C, 0x4746, 0x4749, 0x8298, *range(0x9C9B, 0x9CA0)}
)
#: Temperature, humidity, pressure, depth, acceleration, elevation: where the camera was, if read closely.
_SURROUNDINGS: Final = frozenset(range(0x9400, 0x9406))
#: Exposure, sensitivity, dates with their zones, lens and light, comment, owner and serial numbers.
_CAMERA: Final = (
    frozenset({0x829A, 0x829D, 0x8822, 0x8824, 0x8827, *range(0x8830, 0x8836), 0x9000, 0x9003, 0x9004})
    | frozenset({*range(0x9010, 0x9013), *range(0x9201, 0x920B), 0x9286, *range(0x9290, 0x9293)})
    | frozenset({0xA215, 0xA217, 0xA300, 0xA301, *range(0xA401, 0xA40B), 0xA40C, 0xA420})
    | frozenset({*range(0xA430, 0xA436), *range(0xA460, 0xA463)})
    | _SURROUNDINGS
)
_PLACE: Final = frozenset(range(0x20))

#: Bytes of one value of each TIFF type, and of the words whose bytes are turned round with the byte order.
_SIZES: Final = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8}
_WORDS: Final = {3: 2, 4: 4, 5: 4, 8: 2, 9: 4, 10: 4, 11: 4, 12: 8}
_MAX_ENTRIES: Final = 1000
_MAX_VALUE_BYTES: Final = 32_768
#: A JPEG marker segment holds 65,533 bytes, six of them the EXIF signature.
MAX_JPEG_EXIF_BYTES: Final = 65_533 - 6


@dataclass(frozen=True, slots=True)
class Entry:
    """One value: its TIFF type and its bytes, little-endian."""

    kind: int
    data: bytes


Directory = Mapping[int, Entry]


@dataclass(frozen=True, slots=True)
class Exif:
    """What may travel of an EXIF block: about the picture, about its taking, about the place."""

    main: Directory
    camera: Directory
    place: Directory

    @property
    def is_empty(self) -> bool:
        return not (self.main or self.camera or self.place)

    def without_place(self) -> Exif:
        """The same without coordinates, and without what the surroundings measured."""
        camera = {tag: entry for tag, entry in self.camera.items() if tag not in _SURROUNDINGS}
        return Exif(self.main, camera, {})


# ---- reading ------------------------------------------------------------------------------------------


def read_exif(file: BinaryIO) -> Exif:
    """What may travel of a block that begins at the file's beginning; a TIFF file is such a block.

    Entries that are damaged or very long are left out. Raises ``ValueError`` for anything else.
    """
    file.seek(0)
    head = file.read(8)
    order = {b"II*\0": "<", b"MM\0*": ">"}.get(head[:4])
    if order is None or len(head) < 8:
        raise ValueError("no EXIF")
    (start,) = struct.unpack(f"{order}I", head[4:])
    main = _directory(file, start, order, _MAIN | {_CAMERA_POINTER, _PLACE_POINTER})
    camera = _below(file, main.pop(_CAMERA_POINTER, None), order, _CAMERA)
    place = _below(file, main.pop(_PLACE_POINTER, None), order, _PLACE)
    return Exif(main, camera, place)


def parse_exif(data: bytes) -> Exif:
    """As :func:`read_exif` for the bytes of a block, with or without the signature that JPEG puts first."""
    return read_exif(io.BytesIO(data.removeprefix(b"Exif\0\0")))


def _below(file: BinaryIO, pointer: Entry | None, order: str, wanted: frozenset[int]) -> dict[int, Entry]:
    if pointer is None or len(pointer.data) != 4:
        return {}
    return _directory(file, struct.unpack("<I", pointer.data)[0], order, wanted)


def _directory(file: BinaryIO, start: int, order: str, wanted: frozenset[int]) -> dict[int, Entry]:
    file.seek(start)
    head = file.read(2)
    count = struct.unpack(f"{order}H", head)[0] if len(head) == 2 else 0
    rows = file.read(12 * min(count, _MAX_ENTRIES))
    found: dict[int, Entry] = {}
    for position in range(0, len(rows) - 11, 12):
        tag, kind, values = struct.unpack_from(f"{order}HHI", rows, position)
        if tag in wanted and tag not in found and kind in _SIZES and values > 0:
            entry = _entry(file, kind, values * _SIZES[kind], rows[position + 8 : position + 12], order)
            if entry is not None:
                found[tag] = entry
    return found


def _entry(file: BinaryIO, kind: int, size: int, field: bytes, order: str) -> Entry | None:
    if size > _MAX_VALUE_BYTES:
        return None
    data = field[:size]
    if size > 4:
        file.seek(struct.unpack(f"{order}I", field)[0])
        data = file.read(size)
    if len(data) < size:
        return None
    word = _WORDS.get(kind, 1) if order == ">" else 1
    if word > 1:
        data = b"".join(data[at : at + word][::-1] for at in range(0, size, word))
    return Entry(kind, data)


# ---- writing ------------------------------------------------------------------------------------------


def exif_block(exif: Exif | None, width: int, height: int, dpi: float | None) -> bytes:
    """An EXIF block for a picture of ``width`` × ``height`` sRGB pixels, to be printed at ``dpi``.

    Without ``exif`` it holds the resolution alone.
    """
    out = bytearray(b"II*\0\0\0\0\0")
    main = {} if dpi is None else _resolution(dpi)
    if exif is not None:
        main |= {**exif.main, **_pointers(out, 0, exif, width, height)}
    struct.pack_into("<I", out, 4, _append(out, 0, main))
    return bytes(out)


def add_to_tiff(file: BinaryIO, exif: Exif, width: int, height: int) -> None:
    """Give a little-endian TIFF file of one page the entries of ``exif``; what it has itself stays.

    Its list of tags is written anew at the end. The writer of the file has no way to do this.
    """
    file.seek(4)
    (start,) = struct.unpack("<I", file.read(4))
    file.seek(start)
    (count,) = struct.unpack("<H", file.read(2))
    rows = file.read(12 * count)
    present = {struct.unpack_from("<H", rows, at)[0]: rows[at : at + 12] for at in range(0, len(rows), 12)}
    end = file.seek(0, io.SEEK_END)
    file.write(b"\0" * (end % 2))
    base = end + end % 2
    out = bytearray()
    main = {**exif.main, **_pointers(out, base, exif, width, height)}
    added = {tag: entry for tag, entry in main.items() if tag not in present}
    place = _append(out, base, added, present)
    file.write(out)
    file.seek(4)
    file.write(struct.pack("<I", place))


def _pointers(out: bytearray, base: int, exif: Exif, width: int, height: int) -> dict[int, Entry]:
    """Put the lower directories into ``out``; returns the entries of the main one that lead to them."""
    camera = {
        0x9000: Entry(7, b"0232"),
        **exif.camera,
        0xA001: _short(1),  # sRGB
        0xA002: _long(width),
        0xA003: _long(height),
    }
    pointers = {_CAMERA_POINTER: _long(_append(out, base, camera))}
    if exif.place:
        pointers[_PLACE_POINTER] = _long(_append(out, base, exif.place))
    return pointers


def _resolution(dpi: float) -> dict[int, Entry]:
    exact = Fraction(dpi).limit_denominator(10_000)
    value = Entry(5, struct.pack("<II", exact.numerator, exact.denominator))
    return {0x011A: value, 0x011B: value, 0x0128: _short(2)}


def _short(value: int) -> Entry:
    return Entry(3, struct.pack("<H", value))


def _long(value: int) -> Entry:
    return Entry(4, struct.pack("<I", value))


def _append(out: bytearray, base: int, directory: Directory, ready: Mapping[int, bytes] | None = None) -> int:
    """Add a directory and its values; ``ready`` rows are taken as they are. Returns where it begins.

    ``base`` is where ``out`` will stand in its file; offsets count from the file's beginning.
    """
    rows = dict(ready or {})
    start = base + len(out)
    values_at = start + 2 + 12 * (len(directory) + len(rows)) + 4
    values = bytearray()
    for tag, entry in directory.items():
        field = entry.data.ljust(4, b"\0")
        if len(entry.data) > 4:
            field = struct.pack("<I", values_at + len(values))
            values += entry.data + b"\0" * (len(entry.data) % 2)
        rows[tag] = struct.pack("<HHI", tag, entry.kind, len(entry.data) // _SIZES[entry.kind]) + field
    out += struct.pack("<H", len(rows)) + b"".join(rows[tag] for tag in sorted(rows)) + b"\0\0\0\0" + values
    return start
