"""The record of changed settings: what it may hold, and that it survives being saved."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from runs import changed, segment

from nst_engine import pictures
from nst_engine.adjustable import MAX_SEGMENTS
from nst_engine.errors import InputError
from nst_engine.recipe import Recipe, recipe_from_json
from nst_engine.segments import Course, same_painting


@pytest.mark.parametrize(
    ("wrong", "complaint"),
    [
        ([{"scale": 0, "iteration": 0}], "after the one before"),
        ([{"scale": 1, "iteration": 3}, {"scale": 1, "iteration": 3}], "after the one before"),
        ([{"scale": 1, "iteration": 0}, {"scale": 0, "iteration": 9}], "after the one before"),
        ([{"scale": 16, "iteration": 1}], "scale"),
        ([{"scale": 0, "iteration": 10_001}], "iteration"),
        ([{"scale": 0, "iteration": 1, "style_weights": [1.0, 1.0]}], "one weight for each painting"),
        ([{"scale": 0, "iteration": 1, "style_weights": []}], "style_weights"),
        ([{"scale": 0, "iteration": 1, "style_weights": [0.0]}], "style_weights"),
        ([{"scale": 0, "iteration": 1, "stroke_size": 9.0}], "stroke_size"),
        ([{"scale": 0, "iteration": 1, "style_strength": 0, "content_weight": 0}], "nothing to paint"),
        ([{"scale": 0, "iteration": 1, "style_layers": {"relu9_9": 1}}], "no layer"),
        ([{"scale": 0, "iteration": 1, "size": 512}], "size"),
        ([{"scale": 0, "iteration": n + 1} for n in range(MAX_SEGMENTS + 1)], "segments"),
    ],
)
def test_segments_out_of_range_are_refused(
    recipe: Recipe, wrong: list[dict[str, Any]], complaint: str
) -> None:
    data = json.loads(recipe.to_json())
    data["segments"] = [{"style_weights": [1.0], **one} for one in wrong]
    with pytest.raises(InputError, match=complaint):
        recipe_from_json(json.dumps(data), "a file")


def test_the_record_survives_a_saved_picture(recipe: Recipe, tmp_path: Path) -> None:
    record = changed(
        recipe, segments=[segment(recipe, 0, 2, style_strength=3.0), segment(recipe, 1, 0, tv_weight=1.0)]
    )
    picture = pictures.load(Path(str(recipe.content.path)))
    for name in ("a.png", "a.jpg", "a.tif", "a.webp"):
        pictures.save(picture, tmp_path / name, recipe=record)
        found = pictures.read_recipe(tmp_path / name)
        assert found is not None
        assert found.segments == record.segments
        assert same_painting(found, record)


def test_a_full_record_fits_into_a_jpeg(recipe: Recipe, tmp_path: Path) -> None:
    layers = dict.fromkeys(("relu1_1", "relu2_1", "relu3_1", "relu4_1", "relu5_1"), 1.23456789)
    record = changed(
        recipe,
        segments=[
            segment(recipe, 3, n + 1, style_strength=1 + n / 7, style_layers=layers) for n in range(100)
        ],
    )
    notices: list[str] = []
    picture = pictures.load(Path(str(recipe.content.path)))
    pictures.save(picture, tmp_path / "a.jpg", recipe=record, on_notice=notices.append)
    assert not notices
    assert pictures.read_recipe(tmp_path / "a.jpg") is not None


def test_places_that_a_plan_does_not_have_are_made_up_for_at_the_next(recipe: Recipe) -> None:
    record = changed(
        recipe, segments=[segment(recipe, 0, 2, style_strength=3.0), segment(recipe, 0, 9, tv_weight=1.0)]
    )
    course = Course(record)
    assert course.recipe.style_strength == 3.0
    assert course.proposed((0, 0)) is None
    proposal = course.proposed((1, 0))
    assert proposal is not None
    course.take(proposal, (1, 0))
    assert course.recipe == changed(recipe)
    assert course.record == record


def test_recipes_are_painted_alike_whatever_their_finish_and_places(recipe: Recipe) -> None:
    moved = changed(recipe, blend=0.5, content={**recipe.content.model_dump(), "path": None})
    assert same_painting(recipe, moved)
    assert not same_painting(recipe, changed(recipe, seed=1))
