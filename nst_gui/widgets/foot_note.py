"""A sentence at the foot of a panel, and what can be done about it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from nst_gui import theme
from nst_gui.widgets.tips import explain


class FootNote(QFrame):
    """Hidden while there is nothing to say. ``pressed`` says that its button was."""

    pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = QLabel()
        self._text.setWordWrap(True)
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self.button = QPushButton()
        self.button.clicked.connect(lambda _checked=False: self.pressed.emit())
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, theme.HALF_SPACE, 0, theme.HALF_SPACE)
        layout.setSpacing(theme.SPACE)
        layout.addWidget(self._text, 1)
        layout.addWidget(self.button, 0, Qt.AlignmentFlag.AlignVCenter)
        self.hide()

    def text(self) -> str:
        """The sentence; empty for none."""
        return self._text.text()

    def show_note(self, text: str, button: str = "", tip: str = "") -> None:
        """Say ``text``, empty for nothing, beside a ``button`` if that has a name."""
        self._text.setText(text)
        self.button.setText(button)
        self.button.setAccessibleName(button)
        explain(self.button, tip)
        self.button.setVisible(bool(button))
        self.setVisible(bool(text))

    def height_at(self, width: int) -> int:
        """The height it needs at a width, both in pixels; 0 while there is nothing to say."""
        if not self.text():
            return 0
        margins = self.contentsMargins()
        room = width - margins.left() - margins.right()
        # isVisibleTo: before the panel is shown nothing in it is visible yet.
        beside = self.button.isVisibleTo(self)
        taken = self.button.sizeHint().width() + self.layout().spacing() if beside else 0
        inner = max(
            self._text.heightForWidth(max(1, room - taken)), self.button.sizeHint().height() if beside else 0
        )
        layout = self.layout().contentsMargins()
        return inner + layout.top() + layout.bottom()
