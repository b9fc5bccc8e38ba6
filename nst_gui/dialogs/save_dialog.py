"""Where and how to save the picture: name, place, format; everything else is folded away."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import cast

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from nst_engine.export import ExportOptions
from nst_engine.export_memory import caution
from nst_engine.pictures import EXPORT_FORMATS
from nst_engine.result import Result
from nst_gui import theme
from nst_gui.dialogs.buttons import button_box
from nst_gui.models.export_choices import OFFERED, ExportChoices, Extension
from nst_gui.models.name_template import filled, free_path, unknown_fields, values_of
from nst_gui.models.typed_path import typed_path
from nst_gui.picture_names import picture_name
from nst_gui.widgets.controls_panel import size_text
from nst_gui.widgets.elided_label import ElidedLabel
from nst_gui.widgets.export_details import ExportDetails
from nst_gui.widgets.picture_heading import VIEW_EDGE, PictureHeading
from nst_gui.widgets.section import CollapsibleSection
from nst_gui.widgets.tips import explain
from nst_gui.words import said
from nst_gui.workers import pictures_worker
from nst_gui.workers.free_names import FreeNames
from nst_gui.workers.images import small_view
from nst_gui.workers.pictures_worker import Painted
from nst_gui.workers.tasks import Failure, Tasks


@dataclass(frozen=True, slots=True)
class SaveOrder:
    """What the user decided; ``choices`` are offered again next time."""

    path: Path
    options: ExportOptions
    overwrite: bool
    choices: ExportChoices


class SaveDialog(QDialog):
    """``ordered`` carries a :class:`SaveOrder` that was checked: the place can be written.

    The name follows the pattern until the user writes another; which one is free is found out off this
    thread. An existing file is replaced by two
    activations only: the first says so, the second does it.
    """

    ordered = Signal(object)

    def __init__(
        self,
        result: Result | Painted,
        folder: Path,
        tasks: Tasks,
        choices: ExportChoices | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Save picture"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        choices = choices or ExportChoices()
        self._result, self._folder, self._tasks, self._closed = result, folder, tasks, False
        self._announced: Path | None = None  # the file that the user was told will be replaced
        self._caution = ""
        self._follows_pattern, self._filling = True, False
        #: The name as the pattern gives it, and where: what a free one was looked for last.
        self._pattern_name: tuple[Path, str] | None = None
        self._names = FreeNames(tasks, self)
        self._names.found.connect(self._name_found)
        self.name_edit = QLineEdit(self)
        self.name_edit.setAccessibleName(self.tr("Name"))
        explain(self.name_edit, self.tr("The name of the file; its ending decides the format"))
        self._folder_label = ElidedLabel(parent=self, secondary=True)
        self._browse = QPushButton(self.tr("Browse…"), self)
        self._browse.setAutoDefault(False)  # Return saves
        explain(self._browse, self.tr("Choose the folder and the name"))
        self.format_combo = QComboBox(self)
        self.format_combo.setAccessibleName(self.tr("Format"))
        explain(
            self.format_combo,
            self.tr("PNG and TIFF keep every pixel; JPEG, WebP and AVIF make smaller files"),
        )
        for extension in OFFERED:
            self.format_combo.addItem(EXPORT_FORMATS[extension].name, extension)
        self.format_combo.setCurrentIndex(OFFERED.index(choices.extension))
        self.details = ExportDetails(result.picture.width, result.picture.height, self)
        self.size_label, self._notice = QLabel(self), QLabel(" ", self)
        for label in (self.size_label, self._notice):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        self._arrange()
        self._connect()
        self.details.show_choices(choices)
        self._section.set_expanded(choices.expanded)
        self._details_changed()
        self.name_edit.setFocus()
        self._select_stem()

    def _arrange(self) -> None:
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.setHorizontalSpacing(theme.WIDE_SPACE)
        form.setVerticalSpacing(theme.SPACE)
        form.addRow(self.tr("&Name"), self.name_edit)
        place = QHBoxLayout()
        place.setSpacing(theme.SPACE)
        place.addWidget(self._folder_label, 1)
        place.addWidget(self._browse)
        form.addRow(self.tr("Folder"), place)
        form.addRow(self.tr("F&ormat"), self.format_combo)
        form.addRow("", self.size_label)
        self.heading = PictureHeading(*self._what(), self)
        self._section = CollapsibleSection(self.tr("More choices"), self.details, self)
        self._buttons = button_box(QDialogButtonBox.StandardButton.Cancel)
        self.save_button = self._buttons.addButton(self.tr("Save"), QDialogButtonBox.ButtonRole.AcceptRole)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 20, 20, theme.WIDE_SPACE)
        layout.setSpacing(theme.SPACE + theme.HALF_SPACE)
        layout.addWidget(self.heading)
        layout.addLayout(form)
        layout.addWidget(self._section)
        layout.addWidget(self._notice)
        layout.addStretch(1)
        layout.addWidget(self._buttons)
        for button in self._buttons.findChildren(QPushButton):
            button.setAutoDefault(False)
        self.save_button.setDefault(True)  # only now: a default is the dialog's to keep
        self.setMinimumWidth(560)

    def _what(self) -> tuple[str, str]:
        """Which picture this is, and how far it has come."""
        recipe = self._result.recipe
        name = self.tr("{photograph}, painted like {paintings}").format(
            photograph=picture_name(recipe.content),
            paintings=" + ".join(picture_name(style.picture) for style in recipe.styles),
        )
        if isinstance(self._result, Painted):
            return name, self.tr("As far as it is painted; the painting can go on")
        ends = {
            "finished": self.tr("The finished painting"),
            "stopped": self.tr("As far as it was painted when it was stopped"),
            "diverged": self.tr("As far as it was painted when it ended early"),
        }
        return name, ends[self._result.state]

    def _show_view(self, image: QImage) -> None:
        if not self._closed:
            self.heading.show_view(image)

    def _connect(self) -> None:
        self._browse.clicked.connect(self._open_browser)
        self.format_combo.activated.connect(self._format_chosen)
        self.name_edit.textChanged.connect(self._name_edited)
        self.name_edit.textEdited.connect(self._leave_one_ending)
        self.details.changed.connect(self._details_changed)
        self.details.pattern.changed.connect(self._pattern_edited)
        self._section.toggled.connect(lambda _open: self._fit())
        self.save_button.clicked.connect(self._save)
        for widget in (self, *self.findChildren(QPushButton)):
            widget.installEventFilter(self)
        self._buttons.rejected.connect(self.reject)
        self.finished.connect(self._finish)
        # Without it the words still say which picture this is.
        view = partial(small_view, self._result.picture, VIEW_EDGE)
        self._tasks.run(view, self._show_view, lambda _failure: None)

    def _fit(self) -> None:
        """As high as what is shown: opened, nothing is squeezed; closed, nothing gapes."""
        self.layout().activate()
        self.resize(self.width(), self.sizeHint().height())

    # ---- what is set ------------------------------------------------------------------------------

    @property
    def path(self) -> Path:
        """The file as it stands; a name without an extension gets that of the chosen format."""
        path = typed_path(self.name_edit.text(), self._folder)
        return path if path.suffix or not path.name else path.with_name(path.name + self._extension)

    @property
    def notice(self) -> str:
        """What the dialog says about the file."""
        return self._notice.text().strip()

    @property
    def _extension(self) -> Extension:
        return cast(Extension, self.format_combo.currentData())

    def choices(self) -> ExportChoices:
        """What is chosen, to be offered again."""
        return self.details.choices(self._extension, expanded=self._section.is_expanded())

    def options(self) -> ExportOptions:
        """The same as the engine takes it."""
        return self.choices().options(self.details.size.long_edge())

    # ---- following the user -----------------------------------------------------------------------

    def _format_chosen(self) -> None:
        path = self.path
        self.details.show_format(self._extension)
        if not self._follows_pattern and path.suffix.lower() in EXPORT_FORMATS:
            self.name_edit.setText(str(Path(self.name_edit.text()).with_suffix(self._extension)))
        self._details_changed()

    def _details_changed(self) -> None:
        width, height = self.details.size.size_in_pixels()
        parts = [size_text(width, height, self.details.dpi.value())]
        if self.details.bits_combo.currentData() == 16:
            parts.insert(0, self.tr("16 bits per channel ·"))
        self.size_label.setText(" ".join(parts))
        self._caution = self._memory_words((width, height))
        self._fill_name()
        self._withdraw()
        self._fit()

    def _memory_words(self, size: tuple[int, int]) -> str:
        picture = self._result.picture
        found = caution(self._extension, (picture.width, picture.height), size, self.options().save.bits)
        return "" if found is None else said(found)

    def _pattern_edited(self) -> None:
        self._follows_pattern, self._pattern_name = True, None
        self._fill_name()

    def _fill_name(self) -> None:
        """Offer the pattern's name, and a free one in its place as soon as one is found."""
        template = self.details.pattern.template()
        values = values_of(self._result.recipe, self.details.size.size_in_pixels())
        name = filled(template, values) + self._extension
        if self._pattern_name == (self._folder, name):
            return
        self._pattern_name = self._folder, name
        self._offer_name(name)
        self._names.ask(partial(free_path, self._folder, template, values, self._extension))

    def _name_found(self, path: Path) -> None:
        selected = self.name_edit.hasSelectedText()
        self._offer_name(path.name)
        if selected and self._follows_pattern:
            self._select_stem()

    def _offer_name(self, name: str) -> None:
        unknown = unknown_fields(self.details.pattern.template())
        if unknown:
            words = self.tr("There is no field {{{field}}}; the button beside it lists them.")
            self.details.pattern.show_preview(words.format(field=unknown[0]))
        else:
            self.details.pattern.show_preview(name)
        if self._follows_pattern and name != self.name_edit.text():
            self._filling = True
            self.name_edit.setText(name)
            self._filling = False
        self._folder_label.set_text(str(self.path.parent if self.name_edit.text() else self._folder))

    def _select_stem(self) -> None:
        """Another name typed keeps the ending."""
        self.name_edit.setSelection(0, len(self.path.stem))

    def _name_edited(self) -> None:
        if not self._filling:
            self._follows_pattern = False
        self._take_extension(self.path.suffix.lower())
        self._folder_label.set_text(str(self.path.parent if self.path.name else self._folder))
        self._withdraw()

    def _leave_one_ending(self, text: str) -> None:
        """An ending typed before the one that is there takes its place."""
        path = Path(text)
        name = text.removesuffix(path.suffix)
        written_here = self.name_edit.cursorPosition() == len(name)
        if written_here and {path.suffix.lower(), Path(name).suffix.lower()} <= EXPORT_FORMATS.keys():
            self.name_edit.setText(name)

    def _take_extension(self, extension: str) -> None:
        """A typed ending decides the format."""
        kind = EXPORT_FORMATS.get(extension)
        wanted = next((one for one in OFFERED if EXPORT_FORMATS[one] is kind), None)
        if wanted is not None and wanted != self._extension:
            self.format_combo.setCurrentIndex(OFFERED.index(wanted))
            self.details.show_format(wanted)
            self._details_changed()

    def _withdraw(self) -> None:
        """Something has changed: what was said about the file before does not count any more."""
        self._announced = None
        self._say(self._caution)
        self.save_button.setText(self.tr("Save"))

    def _say(self, text: str) -> None:
        self._notice.setText(text or " ")

    def _open_browser(self) -> None:
        chooser = QFileDialog(self, self.tr("Save picture as"), str(self.path))
        chooser.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        chooser.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        # Replacing is said here, in the dialog, once.
        chooser.setOption(QFileDialog.Option.DontConfirmOverwrite)
        chooser.setNameFilters([f"{EXPORT_FORMATS[e].name} (*{e})" for e in OFFERED])
        chooser.selectNameFilter(f"{EXPORT_FORMATS[self._extension].name} (*{self._extension})")
        chooser.fileSelected.connect(self._file_chosen)
        chooser.open()

    def _file_chosen(self, name: str) -> None:
        path = Path(name)
        self._folder = path.parent
        self.name_edit.setText(path.name)
        self._folder_label.set_text(str(self._folder))

    # ---- saving -----------------------------------------------------------------------------------

    def _save(self) -> None:
        order = SaveOrder(self.path, self.options(), overwrite=False, choices=self.choices())
        check = partial(pictures_worker.check_place, self._result, order.path, order.options)
        self.save_button.setEnabled(False)
        self._tasks.run(check, partial(self._checked, order), self._refused)

    def _checked(self, order: SaveOrder, replaces: bool) -> None:
        if self._closed:
            return
        order = replace(order, overwrite=replaces)
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
        self._names.forget()
