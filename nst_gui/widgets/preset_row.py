"""The looks to choose from, in one line over the controls."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPalette
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QListView,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolButton,
    QWidget,
)

from nst_engine.presets import StoredPreset
from nst_gui import theme
from nst_gui.widgets.buttons import tool_button
from nst_gui.widgets.choice_box import ChoiceBox
from nst_gui.widgets.thumbnails import Thumbnail, paint_placeholder
from nst_gui.widgets.tips import wrapped
from nst_gui.words import shipped

Index = QModelIndex | QPersistentModelIndex
_STORED: Final = Qt.ItemDataRole.UserRole
#: The look's picture, a :class:`Thumbnail`; ``None`` where there is none.
_PICTURE: Final = Qt.ItemDataRole.UserRole + 1
#: A thumbnail in the list, in logical pixels.
_WIDTH: Final = 9.0 * theme.SPACE
_HEIGHT: Final = 6.75 * theme.SPACE
#: The list is as wide as its names need, up to this; longer ones are shortened.
_WIDEST: Final = 48 * theme.SPACE


class _LookDelegate(QStyledItemDelegate):
    """A look in the list that opens: its picture, and its name beside it."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        if _is_line(index):
            return QSize(0, theme.SPACE)
        height = max(_HEIGHT, option.fontMetrics.height()) + 2 * theme.HALF_SPACE
        words = option.fontMetrics.horizontalAdvance(str(index.data(Qt.ItemDataRole.DisplayRole)))
        return QSize(round(_WIDTH + words + 4 * theme.SPACE), round(height))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        colours, row = option.palette, QRectF(option.rect)
        painter.save()
        if _is_line(index):
            painter.setPen(theme.outline(colours))
            painter.drawLine(row.left(), row.center().y(), row.right(), row.center().y())
            painter.restore()
            return
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen:
            painter.fillRect(row, colours.color(QPalette.ColorRole.Highlight))
        place = QRectF(row.left() + theme.HALF_SPACE, row.top() + theme.HALF_SPACE, _WIDTH, _HEIGHT)
        thumbnail: Thumbnail | None = index.data(_PICTURE)
        if thumbnail is None:
            fill = theme.mix(theme.surround(colours), colours.color(QPalette.ColorRole.Window), 0.4)
            paint_placeholder(painter, place, "settings", fill, theme.secondary_text(colours))
        else:
            thumbnail.paint(painter, place, cover=True)
        words = row.adjusted(_WIDTH + 2 * theme.SPACE, 0, -theme.HALF_SPACE, 0)
        ink = QPalette.ColorRole.HighlightedText if chosen else QPalette.ColorRole.Text
        painter.setPen(colours.color(ink))
        name = str(index.data(Qt.ItemDataRole.DisplayRole))
        elided = option.fontMetrics.elidedText(name, Qt.TextElideMode.ElideRight, int(words.width()))
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, elided)
        painter.restore()


def _is_line(index: Index) -> bool:
    """Whether this is the line that a box draws between two groups of its items."""
    return index.data(Qt.ItemDataRole.AccessibleDescriptionRole) == "separator"


class PresetRow(QWidget):
    """A list of presets and a button for what can be done with them.

    ``chosen`` carries the ``StoredPreset`` that the *user* picked; :meth:`show_current` is silent.
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.box = ChoiceBox(self)
        self.box.setPlaceholderText(self.tr("Your own settings"))
        self.box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.box.setMinimumContentsLength(12)
        self.box.setView(QListView(self.box))
        self.box.setItemDelegate(_LookDelegate(self.box))
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
            self, "settings", self.tr("Presets"), self.tr("Save, rename, import, export or remove looks")
        )
        self.menu_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.SPACE)
        line.addWidget(label)
        line.addWidget(self.box, 1)
        line.addWidget(self.menu_button)
        self.box.activated.connect(lambda row: self.chosen.emit(self.box.itemData(row, _STORED)))

    def set_presets(self, presets: tuple[StoredPreset, ...]) -> None:
        """Offer these: shipped ones, a line, the user's own."""
        self.box.blockSignals(True)
        self.box.clear()
        for number, stored in enumerate(presets):
            if stored.own and number and not presets[number - 1].own:
                self.box.insertSeparator(self.box.count())
            name = stored.preset.name if stored.own else shipped("Presets", stored.preset.name)
            self.box.addItem(name, stored)
        self.box.setCurrentIndex(-1)
        self.box.blockSignals(False)
        # The box itself stands in a narrow column.
        view = self.box.view()
        view.setMinimumWidth(min(_WIDEST, view.sizeHintForColumn(0) + 2 * theme.SPACE))

    def set_thumbnail(self, stored: StoredPreset, image: QImage) -> None:
        """The picture of a look is there; of one that is not offered any more it is ignored."""
        row = self._row_of(stored)
        if row >= 0:
            self.box.setItemData(row, Thumbnail(image), _PICTURE)

    def has_thumbnail(self, name: str) -> bool:
        """Whether the look called ``name`` is shown by a picture."""
        row = self.box.findText(name)
        return row >= 0 and self.box.itemData(row, _PICTURE) is not None

    def show_current(self, current: StoredPreset | None) -> None:
        """Name the look that is set; ``None`` for one that is no preset."""
        self.box.setCurrentIndex(-1 if current is None else self._row_of(current))

    def _row_of(self, stored: StoredPreset) -> int:
        rows = range(self.box.count())
        return next((row for row in rows if self.box.itemData(row, _STORED) == stored), -1)
