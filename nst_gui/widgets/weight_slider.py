"""A number an artist can drag or type: a slider and a spin box that always agree."""

from __future__ import annotations

import math
import re
from typing import Final

from PySide6.QtCore import QEvent, QLocale, QObject, Qt, Signal
from PySide6.QtGui import QMouseEvent, QValidator, QWheelEvent
from PySide6.QtWidgets import QAbstractSpinBox, QDoubleSpinBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from nst_gui import theme
from nst_gui.models.counting import When
from nst_gui.plain_text import as_written
from nst_gui.widgets.slider import Slider
from nst_gui.widgets.tips import wrapped
from nst_gui.widgets.when_note import WhenNote, foretell

_STEPS: Final = 1000
_MOST_DECIMALS: Final = 6
#: A whole number written with separators between its thousands.
_GROUPED: Final = re.compile(r"[0-9]{1,3}([.,' \u00a0\u202f][0-9]{3})+\Z")


def _decimals_for(value: float, *, whole: bool) -> int:
    """How many decimals show three significant digits of ``value``, at most two below 1."""
    if whole:
        return 0
    size = abs(value)
    if size >= 100 or size == 0:
        return 0 if size else 2
    return 1 if size >= 10 else 2 if size >= 0.1 else 3


class _NumberBox(QDoubleSpinBox):
    """A spin box that shows no more digits than the number needs and leaves the wheel to the panel."""

    def __init__(self, whole: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self._whole = whole
        self.setDecimals(0 if whole else _MOST_DECIMALS)
        self.setKeyboardTracking(False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setCorrectionMode(QAbstractSpinBox.CorrectionMode.CorrectToNearestValue)
        self.setStepType(QAbstractSpinBox.StepType.AdaptiveDecimalStepType)

    def textFromValue(self, value: float) -> str:
        # Every digit that was typed stays: the box reads its own text back when it loses the focus.
        decimals = _decimals_for(value, whole=self._whole)
        while decimals < self.decimals() and not math.isclose(
            round(value, decimals), value, rel_tol=0, abs_tol=10.0 ** -(_MOST_DECIMALS + 1)
        ):
            decimals += 1
        locale = self.locale()
        locale.setNumberOptions(QLocale.NumberOption.OmitGroupSeparator)
        return locale.toString(value, "f", decimals)

    def _read(self, text: str) -> float | None:
        """The number in ``text``, or None; both decimal signs count, whatever the locale."""
        body = text.removesuffix(self.suffix()).strip()
        if self._whole and _GROUPED.match(body):
            body = re.sub(r"\D", "", body)
        number, good = QLocale.c().toDouble(body.replace(",", "."))
        if not good:
            # The digits may be the locale's own.
            number, good = self.locale().toDouble(body)
        return number if good and math.isfinite(number) else None

    def validate(self, text: str, position: int) -> object:
        # A number out of range may be typed; it becomes the nearest one when the typing is done.
        if self._read(text) is not None:
            return QValidator.State.Acceptable, text, position
        body = text.removesuffix(self.suffix()).strip()
        unfinished = not body.strip("+-.,eE0123456789")
        state = QValidator.State.Intermediate if unfinished else QValidator.State.Invalid
        return state, text, position

    def valueFromText(self, text: str) -> float:
        value = self._read(text)
        if value is None:
            return self.value()
        return min(self.maximum(), max(self.minimum(), value))

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class NumberSlider(QWidget):
    """A label, a slider and a spin box for one number.

    The spin box reaches from ``minimum`` to ``maximum``; the slider may cover a smaller part
    (``slider_minimum``–``slider_maximum``), evenly or, if ``logarithmic``, by equal factors. A double click
    on the label or the slider brings the ``default`` back.

    ``valueChanged`` is emitted when the *user* changes the number (and by :meth:`reset`); :meth:`set_value`
    is silent, so that a model and its sliders cannot talk in circles.
    """

    valueChanged = Signal(float)

    def __init__(
        self,
        label: str,
        *,
        minimum: float,
        maximum: float,
        default: float,
        slider_minimum: float | None = None,
        slider_maximum: float | None = None,
        logarithmic: bool = False,
        whole: bool = False,
        suffix: str = "",
        tip: str = "",
        compact: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._low = minimum if slider_minimum is None else slider_minimum
        self._high = maximum if slider_maximum is None else slider_maximum
        if not minimum <= self._low < self._high <= maximum:
            raise ValueError("the slider must lie within the range of the number")
        if logarithmic and self._low <= 0:
            raise ValueError("a logarithmic slider starts above 0")
        self._logarithmic = logarithmic
        self._whole = whole
        self._default = default
        self._label = QLabel(label, self)
        self._slider = Slider(self)
        self._box = _NumberBox(whole, self)
        self._when = WhenNote(self)
        self._foretold: When | None = None
        self._note = QLabel(self)
        self._prepare(label, tip, minimum, maximum, suffix)
        self._arrange(compact)
        self._slider.valueChanged.connect(self._slider_moved)
        self._slider.resetRequested.connect(self.reset)
        self._box.valueChanged.connect(self._box_changed)
        self._label.installEventFilter(self)
        self.set_value(default)

    def _prepare(self, label: str, tip: str, minimum: float, maximum: float, suffix: str) -> None:
        name = label.replace("&", "")
        self._slider.setRange(0, _STEPS)
        self._slider.setSingleStep(_STEPS // 100)
        self._slider.setPageStep(_STEPS // 10)
        self._box.setRange(minimum, maximum)
        self._box.setSuffix(suffix)
        self._label.setBuddy(self._box)
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._note.setTextFormat(Qt.TextFormat.PlainText)
        self._note.setWordWrap(True)
        self._note.hide()
        self._note.setForegroundRole(self._note.foregroundRole().PlaceholderText)
        self._slider.setAccessibleName(self.tr("{name}, slider").format(name=name))
        self._box.setAccessibleName(name)
        self.set_tip(tip)
        self._mark_default()

    def _arrange(self, compact: bool) -> None:
        # Beside a slider of the same line the box leaves it all the room it can.
        digits = "0" * (4 if compact else 6) + self._box.suffix()
        self._box.setMinimumWidth(self._box.fontMetrics().horizontalAdvance(digits) + 4 * theme.SPACE)
        if compact:
            self._box.setMaximumWidth(self._box.minimumWidth() + theme.SPACE)
        line = QHBoxLayout()
        line.setSpacing(theme.SPACE)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        if compact:
            self._label.hide()
            self._when.hide()
            line.addWidget(self._slider, 1)
            line.addWidget(self._box)
            outer.addLayout(line)
        else:
            line.addWidget(self._label)
            line.addWidget(self._when, 1)
            line.addWidget(self._box)
            outer.addLayout(line)
            outer.addWidget(self._slider)
        outer.addWidget(self._note)

    # ---- the number -------------------------------------------------------------------------------

    def value(self) -> float:
        """The number."""
        return self._box.value()

    def set_value(self, value: float) -> None:
        """Show ``value``, held within the range, without a signal."""
        self._box.blockSignals(True)
        self._box.setValue(value)
        self._box.blockSignals(False)
        self._show_on_slider()

    def default(self) -> float:
        """The number a double click brings back."""
        return self._default

    def set_default(self, default: float) -> None:
        """Change what a double click brings back."""
        self._default = default
        self._mark_default()

    def set_tip(self, tip: str) -> None:
        """What the number means, in a sentence."""
        reset = self.tr("Double-click the slider or its name for the default.")
        for widget in (self._label, self._slider):
            widget.setToolTip(as_written(wrapped(f"{tip}\n{reset}" if tip else reset)))
        self._box.setToolTip(as_written(wrapped(tip or self._box.accessibleName())))
        for widget in (self._slider, self._box):
            widget.setAccessibleDescription(tip)
        self.foretell(self._foretold)

    def set_note(self, text: str) -> None:
        """A line under the slider that says more about the number; empty removes it."""
        self._note.setText(text)
        self._note.setVisible(bool(text))

    def show_when(self, when: When | None) -> None:
        """Say from when on the number counts; not where slider and box share a line."""
        self._when.show_when(when)

    def foretell(self, when: When | None) -> None:
        """Say in its tips from when on a change would count; ``None`` while nothing is painted."""
        self._foretold = when
        foretell((self._label, self._slider, self._box), when)

    def when(self) -> When | None:
        """From when on it is said to count."""
        return self._when.when()

    def note(self) -> str:
        """The line under the slider."""
        return self._note.text()

    def reset(self) -> None:
        """Back to the default, as the user's choice."""
        if self.value() != self._default:
            self.set_value(self._default)
            self.valueChanged.emit(self.value())

    @property
    def slider(self) -> Slider:
        """The slider itself, for tab order."""
        return self._slider

    @property
    def box(self) -> QDoubleSpinBox:
        """The spin box itself, for tab order."""
        return self._box

    # ---- between slider and number ----------------------------------------------------------------

    def _position_of(self, value: float) -> int:
        value = min(self._high, max(self._low, value))
        if self._logarithmic:
            share = math.log(value / self._low) / math.log(self._high / self._low)
        else:
            share = (value - self._low) / (self._high - self._low)
        return round(share * _STEPS)

    def _value_at(self, position: int) -> float:
        share = position / _STEPS
        if self._logarithmic:
            value = self._low * (self._high / self._low) ** share
        else:
            value = self._low + share * (self._high - self._low)
        rounded = round(value, _decimals_for(value, whole=self._whole))
        return min(self._high, max(self._low, rounded))

    def _mark_default(self) -> None:
        inside = self._low <= self._default <= self._high
        self._slider.set_origin(self._position_of(self._default) if inside else None)

    def _show_on_slider(self) -> None:
        self._slider.blockSignals(True)
        self._slider.setValue(self._position_of(self.value()))
        self._slider.blockSignals(False)
        self._slider.update()

    def _slider_moved(self, position: int) -> None:
        self._box.blockSignals(True)
        self._box.setValue(self._value_at(position))
        self._box.blockSignals(False)
        self.valueChanged.emit(self.value())

    def _box_changed(self, value: float) -> None:
        self._show_on_slider()
        self.valueChanged.emit(value)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            watched is self._label
            and isinstance(event, QMouseEvent)
            and event.type() == QEvent.Type.MouseButtonDblClick
            and event.button() == Qt.MouseButton.LeftButton
        ):
            self.reset()
            return True
        return super().eventFilter(watched, event)
