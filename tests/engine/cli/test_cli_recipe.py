"""``--recipe``: painting again what a recipe file or an exported picture says."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from command_line import Command

from nst_engine import pictures
from nst_engine.adjustable import Segment
from nst_engine.presets import find_preset
from nst_engine.recipe import Recipe
from nst_engine.recipe_files import named_beside

pytestmark = pytest.mark.usefixtures("tiny")

MACHINE = ("--device", "cpu", "--precision", "float32", "--quiet")
#: Nothing at its default, so that a forgotten field changes the picture.
LOOK = (
    *("--size", "72", "--iterations", "3", "--style-strength", "3", "--content-weight", "0.7"),
    *("--tv-weight", "4", "--stroke-size", "0.6", "--objective", "gatys", "--optimiser", "adam"),
    *("--pooling", "average", "--seed", "9", "--background", "#336699"),
    *("--keep-colours", "0.3", "--blend", "0.2"),
    *("--style-layer", "relu1_2=2", "relu3_3=1", "--content-layer", "relu3_2=1"),
)


@pytest.fixture
def sources(photograph: Path, painting: Path, second_painting: Path) -> list[str]:
    return ["--content", str(photograph), "--style", str(painting), str(second_painting)]


@pytest.fixture
def first(command: Command, sources: list[str], output: Path) -> Path:
    """A picture painted with every option, the second painting three times as strong as the first."""
    arguments = (*sources, "--style-weight", "1", "3", "--init", "noise", *LOOK, *MACHINE)
    assert command("render", *arguments, "--output", output).code == 0
    return output


def recipe_in(path: Path) -> Recipe:
    found = pictures.read_recipe(path)
    assert found is not None
    return found


def test_an_exported_picture_is_painted_again_byte_by_byte(
    command: Command, first: Path, sources: list[str]
) -> None:
    again = first.with_name("again.png")
    assert command("render", "--recipe", first, *sources, *MACHINE, "--output", again).code == 0
    assert again.read_bytes() == first.read_bytes()


def test_changes_made_while_painting_are_repeated_unless_something_else_is_asked_for(
    command: Command, first: Path, sources: list[str]
) -> None:
    recipe = recipe_in(first)
    before = Segment(scale=0, iteration=2, style_strength=40.0, style_weights=(1.0, 1.0))
    record = recipe.model_copy(update={"segments": (before,)})
    file = first.with_name("record.json")
    file.write_text(record.to_json(), encoding="utf-8")
    arguments = ("render", "--recipe", file, *sources, *MACHINE)

    again, finished, other = (first.with_name(name) for name in ("again.png", "finished.png", "other.png"))
    said = command(*arguments, "--json", "--output", again)
    assert said.code == 0
    [change] = [event for event in said.objects if event["event"] == "changed"]
    assert (change["scale_index"], change["iteration"]) == (0, 2)
    assert recipe_in(again).segments == (before,)
    assert again.read_bytes() != first.read_bytes()
    assert command("render", "--recipe", again, *sources, *MACHINE, "--output", finished).code == 0
    assert finished.read_bytes() == again.read_bytes()
    assert command(*arguments, "--tv-weight", "5", "--output", other).code == 0
    assert recipe_in(other).segments == ()


def test_the_paintings_keep_their_weights_in_any_order(
    command: Command, first: Path, photograph: Path, painting: Path, second_painting: Path
) -> None:
    again = first.with_name("again.png")
    swapped = ("--content", photograph, "--style", second_painting, painting)
    assert command("render", "--recipe", first, *swapped, *MACHINE, "--output", again).code == 0
    assert [style.weight for style in recipe_in(again).styles] == [3, 1]
    other = ("--content", photograph, "--style", second_painting)
    assert command("render", "--recipe", first, *other, *MACHINE, "--overwrite", "--output", again).code == 0
    assert [style.weight for style in recipe_in(again).styles] == [3]
    new = ("--content", photograph, "--style", photograph, painting)
    assert command("render", "--recipe", first, *new, *MACHINE, "--overwrite", "--output", again).code == 0
    assert [style.weight for style in recipe_in(again).styles] == [1, 3]


def test_two_parts_of_one_painting_keep_their_own_weights(
    command: Command, photograph: Path, painting: Path, output: Path
) -> None:
    twice = ("--content", photograph, "--style", painting, painting)
    parts = ("--style-crop", "0,0,20,20", "whole", "--style-weight", 3, 1)
    assert command("render", *twice, *parts, *MACHINE, "--output", output).code == 0
    again = output.with_name("again.png")
    assert command("render", "--recipe", output, *twice, *MACHINE, "--output", again).code == 0
    assert [style.weight for style in recipe_in(again).styles] == [3, 1]
    assert again.read_bytes() == output.read_bytes()


@pytest.mark.parametrize("extension", [".jpg", ".webp", ".tif"])
def test_other_formats_carry_the_recipe_as_well(
    command: Command, first: Path, sources: list[str], extension: str
) -> None:
    other = first.with_suffix(extension)
    assert command("render", "--recipe", first, *sources, *MACHINE, "--output", other).code == 0
    again = first.with_name(f"again{extension}")
    assert command("render", "--recipe", other, *sources, *MACHINE, "--output", again).code == 0
    assert again.read_bytes() == other.read_bytes()


def test_an_exported_picture_says_nothing_of_this_computer(first: Path, tmp_path: Path) -> None:
    assert str(tmp_path).encode() not in first.read_bytes()
    assert all(picture.path is None for picture in recipe_in(first).pictures())


def test_without_its_pictures_a_recipe_asks_for_them(
    refused: Callable[..., str], first: Path, photograph: Path, painting: Path, tmp_path: Path
) -> None:
    again, alone = first.with_name("again.png"), tmp_path / "alone" / "first.png"
    alone.parent.mkdir()
    shutil.copy(first, alone)
    assert "--content" in refused("render", "--recipe", alone, "--output", again)
    assert "--style" in refused("render", "--recipe", alone, "--content", photograph, "--output", again)
    # Neither another picture of that name nor a file that is none is used instead.
    shutil.copy(painting, alone.with_name(photograph.name))
    assert "--content" in refused("render", "--recipe", alone, "--output", again)
    alone.with_name(photograph.name).write_bytes(b"no picture")
    assert "--content" in refused("render", "--recipe", alone, "--output", again)


def test_a_saved_picture_finds_its_pictures_in_its_own_folder(
    command: Command, first: Path, sources: list[str], tmp_path: Path
) -> None:
    folder, again = tmp_path / "together", tmp_path / "again.png"
    folder.mkdir()
    for path in (first, *(Path(word) for word in sources if Path(word).is_file())):
        shutil.move(path, folder)
    assert command("render", "--recipe", folder / first.name, *MACHINE, "--output", again).code == 0
    assert again.read_bytes() == (folder / first.name).read_bytes()


@pytest.mark.parametrize("name", ["../secret.png", "sub/secret.png", "a" * 1000, "nul\0.png"])
def test_a_picture_s_name_leads_nowhere_else(first: Path, tmp_path: Path, name: str) -> None:
    (tmp_path / "folder" / "sub").mkdir(parents=True)
    for folder in (tmp_path, tmp_path / "folder" / "sub"):
        shutil.copy(first, folder / "secret.png")
    reference = recipe_in(first).content.model_copy(update={"name": name})
    assert named_beside(reference, tmp_path / "folder" / "recipe.png") is None


def write_recipe(first: Path, folder: Path, places: dict[str, str]) -> Path:
    """The recipe of ``first`` as a file in ``folder``, with these paths by picture name."""
    data = json.loads(recipe_in(first).to_json())
    for picture in (data["content"], *(style["picture"] for style in data["styles"])):
        picture["path"] = places[picture["name"]]
    path = folder / "look.json"
    path.write_text(json.dumps(data), encoding="utf-8-sig")  # with the mark that some editors set
    return path


@pytest.fixture
def recipe_file(first: Path, tmp_path: Path, photograph: Path, painting: Path, second_painting: Path) -> Path:
    """A recipe file whose relative paths lead to copies of its pictures."""
    folder = tmp_path / "elsewhere"
    (folder / "paintings").mkdir(parents=True)
    shutil.copy(photograph, folder)
    for path in (painting, second_painting):
        shutil.copy(path, folder / "paintings")
    places = {p.name: f"paintings/{p.name}" for p in (painting, second_painting)}
    return write_recipe(first, folder, {photograph.name: photograph.name, **places})


def test_a_recipe_file_finds_its_pictures_beside_itself(
    command: Command, first: Path, recipe_file: Path, photograph: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    photograph.unlink()
    monkeypatch.chdir(recipe_file.parent.parent)
    again = first.with_name("again.png")
    arguments = ("--recipe", recipe_file.relative_to(Path.cwd()), *MACHINE, "--output", again)
    assert command("render", *arguments).code == 0
    assert again.read_bytes() == first.read_bytes()


def test_options_win_over_the_recipe(command: Command, first: Path, recipe_file: Path) -> None:
    again = first.with_name("again.png")
    arguments = (*MACHINE, "--size", 64, "--iterations", 1, "--style-weight", 2, 1, "--init", "content")
    assert command("render", "--recipe", recipe_file, *arguments, "--output", again).code == 0
    old, new = recipe_in(first), recipe_in(again)
    assert (new.size, new.iterations, new.init) == (64, 1, "content")
    assert [style.weight for style in new.styles] == [2, 1]
    changed = {"size", "iterations", "init", "styles"}
    assert new.model_dump(exclude=changed) == old.model_dump(exclude=changed)


def test_a_preset_is_a_look_to_begin_with(
    command: Command, sources: list[str], output: Path, tmp_path: Path
) -> None:
    """Options win over it, and it wins over a recipe's look; what is no look stays the recipe's."""
    size = ("--size", "64", "--iterations", "2", *MACHINE)
    assert command("render", *sources, *size, "--preset", "veil", "--output", output).code == 0
    veil = find_preset("Veil")
    assert veil.fits(recipe_in(output))
    assert not veil.fits(recipe_in(output).model_copy(update={"blend": 0.0})), "it mixes the photograph in"
    mine = tmp_path / "mine.json"
    mine.write_text('{"name": "Mine", "settings": {"stroke_size": 2}}', encoding="utf-8")
    again = output.with_name("again.png")
    arguments = ("--recipe", output, *sources, "--preset", mine, "--tv-weight", "4", *MACHINE)
    assert command("render", *arguments, "--output", again).code == 0
    found = recipe_in(again)
    assert (found.blend, found.style_strength, found.stroke_size, found.tv_weight) == (0.0, 1.0, 2.0, 4.0)
    assert (found.size, found.iterations) == (64, 2)


def test_a_recipe_decides_how_the_sample_is_painted(command: Command, first: Path) -> None:
    again = first.with_name("again.png")
    assert command("render", "--recipe", first, "--sample", *MACHINE, "--output", again).code == 0
    assert recipe_in(again).size == 72
    assert recipe_in(again).objective == "gatys"


def test_a_changed_or_missing_picture_is_not_taken_silently(
    refused: Callable[..., str], first: Path, recipe_file: Path, second_painting: Path, painting: Path
) -> None:
    again = first.with_name("again.png")
    copy = recipe_file.parent / "paintings" / painting.name
    shutil.copy(second_painting, copy)
    assert "has changed" in refused("render", "--recipe", recipe_file, "--output", again)
    copy.unlink()
    sentence = refused("render", "--recipe", recipe_file, "--output", again)
    assert painting.name in sentence
    assert "--style" in sentence
