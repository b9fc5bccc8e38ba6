"""The finish, compared pictures and undo, as an artist meets them in the window."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from fake_engine import FakeEngine
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from nst_engine import finish
from nst_gui.main_window import MainWindow
from nst_gui.models.run_state import RunState
from nst_gui.widgets.comparison import CompareMode


@pytest.fixture
def painted(ready: MainWindow, engine: FakeEngine, qtbot: QtBot) -> MainWindow:
    """A window with a finished painting: all pixels 8."""
    ready.start()
    engine.free()
    qtbot.waitUntil(lambda: ready.controller.state is RunState.FINISHED)
    return ready


def shown(window: MainWindow) -> np.ndarray:
    image = window.canvas.image()
    pixels = [image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height())]
    values = np.array([(c.red(), c.green(), c.blue()) for c in pixels])
    return values.reshape(image.width(), image.height(), 3)


def test_the_photograph_is_mixed_into_a_finished_painting_at_once(painted: MainWindow, qtbot: QtBot) -> None:
    evaluations = painted.controller.result.evaluations
    painted.controls.finish.slider("blend").box.setValue(50)
    qtbot.waitUntil(lambda: shown(painted).std() > 0)
    recipe = painted.model.recipe()
    assert recipe.blend == 0.5
    ground = finish.photograph(recipe).pixels.transpose(1, 0, 2)
    np.testing.assert_allclose(shown(painted), 255 * (0.5 * 8 / 255 + 0.5 * ground), atol=0.51)
    assert painted.controller.result.evaluations == evaluations, "nothing was painted"
    painted.controls.finish.slider("blend").box.setValue(0)
    qtbot.waitUntil(lambda: (shown(painted) == 8).all())


def test_the_finished_picture_is_what_is_saved(painted: MainWindow, qtbot: QtBot) -> None:
    painted.controls.finish.slider("blend").box.setValue(100)
    qtbot.waitUntil(lambda: shown(painted).std() > 0)
    result = painted.saver._result
    np.testing.assert_array_equal(result.picture.pixels, finish.photograph(result.recipe).pixels)
    assert result.recipe.blend == 1.0
    assert painted.saver.unsaved


def test_a_finish_that_is_set_while_painting_comes_with_the_picture(
    ready: MainWindow, engine: FakeEngine, qtbot: QtBot
) -> None:
    ready.start()
    engine.step(2)
    ready.model.set(blend=1.0)
    assert not ready.controls.foot.isVisible(), "it needs no other run"
    engine.free()
    qtbot.waitUntil(lambda: ready.controller.state is RunState.FINISHED)
    qtbot.waitUntil(lambda: shown(ready).std() > 0)


def test_only_the_last_of_many_positions_counts(painted: MainWindow, qtbot: QtBot) -> None:
    for percent in range(5, 101, 5):
        painted.controls.finish.slider("blend").box.setValue(percent)
    qtbot.waitUntil(lambda: painted.saver._result.recipe.blend == 1.0)
    assert painted.model.steps.undo_text() == "blend with photograph"


def test_undo_takes_the_finish_off_again(painted: MainWindow, qtbot: QtBot) -> None:
    painted.controls.finish.slider("keep_colours").box.setValue(100)
    qtbot.waitUntil(lambda: shown(painted).std() > 0)
    painted.actions_table["undo"].trigger()
    qtbot.waitUntil(lambda: (shown(painted) == 8).all())
    assert painted.controls.finish.slider("keep_colours").box.value() == 0


def test_a_photograph_that_is_gone_is_told(painted: MainWindow, photograph: Path, qtbot: QtBot) -> None:
    photograph.unlink()
    painted.controls.finish.slider("blend").box.setValue(50)
    qtbot.waitUntil(lambda: photograph.name in painted.messages.text())
    assert (shown(painted) == 8).all()


def test_a_photograph_that_changed_is_not_mixed_in(
    painted: MainWindow, photograph: Path, qtbot: QtBot
) -> None:
    Image.new("RGB", (80, 60), "red").save(photograph)
    painted.controls.finish.slider("blend").box.setValue(50)
    qtbot.waitUntil(lambda: "changed" in painted.messages.text())
    assert (shown(painted) == 8).all()


# --- comparing ---------------------------------------------------------------------------------------------


def comparing(window: MainWindow) -> bool:
    return window.actions_table["compare_split"].isEnabled()


def test_there_is_something_to_compare_once_something_is_painted(
    ready: MainWindow, engine: FakeEngine, qtbot: QtBot
) -> None:
    qtbot.waitUntil(lambda: ready.presenter.has_view)
    assert not comparing(ready)
    assert not ready.zoom_row.peek.isEnabled()
    ready.start()
    engine.step(2)
    qtbot.waitUntil(lambda: comparing(ready))
    assert ready.zoom_row.peek.isEnabled()
    engine.free()
    qtbot.waitUntil(lambda: ready.controller.state is RunState.FINISHED)
    assert comparing(ready)


def test_the_modes_by_their_buttons(painted: MainWindow, qtbot: QtBot) -> None:
    for mode in (CompareMode.SPLIT, CompareMode.BESIDE, CompareMode.RESULT):
        button = painted.findChild(QToolButton, f"compare_{mode}_button")
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        assert painted.canvas.mode() is mode
        on = [m for m in CompareMode if painted.actions_table[f"compare_{m}"].isChecked()]
        assert on == [mode]


def test_the_photograph_is_seen_for_as_long_as_its_button_is_pressed(
    painted: MainWindow, qtbot: QtBot
) -> None:
    peek = painted.zoom_row.peek
    qtbot.mousePress(peek, Qt.MouseButton.LeftButton)
    assert painted.canvas.comparison.held
    qtbot.mouseRelease(peek, Qt.MouseButton.LeftButton)
    assert not painted.canvas.comparison.held


def test_another_photograph_in_the_painting_s_place_has_nothing_to_compare_with(
    painted: MainWindow, paintings: list[Path], qtbot: QtBot
) -> None:
    painted.saver._unsaved = False
    painted.intake.open_content([paintings[1]])
    qtbot.waitUntil(lambda: not comparing(painted))


def test_an_unsaved_painting_stays_beside_its_own_photograph(
    painted: MainWindow, paintings: list[Path], qtbot: QtBot
) -> None:
    before = painted.presenter._painted_from
    painted.intake.open_content([paintings[1]])
    qtbot.waitUntil(lambda: painted.model.content.name == paintings[1].name)
    qtbot.waitUntil(lambda: not painted.tasks.busy)
    assert comparing(painted)
    assert painted.presenter._painted_from == before


# --- undo --------------------------------------------------------------------------------------------------


def test_undo_and_redo_by_their_actions(ready: MainWindow, qtbot: QtBot) -> None:
    assert ready.actions_table["undo"].isEnabled(), "the pictures were chosen"
    ready.controls.slider("style_strength").box.setValue(5)
    assert ready.actions_table["undo"].text() == "&Undo: style strength"
    ready.actions_table["undo"].trigger()
    assert ready.controls.slider("style_strength").box.value() == 1.0
    assert ready.actions_table["redo"].text() == "&Redo: style strength"
    ready.actions_table["redo"].trigger()
    assert ready.model.draft.style_strength == 5.0
    assert not ready.actions_table["redo"].isEnabled()


def test_undo_brings_pictures_back_with_their_thumbnails(ready: MainWindow, qtbot: QtBot) -> None:
    count = len(ready.styles.rows())
    ready.styles.rows()[0].remove_button.click()
    assert len(ready.styles.rows()) == count - 1
    ready.actions_table["undo"].trigger()
    assert len(ready.styles.rows()) == count
    ready.photograph.cleared.emit()
    assert ready.model.content is None
    ready.actions_table["undo"].trigger()
    qtbot.waitUntil(lambda: ready.presenter.has_view)
    assert ready.model.content is not None
