"""The title of the window: how far the painting is, of which photograph, in which program."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from nst_engine.recipe import Recipe
from nst_engine.version import PROGRAM_NAME
from nst_gui.models.recipe_model import RecipeModel
from nst_gui.picture_names import picture_name
from nst_gui.plain_text import titled
from nst_gui.words import percent


class WindowTitle(QObject):
    """Follows ``model``, and the run through :meth:`show_fraction`.

    ``painted`` gives the recipe of the present run: the queue may be painting another photograph than the one
    that is set.
    """

    def __init__(self, model: RecipeModel, painted: Callable[[], Recipe | None], window: QWidget) -> None:
        super().__init__(window)
        self._model, self._painted, self._window = model, painted, window
        self._fraction: float | None = None
        model.changed.connect(self._model_changed)
        self._show()

    def show_fraction(self, fraction: float | None) -> None:
        """How far the present run is, 0–1; ``None`` outside a run."""
        self._fraction = fraction
        self._show()

    def _model_changed(self, names: frozenset[str]) -> None:
        if "content" in names:
            self._show()

    def _show(self) -> None:
        content, parts = self._model.content, [PROGRAM_NAME]
        if self._fraction is not None and (recipe := self._painted()) is not None:
            content = recipe.content
        if content is not None:
            parts.insert(0, picture_name(content))
        if self._fraction is not None:
            parts.insert(0, percent(self._fraction))
        self._window.setWindowTitle(titled(" – ".join(parts)))
