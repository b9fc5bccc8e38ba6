"""The place of the photograph: drop it, paste it, open it, look at it, take it away."""

from __future__ import annotations

import math
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QImage, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QStackedLayout, QVBoxLayout, QWidget

from nst_gui import theme
from nst_gui.models.counting import When
from nst_gui.models.crop_frame import FrameOrder
from nst_gui.widgets.buttons import tool_button
from nst_gui.widgets.drop_area import DropArea
from nst_gui.widgets.elided_label import ElidedLabel
from nst_gui.widgets.empty_state import EmptyState
from nst_gui.widgets.frame_menu import popup
from nst_gui.widgets.keys import is_return
from nst_gui.widgets.thumbnails import Thumbnail, paint_placeholder
from nst_gui.widgets.when_note import WhenNote, foretell

#: Higher than any panel, in pixels.
_TALL: Final = 10_000
#: Of the room that is left the picture gets what it can use before anything else.
_ALL_IT_CAN_USE: Final = 1000


class _Image(QWidget):
    """The thumbnail, as large as the panel allows."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.thumbnail = Thumbnail()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def set_image(self, image: QImage | None) -> None:
        """Show ``image``; ``None`` for a placeholder."""
        self.thumbnail.set_image(image)
        self._fit()
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """No higher than the picture is at this width: its name stands right below it."""
        room = QRectF(0, 0, self.width(), self.width() if self.thumbnail.is_null() else _TALL)
        picture = room if self.thumbnail.is_null() else self.thumbnail.fitted(room)
        self.setMaximumHeight(max(6 * theme.SPACE, math.ceil(picture.height())))

    def minimumSizeHint(self) -> QSize:
        return QSize(6 * theme.SPACE, 6 * theme.SPACE)

    def sizeHint(self) -> QSize:
        return QSize(24 * theme.SPACE, 16 * theme.SPACE)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        area = QRectF(self.rect())
        if self.thumbnail.is_null():
            colours = self.palette()
            fill = theme.mix(theme.surround(colours), colours.color(colours.ColorRole.Window), 0.4)
            paint_placeholder(painter, area, "photograph", fill, theme.secondary_text(colours))
        else:
            # At the top, level with the first of the paintings beside it.
            picture = self.thumbnail.fitted(area)
            picture.moveTop(area.top())
            self.thumbnail.paint(painter, picture, cover=False)


class PicturePanel(DropArea):
    """Shows the photograph, or says how to bring one.

    ``dropped`` carries a QMimeData; ``pasteRequested``, ``openRequested`` and ``cleared`` ask the window to
    act, ``frameRequested`` carries a :class:`FrameOrder`: the panel itself changes only by
    :meth:`set_picture`.
    """

    openRequested = Signal()
    cleared = Signal()
    frameRequested = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Photograph"))
        self.setAccessibleDescription(self.tr("Drop, paste or open the photograph to be painted"))
        self._whole = True
        self._empty = EmptyState("photograph", self.tr("Drop a photograph here"), self)
        self._empty.openRequested.connect(self.openRequested)
        self._empty.pasteRequested.connect(self.pasteRequested)
        self._image = _Image(self)
        self._title = ElidedLabel(parent=self, mode=Qt.TextElideMode.ElideRight)
        self._detail = ElidedLabel(parent=self, secondary=True, mode=Qt.TextElideMode.ElideRight)
        self._when = WhenNote(self, alignment=Qt.AlignmentFlag.AlignLeft)
        self._when.hide()
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self._make_filled())

    def _make_filled(self) -> QWidget:
        page = QWidget(self)
        crop = tool_button(
            page, "crop", self.tr("Crop…"), self.tr("Choose the part of the photograph to paint, or turn it")
        )
        crop.clicked.connect(lambda: self.frameRequested.emit(FrameOrder.CROP))
        turn = tool_button(
            page,
            "rotate-right",
            self.tr("Rotate right"),
            self.tr("Turn it a quarter to the right"),
        )
        turn.clicked.connect(lambda: self.frameRequested.emit(FrameOrder.RIGHT))
        replace = tool_button(page, "open", self.tr("Open…"), self.tr("Choose another photograph"))
        replace.clicked.connect(self.openRequested)
        paste = tool_button(page, "paste", self.tr("Paste"), self.tr("Take the picture on the clipboard"))
        paste.clicked.connect(self.pasteRequested)
        remove = tool_button(page, "remove", self.tr("Remove"), self.tr("Take the photograph away"))
        remove.clicked.connect(self.cleared)
        line = QHBoxLayout()
        line.setSpacing(0)
        line.addStretch(1)
        for button in (crop, turn, replace, paste, remove):
            line.addWidget(button)
        layout = QVBoxLayout(page)
        layout.setContentsMargins(theme.SPACE, theme.SPACE, theme.SPACE, theme.SPACE)
        layout.setSpacing(theme.SPACE)
        layout.addWidget(self._image, _ALL_IT_CAN_USE)
        words = QVBoxLayout()  # the words have the whole width: the buttons stand below them
        words.setSpacing(0)
        words.addWidget(self._title)
        words.addWidget(self._detail)
        words.addLayout(line)
        words.addWidget(self._when)  # below the buttons, which it must not move
        layout.addLayout(words)
        layout.addStretch(1)
        return page

    def set_picture(self, thumb: QImage | None, title: str, detail: str = "", *, whole: bool = True) -> None:
        """Show a photograph; without thumbnail *and* title the panel is empty.

        ``title`` alone shows a placeholder, for the moment in which the thumbnail is still being made.
        ``whole`` says that it is neither cropped nor turned.
        """
        self._whole = whole
        self._image.set_image(thumb)
        self._image.setAccessibleName(title)
        self._title.set_text(title)
        self._detail.set_text(detail)
        self._detail.setVisible(bool(detail))
        self._stack.setCurrentIndex(1 if thumb is not None or title else 0)

    def has_picture(self) -> bool:
        """Whether a photograph is shown."""
        return self._stack.currentIndex() == 1

    def show_when(self, when: When | None) -> None:
        """Say from when on the photograph counts as it is here."""
        self._when.show_when(when)
        self._when.setVisible(when is not None)

    def when(self) -> When | None:
        """From when on it is said to count."""
        return self._when.when()

    def foretell(self, when: When | None) -> None:
        """Say in the tips from when on another photograph, or another part of it, would count."""
        foretell(self.findChildren(QAbstractButton), when)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self.has_picture():
            self.cleared.emit()
        elif is_return(event) and self.hasFocus():
            self.openRequested.emit()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if not self.has_picture():
            super().contextMenuEvent(event)
            return
        remove = self.tr("Take the photograph away"), self.cleared.emit
        popup(self, event, self.frameRequested.emit, remove, whole=self._whole)

    def paintEvent(self, _event: QPaintEvent) -> None:
        self.paint_frame(QPainter(self), QRectF(self.rect()), dashed=not self.has_picture())
