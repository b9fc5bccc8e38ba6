"""``render``: how the painted picture is saved."""

from __future__ import annotations

from pathlib import Path

import pytest
from command_line import Command
from PIL import Image

from nst_engine import pictures
from nst_engine.cli.arguments import make_parser
from nst_engine.cli.exporting import export_options
from nst_engine.export import ExportOptions

tiny_networks = pytest.mark.usefixtures("tiny")


def options_of(*arguments: str) -> ExportOptions:
    return export_options(make_parser().parse_args(["render", *arguments]))


def test_without_options_it_is_the_default() -> None:
    assert options_of() == ExportOptions()


@pytest.mark.parametrize(
    ("text", "dpi", "edge"),
    [("3000", "300", 3000), ("3000px", "72", 3000), ("29.7cm", "300", 3508), ("12 in", "150", 1800)],
)
def test_sizes_in_pixels_and_on_paper(text: str, dpi: str, edge: int) -> None:
    assert options_of("--export-size", text, "--dpi", dpi).long_edge == edge


@tiny_networks
def test_all_choices_reach_the_file(command: Command, pair: list[str], output: Path) -> None:
    target = output.with_suffix(".webp")
    choices = ["--export-size", 160, "--dpi", 200, "--no-recipe", "--lossless"]
    outcome = command("render", *pair, "--output", target, *choices)
    assert outcome.code == 0
    assert "(160 × 120, " in outcome.err.splitlines()[-1]
    with Image.open(target) as image:
        assert image.size == (160, 120)
        assert float(image.getexif()[0x011A]) == 200.0
    assert pictures.read_recipe(target) is None


@tiny_networks
def test_json_tells_the_size_of_the_painting_and_of_the_file(
    command: Command, pair: list[str], output: Path
) -> None:
    outcome = command("render", *pair, "--output", output, "--export-size", 100, "--json")
    [finished] = outcome.of("finished")
    assert (finished["width"], finished["height"]) == (64, 48)
    assert (finished["file_width"], finished["file_height"]) == (100, 75)


@tiny_networks
def test_the_file_says_300_dpi_unless_told_otherwise(command: Command, pair: list[str], output: Path) -> None:
    assert command("render", *pair, "--output", output, "--quiet").code == 0
    with Image.open(output) as image:
        assert image.info["dpi"] == pytest.approx((300, 300), abs=0.02)


@tiny_networks
def test_quality_changes_the_size_of_a_jpeg(command: Command, pair: list[str], output: Path) -> None:
    sizes = []
    for quality in (20, 100):
        target = output.with_name(f"{quality}.jpg")
        assert command("render", *pair, "--output", target, "--file-quality", quality, "--quiet").code == 0
        sizes.append(target.stat().st_size)
    assert sizes[0] < sizes[1] / 2


@tiny_networks
def test_camera_data_is_copied_only_when_asked_for(
    command: Command, pair: list[str], photograph: Path, output: Path
) -> None:
    exif = Image.Exif()
    exif[0x8298] = "Ana Ruiz"
    exif.get_ifd(0x8825)[1] = "N"
    with Image.open(photograph) as image:
        image.save(photograph, exif=exif)
    found = {}
    for choice in ("strip", "no-location", "keep"):
        target = output.with_name(f"{choice}.png")
        assert command("render", *pair, "--output", target, "--exif", choice, "--quiet").code == 0
        with Image.open(target) as image:
            written = image.getexif()
        found[choice] = (written.get(0x8298), 0x8825 in written)
    assert found == {"strip": (None, False), "no-location": ("Ana Ruiz", False), "keep": ("Ana Ruiz", True)}


@pytest.mark.parametrize(
    ("choices", "words"),
    [
        (["--export-size", "large"], "30cm"),
        (["--export-size", "0"], "30cm"),
        (["--export-size", "90000"], "250 megapixels"),
        (["--dpi", "0"], "1 to 20,000 dpi"),
        (["--dpi", "30000"], "not 30,000; 300 is usual"),
        (["--dpi", "nan"], "1 to 20,000 dpi"),
        (["--file-quality", "0"], "1 to 100"),
        (["--exif", "all"], "--exif"),
    ],
)
def test_what_cannot_be_is_said_before_painting(
    command: Command, pair: list[str], output: Path, choices: list[str], words: str
) -> None:
    outcome = command("render", *pair, "--output", output, *choices)
    assert outcome.code == 2
    assert words in outcome.sentence
    assert not output.exists()
