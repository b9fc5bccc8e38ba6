"""Marbled paper: drops of ink on water, combed.

Drops and combs move the ink without squeezing it: Lu, Jaffer, Jin, Zhao & Mao, "Mathematical Marbling", IEEE
Computer Graphics and Applications 32(6), 2012. Every pixel is traced back to where it lay before each step.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PIL import Image

from textures.fields import BIG, Floats, colours, finish, grid, noise

INKS = colours("1d2f5e", "f2e6d0", "b5322c", "e7b24c", "2a7f8a", "f2e6d0", "6b1f3a", "12182b", "d97b3f")
DROPS = 190


@dataclass(frozen=True)
class Drop:
    """Ink let fall at x, y that pushes all else outwards; lengths in picture widths."""

    x: float
    y: float
    radius: float
    ink: int


@dataclass(frozen=True)
class Comb:
    """Teeth drawn in one direction (radians), ``spacing`` apart, each dragging the ink by up to ``pull``."""

    angle: float
    spacing: float
    pull: float
    sharpness: float
    bend: float = 0.0


def paint(seed: int) -> Image.Image:
    """The texture; the same seed gives the same picture."""
    rng = np.random.default_rng(seed)
    steps: list[Drop | Comb] = [
        Drop(*rng.uniform(-0.1, 1.1, 2), rng.uniform(0.03, 0.085), int(rng.integers(len(INKS))))
        for _ in range(DROPS)
    ]
    steps += [
        Comb(0.05, 0.21, 0.16, 0.045),
        Comb(np.pi - 0.03, 0.21, 0.16, 0.045),
        Comb(np.pi / 2 + 0.04, 0.085, 0.13, 0.02, bend=0.012),
        Comb(0.0, 0.30, 0.10, 0.07, bend=0.03),
    ]
    return finish(_print(rng, _trace(rng, steps)))


def _trace(rng: np.random.Generator, steps: list[Drop | Comb]) -> Floats:
    """The ink under every pixel, the last step undone first."""
    x, y = grid()
    ink = np.full(x.shape, -1)
    edge = np.full(x.shape, 1.0)
    for step in reversed(steps):
        if isinstance(step, Comb):
            x, y = _uncomb(step, x, y)
            continue
        dx, dy = x - step.x, y - step.y
        squared = dx**2 + dy**2
        fresh = (squared < step.radius**2) & (ink < 0)
        ink[fresh] = step.ink
        edge[fresh] = 1 - squared[fresh] / step.radius**2
        shrink = np.sqrt(np.clip(1 - step.radius**2 / np.maximum(squared, 1e-9), 0, 1))
        moved = ink < 0
        x, y = np.where(moved, step.x + dx * shrink, x), np.where(moved, step.y + dy * shrink, y)
    pigment = INKS[np.where(ink < 0, 0, ink)]
    # Ink gathers at the rim of its drop, and lies thinner in the middle.
    depth = 1 - 0.10 * np.clip(edge, 0, 1) + 0.04 * noise(rng, 40)
    return np.asarray(pigment * depth[..., None] + (1 - depth[..., None]) * np.array([0.96, 0.93, 0.86]))


def _uncomb(comb: Comb, x: Floats, y: Floats) -> tuple[Floats, Floats]:
    along = np.array([np.cos(comb.angle), np.sin(comb.angle)])
    across = -x * along[1] + y * along[0]
    run = x * along[0] + y * along[1]
    across = across + comb.bend * np.sin(run * 2 * np.pi * 2)
    distance = np.abs((across / comb.spacing) % 1 - 0.5) * comb.spacing
    pull = comb.pull * np.exp(-distance / comb.sharpness)
    return x - pull * along[0], y - pull * along[1]


def _print(rng: np.random.Generator, pixels: Floats) -> Floats:
    """Lifted on paper: fibres, a little unevenness, and specks where the paper stayed bare."""
    fibre = 1 + 0.012 * noise(rng, 2.2) + 0.012 * noise(rng, 90)
    specks = (noise(rng, 3.0, BIG) > 3.4)[..., None]
    return np.asarray(np.where(specks, np.array([0.95, 0.92, 0.85]), pixels) * fibre[..., None])
