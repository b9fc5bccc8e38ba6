"""Leaded glass: cells around a low sun, streaked and seeded glass, soldered lead between."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from textures.fields import BIG, Floats, colours, finish, grid, noise, smoothstep

SUN = (0.56, 0.60)
#: From the sun outwards: the colours that a ring of glass is cut from.
RINGS = (
    colours("fff3b0", "ffe070", "ffd23f"),
    colours("ffb52e", "f58a1f", "ffd23f"),
    colours("e8501e", "c81d25", "f58a1f", "8f1238"),
    colours("a3123f", "5b1a6e", "c81d25", "7d2ea8"),
    colours("2b2f9e", "1556c0", "5b1a6e", "0f8fb5"),
    colours("0b4f9c", "0d7a8c", "1d8f5a", "12366e", "49b8c9"),
    colours("0e5a4a", "12366e", "2f9e57", "0b4f9c", "d9b13b"),
)


def paint(seed: int) -> Image.Image:
    """The texture; the same seed gives the same picture."""
    rng = np.random.default_rng(seed)
    points, ring = _cells(rng)
    nearest, border = _voronoi(rng, points)
    glass = _glass(rng, points, ring, nearest)
    return finish(_lead(rng, glass, border))


def _cells(rng: np.random.Generator) -> tuple[Floats, NDArray[np.int64]]:
    """Cell centres (count, 2), 0-1, on rings that widen away from the sun, and each one's ring."""
    places, ring = [(SUN[0], SUN[1])], [0]
    radius, number = 0.075, 0
    while radius < 1.15:
        count = max(7, int(2 * np.pi * radius / (0.052 + 0.022 * radius)))
        turn = rng.uniform(0, 2 * np.pi)
        for i in range(count):
            a = turn + 2 * np.pi * (i + rng.uniform(-0.24, 0.24)) / count
            r = radius * (1 + rng.uniform(-0.045, 0.045))
            places.append((SUN[0] + r * np.cos(a), SUN[1] + r * np.sin(a)))
            ring.append(min(1 + number // 2, len(RINGS) - 1))
        radius += 0.058 + 0.02 * radius
        number += 1
    return np.array(places), np.array(ring)


def _voronoi(rng: np.random.Generator, points: Floats) -> tuple[NDArray[np.int64], Floats]:
    """For every pixel its cell, and the distance to the cell's border in pixels; borders waver a little."""
    x, y = grid()
    x, y = x + 0.0016 * noise(rng, 70), y + 0.0016 * noise(rng, 70)
    nearest = np.empty(x.shape, np.int64)
    border = np.empty(x.shape)
    for row in range(BIG):
        near = np.nonzero(np.abs(points[:, 1] - y[row].mean()) < 0.14)[0]
        squared = (x[row][:, None] - points[near, 0]) ** 2 + (y[row][:, None] - points[near, 1]) ** 2
        two = np.argpartition(squared, 1, axis=1)[:, :2]
        pair = np.take_along_axis(squared, two, axis=1)
        first = np.where(pair[:, 0] <= pair[:, 1], two[:, 0], two[:, 1])
        other = np.where(pair[:, 0] <= pair[:, 1], two[:, 1], two[:, 0])
        gap = points[near[first]] - points[near[other]]
        border[row] = np.abs(pair[:, 0] - pair[:, 1]) / (2 * np.hypot(gap[:, 0], gap[:, 1]) + 1e-9)
        nearest[row] = near[first]
    return nearest, border * BIG


def _glass(
    rng: np.random.Generator, points: Floats, ring: NDArray[np.int64], nearest: NDArray[np.int64]
) -> Floats:
    base = np.array([RINGS[r][rng.integers(len(RINGS[r]))] for r in ring])
    base = np.clip(base * rng.uniform(0.78, 1.14, (len(base), 1)) + rng.normal(0, 0.025, base.shape), 0, 1)
    streaks = [noise(rng, 16, stretch=0.14), noise(rng, 16, stretch=7), noise(rng, 30)]
    which = rng.integers(0, 3, len(points))[nearest]
    streak = np.choose(which, streaks)
    bubbles = smoothstep(2.2, 3.0, noise(rng, 4))
    x, y = grid()
    sun = np.exp(-((x - SUN[0]) ** 2 + (y - SUN[1]) ** 2) / 0.10)
    lift = 0.92 + 0.13 * streak + 0.06 * noise(rng, 60) + 0.22 * bubbles + 0.24 * sun
    pixels = base[nearest] * lift[..., None]
    # Thick glass: where it is brightest, its colour runs towards white.
    return np.asarray(pixels + 0.35 * np.clip(pixels - 0.85, 0, None).sum(axis=-1, keepdims=True))


def _lead(rng: np.random.Generator, glass: Floats, border: Floats) -> Floats:
    half = 5.6 + 1.1 * noise(rng, 40)
    glow = 1 - 0.55 * np.exp(-np.clip(border - half, 0, None) / 9)
    inside = smoothstep(-0.8, 0.8, border - half)[..., None]
    round_ = np.sqrt(np.clip(1 - (border / half) ** 2, 0, 1))
    slope = np.gradient(round_, axis=0) + np.gradient(round_, axis=1)
    lead = 0.13 + 0.07 * round_ - 0.5 * slope + 0.014 * noise(rng, 3)
    metal = np.clip(lead, 0.02, 0.5)[..., None] * np.array([0.95, 1.0, 1.06])
    return np.asarray(glass * glow[..., None] * inside + metal * (1 - inside))
