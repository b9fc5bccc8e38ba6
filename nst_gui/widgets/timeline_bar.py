"""The slider below the picture that goes back through the stages of a painting."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from nst_gui import theme
from nst_gui.widgets.elided_label import ElidedLabel
from nst_gui.widgets.slider import Slider


class TimelineBar(QWidget):
    """A slider whose right end is the painting, and where on the way the stage it stands at was.

    ``moved`` carries the position the user went to; a double click on the slider goes to the painting.
    ``before`` and ``after`` are buttons that stand at its sides. Hidden at first.
    """

    moved = Signal(int)

    def __init__(
        self, before: Sequence[QWidget] = (), after: Sequence[QWidget] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.slider = Slider()
        self.slider.setAccessibleName(self.tr("Stage of the painting"))
        self.slider.setToolTip(
            self.tr(
                "How the painting came about: drag, or use the arrow keys, Page up and down, Home and End. "
                "A double click goes back to the painting."
            )
        )
        self.slider.setPageStep(5)
        self.slider.valueChanged.connect(self.moved)
        self.slider.resetRequested.connect(lambda: self.slider.setValue(self.slider.maximum()))
        self._words = ElidedLabel(
            parent=self,
            secondary=True,
            mode=Qt.TextElideMode.ElideRight,
            alignment=Qt.AlignmentFlag.AlignRight,
        )
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.SPACE)
        for button in before:
            layout.addWidget(button)
        layout.addWidget(self.slider, 1)
        layout.addWidget(self._words, 1)
        for button in after:
            layout.addWidget(button)
        self.hide()

    def set_up(self, count: int, words: Sequence[str]) -> None:
        """Offer ``count`` pictures and stand at the last; ``words`` are all that will be said of them."""
        self.slider.blockSignals(True)
        self.slider.setRange(0, count - 1)
        self.slider.setValue(count - 1)
        self.slider.blockSignals(False)
        # Whatever they say at the moment the slider must not move under the hand; where there is little room
        # they have half of it.
        widest = max(self._words.fontMetrics().horizontalAdvance(text) for text in words)
        self._words.setMaximumWidth(widest + theme.SPACE)

    def go(self, position: int) -> None:
        """Stand at ``position``, as if the user had gone there."""
        self.slider.setValue(position)

    def show_words(self, text: str) -> None:
        """Say what is seen."""
        self._words.set_text(text)
        self.slider.setAccessibleDescription(text)

    def words(self) -> str:
        """What it says."""
        return self._words.text()
