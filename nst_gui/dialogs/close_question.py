"""Closing while painting, or before the picture is saved: what should happen to it?"""

from __future__ import annotations

from enum import Enum, auto

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractButton, QMessageBox, QWidget


class Choice(Enum):
    """What to do with the picture."""

    KEEP = auto()
    SAVE = auto()
    DISCARD = auto()


class CloseQuestion(QMessageBox):
    """Asks without a nested event loop: use ``open()`` and wait for ``chosen``.

    ``painting``: a run is under way; ``earlier``: the picture of the run before it is in no file yet.
    """

    chosen = Signal(object)

    def __init__(self, *, painting: bool, earlier: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setIcon(QMessageBox.Icon.Question)
        self.setWindowTitle(self.tr("Close"))
        if earlier:
            self.setText(self.tr("A picture is still being painted, and the one before has not been saved."))
            self.setInformativeText(self.tr("Keep painting, save both, or discard both?"))
        elif painting:
            self.setText(self.tr("The picture is still being painted."))
            self.setInformativeText(self.tr("Keep painting, save the picture so far, or discard it?"))
        else:
            self.setText(self.tr("The picture has not been saved."))
            self.setInformativeText(self.tr("Save it before the window closes?"))
        keep = self.tr("Keep painting") if painting else self.tr("Go back")
        self.keep_button = self.addButton(keep, QMessageBox.ButtonRole.RejectRole)
        self.save_button = self.addButton(self.tr("Save…"), QMessageBox.ButtonRole.AcceptRole)
        self.discard_button = self.addButton(self.tr("Discard"), QMessageBox.ButtonRole.DestructiveRole)
        self.setDefaultButton(self.save_button)
        self.setEscapeButton(self.keep_button)
        self.buttonClicked.connect(self._choose)

    def _choose(self, button: QAbstractButton) -> None:
        if button is self.save_button:
            self.chosen.emit(Choice.SAVE)
        elif button is self.discard_button:
            self.chosen.emit(Choice.DISCARD)
        else:
            self.chosen.emit(Choice.KEEP)
