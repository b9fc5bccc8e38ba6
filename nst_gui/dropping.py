"""A drag over the window: shows what can be done with it, and does what the user chose."""

from __future__ import annotations

import itertools
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject, QPoint, QRect, QTimer
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QMainWindow, QWidget

from nst_gui.desktop.mime import glimpse
from nst_gui.intake import Intake
from nst_gui.models.recipe_model import RecipeModel
from nst_gui.widgets.canvas import Canvas
from nst_gui.widgets.drop_area import DropArea, take_copy
from nst_gui.widgets.drop_zones import DropZones, Zone
from nst_gui.workers import sources_worker
from nst_gui.workers.sources_worker import Inside
from nst_gui.workers.tasks import Tasks

#: The cards stand over the canvas unless there is less room than this, in logical pixels.
_LEAST_ROOM = (560, 160)


class Dropping(QObject):
    """Serves the drop areas of the window and every place between them.

    What is inside is found out off the GUI thread, from the heads of the files, once for each drag; the zone
    of a recipe or a look appears when that is known, and where no file is of any use that is said. Drags that
    begin in the window itself are left alone.
    """

    def __init__(
        self,
        window: QMainWindow,
        panels: tuple[DropArea, DropArea, Canvas],
        intake: Intake,
        model: RecipeModel,
        tasks: Tasks,
    ) -> None:
        """``panels`` are the photograph's, the paintings' and the canvas."""
        super().__init__(window)
        self._window, self._intake, self._model, self._tasks = window, intake, model, tasks
        self._photograph, self._paintings, self._canvas = panels
        self._numbers = itertools.count(1)
        self._drag = 0
        #: The files of the present drag; empty between two.
        self._files: tuple[Path, ...] = ()
        #: What they hold; ``None`` until that is known.
        self._inside: Inside | None = None
        self.zones = DropZones(window, self._beside)
        self.zones.dropped.connect(self._take)
        self.zones.ended.connect(self._forget_drag)
        for panel, zone in (
            (self._photograph, Zone.PHOTOGRAPH),
            (self._canvas, Zone.PHOTOGRAPH),
            (self._paintings, Zone.PAINTING),
        ):
            panel.dragEntered.connect(partial(self._entered_panel, panel))
            panel.dragLeft.connect(self._left)
            # Torn off, a panel is a window of its own, and the cards are not over it.
            panel.dropped.connect(partial(self._take_in_panel, zone))
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    # ---- the drag ---------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        match event.type():
            case QEvent.Type.DragEnter if isinstance(event, QDragEnterEvent):
                return self._entered(event)
            case QEvent.Type.DragMove if isinstance(event, QDragMoveEvent) and self.zones.isVisible():
                take_copy(event)
                self.zones.hover(event.position().toPoint())
                return True
            case QEvent.Type.Drop if isinstance(event, QDropEvent) and self.zones.isVisible():
                if take_copy(event):
                    self.zones.let_go(event.mimeData(), event.position().toPoint())
                return True
            case QEvent.Type.DragLeave:
                self._left()
            case QEvent.Type.Resize if self.zones.isVisible():
                self.zones.put_away()
        return super().eventFilter(watched, event)

    def _entered(self, event: QDragEnterEvent) -> bool:
        if event.source() is None and take_copy(event) and self._show_zones(event.mimeData()):
            self.zones.hover(event.position().toPoint())
        else:
            event.ignore()
        return True

    def _entered_panel(self, panel: QWidget, mime: QMimeData) -> None:
        if panel.window() is self._window:
            self._show_zones(mime)

    def _left(self) -> None:
        # The cards appear under the pointer, and the window is left for them: only a drag that has not come
        # to them by then has really gone.
        QTimer.singleShot(0, self, lambda: None if self.zones.holds_drag else self.zones.put_away())

    def _show_zones(self, mime: QMimeData) -> bool:
        """Whether there is anything like a picture in the drag."""
        seen = glimpse(mime)
        if seen is None:
            return False
        if seen.refusal:
            self._begin_drag(())
            self.zones.refuse(seen.refusal, self._room())
            return True
        if seen.paths and seen.paths == self._files:
            # The same drag, over another part of the window.
            self._offer()
            return True
        self._begin_drag(seen.paths)
        self._offer()
        if seen.paths:
            self._tasks.run(
                partial(sources_worker.look_into, seen.paths),
                partial(self._looked_into, self._drag),
                lambda _failure: None,  # whatever is wrong with a file is said when it is dropped
            )
        return True

    def _begin_drag(self, files: tuple[Path, ...]) -> None:
        self._drag, self._files, self._inside = next(self._numbers), files, None

    def _looked_into(self, drag: int, inside: Inside) -> None:
        if drag == self._drag:
            self._inside = inside
            if self.zones.isVisible():
                self._offer()

    def _offer(self) -> None:
        inside, queued = self._inside, bool(self._model.styles)
        if inside is None:
            # Without a file it is a bitmap.
            self.zones.offer(max(1, len(self._files)), self._room(), queued=queued)
        elif not inside.useful:
            self.zones.refuse(inside.problem, self._room())
        else:
            name = inside.recipe.name if inside.recipe is not None else ""
            look = inside.look is not None and not name
            self.zones.offer(inside.pictures, self._room(), settings=name, look=look, queued=queued)

    def _room(self) -> QRect:
        room = QRect(self._canvas.mapTo(self._window, QPoint()), self._canvas.size())
        enough = room.width() >= _LEAST_ROOM[0] and room.height() >= _LEAST_ROOM[1]
        return room if enough and self._canvas.isVisible() else self._window.rect()

    def _forget_drag(self) -> None:
        # Not what they hold: the drop that ended the drag may be about to use it.
        self._drag, self._files = next(self._numbers), ()

    # ---- the drop ---------------------------------------------------------------------------------

    def _beside(self, place: QPoint) -> Zone:
        """What a drop beside the cards means: the panel it falls on, else what is still missing."""
        for panel, zone in ((self._photograph, Zone.PHOTOGRAPH), (self._paintings, Zone.PAINTING)):
            here = QRect(panel.mapTo(self._window, QPoint()), panel.size())
            if panel.isVisible() and panel.window() is self._window and here.contains(place):
                return zone
        if self._inside is not None and self._inside.recipe is not None:
            return Zone.SETTINGS
        missing_only_paintings = self._model.content is not None and not self._model.styles
        return Zone.PAINTING if missing_only_paintings else Zone.PHOTOGRAPH

    def _take(self, mime: QMimeData, zone: Zone) -> None:
        inside = self._inside
        special = {Zone.SETTINGS: inside.recipe, Zone.LOOK: inside.look} if inside is not None else {}
        file = special.get(zone)
        if file is not None:
            self._intake.open_recipe(file)
        else:
            self._intake.take(mime, "styles" if zone is Zone.PAINTING else "content")

    def _take_in_panel(self, zone: Zone, mime: QMimeData) -> None:
        self.zones.put_away()
        self._take(mime, zone)
