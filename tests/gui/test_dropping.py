"""Drags over the window: what it shows meanwhile, and where what is let go arrives."""

from __future__ import annotations

from pathlib import Path

import pytest
from dragging import Hand, card, middle_of, settle, titles
from hands_on import drop, file_mime
from PySide6.QtCore import QMimeData, QPoint, Qt
from pytestqt.qtbot import QtBot

from nst_gui import theme
from nst_gui.main_window import MainWindow
from nst_gui.widgets.drop_zones import Zone
from tests.gui.widgets.hands import pixels_of

#: The platform without a screen cannot raise a panel that was torn off.
pytestmark = pytest.mark.qt_log_ignore(r"This plugin does not support raise\(\)", extend=True)


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
