"""Applies the finish to a picture that is done, as soon as its sliders move."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal

from nst_engine.recipe import Recipe
from nst_engine.result import Result
from nst_gui.models.counting import FINISH
from nst_gui.models.recipe_model import RecipeModel
from nst_gui.models.run_state import RunState
from nst_gui.workers import finish_worker
from nst_gui.workers.controller import Controller
from nst_gui.workers.finish_worker import Finished
from nst_gui.workers.tasks import Failure, Tasks


def without_finish(recipe: Recipe) -> Recipe:
    """The recipe as far as it is painted."""
    return recipe.model_copy(update=dict.fromkeys(FINISH, 0.0))


class Finisher(QObject):
    """Holds the result that is shown, and gives it the finish that the model asks for.

    One picture is computed at a time; of what is asked meanwhile only the last counts. ``finished`` carries a
    ``Finished``, ``said`` a sentence and its kind.
    """

    finished = Signal(object)
    said = Signal(str, str)

    def __init__(self, model: RecipeModel, controller: Controller, tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self._model, self._controller, self._tasks = model, controller, tasks
        self._result: Result | None = None
        self._ground: finish_worker.Ground | None = None
        #: What was shown before nothing was: it may come back.
        self._aside: Result | None = None
        self._busy = False
        #: What was asked for when the run began.
        self._began: dict[str, float] = {}
        model.changed.connect(self._model_changed)
        controller.stateChanged.connect(self._on_state)
        controller.succeeded.connect(self._result_came)

    def _wanted(self) -> dict[str, float]:
        return {name: getattr(self._model.draft, name) for name in FINISH}

    def _on_state(self, state: RunState) -> None:
        if state is RunState.PREPARING:
            self._began = self._wanted()

    def _result_came(self, result: Result) -> None:
        self._result, self._ground, self._aside = result, None, None
        if self._wanted() != self._began:
            self._update()  # the sliders were moved while it was painted; else it keeps the finish it has

    def forget(self) -> None:
        """Another picture is shown, which keeps the finish it has."""
        self._result = self._ground = self._aside = None

    def set_aside(self) -> None:
        """Nothing is shown of what a finish would do."""
        if self._result is not None:
            self._aside, self._result, self._ground = self._result, None, None

    def take_up(self) -> None:
        """What was set aside is shown again."""
        if self._aside is not None:
            self._result, self._aside = self._aside, None
            self._update()

    def _model_changed(self, names: frozenset[str]) -> None:
        if names & set(FINISH):
            self._update()

    def _update(self) -> None:
        if self._result is None or self._busy or self._controller.active:
            return
        wanted = self._wanted()
        if all(getattr(self._result.recipe, name) == value for name, value in wanted.items()):
            return
        self._busy = True
        recipe = self._result.recipe.model_copy(update=wanted)
        self._tasks.run(
            partial(finish_worker.finish, self._result, recipe, self._ground),
            partial(self._done, self._result),
            self._failed,
        )

    def _done(self, began_with: Result, answer: Finished) -> None:
        self._busy = False
        if began_with is self._result:
            self._result, self._ground = answer.result, answer.ground
            self.finished.emit(answer)
        self._update()

    def _failed(self, failure: Failure) -> None:
        self._busy = False
        self.said.emit(failure.sentence, "error")
