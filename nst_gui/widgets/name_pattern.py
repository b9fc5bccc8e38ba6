"""A pattern for file names, the fields that may stand in it, and the name it gives."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QToolButton, QVBoxLayout, QWidget

from nst_gui import theme
from nst_gui.models.name_template import DEFAULT_TEMPLATE
from nst_gui.widgets.buttons import tool_button
from nst_gui.widgets.elided_label import ElidedLabel
from nst_gui.widgets.tips import explain


class NamePattern(QWidget):
    """``changed`` carries the pattern whenever the user edits it."""

    changed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.edit = QLineEdit(self)
        self.edit.setMaxLength(200)
        self.edit.setPlaceholderText(DEFAULT_TEMPLATE)
        self.edit.setAccessibleName(self.tr("Name pattern"))
        explain(
            self.edit,
            self.tr("How files are named. What stands in braces is filled in; the button inserts it."),
        )
        self.insert_button: QToolButton = tool_button(
            self, "add", self.tr("Insert a field"), self.tr("Insert something that is filled in")
        )
        self.insert_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.insert_button.setMenu(self._fields_menu())
        self._preview = ElidedLabel(parent=self, secondary=True)
        line = QHBoxLayout()
        line.setSpacing(theme.SPACE)
        line.addWidget(self.edit, 1)
        line.addWidget(self.insert_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.HALF_SPACE)
        layout.addLayout(line)
        layout.addWidget(self._preview)
        self.setFocusProxy(self.edit)
        self.edit.textChanged.connect(lambda _text: self.changed.emit(self.template()))

    def _fields_menu(self) -> QMenu:
        menu = QMenu(self)
        for field, words in (
            ("photograph", self.tr("Name of the photograph")),
            ("painting", self.tr("Name of the first painting")),
            ("paintings", self.tr("Names of all paintings")),
            ("size", self.tr("Size in pixels")),
            ("strength", self.tr("Style strength")),
            ("stroke", self.tr("Stroke size")),
            ("number", self.tr("First free number")),
        ):
            action = menu.addAction(words)
            action.triggered.connect(lambda _checked=False, field=field: self.insert(field))
        return menu

    def template(self) -> str:
        """The pattern; the usual one where none is written."""
        return self.edit.text().strip() or DEFAULT_TEMPLATE

    def set_template(self, template: str) -> None:
        """Show a pattern, without a signal."""
        self.edit.blockSignals(True)
        self.edit.setText(template)
        self.edit.blockSignals(False)

    def insert(self, field: str) -> None:
        """Put a field where the cursor is."""
        self.edit.insert(f"{{{field}}}")
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_preview(self, text: str) -> None:
        """What the pattern gives, or what is wrong with it."""
        self._preview.set_text(text)

    def preview(self) -> str:
        """What is said below the pattern."""
        return self._preview.text()
