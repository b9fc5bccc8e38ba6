"""Which animation or pictures to make of the stages of a painting, and where to put them."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QDoubleSpinBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QSizePolicy,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from nst_engine.making_of import MIN_EDGE, PHOTOGRAPH_SECONDS, Order, frame_size, timing
from nst_engine.pictures import free_name
from nst_engine.pictures.animation import ANIMATIONS
from nst_engine.recipe import Recipe
from nst_gui import theme
from nst_gui.dialogs.buttons import button_box
from nst_gui.models.typed_path import typed_path
from nst_gui.words import filled
from nst_gui.workers.free_names import FreeNames
from nst_gui.workers.tasks import Tasks

#: What stands in the file name's place of an extension where there is a folder.
_FOLDER: Final = ""
#: A longer GIF of a painting is larger than anybody sends.
_GIF_EDGE: Final = 480


class ExportStagesDialog(QDialog):
    """``ordered`` carries an ``Order``, ``givenUp`` says that the user does not want it any more.

    Whoever makes it tells with ``show_progress``, and in the end ``show_failure`` or ``finish``.
    """

    ordered = Signal(object)
    givenUp = Signal()

    def __init__(
        self, count: int, recipe: Recipe, folder: Path, tasks: Tasks, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Export stages"))
        self._count, self._recipe, self._folder = count, recipe, folder
        self._working = self._writing = False
        self._names = FreeNames(tasks, self)
        self._make_fields()
        self._arrange()
        self._connect()
        self._kind_chosen()
        self._offer(self._folder / self.place.text())

    # ---- what is asked ----------------------------------------------------------------------------

    def _make_fields(self) -> None:
        self.kind = QComboBox()
        self.kind.addItem(self.tr("Animation (WebP)"), ".webp")
        self.kind.addItem(self.tr("Animation (GIF)"), ".gif")
        self.kind.addItem(self.tr("Numbered pictures (PNG)"), _FOLDER)
        self.kind.setToolTip(
            self.tr(
                "WebP shows all colours in a small file; GIF has 256 colours and larger files, and is shown "
                "everywhere; numbered pictures are for a film program"
            )
        )
        name = self.tr("{photograph} – stages").format(photograph=Path(self._recipe.content.name).stem[:80])
        self.place = QLineEdit(f"{name}.webp")
        self.place.setToolTip(self.tr("Where to save it; what is there already is never replaced"))
        self._browse = QPushButton(self.tr("Browse…"))
        self._browse.setToolTip(self.tr("Choose the place"))
        longest = max(frame_size(self._recipe))
        self.edge = QSpinBox()
        self.edge.setRange(min(MIN_EDGE, longest), longest)
        self.edge.setSingleStep(64)
        self.edge.setSuffix(self.tr(" px"))
        self.edge.setToolTip(self.tr("The longer side of the pictures; smaller ones make a smaller file"))
        self.seconds = _seconds(0.5, 60, 6)
        self.seconds.setToolTip(self.tr("How long the animation takes from the first stage to the painting"))
        self.rate = QSpinBox()
        self.rate.setRange(1, 30)
        self.rate.setValue(10)
        self.rate.setToolTip(
            self.tr("More run more smoothly, as far as there are stages; fewer are a smaller file")
        )
        self.hold = _seconds(0, 30, 2)
        self.hold.setToolTip(self.tr("How long the finished painting stands at the end"))
        self.loop = QCheckBox(self.tr("&Repeat for ever"))
        self.loop.setChecked(True)
        self.loop.setToolTip(self.tr("Begin again after the end; else the animation plays once"))
        self.photograph = QCheckBox(self.tr("Begin with the &photograph"))
        self.photograph.setToolTip(
            self.tr("Show the photograph first, for one second or as the first of the numbered pictures")
        )

    def _arrange(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE)
        row.addWidget(self.place, 1)
        row.addWidget(self._browse)
        self._form = QFormLayout()
        self._form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self._form.setHorizontalSpacing(2 * theme.SPACE)
        self._form.setVerticalSpacing(theme.SPACE)
        self._place_label = QLabel()
        self._place_label.setBuddy(self.place)
        self._form.addRow(self.tr("F&ormat"), self.kind)
        self._form.addRow(self._place_label, row)
        self._form.addRow(self.tr("Long &edge"), self.edge)
        self._form.addRow(self.tr("&Length"), self.seconds)
        self._form.addRow(self.tr("Pictures a &second"), self.rate)
        self._form.addRow(self.tr("&Hold at the end"), self.hold)
        self._form.addRow("", self.loop)
        self._form.addRow("", self.photograph)
        self._summary = QLabel()
        self._form.addRow(self.tr("Result"), self._summary)
        for label, field in (
            (self.tr("Format"), self.kind),
            (self.tr("Long edge"), self.edge),
            (self.tr("Length"), self.seconds),
            (self.tr("Pictures a second"), self.rate),
            (self.tr("Hold at the end"), self.hold),
        ):
            field.setAccessibleName(label)
            field.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
            field.setMinimumWidth(16 * theme.SPACE)
        self._notice = QLabel(" ")
        self._notice.setWordWrap(True)
        self._notice.setTextFormat(Qt.TextFormat.PlainText)
        self.bar = QProgressBar()
        self.bar.setAccessibleName(self.tr("Progress of the export"))
        kept = self.bar.sizePolicy()
        kept.setRetainSizeWhenHidden(True)  # nothing moves when it comes
        self.bar.setSizePolicy(kept)
        self.bar.hide()
        self._buttons = button_box(QDialogButtonBox.StandardButton.Cancel)
        self.export_button = self._buttons.addButton(
            self.tr("Export"), QDialogButtonBox.ButtonRole.AcceptRole
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 20, 20, 16)
        layout.setSpacing(12)
        layout.addLayout(self._form)
        layout.addWidget(self._notice)
        layout.addStretch(1)
        layout.addWidget(self.bar)
        layout.addWidget(self._buttons)
        for button in self.findChildren(QPushButton):
            button.setAutoDefault(False)
        self.export_button.setDefault(True)
        self.resize(560, 0)

    def _connect(self) -> None:
        self.kind.activated.connect(self._kind_activated)
        self.place.textChanged.connect(self._place_edited)
        self._browse.clicked.connect(self._open_browser)
        for field in (self.edge, self.seconds, self.rate, self.hold):
            field.valueChanged.connect(self._show_summary)
        self.photograph.toggled.connect(self._show_summary)
        self._buttons.rejected.connect(self.reject)
        self.export_button.clicked.connect(self._order)
        self._names.found.connect(self._write)
        self.finished.connect(lambda _result: self._names.forget())

    @property
    def extension(self) -> str:
        return str(self.kind.currentData())

    @property
    def path(self) -> Path:
        """The file or folder as typed; an animation's name without its extension gets it."""
        path = typed_path(self.place.text(), self._folder)
        if not path.name or path.suffix.lower() == self.extension:
            return path
        return path.with_name(path.name + self.extension)

    def order(self) -> Order:
        """What is set."""
        return Order(
            self.path,
            edge=self.edge.value(),
            seconds=self.seconds.value(),
            rate=self.rate.value(),
            hold=self.hold.value(),
            loop=self.loop.isChecked(),
            photograph=self.photograph.isChecked(),
        )

    # ---- the fields and each other ----------------------------------------------------------------

    def _kind_activated(self) -> None:
        path = typed_path(self.place.text(), self._folder)
        if path.suffix.lower() in ANIMATIONS:
            path = path.with_suffix("")
        if path.name:
            self._offer(path.with_name(path.name + self.extension))
        self._kind_chosen()

    def _kind_chosen(self) -> None:
        animated = self.extension != _FOLDER
        self._place_label.setText(self.tr("&File") if animated else self.tr("&Folder"))
        self.place.setAccessibleName(self.tr("File") if animated else self.tr("Folder"))
        for field in (self.seconds, self.rate, self.hold, self.loop):
            self._form.setRowVisible(field, animated)
        most = self.edge.maximum()
        self.edge.setValue(min(most, _GIF_EDGE) if self.extension == ".gif" else most)
        self._show_summary()

    def _place_edited(self) -> None:
        if not self._writing:
            self._names.forget()  # whoever writes a name of their own wants no other
        typed = Path(self.place.text().strip()).suffix.lower()
        if typed in ANIMATIONS and typed != self.extension:
            self.kind.setCurrentIndex(self.kind.findData(typed))
            self._kind_chosen()
        self._notice.setText(" ")

    def _show_summary(self) -> None:
        width, height = frame_size(self._recipe, self.edge.value())
        first = self.photograph.isChecked()
        if self.extension == _FOLDER:
            text = filled(
                self.tr("%n pictures of {width:,} × {height:,} px", "", self._count + first),
                width=width,
                height=height,
            )
        else:
            times = timing(self._count, self.seconds.value(), self.rate.value(), self.hold.value())
            seconds = sum(time for _, time in times) / 1000 + first * PHOTOGRAPH_SECONDS
            text = filled(
                self.tr(
                    "%n pictures of {width:,} × {height:,} px in {seconds:.1f} s", "", len(times) + first
                ),
                width=width,
                height=height,
                seconds=seconds,
            )
        self._summary.setText(text)

    def _open_browser(self) -> None:
        chooser = QFileDialog(self, self.windowTitle(), str(self.path.parent))
        chooser.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if self.extension == _FOLDER:
            chooser.setFileMode(QFileDialog.FileMode.Directory)
            chooser.setOption(QFileDialog.Option.ShowDirsOnly)
            chooser.fileSelected.connect(self._folder_chosen)
        else:
            chooser.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
            # What exists is never replaced; the dialog says so itself.
            chooser.setOption(QFileDialog.Option.DontConfirmOverwrite)
            chooser.setNameFilter(f"{ANIMATIONS[self.extension]} (*{self.extension})")
            chooser.selectFile(self.path.name)
            chooser.fileSelected.connect(self.place.setText)
        chooser.open()

    def _folder_chosen(self, folder: str) -> None:
        """Into a folder of their own, whatever else lies there."""
        self._offer(Path(folder) / self.path.name)

    def _offer(self, path: Path) -> None:
        """Write ``path`` into the field, and a free name in its place as soon as one is found."""
        self._write(path)
        self._names.ask(partial(free_name, path, " "))

    def _write(self, path: Path) -> None:
        self._writing = True
        self.place.setText(str(path))
        self._writing = False

    # ---- the work ---------------------------------------------------------------------------------

    def _order(self) -> None:
        self._names.forget()
        self._set_working(True)
        self._notice.setText(" ")
        self.ordered.emit(self.order())

    def _set_working(self, working: bool) -> None:
        self._working = working
        for row in range(self._form.rowCount()):
            item = self._form.itemAt(row, QFormLayout.ItemRole.FieldRole)
            if item is not None and item.widget() is not None:
                item.widget().setEnabled(not working)
        for widget in (self.place, self._browse, self.export_button):
            widget.setEnabled(not working)
        self.bar.setRange(0, 0)
        self.bar.setVisible(working)

    def show_progress(self, done: int, total: int) -> None:
        """So many of all pictures are made."""
        self.bar.setRange(0, total)
        self.bar.setValue(done)

    def show_failure(self, sentence: str) -> None:
        """It could not be made; the user may change something and try again."""
        self._set_working(False)
        self._notice.setText(sentence)

    @property
    def notice(self) -> str:
        """What the dialog says."""
        return self._notice.text().strip()

    def finish(self) -> None:
        """It is made."""
        self._working = False
        self.accept()

    def reject(self) -> None:
        if self._working:
            self._working = False
            self.givenUp.emit()
        super().reject()


def _seconds(least: float, most: float, value: float) -> QDoubleSpinBox:
    box = QDoubleSpinBox()
    box.setRange(least, most)
    box.setDecimals(1)
    box.setSingleStep(0.5)
    box.setSuffix(QCoreApplication.translate("ExportStagesDialog", " s"))
    box.setValue(value)
    return box
