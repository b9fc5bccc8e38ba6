"""Changes of the recipe as steps that can be taken back."""

from __future__ import annotations

import time
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication
from PySide6.QtGui import QUndoCommand

from nst_engine.recipe import PictureRef, Recipe, StyleRef

#: Changes of the same setting that follow each other within these seconds are one step: a slider that is
#: dragged, a number that is typed.
GESTURE_S: Final = 1.0

#: What a step changes, as it follows "Undo" in the menu.
_NAMES: Final = {
    "content": QT_TRANSLATE_NOOP("Edits", "photograph"),
    "styles": QT_TRANSLATE_NOOP("Edits", "paintings"),
    "weights of styles": QT_TRANSLATE_NOOP("Edits", "painting's share"),
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


class Edit(QUndoCommand):
    """One change; ``apply`` puts a state into the model. Does its change when it is pushed.

    Without ``gesture`` it is a step of its own, whatever it changes: settings that came from elsewhere.
    """

    def __init__(
        self,
        before: State,
        after: State,
        apply: Callable[[State], None],
        *,
        gesture: bool = True,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__()
        self._before, self._after, self._apply = before, after, apply
        self._at, self._gesture = clock(), gesture
        self._subject = _subject(before, after)
        self.setText(_named(self._subject))

    def redo(self) -> None:
        self._apply(self._after)

    def undo(self) -> None:
        self._apply(self._before)

    def id(self) -> int:
        # What is chosen is a step of its own each time; what is moved to and fro is one while it is moved.
        moved = self._gesture and self._subject not in ("", "content", "styles")
        return zlib.crc32(self._subject.encode()) & 0x7FFFFFFF if moved else -1

    def mergeWith(self, other: QUndoCommand) -> bool:
        if not isinstance(other, Edit) or other._at - self._at > GESTURE_S:
            return False
        self._after, self._at = other._after, other._at
        self.setObsolete(self._before == self._after)
        return True


def _subject(before: State, after: State) -> str:
    """The one field that changes; empty for several."""
    names = before.differences(after)
    if len(names) != 1:
        return ""
    (name,) = names
    if name == "styles" and _pictures(before) == _pictures(after):
        return "weights of styles"
    return name


def _pictures(state: State) -> tuple[PictureRef, ...]:
    return tuple(style.picture for style in state.styles)


def _named(subject: str) -> str:
    return QCoreApplication.translate("Edits", _NAMES.get(subject, _SEVERAL))
