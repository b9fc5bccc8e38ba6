"""Changes of the recipe, and of what belongs to it, as steps that can be taken back."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Final, Protocol, TypeAlias

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QObject, Signal

from nst_engine.recipe import PictureRef, Recipe, StyleRef

#: Changes of the same setting that follow each other within these seconds are one step: a slider that is
#: dragged, a number that is typed.
GESTURE_S: Final = 1.0
#: Steps that are remembered; each is a recipe of a few hundred bytes.
MOST_STEPS: Final = 1000

#: What a step changes, as it follows "Undo" in the menu.
_NAMES: Final = {
    "content": QT_TRANSLATE_NOOP("Edits", "photograph"),
    "styles": QT_TRANSLATE_NOOP("Edits", "paintings"),
    "weights of styles": QT_TRANSLATE_NOOP("Edits", "painting's share"),
    "frame": QT_TRANSLATE_NOOP("Edits", "crop and rotation"),
    "size": QT_TRANSLATE_NOOP("Edits", "output size"),
    "stroke_size": QT_TRANSLATE_NOOP("Edits", "stroke size"),
    "objective": QT_TRANSLATE_NOOP("Edits", "objective"),
    "style_strength": QT_TRANSLATE_NOOP("Edits", "style strength"),
    "content_weight": QT_TRANSLATE_NOOP("Edits", "content weight"),
    "tv_weight": QT_TRANSLATE_NOOP("Edits", "smoothness"),
    "content_layers": QT_TRANSLATE_NOOP("Edits", "content layers"),
    "style_layers": QT_TRANSLATE_NOOP("Edits", "style layers"),
    "pooling": QT_TRANSLATE_NOOP("Edits", "pooling"),
    "quality": QT_TRANSLATE_NOOP("Edits", "quality"),
    "iterations": QT_TRANSLATE_NOOP("Edits", "iterations"),
    "optimiser": QT_TRANSLATE_NOOP("Edits", "optimiser"),
    "init": QT_TRANSLATE_NOOP("Edits", "initial picture"),
    "scales": QT_TRANSLATE_NOOP("Edits", "scales"),
    "seed": QT_TRANSLATE_NOOP("Edits", "seed"),
    "keep_colours": QT_TRANSLATE_NOOP("Edits", "photograph's colours"),
    "blend": QT_TRANSLATE_NOOP("Edits", "blend with photograph"),
    "background": QT_TRANSLATE_NOOP("Edits", "background"),
    "weights": QT_TRANSLATE_NOOP("Edits", "network weights"),
    "segments": QT_TRANSLATE_NOOP("Edits", "changes while painting"),
}
_SEVERAL: Final = QT_TRANSLATE_NOOP("Edits", "settings")


@dataclass(frozen=True, slots=True)
class State:
    """All that undo brings back: the pictures, which may be missing, and every setting.

    ``recipe`` has stand-ins where pictures are missing.
    """

    content: PictureRef | None
    styles: tuple[StyleRef, ...]
    recipe: Recipe

    def differences(self, other: State) -> frozenset[str]:
        """Names of the recipe's fields in which two states differ."""
        settings = {name for name, value in self.recipe if getattr(other.recipe, name) != value}
        settings -= {"content", "styles"}
        if self.content != other.content:
            settings.add("content")
        if self.styles != other.styles:
            settings.add("styles")
        return frozenset(settings)


@dataclass(frozen=True, slots=True)
class Edit:
    """One change. Without ``gesture`` it is a step of its own: settings that came from elsewhere."""

    before: State
    after: State
    at: float
    gesture: bool = True

    @property
    def text(self) -> str:
        """What it changes, as it follows "Undo" in the menu."""
        return named(_subject(self.before, self.after))

    def goes_on_in(self, later: Edit) -> bool:
        """Whether ``later`` is a part of the same movement of a hand."""
        subject = _subject(self.before, self.after)
        # What is chosen is a step each time; what is moved to and fro is one while it is moved.
        moved = self.gesture and later.gesture and subject not in ("", "content", "styles", "frame")
        same = subject == _subject(later.before, later.after)
        return moved and same and later.at - self.at <= GESTURE_S


class OtherStep(Protocol):
    """A change of something that is no part of the recipe, such as the queue."""

    @property
    def text(self) -> str:
        """What it changes, as it follows "Undo" in the menu."""

    def undo(self) -> None:
        """Take it back, as far as that is still possible."""

    def redo(self) -> None:
        """Make it again, as far as that is still possible."""


@dataclass(frozen=True, slots=True)
class Together:
    """Changes that were made by one movement of a hand, in their order."""

    steps: tuple[Step, ...]

    @property
    def text(self) -> str:
        """What the first of them changes."""
        return self.steps[0].text


Step: TypeAlias = Edit | OtherStep | Together


class Steps(QObject):
    """Changes that can be taken back and made again; ``changed`` says that there are others now.

    Qt's own undo stack is not used: it owns its commands, and with commands made in Python the interpreter
    crashed now and then while it collected garbage (docs/decisions/0012).
    """

    changed = Signal()

    def __init__(
        self, enter: Callable[[State], None], parent: QObject, clock: Callable[[], float] = time.monotonic
    ) -> None:
        """``enter`` puts a state into the model."""
        super().__init__(parent)
        self._enter, self.clock = enter, clock
        self._steps: list[Step] = []
        #: How many of the steps are in force; those after it were taken back.
        self._index = 0
        #: What has been done since :meth:`together` was entered; ``None`` outside of it.
        self._gathered: list[Step] | None = None

    def go_on_from(self, other: Steps) -> None:
        """Remember what ``other`` does to the recipe; nothing is changed by that."""
        self._steps = _edits_of(other._steps)
        self._index = len(_edits_of(other._steps[: other._index]))
        self.changed.emit()

    def do(self, before: State, after: State, *, gesture: bool) -> None:
        """Make a change, and remember it."""
        self._remember(Edit(before, after, self.clock(), gesture))
        self._enter(after)
        self.changed.emit()

    def note(self, step: OtherStep) -> None:
        """Remember a change that was made elsewhere."""
        self._remember(step)
        self.changed.emit()

    @contextmanager
    def together(self) -> Iterator[None]:
        """What is done meanwhile is one step."""
        gathered: list[Step] = []
        self._gathered = gathered
        try:
            yield
        finally:
            self._gathered = None
            if gathered:
                self._remember(gathered[0] if len(gathered) == 1 else Together(tuple(gathered)))
                self.changed.emit()

    def _remember(self, step: Step) -> None:
        if self._gathered is not None:
            self._gathered.append(step)
            return
        top = self._steps[-1] if self._steps and self._index == len(self._steps) else None
        del self._steps[self._index :]
        if isinstance(top, Edit) and isinstance(step, Edit) and top.goes_on_in(step):
            self._steps[-1] = replace(top, after=step.after, at=step.at)
            if top.before == step.after:
                self._steps.pop()
        else:
            self._steps.append(step)
        del self._steps[:-MOST_STEPS]
        self._index = len(self._steps)

    def undo(self) -> None:
        """Take the last change back that is in force; nothing where there is none."""
        if self.can_undo():
            self._index -= 1
            self._take_back(self._steps[self._index])
            self.changed.emit()

    def redo(self) -> None:
        """Make the change again that was taken back last; nothing where there is none."""
        if self.can_redo():
            self._index += 1
            self._make_again(self._steps[self._index - 1])
            self.changed.emit()

    def _take_back(self, step: Step) -> None:
        match step:
            case Edit():
                self._enter(step.before)
            case Together():
                for part in reversed(step.steps):
                    self._take_back(part)
            case _:
                step.undo()

    def _make_again(self, step: Step) -> None:
        match step:
            case Edit():
                self._enter(step.after)
            case Together():
                for part in step.steps:
                    self._make_again(part)
            case _:
                step.redo()

    def can_undo(self) -> bool:
        """Whether a change is in force."""
        return self._index > 0

    def can_redo(self) -> bool:
        """Whether a change was taken back."""
        return self._index < len(self._steps)

    def undo_text(self) -> str | None:
        """What :meth:`undo` would take back, in words; ``None`` for nothing."""
        return self._steps[self._index - 1].text if self.can_undo() else None

    def redo_text(self) -> str | None:
        """What :meth:`redo` would make again, in words; ``None`` for nothing."""
        return self._steps[self._index].text if self.can_redo() else None

    def count(self) -> int:
        """All changes, in force or taken back."""
        return len(self._steps)

    def index(self) -> int:
        """How many changes are in force."""
        return self._index


def _edits_of(steps: Sequence[Step]) -> list[Step]:
    """Those of ``steps`` that change the recipe, and of others the parts that do."""
    edits: list[Step] = []
    for step in steps:
        match step:
            case Edit():
                edits.append(step)
            case Together():
                edits += _edits_of(step.steps)
    return edits


def _subject(before: State, after: State) -> str:
    """The one field that changes; empty for several."""
    names = before.differences(after)
    if len(names) > 1:
        names -= {"segments"}  # forgotten with any other change
    if len(names) != 1:
        return ""
    (name,) = names
    if name == "styles" and _pictures(before) == _pictures(after):
        return "weights of styles"
    if name in ("content", "styles", "init") and _files(before) == _files(after):
        return "frame"
    return name


def _pictures(state: State) -> tuple[PictureRef, ...]:
    return tuple(style.picture for style in state.styles)


def _files(state: State) -> list[tuple[str | None, float]]:
    """The files of all pictures, and the weights of the paintings."""
    content = state.content.sha256 if state.content is not None else None
    init = state.recipe.init
    first = init.sha256 if isinstance(init, PictureRef) else init
    return [(content, 1.0), (first, 1.0), *((style.picture.sha256, style.weight) for style in state.styles)]


def named(subject: str) -> str:
    """A field of the recipe in words, as they follow "Undo"; anything else is "settings"."""
    return QCoreApplication.translate("Edits", _NAMES.get(subject, _SEVERAL))
