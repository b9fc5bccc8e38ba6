"""The question before something goes that does not come back."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from nst_gui.dialogs.buttons import strip_icons


def confirm(
    window: QWidget,
    title: str,
    question: str,
    more: str,
    agree: str,
    then: Callable[[], object],
    otherwise: Callable[[], object] = lambda: None,
) -> None:
    """Ask ``question`` with ``more`` below it, and call ``then`` if the button ``agree`` is the answer.

    For any other answer it calls ``otherwise``.
    """
    box = QMessageBox(window)
    box.setIcon(QMessageBox.Icon.Question)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setWindowTitle(title)
    box.setText(question)
    box.setInformativeText(more)
    agreed = box.addButton(agree, QMessageBox.ButtonRole.DestructiveRole)
    box.addButton(QMessageBox.StandardButton.Cancel)
    box.setDefaultButton(QMessageBox.StandardButton.Cancel)
    box.finished.connect(lambda _result: then() if box.clickedButton() is agreed else otherwise())
    box.finished.connect(box.deleteLater)
    strip_icons(box)
    box.open()
