"""What can be known of a picture file without decoding its pixels, and the limits checked there."""

from __future__ import annotations

import contextlib
import logging
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final

from PIL import Image
from PIL.AvifImagePlugin import AvifImageFile
from PIL.BmpImagePlugin import BmpImageFile
from PIL.GifImagePlugin import GifImageFile
from PIL.ImageFile import ImageFile
from PIL.JpegImagePlugin import JpegImageFile
from PIL.TiffImagePlugin import TiffImageFile
from PIL.WebPImagePlugin import WebPImageFile

from nst_engine.errors import InputError, NstError, ResourceError
from nst_engine.pictures import png_chunks
from nst_engine.pictures.files import open_regular, shown
from nst_engine.pictures.sniff import HEAD_BYTES, Format, identify
from nst_engine.recipe import MIN_PICTURE_EDGE
from nst_engine.sentences import Sentence

if TYPE_CHECKING:
    from tifffile import TiffPage

MAX_PIXELS: Final = 250_000_000
MIN_EDGE: Final = MIN_PICTURE_EDGE
_MEGAPIXELS: Final = MAX_PIXELS // 1_000_000

#: Pillow's reader of each format but PNG, called directly. ``Image.open`` would try readers of formats nobody
#: asked for, warn on the console about pictures we allow, and refuse those above its own global limit.
_READERS: Final[dict[Format, type[ImageFile]]] = {
    "JPEG": JpegImageFile,
    "WebP": WebPImageFile,
    "TIFF": TiffImageFile,
    "BMP": BmpImageFile,
    "GIF": GifImageFile,
    "AVIF": AvifImageFile,
}
_ORIENTATION_TAG: Final = 0x0112
_DNG_VERSION_TAG: Final = 50706

# Oddities of a file (EXIF cut short, a strange tag) are no news for whoever reads the console: Pillow warns
# of them, tifffile logs them, and without a handler Python would print both.
warnings.filterwarnings("ignore", category=UserWarning, module=r"PIL\.")
logging.getLogger("tifffile").addHandler(logging.NullHandler())


@dataclass(frozen=True, slots=True)
class Header:
    """A picture's format, its **upright** size in pixels, bits per sample (1–64), and whether it has alpha.

    ``orientation`` is the EXIF value 1–8 still to be applied to the stored pixels.
    """

    format: Format
    width: int
    height: int
    bits: int
    has_alpha: bool
    orientation: int = 1


def read_header(path: Path) -> Header:
    """Read what a picture file says of itself, in milliseconds whatever its size.

    Raises :class:`InputError` for anything that is not a picture we can load (see :func:`load`), including
    more than 250 megapixels and a short edge below 16 px.
    """
    with open_regular(path) as file:
        return header_of(file, path)


def header_of(file: BinaryIO, path: Path) -> Header:
    """:func:`read_header` of a file already open; ``path`` names it in messages."""
    with damage_named(path):
        file.seek(0)
        kind = identify(file.read(HEAD_BYTES), path)
        if kind == "PNG":
            header = _png_header(file)
        elif kind == "TIFF":
            with first_tiff_page(file) as page:
                header = _tiff_header(page, path)
        else:
            header = _pillow_header(file, kind)
    _check_size(header, path)
    return header


@contextlib.contextmanager
def damage_named(path: Path) -> Iterator[None]:
    """Turn whatever a decoder raises on a hostile or damaged file into one :class:`InputError`."""
    try:
        yield
    except NstError:
        raise
    except MemoryError as error:
        raise ResourceError(
            "There is not enough memory to open {name}; close other programs or use a smaller copy.",
            name=shown(path),
        ) from error
    except Image.DecompressionBombError as error:
        raise InputError(too_large(path)) from error
    except Exception as error:
        # Decoders raise anything on bad files: OSError, SyntaxError, struct.error, KeyError, their own.
        raise InputError(_damage_sentence(path, error)) from error


def _damage_sentence(path: Path, error: Exception) -> Sentence:
    text = str(error)
    if isinstance(error, EOFError) or "truncated" in text or "too small" in text:
        return Sentence("{name} is incomplete or damaged; use another copy of the file.", name=shown(path))
    return Sentence(
        "{name} is damaged or of a kind this program cannot read; use another copy of the file.",
        name=shown(path),
    )


def too_large(path: Path) -> Sentence:
    """The sentence for a picture with too many pixels."""
    return Sentence(
        "{name} has more than {most} megapixels; make a smaller copy and use that.",
        name=shown(path),
        most=_MEGAPIXELS,
    )


def _check_size(header: Header, path: Path) -> None:
    if header.width * header.height > MAX_PIXELS:
        raise InputError(
            "{name} is {width:,}×{height:,} pixels, more than the {most} megapixels that can be opened; "
            "make a smaller copy and use that.",
            name=shown(path),
            width=header.width,
            height=header.height,
            most=_MEGAPIXELS,
        )
    if min(header.width, header.height) < MIN_EDGE:
        raise InputError(
            "{name} is only {width:,}×{height:,} pixels; both edges must be at least {least}, so use a "
            "larger picture.",
            name=shown(path),
            width=header.width,
            height=header.height,
            least=MIN_EDGE,
        )


@contextlib.contextmanager
def pillow_reader(file: BinaryIO, kind: Format) -> Iterator[ImageFile]:
    """Pillow's reader on an open file, which stays open."""
    file.seek(0)
    yield _READERS[kind](file)


@contextlib.contextmanager
def first_tiff_page(file: BinaryIO) -> Iterator[TiffPage]:
    """The first page of an open TIFF file, its tags read, its pixels not."""
    from tifffile import TiffFile, TiffPage

    file.seek(0)
    with TiffFile(file, name="picture") as tiff:
        page = tiff.pages[0]
        if not isinstance(page, TiffPage):
            raise ValueError("no page")
        yield page


def has_second_tiff_page(page: TiffPage) -> bool:
    """Whether another page follows; looks at the next page only, as the chain may be endless."""
    try:
        page.parent.pages[1]
    except IndexError:
        return False
    return True


def _upright(kind: Format, size: tuple[int, int], bits: int, has_alpha: bool, orientation: int) -> Header:
    # Values outside 1–8 occur in real files; viewers show those as stored.
    orientation = orientation if 1 <= orientation <= 8 else 1
    width, height = reversed(size) if orientation >= 5 else size
    return Header(kind, width, height, bits, has_alpha, orientation)


def _png_header(file: BinaryIO) -> Header:
    facts = png_chunks.read_image_header(file)
    chunks = dict(png_chunks.walk(file, frozenset({b"eXIf", b"tRNS"})))
    orientation = _orientation_in(chunks.get(b"eXIf", b""))
    has_alpha = facts.colour_type in (4, 6) or b"tRNS" in chunks
    return _upright("PNG", (facts.width, facts.height), facts.bits, has_alpha, orientation)


def _pillow_header(file: BinaryIO, kind: Format) -> Header:
    with pillow_reader(file, kind) as image:
        bits = 1 if image.mode == "1" else 8
        has_alpha = "A" in image.mode or "transparency" in image.info
        orientation = _orientation_of(image)
        return _upright(kind, image.size, bits, has_alpha, orientation)


def _tiff_header(page: TiffPage, path: Path) -> Header:
    if _DNG_VERSION_TAG in page.tags:
        raise InputError(
            "{name} is a camera raw file, which this program does not read; open it in the program "
            "that made it and export a PNG, JPEG or TIFF.",
            name=shown(path),
        )
    tag = page.tags.get(_ORIENTATION_TAG)
    value = tag.value if tag is not None else 1
    orientation = value if isinstance(value, int) else 1
    has_alpha = any(kind in (1, 2) for kind in page.extrasamples)
    size = (page.imagewidth, page.imagelength)
    return _upright("TIFF", size, page.bitspersample, has_alpha, orientation)


def _orientation_of(image: Image.Image) -> int:
    try:
        value = image.getexif().get(_ORIENTATION_TAG, 1)
    except Exception:  # noqa: BLE001 - damaged EXIF must not cost us good pixels; they are used as stored
        return 1
    return value if isinstance(value, int) else 1


def _orientation_in(exif: bytes) -> int:
    if not exif:
        return 1
    parsed = Image.Exif()
    try:
        parsed.load(exif)
        value = parsed.get(_ORIENTATION_TAG, 1)
    except Exception:  # noqa: BLE001 - as above
        return 1
    return value if isinstance(value, int) else 1
