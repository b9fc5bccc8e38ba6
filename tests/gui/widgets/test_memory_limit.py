"""The box for the memory limit: half gigabytes, the most there is, and Automatic above it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QLineEdit, QToolTip, QVBoxLayout, QWidget

from nst_gui.widgets.memory_limit import MemoryLimitBox

pytestmark = pytest.mark.qt_log_ignore(r"This plugin does not support raise\(\)", extend=True)


@pytest.fixture
def box(qtbot) -> MemoryLimitBox:
    widget = MemoryLimitBox(16_700_000_000)
    qtbot.addWidget(widget)
    widget.show()
    return widget


def type_text(box: MemoryLimitBox, text: str) -> None:
    box.selectAll()
    QTest.keyClicks(box, text)
    QTest.keyClick(box, Qt.Key.Key_Return)


def test_automatic_is_one_step_above_the_most_there_is(box):
    spy = QSignalSpy(box.limitChosen)
    assert (box.text(), box.limit()) == ("Automatic", None)
    QTest.keyClick(box, Qt.Key.Key_Up)
    assert box.limit() is None
    for text in ("at most 16.7 GB", "at most 16.5 GB", "at most 16.0 GB"):
        QTest.keyClick(box, Qt.Key.Key_Down)
        assert box.text() == text
    for text in ("at most 16.5 GB", "at most 16.7 GB", "Automatic"):
        QTest.keyClick(box, Qt.Key.Key_Up)
        assert box.text() == text
    limits = [spy.at(i)[0] for i in range(spy.count())]
    assert limits == [16_700_000_000, 16_500_000_000, 16_000_000_000, 16_500_000_000, 16_700_000_000, None]


def test_below_one_gigabyte_nothing_can_be_painted(box):
    type_text(box, "1.2")
    assert box.limit() == 1_200_000_000
    QTest.keyClick(box, Qt.Key.Key_Down)
    QTest.keyClick(box, Qt.Key.Key_Down)
    assert box.limit() == 1_000_000_000


@pytest.mark.parametrize(
    ("typed", "limit"),
    [
        ("4", 4_000_000_000),
        ("4,5", 4_500_000_000),
        ("at most 2.5 GB", 2_500_000_000),
        ("0.2", 1_000_000_000),
        ("999", 16_700_000_000),
        ("automatic", None),
    ],
)
def test_typing(box, typed, limit):
    type_text(box, "8")
    type_text(box, typed)
    assert box.limit() == limit


def test_an_emptied_box_is_automatic(box):
    type_text(box, "8")
    box.selectAll()
    QTest.keyClick(box, Qt.Key.Key_Delete)
    QTest.keyClick(box, Qt.Key.Key_Return)
    assert box.limit() is None


def test_what_is_shown_by_the_program_is_no_news(box):
    spy = QSignalSpy(box.limitChosen)
    box.set_limit(3_000_000_000)
    assert box.text() == "at most 3.0 GB"
    box.set_limit(10**15)
    assert box.limit() == 16_700_000_000
    box.set_limit(None)
    assert box.limit() is None
    assert spy.count() == 0


def test_a_computer_with_hardly_any_memory_has_one_choice(qtbot):
    small = MemoryLimitBox(900_000_000)
    qtbot.addWidget(small)
    small.stepBy(-1)
    assert small.limit() == 1_000_000_000


@pytest.mark.parametrize(
    ("typed", "words"),
    [("0.1", "1.0 GB is the least."), ("999", "This computer has 16.7 GB."), ("4", ""), ("automatic", "")],
)
def test_what_lies_outside_the_range_is_not_changed_silently(box, qtbot, typed, words):
    QToolTip.hideText()
    type_text(box, typed)
    qtbot.wait(20)
    assert QToolTip.text() == words


def test_that_is_said_too_when_the_box_is_left(qtbot):
    both = QWidget()
    qtbot.addWidget(both)
    layout = QVBoxLayout(both)
    box, other = MemoryLimitBox(16_700_000_000), QLineEdit()
    layout.addWidget(box)
    layout.addWidget(other)
    both.show()
    both.activateWindow()
    box.setFocus()
    qtbot.waitUntil(box.hasFocus)
    box.selectAll()
    QTest.keyClicks(box, "0.1")
    QTest.keyClick(box, Qt.Key.Key_Tab)
    assert both.focusWidget() is other
    qtbot.waitUntil(lambda: QToolTip.isVisible() and QToolTip.text() == "1.0 GB is the least.")


def test_what_was_typed_is_forgotten_when_another_value_comes(box, qtbot):
    box.activateWindow()
    box.setFocus()
    qtbot.waitUntil(box.hasFocus)
    QToolTip.hideText()
    qtbot.waitUntil(lambda: not QToolTip.isVisible())
    box.selectAll()
    QTest.keyClicks(box, "0.1")
    box.set_limit(4_000_000_000)
    QTest.keyClick(box, Qt.Key.Key_Return)
    qtbot.wait(20)
    assert QToolTip.text() == ""
