"""The licences of everything inside the program: a list, the texts, and a check that they are all there."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from nst_engine.errors import ResourceError
from nst_engine.paths import resources_dir

#: Characters in a line of the list: no terminal has fewer.
COLUMNS: Final = 78


@dataclass(frozen=True, slots=True)
class Licence:
    """One component: its licence (SPDX where there is one) and the files with notice and text.

    ``version`` is the one whose text was collected, ``None`` where it plays no part. ``distributions`` are
    the Python packages covered, by canonical name; a name may end in ``*``.
    """

    component: str
    version: str | None
    licence: str
    text_paths: tuple[Path, ...]
    distributions: tuple[str, ...]


def licences() -> tuple[Licence, ...]:
    """Every component, the program itself first. Raises :class:`ResourceError` for an unreadable list."""
    path = resources_dir() / "licences" / "index.json"
    try:
        return tuple(
            Licence(
                component=str(entry["component"]),
                version=None if entry["version"] is None else str(entry["version"]),
                licence=str(entry["licence"]),
                text_paths=tuple(resources_dir() / str(text) for text in entry["texts"]),
                distributions=tuple(str(name) for name in entry["distributions"]),
            )
            for entry in json.loads(path.read_text(encoding="utf-8"))
        )
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise ResourceError(
            "The list of licences {name} cannot be read; install NST Studio again.", name=path.name
        ) from error


def missing() -> tuple[str, ...]:
    """The licence files that are listed but absent or empty, below the resources; none when all is well.

    Raises :class:`ResourceError` when the list itself cannot be read.
    """
    absent = [
        path.relative_to(resources_dir()).as_posix()
        for licence in licences()
        for path in licence.text_paths
        if not path.is_file() or path.stat().st_size == 0
    ]
    return tuple(dict.fromkeys(absent))


def render_text(full: bool = True) -> str:
    """The list of components and, if ``full``, every text once, as plain text.

    Raises :class:`ResourceError` when the list or a text cannot be read.
    """
    entries = licences()
    width = max(len(_name(entry)) for entry in entries)
    lines = [_row(entry, width) for entry in entries]
    if full:
        lines += [part for path, names in _texts(entries).items() for part in _section(path, names)]
    return "\n".join(lines) + "\n"


def _row(entry: Licence, width: int) -> str:
    """A line of the list; what is too long for it goes on below, in the second column."""
    return textwrap.fill(
        f"{_name(entry):<{width}}  {entry.licence}",
        COLUMNS,
        subsequent_indent=" " * (width + 2),
        break_long_words=False,
        break_on_hyphens=False,
    )


def _name(entry: Licence) -> str:
    return entry.component if entry.version is None else f"{entry.component} {entry.version}"


def _texts(entries: Iterable[Licence]) -> dict[Path, list[str]]:
    """Each text with the components it belongs to; some components share one."""
    texts: dict[Path, list[str]] = {}
    for entry in entries:
        for path in entry.text_paths:
            texts.setdefault(path, []).append(entry.component)
    return texts


def _section(path: Path, names: list[str]) -> tuple[str, ...]:
    try:
        text = path.read_text(encoding="utf-8").strip()
    except (OSError, ValueError) as error:
        raise ResourceError(
            "The licence text of {name} cannot be read; install NST Studio again.", name=names[0]
        ) from error
    rule = "=" * COLUMNS
    return ("", rule, ", ".join(names), rule, "", text)
