"""How large the file becomes: in pixels, or on paper."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QDoubleSpinBox, QHBoxLayout, QLabel, QWidget

from nst_engine.export import CM_PER_INCH, centimetres_on_paper, pixels_on_paper
from nst_gui import theme
from nst_gui.models.export_choices import Unit
from nst_gui.widgets.buttons import tool_button
from nst_gui.widgets.tips import explain

_UNITS: Final[tuple[Unit, ...]] = ("px", "cm", "in")
#: Beyond every format; what cannot be is said when it is saved, with its reason.
_MOST_PIXELS: Final = 100_000


class SizeChoice(QWidget):
    """Width and height that keep the picture's proportions, and the unit they are counted in.

    The file is as large as it was painted until one of them is edited. A length on paper that was edited
    stays when the resolution changes, and the pixels follow; otherwise the pixels stay. ``changed`` is
    emitted after everything the *user* does here.
    """

    changed = Signal()

    def __init__(self, width: int, height: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._painted = (width, height)
        self._dpi = 300.0
        #: What the user asked for: the long edge in pixels, or in centimetres.
        self._edge: int | None = None
        self._centimetres: float | None = None
        self.across, self.down = self._box(self.tr("Width")), self._box(self.tr("Height"))
        self.unit_combo = QComboBox(self)
        for unit, name in zip(_UNITS, (self.tr("pixels"), self.tr("cm"), self.tr("inch")), strict=True):
            self.unit_combo.addItem(name, unit)
        self.unit_combo.setAccessibleName(self.tr("Unit of width and height"))
        explain(self.unit_combo, self.tr("Count the size in pixels, or as it will be on paper"))
        self.reset_button = tool_button(
            self, "reset", self.tr("As painted"), self.tr("Back to the size it was painted at")
        )
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.SPACE)
        line.addWidget(self.across, 1)
        line.addWidget(QLabel("×", self))
        line.addWidget(self.down, 1)
        line.addWidget(self.unit_combo)
        line.addWidget(self.reset_button)
        self.setFocusProxy(self.across)
        self.across.valueChanged.connect(lambda value: self._edited(value, 0))
        self.down.valueChanged.connect(lambda value: self._edited(value, 1))
        self.unit_combo.activated.connect(self._unit_chosen)
        self.reset_button.clicked.connect(self.reset)
        self._show()

    def _box(self, name: str) -> QDoubleSpinBox:
        box = QDoubleSpinBox(self)
        box.setKeyboardTracking(False)
        box.setAccessibleName(name)
        explain(box, self.tr("The file is resampled to this size; the painting itself stays as it is"))
        return box

    def unit(self) -> Unit:
        """What the size is counted in."""
        return _UNITS[self.unit_combo.currentIndex()]

    def set_unit(self, unit: Unit) -> None:
        """Count in ``unit``; the size stays."""
        self.unit_combo.setCurrentIndex(_UNITS.index(unit))
        self._show()

    def set_dpi(self, dpi: float) -> None:
        """Dots per inch on paper."""
        self._dpi = dpi
        self._show()

    def long_edge(self) -> int | None:
        """The long edge of the file in pixels; ``None`` where it is as it was painted."""
        if self._centimetres is not None:
            return pixels_on_paper(self._centimetres, self._dpi)
        return self._edge

    def painted(self) -> tuple[int, int]:
        """Width and height in pixels as it was painted."""
        return self._painted

    def size_in_pixels(self) -> tuple[int, int]:
        """Width and height of the file."""
        edge = self.long_edge()
        if edge is None:
            return self._painted
        factor = edge / max(self._painted)
        return max(1, round(self._painted[0] * factor)), max(1, round(self._painted[1] * factor))

    def reset(self) -> None:
        """As large as it was painted."""
        self._edge = self._centimetres = None
        self._show()
        self.changed.emit()

    def _unit_chosen(self) -> None:
        self._show()
        self.changed.emit()

    def _edited(self, value: float, axis: int) -> None:
        long = value * max(self._painted) / self._painted[axis]
        unit = self.unit()
        self._edge = self._centimetres = None
        if unit == "px":
            edge = max(1, round(long))
            self._edge = None if edge == max(self._painted) else edge
        else:
            self._centimetres = long * (CM_PER_INCH if unit == "in" else 1.0)
        self._show(but=axis)
        self.changed.emit()

    def _show(self, but: int | None = None) -> None:
        """Show the size, all but the number that is being edited."""
        unit = self.unit()
        long = float(max(self.size_in_pixels()))
        if unit != "px":
            paper = self._centimetres
            paper = centimetres_on_paper(long, self._dpi) if paper is None else paper
            long = paper / (CM_PER_INCH if unit == "in" else 1.0)
        for axis, box in enumerate((self.across, self.down)):
            box.blockSignals(True)
            box.setDecimals(0 if unit == "px" else 2)
            box.setSingleStep(10 if unit == "px" else 0.5)
            box.setRange(1 if unit == "px" else 0.01, _MOST_PIXELS)
            if axis != but:
                box.setValue(long * self._painted[axis] / max(self._painted))
            box.blockSignals(False)
        self.reset_button.setEnabled(self.long_edge() is not None)
