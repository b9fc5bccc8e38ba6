"""From an open file to samples: every pixel kind of every format, its levels kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageCms

from nst_engine.errors import InputError
from nst_engine.pictures import png_chunks
from nst_engine.pictures.colour import Samples, Space, as_float, srgb_profile
from nst_engine.pictures.files import shown
from nst_engine.pictures.header import Header, first_tiff_page, has_second_tiff_page, pillow_reader
from nst_engine.pictures.picture import FloatArray
from nst_engine.sentences import Sentence

if TYPE_CHECKING:
    from PIL.ImageFile import ImageFile
    from tifffile import TiffPage

Notice = Callable[[Sentence], None]

_FIRST_FRAME: Final = Sentence("it holds several pictures or pages; the first one was used")

#: EXIF orientation → (transpose first, flip top-bottom, flip left-right). Source: EXIF 2.32, tag 0x0112.
_TURNS: Final = {
    1: (False, False, False),
    2: (False, False, True),
    3: (False, True, True),
    4: (False, True, False),
    5: (True, False, False),
    6: (True, False, True),
    7: (True, True, True),
    8: (True, True, False),
}


def decode(file: BinaryIO, path: Path, header: Header, max_edge: int | None, on_notice: Notice) -> Samples:
    """Decode the first picture of a file whose header was checked, upright.

    With ``max_edge`` the picture may come reduced, but its long edge not below ``max_edge``.
    """
    if header.format == "PNG":
        return _turned(_thinned(_png(file, on_notice), max_edge), header.orientation)
    if header.format == "TIFF" and header.bits > 8:
        with first_tiff_page(file) as page:
            samples = _deep_tiff(page, path, on_notice)
        return _turned(_thinned(samples, max_edge), header.orientation)
    with pillow_reader(file, header.format) as image:
        if _is_animated(image, file):
            on_notice(_FIRST_FRAME)
        samples = _from_pillow(image, max_edge)
    # Pillow turns TIFF by itself when it loads one, and no other format.
    return samples if header.format == "TIFF" else _turned(samples, header.orientation)


def _turned(samples: Samples, orientation: int) -> Samples:
    alpha = None if samples.alpha is None else _turned_array(samples.alpha, orientation)
    return replace(samples, values=_turned_array(samples.values, orientation), alpha=alpha)


def _turned_array(values: NDArray[Any], orientation: int) -> NDArray[Any]:
    transpose, upside_down, mirrored = _TURNS[orientation]
    if transpose:
        values = np.swapaxes(values, 0, 1)
    if upside_down:
        values = values[::-1]
    if mirrored:
        values = values[:, ::-1]
    return np.ascontiguousarray(values)


def _is_animated(image: ImageFile, file: BinaryIO) -> bool:
    if image.format == "TIFF":
        position = file.tell()
        with first_tiff_page(file) as page:
            several = has_second_tiff_page(page)
        file.seek(position)
        return several
    if image.format == "JPEG":
        return False  # the second picture of a camera's MPO is a preview or a depth map
    return bool(getattr(image, "is_animated", False))


def _from_pillow(image: ImageFile, max_edge: int | None) -> Samples:
    if max_edge is not None:
        # Twice the wanted size, so that the final resize still has pixels to average.
        image.draft(None, (2 * max_edge, 2 * max_edge))
    image.load()
    profile = image.info.get("icc_profile")
    plain = _plain(image)
    if max_edge is not None:
        factor = max(plain.size) // (2 * max_edge)
        if factor > 1:
            plain = plain.reduce(factor)
    if plain.mode == "LAB":
        plain, profile = _lab_to_srgb(plain), None
    values = np.asarray(plain)
    if plain.mode == "LA":
        return Samples(np.ascontiguousarray(values[:, :, 0]), "grey", as_float(values[:, :, 1]), profile)
    if plain.mode == "RGBA":
        return Samples(np.ascontiguousarray(values[:, :, :3]), "rgb", as_float(values[:, :, 3]), profile)
    if plain.mode == "CMYK":
        return Samples(values, "cmyk", None, profile)
    return Samples(values, "grey" if plain.mode == "L" else "rgb", None, profile)


def _plain(image: Image.Image) -> Image.Image:
    """The same picture in one of the modes L, LA, RGB, RGBA, CMYK, LAB."""
    mode = image.mode
    if mode in ("L", "RGB", "1", "P") and "transparency" in image.info:
        return image.convert("LA" if mode in ("L", "1") else "RGBA")
    wanted = {"1": "L", "P": "RGB", "PA": "RGBA", "RGBX": "RGB", "RGBa": "RGBA", "La": "LA", "YCbCr": "RGB"}
    if mode in wanted:
        return image.convert(wanted[mode])
    if mode not in ("L", "LA", "RGB", "RGBA", "CMYK", "LAB"):
        raise ValueError(f"unexpected mode {mode}")
    return image


def _lab_to_srgb(image: Image.Image) -> Image.Image:
    try:
        converted = ImageCms.profileToProfile(
            image,
            ImageCms.createProfile("LAB"),
            BytesIO(srgb_profile()),
            ImageCms.Intent.RELATIVE_COLORIMETRIC,
            outputMode="RGB",
        )
    except ImageCms.PyCMSError as error:
        raise ValueError("LAB colours") from error
    if converted is None:
        raise ValueError("LAB colours")
    return converted


def _thinned(samples: Samples, max_edge: int | None) -> Samples:
    """Every n-th pixel, so that at least four times ``max_edge`` remain for the resize to average."""
    step = 1 if max_edge is None else max(samples.values.shape[:2]) // (4 * max_edge)
    if step <= 1:
        return samples
    alpha = None if samples.alpha is None else samples.alpha[::step, ::step]
    return replace(samples, values=samples.values[::step, ::step], alpha=alpha)


def _png(file: BinaryIO, on_notice: Notice) -> Samples:
    from imagecodecs._png import png_decode

    profile = None
    for name, data in png_chunks.walk(file, frozenset({b"iCCP", b"acTL"})):
        if name == b"acTL":
            on_notice(_FIRST_FRAME)
            continue
        try:
            profile = png_chunks.embedded_profile(data)
        except ValueError:
            profile = data  # not a profile: the colour room says so
    values = png_decode(png_chunks.pixels_only(file))
    if values.ndim == 2:
        return Samples(values, "grey", None, profile)
    alpha = as_float(values[:, :, -1]) if values.shape[2] in (2, 4) else None
    if values.shape[2] <= 2:
        return Samples(np.ascontiguousarray(values[:, :, 0]), "grey", alpha, profile)
    return Samples(np.ascontiguousarray(values[:, :, :3]), "rgb", alpha, profile)


def _deep_tiff(page: TiffPage, path: Path, on_notice: Notice) -> Samples:
    from tifffile import PHOTOMETRIC

    spaces: dict[int, tuple[Space, int]] = {
        int(PHOTOMETRIC.MINISWHITE): ("grey", 1),
        int(PHOTOMETRIC.MINISBLACK): ("grey", 1),
        int(PHOTOMETRIC.RGB): ("rgb", 3),
        int(PHOTOMETRIC.SEPARATED): ("cmyk", 4),
    }
    found = spaces.get(int(page.photometric))
    if found is None or page.imagedepth != 1:
        raise InputError(
            "{name} is a TIFF of a kind this program does not read; save a copy as RGB with 8 or 16 "
            "bits per channel and use that.",
            name=shown(path),
        )
    space, count = found
    if has_second_tiff_page(page):
        on_notice(_FIRST_FRAME)
    values = _scaled(_channels_last(page), page, path, on_notice)
    if values.shape[2] < count:
        raise ValueError("channels are missing")
    colours, alpha = values[:, :, :count], None
    if page.extrasamples and page.extrasamples[0] in (1, 2) and values.shape[2] > count:
        alpha = as_float(values[:, :, count])
        if page.extrasamples[0] == 1:  # associated: the colours are premultiplied
            colours = _unmultiplied(as_float(colours), alpha)
    if page.photometric == PHOTOMETRIC.MINISWHITE:
        top = 1 if colours.dtype.kind == "f" else np.iinfo(colours.dtype).max
        colours = top - colours
    tag = page.tags.get(34675)
    profile = bytes(tag.value) if tag is not None and isinstance(tag.value, bytes) else None
    colours = np.ascontiguousarray(colours[:, :, 0] if space == "grey" else colours)
    return Samples(colours, space, alpha, profile)


def _channels_last(page: TiffPage) -> NDArray[Any]:
    """The page as H×W×channels, whichever way it is stored."""
    values = np.asarray(page.asarray())
    if page.samplesperpixel == 1:
        return values.reshape(page.imagelength, page.imagewidth, 1)
    if values.shape[0] == page.samplesperpixel and page.planarconfig == 2:
        values = np.moveaxis(values, 0, -1)
    return values.reshape(page.imagelength, page.imagewidth, page.samplesperpixel)


def _scaled(values: NDArray[Any], page: TiffPage, path: Path, on_notice: Notice) -> NDArray[Any]:
    """uint16 over its full range, or float32 0–1."""
    if values.dtype.kind == "f":
        if not np.isfinite(values).all():
            raise InputError(
                "{name} holds pixels that are not numbers; save a clean copy from the program that made it.",
                name=shown(path),
            )
        if values.min() < 0 or values.max() > 1:
            on_notice(Sentence("its values go beyond 0 to 1 and were clipped to that range"))
        clipped: FloatArray = np.clip(values, 0, 1).astype(np.float32)
        return clipped
    if values.dtype.kind != "u":
        raise InputError(
            "{name} holds signed numbers instead of colours; save a copy with 8 or 16 bits per channel and "
            "use that.",
            name=shown(path),
        )
    if values.dtype == np.uint16 and page.bitspersample == 16:
        return values
    top = float(2**page.bitspersample - 1)
    scaled: FloatArray = (values / top).astype(np.float32)
    return scaled


def _unmultiplied(colours: FloatArray, alpha: FloatArray) -> FloatArray:
    divisor = np.where(alpha > 0, alpha, 1)[:, :, None]
    return np.clip(colours / divisor, 0, 1).astype(np.float32)
