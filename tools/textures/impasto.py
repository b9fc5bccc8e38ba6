"""Thick oil paint: bristled strokes that follow eddies, lit from the upper left."""

from __future__ import annotations

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from textures.fields import BIG, Floats, at, colours, finish, follow, grid, noise, ramp, seeds, smoothstep

NIGHT = colours("0b1437", "142a6b", "1f4aa8", "3b78c9", "6fb3d9", "2a8c9c", "bfe0d8")
GLOW = colours("fff6cf", "ffe07a", "f7b733", "e5822a", "8f5a3c", "3b78c9")
EARTH = colours("0f2a1d", "1d4a2a", "4b7a2f", "93a03a", "d9a441", "7a3b1f")
#: Centres of the eddies (x, y 0-1), their reach, and their turning sense.
EDDIES = (
    (0.27, 0.28, 0.17, 1),
    (0.70, 0.19, 0.12, -1),
    (0.60, 0.50, 0.20, -1),
    (0.13, 0.62, 0.12, 1),
    (0.90, 0.55, 0.11, 1),
)


def paint(seed: int) -> Image.Image:
    """The texture; the same seed gives the same picture."""
    rng = np.random.default_rng(seed)
    angle, motif = _flow(rng), _motif(rng)
    canvas = Image.fromarray((np.clip(motif, 0, 1) * 255).astype(np.uint8))
    height = Image.new("L", (BIG, BIG), 90)
    for spacing, width, length in ((24, 40, 170), (18, 26, 120), (22, 16, 80), (34, 9, 54)):
        _lay(rng, canvas, height, angle, motif, spacing, width, length)
    return finish(_light(rng, canvas, height))


def _flow(rng: np.random.Generator) -> Floats:
    x, y = grid()
    bend = 0.35 * noise(rng, 260)
    along_x, along_y = np.cos(bend), np.sin(bend)
    for cx, cy, reach, sense in EDDIES:
        dx, dy = x - cx, y - cy
        weight = 4 * np.exp(-(dx**2 + dy**2) / (2 * reach**2))
        radius = np.hypot(dx, dy) + 0.004
        along_x = along_x - sense * weight * dy / radius
        along_y = along_y + sense * weight * dx / radius
    return np.asarray(np.arctan2(along_y, along_x) + 0.06 * noise(rng, 40))


def _motif(rng: np.random.Generator) -> Floats:
    """The colours under the strokes: a blue field, warm rings at the eddies, earth below."""
    x, y = grid()
    picture = ramp(NIGHT, 0.42 + 0.2 * noise(rng, 110) + 0.1 * noise(rng, 30))
    for cx, cy, reach, _ in EDDIES:
        radius = np.hypot(x - cx, y - cy) / reach
        rings = ramp(GLOW, 0.62 * radius + 0.05 * noise(rng, 40) + 0.06 * np.sin(radius * 22))
        share = smoothstep(0, 0.7, 1.25 - radius)[..., None]
        picture = picture * (1 - share) + rings * share
    hills = y - 0.78 - 0.05 * np.sin(x * 7 + 1) - 0.03 * noise(rng, 120)
    earth = ramp(EARTH, 0.45 + 0.26 * noise(rng, 60) + 0.1 * np.sin(x * 30 + y * 40))
    share = smoothstep(-0.01, 0.01, hills)[..., None]
    return np.asarray(picture * (1 - share) + earth * share)


def _lay(
    rng: np.random.Generator,
    canvas: Image.Image,
    height: Image.Image,
    angle: Floats,
    motif: Floats,
    spacing: float,
    width: float,
    length: float,
) -> None:
    """One layer of strokes, each a bundle of bristles with its own shade of the stroke's colour."""
    draw, relief = ImageDraw.Draw(canvas), ImageDraw.Draw(height)
    starts = seeds(rng, spacing)
    steps = 9
    paths = follow(angle, starts, length / steps, steps)
    tones = (
        at(motif, paths[:, steps // 2])
        + rng.normal(0, 0.085, (len(starts), 1))
        + rng.normal(0, 0.03, (len(starts), 3))
    )
    for path, tone in zip(paths, tones, strict=True):
        ahead = np.gradient(path, axis=0)
        across = np.stack([-ahead[:, 1], ahead[:, 0]], axis=-1)
        across /= np.hypot(across[:, 0], across[:, 1])[:, None] + 1e-9
        taper = np.sin(np.linspace(0.5, 2.9, steps))[:, None]
        bristles = max(3, int(width / 2.2))
        ridge = int(rng.integers(120, 190))
        for place in rng.permutation(np.linspace(-0.5, 0.5, bristles)):
            line = path + across * taper * place * width
            shade = np.clip(tone + rng.normal(0, 0.035), 0, 1)
            flat = [tuple(point) for point in line.tolist()]
            draw.line(flat, fill=tuple((shade * 255).astype(int).tolist()), width=3)
            edge = 60 if abs(place) > 0.42 else int(rng.integers(-35, 36))
            relief.line(flat, fill=int(np.clip(ridge + edge, 0, 255)), width=3)


def _light(rng: np.random.Generator, canvas: Image.Image, height: Image.Image) -> Floats:
    relief = np.asarray(height.filter(ImageFilter.GaussianBlur(1.6)), np.float64) / 255
    weave = 0.008 * (np.sin(np.arange(BIG) * 1.05)[:, None] + np.sin(np.arange(BIG) * 1.05)[None, :])
    relief = relief + weave + 0.01 * noise(rng, 3)
    slope = np.gradient(relief, axis=1) + np.gradient(relief, axis=0)
    pixels = np.asarray(canvas.filter(ImageFilter.GaussianBlur(0.7)), np.float64) / 255
    shade = np.clip(slope * 3.2, -0.3, 0.3)[..., None]
    return np.asarray(
        np.where(shade > 0, pixels * (1 - 0.9 * shade), pixels - shade * 0.55 * (1.15 - pixels))
    )
