"""File ▸ Open recent: what was used, in few rows, and nothing of it that is not the user's."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QAction, QImage
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from nst_gui import recent_files
from nst_gui.main_window import MainWindow
from nst_gui.settings import MAX_RECENT

pytestmark = pytest.mark.qt_log_ignore(
    r"This plugin does not support (raise\(\)|grabbing the keyboard)", extend=True
)


def rows(window: MainWindow) -> dict[str, QAction]:
    """What the menu offers, by its text."""
    window.recent.fill()
    return {action.text(): action for action in window.recent.menu.actions() if not action.isSeparator()}


def test_it_stands_in_the_file_menu(studio: MainWindow) -> None:
    file_menu = studio.menuBar().actions()[0].menu()
    assert isinstance(file_menu, QMenu)
    texts = [action.text() for action in file_menu.actions()]
    assert texts.index("Open re&cent") == texts.index("Open &recipe…") + 1
    assert [(row.text(), row.isEnabled()) for row in rows(studio).values()] == [
        ("Nothing was opened yet", False)
    ]


def test_what_was_used_is_offered_again(
    ready: MainWindow, start_studio, photograph: Path, paintings: list[Path], tmp_path: Path, qtbot: QtBot
) -> None:
    recipe = tmp_path / "strong.json"
    recipe.write_text(ready.model.draft.model_copy(update={"style_strength": 9.0}).to_json())
    ready.intake.open_recipe(recipe)
    qtbot.waitUntil(lambda: ready.model.draft.style_strength == 9.0)
    ready.close()
    second = start_studio()
    qtbot.waitUntil(lambda: not second.tasks.busy)
    assert list(rows(second)) == ["harbour.png", "painting 0.png", "strong.json", "C&lear this list"]
    rows(second)["harbour.png"].trigger()
    rows(second)["painting 0.png"].trigger()
    qtbot.waitUntil(lambda: second.model.recipe() is not None)
    rows(second)["strong.json"].trigger()
    qtbot.waitUntil(lambda: second.model.draft.style_strength == 9.0)


def test_what_is_gone_is_greyed(ready: MainWindow, photograph: Path, qtbot: QtBot) -> None:
    photograph.unlink()
    row = rows(ready)["harbour.png"]
    qtbot.waitUntil(lambda: not row.isEnabled())
    assert "not there any more" in row.toolTip()
    assert rows(ready)["painting 0.png"].isEnabled()


def test_an_answer_about_rows_that_are_gone_does_no_harm(ready: MainWindow, qtbot: QtBot) -> None:
    ready.recent.fill()
    ready.recent.fill()
    qtbot.waitUntil(lambda: not ready.tasks.busy)
    assert ready.error_report.count == 0


def test_it_is_cleared_by_its_own_row_and_the_files_stay(
    ready: MainWindow, photograph: Path, qtbot: QtBot
) -> None:
    assert ready.recent.count() == 2
    rows(ready)["C&lear this list"].trigger()
    assert ready.recent.count() == 0
    assert list(rows(ready)) == ["Nothing was opened yet"]
    assert photograph.exists()
    assert ready.model.recipe() is not None
    titles = [ready.strip.strip.index(row).data() for row in range(ready.strip.strip.model().rowCount())]
    assert "painting 0" not in titles


def test_pasted_pictures_and_samples_are_not_files_of_the_user_s(studio: MainWindow, qtbot: QtBot) -> None:
    studio.actions_table["sample"].trigger()
    qtbot.waitUntil(lambda: studio.model.recipe() is not None)
    image = QImage(64, 48, QImage.Format.Format_RGB888)
    image.fill(0)
    studio.intake._take_offer(recent_offer(image), "content")
    qtbot.waitUntil(lambda: not studio.tasks.busy)
    assert studio.recent.count() == 0


def recent_offer(image: QImage) -> object:
    from nst_gui.desktop.mime import Offer

    return Offer(image=image)


def test_it_never_grows_beyond_the_screen(studio: MainWindow) -> None:
    for number in range(40):
        for kind in ("photographs", "paintings", "recipes"):
            studio.settings.remember(kind, Path(f"/somewhere/{number}/a.png"))
    assert len(studio.settings.recent("recipes")) == MAX_RECENT
    assert studio.recent.count() == 3 * recent_files._SHOWN
    assert "a.png – 39" in rows(studio), "of the same name by their folders"


def test_names_are_shown_as_they_are_and_long_ones_shortened(studio: MainWindow) -> None:
    studio.settings.remember("photographs", Path("/somewhere/black & white.png"))
    studio.settings.remember("paintings", Path("/somewhere") / ("x" * 200 + ".png"))
    texts = list(rows(studio))
    assert "black && white.png" in texts
    assert max(map(len, texts)) <= recent_files._MOST_CHARACTERS + 1
