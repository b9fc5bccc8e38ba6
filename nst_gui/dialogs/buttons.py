"""A dialog's row of buttons, without the platform's icons: ours would not match them."""

from __future__ import annotations

from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QDialogButtonBox


def button_box(*standard: QDialogButtonBox.StandardButton) -> QDialogButtonBox:
    """A button box with these standard buttons, words only."""
    box = QDialogButtonBox()
    for kind in standard:
        box.addButton(kind).setIcon(QIcon())
    return box
