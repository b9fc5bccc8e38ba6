"""Crops and turns the pictures that are used, as the panels and the Edit menu ask for it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtCore import QObject
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from nst_engine.recipe import PictureRef, StyleRef
from nst_gui.actions import Actions
from nst_gui.dialogs.crop_dialog import CropDialog
from nst_gui.models.counting import When
from nst_gui.models.crop_frame import FrameOrder, rotated
from nst_gui.models.recipe_model import RecipeModel
from nst_gui.widgets.controls_panel import ControlsPanel
from nst_gui.widgets.picture_panel import PicturePanel
from nst_gui.widgets.style_list import StyleList
from nst_gui.widgets.when_note import foretell
from nst_gui.workers.tasks import Tasks

#: The places of the photograph and of the picture that painting starts from; paintings are counted from 0.
_PHOTOGRAPH: Final = -1
INITIAL: Final = -2


class Framing(QObject):
    """Every order is one step of undo."""

    def __init__(
        self,
        model: RecipeModel,
        panels: tuple[PicturePanel, StyleList, ControlsPanel],
        tasks: Tasks,
        window: QWidget,
        *,
        painting: Callable[[], bool],
        title: Callable[[PictureRef], str],
        thumb: Callable[[PictureRef], QImage | None],
    ) -> None:
        """``painting`` tells whether something is being painted, which a crop does not reach.

        ``title`` and ``thumb`` give a picture's name on the screen and its thumbnail, whole.
        """
        super().__init__(window)
        self._model, self._tasks, self._window = model, tasks, window
        self._painting, self._title, self._thumb = painting, title, thumb
        self._photograph, self._styles, controls = panels
        self._initial = controls.advanced.init
        self._photograph.frameRequested.connect(partial(self.order, _PHOTOGRAPH))
        self._styles.frameRequested.connect(self.order)
        controls.initialFrameRequested.connect(partial(self.order, INITIAL))

    @property
    def possible(self) -> bool:
        """Whether there is a picture to crop or turn."""
        initial = isinstance(self._model.draft.init, PictureRef)
        return self._model.content is not None or bool(self._model.styles) or initial

    def serve(self, actions: Actions) -> None:
        """Have the rows of the Edit menu done to the picture that has the focus."""
        orders = {
            "crop": FrameOrder.CROP,
            "rotate_left": FrameOrder.LEFT,
            "rotate_right": FrameOrder.RIGHT,
        }
        actions.serve({key: partial(self._order_focused, order) for key, order in orders.items()})

    def _order_focused(self, order: FrameOrder) -> None:
        self.order(self._focused(), order)

    def _focused(self) -> int:
        """The picture that has the focus, else the first there is."""
        focus = self._window.focusWidget()
        if focus is not None and self._initial.isAncestorOf(focus) and self._at(INITIAL) is not None:
            return INITIAL
        for place, row in enumerate(self._styles.rows()):
            if focus is not None and (focus is row or row.isAncestorOf(focus)):
                return place
        if self._model.content is not None:
            return _PHOTOGRAPH
        return 0 if self._model.styles else INITIAL

    def order(self, place: int, order: FrameOrder) -> None:
        """Do ``order`` to the picture at ``place``; nothing where none is."""
        ref = self._at(place)
        if ref is None:
            return
        if order is FrameOrder.CROP:
            self._open(place, ref)
        elif order is FrameOrder.WHOLE:
            self._take(place, ref, ref.framed(None, 0))
        else:
            self._take(place, ref, rotated(ref, 1 if order is FrameOrder.RIGHT else -1))

    def _at(self, place: int) -> PictureRef | None:
        if place == _PHOTOGRAPH:
            return self._model.content
        if place == INITIAL:
            init = self._model.draft.init
            return init if isinstance(init, PictureRef) else None
        styles = self._model.styles
        return styles[place].picture if place < len(styles) else None

    def _open(self, place: int, ref: PictureRef) -> None:
        # The output follows the photograph: only beside it have its proportions a meaning of their own.
        beside = place != _PHOTOGRAPH and self._model.content is not None
        dialog = CropDialog(
            ref,
            self._title(ref),
            self._thumb(ref),
            self._model.draft.output_size if beside else None,
            self._tasks,
            self._window,
        )
        if self._painting():
            foretell((dialog.accept_button,), When.NEXT)
        dialog.chosen.connect(partial(self._take, place, ref))
        dialog.open()

    def _take(self, place: int, before: PictureRef, after: PictureRef) -> None:
        """Use another part, unless the picture has gone meanwhile."""
        if self._at(place) != before:
            return
        if place == _PHOTOGRAPH:
            self._model.set(content=after)
            return
        if place == INITIAL:
            self._model.set(init=after)
            return
        styles = list(self._model.styles)
        styles[place] = StyleRef(picture=after, weight=styles[place].weight)
        self._model.set(styles=tuple(styles))
