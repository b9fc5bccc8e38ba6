"""The photograph's colours and the photograph itself, brought back into a painted picture."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nst_engine import finish, pictures
from nst_engine.errors import InputError
from nst_engine.pictures.picture import Picture
from nst_engine.recipe import PictureRef, Recipe, StyleRef
from tests.engine.runs import changed, painted, plan_of

REF = PictureRef(name="a.png", sha256="a" * 64, width=80, height=60)


def recipe_of(**fields: Any) -> Recipe:
    return Recipe(content=REF, styles=(StyleRef(picture=REF),), **fields)


def random_picture(seed: int, height: int = 60, width: int = 80) -> Picture:
    return Picture(np.random.default_rng(seed).random((height, width, 3), dtype=np.float32))


def luma(pixels: np.ndarray) -> np.ndarray:
    red, green, blue = (pixels[..., channel].astype(np.float64) for channel in range(3))
    return 0.299 * red + 0.587 * green + 0.114 * blue


PAINTED, PHOTO = random_picture(1), random_picture(2)


def test_a_recipe_that_asks_for_nothing_changes_nothing() -> None:
    recipe = recipe_of()
    assert not finish.is_asked(recipe)
    assert finish.finish(PAINTED, recipe, PHOTO) is PAINTED


def test_kept_colours_keep_the_painting_s_brightness_exactly() -> None:
    found = finish.finish(PAINTED, recipe_of(keep_colours=1), PHOTO).pixels
    np.testing.assert_allclose(luma(found), luma(PAINTED.pixels), atol=1e-6)


def test_kept_colours_have_the_photograph_s_hue() -> None:
    """Without its brightness a colour points where the photograph's does, and is never more colourful."""
    found = finish.finish(PAINTED, recipe_of(keep_colours=1), PHOTO).pixels.astype(np.float64)
    colour = found - luma(found)[..., None]
    wanted = PHOTO.pixels - luma(PHOTO.pixels)[..., None]
    along = (colour * wanted).sum(axis=2) / (wanted * wanted).sum(axis=2)
    assert along.min() > -1e-5
    assert along.max() < 1 + 1e-5
    np.testing.assert_allclose(colour, along[..., None] * wanted, atol=1e-5)
    assert np.mean(along > 0.999) > 0.3, "where such a bright colour exists it is the photograph's own"


def test_a_grey_photograph_makes_a_grey_picture() -> None:
    grey = Picture(np.repeat(PHOTO.pixels[:, :, :1], 3, axis=2))
    found = finish.finish(PAINTED, recipe_of(keep_colours=1), grey).pixels
    assert np.ptp(found, axis=2).max() < 1e-6


def test_half_is_half_way() -> None:
    full = finish.finish(PAINTED, recipe_of(keep_colours=1), PHOTO).pixels
    half = finish.finish(PAINTED, recipe_of(keep_colours=0.5), PHOTO).pixels
    np.testing.assert_allclose(half, (PAINTED.pixels + full) / 2, atol=1e-6)


@given(share=st.floats(0, 1, allow_subnormal=False))
def test_blending_mixes_by_its_share(share: float) -> None:
    found = finish.finish(PAINTED, recipe_of(blend=share), PHOTO).pixels
    exact = (1 - share) * PAINTED.pixels.astype(np.float64) + share * PHOTO.pixels
    np.testing.assert_allclose(found, exact, atol=1e-6)


def test_colours_come_first_and_then_the_photograph() -> None:
    recoloured = finish.finish(PAINTED, recipe_of(keep_colours=0.7), PHOTO)
    one_by_one = finish.finish(recoloured, recipe_of(blend=0.2), PHOTO).pixels
    found = finish.finish(PAINTED, recipe_of(keep_colours=0.7, blend=0.2), PHOTO).pixels
    np.testing.assert_allclose(found, one_by_one, atol=1e-6)


@pytest.mark.parametrize("value", [0.0, 1.0])
def test_black_and_white_stay_black_and_white(value: float) -> None:
    plain = Picture(np.full((4, 5, 3), value, dtype=np.float32))
    found = finish.finish(plain, recipe_of(keep_colours=1), random_picture(3, 4, 5)).pixels
    np.testing.assert_allclose(found, plain.pixels, atol=1e-6)


def test_bands_make_no_difference(monkeypatch: pytest.MonkeyPatch) -> None:
    recipe = recipe_of(keep_colours=0.8, blend=0.1)
    whole = finish.finish(PAINTED, recipe, PHOTO).pixels
    monkeypatch.setattr(finish, "_BAND_PIXELS", 7 * 80)
    np.testing.assert_array_equal(finish.finish(PAINTED, recipe, PHOTO).pixels, whole)


def test_inputs_stay_as_they_were_and_transparency_is_kept() -> None:
    alpha = np.linspace(0, 1, 60 * 80, dtype=np.float32).reshape(60, 80)
    picture = Picture(PAINTED.pixels.copy(), alpha)
    found = finish.finish(picture, recipe_of(keep_colours=1, blend=0.5), PHOTO)
    assert found.alpha is alpha
    np.testing.assert_array_equal(picture.pixels, PAINTED.pixels)


@pytest.mark.usefixtures("tiny_network")
def test_a_run_gives_the_finished_picture_and_the_painted_one(recipe: Recipe) -> None:
    plain, _ = painted(recipe, plan_of(((64, 48, 3),)))
    wanted = changed(recipe, keep_colours=0.6, blend=0.25)
    result, _ = painted(wanted, plan_of(((64, 48, 3),)))
    assert plain.picture is plain.painted
    np.testing.assert_array_equal(result.painted.pixels, plain.picture.pixels)
    again = finish.finish(result.painted, wanted, finish.photograph(wanted))
    np.testing.assert_array_equal(result.picture.pixels, again.pixels)
    assert not np.array_equal(result.picture.pixels, plain.picture.pixels)


def test_the_photograph_is_over_its_background_at_the_output_s_size(tmp_path: Path) -> None:
    path = tmp_path / "clear.png"
    pictures.save(Picture(np.zeros((60, 80, 3), np.float32), np.zeros((60, 80), np.float32)), path)
    recipe = Recipe(
        content=pictures.reference(path), styles=(StyleRef(picture=REF),), size=64, background="#ff0000"
    )
    found = finish.photograph(recipe)
    assert (found.width, found.height) == (64, 48)
    np.testing.assert_allclose(found.pixels, np.broadcast_to(np.float32([1, 0, 0]), (48, 64, 3)), atol=1e-6)


def test_a_photograph_without_a_place_is_a_sentence() -> None:
    with pytest.raises(InputError, match="choose its file"):
        finish.photograph(recipe_of())
