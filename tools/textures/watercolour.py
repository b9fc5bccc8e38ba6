"""Watercolour: translucent washes one over another, with dark wet edges, blooms and granulation."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from textures.fields import SIZE, Floats, colours, finish, grid, noise, smoothstep

PAPER = np.array([0.985, 0.975, 0.95])
#: Pigments: indigo, cobalt, turquoise, sap green, quinacridone gold, coral, rose, violet.
PIGMENTS = colours("3a6ea5", "4f9bd9", "4fbfb8", "9cc46a", "f2c14e", "f2836b", "e0709a", "8f76b8")
WASHES = 58
#: Mean absorption that no number of washes exceeds.
DEEPEST = 1.25


def paint(seed: int) -> Image.Image:
    """The texture; the same seed gives the same picture."""
    rng = np.random.default_rng(seed)
    paper = noise(rng, 1.6, SIZE) + 0.7 * noise(rng, 4, SIZE)
    absorbed = np.zeros((SIZE, SIZE, 3))
    order = rng.permutation(64)
    for i in range(WASHES):
        # One wash to a field of an 8 × 8 board, fields taken at random: none is painted into mud.
        field = order[i % len(order)]
        middle = (np.array(divmod(field, 8)) + rng.uniform(-0.2, 1.2, 2)) / 8
        absorbed += _wash(rng, paper, 1 - i / WASHES, *middle)
    absorbed += _splashes(rng)
    # Paper takes only so much pigment.
    most = absorbed.mean(axis=-1, keepdims=True)
    absorbed *= np.minimum(1, (DEEPEST * (1 - np.exp(-most / DEEPEST))) / np.maximum(most, 1e-6))
    shade = np.gradient(paper, axis=0) + np.gradient(paper, axis=1)
    return finish(PAPER * np.exp(-absorbed) * (1 + 0.012 * shade)[..., None])


def _wash(rng: np.random.Generator, paper: Floats, size: float, cx: float, cy: float) -> Floats:
    """How much light one wash takes away (size, size, 3): large pale ones first, small rich ones last."""
    x, y = grid(SIZE)
    reach = 0.05 + 0.19 * size**1.3 * rng.uniform(0.6, 1.2)
    turn, flat = rng.uniform(0, np.pi), rng.uniform(0.55, 1.0)
    along = (x - cx) * np.cos(turn) + (y - cy) * np.sin(turn)
    across = ((y - cy) * np.cos(turn) - (x - cx) * np.sin(turn)) / flat
    ragged = 0.30 * noise(rng, 60, SIZE) + 0.13 * noise(rng, 20, SIZE) + 0.05 * noise(rng, 6, SIZE)
    inside = 1 - np.hypot(along, across) / reach + ragged * 0.5
    soft = rng.choice([0.02, 0.03, 0.06, 0.30], p=[0.4, 0.3, 0.15, 0.15])
    body = smoothstep(0, soft, inside)
    pooled = np.exp(-np.clip(inside, 0, None) / 0.03) * body * (soft < 0.1)
    flow = 0.75 + 0.28 * noise(rng, 70, SIZE) + 0.12 * noise(rng, 16, SIZE)
    bloom = _bloom(rng, inside)
    grains = np.clip(1 - 0.10 * paper, 0.4, 1.6)
    density = (body * np.clip(flow, 0.15, 1.6) * bloom + 0.9 * pooled) * grains
    strength = rng.uniform(0.32, 0.60) + 0.30 * (1 - size)
    return np.asarray(density[..., None] * _absorption(rng, cx, cy) * strength)


def _bloom(rng: np.random.Generator, inside: Floats) -> Floats:
    """Where a drop of water pushed the pigment aside: pale within, a frilled rim around."""
    x, y = grid(SIZE)
    cx, cy = rng.uniform(0, 1, 2)
    radius = np.hypot(x - cx, y - cy) / rng.uniform(0.05, 0.14) + 0.12 * noise(rng, 12, SIZE)
    drop = 1 - 0.55 * smoothstep(1.0, 0.75, radius) + 0.5 * np.exp(-(((radius - 1) / 0.05) ** 2))
    return np.asarray(np.where(inside > 0, drop, 1))


def _absorption(rng: np.random.Generator, cx: float, cy: float) -> NDArray[np.float64]:
    """A pigment's absorption for red, green, blue; neighbouring washes take neighbouring pigments."""
    place = 4.5 * cx + 3.5 * (1 - cy) + rng.normal(0, 0.9)
    pigment = PIGMENTS[round(place) % len(PIGMENTS)]
    other = PIGMENTS[(round(place) + 1) % len(PIGMENTS)]
    share = rng.uniform(0, 0.4)
    return -np.log(np.clip(pigment * (1 - share) + other * share, 0.04, 0.98))


def _splashes(rng: np.random.Generator) -> Floats:
    """Drops flung from the brush."""
    x, y = grid(SIZE)
    total = np.zeros((SIZE, SIZE, 3))
    for _ in range(130):
        cx, cy = rng.uniform(0, 1, 2)
        radius = 0.0015 + 0.006 * rng.uniform() ** 4
        window = (
            slice(max(0, int(cy * SIZE) - 12), int(cy * SIZE) + 13),
            slice(max(0, int(cx * SIZE) - 12), int(cx * SIZE) + 13),
        )
        distance = np.hypot(x[window] - cx, y[window] - cy)
        drop = smoothstep(radius, radius * 0.75, distance) * (0.7 + 0.6 * (distance / radius) ** 2)
        total[window] += drop[..., None] * _absorption(rng, cx, cy) * rng.uniform(0.3, 0.8)
    return total
