"""``info``, ``weights`` and ``forecast``: what is here, and what a picture would take."""

from __future__ import annotations

import json
import platform
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from command_line import ABSENT_DEVICE, Command, files_below
from safetensors.numpy import save_file

from nst_engine import pictures, weights
from nst_engine.recipe import WeightsRef
from nst_engine.schedule import make_schedule
from nst_engine.version import __version__
from nst_engine.weights import VggWeights
from nst_engine.weights.official import OFFICIAL_FILES

#: Positions of the convolutions in torchvision's ``features``, configuration E.
FEATURES = (0, 2, 5, 7, 10, 12, 14, 16, 19, 21, 23, 25, 28, 30, 32, 34)


def test_version(command: Command) -> None:
    assert command("--version").out == f"NST Studio {__version__}\n"


def test_help_names_every_command_and_option(command: Command) -> None:
    outcome = command("--help")
    assert outcome.code == 0
    for name in ("render", "forecast", "info", "weights"):
        assert name in outcome.out
    options = [
        "--content",
        "--style",
        "--style-weight",
        "--output",
        "--size",
        "--iterations",
        "--objective",
        "--optimiser",
        "--content-weight",
        "--style-strength",
        "--tv-weight",
        "--stroke-size",
        "--style-layer",
        "--content-layer",
        "--pooling",
        "--init",
        "--seed",
        "--background",
        "--weights",
        "--device",
        "--precision",
        "--recipe",
        "--overwrite",
        "--json",
        "--quiet",
        "--sample",
    ]
    text = command("render", "--help").out
    assert [option for option in options if f"{option} " not in text.replace("\n", " ")] == []


def test_info_for_people_and_programs(command: Command, own_home: Path) -> None:
    outcome = command("info", "--json")
    assert (outcome.code, outcome.err) == (0, "")
    (data,) = outcome.objects
    assert data["versions"]["nst-studio"] == __version__
    assert data["versions"]["python"] == platform.python_version()
    assert data["versions"]["torch"].startswith("2.")
    assert data["device"] in data["devices"]
    assert "cpu" in data["devices"]
    assert data["precision"] in ("float32", "bfloat16")
    assert data["threads"] >= 1
    assert data["weights"][0]["sha256"] == weights.BUNDLED_SHA256
    assert data["weights"][0]["usable"] is True
    assert data["folders"]["data"] == str(own_home / "data")

    assert data["bfloat16_gain"] is None or data["bfloat16_gain"] > 0
    assert data["style_cache"] == {"folder": str(own_home / "cache" / "styles"), "bytes": 0}
    assert data["calibration"] == str(own_home / "cache" / "calibration")

    text = command("info").out
    for words in (
        __version__,
        data["versions"]["torch"],
        weights.BUNDLED_SHA256,
        str(own_home),
        "bfloat16: ",
        f"statistics of paintings: 0.0 MB in {own_home / 'cache' / 'styles'}",
    ):
        assert words in text
    # Asking makes no folders, but for that of what had to be timed to answer.
    assert [path.name for path in own_home.glob("*")] in ([], ["cache"])
    assert [path.name for path in own_home.glob("cache/*")] in ([], ["calibration"])


def test_licences(command: Command) -> None:
    text = command("info", "--licences").out
    in_one_line = " ".join(text.split())  # long names of licences go on below each other
    (entries,) = command("info", "--licences", "--json").objects
    assert len(entries) > 20
    for entry in entries:
        assert entry["component"] in text
        assert " ".join(entry["licence"].split()) in in_one_line
        assert all(Path(path).is_file() for path in entry["texts"])
    for words in ("GNU LESSER GENERAL PUBLIC LICENSE", "Simonyan", "MIT License"):
        assert words in text


def test_weights_info_says_where_the_official_files_are(command: Command) -> None:
    text = command("weights", "info").out
    (rows,) = command("weights", "info", "--json").objects
    assert [row["kind"] for row in rows] == ["bundled", "official", "official"]
    for file in OFFICIAL_FILES:
        assert file.address in text
    for row in rows:
        assert row["name"] in text
        assert row["sha256"] is None or row["sha256"] in text


@pytest.fixture(scope="module")
def oxford() -> VggWeights:
    return weights.load(WeightsRef())


def official(oxford: VggWeights, path: Path) -> Path:
    state: dict[str, np.ndarray[Any, Any]] = {}
    for index, convolution in zip(FEATURES, oxford.convolutions.values(), strict=True):
        state[f"features.{index}.weight"] = convolution.weight
        state[f"features.{index}.bias"] = convolution.bias
    save_file(state, path)
    return path


def test_imported_weights_paint_like_the_ones_they_are(
    command: Command, pair: list[str], output: Path, oxford: VggWeights, tmp_path: Path, own_home: Path
) -> None:
    path = official(oxford, tmp_path / "vgg19-copy.safetensors")
    outcome = command("weights", "import", path)
    assert outcome.code == 0
    assert "Imported vgg19-copy.safetensors as oxford weights" in outcome.out
    assert "--weights oxford" in outcome.out
    (rows,) = command("weights", "info", "--json").objects
    (row,) = (row for row in rows if row["kind"] == "imported")
    assert (row["family"], row["usable"]) == ("oxford", True)
    assert "vgg19-copy.safetensors" in row["note"]

    stored = own_home / "data" / "models" / "vgg19-oxford.safetensors"
    painted = []
    for name in ("bundled", "oxford", str(path), str(stored)):
        outcome = command("render", *pair, "--weights", name, "--output", output, "--overwrite", "--quiet")
        assert (outcome.code, outcome.err) == (0, "")
        painted.append(pictures.load(output).pixels)
        recipe = pictures.read_recipe(output)
        assert recipe is not None
        assert (recipe.weights.sha256 is None) == (name in ("bundled", "oxford"))
    for other in painted[1:]:
        np.testing.assert_array_equal(other, painted[0])


def test_what_cannot_be_imported_is_refused(
    command: Command, oxford: VggWeights, tmp_path: Path, photograph: Path, own_home: Path
) -> None:
    path = official(oxford, tmp_path / "copy.safetensors")
    cut = tmp_path / "cut.safetensors"
    cut.write_bytes(path.read_bytes()[:100_000])
    for arguments, words in (
        ([tmp_path / "absent.pth"], "absent.pth"),
        ([tmp_path], "folder"),
        ([photograph], photograph.name),
        ([cut], "cut.safetensors"),
        ([path, "--family", "torchvision"], "oxford"),
        ([path, "--family", "resnet"], "--family"),
    ):
        outcome = command("weights", "import", *arguments)
        assert (outcome.code, outcome.out) == (2, "")
        assert words in outcome.sentence
    assert not own_home.exists()


@pytest.mark.usefixtures("tiny")
def test_a_forecast_paints_nothing(
    command: Command, pair: list[str], output: Path, tmp_path: Path, own_home: Path
) -> None:
    before = files_below(tmp_path)
    arguments = [*pair, "--size", "256", "--iterations", "7"]
    outcome = command("forecast", *arguments, "--json", "--output", output)
    assert (outcome.code, outcome.err) == (0, "")
    (data,) = outcome.objects
    assert data["event"] == "forecast"
    sizes = [(scale["width"], scale["height"], scale["iterations"]) for scale in data["plan"]["scales"]]
    schedule = make_schedule(256, 192, "standard", 7)
    assert sizes == [(scale.width, scale.height, scale.iterations) for scale in schedule]
    assert (data["plan"]["device"], data["plan"]["precision"]) == ("cpu", "float32")
    assert data["memory_bytes"] > 256 * 192 * 3 * 4
    assert data["available_bytes"] > 0
    assert data["seconds"] == pytest.approx(data["loading_seconds"] + sum(data["scale_seconds"]))
    assert len(data["scale_seconds"]) == len(schedule) > 1
    assert min(data["scale_seconds"]) > 0
    assert data["light"] == "fits"

    text = command("forecast", *arguments).out
    for words in (
        f"scale 1: {schedule[0].width} × {schedule[0].height}, {schedule[0].iterations} iterations, about ",
        f"scale {len(schedule)}: 256 × 192, 7 iterations",
        "cpu, float32, 1 thread\n",
        "GB",
        "(fits). There is room for it in one piece.",
        "time: about",
    ):
        assert words in text
    # All that is left is what the program now knows of the machine.
    (learnt,) = (own_home / "cache" / "calibration").iterdir()
    assert learnt.suffix == ".json"
    assert files_below(tmp_path) == before


@pytest.mark.usefixtures("tiny")
def test_a_forecast_grows_with_the_picture_and_says_its_fallbacks(command: Command, pair: list[str]) -> None:
    small, large = (
        json.loads(command("forecast", *pair, "--size", size, "--json").out) for size in (64, 4096)
    )
    assert large["memory_bytes"] > 2 * small["memory_bytes"]
    assert large["seconds"] > small["seconds"]
    assert f"no {ABSENT_DEVICE} device" in command("forecast", *pair, "--device", ABSENT_DEVICE).out
