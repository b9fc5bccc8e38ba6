"""Recipes out of files, and the pictures they were painted with. Plain functions for the pool of threads.

A recipe from a file is untrusted: of the places it names only its own folder is looked at, and no network
ever. Everything else is found by its SHA-256 among files of its name there and those the user has chosen
before, or asked for.
"""

from __future__ import annotations

import itertools
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from nst_engine import paths, pictures
from nst_engine.errors import InputError, NstError
from nst_engine.presets import read_preset
from nst_engine.recipe import PictureRef, Recipe, StyleRef, WeightsRef
from nst_engine.recipe_files import named_beside, read_recipe_file
from nst_engine.samples import all_samples
from nst_engine.segments import same_painting
from nst_engine.sentences import Sentence
from nst_gui.desktop.places import is_on_network
from nst_gui.models import going_on
from nst_gui.words import said
from nst_gui.workers.pictures_worker import Loaded, describe, thumbnail

#: Files of one drag that are looked into; a recipe among many pictures is nobody's hurry.
_MOST_LOOKED_INTO: Final = 16


@dataclass(frozen=True, slots=True)
class Known:
    """A file that was chosen before, or that the program made. What is remembered of it saves opening it."""

    path: Path
    sha256: str | None = None
    #: In pixels, of the program's own files; those also keep the name they were given.
    size: tuple[int, int] | None = None

    def may_be(self, ref: PictureRef) -> bool:
        """Whether it is worth a look."""
        if self.size is not None and (self.size, self.path.name) != (_size(ref), ref.name):
            return False
        return self.sha256 in (None, ref.sha256) and not is_on_network(self.path)


@dataclass(frozen=True, slots=True)
class Opened:
    """A recipe and those of its pictures that were found, by the SHA-256 that the recipe names."""

    recipe: Recipe
    found: Mapping[str, Loaded]
    notices: tuple[str, ...] = ()

    def missing(self) -> tuple[PictureRef, ...]:
        """The recipe's pictures that were not found, each once."""
        each = {ref.sha256: ref for ref in self.recipe.pictures()}
        return tuple(ref for sha256, ref in each.items() if sha256 not in self.found)

    def with_found(self, more: Mapping[str, Loaded]) -> Opened:
        """The same recipe with more of its pictures."""
        return replace(self, found={**self.found, **more})

    def content(self) -> PictureRef | None:
        """The photograph, where it was found, cropped and turned as the recipe says."""
        return self._found_for(self.recipe.content)

    def styles(self) -> tuple[StyleRef, ...]:
        """The paintings that were found, with their weights."""
        pairs = ((self._found_for(style.picture), style.weight) for style in self.recipe.styles)
        return tuple(StyleRef(picture=ref, weight=weight) for ref, weight in pairs if ref is not None)

    def settings(self) -> Recipe:
        """The recipe, starting from the photograph where the picture it started from is missing."""
        init = self.recipe.init
        if not isinstance(init, PictureRef):
            return self.recipe
        found = self._found_for(init)
        if found is not None:
            # A painting of the history is called after its photograph, and its file like all others there.
            name = init.name if found.sha256 == init.sha256 else found.name
            return self.recipe.model_copy(update={"init": found.model_copy(update={"name": name})})
        # Going on at one size alone makes sense only from a painting.
        return self.recipe.model_copy(update=dict(going_on.AFRESH))

    def complete(self) -> Recipe | None:
        """The recipe with its pictures where they are now, ``None`` while one of them is missing."""
        content, styles = self.content(), self.styles()
        if content is None or self.missing():
            return None
        settings = self.settings()
        others = {**going_on.for_photograph(settings, content), "content": content, "styles": styles}
        whole = settings.model_copy(update=others)
        # With other pictures in their place no changes of an earlier run can be repeated.
        return whole if same_painting(whole, self.recipe) else whole.model_copy(update={"segments": ()})

    def _found_for(self, ref: PictureRef) -> PictureRef | None:
        loaded = self.found.get(ref.sha256)
        if loaded is None:
            return None
        # Of another picture, used in its place, the same part would be anything.
        same = loaded.ref.sha256 == ref.sha256 and _size(loaded.ref) == _size(ref)
        return loaded.ref.framed_like(ref) if same else loaded.ref


def _size(ref: PictureRef) -> tuple[int, int]:
    """The size of the whole file, in pixels."""
    return ref.width, ref.height


@dataclass(frozen=True, slots=True)
class Inside:
    """What the files of one drag hold, as far as it is known without decoding pixels."""

    #: How many are pictures, or were not looked into.
    pictures: int = 0
    #: The first that holds a recipe, and the first that is a look.
    recipe: Path | None = None
    look: Path | None = None
    #: Why the first of the others is of no use.
    problem: str = ""

    @property
    def useful(self) -> bool:
        """Whether anything can be done with any of them."""
        return bool(self.pictures) or self.recipe is not None or self.look is not None


def look_into(files: Sequence[Path]) -> Inside:
    """What ``files`` hold: pictures, recipes alone or inside of pictures, looks."""
    inside = Inside(pictures=len(files[_MOST_LOOKED_INTO:]))
    for path in files[:_MOST_LOOKED_INTO]:
        if is_look(path):
            inside = replace(inside, look=inside.look or path)
            continue
        try:
            is_picture, has_recipe = _kind(path, inside.recipe is None)
        except NstError as error:
            inside = replace(inside, problem=inside.problem or said(error.sentence))
            continue
        recipe = inside.recipe or (path if has_recipe else None)
        inside = replace(inside, pictures=inside.pictures + is_picture, recipe=recipe)
    return inside


def _kind(path: Path, looks_for_recipe: bool) -> tuple[bool, bool]:
    """Whether it is a picture, and whether it holds a recipe. Raises :class:`NstError` for neither."""
    if path.suffix.lower() == ".json":
        read_recipe_file(path)
        return False, True
    pictures.read_header(path)
    return True, looks_for_recipe and _holds_recipe(path)


def _holds_recipe(path: Path) -> bool:
    try:
        read_recipe_file(path)
    except InputError:
        return False
    return True


def is_look(path: Path) -> bool:
    """Whether a file holds a preset; its name ends as a recipe's does."""
    if path.suffix.lower() != ".json":
        return False
    try:
        read_preset(path)
    except InputError:
        return False
    return True


def open_recipe(path: Path, known: Iterable[Known]) -> Opened:
    """Read a recipe and look for its pictures. Raises :class:`InputError`."""
    recipe = read_recipe_file(path)
    notices = []
    if recipe.weights.path is not None:
        recipe, notice = _without_weights_path(recipe)
        notices += [notice] if notice else []
    folder = os.path.normpath(path.absolute().parent)

    def beside(place: str) -> bool:
        return Path(os.path.normpath(place)).is_relative_to(folder)

    named = [Known(place, ref.sha256) for ref in recipe.pictures() if (place := named_beside(ref, path))]
    found = dict(_found(recipe, (*named, *known), lambda ref: ref.path is not None and beside(ref.path)))
    return Opened(recipe, found, tuple(notices))


def find_pictures(recipe: Recipe, known: Iterable[Known]) -> Opened:
    """Look for the pictures of a recipe that the program itself has kept: at their places, then elsewhere."""
    return Opened(recipe, dict(_found(recipe, known, lambda ref: ref.path is not None)))


def for_photograph(recipe: Recipe, photograph: Path, known: Iterable[Known]) -> Opened:
    """As :func:`find_pictures`, for another photograph. Raises :class:`InputError` when it is of no use.

    A painting that went on from an earlier one is painted from the beginning.
    """
    chosen = describe(photograph)
    changes: dict[str, object] = {"content": chosen.ref, "segments": ()}
    if going_on.goes_on(recipe):
        changes |= going_on.AFRESH
    return find_pictures(recipe.model_copy(update=changes), known).with_found({chosen.ref.sha256: chosen})


def _without_weights_path(recipe: Recipe) -> tuple[Recipe, Sentence | None]:
    """A network is not opened because a file says so: it is found by its hash, or the bundled one is used."""
    if recipe.weights.sha256 is not None:
        ref, notice = recipe.weights.model_copy(update={"path": None}), None
    else:
        ref = WeightsRef()
        notice = Sentence(
            "The recipe names a file of network weights; it was not opened, and the program's are used."
        )
    return recipe.model_copy(update={"weights": ref}), notice


def _found(
    recipe: Recipe, known: Iterable[Known], at_its_place: Callable[[PictureRef], bool]
) -> Iterator[tuple[str, Loaded]]:
    """Raises :class:`InputError` for a recipe that uses a part of a picture that lies outside of it."""
    library = tuple(known)
    for ref in {ref.sha256: ref for ref in recipe.pictures()}.values():
        here = (Known(Path(ref.path), ref.sha256),) if ref.path is not None and at_its_place(ref) else ()
        loaded = find_picture(ref, (*here, *library))
        if loaded is not None:
            for used in recipe.pictures():
                if used.sha256 == ref.sha256:
                    loaded.ref.framed_like(used)
            yield ref.sha256, loaded


def with_samples(known: Iterable[Known]) -> tuple[Known, ...]:
    """``known`` files and those that ship with the program. Raises :class:`ResourceError`."""
    return (*known, *(Known(sample.path) for sample in all_samples()))


def find_picture(ref: PictureRef, known: Iterable[Known]) -> Loaded | None:
    """The very picture that ``ref`` names, among ``known`` files and those that were pasted."""
    same = (_loaded_if_same(one, ref) for one in itertools.chain(known, _pasted(ref)))
    return next((one for one in same if one is not None), None)


def _pasted(ref: PictureRef) -> Iterator[Known]:
    for path in sorted(paths.pasted_dir().glob(f"{ref.sha256}.*")):
        yield Known(path, ref.sha256)


def _loaded_if_same(known: Known, ref: PictureRef) -> Loaded | None:
    if not known.may_be(ref):
        return None
    try:
        if known.sha256 is None:
            header = pictures.read_header(known.path)
            # Asked first: hashing reads all of a file, and most of those are other pictures.
            if (header.width, header.height) != _size(ref):
                return None
        candidate = pictures.reference(known.path)
        return Loaded(candidate, thumbnail(known.path)) if candidate.sha256 == ref.sha256 else None
    except InputError:
        return None  # not there any more, or not a picture: the next may be it
