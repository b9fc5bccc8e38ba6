"""The window's menus and rows of buttons, made from the table of actions."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QCoreApplication, QSize, Qt
from PySide6.QtGui import QAction, QPaintEvent
from PySide6.QtWidgets import (
    QDockWidget,
    QHBoxLayout,
    QLabel,
    QMainWindow,
    QMenu,
    QMenuBar,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from nst_gui import theme
from nst_gui.action_table import MENUS
from nst_gui.actions import Actions, translated
from nst_gui.icons import icon
from nst_gui.widgets.drag_gesture import DragHandle
from nst_gui.widgets.elided_label import ElidedLabel
from nst_gui.words import percent

_ICON: Final = 20
COMPARING: Final = ("compare_result", "compare_split", "compare_beside")


def _tr(text: str) -> str:
    return QCoreApplication.translate("MainWindow", text)


def fill_menus(bar: QMenuBar, actions: Actions) -> None:
    """Every menu of the table."""
    for title, rows in MENUS:
        menu = bar.addMenu(translated(title))
        menu.setToolTipsVisible(True)
        for row in rows:
            if row is None:
                menu.addSeparator()
            else:
                menu.addAction(actions[row.key])


def insert_menu(bar: QMenuBar, after: QAction, menu: QMenu) -> None:
    """Put ``menu`` below the row of ``after``, whichever menu that is in."""
    for title in bar.actions():
        above = title.menu()
        rows = above.actions() if isinstance(above, QMenu) else []
        if after in rows[:-1]:
            above.insertMenu(rows[rows.index(after) + 1], menu)


def button(actions: Actions, key: str, *, text: bool) -> QToolButton:
    """A button that does, shows and allows exactly what its action does."""
    made = QToolButton()
    made.setObjectName(f"{key}_button")
    made.setDefaultAction(actions[key])
    made.setIconSize(QSize(_ICON, _ICON))
    made.setFocusPolicy(Qt.FocusPolicy.StrongFocus if text else Qt.FocusPolicy.TabFocus)
    if text:
        made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        made.setMinimumHeight(made.fontMetrics().height() + 2 * theme.SPACE + theme.HALF_SPACE)
        made.setMinimumWidth(12 * theme.SPACE)
    else:
        made.setAutoRaise(True)
    made.setAccessibleName(actions[key].text().replace("&", "").rstrip("…"))
    actions[key].changed.connect(
        lambda: made.setAccessibleName(actions[key].text().replace("&", "").rstrip("…"))
    )
    return made


def _peek_button() -> QToolButton:
    """Shows the photograph for as long as it is pressed: a thing no action can do."""
    made = QToolButton()
    made.setObjectName("peek_button")
    made.setIcon(icon("photograph"))
    made.setIconSize(QSize(_ICON, _ICON))
    made.setAutoRaise(True)
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    made.setToolTip(_tr("See the photograph for as long as this is pressed (hold B on the picture)"))
    made.setAccessibleName(_tr("See the photograph while pressed"))
    made.setEnabled(False)
    return made


def docked(title: str, name: str, widget: QWidget, window: QMainWindow) -> QDockWidget:
    """``widget`` in a panel of its own that can be moved, floated and closed."""
    inside = QWidget()
    layout = QVBoxLayout(inside)
    layout.setContentsMargins(theme.SPACE, theme.HALF_SPACE, theme.SPACE, theme.SPACE)
    layout.addWidget(widget)
    dock = QDockWidget(title, window)
    dock.setObjectName(f"{name}_dock")  # by which the window remembers where it was
    dock.setWidget(inside)
    return dock


def bring(dock: QDockWidget) -> None:
    """Show a panel, also where it shares its place with another and lies behind it."""
    dock.show()
    dock.raise_()


def titled(title: str, widget: QWidget) -> QWidget:
    """``widget`` under a small heading."""
    box = QWidget()
    layout = QVBoxLayout(box)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(theme.HALF_SPACE)
    heading = QLabel(title)
    font = heading.font()
    font.setBold(True)
    heading.setFont(font)
    layout.addWidget(heading)
    layout.addWidget(widget, 1)
    return box


class _Caption(ElidedLabel):
    """Half a sentence over the picture says nothing: it is there as a whole, or not at all."""

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self.is_elided():
            super().paintEvent(event)


class ZoomRow(QWidget):
    """The buttons over the canvas, and the zoom as a number."""

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._zoom = QLabel()
        self._zoom.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._zoom.setMinimumWidth(self._zoom.fontMetrics().horizontalAdvance("100 % "))
        self._zoom.setAccessibleName(_tr("Zoom"))
        self._caption = _Caption(parent=self, secondary=True)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._caption, 1)
        layout.addWidget(self._zoom)
        layout.addSpacing(theme.SPACE)
        for key in ("zoom_out", "zoom_in", "zoom_fit", "zoom_100"):
            layout.addWidget(button(actions, key, text=False))
        layout.addSpacing(theme.WIDE_SPACE)
        for key in COMPARING:
            layout.addWidget(button(actions, key, text=False))
        self.peek = _peek_button()
        layout.addWidget(self.peek)
        self.drag_handle = DragHandle()
        layout.addSpacing(theme.WIDE_SPACE)
        layout.addWidget(self.drag_handle)

    def allow_peek(self, allowed: bool) -> None:
        """Whether there is a photograph to be seen in the painting's place."""
        self.peek.setEnabled(allowed)

    def show_zoom(self, zoom: float | None) -> None:
        """Zoom as output pixels on device pixels; ``None`` while there is no picture."""
        self._zoom.setText("" if zoom is None else percent(zoom))

    def show_caption(self, text: str) -> None:
        """Say what it is a zoom of, where that is not plain to see."""
        self._caption.set_text(text)
