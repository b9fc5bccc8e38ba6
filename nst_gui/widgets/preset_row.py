"""The looks to choose from, in one line over the controls."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QSizePolicy, QToolButton, QWidget

from nst_engine.presets import StoredPreset
from nst_gui import theme
from nst_gui.widgets.buttons import tool_button
from nst_gui.widgets.tips import wrapped

_STORED: Final = Qt.ItemDataRole.UserRole


class PresetRow(QWidget):
    """A list of presets and a button for what can be done with them.

    ``chosen`` carries the ``StoredPreset`` that the *user* picked; :meth:`show_current` is silent.
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.box = QComboBox(self)
        self.box.setPlaceholderText(self.tr("Your own settings"))
        self.box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.box.setMinimumContentsLength(12)
        self.box.setToolTip(
            wrapped(
                self.tr(
                    "Ready-made looks. Choosing one sets all that decides how the painting looks, and "
                    "nothing else; Ctrl+Z takes it back."
                )
            )
        )
        self.box.setAccessibleName(self.tr("Look"))
        label = QLabel(self.tr("Look"), self)
        label.setBuddy(self.box)
        self.menu_button: QToolButton = tool_button(
            self, "settings", self.tr("Presets"), self.tr("Save, import, export or remove looks")
        )
        self.menu_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.SPACE)
        line.addWidget(label)
        line.addWidget(self.box, 1)
        line.addWidget(self.menu_button)
        # A wheel that scrolls the panel must not change the look on its way.
        self.box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.box.activated.connect(lambda row: self.chosen.emit(self.box.itemData(row, _STORED)))

    def set_presets(self, presets: tuple[StoredPreset, ...]) -> None:
        """Offer these: shipped ones, a line, the user's own."""
        self.box.blockSignals(True)
        self.box.clear()
        for number, stored in enumerate(presets):
            if stored.own and number and not presets[number - 1].own:
                self.box.insertSeparator(self.box.count())
            self.box.addItem(stored.preset.name, stored)
        self.box.setCurrentIndex(-1)
        self.box.blockSignals(False)

    def show_current(self, current: StoredPreset | None) -> None:
        """Name the look that is set; ``None`` for one that is no preset."""
        rows = range(self.box.count())
        row = next((row for row in rows if self.box.itemData(row, _STORED) == current), -1)
        self.box.setCurrentIndex(row if current is not None else -1)
