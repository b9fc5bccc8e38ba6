"""The contact sheet: a grid of small variants, one click to go on with one."""

from __future__ import annotations

from typing import Any

import pytest
from fake_engine import FakeEngine
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from nst_engine.errors import InputError
from nst_engine.recipe import PictureRef, Recipe, StyleRef
from nst_gui.dialogs.contact_sheet import ContactSheet
from nst_gui.main_window import MainWindow
from nst_gui.models.run_state import RunState
from nst_gui.models.variants import AXES, EDGE, variants

REF = PictureRef(name="a.png", sha256="a" * 64, width=2000, height=1500)


def recipe_of(**fields: Any) -> Recipe:
    return Recipe(content=REF, styles=(StyleRef(picture=REF),), **fields)


def open_sheet(window: MainWindow) -> ContactSheet:
    window.actions_table["contact_sheet"].trigger()
    (sheet,) = window.findChildren(ContactSheet)
    return sheet


def test_nine_small_quick_pictures_around_the_present_one() -> None:
    recipe = recipe_of(style_strength=2, size=4000, quality="fine", iterations=99, seed=7)
    found = variants(recipe, "style_strength", "stroke_size")
    assert [(v.row, v.column) for v in found] == [(r, c) for r in range(3) for c in range(3)]
    assert dict(found[4].changes) == {"style_strength": 2.0, "stroke_size": 1.0}
    assert [v.recipe.style_strength for v in found[::3]] == [0.67, 2.0, 6.0]
    assert {(v.recipe.size, v.recipe.quality, v.recipe.iterations, v.recipe.seed) for v in found} == {
        (EDGE, "draft", None, 7)
    }


def test_the_present_value_stays_to_the_last_digit() -> None:
    found = variants(recipe_of(style_strength=1.375), "style_strength", "stroke_size")
    assert [v.recipe.style_strength for v in found[::3]] == [0.46, 1.375, 4.1]
    found = variants(recipe_of(style_strength=0), "style_strength", "stroke_size")
    assert [v.recipe.style_strength for v in found[::3]] == [0.0, 1.0, 3.0]


@given(
    axes=st.permutations(sorted(AXES)),
    strength=st.sampled_from([0.0, 0.01, 1.0, 1000.0]),
    stroke=st.sampled_from([0.25, 1.0, 4.0]),
    content=st.sampled_from([0.0, 1.0, 1e9]),
    share=st.floats(0, 1, allow_subnormal=False),
)
def test_every_cell_is_a_recipe_that_can_be_painted(
    axes: list[str], strength: float, stroke: float, content: float, share: float
) -> None:
    if strength == content == 0:
        return
    recipe = recipe_of(
        style_strength=strength, stroke_size=stroke, content_weight=content, keep_colours=share, blend=share
    )
    found = variants(recipe, *axes[:2])
    assert 4 <= len(found) <= 16
    assert len({tuple(v.changes.items()) for v in found}) == len(found)


def test_a_sheet_varies_two_settings() -> None:
    with pytest.raises(ValueError, match="two different"):
        variants(recipe_of(), "blend", "blend")


def test_a_click_on_a_cell_sets_what_it_shows_in_one_step(
    ready: MainWindow, engine: FakeEngine, qtbot: QtBot
) -> None:
    engine.free()
    sheet = open_sheet(ready)
    qtbot.waitUntil(lambda: all(cell.isEnabled() for cell in sheet.cells))
    assert len(sheet.cells) == 9
    assert ready.controller.state is RunState.QUEUED, "no run was made"
    assert ready.history.model.rowCount() == 0
    qtbot.mouseClick(sheet.cells[5], Qt.MouseButton.LeftButton)
    assert (ready.model.draft.style_strength, ready.model.draft.stroke_size) == (1.0, 2.0)
    assert ready.model.draft.size == 64
    ready.actions_table["undo"].trigger()
    assert ready.model.draft.stroke_size == 1.0
    qtbot.waitUntil(lambda: not ready.findChildren(ContactSheet))


def test_the_cell_with_the_present_settings_is_marked(
    ready: MainWindow, engine: FakeEngine, qtbot: QtBot
) -> None:
    ready.model.set(style_strength=1.375)
    engine.free()
    sheet = open_sheet(ready)
    assert [cell.text().endswith("(now)") for cell in sheet.cells] == [n == 4 for n in range(9)]
    assert sheet.cells[4].text().startswith("1.375")
    for words in (sheet.cells[4].accessibleName(), sheet.cells[4].toolTip()):
        assert words == "Style strength 1.375, Stroke size 1 ×: the present settings"
    sheet.reject()


def test_other_settings_are_painted_anew(ready: MainWindow, engine: FakeEngine, qtbot: QtBot) -> None:
    sheet = open_sheet(ready)
    engine.free()
    row = sheet.across.findData("blend")
    sheet.across.setCurrentIndex(row)
    sheet.across.activated.emit(row)
    qtbot.waitUntil(lambda: len(sheet.cells) == 9 and all(cell.isEnabled() for cell in sheet.cells))
    assert "Blend with photograph 25 %" in sheet.cells[1].toolTip()
    sheet.down.setCurrentIndex(row)
    sheet.down.activated.emit(row)
    assert sheet.across.currentData() != "blend", "the other one gives way"
    sheet.reject()


def test_what_is_painted_is_counted_in_good_english(
    ready: MainWindow, engine: FakeEngine, qtbot: QtBot
) -> None:
    sheet = open_sheet(ready)
    all_of_them = len(sheet.cells)
    assert sheet._words.text().startswith(f"0 of {all_of_them} are painted.")
    first, second, *_ = sheet._orders
    sheet._came(first, QImage(8, 6, QImage.Format.Format_RGB32))
    assert sheet._words.text().startswith(f"1 of {all_of_them} is painted.")
    sheet._came(second, QImage(8, 6, QImage.Format.Format_RGB32))
    assert sheet._words.text().startswith(f"2 of {all_of_them} are painted.")
    sheet.reject()
    engine.free()


def test_closed_it_paints_nothing_more(ready: MainWindow, engine: FakeEngine, qtbot: QtBot) -> None:
    sheet = open_sheet(ready)
    qtbot.waitUntil(lambda: len(engine.recipes) == 1)
    sheet.reject()
    engine.free()
    ready.start()
    qtbot.waitUntil(lambda: ready.controller.state is RunState.FINISHED)
    assert len(engine.recipes) == 2, "the sketch that was begun, and the run"


def test_what_cannot_be_painted_is_said_once(ready: MainWindow, engine: FakeEngine, qtbot: QtBot) -> None:
    engine.error = InputError("harbour.png is gone; choose it again.")
    engine.free()
    sheet = open_sheet(ready)
    qtbot.waitUntil(lambda: "harbour.png is gone" in sheet._words.text())
    assert not any(cell.isEnabled() for cell in sheet.cells)
    sheet.reject()


def test_while_painting_there_is_no_sheet(ready: MainWindow, engine: FakeEngine, qtbot: QtBot) -> None:
    ready.start()
    qtbot.waitUntil(lambda: ready.controller.state is RunState.RUNNING)
    assert not ready.actions_table["contact_sheet"].isEnabled()
    engine.free()
    qtbot.waitUntil(lambda: ready.actions_table["contact_sheet"].isEnabled())
