"""Settings that come back from recipes and saved pictures, with their pictures or without."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from fake_engine import FakeEngine
from hands_on import drop, file_mime
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QPushButton
from pytestqt.qtbot import QtBot

from nst_engine import paths, pictures
from nst_engine.recipe import Recipe, StyleRef, WeightsRef, portable
from nst_gui.dialogs.missing_pictures import MissingPicturesDialog
from nst_gui.main_window import MainWindow
from nst_gui.workers import sources_worker
from nst_gui.workers.sources_worker import Known


def settle(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.waitUntil(lambda: not window.tasks.busy)


def dialog_of(window: MainWindow, qtbot: QtBot) -> MissingPicturesDialog:
    qtbot.waitUntil(lambda: bool(window.findChildren(MissingPicturesDialog)))
    (dialog,) = window.findChildren(MissingPicturesDialog)
    return dialog


def press(window: MainWindow, button: QPushButton, qtbot: QtBot) -> None:
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not window.findChildren(MissingPicturesDialog))


@pytest.fixture
def recipe(photograph: Path, paintings: list[Path]) -> Recipe:
    return Recipe(
        content=pictures.reference(photograph),
        styles=(
            StyleRef(picture=pictures.reference(paintings[1]), weight=2.0),
            StyleRef(picture=pictures.reference(paintings[2])),
        ),
        size=96,
        style_strength=7.5,
    )


@pytest.fixture
def exported(recipe: Recipe, photograph: Path, tmp_path: Path) -> Path:
    """A saved picture of ``recipe``, alone in a folder."""
    path = tmp_path / "elsewhere" / "exported.png"
    path.parent.mkdir()
    pictures.save(pictures.load(photograph), path, recipe=recipe)
    return path


def test_what_is_missing_is_named_and_found_and_all_of_it_is_one_step(
    ready: MainWindow, recipe: Recipe, exported: Path, paintings: list[Path], qtbot: QtBot
) -> None:
    before, steps = ready.model.recipe(), ready.model.steps.count()
    ready.intake.open_recipe(exported)
    dialog = dialog_of(ready, qtbot)
    assert ready.model.recipe() == before, "nothing changes while the user is asked"
    assert [row.ref.name for row in dialog.rows] == ["painting 1.png", "painting 2.png"]
    assert dialog.accept_button.text() == "Go on without"
    qtbot.mouseClick(dialog.rows[0].find, Qt.MouseButton.LeftButton)
    (chooser,) = dialog.findChildren(QFileDialog)
    chooser.filesSelected.emit([str(path) for path in paintings[1:]])
    chooser.close()
    settle(qtbot, ready)
    assert [row.state for row in dialog.rows] == ["Found", "Found"]
    assert dialog.accept_button.text() == "Restore settings"
    press(ready, dialog.accept_button, qtbot)
    assert ready.model.recipe() == recipe
    assert ready.model.steps.count() == steps + 1
    ready.model.steps.undo()
    assert ready.model.recipe() == before


def test_pictures_of_their_names_beside_a_saved_picture_are_found(
    ready: MainWindow, recipe: Recipe, exported: Path, paintings: list[Path], qtbot: QtBot
) -> None:
    shutil.copy(paintings[1], exported.parent)
    shutil.copy(paintings[0], exported.with_name(paintings[2].name))  # of that name, but another picture
    ready.intake.open_recipe(exported)
    dialog = dialog_of(ready, qtbot)
    assert [row.ref.name for row in dialog.rows] == ["painting 2.png"]
    shutil.copy(paintings[2], exported.parent)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not ready.findChildren(MissingPicturesDialog))
    ready.intake.open_recipe(exported)
    qtbot.waitUntil(lambda: portable(ready.model.recipe()) == portable(recipe))


def test_giving_up_changes_nothing(ready: MainWindow, exported: Path, qtbot: QtBot) -> None:
    before = ready.model.recipe()
    ready.intake.open_recipe(exported)
    dialog = dialog_of(ready, qtbot)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not ready.findChildren(MissingPicturesDialog))
    assert ready.model.recipe() == before


def test_one_can_go_on_without(ready: MainWindow, recipe: Recipe, exported: Path, qtbot: QtBot) -> None:
    ready.intake.open_recipe(exported)
    dialog = dialog_of(ready, qtbot)
    press(ready, dialog.accept_button, qtbot)
    assert ready.model.draft.style_strength == 7.5
    assert ready.model.content == recipe.content  # it was the present photograph
    assert ready.model.styles == ()
    assert "painting 1.png, painting 2.png" in ready.messages.text()


def test_another_picture_is_used_only_when_the_user_says_so(
    ready: MainWindow, exported: Path, paintings: list[Path], tmp_path: Path, qtbot: QtBot
) -> None:
    ready.intake.open_recipe(exported)
    dialog = dialog_of(ready, qtbot)
    row = dialog.rows[0]
    broken = tmp_path / "broken.png"
    broken.write_text("no picture")
    dialog.take(row, [broken])
    settle(qtbot, ready)
    assert "broken.png" in dialog.problem
    assert row.state == "Not found"
    assert row.use.isHidden()
    dialog.take(row, [paintings[0]])
    settle(qtbot, ready)
    assert dialog.problem == ""
    assert row.state == "painting 0.png is another picture"
    assert row.found() is None
    row.use.setChecked(True)
    press(ready, dialog.accept_button, qtbot)
    assert [(style.picture.name, style.weight) for style in ready.model.styles] == [("painting 0.png", 2.0)]


def test_pictures_are_found_in_the_history_and_among_the_pasted(
    ready: MainWindow, recipe: Recipe, exported: Path, paintings: list[Path], engine: FakeEngine, qtbot: QtBot
) -> None:
    ready.intake.add_styles(paintings[1:2])
    settle(qtbot, ready)
    ready.start()
    engine.free()
    qtbot.waitUntil(lambda: ready.history.model.rowCount() == 1 and not ready.tasks.busy)
    pictures.store_pasted(paintings[2].read_bytes())
    paintings[2].unlink()
    ready.settings._store.remove("styles/recent")
    ready.model.set(content=None, styles=())
    ready.intake.open_recipe(exported)
    qtbot.waitUntil(lambda: ready.model.recipe() is not None)
    assert [ref.sha256 for ref in ready.model.recipe().pictures()] == [
        ref.sha256 for ref in recipe.pictures()
    ]
    assert Path(ready.model.styles[1].picture.path).parent == paths.pasted_dir()


def test_a_painting_that_began_another_is_found_in_the_history(
    ready: MainWindow, engine: FakeEngine, photograph: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    ready.start()
    engine.free()
    qtbot.waitUntil(lambda: ready.history.model.rowCount() == 1 and not ready.tasks.busy)
    begun = ready.model.recipe().model_copy(
        update={"init": pictures.reference(ready.history.model.entries[0].picture), "scales": "last"}
    )
    path = tmp_path / "on.png"
    pictures.save(pictures.load(photograph), path, recipe=begun)
    ready.intake.open_recipe(path)
    settle(qtbot, ready)
    assert ready.model.recipe() == begun


def test_a_recipe_opens_no_file_outside_its_folder(
    recipe: Recipe, photograph: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[Path] = []
    really = pictures.reference
    monkeypatch.setattr(pictures, "reference", lambda path: (opened.append(path), really(path))[1])
    folder = tmp_path / "from somebody"
    folder.mkdir()
    own = shutil.copy(photograph, folder / "own.png")
    content = recipe.content.model_copy(update={"path": "own.png"})
    file = folder / "recipe.json"
    file.write_text(recipe.model_copy(update={"content": content}).to_json(), encoding="utf-8")
    found = sources_worker.open_recipe(file, [Known(photograph, "0" * 64), Known(photograph, size=(9, 9))])
    assert [loaded.ref.path for loaded in found.found.values()] == [str(own)]
    assert [ref.name for ref in found.missing()] == ["painting 1.png", "painting 2.png"]
    assert opened == [Path(own)]


@pytest.mark.parametrize("place", ["//server/share/a.png", r"\\server\share\a.png", "smb://server/a.png"])
def test_no_network_is_ever_asked(
    recipe: Recipe, place: str, monkeypatch: pytest.MonkeyPatch, start_studio, qtbot: QtBot
) -> None:
    def never(path: Path) -> Any:
        raise AssertionError(f"{path} was opened")

    monkeypatch.setattr(pictures, "read_header", never)
    monkeypatch.setattr(pictures, "reference", never)
    away = recipe.content.model_copy(update={"path": place})
    kept = Recipe(content=away, styles=(StyleRef(picture=away),))
    assert sources_worker.find_pictures(kept, [Known(Path(place))]).missing() == (away,)
    window = start_studio([Path(place)])
    window.intake.add_styles([Path(place)])
    window.intake.open_recipe(Path(place))
    window.intake.set_initial(Path(place))
    assert window.model.draft.init == "content"
    assert [text for text, _ in window.messages.messages()] == [
        "Pictures are opened from this computer only; copy the file here first."
    ]


@pytest.mark.parametrize("sha256", [None, "1" * 64])
def test_a_recipe_opens_no_network_weights(
    recipe: Recipe, sha256: str | None, photograph: Path, paintings: list[Path], tmp_path: Path
) -> None:
    weights = WeightsRef(name="file", path=str(tmp_path / "evil.pth"), sha256=sha256)
    file = tmp_path / "recipe.json"
    file.write_text(recipe.model_copy(update={"weights": weights}).to_json(), encoding="utf-8")
    opened = sources_worker.open_recipe(file, [])
    assert opened.missing() == ()
    assert opened.settings().weights.path is None
    assert opened.settings().weights.name == ("bundled" if sha256 is None else "file")
    assert bool(opened.notices) is (sha256 is None)


def test_a_dropped_recipe_is_never_taken_for_a_picture(
    ready: MainWindow, recipe: Recipe, tmp_path: Path, paintings: list[Path], qtbot: QtBot
) -> None:
    file = tmp_path / "mine.json"
    file.write_text(recipe.to_json(), encoding="utf-8")
    drop(ready.styles, file_mime([file, paintings[0]]))
    qtbot.waitUntil(lambda: len(ready.model.styles) == 3)
    names = [style.picture.name for style in ready.model.styles]
    assert names == ["painting 1.png", "painting 2.png", "painting 0.png"]
    assert ready.model.draft.style_strength == 7.5


def test_settings_of_a_painting_for_another_photograph(
    ready: MainWindow, engine: FakeEngine, tmp_path: Path, qtbot: QtBot
) -> None:
    ready.model.set(style_strength=3.0)
    ready.start()
    engine.free()
    qtbot.waitUntil(lambda: ready.history.model.rowCount() == 1 and not ready.tasks.busy)
    painted = ready.model.recipe()
    ready.model.set(style_strength=1.0, styles=(), content=None)
    other = tmp_path / "other.png"
    Image.new("RGB", (90, 120), "tan").save(other)
    steps = ready.model.steps.count()
    ready.history.otherPhotographRequested.emit(painted.model_copy(update={"scales": "last"}))
    (chooser,) = ready.findChildren(QFileDialog)
    chooser.filesSelected.emit([str(other)])
    chooser.close()
    qtbot.waitUntil(lambda: ready.model.recipe() is not None)
    assert ready.model.recipe() == painted.model_copy(update={"content": pictures.reference(other)})
    assert ready.model.steps.count() == steps + 1
    assert ready.actions_table["start"].isEnabled()
