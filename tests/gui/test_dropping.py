"""Drags over the window: what it shows meanwhile, and where what is let go arrives."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import PySide6
import pytest
from hands_on import drop, file_mime
from PySide6.QtCore import QMimeData, QPoint, QPointF, QSize, Qt, QUrl
from PySide6.QtGui import QColor, QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent, QImage
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from nst_engine import pictures, presets
from nst_engine.presets import Preset
from nst_engine.recipe import Recipe, StyleRef
from nst_gui import theme
from nst_gui.main_window import MainWindow
from nst_gui.widgets.drop_zones import Zone
from nst_gui.workers import sources_worker
from tests.gui.widgets.hands import pixels_of

#: The platform without a screen cannot raise a panel that was torn off.
pytestmark = pytest.mark.qt_log_ignore(r"This plugin does not support raise\(\)", extend=True)

_BUTTON, _KEYS = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
_COPY = Qt.DropAction.CopyAction | Qt.DropAction.MoveAction


class Hand:
    """Drags over a window as the system does: to the widget that is under the pointer and takes drops."""

    def __init__(self, window: MainWindow, mime: QMimeData) -> None:
        self.window, self.mime = window, mime
        self._over: QWidget | None = None

    def _under(self, place: QPoint) -> QWidget:
        widget = self.window.childAt(place) or self.window
        while not widget.acceptDrops() and not widget.isWindow():
            widget = widget.parentWidget()
        return widget

    def move(self, place: QPoint, actions: Qt.DropAction = _COPY) -> bool:
        """Be over ``place`` of the window; whether the drag would be taken there."""
        target = self._under(place)
        here = target.mapFrom(self.window, place)
        # Qt 6.12 wants exact positions and calls whole ones deprecated; before, only whole ones were taken.
        where = QPointF(here) if PySide6.__version_info__ >= (6, 12) else here
        if target is not self._over:
            if self._over is not None:
                QApplication.sendEvent(self._over, QDragLeaveEvent())
            self._over = target
            event = QDragEnterEvent(where, actions, self.mime, _BUTTON, _KEYS)
        else:
            event = QDragMoveEvent(where, actions, self.mime, _BUTTON, _KEYS)
        QApplication.sendEvent(target, event)
        return event.isAccepted()

    def let_go(self, place: QPoint) -> None:
        """Come in over the title's corner, move to ``place``, and drop."""
        self.move(place)
        self.move(place)  # the cards lie under the pointer only now
        target = self._under(place)
        here = QPointF(target.mapFrom(self.window, place))
        QApplication.sendEvent(target, QDropEvent(here, _COPY, self.mime, _BUTTON, _KEYS))

    def leave(self) -> None:
        """Leave the window, or press Escape: the system tells the two apart no more than this."""
        assert self._over is not None
        QApplication.sendEvent(self._over, QDragLeaveEvent())


def settle(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.waitUntil(lambda: not window.tasks.busy)


def middle_of(window: MainWindow, widget: QWidget) -> QPoint:
    return widget.mapTo(window, widget.rect().center())


def card(window: MainWindow, title: str) -> QPoint:
    (place,) = [rect.center() for name, _, rect in window.dropping.zones.cards() if name == title]
    return place


def titles(window: MainWindow) -> list[str]:
    return [title for title, _, _ in window.dropping.zones.cards()]


def save_exported(path: Path, photograph: Path, painting: Path) -> Recipe:
    recipe = Recipe(
        content=pictures.reference(photograph),
        styles=(StyleRef(picture=pictures.reference(painting)),),
        size=80,
        style_strength=7.5,
    )
    pictures.save(pictures.load(photograph), path, recipe=recipe)
    return recipe


@pytest.fixture
def shown(studio: MainWindow, qtbot: QtBot) -> MainWindow:
    settle(qtbot, studio)
    studio.resize(QSize(1280, 720))
    with qtbot.waitExposed(studio):
        pass
    return studio


@pytest.fixture
def hand(shown: MainWindow, photograph: Path) -> Hand:
    return Hand(shown, file_mime([photograph]))


def test_zones_appear_with_the_drag_and_go_with_it(shown: MainWindow, hand: Hand, qtbot: QtBot) -> None:
    zones = shown.dropping.zones
    assert not zones.isVisible()
    assert hand.move(QPoint(30, 5))  # over the menus, where nothing takes drops by itself
    assert zones.isVisible()
    assert zones.geometry() == shown.rect()
    assert titles(shown) == ["Photograph", "Painting"]
    assert hand.move(QPoint(40, 5))
    qtbot.wait(1)
    assert zones.isVisible(), "the window was left for the cards, not for another"
    hand.leave()
    assert not zones.isVisible()
    assert shown.model.content is None


@pytest.mark.parametrize("part", ["photograph", "styles", "canvas", "controls"])
def test_wherever_the_drag_comes_in_the_zones_appear(
    shown: MainWindow, hand: Hand, part: str, qtbot: QtBot
) -> None:
    place = middle_of(shown, getattr(shown, part))
    assert hand.move(place)
    assert shown.dropping.zones.isVisible()
    hand.leave()  # at once, before it was over the cards
    qtbot.waitUntil(lambda: not shown.dropping.zones.isVisible())


def test_escape_and_a_click_put_the_zones_away(shown: MainWindow, hand: Hand, qtbot: QtBot) -> None:
    hand.move(QPoint(30, 5))
    qtbot.keyClick(shown, Qt.Key.Key_Escape)
    assert not shown.dropping.zones.isVisible()
    hand._over = None
    hand.move(QPoint(30, 5))
    qtbot.mouseClick(shown.dropping.zones, Qt.MouseButton.LeftButton)
    assert not shown.dropping.zones.isVisible()


def test_each_card_takes_what_it_says(shown: MainWindow, photograph: Path, qtbot: QtBot) -> None:
    hand = Hand(shown, file_mime([photograph]))
    hand.move(QPoint(30, 5))
    place = card(shown, "Painting")
    hand.move(place)
    assert shown.dropping.zones.lit() is Zone.PAINTING
    hand.let_go(place)
    assert not shown.dropping.zones.isVisible()
    settle(qtbot, shown)
    assert [style.picture.name for style in shown.model.styles] == ["harbour.png"]
    hand = Hand(shown, file_mime([photograph]))
    hand.move(QPoint(30, 5))
    hand.let_go(card(shown, "Photograph"))
    settle(qtbot, shown)
    assert shown.model.content is not None
    assert len(shown.model.styles) == 1


def test_several_files_are_added_or_queued(ready: MainWindow, paintings: list[Path], qtbot: QtBot) -> None:
    with qtbot.waitExposed(ready):
        pass
    hand = Hand(ready, file_mime(paintings[1:]))
    hand.move(QPoint(30, 5))
    words = [text for _, text, _ in ready.dropping.zones.cards()]
    assert words == ["2 photographs are queued; the first is shown", "2 paintings are added"]
    hand.let_go(card(ready, "Paintings"))
    settle(qtbot, ready)
    assert len(ready.model.styles) == 3
    hand = Hand(ready, file_mime(paintings))
    hand.move(QPoint(30, 5))
    hand.let_go(card(ready, "Photographs"))
    qtbot.waitUntil(lambda: ready.queue.model.rowCount() == 3)
    assert ready.model.content.name == "painting 0.png"


def test_no_queue_is_promised_while_there_is_no_painting(
    shown: MainWindow, paintings: list[Path], qtbot: QtBot
) -> None:
    hand = Hand(shown, file_mime(paintings))
    hand.move(QPoint(30, 5))
    first, second = [text for _, text, _ in shown.dropping.zones.cards()]
    assert first == "The first is used; to queue them all, choose a painting first"
    assert second == "3 paintings are added"
    hand.let_go(card(shown, "Photographs"))
    settle(qtbot, shown)
    assert shown.model.content is not None
    assert shown.model.content.name == "painting 0.png"
    assert shown.queue.model.rowCount() == 0


def test_a_drop_beside_the_cards_does_the_sensible_thing(
    shown: MainWindow, photograph: Path, paintings: list[Path], qtbot: QtBot
) -> None:
    zones, corner = shown.dropping.zones, QPoint(shown.width() - 20, shown.height() - 20)
    hand = Hand(shown, file_mime([photograph]))
    hand.move(corner)
    assert zones.lit() is Zone.PHOTOGRAPH
    hand.move(middle_of(shown, shown.styles))
    assert zones.lit() is Zone.PAINTING, "where the paintings are, one is added"
    hand.let_go(corner)
    settle(qtbot, shown)
    assert shown.model.content is not None
    hand = Hand(shown, file_mime(paintings[:1]))
    hand.move(corner)
    assert zones.lit() is Zone.PAINTING, "that is what is missing now"
    hand.let_go(corner)
    settle(qtbot, shown)
    hand = Hand(shown, file_mime(paintings[1:2]))
    hand.move(corner)
    assert zones.lit() is Zone.PHOTOGRAPH
    hand.leave()


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
    photograph: Path,
    paintings: list[Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:
    exported = tmp_path / "exported.png"
    save_exported(exported, photograph, paintings[0])
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
    shown: MainWindow,
    photograph: Path,
    paintings: list[Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:
    exported = tmp_path / "exported.png"
    save_exported(exported, photograph, paintings[0])
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
    photograph: Path, paintings: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    exported = tmp_path / "exported.png"
    save_exported(exported, photograph, paintings[0])
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


def test_what_is_no_picture_or_would_be_moved_away_shows_nothing(shown: MainWindow, photograph: Path) -> None:
    mime = QMimeData()
    mime.setData("application/x-colour", b"teal")
    assert not Hand(shown, mime).move(QPoint(30, 5))
    assert not shown.dropping.zones.isVisible()
    only_move = Hand(shown, file_mime([photograph]))
    assert not only_move.move(QPoint(30, 5), Qt.DropAction.MoveAction)
    assert not shown.dropping.zones.isVisible()


def test_a_panel_that_was_torn_off_takes_drops_by_itself(
    shown: MainWindow, photograph: Path, qtbot: QtBot
) -> None:
    shown.docks["show_sources"].setFloating(True)
    assert drop(shown.photograph, file_mime([photograph]))
    settle(qtbot, shown)
    assert not shown.dropping.zones.isVisible()
    assert shown.model.content is not None


@pytest.mark.parametrize("dark", [False, True])
def test_the_lit_card_is_seen(shown: MainWindow, hand: Hand, dark: bool) -> None:
    hand.move(QPoint(30, 5))
    zones = shown.dropping.zones
    zones.setPalette(theme.palette(dark))
    (_, _, first), (_, _, second) = zones.cards()
    zones.hover(first.center())
    edge = QPoint(12, first.height() - 12)
    pixels = pixels_of(zones.grab().toImage())
    lit, quiet = (pixels[place.y(), place.x()] for place in (first.topLeft() + edge, second.topLeft() + edge))
    assert abs(lit - quiet).max() > 20
    assert "Photograph" in zones.accessibleDescription()
    zones.put_away()
