"""What is done to a painted picture afterwards: the photograph's colours, and the photograph, mixed in.

Both are settings of the recipe and cost a moment, so the window changes them on a picture that is done.
Everything is computed on sRGB-encoded values 0-1, like all the rest of the program.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np

from nst_engine import pictures
from nst_engine.pictures.picture import FloatArray, Picture
from nst_engine.recipe import Recipe

#: Brightness of encoded red, green and blue (ITU-R BT.601), the Y of the YIQ space of Gatys et al.
LUMA: Final = np.array([0.299, 0.587, 0.114], dtype=np.float32)
#: Pictures are worked on in bands of about this many pixels, so that only the result takes memory.
_BAND_PIXELS: Final = 1 << 20


def is_asked(recipe: Recipe) -> bool:
    """Whether the recipe changes a painted picture afterwards at all."""
    return recipe.blend > 0 or recipe.keep_colours > 0


def photograph(recipe: Recipe, size: tuple[int, int] | None = None) -> Picture:
    """The photograph over the recipe's background, at the output's size or another (width, height).

    Raises :class:`InputError`.
    """
    picture = pictures.resize(pictures.load_framed(recipe.content), *(size or recipe.output_size))
    return pictures.flatten(picture, recipe.background)


def finish(painted: Picture, recipe: Recipe, ground: Picture) -> Picture:
    """``painted`` as the recipe wants it in the end; ``ground`` is the photograph at the same size.

    First the colours: where ``keep_colours`` is 1, hue and colourfulness are the photograph's and only the
    brightness is the painting's, as in L. Gatys et al., "Preserving Color in Neural Artistic Style Transfer"
    (2016), section 3.2. Then the photograph is mixed in with the share ``blend``. Transparency stays.
    """
    if not is_asked(recipe):
        return painted
    result = np.empty_like(painted.pixels)
    for rows in _bands(painted):
        pixels, photo = painted.pixels[rows], ground.pixels[rows]
        if recipe.keep_colours > 0:
            pixels = _mixed(pixels, _recoloured(pixels, photo), recipe.keep_colours)
        if recipe.blend > 0:
            pixels = _mixed(pixels, photo, recipe.blend)
        np.clip(pixels, 0, 1, out=result[rows])
    return Picture(result, painted.alpha)


def _recoloured(painted: FloatArray, photo: FloatArray) -> FloatArray:
    """The photograph's colours at the painting's brightness, which is kept exactly.

    A colour that does not exist as bright or dark as that is made paler until it does.
    """
    brightness = (painted @ LUMA)[:, :, None]
    colour = photo - (photo @ LUMA)[:, :, None]
    room = np.where(colour > 0, 1 - brightness, brightness)
    with np.errstate(divide="ignore", invalid="ignore"):
        most = np.where(colour != 0, room / np.abs(colour), np.float32(1))
    return np.asarray(brightness + colour * np.clip(most.min(axis=2, keepdims=True), 0, 1), dtype=np.float32)


def _mixed(first: FloatArray, second: FloatArray, share: float) -> FloatArray:
    # In this form a share of 1 gives exactly the second.
    return first * np.float32(1 - share) + second * np.float32(share)


def _bands(picture: Picture) -> Iterator[slice]:
    step = max(1, _BAND_PIXELS // picture.width)
    for start in range(0, picture.height, step):
        yield slice(start, start + step)
