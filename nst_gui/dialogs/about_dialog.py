"""What this program is, and the versions someone who helps will ask for."""

from __future__ import annotations

import platform
from importlib.metadata import PackageNotFoundError, version
from typing import Final

from PySide6.QtCore import Qt, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QGridLayout, QLabel, QVBoxLayout, QWidget

from nst_engine.version import PROGRAM_NAME, __version__
from nst_gui.dialogs.buttons import button_box

_PARTS: Final = ("torch", "torchvision", "PySide6-Essentials", "Pillow", "numpy")


def _version_of(distribution: str) -> str:
    try:
        return version(distribution)
    except PackageNotFoundError:
        return "–"


def version_rows() -> list[tuple[str, str]]:
    """Component and version, the program first. Reads metadata only, so torch is not loaded."""
    rows = [(PROGRAM_NAME, __version__), ("Python", platform.python_version()), ("Qt", qVersion())]
    rows += [(name, _version_of(name)) for name in _PARTS]
    rows.append(("System", f"{platform.system()} {platform.release()} ({platform.machine()})"))
    return rows


class AboutDialog(QDialog):
    """Versions, the device painting runs on, and credits."""

    def __init__(self, device: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("About {program}").format(program=PROGRAM_NAME))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._rows = [*version_rows(), (self.tr("Painting on"), device)]

        title = QLabel(PROGRAM_NAME)
        font = title.font()
        font.setPointSizeF(font.pointSizeF() * 1.6)
        font.setBold(True)
        title.setFont(font)
        what = QLabel(
            self.tr(
                "Paints a photograph in the style of a painting, on this computer and without the network."
                " The network weights are VGG-19 by Karen Simonyan and Andrew Zisserman (CC BY 4.0)."
            )
        )
        what.setWordWrap(True)

        table = QGridLayout()
        table.setHorizontalSpacing(24)
        table.setVerticalSpacing(6)
        for row, (name, value) in enumerate(self._rows):
            label = QLabel(value)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setTextInteractionFlags(
                Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
            )
            table.addWidget(QLabel(name), row, 0)
            table.addWidget(label, row, 1)
        table.setColumnStretch(1, 1)

        buttons = button_box(QDialogButtonBox.StandardButton.Close)
        copy = buttons.addButton(self.tr("Copy versions"), QDialogButtonBox.ButtonRole.ActionRole)
        copy.clicked.connect(self._copy)
        buttons.rejected.connect(self.reject)

        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 16)
        layout.setSpacing(16)
        layout.addWidget(title)
        layout.addWidget(what)
        layout.addLayout(table)
        layout.addStretch(1)
        layout.addWidget(buttons)
        self.resize(480, self.sizeHint().height())

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText("\n".join(f"{name}: {value}" for name, value in self._rows))
