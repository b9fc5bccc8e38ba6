"""What an empty area says: what belongs here, and two buttons that bring it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from nst_gui import icons, theme


class _Picto(QWidget):
    """A large, quiet icon."""

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._name = name
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)

    def sizeHint(self) -> QSize:
        side = round(self.fontMetrics().height() * 2.2)
        return QSize(side, side)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, 0)

    def paintEvent(self, _event: QPaintEvent) -> None:
        side = min(self.width(), self.height(), self.sizeHint().height())
        if side < theme.SPACE:
            return
        square = QRectF(0, 0, side, side)
        square.moveCenter(QRectF(self.rect()).center())
        colours = self.palette()
        icons.paint(
            QPainter(self),
            self._name,
            square,
            theme.mix(
                colours.color(colours.ColorRole.Window), colours.color(colours.ColorRole.WindowText), 0.45
            ),
        )


class EmptyState(QWidget):
    """An icon, a sentence, and the buttons Open and Paste."""

    openRequested = Signal()
    pasteRequested = Signal()

    def __init__(self, icon: str, sentence: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sentence = QLabel(sentence, self)
        self._sentence.setTextFormat(Qt.TextFormat.PlainText)
        self._sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._sentence.setWordWrap(True)
        self.open_button = QPushButton(icons.icon("open"), self.tr("Open…"), self)
        self.paste_button = QPushButton(icons.icon("paste"), self.tr("Paste"), self)
        self.open_button.setToolTip(self.tr("Choose a picture file"))
        self.paste_button.setToolTip(self.tr("Take the picture on the clipboard"))
        for button in (self.open_button, self.paste_button):
            button.setAutoDefault(False)
        self.open_button.clicked.connect(self.openRequested)
        self.paste_button.clicked.connect(self.pasteRequested)
        self._arrange(icon)

    def _arrange(self, icon: str) -> None:
        buttons = self._buttons = QHBoxLayout()
        buttons.setSpacing(theme.SPACE)
        buttons.addStretch(1)
        buttons.addWidget(self.open_button)
        buttons.addWidget(self.paste_button)
        buttons.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.SPACE, theme.SPACE, theme.SPACE, theme.SPACE)
        layout.setSpacing(theme.SPACE)
        layout.addStretch(1)
        layout.addWidget(_Picto(icon, self))
        layout.addWidget(self._sentence)
        layout.addLayout(buttons)
        layout.addStretch(1)

    def minimumSizeHint(self) -> QSize:
        widest = max(self.open_button.minimumSizeHint().width(), self.paste_button.minimumSizeHint().width())
        return QSize(widest + 2 * theme.SPACE, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        both = self.open_button.sizeHint().width() + theme.SPACE + self.paste_button.sizeHint().width()
        beside = both + 2 * theme.SPACE <= self.width()
        # In a narrow panel the buttons stand below each other.
        self._buttons.setDirection(
            QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        )
