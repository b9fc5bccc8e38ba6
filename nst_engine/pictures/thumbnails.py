"""Small 8-bit versions of pictures for lists and galleries."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from nst_engine.pictures.load import load
from nst_engine.pictures.resize import flatten
from nst_engine.pictures.save import quantised


def thumbnail(path: Path, edge: int) -> NDArray[np.uint8]:
    """A picture file as uint8 H×W×3 sRGB, long edge at most ``edge`` pixels, over white; never enlarged.

    Raises what :func:`load` raises.
    """
    return quantised(flatten(load(path, max_edge=edge)), 8)
