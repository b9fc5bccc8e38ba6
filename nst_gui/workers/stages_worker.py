"""What the pool does with the stages of a painting. None of it runs on the window's thread."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QImage

from nst_engine import making_of
from nst_engine.making_of import Frames, Order
from nst_engine.recipe import Recipe
from nst_engine.stages import Stages, read_stages
from nst_engine.token import Stopped, Token
from nst_gui.models.history_store import Entry
from nst_gui.words import said
from nst_gui.workers.images import to_qimage


def open_stages(entry: Entry) -> Stages | None:
    """The stages of a painting; ``None`` for one that was made before there were any."""
    return read_stages(entry.stages)


def view(frames: Frames, position: int) -> QImage:
    """One stage as the canvas shows it; raises :class:`InputError` when it is gone."""
    return to_qimage(frames.at(position))


def export(
    stages: Stages, recipe: Recipe, order: Order, token: Token, on_progress: Callable[[int, int], None]
) -> tuple[str, ...] | None:
    """See :func:`nst_engine.making_of.export`; ``None`` when ``token`` was stopped, and there is no file."""
    try:
        notices = making_of.export(stages, recipe, order, on_progress, token.check)
        return tuple(said(notice) for notice in notices)
    except Stopped:
        return None
