"""What can be exported, and what each format can hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Final

from nst_engine.errors import InputError
from nst_engine.pictures.files import shown


@dataclass(frozen=True, slots=True)
class ExportFormat:
    """A format's name, its bits per channel, whether it keeps alpha, and its longest edge in pixels.

    ``memory_per_byte`` is what writing a file and reading it back takes at its height, for each byte of the
    picture's levels: themselves, the file, and what the encoder keeps. Measured with pictures of 12
    megapixels and much noise.
    """

    name: str
    bits: tuple[int, ...]
    alpha: bool
    max_edge: int
    memory_per_byte: float


_PNG: Final = ExportFormat("PNG", (8, 16), True, 2**31 - 1, 3.3)
_TIFF: Final = ExportFormat("TIFF", (8, 16), True, 2**31 - 1, 3.3)
_JPEG: Final = ExportFormat("JPEG", (8,), False, 65_535, 5)
_WEBP: Final = ExportFormat("WebP", (8,), True, 16_383, 10)
_AVIF: Final = ExportFormat("AVIF", (8,), True, 65_535, 16)

#: File name extension, lower case with its dot → format.
EXPORT_FORMATS: Final[Mapping[str, ExportFormat]] = MappingProxyType(
    {
        ".png": _PNG,
        ".jpg": _JPEG,
        ".jpeg": _JPEG,
        ".tif": _TIFF,
        ".tiff": _TIFF,
        ".webp": _WEBP,
        ".avif": _AVIF,
    }
)


def export_format(path: Path, width: int, height: int, bits: int) -> ExportFormat:
    """The format that the file name asks for, if it can hold a picture of this size and depth.

    Raises :class:`InputError` for an unknown extension, too long an edge, or bits it does not have.
    """
    found = EXPORT_FORMATS.get(path.suffix.lower())
    if found is None:
        known = ", ".join(EXPORT_FORMATS)
        if not path.suffix:
            raise InputError(
                "{name} has no extension; end the name in one of {known}.", name=shown(path), known=known
            )
        raise InputError(
            "{name} has the extension {extension}; end the name in one of {known}.",
            name=shown(path),
            extension=path.suffix,
            known=known,
        )
    if max(width, height) > found.max_edge:
        raise InputError(
            "A {format} picture can be at most {most:,} pixels long, and this one is {width:,}×{height:,}; "
            "save it as PNG or TIFF.",
            format=found.name,
            most=found.max_edge,
            width=width,
            height=height,
        )
    if bits not in found.bits:
        raise InputError(
            "{format} has at most {most} bits per channel, not {bits}; save it as PNG or TIFF.",
            format=found.name,
            most=max(found.bits),
            bits=bits,
        )
    return found
