from __future__ import annotations

import math
import time

import numpy as np
import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QPalette
from PySide6.QtTest import QTest

from nst_gui import theme
from nst_gui.widgets.loss_plot import LossPlot, label_for, labels_for, ticks_between
from tests.gui.widgets.hands import pixels_of


@pytest.fixture
def plot(qtbot) -> LossPlot:
    widget = LossPlot()
    widget.setPalette(theme.palette(dark=False))
    qtbot.addWidget(widget)
    widget.resize(300, 160)
    widget.show()
    with qtbot.waitExposed(widget):
        pass
    return widget


def curve_pixels(plot: LossPlot) -> np.ndarray:
    """Rows and columns of the pixels in the curve's colour."""
    accent = plot.palette().color(QPalette.ColorRole.Highlight)
    wanted = np.array([accent.red(), accent.green(), accent.blue()])
    return np.argwhere(np.abs(pixels_of(plot.grab().toImage()) - wanted).max(axis=2) < 30)


@pytest.mark.parametrize(
    ("value", "label"),
    [(0.02, "0.02"), (5, "5"), (3000, "3000"), (1e6, "10⁶"), (2.5e6, "2.5·10⁶"), (1e-5, "10⁻⁵"), (0, "0")],
)
def test_labels_are_short(value, label):
    assert label_for(value) == label


def test_one_axis_is_written_in_one_way():
    assert labels_for([10, 1000, 100_000]) == ["10¹", "10³", "10⁵"]
    assert labels_for([0.01, 1, 100]) == ["0.01", "1", "100"]


@pytest.mark.parametrize(("low", "high"), [(0.9, 1.1), (0.1, 30), (1e-6, 1e9), (3, 4), (99.9, 100.1)])
def test_ticks_are_few_round_and_inside(low, high):
    ticks = ticks_between(low, high)
    assert 1 <= len(ticks) <= 12
    assert all(low <= tick <= high for tick in ticks)
    assert ticks == sorted(ticks)


def test_equal_factors_are_equal_steps(plot):
    # Three runs of constant value: 100, 10, 1 must lie at equal distances.
    for value in (100.0, 10.0, 1.0):
        for _ in range(40):
            plot.add_point(value, 0)
    rows, columns = curve_pixels(plot).T
    heights = [np.median(rows[(columns > left) & (columns < left + 25)]) for left in (70, 150, 235)]
    assert heights[1] - heights[0] == pytest.approx(heights[2] - heights[1], abs=1)
    assert heights[0] < heights[1]


def test_nothing_is_drawn_before_the_first_point_and_after_clear(plot):
    assert len(curve_pixels(plot)) == 0
    plot.add_point(3.0, 0)
    plot.add_point(2.0, 0)
    assert len(curve_pixels(plot)) > 50
    plot.clear()
    assert plot.count() == 0
    assert len(curve_pixels(plot)) == 0


def test_values_without_a_logarithm_leave_a_gap(plot):
    for i in range(60):
        plot.add_point(5.0 if i < 20 or i >= 40 else (math.nan, math.inf, 0.0, -1.0)[i % 4], 0)
    columns = set(curve_pixels(plot)[:, 1].tolist())
    middle = plot.width() // 2 + 10
    assert not columns & set(range(middle - 20, middle + 20))
    assert columns & set(range(60, 100))


def test_a_single_point_and_only_bad_values_can_be_drawn(plot):
    plot.add_point(math.nan, 0)
    plot.grab()
    plot.add_point(7.0, 0)
    assert len(curve_pixels(plot)) > 0


def test_a_scale_change_is_marked_where_it_happened(plot):
    for i in range(100):
        plot.add_point(10.0, 0 if i < 50 else 1)
    image = pixels_of(plot.grab().toImage())
    background = image[80, 1]
    # Below the curve only the marking crosses the plot from top to bottom.
    column = np.abs(image[30:50, 40:290] - background).max(axis=2).min(axis=0) > 20
    marked = np.flatnonzero(column) + 40
    assert len(marked) in (1, 2)
    area_middle = (marked.mean() - 40) / 250
    assert area_middle == pytest.approx(0.5, abs=0.06)


def test_fifty_thousand_points_are_drawn_quickly_and_keep_their_extremes(plot):
    values = 10 ** np.random.default_rng(0).normal(0, 0.1, 50_000)
    values[31_234] = 1e4
    for value in values.tolist():
        plot.add_point(value, 0)
    drawn = plot.columns(250)
    assert len(drawn) <= 500
    assert max(log for _index, log in drawn) == pytest.approx(4.0)
    assert [index for index, _log in drawn] == sorted(index for index, _log in drawn)
    began = time.process_time()
    plot.grab()
    assert time.process_time() - began < 0.5


def test_the_pointer_reads_a_value(plot):
    plot.add_point(10.0, 0)
    plot.add_point(1.0, 0)
    before = pixels_of(plot.grab().toImage())
    QTest.mouseMove(plot, QPoint(150, 80))
    assert (pixels_of(plot.grab().toImage()) != before).any()
