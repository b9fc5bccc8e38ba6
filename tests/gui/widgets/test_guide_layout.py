"""How a page of the guide is set: commands with room below them, tables whose text has most of the width."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QGuiApplication, QTextDocument, QTextTable
from PySide6.QtWidgets import QApplication

from nst_gui.widgets.guide_layout import blocks, dress, set_width


def page(text: str) -> QTextDocument:
    document = QTextDocument()
    document.setMarkdown(text)
    dress(document, QGuiApplication.palette())
    set_width(document, 800)
    document.setTextWidth(800)
    return document


def test_a_command_does_not_touch_what_is_said_of_it(qapp: QApplication) -> None:
    document = page("```sh\nfirst\nsecond\n```\n\nprints it.\n")
    margins = {block.text(): block.blockFormat().bottomMargin() for block in blocks(document)}
    assert margins["first"] == 0, "lines of one command belong together"
    assert margins["second"] > 0


@pytest.mark.parametrize(
    ("name", "most"), [("A setting whose name is a whole sentence, and no short one", 0.34), ("Short", 0.2)]
)
def test_a_long_name_leaves_room_for_what_is_said_of_it(qapp: QApplication, name: str, most: float) -> None:
    said = "words that explain what it is, and are many " * 4
    document = page(f"| setting | what it does |\n|---|---|\n| {name} | {said} |\n")
    [table] = [frame for frame in document.rootFrame().childFrames() if isinstance(frame, QTextTable)]
    layout = document.documentLayout()
    names, words = (
        layout.blockBoundingRect(table.cellAt(1, column).firstCursorPosition().block()) for column in (0, 1)
    )
    assert names.width() / (names.width() + words.width()) < most
