"""Small pictures in rectangles of other proportions."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QImage, QPainter
from pytestqt.qtbot import QtBot

from nst_gui.widgets.thumbnails import Thumbnail

GROUND = QColor("white")


def painted(width: int, height: int) -> QImage:
    """A rectangle of 90 × 60 pixels on white with a thumbnail whose left half is red and right half blue."""
    picture = QImage(QSize(width, height), QImage.Format.Format_RGB32)
    picture.fill(QColor("blue"))
    painter = QPainter(picture)
    painter.fillRect(0, 0, width // 2, height, QColor("red"))
    painter.end()
    image = QImage(QSize(90, 60), QImage.Format.Format_RGB32)
    image.fill(GROUND)
    painter = QPainter(image)
    Thumbnail(picture).paint(painter, QRectF(0, 0, 90, 60), cover=True)
    painter.end()
    return image


@pytest.mark.parametrize(("width", "height"), [(300, 200), (200, 300), (400, 100)])
def test_a_picture_covers_its_place(qtbot: QtBot, width: int, height: int) -> None:
    image = painted(width, height)
    assert all(image.pixelColor(x, 5) != GROUND for x in (10, 80))
    assert image.pixelColor(20, 30).red() > 200
    assert image.pixelColor(70, 30).blue() > 200


@pytest.mark.parametrize(("width", "height", "ground"), [(1000, 100, (45, 5)), (60, 600, (5, 30))])
def test_a_narrow_panorama_is_shown_whole(
    qtbot: QtBot, width: int, height: int, ground: tuple[int, int]
) -> None:
    image = painted(width, height)
    assert image.pixelColor(*ground) == GROUND
    assert image.pixelColor(43, 30).red() > 200
    assert image.pixelColor(47, 30).blue() > 200
    if width > height:
        assert image.pixelColor(2, 30).red() > 200
        assert image.pixelColor(87, 30).blue() > 200
