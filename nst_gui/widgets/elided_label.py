"""One line of text that shortens itself instead of pushing its neighbours; the whole text is the tool tip."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from nst_gui import theme
from nst_gui.plain_text import as_written


class ElidedLabel(QWidget):
    """A plain-text label that elides; by default in the middle, where file names keep their ending."""

    def __init__(
        self,
        text: str = "",
        parent: QWidget | None = None,
        *,
        mode: Qt.TextElideMode = Qt.TextElideMode.ElideMiddle,
        alignment: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
        bold: bool = False,
        secondary: bool = False,
    ) -> None:
        super().__init__(parent)
        self._text = ""
        self._tip = ""
        self._mode = mode
        self._alignment = alignment
        self._secondary = secondary
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        if bold:
            font = self.font()
            font.setBold(True)
            self.setFont(font)
        self.set_text(text)

    def text(self) -> str:
        """The whole text."""
        return self._text

    def set_text(self, text: str, tip: str = "") -> None:
        """Show ``text`` on one line; ``tip`` replaces the text as tool tip."""
        self._text = " ".join(text.split())
        self._tip = tip
        self.setAccessibleName(self._text)
        self._renew_tip()
        self.updateGeometry()
        self.update()

    def is_elided(self) -> bool:
        """Whether not all of the text can be seen."""
        return self.fontMetrics().horizontalAdvance(self._text) > self.contentsRect().width()

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance(self._text) + 2, metrics.height())

    def minimumSizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        return QSize(min(self.sizeHint().width(), metrics.averageCharWidth() * 6), metrics.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._renew_tip()

    def _renew_tip(self) -> None:
        self.setToolTip(as_written(self._tip or (self._text if self.is_elided() else "")))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        colours = self.palette()
        if not self.isEnabled():
            group, role = QPalette.ColorGroup.Disabled, QPalette.ColorRole.WindowText
            painter.setPen(colours.color(group, role))
        elif self._secondary:
            painter.setPen(theme.secondary_text(colours))
        else:
            painter.setPen(colours.color(QPalette.ColorRole.WindowText))
        rect = self.contentsRect()
        shown = self.fontMetrics().elidedText(self._text, self._mode, rect.width())
        painter.drawText(rect, self._alignment | Qt.AlignmentFlag.AlignVCenter, shown)
