"""``--content-crop``, ``--style-rotate`` and their like."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from command_line import Command

from nst_engine import pictures
from nst_engine.recipe import Crop, PictureRef, Recipe

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


@pytest.fixture
def started_from_a_part(
    command: Command, photograph: Path, painting: Path, second_painting: Path, output: Path
) -> Path:
    """Painted from a part of a picture, turned upside down."""
    start = ("--init", second_painting, "--init-crop", "8,9,60,50", "--init-rotate", "180")
    arguments = ("--content", photograph, "--style", painting, *start, *QUICK)
    assert command("render", *arguments, "--output", output).code == 0
    return output


def test_painting_begins_with_the_part_that_is_asked_for(
    command: Command, started_from_a_part: Path, photograph: Path, painting: Path, second_painting: Path
) -> None:
    init = recipe_in(started_from_a_part).init
    assert isinstance(init, PictureRef)
    assert (init.crop, init.rotation) == (Crop(x=8, y=9, width=60, height=50), 180)

    part = started_from_a_part.with_name("part.png")
    pixels = np.rot90(pictures.load(second_painting).pixels[9:59, 8:68], 2)
    pictures.save(pictures.Picture(np.ascontiguousarray(pixels)), part, pictures.SaveOptions(bits=16))
    other = started_from_a_part.with_name("other.png")
    arguments = ("--content", photograph, "--style", painting, *QUICK, "--output", other)
    assert command("render", *arguments, "--init", part).code == 0
    np.testing.assert_array_equal(pictures.load(other).pixels, pictures.load(started_from_a_part).pixels)


def test_the_part_it_began_with_comes_back_with_the_exported_picture(
    command: Command, started_from_a_part: Path, photograph: Path, painting: Path, second_painting: Path
) -> None:
    again = started_from_a_part.with_name("again.png")
    sources = ("--content", photograph, "--style", painting, "--init", second_painting)
    arguments = ("--recipe", started_from_a_part, *sources, *QUICK[2:])
    assert command("render", *arguments, "--output", again).code == 0
    assert again.read_bytes() == started_from_a_part.read_bytes()
    whole = ("--init-crop", "whole", "--overwrite")
    assert command("render", *arguments, *whole, "--output", again).code == 0
    init = recipe_in(again).init
    assert isinstance(init, PictureRef)
    assert (init.crop, init.rotation) == (None, 180)
    other = ("--init", photograph, "--overwrite")
    assert command("render", *arguments, *other, "--output", again).code == 0
    init = recipe_in(again).init
    assert isinstance(init, PictureRef)
    assert init.is_whole, "of another picture the same part would be anything"


@pytest.mark.parametrize("frame", [("--init-crop", "0,0,32,32"), ("--init-rotate", "90")])
@pytest.mark.parametrize("init", [(), ("--init", "content"), ("--init", "noise")])
def test_without_a_picture_to_start_from_there_is_nothing_to_crop(
    command: Command, sources: list[str], output: Path, init: tuple[str, ...], frame: tuple[str, ...]
) -> None:
    said = command("render", *sources, *init, *frame, *QUICK, "--output", output)
    assert said.code == 2
    assert "--init-crop" in said.err
    assert "--init." in said.err
    assert not output.exists()


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
