"""Two pictures on one canvas: the divider, side by side, and the photograph while a key is held."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, QSize, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest

from nst_gui.widgets.canvas import Canvas
from nst_gui.widgets.comparison import CompareMode
from tests.gui.widgets.hands import picture, pixels_of, turn_wheel

RED, BLUE = QColor(200, 20, 20), QColor(20, 20, 200)


def plain(colour: QColor, width: int = 800, height: int = 600) -> QImage:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(colour)
    return image


@pytest.fixture
def canvas(qtbot) -> Canvas:
    """A painting that is blue, and its photograph, which is red and smaller."""
    widget = Canvas()
    qtbot.addWidget(widget)
    widget.resize(400, 300)
    widget.show()
    with qtbot.waitExposed(widget):
        pass
    widget.show_picture(plain(BLUE), QSize(800, 600))
    widget.set_other(plain(RED, 200, 150), "Photograph", "Painting")
    return widget


def colour_at(canvas: Canvas, x: int, y: int = 60) -> QColor:
    return canvas.grab().toImage().pixelColor(x, y)


def test_at_first_the_painting_stands_alone(canvas):
    assert canvas.has_other()
    assert canvas.mode() is CompareMode.RESULT
    assert colour_at(canvas, 100) == colour_at(canvas, 300) == BLUE


def test_the_photograph_is_left_of_the_divider(canvas):
    canvas.set_mode(CompareMode.SPLIT)
    assert colour_at(canvas, 150) == RED
    assert colour_at(canvas, 250) == BLUE


def test_the_divider_follows_the_hand_and_stays_in_the_picture(canvas):
    canvas.set_mode(CompareMode.SPLIT)
    centre = canvas.centre()
    QTest.mousePress(canvas, Qt.MouseButton.LeftButton, pos=QPoint(203, 40))
    QTest.mouseMove(canvas, QPoint(300, 40))
    QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=QPoint(300, 40))
    assert colour_at(canvas, 290) == RED
    assert colour_at(canvas, 310) == BLUE
    assert canvas.centre() == centre, "the picture does not move with it"
    QTest.mousePress(canvas, Qt.MouseButton.LeftButton, pos=QPoint(300, 40))
    QTest.mouseMove(canvas, QPoint(399, 40))
    QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=QPoint(399, 40))
    assert canvas.comparison.share == 1.0


def test_beside_the_divider_a_hand_moves_the_picture(canvas):
    canvas.set_mode(CompareMode.SPLIT)
    canvas.zoom_to_100()
    before = canvas.comparison.share
    QTest.mousePress(canvas, Qt.MouseButton.LeftButton, pos=QPoint(100, 100))
    QTest.mouseMove(canvas, QPoint(130, 110))
    QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=QPoint(130, 110))
    assert canvas.centre() == QPointF(370, 290)
    assert canvas.comparison.share == before


def test_the_divider_stays_on_its_spot_of_the_picture(canvas):
    canvas.set_mode(CompareMode.SPLIT)
    turn_wheel(canvas, QPointF(120, 150), notches=2)
    boundary = canvas.output_at(QPointF(0, 0)).x()
    shown = next(x for x in range(20, 400) if colour_at(canvas, x) == BLUE)
    half_a_line = 5 / canvas.zoom()
    assert boundary + shown / canvas.zoom() == pytest.approx(400, abs=half_a_line)


def test_the_divider_can_be_reached_when_its_spot_is_out_of_sight(canvas):
    canvas.set_mode(CompareMode.SPLIT)
    turn_wheel(canvas, QPointF(360, 150), notches=12)
    assert colour_at(canvas, 200) == BLUE
    QTest.mousePress(canvas, Qt.MouseButton.LeftButton, pos=QPoint(2, 100))
    QTest.mouseMove(canvas, QPoint(200, 100))
    QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=QPoint(200, 100))
    assert colour_at(canvas, 100) == RED
    assert colour_at(canvas, 300) == BLUE


def test_keys_move_the_divider_and_a_double_click_puts_it_back(canvas):
    canvas.set_mode(CompareMode.SPLIT)
    QTest.keyClick(canvas, Qt.Key.Key_Comma)
    QTest.keyClick(canvas, Qt.Key.Key_Comma)
    assert canvas.comparison.share == pytest.approx(0.46)
    QTest.keyClick(canvas, Qt.Key.Key_Period)
    assert canvas.comparison.share == pytest.approx(0.48)
    x = round(16 + 0.48 * 368)
    QTest.mouseDClick(canvas, Qt.MouseButton.LeftButton, pos=QPoint(x, 100))
    assert canvas.comparison.share == 0.5


def test_side_by_side_both_show_the_same_part(canvas):
    image = picture(800, 600)
    canvas.show_picture(image, image.size())
    canvas.set_other(image, "Photograph", "Painting")
    canvas.set_mode(CompareMode.BESIDE)
    canvas.zoom_to_100()
    for turn in (lambda: None, lambda: turn_wheel(canvas, QPointF(330, 90), notches=3)):
        turn()
        seen = pixels_of(canvas.grab().toImage())
        left, right = seen[8:260, 8:192], seen[8:260, 208:392]
        assert np.abs(left - right).max() <= 1
        assert left.std() > 20


def test_side_by_side_the_wheel_keeps_the_point_under_the_cursor_on_either_side(canvas):
    canvas.set_mode(CompareMode.BESIDE)
    for cursor in (QPointF(70, 120), QPointF(320, 120)):
        before = canvas.output_at(cursor)
        turn_wheel(canvas, cursor, notches=2)
        after = canvas.output_at(cursor)
        assert (before - after).manhattanLength() < 1e-6


def test_side_by_side_each_side_shows_all_of_its_picture_when_fitted(canvas):
    canvas.set_mode(CompareMode.BESIDE)
    assert canvas.zoom() == pytest.approx((200 - 32) / 800)
    assert colour_at(canvas, 100, 150) == RED
    assert colour_at(canvas, 300, 150) == BLUE
    canvas.set_mode(CompareMode.RESULT)
    assert canvas.zoom() == pytest.approx((300 - 32) / 600)


def test_while_b_is_held_the_photograph_is_there(canvas):
    canvas.setFocus()
    QTest.keyPress(canvas, Qt.Key.Key_B)
    assert colour_at(canvas, 200, 150) == RED
    QTest.keyRelease(canvas, Qt.Key.Key_B)
    assert colour_at(canvas, 200, 150) == BLUE


def test_a_key_that_is_let_go_elsewhere_is_let_go(canvas):
    canvas.setFocus()
    QTest.keyPress(canvas, Qt.Key.Key_B)
    canvas.clearFocus()
    assert colour_at(canvas, 200, 150) == BLUE


def test_without_another_picture_there_is_nothing_to_compare(canvas):
    canvas.set_mode(CompareMode.SPLIT)
    canvas.set_other(QImage(), "", "")
    assert not canvas.has_other()
    assert canvas.mode() is CompareMode.RESULT
    assert colour_at(canvas, 100) == BLUE
    QTest.keyPress(canvas, Qt.Key.Key_B)
    assert colour_at(canvas, 100) == BLUE
    canvas.set_other(plain(RED), "Photograph", "Painting")
    assert canvas.mode() is CompareMode.SPLIT, "the chosen mode comes back with it"


def test_a_picture_of_other_proportions_is_fitted_into_the_same_place(canvas):
    canvas.set_other(plain(RED, 300, 600), "Photograph", "Painting")
    canvas.hold_other(True)
    assert colour_at(canvas, 200, 150) == RED
    assert colour_at(canvas, 60, 150) not in (RED, BLUE)


def test_at_100_percent_the_right_of_the_divider_is_exactly_the_painting(canvas):
    image = picture(800, 600)
    canvas.show_picture(image, image.size())
    canvas.set_mode(CompareMode.SPLIT)
    canvas.zoom_to_100()
    grabbed = pixels_of(canvas.grab().toImage())
    expected = pixels_of(image)[150:450, 200:600]
    assert np.abs(grabbed - expected)[8:100, 220:392].max() <= 1
