"""Names that look like markup: every tip, label and message of the real window says them as they are."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from fake_engine import FakeEngine
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QAbstractItemView, QApplication, QComboBox, QLabel, QListView, QMenu, QWidget
from pytestqt.qtbot import QtBot

from nst_engine.errors import InputError
from nst_gui.dialogs.contact_sheet import ContactSheet
from nst_gui.dialogs.missing_pictures import MissingPicturesDialog
from nst_gui.dialogs.queue_several import QueueSeveralDialog
from nst_gui.main_window import MainWindow
from nst_gui.plain_text import as_written, shortened, titled
from nst_gui.widgets.elided_label import ElidedLabel

#: A name that some file systems and all recipes allow.
TRAP = "<b>harbour & <i>sea<img src=x>"


def shown(tip: str) -> str:
    """What a tool tip shows: it takes for markup what has a tag."""
    if "<" not in tip and "&lt;" not in tip:
        return tip
    document = QTextDocument()
    document.setHtml(tip)
    return document.toPlainText()


@pytest.mark.parametrize(
    "text", [TRAP, "a < b", "plain", "a &lt;b&gt; &amp; c.png", "two\nlines & more", "<b>two\n  lines</b>"]
)
def test_a_tip_shows_what_is_written(text: str, qapp: QApplication) -> None:
    assert shown(as_written(text)) == text


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("harbour", "harbour"),
        ("for the\n  hall", "for the hall"),
        ("a" * 60, "a" * 60),
        ("a" * 61, "a" * 59 + "…"),
        (f"{'a' * 58} {'b' * 9}", "a" * 58 + "…"),
    ],
)
def test_a_long_name_is_shortened_to_one_line(text: str, line: str) -> None:
    assert shortened(text) == line


@pytest.fixture
def trapped(studio: MainWindow, tmp_path: Path, engine: FakeEngine, qtbot: QtBot) -> tuple[MainWindow, Path]:
    """A window in which photograph, painting, note and queue have such names."""
    if not _allowed(tmp_path):
        pytest.skip("this system has no such file names")
    files = [tmp_path / f"{TRAP}.png", tmp_path / f"2 {TRAP}.png"]
    for number, path in enumerate(files):
        noise = np.random.default_rng(number).integers(0, 256, (72, 96, 3), dtype=np.uint8)
        Image.fromarray(noise).save(path)
    studio.intake.open_content([files[0]])
    studio.intake.add_styles([files[1]])
    qtbot.waitUntil(lambda: studio.model.recipe() is not None and not studio.tasks.busy)
    studio.model.set(size=64)
    studio.actions_table["queue_add"].trigger()
    engine.free()
    studio.start()
    qtbot.waitUntil(lambda: studio.actions_table["save"].isEnabled() and not studio.tasks.busy)
    qtbot.waitUntil(lambda: bool(studio.history.model.entries))
    studio.history._change(studio.history.model.entries[0], note=f"note {TRAP}")
    qtbot.waitUntil(lambda: not studio.tasks.busy)
    return studio, files[0]


def _allowed(folder: Path) -> bool:
    """Whether a file can have such a name here."""
    try:
        (folder / TRAP).touch()
    except OSError:
        return False
    return True


def tips(root: QWidget) -> list[str]:
    """The tool tips of a widget and of all in it: its own, its actions', those of its lists."""
    found = []
    for widget in (root, *root.findChildren(QWidget)):
        found.append(widget.toolTip())
        found += [action.toolTip() for action in widget.actions()]
        if isinstance(widget, QAbstractItemView) and widget.model() is not None:
            model = widget.model()
            rows = [model.index(row, 0) for row in range(model.rowCount())]
            found += [str(index.data(Qt.ItemDataRole.ToolTipRole) or "") for index in rows]
    return found


def risky(root: QWidget) -> list[str]:
    """Tips and labels that show something else than the trap where they quote it."""
    wrong = [tip for tip in tips(root) if "<" in tip and TRAP not in shown(tip)]
    for label in root.findChildren(QLabel):
        if "harbour" in label.text() and label.textFormat() != Qt.TextFormat.PlainText:
            wrong.append(label.text())
    return wrong


def test_the_window_shows_names_as_they_are(trapped: tuple[MainWindow, Path], qtbot: QtBot) -> None:
    studio, path = trapped
    studio.recent.fill()
    quoted = [tip for tip in tips(studio) if "harbour" in shown(tip)]
    assert len(quoted) >= 4, "gallery, history, queue and recent files tell names"
    assert risky(studio) == []
    studio.intake.open_content([path.with_name(f"gone {TRAP}.png")])
    qtbot.waitUntil(lambda: "gone" in studio.messages.text())
    assert TRAP in studio.messages.text()
    assert risky(studio) == []


def test_a_recent_file_that_is_gone_is_named_as_it_is(trapped: tuple[MainWindow, Path], qtbot: QtBot) -> None:
    studio, path = trapped
    path.unlink()
    studio.recent.fill()
    qtbot.waitUntil(lambda: not studio.tasks.busy)
    [gone] = [action for action in studio.recent.menu.actions() if "not there any more" in action.toolTip()]
    assert shown(gone.toolTip()) == f"{path} is not there any more"
    assert isinstance(studio.recent.menu, QMenu)


@pytest.mark.parametrize("key", ["crop", "queue_several", "save", "export_stages", "contact_sheet"])
def test_dialogs_show_names_as_they_are(key: str, trapped: tuple[MainWindow, Path], qtbot: QtBot) -> None:
    studio, _ = trapped
    studio.actions_table[key].trigger()
    qtbot.waitUntil(lambda: not studio.tasks.busy)
    dialogs = [widget for widget in QApplication.topLevelWidgets() if widget.isVisible()]
    assert len(dialogs) == 2
    for dialog in dialogs:
        assert risky(dialog) == []
        if isinstance(dialog, QueueSeveralDialog):
            lists = dialog.findChildren(QListView)
            assert any("harbour" in tip for view in lists for tip in tips(view))
        if dialog is not studio:
            dialog.close()


def test_what_a_contact_sheet_says_is_plain(ready: MainWindow, engine: FakeEngine, qtbot: QtBot) -> None:
    engine.error = InputError("{name} is gone; choose it again.", name=TRAP)
    ready.actions_table["contact_sheet"].trigger()
    [dialog] = ready.findChildren(ContactSheet)
    engine.free()
    qtbot.waitUntil(lambda: TRAP in dialog._words.text())
    assert risky(dialog) == []
    dialog.close()


def test_pictures_that_are_asked_for_are_named_as_they_are(
    trapped: tuple[MainWindow, Path], tmp_path: Path, qtbot: QtBot
) -> None:
    studio, _ = trapped
    recipe = studio.model.recipe()
    assert recipe is not None
    gone = recipe.content.model_copy(update={"sha256": "0" * 64, "path": None})
    file = tmp_path / "settings.json"
    file.write_text(recipe.model_copy(update={"content": gone}).to_json(), encoding="utf-8")
    studio.intake.open_recipe(file)
    qtbot.waitUntil(lambda: bool(studio.findChildren(MissingPicturesDialog)))
    [dialog] = studio.findChildren(MissingPicturesDialog)
    assert any(TRAP in label.text() for label in dialog.findChildren(ElidedLabel))
    assert risky(dialog) == []
    dialog.reject()


def test_a_picture_to_start_from_is_named_as_it_is(trapped: tuple[MainWindow, Path], qtbot: QtBot) -> None:
    studio, path = trapped
    studio.intake.set_initial(path)
    qtbot.waitUntil(lambda: not studio.tasks.busy)
    assert any(TRAP in box.currentText() for box in studio.findChildren(QComboBox))
    assert risky(studio) == []


def test_a_title_has_no_place_for_a_mark() -> None:
    assert titled("a[*].png") == "a[*][*].png"
    assert titled("harbour.png") == "harbour.png"
