"""The base of every place that takes drops: it says yes or no early, lights up, and hands over a copy."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QMimeData, QRectF, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QImage,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPalette,
    QPen,
)
from PySide6.QtWidgets import QWidget

from nst_gui import theme

#: Encoded pictures worth carrying over; programs offer dozens of others, each converted on demand.
_ENCODED: Final = (
    "image/png",
    "image/jpeg",
    "image/webp",
    "image/tiff",
    "image/bmp",
    "image/gif",
    "image/avif",
    "application/octet-stream",
)


def may_hold_picture(mime: QMimeData) -> bool:
    """Whether a drag can hold a picture at all: a bitmap, files, or text that may be a path."""
    return (
        mime.hasImage()
        or mime.hasUrls()
        or mime.hasText()
        or any(name.startswith("image/") for name in mime.formats())
    )


def copy_mime(mime: QMimeData) -> QMimeData:
    """The parts of ``mime`` that can hold a picture, by value: the original dies with its drop event."""
    result = QMimeData()
    offered = set(mime.formats())
    for name in _ENCODED:
        if name in offered:
            result.setData(name, mime.data(name))
    if mime.hasImage() and not any(result.hasFormat(name) for name in _ENCODED):
        result.setImageData(QImage(mime.imageData()))
    if mime.hasText():
        result.setText(mime.text())
    if mime.hasHtml():
        result.setHtml(mime.html())
    if mime.hasUrls():
        result.setUrls(mime.urls())
    return result


def take_copy(event: QDropEvent) -> bool:
    """Accept a drag, or refuse one that only moves: a file manager would delete the artist's original."""
    for action in (Qt.DropAction.CopyAction, Qt.DropAction.LinkAction):
        if event.possibleActions() & action:
            event.setDropAction(action)
            event.accept()
            return True
    event.ignore()
    return False


class DropArea(QWidget):
    """A widget that accepts drops and Ctrl+V.

    ``dragEntered`` carries the QMimeData of a drag from elsewhere that begins to hover, valid only for that
    moment; ``dragLeft`` says that one has gone;
    ``dropped`` carries a QMimeData of its own, safe to keep. Whether it is of use is decided by whoever
    listens, who can also say why not.
    """

    dragEntered = Signal(object)
    dragLeft = Signal()
    dropped = Signal(object)
    pasteRequested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._drag_is_over = False
        self.setAcceptDrops(True)

    def is_drag_over(self) -> bool:
        """Whether a drag that would be taken hovers here now."""
        return self._drag_is_over

    def _set_drag_over(self, over: bool) -> None:
        if over != self._drag_is_over:
            self._drag_is_over = over
            self.update()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if may_hold_picture(event.mimeData()) and take_copy(event):
            self._set_drag_over(True)
            if event.source() is None:  # what is dragged inside the window is in it already
                self.dragEntered.emit(event.mimeData())
        else:
            event.ignore()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        if self._drag_is_over:
            take_copy(event)
        else:
            event.ignore()

    def dragLeaveEvent(self, _event: QDragLeaveEvent) -> None:
        self._set_drag_over(False)
        self.dragLeft.emit()

    def dropEvent(self, event: QDropEvent) -> None:
        self._set_drag_over(False)
        if may_hold_picture(event.mimeData()) and take_copy(event):
            self.dropped.emit(copy_mime(event.mimeData()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            self.pasteRequested.emit()
        else:
            super().keyPressEvent(event)

    def paint_frame(self, painter: QPainter, rect: QRectF, *, dashed: bool) -> None:
        """Draw the edge of the area: quiet, or bright while a drag hovers or the keyboard is here."""
        colours = self.palette()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        accent = colours.color(QPalette.ColorRole.Highlight)
        if self._drag_is_over:
            fill = accent
            fill.setAlphaF(0.14)
            painter.setBrush(fill)
            painter.setPen(QPen(colours.color(QPalette.ColorRole.Highlight), 2))
        elif self.hasFocus():
            painter.setPen(QPen(accent, 2))
        else:
            pen = QPen(theme.outline(colours), 1)
            if dashed:
                pen = QPen(theme.mix(theme.outline(colours), theme.secondary_text(colours), 0.5), 1)
                pen.setDashPattern([4, 4])
            painter.setPen(pen)
        painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), theme.RADIUS, theme.RADIUS)
        painter.restore()
