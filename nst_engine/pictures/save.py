"""Pictures out: format by file name, always sRGB with its profile, same bytes for the same picture."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO, Final

import numpy as np
from numpy.typing import NDArray

from nst_engine.errors import NstError, ResourceError
from nst_engine.pictures.camera import CameraData
from nst_engine.pictures.colour import Samples
from nst_engine.pictures.decode import decode
from nst_engine.pictures.encoding import Beside, SaveOptions, encoded
from nst_engine.pictures.exif import MAX_JPEG_EXIF_BYTES, exif_block
from nst_engine.pictures.export_formats import ExportFormat, export_format
from nst_engine.pictures.files import open_regular, shown, write_atomically
from nst_engine.pictures.header import damage_named, header_of
from nst_engine.pictures.levels import digest, quantised
from nst_engine.pictures.metadata import MAX_JPEG_XMP_BYTES, recipe_text, xmp_packet
from nst_engine.pictures.picture import Picture
from nst_engine.recipe import Recipe
from nst_engine.sentences import Sentence

_UNREADABLE: Final = Sentence("What was written does not read back as it should; save to another place.")


def save(
    picture: Picture,
    path: Path,
    options: SaveOptions | None = None,
    recipe: Recipe | None = None,
    overwrite: bool = False,
    on_notice: Callable[[Sentence], None] | None = None,
    camera: CameraData | None = None,
    size: tuple[int, int] | None = None,
) -> None:
    """Write a picture, safely (see :func:`write_atomically`), and read it back before it takes its name.

    ``size`` (width, height in pixels) resamples it on its way, as :func:`resize` does. Values are rounded to
    the nearest level. Alpha is kept where the format has it; JPEG gets the picture
    over white. ``recipe`` is embedded without paths, and beside it what ``camera`` says of the photograph;
    where a JPEG cannot hold something very long it is left out and ``on_notice`` is told.

    Raises :class:`InputError` for a name, size, depth or existing file that does not allow it,
    :class:`ResourceError` for pixels that are not finite and when the disk or the memory do not suffice.
    """
    options = options or SaveOptions()
    painted = (picture.width, picture.height)
    size = size or painted
    kind = export_format(path, *size, options.bits)
    _refuse_not_finite(picture)
    beside = _beside(kind, size, recipe, camera or CameraData(), _noticing(path, on_notice))
    try:
        levels = quantised(picture, options.bits, size, opaque=not kind.alpha)
        data = encoded(kind, levels, options, beside)
        expected = digest(levels[:, :, :3], levels[:, :, 3:]) if kind.name in ("PNG", "TIFF") else None
        del levels  # what is read back takes as much again

        def write(file: BinaryIO) -> None:
            while data:
                file.write(data.pop(0))

        write_atomically(path, write, lambda written: _verify(written, kind, size, expected), overwrite)
    except MemoryError as error:
        if size != painted:
            raise ResourceError(
                "There is not enough memory for a file of {width:,}×{height:,} pixels; choose a smaller "
                "size.",
                width=size[0],
                height=size[1],
            ) from error
        raise ResourceError(
            "There is not enough memory to write {name}; close other programs and save again.",
            name=shown(path),
        ) from error


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


def _refuse_not_finite(picture: Picture) -> None:
    planes = [picture.pixels] if picture.alpha is None else [picture.pixels, picture.alpha]
    # The least and the greatest value are not numbers where any is not; asking all would take memory.
    if not np.isfinite([(plane.min(), plane.max()) for plane in planes]).all():
        raise ResourceError(
            "The picture holds pixels that are not numbers, so it was not written; paint it again."
        )


def _verify(written: Path, kind: ExportFormat, size: tuple[int, int], expected: bytes | None) -> None:
    """Decode what reached the disk, so that a bad file is noticed while the old one is still there.

    ``expected`` is the digest of the levels that were meant, ``None`` where the format changes them.
    """
    try:
        with open_regular(written) as file, damage_named(written):
            header = header_of(file, written)
            samples = decode(file, written, header, None, lambda _notice: None)
    except NstError as error:
        # What decoders say is of the file beside, whose name tells nobody anything.
        if isinstance(error.__cause__, MemoryError):
            raise MemoryError from error
        raise ResourceError(_UNREADABLE) from error
    height, width = samples.values.shape[:2]
    same = header.format == kind.name and (width, height) == size
    if same and expected is not None:
        same = digest(samples.values, _alpha_levels(samples)) == expected
    if not same:
        raise ResourceError(_UNREADABLE)


def _alpha_levels(samples: Samples) -> NDArray[Any]:
    """Alpha as it stands in the file, H×W×1, or ×0 where there is none."""
    if samples.alpha is None:
        return samples.values[:, :, :0]
    top = np.iinfo(samples.values.dtype).max
    return np.rint(samples.alpha * top).astype(samples.values.dtype)[:, :, None]


def encode(picture: Picture, extension: str, options: SaveOptions) -> bytes:
    """The bytes :func:`save` would write to a file with this extension, without a recipe."""
    name = Path(f"picture{extension}")
    kind = export_format(name, picture.width, picture.height, options.bits)
    _refuse_not_finite(picture)
    levels = quantised(picture, options.bits, opaque=not kind.alpha)
    return b"".join(encoded(kind, levels, options, Beside()))
