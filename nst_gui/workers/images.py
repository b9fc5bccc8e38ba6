"""Arrays to Qt images and back, always by copy: a QImage over a borrowed buffer outlives it one day."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QImage, QTransform

from nst_engine.pictures import Picture, quantised
from nst_engine.recipe import PictureRef

#: Longest edge in pixels of a preview handed to the window while painting.
PREVIEW_EDGE: Final = 2048


def to_qimage(pixels: NDArray[np.uint8]) -> QImage:
    """A QImage (RGB888) with its own memory from uint8 H×W×3."""
    pixels = np.ascontiguousarray(pixels)
    height, width, _ = pixels.shape
    return QImage(pixels.data, width, height, 3 * width, QImage.Format.Format_RGB888).copy()


def preview_image(pixels: NDArray[np.uint8], edge: int = PREVIEW_EDGE) -> QImage:
    """As :func:`to_qimage`, made smaller so that no edge is longer than ``edge``."""
    image = to_qimage(pixels)
    if max(image.width(), image.height()) <= edge:
        return image
    return image.scaled(
        QSize(edge, edge), Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
    )


def reduced(image: QImage, size: QSize) -> QImage:
    """``image`` with no more pixels than ``size``; one that has fewer stays as it is."""
    if image.width() <= size.width() and image.height() <= size.height():
        return image
    return image.scaled(
        size, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
    )


def framed_image(image: QImage, ref: PictureRef) -> QImage:
    """What a recipe uses of a picture, out of a small ``image`` of all of it: cropped, then turned."""
    if ref.crop is not None:
        across, down = image.width() / ref.width, image.height() / ref.height
        left, top, width, height = ref.box
        part = QRect(round(left * across), round(top * down), round(width * across), round(height * down))
        part.setSize(part.size().expandedTo(QSize(1, 1)))
        part.moveTo(min(part.x(), image.width() - 1), min(part.y(), image.height() - 1))
        image = image.copy(part.intersected(image.rect()))
    return image.transformed(QTransform().rotate(ref.rotation)) if ref.rotation else image


def picture_to_qimage(picture: Picture) -> QImage:
    """A picture as it will be printed on paper: over white where it is transparent, 8 bits a channel."""
    return to_qimage(quantised(picture, 8, opaque=True))


def small_view(picture: Picture, edge: int) -> QImage:
    """As :func:`picture_to_qimage`, no edge longer than ``edge``; a large one is not converted as a whole."""
    step = max(1, max(picture.width, picture.height) // (4 * edge))
    alpha = None if picture.alpha is None else np.ascontiguousarray(picture.alpha[::step, ::step])
    thinned = Picture(np.ascontiguousarray(picture.pixels[::step, ::step]), alpha)
    return preview_image(quantised(thinned, 8, opaque=True), edge)


def picture_from_qimage(image: QImage) -> Picture:
    """A clipboard bitmap by value, with its alpha and, where it has them, its 16 bits."""
    deep = image.depth() > 32
    image = image.convertToFormat(QImage.Format.Format_RGBA64 if deep else QImage.Format.Format_RGBA8888)
    kind, limit = (np.uint16, 65535) if deep else (np.uint8, 255)
    rows = np.frombuffer(image.constBits(), dtype=np.uint8).reshape(image.height(), image.bytesPerLine())
    values = rows[:, : image.width() * 4 * np.dtype(kind).itemsize].copy().view(kind)
    values = values.reshape(image.height(), image.width(), 4).astype(np.float32) / np.float32(limit)
    alpha = np.ascontiguousarray(values[:, :, 3]) if image.hasAlphaChannel() else None
    if alpha is not None and bool((alpha == 1).all()):
        alpha = None
    return Picture(np.ascontiguousarray(values[:, :, :3]), alpha)
