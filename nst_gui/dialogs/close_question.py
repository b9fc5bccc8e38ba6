"""Closing while painting, or before the picture is saved: what should happen to it?"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QMessageBox, QWidget


class Choice(Enum):
    """What to do with the window, and with the pictures that are in no file."""

    STAY = auto()
    SAVE = auto()
    LEAVE = auto()


@dataclass(frozen=True, slots=True)
class AtStake:
    """What closing the window would end, or leave without a file."""

    #: A run is under way.
    painting: bool = False
    #: A picture that was painted before is in no file yet.
    unsaved: bool = False
    #: Nor is that picture among the earlier paintings, which could not take it.
    lost: bool = False
    #: So many paintings wait in the queue.
    waiting: int = 0
    #: They will be there at the next start.
    kept: bool = False


class CloseQuestion(QMessageBox):
    """Asks without a nested event loop: use ``open()`` and wait for ``chosen``.

    While it is open, :meth:`show_stake` tells it what has changed. The buttons stay, but for *Save*, which
    goes when there is nothing to save.
    """

    chosen = Signal(object)

    def __init__(self, stake: AtStake, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setIcon(QMessageBox.Icon.Question)
        self.setWindowTitle(self.tr("Close"))
        self.keep_button = self.addButton("", QMessageBox.ButtonRole.RejectRole)
        self.save_button = self.addButton("", QMessageBox.ButtonRole.AcceptRole)
        self.leave_button = self.addButton("", QMessageBox.ButtonRole.DestructiveRole)
        self.setEscapeButton(self.keep_button)
        self.show_stake(stake)
        self.finished.connect(self._choose)  # also when it goes without any of its buttons

    def show_stake(self, stake: AtStake) -> None:
        """Ask about ``stake``."""
        sentences = [self._state(stake), self._words_of_the_queue(stake) if stake.waiting else ""]
        self.setText(" ".join(sentence for sentence in sentences if sentence))
        self.setInformativeText(self._consequence(stake))
        both, picture = stake.painting and stake.unsaved, stake.painting or stake.unsaved
        self.keep_button.setText(self.tr("Keep painting") if stake.painting else self.tr("Go back"))
        self.save_button.setText(self.tr("Save both…") if both else self.tr("Save…"))
        self.save_button.setVisible(picture)
        self.leave_button.setText(self.tr("Close without saving") if picture else self.tr("Close"))
        self.setDefaultButton(self.save_button if picture else self.keep_button)

    def _state(self, stake: AtStake) -> str:
        if stake.painting and stake.unsaved:
            return self.tr("A picture is still being painted, and the one before it has not been saved.")
        if stake.painting:
            return self.tr("The picture is still being painted.")
        if stake.unsaved:
            return self.tr("The picture has not been saved to a file.")
        return "" if stake.waiting else self.tr("Nothing is being painted any more.")

    def _consequence(self, stake: AtStake) -> str:
        """What becomes of the pictures without a file."""
        if stake.unsaved and stake.lost:
            if stake.painting:
                return self.tr(
                    "The one before could not be kept among the earlier paintings: save it, or it is lost."
                )
            return self.tr("It could not be kept among the earlier paintings: save it, or it is lost.")
        if stake.painting and stake.unsaved:
            return self.tr(
                "Closing ends the painting. Without files both stay among the earlier paintings, the new one "
                "as far as it is."
            )
        if stake.painting:
            return self.tr(
                "Closing ends it. Without a file it stays among the earlier paintings, as far as it is."
            )
        if stake.unsaved:
            return self.tr(
                "Without a file it stays among the earlier paintings, and can be saved from there."
            )
        return self.tr("Close all the same?")

    def _words_of_the_queue(self, stake: AtStake) -> str:
        if stake.kept:
            return self.tr("%n paintings wait in the queue and will be there next time.", "", stake.waiting)
        return self.tr("%n paintings wait in the queue and would not be painted.", "", stake.waiting)

    def _choose(self) -> None:
        button = self.clickedButton()
        if button is self.save_button:
            self.chosen.emit(Choice.SAVE)
        elif button is self.leave_button:
            self.chosen.emit(Choice.LEAVE)
        else:
            self.chosen.emit(Choice.STAY)
