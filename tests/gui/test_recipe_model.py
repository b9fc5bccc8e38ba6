from __future__ import annotations

import pytest
from PySide6.QtTest import QSignalSpy

from nst_engine.recipe import PictureRef, StyleRef
from nst_gui.models.recipe_model import RecipeModel

PHOTO = PictureRef(name="a.png", sha256="a" * 64, width=2000, height=1000)
PAINTING = StyleRef(picture=PictureRef(name="b.png", sha256="b" * 64, width=300, height=400))


def test_it_is_a_recipe_once_both_pictures_are_there() -> None:
    model = RecipeModel()
    assert model.recipe() is None
    assert model.missing() is not None
    model.set(content=PHOTO)
    assert model.recipe() is None
    assert "painting" in (model.missing() or "")
    model.set(styles=(PAINTING,), stroke_size=2)
    recipe = model.recipe()
    assert recipe is not None
    assert recipe.content == PHOTO
    assert recipe.styles == (PAINTING,)
    assert recipe.stroke_size == 2.0
    assert model.missing() is None
    model.set(content=None)
    assert model.recipe() is None
    assert model.draft.stroke_size == 2.0


def test_changed_names_only_what_changed() -> None:
    model = RecipeModel()
    spy = QSignalSpy(model.changed)
    model.set(iterations=None, style_strength=2.0, device="cpu")
    model.set(iterations=None)
    assert [spy.at(i)[0] for i in range(spy.count())] == [frozenset({"style_strength", "device"})]
    assert model.limits.device == "cpu"


@pytest.mark.parametrize(
    "bad",
    [
        {"style_strength": -1},
        {"stroke_size": 9},
        {"iterations": 0},
        {"size": 20_000},
        {"tv_weight": float("nan")},
        {"style_layers": {"relu9_9": 1.0}},
        {"device": "toaster"},
        {"style_strength": 0, "content_weight": 0},
    ],
)
def test_a_refused_value_is_said_and_changes_nothing(bad: dict[str, object]) -> None:
    model = RecipeModel()
    model.set(content=PHOTO, styles=(PAINTING,))
    before = (model.recipe(), model.limits)
    refused, changed = QSignalSpy(model.refused), QSignalSpy(model.changed)
    assert not model.set(**bad, seed=7)
    assert (model.recipe(), model.limits) == before
    assert refused.count() == 1
    assert refused.at(0)[0].endswith(".")
    assert changed.count() == 0


def test_an_unknown_name_is_a_fault_of_the_program() -> None:
    with pytest.raises(TypeError, match="colour"):
        RecipeModel().set(colour="red")


def test_the_size_follows_the_photograph_until_it_is_set() -> None:
    model = RecipeModel()
    model.set(content=PHOTO)
    assert model.draft.output_size == (1024, 512)
    model.set(size=640)
    assert model.draft.output_size == (640, 320)
