"""The licences of everything inside, as one text that can be read and copied."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPlainTextEdit, QVBoxLayout, QWidget
from shiboken6 import isValid

from nst_engine.licences import COLUMNS, render_text
from nst_gui import theme
from nst_gui.dialogs.buttons import button_box
from nst_gui.workers.tasks import Tasks


class LicencesDialog(QDialog):
    """Shows ``text`` as soon as it has been read."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Licences"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._view = QPlainTextEdit()
        self._view.setReadOnly(True)
        self._view.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self._view.setAccessibleName(self.tr("Licence texts"))
        self._view.setPlaceholderText(self.tr("Reading the licences…"))
        buttons = button_box(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.addWidget(self._view)
        layout.addWidget(buttons)
        columns = self._view.fontMetrics().horizontalAdvance("0") * COLUMNS
        bar = self._view.verticalScrollBar().sizeHint().width()
        self.resize(columns + bar + 5 * theme.WIDE_SPACE, 70 * theme.SPACE)

    def fill(self, tasks: Tasks) -> None:
        """Read the texts in the pool and show them, unless the dialog is closed by then."""
        tasks.run(render_text, self._show_text)

    def _show_text(self, text: str) -> None:
        if isValid(self):
            self._view.setPlainText(text)
