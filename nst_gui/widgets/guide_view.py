"""One page of the guide: text that fits the width, sharp pictures, words that are looked for."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import (
    QImage,
    QPainter,
    QPalette,
    QResizeEvent,
    QTextBlock,
    QTextCursor,
    QTextDocument,
    QTextImageFormat,
)
from PySide6.QtWidgets import QTextBrowser, QTextEdit, QWidget

from nst_gui import theme
from nst_gui.widgets.guide_layout import TEXT_WIDTH, blocks, dress, fragments, set_width

#: Pictures are asked for again when the window has kept its size for so long.
_REST_MS: Final = 150
#: A heading counts as the one that is read from a little below the upper edge, in logical pixels.
_READ_BELOW: Final = 48


class GuideView(QTextBrowser):
    """Shows Markdown. Opens nothing by itself: ``followed`` carries the link that was clicked.

    ``pictureWanted`` carries the file of a picture and the long edge it is shown at, in device pixels.
    """

    followed = Signal(str)
    pictureWanted = Signal(object, int)
    scrolled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setOpenLinks(False)
        self.setFrameShape(QTextBrowser.Shape.NoFrame)
        self.setAccessibleName(self.tr("Page of the guide"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumWidth(TEXT_WIDTH // 2)
        #: The files of the page's pictures and their own sizes, by the names the page has for them.
        self._pictures: Mapping[str, tuple[Path, QSize]] = {}
        self._anchors: dict[str, int] = {}
        #: The heading that was asked for last, and where the scroll bar came to stand.
        self._gone_to = ("", 0)
        self._found: list[QTextCursor] = []
        self._at = -1
        self._resting = QTimer(self)
        self._resting.setSingleShot(True)
        self._resting.setInterval(_REST_MS)
        self._resting.timeout.connect(self._want_pictures)
        self.anchorClicked.connect(lambda url: self.followed.emit(url.toString()))
        self.verticalScrollBar().valueChanged.connect(lambda _value: self.scrolled.emit())

    # ---- the page ---------------------------------------------------------------------------------

    def show_page(
        self, text: str, anchors: tuple[str, ...], pictures: Mapping[str, tuple[Path, QSize]]
    ) -> None:
        """Show Markdown from its beginning; ``anchors`` are its headings of the second level, in order."""
        self._pictures = pictures
        self._resting.stop()
        self.document().clear()
        self.document().setMarkdown(text, QTextDocument.MarkdownFeature.MarkdownDialectGitHub)
        headings = [block.blockNumber() for block in blocks(self.document()) if _level(block) == 2]
        self._anchors = dict(zip(anchors, headings, strict=True))
        self.look_for("")
        self._dress()
        self.go_to("")
        self._want_pictures()

    def set_picture(self, path: Path, image: QImage) -> None:
        """A picture has come, at the size that was asked for."""
        framed = image.convertToFormat(QImage.Format.Format_RGB32)
        painter = QPainter(framed)
        painter.setPen(theme.outline(self.palette()))
        # Most pictures are of the window itself, and would melt into it.
        painter.drawRect(framed.rect().adjusted(0, 0, -1, -1))
        painter.end()
        framed.setDevicePixelRatio(self.devicePixelRatioF())
        for name, (file, _size) in self._pictures.items():
            if file == path:
                self.document().addResource(
                    QTextDocument.ResourceType.ImageResource.value, QUrl(name), framed
                )
        self.viewport().update()

    def loadResource(self, _kind: int, _name: QUrl) -> Any:
        """Nothing is looked for: pictures are handed in, and until then their place is empty."""
        return QImage(1, 1, QImage.Format.Format_Alpha8)

    def go_to(self, anchor: str) -> None:
        """Bring a heading to the upper edge; the beginning where there is none of that name."""
        number = self._anchors.get(anchor)
        bar = self.verticalScrollBar()
        bar.setValue(0 if number is None else self._top_of(number))
        self._gone_to = ("" if number is None else anchor, bar.value())

    def anchor_read(self) -> str:
        """The heading below which one is reading; empty before the first."""
        anchor, value = self._gone_to
        bar = self.verticalScrollBar()
        if bar.value() == value:
            return anchor  # near the end of a page it cannot come up to the edge
        top = bar.value() + (_READ_BELOW if bar.value() < bar.maximum() else self.viewport().height())
        above = [anchor for anchor, number in self._anchors.items() if self._top_of(number) <= top]
        return above[-1] if above else ""

    def _top_of(self, number: int) -> int:
        block = self.document().findBlockByNumber(number)
        return int(self.document().documentLayout().blockBoundingRect(block).top()) - theme.SPACE

    # ---- size and colours -------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        reading = self._place_read()
        super().resizeEvent(event)
        self._fit()
        self._read_on(reading)
        self._resting.start()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.DevicePixelRatioChange:  # on another screen: other pixels are needed
            self._resting.start()
        return super().event(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._pictures is not None:
            reading = self._place_read()
            self._dress()
            self._read_on(reading)
            self._show_found()
            self._resting.start()

    def _dress(self) -> None:
        dress(self.document(), self.palette())
        self._fit()

    def _fit(self) -> None:
        """Give every picture the room it has, before it is there."""
        width = set_width(self.document(), self.viewport().width())
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        for block in blocks(self.document()):
            for fragment in fragments(block):
                if fragment.charFormat().isImageFormat():
                    cursor.setPosition(fragment.position())
                    cursor.setPosition(fragment.position() + 1, QTextCursor.MoveMode.KeepAnchor)
                    cursor.setCharFormat(self._fitted(fragment.charFormat().toImageFormat(), width))
        cursor.endEditBlock()

    def _fitted(self, look: QTextImageFormat, width: int) -> QTextImageFormat:
        _path, size = self._pictures.get(look.name(), (None, QSize(1, 1)))
        if size.width() > width:
            size = QSize(width, max(1, round(size.height() * width / size.width())))
        look.setWidth(size.width())
        look.setHeight(size.height())
        return look

    def _want_pictures(self) -> None:
        width = set_width(self.document(), self.viewport().width())
        for path, size in self._pictures.values():
            share = min(1.0, width / size.width()) * self.devicePixelRatioF()
            self.pictureWanted.emit(path, max(1, round(max(size.width(), size.height()) * share)))

    def _place_read(self) -> int:
        return self.cursorForPosition(QPoint(0, 0)).position() if self.verticalScrollBar().value() else 0

    def _read_on(self, position: int) -> None:
        if position:
            self.verticalScrollBar().setValue(self._top_of(self.document().findBlock(position).blockNumber()))

    # ---- words that are looked for ----------------------------------------------------------------

    def look_for(self, words: str) -> int:
        """Mark every place where ``words`` stand, in upper or lower case; returns how many."""
        self._found, self._at = [], -1
        cursor = self.document().find(words) if words else QTextCursor()
        while not cursor.isNull():
            self._found.append(cursor)
            cursor = self.document().find(words, cursor)
        self._show_found()
        return len(self._found)

    def found_count(self) -> int:
        """How many places are marked."""
        return len(self._found)

    def step(self, by: int) -> int:
        """Go to the next place (1) or the one before (−1); its number from 1, 0 where there is none left."""
        begin = -1 if by > 0 else len(self._found)
        at = (begin if self._at < 0 else self._at) + by
        if not 0 <= at < len(self._found):
            return 0
        self._at = at
        self._show_found()
        there = QTextCursor(self._found[self._at])
        there.clearSelection()
        self.setTextCursor(there)
        self.ensureCursorVisible()
        return self._at + 1

    def _show_found(self) -> None:
        colours, marks = self.palette(), []
        for number, cursor in enumerate(self._found):
            mark = QTextEdit.ExtraSelection()
            mark.cursor = cursor
            strong = number == self._at
            ground = colours.color(QPalette.ColorRole.Highlight)
            if strong:
                mark.format.setForeground(colours.color(QPalette.ColorRole.HighlightedText))
            else:
                ground = theme.mix(colours.color(QPalette.ColorRole.Base), ground, 0.35)
            mark.format.setBackground(ground)
            marks.append(mark)
        self.setExtraSelections(marks)


def _level(block: QTextBlock) -> int:
    return block.blockFormat().headingLevel()
