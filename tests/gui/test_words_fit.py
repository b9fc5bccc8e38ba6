"""The window and its dialogs in every language, and in a longer one: nothing is cut, nothing English."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QComboBox,
    QDialog,
    QLabel,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from nst_gui import languages
from nst_gui.main_window import MainWindow
from nst_gui.widgets.elided_label import ElidedLabel
from nst_gui.widgets.section import CollapsibleSection

CODES = [*(language.code for language in languages.available()), languages.PSEUDO]
DIALOGS = (
    "save",
    "shortcuts",
    "about",
    "import_weights",
    "contact_sheet",
    "settings",
    "queue_several",
    "crop",
    "export_stages",
    "guide",
)
#: Shown as it is in every language: names of files, layers, methods and keys, and what has no words in it.
NOT_TRANSLATED = re.compile(
    r"(?:harbour – )?NST Studio|L-BFGS|Adam|relu\d_\d|English|Deutsch|PNG|JPEG|TIFF|WebP|AVIF|[\W\d_]*"
    r"|.*\.(?:png|jpg|pth).*"
    r"|(?:harbour|painting \d| - )+|[\w.+]*\d[\w.+]*|(?:Alt|Shift|Ctrl|Esc|Del|F\d|B)\b.*"
    r"|(?:Python|Qt|PySide6|Pillow|System|torch|torchvision|oxford|numpy)\b.*"
    r"|(?:Linux|Windows|macOS)\b.*|cpu, float32|https:.*|/.*|[A-Z]:.*",
    re.DOTALL,
)

pytestmark = pytest.mark.qt_log_ignore(
    r"This plugin does not support (raise\(\)|grabbing the keyboard|propagateSizeHints)", extend=True
)


@pytest.fixture
def code(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, qapp: QApplication
) -> Iterator[str]:
    """The language the window starts in."""
    before = QLocale()
    monkeypatch.setenv(languages.VARIABLE, request.param)
    yield request.param
    languages.remove(qapp)
    QLocale.setDefault(before)


def visible(root: QWidget, kind: type) -> list[QWidget]:
    return [widget for widget in root.findChildren(kind) if widget.isVisible()]


def cut(root: QWidget) -> list[str]:
    """What has less room than it needs, in words."""
    found = []
    for label in visible(root, QLabel):
        if not label.text() or label.pixmap().width():
            continue
        needed = label.sizeHint()
        if label.wordWrap():
            if label.heightForWidth(label.width()) > label.height():
                found.append(f"lines of {label.text()!r}")
        elif needed.width() > label.width() + 1 or needed.height() > label.height() + 1:
            found.append(f"label {label.text()!r}: {label.width()} of {needed.width()} px")
    for button in visible(root, QAbstractButton):
        wants_text = isinstance(button, QCheckBox) or not isinstance(button, QToolButton)
        if wants_text and button.text() and button.sizeHint().width() > button.width() + 1:
            found.append(f"button {button.text()!r}: {button.width()} of {button.sizeHint().width()} px")
    for box in visible(root, QComboBox):
        shown = box.fontMetrics().horizontalAdvance(box.currentText())
        if shown > box.width() - 24:
            found.append(f"choice {box.currentText()!r}: {box.width()} px for {shown}")
    for widget in (*visible(root, QLabel), *visible(root, QAbstractButton), *visible(root, QComboBox)):
        seen = widget.visibleRegion().boundingRect()
        # Up and down one may scroll; what sticks out at the side is cut.
        if seen.height() and seen.width() < widget.width() and not _is_of_a_list(widget):
            found.append(
                f"{widget.accessibleName() or type(widget).__name__}: {seen.width()} of {widget.width()}"
            )
    return found


def _is_of_a_list(widget: QWidget) -> bool:
    """Cards and rows of lists that scroll sideways, and titles of panels."""
    names = set()
    parent: QWidget | None = widget
    while parent is not None:
        names.add(type(parent).__name__)
        parent = parent.parentWidget()
    return bool(names & {"QListView", "QListWidget", "QTextEdit", "CardStrip", "_Card"})


def english_in(root: QWidget) -> list[str]:
    """Texts, tips and names for readers that are not in brackets."""
    found = []
    for widget in (root, *root.findChildren(QWidget)):
        words = [
            widget.toolTip(),
            widget.accessibleName(),
            widget.accessibleDescription(),
            widget.windowTitle(),
        ]
        if isinstance(widget, QLabel | QAbstractButton):
            words.append(widget.text())
        if isinstance(widget, ElidedLabel):
            words.append(widget.text())
        if isinstance(widget, QComboBox):
            words += [widget.itemText(row) for row in range(widget.count())]
        words += [action.text() for action in widget.actions()]
        found += [f"{type(widget).__name__}: {text}" for text in words if _is_english(text)]
    return sorted(set(found))


def _is_english(text: str) -> bool:
    plain = re.sub(r"<[^>]*>", "", text)
    return "[" not in plain and not NOT_TRANSLATED.fullmatch(plain)


def opened(window: MainWindow, key: str, qtbot: QtBot) -> QDialog:
    """The dialog that an action opens."""
    window.actions_table[key].trigger()

    def dialogs() -> list[QDialog]:
        everything = [*QApplication.topLevelWidgets(), *window.findChildren(QDialog)]
        return [one for one in everything if isinstance(one, QDialog) and one.isVisible()]

    qtbot.waitUntil(lambda: bool(dialogs()))
    qtbot.waitUntil(lambda: not window.tasks.busy)
    return dialogs()[0]


@pytest.mark.parametrize("code", CODES, indirect=True)
def test_the_window_has_room_for_its_words(code: str, ready: MainWindow, qtbot: QtBot) -> None:
    ready.resize(1280, 720)
    qtbot.waitUntil(lambda: ready.width() == 1280)
    qtbot.wait(50)  # the layouts settle
    assert cut(ready) == []
    ready.controls.section.set_expanded(True)
    ready.controls.finish_section.set_expanded(True)
    qtbot.wait(50)
    assert cut(ready) == []
    if code == languages.PSEUDO:
        assert english_in(ready) == []


@pytest.mark.parametrize("key", DIALOGS)
@pytest.mark.parametrize("code", CODES, indirect=True)
def test_dialogs_have_room_for_their_words(code: str, key: str, painted: MainWindow, qtbot: QtBot) -> None:
    dialog = opened(painted, key, qtbot)
    for section in dialog.findChildren(CollapsibleSection):
        section.set_expanded(True)
    qtbot.wait(50)
    try:
        assert cut(dialog) == []
        if code == languages.PSEUDO:
            assert english_in(dialog) == []
    finally:
        dialog.close()


@pytest.fixture
def painted(code: str, ready: MainWindow, engine: object, qtbot: QtBot) -> MainWindow:
    """A window with a finished painting."""
    engine.free()  # type: ignore[attr-defined]
    ready.start()
    qtbot.waitUntil(lambda: ready.actions_table["save"].isEnabled())
    qtbot.waitUntil(lambda: not ready.tasks.busy and not ready.controller.active)
    return ready
