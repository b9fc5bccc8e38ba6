"""The crop editor under real hands and keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest

from nst_engine.recipe import PictureRef
from nst_gui.models.crop_frame import CropFrame
from nst_gui.widgets.crop_editor import CropEditor

PART = {"x": 100, "y": 60, "width": 200, "height": 120}


@pytest.fixture
def editor(qtbot) -> CropEditor:
    ref = PictureRef.model_validate(
        {"name": "a.png", "sha256": "0" * 64, "width": 400, "height": 300, "crop": PART}
    )
    widget = CropEditor(CropFrame(ref))
    qtbot.addWidget(widget)
    image = QImage(200, 150, QImage.Format.Format_RGB32)
    image.fill(QColor("#d04040"))
    widget.set_image(image)
    widget.resize(432, 332)  # the picture fills it but for its margins: a logical pixel for each of its own
    widget.show()
    with qtbot.waitExposed(widget):
        pass
    widget.setFocus()
    return widget


def box(editor: CropEditor) -> tuple[int, int, int, int]:
    return editor._frame.box


def drag(editor: CropEditor, start: QPointF, by: QPoint) -> None:
    """Press, move in two steps, let go."""
    first, last = start.toPoint(), start.toPoint() + by
    QTest.mousePress(editor, Qt.MouseButton.LeftButton, pos=first)
    QTest.mouseMove(editor, (first + last) / 2)
    QTest.mouseMove(editor, last)
    QTest.mouseRelease(editor, Qt.MouseButton.LeftButton, pos=last)


def test_the_picture_lies_where_it_is_said_to(editor):
    assert editor.target() == QRectF(16, 16, 400, 300)
    assert editor.rectangle() == QRectF(116, 76, 200, 120)
    assert editor.handle_place((1, 1)) == QPointF(316, 196)
    assert editor.handle_place((0, -1)) == QPointF(216, 76)


def test_a_hand_moves_the_part(editor, qtbot):
    with qtbot.waitSignal(editor.changed):
        drag(editor, editor.handle_place((0, 0)), QPoint(40, -20))
    assert box(editor) == (140, 40, 200, 120)
    drag(editor, editor.handle_place((0, 0)), QPoint(999, 999))
    assert box(editor) == (200, 180, 200, 120)


@pytest.mark.parametrize(
    ("handle", "expected"),
    [
        ((-1, -1), (120, 70, 180, 110)),
        ((1, -1), (100, 70, 220, 110)),
        ((-1, 1), (120, 60, 180, 130)),
        ((1, 1), (100, 60, 220, 130)),
        ((-1, 0), (120, 60, 180, 120)),
        ((1, 0), (100, 60, 220, 120)),
        ((0, -1), (100, 70, 200, 110)),
        ((0, 1), (100, 60, 200, 130)),
    ],
)
def test_every_handle_moves_its_own_edges(editor, handle, expected):
    drag(editor, editor.handle_place(handle), QPoint(20, 10))
    assert box(editor) == expected


def test_a_handle_is_held_where_it_was_taken(editor):
    """A hand that takes a corner a few pixels beside its middle does not make it jump."""
    drag(editor, editor.handle_place((1, 1)) + QPointF(5, 4), QPoint(10, 10))
    assert box(editor) == (100, 60, 210, 130)


def test_outside_nothing_is_held(editor):
    drag(editor, QPointF(30, 30), QPoint(50, 50))
    assert box(editor) == (100, 60, 200, 120)
    QTest.mousePress(editor, Qt.MouseButton.RightButton, pos=editor.handle_place((0, 0)).toPoint())
    QTest.mouseMove(editor, QPoint(20, 20))
    assert box(editor) == (100, 60, 200, 120)


def test_arrows_move_and_with_shift_stretch(editor):
    shift, control = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
    QTest.keyClick(editor, Qt.Key.Key_Right)
    QTest.keyClick(editor, Qt.Key.Key_Down)
    assert box(editor) == (104, 64, 200, 120)
    QTest.keyClick(editor, Qt.Key.Key_Left, control)
    QTest.keyClick(editor, Qt.Key.Key_Up, control)
    assert box(editor) == (103, 63, 200, 120)
    QTest.keyClick(editor, Qt.Key.Key_Right, shift)
    QTest.keyClick(editor, Qt.Key.Key_Up, shift)
    assert box(editor) == (103, 63, 204, 116)
    QTest.keyClick(editor, Qt.Key.Key_Left, shift | control)
    assert box(editor) == (103, 63, 203, 116)


def test_plus_and_minus_change_the_size_about_the_middle(editor):
    QTest.keyClick(editor, Qt.Key.Key_Minus)
    assert box(editor)[2] == 192
    assert box(editor)[0] == 104
    QTest.keyClick(editor, Qt.Key.Key_Plus)
    assert box(editor) == (100, 60, 200, 120)


def test_the_pointer_says_what_can_be_held(editor):
    shapes = {
        (1, 1): Qt.CursorShape.SizeFDiagCursor,
        (1, -1): Qt.CursorShape.SizeBDiagCursor,
        (1, 0): Qt.CursorShape.SizeHorCursor,
        (0, 1): Qt.CursorShape.SizeVerCursor,
        (0, 0): Qt.CursorShape.SizeAllCursor,
    }
    for handle, shape in shapes.items():
        QTest.mouseMove(editor, editor.handle_place(handle).toPoint())
        assert editor.cursor().shape() == shape
    QTest.mouseMove(editor, QPoint(20, 20))
    assert editor.cursor().shape() == Qt.CursorShape.ArrowCursor


def test_what_is_left_out_is_darker(editor):
    seen = editor.grab().toImage()
    inside, outside = seen.pixelColor(150, 100), seen.pixelColor(40, 40)
    assert inside == QColor("#d04040")
    assert outside.red() < inside.red() / 2


def test_it_says_what_it_is_and_which_keys_it_knows(editor):
    assert editor.accessibleName()
    assert "Shift" in editor.accessibleDescription()


def test_the_picture_turns_with_the_frame(editor):
    """A mark in the upper left corner is in the upper right one after a turn to the right."""
    image = QImage(200, 150, QImage.Format.Format_RGB32)
    image.fill(QColor("#d04040"))
    for x in range(40):
        for y in range(40):
            image.setPixelColor(x, y, QColor("#40d040"))
    editor.set_image(image)
    editor._frame.reset()
    editor._frame.turn(1)
    seen, target = editor.grab().toImage(), editor.target()
    assert target.width() < target.height()
    marked = QPointF(target.right() - 25, target.top() + 25).toPoint()
    assert seen.pixelColor(marked).green() > 180
    plain = QPointF(target.left() + 25, target.top() + 25).toPoint()
    assert seen.pixelColor(plain).red() > 180
