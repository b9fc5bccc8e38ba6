"""The one place the window talks to about running: owns the painting thread and the state of the run."""

from __future__ import annotations

import itertools
import logging
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, QThread, Signal, Slot

from nst_engine.events import Changed, Started
from nst_engine.plan import Limits, Plan
from nst_engine.recipe import Recipe
from nst_engine.result import Result
from nst_engine.segments import Changes
from nst_engine.stages import StageFolder
from nst_engine.token import Token
from nst_gui.models import run_state
from nst_gui.models.run_state import RunState
from nst_gui.workers.engine import Engine, Forecast
from nst_gui.workers.render_worker import Job, Question, RenderWorker, Shown, Sketch, SoFar
from nst_gui.workers.tasks import Failure

_log: Final = logging.getLogger(__name__)


class Controller(QObject):
    """Starts, pauses, resumes and stops runs, one at a time.

    ``stateChanged`` carries a :class:`RunState`, ``progressed`` a ``ProgressBatch``, ``previewReady`` a
    ``Shown``, ``failed`` a ``Failure``, ``succeeded`` a ``Result``; each speaks of the present run only.
    The picture of a run reaches ``previewReady`` before ``succeeded``, unless there was no memory to show it.
    A run that is stopped before its first iteration has no picture of its own and gives no result:
    ``stoppedEarly`` tells it. ``changed`` carries the event that says from where on a run has other settings,
    ``changeRefused`` why it does not take those that were asked for. ``captured`` brings what was asked for
    with :meth:`capture`, ``None`` where there is nothing yet. ``ended`` is every run's last word.

    ``sketched`` carries the number of a sketch and its QImage, ``sketchFailed`` a ``Failure`` instead.

    ``foreseen`` carries the ``Forecast`` that was asked for last, ``foreseeFailed`` a ``Failure`` instead.
    """

    stateChanged = Signal(object)
    planned = Signal(object)
    progressed = Signal(object)
    previewReady = Signal(object)
    warned = Signal(str)
    failed = Signal(object)
    succeeded = Signal(object)
    stoppedEarly = Signal()
    ended = Signal()
    changed = Signal(object)
    changeRefused = Signal(str)
    captured = Signal(object)
    foreseen = Signal(object)
    foreseeFailed = Signal(object)
    sketched = Signal(int, object)
    sketchFailed = Signal(int, object)
    _ordered = Signal(object)
    _sketchOrdered = Signal(object)
    _asked = Signal(object)
    _warming = Signal()

    def __init__(self, engine: Engine, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._state = RunState.QUEUED
        self._numbers = itertools.count(1)
        self._run_id = ""
        self._question = 0
        self._token = Token()
        self._changes = Changes()
        self._sketch_token = Token()
        self._sketch_numbers = itertools.count(1)
        self._recipe: Recipe | None = None
        self._plan: Plan | None = None
        self._result: Result | None = None
        self._so_far: SoFar | None = None
        self._capturing = False
        self._stage_folder: Callable[[], StageFolder | None] = lambda: None
        self._stages: StageFolder | None = None
        self._painted = False
        self._thread = QThread(self)
        self._thread.setObjectName("nst-painter")
        self._worker = RenderWorker(engine)
        self._worker.moveToThread(self._thread)
        self._connect(self._worker)
        # Not at a lower priority: torch's own threads would keep theirs and wait, spinning, for this one. The
        # worker steps back together with them, where that is wanted.
        self._thread.start()

    def _connect(self, worker: RenderWorker) -> None:
        self._ordered.connect(worker.paint)
        self._warming.connect(worker.prepare)
        self._asked.connect(worker.foresee)
        self._sketchOrdered.connect(worker.sketch)
        worker.sketched.connect(self.sketched)
        worker.sketchFailed.connect(self.sketchFailed)
        worker.foreseen.connect(self._on_foreseen)
        worker.foreseeFailed.connect(self._on_foresee_failed)
        worker.started.connect(self._on_started)
        worker.progressed.connect(self._on_progressed)
        worker.previewReady.connect(self._on_preview)
        worker.warned.connect(self._on_warned)
        worker.changed.connect(self._on_changed)
        worker.changeRefused.connect(self._on_change_refused)
        worker.paused.connect(self._on_paused)
        worker.resumed.connect(self._on_resumed)
        worker.failed.connect(self._on_failed)
        worker.succeeded.connect(self._on_succeeded)

    @property
    def state(self) -> RunState:
        return self._state

    @property
    def recipe(self) -> Recipe | None:
        """The recipe of the present or last run, with what was changed on the way."""
        return self._recipe

    @property
    def plan(self) -> Plan | None:
        """The plan of the present or last run, known once it has started."""
        return self._plan

    @property
    def result(self) -> Result | None:
        """What the last run gave; kept until another run gives its own."""
        return self._result

    @property
    def so_far(self) -> SoFar | None:
        """What a paused run has painted; ``None`` in every other state, and before the first iteration."""
        return self._so_far

    @property
    def stages(self) -> StageFolder | None:
        """Where the stages of the present or last run are; whoever keeps its result takes them over."""
        return self._stages

    def keep_stages_in(self, folder: Callable[[], StageFolder | None]) -> None:
        """Ask ``folder`` for a place for the stages of each run from now on."""
        self._stage_folder = folder

    @property
    def active(self) -> bool:
        """A run is under way, paused or on its way to its end."""
        return self._state in run_state.ACTIVE

    def paint_gently(self, gently: bool) -> None:
        """Whether other programs come first from the next painting on."""
        self._worker.gently = gently

    def warm_up(self) -> None:
        """Load the engine in the painting thread now, so that the first start does not wait for it."""
        self._warming.emit()

    def foresee(self, recipe: Recipe, limits: Limits) -> None:
        """Ask what a run would take; earlier questions get no answer any more, nor does one during a run."""
        if self._state not in run_state.CAN_START:
            return
        self.forget_forecast()
        self._asked.emit(Question(self._question, recipe, limits))

    def forget_forecast(self) -> None:
        """What was asked by :meth:`foresee` need not be answered any more."""
        self._question += 1
        self._worker.expect_question(self._question)

    def sketch(self, recipe: Recipe, limits: Limits) -> int | None:
        """Paint a small picture beside all runs; returns its number, ``None`` while a run is active."""
        if self._state not in run_state.CAN_START:
            return None
        number = next(self._sketch_numbers)
        self._sketchOrdered.emit(Sketch(number, recipe, limits, self._sketch_token))
        return number

    def forget_sketches(self) -> None:
        """None of the sketches that were ordered is wanted any more."""
        self._sketch_token.stop()
        self._sketch_token = Token()

    def start(self, recipe: Recipe, limits: Limits) -> None:
        """Begin a new run, before all sketches; does nothing while one is active."""
        if self._state not in run_state.CAN_START:
            return
        self.forget_forecast()
        self.forget_sketches()
        self._run_id = f"run-{next(self._numbers)}"
        self._token, self._changes = Token(), Changes(limits)
        self._recipe, self._plan, self._painted = recipe, None, False
        self._stages = self._stage_folder()
        self._go(RunState.PREPARING)
        self._ordered.emit(Job(self._run_id, recipe, limits, self._token, self._changes, self._stages))

    def change(self, recipe: Recipe) -> None:
        """Have the run go on with the settings of ``recipe``, as far as they may change while painting."""
        if self._state in run_state.CAN_CHANGE:
            self._changes.ask(recipe)

    def pause(self) -> None:
        """Ask the run to wait; it does after the evaluation it is in."""
        if self._state in run_state.CAN_PAUSE:
            self._token.pause()
            self._go(RunState.PAUSING)

    def resume(self) -> None:
        """Go on, also when the pause has not been reached yet."""
        if self._state in run_state.CAN_RESUME:
            if not self._capturing:  # else it goes on by itself, when it has handed its picture over
                self._token.resume()
            self._go(RunState.RUNNING)

    def capture(self) -> None:
        """Ask the run for what it has painted so far. It goes on by itself, unless it is to pause anyway; one
        that ends first brings nothing.
        """
        if self._so_far is not None:
            self.captured.emit(self._so_far)
        elif self._state in (RunState.RUNNING, RunState.PAUSING):
            self._capturing = True
            self._token.pause()

    def stop(self) -> None:
        """Ask the run to end with the picture it has."""
        if self._state in run_state.CAN_STOP:
            self._token.stop()
            self._go(RunState.STOPPING)

    def acknowledge_preview(self) -> None:
        """The last preview is on the screen."""
        self._worker.acknowledge_preview()

    def shutdown(self) -> None:
        """End the run and the thread; waits for the evaluation in progress. Safe to call twice."""
        self._token.stop()
        self.forget_forecast()
        self.forget_sketches()
        self._run_id = ""
        if self._thread.isRunning():
            self._thread.quit()
            self._thread.wait()

    def _go(self, new: RunState, so_far: SoFar | None = None) -> None:
        self._so_far = so_far
        if new not in run_state.CAN_CAPTURE:
            self._capturing = False
        self._state = run_state.checked(self._state, new)
        _log.info("%s is %s", self._run_id, new)
        self.stateChanged.emit(new)

    @Slot(int, object)
    def _on_foreseen(self, number: int, forecast: Forecast) -> None:
        if number == self._question:
            self.foreseen.emit(forecast)

    @Slot(int, object)
    def _on_foresee_failed(self, number: int, failure: Failure) -> None:
        if number == self._question:
            self.foreseeFailed.emit(failure)

    @Slot(str, object)
    def _on_started(self, run_id: str, event: Started) -> None:
        if run_id != self._run_id:
            return
        self._plan = event.plan
        self.planned.emit(event.plan)
        if self._state is RunState.PREPARING:
            self._go(RunState.RUNNING)

    @Slot(str, object)
    def _on_progressed(self, run_id: str, batch: object) -> None:
        if run_id == self._run_id:
            self._painted = True
            self.progressed.emit(batch)

    @Slot(str, object)
    def _on_preview(self, run_id: str, shown: object) -> None:
        if run_id == self._run_id:
            self.previewReady.emit(shown)

    @Slot(str, str)
    def _on_warned(self, run_id: str, message: str) -> None:
        if run_id == self._run_id:
            self.warned.emit(message)

    @Slot(str, object)
    def _on_changed(self, run_id: str, event: Changed) -> None:
        if run_id == self._run_id:
            self._recipe = event.recipe
            self.changed.emit(event)

    @Slot(str, str)
    def _on_change_refused(self, run_id: str, reason: str) -> None:
        if run_id == self._run_id:
            self.changeRefused.emit(reason)

    @Slot(str, object)
    def _on_paused(self, run_id: str, so_far: SoFar | None) -> None:
        if run_id != self._run_id:
            return
        capturing, self._capturing = self._capturing, False
        if self._state is RunState.PAUSING:
            self._go(RunState.PAUSED, so_far)
        elif capturing:
            self._token.resume()
        if capturing:
            self.captured.emit(so_far)

    @Slot(str)
    def _on_resumed(self, run_id: str) -> None:
        # Only a resume that did not come from here is news.
        if run_id == self._run_id and self._state is RunState.PAUSED and not self._token.pause_requested:
            self._go(RunState.RUNNING)

    @Slot(str, object)
    def _on_failed(self, run_id: str, failure: Failure) -> None:
        if run_id != self._run_id:
            return
        self._go(RunState.FAILED)
        self.failed.emit(failure)
        self.ended.emit()

    @Slot(str, object, object)
    def _on_succeeded(self, run_id: str, result: Result, shown: Shown | None) -> None:
        if run_id != self._run_id:
            return
        if result.state == "stopped" and not self._painted:
            self._go(RunState.STOPPED)
            self.stoppedEarly.emit()
            self.ended.emit()
            return
        self._result, self._recipe = result, result.recipe
        if shown is not None:
            self.previewReady.emit(shown)
        self._go(RunState(result.state))
        self.succeeded.emit(result)
        self.ended.emit()
