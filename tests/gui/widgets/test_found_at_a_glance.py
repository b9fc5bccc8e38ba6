"""What has to be found without being looked for: boxes to tick and to write in, buttons that are down."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QDoubleSpinBox,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QStyle,
    QStyleOptionButton,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from nst_engine.recipe import PictureRef
from nst_gui import theme
from nst_gui.widgets.buttons import ToggleButton
from nst_gui.widgets.picture_checklist import PictureChecklist
from tests.gui.widgets.hands import pixels_of

#: WCAG 2.2, 1.4.11: what is needed to find a control and to see its state.
ENOUGH = 3.0
#: 1.4.3: what is needed to read words.
TO_READ = 4.5


@pytest.fixture(params=[False, True], ids=["light", "dark"])
def shade(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[bool]:
    theme.apply(qapp)
    theme.set_dark(qapp, request.param)
    yield request.param
    theme.apply(qapp)


def luminance(pixels: NDArray[np.int16]) -> NDArray[np.float64]:
    """Relative luminance as WCAG defines it."""
    encoded = pixels[..., :3] / 255
    linear = np.where(encoded <= 0.04045, encoded / 12.92, ((encoded + 0.055) / 1.055) ** 2.4)
    return linear @ np.array([0.2126, 0.7152, 0.0722])


def contrast(first: float, second: float) -> float:
    darker, lighter = sorted((float(first), float(second)))
    return (lighter + 0.05) / (darker + 0.05)


def edges_stand_out(pixels: NDArray[np.int16], box: QRect) -> float:
    """The contrast of a box's upright edges, whichever stands out less, to what is beside it."""
    line = luminance(pixels)[box.center().y()]
    left, right = line[box.left() : box.left() + 2], line[box.right() - 1 : box.right() + 1]
    beside = line[box.right() + 3]
    return min(max(contrast(value, beside) for value in edge) for edge in (left, right))


@pytest.mark.parametrize("ticked", [False, True])
def test_a_box_to_tick_is_seen(shade: bool, ticked: bool, qtbot: QtBot) -> None:
    dialog = QWidget()
    qtbot.addWidget(dialog)
    box = QCheckBox("Repeat", dialog)
    box.setChecked(ticked)
    dialog.show()
    box.resize(box.sizeHint())
    option = QStyleOptionButton()
    box.initStyleOption(option)
    place = box.style().subElementRect(QStyle.SubElement.SE_CheckBoxIndicator, option, box)
    assert edges_stand_out(pixels_of(dialog.grab().toImage()), place) >= ENOUGH


@pytest.mark.parametrize("kind", [QSpinBox, QDoubleSpinBox, QLineEdit])
def test_a_box_to_write_in_is_seen(shade: bool, kind: type[QWidget], qtbot: QtBot) -> None:
    dialog = QWidget()
    qtbot.addWidget(dialog)
    layout = QVBoxLayout(dialog)
    layout.addWidget(QPushButton("has the focus"))
    box = kind()
    layout.addWidget(box)
    dialog.show()
    assert not box.hasFocus()
    pixels = luminance(pixels_of(dialog.grab().toImage()))
    place = box.geometry()
    column = pixels[:, place.left() + 20]
    beside = column[place.top() - 3]
    assert max(contrast(value, beside) for value in column[place.top() : place.top() + 2]) >= ENOUGH
    below = column[place.bottom() - 1 : place.bottom() + 1]
    assert max(contrast(value, beside) for value in below) >= ENOUGH


@pytest.mark.parametrize("ticked", [False, True])
def test_a_box_in_a_list_is_seen(shade: bool, ticked: bool, qtbot: QtBot) -> None:
    pictures = PictureChecklist("Photographs", "Add photographs")
    qtbot.addWidget(pictures)
    pictures.add(PictureRef(name="a.png", sha256="a" * 64, width=8, height=8), None)
    item = pictures.list.item(0)
    item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
    pictures.resize(300, 200)
    pictures.show()
    option = QStyleOptionViewItem()
    pictures.list.initViewItemOption(option)
    index = pictures.list.indexFromItem(item)
    pictures.list.itemDelegate().initStyleOption(option, index)
    option.rect = pictures.list.visualRect(index)
    part = QStyle.SubElement.SE_ItemViewItemCheckIndicator
    place = pictures.list.style().subElementRect(part, option, pictures.list)
    assert edges_stand_out(pixels_of(pictures.list.viewport().grab().toImage()), place) >= ENOUGH


def test_a_button_that_is_down_is_filled(shade: bool, qtbot: QtBot) -> None:
    button = ToggleButton("star", "Starred")
    qtbot.addWidget(button)
    button.show()

    def ground() -> NDArray[np.int16]:
        return pixels_of(button.grab().toImage())[button.height() // 2, 4]

    up = ground()
    button.setChecked(True)
    down = ground()
    assert int(up.max()) - int(up.min()) <= 4, "grey"
    assert int(down[2]) - int(down[0]) > 60, "the accent colour"
    words = luminance(pixels_of(button.grab().toImage())).max()
    assert contrast(words, luminance(down)) >= TO_READ
