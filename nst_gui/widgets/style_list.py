"""The paintings whose style is used: thumbnail, weight, share, and a way out for each."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QImage,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from nst_gui import theme
from nst_gui.models.counting import When
from nst_gui.models.crop_frame import FrameOrder
from nst_gui.widgets.buttons import tool_button
from nst_gui.widgets.drop_area import DropArea
from nst_gui.widgets.elided_label import ElidedLabel
from nst_gui.widgets.empty_state import EmptyState
from nst_gui.widgets.frame_menu import popup
from nst_gui.widgets.keys import is_return
from nst_gui.widgets.tab_order import follow, stops
from nst_gui.widgets.thumbnails import Thumbnail, paint_placeholder
from nst_gui.widgets.weight_slider import NumberSlider
from nst_gui.widgets.when_note import WhenNote, foretell

_LEAST_WEIGHT: Final = 0.001
_MOST_WEIGHT: Final = 1000.0


@dataclass(frozen=True, slots=True)
class StyleItem:
    """One painting in the list; ``weight`` > 0 counts in proportion to the others.

    ``whole`` says that it is neither cropped nor turned.
    """

    id: int | str
    title: str
    thumb: QImage | None
    weight: float = 1.0
    whole: bool = True


class _Thumb(QWidget):
    """The painting, small, with its share of the style on it, where it takes no room from the title."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.thumbnail = Thumbnail()
        self._share = ""
        side = max(7 * theme.SPACE, round(self.fontMetrics().height() * 3.4) // 4 * 4)
        self.setFixedSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        area = QRectF(self.rect())
        if self.thumbnail.is_null():
            colours = self.palette()
            fill = theme.mix(theme.surround(colours), colours.color(QPalette.ColorRole.Window), 0.4)
            paint_placeholder(painter, area, "painting", fill, theme.secondary_text(colours))
        else:
            self.thumbnail.paint(painter, area, cover=True)
        if self._share:
            self._paint_share(painter)

    def set_share(self, text: str) -> None:
        """What is written on the picture; empty for nothing."""
        self._share = text
        self.update()

    def _paint_share(self, painter: QPainter) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        metrics, space = self.fontMetrics(), theme.HALF_SPACE
        width, height = metrics.horizontalAdvance(self._share) + 2 * space, metrics.height()
        badge = QRectF(2, self.height() - height - 2, width, height)
        colours = self.palette()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colours.color(QPalette.ColorRole.Window))
        painter.drawRoundedRect(badge, space, space)
        painter.setPen(colours.color(QPalette.ColorRole.WindowText))
        painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, self._share)


class StyleRow(QWidget):
    """One painting: Delete removes it, Up and Down go to its neighbours."""

    weightChanged = Signal(float)
    removeRequested = Signal()
    frameRequested = Signal(object)
    stepRequested = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._thumb = _Thumb(self)
        self._title = ElidedLabel(parent=self, mode=Qt.TextElideMode.ElideRight)
        self._when = WhenNote(self, brief=True)
        self._when.hide()
        self._share = ""
        self._whole = True
        self.crop_button = tool_button(
            self, "crop", self.tr("Crop…"), self.tr("Choose the part of this painting to use, or turn it")
        )
        self.crop_button.clicked.connect(lambda: self.frameRequested.emit(FrameOrder.CROP))
        self.remove_button = tool_button(
            self, "remove", self.tr("Remove"), self.tr("Take this painting out (Delete)")
        )
        self.remove_button.clicked.connect(self.removeRequested)
        self.weight = NumberSlider(
            self.tr("Weight"),
            minimum=_LEAST_WEIGHT,
            maximum=_MOST_WEIGHT,
            slider_minimum=0.1,
            slider_maximum=10.0,
            default=1.0,
            logarithmic=True,
            compact=True,
            parent=self,
        )
        self.weight.valueChanged.connect(self.weightChanged)
        self._arrange()

    def _arrange(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(0)
        top.addWidget(self._title, 1)
        top.addWidget(self._when)
        top.addWidget(self.crop_button)
        top.addWidget(self.remove_button)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addLayout(top)
        right.addWidget(self.weight)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(theme.HALF_SPACE, theme.HALF_SPACE, theme.HALF_SPACE, theme.HALF_SPACE)
        layout.setSpacing(theme.SPACE)
        layout.addWidget(self._thumb)
        layout.addLayout(right, 1)

    def show_item(self, item: StyleItem, share: float, alone: bool) -> None:
        """Show a painting that makes up ``share`` (0–1) of the style."""
        self._whole = item.whole
        self._thumb.thumbnail.set_image(item.thumb)
        self._title.set_text(item.title)
        self.setAccessibleName(item.title)
        percent = self.locale().toString(share * 100, "f", 0 if share >= 0.00995 else 1)
        self._share = self.tr("{number} %").format(number=percent)
        self._thumb.set_share("" if alone else self._share)
        self._thumb.setToolTip(self.tr("{number} % of the style").format(number=percent))
        self.setAccessibleDescription(self.tr("{number} % of the style").format(number=percent))
        if not math.isclose(self.weight.value(), item.weight, rel_tol=1e-9):
            self.weight.set_value(item.weight)
        self.weight.setEnabled(not alone)
        self.weight.set_tip(
            self.tr("Weights matter as soon as there are two paintings.")
            if alone
            else self.tr("How much this painting counts beside the others")
        )

    def show_when(self, when: When | None) -> None:
        """Say from when on this painting counts as it is here."""
        self._when.show_when(when)
        self._when.setVisible(when is not None)

    def when(self) -> When | None:
        """From when on it is said to count."""
        return self._when.when()

    def foretell(self, weight: When | None, painting: When | None) -> None:
        """Say in the tips from when on another weight, or another part of the painting, would count."""
        self.weight.foretell(weight)
        foretell((self.crop_button, self.remove_button), painting)

    def share_text(self) -> str:
        """The share in words; shown as soon as there are two paintings."""
        return self._share

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removeRequested.emit()
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.stepRequested.emit(-1 if event.key() == Qt.Key.Key_Up else 1)
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        remove = self.tr("Take this painting out"), self.removeRequested.emit
        popup(self, event, self.frameRequested.emit, remove, whole=self._whole)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = self.palette()
        focused = self.hasFocus()
        edge = colours.color(QPalette.ColorRole.Highlight) if focused else Qt.PenStyle.NoPen
        painter.setPen(QPen(edge, 1.5) if focused else Qt.PenStyle.NoPen)
        painter.setBrush(
            theme.mix(
                colours.color(QPalette.ColorRole.Window), colours.color(QPalette.ColorRole.WindowText), 0.05
            )
        )
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), theme.RADIUS, theme.RADIUS)


class _Rows(QScrollArea):
    """The rows, scrolling when they are many; drops go through to the list."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        body = QWidget(self)
        self.column = QVBoxLayout(body)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(theme.HALF_SPACE)
        self.column.addStretch(1)
        self.setWidget(body)
        self.verticalScrollBar().rangeChanged.connect(self._keep_off_the_bar)
        # The list's own frame is painted behind the rows.
        body.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)

    def minimumSizeHint(self) -> QSize:
        # From the start as wide as a row needs, so that nothing moves when the first one comes.
        return QSize(max(23 * theme.SPACE, self.widget().minimumSizeHint().width()), 8 * theme.SPACE)

    @Slot(int, int)
    def _keep_off_the_bar(self, _low: int, high: int) -> None:
        self.column.setContentsMargins(0, 0, theme.HALF_SPACE if high > 0 else 0, 0)


class StyleList(DropArea):
    """The list of paintings, or how to bring the first one.

    The list changes only by :meth:`set_styles`; its signals ask the window to act. ``frameRequested`` carries
    a row's number and a :class:`FrameOrder`.
    """

    openRequested = Signal()
    weightChanged = Signal(int, float)
    removed = Signal(int)
    frameRequested = Signal(int, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Paintings"))
        self.setAccessibleDescription(self.tr("Drop, paste or open the paintings whose style is used"))
        self._items: list[StyleItem] = []
        self._row_widgets: list[StyleRow] = []
        self._marks: Sequence[When | None] = ()
        #: From when on other weights, and other paintings, would count.
        self._foretold: tuple[When | None, When | None] = (None, None)
        self._empty = EmptyState("painting", self.tr("Drop paintings here"), self)
        self._empty.openRequested.connect(self.openRequested)
        self._empty.pasteRequested.connect(self.pasteRequested)
        self._rows = _Rows(self)
        self._count = ElidedLabel(parent=self, secondary=True)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self._make_filled())

    def _make_filled(self) -> QWidget:
        page = QWidget(self)
        add = tool_button(page, "add", self.tr("Add painting…"), self.tr("Choose more paintings"))
        add.clicked.connect(self.openRequested)
        paste = tool_button(page, "paste", self.tr("Paste"), self.tr("Take the picture on the clipboard"))
        paste.clicked.connect(self.pasteRequested)
        line = QHBoxLayout()
        line.setSpacing(0)
        line.addWidget(self._count, 1)
        self._others = (add, paste, *self._empty.findChildren(QAbstractButton))
        line.addWidget(add)
        line.addWidget(paste)
        layout = QVBoxLayout(page)
        layout.setContentsMargins(theme.SPACE, theme.SPACE, theme.SPACE, theme.SPACE)
        layout.setSpacing(theme.HALF_SPACE)
        layout.addWidget(self._rows, 1)
        layout.addLayout(line)
        return page

    def set_styles(self, styles: list[StyleItem]) -> None:
        """Show these paintings. Rows are kept, so that a slider may be held while its weight comes back."""
        focused = next((i for i, row in enumerate(self._row_widgets) if row.hasFocus()), None)
        while len(self._row_widgets) > len(styles):
            row = self._row_widgets.pop()
            self._rows.column.removeWidget(row)
            row.hide()
            row.deleteLater()
        while len(self._row_widgets) < len(styles):
            self._add_row()
        self._items = list(styles)
        total = math.fsum(item.weight for item in styles) or 1.0
        for row, item in zip(self._row_widgets, styles, strict=True):
            row.show_item(item, item.weight / total, alone=len(styles) == 1)
        self._tell_when()
        self._count.set_text(self.tr("%n paintings", "", len(styles)))
        self._stack.setCurrentIndex(1 if styles else 0)
        if focused is not None:
            target = self._row_widgets[min(focused, len(styles) - 1)] if styles else self
            target.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_when(self, marks: Sequence[When | None]) -> None:
        """Say beside each painting from when on it counts as it is here; one without a mark says nothing."""
        self._marks = tuple(marks)
        self._tell_when()

    def foretell(self, weights: When | None, paintings: When | None) -> None:
        """Say in the tips from when on other weights, and other paintings, would count."""
        self._foretold = weights, paintings
        foretell(self._others, paintings)
        self._tell_when()

    def _tell_when(self) -> None:
        for row, when in itertools.zip_longest(self._row_widgets, self._marks[: len(self._row_widgets)]):
            row.show_when(when)
            row.foretell(*self._foretold)

    def _add_row(self) -> None:
        row = StyleRow(self._rows.widget())
        row.weightChanged.connect(lambda weight, row=row: self._weight_changed(row, weight))
        row.removeRequested.connect(lambda row=row: self.removed.emit(self._row_widgets.index(row)))
        row.frameRequested.connect(
            lambda order, row=row: self.frameRequested.emit(self._row_widgets.index(row), order)
        )
        row.stepRequested.connect(lambda step, row=row: self._step(row, step))
        self._rows.column.insertWidget(len(self._row_widgets), row)
        follow(stops(self._row_widgets[-1])[-1] if self._row_widgets else self, row)
        self._row_widgets.append(row)

    def _weight_changed(self, row: StyleRow, weight: float) -> None:
        self.weightChanged.emit(self._row_widgets.index(row), weight)

    def _step(self, row: StyleRow, step: int) -> None:
        index = self._row_widgets.index(row) + step
        if 0 <= index < len(self._row_widgets):
            target = self._row_widgets[index]
            target.setFocus(Qt.FocusReason.TabFocusReason)
            self._rows.ensureWidgetVisible(target)

    def rows(self) -> list[StyleRow]:
        """The rows, in order."""
        return list(self._row_widgets)

    def styles(self) -> list[StyleItem]:
        """The paintings as last set."""
        return list(self._items)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_return(event) and self.hasFocus():  # not the Return that ends a number typed in a row
            self.openRequested.emit()
        elif event.key() == Qt.Key.Key_Down and self._row_widgets:
            self._row_widgets[0].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        self.paint_frame(QPainter(self), QRectF(self.rect()), dashed=not self._items)
