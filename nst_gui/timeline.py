"""Going back through the stages of the painting that is shown: slider, play button, and their pictures."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QAction, QImage

from nst_engine.making_of import Frames
from nst_engine.recipe import Recipe
from nst_engine.result import Result
from nst_engine.stages import StageNote, Stages
from nst_gui.icons import icon
from nst_gui.models.history_model import HistoryModel
from nst_gui.models.history_store import Entry
from nst_gui.models.run_state import RunState
from nst_gui.models.stage_desk import StageDesk
from nst_gui.run_presenter import RunPresenter
from nst_gui.widgets.timeline_bar import TimelineBar
from nst_gui.words import said
from nst_gui.workers import stages_worker
from nst_gui.workers.controller import Controller
from nst_gui.workers.tasks import Failure, Tasks

#: From the first stage to the painting it plays for about so long, in milliseconds; few stages stand longer.
_PLAYS_MS: Final = 6000
_SLOWEST_MS: Final = 400


class Timeline(QObject):
    """Shows ``bar`` while a painting with stages is on the canvas, and its stages in the painting's place.

    Pictures are read one at a time off this thread; of those asked for meanwhile only the last counts. They
    have the finish that the painting has. ``changed`` says that there are stages now, or none any more;
    ``said`` carries a sentence and its kind.
    """

    changed = Signal()
    said = Signal(str, str)

    def __init__(
        self,
        bar: TimelineBar,
        play: QAction,
        presenter: RunPresenter,
        controller: Controller,
        tasks: Tasks,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._bar, self._play, self._presenter, self._tasks = bar, play, presenter, tasks
        self._awaited: Result | None = None
        #: The painting that was shown before a run, or before the canvas was emptied: it may come back.
        self._aside: tuple[Result | None, Recipe, Entry | None] | None = None
        self._recipe: Recipe | None = None
        self._entry: Entry | None = None
        self._frames: Frames | None = None
        self._desk: StageDesk[QImage] | None = None
        self._fetching = False
        self._told = False
        self._clock = QTimer(self)
        self._clock.timeout.connect(self._tick)
        bar.moved.connect(self._moved)
        play.triggered.connect(lambda _checked=False: self.play_or_hold())
        presenter.viewChanged.connect(self._view_changed)
        presenter.cameBack.connect(self._take_up)
        controller.stateChanged.connect(self._on_state)

    # ---- which painting ---------------------------------------------------------------------------

    @property
    def stages(self) -> Stages | None:
        """The stages of the painting that is shown."""
        return None if self._frames is None else self._frames.stages

    @property
    def recipe(self) -> Recipe | None:
        """Its recipe, with the finish it has now."""
        return self._recipe

    def _on_state(self, state: RunState) -> None:
        if state is RunState.PREPARING:
            self._set_aside()

    def _set_aside(self) -> None:
        self._aside = None if self._recipe is None else (self._awaited, self._recipe, self._entry)
        self.close()

    def _take_up(self) -> None:
        """The painting that was set aside is shown again."""
        aside, self._aside = self._aside, None
        if aside is not None and self._presenter.shows_painting:
            self._awaited, self._recipe, entry = aside
            if entry is not None:
                self._open(entry)

    def expect(self, result: Result) -> None:
        """A run gave ``result``; its stages are on their way to the history."""
        self.close()
        self._aside = None
        self._awaited, self._recipe = result, result.recipe

    def kept(self, result: Result, entry: Entry) -> None:
        """A painting has its place in the history: go back through it, if it is the one that is shown."""
        if result is self._awaited:
            self._awaited = None
            self._open(entry)
        elif self._aside is not None and result is self._aside[0]:
            self._aside = None, self._aside[1], entry

    def reopened(self, entry: Entry, recipe: Recipe) -> None:
        """An earlier painting is shown; ``recipe`` has the finish it is shown with."""
        self.close()
        self._aside, self._recipe = None, recipe
        self._open(entry)

    def _open(self, entry: Entry) -> None:
        self._entry = entry
        self._tasks.run(partial(stages_worker.open_stages, entry), partial(self._opened, entry))

    def _opened(self, entry: Entry, stages: Stages | None) -> None:
        if entry is not self._entry or stages is None or self._recipe is None:
            return
        self._frames = Frames(stages, self._recipe)
        self._desk = StageDesk(len(stages))
        self._told = False
        self._bar.set_up(len(stages), [self._words(note) for note in stages.notes])
        self._bar.show_words(self.tr("The painting"))
        self._bar.show()
        self.changed.emit()

    def refinish(self, recipe: Recipe) -> None:
        """The painting that is shown has another finish, and so have its stages."""
        if self._recipe is None:
            return
        self._recipe = recipe
        if self._frames is not None and self._desk is not None:
            self._frames = self._frames.with_recipe(recipe)
            self._desk.clear()
            self._show()

    def follow(self, history: HistoryModel) -> None:
        """Take the stages away together with their painting."""
        history.rowsRemoved.connect(lambda: self._close_if_gone(history))

    def _close_if_gone(self, history: HistoryModel) -> None:
        if self._entry is not None and all(entry.id != self._entry.id for entry in history.entries):
            self.close()

    def close(self) -> None:
        """Another picture is shown."""
        self._hold()
        had = self._frames is not None
        self._awaited = self._recipe = self._entry = self._frames = self._desk = None
        if had:
            self._presenter.show_stage(None)
            self._bar.hide()
            self.changed.emit()

    def _view_changed(self) -> None:
        if self._recipe is not None and not self._presenter.shows_painting:
            self._set_aside()

    # ---- which stage ------------------------------------------------------------------------------

    def _moved(self, position: int) -> None:
        if self._desk is None:
            return
        if self._clock.isActive() and position != self._desk.position + 1:
            self._hold()  # the user has taken the slider
        self._desk.go(position)
        self._show()

    def _show(self) -> None:
        desk, frames = self._desk, self._frames
        if desk is None or frames is None:
            return
        picture = desk.picture()
        if desk.at_painting:
            self._presenter.show_stage(None)
            self._bar.show_words(self.tr("The painting"))
        else:
            self._bar.show_words(self._words(frames.stages.notes[desk.position]))
        if picture is not None:
            self._presenter.show_stage(picture)
        self._fetch()

    def _words(self, note: StageNote) -> str:
        return self.tr("Scale {scale} of {scales} · Iteration {iteration} of {iterations}").format(
            scale=note.scale, scales=note.scales, iteration=note.iteration, iterations=note.iterations
        )

    def _fetch(self) -> None:
        desk, frames = self._desk, self._frames
        if desk is None or frames is None or self._fetching:
            return
        # Nothing is read before somebody looks back.
        position = None if desk.at_painting else desk.wanted()
        if position is not None:
            self._fetching = True
            work = partial(stages_worker.view, frames, position)
            self._tasks.run(work, partial(self._fetched, frames, position), partial(self._failed, frames))

    def _fetched(self, frames: Frames, position: int, image: QImage) -> None:
        self._fetching = False
        if frames is not self._frames or self._desk is None:
            self._fetch()
            return
        if frames.notice is not None and not self._told:
            self._told = True
            self.said.emit(said(frames.notice), "warning")
        self._desk.put(position, image)
        if position == self._desk.position:
            self._presenter.show_stage(image)
        self._fetch()

    def _failed(self, frames: Frames, failure: Failure) -> None:
        self._fetching = False
        if frames is self._frames:
            self.close()
            self.said.emit(failure.sentence, "error")
        else:
            self._fetch()

    # ---- playing ----------------------------------------------------------------------------------

    @property
    def playing(self) -> bool:
        return self._clock.isActive()

    def play_or_hold(self) -> None:
        """Run through the stages from where the slider is, from the beginning if it is at the painting."""
        if self._desk is None:
            return
        if self._clock.isActive():
            self._hold()
            return
        if self._desk.at_painting:
            self._bar.go(0)
        self._clock.start(min(_SLOWEST_MS, _PLAYS_MS // self._desk.count))
        self._show_play()

    def _tick(self) -> None:
        if self._desk is None or self._desk.at_painting:
            self._hold()
        elif self._desk.picture() is not None:  # else the next picture waits for this one to be seen
            self._bar.go(self._desk.position + 1)

    def _hold(self) -> None:
        self._clock.stop()
        self._show_play()

    def _show_play(self) -> None:
        playing = self._clock.isActive()
        self._play.setText(self.tr("&Hold the stages") if playing else self.tr("Play the sta&ges"))
        self._play.setIcon(icon("pause" if playing else "play"))

    def shutdown(self) -> None:
        """The window ends."""
        self._clock.stop()
