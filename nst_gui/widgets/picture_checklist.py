"""Pictures to tick: a list with thumbnails that takes more by button, drop or paste."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QImage, QPixmap
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
)

from nst_engine.recipe import PictureRef
from nst_gui import theme
from nst_gui.icons import icon
from nst_gui.picture_names import picture_name
from nst_gui.plain_text import as_written
from nst_gui.widgets.buttons import tool_button
from nst_gui.widgets.drop_area import DropArea
from nst_gui.words import pixels

_EDGE: Final = 6 * theme.SPACE
_REF: Final = Qt.ItemDataRole.UserRole


class _TickRows(QStyledItemDelegate):
    """Rows whose boxes can be seen without a tick, too."""

    def initStyleOption(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().initStyleOption(option, index)
        option.palette = theme.boxed(option.palette)


class PictureChecklist(DropArea):
    """``ticked()`` are the pictures that count; ``addRequested`` asks for more, ``changed`` says so."""

    addRequested = Signal()
    changed = Signal()

    def __init__(self, title: str, add: str) -> None:
        super().__init__()
        heading = QLabel(title)
        self.list = QListWidget(self)
        self.list.setItemDelegate(_TickRows(self.list))
        self.list.setIconSize(QSize(_EDGE, _EDGE))
        self.list.setSpacing(theme.HALF_SPACE // 2)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.list.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        # A long name takes a second line and nothing to scroll sideways.
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName(title.replace("&", ""))
        self.list.setAccessibleDescription(self.tr("Space ticks a picture, or takes its tick away"))
        # The list would keep drops for itself, and take none.
        self.list.viewport().setAcceptDrops(False)
        self.list.setAcceptDrops(False)
        heading.setBuddy(self.list)
        self.list.itemChanged.connect(lambda _item: self.changed.emit())
        self.add_button = tool_button(self, "add", add, add)
        self.add_button.clicked.connect(self.addRequested)
        top = QHBoxLayout()
        top.addWidget(heading, 1)
        top.addWidget(self.add_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.HALF_SPACE)
        layout.addLayout(top)
        layout.addWidget(self.list, 1)

    def add_all(self, pictures: Iterable[tuple[PictureRef, QImage | None]]) -> None:
        """Add several, and say so once."""
        with QSignalBlocker(self):
            for ref, image in pictures:
                self.add(ref, image)
        self.changed.emit()

    def add(self, ref: PictureRef, image: QImage | None) -> None:
        """Add a picture with a tick; one that is there already gets its tick back."""
        for item in self._items():
            if item.data(_REF).sha256 == ref.sha256:
                item.setCheckState(Qt.CheckState.Checked)
                return
        item = QListWidgetItem(picture_name(ref))
        item.setData(_REF, ref)
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        item.setCheckState(Qt.CheckState.Checked)
        item.setIcon(icon("photograph") if image is None else QIcon(QPixmap.fromImage(_square(image))))
        item.setToolTip(as_written(f"{ref.name}, {pixels(*ref.size)}"))
        self.list.addItem(item)
        self.changed.emit()

    def ticked(self) -> list[PictureRef]:
        """The pictures with a tick, in their order."""
        return [item.data(_REF) for item in self._items() if item.checkState() is Qt.CheckState.Checked]

    def _items(self) -> Iterable[QListWidgetItem]:
        return [self.list.item(row) for row in range(self.list.count())]


def _square(image: QImage) -> QImage:
    """The middle of a thumbnail, so that the names beside them stand in one line."""
    edge = min(image.width(), image.height())
    return image.copy((image.width() - edge) // 2, (image.height() - edge) // 2, edge, edge)
