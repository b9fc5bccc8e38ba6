"""Looks to choose from: the settings of a recipe that decide how a painting looks, without its pictures.

A preset names the settings in which it differs from the defaults; taking it puts all others of its kind back
to theirs, so that a preset always gives the same look, whatever was set before.
"""

from __future__ import annotations

import json
import math
import re
import unicodedata
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated, Any, BinaryIO, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from nst_engine import paths, pictures
from nst_engine.errors import InputError, ResourceError
from nst_engine.pictures import Picture
from nst_engine.pictures.files import shown, write_atomically
from nst_engine.problems import TOO_DEEP, first_problem
from nst_engine.recipe import PictureRef, Recipe, StyleRef, parse_object
from nst_engine.recipe_files import read_text
from nst_engine.sentences import Sentence

#: What a look consists of. Size, quality and iterations are how much work is done, not how it looks.
FIELDS: Final = (
    "style_strength",
    "stroke_size",
    "tv_weight",
    "objective",
    "content_weight",
    "content_layers",
    "style_layers",
    "pooling",
    "keep_colours",
    "blend",
)
MAX_NAME: Final = 60
PRESET: Final = Sentence("preset")
_PRESET_FILE: Final = Sentence("choose a file that was exported as a preset")
#: Long edge of a preset's thumbnail in pixels: sharp at twice the size it is shown at.
THUMBNAIL_EDGE: Final = 160
_SUFFIX: Final = ".json"
_THUMBNAIL: Final = ".jpg"
#: Keeps a thumbnail within 15 kB.
_THUMBNAIL_OPTIONS: Final = pictures.SaveOptions(quality=75)
_NO_PICTURE: Final = PictureRef(name="none", sha256="0" * 64, width=64, height=64)
_DEFAULTS: Final = Recipe(content=_NO_PICTURE, styles=(StyleRef(picture=_NO_PICTURE),))


class Preset(BaseModel):
    """A name, and the settings that are not the defaults; ranges are the recipe's."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    schema_version: Literal[1] = 1
    name: Annotated[str, Field(min_length=1, max_length=MAX_NAME)]
    settings: dict[str, Any]

    @field_validator("name")
    @classmethod
    def _printable(cls, name: str) -> str:
        name = " ".join(name.split())
        if not name or any(unicodedata.category(letter).startswith("C") for letter in name):
            raise ValueError(Sentence("a name consists of letters that can be seen"))
        return name

    @field_validator("settings")
    @classmethod
    def _of_a_recipe(cls, settings: dict[str, Any]) -> dict[str, Any]:
        unknown = settings.keys() - set(FIELDS)
        if unknown:
            raise ValueError(Sentence("a preset has no {names}", names=", ".join(sorted(unknown))))
        try:
            recipe = Recipe.model_validate({**dict(_DEFAULTS), **settings})
        except ValidationError as error:
            raise ValueError(first_problem(error)) from error
        return _differences(recipe)

    @classmethod
    def of(cls, name: str, recipe: Recipe) -> Preset:
        """The look of ``recipe`` under a name. Raises :class:`InputError` for a name that cannot be."""
        return cls._named(name, _differences(recipe))

    @classmethod
    def _named(cls, name: str, settings: dict[str, Any]) -> Preset:
        try:
            return cls(name=name, settings=settings)
        except ValidationError as error:
            raise InputError(
                "A preset cannot be called that: {problem}.", problem=first_problem(error)
            ) from error

    def called(self, name: str) -> Preset:
        """This look under another name. Raises :class:`InputError` for a name that cannot be."""
        return self._named(name, self.settings)

    def values(self) -> dict[str, Any]:
        """The value of every field of a look."""
        return {field: self.settings.get(field, getattr(_DEFAULTS, field)) for field in FIELDS}

    def fits(self, recipe: Recipe) -> bool:
        """Whether ``recipe`` has exactly this look."""
        return _differences(recipe) == self.settings

    def to_json(self) -> str:
        """Text for a file, the same for the same preset."""
        return json.dumps(self.model_dump(mode="json"), allow_nan=False, ensure_ascii=False, indent=1)


def _differences(recipe: Recipe) -> dict[str, Any]:
    return {
        field: getattr(recipe, field)
        for field in FIELDS
        if getattr(recipe, field) != getattr(_DEFAULTS, field)
    }


def preset_from_json(text: str, source: str) -> Preset:
    """Read a preset from untrusted JSON; ``source`` names it in messages. Raises :class:`InputError`."""
    data = parse_object(text, source, PRESET, _PRESET_FILE)
    try:
        return Preset.model_validate(data)
    except (ValidationError, RecursionError) as error:
        detail = first_problem(error) if isinstance(error, ValidationError) else TOO_DEEP
        raise InputError(
            "The preset in {source} cannot be used: {detail}.", source=source, detail=detail
        ) from error


def read_preset(path: Path) -> Preset:
    """The preset in a file that somebody chose. Raises :class:`InputError`."""
    return preset_from_json(read_text(path, PRESET, _PRESET_FILE), shown(path))


def write_preset(preset: Preset, path: Path) -> None:
    """Write a preset for somebody else; replaces a file of that name. Raises :class:`NstError`."""
    data = (preset.to_json() + "\n").encode()

    def write(file: BinaryIO) -> None:
        file.write(data)

    write_atomically(path, write)


@dataclass(frozen=True, slots=True)
class StoredPreset:
    """A preset that can be chosen; ``own`` ones can be removed."""

    preset: Preset
    path: Path
    own: bool
    #: A small picture painted with it, where there is one.
    thumbnail: Path | None = None


def shipped_dir() -> Path:
    """Presets that come with the program."""
    return paths.resources_dir() / "presets"


def own_dir() -> Path:
    """The user's presets. Not created here."""
    return paths.data_dir() / "presets"


def all_presets() -> tuple[StoredPreset, ...]:
    """Shipped presets in their order, then the user's by name; an own file that is damaged is left out."""
    shipped = [_stored(path, own=False) for path in sorted(_files(shipped_dir()))]
    own: list[StoredPreset] = []
    for path in _files(own_dir()):
        try:
            own.append(_stored(path, own=True))
        except InputError:
            continue  # left where it is: another version of the program may know what to do with it
    return (*shipped, *sorted(own, key=lambda stored: stored.preset.name.casefold()))


def _stored(path: Path, *, own: bool) -> StoredPreset:
    thumbnail = path.with_suffix(_THUMBNAIL)
    return StoredPreset(read_preset(path), path, own, thumbnail if thumbnail.is_file() else None)


def find_preset(name: str) -> Preset:
    """The preset called ``name``, upper and lower case alike. Raises :class:`InputError`."""
    everything = all_presets()
    for stored in everything:
        if stored.preset.name.casefold() == name.casefold():
            return stored.preset
    known = ", ".join(stored.preset.name for stored in everything)
    raise InputError("There is no preset called {name}; there are {known}.", name=name, known=known)


def keep_preset(preset: Preset, painted: Picture | None = None) -> StoredPreset:
    """Add to the user's presets, with a thumbnail of ``painted``; one of the same name is replaced.

    Raises :class:`InputError` for the name of a shipped one, :class:`NstError` when it cannot be written.
    """
    path = _place_for(preset)
    write_preset(preset, path)
    thumbnail = path.with_suffix(_THUMBNAIL)
    if painted is not None:
        write_thumbnail(painted, thumbnail)
    else:
        with suppress(OSError):
            thumbnail.unlink(missing_ok=True)  # it showed what had this name before
    return _stored(path, own=True)


def add_preset(preset: Preset) -> StoredPreset:
    """Add a preset from elsewhere to the user's: beside one of its name that looks otherwise, under a name
    with a number. One that is there already, shipped or own, is returned as it is. Raises :class:`NstError`.
    """
    taken = {stored.preset.name.casefold(): stored for stored in all_presets()}
    name, number = preset.name, 2
    while (known := taken.get(name.casefold())) is not None:
        if known.preset.settings == preset.settings:
            return known
        ending = f" {number}"
        name, number = preset.name[: MAX_NAME - len(ending)] + ending, number + 1
    return keep_preset(preset.called(name))


def rename_preset(stored: StoredPreset, name: str) -> StoredPreset:
    """Call an own preset ``name``. Raises :class:`InputError` for a name that another one has or that cannot
    be, :class:`ResourceError` when it cannot be written.
    """
    if not stored.own:
        raise ValueError("a shipped preset keeps its name")
    preset = stored.preset.called(name)
    others = (other for other in all_presets() if other.path != stored.path)
    if any(other.preset.name.casefold() == preset.name.casefold() for other in others):
        raise InputError("There is a look called {name} already; choose another name.", name=preset.name)
    write_preset(preset, stored.path)
    return replace(stored, preset=preset)


def write_thumbnail(painted: Picture, path: Path) -> None:
    """Write what a preset's look is shown by, at most 15 kB. Raises :class:`NstError`."""
    long_edge, short_edge = max(painted.width, painted.height), min(painted.width, painted.height)
    # A panorama is longer than the others: no picture that can be read is narrower than so.
    edge = max(THUMBNAIL_EDGE, math.ceil(pictures.MIN_EDGE * long_edge / short_edge))
    pictures.save(pictures.shrunk(painted, edge), path, _THUMBNAIL_OPTIONS, overwrite=True)


def _place_for(preset: Preset) -> Path:
    for stored in all_presets():
        if stored.preset.name.casefold() == preset.name.casefold():
            if not stored.own:
                raise InputError(
                    "{name} comes with the program; choose another name.", name=stored.preset.name
                )
            return stored.path
    folder = own_dir()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ResourceError(
            "Presets cannot be kept in {folder}: the system says “{words}”; make sure that this folder can "
            "be written to, and try again.",
            folder=str(folder),
            words=error.strerror or str(error),
        ) from error
    return _free_path(folder, preset.name)


def remove_preset(stored: StoredPreset) -> None:
    """Take an own preset away. Raises :class:`ResourceError` when the system does not let it go."""
    if not stored.own:
        raise ValueError("a shipped preset cannot be removed")
    try:
        stored.path.unlink(missing_ok=True)
        stored.path.with_suffix(_THUMBNAIL).unlink(missing_ok=True)
    except OSError as error:
        raise ResourceError(
            "{name} could not be removed: the system says “{words}”; try again.",
            name=stored.preset.name,
            words=error.strerror or str(error),
        ) from error


def _files(folder: Path) -> Iterable[Path]:
    return [path for path in folder.glob(f"*{_SUFFIX}") if path.is_file()] if folder.is_dir() else []


def _free_path(folder: Path, name: str) -> Path:
    """A file name all three systems take, made of what is plain in ``name``."""
    stem = re.sub(r"[^a-z0-9]+", "-", name.casefold()).strip("-")[:40] or "preset"
    path, number = folder / f"{stem}{_SUFFIX}", 2
    while path.exists():
        path, number = folder / f"{stem}-{number}{_SUFFIX}", number + 1
    return path
