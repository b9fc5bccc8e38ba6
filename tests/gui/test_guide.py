"""The guide in its window: pages, links, pictures, words that are found, colours, size."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QLocale, QPoint, QRect, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication, QPalette, QTextDocument, QTextImageFormat
from PySide6.QtWidgets import QApplication, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot
from small_guide import guides

from nst_gui import languages, theme
from nst_gui.dialogs.guide_window import GuideWindow
from nst_gui.main_window import MainWindow
from nst_gui.settings import WindowSettings
from nst_gui.widgets.guide_layout import TEXT_WIDTH, blocks, fragments
from nst_gui.workers.tasks import Tasks

pytestmark = pytest.mark.qt_log_ignore(
    r"This plugin does not support (raise\(\)|propagateSizeHints)", extend=True
)


def opened(window: MainWindow) -> GuideWindow:
    window.actions_table["guide"].trigger()
    [guide] = guides()
    return guide


def titles(guide: GuideWindow) -> list[str]:
    rows = range(guide.contents.topLevelItemCount())
    return [guide.contents.topLevelItem(row).text(0) for row in rows]


# ---- the real guide ------------------------------------------------------------------------------------


def test_every_page_of_the_programs_own_guide_can_be_read(studio: MainWindow, qtbot: QtBot) -> None:
    guide = opened(studio)
    assert len(guide._book.pages) >= 5
    for page in guide._book.pages:
        guide.go_to(page.name)
        assert guide.page == page
        assert guide.windowTitle().endswith(page.title)
        assert page.title in guide.view.toPlainText()
        for section in page.sections:
            assert section.title in guide.view.toPlainText()
    qtbot.waitUntil(lambda: not studio.tasks.busy, timeout=30_000)
    assert studio.error_report.count == 0


def test_f1_opens_it_and_comes_back_to_it(studio: MainWindow, guide_pages: Path) -> None:
    assert "F1" in [key.toString() for key in studio.actions_table["guide"].shortcuts()]
    guide = opened(studio)
    guide.go_to("one.md")
    assert opened(studio) is guide
    assert guide.page.name == "one.md"
    assert not guide.isModal()


@pytest.mark.parametrize(
    ("code", "title"), [("de", "Anleitung"), ("en", "Guide"), (languages.PSEUDO, "Guide")]
)
def test_it_speaks_the_windows_language(
    code: str,
    title: str,
    start_studio: Callable[[], MainWindow],
    monkeypatch: pytest.MonkeyPatch,
    qapp: QApplication,
) -> None:
    before = QLocale()
    monkeypatch.setenv(languages.VARIABLE, code)
    guide = opened(start_studio())
    assert titles(guide)[0] == title
    languages.remove(qapp)
    QLocale.setDefault(before)


def test_on_a_sharper_screen_pictures_are_fetched_again(guide: GuideWindow, qtbot: QtBot) -> None:
    guide.go_to("two.md")
    with qtbot.waitSignal(guide.view.pictureWanted):
        QApplication.sendEvent(guide.view, QEvent(QEvent.Type.DevicePixelRatioChange))


def test_it_closes_with_the_window(studio: MainWindow, guide_pages: Path) -> None:
    guide = opened(studio)
    studio.close()
    assert not guide.isVisible()


def test_a_guide_that_is_not_there_is_a_sentence(studio: MainWindow, guide_pages: Path) -> None:
    (guide_pages / "two.md").unlink()
    studio.actions_table["guide"].trigger()
    assert guides() == []
    assert studio.messages.text() == (
        "The guide is not complete: its page two.md is missing; install NST Studio again."
    )


# ---- pages and links -----------------------------------------------------------------------------------


def test_the_contents_are_the_first_pages_links_in_their_order(guide: GuideWindow) -> None:
    assert titles(guide) == ["Guide", "One", "Two"]
    one = guide.contents.topLevelItem(1)
    assert [one.child(row).text(0) for row in range(one.childCount())] == ["Here", "There is more"]


def test_the_contents_lead_to_pages_and_headings(guide: GuideWindow) -> None:
    one = guide.contents.topLevelItem(1)
    guide.contents.setCurrentItem(one.child(1))
    assert guide.page.name == "one.md"
    assert guide.view.anchor_read() == "there-is-more"
    assert guide.view.verticalScrollBar().value() > 0
    assert guide.contents.currentItem().text(0) == "There is more"


def test_a_click_below_the_open_page_marks_the_page_it_leads_to(guide: GuideWindow, qtbot: QtBot) -> None:
    guide.go_to("one.md")  # unfolds its headings, and Two stands below them
    two = guide.contents.topLevelItem(2)
    middle = guide.contents.visualItemRect(two).center()
    qtbot.mouseClick(guide.contents.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    assert guide.page.name == "two.md"
    assert guide.contents.currentItem().text(0) == two.text(0)
    assert guide.contents.selectedItems() == [two]


def test_the_first_page_says_its_name_once(guide: GuideWindow) -> None:
    assert guide.windowTitle() == "Guide"
    guide.go_to("one.md")
    assert guide.windowTitle() == "Guide: One"


def test_what_is_nowhere_in_the_guide_is_said_to_be_nowhere(guide: GuideWindow) -> None:
    guide.find_edit.setText("xyzzy")
    assert guide.count.text() == "Nowhere in the guide"


def test_scrolling_marks_what_is_read(guide: GuideWindow) -> None:
    guide.go_to("one.md")
    assert guide.contents.currentItem().text(0) == "One"
    guide.view.verticalScrollBar().setValue(200)
    assert guide.contents.currentItem().text(0) == "Here"
    guide.view.verticalScrollBar().setValue(guide.view.verticalScrollBar().maximum())
    assert guide.contents.currentItem().text(0) == "There is more"


def test_back_and_forward_return_to_where_one_was(guide: GuideWindow, qtbot: QtBot) -> None:
    assert not guide.back_button.isEnabled()
    guide.follow("one.md")
    guide.view.verticalScrollBar().setValue(300)
    guide.follow("two.md#near-the-end")
    assert guide.view.anchor_read() == "near-the-end"
    guide.back_button.click()
    assert (guide.page.name, guide.view.verticalScrollBar().value()) == ("one.md", 300)
    guide.back_button.click()
    assert guide.page.name == "README.md"
    assert not guide.back_button.isEnabled()
    guide.forward_button.click()
    guide.forward_button.click()
    assert guide.page.name == "two.md"
    assert not guide.forward_button.isEnabled()
    guide.start_button.click()
    assert guide.page.name == "README.md"


def link_at(guide: GuideWindow, href: str) -> QPoint:
    """Where a link of the page is seen."""
    for block in blocks(guide.view.document()):
        for fragment in fragments(block):
            if fragment.charFormat().anchorHref() == href:
                cursor = guide.view.textCursor()
                cursor.setPosition(fragment.position() + 1)
                return guide.view.cursorRect(cursor).center()
    raise AssertionError(f"no link to {href}")


def test_a_link_is_followed_with_the_mouse(guide: GuideWindow, qtbot: QtBot) -> None:
    qtbot.mouseClick(guide.view.viewport(), Qt.MouseButton.LeftButton, pos=link_at(guide, "one.md"))
    assert guide.page.name == "one.md"


def test_a_link_is_followed_with_the_keyboard(guide: GuideWindow, qtbot: QtBot) -> None:
    guide.view.setFocus()
    qtbot.keyClick(guide.view, Qt.Key.Key_Tab)
    qtbot.keyClick(guide.view, Qt.Key.Key_Return)
    assert guide.page.name == "one.md"


@pytest.mark.parametrize(
    "target",
    ["nowhere.md", "../secret.md", "/etc/passwd", "file:///etc/passwd", "http://example.org", "two.txt"],
)
def test_nothing_else_is_ever_opened(
    target: str, guide: GuideWindow, guide_pages: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (guide_pages.parent / "secret.md").write_text("# Secret")
    (guide_pages / "two.txt").write_text("# Text")
    urls: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", urls.append)
    guide.follow(target)
    assert guide.page.name == "README.md"
    assert not urls


@pytest.mark.parametrize(
    ("button", "opens", "copies"), [("Open", True, False), ("Copy", False, True), ("Cancel", False, False)]
)
def test_an_address_is_opened_only_when_the_user_says_so(
    button: str, opens: bool, copies: bool, guide: GuideWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    urls: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: urls.append(url.toString()))
    guide.follow("https://example.org/paper")
    [question] = guide.findChildren(QMessageBox)
    assert question.text() == "https://example.org/paper"
    assert question.textFormat() == Qt.TextFormat.PlainText
    assert urls == []
    [chosen] = [one for one in question.findChildren(QPushButton) if button in one.text()]
    chosen.click()
    assert bool(urls) is opens
    assert (QGuiApplication.clipboard().text() == "https://example.org/paper") is copies


# ---- pictures ------------------------------------------------------------------------------------------


def image_formats(guide: GuideWindow) -> list[QTextImageFormat]:
    return [
        fragment.charFormat().toImageFormat()
        for block in blocks(guide.view.document())
        for fragment in fragments(block)
        if fragment.charFormat().isImageFormat()
    ]


def picture(guide: GuideWindow) -> object:
    kind = QTextDocument.ResourceType.ImageResource
    return guide.view.document().resource(kind.value, QUrl("images/wide.png"))


def test_a_picture_has_its_place_before_it_comes_and_all_its_pixels_after(
    guide: GuideWindow, guide_tasks: Tasks, qtbot: QtBot
) -> None:
    guide.go_to("two.md")
    [look] = image_formats(guide)
    assert (look.width(), look.height()) == (128, 96), "never larger than it is"
    qtbot.waitUntil(lambda: not guide_tasks.busy)
    shown = picture(guide)
    assert (shown.width(), shown.height()) == (128, 96)  # type: ignore[attr-defined]


def test_a_wide_picture_fits_the_lines_and_is_fetched_at_that_size(
    show_guide: Callable[[], GuideWindow], guide_pages: Path, qtbot: QtBot
) -> None:
    from PIL import Image

    Image.new("RGB", (2000, 1000), "red").save(guide_pages / "images" / "wide.png")
    guide = show_guide()
    guide.resize(1200, 700)
    guide.go_to("two.md")
    qtbot.waitUntil(lambda: image_formats(guide)[0].width() == TEXT_WIDTH)
    assert image_formats(guide)[0].height() == TEXT_WIDTH // 2
    guide.resize(700, 700)
    qtbot.waitUntil(lambda: image_formats(guide)[0].width() < TEXT_WIDTH)
    width = image_formats(guide)[0].width()
    assert width + 16 < guide.view.viewport().width()
    qtbot.waitUntil(lambda: picture(guide).width() == width)  # type: ignore[attr-defined]
    assert guide.view.document().size().width() <= guide.view.viewport().width()


def test_a_picture_that_comes_late_takes_the_place_of_no_newer_one(guide: GuideWindow, qtbot: QtBot) -> None:
    """Two are read at once, and while the window is drawn larger one is asked for again and again."""
    guide.go_to("two.md")
    qtbot.waitUntil(lambda: not guide._tasks.busy)
    answers: list[Callable[[], None]] = []

    class Late(Tasks):
        def run(self, work: Callable, on_done: Callable, *_rest: object, **_more: object) -> None:
            image = work()
            answers.append(lambda: on_done(image))

    [(path, _size)] = guide.view._pictures.values()
    whole, guide._tasks = guide._tasks, Late()
    guide._load_picture(path, 32)
    guide._load_picture(path, 64)
    for answer in reversed(answers):
        answer()
    guide._tasks = whole
    assert picture(guide).width() == 64  # type: ignore[attr-defined]


@pytest.mark.parametrize("content", [None, b"no picture at all"])
def test_a_picture_that_cannot_be_read_leaves_the_text(
    content: bytes | None,
    show_guide: Callable[[], GuideWindow],
    guide_pages: Path,
    guide_tasks: Tasks,
    qtbot: QtBot,
) -> None:
    file = guide_pages / "images" / "wide.png"
    if content is None:
        file.unlink()
    else:
        file.write_bytes(content)
    guide = show_guide()
    guide.go_to("two.md")
    qtbot.waitUntil(lambda: not guide_tasks.busy)
    assert "Line 3 of many" in guide.view.toPlainText()


# ---- colours and size ----------------------------------------------------------------------------------


def test_it_turns_dark_while_it_is_read(guide: GuideWindow, qtbot: QtBot) -> None:
    guide.go_to("one.md")
    guide.view.verticalScrollBar().setValue(200)
    theme.choose("dark")
    qtbot.waitUntil(lambda: theme.is_dark(guide.view.palette()))
    link = guide.view.palette().color(QPalette.ColorRole.Link)
    colours = {
        fragment.charFormat().foreground().color().name()
        for block in blocks(guide.view.document())
        for fragment in fragments(block)
        if fragment.charFormat().isAnchor()
    }
    assert colours == {link.name()}
    assert abs(guide.view.verticalScrollBar().value() - 200) < 60, "one reads on where one was"
    theme.choose("system")


def test_it_remembers_its_size_and_is_seen_again(show_guide: Callable[[], GuideWindow]) -> None:
    guide = show_guide()
    guide.resize(731, 503)
    guide.splitter.setSizes([200, 531])
    sizes = guide.splitter.sizes()
    guide.close()
    again = show_guide()
    assert again is not guide
    assert (again.width(), again.height()) == (731, 503)
    assert again.splitter.sizes() == sizes


def test_a_place_on_a_screen_that_is_gone_is_forgotten(
    show_guide: Callable[[], GuideWindow], monkeypatch: pytest.MonkeyPatch
) -> None:
    guide = show_guide()
    guide.move(90_000, 90_000)
    guide.close()
    again = show_guide()
    screen = QGuiApplication.primaryScreen().availableGeometry()
    assert screen.intersects(QRect(again.pos(), again.size()))


def test_the_main_windows_place_stays_its_own(studio: MainWindow, guide_pages: Path) -> None:
    settings = WindowSettings()
    settings.save_geometry(studio, studio.splitters)
    opened(studio).close()
    assert WindowSettings().restore_geometry(studio, studio.splitters)


def test_escape_closes_it(guide: GuideWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(guide.view, Qt.Key.Key_Escape)
    assert not guide.isVisible()


def test_it_stands_beside_the_window_and_not_before_it(guide: GuideWindow) -> None:
    assert guide.parent() is None
    assert not guide.isModal()
