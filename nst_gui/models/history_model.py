"""The history as a list for views: the newest first, thumbnails when somebody looks at them."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import (
    QAbstractListModel,
    QDateTime,
    QLocale,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QImage

from nst_gui.models.history_store import Entry
from nst_gui.picture_names import picture_name
from nst_gui.plain_text import as_written
from nst_gui.words import filled, pixels

_Index = QModelIndex | QPersistentModelIndex
_NOWHERE: Final = QModelIndex()
ENTRY: Final = Qt.ItemDataRole.UserRole + 10
#: The thumbnail as a QImage, ``None`` until it was loaded; asking for it asks for it to be loaded.
IMAGE: Final = Qt.ItemDataRole.UserRole + 11


def title(entry: Entry) -> str:
    """What a painting is called on its card."""
    return entry.record.note or picture_name(entry.record.recipe.content)


def painted_when(entry: Entry) -> str:
    """Day and time, as the window's language writes them."""
    painted_at = QDateTime.fromSecsSinceEpoch(int(entry.record.painted_at))
    return QLocale().toString(painted_at, QLocale.FormatType.ShortFormat)


class HistoryModel(QAbstractListModel):
    """Entries of the history. ``thumbnailWanted`` carries an entry whose thumbnail is looked at."""

    thumbnailWanted = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._entries: list[Entry] = []
        self._images: dict[str, QImage | None] = {}

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._entries)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or not 0 <= index.row() < len(self._entries):
            return None
        entry = self._entries[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole:
                return title(entry)
            case Qt.ItemDataRole.ToolTipRole:
                return as_written(self._tip(entry))
            case _ if role == ENTRY:
                return entry
            case _ if role == IMAGE:
                return self._image(entry)
        return None

    def _image(self, entry: Entry) -> QImage | None:
        if entry.id not in self._images:
            self._images[entry.id] = None
            self.thumbnailWanted.emit(entry)
        return self._images[entry.id]

    def _tip(self, entry: Entry) -> str:
        recipe = entry.record.recipe
        paintings = ", ".join(picture_name(style.picture) for style in recipe.styles)
        lines = [
            entry.record.note,
            self.tr("{photograph} in the style of {paintings}").format(
                photograph=picture_name(recipe.content), paintings=paintings
            ),
            filled(
                self.tr("{size}, style strength {strength:g}, stroke size {stroke:g}"),
                size=pixels(*recipe.output_size),
                strength=recipe.style_strength,
                stroke=recipe.stroke_size,
            ),
            filled(
                self.tr("{when}, painted in {seconds:,.0f} s"),
                when=painted_when(entry),
                seconds=entry.record.elapsed_s,
            ),
        ]
        return "\n".join(line for line in lines if line)

    # ---- the entries ------------------------------------------------------------------------------

    @property
    def entries(self) -> list[Entry]:
        """All of them, the newest first."""
        return list(self._entries)

    def set_entries(self, entries: list[Entry]) -> None:
        """Take other entries, the newest first."""
        self.beginResetModel()
        self._entries = list(entries)
        known = {entry.id for entry in entries}
        self._images = {id: image for id, image in self._images.items() if id in known}
        self.endResetModel()

    def add(self, entry: Entry) -> None:
        """A painting was made just now."""
        self.beginInsertRows(_NOWHERE, 0, 0)
        self._entries.insert(0, entry)
        self.endInsertRows()

    def replace(self, entry: Entry) -> None:
        """An entry has another note, star or finish; one that is not here any more is ignored."""
        row = self._row(entry.id)
        if row is not None:
            self._entries[row] = entry
            self._tell(row)

    def remove(self, id: str) -> None:
        """An entry is gone."""
        row = self._row(id)
        if row is not None:
            self.beginRemoveRows(_NOWHERE, row, row)
            del self._entries[row]
            self._images.pop(id, None)
            self.endRemoveRows()

    def set_image(self, id: str, image: QImage) -> None:
        """The thumbnail of an entry is there."""
        row = self._row(id)
        if row is not None:
            self._images[id] = image
            self._tell(row)

    def _tell(self, row: int) -> None:
        index = self.index(row)
        self.dataChanged.emit(index, index)

    def _row(self, id: str) -> int | None:
        return next((row for row, entry in enumerate(self._entries) if entry.id == id), None)
