"""The queue on the disk, so that it outlives the window. No file is opened here but its own."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from nst_engine.errors import InputError
from nst_engine.plan import Limits
from nst_engine.recipe import recipe_from_object
from nst_engine.sentences import Sentence
from nst_gui.models.kept_file import KeptFile
from nst_gui.models.queue_model import ItemState, QueueItem

_log: Final = logging.getLogger(__name__)
_QUEUE: Final = Sentence("queue")
_VERSION: Final = 1
#: A picture to be painted takes about a thousand bytes, one with 64 paintings in long folders about 20,000.
MAX_BYTES: Final = 8_000_000
MAX_MESSAGE: Final = 2000


class _KeptItem(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    recipe: dict[str, Any]
    limits: Limits
    state: Literal[ItemState.WAITING, ItemState.STOPPED, ItemState.FAILED, ItemState.MISSING]
    message: Annotated[str, Field(max_length=MAX_MESSAGE)] = ""


@dataclass(frozen=True, slots=True)
class KeptQueue:
    """Items as they were, their numbers left open; ``unread``: how many more could not be read.

    Those are in the file ``aside``.
    """

    items: tuple[QueueItem, ...] = ()
    unread: int = 0
    aside: Path | None = None


class QueueStore:
    """The queue in ``path``, which need not exist yet. Its methods block; they belong off the window."""

    def __init__(self, path: Path) -> None:
        self._file = KeptFile(path, _QUEUE, _VERSION, MAX_BYTES)

    @property
    def mine(self) -> bool:
        """Whether what is written here is kept: another window may have the file."""
        return self._file.mine

    def open(self) -> KeptQueue:
        """What was left of the queue when the last window ended; what can be read of it comes back.

        Raises :class:`InputError` for a file that cannot be used at all, after setting it aside,
        :class:`ResourceError` where the system does not let it be set aside.
        """
        data = self._file.open()
        kept = [] if data is None else data.get("items")
        if not isinstance(kept, list):
            return KeptQueue(unread=1, aside=self._file.set_aside(copy=True))
        items = [self._item(one) for one in kept]
        found = tuple(item for item in items if item is not None)
        unread = len(kept) - len(found)
        return KeptQueue(found, unread, self._file.set_aside(copy=True) if unread else None)

    def _item(self, data: object) -> QueueItem | None:
        try:
            kept = _KeptItem.model_validate(data)
            recipe = recipe_from_object(kept.recipe, self._file.path.name, self._file.path.parent)
        except (ValidationError, InputError, RecursionError) as error:
            _log.warning("A painting of the queue cannot be read: %s", error)
            return None
        return QueueItem(0, recipe, kept.limits, kept.state, _one_line(kept.message))

    def write(self, items: Sequence[QueueItem], number: int) -> None:
        """Keep ``items``, but for those that are done; an older ``number`` never replaces a newer.

        Raises :class:`ResourceError` when the disk does not take them, or they are too many.
        """
        self._file.write({"items": list(_kept(items))}, number)

    def close(self) -> None:
        """The window ends. Safe to call twice."""
        self._file.close()


def _kept(items: Iterable[QueueItem]) -> Iterable[dict[str, Any]]:
    for item in items:
        if item.state is not ItemState.DONE:
            yield {
                "recipe": item.recipe.model_dump(mode="json"),
                "limits": item.limits.model_dump(mode="json"),
                # Should the program not live to see its end, it is painted from the beginning.
                "state": ItemState.WAITING if item.state is ItemState.PAINTING else item.state,
                "message": item.message[:MAX_MESSAGE],
            }


def _one_line(message: str) -> str:
    return "".join(letter if letter.isprintable() else " " for letter in message)
