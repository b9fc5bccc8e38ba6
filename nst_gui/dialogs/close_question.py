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

    ``painting``: a run is under way; ``unsaved``: a picture that was painted before is in no file yet;
    ``waiting``: how many paintings wait in the queue, ``kept``: that they will be there at the next start. At
    least one of the first two holds, or paintings wait that are not kept.
    """

    chosen = Signal(object)

    def __init__(
        self,
        *,
        painting: bool,
        unsaved: bool = False,
        waiting: int = 0,
        kept: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setIcon(QMessageBox.Icon.Question)
        self.setWindowTitle(self.tr("Close"))
        text, question = self._words(painting, unsaved)
        sentences = [text, self._words_of_the_queue(waiting, kept) if waiting else ""]
        self.setText(" ".join(sentence for sentence in sentences if sentence))
        self.setInformativeText(question)
        keep = self.tr("Keep painting") if painting else self.tr("Go back")
        self.keep_button = self.addButton(keep, QMessageBox.ButtonRole.RejectRole)
        picture = painting or unsaved
        self.save_button = (
            self.addButton(self.tr("Save…"), QMessageBox.ButtonRole.AcceptRole) if picture else None
        )
        leave = self.tr("Discard") if picture else self.tr("Close")
        self.discard_button = self.addButton(leave, QMessageBox.ButtonRole.DestructiveRole)
        self.setDefaultButton(self.save_button or self.keep_button)
        self.setEscapeButton(self.keep_button)
        self.buttonClicked.connect(self._choose)

    def _words(self, painting: bool, unsaved: bool) -> tuple[str, str]:
        """What holds of the pictures, empty where nothing does, and the question."""
        if painting and unsaved:
            return (
                self.tr("A picture is still being painted, and the one before has not been saved."),
                self.tr("Keep painting, save both, or discard both?"),
            )
        if painting:
            return (
                self.tr("The picture is still being painted."),
                self.tr("Keep painting, save the picture so far, or discard it?"),
            )
        if unsaved:
            return self.tr("The picture has not been saved."), self.tr("Save it before the window closes?")
        return "", self.tr("Close all the same?")

    def _words_of_the_queue(self, waiting: int, kept: bool) -> str:
        if kept:
            return self.tr("%n paintings wait in the queue and will be there next time.", "", waiting)
        return self.tr("%n paintings wait in the queue and would not be painted.", "", waiting)

    def _choose(self, button: QAbstractButton) -> None:
        if button is self.save_button:
            self.chosen.emit(Choice.SAVE)
        elif button is self.discard_button:
            self.chosen.emit(Choice.DISCARD)
        else:
            self.chosen.emit(Choice.KEEP)
