"""What weights there are: a table for ``weights info`` and for the window's import dialog."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from nst_engine.errors import WeightsError
from nst_engine.sentences import Sentence
from nst_engine.weights.bundled import BUNDLED_BYTES, BUNDLED_SHA256, bundled_path, verified_bytes
from nst_engine.weights.importing import imported_path, weights_from
from nst_engine.weights.network import FAMILIES, Family
from nst_engine.weights.network_file import read_network
from nst_engine.weights.official import OFFICIAL_FILES


@dataclass(frozen=True, slots=True)
class WeightsRow:
    """One set of weights: what it is, where it is (or can be had by hand), and whether it can be used.

    ``size_bytes`` and ``sha256`` are ``None`` where they are not known; ``note`` is a sentence: the reason
    when a file that is here cannot be used.
    """

    kind: Literal["bundled", "imported", "official"]
    name: str
    family: Family
    usable: bool
    place: str
    size_bytes: int | None
    sha256: str | None
    note: Sentence


def describe() -> tuple[WeightsRow, ...]:
    """Bundled weights, imported ones, then the official files; those on disk are read and verified."""
    official = tuple(
        WeightsRow(
            "official", file.name, file.family, False, file.address, file.size_bytes, file.sha256, file.note
        )
        for file in OFFICIAL_FILES
    )
    return (_bundled_row(), *(row for family in FAMILIES if (row := _imported_row(family))), *official)


def _bundled_row() -> WeightsRow:
    note = Sentence("Oxford's network in 256 values a layer; always there.")
    usable = True
    try:
        verified_bytes()
    except WeightsError as error:
        usable, note = False, error.sentence
    path = bundled_path()
    return WeightsRow("bundled", path.name, "oxford", usable, str(path), BUNDLED_BYTES, BUNDLED_SHA256, note)


def _imported_row(family: Family) -> WeightsRow | None:
    path = imported_path(family)
    if not path.is_file():
        return None
    try:
        source = read_network(path)
        sha256 = weights_from(source).sha256
    except WeightsError as error:
        return WeightsRow("imported", path.name, family, False, str(path), None, None, error.sentence)
    note = Sentence("Imported from {name}.", name=source.about.get("source_name", path.name))
    return WeightsRow("imported", path.name, family, True, str(path), path.stat().st_size, sha256, note)
