"""A question that is answered with a few words."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QInputDialog, QWidget

from nst_gui.dialogs.buttons import strip_icons


def ask_text(window: QWidget, title: str, question: str, text: str, then: Callable[[str], object]) -> None:
    """Ask ``question``, offer ``text`` as the answer, and call ``then`` with what was agreed to."""
    dialog = QInputDialog(window)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setInputMode(QInputDialog.InputMode.TextInput)
    dialog.setWindowTitle(title)
    dialog.setLabelText(question)
    dialog.setTextValue(text)
    dialog.textValueSelected.connect(lambda answer: then(answer.strip()))
    strip_icons(dialog)
    dialog.open()
