"""Where and how to save the picture."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from nst_engine.pictures import EXPORT_FORMATS, SaveOptions, check_output, free_name
from nst_engine.result import Result
from nst_gui.dialogs.buttons import button_box
from nst_gui.widgets.controls_panel import size_text
from nst_gui.widgets.weight_slider import NumberSlider
from nst_gui.workers.pictures_worker import Painted
from nst_gui.workers.tasks import Failure, Tasks

#: One extension per format, in the order they are offered.
_OFFERED: Final = (".png", ".tif", ".jpg", ".webp", ".avif")
_LOSSY: Final = frozenset({"JPEG", "WebP", "AVIF"})
_MAY_BE_LOSSLESS: Final = frozenset({"WebP", "AVIF"})


@dataclass(frozen=True, slots=True)
class SaveOrder:
    """What the user decided."""

    path: Path
    options: SaveOptions
    with_recipe: bool
    overwrite: bool


def suggested_name(result: Result | Painted) -> str:
    """Photograph and first painting, as a file name without extension."""
    content = Path(result.recipe.content.name).stem
    style = Path(result.recipe.styles[0].picture.name).stem
    return f"{content[:80]} - {style[:80]}"


class SaveDialog(QDialog):
    """``ordered`` carries a :class:`SaveOrder` that was checked: the place can be written.

    An existing file is replaced by two activations only: the first says so, the second does it.
    """

    ordered = Signal(object)

    def __init__(
        self, result: Result | Painted, folder: Path, tasks: Tasks, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Save picture"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._result, self._tasks, self._closed = result, tasks, False
        self._announced: Path | None = None  # the file that the user was told will be replaced
        self.name_edit = QLineEdit(str(free_name(folder / f"{suggested_name(result)}.png", " ")))
        self.name_edit.setAccessibleName(self.tr("File"))
        self._browse = QPushButton(self.tr("Browse…"))
        self._browse.setAutoDefault(False)  # Return saves
        self.format_combo = QComboBox()
        for extension in _OFFERED:
            self.format_combo.addItem(EXPORT_FORMATS[extension].name, extension)
        self.bits_combo = QComboBox()
        self.quality = NumberSlider(
            self.tr("Quality"),
            minimum=1,
            maximum=100,
            default=95,
            whole=True,
            tip=self.tr("Higher keeps more detail in a larger file (1–100)"),
            compact=True,
        )
        self.lossless = QCheckBox(self.tr("Without loss"))
        self.dpi = QSpinBox()
        self.dpi.setRange(1, 20_000)
        self.dpi.setValue(300)
        self.dpi.setSuffix(self.tr(" dpi"))
        self.with_recipe = QCheckBox(
            self.tr("Include the recipe (settings and names of the pictures, no folders)")
        )
        self.with_recipe.setChecked(True)
        self._notice = QLabel(" ")
        self._notice.setWordWrap(True)
        self._notice.setTextFormat(Qt.TextFormat.PlainText)
        self._arrange()
        self._connect()
        self._format_chosen()
        self._path_edited()
        self.name_edit.setFocus()

    def _arrange(self) -> None:
        file_row = QHBoxLayout()
        file_row.addWidget(self.name_edit, 1)
        file_row.addWidget(self._browse)
        self._form = QFormLayout()
        self._form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self._form.setHorizontalSpacing(16)
        self._form.setVerticalSpacing(10)
        file_label = QLabel(self.tr("&File"))
        file_label.setBuddy(self.name_edit)
        self._form.addRow(file_label, file_row)
        self._form.addRow(self.tr("F&ormat"), self.format_combo)
        self._form.addRow(self.tr("&Bits per channel"), self.bits_combo)
        self._form.addRow(self.tr("&Quality"), self.quality)
        self._form.addRow("", self.lossless)
        self._form.addRow(self.tr("&Resolution"), self.dpi)
        self.size_label = QLabel()
        self._form.addRow(self.tr("Size"), self.size_label)
        self._form.addRow("", self.with_recipe)
        self._buttons = button_box(QDialogButtonBox.StandardButton.Cancel)
        self.save_button = self._buttons.addButton(self.tr("Save"), QDialogButtonBox.ButtonRole.AcceptRole)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 20, 20, 16)
        layout.setSpacing(12)
        layout.addLayout(self._form)
        layout.addWidget(self._notice)
        layout.addStretch(1)
        layout.addWidget(self._buttons)
        for button in self._buttons.findChildren(QPushButton):
            button.setAutoDefault(False)
        self.save_button.setDefault(True)  # only now: a default is the dialog's to keep
        self.resize(600, 350)

    def _connect(self) -> None:
        self._browse.clicked.connect(self._open_browser)
        self.format_combo.activated.connect(self._change_extension)
        self.name_edit.textChanged.connect(self._path_edited)
        self.lossless.toggled.connect(self._format_chosen)
        self.dpi.valueChanged.connect(self._show_size)
        self.save_button.clicked.connect(self._save)
        for widget in (self, *self.findChildren(QPushButton)):
            widget.installEventFilter(self)
        self._buttons.rejected.connect(self.reject)
        self.finished.connect(self._finish)

    @property
    def path(self) -> Path:
        """The file as typed; a name without an extension gets that of the chosen format."""
        path = Path(self.name_edit.text().strip()).expanduser()
        return path if path.suffix else path.with_name(path.name + self._extension) if path.name else path

    @property
    def notice(self) -> str:
        """What the dialog says about the file."""
        return self._notice.text().strip()

    @property
    def _extension(self) -> str:
        return str(self.format_combo.currentData())

    def options(self) -> SaveOptions:
        """The export options as set."""
        has_dpi = EXPORT_FORMATS[self._extension].name not in _MAY_BE_LOSSLESS
        return SaveOptions(
            bits=int(self.bits_combo.currentData()),
            quality=int(self.quality.value()),
            lossless=self.lossless.isChecked() and self.lossless.isEnabled(),
            dpi=float(self.dpi.value()) if has_dpi else None,
        )

    def _change_extension(self) -> None:
        path = self.path
        if path.suffix.lower() in EXPORT_FORMATS:
            path = path.with_suffix(self._extension)
        self.name_edit.setText(str(path))
        self._format_chosen()

    def _format_chosen(self) -> None:
        kind = EXPORT_FORMATS[self._extension]
        bits = self.bits_combo.currentData()
        self.bits_combo.clear()
        for value in kind.bits:
            self.bits_combo.addItem(str(value), value)
        self.bits_combo.setCurrentIndex(max(0, self.bits_combo.findData(bits)))
        self.bits_combo.setEnabled(len(kind.bits) > 1)
        self.lossless.setEnabled(kind.name in _MAY_BE_LOSSLESS)
        lossy = kind.name in _LOSSY
        self.quality.setEnabled(lossy and not (self.lossless.isEnabled() and self.lossless.isChecked()))
        self._form.setRowVisible(self.quality, lossy)
        self._form.setRowVisible(self.lossless, kind.name in _MAY_BE_LOSSLESS)
        self._form.setRowVisible(self.dpi, kind.name not in _MAY_BE_LOSSLESS)
        self._show_size()

    def _show_size(self) -> None:
        picture = self._result.picture
        self.size_label.setText(size_text(picture.width, picture.height, self.dpi.value()))

    def _path_edited(self) -> None:
        extension = self.path.suffix.lower()
        wanted = next((e for e in _OFFERED if EXPORT_FORMATS.get(extension) is EXPORT_FORMATS[e]), None)
        if wanted is not None and wanted != self._extension:
            self.format_combo.setCurrentIndex(self.format_combo.findData(wanted))
            self._format_chosen()
        self._announced = None
        self._say("")
        self.save_button.setText(self.tr("Save"))

    def _replaces(self) -> bool:
        try:
            return self.path.is_file()
        except (OSError, ValueError):
            return False  # not a name a file can have; saving will say so

    def _say(self, text: str) -> None:
        self._notice.setText(text or " ")

    def _open_browser(self) -> None:
        chooser = QFileDialog(self, self.tr("Save picture as"), str(self.path))
        chooser.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        chooser.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        # Replacing is said here, in the dialog, once.
        chooser.setOption(QFileDialog.Option.DontConfirmOverwrite)
        chooser.setNameFilters([f"{EXPORT_FORMATS[e].name} (*{e})" for e in _OFFERED])
        chooser.selectNameFilter(f"{EXPORT_FORMATS[self._extension].name} (*{self._extension})")
        chooser.fileSelected.connect(self.name_edit.setText)
        chooser.open()

    def _save(self) -> None:
        order = SaveOrder(self.path, self.options(), self.with_recipe.isChecked(), self._replaces())
        picture = self._result.picture
        inputs = [Path(ref.path) for ref in self._result.recipe.pictures() if ref.path is not None]
        check = partial(
            check_output,
            order.path,
            picture.width,
            picture.height,
            inputs,
            order.overwrite,
            order.options.bits,
        )
        self.save_button.setEnabled(False)
        self._tasks.run(check, partial(self._checked, order), self._refused)

    def _checked(self, order: SaveOrder, _answer: object) -> None:
        if self._closed:
            return
        if order.overwrite and order.path != self._announced:
            self.save_button.setEnabled(True)
            if order.path == self.path:
                self._announce(order.path)
            return
        self.ordered.emit(order)
        self.accept()

    def _announce(self, path: Path) -> None:
        self._announced = path
        self._say(self.tr("A file with this name exists and will be replaced."))
        self.save_button.setText(self.tr("Replace"))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the second half of a double click, and a key held down, from answering the announcement."""
        if event.type() == QEvent.Type.MouseButtonDblClick and watched is self.save_button:
            return True
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.isAutoRepeat():
            return event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        return super().eventFilter(watched, event)

    def _refused(self, failure: Failure) -> None:
        if not self._closed:
            self._say(failure.sentence)
            self.save_button.setEnabled(True)

    def _finish(self) -> None:
        self._closed = True
