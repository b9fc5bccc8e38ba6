"""The recipe being edited: possibly incomplete, always valid in what it holds."""

from __future__ import annotations

from typing import Any, Final

from pydantic import ValidationError
from PySide6.QtCore import QObject, Signal

from nst_engine.plan import Limits
from nst_engine.problems import first_problem
from nst_engine.recipe import PictureRef, Recipe, StyleRef
from nst_engine.segments import same_painting
from nst_gui.models import going_on
from nst_gui.models.edits import State, Steps
from nst_gui.words import said

# Stand in for the pictures that are still missing, so that every other field can be validated at once.
_NO_PICTURE: Final = PictureRef(name="none", sha256="0" * 64, width=1024, height=768)
_NO_STYLES: Final = (StyleRef(picture=_NO_PICTURE),)

_LIMITS: Final = frozenset(Limits.model_fields)
_FIELDS: Final = frozenset(Recipe.model_fields) | _LIMITS


class RecipeModel(QObject):
    """The photograph, the paintings and every setting of the next run.

    All changes go through :meth:`set`, the one door where they are validated and remembered: ``steps`` takes
    those of the recipe back and forward again. ``changed`` carries the names of the fields that really
    changed; ``refused`` one sentence about a value that was not taken (the model then keeps what it had).
    """

    changed = Signal(object)
    refused = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._state = State(None, (), Recipe(content=_NO_PICTURE, styles=_NO_STYLES))
        self._limits = Limits()
        #: Limits that changed together with the recipe, to be told with it.
        self._told_with: frozenset[str] = frozenset()
        self.steps = Steps(self._enter, self)

    @property
    def content(self) -> PictureRef | None:
        """The photograph, ``None`` until one is chosen."""
        return self._state.content

    @property
    def styles(self) -> tuple[StyleRef, ...]:
        """The paintings in the order of the list; may be empty."""
        return self._state.styles

    @property
    def limits(self) -> Limits:
        """What the user asks of the machine."""
        return self._limits

    @property
    def draft(self) -> Recipe:
        """Every setting as a valid recipe; its pictures are stand-ins where none are chosen yet."""
        return self._state.recipe

    def recipe(self) -> Recipe | None:
        """The recipe to paint, or ``None`` while the photograph or the paintings are missing."""
        return self.draft if self.content is not None and self.styles else None

    def missing(self) -> str | None:
        """What is still needed before painting can start, as one sentence; ``None`` when nothing is."""
        if self.content is None and not self.styles:
            return self.tr("Choose a photograph and a painting to start.")
        if self.content is None:
            return self.tr("Choose a photograph to start.")
        if not self.styles:
            return self.tr("Choose at least one painting to start.")
        return None

    def next_step(self) -> str:
        """What :meth:`missing` asks for first, in few words; empty when nothing is missing."""
        if self.content is None:
            return self.tr("Choose a photograph")
        return "" if self.styles else self.tr("Add a painting")

    def set(self, **changes: Any) -> bool:
        """Take over new values of recipe fields and limits, all of them or none.

        ``content=None`` and ``styles=()`` take pictures away. Another photograph is painted from the start,
        also where the present one was to be painted on (see ``going_on``). Changes that were made while
        painting, and came with a recipe, are forgotten with the first other one. Returns whether the values
        were taken; a value that cannot be is reported by ``refused``. Unknown names raise
        :class:`TypeError`.
        """
        return self._take(changes, gesture=True)

    def take(self, settings: dict[str, Any]) -> bool:
        """As :meth:`set`, and always a step of its own: settings that came from elsewhere."""
        return self._take(dict(settings), gesture=False)

    def _take(self, changes: dict[str, Any], *, gesture: bool) -> bool:
        unknown = changes.keys() - _FIELDS
        if unknown:
            raise TypeError(f"a recipe has no {', '.join(sorted(unknown))}")
        content = changes.get("content", self.content)
        styles = tuple(changes.get("styles", self.styles))
        limits = {name: changes.pop(name) for name in _LIMITS & changes.keys()}
        kept = "segments" not in changes
        changes = {
            "segments": (),
            **going_on.following(self.draft, changes),
            **changes,
            "content": content or _NO_PICTURE,
        }
        changes["styles"] = styles or _NO_STYLES
        try:
            # model_copy(update=...) would skip validation, a dump would lose nothing but cost a round trip.
            recipe = Recipe.model_validate({**dict(self.draft), **changes})
            if kept and same_painting(recipe, self.draft):
                recipe = recipe.model_copy(update={"segments": self.draft.segments})
            new_limits = Limits.model_validate({**dict(self._limits), **limits})
        except ValidationError as error:
            self.refused.emit(self._sentence(error))
            return False
        after = State(content, styles, recipe)
        names = frozenset(name for name, value in new_limits if getattr(self._limits, name) != value)
        self._limits = new_limits
        if self._state.differences(after):
            self._told_with = names
            self.steps.do(self._state, after, gesture=gesture)
        elif names:
            self.changed.emit(names)
        return True

    def go_on_from(self, other: RecipeModel) -> None:
        """Have all that ``other`` has, also what can be taken back."""
        self._state, self._limits = other._state, other._limits
        self.steps.go_on_from(other.steps)
        self.changed.emit(_FIELDS)

    def load(self, recipe: Recipe, content: PictureRef | None, styles: tuple[StyleRef, ...]) -> None:
        """Take over all settings of ``recipe`` in one step, with the pictures that could be found."""
        settings = {name: value for name, value in recipe if name not in {"content", "styles"}}
        if content is not None:
            settings |= going_on.for_photograph(recipe, content)
        with_these = {"content": content or _NO_PICTURE, "styles": styles or _NO_STYLES}
        if not same_painting(recipe.model_copy(update=with_these), recipe):
            settings["segments"] = ()  # without its pictures nothing can be repeated
        self._take({**settings, "content": content, "styles": styles}, gesture=False)

    def begin_with(
        self, recipe: Recipe, content: PictureRef | None, styles: tuple[StyleRef, ...], **limits: Any
    ) -> None:
        """As :meth:`load`, for a window that opens: there is no step back from it."""
        whole = recipe.model_copy(update={"content": content or _NO_PICTURE, "styles": styles or _NO_STYLES})
        if not same_painting(whole, recipe):
            whole = whole.model_copy(update={"segments": ()})
        self.set(**limits)
        self._enter(State(content, styles, whole))

    def start_anew(self) -> None:
        """No pictures, and every setting as it comes, in one step."""
        fresh = Recipe(content=_NO_PICTURE, styles=_NO_STYLES)
        self.load(fresh, None, ())

    def _sentence(self, error: ValidationError) -> str:
        return self.tr("This setting was not taken over: {problem}.").format(
            problem=said(first_problem(error))
        )

    def _enter(self, state: State) -> None:
        names = self._state.differences(state) | self._told_with
        self._state, self._told_with = state, frozenset()
        self.changed.emit(names)
