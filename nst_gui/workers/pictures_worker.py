"""What the pool does with pictures. Plain functions without state; none of them runs on the GUI thread."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from PySide6.QtGui import QImage

from nst_engine import finish, paths, pictures
from nst_engine.errors import InputError
from nst_engine.export import ExportOptions, check_export, export
from nst_engine.pictures import Picture
from nst_engine.recipe import PictureRef, Recipe
from nst_engine.result import Result
from nst_engine.sentences import Sentence
from nst_gui.desktop.places import is_on_network, network_sentence
from nst_gui.words import said
from nst_gui.workers.images import PREVIEW_EDGE, picture_from_qimage, to_qimage
from nst_gui.workers.render_worker import SoFar

#: Longest edge in pixels of the thumbnails in panels and lists; sharp at twice their drawn size.
THUMBNAIL_EDGE: Final = 384


@dataclass(frozen=True, slots=True)
class Loaded:
    """A picture that was found usable, and its thumbnail."""

    ref: PictureRef
    thumb: QImage


@dataclass(frozen=True, slots=True)
class Saved:
    """A file that was written, and what had to be left out."""

    path: Path
    notices: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Painted:
    """A picture of a run that has not ended, with its recipe."""

    picture: Picture
    recipe: Recipe


def thumbnail(path: Path, edge: int = THUMBNAIL_EDGE) -> QImage:
    """A thumbnail of the picture at ``path``; raises :class:`InputError`."""
    return to_qimage(pictures.thumbnail(path, edge))


def describe(path: Path) -> Loaded:
    """Look at the picture at ``path``: its reference, and its thumbnail. Raises :class:`InputError`."""
    place = _lasting(path)
    ref = pictures.reference(place)
    if place != path:
        ref = ref.model_copy(update={"name": path.name})  # not the hash that it is kept under
    return Loaded(ref, thumbnail(place))


def _lasting(path: Path) -> Path:
    """``path``; for a file that goes when the program ends, a copy that stays.

    A painting that was dragged out and let go over the window comes back in that way.
    """
    if paths.outgoing_dir() not in path.absolute().parents:
        return path
    try:
        return pictures.store_pasted(path.read_bytes())
    except OSError:
        return path  # gone by now: whoever opens it says so


def describe_all(paths: Iterable[Path]) -> tuple[tuple[Loaded, ...], tuple[str, ...]]:
    """As :func:`describe` for several; what cannot be used is reported as sentences instead of raised.

    What lies on a network is not opened.
    """
    loaded: list[Loaded] = []
    problems: list[str] = []
    for path in paths:
        if is_on_network(path):
            problems.append(network_sentence())
            continue
        try:
            loaded.append(describe(path))
        except InputError as error:
            problems.append(said(error.sentence))
    return tuple(loaded), tuple(dict.fromkeys(problems))


def describe_bitmap(bitmap: bytes | QImage) -> tuple[tuple[Loaded, ...], tuple[str, ...]]:
    """As :func:`describe_all` for one that was pasted or dropped without a file, which is kept."""
    return describe_all([keep_bitmap(bitmap)])


def keep_bitmap(bitmap: bytes | QImage) -> Path:
    """Store a pasted or dropped bitmap once, under its hash; raises :class:`InputError`."""
    return pictures.store_pasted(bitmap if isinstance(bitmap, bytes) else picture_from_qimage(bitmap))


def picture_so_far(so_far: SoFar) -> Painted:
    """What a paused run has painted, at the output's size and with the photograph's transparency.

    At a coarser scale it is enlarged as at a stop: what the photograph loses by being made that small and
    large again is put back. It gets the finish it would have at its end. Raises :class:`InputError` when the
    photograph is not there any more.
    """
    recipe = so_far.recipe
    size = recipe.output_size
    values = so_far.pixels.astype(np.float32)
    values /= np.float32(65_535)  # in place: at 16,384 pixels another copy would be 3 GB
    painted = Picture(values)
    photograph = pictures.resize(_photograph(recipe.content), *size)
    ground = pictures.flatten(photograph, recipe.background)
    if (painted.width, painted.height) != size:
        pixels = pictures.resize(painted, *size).pixels
        if recipe.content_weight > 0:
            coarse = pictures.resize(ground, painted.width, painted.height)
            pixels = pixels + (ground.pixels - pictures.resize(coarse, *size).pixels)
        painted = Picture(np.clip(pixels, 0, 1))
    painted = Picture(painted.pixels, photograph.alpha)
    return Painted(finish.finish(painted, recipe, ground), recipe)


def _photograph(ref: PictureRef) -> Picture:
    """The photograph as it was when it was chosen."""
    try:
        pictures.same_file(ref)
        return pictures.load_framed(ref)
    except InputError as error:
        raise InputError(
            "{problem} Stop the painting to keep what there is.", problem=error.sentence
        ) from error


def check_place(result: Result | Painted, path: Path, options: ExportOptions) -> bool:
    """Whether ``result`` would take the place of a file at ``path``; raises :class:`NstError` where it cannot
    be saved.
    """
    try:
        replaces = path.is_file()
    except (OSError, ValueError):
        replaces = False  # not a name a file can have; the check says so
    size = (result.picture.width, result.picture.height)
    inputs = [Path(ref.path) for ref in result.recipe.pictures() if ref.path is not None]
    check_export(path, size, options, inputs, overwrite=replaces)
    return replaces


def save_result(result: Result | Painted, path: Path, options: ExportOptions, *, overwrite: bool) -> Saved:
    """Write the picture of ``result``; raises :class:`NstError` when the file cannot be written."""
    notices: list[Sentence] = []
    export(result.picture, result.recipe, path, options, overwrite=overwrite, on_notice=notices.append)
    return Saved(path, tuple(map(said, notices)))


def framed_view(ref: PictureRef, edge: int = PREVIEW_EDGE) -> QImage:
    """What a recipe uses of a picture, cropped and turned, at most ``edge`` pixels long.

    At its usual length it is what the canvas shows of the photograph before anything is painted. Raises
    :class:`InputError`.
    """
    return to_qimage(pictures.thumbnail_of(ref, edge))
