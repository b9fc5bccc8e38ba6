"""File dialogs for what goes into a painting; each opens where its kind was last taken from."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from nst_engine.recipe import Recipe
from nst_gui.dialogs.choose_files import Kind, choose_files
from nst_gui.dialogs.import_weights import ImportWeightsDialog
from nst_gui.dialogs.missing_pictures import MissingPicturesDialog
from nst_gui.intake import Asking, Intake
from nst_gui.settings import WindowSettings
from nst_gui.workers.tasks import Tasks


class Chooser(QObject):
    """Asks for files and hands them to the intake; ``weightsImported`` says that there is a network more."""

    weightsImported = Signal()

    def __init__(self, intake: Intake, tasks: Tasks, settings: WindowSettings, window: QWidget) -> None:
        super().__init__(window)
        self._intake, self._tasks, self._settings, self._window = intake, tasks, settings, window
        intake.picturesMissing.connect(self.missing)

    def content(self) -> None:
        """The photograph."""
        self._choose(self.tr("Open photograph"), "pictures", self._intake.open_content)

    def styles(self) -> None:
        """Paintings, any number of them."""
        self._choose(self.tr("Add paintings"), "pictures", self._intake.add_styles, many=True)

    def initial(self) -> None:
        """The picture that painting starts from."""
        self._choose(
            self.tr("Start from a picture"), "pictures", lambda paths: self._intake.set_initial(paths[0])
        )

    def recipe(self) -> None:
        """A recipe, or a saved picture that carries one."""
        self._choose(self.tr("Open recipe"), "recipes", lambda paths: self._intake.open_recipe(paths[0]))

    def photograph_for(self, recipe: Recipe) -> None:
        """Another photograph for the settings of an earlier painting."""
        self._choose(
            self.tr("Same settings, other photograph"),
            "pictures",
            lambda paths: self._intake.restore_for(recipe, paths[0]),
        )

    def import_weights(self) -> None:
        """Weights of another network, kept for every painting from now on."""
        dialog = ImportWeightsDialog(self._tasks, self._settings, self._window)
        dialog.imported.connect(lambda _family: self.weightsImported.emit())
        dialog.open()

    def missing(self, asking: Asking, *, queued: bool = False) -> None:
        """Pictures of a recipe, or of a painting that is ``queued``, that were not found."""
        dialog = MissingPicturesDialog(
            asking.opened, self._tasks, self._settings, self._window, queued=queued
        )
        dialog.answered.connect(asking.answer)
        dialog.open()

    def _choose(
        self, title: str, kind: Kind, take: Callable[[list[Path]], None], *, many: bool = False
    ) -> None:
        purpose = "open" if kind == "pictures" else kind

        def chosen(paths: list[Path]) -> None:
            self._settings.remember_folder(purpose, paths[0].parent)
            take(paths)

        choose_files(self._window, title, self._settings.folder(purpose), kind, chosen, many=many)
