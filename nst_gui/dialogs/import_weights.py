"""Take official VGG-19 weights into the program: where they come from, and the file the user has."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QFrame,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from nst_engine.weights import FAMILIES, OFFICIAL_FILES, ImportedWeights, OfficialFile, import_file
from nst_gui.dialogs.buttons import button_box
from nst_gui.dialogs.choose_files import choose_files
from nst_gui.settings import WindowSettings
from nst_gui.words import filled, said
from nst_gui.workers.tasks import Failure, Tasks


class ImportWeightsDialog(QDialog):
    """``imported`` carries the family that can be used from now on. Nothing is downloaded."""

    imported = Signal(str)

    def __init__(self, tasks: Tasks, settings: WindowSettings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Import another network"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._tasks, self._settings, self._closed = tasks, settings, False
        intro = QLabel(
            self.tr(
                "You hardly ever need this. The network is the trained eye with which the program compares"
                " the picture with your paintings, and the one that came with it is all that painting takes."
                " Another training of it paints a little differently: that is for comparing with other"
                " programs, and for repeating a painting that was made with it.\n\nThe program never"
                " downloads anything. Fetch one of these files with your browser, then choose it here (.pth"
                " or .safetensors)."
            )
        )
        intro.setWordWrap(True)
        self._family = QComboBox()
        self._family.addItem(self.tr("Recognise by content"), None)
        for family in FAMILIES:
            self._family.addItem(family, family)
        self._family.setAccessibleName(self.tr("Family"))
        self._family.setToolTip(self.tr("Needed only for a network the program does not recognise"))
        family_row = QFormLayout()
        family_row.addRow(self.tr("Fa&mily"), self._family)
        self._notice = QLabel(" ")
        self._notice.setWordWrap(True)
        self._notice.setTextFormat(Qt.TextFormat.PlainText)
        buttons = button_box(QDialogButtonBox.StandardButton.Close)
        self.choose_button = buttons.addButton(
            self.tr("Choose file…"), QDialogButtonBox.ButtonRole.ActionRole
        )
        self.choose_button.clicked.connect(self._choose)
        buttons.rejected.connect(self.reject)
        self.finished.connect(self._finish)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 20, 20, 16)
        layout.setSpacing(12)
        layout.addWidget(intro)
        for file in OFFICIAL_FILES:
            layout.addWidget(self._described(file))
        layout.addLayout(family_row)
        layout.addWidget(self._notice)
        layout.addStretch(1)
        layout.addWidget(buttons)
        self.resize(680, self.sizeHint().height())

    @property
    def notice(self) -> str:
        """What the dialog says about the last file."""
        return self._notice.text().strip()

    def take(self, path: Path) -> None:
        """Check and import ``path`` off the GUI thread."""
        self._settings.remember_folder("weights", path.parent)
        self.choose_button.setEnabled(False)
        self._notice.setText(self.tr("Checking {name}…").format(name=path.name))
        self._tasks.run(partial(import_file, path, self._family.currentData()), self._done, self._failed)

    def _described(self, file: OfficialFile) -> QWidget:
        # Whether it is the right file is checked when it is chosen: nobody need compare digits.
        rows = [(self.tr("Address"), file.address)]
        if file.size_bytes is not None:
            size = filled(self.tr("{megabytes:,} MB"), megabytes=round(file.size_bytes / 1e6))
            rows.append((self.tr("Size"), size))
        box = QFrame()
        box.setFrameShape(QFrame.Shape.StyledPanel)
        form = QFormLayout(box)
        form.setHorizontalSpacing(16)
        title = QLabel(f"{file.name} ({file.family})")
        font = title.font()
        font.setBold(True)
        title.setFont(font)
        note = QLabel(said(file.note))
        note.setWordWrap(True)
        form.addRow(title)
        form.addRow(note)
        for name, value in rows:
            label = QLabel(value)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setTextInteractionFlags(
                Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
            )
            form.addRow(name, label)
        return box

    def _choose(self) -> None:
        choose_files(
            self,
            self.tr("Choose a file of weights"),
            self._settings.folder("weights"),
            "weights",
            lambda paths: self.take(paths[0]),
        )

    def _done(self, weights: ImportedWeights) -> None:
        if self._closed:
            return
        self.choose_button.setEnabled(True)
        self._notice.setText(
            self.tr("{name} was imported as {family}; choose it under Advanced ▸ Network.").format(
                name=weights.source_name, family=weights.family
            )
        )
        self.imported.emit(weights.family)

    def _failed(self, failure: Failure) -> None:
        if not self._closed:
            self.choose_button.setEnabled(True)
            self._notice.setText(failure.sentence)

    def _finish(self) -> None:
        self._closed = True
