"""Colour: everything inside the program is sRGB-encoded; profiles are obeyed on the way in."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final, Literal

import numpy as np
from numpy.typing import NDArray
from PIL import ImageCms

from nst_engine.pictures.picture import FloatArray
from nst_engine.sentences import Sentence

Space = Literal["grey", "rgb", "cmyk"]

_RELATIVE_COLORIMETRIC: Final = 1
_BLACK_POINT_COMPENSATION: Final = 0x2000
_BAND_PIXELS: Final = 4_000_000
_SPACES: Final[dict[Space, tuple[bytes, str]]] = {
    "grey": (b"GRAY", "gray"),
    "rgb": (b"RGB ", "rgb"),
    "cmyk": (b"CMYK", "cmyk"),
}


@dataclass(frozen=True, slots=True, eq=False)
class Samples:
    """Decoded but not yet converted colours.

    ``values`` is H×W (grey), H×W×3 (rgb) or H×W×4 (cmyk, 0 = no ink) of uint8, uint16 or float32 0–1;
    ``alpha`` is float32 H×W; ``profile`` the ICC profile the file carried.
    """

    values: NDArray[Any]
    space: Space
    alpha: FloatArray | None = None
    profile: bytes | None = None


@functools.cache
def srgb_profile() -> bytes:
    """The ICC profile that goes into every exported file; always the same bytes."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    # ICC.1 table 17: bytes 24–35 are the creation date, which would be today's; 40–43 the platform.
    profile[24:36] = (2000).to_bytes(2, "big") + (1).to_bytes(2, "big") * 2 + bytes(6)
    profile[40:44] = bytes(4)
    return bytes(profile)


def to_srgb(samples: Samples, on_notice: Callable[[Sentence], None]) -> FloatArray:
    """The colours as float32 H×W×3, sRGB-encoded, 0–1.

    With a profile: relative colorimetric with black point compensation. A profile that is broken or belongs
    to other kinds of pixels is left aside, and ``on_notice`` gets a sentence about that.
    """
    if samples.profile and not (samples.space == "rgb" and samples.profile == srgb_profile()):
        try:
            return _through_profile(samples, samples.profile)
        except (RuntimeError, ValueError):
            on_notice(
                Sentence("its colour profile is damaged or does not fit the picture, so sRGB was assumed")
            )
    elif samples.space == "cmyk":
        on_notice(Sentence("it has CMYK colours without a profile, so the colours are approximate"))
    return _without_profile(samples)


def as_float(values: NDArray[Any]) -> FloatArray:
    """Integers of any width as float32 0–1; float32 as it is."""
    if values.dtype.kind == "f":
        return np.asarray(values, dtype=np.float32)
    scaled: FloatArray = np.divide(values, np.float32(np.iinfo(values.dtype).max), dtype=np.float32)
    return scaled


def _without_profile(samples: Samples) -> FloatArray:
    values = as_float(samples.values)
    if samples.space == "grey":
        return np.repeat(values[:, :, None], 3, axis=2)
    if samples.space == "cmyk":
        return np.asarray((1 - values[:, :, :3]) * (1 - values[:, :, 3:]), dtype=np.float32)
    return values


def _through_profile(samples: Samples, profile: bytes) -> FloatArray:
    """Raises RuntimeError or ValueError where the profile cannot be used."""
    values, space = samples.values, samples.space
    if len(profile) < 128 or profile[36:40] != b"acsp":
        raise ValueError("not a profile")
    if space == "grey" and profile[16:20] == b"RGB ":
        # Programs often leave the RGB profile on a picture reduced to grey: its greys are meant.
        values, space = np.repeat(values[:, :, None], 3, axis=2), "rgb"
    signature, name = _SPACES[space]
    if profile[16:20] != signature:
        raise ValueError("profile for other colours")
    if space == "cmyk" and values.dtype.kind == "f":
        # lcms counts ink in percent where it works in floating point.
        values = np.rint(values * 65535).astype(np.uint16)
    if space == "grey" and values.dtype == np.uint8:
        every_level = np.arange(256, dtype=np.uint16).reshape(1, 256) * np.uint16(257)
        converted: FloatArray = _in_bands(every_level, profile, name)[0][values]
        return converted
    return _in_bands(values, profile, name)


def _in_bands(values: NDArray[Any], profile: bytes, name: str) -> FloatArray:
    """Row bands keep the peak memory near that of the result."""
    # The submodule, not the package's lazy attribute: a frozen program finds only what is imported by name.
    from imagecodecs._cms import cms_transform

    height, width = values.shape[:2]
    result = np.empty((height, width, 3), dtype=np.float32)
    rows = max(1, _BAND_PIXELS // width)
    # lcms is 20 times faster from 8 to 16 bits than in floating point and still right to a third of an 8-bit
    # level; from 16 to 16 bits it takes shortcuts that cost up to 20 levels in the deep shadows.
    out_dtype = np.uint16 if values.dtype == np.uint8 else np.float32
    for top in range(0, height, rows):
        band = cms_transform(
            np.ascontiguousarray(values[top : top + rows]),
            profile,
            srgb_profile(),
            colorspace=name,
            outcolorspace="rgb",
            outdtype=out_dtype,
            intent=_RELATIVE_COLORIMETRIC,
            flags=_BLACK_POINT_COMPENSATION,
        )
        result[top : top + rows] = as_float(band)
    np.clip(result, 0, 1, out=result)
    if not np.isfinite(result).all():
        raise ValueError("profile gives no numbers")
    return result
