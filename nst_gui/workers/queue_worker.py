"""What the pool does with the queue of last time. Plain functions; none runs on the window's thread."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from PySide6.QtGui import QImage

from nst_engine import pictures
from nst_engine.errors import InputError
from nst_engine.recipe import PictureRef
from nst_gui.desktop.places import is_on_network
from nst_gui.models.queue_model import ItemState, QueueItem
from nst_gui.models.queue_store import KeptQueue, QueueStore
from nst_gui.workers import sources_worker
from nst_gui.workers.pictures_worker import Loaded
from nst_gui.workers.sources_worker import Known, Opened

_log: Final = logging.getLogger(__name__)
#: Items that are painted as soon as their pictures are there.
_TO_BE_PAINTED: Final = (ItemState.WAITING, ItemState.MISSING)


@dataclass(frozen=True, slots=True)
class Placed:
    """An item of the queue with its pictures where they are now, and those that are nowhere to be found."""

    item: QueueItem
    missing: tuple[PictureRef, ...]


def reopen(store: QueueStore, known: Sequence[Known]) -> tuple[KeptQueue, list[Placed]]:
    """What was left of the queue, its pictures at their places or among ``known`` files.

    Raises :class:`NstError` as :meth:`QueueStore.open` does.
    """
    kept = store.open()
    return kept, place(kept.items, sources_worker.with_samples(known))


def add(store: QueueStore, items: Sequence[QueueItem]) -> None:
    """Put ``items`` behind what was left of the queue, for a window that ends before that has come back."""
    try:
        left = store.open().items
    except InputError as error:
        _log.warning("%s", error)  # set aside; there is no window any more to say so
        left = ()
    store.write([*left, *items], 1)


def place(
    items: Iterable[QueueItem], known: Sequence[Known], found: Mapping[str, Loaded] | None = None
) -> list[Placed]:
    """Look for the pictures of ``items``; ``found`` are some that the user has shown, by the wanted SHA-256.

    A picture that lies at its place is not read here: whether it is still the same is asked when it is
    painted, as of every picture.
    """
    seen: dict[tuple[str | None, str], Loaded | None] = {}
    given = found or {}

    def look(ref: PictureRef) -> Loaded | None:
        key = (ref.path, ref.sha256)
        if key not in seen:
            seen[key] = _at_its_place(ref) or given.get(ref.sha256) or sources_worker.find_picture(ref, known)
        return seen[key]

    return [_placed(item, look) for item in items]


def _placed(item: QueueItem, look: Callable[[PictureRef], Loaded | None]) -> Placed:
    there = {ref.sha256: look(ref) for ref in item.recipe.pictures()}
    opened = Opened(item.recipe, {sha256: loaded for sha256, loaded in there.items() if loaded is not None})
    recipe = opened.complete()
    if recipe is not None:
        item = replace(item, recipe=recipe)
    if item.state in _TO_BE_PAINTED:
        state = ItemState.MISSING if recipe is None else ItemState.WAITING
        item = replace(item, state=state, message=", ".join(ref.name for ref in opened.missing()))
    return Placed(item, opened.missing())


def _at_its_place(ref: PictureRef) -> Loaded | None:
    """``ref`` itself where a picture of its size lies at its place; its header alone is read."""
    if ref.path is None or is_on_network(ref.path):
        return None
    try:
        header = pictures.read_header(Path(ref.path))
    except InputError:
        return None
    whole = ref.framed(None, 0)
    return Loaded(whole, QImage()) if (header.width, header.height) == (ref.width, ref.height) else None
