"""Earlier paintings with a small filter beside them: words to look for, and only those with a star."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QAbstractItemModel
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from nst_gui import theme
from nst_gui.models.history_filter import HistoryFilter
from nst_gui.widgets.buttons import ToggleButton
from nst_gui.widgets.results_strip import ResultsStrip

#: With fewer paintings there is nothing to look for.
FEW: Final = 5


class ResultsShelf(QWidget):
    """A strip of earlier paintings, and the filter as soon as there are more than a :data:`FEW`."""

    def __init__(self, history: QAbstractItemModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._history = history
        self.filter = HistoryFilter(history, self)
        self.words = QLineEdit()
        self.words.setPlaceholderText(self.tr("Find…"))
        self.words.setClearButtonEnabled(True)
        self.words.setAccessibleName(self.tr("Find earlier paintings"))
        self.words.setToolTip(self.tr("Show only paintings with these words in their note or their names"))
        self.starred = ToggleButton("star", self.tr("Starred"))
        self.starred.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.starred.setAccessibleName(self.tr("Only starred paintings"))
        self.starred.setToolTip(self.tr("Show only paintings with a star"))
        self.strip = ResultsStrip(self.filter)
        self._arrange()
        self.words.textChanged.connect(self.filter.set_words)
        self.starred.toggled.connect(self.filter.set_starred_only)
        for signal in (self.words.textChanged, self.starred.toggled):
            signal.connect(self._explain)
        for signal in (history.rowsInserted, history.rowsRemoved, history.modelReset):
            signal.connect(self._show_filter)
        self._show_filter()

    def _arrange(self) -> None:
        self._column = QWidget()
        column = QVBoxLayout(self._column)
        column.setContentsMargins(0, theme.HALF_SPACE, theme.SPACE, theme.HALF_SPACE)
        column.setSpacing(theme.HALF_SPACE)
        column.addWidget(self.words)
        column.addWidget(self.starred)
        column.addStretch(1)
        self._column.setFixedWidth(17 * theme.SPACE)
        line = QHBoxLayout(self)
        line.setContentsMargins(theme.HALF_SPACE, 0, 0, 0)
        line.setSpacing(0)
        line.addWidget(self._column)
        line.addWidget(self.strip, 1)
        self.setFocusProxy(self.strip)

    def _show_filter(self) -> None:
        # Once something is left out, the way back must stay.
        self._column.setVisible(self._history.rowCount() > FEW or self.filter.active)

    def _explain(self) -> None:
        if self.starred.isChecked():
            hint = self.tr("No painting with a star fits; press Starred again to see the others.")
        elif self.filter.active:
            hint = self.tr("No painting fits; clear what is looked for to see all of them.")
        else:
            hint = self.tr("Your paintings are kept here.")
        self.strip.set_hint(hint)
