"""Pen and ink on laid paper: cross-hatching whose density follows light on rolling forms."""

from __future__ import annotations

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from textures.fields import BIG, Floats, at, finish, follow, noise, seeds

PAPER = np.array([0.955, 0.925, 0.855])
INK = np.array([0.10, 0.075, 0.085])
#: Turn against the form's contour (radians), spacing of the lines, darkness from which they are drawn.
LAYERS = (
    (0.0, 15.0, 0.10),
    (0.45, 17.0, 0.40),
    (1.3, 17.0, 0.62),
    (-0.5, 17.0, 0.80),
)


def paint(seed: int) -> Image.Image:
    """The texture; the same seed gives the same picture."""
    rng = np.random.default_rng(seed)
    darkness, contour = _forms(rng)
    ink = Image.new("L", (BIG, BIG), 0)
    for turn, spacing, threshold in LAYERS:
        _hatch(rng, ink, darkness, contour + turn, spacing, threshold)
    return finish(_print(rng, ink))


def _forms(rng: np.random.Generator) -> tuple[Floats, Floats]:
    """How dark each place is (0-1, evenly spread), and the direction of the form's contour there."""
    land = noise(rng, 190) + 0.16 * noise(rng, 80)
    slope_y, slope_x = np.gradient(land * 230)
    light = (slope_x * -0.55 + slope_y * -0.65 + 0.5) / np.sqrt(1 + slope_x**2 + slope_y**2)
    light = light + 0.12 * land
    order = np.searchsorted(np.sort(light.ravel()[::97]), light) / (light.size / 97)
    return 1 - order, np.asarray(np.arctan2(slope_x, -slope_y) + 0.05 * noise(rng, 90))


def _hatch(
    rng: np.random.Generator,
    ink: Image.Image,
    darkness: Floats,
    angle: Floats,
    spacing: float,
    threshold: float,
) -> None:
    """Lines of one direction wherever it is dark enough, each pressed harder where it is darker."""
    draw = ImageDraw.Draw(ink)
    steps, step = 14, 9.0
    starts = np.concatenate([seeds(rng, spacing * 1.9), seeds(rng, spacing * 2.4)])
    for path in follow(angle, starts, step, steps):
        dark = at(darkness, path)
        if dark[0] < threshold:
            continue
        end = int(np.argmax(dark < threshold - 0.04)) or steps
        line = path[: max(end, 3)] + rng.normal(0, 0.5, (max(end, 3), 2))
        pressure = np.clip(1.5 + 2.6 * (dark[: len(line)] - threshold), 1.4, 3.4)
        pressure *= np.sin(np.linspace(0.75, 2.85, len(line))) ** 0.5
        shade = int(rng.integers(200, 256))
        for a, b, width in zip(line[:-1].tolist(), line[1:].tolist(), pressure, strict=False):
            draw.line((*a, *b), fill=shade, width=max(1, round(float(width))))


def _print(rng: np.random.Generator, ink: Image.Image) -> Floats:
    """Ink soaked a little into laid paper with its chain lines and fibres."""
    soaked = np.asarray(ink.filter(ImageFilter.GaussianBlur(0.8)), np.float64) / 255
    fibres = 0.014 * noise(rng, 2.5) + 0.012 * noise(rng, 7, stretch=5) + 0.016 * noise(rng, 150)
    laid = 0.006 * np.sin(np.arange(BIG) / 5.0)[:, None]
    paper = PAPER * (1 + fibres + laid)[..., None]
    cover = np.clip(soaked * (1.05 + 0.14 * noise(rng, 3)), 0, 1)[..., None]
    return np.asarray(paper * (1 - cover) + INK * cover)
