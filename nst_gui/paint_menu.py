"""What the Paint menu offers beside the run itself: the contact sheet, the queue, painting on."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDockWidget, QWidget

from nst_engine.recipe import PictureRef, Recipe
from nst_gui.actions import Actions
from nst_gui.dialogs.contact_sheet import ContactSheet
from nst_gui.dialogs.queue_several import QueueSeveralDialog
from nst_gui.models.recipe_model import RecipeModel
from nst_gui.painting_queue import PaintingQueue
from nst_gui.window_parts import bring
from nst_gui.workers.controller import Controller


class PaintMenu(QObject):
    """Serves its own actions; ``said`` carries a sentence and its kind."""

    said = Signal(str, str)

    def __init__(
        self,
        actions: Actions,
        model: RecipeModel,
        controller: Controller,
        queue: PaintingQueue,
        dock: QDockWidget,
        make_several: Callable[[], QueueSeveralDialog],
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._model, self._controller, self._queue = model, controller, queue
        self._dock, self._make_several, self._window = dock, make_several, window
        actions.serve(
            {
                "contact_sheet": self.open_sheet,
                "queue_add": self.queue_present,
                "queue_several": self.open_several,
            }
        )

    def open_sheet(self) -> None:
        """Paint small variants of what is set."""
        recipe = self._model.recipe()
        if recipe is not None and not self._controller.active:
            sheet = ContactSheet(recipe, self._model.limits, self._controller, self._window)
            sheet.chosen.connect(self._model.take)
            sheet.open()

    def queue_present(self) -> None:
        """Put what is set into the queue, and show that."""
        self._queue.add_present()
        bring(self._dock)

    def open_several(self) -> None:
        """Queue several photographs in the style of several paintings."""
        dialog = self._make_several()
        dialog.chosen.connect(self._queue_all)
        dialog.open()

    def _queue_all(self, recipes: list[Recipe]) -> None:
        self._queue.add_all(recipes)
        bring(self._dock)

    def queue_photographs(self, photographs: tuple[PictureRef, ...]) -> None:
        """Queue several photographs that came at once."""
        self._queue.add_photographs(photographs)
        if self._queue.model.rowCount():
            bring(self._dock)

    def paint_on(self, recipe: Recipe) -> None:
        """Go on with an earlier painting; what is set for the next one stays."""
        if self._controller.active:
            self.said.emit(self.tr("It can be painted on when this painting is done."), "info")
        else:
            self._controller.start(recipe, self._model.limits)
