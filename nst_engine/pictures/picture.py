"""The one form pixels have inside the program."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Picture:
    """A picture in memory.

    ``pixels`` is float32, H×W×3, RGB, **sRGB-encoded (gamma, not linear light)**, 0–1, not premultiplied;
    ``alpha`` is float32, H×W, 0–1, or ``None`` for an opaque picture.
    """

    pixels: FloatArray
    alpha: FloatArray | None = None

    def __post_init__(self) -> None:
        if self.pixels.ndim != 3 or self.pixels.shape[2] != 3 or self.pixels.dtype != np.float32:
            raise ValueError(f"pixels must be float32 H×W×3, not {self.pixels.dtype} {self.pixels.shape}")
        if self.alpha is not None and (
            self.alpha.shape != self.pixels.shape[:2] or self.alpha.dtype != np.float32
        ):
            raise ValueError(f"alpha must be float32 H×W like the pixels, not {self.alpha.shape}")

    @property
    def width(self) -> int:
        return int(self.pixels.shape[1])

    @property
    def height(self) -> int:
        return int(self.pixels.shape[0])
