"""``render --stages``: how the painting came about, beside the painting."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from command_line import Command
from PIL import Image

from nst_engine import making_of
from nst_engine.cli import painting as cli_painting
from nst_engine.errors import ResourceError
from nst_engine.pictures.picture import Picture
from nst_engine.recipe import Recipe
from nst_engine.result import Result
from nst_engine.stages import Stages

pytestmark = pytest.mark.usefixtures("tiny")


def test_numbered_pictures_end_with_the_painting(command: Command, pair: list[str], output: Path) -> None:
    folder = output.with_name("stages")
    outcome = command("render", *pair, "--iterations", 4, "--output", output, "--stages", folder)
    assert (outcome.code, outcome.out) == (0, "")
    assert outcome.err.splitlines()[-1] == f"The stages are in {folder}."
    # Three iterations before the last one, whose picture is the painting.
    assert sorted(path.name for path in folder.iterdir()) == [f"{number:04}.png" for number in range(1, 5)]
    frames = []
    for path in sorted(folder.iterdir()):
        with Image.open(path) as image:
            frames.append(np.asarray(image.convert("RGB")))
    with Image.open(output) as image:
        np.testing.assert_array_equal(frames[-1], np.asarray(image.convert("RGB")))
    assert len({frame.tobytes() for frame in frames}) == 4
    assert sorted(path.name for path in output.parent.iterdir()) == ["painted.png", "stages"]


def test_stages_have_the_finish(command: Command, pair: list[str], output: Path, photograph: Path) -> None:
    folder = output.with_name("stages")
    arguments = ("--blend", 1, "--output", output, "--stages", folder, "--quiet")
    assert command("render", *pair, *arguments).code == 0
    with Image.open(output) as painted, Image.open(folder / "0001.png") as first:
        np.testing.assert_array_equal(np.asarray(first), np.asarray(painted.convert("RGB")))


@pytest.mark.parametrize("extension", [".webp", ".gif"])
def test_an_animation(command: Command, pair: list[str], output: Path, extension: str) -> None:
    target = output.with_name(f"stages{extension}")
    outcome = command("render", *pair, "--iterations", 3, "--output", output, "--stages", target, "--json")
    assert (outcome.code, outcome.err) == (0, "")
    assert outcome.of("finished")[0]["stages"] == str(target)
    assert not outcome.of("stage"), "stages are no news"
    with Image.open(target) as image:
        assert image.size == (64, 48)
        assert image.n_frames == 3


def test_without_the_option_nothing_is_said_of_stages(
    command: Command, pair: list[str], output: Path
) -> None:
    outcome = command("render", *pair, "--output", output, "--json")
    assert "stages" not in outcome.of("finished")[0]


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("full", "is not empty"),
        ("taken.webp", "exists already"),
        ("film.mp4", "end the name in .webp or .gif"),
        ("nowhere/stages", "does not exist"),
        ("painted.webp", "cannot go where the picture goes"),
    ],
)
def test_places_are_refused_before_anything_is_painted(
    refused: Callable[..., str], pair: list[str], output: Path, name: str, reason: str
) -> None:
    (output.with_name("full")).mkdir()
    output.with_name("full").joinpath("mine").write_text("mine")
    output.with_name("taken.webp").write_text("mine")
    target = output.with_name("painted.webp") if name == "painted.webp" else output
    assert reason in refused("render", *pair, "--output", target, "--stages", output.parent / name)


def test_an_animation_may_be_replaced_a_folder_never(command: Command, pair: list[str], output: Path) -> None:
    target = output.with_name("stages.webp")
    target.write_text("old")
    arguments = ("--output", output, "--stages", target, "--overwrite", "--quiet")
    assert command("render", *pair, *arguments).code == 0
    with Image.open(target) as image:
        assert image.format == "WEBP"


def test_the_photograph_is_never_replaced(
    refused: Callable[..., str], painting: Path, output: Path, tmp_path: Path
) -> None:
    photograph = tmp_path / "photograph.webp"
    Image.new("RGB", (64, 48)).save(photograph)
    before = photograph.read_bytes()
    arguments = ("--content", photograph, "--style", painting, "--output", output, "--overwrite")
    assert "to paint from" in refused("render", *arguments, "--stages", photograph)
    assert photograph.read_bytes() == before


def test_the_painting_is_never_replaced_by_its_stages(
    command: Command,
    refused: Callable[..., str],
    pair: list[str],
    output: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    painted = output.with_name("painted.webp")
    around = output.parent / "deeper" / ".." / "painted.webp"
    (output.parent / "deeper").mkdir()
    arguments = ("render", *pair, "--iterations", 3, "--output", painted, "--overwrite", "--quiet")
    assert "where the picture goes" in refused(*arguments, "--stages", around)
    (output.parent / "deeper").rmdir()

    # As where letter case makes no difference: that it is the same file shows once it is there.
    def saved(result: Result, *_rest: object) -> Path:
        path = real(result, *_rest)
        os.link(path, output.with_name("Painted.webp"))
        return path

    real = cli_painting._save
    monkeypatch.setattr(cli_painting, "_save", saved)
    outcome = command(*arguments, "--stages", output.with_name("Painted.webp"))
    assert (outcome.code, "where the picture goes" in outcome.sentence) == (1, True)
    with Image.open(painted) as image:
        assert image.n_frames == 1


def test_a_run_of_one_iteration_has_none_and_that_is_said(
    command: Command, pair: list[str], output: Path
) -> None:
    arguments = ("--iterations", 1, "--output", output, "--stages", output.with_name("stages"), "--quiet")
    outcome = command("render", *pair, *arguments)
    assert outcome.code == 1
    assert "There are no stages" in outcome.sentence
    assert output.is_file()
    assert not output.with_name("stages").exists()


def test_the_picture_is_saved_even_if_its_stages_cannot_be(
    command: Command, pair: list[str], output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_arguments: Stages | Recipe | Picture) -> None:
        raise ResourceError("The disk is full.")

    monkeypatch.setattr(making_of, "export", full)
    outcome = command("render", *pair, "--output", output, "--stages", output.with_name("s"), "--quiet")
    assert outcome.code == 1
    assert outcome.sentence == "The stages could not be saved. The disk is full."
    assert output.is_file()


def test_the_same_run_gives_the_same_stages(command: Command, pair: list[str], output: Path) -> None:
    for name in "ab":
        target = output.with_name(f"{name}.webp")
        arguments = ("--output", output, "--stages", target, "--overwrite", "--quiet")
        assert command("render", *pair, *arguments).code == 0
    assert output.with_name("a.webp").read_bytes() == output.with_name("b.webp").read_bytes()
