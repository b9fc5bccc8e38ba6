"""Looks in the window: chosen, named, kept, exchanged, removed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from fake_engine import FakeEngine
from hands_on import words_only
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QInputDialog, QMessageBox
from pytestqt.qtbot import QtBot

from nst_engine import presets
from nst_engine.presets import Preset
from nst_gui import theme
from nst_gui.main_window import MainWindow
from nst_gui.widgets.preset_row import _PICTURE
from tests.gui.widgets.hands import pixels_of


@pytest.fixture
def window(ready: MainWindow, qtbot: QtBot) -> MainWindow:
    qtbot.waitUntil(lambda: ready.controls.presets.box.count() > 0)
    settle(qtbot, ready)
    return ready


def settle(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.waitUntil(lambda: not window.tasks.busy)


def choose(window: MainWindow, name: str) -> None:
    box = window.controls.presets.box
    row = box.findText(name)
    assert row >= 0
    box.setCurrentIndex(row)
    box.activated.emit(row)


def shown(window: MainWindow) -> str:
    box = window.controls.presets.box
    return box.currentText() if box.currentIndex() >= 0 else box.placeholderText()


def action(window: MainWindow, name: str):
    menu = window.controls.presets.menu_button.menu()
    menu.aboutToShow.emit()
    return next(action for action in menu.actions() if action.objectName() == f"preset_{name}")


def keep(window: MainWindow, name: str, qtbot: QtBot) -> None:
    action(window, "save").trigger()
    (dialog,) = window.findChildren(QInputDialog)
    assert words_only(dialog) == ["OK", "Cancel"]
    dialog.setTextValue(name)
    dialog.accept()
    settle(qtbot, window)
    qtbot.waitUntil(lambda: not window.findChildren(QInputDialog))


def test_at_first_the_look_is_the_default_one(window: MainWindow) -> None:
    assert shown(window) == "Classic"


def test_a_look_sets_what_decides_the_look_in_one_step(window: MainWindow) -> None:
    window.model.set(stroke_size=2.5)
    assert shown(window) == "Your own settings"
    before = window.model.recipe()
    choose(window, "Veil")
    draft = window.model.draft
    assert (draft.blend, draft.style_strength, draft.stroke_size) == (0.4, 15.0, 1.5)
    assert (draft.size, draft.content) == (before.size, before.content)
    assert window.controls.finish.slider("blend").box.value() == 40
    assert shown(window) == "Veil"
    window.actions_table["undo"].trigger()
    assert window.model.recipe() == before
    assert shown(window) == "Your own settings"


def test_a_slider_moved_to_a_look_is_that_look(window: MainWindow) -> None:
    window.model.set(style_strength=0.15)
    assert shown(window) == "Gentle"


def test_one_s_own_look_is_kept_for_the_next_time(window: MainWindow, start_studio, qtbot: QtBot) -> None:
    window.model.set(style_strength=2.0, tv_weight=0.5)
    keep(window, "  My evening  ", qtbot)
    assert shown(window) == "My evening"
    assert "My evening" in window.messages.text()
    window.saver._unsaved = False
    window.close()
    second = start_studio()
    qtbot.waitUntil(lambda: second.controls.presets.box.count() > 0)
    choose(second, "My evening")
    assert (second.model.draft.style_strength, second.model.draft.tv_weight) == (2.0, 0.5)


@pytest.mark.parametrize("name", ["", "classic", "a\u202eb"])
def test_a_name_that_cannot_be_is_told(window: MainWindow, name: str, qtbot: QtBot) -> None:
    window.model.set(style_strength=2.0)
    keep(window, name, qtbot)
    assert window.messages.text()
    assert not any(stored.own for stored in presets.all_presets())


def answer(window: MainWindow, words: str, agree: str = "Remove") -> str:
    """Press the button that says ``words`` of a question that can be agreed to; returns the question."""
    [question] = [box for box in window.findChildren(QMessageBox) if box.isVisible()]
    assert words_only(question) == [agree, "Cancel"]
    [button] = [button for button in question.buttons() if button.text() == words]
    text = question.text()
    button.click()
    return text


def own_looks() -> list[tuple[str, dict[str, Any]]]:
    return [(stored.preset.name, stored.preset.settings) for stored in presets.all_presets() if stored.own]


def test_a_look_of_the_same_name_is_replaced_only_once_that_was_confirmed(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.model.set(style_strength=2.0)
    keep(window, "Mine", qtbot)
    window.model.set(style_strength=3.0)
    keep(window, "mine", qtbot)
    assert "a look called Mine already" in answer(window, "Cancel", "Replace")
    settle(qtbot, window)
    assert own_looks() == [("Mine", {"style_strength": 2.0})]
    [again] = [found for found in window.findChildren(QInputDialog) if found.isVisible()]
    assert again.textValue() == "mine", "what was typed is not lost"
    again.accept()
    answer(window, "Replace", "Replace")
    qtbot.waitUntil(lambda: not window.findChildren(QInputDialog))
    settle(qtbot, window)
    assert own_looks() == [("mine", {"style_strength": 3.0})]
    keep(window, "Mine", qtbot)  # the same look: nothing is lost
    assert own_looks() == [("Mine", {"style_strength": 3.0})]


def offered(window: MainWindow, qtbot: QtBot) -> str:
    """The name a look would be saved under."""
    action(window, "save").trigger()
    (dialog,) = window.findChildren(QInputDialog)
    name = dialog.textValue()
    dialog.reject()
    qtbot.waitUntil(lambda: not window.findChildren(QInputDialog))
    return name


def test_an_own_look_that_was_changed_is_offered_its_name(window: MainWindow, qtbot: QtBot) -> None:
    window.model.set(style_strength=2.0)
    assert offered(window, qtbot) == ""
    keep(window, "Mine", qtbot)
    window.model.set(style_strength=3.0)
    assert offered(window, qtbot) == "Mine"
    choose(window, "Classic")
    assert offered(window, qtbot) == "", "a look of the program's"
    window.model.set(style_strength=3.0)
    assert offered(window, qtbot) == ""
    choose(window, "Mine")
    window.model.set(stroke_size=3.0)
    assert offered(window, qtbot) == "Mine"


def test_the_name_of_a_look_that_is_gone_is_not_offered(window: MainWindow, qtbot: QtBot) -> None:
    window.model.set(style_strength=2.0)
    keep(window, "Mine", qtbot)
    action(window, "remove").trigger()
    answer(window, "Remove")
    settle(qtbot, window)
    assert offered(window, qtbot) == ""


def test_an_own_look_gets_another_name(window: MainWindow, qtbot: QtBot) -> None:
    assert not action(window, "rename").isEnabled()
    window.model.set(style_strength=2.0)
    keep(window, "Mine", qtbot)
    assert action(window, "rename").isEnabled()
    for name, told in (("classic", "called classic already"), ("Evening", "")):
        action(window, "rename").trigger()
        [dialog] = [found for found in window.findChildren(QInputDialog) if found.isVisible()]
        assert dialog.textValue() == "Mine"
        dialog.setTextValue(name)
        dialog.accept()
        settle(qtbot, window)
        assert told in window.messages.text()
    assert own_looks() == [("Evening", {"style_strength": 2.0})]
    qtbot.waitUntil(lambda: shown(window) == "Evening")


def test_a_look_from_a_file_stands_beside_one_of_its_name(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    window.model.set(style_strength=2.0)
    keep(window, "Mine", qtbot)
    window.model.set(style_strength=3.0)
    window.looks.write_file(tmp_path / "mine.json", "Mine")
    settle(qtbot, window)
    window.looks.take_file(tmp_path / "mine.json")
    qtbot.waitUntil(lambda: shown(window) == "Mine 2")
    assert own_looks() == [("Mine", {"style_strength": 2.0}), ("Mine 2", {"style_strength": 3.0})]


def test_a_look_is_removed_only_once_that_was_confirmed(window: MainWindow, qtbot: QtBot) -> None:
    window.model.set(style_strength=2.0)
    keep(window, "<b>Mine</b>", qtbot)
    action(window, "remove").trigger()
    assert "<b>Mine</b>" in answer(window, "Cancel")
    settle(qtbot, window)
    assert [stored.preset.name for stored in presets.all_presets() if stored.own] == ["<b>Mine</b>"]


def test_only_own_looks_can_be_removed(window: MainWindow, qtbot: QtBot) -> None:
    assert not action(window, "remove").isEnabled()
    window.model.set(style_strength=2.0)
    assert not action(window, "remove").isEnabled()
    keep(window, "Mine", qtbot)
    assert action(window, "remove").isEnabled()
    action(window, "remove").trigger()
    answer(window, "Remove")
    settle(qtbot, window)
    qtbot.waitUntil(lambda: shown(window) == "Your own settings")
    assert window.model.draft.style_strength == 2.0
    assert not any(stored.own for stored in presets.all_presets())


def test_looks_go_out_and_come_in_as_files(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    window.model.set(style_strength=6.0)
    window.looks.write_file(tmp_path / "mine.json", "Stormy")
    settle(qtbot, window)
    assert presets.read_preset(tmp_path / "mine.json") == Preset.of("Stormy", window.model.draft)
    choose(window, "Classic")
    window.looks.take_file(tmp_path / "mine.json")
    qtbot.waitUntil(lambda: shown(window) == "Stormy")
    assert window.model.draft.style_strength == 6.0


@pytest.mark.parametrize("text", ["{", '{"name": "x", "settings": {"size": 99}}'])
def test_a_damaged_look_changes_nothing(window: MainWindow, tmp_path: Path, text: str, qtbot: QtBot) -> None:
    (tmp_path / "bad.json").write_text(text)
    before = window.model.recipe()
    window.looks.take_file(tmp_path / "bad.json")
    qtbot.waitUntil(lambda: "bad.json" in window.messages.text())
    assert window.model.recipe() == before


@pytest.mark.parametrize("name", ["import", "open"])
def test_files_are_chosen_in_the_system_s_dialog(window: MainWindow, name: str, qtbot: QtBot) -> None:
    action(window, name).trigger()
    (dialog,) = window.findChildren(QFileDialog)
    assert dialog.acceptMode() is (
        QFileDialog.AcceptMode.AcceptOpen if name == "import" else QFileDialog.AcceptMode.AcceptSave
    )
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)


def test_looks_are_shown_by_pictures(window: MainWindow, qtbot: QtBot) -> None:
    row = window.controls.presets
    names = [stored.preset.name for stored in presets.all_presets() if not stored.own]
    qtbot.waitUntil(lambda: all(row.has_thumbnail(name) for name in names))


def test_an_own_look_is_shown_by_what_was_painted_with_it(
    window: MainWindow, engine: FakeEngine, qtbot: QtBot
) -> None:
    window.model.set(style_strength=2.0)
    keep(window, "Before", qtbot)
    window.start()
    engine.free()
    qtbot.waitUntil(lambda: window.saver.has_picture and not window.tasks.busy)
    keep(window, "After", qtbot)
    qtbot.waitUntil(lambda: window.controls.presets.has_thumbnail("After"))
    window.model.set(style_strength=4.0)
    keep(window, "Another", qtbot)
    row = window.controls.presets
    assert [row.has_thumbnail(name) for name in ("Before", "After", "Another")] == [False, True, False]
    image = row.box.itemData(row.box.findText("After"), _PICTURE)._image
    assert image.pixelColor(3, 3).red() == pytest.approx(8, abs=3)


@pytest.mark.qt_log_ignore(r"This plugin does not support (raise\(\)|grabbing the keyboard)", extend=True)
@pytest.mark.parametrize("dark", [False, True])
def test_the_list_draws_pictures_names_and_the_line_between(
    window: MainWindow, dark: bool, qtbot: QtBot
) -> None:
    window.model.set(style_strength=2.0)
    keep(window, "Mine", qtbot)
    row = window.controls.presets
    qtbot.waitUntil(lambda: row.has_thumbnail("Classic"))
    view = row.box.view()
    view.setPalette(theme.palette(dark))
    row.box.showPopup()
    line = row.box.findText("Mine") - 1
    assert view.model().index(line, 0).data(Qt.ItemDataRole.AccessibleDescriptionRole) == "separator"
    pixels = pixels_of(view.grab().toImage())
    row.box.hidePopup()
    assert len(np.unique(pixels[5:50, 5:70].reshape(-1, 3), axis=0)) > 200, "a photograph has many colours"
    assert len(np.unique(pixels[5:50, 80:150].reshape(-1, 3), axis=0)) > 2, "there are letters"
