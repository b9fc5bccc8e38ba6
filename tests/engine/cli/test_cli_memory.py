"""``--memory-limit``: tiles, what is said of them, and limits nothing fits into."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from command_line import Command

from nst_engine import pictures

pytestmark = pytest.mark.usefixtures("tiny")

LARGE = ("--size", "1600", "--iterations", "1", "--quality", "draft", "--optimiser", "adam")


def test_a_picture_that_is_too_large_for_the_limit_is_painted_in_tiles(
    command: Command, pair: list[str], output: Path
) -> None:
    outcome = command("render", *pair, *LARGE, "--memory-limit", "1.6GB", "--output", output, "--json")
    assert outcome.code == 0
    (started,) = outcome.of("started")
    assert started["plan"]["memory_bytes"] <= 1_600_000_000
    assert started["plan"]["scales"][-1]["tile"] is not None
    assert outcome.of("progress")[-1]["tiles"] > 1
    assert outcome.of("progress")[0]["tiles"] == 1
    assert pictures.load(output).width == 1600


def test_people_are_told_of_the_tiles(command: Command, pair: list[str], output: Path) -> None:
    outcome = command("render", *pair, *LARGE, "--memory-limit", "1600 mb", "--output", output)
    assert outcome.code == 0
    (last,) = [line for line in outcome.err.splitlines() if "1600 × 1200" in line and "objective" in line]
    assert " tiles): objective" in last


def test_the_forecast_knows_the_limit(command: Command, pair: list[str]) -> None:
    data = json.loads(command("forecast", *pair, *LARGE, "--memory-limit", "1.6GB", "--json").out)
    assert data["light"] == "will be tiled"
    assert data["memory_bytes"] <= 1_600_000_000
    none = json.loads(command("forecast", *pair, *LARGE, "--memory-limit", "300MB", "--json").out)
    assert none["light"] == "does not fit"


@pytest.mark.parametrize("limit", ["0.3GB", "300MB", "280MiB"])
def test_what_cannot_fit_is_refused_before_painting(
    command: Command, pair: list[str], output: Path, limit: str
) -> None:
    outcome = command("render", *pair, *LARGE, "--memory-limit", limit, "--output", output)
    assert outcome.code == 1
    assert outcome.err.startswith("nst-studio: Painting 1,600 × 1,200 pixels takes at least ")
    assert outcome.err.count("\n") == 1
    assert not output.exists()
