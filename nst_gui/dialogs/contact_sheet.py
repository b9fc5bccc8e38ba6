"""A grid of small variants: what two settings do to this photograph and these paintings, at one glance."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtCore import QCoreApplication, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QImage, QPixmap
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from nst_engine.plan import Limits
from nst_engine.recipe import Recipe
from nst_gui import theme
from nst_gui.dialogs.buttons import button_box
from nst_gui.icons import icon
from nst_gui.models.variants import AXES, Variant, variants
from nst_gui.words import filled, percent
from nst_gui.workers.controller import Controller
from nst_gui.workers.tasks import Failure

_CELL: Final = QSize(176, 132)


def _tr(text: str) -> str:
    return QCoreApplication.translate("ContactSheet", text)


def axis_name(field: str) -> str:
    """A setting by the name it has in the window."""
    return {
        "style_strength": _tr("Style strength"),
        "stroke_size": _tr("Stroke size"),
        "content_weight": _tr("Content weight"),
        "tv_weight": _tr("Smoothness"),
        "keep_colours": _tr("Photograph's colours"),
        "blend": _tr("Blend with photograph"),
    }[field]


def value_text(field: str, value: float) -> str:
    """A value as its slider shows it."""
    if field in ("keep_colours", "blend"):
        return percent(value)
    return filled("{value:g} ×" if field == "stroke_size" else "{value:g}", value=value)


class ContactSheet(QDialog):
    """Paints its cells one after the other; ``chosen`` carries the changes of the cell that was clicked."""

    chosen = Signal(object)

    def __init__(
        self, recipe: Recipe, limits: Limits, controller: Controller, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Contact sheet"))
        self._recipe, self._limits, self._controller = recipe, limits, controller
        self._orders: dict[int, tuple[Variant, QToolButton]] = {}
        self.cells: list[QToolButton] = []
        self.down, self.across = (self._axis(field) for field in ("style_strength", "stroke_size"))
        self._words = QLabel()
        self._words.setWordWrap(True)
        self._words.setTextFormat(Qt.TextFormat.PlainText)  # what went wrong may name a file
        self._grid = QGridLayout()
        self._grid.setSpacing(theme.SPACE)
        self._arrange()
        controller.sketched.connect(self._came)
        controller.sketchFailed.connect(self._failed)
        self.down.activated.connect(partial(self._axis_chosen, self.across))
        self.across.activated.connect(partial(self._axis_chosen, self.down))
        self.finished.connect(self._end)
        self.paint_all()

    def _axis(self, present: str) -> QComboBox:
        box = QComboBox()
        for field in AXES:
            box.addItem(axis_name(field), field)
        box.setCurrentIndex(box.findData(present))
        return box

    def _arrange(self) -> None:
        axes = QHBoxLayout()
        axes.setSpacing(theme.SPACE)
        for text, box in ((self.tr("Down"), self.down), (self.tr("Across"), self.across)):
            label = QLabel(text)
            label.setBuddy(box)
            axes.addWidget(label)
            axes.addWidget(box)
        axes.addStretch(1)
        buttons = button_box(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setSpacing(theme.WIDE_SPACE)
        layout.addLayout(axes)
        layout.addLayout(self._grid, 1)
        layout.addWidget(self._words)
        layout.addWidget(buttons)

    def _axis_chosen(self, other: QComboBox, index: int) -> None:
        """Both axes cannot be the same setting: the other one gives way."""
        if other.currentIndex() == index:
            other.setCurrentIndex((index + 1) % other.count())
        self.paint_all()

    def paint_all(self) -> None:
        """Order every cell anew."""
        self._controller.forget_sketches()
        self._orders.clear()
        self._clear()
        down, across = self.down.currentData(), self.across.currentData()
        for variant in variants(self._recipe, down, across):
            cell = self._cell(variant, down, across)
            number = self._controller.sketch(variant.recipe, self._limits)
            if number is not None:
                self._orders[number] = (variant, cell)
        self._show_words()

    def _clear(self) -> None:
        for cell in self.cells:
            self._grid.removeWidget(cell)
            cell.deleteLater()
        self.cells = []

    def _cell(self, variant: Variant, down: str, across: str) -> QToolButton:
        cell = QToolButton()
        cell.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        cell.setIcon(icon("clock"))
        cell.setIconSize(_CELL)
        values = [value_text(field, variant.changes[field]) for field in (down, across)]
        words = "  ·  ".join(values)
        names = ", ".join(
            f"{axis_name(field)} {text}" for field, text in zip((down, across), values, strict=True)
        )
        if all(getattr(self._recipe, field) == value for field, value in variant.changes.items()):
            words = self.tr("{values} (now)").format(values=words)
            names = self.tr("{values}: the present settings").format(values=names)
            font = cell.font()
            font.setBold(True)
            cell.setFont(font)
        cell.setText(words)
        cell.setAccessibleName(names)
        cell.setToolTip(names)
        cell.setEnabled(False)
        cell.clicked.connect(partial(self._choose, variant))
        self._grid.addWidget(cell, variant.row, variant.column)
        self.cells.append(cell)
        return cell

    def _choose(self, variant: Variant) -> None:
        self.chosen.emit(dict(variant.changes))
        self.accept()

    def _came(self, number: int, image: QImage) -> None:
        if number in self._orders:
            _, cell = self._orders.pop(number)
            size = image.size().scaled(_CELL, Qt.AspectRatioMode.KeepAspectRatio)
            if image.width() < size.width():
                # An icon is never drawn larger than it is, and would leave a gap.
                image = image.scaled(size, mode=Qt.TransformationMode.SmoothTransformation)
            cell.setIcon(QIcon(QPixmap.fromImage(image)))
            cell.setIconSize(size)
            cell.setEnabled(True)
            self._show_words()

    def _failed(self, number: int, failure: Failure) -> None:
        if number in self._orders:
            # What keeps one from being painted keeps all of them.
            self._controller.forget_sketches()
            self._orders.clear()
            self._words.setText(failure.sentence)

    def _show_words(self) -> None:
        done = len(self.cells) - len(self._orders)
        if self._orders:
            self._words.setText(
                self.tr("%n of {all} are painted. Click one to go on with its settings.", "", done).format(
                    all=len(self.cells)
                )
            )
        else:
            self._words.setText(self.tr("Click one to go on with its settings; Ctrl+Z takes them back."))

    def _end(self, _result: int) -> None:
        self._orders.clear()
        self._controller.forget_sketches()
