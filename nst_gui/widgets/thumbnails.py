"""Small pictures drawn sharp: reduced once to device pixels, then painted as they are."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPixmap

from nst_gui import icons, theme

#: A picture of which covering a rectangle would show less than this share is shown whole instead.
_LEAST_SHOWN: Final = 1 / 3


class Thumbnail:
    """A picture that knows how to paint itself into rectangles of changing size."""

    def __init__(self, image: QImage | None = None) -> None:
        self._image = QImage()
        self._reduced = QPixmap()
        self._made_for: tuple[int, int, bool] | None = None
        self.set_image(image)

    def set_image(self, image: QImage | None) -> None:
        """Take another picture, or none."""
        self._image = QImage() if image is None else image
        self._made_for = None

    def is_null(self) -> bool:
        """Whether there is no picture."""
        return self._image.isNull()

    def fitted(self, rect: QRectF) -> QRectF:
        """The largest rectangle of the picture's proportions in the middle of ``rect``."""
        size = QSizeF(self._image.size()).scaled(rect.size(), Qt.AspectRatioMode.KeepAspectRatio)
        result = QRectF(0, 0, max(1.0, size.width()), max(1.0, size.height()))
        result.moveCenter(rect.center())
        return result

    def paint(self, painter: QPainter, rect: QRectF, *, cover: bool) -> None:
        """Fill ``rect`` (logical pixels) with the picture.

        ``cover`` keeps the proportions and crops what stands out, but shows a narrow panorama whole;
        otherwise ``rect`` should be :meth:`fitted`, for the picture is stretched to it.
        """
        if cover and self._shown_by_covering(rect) < _LEAST_SHOWN:
            rect, cover = self.fitted(rect), False
        ratio = painter.device().devicePixelRatioF()
        device = QSize(max(1, round(rect.width() * ratio)), max(1, round(rect.height() * ratio)))
        self._reduce(device, cover)
        painter.save()
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        outline = QPainterPath()
        outline.addRoundedRect(rect, theme.HALF_SPACE, theme.HALF_SPACE)
        painter.setClipPath(outline)
        painter.drawPixmap(rect, self._reduced, QRectF(self._reduced.rect()))
        painter.restore()

    def _shown_by_covering(self, rect: QRectF) -> float:
        """The share of the picture that is left where it covers ``rect``."""
        size = self._image.size()
        ratio = size.width() * rect.height() / max(1.0, size.height() * rect.width())
        return min(ratio, 1 / ratio) if ratio > 0 else 1.0

    def _reduce(self, device: QSize, cover: bool) -> None:
        key = (device.width(), device.height(), cover)
        if key == self._made_for:
            return
        image = self._image
        if cover:
            wanted = QSizeF(device).scaled(QSizeF(image.size()), Qt.AspectRatioMode.KeepAspectRatio)
            crop = QRectF(0, 0, wanted.width(), wanted.height())
            crop.moveCenter(QRectF(image.rect()).center())
            image = image.copy(crop.toAlignedRect().intersected(image.rect()))
        smooth = Qt.TransformationMode.SmoothTransformation
        self._reduced = QPixmap.fromImage(image.scaled(device, Qt.AspectRatioMode.IgnoreAspectRatio, smooth))
        self._made_for = key


def paint_placeholder(painter: QPainter, rect: QRectF, name: str, fill: QColor, ink: QColor) -> None:
    """Draw an icon on a quiet tile where a thumbnail is still missing."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(fill)
    painter.drawRoundedRect(rect, theme.HALF_SPACE, theme.HALF_SPACE)
    side = min(min(rect.width(), rect.height()) * 0.5, 6.0 * theme.SPACE)
    square = QRectF(0, 0, side, side)
    square.moveCenter(rect.center())
    icons.paint(painter, name, square, ink)
    painter.restore()
