"""Words that are looked for in the guide: marked on the page, and on the pages that have them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from nst_gui.dialogs.guide_window import GuideWindow

pytestmark = pytest.mark.qt_log_ignore(r"This plugin does not support propagateSizeHints", extend=True)


def test_words_are_found_in_either_case_and_gone_through(guide: GuideWindow, qtbot: QtBot) -> None:
    guide.go_to("two.md")
    assert not guide.down_button.isEnabled()
    qtbot.keyClicks(guide.find_edit, "word")
    assert guide.count.text() == "4 places on this page"
    assert len(guide.view.extraSelections()) == 4
    qtbot.keyClick(guide.find_edit, Qt.Key.Key_Return)
    assert guide.count.text() == "1 of 4 on this page"
    guide.down_button.click()
    assert guide.count.text() == "2 of 4 on this page"
    guide.up_button.click()
    guide.up_button.click()
    assert guide.count.text() == "4 of 4 on this page", "there is no other page with them"
    assert guide.isVisible(), "Return is the field's own"
    guide.find_edit.setText("nothing like it")
    assert guide.count.text() == "Nowhere in the guide"
    assert not guide.down_button.isEnabled()
    assert guide.view.step(1) == 0
    guide.find_edit.clear()
    assert guide.count.text() == ""


def test_one_place_is_no_places(guide: GuideWindow) -> None:
    guide.go_to("two.md")
    guide.find_edit.setText("strength")
    assert guide.count.text() == "1 place on this page"


def test_pages_with_the_words_are_marked_and_gone_to(guide: GuideWindow) -> None:
    guide.find_edit.setText("line 3 of")
    assert guide.count.text() == "On 2 other pages"
    marked = [guide.contents.topLevelItem(row).font(0).bold() for row in range(3)]
    assert marked == [False, True, True]
    guide.down_button.click()
    assert (guide.page.name, guide.count.text()) == ("one.md", "1 of 1 on this page")
    guide.down_button.click()
    assert (guide.page.name, guide.count.text()) == ("two.md", "1 of 1 on this page")
    guide.down_button.click()
    assert guide.page.name == "one.md", "round the ends of the book"
    guide.up_button.click()
    assert guide.page.name == "two.md"
    guide.find_edit.clear()
    assert not any(guide.contents.topLevelItem(row).font(0).bold() for row in range(3))


def test_what_nobody_reads_is_not_found(guide: GuideWindow) -> None:
    guide.find_edit.setText("one.md")
    assert guide.count.text() == "Nowhere in the guide"


def test_what_is_found_is_brought_into_view(guide: GuideWindow) -> None:
    guide.go_to("one.md")
    guide.find_edit.setText("Line 70 of")
    guide.down_button.click()
    assert guide.view.verticalScrollBar().value() > 0


def test_the_words_are_looked_for_on_the_next_page_too(guide: GuideWindow) -> None:
    guide.find_edit.setText("line 3 of")
    guide.go_to("one.md")
    assert guide.count.text() == "1 place on this page"
