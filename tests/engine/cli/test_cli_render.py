"""``render``: what people see, what is saved, and how a run can end."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from command_line import ABSENT_DEVICE, Command, files_below
from PIL import Image
from runs import intercept

from nst_engine import paths, pictures, renderer
from nst_engine.cli.painting import partial_name
from nst_engine.errors import ResourceError

tiny_networks = pytest.mark.usefixtures("tiny")


@tiny_networks
@pytest.mark.parametrize("extension", sorted(pictures.EXPORT_FORMATS))
def test_a_picture_of_the_asked_size_in_every_format(
    command: Command, pair: list[str], output: Path, extension: str
) -> None:
    target = output.with_suffix(extension)
    outcome = command("render", *pair, "--output", target)
    assert (outcome.code, outcome.out) == (0, "")
    assert pictures.read_header(target).format == pictures.EXPORT_FORMATS[extension].name
    with Image.open(target) as image:
        assert image.size == (64, 48)
        assert np.asarray(image).std() > 5
    assert [path.name for path in output.parent.iterdir()] == [target.name]


@tiny_networks
def test_sixteen_bits(command: Command, pair: list[str], output: Path) -> None:
    assert command("render", *pair, "--output", output, "--bits", 16, "--quiet").code == 0
    assert pictures.read_header(output).bits == 16


@tiny_networks
def test_people_read_of_it_on_stderr(command: Command, pair: list[str], output: Path) -> None:
    outcome = command("render", *pair, "--output", output)
    first, scale, last = outcome.err.splitlines()
    assert first.startswith("64 × 48 pixels in 1 scale on cpu, float32")
    assert scale.startswith("scale 1/1 (64 × 48)")
    assert "2 iterations" in scale
    assert last.startswith(f"Saved {output} (64 × 48, ")
    assert outcome.out == ""


@tiny_networks
def test_a_file_name_is_shown_as_it_is(command: Command, pair: list[str], output: Path) -> None:
    target = output.with_name("[bold] :smile: größe.png")
    assert target.name in command("render", *pair, "--output", target).err


@tiny_networks
def test_quiet_says_nothing_when_all_is_well(command: Command, pair: list[str], output: Path) -> None:
    outcome = command("render", *pair, "--output", output, "--quiet")
    assert (outcome.code, outcome.out, outcome.err) == (0, "", "")
    assert output.is_file()


@tiny_networks
def test_quiet_still_says_what_is_different_from_what_was_asked(
    command: Command, pair: list[str], output: Path
) -> None:
    outcome = command("render", *pair, "--output", output, "--quiet", "--device", ABSENT_DEVICE)
    assert outcome.code == 0
    assert f"no {ABSENT_DEVICE} device" in outcome.sentence


@tiny_networks
def test_each_option_changes_the_picture(
    command: Command, pair: list[str], output: Path, second_painting: Path
) -> None:
    variants: list[list[object]] = [
        [],
        ["--iterations", 3],
        ["--size", 65],
        ["--style-strength", 30],
        ["--content-weight", 40],
        ["--tv-weight", 50],
        ["--stroke-size", 0.5],
        ["--objective", "gatys"],
        ["--optimiser", "adam"],
        ["--pooling", "average"],
        ["--keep-colours", 1],
        ["--blend", 0.5],
        ["--preset", "large strokes"],
        ["--style-layer", "relu2_2=1"],
        ["--content-layer", "relu3_1=1"],
        ["--init", "noise"],
        ["--init", "noise", "--seed", 5],
        ["--init", second_painting],
        ["--style", second_painting],
        ["--style-weight", 5, 1, "--style", second_painting],
        ["--style-weight", 1, 5, "--style", second_painting],
    ]
    painted = set()
    for index, variant in enumerate(variants):
        target = output.with_name(f"{index}.png")
        outcome = command("render", *pair, *variant, "--output", target, "--quiet")
        assert outcome.code == 0, outcome
        with Image.open(target) as image:
            painted.add((image.size, image.tobytes()))
    assert len(painted) == len(variants)


@tiny_networks
def test_the_background_shows_through_transparency(
    command: Command, pair: list[str], output: Path, tmp_path: Path
) -> None:
    glass = tmp_path / "glass.png"
    Image.new("RGBA", (160, 120), (200, 30, 30, 0)).save(glass)
    for colour in ("white", "#102030"):
        target = output.with_name(f"{colour.strip('#')}.tif")
        arguments = ("--content", glass, "--background", colour, "--style-strength", "0", "--iterations", "1")
        assert command("render", *pair, *arguments, "--output", target, "--quiet").code == 0
    white, dark = (pictures.load(output.with_name(name)) for name in ("white.tif", "102030.tif"))
    np.testing.assert_allclose(white.pixels, 1, atol=0.01)
    np.testing.assert_allclose(dark.pixels, np.full((48, 64, 3), (16, 32, 48)) / 255, atol=0.01)
    assert dark.alpha is not None
    assert not dark.alpha.any()


@tiny_networks
@pytest.mark.parametrize("from_call", [1, 3])
def test_a_diverged_run_saves_its_last_good_picture_and_exits_1(
    command: Command, pair: list[str], output: Path, monkeypatch: pytest.MonkeyPatch, from_call: int
) -> None:
    intercept(
        monkeypatch,
        lambda call, _, evaluation: replace(evaluation, style=math.nan) if call >= from_call else evaluation,
    )
    outcome = command("render", *pair, "--output", output)
    assert outcome.code == 1
    assert outcome.err.splitlines()[-1].startswith(
        f"The run diverged; its last good picture is in {output} (64 × 48"
    )
    assert np.isfinite(pictures.load(output).pixels).all()
    quiet = command("render", *pair, "--output", output, "--overwrite", "--quiet")
    assert quiet.code == 1
    assert "diverged" in quiet.err


@tiny_networks
def test_memory_that_runs_out_exits_1_and_saves_nothing(
    command: Command, pair: list[str], output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def exhausted(*_arguments: Any) -> None:
        raise MemoryError

    intercept(monkeypatch, exhausted)  # type: ignore[arg-type]
    outcome = command("render", *pair, "--output", output, "--json")
    assert outcome.code == 1
    assert "not enough memory" in outcome.err
    (failed,) = outcome.of("failed")
    assert (failed["error"], failed["exit_code"]) == ("ResourceError", 1)
    assert failed["run"] == outcome.of("started")[0]["run"]
    assert files_below(output.parent) == {}


@tiny_networks
def test_a_full_disk_exits_1_and_leaves_the_old_picture(
    command: Command, pair: list[str], output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    output.write_bytes(b"the old picture")
    before = files_below(output.parent)

    def full(*_arguments: object, **_options: object) -> None:
        raise ResourceError(f"{output.name} could not be written: the disk is full; free some space.")

    monkeypatch.setattr(pictures, "save", full)
    outcome = command("render", *pair, "--output", output, "--overwrite", "--quiet")
    assert outcome.code == 1
    assert "disk is full" in outcome.sentence
    assert files_below(output.parent) == before


@tiny_networks
def test_a_picture_that_cannot_be_saved_is_kept_elsewhere(
    command: Command, pair: list[str], output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    genuine = pictures.save

    def full_there(picture: Any, path: Path, *arguments: Any, **named: Any) -> None:
        if path.parent == output.parent:
            raise ResourceError("There is no room left on the disk; free some.")
        genuine(picture, path, *arguments, **named)

    monkeypatch.setattr(pictures, "save", full_there)
    outcome = command("render", *pair, "--output", output)
    kept = paths.data_dir() / "rescued" / f"{output.stem}.png"
    assert outcome.code == 1
    assert outcome.err.splitlines()[-1].endswith(f"free some. The picture is kept in {kept}.")
    assert (pictures.read_header(kept).width, pictures.read_header(kept).height) == (64, 48)
    assert not output.exists()


@tiny_networks
def test_a_name_taken_while_painting_does_not_cost_the_picture(
    command: Command, pair: list[str], output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    genuine = renderer.render

    def meanwhile(*arguments: Any, **options: Any) -> Any:
        output.write_text("somebody else's")
        return genuine(*arguments, **options)

    monkeypatch.setattr(renderer, "render", meanwhile)
    outcome = command("render", *pair, "--output", output)
    assert outcome.code == 0
    assert output.read_text() == "somebody else's"
    other = output.with_name("painted-2.png")
    assert f"Saved {other}" in outcome.err
    assert pictures.load(other).width == 64


@tiny_networks
def test_the_sample_needs_no_files(command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("sample.png", "sample-2.png", "sample-3.png"):
        outcome = command("render", "--sample", "--size", 64, "--iterations", 1)
        assert outcome.code == 0
        assert f"Saved {name} (" in outcome.err
        assert pictures.read_header(tmp_path / name).width == 64


@pytest.mark.real
def test_the_true_network_paints(command: Command, pair: list[str], output: Path) -> None:
    outcome = command("render", *pair, "--iterations", 4, "--output", output, "--json")
    assert outcome.code == 0
    objectives = [data["objective"] for data in outcome.of("progress")]
    assert objectives[-1] < objectives[0]


@pytest.mark.parametrize("stem", ["painted", "x" * 251, "画" * 83])
def test_the_partial_name_fits_where_the_output_fits(stem: str, tmp_path: Path) -> None:
    output = tmp_path / f"{stem}.png"
    output.touch()  # so long a name can be used here
    partial = partial_name(output)
    assert partial.parent == tmp_path
    assert partial.suffix == ".png"
    assert partial.stem.endswith("-partial")
    assert output.stem.startswith(partial.stem.removesuffix("-partial"))
    partial.touch()
    pictures.free_name(partial).touch()
