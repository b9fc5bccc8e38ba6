"""Small pictures that the program keeps for itself: written and read quickly, and nothing else with them."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from nst_engine.errors import InputError
from nst_engine.pictures.files import open_regular, shown

#: At this quality, and with colour at full resolution, a painting cannot be told from its source on a screen.
_QUALITY: Final = 90
#: Nobody's picture: a still is never larger, and a larger file is not one of ours.
_MAX_EDGE: Final = 4096


def write_still(pixels: NDArray[np.uint8], path: Path) -> int:
    """Write uint8 H×W×3 (sRGB) as ``.jpg`` or, without loss, ``.png``; returns the file's bytes.

    Not flushed to the disk: what a loss of power would cost can be painted again. Raises ``OSError``.
    """
    image = Image.fromarray(np.ascontiguousarray(pixels))
    if path.suffix == ".png":
        image.save(path, "PNG", compress_level=1)
    else:
        image.save(path, "JPEG", quality=_QUALITY, subsampling="4:4:4")
    return path.stat().st_size


def read_still(path: Path) -> NDArray[np.uint8]:
    """What :func:`write_still` wrote; raises :class:`InputError` when it is gone or damaged."""
    with open_regular(path) as file:
        try:
            with Image.open(file, formats=("JPEG", "PNG")) as image:
                if max(image.size) > _MAX_EDGE:
                    raise ValueError("larger than any still")
                return np.asarray(image.convert("RGB"))
        except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
            raise InputError("The stage {name} is damaged and cannot be shown.", name=shown(path)) from error
