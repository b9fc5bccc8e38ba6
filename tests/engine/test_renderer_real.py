"""Whole runs with the real network at 128 px."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import numpy as np
import pytest
import torch
from PIL import Image
from runs import of_kind, painted, plan_of

from nst_engine import devices, pictures, reports
from nst_engine.events import Event, Preview, Progress
from nst_engine.objective import Objective, Weighting, content_targets, style_targets
from nst_engine.pixels import to_tensor
from nst_engine.recipe import Recipe, StyleRef, WeightsRef
from nst_engine.result import Result
from nst_engine.samples import samples_dir
from nst_engine.token import Token
from nst_engine.vgg import Vgg19
from nst_engine.weights import fold, load

pytestmark = pytest.mark.real

SIZE = (128, 64)
CPU = torch.device("cpu")


@pytest.fixture
def photograph(tmp_path: Path) -> Path:
    """256×128 px: colours that run into each other, and a disc."""
    y, x = np.mgrid[0:128, 0:256] / 128
    rgb = np.stack([x / 1.4, y, 0.5 + 0.5 * np.sin(9 * x * y)], axis=-1)
    rgb[(x - 0.6) ** 2 + (y - 0.5) ** 2 < 0.05] = (0.9, 0.2, 0.1)
    return saved(rgb, tmp_path / "photograph.png")


@pytest.fixture
def painting(tmp_path: Path) -> Path:
    """256×128 px: strokes in two directions on a rough canvas."""
    y, x = np.mgrid[0:128, 0:256] / 128
    waves = np.sin(60 * x + 10 * np.sin(12 * y)), np.sin(40 * y + 6 * x), np.cos(30 * (x + y))
    rgb = np.stack([0.5 + 0.25 * waves[0], 0.5 + 0.25 * waves[1], 0.4 + 0.15 * waves[2]], axis=-1)
    return saved(rgb + np.random.default_rng(0).normal(0, 0.05, rgb.shape), tmp_path / "painting.png")


def saved(rgb: np.ndarray, path: Path) -> Path:
    Image.fromarray(np.rint(rgb.clip(0, 1) * 255).astype(np.uint8)).save(path)
    return path


class Run(NamedTuple):
    result: Result
    #: What the run reported, iteration by iteration.
    objectives: list[float]


def run_of(photograph: Path, painting: Path, precision: str, objective: str, iterations: int) -> Run:
    styles = (StyleRef(picture=pictures.reference(painting)),)
    recipe = Recipe(
        content=pictures.reference(photograph),
        styles=styles,
        size=SIZE[0],
        objective=objective,
        iterations=iterations,
    )
    plan = plan_of(((*SIZE, iterations),), precision=precision, history=12)
    result, events = painted(recipe, plan)
    return Run(result, [report.objective for report in of_kind(events, Progress)])


def objective_in_float32(run: Run) -> tuple[float, float]:
    """The run's objective at its start (the photograph) and at its picture, evaluated anew in float32."""
    recipe = run.result.recipe
    weighting = Weighting.of(recipe)
    network = Vgg19(fold(load(WeightsRef(), upto="conv5_1")), "relu5_1")
    photograph = pictures.resize(pictures.load(Path(str(recipe.content.path))), *SIZE)
    painting = pictures.load(Path(str(recipe.styles[0].picture.path)))
    factor = (SIZE[0] * SIZE[1] / (painting.width * painting.height)) ** 0.5
    small = pictures.resize(painting, round(painting.width * factor), round(painting.height * factor))
    start, style = to_tensor(photograph, CPU), to_tensor(small, CPU)
    with devices.using(1):
        objective = Objective(
            network,
            weighting,
            content_targets(network, weighting, start),
            style_targets(network, weighting, [style], [1.0]),
        )
        end = to_tensor(run.result.picture, CPU)
        return objective.evaluate(start).objective, objective.evaluate(end).objective


@pytest.mark.parametrize("precision", ["float32", "bfloat16"])
def test_the_published_objective_falls_fifty_fold(photograph: Path, painting: Path, precision: str) -> None:
    """At least, from the photograph to the clamped picture that is saved, both evaluated in float32."""
    slow = (
        precision == "bfloat16" and not devices.has_fast_bfloat16()
    )  # then it is emulated, many times slower
    iterations, fold = (6, 4) if slow else (40, 50)
    run = run_of(photograph, painting, precision, "gatys", iterations)
    assert run.result.state == "finished"
    start, end = objective_in_float32(run)
    assert start > fold * end
    assert len(run.objectives) == iterations
    # What the run reports is the unclamped picture's, in the run's own precision.
    assert run.objectives[-1] == pytest.approx(end, rel=0.15)


def test_the_balanced_objective_falls_too(photograph: Path, painting: Path) -> None:
    run = run_of(photograph, painting, "float32", "balanced", 12)
    start, end = objective_in_float32(run)
    assert end < 0.4 * start
    assert np.isfinite(run.result.picture.pixels).all()


def test_the_first_preview_of_a_large_output_is_a_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    """The painting is far too small for this output; the first scale gets to a fifth even so."""
    monkeypatch.setattr(reports, "FIRST_SECONDS", float("inf"))
    token, folder = Token(), samples_dir()
    style = pictures.reference(folder / "van-gogh-village-street-in-auvers.jpg")
    recipe = Recipe(
        content=pictures.reference(folder / "raccoon.jpg"), styles=(StyleRef(picture=style),), size=2048
    )

    def react(event: Event) -> None:
        if isinstance(event, Preview) or (isinstance(event, Progress) and event.iteration == 38):
            token.stop()

    _, events = painted(recipe, plan_of(((64, 48, 39), (2048, 1536, 1))), token=token, react=react)
    assert of_kind(events, Preview), "a fifth is out of reach of the first scale"
