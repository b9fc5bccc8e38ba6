"""A recipe out of a file that somebody chose: a recipe file, or a picture that was saved with its recipe."""

from __future__ import annotations

from pathlib import Path

from nst_engine import pictures
from nst_engine.errors import InputError
from nst_engine.pictures.files import open_regular, shown
from nst_engine.recipe import (
    MAX_RECIPE_BYTES,
    RECIPE,
    RECIPE_INSTEAD,
    PictureRef,
    Recipe,
    recipe_from_json,
)
from nst_engine.sentences import Sentence


def read_recipe_file(path: Path) -> Recipe:
    """The recipe in a ``.json`` file (UTF-8, at most 1 MB) or in an exported picture.

    Relative paths in a recipe file are taken as relative to its folder; a picture's recipe has no paths.
    Raises :class:`InputError` for anything else, without ever waiting on a pipe or a device.
    """
    if path.suffix.lower() == ".json":
        return recipe_from_json(read_text(path), shown(path), path.absolute().parent)
    found = pictures.read_recipe(path)
    if found is None:
        raise InputError(
            "{name} carries no recipe; choose a recipe file or a picture saved with one.", name=shown(path)
        )
    return found


def named_beside(reference: PictureRef, recipe_file: Path) -> Path | None:
    """The file in the recipe file's own folder that has the picture's name; it may be another picture.

    A picture's recipe has no paths, and the pictures it was painted from often lie where it was saved.
    """
    if Path(reference.name).name != reference.name:  # a name from a file may try to lead elsewhere
        return None
    place = recipe_file.absolute().parent / reference.name
    try:
        return place if place.is_file() else None
    except (OSError, ValueError):  # a name this system cannot have
        return None


def read_text(path: Path, what: Sentence = RECIPE, instead: Sentence = RECIPE_INSTEAD) -> str:
    """The text of a small file somebody chose (UTF-8, at most 1 MB).

    ``what`` names it in messages, and ``instead`` says what to do where it holds no text.

    Raises :class:`InputError`, without ever waiting on a pipe or a device.
    """
    with open_regular(path) as file:
        try:
            data = file.read(MAX_RECIPE_BYTES + 1)
        except OSError as error:
            raise InputError(
                "{name} cannot be read; use another copy of the file.", name=shown(path)
            ) from error
    if len(data) > MAX_RECIPE_BYTES:
        raise InputError(
            "The {what} in {source} is larger than 1 MB; it was not made by this program.",
            what=what,
            source=shown(path),
        )
    try:
        return data.decode("utf-8-sig")  # some editors put a mark in front
    except UnicodeDecodeError as error:
        raise InputError(
            "{name} is not a {what}; {instead}.", name=shown(path), what=what, instead=instead
        ) from error
