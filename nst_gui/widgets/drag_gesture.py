"""A hand that takes hold of a widget to drag something out of it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPointF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QToolButton, QWidget

from nst_gui.icons import icon
from nst_gui.widgets.tips import explain

_ICON = 20


class DragGesture(QObject):
    """Watches ``widget`` for the left button, together with ``key`` where one is named.

    ``pressed``: the button went down, and a drag may follow. ``begun``: the hand has moved as far as the
    system asks of a drag. ``ended``: the button went up; it carries whether the drag had begun. What the
    widget does with its mouse otherwise stays as it is.
    """

    pressed = Signal()
    begun = Signal()
    ended = Signal(bool)

    def __init__(
        self,
        widget: QWidget,
        allowed: Callable[[], bool],
        key: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
    ) -> None:
        super().__init__(widget)
        self._allowed, self._key = allowed, key
        self._from: QPointF | None = None
        self._has_begun = False
        widget.installEventFilter(self)

    def is_held(self) -> bool:
        """Whether the button is down and the hand has moved far enough."""
        return self._from is not None and self._has_begun

    def let_go(self) -> None:
        """The drag is over: the system keeps the release of the button to itself."""
        self._from = None

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QMouseEvent):
            return False
        kind, left = event.type(), event.button() == Qt.MouseButton.LeftButton
        if kind == QEvent.Type.MouseButtonPress and left:
            return self._press(event)
        if self._from is None:
            return False
        if kind == QEvent.Type.MouseMove:
            self._move(event)
            return True
        if kind == QEvent.Type.MouseButtonRelease and left:
            self._from = None
            self.ended.emit(self._has_begun)
            return True
        return False

    def _press(self, event: QMouseEvent) -> bool:
        mask = Qt.KeyboardModifier.KeypadModifier
        if (event.modifiers() & ~mask) != self._key or not self._allowed():
            return False
        self._from, self._has_begun = event.position(), False
        self.pressed.emit()
        return True

    def _move(self, event: QMouseEvent) -> None:
        assert self._from is not None
        way = (event.position() - self._from).manhattanLength()
        if not self._has_begun and way >= QApplication.startDragDistance():
            self._has_begun = True
            self.begun.emit()


class DragHandle(QToolButton):
    """What a picture is dragged out by; pressed without dragging, it says how it is used."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("drag_handle")
        self.setIcon(icon("drag-out"))
        self.setIconSize(QSize(_ICON, _ICON))
        self.setAutoRaise(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        self.setAccessibleName(self.tr("Drag the picture out"))
        explain(
            self,
            self.tr(
                "Drag the painting from here into a folder or another program, or hold Alt and drag it off "
                "the canvas. With the keyboard, copy it instead."
            ),
        )
        self.setEnabled(False)
