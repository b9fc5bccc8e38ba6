"""The pictures that ship with the program: photographs, paintings, style textures, and what they are."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from nst_engine.errors import ResourceError
from nst_engine.paths import resources_dir

Kind = Literal["photograph", "painting", "texture"]
_KINDS: tuple[Kind, ...] = ("photograph", "painting", "texture")


@dataclass(frozen=True, slots=True)
class Sample:
    """One shipped picture; ``credit`` names author and rights in a line fit to be shown."""

    path: Path
    kind: Kind
    title: str
    credit: str


def samples_dir() -> Path:
    """Where the shipped pictures are."""
    return resources_dir() / "samples"


def all_samples() -> tuple[Sample, ...]:
    """Every shipped picture, photographs first, in the order they are to be shown.

    Raises :class:`ResourceError` when the list is missing or damaged. The pictures themselves are not opened.
    """
    entries = _listing()["samples"]
    return tuple(
        Sample(samples_dir() / str(entry["file"]), kind, str(entry["title"]), str(entry["credit"]))
        for kind in _KINDS
        for entry in entries
        if entry["kind"] == kind
    )


def sample_pair() -> tuple[Path, tuple[Path, ...]]:
    """The photograph and the paintings that ``--sample`` paints. Raises :class:`ResourceError`."""
    pair = _listing()["pair"]
    return samples_dir() / str(pair["content"]), tuple(samples_dir() / str(name) for name in pair["styles"])


def sample_size() -> int:
    """The output's long edge in pixels when the sample pair is painted. Raises :class:`ResourceError`."""
    return int(_listing()["pair"]["size"])


def _listing() -> dict[str, Any]:
    path = samples_dir() / "samples.json"
    try:
        listing = json.loads(path.read_text(encoding="utf-8"))
        if not {"samples", "pair"} <= listing.keys():
            raise ValueError("no samples")
    except (OSError, ValueError, AttributeError) as error:
        raise ResourceError(
            "The list of sample pictures {name} cannot be read; install NST Studio again.", name=path.name
        ) from error
    return dict(listing)
