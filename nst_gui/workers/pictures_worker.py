"""What the pool does with pictures. Plain functions without state; none of them runs on the GUI thread."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from PySide6.QtGui import QImage

from nst_engine import pictures
from nst_engine.errors import InputError
from nst_engine.pictures import Picture, SaveOptions
from nst_engine.recipe import PictureRef, Recipe, StyleRef
from nst_engine.recipe_files import read_recipe_file
from nst_engine.result import Result
from nst_engine.sentences import Sentence
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
class Opened:
    """A recipe file with the pictures that could be found, and the names of those that could not."""

    recipe: Recipe
    content: Loaded | None
    styles: tuple[tuple[Loaded, float], ...]
    missing: tuple[str, ...]


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
    return Loaded(pictures.reference(path), thumbnail(path))


def describe_all(paths: Iterable[Path]) -> tuple[tuple[Loaded, ...], tuple[str, ...]]:
    """As :func:`describe` for several; what cannot be used is reported as sentences instead of raised."""
    loaded: list[Loaded] = []
    problems: list[str] = []
    for path in paths:
        try:
            loaded.append(describe(path))
        except InputError as error:
            problems.append(said(error.sentence))
    return tuple(loaded), tuple(problems)


def keep_bitmap(bitmap: bytes | QImage) -> Path:
    """Store a pasted or dropped bitmap once, under its hash; raises :class:`InputError`."""
    return pictures.store_pasted(bitmap if isinstance(bitmap, bytes) else picture_from_qimage(bitmap))


def open_recipe(path: Path, known: Iterable[Path]) -> Opened:
    """Read a recipe, then as :func:`find_pictures`. Raises :class:`InputError`."""
    return find_pictures(read_recipe_file(path), known)


def find_pictures(recipe: Recipe, known: Iterable[Path]) -> Opened:
    """Look for the pictures of a recipe: at their paths, else by hash among the ``known`` files.

    They are cropped and turned as the recipe says; raises :class:`InputError` for a crop that lies outside.
    """
    known = tuple(known)
    missing: list[str] = []

    def found(ref: PictureRef) -> Loaded | None:
        loaded = _find(ref, known)
        if loaded is None:
            missing.append(ref.name)
        return loaded

    content = found(recipe.content)
    styles = [(found(style.picture), style.weight) for style in recipe.styles]
    if isinstance(recipe.init, PictureRef):
        initial = found(recipe.init)
        recipe = recipe.model_copy(update={"init": initial.ref if initial else "content"})
    return Opened(recipe, content, tuple((s, w) for s, w in styles if s is not None), tuple(missing))


def _find(ref: PictureRef, known: tuple[Path, ...]) -> Loaded | None:
    here = (Path(ref.path),) if ref.path is not None else ()
    for path in (*here, *known):
        try:
            candidate = pictures.reference(path)
        except InputError:
            continue  # not there any more, or not a picture: the next may be it
        if candidate.sha256 == ref.sha256:
            return Loaded(candidate.framed_like(ref), thumbnail(path))
    return None


def style_refs(opened: Opened) -> tuple[StyleRef, ...]:
    """The paintings of an opened recipe that were found."""
    return tuple(StyleRef(picture=loaded.ref, weight=weight) for loaded, weight in opened.styles)


def picture_so_far(so_far: SoFar) -> Painted:
    """What a paused run has painted, at the output's size and with the photograph's transparency.

    At a coarser scale it is enlarged as at a stop: what the photograph loses by being made that small and
    large again is put back. Raises :class:`InputError` when the photograph is not there any more.
    """
    recipe = so_far.recipe
    size = recipe.output_size
    painted = Picture(so_far.pixels.astype(np.float32) / np.float32(255))
    photograph = pictures.resize(_photograph(recipe.content), *size)
    if (painted.width, painted.height) != size:
        ground = pictures.flatten(photograph, recipe.background)
        pixels = pictures.resize(painted, *size).pixels
        if recipe.content_weight > 0:
            coarse = pictures.resize(ground, painted.width, painted.height)
            pixels = pixels + (ground.pixels - pictures.resize(coarse, *size).pixels)
        painted = Picture(np.clip(pixels, 0, 1))
    return Painted(Picture(painted.pixels, photograph.alpha), recipe)


def _photograph(ref: PictureRef) -> Picture:
    """The photograph as it was when it was chosen."""
    try:
        pictures.same_file(ref)
        return pictures.load_framed(ref)
    except InputError as error:
        raise InputError(
            "{problem} Stop the painting to keep what there is.", problem=error.sentence
        ) from error


def save_result(
    result: Result | Painted, path: Path, options: SaveOptions, *, with_recipe: bool, overwrite: bool
) -> Saved:
    """Write the picture of ``result``; raises :class:`NstError` when the file cannot be written."""
    notices: list[Sentence] = []
    recipe = result.recipe if with_recipe else None
    pictures.save(result.picture, path, options, recipe, overwrite=overwrite, on_notice=notices.append)
    return Saved(path, tuple(map(said, notices)))


def framed_view(ref: PictureRef, edge: int = PREVIEW_EDGE) -> QImage:
    """What a recipe uses of a picture, cropped and turned, at most ``edge`` pixels long.

    At its usual length it is what the canvas shows of the photograph before anything is painted. Raises
    :class:`InputError`.
    """
    return to_qimage(pictures.thumbnail_of(ref, edge))
