"""What all textures share: smooth noise, flow fields, palettes, paper."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PIL import Image

#: Long edge of the finished textures; they are drawn at twice the size and reduced.
SIZE = 768
SCALE = 2
BIG = SIZE * SCALE

Floats = NDArray[np.float64]


def noise(rng: np.random.Generator, wavelength: float, size: int = BIG, stretch: float = 1.0) -> Floats:
    """Smooth noise (size, size), mean 0, deviation 1, features about ``wavelength`` pixels wide.

    ``stretch`` above 1 draws the features out sideways. The noise repeats at its borders.
    """
    frequencies = np.fft.fftfreq(size)
    y, x = np.meshgrid(frequencies, frequencies, indexing="ij")
    falloff = np.exp(-((x * stretch) ** 2 + y**2) * wavelength**2 * 2)
    field = np.fft.ifft2(np.fft.fft2(rng.normal(size=(size, size))) * falloff).real
    return np.asarray((field - field.mean()) / field.std())


def grid(size: int = BIG) -> tuple[Floats, Floats]:
    """Coordinates x and y of every pixel, from 0 to 1."""
    axis = (np.arange(size) + 0.5) / size
    y, x = np.meshgrid(axis, axis, indexing="ij")
    return x, y


def colours(*codes: str) -> Floats:
    """Hexadecimal colours as an array (count, 3), 0-1."""
    return np.array([[int(code[i : i + 2], 16) for i in (0, 2, 4)] for code in codes]) / 255


def ramp(palette: Floats, position: Floats) -> Floats:
    """Colours along a palette: ``position`` 0-1 of any shape gives an array with three more values each."""
    place = np.clip(position, 0, 1) * (len(palette) - 1)
    low = np.minimum(place.astype(int), len(palette) - 2)
    share = (place - low)[..., None]
    return np.asarray(palette[low] * (1 - share) + palette[low + 1] * share)


def smoothstep(low: float, high: float, value: Floats) -> Floats:
    """0 below ``low``, 1 above ``high``, smooth between."""
    t = np.clip((value - low) / (high - low), 0, 1)
    return np.asarray(t * t * (3 - 2 * t))


def seeds(rng: np.random.Generator, spacing: float) -> Floats:
    """Points (count, 2) x, y in pixels on a jittered lattice over the picture and its rim, shuffled."""
    axis = np.arange(-spacing, BIG + spacing, spacing)
    points = np.stack(np.meshgrid(axis, axis), axis=-1).reshape(-1, 2)
    points = points + rng.uniform(-0.5, 0.5, points.shape) * spacing
    return np.asarray(rng.permutation(points))


def at(field: NDArray[np.float64], points: Floats) -> Floats:
    """The field's values at points x, y in pixels, the border's beyond it."""
    last = field.shape[0] - 1
    column = np.clip(points[..., 0].astype(int), 0, last)
    row = np.clip(points[..., 1].astype(int), 0, last)
    return np.asarray(field[row, column])


def follow(angle: Floats, starts: Floats, step: float, count: int) -> Floats:
    """Paths (points, count, 2) that set out at ``starts`` and follow a field of directions in radians."""
    path = np.empty((len(starts), count, 2))
    here = starts.astype(np.float64).copy()
    for i in range(count):
        path[:, i] = here
        direction = at(angle, here)
        here = here + step * np.stack([np.cos(direction), np.sin(direction)], axis=-1)
    return path


def finish(pixels: Floats) -> Image.Image:
    """The finished texture from pixels 0-1 of any size (height, width, 3)."""
    image = Image.fromarray((np.clip(pixels, 0, 1) * 255).round().astype(np.uint8))
    if image.width != SIZE:
        image = image.resize((SIZE, SIZE), Image.Resampling.LANCZOS)
    return image
