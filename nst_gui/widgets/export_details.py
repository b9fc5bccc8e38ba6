"""All about a saved picture beyond its name and format; folded away until somebody wants it."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QLocale, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QLabel, QSpinBox, QWidget

from nst_engine.export import Metadata
from nst_engine.pictures import EXPORT_FORMATS
from nst_gui import theme
from nst_gui.models.export_choices import LOSSY, MAY_BE_LOSSLESS, ExportChoices, Extension
from nst_gui.widgets.export_size import SizeChoice
from nst_gui.widgets.name_pattern import NamePattern
from nst_gui.widgets.tips import explain
from nst_gui.widgets.weight_slider import NumberSlider

_METADATA: Final[tuple[Metadata, ...]] = ("strip", "no-location", "keep")


class ExportDetails(QWidget):
    """Depth, quality, size on paper, what travels inside, how files are named.

    Shows only what the format can do. ``changed`` is emitted after everything the user does here.
    """

    changed = Signal()

    def __init__(self, width: int, height: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bits_combo = QComboBox(self)
        self.bits_combo.setAccessibleName(self.tr("Bits per channel"))
        explain(
            self.bits_combo,
            self.tr("16 keeps fine gradations for further editing; 8 is all that screens and printers show"),
        )
        self.quality = NumberSlider(
            self.tr("Quality"),
            minimum=1,
            maximum=100,
            default=95,
            whole=True,
            tip=self.tr("Higher keeps more detail in a larger file (1–100)"),
            compact=True,
        )
        self.lossless = QCheckBox(self.tr("Without loss"), self)
        explain(self.lossless, self.tr("Every pixel stays exactly as it is, in a larger file"))
        self.size = SizeChoice(width, height, self)
        self.dpi = QSpinBox(self)
        self.dpi.setRange(1, 20_000)
        self.dpi.setSuffix(self.tr(" dpi"))
        self.dpi.setAccessibleName(self.tr("Resolution on paper"))
        self.dpi.setKeyboardTracking(False)
        explain(
            self.dpi, self.tr("Dots per inch on paper, written into the file: 300 for print, less for a wall")
        )
        self.metadata_combo = self._metadata_choice()
        self.with_recipe = QCheckBox(self.tr("Include the recipe"), self)
        explain(
            self.with_recipe,
            self.tr(
                "All settings and the names of the pictures, without their folders: dropped on the window, "
                "the file brings them back"
            ),
        )
        self.pattern = NamePattern(self)
        self._enlarged = QLabel(self)
        self._enlarged.setWordWrap(True)
        self._enlarged.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self._arrange()
        self._connect()

    def _metadata_choice(self) -> QComboBox:
        combo = QComboBox(self)
        for value, name in zip(
            _METADATA,
            (
                self.tr("Leave out"),
                self.tr("Copy, without the location"),
                self.tr("Copy everything"),
            ),
            strict=True,
        ):
            combo.addItem(name, value)
        combo.setAccessibleName(self.tr("Camera data"))
        explain(
            combo,
            self.tr(
                "What the photograph's file says of camera, date, author and rights. Its small preview and "
                "the maker's private notes are never copied."
            ),
        )
        return combo

    def _arrange(self) -> None:
        self._form = QFormLayout(self)
        self._form.setContentsMargins(0, 0, 0, 0)
        self._form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self._form.setHorizontalSpacing(theme.WIDE_SPACE)
        self._form.setVerticalSpacing(theme.SPACE)
        self._form.addRow(self.tr("&Bits per channel"), self.bits_combo)
        self._form.addRow(self.tr("&Quality"), self.quality)
        self._form.addRow("", self.lossless)
        self._form.addRow(self.tr("Si&ze"), self.size)
        self._form.addRow("", self._enlarged)
        self._form.addRow(self.tr("&Resolution"), self.dpi)
        self._form.addRow(self.tr("&Camera data"), self.metadata_combo)
        self._form.addRow(self.tr("Se&ttings"), self.with_recipe)
        self._form.addRow(self.tr("Name &pattern"), self.pattern)

    def _connect(self) -> None:
        self.bits_combo.activated.connect(self.changed)
        self.quality.valueChanged.connect(self.changed)
        self.lossless.toggled.connect(self._lossless_toggled)
        self.size.changed.connect(self._size_changed)
        self.dpi.valueChanged.connect(self._dpi_changed)
        self.metadata_combo.activated.connect(self.changed)
        self.with_recipe.toggled.connect(self.changed)
        self.pattern.changed.connect(self.changed)

    # ---- in and out -------------------------------------------------------------------------------

    def show_choices(self, choices: ExportChoices) -> None:
        """Begin with what was chosen last."""
        self.blockSignals(True)
        self.show_format(choices.extension, choices.bits)
        self.quality.set_value(choices.quality)
        self.lossless.setChecked(choices.lossless)
        self.dpi.setValue(round(choices.dpi))
        self.size.set_unit(choices.unit)
        self.metadata_combo.setCurrentIndex(_METADATA.index(choices.metadata))
        self.with_recipe.setChecked(choices.with_recipe)
        self.pattern.set_template(choices.template)
        self._show_enlargement()
        self.blockSignals(False)

    def choices(self, extension: Extension, *, expanded: bool) -> ExportChoices:
        """What is chosen now."""
        return ExportChoices(
            extension=extension,
            bits=self.bits_combo.currentData(),
            quality=int(self.quality.value()),
            lossless=self.lossless.isChecked(),
            dpi=float(self.dpi.value()),
            unit=self.size.unit(),
            metadata=_METADATA[self.metadata_combo.currentIndex()],
            with_recipe=self.with_recipe.isChecked(),
            template=self.pattern.template(),
            expanded=expanded,
        )

    def show_format(self, extension: Extension, bits: int | None = None) -> None:
        """Offer what a format can do; the depth stays where the format has it."""
        kind = EXPORT_FORMATS[extension]
        bits = self.bits_combo.currentData() if bits is None else bits
        self.bits_combo.clear()
        for value in kind.bits:
            self.bits_combo.addItem(str(value), value)
        self.bits_combo.setCurrentIndex(max(0, self.bits_combo.findData(bits)))
        self.bits_combo.setEnabled(len(kind.bits) > 1)
        self._form.setRowVisible(self.bits_combo, len(kind.bits) > 1)
        self._form.setRowVisible(self.quality, kind.name in LOSSY)
        self._form.setRowVisible(self.lossless, kind.name in MAY_BE_LOSSLESS)
        self.lossless.setEnabled(kind.name in MAY_BE_LOSSLESS)
        self._allow_quality()

    def _allow_quality(self) -> None:
        self.quality.setEnabled(not (self.lossless.isEnabled() and self.lossless.isChecked()))

    def _lossless_toggled(self) -> None:
        self._allow_quality()
        self.changed.emit()

    def _dpi_changed(self) -> None:
        self.size.set_dpi(float(self.dpi.value()))
        self._size_changed()

    def _size_changed(self) -> None:
        self._show_enlargement()
        self.changed.emit()

    def _show_enlargement(self) -> None:
        edge = self.size.long_edge()
        factor = 1.0 if edge is None else edge / max(self.size.painted())
        self._form.setRowVisible(self._enlarged, factor > 1)
        if factor > 1:
            words = self.tr("Enlarged {factor} times after painting. Painting it larger gives true detail.")
            self._enlarged.setText(words.format(factor=QLocale().toString(factor, "f", 1)))
