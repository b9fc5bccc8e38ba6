"""What the canvas draws: pictures exactly on device pixels, the divider between two, labels, the hint."""

from __future__ import annotations

import math
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPalette, QPen, QTransform

from nst_gui import icons, theme
from nst_gui.widgets.mipmap import Mipmap

#: From here on pixels are shown as crisp squares.
CRISP_FROM: Final = 2.0
_HANDLE: Final = 14.0
_CHIP: Final = QColor(0, 0, 0, 150)
_CHIP_INK: Final = QColor(255, 255, 255)
_HINT_FLAGS: Final = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap


def draw_picture(painter: QPainter, picture: Mipmap, target: QRectF, window: QRectF, zoom: float) -> None:
    """Draw ``picture`` into ``target``, what lies within ``window``; both in device pixels.

    The painter's transformation must be the identity. ``zoom`` is device pixels per output pixel.
    """
    image = picture.level_for(target.width())
    whole = abs(picture.full().width() * zoom - target.width()) < 0.5
    # Smoothing a large picture to less than half its size takes too long for the window; its smaller
    # levels are on their way then.
    too_large = image.width() > 2 * target.width() + 2
    smooth = not too_large and not (whole and (zoom == 1.0 or zoom >= CRISP_FROM))
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, smooth)
    part, source = _visible_part(target, window, image.size())
    painter.setClipRect(window)
    painter.drawImage(part, image, source)
    painter.setClipping(False)


def fitted(size: QSize, target: QRectF) -> QRectF:
    """The largest rectangle of the proportions of ``size`` in the middle of ``target``.

    A picture whose proportions differ by rounding alone fills all of it.
    """
    factor = min(target.width() / size.width(), target.height() / size.height())
    wanted = QSizeF(size.width() * factor, size.height() * factor)
    slack = 1.0 + max(target.width() / size.width(), target.height() / size.height())
    if abs(wanted.width() - target.width()) < slack and abs(wanted.height() - target.height()) < slack:
        return QRectF(target)
    result = QRectF(QPointF(), wanted)
    result.moveCenter(target.center())
    return result


def _visible_part(target: QRectF, window: QRectF, size: QSize) -> tuple[QRectF, QRectF]:
    """The part of ``target`` that can be seen, widened to whole pixels of the image, and those pixels.

    A picture at 3200 % would otherwise have a rectangle of half a million pixels, beyond what the painter
    computes exactly.
    """
    x_scale = target.width() / size.width()
    y_scale = target.height() / size.height()
    left = max(0, math.floor((window.left() - target.left()) / x_scale) - 1)
    top = max(0, math.floor((window.top() - target.top()) / y_scale) - 1)
    right = min(size.width(), math.ceil((window.right() - target.left()) / x_scale) + 1)
    bottom = min(size.height(), math.ceil((window.bottom() - target.top()) / y_scale) + 1)
    source = QRectF(left, top, max(0, right - left), max(0, bottom - top))
    to_device = QTransform.fromTranslate(target.left(), target.top()).scale(x_scale, y_scale)
    return to_device.mapRect(source), source


def draw_divider(painter: QPainter, x: float, height: float, palette: QPalette) -> None:
    """A line from top to bottom at ``x`` with a handle in its middle; in logical pixels."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(0, 0, 0, 110), 3))
    painter.drawLine(QPointF(x, 0), QPointF(x, height))
    painter.setPen(QPen(QColor(255, 255, 255), 1.5))
    painter.drawLine(QPointF(x, 0), QPointF(x, height))
    painter.setBrush(palette.color(QPalette.ColorRole.Highlight))
    middle = QPointF(x, height / 2)
    painter.drawEllipse(middle, _HANDLE, _HANDLE)
    painter.setPen(QPen(palette.color(QPalette.ColorRole.HighlightedText), 2))
    for side in (-1, 1):
        tip = middle + QPointF(side * _HANDLE * 0.6, 0)
        painter.drawPolyline([tip + QPointF(-side * 4, -4), tip, tip + QPointF(-side * 4, 4)])


def draw_label(painter: QPainter, text: str, area: QRectF, *, right: bool) -> None:
    """A word in a lower corner of ``area`` (logical pixels), readable on any picture."""
    metrics = QFontMetrics(painter.font())
    room = area.width() - 2 * theme.WIDE_SPACE
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideMiddle, int(room))
    if not shown:
        return
    size = QSizeF(metrics.horizontalAdvance(shown) + 2 * theme.SPACE, metrics.height() + theme.SPACE)
    chip = QRectF(QPointF(), size)
    chip.moveBottom(area.bottom() - theme.SPACE)
    if right:
        chip.moveRight(area.right() - theme.SPACE)
    else:
        chip.moveLeft(area.left() + theme.SPACE)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(_CHIP)
    painter.drawRoundedRect(chip, theme.RADIUS, theme.RADIUS)
    painter.setPen(_CHIP_INK)
    painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, shown)


def hint_places(rect: QRectF, text: str, metrics: QFontMetrics) -> tuple[QRectF, QRectF]:
    """Where the drawing and the words of an empty canvas stand in ``rect``: both together in its middle."""
    line = metrics.height()
    side = line * 3.0
    area = rect.adjusted(theme.WIDE_SPACE, 0, -theme.WIDE_SPACE, 0)
    height = metrics.boundingRect(area.toRect(), _HINT_FLAGS, text).height()
    top = area.center().y() - (side + line + height) / 2
    square = QRectF(area.center().x() - side / 2, top, side, side)
    return square, QRectF(area.left(), square.bottom() + line, area.width(), height)


def draw_hint(painter: QPainter, rect: QRectF, text: str, palette: QPalette) -> None:
    """What an empty canvas says, under a drawing of a picture."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    ink = theme.mix(theme.surround(palette), palette.color(QPalette.ColorRole.WindowText), 0.6)
    square, words = hint_places(rect, text, painter.fontMetrics())
    icons.paint(painter, "painting", square, ink)
    painter.setPen(ink)
    painter.drawText(words, _HINT_FLAGS, text)
