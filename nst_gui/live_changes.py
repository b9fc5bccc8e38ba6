"""Carries changes of the settings into the run that is under way, and says what becomes of each."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QObject, QTimer, Signal

from nst_engine.plan import Limits
from nst_engine.recipe import PictureRef, Recipe, StyleRef
from nst_engine.segments import ADJUSTABLE, same_painting, same_paintings_in, taken_over
from nst_gui.models.counting import FINISH, STYLE_WEIGHTS, When, promises
from nst_gui.models.edits import named
from nst_gui.models.recipe_model import RecipeModel
from nst_gui.models.run_state import CAN_CHANGE, RunState
from nst_gui.widgets.controls_panel import ControlsPanel
from nst_gui.widgets.gallery_strip import GalleryStrip
from nst_gui.widgets.picture_panel import PicturePanel
from nst_gui.widgets.style_list import StyleList
from nst_gui.workers.controller import Controller

#: So long a hand has to rest before what it set is taken over: every change makes the run begin its search
#: for the way down anew.
REST_MS: Final = 250
#: Fields about which nothing is said: they are none of the user's settings.
_SILENT: Final = frozenset({"segments", "schema_version", "scales"})
#: What of the machine is chosen among the settings, in words.
_LIMITS: Final = {
    "device": QT_TRANSLATE_NOOP("LiveChanges", "device"),
    "precision": QT_TRANSLATE_NOOP("LiveChanges", "precision"),
    "memory_bytes": QT_TRANSLATE_NOOP("LiveChanges", "memory limit"),
}


@dataclass(frozen=True, slots=True)
class _Set:
    """All that is set at some moment; the pictures of ``draft`` may be stand-ins."""

    content: PictureRef | None
    styles: tuple[StyleRef, ...]
    draft: Recipe
    limits: Limits

    @classmethod
    def of(cls, model: RecipeModel) -> _Set:
        return cls(model.content, model.styles, model.draft, model.limits)

    def differs_in(self, other: _Set) -> set[str]:
        """Names of the fields that are not the same."""
        names = {name for name, value in self.draft if getattr(other.draft, name) != value}
        names -= {"content", "styles"}
        names |= {name for name in ("content", "styles") if getattr(self, name) != getattr(other, name)}
        return names | {name for name in _LIMITS if getattr(self.limits, name) != getattr(other.limits, name)}


class LiveChanges(QObject):
    """Between the settings, the run and the controls.

    A run follows the settings if it began with what was set. Weights, layers and strokes then reach it as
    soon as the hand rests; everything else is for the next painting. ``restartRequested`` says that the user
    wants that one now, and that the run before it has ended. ``offerChanged`` tells whether a restart would
    paint something else than what is being painted.
    """

    restartRequested = Signal()
    offerChanged = Signal(bool)

    def __init__(
        self,
        model: RecipeModel,
        controller: Controller,
        controls: ControlsPanel,
        pictures: tuple[PicturePanel, StyleList, GalleryStrip],
        of_queue: Callable[[], bool],
        parent: QObject,
    ) -> None:
        """``of_queue`` tells whether the present run is one of the queue, which goes its own way."""
        super().__init__(parent)
        self._model, self._controller, self._controls = model, controller, controls
        self._photograph, self._styles, self._gallery = pictures
        self._of_queue = of_queue
        self._promised: Mapping[str, When] = {}
        self._began = _Set.of(model)
        self._follows = self._restartable = self._restarting = self._offers = False
        #: Fields of a change that the run refused; they are kept out of later ones.
        self._refused: set[str] = set()
        self._asked: Recipe | None = None
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(self._ask)
        model.changed.connect(self._model_changed)
        controller.stateChanged.connect(self._on_state)
        controller.changed.connect(self._on_changed)
        controller.changeRefused.connect(self._on_refused)
        controller.ended.connect(self._on_ended)
        controls.foot.pressed.connect(self._pressed)

    # ---- the run ----------------------------------------------------------------------------------

    def _on_state(self, state: RunState) -> None:
        if state is RunState.PREPARING:
            self._begin()
        elif state not in CAN_CHANGE:
            self._rest.stop()
        self._tell()

    def _begin(self) -> None:
        run, present = self._controller.recipe, self._model.recipe()
        self._began, self._asked = _Set.of(self._model), None
        self._refused.clear()
        self._follows = self._restartable = False
        if run is not None and present is not None:
            self._follows = same_paintings_in(run, present) and taken_over(run, present) == run
            self._restartable = same_painting(run, present) and not self._of_queue()

    def _ask(self) -> None:
        run = self._controller.recipe
        if run is not None and self._live():
            wanted = self._model.draft
            kept = {name: getattr(run, name) for name in self._refused}
            self._asked = taken_over(run, wanted.model_copy(update=kept))
            self._controller.change(self._asked)

    def _on_changed(self, _event: object) -> None:
        self._tell()

    def _on_refused(self, _reason: str) -> None:
        run, asked = self._controller.recipe, self._asked
        if run is not None and asked is not None:
            self._refused |= {name for name in ADJUSTABLE if getattr(run, name) != getattr(asked, name)}
        self._tell()

    def _on_ended(self) -> None:
        self._restarting = self._restarting and self._controller.state is not RunState.FAILED
        if self._restarting:
            # Everybody hears of the end of this run before the next one begins.
            QTimer.singleShot(0, self, self._begin_anew)

    @property
    def restarting(self) -> bool:
        """The present run makes way for one that is about to begin."""
        return self._restarting

    @property
    def offers_restart(self) -> bool:
        """Whether a restart would paint something else than what is being painted."""
        return self._offers

    def restart(self) -> None:
        """Stop the present run, whose picture is kept, and ask for the next one when it has ended."""
        if self._offers:
            self._restarting = True
            self._controller.stop()

    def forget_restart(self) -> None:
        """The next run is not wanted any more: the present one ends, and that is all."""
        self._restarting = False

    def _begin_anew(self) -> None:
        if self._restarting:
            self._restarting = False
            self.restartRequested.emit()

    # ---- the settings -----------------------------------------------------------------------------

    def _model_changed(self, names: frozenset[str]) -> None:
        self._refused -= names
        if self._live() and names & set(ADJUSTABLE):
            self._rest.start()
        self._tell()

    def _live(self) -> bool:
        return self._follows and self._controller.state in CAN_CHANGE

    def _marks(self) -> dict[str, When]:
        """From when on each field counts that is not what is being painted."""
        run = self._controller.recipe
        if run is None or self._controller.state not in CAN_CHANGE:
            return {}
        now = _Set.of(self._model)
        names = now.differs_in(self._began)
        marks = {name: When.DONE if name in FINISH else When.NEXT for name in names - _SILENT}
        if not self._follows:
            return marks
        wanted = taken_over(run, now.draft)
        for name in ADJUSTABLE:
            if name == "styles" and not same_paintings_in(run, now.draft):
                continue  # other paintings than those that are painted with
            marks.pop(name, None)
            if getattr(wanted, name) != getattr(run, name):
                marks[name] = When.NEXT if name in self._refused else When.NOW
        return marks

    def _marks_of_paintings(self, marks: Mapping[str, When]) -> Sequence[When | None]:
        """From when on each painting of the list counts as it is there."""
        when, run = marks.get("styles"), self._controller.recipe
        if when is None or run is None:
            return ()
        before, present = run.styles if self._follows else self._began.styles, self._model.styles
        if [one.picture for one in before] == [one.picture for one in present]:
            # In order: one may be there twice.
            return [None if one == old else when for one, old in zip(present, before, strict=True)]
        return [None if one in before else when for one in present]

    def _promises(self) -> Mapping[str, When]:
        """From when on changes would count that are made now; empty while nothing is painted."""
        return promises(follows=self._follows) if self._controller.state in CAN_CHANGE else {}

    # ---- what is said -----------------------------------------------------------------------------

    def _tell(self) -> None:
        marks = self._marks()
        self._controls.show_when(marks)
        self._photograph.show_when(marks.get("content"))
        self._styles.show_when(self._marks_of_paintings(marks))
        self._foretell(self._promises())
        later = [name for name, when in marks.items() if when is When.NEXT]
        offers = bool(later) and self._follows and self._restartable and self._model.recipe() is not None
        if offers != self._offers:
            self._offers = offers
            self.offerChanged.emit(offers)
        if self._controller.active:
            self._tell_of_next(later)
        else:
            self._tell_of_repeating()

    def _foretell(self, promised: Mapping[str, When]) -> None:
        if promised == self._promised:
            return
        self._promised = promised
        self._controls.foretell(promised)
        self._photograph.foretell(promised.get("content"))
        self._styles.foretell(promised.get(STYLE_WEIGHTS), promised.get("styles"))
        self._gallery.foretell(promised.get("styles"))

    def _tell_of_next(self, later: list[str]) -> None:
        if not later:
            self._controls.show_foot("")
        elif not self._follows:
            self._controls.show_foot(
                self.tr("This painting has settings of its own; what is changed here is for the next one.")
            )
        else:
            text = self.tr("For the next painting: {settings}.").format(
                settings=", ".join(sorted(map(_word, later)))
            )
            tip = self.tr(
                "Stop this painting, which stays among the earlier ones, and begin again with what is set"
            )
            self._controls.show_foot(text, self.tr("Restart") if self._offers else "", tip)

    def _tell_of_repeating(self) -> None:
        count = len(self._model.draft.segments)
        if count == 0:
            self._controls.show_foot("")
            return
        if count == 1:
            text = self.tr("Painting again repeats the change made on the way.")
        else:
            text = self.tr("Painting again repeats the {count} changes made on the way.").format(count=count)
        tip = self.tr("Paint with these settings from the beginning")
        self._controls.show_foot(text, self.tr("Leave out"), tip)

    def _pressed(self) -> None:
        if self._controller.active:
            self.restart()
        else:
            self._model.take({"segments": ()})


def _word(field: str) -> str:
    if field in _LIMITS:
        return QCoreApplication.translate("LiveChanges", _LIMITS[field])
    return named(field)
