"""Icons: our own SVG drawings, tinted with the palette and drawn sharp at any device pixel ratio.

The drawings use ``currentColor`` on a 24-unit grid; the colour is put in when an icon is painted, so that a
change between light and dark needs no reload.
"""

from __future__ import annotations

from functools import cache
from typing import Final

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QIconEngine, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer

from nst_engine.paths import resources_dir

_PLACEHOLDER: Final = b"currentColor"


@cache
def _source(name: str) -> bytes:
    return (resources_dir() / "icons" / f"{name}.svg").read_bytes()


@cache
def _renderer(name: str, colour: str) -> QSvgRenderer:
    drawing = _source(name).replace(_PLACEHOLDER, colour.encode("ascii"))
    renderer = QSvgRenderer(QByteArray(drawing))
    if not renderer.isValid():
        raise ValueError(f"the drawing of icon {name!r} is damaged")
    return renderer


def names() -> list[str]:
    """Every icon there is."""
    return sorted(path.stem for path in (resources_dir() / "icons").glob("*.svg"))


def paint(painter: QPainter, name: str, rect: QRectF, colour: QColor) -> None:
    """Draw an icon into ``rect`` (logical pixels) in one colour; its alpha counts."""
    painter.save()
    painter.setOpacity(painter.opacity() * colour.alphaF())
    _renderer(name, colour.name()).render(painter, rect)
    painter.restore()


def pixmap(name: str, size: int, ratio: float, colour: QColor) -> QPixmap:
    """A square picture of an icon: ``size`` logical pixels at ``ratio`` device pixels each."""
    result = QPixmap(round(size * ratio), round(size * ratio))
    result.fill(Qt.GlobalColor.transparent)
    painter = QPainter(result)
    paint(painter, name, QRectF(result.rect()), colour)
    painter.end()
    result.setDevicePixelRatio(ratio)
    return result


def _colour(mode: QIcon.Mode) -> QColor:
    colours = QGuiApplication.palette()
    if mode == QIcon.Mode.Disabled:
        return colours.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.ButtonText)
    if mode == QIcon.Mode.Selected:
        return colours.color(QPalette.ColorGroup.Active, QPalette.ColorRole.HighlightedText)
    return colours.color(QPalette.ColorGroup.Active, QPalette.ColorRole.ButtonText)


_copies: list[QIconEngine] = []


class _TintedSvgEngine(QIconEngine):
    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name

    def clone(self) -> QIconEngine:
        # Qt takes a copy over without telling Python, which would throw it away at once.
        copy = _TintedSvgEngine(self._name)
        _copies.append(copy)
        return copy

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, _state: QIcon.State) -> None:
        side = min(rect.width(), rect.height())
        square = QRectF(0, 0, side, side)
        square.moveCenter(QRectF(rect).center())
        paint(painter, self._name, square, _colour(mode))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self.scaledPixmap(size, mode, state, 1.0)

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float) -> QPixmap:
        result = QPixmap(size * scale)
        result.fill(Qt.GlobalColor.transparent)
        painter = QPainter(result)
        self.paint(painter, result.rect(), mode, state)
        painter.end()
        result.setDevicePixelRatio(scale)
        return result


@cache
def icon(name: str) -> QIcon:
    """The icon called ``name`` (a file in resources/icons); raises FileNotFoundError for an unknown one."""
    _source(name)
    return QIcon(_TintedSvgEngine(name))
