"""Paste: what is on the clipboard becomes the photograph or a painting, after where the focus is."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from nst_gui.intake import Intake, Target
from nst_gui.models.recipe_model import RecipeModel
from nst_gui.widgets.canvas import Canvas
from nst_gui.widgets.picture_panel import PicturePanel
from nst_gui.widgets.style_list import StyleList


class Pasting(QObject):
    """Serves the panels' own Ctrl+V and buttons, and the Edit menu's row through :meth:`paste`."""

    def __init__(
        self,
        model: RecipeModel,
        panels: tuple[PicturePanel, StyleList, Canvas],
        intake: Intake,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._model, self._intake, self._window = model, intake, window
        self._photograph, self._styles, canvas = panels
        self._photograph.pasteRequested.connect(lambda: self._paste("content"))
        canvas.pasteRequested.connect(lambda: self._paste("content"))
        self._styles.pasteRequested.connect(lambda: self._paste("styles"))

    def paste(self) -> None:
        """Into the panel that has the focus; without one the photograph comes first."""
        focus = self._window.focusWidget()
        inside = focus is not None and (focus is self._styles or self._styles.isAncestorOf(focus))
        on_photograph = focus is self._photograph or self._model.content is None
        self._paste("styles" if inside or not on_photograph else "content")

    def _paste(self, target: Target) -> None:
        self._intake.take(QGuiApplication.clipboard().mimeData(), target)
