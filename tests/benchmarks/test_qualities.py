"""The comparison of qualities and precisions, and the judge that evaluates finished pictures."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.our_objective import evaluate
from benchmarks.qualities import IN_FLOAT32, Outcome, qualities_tables, ratios
from nst_engine import pictures
from nst_engine.pictures import SaveOptions
from nst_engine.recipe import Recipe, StyleRef
from nst_engine.samples import sample_pair

VALUES = {"a": (1.5, 1.1, 1.0, 1.05), "b": (4.0, 2.4, 2.0, 2.5), "c": (3.6, 3.3, 3.0, 3.0)}


def outcomes() -> list[Outcome]:
    manners = ("draft", "standard", "fine", IN_FLOAT32)
    return [
        Outcome(pair, "gatys", manner, "float32" if manner == IN_FLOAT32 else "bfloat16", seconds, value)
        for pair, values in VALUES.items()
        for manner, seconds, value in zip(manners, (5.0, 20.0, 60.0, 90.0), values, strict=True)
    ]


def test_ratios_are_taken_pair_by_pair() -> None:
    assert ratios(outcomes(), "standard", "fine") == pytest.approx([1.1, 1.2, 1.1])
    assert ratios(outcomes(), "standard", "nothing") == []


def test_the_verdict_has_median_and_worst() -> None:
    verdict, rows = qualities_tables(outcomes())
    assert (
        "*draft* takes 5.0 s (median; longest 5.0 s) and ends at **1.500** × the objective of *fine*"
        in verdict
    )
    assert "(worst 2.000)" in verdict
    # 1.1 ÷ 1.05, 2.4 ÷ 2.5 and 3.3 ÷ 3.0.
    assert "Painted in bfloat16, *standard* ends at **1.048** ×" in verdict
    assert "of its float32 run (worst 1.100)" in verdict
    assert rows.splitlines()[0].count("standard ÷ standard, float32") == 1
    first = "| a | 5.0 | 1.5 | 1.500 | 20.0 | 1.1 | 1.100 | 60.0 | 1 | 90.0 | 1.05 | 1.048 |"
    assert rows.splitlines()[2] == first


@pytest.mark.real
@pytest.mark.parametrize("objective", ["balanced", "gatys"])
def test_the_judge_finds_the_photograph_and_knows_better_from_worse(objective: str, tmp_path: Path) -> None:
    content, styles = sample_pair()
    recipe = Recipe.model_validate(
        {
            "content": pictures.reference(content),
            "styles": (StyleRef(picture=pictures.reference(styles[0])),),
            "size": 64,
            "objective": objective,
            "style_strength": 0,
        }
    )
    width, height = recipe.output_size
    photograph = pictures.resize(pictures.load(content), width, height)
    painting = pictures.resize(pictures.load(styles[0]), width, height)
    paths = [tmp_path / "photograph.png", tmp_path / "painting.png"]
    for picture, path in zip((photograph, painting), paths, strict=True):
        pictures.save(picture, path, SaveOptions(bits=16), recipe=recipe)
    same, other = evaluate(recipe, paths)
    # What 16 bits cannot hold is all that is left between the photograph and itself.
    assert 0 <= same < 1e-4 * other
    for_style = recipe.model_copy(update={"style_strength": 1.0, "content_weight": 0.0})
    stranger, own = evaluate(for_style, paths)
    assert own < 0.2 * stranger


def test_a_picture_of_another_size_is_refused(tmp_path: Path) -> None:
    content, styles = sample_pair()
    recipe = Recipe(
        content=pictures.reference(content),
        styles=(StyleRef(picture=pictures.reference(styles[0])),),
        size=64,
        style_strength=0,
        content_layers={"relu1_1": 1.0},
    )
    path = tmp_path / "small.png"
    pictures.save(pictures.resize(pictures.load(content), 32, 24), path, recipe=recipe)
    with pytest.raises(ValueError, match="32 × 24"):
        evaluate(recipe, [path])
