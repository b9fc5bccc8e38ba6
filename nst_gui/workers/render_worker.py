"""The object that lives in the painting thread: runs one recipe at a time and never raises."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, QSize, Signal, Slot
from PySide6.QtGui import QImage

from nst_engine import pace
from nst_engine.events import (
    Changed,
    ChangeRefused,
    Event,
    Paused,
    Preview,
    Progress,
    Resumed,
    RunWarning,
    Stage,
    Started,
)
from nst_engine.plan import Limits, Plan
from nst_engine.recipe import Recipe
from nst_engine.result import Result
from nst_engine.segments import Changes
from nst_engine.sentences import Sentence
from nst_engine.stages import StageFolder
from nst_engine.token import Token
from nst_gui.words import said
from nst_gui.workers.engine import Engine
from nst_gui.workers.images import picture_to_qimage, preview_image, to_qimage
from nst_gui.workers.tasks import failure_of

_log: Final = logging.getLogger(__name__)
PROGRESS_PERIOD_S: Final = 0.1
PREVIEW_PERIOD_S: Final = 0.25


@dataclass(frozen=True, slots=True)
class Job:
    """One run as the controller orders it."""

    run_id: str
    recipe: Recipe
    limits: Limits
    token: Token
    changes: Changes
    stages: StageFolder | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """What would a run of this recipe take? The newest question has the highest number."""

    number: int
    recipe: Recipe
    limits: Limits


@dataclass(frozen=True, slots=True)
class Sketch:
    """A small picture to be painted beside all runs: no events, no result, only what it looks like."""

    number: int
    recipe: Recipe
    limits: Limits
    token: Token


@dataclass(frozen=True, slots=True)
class ProgressBatch:
    """The newest progress of a run and the loss curve's points since the batch before: (objective, scale)."""

    last: Progress
    points: tuple[tuple[float, int], ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture for the canvas: ``image`` may be smaller than ``output``, the size that is painted."""

    image: QImage
    output: QSize
    full: bool


@dataclass(frozen=True, slots=True, eq=False)
class SoFar:
    """What a paused run has painted: ``pixels`` (H×W×3, sRGB, 16 bits) at the scale it has reached."""

    recipe: Recipe
    pixels: NDArray[np.uint16]


@dataclass(slots=True)
class _Throttle:
    """What one run has to say but was not let through yet."""

    recipe: Recipe | None = None
    plan: Plan | None = None
    output: QSize = field(default_factory=QSize)
    points: list[tuple[float, int]] = field(default_factory=list)
    progress: Progress | None = None
    #: The newest preview, also when it was sent already: a pause shows it in full.
    preview: Preview | None = None
    preview_is_new: bool = False
    #: An iteration was made: before that there is nothing to see but what the run starts from.
    painted: bool = False
    progress_at: float = float("-inf")
    preview_at: float = float("-inf")


class RenderWorker(QObject):
    """Runs jobs in its thread. Every signal begins with the id of the run it speaks of.

    ``succeeded`` carries the ``Result`` and its ``Shown``, or ``None`` where that could not be made;
    ``changed`` a ``Changed``; ``paused`` a ``SoFar``, or ``None`` while nothing has been painted.
    """

    started = Signal(str, object)
    progressed = Signal(str, object)
    previewReady = Signal(str, object)
    warned = Signal(str, str)
    changed = Signal(str, object)
    changeRefused = Signal(str, str)
    paused = Signal(str, object)
    resumed = Signal(str)
    failed = Signal(str, object)
    succeeded = Signal(str, object, object)
    foreseen = Signal(int, object)
    foreseeFailed = Signal(int, object)
    sketched = Signal(int, object)
    sketchFailed = Signal(int, object)

    def __init__(self, engine: Engine) -> None:
        super().__init__()
        self._engine = engine
        self._preview_wanted = threading.Event()
        self._preview_wanted.set()
        self._held = _Throttle()
        self._stages: StageFolder | None = None
        self._newest_question = 0
        #: Whether other programs come first, from the next painting on. Set from any thread.
        self.gently = False

    def expect_question(self, number: int) -> None:
        """Questions with a lower number need no answer any more. Safe from any thread."""
        self._newest_question = number

    @Slot(object)
    def foresee(self, question: Question) -> None:
        """Answer with ``foreseen`` or ``foreseeFailed``, unless the question is out of date by now."""
        if question.number != self._newest_question:
            return
        try:
            forecast = self._engine.forecast(question.recipe, question.limits)
        except Exception as error:  # noqa: BLE001 - the window tells the user, the log keeps the trace
            failure = failure_of(error)
            if failure.detail:
                _log.error("There is no forecast: %s\n%s", failure.sentence, failure.detail)
            self.foreseeFailed.emit(question.number, failure)
        else:
            self.foreseen.emit(question.number, forecast)

    @Slot(object)
    def sketch(self, order: Sketch) -> None:
        """Answer with ``sketched`` (a QImage) or ``sketchFailed``; not at all when nobody waits any more."""
        if not order.token.stop_requested:
            self._at_its_pace(partial(self._sketch, order))

    def _sketch(self, order: Sketch) -> None:
        try:
            plan = self._engine.make_plan(order.recipe, order.limits)
            result = self._engine.render(order.recipe, plan, _say_nothing, order.token)
            if result.state != "stopped":
                self.sketched.emit(order.number, picture_to_qimage(result.picture))
        except Exception as error:  # noqa: BLE001 - the window tells the user, the log keeps the trace
            failure = failure_of(error)
            _log.error("A sketch failed: %s\n%s", failure.sentence, failure.detail)
            self.sketchFailed.emit(order.number, failure)

    def acknowledge_preview(self) -> None:
        """The last preview is on the screen: another may be sent. Safe from any thread."""
        self._preview_wanted.set()

    @Slot()
    def prepare(self) -> None:
        """Load what the engine needs, ahead of the first run."""
        try:
            self._engine.prepare()
        except Exception:  # noqa: BLE001 - logged with its trace
            # The first run will meet it again, and tell the user who by then has asked for something.
            _log.exception("The engine could not be prepared")

    def _at_its_pace(self, work: Callable[[], None]) -> None:
        if self.gently:
            pace.gently(work)
        else:
            work()

    @Slot(object)
    def paint(self, job: Job) -> None:
        """Paint ``job`` to its end; ``succeeded`` or ``failed`` is the last signal of the run."""
        self._at_its_pace(partial(self._paint, job))

    def _paint(self, job: Job) -> None:
        self._held, self._stages = _Throttle(job.recipe), job.stages
        self._preview_wanted.set()
        try:
            plan = self._engine.make_plan(job.recipe, job.limits)
            result = self._engine.render(job.recipe, plan, self._on_event, job.token, job.run_id, job.changes)
            self._send_progress(job.run_id)
        except Exception as error:  # noqa: BLE001 - the window tells the user, the log keeps the trace
            failure = failure_of(error)
            _log.error("The run failed: %s\n%s", failure.sentence, failure.detail)
            if job.stages is not None:
                job.stages.discard()
            self.failed.emit(job.run_id, failure)
        else:
            self.succeeded.emit(job.run_id, result, self._final_image(job.run_id, result))
        finally:
            self._held = _Throttle()  # the last preview need not stay in memory

    def _final_image(self, run_id: str, result: Result) -> Shown | None:
        """The painted picture for the canvas; a failure here must not cost the picture itself."""
        try:
            width, height = result.recipe.output_size
            return Shown(picture_to_qimage(result.picture), QSize(width, height), full=True)
        except Exception:  # noqa: BLE001 - logged with its trace, and said
            _log.exception("The finished picture cannot be shown")
            words = Sentence("The finished picture could not be shown here, but it can be saved.")
            self.warned.emit(run_id, said(words))
            return None

    def _on_event(self, event: Event) -> None:
        match event:
            case Progress():
                self._held.progress, self._held.painted = event, True
                self._held.points.append((event.objective, event.scale_index))
                if time.monotonic() - self._held.progress_at >= PROGRESS_PERIOD_S:
                    self._send_progress(event.run)
            case Preview():
                self._held.preview, self._held.preview_is_new = event, True
            case Stage():
                if self._stages is not None:
                    self._stages.keep(event)
            case RunWarning():
                self.warned.emit(event.run, said(event.message))
            case Changed():
                self._send_progress(event.run)  # what came before was painted as before
                self._held.recipe = event.recipe
                self._note_what_is_painted()
                self.changed.emit(event.run, event)
            case ChangeRefused():
                self.changeRefused.emit(event.run, said(event.message))
            case Started():
                self._held.output, self._held.plan = QSize(event.width, event.height), event.plan
                self._note_what_is_painted()
                self.started.emit(event.run, event)
            case Paused():
                self._send_progress(event.run)
                self._send_preview(event.run, full=True)
                self.paused.emit(event.run, self._so_far(event))
            case Resumed():
                self.resumed.emit(event.run)
        self._offer_preview(event.run)

    def _note_what_is_painted(self) -> None:
        held = self._held
        if self._stages is not None and held.recipe is not None and held.plan is not None:
            self._stages.begin(held.recipe, held.plan)

    def _so_far(self, event: Paused) -> SoFar | None:
        held = self._held
        if held.recipe is None or event.levels is None or not held.painted:
            return None
        return SoFar(held.recipe, event.levels)

    def _send_progress(self, run_id: str) -> None:
        held = self._held
        if held.progress is None:
            return
        self.progressed.emit(run_id, ProgressBatch(held.progress, tuple(held.points)))
        held.progress, held.points, held.progress_at = None, [], time.monotonic()

    def _offer_preview(self, run_id: str) -> None:
        waited = time.monotonic() - self._held.preview_at
        if self._held.preview_is_new and self._preview_wanted.is_set() and waited >= PREVIEW_PERIOD_S:
            self._send_preview(run_id, full=False)

    def _send_preview(self, run_id: str, *, full: bool) -> None:
        held = self._held
        if held.preview is None or not held.painted:
            return
        image = to_qimage(held.preview.pixels) if full else preview_image(held.preview.pixels)
        output = held.output if held.output.isValid() else image.size()
        self._preview_wanted.clear()
        self.previewReady.emit(run_id, Shown(image, output, full))
        held.preview_is_new, held.preview_at = False, time.monotonic()


def _say_nothing(_event: Event) -> None:
    pass
