"""What a drag carries: looked into while it lasts, used where it can be, refused with a sentence if not."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pytest
from dragging import Hand, card, middle_of, save_exported, settle, titles
from hands_on import file_mime
from PySide6.QtCore import QMimeData, QPoint, QUrl
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from nst_engine import presets
from nst_engine.presets import Preset
from nst_gui.main_window import MainWindow
from nst_gui.widgets.drop_zones import Zone
from nst_gui.workers import sources_worker


@pytest.fixture
def exported(tmp_path: Path, photograph: Path, paintings: list[Path]) -> Path:
    """A saved painting, with its recipe inside."""
    path = tmp_path / "exported.png"
    save_exported(path, photograph, paintings[0])
    return path


@pytest.mark.parametrize("kind", [".png", ".jpg", ".webp", ".tif", ".json"])
def test_settings_are_restored_from_what_carries_them(
    ready: MainWindow, photograph: Path, paintings: list[Path], tmp_path: Path, kind: str, qtbot: QtBot
) -> None:
    with qtbot.waitExposed(ready):
        pass
    path = tmp_path / f"exported{kind}"
    if kind == ".json":
        recipe = save_exported(tmp_path / "unused.png", photograph, paintings[0])
        path.write_text(recipe.to_json(), encoding="utf-8")
    else:
        recipe = save_exported(path, photograph, paintings[0])
    before, steps = ready.model.recipe(), ready.model.steps.count()
    hand = Hand(ready, file_mime([path]))
    hand.move(QPoint(30, 5))
    qtbot.waitUntil(lambda: "Restore settings" in titles(ready))
    hand.let_go(card(ready, "Restore settings"))
    settle(qtbot, ready)
    assert ready.model.recipe() == recipe
    assert ready.model.steps.count() == steps + 1
    ready.model.steps.undo()
    assert ready.model.recipe() == before


def test_a_look_is_set_and_kept(ready: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    with qtbot.waitExposed(ready):
        pass
    before = ready.model.recipe()
    path = tmp_path / "stormy.json"
    presets.write_preset(Preset(name="Stormy", settings={"style_strength": 6.0}), path)
    hand = Hand(ready, file_mime([path]))
    hand.move(QPoint(30, 5))
    qtbot.waitUntil(lambda: titles(ready) == ["Look"])
    [(_, words, place)] = ready.dropping.zones.cards()
    assert "keep it among your looks" in words
    hand.move(place.center())
    assert ready.dropping.zones.lit() is Zone.LOOK
    hand.let_go(middle_of(ready, ready.styles))  # beside the zone, it is a look all the same
    qtbot.waitUntil(lambda: ready.controls.presets.box.currentText() == "Stormy")
    assert ready.model.recipe() == before.model_copy(update={"style_strength": 6.0})


def test_a_look_among_pictures_has_its_own_zone(
    ready: MainWindow, photograph: Path, paintings: list[Path], tmp_path: Path, qtbot: QtBot
) -> None:
    with qtbot.waitExposed(ready):
        pass
    path = tmp_path / "stormy.json"
    presets.write_preset(Preset(name="Stormy", settings={"style_strength": 6.0}), path)
    hand = Hand(ready, file_mime([*paintings[:2], path]))
    hand.move(QPoint(30, 5))
    qtbot.waitUntil(lambda: titles(ready) == ["Photographs", "Paintings", "Look"])
    words = [text for _, text, _ in ready.dropping.zones.cards()]
    assert words[0].startswith("2 photographs"), "the look is none"
    hand.let_go(card(ready, "Look"))
    qtbot.waitUntil(lambda: ready.controls.presets.box.currentText() == "Stormy")
    settle(qtbot, ready)
    assert ready.queue.model.rowCount() == 0


@pytest.mark.parametrize("kind", ["folder", "text", "broken", "settings"])
def test_what_is_of_no_use_is_refused_while_it_is_dragged(
    shown: MainWindow, tmp_path: Path, kind: str, qtbot: QtBot
) -> None:
    path = tmp_path / {"folder": "album", "text": "notes.txt"}.get(kind, "broken.png")
    match kind:
        case "folder":
            path.mkdir()
        case "settings":
            path = tmp_path / "others.json"
            path.write_text("{}")
        case _:
            path.write_text("not a picture")
    hand = Hand(shown, file_mime([path]))
    hand.move(QPoint(30, 5))
    qtbot.waitUntil(lambda: titles(shown) == ["This cannot be taken"])
    [(_, words, place)] = shown.dropping.zones.cards()
    assert path.name in words
    hand.move(place.center())
    assert shown.dropping.zones.lit() is None
    hand.let_go(place.center())
    settle(qtbot, shown)
    assert path.name in shown.messages.text()
    assert shown.model.content is None


def test_one_of_three_that_can_be_used_is_not_promised_to_be_three(
    ready: MainWindow, paintings: list[Path], tmp_path: Path, qtbot: QtBot
) -> None:
    with qtbot.waitExposed(ready):
        pass
    (tmp_path / "notes.txt").write_text("not a picture")
    (tmp_path / "album").mkdir()
    hand = Hand(ready, file_mime([tmp_path / "notes.txt", paintings[2], tmp_path / "album"]))
    hand.move(QPoint(30, 5))
    qtbot.waitUntil(lambda: titles(ready) == ["Photograph", "Painting"])
    hand.let_go(card(ready, "Photograph"))
    settle(qtbot, ready)
    assert ready.model.content.name == paintings[2].name
    assert ready.queue.model.rowCount() == 0
    text = ready.messages.text()
    assert text.startswith("One of 3 files was taken.")
    assert "notes.txt" in text
    assert "album is a folder" in text


def test_a_file_is_looked_into_off_the_window_s_thread_and_only_while_its_drag_lasts(
    shown: MainWindow,
    exported: Path,
    paintings: list[Path],
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:
    gate, really = threading.Event(), sources_worker.look_into
    threads: list[threading.Thread] = []

    def slowly(*args: Any) -> Any:
        threads.append(threading.current_thread())
        assert gate.wait(60), "the test forgot to open the gate"
        return really(*args)

    monkeypatch.setattr(sources_worker, "look_into", slowly)
    hand = Hand(shown, file_mime([exported]))
    hand.move(QPoint(30, 5))
    hand.move(QPoint(40, 5))
    hand.leave()
    hand = Hand(shown, file_mime([paintings[0]]))
    monkeypatch.setattr(sources_worker, "look_into", really)
    hand.move(QPoint(30, 5))
    gate.set()
    settle(qtbot, shown)
    assert threads[0] is not threading.main_thread()
    assert titles(shown) == ["Photograph", "Painting"], "that was another drag's recipe"
    hand.move(QPoint(40, 5))
    hand.leave()


def test_a_drag_is_looked_into_once(
    shown: MainWindow, exported: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    looks: list[Any] = []
    really = sources_worker.look_into

    def counted(files: Any) -> Any:
        looks.append(files)
        return really(files)

    monkeypatch.setattr(sources_worker, "look_into", counted)
    hand = Hand(shown, file_mime([exported]))
    for place in (QPoint(30, 5), middle_of(shown, shown.photograph), middle_of(shown, shown.canvas)):
        hand.move(place)
        settle(qtbot, shown)
        assert titles(shown) == ["Photograph", "Painting", "Restore settings"]
    shown.photograph.dragEntered.emit(hand.mime)  # a panel below may hear of it as well
    settle(qtbot, shown)
    assert titles(shown) == ["Photograph", "Painting", "Restore settings"]
    assert len(looks) == 1
    hand.leave()
    qtbot.waitUntil(lambda: not shown.dropping.zones.isVisible())
    hand = Hand(shown, file_mime([exported]))
    hand.move(QPoint(30, 5))
    settle(qtbot, shown)
    assert len(looks) == 2, "the file may be another one by now"
    hand.move(QPoint(40, 5))
    hand.leave()


def test_looking_for_a_recipe_decodes_no_pixels(
    exported: Path, photograph: Path, paintings: list[Path], tmp_path: Path
) -> None:
    cut = tmp_path / "cut.png"
    cut.write_bytes(exported.read_bytes()[:4000])
    seen = sources_worker.look_into([photograph, tmp_path, tmp_path / "none", cut])
    assert seen.recipe == cut
    assert "is a folder" in seen.problem
    seen = sources_worker.look_into([photograph, *paintings])
    assert (seen.recipe, seen.look, seen.problem) == (None, None, "")
    assert seen.pictures == 1 + len(paintings)
    assert sources_worker.look_into([photograph] * 20).pictures == 20, "those not looked into may be pictures"


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("https://example.org/a.png", "offline"),
        ("smb://server/share/a.png", "this computer only"),
        ("file://server/share/a.png", "this computer only"),
    ],
)
def test_what_is_not_here_is_refused_with_a_sentence(
    shown: MainWindow, address: str, words: str, qtbot: QtBot
) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl(address)])
    hand = Hand(shown, mime)
    hand.move(QPoint(30, 5))
    [(title, text, rect)] = shown.dropping.zones.cards()
    assert title == "This cannot be taken"
    assert words in text
    hand.let_go(rect.center())
    settle(qtbot, shown)
    assert words in shown.messages.text()
    assert shown.model.content is None


@pytest.mark.parametrize("text", ["//server/share/a.png", r"\\server\share\a.png", "smb://server/a.png"])
def test_a_network_path_as_text_is_refused_with_a_sentence(
    shown: MainWindow, text: str, qtbot: QtBot
) -> None:
    mime = QMimeData()
    mime.setText(text)
    hand = Hand(shown, mime)
    hand.move(QPoint(30, 5))
    hand.let_go(card(shown, "Photograph"))
    assert "this computer only" in shown.messages.text()


def test_a_browser_s_bitmap_is_taken_although_its_address_is_not(shown: MainWindow, qtbot: QtBot) -> None:
    image = QImage(48, 32, QImage.Format.Format_RGB32)
    image.fill(QColor("teal"))
    mime = QMimeData()
    mime.setUrls([QUrl("https://example.org/a.png")])
    mime.setImageData(image)
    hand = Hand(shown, mime)
    hand.move(QPoint(30, 5))
    hand.let_go(card(shown, "Photograph"))
    settle(qtbot, shown)
    assert (shown.model.content.width, shown.model.content.height) == (48, 32)
