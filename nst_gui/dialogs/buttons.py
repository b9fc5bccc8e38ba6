"""A dialog's buttons, without the platform's icons: ours would not match them."""

from __future__ import annotations

from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QAbstractButton, QDialog, QDialogButtonBox


def button_box(*standard: QDialogButtonBox.StandardButton) -> QDialogButtonBox:
    """A button box with these standard buttons, words only."""
    box = QDialogButtonBox()
    for kind in standard:
        box.addButton(kind).setIcon(QIcon())
    return box


def strip_icons(dialog: QDialog) -> None:
    """Leave words only on the buttons that one of Qt's own dialogs has made for itself."""
    dialog.sizeHint()  # QInputDialog makes its buttons no sooner than it is measured or shown
    for box in dialog.findChildren(QDialogButtonBox):
        for button in box.findChildren(QAbstractButton):
            button.setIcon(QIcon())
