"""All keys on one page."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from nst_gui import theme
from nst_gui.actions import TABLE, Actions, translated
from nst_gui.dialogs.buttons import button_box


class ShortcutsDialog(QDialog):
    """The keys of every action that has some, then those of the picture."""

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Keyboard shortcuts"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.rows = [*_of_actions(actions), *self._of_the_picture()]
        table = QWidget()
        grid = QGridLayout(table)
        grid.setHorizontalSpacing(3 * theme.SPACE)
        grid.setVerticalSpacing(theme.SPACE)
        for row, (keys, what) in enumerate(self.rows):
            for column, text in enumerate((keys, what)):
                label = QLabel(text)
                label.setTextFormat(Qt.TextFormat.PlainText)
                grid.addWidget(label, row, column)
        grid.setColumnStretch(1, 1)
        scroll = QScrollArea()
        scroll.setWidget(table)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        buttons = button_box(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(scroll, 1)
        layout.addWidget(buttons)
        room = scroll.verticalScrollBar().sizeHint().width() + 4 * theme.WIDE_SPACE
        self.resize(table.sizeHint().width() + room, 76 * theme.SPACE)

    def _of_the_picture(self) -> list[tuple[str, str]]:
        return [
            ("+  −", self.tr("On the picture: closer, further away")),
            ("0  1", self.tr("On the picture: all of it, actual pixels")),
            ("← ↑ → ↓", self.tr("On the picture: move it")),
            ("B", self.tr("On the picture: see the photograph while it is held")),
            (",  .", self.tr("On the picture: move the divider")),
            (_held("Alt"), self.tr("On the picture: drag the painting out into another program")),
            (_native("Del"), self.tr("On a painting or an earlier picture: take it away")),
        ]


def _of_actions(actions: Actions) -> list[tuple[str, str]]:
    rows = []
    for spec in TABLE:
        action = actions[spec.key]
        keys = ",  ".join(_native(shortcut) for shortcut in action.shortcuts())
        if keys:
            rows.append((keys, translated(spec.text).replace("&", "").rstrip("…")))
    return rows


def _held(modifier: str) -> str:
    """A key that is held, by the name the system gives it."""
    return _native(f"{modifier}+A").removesuffix("A").rstrip("+")


def _native(keys: QKeySequence | str) -> str:
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
