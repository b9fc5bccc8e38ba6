from __future__ import annotations

import math

import pytest
from PySide6.QtCore import QLocale, QPoint, QPointF, Qt
from PySide6.QtTest import QSignalSpy, QTest

from nst_gui.widgets.weight_slider import NumberSlider
from tests.gui.widgets.hands import turn_wheel


@pytest.fixture
def strength(qtbot) -> NumberSlider:
    widget = NumberSlider(
        "&Style strength",
        minimum=0,
        maximum=1000,
        default=1,
        slider_minimum=0.01,
        slider_maximum=100,
        logarithmic=True,
        tip="How much style",
    )
    widget.setLocale(QLocale.c())
    widget.box.setLocale(QLocale.c())
    qtbot.addWidget(widget)
    widget.resize(300, widget.sizeHint().height())
    widget.show()
    with qtbot.waitExposed(widget):
        pass
    return widget


@pytest.fixture
def size(qtbot) -> NumberSlider:
    widget = NumberSlider(
        "Output size", minimum=64, maximum=16384, default=1024, logarithmic=True, whole=True, suffix=" px"
    )
    widget.box.setLocale(QLocale.c())
    qtbot.addWidget(widget)
    return widget


def type_number(widget: NumberSlider, text: str) -> None:
    widget.box.setFocus()
    widget.box.selectAll()
    QTest.keyClicks(widget.box, text)
    QTest.keyClick(widget.box, Qt.Key.Key_Return)


def test_the_middle_of_a_logarithmic_slider_is_the_geometric_mean(strength):
    strength.slider.setValue(strength.slider.maximum() // 2)
    assert strength.value() == pytest.approx(math.sqrt(0.01 * 100))
    strength.slider.setValue(strength.slider.minimum())
    assert strength.value() == 0.01
    strength.slider.setValue(strength.slider.maximum())
    assert strength.value() == 100


def test_a_linear_slider_is_even(qtbot):
    widget = NumberSlider("Even", minimum=-1, maximum=3, default=0)
    qtbot.addWidget(widget)
    widget.slider.setValue(widget.slider.maximum() // 4)
    assert widget.value() == pytest.approx(0)
    widget.slider.setValue(widget.slider.maximum() // 2)
    assert widget.value() == pytest.approx(1)


def test_the_box_reaches_further_than_the_slider(strength):
    spy = QSignalSpy(strength.valueChanged)
    type_number(strength, "750")
    assert strength.value() == 750
    assert strength.slider.value() == strength.slider.maximum()
    assert [spy.at(i)[0] for i in range(spy.count())] == [750]


def test_zero_on_a_logarithmic_slider_is_its_left_end(strength):
    type_number(strength, "0")
    assert strength.value() == 0
    assert strength.slider.value() == strength.slider.minimum()


def test_what_is_out_of_range_becomes_the_nearest_number(strength):
    type_number(strength, "5000")
    assert strength.value() == 1000


def test_every_digit_typed_is_kept_when_the_box_loses_the_focus(strength):
    type_number(strength, "12.3456")
    strength.slider.setFocus()
    strength.box.setFocus()
    QTest.keyClick(strength.box, Qt.Key.Key_Return)
    assert strength.value() == pytest.approx(12.3456, abs=1e-9)
    assert strength.box.text() == "12.3456"


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.012, "0.012"), (0.5, "0.50"), (1, "1.00"), (12.5, "12.5"), (100, "100"), (0, "0.00")],
)
def test_decimals_follow_the_number(strength, value, text):
    strength.set_value(value)
    assert strength.box.text() == text


@pytest.mark.parametrize("text", ["2.5", "2,5"])
@pytest.mark.parametrize("locale", ["C", "de_DE"])
def test_both_decimal_signs_are_understood(strength, text, locale):
    strength.box.setLocale(QLocale(locale))
    type_number(strength, text)
    assert strength.value() == 2.5


@pytest.mark.parametrize("text", ["2048", "2,048", "2.048", "2'048", "2048.0", "2048 px"])
def test_whole_numbers_may_have_separators(size, text):
    type_number(size, text)
    assert size.value() == 2048
    assert size.box.text() == "2048 px"


def test_words_are_not_taken(size):
    type_number(size, "abc")
    assert size.value() == 1024


def test_set_value_is_silent_and_the_user_is_not(strength, qtbot):
    with qtbot.assertNotEmitted(strength.valueChanged):
        strength.set_value(3)
    assert strength.value() == 3
    with qtbot.waitSignal(strength.valueChanged):
        QTest.keyClick(strength.slider, Qt.Key.Key_Right)
    assert strength.value() > 3


def test_a_number_between_two_positions_is_not_rounded_to_one(strength):
    strength.set_value(1.2345678)
    assert strength.value() == pytest.approx(1.234568, abs=1e-9)


def test_a_click_on_the_groove_jumps_there_and_drags_on(strength):
    slider = strength.slider
    middle = slider.height() // 2
    QTest.mousePress(slider, Qt.MouseButton.LeftButton, pos=QPoint(slider.width() - 3, middle))
    assert strength.value() == 100
    QTest.mouseMove(slider, QPoint(slider.width() // 2, middle))
    QTest.mouseRelease(slider, Qt.MouseButton.LeftButton, pos=QPoint(slider.width() // 2, middle))
    assert strength.value() == pytest.approx(1, rel=0.05)
    assert not slider.isSliderDown()


def test_a_press_on_the_handle_does_not_move_it(strength):
    strength.set_value(1)
    slider = strength.slider
    QTest.mouseClick(
        slider, Qt.MouseButton.LeftButton, pos=QPoint(slider.width() // 2 + 3, slider.height() // 2)
    )
    assert strength.value() == 1


def test_a_double_click_on_slider_or_label_brings_the_default_back(strength, qtbot):
    for target in (strength.slider, strength._label):
        strength.set_value(42)
        with qtbot.waitSignal(strength.valueChanged, check_params_cb=lambda value: value == 1):
            QTest.mouseDClick(target, Qt.MouseButton.LeftButton)
        assert strength.value() == 1


@pytest.mark.parametrize("part", ["slider", "box"])
def test_the_wheel_over_a_control_without_focus_changes_nothing(strength, part):
    widget = getattr(strength, part)
    strength.box.clearFocus()
    strength.slider.clearFocus()
    event = turn_wheel(widget, QPointF(widget.rect().center()), notches=1)
    assert not event.isAccepted()
    assert strength.value() == 1
    widget.setFocus()
    turn_wheel(widget, QPointF(widget.rect().center()), notches=1)
    assert strength.value() > 1


def test_the_parts_are_named_and_reachable_by_keyboard(strength):
    assert strength.box.accessibleName() == "Style strength"
    assert strength.slider.accessibleName() == "Style strength, slider"
    for part in (strength.box, strength.slider):
        assert part.focusPolicy() & Qt.FocusPolicy.TabFocus
        assert not part.focusPolicy() & Qt.FocusPolicy.WheelFocus & ~Qt.FocusPolicy.StrongFocus
        assert "How much style" in part.toolTip()
    assert strength._label.buddy() is strength.box


def test_the_note_takes_room_only_while_it_says_something(size):
    small = size.sizeHint().height()
    size.set_note("1024 × 683 px")
    assert size.note() == "1024 × 683 px"
    assert size.sizeHint().height() > small
    size.set_note("")
    assert size.sizeHint().height() == small


@pytest.mark.parametrize(
    "ranges",
    [
        {"minimum": 0, "maximum": 1, "logarithmic": True},
        {"minimum": 0, "maximum": 1, "slider_maximum": 2},
        {"minimum": 1, "maximum": 1},
    ],
)
def test_impossible_ranges_are_refused(qtbot, ranges):
    with pytest.raises(ValueError, match="slider"):
        NumberSlider("Never", default=1, **ranges)
