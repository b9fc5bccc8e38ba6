"""The window as it is seen: its parts, and where each of them is. What they do is the main window's."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtCore import QAbstractItemModel, QEvent, Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QDockWidget,
    QHBoxLayout,
    QMainWindow,
    QSplitter,
    QToolBar,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from nst_gui import theme, window_place
from nst_gui.actions import Actions
from nst_gui.models.recipe_model import RecipeModel
from nst_gui.widgets.canvas import Canvas
from nst_gui.widgets.controls_panel import ControlsPanel
from nst_gui.widgets.gallery_strip import GalleryStrip
from nst_gui.widgets.message_bar import MessageBar
from nst_gui.widgets.picture_panel import PicturePanel
from nst_gui.widgets.progress_panel import ProgressPanel
from nst_gui.widgets.results_shelf import ResultsShelf
from nst_gui.widgets.style_list import StyleList
from nst_gui.widgets.timeline_bar import TimelineBar
from nst_gui.window_parts import ZoomRow, bring, button, docked, fill_menus, titled

_AREA = Qt.DockWidgetArea
#: Where each panel is until the user moves it.
_HOME: Final = {
    "show_sources": _AREA.LeftDockWidgetArea,
    "show_results": _AREA.BottomDockWidgetArea,
    "show_controls": _AREA.RightDockWidgetArea,
    "show_queue": _AREA.RightDockWidgetArea,
}
#: Narrower, in logical pixels, a fourth column would leave the picture hardly any room.
_WIDE: Final = 1400
#: The buttons beside the progress, in their order.
_RUN: Final = ("start", "pause", "stop", "save")


class WindowFrame(QMainWindow):
    """The picture in the middle; around it panels that can be closed, moved and floated.

    ``docks`` holds the panels by the action that shows them, ``splitters`` what is divided inside them.
    """

    def __init__(self) -> None:
        super().__init__()
        self.actions_table = Actions(self)
        self.docks: dict[str, QDockWidget] = {}
        self.splitters: dict[str, QSplitter] = {}
        self._sharing = False
        #: Whether the queue is at work; the window sets it.
        self.queue_works: Callable[[], bool] = lambda: False
        #: Somebody has brought the queue up since the window has its size.
        self._queue_brought = False

    def make_parts(self, model: RecipeModel, history: QAbstractItemModel) -> None:
        """Make everything that can be seen, in the order in which Tab goes through it."""
        self.photograph = PicturePanel()
        self.styles = StyleList()
        self.strip = GalleryStrip()
        self.canvas = Canvas()
        self.zoom_row = ZoomRow(self.actions_table)
        self.timeline_bar = TimelineBar(
            [button(self.actions_table, "play_stages", text=False)],
            [button(self.actions_table, "export_stages", text=False)],
        )
        self.shelf = ResultsShelf(history)
        self.results = self.shelf.strip
        self.controls = ControlsPanel(model)
        self.progress = ProgressPanel()
        self.messages = MessageBar()
        self.canvas.set_hint(self.tr("The picture appears here"))
        self.canvas.set_invitation(button(self.actions_table, "sample", text=True))

    def arrange(self, queue: QWidget) -> None:
        """Put the parts in their places, with ``queue`` in a panel that is hidden at first."""
        # The sides reach down to the bar; what was painted before lies below the picture alone.
        self.setCorner(Qt.Corner.BottomLeftCorner, _AREA.LeftDockWidgetArea)
        self.setCorner(Qt.Corner.BottomRightCorner, _AREA.RightDockWidgetArea)
        self._dock("show_sources", self.tr("Pictures"), self._sources())
        self.setCentralWidget(self._centre())
        self._dock("show_results", self.tr("Earlier paintings"), self.shelf)
        self._dock("show_controls", self.tr("Controls"), self.controls)
        self._dock("show_queue", self.tr("Queue"), queue)
        self.queue_dock = self.docks["show_queue"]
        self.queue_dock.visibilityChanged.connect(self._queue_shown)
        # Narrower, sliders and numbers would be cut; wider, a small screen has no room for the picture.
        self.docks["show_sources"].setMinimumWidth(36 * theme.SPACE)
        needed = self.controls.minimumSizeHint().width()
        self.docks["show_controls"].setMinimumWidth(max(33 * theme.SPACE, needed))
        self.reset_panels()
        self.addToolBar(Qt.ToolBarArea.BottomToolBarArea, self._run_bar())
        fill_menus(self.menuBar(), self.actions_table)

    def reset_panels(self) -> None:
        """Put the panels back where they were at the first start."""
        for key, dock in self.docks.items():
            dock.setFloating(False)
            self.addDockWidget(_HOME[key], dock)
            dock.setVisible(dock is not self.queue_dock)
        self.share_room()

    def share_room(self) -> None:
        """Give every panel the room it has at the first start; before the window is shown: when it is."""
        self._sharing = not self.isVisible()
        if not self._sharing:
            self._place_queue()
            window_place.share(self, self.docks, self.splitters)

    def _place_queue(self) -> None:
        """Beside the controls, as both are looked at while one waits; behind them in a narrow window."""
        controls = self.docks["show_controls"]
        if self.width() >= _WIDE:
            self.splitDockWidget(controls, self.queue_dock, Qt.Orientation.Horizontal)
        else:
            self.tabifyDockWidget(controls, self.queue_dock)

    def keep_room(self) -> None:
        """Leave the panels as they were remembered."""
        self._sharing = False

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._sharing:
            self.share_room()
        if not event.spontaneous():
            self._float_again()

    def _float_again(self) -> None:
        """Have the system see torn-off panels after their window: one that it met earlier lies behind it."""
        torn_off = [dock for dock in self.docks.values() if dock.isFloating() and not dock.isHidden()]
        for dock in torn_off:
            dock.hide()
        if torn_off:
            # This event comes before the system knows the window.
            QTimer.singleShot(0, self, partial(window_place.show_torn_off, self, torn_off))

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Show):
            self._queue_brought = False
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Resize, QEvent.Type.Show):
            self._keep_inside()
        return done

    def _keep_inside(self) -> None:
        """Put queue and controls in one place where both have no room: Qt would cut the queue at the edge.

        A width that was remembered may be too small for the words of another language. In front is the queue
        where it was just brought up or is at work; else the controls, which are needed all the time.
        """
        queue, controls = (self.docks.get(key) for key in ("show_queue", "show_controls"))
        if queue is None or controls is None or not self.isVisible() or queue.isHidden():
            return
        beside = not queue.isFloating() and controls not in self.tabifiedDockWidgets(queue)
        if beside and self.minimumSizeHint().width() > self.width():
            wanted = self._queue_brought or self.queue_works() or controls.isHidden()
            self.tabifyDockWidget(controls, queue)
            bring(queue if wanted else controls)

    def _queue_shown(self, visible: bool) -> None:
        # Shown together with its window it was brought up by nobody.
        self._queue_brought = visible and self.isVisible()

    def _dock(self, key: str, title: str, widget: QWidget) -> None:
        dock = self.docks[key] = docked(title, key.removeprefix("show_"), widget, self)
        self.addDockWidget(_HOME[key], dock)
        shown = self.actions_table[key]
        shown.triggered.connect(lambda checked=False: bring(dock) if checked else dock.hide())
        dock.visibilityChanged.connect(lambda _visible: shown.setChecked(not dock.isHidden()))

    def _sources(self) -> QWidget:
        pictures = QSplitter(Qt.Orientation.Horizontal)
        pictures.addWidget(titled(self.tr("Photograph"), self.photograph))
        pictures.addWidget(titled(self.tr("Paintings"), self.styles))
        pictures.setChildrenCollapsible(False)
        self.splitters["sources"] = pictures
        box, layout = _column(theme.SPACE)
        layout.addWidget(pictures, 1)
        layout.addWidget(titled(self.tr("Gallery: one click adds a painting"), self.strip))
        return box

    def _centre(self) -> QWidget:
        box, layout = _column(theme.HALF_SPACE)
        layout.addWidget(self.zoom_row)
        # Here it moves only the picture when it comes and goes, and nothing that a hand may be on.
        layout.addWidget(self.messages)
        layout.addWidget(self.canvas, 1)
        layout.addWidget(self.timeline_bar)
        return box

    def _run_bar(self) -> QToolBar:
        """Progress and buttons along the whole lower edge; it stays, whatever is closed above it."""
        box = QWidget()
        layout = QHBoxLayout(box)
        layout.setContentsMargins(theme.SPACE, theme.HALF_SPACE, theme.SPACE, theme.HALF_SPACE)
        layout.setSpacing(theme.SPACE)
        layout.addWidget(self.progress, 1)
        layout.addSpacing(theme.SPACE)
        self.run_buttons: list[QToolButton] = [button(self.actions_table, key, text=True) for key in _RUN]
        for made in self.run_buttons:
            layout.addWidget(made)
        bar = QToolBar(self.tr("Painting"))
        bar.setObjectName("run_bar")
        bar.setMovable(False)
        bar.toggleViewAction().setEnabled(False)
        bar.toggleViewAction().setVisible(False)
        bar.addWidget(box)
        return bar


def _column(spacing: int) -> tuple[QWidget, QVBoxLayout]:
    box = QWidget()
    layout = QVBoxLayout(box)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(spacing)
    return box, layout
