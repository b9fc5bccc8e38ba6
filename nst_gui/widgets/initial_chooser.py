"""What a painting starts from: the photograph, noise, or a picture, which can be cropped and turned."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from nst_engine.recipe import PictureRef
from nst_gui.models.counting import When
from nst_gui.models.crop_frame import FrameOrder
from nst_gui.widgets.buttons import tool_button
from nst_gui.widgets.choice_box import ChoiceBox
from nst_gui.widgets.frame_menu import popup
from nst_gui.widgets.tips import explain
from nst_gui.widgets.when_note import foretell

_FILE: Final = "file"


class InitialChooser(QWidget):
    """A list, and beside a picture a button for the part of it that is used.

    ``chosen`` carries "content" or "noise", ``frameRequested`` a :class:`FrameOrder`, ``fileRequested`` asks
    for a picture: what is shown changes only by :meth:`show_init`.
    """

    chosen = Signal(str)
    fileRequested = Signal()
    frameRequested = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._init: str | PictureRef = "content"
        self._foretold: When | None = None
        self.box = ChoiceBox(self)
        self.box.setObjectName("init")
        self.box.addItem(self.tr("The photograph"), "content")
        self.box.addItem(self.tr("Noise"), "noise")
        self.box.addItem("", _FILE)
        self.box.setAccessibleName(self.tr("Start from"))
        self.crop_button = tool_button(
            self,
            "crop",
            self.tr("Crop…"),
            self.tr("Choose the part of this picture to start from, or turn it"),
        )
        self.setFocusProxy(self.box)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        line.addWidget(self.box, 1)
        line.addWidget(self.crop_button)
        self.box.activated.connect(self._activated)
        self.crop_button.clicked.connect(lambda: self.frameRequested.emit(FrameOrder.CROP))
        self.show_init("content")

    def show_init(self, init: str | PictureRef) -> None:
        """Show what a painting starts from."""
        self._init = init
        self.box.setItemText(self.box.findData(_FILE), self._words())
        self.box.setCurrentIndex(self.box.findData(_FILE if isinstance(init, PictureRef) else init))
        self.crop_button.setVisible(isinstance(init, PictureRef))
        self._explain()

    def foretell(self, when: When | None) -> None:
        """Say in the tips from when on another choice would count; ``None`` while nothing is painted."""
        self._foretold = when
        self._explain()

    def _explain(self) -> None:
        tip = self.tr(
            "What is on the canvas before the first stroke. From the photograph its shapes stay firm; "
            "from noise everything is found anew, more freely and more slowly."
        )
        # The list is narrow; the tip has room for a whole name.
        explain(self.box, f"{self._words()}\n{tip}" if isinstance(self._init, PictureRef) else tip)
        self.setToolTip(self.box.toolTip())
        foretell((self.box, self.crop_button), self._foretold)

    def _words(self) -> str:
        if not isinstance(self._init, PictureRef):
            return self.tr("A picture…")
        words = self.tr("Picture: {name}")
        if self._init.crop is not None:
            words = self.tr("Picture: {name}, cropped")
        return words.format(name=self._init.name)

    def _activated(self, index: int) -> None:
        value = self.box.itemData(index)
        self.show_init(self._init)  # until something is taken over, nothing has changed
        if value == _FILE:
            self.fileRequested.emit()
        else:
            self.chosen.emit(value)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if not isinstance(self._init, PictureRef):
            super().contextMenuEvent(event)
            return
        remove = self.tr("Start from the photograph again"), lambda: self.chosen.emit("content")
        popup(self, event, self.frameRequested.emit, remove, whole=self._init.is_whole)
