"""A titled part of a panel that can be folded away."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QToolButton, QVBoxLayout, QWidget

from nst_gui import icons, theme


class CollapsibleSection(QWidget):
    """A header that opens and closes what is below it; closed at first."""

    toggled = Signal(bool)

    def __init__(self, title: str, content: QWidget | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._header = QToolButton(self)
        self._header.setText(title)
        self._header.setCheckable(True)
        self._header.setAutoRaise(True)
        self._header.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._header.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._header.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._header.setIconSize(QSize(theme.WIDE_SPACE, theme.WIDE_SPACE))
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
        self._header.setIcon(icons.icon("expanded" if expanded else "collapsed"))
        title = self._header.text()
        self._header.setToolTip(
            self.tr("Hide {title}").format(title=title)
            if expanded
            else self.tr("Show {title}").format(title=title)
        )
        if self._content is not None:
            self._content.setVisible(expanded)
        self.toggled.emit(expanded)
