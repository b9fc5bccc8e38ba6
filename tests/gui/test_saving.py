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

from nst_engine import main_memory
from nst_engine.export import ExportOptions
from nst_engine.pictures import read_recipe
from nst_engine.recipe import portable
from nst_gui.dialogs.save_dialog import SaveDialog
from nst_gui.main_window import MainWindow
from nst_gui.models.export_choices import ExportChoices
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
    bits = dialog.details.bits_combo
    bits.setCurrentIndex(bits.findData(16))
    dialog.details.with_recipe.setChecked(False)
    path = dialog.path
    save(qtbot, ready, dialog)
    assert tifffile.imread(path).dtype == np.uint16
    assert read_recipe(path) is None


def test_the_size_of_the_print_follows_the_resolution(dialog: SaveDialog) -> None:
    assert dialog.size_label.text().split()[-7:] == ["0.5", "×", "0.4", "cm", "at", "300", "dpi"]
    dialog.details.dpi.setValue(64)
    assert dialog.size_label.text().split()[-7:] == ["2.5", "×", "1.9", "cm", "at", "64", "dpi"]


def test_the_typed_extension_decides_the_format(dialog: SaveDialog, tmp_path: Path) -> None:
    dialog.name_edit.setText(str(tmp_path / "a.JPEG"))
    assert dialog.format_combo.currentText() == "JPEG"
    assert not dialog.details.bits_combo.isEnabled()
    dialog.name_edit.setText(str(tmp_path / "plain"))
    assert dialog.path == tmp_path / "plain.jpg"


@pytest.mark.parametrize(
    ("typed", "name", "chosen"),
    [
        ("dawn.tif", "dawn.tif", ".tif"),
        ("dawn.tiff", "dawn.tiff", ".tif"),
        ("dawn.jpeg", "dawn.jpeg", ".jpg"),
        ("dawn.png", "dawn.png", ".png"),
        ("dawn", "dawn.png", ".png"),
        ("dawn 2.5", "dawn 2.5.png", ".png"),
    ],
)
def test_an_ending_typed_over_the_offered_name_takes_the_place_of_its_ending(
    dialog: SaveDialog, qtbot: QtBot, typed: str, name: str, chosen: str
) -> None:
    assert dialog.name_edit.selectedText() + ".png" == dialog.name_edit.text()
    qtbot.keyClicks(dialog.name_edit, typed)
    assert dialog.name_edit.text() == name
    assert dialog.format_combo.currentData() == chosen


def test_a_name_may_begin_with_a_tilde(dialog: SaveDialog, tmp_path: Path) -> None:
    dialog.name_edit.setText("~sunset.png")  # nobody's home
    assert dialog.path == dialog._folder / "~sunset.png"
    dialog.name_edit.setText("~/sunset.png")
    assert dialog.path == Path.home() / "sunset.png"


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
    [again] = [d for d in ready.findChildren(SaveDialog) if d.isVisible()]
    qtbot.waitUntil(lambda: again.path == tmp_path / "harbour - painting 0 3.png")


# ---- what is folded away -------------------------------------------------------------------------------


def save_again(ready: MainWindow, tmp_path: Path) -> SaveDialog:
    ready.settings.remember_folder("save", tmp_path)
    ready.actions_table["save"].trigger()
    [made] = [d for d in ready.findChildren(SaveDialog) if d.isVisible()]
    return made


def test_the_rest_is_folded_away_at_first(dialog: SaveDialog) -> None:
    assert not dialog.details.isVisible()
    closed = dialog.height()
    dialog._section.set_expanded(True)
    assert dialog.details.isVisible()
    assert dialog.height() > closed


def test_a_size_in_pixels_is_what_is_saved(
    ready: MainWindow, dialog: SaveDialog, tmp_path: Path, qtbot: QtBot
) -> None:
    dialog.details.size.across.setValue(160)
    assert dialog.details.size.down.value() == 120
    assert dialog.size_label.text().startswith("160")
    save(qtbot, ready, dialog)
    with Image.open(tmp_path / "harbour - painting 0.png") as file:
        assert file.size == (160, 120)


def test_a_size_on_paper_follows_the_resolution(dialog: SaveDialog) -> None:
    size = dialog.details.size
    size.set_unit("cm")
    assert (size.across.value(), size.down.value()) == (0.54, 0.41)
    dialog.details.dpi.setValue(150)
    assert size.long_edge() is None  # as painted, twice as long on paper
    assert size.across.value() == 1.08
    size.down.setValue(1.5)
    assert size.long_edge() == 118
    dialog.details.dpi.setValue(300)
    assert (size.long_edge(), size.across.value()) == (236, 2.0)
    size.reset_button.click()
    assert size.long_edge() is None


def test_enlarging_says_what_would_be_better(dialog: SaveDialog) -> None:
    dialog._section.set_expanded(True)
    assert not dialog.details._enlarged.isVisible()
    dialog.details.size.across.setValue(128)
    assert dialog.details._enlarged.isVisible()
    assert "2.0 times" in dialog.details._enlarged.text()


def test_a_size_that_cannot_be_is_said(ready: MainWindow, dialog: SaveDialog, qtbot: QtBot) -> None:
    dialog.details.size.across.setValue(90_000)
    qtbot.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "250 megapixels" in dialog.notice)
    assert ready.saver.unsaved


def test_what_was_chosen_is_offered_again_but_for_the_size(
    ready: MainWindow, dialog: SaveDialog, tmp_path: Path, qtbot: QtBot
) -> None:
    choose_format(dialog, ".webp")
    details = dialog.details
    details.quality.set_value(60)
    details.dpi.setValue(240)
    details.with_recipe.setChecked(False)
    details.metadata_combo.setCurrentIndex(1)
    details.pattern.edit.setText("{painting} {number}")
    details.size.across.setValue(100)
    chosen = dialog.choices()
    save(qtbot, ready, dialog)
    again = save_again(ready, tmp_path)
    assert again.choices() == chosen
    assert again.details.size.long_edge() is None
    qtbot.waitUntil(lambda: again.path == tmp_path / "painting 0 002.webp")


def test_the_name_follows_the_pattern_until_another_is_written(dialog: SaveDialog, tmp_path: Path) -> None:
    pattern = dialog.details.pattern
    pattern.edit.setText("{photograph} ")
    pattern.insert("size")
    assert dialog.path == tmp_path / "harbour 64x48.png"
    assert pattern.preview() == "harbour 64x48.png"
    dialog.details.size.across.setValue(128)
    assert dialog.path == tmp_path / "harbour 128x96.png"
    choose_format(dialog, ".tif")
    assert dialog.path == tmp_path / "harbour 128x96.tif"
    dialog.name_edit.setText("mine.png")
    dialog.details.size.across.setValue(64)
    assert dialog.path == tmp_path / "mine.png"
    pattern.edit.setText("{nonsense}")
    assert "{nonsense}" in pattern.preview()
    assert "no field" in pattern.preview()


def test_camera_data_is_copied_when_asked_for(
    ready: MainWindow, dialog: SaveDialog, photograph: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    dialog.details.metadata_combo.setCurrentIndex(2)
    photograph.write_bytes(b"another file by now")
    save(qtbot, ready, dialog)
    assert any("camera data was left out" in text for text, _kind in ready.messages.messages())


def test_a_damaged_settings_file_gives_the_usual_choices(studio: MainWindow) -> None:
    for text in ("", "{", '{"dpi": "NaN"}', '{"extension": ".exe"}', '{"bits": 12}'):
        studio.settings._store.setValue("export/choices", text)
        assert studio.settings.export_choices() == ExportChoices()


def test_the_window_and_the_command_line_have_the_same_defaults() -> None:
    assert ExportChoices().options() == ExportOptions()


def test_a_paused_painting_can_be_saved_with_all_its_levels(
    ready: MainWindow, engine: FakeEngine, tmp_path: Path, qtbot: QtBot
) -> None:
    ready.start()
    engine.step(5)
    # At the last scale all pixels are painted; before it the photograph's detail would be among them.
    qtbot.waitUntil(lambda: engine.painted == 5 and ready.presenter.shows_run)
    ready.controller.pause()
    qtbot.waitUntil(lambda: ready.controller.state is RunState.PAUSED)
    ready.settings.remember_folder("save", tmp_path)
    ready.actions_table["save"].trigger()
    qtbot.waitUntil(lambda: bool(ready.findChildren(SaveDialog)))
    [dialog] = ready.findChildren(SaveDialog)
    choose_format(dialog, ".tif")
    bits = dialog.details.bits_combo
    bits.setCurrentIndex(bits.findData(16))
    path = dialog.path
    qtbot.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: path.is_file() and not ready.saver.saving)
    levels = tifffile.imread(path)
    assert levels.dtype == np.uint16
    assert set((levels % 257).ravel()) == {3}  # what 8 bits could not hold


def test_a_file_that_takes_more_memory_than_there_is_is_announced_and_then_refused(
    dialog: SaveDialog, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(main_memory, "installed_bytes", lambda: 8 * 10**9)
    monkeypatch.setattr(main_memory, "free_bytes", lambda: 2 * 10**9)
    assert dialog.notice == ""
    dialog.details.size.across.setValue(18_000)
    assert dialog.notice.startswith("Writing this file takes about 2.4 GB of memory, and 2.0 GB are free")
    dialog.name_edit.setText("wall.png")
    assert "2.0 GB are free" in dialog.notice, "it stays true whatever the name"
    monkeypatch.setattr(main_memory, "installed_bytes", lambda: 2 * 10**9)
    dialog.details.size.across.setValue(18_001)
    assert "this computer has 2.0 GB; choose a smaller size" in dialog.notice
    qtbot.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(dialog.save_button.isEnabled)
    assert "this computer has 2.0 GB" in dialog.notice
    assert not (tmp_path / "wall.png").exists()
    dialog.details.size.reset()
    assert dialog.notice == ""
    dialog.reject()
