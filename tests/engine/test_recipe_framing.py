"""Crop and rotation as recipe fields: old recipes stay what they were, sizes follow what is used."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import torch
from runs import changed, painted, plan_of

from nst_engine import finish, pictures
from nst_engine.errors import InputError
from nst_engine.inputs import Inputs, painting_size
from nst_engine.memory import memory_bytes
from nst_engine.planning import make_plan
from nst_engine.recipe import Crop, PictureRef, Recipe, StyleRef, portable, recipe_from_json

#: A recipe as it was written before pictures could be cropped.
OLD_PICTURE = {"height": 480, "name": "a.jpg", "path": None, "sha256": "ab" * 32, "width": 640}
PART = Crop(x=20, y=10, width=96, height=64)


def framed(recipe: Recipe, rotation: int = 90) -> Recipe:
    """Photograph and painting cropped and turned."""
    painting = recipe.styles[0].picture.framed(Crop(x=5, y=7, width=120, height=80), 180)
    return changed(
        recipe, content=recipe.content.framed(PART, rotation), styles=(StyleRef(picture=painting),)
    )


def test_a_picture_used_whole_is_written_as_before_there_were_crops() -> None:
    picture = PictureRef.model_validate(OLD_PICTURE)
    assert json.dumps(picture.model_dump(mode="json"), sort_keys=True) == json.dumps(
        OLD_PICTURE, sort_keys=True
    )
    assert picture.is_whole
    assert picture.size == (640, 480)


def test_all_of_a_picture_has_one_form() -> None:
    picture = PictureRef.model_validate(OLD_PICTURE)
    everything = picture.framed(Crop(x=0, y=0, width=640, height=480), 0)
    assert everything == picture
    assert everything.model_dump() == picture.model_dump()


def test_a_frame_travels_with_the_recipe(recipe: Recipe) -> None:
    wanted = framed(recipe)
    again = recipe_from_json(wanted.to_json(), "recipe.json", Path("/"))
    assert again == wanted
    assert json.loads(wanted.to_json())["content"]["crop"] == {"x": 20, "y": 10, "width": 96, "height": 64}
    assert portable(wanted).content.crop == PART
    assert portable(wanted).content.rotation == 90


@pytest.mark.parametrize(
    "crop",
    [
        {"x": 0, "y": 0, "width": 641, "height": 20},
        {"x": 10**30, "y": 0, "width": 20, "height": 20},
        {"x": 0, "y": 0, "width": 8, "height": 20},
        {"x": 0, "y": 0, "width": 20},
        "all",
    ],
)
def test_a_recipe_with_a_crop_that_cannot_be_is_refused_with_a_sentence(crop: object) -> None:
    data = {"content": {**OLD_PICTURE, "crop": crop}, "styles": [{"picture": OLD_PICTURE}]}
    with pytest.raises(InputError, match="crop"):
        recipe_from_json(json.dumps(data), "recipe.json")


def test_the_output_follows_the_cropped_photograph(recipe: Recipe) -> None:
    upright = changed(recipe, size=None)
    assert upright.output_size == (160, 120)
    assert framed(upright, 0).output_size == (96, 64)
    assert framed(upright, 90).output_size == (64, 96)
    assert framed(changed(recipe, size=300), 270).output_size == (200, 300)


def test_painting_sizes_follow_the_cropped_painting(recipe: Recipe) -> None:
    painting = framed(recipe).styles[0].picture
    assert painting.size == (120, 80)
    assert painting_size(recipe, painting, 10**6) == (120, 80)


def test_inputs_are_the_slices(recipe: Recipe) -> None:
    """At their own size the network sees exactly the pixels of the files."""
    wanted = changed(framed(recipe), size=None, stroke_size=4.0)
    made = Inputs(wanted, plan_of(((64, 96, 1),)), lambda _words: None)
    made.prepare(lambda: None)
    photograph = pictures.load(Path(str(recipe.content.path))).pixels
    expected = np.rot90(photograph[10:74, 20:116], -1).transpose(2, 0, 1)[None]
    torch.testing.assert_close(made.photograph(0), torch.from_numpy(expected.copy()), atol=0, rtol=0)
    painting = pictures.load(Path(str(recipe.styles[0].picture.path))).pixels
    expected = np.rot90(painting[7:87, 5:125], 2).transpose(2, 0, 1)[None]
    torch.testing.assert_close(made.painting(0, 0), torch.from_numpy(expected.copy()), atol=0, rtol=0)


@pytest.mark.usefixtures("tiny_network")
def test_a_frame_paints_what_the_cut_files_would(recipe: Recipe, tmp_path: Path) -> None:
    """The same pixels as with pictures that were cropped and turned beforehand."""
    wanted = changed(framed(recipe), size=72, blend=0.25)
    cut = []
    for number, reference in enumerate((wanted.content, wanted.styles[0].picture)):
        path = tmp_path / f"cut {number}.png"
        pictures.save(pictures.load_framed(reference), path, pictures.SaveOptions())
        cut.append(pictures.reference(path))
    plan = plan_of(((24, 36, 2), (48, 72, 2)))
    by_frame, _ = painted(wanted, plan)
    by_hand, _ = painted(changed(wanted, content=cut[0], styles=(StyleRef(picture=cut[1]),)), plan)
    assert (by_frame.picture.width, by_frame.picture.height) == (48, 72)
    np.testing.assert_array_equal(by_frame.picture.pixels, by_hand.picture.pixels)


@pytest.mark.usefixtures("tiny_network")
def test_another_part_of_a_painting_has_other_statistics(recipe: Recipe) -> None:
    """Kept statistics are found by the pixels, so a crop never gets those of the whole painting."""
    plan = plan_of(((64, 48, 2),))
    whole, _ = painted(recipe, plan)
    painting = recipe.styles[0].picture.framed(Crop(x=0, y=0, width=40, height=40), 0)
    part, _ = painted(changed(recipe, styles=(StyleRef(picture=painting),)), plan)
    assert not np.array_equal(whole.picture.pixels, part.picture.pixels)
    again, _ = painted(recipe, plan)
    np.testing.assert_array_equal(whole.picture.pixels, again.picture.pixels)


def test_the_finish_mixes_in_the_part_that_was_painted(recipe: Recipe) -> None:
    wanted = changed(framed(recipe), size=96)
    whole = pictures.load(Path(str(recipe.content.path))).pixels
    np.testing.assert_array_equal(finish.photograph(wanted).pixels, np.rot90(whole[10:74, 20:116], -1))


def test_a_plan_counts_the_part_and_all_that_is_read(recipe: Recipe) -> None:
    huge = recipe.content.model_copy(update={"width": 8000, "height": 6000})
    part = huge.framed(Crop(x=0, y=0, width=600, height=450), 0)
    plan = make_plan(recipe)
    whole_bytes, part_bytes, small_bytes = (
        memory_bytes(changed(recipe, content=content), plan) for content in (huge, part, recipe.content)
    )
    # All of the file is decoded for a part of it; what is kept of it is smaller.
    assert small_bytes < part_bytes
    assert part_bytes - small_bytes > 48_000_000 * 12
    assert part_bytes > whole_bytes
    assert make_plan(changed(recipe, content=part, size=None)).scales[-1].width == 600


def test_a_long_and_narrow_crop_says_what_helps(recipe: Recipe) -> None:
    strip = recipe.content.framed(Crop(x=0, y=0, width=160, height=16), 90)
    with pytest.raises(InputError, match="160"):
        make_plan(changed(recipe, content=strip, size=64))
