"""Pictures in: from a file to upright, sRGB-encoded pixels, or one sentence about why not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from nst_engine.errors import InputError
from nst_engine.pictures.colour import to_srgb
from nst_engine.pictures.decode import decode
from nst_engine.pictures.files import hash_file, open_regular, shown
from nst_engine.pictures.header import damage_named, header_of
from nst_engine.pictures.picture import Picture
from nst_engine.pictures.resize import fit
from nst_engine.recipe import PictureRef
from nst_engine.sentences import Sentence


def reference(path: Path) -> PictureRef:
    """How a recipe names this file: name, SHA-256, upright size, absolute path. Decodes no pixels.

    Raises :class:`InputError` like :func:`load`, as far as the header shows it.
    """
    absolute = path.absolute()
    try:
        str(absolute).encode("utf-8")
    except UnicodeEncodeError as error:
        raise InputError(
            "The name or folder of {name} is not valid text on this system; rename it and try again.",
            name=shown(path),
        ) from error
    with open_regular(absolute) as file:
        header = header_of(file, absolute)
        digest = hash_file(file, absolute)
    return PictureRef(
        name=absolute.name, sha256=digest, width=header.width, height=header.height, path=str(absolute)
    )


def place_of(ref: PictureRef) -> Path:
    """Where the file of ``ref`` is. Raises :class:`InputError` where the recipe does not say."""
    if ref.path is None:
        raise InputError(
            "The picture {name} has no place on this computer yet; choose its file.", name=ref.name
        )
    return Path(ref.path)


def same_file(ref: PictureRef) -> Path:
    """Where the file of ``ref`` is, byte for byte the one that was chosen.

    Raises :class:`InputError` where it is not there any more, or has changed.
    """
    path = place_of(ref)
    if reference(path).sha256 != ref.sha256:
        raise InputError("{name} has changed since it was chosen; choose the file again.", name=ref.name)
    return path


def load(
    path: Path, on_notice: Callable[[Sentence], None] | None = None, max_edge: int | None = None
) -> Picture:
    """Load a picture: first frame or page, upright, converted to sRGB, its levels kept.

    PNG, JPEG, WebP, TIFF, BMP, GIF and AVIF are recognised by content. ``on_notice`` gets a sentence for
    what was decided on the way (first page of several, profile left aside, no CMYK profile, clipped).
    With ``max_edge`` (pixels) the long edge is at most that, decoded reduced where the format can.

    Raises :class:`InputError` for a file that is not a readable picture, above 250 megapixels or below
    16 px; :class:`ResourceError` when memory does not suffice.
    """

    def notice(what: Sentence) -> None:
        if on_notice is not None:
            on_notice(Sentence("{name}: {what}.", name=shown(path), what=what))

    if max_edge is not None and max_edge < 1:
        raise ValueError("max_edge must be at least 1")
    with open_regular(path) as file:
        header = header_of(file, path)
        with damage_named(path):
            samples = decode(file, path, header, max_edge, notice)
            picture = Picture(to_srgb(samples, notice), samples.alpha)
    if max_edge is not None:
        return fit(picture, max_edge)
    if (picture.width, picture.height) != (header.width, header.height):
        raise InputError(
            "{name} is damaged: its size is not what it says; use another copy of the file.", name=shown(path)
        )
    return picture
