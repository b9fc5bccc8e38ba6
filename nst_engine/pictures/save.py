"""Pictures out: format by file name, always sRGB with its profile, same bytes for the same picture."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from nst_engine.errors import InputError, ResourceError
from nst_engine.pictures import png_chunks
from nst_engine.pictures.colour import srgb_profile
from nst_engine.pictures.decode import decode
from nst_engine.pictures.export_formats import ExportFormat, export_format
from nst_engine.pictures.files import open_regular, shown, write_atomically
from nst_engine.pictures.header import header_of
from nst_engine.pictures.metadata import (
    MAX_JPEG_XMP_BYTES,
    PNG_KEYWORD,
    TIFF_XMP_TAG,
    recipe_text,
    xmp_packet,
)
from nst_engine.pictures.picture import Picture
from nst_engine.pictures.resize import flatten
from nst_engine.recipe import Recipe


@dataclass(frozen=True, slots=True)
class SaveOptions:
    """How to export.

    ``bits`` per channel: 8, or 16 in PNG and TIFF. ``quality`` 1–100 for JPEG, WebP and AVIF; ``lossless``
    for WebP and AVIF. ``dpi`` in dots per inch for print, ``None`` writes none (WebP and AVIF have no place
    for it).
    """

    bits: int = 8
    quality: int = 95
    lossless: bool = False
    dpi: float | None = None

    def __post_init__(self) -> None:
        if self.bits not in (8, 16):
            raise InputError(f"A picture has 8 or 16 bits per channel, not {self.bits}; choose one of them.")
        if not 1 <= self.quality <= 100:
            raise InputError(f"Quality goes from 1 to 100, not {self.quality}; 95 is a good choice.")
        if self.dpi is not None and not 1 <= self.dpi <= 20_000:
            raise InputError(f"Resolution goes from 1 to 20000 dpi, not {self.dpi}; 300 is usual for print.")


def save(
    picture: Picture,
    path: Path,
    options: SaveOptions | None = None,
    recipe: Recipe | None = None,
    overwrite: bool = False,
    on_notice: Callable[[str], None] | None = None,
) -> None:
    """Write a picture, safely (see :func:`write_atomically`), and read it back before it takes its name.

    Values are rounded to the nearest level. Alpha is kept where the format has it; JPEG gets the picture
    over white. ``recipe`` is embedded without paths; where a JPEG cannot hold a very long one it is left
    out and ``on_notice`` is told.

    Raises :class:`InputError` for a name, size, depth or existing file that does not allow it,
    :class:`ResourceError` for pixels that are not finite and when the disk or the memory do not suffice.
    """
    options = options or SaveOptions()
    kind = export_format(path, picture.width, picture.height, options.bits)
    _refuse_not_finite(picture)
    text = None if recipe is None else recipe_text(recipe)
    if kind.name == "JPEG" and text is not None and len(xmp_packet(text)) > MAX_JPEG_XMP_BYTES:
        text = None
        if on_notice is not None:
            on_notice(
                f"{shown(path)}: the recipe is too long for a JPEG and was left out; save a PNG to keep it."
            )
    try:
        levels = quantised(picture if kind.alpha else flatten(picture), options.bits)
        data = _encode(kind, levels, options, text)
    except MemoryError as error:
        raise ResourceError(
            f"There is not enough memory to write {shown(path)}; close other programs and save again."
        ) from error

    def write(file: BinaryIO) -> None:
        file.write(data)

    exact = kind.name in ("PNG", "TIFF")
    write_atomically(path, write, lambda written: _verify(written, kind, levels, exact), overwrite)


def quantised(picture: Picture, bits: int) -> NDArray[Any]:
    """The picture as H×W×3 (or ×4 with alpha) integers of 8 or 16 bits, rounded to the nearest level."""
    top = 2**bits - 1
    dtype = np.uint8 if bits == 8 else np.uint16
    channels = 3 if picture.alpha is None else 4
    levels = np.empty((picture.height, picture.width, channels), dtype=dtype)
    levels[:, :, :3] = np.rint(np.clip(picture.pixels, 0, 1) * np.float32(top))
    if picture.alpha is not None:
        levels[:, :, 3] = np.rint(np.clip(picture.alpha, 0, 1) * np.float32(top))
    return levels


def _refuse_not_finite(picture: Picture) -> None:
    finite = np.isfinite(picture.pixels).all()
    if finite and picture.alpha is not None:
        finite = np.isfinite(picture.alpha).all()
    if not finite:
        raise ResourceError(
            "The picture holds pixels that are not numbers, so it was not written; paint it again."
        )


def _verify(written: Path, kind: ExportFormat, levels: NDArray[Any], exact: bool) -> None:
    """Decode what reached the disk, so that a bad file is noticed while the old one is still there."""
    with open_regular(written) as file:
        header = header_of(file, written)
        samples = decode(file, written, header, None, lambda _notice: None)
    same = header.format == kind.name and samples.values.shape[:2] == levels.shape[:2]
    if same and exact:
        same = np.array_equal(samples.values, levels[:, :, :3])
        if levels.shape[2] == 4:
            alpha = None if samples.alpha is None else np.rint(samples.alpha * np.iinfo(levels.dtype).max)
            same = same and alpha is not None and np.array_equal(alpha, levels[:, :, 3])
    if not same:
        raise ResourceError("What was written does not read back as it should; save to another place.")


def encode(picture: Picture, extension: str, options: SaveOptions) -> bytes:
    """The bytes :func:`save` would write to a file with this extension, without a recipe."""
    name = Path(f"picture{extension}")
    kind = export_format(name, picture.width, picture.height, options.bits)
    _refuse_not_finite(picture)
    levels = quantised(picture if kind.alpha else flatten(picture), options.bits)
    return _encode(kind, levels, options, None)


def _encode(kind: ExportFormat, levels: NDArray[Any], options: SaveOptions, text: str | None) -> bytes:
    if kind.name == "PNG":
        return _png(levels, options, text)
    if kind.name == "TIFF":
        return _tiff(levels, options, text)
    return _lossy(kind, levels, options, text)


def _png(levels: NDArray[Any], options: SaveOptions, text: str | None) -> bytes:
    from imagecodecs._png import png_encode

    plain = bytes(png_encode(levels, level=3))
    after_header = len(png_chunks.SIGNATURE) + 12 + 13
    extra = png_chunks.profile_chunk(srgb_profile())
    if options.dpi is not None:
        extra += png_chunks.resolution_chunk(options.dpi)
    if text is not None:
        extra += png_chunks.international_text(PNG_KEYWORD, text)
    return plain[:after_header] + extra + plain[after_header:]


def _tiff(levels: NDArray[Any], options: SaveOptions, text: str | None) -> bytes:
    from tifffile import TiffWriter

    extratags = []
    if text is not None:
        packet = xmp_packet(text)
        extratags.append((TIFF_XMP_TAG, 1, len(packet), packet, True))
    buffer = BytesIO()
    # Above 4 GB only BigTIFF can address the data; few programs read it, so not before it must be.
    with TiffWriter(buffer, bigtiff=levels.nbytes > 3_900_000_000, byteorder="<") as tiff:
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
    return buffer.getvalue()


def _lossy(kind: ExportFormat, levels: NDArray[Any], options: SaveOptions, text: str | None) -> bytes:
    parameters: dict[str, Any] = {"quality": options.quality, "icc_profile": srgb_profile()}
    if text is not None:
        parameters["xmp"] = xmp_packet(text)
    if kind.name == "JPEG":
        parameters |= {"subsampling": "4:4:4", "optimize": True}
        if options.dpi is not None:
            parameters["dpi"] = (options.dpi, options.dpi)
    elif kind.name == "WebP":
        # exact: colours under transparent pixels stay as they are.
        parameters |= {"lossless": options.lossless, "method": 4, "exact": True}
    else:
        parameters |= {"subsampling": "4:4:4", "speed": 6}
    buffer = BytesIO()
    Image.fromarray(levels).save(buffer, kind.name.upper(), **parameters)
    return buffer.getvalue()
