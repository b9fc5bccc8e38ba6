"""A strip of paintings that are at hand: one click adds one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QImage, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QWidget

from nst_gui.models.counting import When
from nst_gui.plain_text import as_written
from nst_gui.widgets.cards import THUMBNAIL, CardDelegate, CardStrip
from nst_gui.widgets.thumbnails import Thumbnail
from nst_gui.widgets.when_note import foretell

_KEY: Final = Qt.ItemDataRole.UserRole + 2


@dataclass(frozen=True, slots=True)
class GalleryItem:
    """One painting in the strip; ``tip`` says more about it, such as its credit."""

    key: str
    title: str
    tip: str
    thumb: QImage | None


class GalleryStrip(CardStrip):
    """Shipped and recent paintings, one card each; ``chosen`` carries the key of the one that was clicked."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cards = QStandardItemModel(self)
        self.set_up(
            self._cards,
            CardDelegate(),
            self.tr("Paintings you use are kept here."),
            (self.tr("Paintings further left"), self.tr("Paintings further right")),
        )
        self.strip.setAccessibleName(self.tr("Gallery of paintings"))
        self.strip.setAccessibleDescription(self.tr("Click a painting, or press Enter on it, to add it"))
        self.strip.chosen.connect(self._choose)

    def set_items(self, items: list[GalleryItem]) -> None:
        """Show these paintings; the place in the strip is kept."""
        place = self.strip.horizontalScrollBar().value()
        current = self.strip.currentIndex().row()
        self._cards.clear()
        for item in items:
            card = QStandardItem(item.title)
            card.setToolTip(as_written("\n".join(part for part in (item.title, item.tip) if part)))
            card.setData(item.key, _KEY)
            card.setData(Thumbnail(item.thumb), THUMBNAIL)
            card.setAccessibleText(item.title)
            self._cards.appendRow(card)
        if items:
            self.strip.setCurrentIndex(self.strip.index(min(max(0, current), len(items) - 1)))
        self.strip.doItemsLayout()  # else the bar does not know yet how far it reaches
        self.strip.horizontalScrollBar().setValue(place)

    def foretell(self, when: When | None) -> None:
        """Say from when on a painting that is added would count."""
        foretell((self.strip,), when)

    def _choose(self, card: QModelIndex) -> None:
        self.chosen.emit(str(card.data(_KEY)))
