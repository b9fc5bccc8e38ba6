"""Notes, stars and finishes on their way into the history's records."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from nst_gui.models.history_model import HistoryModel
from nst_gui.models.history_store import Entry, HistoryStore
from nst_gui.workers.tasks import Failure, Tasks


class HistoryChanges:
    """Writes one change of a painting at a time, each upon what the one before has left.

    Two that were written at once, from the same record, would each undo what the other had changed. What is
    asked for meanwhile is written together, the last word on each field.
    """

    def __init__(
        self, store: HistoryStore, model: HistoryModel, tasks: Tasks, on_failed: Callable[[Failure], None]
    ) -> None:
        self._store, self._model, self._tasks, self._on_failed = store, model, tasks, on_failed
        self._wanted: dict[str, dict[str, Any]] = {}
        self._writing: set[str] = set()

    def change(self, id: str, **changes: Any) -> None:
        """Give the entry ``id`` another ``note``, ``starred`` or ``recipe``; one that is gone is left out."""
        self._wanted.setdefault(id, {}).update(changes)
        self._write(id)

    def _write(self, id: str) -> None:
        if id in self._writing or id not in self._wanted:
            return
        changes = self._wanted.pop(id)
        entry = next((one for one in self._model.entries if one.id == id), None)
        if entry is None:
            return
        self._writing.add(id)
        self._tasks.run(
            partial(self._store.change, entry, **changes),
            self._written,
            partial(self._failed, id),
            must_be_done=True,
        )

    def _written(self, entry: Entry) -> None:
        self._model.replace(entry)
        self._writing.discard(entry.id)
        self._write(entry.id)

    def _failed(self, id: str, failure: Failure) -> None:
        self._writing.discard(id)
        self._on_failed(failure)
        self._write(id)
