"""Paints what is queued, one after the other; a failure does not stop the rest."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Literal

from PySide6.QtCore import QObject, QTimer, Signal

from nst_engine.recipe import PictureRef, Recipe
from nst_engine.schedule import make_schedule
from nst_gui.models import going_on
from nst_gui.models.queue_model import ItemState, QueueItem, QueueModel
from nst_gui.models.queue_steps import QueueStep
from nst_gui.models.recipe_model import RecipeModel
from nst_gui.models.run_state import RunState
from nst_gui.workers.controller import Controller
from nst_gui.workers.render_worker import ProgressBatch
from nst_gui.workers.tasks import Failure


def work(recipe: Recipe) -> float:
    """What a painting takes, in pixels evaluated: enough to compare paintings with each other."""
    width, height = recipe.output_size
    scales = make_schedule(width, height, recipe.quality, recipe.iterations, recipe.scales)
    return float(sum(scale.width * scale.height * (scale.iterations + 1) for scale in scales))


class PaintingQueue(QObject):
    """Runs a :class:`QueueModel` through the controller.

    What the user does to the queue is a step of the recipe's undo; what painting does to it is not.
    ``changed`` says that the queue, or whether it runs, is different; ``said`` carries a sentence and its
    kind.
    """

    changed = Signal()
    said = Signal(str, str)

    def __init__(self, recipe: RecipeModel, controller: Controller, parent: QObject) -> None:
        super().__init__(parent)
        self._recipe, self._controller = recipe, controller
        self.model = QueueModel(self)
        self.model.listChanged.connect(self.changed)
        self._current: int | None = None
        self._began = 0.0
        self._failure = ""
        self._running = False
        self._eta: float | None = None
        #: The window ends: what is stopped now was not given up.
        self._leaving = False
        #: What each item takes, by its number: told ten times a second, it is worked out once.
        self._works: dict[int, float] = {}
        #: Whether something that is no item of the queue is about to be painted; the window sets it.
        self.gives_way: Callable[[], bool] = lambda: False
        #: Whether what waits will be there at the next start; whoever keeps it sets it.
        self.is_kept: Callable[[], bool] = lambda: False
        #: What waits was left by the last window, and nobody has had it painted since.
        self.from_last_time = False
        controller.failed.connect(self._on_failed)
        controller.progressed.connect(self._on_progress)
        controller.ended.connect(self._on_ended)

    @property
    def running(self) -> bool:
        """Whether what waits is painted as soon as nothing else is."""
        return self._running

    def add_present(self) -> None:
        """Queue what is set now."""
        recipe = self._recipe.recipe()
        if recipe is None:
            self.said.emit(self._recipe.missing() or "", "info")
            return
        with self._added():
            item = self.model.add(recipe, self._recipe.limits)
        self.said.emit(self.tr("Queued: {title}.").format(title=item.title), "info")

    def add_photographs(self, photographs: Iterable[PictureRef]) -> None:
        """Queue each of ``photographs`` with what is set now; needs paintings."""
        draft, limits = self._recipe.draft, self._recipe.limits
        if not self._recipe.styles:
            self.said.emit(self.tr("Add a painting first; then several photographs can be queued."), "info")
            return
        recipes = (going_on.made_of(draft, photograph) for photograph in photographs)
        with self._added():
            count = self.model.add_all(recipes, limits)
        self.said.emit(self.tr("%n photographs were queued.", "", count), "info")

    def add_all(self, recipes: Iterable[Recipe]) -> None:
        """Queue each of ``recipes``."""
        with self._added():
            self.model.add_all(recipes, self._recipe.limits)

    # ---- changes by hand --------------------------------------------------------------------------

    def take_out(self, numbers: Collection[int]) -> None:
        """Take items away but the one that is being painted; of several that is said."""
        with self._step(self.tr("paintings taken out of the queue")):
            count = self.model.remove(numbers)
        if count > 1:
            words = self.tr(
                "%n paintings were taken out of the queue; Edit ▸ Undo puts them back.", "", count
            )
            self.said.emit(words, "info")

    def take_out_done(self) -> None:
        """Take everything away that is done."""
        self.take_out({item.number for item in self.model.items if item.state is ItemState.DONE})

    def empty(self) -> None:
        """Take everything away but the one that is being painted."""
        self.take_out({item.number for item in self.model.items})

    def move(self, numbers: Collection[int], by: Literal[-1, 1]) -> None:
        """Let items be painted one place earlier (-1) or later (1), those that can."""
        with self._step(self.tr("order of the queue")):
            self.model.move(numbers, by)

    def repeat(self, numbers: Collection[int]) -> None:
        """Let items that were painted, or could not be, wait again."""
        with self._step(self.tr("paintings that wait again")):
            self.model.repeat(numbers)

    def _added(self) -> AbstractContextManager[None]:
        return self._step(self.tr("paintings added to the queue"))

    @contextmanager
    def _step(self, text: str) -> Iterator[None]:
        """What is done to the queue meanwhile can be taken back; ``text`` follows "Undo" in the menu."""
        before = self.model.items
        yield
        after = self.model.items
        if after != before:
            self._recipe.steps.note(QueueStep(self.model, text, before, after))

    # ---- whether it runs --------------------------------------------------------------------------

    def start(self) -> None:
        """Paint what waits, now or when the present run has ended."""
        self._running, self.from_last_time = True, False
        self.changed.emit()
        self._go_on()

    def show_last_time(self) -> None:
        """Paintings have come back from last time; they wait until somebody has them painted."""
        self.from_last_time = not self._running
        self.changed.emit()

    def leave(self) -> None:
        """As :meth:`halt`, for good; the one that is being painted waits again for the next time."""
        self._leaving = True
        self.halt()

    def stay(self) -> None:
        """The window stays after all: what is stopped from now on is given up, as always."""
        self._leaving = False

    def halt(self) -> None:
        """Begin nothing new; what is being painted is painted to its end."""
        self._running = False
        self.changed.emit()

    @property
    def painting(self) -> bool:
        """Whether the present run is one of the queue."""
        return self._current is not None

    @property
    def waiting(self) -> int:
        """How many paintings wait."""
        return self.model.count(ItemState.WAITING)

    def seconds_left(self) -> float | None:
        """For all that waits and is being painted, from the pace of what is done; ``None`` before that."""
        left = 0.0 if self._current is None else self._eta
        waiting = [item for item in self.model.items if item.state is ItemState.WAITING]
        if left is None or not waiting:
            return left if self._current is not None else None
        pace = self._pace()
        return None if pace is None else left + pace * sum(map(self._work, waiting))

    def _pace(self) -> float | None:
        timed = [item for item in self.model.items if item.seconds is not None]
        spent = sum(item.seconds or 0.0 for item in timed)
        return spent / sum(map(self._work, timed)) if timed else None

    def _work(self, item: QueueItem) -> float:
        if item.number not in self._works:
            self._works[item.number] = work(item.recipe)
        return self._works[item.number]

    # ---- following the controller -----------------------------------------------------------------

    def _go_on(self) -> None:
        if not self._running or self._controller.active:
            return
        if self.gives_way():
            self._go_on_later()
            return
        item = self.model.take_next()
        if item is None:
            self._running = False
            self._say_done()
            self.changed.emit()
            return
        self._current, self._began, self._failure, self._eta = item.number, time.monotonic(), "", None
        # How many threads is a setting of today's, not of the moment the painting was queued.
        limits = item.limits.model_copy(update={"threads": self._recipe.limits.threads})
        self._controller.start(item.recipe, limits)

    def _say_done(self) -> None:
        failed = self.model.count(ItemState.FAILED)
        done = self.model.count(ItemState.DONE)
        if failed:
            text = self.tr("The queue is through: {done} painted, {failed} could not be painted.")
            self.said.emit(text.format(done=done, failed=failed), "warning")
        elif done:
            self.said.emit(self.tr("The queue is through: {done} painted.").format(done=done), "info")

    def _on_failed(self, failure: Failure) -> None:
        self._failure = failure.sentence

    def _on_progress(self, batch: ProgressBatch) -> None:
        if self._current is not None:
            self._eta = batch.last.eta_s
            self.changed.emit()

    def _on_ended(self) -> None:
        number, self._current = self._current, None
        if number is not None:
            self._note_end(number)
        # The window takes the result first, and only then what comes next begins.
        self._go_on_later()

    def _go_on_later(self) -> None:
        QTimer.singleShot(0, self, self._go_on)

    def _note_end(self, number: int) -> None:
        state, seconds = self._controller.state, time.monotonic() - self._began
        recipe = self._controller.recipe  # with all that was changed on the way
        if state is RunState.FAILED:
            self.model.mark(number, ItemState.FAILED, self._failure)
        elif state is RunState.STOPPED and self._leaving:
            self.model.mark(number, ItemState.WAITING)
        elif state is RunState.STOPPED:
            # Whoever stops one wants to look, not to see the next one begin.
            self.model.mark(number, ItemState.STOPPED, recipe=recipe)
            self.halt()
        else:
            self.model.mark(number, ItemState.DONE, seconds=seconds, recipe=recipe)
