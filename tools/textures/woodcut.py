"""A woodcut in black and two colours: sun rays and waves, cut with the grain of the block."""

from __future__ import annotations

import numpy as np
from PIL import Image

from textures.fields import Floats, colours, finish, grid, noise, smoothstep

PAPER, BLACK, VERMILION, TEAL, SAND = colours("f3e7cd", "1b1614", "d2472b", "2f7f86", "e6b566")
SUN = (0.66, 0.27)
SUN_RADIUS = 0.125
HORIZON = 0.50


def paint(seed: int) -> Image.Image:
    """The texture; the same seed gives the same picture."""
    rng = np.random.default_rng(seed)
    x, y = grid()
    x, y = x + 0.0012 * noise(rng, 12), y + 0.0012 * noise(rng, 12)
    radius = np.hypot(x - SUN[0], y - SUN[1])
    crest = HORIZON + 0.035 * np.sin(x * 9.5 + 0.6) + 0.02 * np.sin(x * 21 + 2)
    black = np.where(y >= crest, _waves(rng, x, y), _rays(rng, x, y, radius))
    colour = _blocks(x, y, radius, crest)
    return finish(_printed(rng, colour, black))


def _cut(phase: Floats, amount: Floats) -> Floats:
    """1 where ink stays: stripes of the given phase, their black share ``amount`` 0-1 of the width."""
    wave = np.abs((phase % 1.0) - 0.5) * 2
    return smoothstep(-0.09, 0.09, amount - wave)


def _rays(rng: np.random.Generator, x: Floats, y: Floats, radius: Floats) -> Floats:
    """Sky: rays away from the sun that double in number as they spread, swelling and thinning."""
    turn = np.arctan2(y - SUN[1], x - SUN[0]) / (2 * np.pi)
    turn = turn + 0.0011 * noise(rng, 50) / (radius + 0.15)
    octave = np.clip(np.floor(np.log2(radius / SUN_RADIUS + 1e-6)), 0, 3)
    within = radius / SUN_RADIUS / 2**octave - 1
    amount = 0.22 + 0.30 * within + 0.16 * noise(rng, 70) + 0.10 * noise(rng, 22)
    rays = _cut(turn * 64 * 2**octave, np.clip(amount, 0.05, 0.95))
    rings = _cut(radius * 70 + 0.35 * noise(rng, 60), np.clip(0.18 + 0.14 * noise(rng, 40), 0, 0.6))
    disc = smoothstep(0.004, -0.004, radius - SUN_RADIUS)
    outline = smoothstep(0.005, 0.002, np.abs(radius - SUN_RADIUS))
    return np.asarray(np.maximum(rays * (1 - disc) + rings * disc * 0.55, outline))


def _waves(rng: np.random.Generator, x: Floats, y: Floats) -> Floats:
    """Sea: bands that swell towards the viewer, with a bold line on every crest and foam cut out of it."""
    depth = (y - HORIZON + 0.06) / (1 - HORIZON + 0.06)
    bend = (
        0.055 * np.sin(x * 13 + 5 * depth) + 0.03 * np.sin(x * 27 - 9 * depth + 1.2) + 0.016 * noise(rng, 70)
    )
    flow = np.log(np.clip(depth + 0.6 * bend * (0.3 + depth), 0.02, None)) * 3.1
    swell = flow % 1.0
    fine = _cut(
        flow * 9 + 0.35 * noise(rng, 60), np.clip(0.86 - 0.74 * swell + 0.13 * noise(rng, 30), 0.02, 0.96)
    )
    crest = smoothstep(0.09, 0.05, swell) + smoothstep(0.975, 0.99, swell)
    foam = smoothstep(0.9, 1.15, noise(rng, 9) + 1.9 * np.exp(-(((swell - 0.80) / 0.09) ** 2)) - 0.75)
    return np.asarray(np.clip(np.maximum(fine, crest) * (1 - foam), 0, 1))


def _blocks(x: Floats, y: Floats, radius: Floats, crest: Floats) -> Floats:
    """The colour blocks under the black, printed a little out of register."""
    x, y = x + 0.004, y - 0.003
    shape = (*x.shape, 1)
    picture = np.broadcast_to(PAPER, (*x.shape, 3))
    fade = smoothstep(0.0, 0.5, crest - y).reshape(shape)
    picture = picture * (1 - 0.75 * fade) + SAND * 0.75 * fade
    sea = smoothstep(-0.002, 0.002, y - crest).reshape(shape)
    picture = picture * (1 - sea) + TEAL * sea
    sun = smoothstep(0.003, -0.003, np.hypot(x - SUN[0], y - SUN[1]) - SUN_RADIUS).reshape(shape)
    return np.asarray(picture * (1 - sun) + VERMILION * sun)


def _printed(rng: np.random.Generator, colour: Floats, black: Floats) -> Floats:
    """Ink on paper: the grain of the wood shows in every flat, the paper in every gap."""
    grain = noise(rng, 3, stretch=18) + 0.7 * noise(rng, 9, stretch=14)
    patchy = np.clip(1 - 0.10 * np.clip(grain - 0.6, 0, None) - 0.05 * noise(rng, 80), 0.6, 1)[..., None]
    tint = PAPER * (1 - patchy) + colour * patchy
    worn = np.clip(black * (1 - smoothstep(1.9, 2.6, grain + 0.4 * noise(rng, 2))), 0, 1)[..., None]
    paper = (1 + 0.012 * noise(rng, 2) + 0.01 * noise(rng, 60))[..., None]
    return np.asarray((tint * (1 - worn) + BLACK * worn) * paper)
