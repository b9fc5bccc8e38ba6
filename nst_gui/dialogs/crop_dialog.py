"""Which part of a picture is used, and which way up it stands."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from nst_engine.recipe import PictureRef
from nst_gui import theme
from nst_gui.dialogs.buttons import button_box
from nst_gui.models.crop_frame import CropFrame
from nst_gui.plain_text import titled
from nst_gui.widgets.buttons import tool_button
from nst_gui.widgets.crop_editor import CropEditor
from nst_gui.widgets.elided_label import ElidedLabel
from nst_gui.words import filled
from nst_gui.workers import pictures_worker
from nst_gui.workers.tasks import Failure, Tasks

#: Long edge in pixels of the copy that is worked on; the numbers are those of the file.
_EDGE: Final = 1600
_FIRST_SIZE: Final = QSize(880, 640)
_FREE: Final = "free"
_ORIGINAL: Final = "original"
_OUTPUT: Final = "output"
_SHAPES: Final = {"1:1": 1.0, "3:2": 3 / 2, "4:3": 4 / 3, "16:9": 16 / 9}


class CropDialog(QDialog):
    """``chosen`` carries the :class:`PictureRef` with its new crop and rotation, if they are others."""

    chosen = Signal(object)

    def __init__(
        self,
        ref: PictureRef,
        title: str,
        thumb: QImage | None,
        output: tuple[int, int] | None,
        tasks: Tasks,
        parent: QWidget | None = None,
    ) -> None:
        """``thumb`` is shown until a larger copy of the whole picture is there.

        ``output`` is the size of the output, where its proportions are worth offering.
        """
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(titled(self.tr("Crop {name}").format(name=title)))
        self._ref, self._output, self._closed = ref, output, False
        self.frame = CropFrame(ref)
        self.editor = CropEditor(self.frame)
        if thumb is not None:
            self.editor.set_image(thumb)
        self.shapes = self._make_shapes()
        self.swap = tool_button(
            self,
            "swap-sides",
            self.tr("Swap sides"),
            self.tr("A tall part instead of a wide one, or back"),
        )
        self.left = tool_button(
            self, "rotate-left", self.tr("Rotate left"), self.tr("Turn the picture a quarter to the left")
        )
        self.right = tool_button(
            self, "rotate-right", self.tr("Rotate right"), self.tr("Turn the picture a quarter to the right")
        )
        self._size = ElidedLabel(parent=self, mode=Qt.TextElideMode.ElideRight)
        self.problem = QLabel()
        self.problem.setTextFormat(Qt.TextFormat.PlainText)
        self.problem.setWordWrap(True)
        self.problem.hide()
        self._arrange()
        self._connect()
        self._show_size()
        whole = ref.framed(None, 0)
        tasks.run(partial(pictures_worker.framed_view, whole, _EDGE), self._came, self._failed)

    def _make_shapes(self) -> QComboBox:
        box = QComboBox()
        box.addItem(self.tr("Free"), _FREE)
        box.addItem(self.tr("Original"), _ORIGINAL)
        if self._output is not None:
            box.addItem(self.tr("As the output"), _OUTPUT)
        for name in _SHAPES:
            box.addItem(name.replace(":", " : "), name)
        box.setToolTip(self.tr("The proportions the part keeps while you change its size"))
        box.setAccessibleName(self.tr("Proportions"))
        return box

    def _arrange(self) -> None:
        label = QLabel(self.tr("Proportions"))
        label.setBuddy(self.shapes)
        above = QHBoxLayout()
        above.setSpacing(theme.SPACE)
        for widget in (label, self.shapes, self.swap):
            above.addWidget(widget)
        above.addStretch(1)
        for widget in (self.left, self.right):
            above.addWidget(widget)
        hint = QLabel(self.tr("Arrows move the part, with Shift they change its size."))
        hint.setForegroundRole(self.palette().ColorRole.PlaceholderText)
        below = QHBoxLayout()
        below.setSpacing(theme.WIDE_SPACE)
        below.addWidget(self._size, 1)
        below.addWidget(hint)
        layout = QVBoxLayout(self)
        layout.setSpacing(theme.SPACE)
        layout.addLayout(above)
        layout.addWidget(self.editor, 1)
        layout.addLayout(below)
        layout.addWidget(self.problem)
        layout.addWidget(self._make_buttons())
        self.resize(_FIRST_SIZE if self.parentWidget() is None else self._fitting_size())
        self.accept_button.setDefault(True)  # now that it has a dialog to be the default of
        self.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fitting_size(self) -> QSize:
        return _FIRST_SIZE.boundedTo(self.parentWidget().window().size() * 0.9)

    def _make_buttons(self) -> QDialogButtonBox:
        box = button_box(QDialogButtonBox.StandardButton.Cancel)
        self.accept_button = QPushButton(self.tr("Crop"))
        self.accept_button.setToolTip(self.tr("Use this part of the picture; Ctrl+Z takes that back"))
        self.reset_button = QPushButton(self.tr("Reset"))
        self.reset_button.setAutoDefault(False)
        self.reset_button.setToolTip(self.tr("Choose all of the picture again, upright"))
        box.addButton(self.accept_button, QDialogButtonBox.ButtonRole.AcceptRole)
        box.addButton(self.reset_button, QDialogButtonBox.ButtonRole.ResetRole)
        box.accepted.connect(self.accept)
        box.rejected.connect(self.reject)
        return box

    def _connect(self) -> None:
        self.editor.changed.connect(self._show_size)
        self.shapes.activated.connect(self._shape_chosen)
        self.swap.clicked.connect(self._swap)
        self.left.clicked.connect(partial(self._turn, -1))
        self.right.clicked.connect(partial(self._turn, 1))
        self.reset_button.clicked.connect(self._reset)
        self.finished.connect(self._end)

    # ---- what is chosen ---------------------------------------------------------------------------

    def _shape_chosen(self, _index: int) -> None:
        name = self.shapes.currentData()
        self.frame.set_ratio(self._ratio(name))
        self._changed()

    def _ratio(self, name: str) -> float | None:
        if name == _FREE:
            return None
        width, height = self.frame.size
        if name == _ORIGINAL:
            return width / height
        if name == _OUTPUT and self._output is not None:
            return self._output[0] / self._output[1]
        _, _, across, down = self.frame.box
        return _SHAPES[name] if across >= down else 1 / _SHAPES[name]

    def _swap(self) -> None:
        if self.shapes.currentData() in (_ORIGINAL, _OUTPUT):
            # Turned on its side it is neither any more.
            self.shapes.setCurrentIndex(0)
            self.frame.ratio = None
        self.frame.swap()
        self._changed()

    def _turn(self, quarters: int) -> None:
        self.frame.turn(quarters)
        if self.shapes.currentData() == _OUTPUT:
            self.frame.set_ratio(self._ratio(_OUTPUT))
        self._changed()

    def _reset(self) -> None:
        self.frame.reset()
        self.shapes.setCurrentIndex(0)
        self._changed()

    def _changed(self) -> None:
        self.editor.update()
        self._show_size()

    def _show_size(self) -> None:
        _, _, width, height = self.frame.box
        whole = self.frame.size
        words = self.tr("{width:,} × {height:,} of {all_width:,} × {all_height:,} px")
        self._size.set_text(
            filled(words, width=width, height=height, all_width=whole[0], all_height=whole[1])
        )

    def accept(self) -> None:
        ref = self.frame.reference()
        if ref != self._ref:
            self.chosen.emit(ref)
        super().accept()

    # ---- the larger copy --------------------------------------------------------------------------

    def _came(self, image: QImage) -> None:
        if not self._closed:
            self.editor.set_image(image)

    def _failed(self, failure: Failure) -> None:
        if not self._closed:
            self.problem.setText(failure.sentence)
            self.problem.show()

    def _end(self, _result: int) -> None:
        self._closed = True
