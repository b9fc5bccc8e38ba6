"""Pictures out: format by file name, always sRGB with its profile, same bytes for the same picture."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

from nst_engine.errors import ResourceError
from nst_engine.pictures.camera import CameraData
from nst_engine.pictures.decode import decode
from nst_engine.pictures.encoding import Beside, SaveOptions, encoded
from nst_engine.pictures.exif import MAX_JPEG_EXIF_BYTES, exif_block
from nst_engine.pictures.export_formats import ExportFormat, export_format
from nst_engine.pictures.files import open_regular, shown, write_atomically
from nst_engine.pictures.header import header_of
from nst_engine.pictures.metadata import MAX_JPEG_XMP_BYTES, recipe_text, xmp_packet
from nst_engine.pictures.picture import Picture
from nst_engine.pictures.resize import flatten
from nst_engine.recipe import Recipe
from nst_engine.sentences import Sentence


def save(
    picture: Picture,
    path: Path,
    options: SaveOptions | None = None,
    recipe: Recipe | None = None,
    overwrite: bool = False,
    on_notice: Callable[[Sentence], None] | None = None,
    camera: CameraData | None = None,
) -> None:
    """Write a picture, safely (see :func:`write_atomically`), and read it back before it takes its name.

    Values are rounded to the nearest level. Alpha is kept where the format has it; JPEG gets the picture
    over white. ``recipe`` is embedded without paths, and beside it what ``camera`` says of the photograph;
    where a JPEG cannot hold something very long it is left out and ``on_notice`` is told.

    Raises :class:`InputError` for a name, size, depth or existing file that does not allow it,
    :class:`ResourceError` for pixels that are not finite and when the disk or the memory do not suffice.
    """
    options = options or SaveOptions()
    kind = export_format(path, picture.width, picture.height, options.bits)
    _refuse_not_finite(picture)
    size = (picture.width, picture.height)
    beside = _beside(kind, size, recipe, camera or CameraData(), _noticing(path, on_notice))
    try:
        levels = quantised(picture if kind.alpha else flatten(picture), options.bits)
        data = encoded(kind, levels, options, beside)
    except MemoryError as error:
        raise ResourceError(
            "There is not enough memory to write {name}; close other programs and save again.",
            name=shown(path),
        ) from error

    def write(file: BinaryIO) -> None:
        file.write(data)

    exact = kind.name in ("PNG", "TIFF")
    write_atomically(path, write, lambda written: _verify(written, kind, levels, exact), overwrite)


def _noticing(path: Path, on_notice: Callable[[Sentence], None] | None) -> Callable[[Sentence], None]:
    def notice(what: Sentence) -> None:
        if on_notice is not None:
            on_notice(Sentence("{name}: {what}.", name=shown(path), what=what))

    return notice


def _beside(
    kind: ExportFormat,
    size: tuple[int, int],
    recipe: Recipe | None,
    camera: CameraData,
    notice: Callable[[Sentence], None],
) -> Beside:
    """What stands beside the pixels, as far as the format holds it; the recipe comes first."""
    text = None if recipe is None else recipe_text(recipe)
    if kind.name == "PNG":
        return Beside(text, xmp_packet(None, camera.properties) if camera.properties else None, camera.exif)
    properties, exif, limited = camera.properties, camera.exif, kind.name == "JPEG"
    if limited and text is not None and len(xmp_packet(text)) > MAX_JPEG_XMP_BYTES:
        text = None
        notice(Sentence("the recipe is too long for a JPEG and was left out; save a PNG to keep it"))
    if limited and properties and len(xmp_packet(text, properties)) > MAX_JPEG_XMP_BYTES:
        properties = ()
        notice(Sentence("the photograph's captions are too long for a JPEG and were left out"))
    if limited and exif is not None and len(exif_block(exif, *size, None)) > MAX_JPEG_EXIF_BYTES - 64:
        exif = None
        notice(Sentence("the camera data is too long for a JPEG and was left out"))
    packet = xmp_packet(text, properties) if properties or text is not None else None
    return Beside(None, packet, exif)


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
    return encoded(kind, levels, options, Beside())
