from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import tifffile
from fake_engine import FakeEngine
from PIL import Image
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from nst_engine.pictures import read_recipe
from nst_engine.recipe import portable
from nst_gui.dialogs.save_dialog import SaveDialog
from nst_gui.main_window import MainWindow
from nst_gui.models.run_state import RunState


@pytest.fixture
def dialog(ready: MainWindow, engine: FakeEngine, qtbot: QtBot, tmp_path: Path) -> SaveDialog:
    engine.free()
    ready.start()
    qtbot.waitUntil(lambda: ready.controller.state is RunState.FINISHED)
    ready.settings.remember_folder("save", tmp_path)
    ready.actions_table["save"].trigger()
    [made] = ready.findChildren(SaveDialog)
    return made


def save(qtbot: QtBot, window: MainWindow, dialog: SaveDialog) -> None:
    qtbot.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not window.saver.unsaved)


def choose_format(dialog: SaveDialog, extension: str) -> None:
    index = dialog.format_combo.findData(extension)
    dialog.format_combo.setCurrentIndex(index)
    dialog.format_combo.activated.emit(index)


def test_the_name_says_what_was_painted_and_is_free(dialog: SaveDialog, tmp_path: Path) -> None:
    assert dialog.path == tmp_path / "harbour - painting 0.png"


@pytest.mark.parametrize("extension", [".png", ".tif", ".jpg", ".webp", ".avif"])
def test_every_format(
    ready: MainWindow, dialog: SaveDialog, tmp_path: Path, qtbot: QtBot, extension: str
) -> None:
    choose_format(dialog, extension)
    path = dialog.path
    assert path.suffix == extension
    save(qtbot, ready, dialog)
    assert str(path) in ready.messages.text()
    with Image.open(path) as file:
        picture = file.convert("RGB")
    assert picture.size == (64, 48)
    assert np.abs(np.asarray(picture).astype(int) - 8).max() <= 2
    recipe = ready.model.recipe()
    assert recipe is not None
    if extension != ".avif":
        assert read_recipe(path) == portable(recipe)


def test_sixteen_bits_and_no_recipe(ready: MainWindow, dialog: SaveDialog, qtbot: QtBot) -> None:
    choose_format(dialog, ".tif")
    dialog.bits_combo.setCurrentIndex(dialog.bits_combo.findData(16))
    dialog.with_recipe.setChecked(False)
    path = dialog.path
    save(qtbot, ready, dialog)
    assert tifffile.imread(path).dtype == np.uint16
    assert read_recipe(path) is None


def test_the_size_of_the_print_follows_the_resolution(dialog: SaveDialog) -> None:
    assert dialog.size_label.text().split()[-7:] == ["0.5", "×", "0.4", "cm", "at", "300", "dpi"]
    dialog.dpi.setValue(64)
    assert dialog.size_label.text().split()[-7:] == ["2.5", "×", "1.9", "cm", "at", "64", "dpi"]


def test_the_typed_extension_decides_the_format(dialog: SaveDialog, tmp_path: Path) -> None:
    dialog.name_edit.setText(str(tmp_path / "a.JPEG"))
    assert dialog.format_combo.currentText() == "JPEG"
    assert not dialog.bits_combo.isEnabled()
    dialog.name_edit.setText(str(tmp_path / "plain"))
    assert dialog.path == tmp_path / "plain.jpg"


def test_replacing_is_said_first(ready: MainWindow, dialog: SaveDialog, tmp_path: Path, qtbot: QtBot) -> None:
    old = tmp_path / "old.png"
    old.write_bytes(b"old")
    dialog.name_edit.setText(str(old))
    qtbot.keyClick(dialog.name_edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dialog.save_button.text() == "Replace")
    assert dialog.notice == "A file with this name exists and will be replaced."
    assert dialog.isVisible()
    assert dialog.save_button.isEnabled()
    assert old.read_bytes() == b"old"
    qtbot.keyClick(dialog.name_edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not ready.saver.unsaved)
    with Image.open(old) as file:
        assert file.size == (64, 48)


def test_another_existing_file_is_announced_anew(
    ready: MainWindow, dialog: SaveDialog, tmp_path: Path, qtbot: QtBot
) -> None:
    for name in ("one.png", "two.png"):
        (tmp_path / name).write_bytes(b"old")
        dialog.name_edit.setText(str(tmp_path / name))
        assert (dialog.save_button.text(), dialog.notice) == ("Save", "")
        qtbot.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: dialog.save_button.text() == "Replace")
        assert (tmp_path / name).read_bytes() == b"old"
    assert ready.saver.unsaved


@pytest.mark.parametrize("focus", ["name_edit", "save_button"])
def test_a_key_held_down_replaces_nothing(
    ready: MainWindow, dialog: SaveDialog, tmp_path: Path, qtbot: QtBot, focus: str
) -> None:
    (tmp_path / "old.png").write_bytes(b"old")
    dialog.name_edit.setText(str(tmp_path / "old.png"))
    target = getattr(dialog, focus)
    qtbot.keyClick(target, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dialog.save_button.text() == "Replace")
    qtbot.waitUntil(lambda: not ready.tasks.busy)  # the painting has come into the history
    repeat = QKeyEvent(
        QEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "\r", autorep=True
    )
    QApplication.sendEvent(target, repeat)
    assert dialog.save_button.isEnabled()  # no check was begun
    assert not ready.tasks.busy
    assert (tmp_path / "old.png").read_bytes() == b"old"


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("nowhere/a.png", "does not exist"),
        ("a.gif", ".gif"),
        ("con.png", "Windows"),
        ("", "name"),
        ("harbour.png", "one of the pictures"),
    ],
)
def test_a_place_that_will_not_do_is_said_in_the_dialog(
    ready: MainWindow,
    dialog: SaveDialog,
    tmp_path: Path,
    photograph: Path,
    qtbot: QtBot,
    name: str,
    words: str,
) -> None:
    before = photograph.read_bytes()
    dialog.name_edit.setText(str(tmp_path / name) if name else "")
    qtbot.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: words in dialog.notice)
    assert dialog.isVisible()
    assert dialog.save_button.isEnabled()
    assert ready.saver.unsaved
    assert photograph.read_bytes() == before


def test_return_saves(ready: MainWindow, dialog: SaveDialog, qtbot: QtBot) -> None:
    path = dialog.path
    qtbot.keyClick(dialog.name_edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not ready.saver.unsaved)
    assert path.is_file()


def test_the_name_offered_is_beside_a_taken_one(
    ready: MainWindow, dialog: SaveDialog, tmp_path: Path, qtbot: QtBot
) -> None:
    save(qtbot, ready, dialog)
    (tmp_path / "harbour - painting 0 2.png").touch()
    ready.actions_table["save"].trigger()
    offered = [d.path for d in ready.findChildren(SaveDialog) if d.isVisible()]
    assert offered == [tmp_path / "harbour - painting 0 3.png"]
