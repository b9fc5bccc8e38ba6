"""What all tests of the engine share: a home of their own, and pictures made on the spot."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from nst_engine.paths import HOME_VARIABLE
from nst_engine.recipe import Recipe, StyleRef


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """No test reads or writes the user's own data, cache, settings or logs."""
    home = tmp_path / "home"
    monkeypatch.setenv(HOME_VARIABLE, str(home))
    return home


@pytest.fixture(autouse=True)
def one_thread() -> None:
    """The pictures are so small that a second compute thread is only waited for."""
    if "torch" in sys.modules:
        sys.modules["torch"].set_num_threads(1)


@pytest.fixture(autouse=True)
def own_statistics(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test finds what another one has analysed."""
    if (style_cache := sys.modules.get("nst_engine.style_cache")) is not None:
        monkeypatch.setattr(style_cache, "shared", style_cache.StyleCache())


@pytest.fixture
def double_precision() -> Iterator[None]:
    """New tensors are float64, so that formulas can be compared to many digits."""
    import torch

    before = torch.get_default_dtype()
    torch.set_default_dtype(torch.float64)
    yield
    torch.set_default_dtype(before)


@pytest.fixture
def photograph(tmp_path: Path) -> Path:
    """160×120 px: a sky that darkens upwards, a hill, a red disc."""
    y, x = np.mgrid[0:120, 0:160] / 120
    pixels = np.stack([0.3 + 0.4 * y, 0.4 + 0.3 * y, 0.9 - 0.4 * y], axis=-1)
    pixels[y > 0.75 + 0.1 * np.sin(5 * x)] = (0.2, 0.45, 0.15)
    pixels[(x - 0.6) ** 2 + (y - 0.4) ** 2 < 0.04] = (0.9, 0.2, 0.1)
    return _saved(pixels, tmp_path / "photograph.png")


@pytest.fixture
def painting(tmp_path: Path) -> Path:
    """150×130 px of wavy coloured strokes."""
    y, x = np.mgrid[0:130, 0:150] / 130
    waves = np.sin(50 * x + 8 * np.sin(9 * y)), np.sin(35 * y + 5 * x), np.cos(25 * (x + y))
    pixels = np.stack([0.5 + 0.4 * waves[0], 0.5 + 0.3 * waves[1], 0.3 + 0.2 * waves[2]], axis=-1)
    return _saved(pixels, tmp_path / "painting.png")


@pytest.fixture
def second_painting(tmp_path: Path) -> Path:
    """90×100 px of coarse noise in earth colours."""
    blocks = np.random.default_rng(4).random((20, 18, 3)) * (0.7, 0.5, 0.2) + (0.2, 0.1, 0.05)
    return _saved(blocks.repeat(5, axis=0).repeat(5, axis=1), tmp_path / "second.png")


def _saved(pixels: np.ndarray, path: Path) -> Path:
    Image.fromarray(np.rint(pixels * 255).astype(np.uint8)).save(path)
    return path


@pytest.fixture
def tiny_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """The renderer paints with a random network of a few channels, in milliseconds."""
    import tiny

    from nst_engine import renderer

    monkeypatch.setattr(renderer, "load_weights", lambda _reference, upto: tiny.unfolded())


@pytest.fixture
def recipe(photograph: Path, painting: Path) -> Recipe:
    """The photograph in the style of the painting, 64 px."""
    from nst_engine.pictures import reference

    styles = (StyleRef(picture=reference(painting)),)
    return Recipe(content=reference(photograph), styles=styles, size=64, iterations=5)
