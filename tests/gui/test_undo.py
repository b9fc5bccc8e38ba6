"""Every change of the recipe can be taken back and made again."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtTest import QSignalSpy

from nst_engine.recipe import PictureRef, StyleRef
from nst_gui.models import edits
from nst_gui.models.recipe_model import RecipeModel

PHOTO = PictureRef(name="a.png", sha256="a" * 64, width=2000, height=1000)
OTHER = PictureRef(name="o.png", sha256="c" * 64, width=500, height=900)
PAINTING = StyleRef(picture=PictureRef(name="b.png", sha256="b" * 64, width=300, height=400))


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The time that edits see; a test moves it on."""
    now = [100.0]
    genuine = edits.Steps.__init__

    def init(self: edits.Steps, *arguments: Any) -> None:
        genuine(self, *arguments, clock=lambda: now[0])

    monkeypatch.setattr(edits.Steps, "__init__", init)
    return now


def seen(model: RecipeModel) -> object:
    return model.content, model.styles, model.draft


def test_a_new_model_has_nothing_to_take_back() -> None:
    model = RecipeModel()
    assert not model.steps.can_undo()
    assert not model.steps.can_redo()


def test_a_step_back_and_forward_tells_what_changed() -> None:
    model = RecipeModel()
    model.set(content=PHOTO)
    model.set(quality="fine")
    spy = QSignalSpy(model.changed)
    assert model.steps.undo_text() == "quality"
    model.steps.undo()
    assert model.draft.quality == "standard"
    assert model.steps.redo_text() == "quality"
    model.steps.undo()
    assert model.content is None
    model.steps.redo()
    model.steps.redo()
    assert (model.content, model.draft.quality) == (PHOTO, "fine")
    assert [spy.at(i)[0] for i in range(spy.count())] == [
        frozenset({"quality"}),
        frozenset({"content"}),
        frozenset({"content"}),
        frozenset({"quality"}),
    ]


def test_a_new_change_ends_the_way_forward() -> None:
    model = RecipeModel()
    model.set(quality="fine")
    model.steps.undo()
    model.set(quality="draft")
    assert not model.steps.can_redo()
    model.steps.undo()
    assert model.draft.quality == "standard"


def test_a_slider_that_is_dragged_is_one_step(clock: list[float]) -> None:
    model = RecipeModel()
    for strength in (1.1, 1.4, 2.0, 3.0):
        clock[0] += 0.5
        model.set(style_strength=strength)
    clock[0] += 5
    model.set(style_strength=9.0)
    model.steps.undo()
    assert model.draft.style_strength == 3.0
    model.steps.undo()
    assert model.draft.style_strength == 1.0
    assert not model.steps.can_undo()
    model.steps.redo()
    assert model.draft.style_strength == 3.0


def test_a_slider_that_comes_back_to_where_it_was_is_no_step(clock: list[float]) -> None:
    model = RecipeModel()
    model.set(style_strength=2.0)
    clock[0] += 0.1
    model.set(style_strength=1.0)
    assert not model.steps.can_undo()


@pytest.mark.usefixtures("clock")
def test_other_settings_and_chosen_pictures_are_steps_of_their_own() -> None:
    model = RecipeModel()
    model.set(style_strength=2.0)
    model.set(tv_weight=0.5)
    model.set(style_strength=3.0)
    model.set(content=PHOTO)
    model.set(content=OTHER)
    assert model.steps.count() == 5


@pytest.mark.usefixtures("clock")
def test_a_painting_s_share_is_moved_its_presence_is_not() -> None:
    model = RecipeModel()
    second = StyleRef(picture=OTHER)
    model.set(styles=(PAINTING,))
    model.set(styles=(PAINTING, second))
    assert model.steps.count() == 2
    for weight in (2.0, 3.0):
        model.set(styles=(PAINTING, StyleRef(picture=OTHER, weight=weight)))
    assert model.steps.count() == 3
    assert model.steps.undo_text() == "painting's share"
    model.steps.undo()
    assert model.styles == (PAINTING, second)


def test_a_recipe_that_is_taken_over_is_one_step() -> None:
    model = RecipeModel()
    model.set(content=PHOTO, styles=(PAINTING,))
    recipe = model.draft.model_copy(update={"seed": 7, "quality": "fine", "stroke_size": 2.0})
    model.set(style_strength=4.0)
    before = seen(model)
    model.load(recipe, OTHER, (PAINTING,))
    assert model.steps.undo_text() == "settings"
    assert (model.draft.seed, model.content) == (7, OTHER)
    model.steps.undo()
    assert seen(model) == before


@pytest.mark.usefixtures("clock")
def test_a_recipe_that_differs_in_one_number_is_a_step_all_the_same() -> None:
    model = RecipeModel()
    model.set(content=PHOTO, styles=(PAINTING,))
    recipe = model.draft
    model.set(style_strength=7.0)
    model.load(recipe, PHOTO, (PAINTING,))
    assert model.steps.count() == 3
    model.steps.undo()
    assert model.draft.style_strength == 7.0


def test_what_was_refused_and_what_changes_nothing_is_no_step() -> None:
    model = RecipeModel()
    model.set(stroke_size=1.0)
    model.set(stroke_size=99.0)
    assert not model.steps.can_undo()


def test_limits_are_not_of_the_recipe() -> None:
    model = RecipeModel()
    model.set(device="cpu", quality="fine")
    model.set(memory_bytes=2_000_000_000)
    assert model.steps.count() == 1
    model.steps.undo()
    assert (model.limits.device, model.limits.memory_bytes) == ("cpu", 2_000_000_000)
    assert model.draft.quality == "standard"


CHANGES: Any = st.one_of(
    st.fixed_dictionaries({"style_strength": st.sampled_from([0.5, 1.0, 2.0])}),
    st.fixed_dictionaries({"content": st.sampled_from([None, PHOTO, OTHER])}),
    st.fixed_dictionaries(
        {"styles": st.sampled_from([(), (PAINTING,), (PAINTING, StyleRef(picture=OTHER))])}
    ),
    st.fixed_dictionaries({"seed": st.integers(0, 3), "size": st.sampled_from([None, 128, 2048])}),
    st.fixed_dictionaries({"style_layers": st.sampled_from([None, {"relu1_1": 1.0}, {"relu3_1": 2.0}])}),
)


@settings(max_examples=60, deadline=None)
@given(changes=st.lists(st.one_of(CHANGES, st.sampled_from(["undo", "redo"])), max_size=25))
def test_however_one_gets_there_all_the_way_back_is_the_beginning(changes: list[Any]) -> None:
    model = RecipeModel()
    beginning = seen(model)
    for change in changes:
        if isinstance(change, str):
            getattr(model.steps, change)()
        else:
            model.set(**change)
    end = seen(model)
    taken = model.steps.index()
    while model.steps.can_undo():
        model.steps.undo()
    assert seen(model) == beginning
    for _ in range(taken):
        model.steps.redo()
    assert seen(model) == end
