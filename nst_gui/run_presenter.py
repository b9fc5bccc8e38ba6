"""Shows a run: its picture on the canvas, its progress, its loss curve, its words."""

from __future__ import annotations

from collections.abc import Callable
from itertools import accumulate

from PySide6.QtCore import QCoreApplication, QObject, QSize, Signal
from PySide6.QtGui import QImage

from nst_engine.events import Progress
from nst_engine.plan import Plan
from nst_engine.recipe import Recipe
from nst_gui.models.run_state import RunState
from nst_gui.widgets.canvas import Canvas
from nst_gui.widgets.comparison import CompareMode
from nst_gui.widgets.loss_plot import LossPlot
from nst_gui.widgets.progress_panel import ProgressPanel
from nst_gui.workers.controller import Controller
from nst_gui.workers.render_worker import ProgressBatch, Shown
from nst_gui.workers.tasks import Failure


def work_done(plan: Plan, scale_index: int, iteration: int) -> float:
    """Share (0–1) of the plan's work that is done: an iteration costs what its scale has pixels."""
    costs = [scale.width * scale.height * scale.iterations for scale in plan.scales]
    before = [0, *accumulate(costs)][min(scale_index, len(costs) - 1)]
    scale = plan.scales[min(scale_index, len(costs) - 1)]
    here = scale.width * scale.height * min(iteration, scale.iterations)
    return (before + here) / sum(costs)


class RunPresenter(QObject):
    """``said`` carries sentences for the message bar; ``fractionChanged`` 0–1, or ``None`` outside a run.

    ``began`` carries the recipe of a run; where it paints another photograph than the one that was shown
    last, :meth:`paint_from` is to be called.

    The canvas shows the photograph until something was painted, then that. A newly chosen photograph takes
    its place unless a run is under way, or ``unsaved()`` says that the painted picture is in no file yet.
    Where it is taken away the canvas is empty, unless a run is under way or ``only_here()`` says that the
    painted picture is nowhere else, not even among the earlier ones; what went with it comes back with it.
    A run that leaves no picture leaves the canvas as it was before. ``cameBack`` says that a painting, or
    whatever there was, has come back.
    """

    said = Signal(str, str)
    fractionChanged = Signal(object)
    viewChanged = Signal()
    began = Signal(object)
    cameBack = Signal()

    def __init__(
        self,
        controller: Controller,
        canvas: Canvas,
        progress: ProgressPanel,
        plot: LossPlot,
        unsaved: Callable[[], bool],
        only_here: Callable[[], bool],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._unsaved, self._only_here = unsaved, only_here
        self._controller, self._canvas, self._progress, self._plot = controller, canvas, progress, plot
        self._shown: Shown | None = None
        self._of_run = False
        #: The present run has something on the canvas.
        self._shows_run = False
        #: What was on the canvas before the run: a painting with its photograph and its recipe, or none.
        self._before: tuple[Shown, QImage, Recipe | None] | None = None
        #: The painting that was on the canvas when its photograph was taken away.
        self._put_away: Shown | None = None
        #: A stage stands on the canvas in the place of the painting, which is in ``_shown``.
        self._on_stage = False
        #: The photograph as it is shown, and the one that the painting on the canvas was made of.
        self._photograph: Shown | None = None
        self._painted_from = QImage()
        #: What the painting on the canvas is, or will be, made with.
        self._recipe: Recipe | None = None
        #: The next photograph was not chosen by anybody just now.
        self._restoring = False
        self._next_step = ""
        self._failure = ""
        self._last: Progress | None = None
        #: What the last run came to has left the canvas.
        self._run_gone = False
        controller.stateChanged.connect(self._on_state)
        controller.progressed.connect(self._on_progress)
        controller.previewReady.connect(self._on_preview)
        controller.changed.connect(self._on_changed)
        controller.changeRefused.connect(self._on_warning)
        controller.warned.connect(self._on_warning)
        controller.failed.connect(self._on_failed)
        controller.stoppedEarly.connect(self._on_stopped_early)
        controller.succeeded.connect(self._on_succeeded)
        self._on_state(controller.state)

    def show_next_step(self, words: str) -> None:
        """Say what a run still waits for, in few words; empty when it could start."""
        self._next_step = words
        self._show_state(self._controller.state)

    def get_over_failure(self) -> str:
        """What could not be painted is not asked for any more: the sentence about it, or nothing."""
        over, self._failure = self._failure, ""
        if self._controller.state is RunState.FAILED:  # else a later run is on the canvas
            self._forget_run()
        return over

    @property
    def has_view(self) -> bool:
        """The canvas shows a picture."""
        return self._shown is not None

    @property
    def shows_photograph(self) -> bool:
        """The canvas shows what will be painted, and no painting."""
        return self.has_view and not self._of_run

    def show_photograph(self, image: QImage, output: QSize) -> None:
        """Show what will be painted next, unless a painted picture has to stay."""
        self._photograph = Shown(image, output, full=False)
        restored, self._restoring = self._restoring, False
        put_away, self._put_away = self._put_away, None
        if put_away is not None:
            self._of_run = True
            self._compare()
            self._show(put_away)
            self.cameBack.emit()
        elif not self._of_run or not (restored or self._controller.active or self._unsaved()):
            self._of_run = False
            self._compare()
            self._show(self._photograph)
            self._forget_run()

    def expect_photograph(self, *, again: bool) -> None:
        """A photograph is about to be shown; ``again``: the one that was taken away last, taken back."""
        if not again:
            self._put_away = None

    def expect_restored(self) -> None:
        """The next photograph is that of last time: it takes the place of nothing the user has called up."""
        self._restoring = True

    def show_earlier(self, shown: Shown, photograph: QImage) -> None:
        """Show a painting that was made before, and compare it with its own photograph."""
        if self._controller.active:
            return
        self._of_run, self._painted_from, self._recipe, self._put_away = True, photograph, None, None
        self._compare()
        self._show(shown)
        self._forget_run()

    def compare_with(self, shown: Shown) -> None:
        """Hold another painting against the one on the canvas, until something else is shown.

        Where the painting stood alone a divider comes between the two: else nothing would be seen of it.
        """
        if self._of_run:
            self._canvas.set_other(shown.image, self.tr("Earlier painting"), self._own_label())
            if self._canvas.comparison.chosen is CompareMode.RESULT:
                self._canvas.set_mode(CompareMode.SPLIT)
            self.viewChanged.emit()
        else:
            self.said.emit(self.tr("Show a painting first; then another can be compared with it."), "info")

    def show_finished(self, shown: Shown) -> None:
        """The painting on the canvas has another finish; anything else that is shown stays."""
        if self._of_run and not self._controller.active:
            if self._on_stage:
                self._shown = shown  # seen as soon as the stage makes way
            else:
                self._show(shown)

    @property
    def shows_painting(self) -> bool:
        """The canvas shows a painting, or one of its stages."""
        return self._of_run

    @property
    def shows_run(self) -> bool:
        """The canvas shows what the present or last run has painted."""
        return self._of_run and self._shows_run

    def go_on_from(self, other: RunPresenter) -> None:
        """Show the painting that ``other`` shows, if it shows one, beside its photograph."""
        if other._of_run and other._shown is not None:
            self.show_earlier(other._shown, other._painted_from)

    def show_stage(self, image: QImage | None) -> None:
        """Show a stage in the painting's place; ``None``: the painting again."""
        if self._shown is not None and (image is not None or self._on_stage):
            self._on_stage = image is not None
            self._canvas.show_picture(image or self._shown.image, self._shown.output)

    def paint_from(self, recipe: Recipe, photograph: QImage) -> None:
        """What is painted with ``recipe`` is made of this photograph; ignored once another is shown."""
        if recipe is not self._recipe:
            return
        self._painted_from = photograph
        if self._of_run:
            self._compare()
            self.viewChanged.emit()

    def clear_photograph(self) -> None:
        """The photograph was taken away, as for a new beginning."""
        self._photograph = None
        if not self._of_run or not (self._controller.active or self._only_here()):
            self._put_away = self._shown if self._of_run else None
            self._of_run = False
            self._compare()
            self._show_nothing()
            self._forget_run()

    def resize_photograph(self, image: QImage, output: QSize) -> None:
        """Another output size was chosen: the view counts in its pixels; ``image`` has no more of them."""
        self._photograph = Shown(image, output, full=False)
        if self.shows_photograph:
            self._show(self._photograph)

    def _show(self, shown: Shown) -> None:
        self._shown, self._on_stage = shown, False
        self._canvas.show_picture(shown.image, shown.output)
        self.viewChanged.emit()

    def _show_nothing(self) -> None:
        self._shown, self._on_stage = None, False
        self._canvas.clear()
        self.viewChanged.emit()

    def _compare(self) -> None:
        """Give the canvas what its painting can be compared with: nothing, where it shows no painting."""
        other = self._painted_from if self._of_run else QImage()
        self._canvas.set_other(other, self.tr("Photograph"), self._own_label())

    @staticmethod
    def _own_label() -> str:
        # In a context of its own: the state of a run is the same word in English alone.
        return QCoreApplication.translate("Comparison", "Painting")

    def _on_preview(self, shown: Shown) -> None:
        self._shows_run = True
        if not self._of_run:
            self._of_run = True
            self._compare()
        self._show(shown)
        self._controller.acknowledge_preview()

    def _forget_run(self) -> None:
        """Say nothing more of the last run: what it came to is not on the canvas any more."""
        if not self._controller.active:
            self._last, self._run_gone = None, True
            self._plot.clear()
            self._progress.reset()
            self._show_state(self._controller.state)

    def _show_state(self, state: RunState) -> None:
        texts = {
            RunState.QUEUED: self.tr("Ready"),
            RunState.PREPARING: self.tr("Preparing…"),
            RunState.RUNNING: self.tr("Painting"),
            RunState.PAUSING: self.tr("Pausing…"),
            RunState.PAUSED: self.tr("Paused"),
            RunState.STOPPING: self.tr("Stopping…"),
            RunState.FINISHED: self.tr("Finished"),
            RunState.STOPPED: self.tr("Stopped"),
            RunState.DIVERGED: self.tr("Ended early"),
            RunState.FAILED: self.tr("Could not paint"),
        }
        waits = self._next_step and not self._controller.active
        told = RunState.QUEUED if self._run_gone else state
        self._progress.show_state(self._next_step if waits else texts[told])

    def _on_state(self, state: RunState) -> None:
        if state is RunState.PREPARING:
            self._set_aside()
            self._painted_from = QImage() if self._photograph is None else self._photograph.image
            self._recipe = self._controller.recipe
            self.began.emit(self._recipe)
            if self._of_run:
                self._compare()
            self._last, self._run_gone = None, False
            self._plot.clear()
            self._progress.reset()
        self._show_state(state)
        if not self._controller.active:
            self.fractionChanged.emit(None)
            if self._last is not None:
                self._show_progress(self._last, None)  # nothing is left to wait for

    def _on_progress(self, batch: ProgressBatch) -> None:
        for objective, scale_index in batch.points:
            self._plot.add_point(objective, scale_index)
        self._last = batch.last
        fraction = self._show_progress(batch.last, batch.last.eta_s)
        if self._controller.active:
            self.fractionChanged.emit(fraction)

    def _show_progress(self, last: Progress, eta_s: float | None) -> float:
        plan = self._controller.plan
        fraction = work_done(plan, last.scale_index, last.iteration) if plan is not None else 0.0
        self._progress.show_progress(
            last.scale_index,
            last.scale_count,
            last.iteration,
            last.iterations,
            fraction,
            last.elapsed_s,
            eta_s,
        )
        return fraction

    def _set_aside(self) -> None:
        painting = self._shown if self._of_run else None
        self._before = None if painting is None else (painting, self._painted_from, self._recipe)
        self._shows_run, self._put_away = False, None

    def _bring_back(self) -> None:
        """Show what there was before the run, which has left nothing."""
        before, self._before, self._shows_run = self._before, None, False
        if before is not None:
            shown, self._painted_from, self._recipe = before
            self._of_run = True
        else:
            shown, self._of_run = self._photograph, False
        self._compare()
        if shown is not None:
            self._show(shown)
        else:
            self._show_nothing()
        self.cameBack.emit()

    def _on_succeeded(self, _result: object) -> None:
        self._before = None

    def _on_stopped_early(self) -> None:
        self._bring_back()
        self.said.emit(self.tr("Stopped before anything was painted."), "info")

    def _on_changed(self, _event: object) -> None:
        self._plot.mark_change()

    def _on_warning(self, message: str) -> None:
        self.said.emit(message, "warning")

    def _on_failed(self, failure: Failure) -> None:
        self._bring_back()
        self._failure = failure.sentence
        self.said.emit(failure.sentence, "error")
