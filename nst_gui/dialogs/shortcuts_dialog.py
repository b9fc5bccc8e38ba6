"""All keys on one page."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
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
from nst_gui.action_table import MENUS
from nst_gui.actions import Actions, translated
from nst_gui.dialogs.buttons import button_box

#: A heading, and the keys below it with what they do.
Group = tuple[str, list[tuple[str, str]]]


class ShortcutsDialog(QDialog):
    """The keys of every action that has some, menu by menu, then those of the pictures."""

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Keyboard shortcuts"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        #: Headings, and the keys below each with what they do.
        self.groups = [*_of_actions(actions), *self._of_the_pictures()]
        table = self._make_table()
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

    def _make_table(self) -> QWidget:
        table = QWidget()
        grid = QGridLayout(table)
        grid.setHorizontalSpacing(3 * theme.SPACE)
        grid.setVerticalSpacing(theme.SPACE)
        for heading, rows in self.groups:
            if grid.rowCount() > 1:
                grid.setRowMinimumHeight(grid.rowCount(), theme.SPACE)
            grid.addWidget(_heading(heading), grid.rowCount(), 0, 1, 2)
            for keys, what in rows:
                row = grid.rowCount()
                for column, text in enumerate((keys, what)):
                    label = QLabel(text)
                    label.setTextFormat(Qt.TextFormat.PlainText)
                    grid.addWidget(label, row, column)
        grid.setColumnStretch(1, 1)
        grid.setRowStretch(grid.rowCount(), 1)
        return table

    def _of_the_pictures(self) -> list[Group]:
        on_the_canvas = [
            ("+  −", self.tr("Closer, further away")),
            ("0  1", self.tr("All of it, actual pixels")),
            ("← ↑ → ↓", self.tr("Move it")),
            ("B", self.tr("See the photograph while it is held")),
            (",  .", self.tr("Move the divider")),
            (_held("Alt"), self.tr("Drag the painting out into another program")),
        ]
        return [
            (self.tr("On the picture"), on_the_canvas),
            (self.tr("On a painting or an earlier picture"), [(_native("Del"), self.tr("Take it away"))]),
        ]


def _heading(text: str) -> QLabel:
    heading = QLabel(text)
    font = heading.font()
    font.setBold(True)
    heading.setFont(font)
    return heading


def _of_actions(actions: Actions) -> list[Group]:
    groups = []
    for title, entries in MENUS:
        named = [(_keys(actions[spec.key]), spec.text) for spec in entries if spec is not None]
        rows = [(keys, _plain(translated(text))) for keys, text in named if keys]
        if rows:
            groups.append((_plain(translated(title)), rows))
    return groups


def _plain(text: str) -> str:
    """A text of a menu without what only menus need."""
    return text.replace("&", "").rstrip("…").rstrip()


def _keys(action: QAction) -> str:
    return ",  ".join(_native(shortcut) for shortcut in action.shortcuts())


def _held(modifier: str) -> str:
    """A key that is held, by the name the system gives it."""
    return _native(f"{modifier}+A").removesuffix("A").rstrip("+")


def _native(keys: QKeySequence | str) -> str:
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
