"""One window for faults of the program: it counts them, shows the newest and lets the user copy all."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from nst_gui.dialogs.about_dialog import version_rows
from nst_gui.dialogs.buttons import button_box

_MAX_REPORTS: Final = 20


class ErrorReportDialog(QDialog):
    """Not modal: the program goes on, and the pictures stay as they are."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Something went wrong"))
        self.setModal(False)
        self._reports: list[str] = []
        self._count = 0
        self._summary = QLabel()
        self._summary.setWordWrap(True)
        self._summary.setTextFormat(Qt.TextFormat.PlainText)
        self._view = QPlainTextEdit()
        self._view.setReadOnly(True)
        self._view.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self._view.setAccessibleName(self.tr("Details for a report"))
        buttons = button_box(QDialogButtonBox.StandardButton.Close)
        self._copy = buttons.addButton(self.tr("Copy report"), QDialogButtonBox.ButtonRole.ActionRole)
        self._copy.clicked.connect(self._copy_report)
        buttons.rejected.connect(self.hide)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(12)
        layout.addWidget(self._summary)
        layout.addWidget(self._view)
        layout.addWidget(buttons)
        self.resize(680, 420)

    @property
    def count(self) -> int:
        """Faults reported since the program started."""
        return self._count

    def add(self, trace: str) -> None:
        """Report one more fault and show the dialog without taking the focus from the user's work."""
        self._count += 1
        self._reports = [*self._reports, trace][-_MAX_REPORTS:]
        self._summary.setText(
            self.tr(
                "A fault inside the program happened %n times. Your pictures and settings are untouched"
                " and you can go on; if it keeps happening, copy this report and send it to the people"
                " who make the program.",
                "",
                self._count,
            )
        )
        self._view.setPlainText(trace)
        self.show()

    def report(self) -> str:
        """Versions and the newest faults, as plain text."""
        versions = "\n".join(f"{name}: {value}" for name, value in version_rows())
        return "\n\n".join([versions, *self._reports])

    def _copy_report(self) -> None:
        QGuiApplication.clipboard().setText(self.report())
