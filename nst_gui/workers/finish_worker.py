"""The finish of a painted picture, computed off the window's thread."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import QSize

from nst_engine import finish as engine
from nst_engine import pictures
from nst_engine.errors import InputError
from nst_engine.pictures.picture import Picture
from nst_engine.recipe import Recipe
from nst_engine.result import Result
from nst_gui.workers.images import picture_to_qimage
from nst_gui.workers.render_worker import Shown


@dataclass(frozen=True, slots=True, eq=False)
class Ground:
    """The photograph at the output's size, kept between two positions of a slider."""

    picture: Picture


@dataclass(frozen=True, slots=True, eq=False)
class Finished:
    """A result with its new finish, as it is shown, and what it was mixed with."""

    result: Result
    shown: Shown
    ground: Ground | None


def finish(result: Result, recipe: Recipe, ground: Ground | None) -> Finished:
    """Give ``result`` the finish of ``recipe``, which differs in nothing else.

    Raises :class:`InputError` when the photograph is not there any more, or another.
    """
    picture = result.painted
    if engine.is_asked(recipe):
        ground = ground or Ground(_photograph(recipe))
        picture = engine.finish(result.painted, recipe, ground.picture)
    shown = Shown(picture_to_qimage(picture), QSize(picture.width, picture.height), full=True)
    return Finished(replace(result, picture=picture, recipe=recipe), shown, ground)


def _photograph(recipe: Recipe) -> Picture:
    try:
        pictures.same_file(recipe.content)
    except InputError as error:
        raise InputError("The photograph cannot be mixed in: {problem}", problem=error.sentence) from error
    return engine.photograph(recipe)
