from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QSize, Qt
from PySide6.QtGui import QImage, QNativeGestureEvent, QPalette, QPointingDevice
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from nst_gui import theme
from nst_gui.widgets.canvas import Canvas
from tests.gui.widgets.hands import picture, pixels_of, turn_wheel


@pytest.fixture
def canvas(qtbot) -> Canvas:
    widget = Canvas()
    qtbot.addWidget(widget)
    widget.resize(400, 300)
    widget.show()
    with qtbot.waitExposed(widget):
        pass
    return widget


def filled(canvas: Canvas, width: int = 800, height: int = 600) -> QImage:
    image = picture(width, height)
    canvas.show_picture(image, image.size())
    return image


def close(first: QPointF, second: QPointF, tolerance: float = 1e-6) -> bool:
    return abs(first.x() - second.x()) <= tolerance and abs(first.y() - second.y()) <= tolerance


def test_a_new_picture_is_fitted_in_a_neutral_surround(canvas):
    filled(canvas)
    expected = min((400 - 2 * theme.WIDE_SPACE) / 800, (300 - 2 * theme.WIDE_SPACE) / 600)
    assert canvas.zoom() == pytest.approx(expected)
    assert close(canvas.centre(), QPointF(400, 300))
    corner = canvas.grab().toImage().pixelColor(5, 5)
    assert corner == theme.surround(canvas.palette())
    assert corner.red() == corner.green() == corner.blue()


def test_at_100_percent_the_screen_shows_the_pictures_own_pixels(canvas):
    image = filled(canvas)
    canvas.zoom_to_100()
    grabbed = pixels_of(canvas.grab().toImage())
    left, top = 400 - 200, 300 - 150
    assert np.abs(grabbed - pixels_of(image)[top : top + 300, left : left + 400])[8:-8, 8:-8].max() <= 1


def test_at_100_percent_an_odd_place_still_shows_whole_pixels(canvas):
    image = filled(canvas, 801, 603)
    canvas.zoom_to_100()
    turn_wheel(canvas, QPointF(200, 150), pixels=QPoint(13, -7), phase=Qt.ScrollPhase.ScrollUpdate)
    grabbed = pixels_of(canvas.grab().toImage())[8:-8, 8:-8]
    source = pixels_of(image)
    found = [
        (x, y)
        for y in range(300)
        for x in range(400)
        if np.array_equal(source[y + 8, x + 8], grabbed[0, 0])
        and np.abs(source[y + 8 : y + 292, x + 8 : x + 392] - grabbed).max() <= 1
    ]
    # The middle is at 400.5 − 13 and 301.5 + 7; half pixels go to a whole one on either side.
    assert len(found) == 1
    assert found[0][0] in (187, 188)
    assert found[0][1] in (158, 159)


def test_at_200_percent_and_above_pixels_are_crisp_squares(canvas):
    image = filled(canvas)
    turn_wheel(canvas, QPointF(200, 150), notches=100)
    assert canvas.zoom() == 32.0
    grabbed = pixels_of(canvas.grab().toImage())[8:-8, 8:-8].reshape(-1, 3)
    shown = {tuple(colour) for colour in grabbed.tolist()}
    assert shown <= {tuple(colour) for colour in pixels_of(image).reshape(-1, 3).tolist()}
    assert 100 <= len(shown) <= 200  # 400×300 device pixels are 12.5×9.4 output pixels


def test_a_coarse_preview_is_smoothed_when_enlarged(canvas):
    image = picture(25, 19)
    canvas.show_picture(image, QSize(800, 600))
    canvas.zoom_to_100()
    shown = pixels_of(canvas.grab().toImage())[8:-8, 8:-8].reshape(-1, 3)
    assert len(np.unique(shown, axis=0)) > 5000


def test_the_wheel_zooms_and_keeps_the_point_under_the_cursor(canvas):
    filled(canvas)
    cursor = QPointF(250, 120)
    before = canvas.output_at(cursor)
    zoom = canvas.zoom()
    turn_wheel(canvas, cursor, notches=1)
    assert canvas.zoom() == pytest.approx(zoom * 2**0.25)
    turn_wheel(canvas, cursor, notches=7)
    assert close(canvas.output_at(cursor), before)
    turn_wheel(canvas, cursor, notches=-3)
    assert close(canvas.output_at(cursor), before)


def test_two_fingers_on_a_touch_pad_move_and_with_control_zoom(canvas):
    filled(canvas)
    canvas.zoom_to_100()
    update = Qt.ScrollPhase.ScrollUpdate
    turn_wheel(canvas, QPointF(200, 150), 0.25, pixels=QPoint(30, -20), phase=update)
    assert close(canvas.centre(), QPointF(370, 320))
    assert canvas.zoom() == 1.0
    control = Qt.KeyboardModifier.ControlModifier
    turn_wheel(canvas, QPointF(200, 150), 1, pixels=QPoint(0, 30), phase=update, keys=control)
    assert canvas.zoom() == pytest.approx(2**0.25)


def test_a_mouse_wheel_that_also_reports_pixels_still_zooms(canvas):
    filled(canvas)
    before = canvas.zoom()
    turn_wheel(canvas, QPointF(200, 150), 1, pixels=QPoint(0, 53))
    assert canvas.zoom() == pytest.approx(before * 2**0.25)


def test_pinching_zooms_at_the_fingers(canvas):
    filled(canvas)
    canvas.zoom_to_100()
    place = QPointF(100, 80)
    before = canvas.output_at(place)
    gesture = QNativeGestureEvent(
        Qt.NativeGestureType.ZoomNativeGesture,
        QPointingDevice.primaryPointingDevice(),
        2,
        place,
        place,
        place,
        0.5,
        QPointF(),
    )
    QApplication.sendEvent(canvas, gesture)
    assert canvas.zoom() == pytest.approx(1.5)
    assert close(canvas.output_at(place), before)


@pytest.mark.parametrize("button", [Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton])
def test_dragging_moves_the_picture_with_the_hand(canvas, button):
    filled(canvas)
    canvas.zoom_to_100()
    under_hand = canvas.output_at(QPointF(200, 150))
    QTest.mousePress(canvas, button, pos=QPoint(200, 150))
    assert canvas.cursor().shape() == Qt.CursorShape.ClosedHandCursor
    QTest.mouseMove(canvas, QPoint(230, 110))
    QTest.mouseRelease(canvas, button, pos=QPoint(230, 110))
    assert close(canvas.output_at(QPointF(230, 110)), under_hand)
    assert canvas.cursor().shape() == Qt.CursorShape.OpenHandCursor
    QTest.mouseMove(canvas, QPoint(10, 10))
    assert close(canvas.output_at(QPointF(230, 110)), under_hand)


def test_the_picture_cannot_be_lost(canvas):
    filled(canvas)
    canvas.zoom_to_100()
    for _ in range(50):
        QTest.keyClick(canvas, Qt.Key.Key_Right)
    assert canvas.centre().x() == 800
    canvas.clear()
    filled(canvas)
    assert close(canvas.centre(), QPointF(400, 300))


def test_keys(canvas):
    filled(canvas)
    fitted = canvas.zoom()
    QTest.keyClick(canvas, Qt.Key.Key_1)
    assert canvas.zoom() == 1.0
    QTest.keyClick(canvas, Qt.Key.Key_Plus)
    assert canvas.zoom() == pytest.approx(2**0.5)
    QTest.keyClick(canvas, Qt.Key.Key_Minus)
    QTest.keyClick(canvas, Qt.Key.Key_Minus)
    assert canvas.zoom() == pytest.approx(2**-0.5)
    middle = canvas.centre()
    QTest.keyClick(canvas, Qt.Key.Key_Down)
    assert canvas.centre().y() > middle.y()
    assert canvas.centre().x() == middle.x()
    QTest.keyClick(canvas, Qt.Key.Key_0)
    assert canvas.zoom() == pytest.approx(fitted)


def test_stepping_stops_at_100_percent(canvas):
    filled(canvas)
    seen = []
    for _ in range(6):
        canvas.zoom_in()
        seen.append(canvas.zoom())
    assert 1.0 in seen
    assert seen == sorted(seen)


def test_a_double_click_changes_between_fit_and_100_percent(canvas):
    filled(canvas)
    fitted = canvas.zoom()
    before = canvas.output_at(QPointF(150, 100))
    QTest.mouseDClick(canvas, Qt.MouseButton.LeftButton, pos=QPoint(150, 100))
    assert canvas.zoom() == 1.0
    assert close(canvas.output_at(QPointF(150, 100)), before)
    QTest.mouseDClick(canvas, Qt.MouseButton.LeftButton, pos=QPoint(150, 100))
    assert canvas.zoom() == fitted


def test_the_view_stays_put_while_previews_of_any_resolution_arrive(canvas):
    canvas.show_picture(picture(100, 75), QSize(800, 600))
    turn_wheel(canvas, QPointF(120, 90), notches=5)
    zoom, centre = canvas.zoom(), canvas.centre()
    for divisor in (4, 2, 1):
        canvas.show_picture(picture(800 // divisor, 600 // divisor), QSize(800, 600))
        assert canvas.zoom() == zoom
        assert close(canvas.centre(), centre, 0)


def test_another_size_of_the_same_picture_shows_the_same_part(canvas):
    filled(canvas)
    turn_wheel(canvas, QPointF(120, 90), notches=5)
    zoom, centre = canvas.zoom(), canvas.centre()
    canvas.show_picture(picture(400, 300), QSize(1600, 1200))
    assert canvas.zoom() == pytest.approx(zoom / 2)
    assert close(canvas.centre(), centre * 2)


def test_a_picture_of_other_proportions_is_fitted(canvas):
    filled(canvas)
    canvas.zoom_to_100()
    filled(canvas, 300, 900)
    assert canvas.zoom() == pytest.approx((300 - 2 * theme.WIDE_SPACE) / 900)


def test_a_fitted_picture_stays_fitted_when_the_window_grows_and_another_stays_put(canvas):
    filled(canvas)
    canvas.resize(800, 600)
    QApplication.processEvents()
    assert canvas.zoom() == pytest.approx((600 - 2 * theme.WIDE_SPACE) / 600)
    canvas.zoom_to_100()
    centre = canvas.centre()
    canvas.resize(500, 500)
    QApplication.processEvents()
    assert canvas.zoom() == 1.0
    assert close(canvas.centre(), centre, 0)


def test_zoom_is_announced_once_per_change(canvas, qtbot):
    filled(canvas)
    with qtbot.waitSignal(canvas.zoomChanged, check_params_cb=lambda zoom: zoom == 1.0):
        canvas.zoom_to_100()
    with qtbot.assertNotEmitted(canvas.zoomChanged):
        canvas.show_picture(picture(800, 600, seed=1), QSize(800, 600))


def test_an_empty_canvas_ignores_hands_and_shows_its_hint(canvas):
    before = pixels_of(canvas.grab().toImage())
    event = turn_wheel(canvas, QPointF(200, 150), notches=3)
    QTest.keyClick(canvas, Qt.Key.Key_Plus)
    assert not event.isAccepted()
    assert not canvas.has_picture()
    canvas.set_hint("W" * 20)
    changed = np.abs(pixels_of(canvas.grab().toImage()) - before).max()
    assert changed > 50


def test_only_an_empty_canvas_with_room_invites_and_a_picture_takes_the_keyboard_over(canvas):
    button = QPushButton("Begin with these")
    canvas.set_invitation(button)
    assert button.isVisible()
    assert button.geometry().center().x() == pytest.approx(canvas.rect().center().x(), abs=1)
    button.setFocus()
    filled(canvas)
    assert not button.isVisible()
    assert canvas.hasFocus()
    canvas.clear()
    assert button.isVisible()
    canvas.invite(False)
    assert not button.isVisible()
    canvas.invite(True)
    canvas.resize(300, 90)
    assert not button.isVisible(), "half a button is none"


def test_clear_takes_the_picture_away(canvas):
    filled(canvas)
    canvas.clear()
    assert not canvas.has_picture()
    assert canvas.grab().toImage().pixelColor(100, 250) == theme.surround(canvas.palette())


def test_a_reduced_picture_keeps_its_mean_colour(canvas):
    # Noise shows a badly reduced picture at once: picking pixels keeps its contrast, averaging removes it.
    filled(canvas, 1600, 1200)
    shown = pixels_of(canvas.grab().toImage())[60:240, 60:340]
    assert shown.mean() == pytest.approx(127.5, abs=2)
    assert shown.std() < 74 / 4


def test_a_large_picture_gets_its_smaller_levels_beside_the_windows_thread(canvas, qtbot):
    image = QImage(4000, 3000, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.darkCyan)
    with qtbot.waitSignal(canvas._picture.changed):
        canvas.show_picture(image, image.size())
        assert canvas._picture.level_for(400).width() == 4000
    assert canvas._picture.level_for(400).width() == 500


def test_the_levels_of_a_replaced_picture_are_dropped(canvas, qtbot):
    large = QImage(4000, 3000, QImage.Format.Format_RGB32)
    large.fill(Qt.GlobalColor.red)
    canvas.show_picture(large, large.size())
    small = picture(40, 30)
    with qtbot.waitSignal(canvas._picture._report.made):
        canvas.show_picture(small, large.size())
    QApplication.processEvents()
    assert canvas._picture.level_for(10).width() == 40


def test_the_surround_follows_the_palette(canvas):
    filled(canvas)
    light = canvas.grab().toImage().pixelColor(5, 5).lightness()
    canvas.setPalette(theme.palette(dark=True))
    QApplication.sendEvent(canvas, QEvent(QEvent.Type.PaletteChange))
    assert canvas.palette().color(QPalette.ColorRole.Window).lightness() < 100
    assert canvas.grab().toImage().pixelColor(5, 5).lightness() < light / 2
