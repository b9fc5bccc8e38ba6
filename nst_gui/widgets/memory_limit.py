"""A limit to the memory that painting may take, or none."""

from __future__ import annotations

import math
import re
from typing import Final

from PySide6.QtCore import QLocale, Qt, QTimer, Signal
from PySide6.QtGui import QValidator, QWheelEvent
from PySide6.QtWidgets import QDoubleSpinBox, QToolTip, QWidget

from nst_gui.desktop.memory import GB
from nst_gui.widgets.tips import explain
from nst_gui.words import filled

_LEAST: Final = 1.0
_STEP: Final = 0.5
#: The number in what was typed, whatever stands around it; both decimal signs count.
_NUMBER: Final = re.compile(r"[0-9]+(?:[.,][0-9]*)?|[.,][0-9]+")


def _number(text: str) -> tuple[float, bool]:
    """What :data:`_NUMBER` found, and whether it is a number."""
    return QLocale.c().toDouble(text.replace(",", "."))


class MemoryLimitBox(QDoubleSpinBox):
    """From 1 GB to what is installed, and *Automatic* one step above.

    ``limitChosen`` carries the limit the *user* set in bytes, or ``None`` for Automatic.
    """

    limitChosen = Signal(object)

    def __init__(self, installed_bytes: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._most = max(_LEAST, math.floor(installed_bytes / GB * 10) / 10)
        self.setDecimals(1)
        self.setRange(_LEAST, self._most + _STEP)
        self.setSingleStep(_STEP)
        self.setKeyboardTracking(False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccelerated(True)
        self.setValue(self.maximum())
        self.setAccessibleName(self.tr("Use at most this much memory"))
        explain(
            self,
            self.tr(
                "The most memory that painting may take. What needs more is painted in tiles, more slowly "
                "and without seams. Automatic takes what is free."
            ),
        )
        self._typed = ""
        self.lineEdit().textEdited.connect(self._note_typed)
        self.editingFinished.connect(self._say_if_held)
        self.valueChanged.connect(lambda _value: self.limitChosen.emit(self.limit()))

    def limit(self) -> int | None:
        """The limit in bytes, ``None`` for Automatic."""
        return None if self.value() > self._most else round(self.value() * GB)

    def set_limit(self, limit: int | None) -> None:
        """Show a limit in bytes, held within the range, without a signal."""
        self._typed = ""
        self.blockSignals(True)
        self.setValue(self.maximum() if limit is None else min(limit / GB, self._most))
        self.blockSignals(False)

    def stepBy(self, steps: int) -> None:
        """Go to multiples of half a gigabyte; the largest amount and Automatic are the last two steps."""
        self._typed = ""
        value = self.value()
        if value > self._most and steps < 0:
            value, steps = self._most, steps + 1
        if steps:
            whole = math.floor(value / _STEP) if steps > 0 else math.ceil(value / _STEP)
            value = (whole + steps) * _STEP
            if value > self._most:
                value = self._most if self.value() < self._most else self.maximum()
        self.setValue(value)
        self.selectAll()

    def textFromValue(self, value: float) -> str:
        if value > self._most:
            return self._automatic()
        return filled(self.tr("at most {number:,.1f} GB"), number=value)

    def _note_typed(self, text: str) -> None:
        self._typed = text

    def _say_if_held(self) -> None:
        """Say beside the box that less than the least, or more than there is, was typed."""
        found, self._typed = _NUMBER.search(self._typed), ""
        number, good = _number(found[0]) if found else (0.0, False)
        if good and not _LEAST <= number <= self._most:
            if number < _LEAST:
                sentence = filled(self.tr("{number:,.1f} GB is the least."), number=_LEAST)
            else:
                sentence = filled(self.tr("This computer has {number:,.1f} GB."), number=self._most)
            # Later: the widget that gets the focus now would take it away.
            QTimer.singleShot(0, self, lambda: self._show_beside(sentence))

    def _show_beside(self, sentence: str) -> None:
        QToolTip.showText(self.mapToGlobal(self.rect().bottomLeft()), sentence, self)

    def _automatic(self) -> str:
        return self.tr("Automatic")

    def _read(self, text: str) -> float | None:
        """The gigabytes in ``text``, more than the most for Automatic or an empty one; else ``None``."""
        body = text.strip()
        if not body or body.casefold() == self._automatic().casefold():
            return self.maximum()
        found = _NUMBER.search(body)
        number, good = _number(found[0]) if found else (0.0, False)
        return min(number, self._most) if good else None

    def validate(self, text: str, position: int) -> object:
        if self._read(text) is not None:
            return QValidator.State.Acceptable, text, position
        begun = text.strip().casefold()
        typing = self._automatic().casefold().startswith(begun) or begun in ".,"
        return QValidator.State.Intermediate if typing else QValidator.State.Invalid, text, position

    def fixup(self, _text: str) -> str:
        return self.textFromValue(self.value())

    def valueFromText(self, text: str) -> float:
        value = self._read(text)
        return self.value() if value is None else max(_LEAST, value)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()
