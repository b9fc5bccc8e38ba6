"""``--content-crop``, ``--style-rotate`` and their like."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from command_line import Command

from nst_engine import pictures
from nst_engine.recipe import Crop, Recipe

pytestmark = pytest.mark.usefixtures("tiny")

QUICK = ("--iterations", "2", "--device", "cpu", "--precision", "float32", "--quiet")


def recipe_in(path: Path) -> Recipe:
    found = pictures.read_recipe(path)
    assert found is not None
    return found


@pytest.fixture
def sources(photograph: Path, painting: Path, second_painting: Path) -> list[str]:
    return ["--content", str(photograph), "--style", str(painting), str(second_painting)]


@pytest.fixture
def cropped(command: Command, sources: list[str], output: Path) -> Path:
    frames = ("--content-crop", "20,10,96,64", "--content-rotate", "90")
    styles = ("--style-crop", "whole", "8,9,70,60", "--style-rotate", "0", "180")
    assert command("render", *sources, *frames, *styles, *QUICK, "--output", output).code == 0
    return output


def test_options_become_recipe_fields_and_the_output_follows(cropped: Path) -> None:
    recipe = recipe_in(cropped)
    assert (recipe.content.crop, recipe.content.rotation) == (Crop(x=20, y=10, width=96, height=64), 90)
    first, second = (style.picture for style in recipe.styles)
    assert first.is_whole
    assert (second.crop, second.rotation) == (Crop(x=8, y=9, width=70, height=60), 180)
    picture = pictures.load(cropped)
    assert (picture.width, picture.height) == (64, 96)


def test_what_is_not_repainted_is_the_part_itself(
    command: Command, photograph: Path, painting: Path, output: Path
) -> None:
    arguments = ("--content", photograph, "--style", painting, "--blend", "1", *QUICK)
    frame = ("--content-crop", "20,10,96,64", "--content-rotate", "270", "--bits", "16")
    assert command("render", *arguments, *frame, "--output", output).code == 0
    whole = pictures.load(photograph).pixels
    np.testing.assert_allclose(pictures.load(output).pixels, np.rot90(whole[10:74, 20:116], 1), atol=1e-5)


def test_the_frames_come_back_with_the_exported_picture(
    command: Command, cropped: Path, sources: list[str]
) -> None:
    again = cropped.with_name("again.png")
    assert command("render", "--recipe", cropped, *sources, *QUICK[2:], "--output", again).code == 0
    assert again.read_bytes() == cropped.read_bytes()


def test_options_win_over_the_recipe_s_frames(command: Command, cropped: Path, sources: list[str]) -> None:
    again = cropped.with_name("again.png")
    whole = ("--content-crop", "whole", "--style-rotate", "90", "0", "--size", "80")
    assert command("render", "--recipe", cropped, *sources, *whole, *QUICK, "--output", again).code == 0
    recipe = recipe_in(again)
    assert (recipe.content.crop, recipe.content.rotation) == (None, 90)
    assert [style.picture.rotation for style in recipe.styles] == [90, 0]
    assert recipe.styles[1].picture.crop == Crop(x=8, y=9, width=70, height=60)


def test_another_photograph_is_used_whole(
    command: Command, cropped: Path, painting: Path, second_painting: Path
) -> None:
    again = cropped.with_name("again.png")
    other = ("--content", second_painting, "--style", painting)
    assert command("render", "--recipe", cropped, *other, *QUICK, "--output", again).code == 0
    assert recipe_in(again).content.is_whole


@pytest.mark.parametrize(
    ("option", "words"),
    [
        (("--content-crop", "0,0,200,100"), ("photograph.png", "160 × 120")),
        (("--content-crop", "0,0,15,100"), ("too small", "16")),
        (("--content-crop", "half"), ("half", "left, top")),
        (("--content-crop", "1,2,3"), ("1,2,3", "whole")),
        (("--content-crop", "1.5,0,50,50"), ("1.5",)),
        (("--content-rotate", "45"), ("45",)),
        (("--style-crop", "whole"), ("2 paintings", "1 style crop", "one crop for each")),
        (("--style-rotate", "90", "90", "90"), ("2 paintings", "3 style rotations")),
        (("--style-crop", "whole", "80,0,20,20"), ("second.png", "90 × 100", "--style-crop")),
    ],
)
def test_frames_that_cannot_be_are_refused(
    refused: Callable[..., str], sources: list[str], output: Path, option: tuple[str, ...], words: tuple[str]
) -> None:
    sentence = refused("render", *sources, *option, "--output", output)
    for word in words:
        assert word in sentence
