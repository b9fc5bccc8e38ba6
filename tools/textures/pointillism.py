"""Divided colour: dabs of pure paint, hues mixed in the eye, complements in the shade."""

from __future__ import annotations

import colorsys

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from textures.fields import BIG, Floats, at, colours, finish, grid, noise, ramp, seeds, smoothstep

SKY = colours("f7d9a8", "f3b39a", "c9b4d9", "8fb5df", "5f8fd0", "4a6fb8")
WATER = colours("2d4f94", "3f74b5", "5fa3bf", "9fc9c0", "f0d7a2")
MEADOW = colours("c7c65a", "8db24a", "4f8f4a", "2c6b4f", "23507a")
TREES = colours("5f9a3f", "2f6d45", "1d4a5a", "27366f")
#: Crowns of trees: x, y of the middle and the reach, 0-1.
CROWNS = ((0.09, 0.30, 0.17), (0.22, 0.40, 0.10), (0.93, 0.36, 0.12), (0.82, 0.44, 0.07), (0.60, 0.47, 0.045))


def paint(seed: int) -> Image.Image:
    """The texture; the same seed gives the same picture."""
    rng = np.random.default_rng(seed)
    scene, shade = _scene(rng)
    canvas = Image.new("RGB", (BIG, BIG), "#e9dcc0")
    draw = ImageDraw.Draw(canvas)
    lean = 0.9 * noise(rng, 160)
    for spacing, length, width in ((13, 17, 13), (11, 13, 9), (12, 9, 7), (17, 7, 6)):
        points = seeds(rng, spacing)
        tones, shades, turns = at(scene, points), at(shade, points), at(lean, points)
        for (x, y), tone, dark, turn in zip(points, tones, shades, turns, strict=True):
            fill = _dab(rng, tone, float(dark))
            dx, dy = np.cos(turn) * (length - width) / 2, np.sin(turn) * (length - width) / 2
            half = width / 2 * rng.uniform(0.8, 1.15)
            for step in (-1.0, -0.33, 0.33, 1.0):
                draw.ellipse(
                    (x + dx * step - half, y + dy * step - half, x + dx * step + half, y + dy * step + half),
                    fill,
                )
    pixels = np.asarray(canvas, np.float64) / 255
    relief = np.asarray(canvas.convert("L").filter(ImageFilter.GaussianBlur(1.2)), np.float64) / 255
    slope = np.gradient(relief, axis=0) + np.gradient(relief, axis=1)
    linen = 0.010 * noise(rng, 2, stretch=3) + 0.010 * noise(rng, 2, stretch=0.33)
    return finish(pixels * (1 + linen - 0.5 * slope)[..., None])


def _dab(rng: np.random.Generator, tone: Floats, dark: float) -> tuple[int, int, int]:
    """A pure colour near the tone; now and then its complement, more often in the shade."""
    hue, light, strength = colorsys.rgb_to_hls(*np.clip(tone, 0, 1))
    hue += rng.normal(0, 0.035)
    if rng.uniform() < 0.05 + 0.13 * dark:
        hue, light = hue + 0.5, light * 0.95
    light = float(np.clip(light + rng.normal(0, 0.065), 0.08, 0.95))
    red, green, blue = colorsys.hls_to_rgb(hue % 1, light, float(np.clip(strength * 1.25 + 0.08, 0, 0.95)))
    return round(red * 255), round(green * 255), round(blue * 255)


def _scene(rng: np.random.Generator) -> tuple[Floats, Floats]:
    """A river in evening light: colours (BIG, BIG, 3) and how far each place lies in the shade (0-1)."""
    x, y = grid()
    picture = ramp(SKY, 1.0 - y / 0.55 + 0.10 * noise(rng, 100, stretch=3.0))
    cloud = smoothstep(0.5, 1.6, noise(rng, 70, stretch=3.5) + 0.5 * noise(rng, 30, stretch=2.0))[..., None]
    picture = picture * (1 - 0.7 * cloud) + colours("fff1d6")[0] * 0.7 * cloud
    water = ramp(
        WATER,
        0.5
        + 0.22 * noise(rng, 12, stretch=5.0)
        + 0.6 * np.exp(-(((x - 0.52) / 0.10) ** 2))
        - 0.35 * (y - 0.5),
    )
    picture = _over(picture, water, smoothstep(0.498, 0.502, y))
    bank = y - 0.66 - 0.30 * (0.55 - x) - 0.03 * noise(rng, 90)
    meadow = ramp(MEADOW, 0.35 + 0.25 * noise(rng, 60) + 0.5 * (y - 0.7) + 0.12 * noise(rng, 18))
    picture = _over(picture, meadow, smoothstep(-0.006, 0.006, bank))
    shade = smoothstep(0, 0.6, noise(rng, 70)) * smoothstep(0, 0.1, bank) * 0.6
    for cx, cy, reach in CROWNS:
        radius = np.hypot(x - cx, (y - cy) * 0.85) / reach + 0.10 * noise(rng, 30)
        inside = smoothstep(1.04, 0.96, radius)
        dark = np.clip(0.45 + 0.55 * (x - cx) / reach + 0.45 * (y - cy) / reach + 0.22 * noise(rng, 24), 0, 1)
        picture, shade = _over(picture, ramp(TREES, dark), inside), shade * (1 - inside) + dark * inside
        mirrored = smoothstep(
            1.1, 0.8, np.hypot(x - cx, (1.0 - y - cy) * 0.85) / reach + 0.2 * noise(rng, 18, stretch=4.0)
        )
        mirrored = mirrored * (y > 0.5) * (bank < 0) * 0.75
        picture = _over(picture, ramp(TREES, np.full_like(x, 0.7)), mirrored)
    return picture, shade


def _over(under: Floats, colour: Floats, share: Floats) -> Floats:
    return np.asarray(under * (1 - share[..., None]) + colour * share[..., None])
