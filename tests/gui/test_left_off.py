"""The window opens where it was left: photograph, paintings, crops and settings, and nothing to undo."""

from __future__ import annotations

import json
import shutil
import threading
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QCheckBox
from pytestqt.qtbot import QtBot

from nst_engine import paths
from nst_engine.errors import InputError
from nst_engine.recipe import Crop, PictureRef, Recipe, StyleRef, WeightsRef
from nst_engine.samples import sample_size
from nst_gui.dialogs.settings_dialog import SettingsDialog
from nst_gui.main_window import MainWindow
from nst_gui.models.setup_store import MAX_BYTES, SetUp, SetupStore
from nst_gui.workers.render_worker import Shown

REF = PictureRef(name="a.png", sha256="a" * 64, width=800, height=600)


def opened(start_studio: Any, qtbot: QtBot, *files: Path, **options: Any) -> MainWindow:
    """A window that has read what was left."""
    window = start_studio(list(files), **options)
    settle(window, qtbot)
    return window


def settle(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: window.kept.set_up.settled and not window.tasks.busy, timeout=30_000)


def messages(window: MainWindow) -> str:
    return " | ".join(text for text, _ in window.messages.messages())


def file() -> Path:
    return paths.data_dir() / "set-up.json"


@pytest.fixture
def set_up(ready: MainWindow, paintings: list[Path], qtbot: QtBot) -> MainWindow:
    """A window in which everything was changed that can be."""
    ready.intake.add_styles(paintings[1:])
    qtbot.waitUntil(lambda: len(ready.model.styles) == 3)
    framed = ready.model.content.framed(Crop(x=8, y=4, width=64, height=48), 90)
    styles = (StyleRef(picture=ready.model.styles[0].picture, weight=2.5), *ready.model.styles[1:])
    ready.model.set(
        content=framed,
        styles=styles,
        size=96,
        stroke_size=1.5,
        content_layers={"relu4_1": 0.5},
        seed=11,
        keep_colours=0.25,
        precision="float32",
    )
    settle(ready, qtbot)
    return ready


def test_everything_is_as_it_was_and_there_is_nothing_to_undo(
    set_up: MainWindow, start_studio: Any, qtbot: QtBot
) -> None:
    recipe = set_up.model.recipe()
    assert recipe is not None
    assert set_up.close()
    second = opened(start_studio, qtbot)
    assert second.model.recipe() == recipe
    assert second.model.recipe().to_json() == recipe.to_json()
    assert second.model.limits.precision == "float32"
    assert not second.model.steps.can_undo()
    assert not second.actions_table["undo"].isEnabled()
    assert second.actions_table["start"].isEnabled()
    assert second.messages.messages() == [], "as it was is no news"
    assert all(second.intake.thumb(ref) is not None for ref in recipe.pictures())
    second.model.set(seed=12)
    second.model.steps.undo()
    assert second.model.recipe() == recipe
    assert not second.model.steps.can_undo()


def test_the_last_change_before_a_crash_is_there(
    set_up: MainWindow, start_studio: Any, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_up.model.set(style_strength=7.0)
    assert not set_up.kept.set_up.settled
    qtbot.waitUntil(lambda: json.loads(file().read_bytes())["recipe"]["style_strength"] == 7.0)
    settle(set_up, qtbot)
    after = tmp_path / "after the crash"
    shutil.copytree(paths.data_dir(), after / "data")
    monkeypatch.setenv("NST_STUDIO_HOME", str(after))
    second = opened(start_studio, qtbot)
    assert second.model.recipe() == set_up.model.recipe()


def test_half_a_set_up_comes_back_as_half_of_one(
    studio: MainWindow, paintings: list[Path], start_studio: Any, qtbot: QtBot
) -> None:
    settle(studio, qtbot)
    studio.intake.add_styles(paintings[:1])
    qtbot.waitUntil(lambda: bool(studio.model.styles))
    studio.model.set(size=128)
    styles = studio.model.styles
    studio.close()
    second = opened(start_studio, qtbot)
    assert second.model.content is None
    assert second.model.styles == styles
    assert second.model.draft.size == 128
    assert second.messages.messages() == [], "what was never chosen is not missed"


def test_pictures_that_are_gone_are_said_in_one_sentence_and_the_rest_is_there(
    set_up: MainWindow, photograph: Path, paintings: list[Path], start_studio: Any, qtbot: QtBot
) -> None:
    set_up.close()
    photograph.unlink()
    paintings[1].unlink()
    second = opened(start_studio, qtbot)
    assert second.model.content is None
    assert [style.picture.name for style in second.model.styles] == [paintings[0].name, paintings[2].name]
    assert second.model.draft.seed == 11
    assert messages(second) == (
        "These pictures of last time are not where they were: harbour.png, painting 1.png."
    )


def test_a_picture_that_was_moved_is_found_by_what_it_holds(
    set_up: MainWindow, photograph: Path, tmp_path: Path, start_studio: Any, qtbot: QtBot
) -> None:
    moved = tmp_path / "sorted.png"
    set_up.close()
    photograph.rename(moved)
    set_up.settings.remember("photographs", moved)
    second = opened(start_studio, qtbot)
    assert second.model.content.path == str(moved)
    assert second.model.content.crop == Crop(x=8, y=4, width=64, height=48)
    assert second.messages.messages() == []


def test_files_on_the_command_line_begin_something_new(
    set_up: MainWindow, paintings: list[Path], start_studio: Any, qtbot: QtBot
) -> None:
    set_up.close()
    second = opened(start_studio, qtbot, paintings[0])
    assert second.model.content.name == paintings[0].name
    assert second.model.styles == ()
    second.close()
    third = opened(start_studio, qtbot)
    assert third.model.content.name == paintings[0].name


def test_whoever_is_quicker_than_the_disk_wants_something_new(
    set_up: MainWindow, start_studio: Any, qtbot: QtBot
) -> None:
    set_up.close()
    second = start_studio()
    second.model.set(seed=3)
    settle(second, qtbot)
    assert second.model.content is None
    assert second.model.draft.seed == 3


def test_an_earlier_painting_that_was_called_up_meanwhile_stays(
    set_up: MainWindow,
    paintings: list[Path],
    start_studio: Any,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    set_up.close()
    gate, really_open = threading.Event(), SetupStore.open

    def slow(self: SetupStore) -> SetUp | None:
        gate.wait(60)
        return really_open(self)

    monkeypatch.setattr(SetupStore, "open", slow)
    second = start_studio()
    painting = QImage(64, 48, QImage.Format.Format_RGB32)
    painting.fill(0xFF123456)
    second.presenter.show_earlier(Shown(painting, painting.size(), full=True), QImage())
    gate.set()
    settle(second, qtbot)
    assert second.model.content is not None
    assert second.canvas.image().pixel(3, 3) == 0xFF123456
    second.intake.open_content([paintings[0]])
    qtbot.waitUntil(lambda: second.canvas.image().pixel(3, 3) != 0xFF123456)


def test_new_puts_everything_away_in_one_step(set_up: MainWindow, start_studio: Any, qtbot: QtBot) -> None:
    recipe, steps = set_up.model.recipe(), set_up.model.steps.count()
    set_up.actions_table["new"].trigger()
    assert set_up.model.content is None
    assert set_up.model.styles == ()
    assert set_up.model.steps.count() == steps + 1
    fresh = set_up.model.draft
    assert (fresh.size, fresh.seed, fresh.stroke_size, fresh.content_layers) == (None, 0, 1.0, None)
    set_up.actions_table["undo"].trigger()
    assert set_up.model.recipe() == recipe
    set_up.actions_table["redo"].trigger()
    set_up.close()
    second = opened(start_studio, qtbot)
    assert second.model.content is None
    assert second.model.draft == fresh
    assert not second.actions_table["new"].isEnabled()


def test_who_does_not_want_it_is_remembered_nothing_of(
    set_up: MainWindow, start_studio: Any, qtbot: QtBot
) -> None:
    qtbot.waitUntil(file().is_file)
    set_up.actions_table["settings"].trigger()
    (dialog,) = set_up.findChildren(SettingsDialog)
    box: QCheckBox = dialog.opens_where_left
    assert box.isChecked()
    box.click()
    dialog.close()
    qtbot.waitUntil(lambda: not file().exists())
    set_up.model.set(seed=5)
    set_up.close()
    assert not file().exists()
    second = opened(start_studio, qtbot)
    assert second.model.content is None
    second.settings.set_opens_where_left(True)
    second.kept.set_up.renew()
    second.model.set(seed=6)
    second.close()
    assert opened(start_studio, qtbot).model.draft.seed == 6


def test_the_small_size_of_the_sample_does_not_outlive_it(
    studio: MainWindow, photograph: Path, start_studio: Any, qtbot: QtBot
) -> None:
    settle(studio, qtbot)
    studio.intake.load_sample()
    qtbot.waitUntil(lambda: studio.model.recipe() is not None)
    studio.close()
    second = opened(start_studio, qtbot)
    assert second.model.draft.size == sample_size()
    second.intake.open_content([photograph])
    qtbot.waitUntil(lambda: second.model.content.name == "harbour.png")
    assert second.model.draft.size is None


def test_a_damaged_set_up_is_set_aside_and_said(start_studio: Any, qtbot: QtBot) -> None:
    file().parent.mkdir(parents=True)
    file().write_text("half a set")
    window = opened(start_studio, qtbot)
    assert "The set-up of last time is damaged" in messages(window)
    assert file().with_suffix(".unread-1.json").read_text() == "half a set"
    window.model.set(seed=4)
    window.close()
    assert opened(start_studio, qtbot).model.draft.seed == 4


# --- on the disk -------------------------------------------------------------------------------------------


def write(path: Path, set_up: SetUp) -> None:
    store = SetupStore(path)
    assert store.open() is None
    store.write(set_up, 1)
    store.close()


def read(path: Path) -> SetUp | None:
    store = SetupStore(path)
    try:
        return store.open()
    finally:
        store.close()


def test_every_field_of_a_set_up_comes_back(tmp_path: Path) -> None:
    here = REF.model_copy(update={"path": str(tmp_path / "a.png")})
    recipe = Recipe(
        content=here,
        styles=(StyleRef(picture=here, weight=0.3),),
        init=here,
        scales="last",
        weights=WeightsRef(name="file", path=str(tmp_path / "vgg.safetensors"), sha256="b" * 64),
        style_strength=1 / 3,
    )
    set_up = SetUp(recipe, has_content=True, has_styles=False, device="cpu", precision="bfloat16")
    write(tmp_path / "set-up.json", set_up)
    assert read(tmp_path / "set-up.json") == set_up


@pytest.mark.parametrize(
    "change",
    [
        {"recipe": {}},
        {"recipe": None},
        {"has_content": "perhaps"},
        {"device": "abacus"},
        {"precision": None},
        {"colour": "red"},
        {"schema_version": 0},
        {"schema_version": 2},
        {"recipe": "x" * MAX_BYTES},
    ],
)
def test_every_field_of_a_set_up_is_checked(tmp_path: Path, change: dict[str, Any]) -> None:
    path = tmp_path / "set-up.json"
    write(path, SetUp(Recipe(content=REF, styles=(StyleRef(picture=REF),)), True, True))
    data = json.loads(path.read_bytes()) | change
    path.write_text(json.dumps(data))
    damaged = path.read_bytes()
    with pytest.raises(InputError, match="of last time"):
        read(path)
    assert path.with_suffix(".unread-1.json").read_bytes() == damaged


def test_places_in_the_network_are_left_out(tmp_path: Path) -> None:
    path = tmp_path / "set-up.json"
    away = REF.model_copy(update={"path": "//server/share/a.png"})
    write(path, SetUp(Recipe(content=away, styles=(StyleRef(picture=REF),)), True, True))
    found = read(path)
    assert found is not None
    assert found.recipe.content.path is None


def test_what_was_kept_can_be_forgotten(tmp_path: Path) -> None:
    path = tmp_path / "set-up.json"
    write(path, SetUp(Recipe(content=REF, styles=(StyleRef(picture=REF),)), True, True))
    store = SetupStore(path)
    store.open()
    store.forget(2)
    store.write(SetUp(Recipe(content=REF, styles=(StyleRef(picture=REF),)), True, True), 1)
    store.close()
    assert list(tmp_path.iterdir()) == []
