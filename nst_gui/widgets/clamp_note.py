"""Says under a number that what was typed lay outside its range, instead of changing it silently."""

from __future__ import annotations

from PySide6.QtCore import QObject

from nst_gui.widgets.weight_slider import NumberSlider
from nst_gui.words import filled


class ClampNote(QObject):
    """Watches the spin box of one :class:`NumberSlider`."""

    def __init__(self, slider: NumberSlider) -> None:
        super().__init__(slider)
        self._slider = slider
        self._typed: float | None = None
        slider.box.lineEdit().textEdited.connect(self._note_typed)
        slider.box.editingFinished.connect(self._say)
        slider.valueChanged.connect(self._changed)

    def _note_typed(self, text: str) -> None:
        box = self._slider.box
        value, good = box.locale().toDouble(text.removesuffix(box.suffix()).strip())
        self._typed = value if good else None

    def _changed(self) -> None:
        if self._typed is None:
            self._slider.set_note("")

    def _say(self) -> None:
        typed, self._typed = self._typed, None
        box = self._slider.box
        if typed is None:
            return
        if typed > box.maximum():
            self._slider.set_note(self.tr("{most} is the most.").format(most=_written(box.maximum())))
        elif typed < box.minimum():
            self._slider.set_note(self.tr("{least} is the least.").format(least=_written(box.minimum())))
        else:
            self._slider.set_note("")


def _written(limit: float) -> str:
    """A limit as a sentence writes it, with groups of thousands; the box has none, for easier typing."""
    return filled("{limit:,}", limit=int(limit)) if limit == int(limit) else filled("{limit:g}", limit=limit)
