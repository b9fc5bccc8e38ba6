"""File names from a pattern such as ``{photograph} - {painting}``. No clock and no widgets here."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from nst_engine.pictures import free_name
from nst_engine.recipe import Recipe

DEFAULT_TEMPLATE: Final = "{photograph} - {painting}"
#: What may stand in a pattern; ``number`` is the first one that is free.
FIELDS: Final = ("photograph", "painting", "paintings", "size", "strength", "stroke", "number")

_FIELD: Final = re.compile(r"\{([^{}]*)\}")
#: What one system or another takes for something else in a file name.
_FORBIDDEN: Final = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]')
_MAX_LETTERS: Final = 80
#: Room for an extension and for a number that makes the name a free one.
_MAX_BYTES: Final = 255 - len(" 9999.webp")
_MAX_NUMBER: Final = 9999


def unknown_fields(template: str) -> list[str]:
    """What stands in braces and is no field, in the order it comes."""
    return [name for name in _FIELD.findall(template) if name not in FIELDS]


def values_of(recipe: Recipe, size: tuple[int, int]) -> dict[str, str]:
    """What the fields stand for, all but the number; ``size`` is that of the file in pixels."""
    paintings = [Path(style.picture.name).stem[:_MAX_LETTERS] for style in recipe.styles]
    return {
        "photograph": Path(recipe.content.name).stem[:_MAX_LETTERS],
        "painting": paintings[0],
        "paintings": " + ".join(paintings),
        "size": f"{size[0]}x{size[1]}",
        "strength": f"{recipe.style_strength:g}",
        "stroke": f"{recipe.stroke_size:g}",
    }


def filled(template: str, values: Mapping[str, str], number: int = 1) -> str:
    """The name without extension; never empty, and one that every system takes.

    What is no field stays as it is written.
    """
    known = {**values, "number": f"{number:03}"}
    name = _FIELD.sub(lambda found: known.get(found[1], found[0]), template)
    name = "".join(char if char.isprintable() else "_" for char in _FORBIDDEN.sub("_", name))
    name = name.encode("utf-8", "replace")[:_MAX_BYTES].decode("utf-8", "ignore").strip(" .")
    return name or "painting"


def free_path(folder: Path, template: str, values: Mapping[str, str], extension: str) -> Path:
    """Where the pattern leads in ``folder`` without meeting a file: by its number, else by one put behind."""
    if "{number}" in template:
        for number in range(1, _MAX_NUMBER + 1):
            path = folder / (filled(template, values, number) + extension)
            if not os.path.lexists(path):
                return path
    return free_name(folder / (filled(template, values) + extension), " ")
