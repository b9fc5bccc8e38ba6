"""A titled part of a panel that can be folded away."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QSizePolicy, QToolButton, QVBoxLayout, QWidget

from nst_gui import icons, theme


class _Header(QToolButton):
    """The title with its arrow: flat, for it is a heading first and a button second."""

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = self.palette()
        window = colours.color(QPalette.ColorRole.Window)
        text = colours.color(QPalette.ColorRole.WindowText)
        area = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.setPen(Qt.PenStyle.NoPen)
        if self.isDown() or self.underMouse():
            painter.setBrush(theme.mix(window, text, 0.14 if self.isDown() else 0.08))
            painter.drawRoundedRect(area, theme.HALF_SPACE, theme.HALF_SPACE)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(colours.color(QPalette.ColorRole.Highlight), 1.5))
            painter.drawRoundedRect(area, theme.HALF_SPACE, theme.HALF_SPACE)
        side = self.iconSize().height()
        middle = area.center().y()
        icons.paint(painter, self._arrow(), QRectF(0, middle - side / 2, side, side), text)
        painter.setPen(text)
        left = side + theme.HALF_SPACE
        words = QRectF(left, 0, self.width() - left, self.height())
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, self.text())

    def _arrow(self) -> str:
        return "expanded" if self.isChecked() else "collapsed"


class CollapsibleSection(QWidget):
    """A header that opens and closes what is below it; closed at first."""

    toggled = Signal(bool)

    def __init__(self, title: str, content: QWidget | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._header = _Header(self)
        self._header.setText(title)
        self._header.setCheckable(True)
        self._header.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._header.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._header.setIconSize(QSize(theme.WIDE_SPACE, theme.WIDE_SPACE))
        self._header.setMinimumHeight(self._header.fontMetrics().height() + 2 * theme.HALF_SPACE)
        font = self._header.font()
        font.setBold(True)
        self._header.setFont(font)
        self._header.setAccessibleName(title)
        self._content: QWidget | None = None
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(theme.SPACE)
        self._layout.addWidget(self._header)
        self._header.toggled.connect(self._show)
        self._show(False)
        if content is not None:
            self.set_content(content)

    def set_content(self, content: QWidget) -> None:
        """Put ``content`` under the header; what was there before is deleted."""
        if self._content is not None:
            self._layout.removeWidget(self._content)
            self._content.deleteLater()
        self._content = content
        self._layout.addWidget(content)
        content.setVisible(self.is_expanded())

    def content(self) -> QWidget | None:
        """What is under the header."""
        return self._content

    @property
    def header(self) -> QToolButton:
        """The button that opens and closes, for tab order."""
        return self._header

    def is_expanded(self) -> bool:
        """Whether the content can be seen."""
        return self._header.isChecked()

    def set_expanded(self, expanded: bool) -> None:
        """Open or close."""
        self._header.setChecked(expanded)

    def _show(self, expanded: bool) -> None:
        title = self._header.text()
        self._header.setToolTip(
            self.tr("Hide {title}").format(title=title)
            if expanded
            else self.tr("Show {title}").format(title=title)
        )
        if self._content is not None:
            self._content.setVisible(expanded)
        self.toggled.emit(expanded)
