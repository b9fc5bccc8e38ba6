"""Paths that somebody has typed into a field. No Qt here."""

from __future__ import annotations

from pathlib import Path


def typed_path(text: str, folder: Path) -> Path:
    """The file meant by ``text`` beside a field that shows ``folder``; a path without a name for none.

    ``~/`` is the user's home; at the beginning of a name the sign is a letter like any other, and no other
    user's home.
    """
    path = Path(text.strip())
    if path.parts[:1] == ("~",):
        path = path.expanduser()
    return folder / path if path.name else path
