"""A painting that goes on from an earlier one goes on with its own photograph alone."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from fake_engine import FakeEngine
from PIL import Image
from pytestqt.qtbot import QtBot

from nst_engine.recipe import Crop, PictureRef, Recipe, StyleRef
from nst_gui.main_window import MainWindow
from nst_gui.models import going_on
from nst_gui.models.combinations import combinations
from nst_gui.models.recipe_model import RecipeModel
from nst_gui.models.run_state import RunState


def picture(letter: str, **fields: object) -> PictureRef:
    return PictureRef.model_validate(
        {"name": f"{letter}.png", "sha256": letter * 64, "width": 640, "height": 480, **fields}
    )


CAT, RACCOON, PAINTED, STYLE = (picture(letter) for letter in "abcd")
GOING_ON = Recipe(content=CAT, styles=(StyleRef(picture=STYLE),), init=PAINTED, scales="last")


def beginning(recipe: Recipe) -> tuple[object, str]:
    return recipe.init, recipe.scales


@pytest.fixture
def model(qapp: object) -> RecipeModel:
    made = RecipeModel()
    made.load(GOING_ON, CAT, GOING_ON.styles)
    assert beginning(made.draft) == (PAINTED, "last")
    return made


def test_another_photograph_is_painted_from_the_start_in_one_step(model: RecipeModel) -> None:
    steps = model.steps.count()
    model.set(content=RACCOON)
    assert beginning(model.draft) == ("content", "all")
    assert model.steps.count() == steps + 1
    model.steps.undo()
    assert beginning(model.draft) == (PAINTED, "last")


def test_the_same_photograph_from_another_place_goes_on(model: RecipeModel) -> None:
    model.set(content=CAT.model_copy(update={"name": "copy.png", "path": "/elsewhere/copy.png"}))
    assert beginning(model.draft) == (PAINTED, "last")
    model.set(style_strength=3.0)
    assert beginning(model.draft) == (PAINTED, "last")


def test_another_part_of_the_photograph_is_painted_from_the_start(model: RecipeModel) -> None:
    model.set(content=picture("a", crop=Crop(x=0, y=0, width=320, height=480)))
    assert beginning(model.draft) == ("content", "all")


def test_a_photograph_that_goes_away_takes_its_painting_along(model: RecipeModel) -> None:
    model.set(content=None)
    model.set(content=RACCOON)
    assert beginning(model.draft) == ("content", "all")


@pytest.mark.parametrize("start", ["content", "noise", RACCOON])
def test_another_start_is_painted_at_all_sizes(model: RecipeModel, start: object) -> None:
    model.set(init=start)
    assert beginning(model.draft) == (start, "all")


def test_settings_that_come_with_another_photograph_paint_it_from_the_start(qapp: object) -> None:
    model = RecipeModel()
    model.load(GOING_ON, RACCOON, GOING_ON.styles)
    assert beginning(model.draft) == ("content", "all")


def test_settings_whose_photograph_is_missing_do_not_go_on_with_the_next(qapp: object) -> None:
    model = RecipeModel()
    model.load(GOING_ON, None, GOING_ON.styles)
    model.set(content=RACCOON)
    assert beginning(model.draft) == ("content", "all")


def test_of_several_photographs_only_its_own_goes_on() -> None:
    made = combinations(GOING_ON, [CAT, RACCOON], GOING_ON.styles, mixed=True)
    assert [(recipe.content, *beginning(recipe)) for recipe in made] == [
        (CAT, PAINTED, "last"),
        (RACCOON, "content", "all"),
    ]


def test_a_start_that_was_chosen_stays_for_every_photograph() -> None:
    chosen = GOING_ON.model_copy(update={"scales": "all"})
    assert not going_on.goes_on(chosen)
    assert [recipe.init for recipe in combinations(chosen, [CAT, RACCOON], chosen.styles, mixed=True)] == [
        PAINTED,
        PAINTED,
    ]


def test_photographs_that_are_dropped_together_are_painted_from_the_start(ready: MainWindow) -> None:
    ready.model.load(GOING_ON, CAT, GOING_ON.styles)
    ready.queue.add_photographs([RACCOON, CAT])
    assert [(item.recipe.content, *beginning(item.recipe)) for item in ready.queue.model.items] == [
        (RACCOON, "content", "all"),
        (CAT, PAINTED, "last"),
    ]


def test_after_painting_on_an_opened_photograph_is_painted_itself(
    ready: MainWindow, engine: FakeEngine, qtbot: QtBot, tmp_path: Path
) -> None:
    def settle() -> None:
        qtbot.waitUntil(lambda: not ready.tasks.busy and not ready.controller.active)

    engine.free()
    ready.start()
    qtbot.waitUntil(lambda: ready.controller.state is RunState.FINISHED)
    settle()
    [first] = ready.history.model.entries
    ready.history.paint_on(first, 2)
    qtbot.waitUntil(lambda: len(ready.history.model.entries) == 2)
    settle()
    ready.history.restoreRequested.emit(ready.history.model.entries[0].record.recipe)
    qtbot.waitUntil(lambda: ready.model.draft.scales == "last")
    settle()
    assert "paint on where an earlier painting ended" in ready.messages.text()
    assert "harbour" in ready.controls.advanced.init.box.currentText()
    other = tmp_path / "other.png"
    Image.fromarray(np.full((90, 120, 3), 7, np.uint8)).save(other)
    ready.intake.open_content([other])
    qtbot.waitUntil(lambda: ready.model.content is not None and ready.model.content.name == "other.png")
    assert beginning(ready.model.draft) == ("content", "all")
