"""Keeps the forecast beside Start up to date: asks when something has changed, and not too often."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from nst_engine.plan import Limits
from nst_gui.forecast_words import describe
from nst_gui.models.recipe_model import RecipeModel
from nst_gui.widgets.forecast_line import ForecastLine
from nst_gui.workers.controller import Controller
from nst_gui.workers.engine import Forecast
from nst_gui.workers.tasks import Failure

#: How long nothing must change before a forecast is asked for: a slider that is dragged asks once.
SETTLE_MS: Final = 300
#: An answer that takes longer needs the machine to be measured first, and that is said.
PATIENCE_MS: Final = 400


class Forecaster(QObject):
    """Watches the model and the run, and fills the line. ``faulted`` carries a ``Failure`` with its trace.

    ``paintable``: the present settings can be painted, and have been changed since the last run ended.
    """

    faulted = Signal(object)
    paintable = Signal()

    def __init__(
        self, model: RecipeModel, controller: Controller, line: ForecastLine, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._model, self._controller, self._line = model, controller, line
        self._asked_limits = Limits()
        self._told_fault = ""
        self._changed = False
        self._settle = self._timer(SETTLE_MS)
        self._settle.timeout.connect(self._ask)
        self._patience = self._timer(PATIENCE_MS)
        self._patience.timeout.connect(self._say_measuring)
        model.changed.connect(self._note_change)
        model.changed.connect(self._outdated)
        controller.stateChanged.connect(self._outdated)
        controller.foreseen.connect(self._answered)
        controller.foreseeFailed.connect(self._failed)

    def _timer(self, interval: int) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(interval)
        return timer

    def _note_change(self, _names: object) -> None:
        self._changed = True

    def _outdated(self, _news: object) -> None:
        self._changed = self._changed and not self._controller.active
        self._controller.forget_forecast()
        self._patience.stop()
        if self._controller.active or self._model.recipe() is None:
            self._settle.stop()
            self._line.clear()
        else:
            self._line.set_stale(True)
            self._settle.start()

    def _ask(self) -> None:
        recipe = self._model.recipe()
        if recipe is None or self._controller.active:
            return
        self._asked_limits = self._model.limits
        self._controller.foresee(recipe, self._asked_limits)
        self._patience.start()

    def _say_measuring(self) -> None:
        self._line.show_words("measuring", self.tr("Measuring this computer…"))

    def _answered(self, forecast: Forecast) -> None:
        self._patience.stop()
        words = describe(forecast, self._asked_limits)
        self._line.show_words(words.light, words.text, words.tip)
        if self._changed and words.light != "too large":
            self.paintable.emit()

    def _failed(self, failure: Failure) -> None:
        self._patience.stop()
        self._line.show_words("problem", failure.sentence)
        if failure.detail and failure.sentence != self._told_fault:
            # Once is enough: every moved slider would tell it again.
            self._told_fault = failure.sentence
            self.faulted.emit(failure)
