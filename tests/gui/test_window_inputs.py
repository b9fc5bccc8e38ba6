"""Pictures on their way in, through real drops, pastes and clicks."""

from __future__ import annotations

import threading
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hands_on import drop, file_mime
from PIL import Image
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QColor, QGuiApplication, QImage
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from nst_engine import pictures
from nst_engine.recipe import Recipe, StyleRef
from nst_engine.samples import sample_pair, sample_size
from nst_gui.main_window import MainWindow
from nst_gui.workers import pictures_worker, sources_worker


def settle(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.waitUntil(lambda: not window.tasks.busy)


def said(window: MainWindow) -> list[tuple[str, str]]:
    return [(text, kind) for text, kind in window.messages.messages()]


def test_a_dropped_photograph_appears_everywhere(studio: MainWindow, photograph: Path, qtbot: QtBot) -> None:
    assert drop(studio.photograph, file_mime([photograph]))
    settle(qtbot, studio)
    content = studio.model.content
    assert content is not None
    assert (content.name, content.width, content.height) == ("harbour.png", 128, 96)
    assert studio.photograph.has_picture()
    assert studio.canvas.has_picture()
    assert (studio.canvas.output_size().width(), studio.canvas.output_size().height()) == (128, 96)
    assert studio.controls.size_info.split()[:4] == ["128", "×", "96", "px"]
    assert studio.windowTitle().startswith("harbour – ")


def test_the_first_of_several_photographs_is_taken_and_why_the_others_are_not_queued_is_said(
    studio: MainWindow, photograph: Path, paintings: list[Path], qtbot: QtBot
) -> None:
    drop(studio.photograph, file_mime([photograph, *paintings]))
    settle(qtbot, studio)
    assert studio.model.content is not None
    assert studio.model.content.name == "harbour.png"
    assert any("Add a painting first" in text for text, _ in said(studio))


def test_all_dropped_paintings_are_added_and_good_ones_survive_a_bad_one(
    studio: MainWindow, paintings: list[Path], tmp_path: Path, qtbot: QtBot
) -> None:
    bad = tmp_path / "text.jpg"
    bad.write_text("not a picture")
    drop(studio.styles, file_mime([paintings[0], bad, paintings[1], paintings[0]]))
    settle(qtbot, studio)
    assert [style.picture.name for style in studio.model.styles] == ["painting 0.png", "painting 1.png"]
    assert len(studio.styles.rows()) == 2
    assert any("text.jpg" in text and kind == "error" for text, kind in said(studio))
    assert any("already" in text for text, _ in said(studio))


def test_of_many_bad_files_a_few_are_named_and_the_others_counted(
    studio: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    bad = [tmp_path / f"{number}.txt" for number in range(9)]
    for path in bad:
        path.write_text("no picture")
    drop(studio.styles, file_mime(bad))
    settle(qtbot, studio)
    texts = [text for text, _ in said(studio)]
    assert len(texts) == 4
    assert "6 more files" in texts[-1]


@pytest.mark.parametrize("make", ["text", "empty", "folder", "missing", "truncated", "tiny"])
def test_bad_files_get_a_sentence_and_what_was_there_stays(
    ready: MainWindow, photograph: Path, tmp_path: Path, qtbot: QtBot, make: str
) -> None:
    bad = tmp_path / "bad.png"
    match make:
        case "text":
            bad.write_text("hello")
        case "empty":
            bad.touch()
        case "folder":
            bad.mkdir()
        case "truncated":
            bad.write_bytes(photograph.read_bytes()[:200])
        case "tiny":
            Image.new("RGB", (1, 1)).save(bad)
    before = ready.model.recipe()
    ready.messages.clear()
    drop(ready.photograph, file_mime([bad]))
    settle(qtbot, ready)
    assert ready.model.recipe() == before
    assert ready.photograph.has_picture()
    [(text, kind)] = said(ready)
    assert kind == "error"
    assert "bad.png" in text
    assert "Traceback" not in text
    assert not ready.error_report.count


def test_why_a_file_was_refused_goes_once_another_came_in_its_place(
    studio: MainWindow, photograph: Path, paintings: list[Path], tmp_path: Path, qtbot: QtBot
) -> None:
    for name in ("one.jpg", "two.jpg", "three.jpg"):
        (tmp_path / name).write_text("no picture")
    drop(studio.photograph, file_mime([tmp_path / "one.jpg"]))
    drop(studio.photograph, file_mime([tmp_path / "two.jpg"]))
    drop(studio.styles, file_mime([tmp_path / "three.jpg"]))
    settle(qtbot, studio)
    assert len(said(studio)) == 3
    drop(studio.photograph, file_mime([photograph]))
    settle(qtbot, studio)
    assert said(studio) == [], "whatever was wrong before, this went well"
    drop(studio.styles, file_mime([paintings[0], tmp_path / "two.jpg"]))
    settle(qtbot, studio)
    [(text, kind)] = said(studio)
    assert text.startswith("One of 2 files was taken. two.jpg")
    assert kind == "error"


def test_old_refusals_go_with_the_next_recipe_and_new_ones_stay(
    studio: MainWindow, photograph: Path, paintings: list[Path], tmp_path: Path, qtbot: QtBot
) -> None:
    recipe, broken = tmp_path / "mine.json", tmp_path / "broken.json"
    recipe.write_text(make_recipe(photograph, paintings[0]).to_json(), encoding="utf-8")
    broken.write_text("{}")
    address = QMimeData()
    address.setUrls([QUrl("https://example.org/a.png")])
    drop(studio.styles, address)
    studio.intake.open_recipe(broken)
    studio.intake.set_initial(tmp_path / "none.png")
    settle(qtbot, studio)
    assert {kind for _, kind in said(studio)} == {"warning", "error"}
    studio.intake.open_recipe(recipe)
    settle(qtbot, studio)
    assert [kind for _, kind in said(studio)] == ["info"]
    drop(studio.styles, file_mime([broken, paintings[1]]))
    settle(qtbot, studio)
    assert any("broken.json" in text and kind == "error" for text, kind in said(studio)), "of this very drop"


def test_an_address_is_refused_with_a_sentence(studio: MainWindow, qtbot: QtBot) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl("https://example.org/a.png")])
    drop(studio.styles, mime)
    settle(qtbot, studio)
    assert studio.model.styles == ()
    assert any("offline" in text for text, _ in said(studio))


def test_a_bitmap_dragged_from_a_browser_is_kept_under_its_hash(
    studio: MainWindow, qtbot: QtBot, isolated_home: Path
) -> None:
    buffer = BytesIO()
    Image.new("RGB", (40, 30), (200, 30, 10)).save(buffer, "PNG")
    mime = QMimeData()
    mime.setUrls([QUrl("https://example.org/a.png")])
    mime.setData("image/png", buffer.getvalue())
    drop(studio.styles, mime)
    settle(qtbot, studio)
    [style] = studio.model.styles
    stored = Path(style.picture.path or "")
    assert stored.is_relative_to(isolated_home)
    assert stored.read_bytes() == buffer.getvalue()


def test_paste_goes_where_the_focus_is(studio: MainWindow, qtbot: QtBot) -> None:
    image = QImage(48, 32, QImage.Format.Format_ARGB32)
    image.fill(QColor(10, 120, 230))
    QGuiApplication.clipboard().setImage(image)
    studio.photograph.setFocus()
    qtbot.keyClick(studio.photograph, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, studio)
    content = studio.model.content
    assert content is not None
    assert (content.width, content.height) == (48, 32)
    pixels = np.asarray(Image.open(content.path or "").convert("RGB"))
    assert (pixels == (10, 120, 230)).all()

    image.fill(QColor(1, 2, 3))
    QGuiApplication.clipboard().setImage(image)
    studio.styles.setFocus()
    qtbot.keyClick(studio.styles, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, studio)
    assert len(studio.model.styles) == 1


def test_the_menu_pastes_what_is_missing_first(studio: MainWindow, photograph: Path, qtbot: QtBot) -> None:
    QGuiApplication.clipboard().setMimeData(file_mime([photograph]))
    studio.actions_table["paste"].trigger()
    settle(qtbot, studio)
    assert studio.model.content is not None
    studio.canvas.setFocus()
    studio.actions_table["paste"].trigger()
    settle(qtbot, studio)
    assert len(studio.model.styles) == 1


def test_the_open_button_opens_the_chooser(studio: MainWindow, photograph: Path, qtbot: QtBot) -> None:
    studio.actions_table["open_content"].trigger()
    [chooser] = studio.findChildren(QFileDialog)
    chooser.filesSelected.emit([str(photograph)])
    chooser.close()
    settle(qtbot, studio)
    assert studio.model.content is not None
    assert studio.settings.folder("open") == photograph.parent


def test_one_click_in_the_gallery_adds(studio: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: studio.strip.strip.count() > 0)
    settle(qtbot, studio)
    card = studio.strip.strip.index(0)
    place = studio.strip.strip.visualRect(card).center()
    qtbot.mouseClick(studio.strip.strip.viewport(), Qt.MouseButton.LeftButton, pos=place)
    settle(qtbot, studio)
    assert len(studio.model.styles) == 1


def test_used_paintings_are_offered_again(start_studio, paintings: list[Path], qtbot: QtBot) -> None:
    first = start_studio()
    settle(qtbot, first)
    shipped = first.strip.strip.count()
    first.intake.add_styles(paintings[:2])
    settle(qtbot, first)
    first.close()
    paintings[0].unlink()
    second = start_studio()
    settle(qtbot, second)
    assert second.strip.strip.count() == shipped + 1
    assert second.strip.strip.index(0).data() == "painting 1"


def test_weights_and_removal(studio: MainWindow, paintings: list[Path], qtbot: QtBot) -> None:
    studio.intake.add_styles(paintings)
    settle(qtbot, studio)
    studio.styles.weightChanged.emit(1, 3.0)
    assert [style.weight for style in studio.model.styles] == [1.0, 3.0, 1.0]
    qtbot.mouseClick(studio.styles.rows()[0].remove_button, Qt.MouseButton.LeftButton)
    assert [style.picture.name for style in studio.model.styles] == ["painting 1.png", "painting 2.png"]
    assert [style.weight for style in studio.model.styles] == [3.0, 1.0]


def test_the_photograph_can_be_taken_away(ready: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(ready.photograph, Qt.Key.Key_Delete)
    assert ready.model.content is None
    assert not ready.photograph.has_picture()
    assert not ready.canvas.has_picture()
    assert not ready.actions_table["start"].isEnabled()


def test_files_on_the_command_line(
    start_studio, photograph: Path, paintings: list[Path], qtbot: QtBot
) -> None:
    window = start_studio([photograph, *paintings[:2]])
    settle(qtbot, window)
    recipe = window.model.recipe()
    assert recipe is not None
    assert recipe.content.name == "harbour.png"
    assert len(recipe.styles) == 2


def make_recipe(photograph: Path, painting: Path) -> Recipe:
    return Recipe(
        content=pictures.reference(photograph),
        styles=(StyleRef(picture=pictures.reference(painting), weight=2.0),),
        size=96,
        style_strength=7.5,
        iterations=3,
        pooling="average",
    )


def test_a_recipe_file_brings_all_its_settings(
    start_studio, photograph: Path, paintings: list[Path], tmp_path: Path, qtbot: QtBot
) -> None:
    recipe = make_recipe(photograph, paintings[0])
    file = tmp_path / "mine.json"
    file.write_text(recipe.to_json(), encoding="utf-8")
    window = start_studio([file])
    settle(qtbot, window)
    assert window.model.recipe() == recipe
    assert window.controls.slider("style_strength").value() == 7.5


def test_a_bad_recipe_changes_nothing(ready: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    before = ready.model.recipe()
    file = tmp_path / "bad.json"
    for text in ("{", "[]", '{"size": 1}', "\xff", '{"schema_version": 99}'):
        file.write_bytes(text.encode("latin-1"))
        ready.messages.clear()
        ready.intake.open_recipe(file)
        settle(qtbot, ready)
        assert ready.model.recipe() == before
        assert [kind for _, kind in said(ready)] == ["error"]
    assert ready.error_report.count == 0


@pytest.fixture
def held_back(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], threading.Event]:
    """``held_back("open_recipe")`` makes that job of the pool wait until the event it gives is set."""

    def hold(name: str) -> threading.Event:
        gate = threading.Event()
        place = sources_worker if name == "open_recipe" else pictures_worker
        really = getattr(place, name)

        def wait_first(*args: Any) -> Any:
            assert gate.wait(60), "the test forgot to let it go on"
            return really(*args)

        monkeypatch.setattr(place, name, wait_first)
        return gate

    return hold


def test_a_photograph_chosen_after_a_slow_recipe_stays(
    studio: MainWindow,
    photograph: Path,
    paintings: list[Path],
    tmp_path: Path,
    qtbot: QtBot,
    held_back: Callable[[str], threading.Event],
) -> None:
    recipe = make_recipe(photograph, paintings[0])
    file = tmp_path / "mine.json"
    file.write_text(recipe.to_json(), encoding="utf-8")
    settle(qtbot, studio)
    gate = held_back("open_recipe")
    studio.intake.open_recipe(file)
    studio.intake.open_content([paintings[1]])
    qtbot.waitUntil(lambda: studio.model.content is not None)
    gate.set()
    settle(qtbot, studio)
    assert studio.model.content is not None
    assert studio.model.content.name == "painting 1.png"
    assert studio.model.draft.style_strength == 7.5
    assert [style.picture.name for style in studio.model.styles] == ["painting 0.png"]


def test_a_photograph_chosen_after_the_slow_sample_stays_at_its_own_size(
    studio: MainWindow, photograph: Path, qtbot: QtBot, held_back: Callable[[str], threading.Event]
) -> None:
    settle(qtbot, studio)
    gate = held_back("describe")
    studio.intake.load_sample()
    # The photograph's own look goes through the same door, so it is put in as what it will have found.
    loaded = pictures_worker.Loaded(pictures.reference(photograph), pictures_worker.thumbnail(photograph))
    studio.intake._load("content", lambda: ((loaded,), ()))
    qtbot.waitUntil(lambda: studio.model.content is not None)
    gate.set()
    settle(qtbot, studio)
    assert studio.model.content == loaded.ref
    assert studio.model.draft.size is None
    assert studio.model.styles


def test_a_bad_recipe_does_not_drop_a_photograph_that_is_still_loading(
    studio: MainWindow,
    photograph: Path,
    tmp_path: Path,
    qtbot: QtBot,
    held_back: Callable[[str], threading.Event],
) -> None:
    file = tmp_path / "bad.json"
    file.write_text("{", encoding="utf-8")
    settle(qtbot, studio)
    gate = held_back("describe_all")
    studio.intake.open_content([photograph])
    studio.intake.open_recipe(file)
    qtbot.waitUntil(lambda: any(kind == "error" for _, kind in said(studio)))
    gate.set()
    settle(qtbot, studio)
    assert studio.model.content is not None
    assert studio.model.content.name == "harbour.png"


@pytest.mark.parametrize("good", [True, False])
def test_paintings_named_beside_a_recipe_are_added_to_its_own(
    start_studio,
    photograph: Path,
    paintings: list[Path],
    tmp_path: Path,
    qtbot: QtBot,
    held_back: Callable[[str], threading.Event],
    good: bool,
) -> None:
    file = tmp_path / "mine.json"
    file.write_text(make_recipe(photograph, paintings[0]).to_json() if good else "{", encoding="utf-8")
    gate = held_back("open_recipe")
    window = start_studio([file, paintings[1]])
    qtbot.wait(300)  # time enough for the painting to come first, if it were not waiting
    gate.set()
    settle(qtbot, window)
    names = [style.picture.name for style in window.model.styles]
    assert names == ["painting 0.png", "painting 1.png"][0 if good else 1 :]


def test_the_samples_small_size_goes_with_the_sample(
    studio: MainWindow, photograph: Path, qtbot: QtBot
) -> None:
    studio.intake.load_sample()
    settle(qtbot, studio)
    assert studio.model.draft.size == sample_size()
    studio.intake.open_content([sample_pair()[0]])
    settle(qtbot, studio)
    assert studio.model.draft.size == sample_size()
    studio.intake.open_content([photograph])
    settle(qtbot, studio)
    assert studio.model.draft.size is None


def test_a_size_chosen_for_the_sample_is_kept(studio: MainWindow, photograph: Path, qtbot: QtBot) -> None:
    studio.intake.load_sample()
    settle(qtbot, studio)
    studio.model.set(size=200)
    studio.intake.open_content([photograph])
    settle(qtbot, studio)
    assert studio.model.draft.size == 200


def test_the_state_says_what_start_still_waits_for(
    studio: MainWindow, photograph: Path, paintings: list[Path], qtbot: QtBot
) -> None:
    assert studio.progress.state_text() == "Choose a photograph"
    studio.intake.open_content([photograph])
    qtbot.waitUntil(lambda: studio.progress.state_text() == "Add a painting")
    studio.intake.add_styles(paintings[:1])
    qtbot.waitUntil(lambda: studio.progress.state_text() == "Ready")
    studio.model.set(content=None)
    assert studio.progress.state_text() == "Choose a photograph"
