"""Levels and what stands beside them, as the bytes of a file: PNG, TIFF, JPEG, WebP, AVIF.

Nothing here depends on the clock, so the same picture gives the same bytes.
"""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import Any

from numpy.typing import NDArray
from PIL import Image

from nst_engine.errors import InputError
from nst_engine.pictures import png_chunks
from nst_engine.pictures.colour import srgb_profile
from nst_engine.pictures.exif import Exif, add_to_tiff, exif_block
from nst_engine.pictures.export_formats import ExportFormat
from nst_engine.pictures.metadata import PNG_KEYWORD, PNG_XMP_KEYWORD, TIFF_XMP_TAG

#: Above this only BigTIFF can address the data; few programs read it, so not before it must be.
MAX_TIFF_BYTES = 3_900_000_000


@dataclass(frozen=True, slots=True)
class SaveOptions:
    """How to export.

    ``bits`` per channel: 8, or 16 in PNG and TIFF. ``quality`` 1–100 for JPEG, WebP and AVIF; ``lossless``
    for WebP and AVIF. ``dpi`` in dots per inch for print; ``None`` writes none.
    """

    bits: int = 8
    quality: int = 95
    lossless: bool = False
    dpi: float | None = None

    def __post_init__(self) -> None:
        if self.bits not in (8, 16):
            raise InputError(
                "A picture has 8 or 16 bits per channel, not {bits}; choose one of them.", bits=self.bits
            )
        if not 1 <= self.quality <= 100:
            raise InputError(
                "Quality goes from 1 to 100, not {quality}; 95 is a good choice.", quality=self.quality
            )
        if self.dpi is not None and not 1 <= self.dpi <= 20_000:
            raise InputError(
                "Resolution goes from 1 to 20,000 dpi, not {dpi:,g}; 300 is usual for print.", dpi=self.dpi
            )


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside the pixels: a recipe in PNG's own way, an XMP packet, the camera's entries."""

    recipe: str | None = None
    xmp: bytes | None = None
    exif: Exif | None = None


def encoded(
    kind: ExportFormat, levels: NDArray[Any], options: SaveOptions, beside: Beside
) -> list[bytes | memoryview]:
    """The file of H×W×3 (or ×4 with alpha) ``levels`` of 8 or 16 bits; what does not fit must be left out.

    In pieces, because joining them would take as much memory again.
    """
    if kind.name == "PNG":
        return _png(levels, options, beside)
    if kind.name == "TIFF":
        return [_tiff(levels, options, beside)]
    return [_lossy(kind, levels, options, beside)]


def _png(levels: NDArray[Any], options: SaveOptions, beside: Beside) -> list[bytes | memoryview]:
    from imagecodecs._png import png_encode

    plain = bytes(png_encode(levels, level=3))
    after_header = len(png_chunks.SIGNATURE) + 12 + 13
    extra = png_chunks.profile_chunk(srgb_profile())
    if options.dpi is not None:
        extra += png_chunks.resolution_chunk(options.dpi)
    if beside.exif is not None:
        block = exif_block(beside.exif, levels.shape[1], levels.shape[0], options.dpi)
        extra += png_chunks.chunk(b"eXIf", block)
    if beside.xmp is not None:
        extra += png_chunks.international_text(PNG_XMP_KEYWORD, beside.xmp.decode())
    if beside.recipe is not None:
        extra += png_chunks.international_text(PNG_KEYWORD, beside.recipe)
    return [plain[:after_header], extra, memoryview(plain)[after_header:]]


def _tiff(levels: NDArray[Any], options: SaveOptions, beside: Beside) -> bytes:
    from tifffile import TiffWriter

    extratags = []
    if beside.xmp is not None:
        extratags.append((TIFF_XMP_TAG, 1, len(beside.xmp), beside.xmp, True))
    buffer = BytesIO()
    large = levels.nbytes > MAX_TIFF_BYTES
    with TiffWriter(buffer, bigtiff=large, byteorder="<") as tiff:
        tiff.write(
            levels,
            photometric="rgb",
            extrasamples=["unassalpha"] if levels.shape[2] == 4 else None,
            planarconfig="contig",
            compression="zlib",
            predictor=True,
            rowsperstrip=64,
            iccprofile=srgb_profile(),
            resolution=None if options.dpi is None else (options.dpi, options.dpi),
            resolutionunit=None if options.dpi is None else "inch",
            extratags=extratags,
            # tifffile would write its own name, the time, and the array's shape.
            software=False,
            metadata=None,
        )
    if beside.exif is not None and not large:
        add_to_tiff(buffer, beside.exif, levels.shape[1], levels.shape[0])
    return buffer.getvalue()


def _lossy(kind: ExportFormat, levels: NDArray[Any], options: SaveOptions, beside: Beside) -> bytes:
    parameters: dict[str, Any] = {"quality": options.quality, "icc_profile": srgb_profile()}
    if beside.xmp is not None:
        parameters["xmp"] = beside.xmp
    # JPEG has its own place for the resolution, the others have none but this.
    if beside.exif is not None or (options.dpi is not None and kind.name != "JPEG"):
        block = exif_block(beside.exif, levels.shape[1], levels.shape[0], options.dpi)
        parameters["exif"] = b"Exif\0\0" + block
    if kind.name == "JPEG":
        parameters |= {"subsampling": "4:4:4", "optimize": True}
        if options.dpi is not None:
            parameters["dpi"] = (options.dpi, options.dpi)
    elif kind.name == "WebP":
        # exact: colours under transparent pixels stay as they are.
        parameters |= {"lossless": options.lossless, "method": 4, "exact": True}
    else:
        parameters |= {"subsampling": "4:4:4", "speed": 6}
    image, buffer = Image.fromarray(levels), BytesIO()
    try:
        image.save(buffer, kind.name.upper(), **parameters)
    except OSError:
        if not parameters.get("optimize"):
            raise
        # Pillow optimises in a buffer of two bytes per pixel at most, and pure noise takes more.
        buffer = BytesIO()
        image.save(buffer, kind.name.upper(), **parameters | {"optimize": False})
    return buffer.getvalue()
