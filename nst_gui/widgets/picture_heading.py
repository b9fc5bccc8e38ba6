"""Which picture a dialog is about: a small view of it beside its name."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from nst_gui import theme
from nst_gui.widgets.elided_label import ElidedLabel

#: Room for the small view, in logical pixels, and how long its edges are on the densest screens.
_VIEW: Final = QSize(12 * theme.SPACE, 8 * theme.SPACE)
VIEW_EDGE: Final = 3 * _VIEW.width()


class PictureHeading(QWidget):
    """The view keeps its room while it is still being made, so that nothing moves when it comes."""

    def __init__(self, name: str, words: str, parent: QWidget | None = None) -> None:
        """``name`` in bold over ``words``, both on one line each."""
        super().__init__(parent)
        self._view = QLabel()
        self._view.setFixedSize(_VIEW)
        self._view.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self._view.setAccessibleName(name)
        lines = QVBoxLayout()
        lines.setSpacing(theme.HALF_SPACE)
        lines.addStretch(1)
        lines.addWidget(ElidedLabel(name, bold=True, mode=Qt.TextElideMode.ElideRight))
        lines.addWidget(ElidedLabel(words, secondary=True, mode=Qt.TextElideMode.ElideRight))
        lines.addStretch(1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.WIDE_SPACE)
        layout.addWidget(self._view)
        layout.addLayout(lines, 1)

    def show_view(self, image: QImage) -> None:
        """Show the picture itself, as large as there is room."""
        ratio = self.devicePixelRatioF()
        small = image.scaled(
            _VIEW * ratio, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
        small.setDevicePixelRatio(ratio)
        self._view.setPixmap(QPixmap.fromImage(small))

    def view(self) -> QImage:
        """The small view; null until it was made."""
        return self._view.pixmap().toImage()
