"""The picture that painting starts from is cropped and turned as all others are."""

from __future__ import annotations

from pathlib import Path

import pytest
from fake_engine import FakeEngine
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from nst_engine import pictures
from nst_engine.recipe import Crop, PictureRef
from nst_gui.dialogs.crop_dialog import CropDialog
from nst_gui.framing import INITIAL
from nst_gui.main_window import MainWindow
from nst_gui.models.crop_frame import FrameOrder
from nst_gui.models.run_state import RunState
from tests.gui.test_framing import choose_row, click, drag, settle

pytestmark = pytest.mark.qt_log_ignore(
    r"This plugin does not support (raise\(\)|grabbing the keyboard|propagateSizeHints\(\))", extend=True
)


@pytest.fixture
def starting(ready: MainWindow, paintings: list[Path], qtbot: QtBot) -> MainWindow:
    """A window in which painting starts from a picture, with *Advanced* open."""
    ready.controls.section.set_expanded(True)
    ready.intake.set_initial(paintings[2])
    qtbot.waitUntil(lambda: isinstance(ready.model.draft.init, PictureRef))
    settle(qtbot, ready)
    ready.controls.ensureWidgetVisible(ready.controls.advanced.init)
    return ready


def init_of(window: MainWindow) -> PictureRef:
    init = window.model.draft.init
    assert isinstance(init, PictureRef)
    return init


def test_the_button_is_there_while_there_is_a_picture(starting: MainWindow) -> None:
    chooser = starting.controls.advanced.init
    assert chooser.crop_button.isVisible()
    assert chooser.box.toolTip().startswith("Picture: painting 2.png\n"), "the list may be too narrow for it"
    starting.model.set(init="noise")
    assert chooser.box.toolTip().startswith("What is on the canvas")
    assert not chooser.crop_button.isVisible()
    assert chooser.box.currentData() == "noise"


def test_a_part_is_chosen_in_the_editor_and_taken_back(starting: MainWindow, qtbot: QtBot) -> None:
    chooser = starting.controls.advanced.init
    whole, steps = init_of(starting), starting.model.steps.count()
    click(qtbot, chooser.crop_button)
    (dialog,) = starting.findChildren(CropDialog)
    with qtbot.waitExposed(dialog):
        pass
    assert dialog.editor.has_image()
    assert "painting 2" in dialog.windowTitle()
    assert dialog.shapes.findData("output") >= 0
    settle(qtbot, starting)
    drag(dialog, (-1, -1), (12, 20))
    click(qtbot, dialog.accept_button)
    assert init_of(starting).crop == Crop(x=12, y=20, width=60, height=60)
    assert chooser.box.currentText() == "Picture: painting 2.png, cropped"
    assert starting.model.steps.count() == steps + 1
    assert starting.model.steps.undo_text() == "crop and rotation"
    starting.model.steps.undo()
    assert init_of(starting) == whole
    assert chooser.box.currentText() == "Picture: painting 2.png"
    starting.model.steps.redo()
    assert init_of(starting).crop == Crop(x=12, y=20, width=60, height=60)
    settle(qtbot, starting)


def test_its_menu_is_that_of_every_picture(starting: MainWindow, qtbot: QtBot) -> None:
    chooser = starting.controls.advanced.init
    rows = choose_row(qtbot, chooser, "Rotate left")
    assert rows == ["Crop…", "Rotate left", "Rotate right", "Remove"]
    assert init_of(starting).rotation == 270
    choose_row(qtbot, chooser, "Rotate left")
    assert init_of(starting).rotation == 180
    starting.model.steps.undo()
    assert init_of(starting).rotation == 270, "each turn is a step"
    assert "Use all of it" in choose_row(qtbot, chooser, "Use all of it")
    assert init_of(starting).is_whole
    choose_row(qtbot, chooser, "Remove")
    assert starting.model.draft.init == "content"
    settle(qtbot, starting)


def test_the_edit_menu_turns_it_where_it_has_the_focus(starting: MainWindow, qtbot: QtBot) -> None:
    chooser = starting.controls.advanced.init
    chooser.box.setFocus()
    starting.actions_table["rotate_right"].trigger()
    assert (init_of(starting).rotation, starting.model.content.rotation) == (90, 0)
    starting.model.set(init="content")
    starting.actions_table["rotate_right"].trigger()
    assert starting.model.content.rotation == 90
    settle(qtbot, starting)


def test_it_may_be_the_only_picture(studio: MainWindow, paintings: list[Path], qtbot: QtBot) -> None:
    assert not studio.actions_table["crop"].isEnabled()
    studio.intake.set_initial(paintings[0])
    qtbot.waitUntil(lambda: isinstance(studio.model.draft.init, PictureRef))
    studio.model.set(size=80)  # anything that makes the window look again
    assert studio.actions_table["rotate_left"].isEnabled()
    studio.actions_table["rotate_left"].trigger()
    assert init_of(studio).rotation == 270
    settle(qtbot, studio)


def test_the_list_shows_what_is_set_until_another_picture_is_chosen(
    starting: MainWindow, qtbot: QtBot
) -> None:
    box = starting.controls.advanced.init.box
    asked = []
    starting.controls.advanced.init.fileRequested.connect(lambda: asked.append(1))
    starting.controls.initialFileRequested.disconnect(starting.chooser.initial)
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Home)
    assert starting.model.draft.init == "content"
    QTest.keyClick(box, Qt.Key.Key_End)
    assert asked == [1]
    assert box.currentData() == "content"
    settle(qtbot, starting)


def test_a_saved_picture_brings_the_part_back(
    starting: MainWindow, engine: FakeEngine, tmp_path: Path, qtbot: QtBot
) -> None:
    part = Crop(x=4, y=6, width=40, height=50)
    starting.framing.order(INITIAL, FrameOrder.RIGHT)
    starting.model.set(init=init_of(starting).framed(part, 90))
    engine.free()
    starting.start()
    qtbot.waitUntil(lambda: starting.controller.state is RunState.FINISHED)
    result = starting.controller.result
    path = tmp_path / "painted.png"
    pictures.save(result.picture, path, pictures.SaveOptions(), result.recipe)
    whole = init_of(starting).framed(None, 0)
    starting.model.set(init=whole)
    settle(qtbot, starting)
    starting.intake.open_recipe(path)
    qtbot.waitUntil(lambda: init_of(starting) == whole.framed(part, 90))
    settle(qtbot, starting)
