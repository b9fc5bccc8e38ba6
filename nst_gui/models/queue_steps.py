"""Changes of the queue as steps that can be taken back, also while it is being painted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from nst_gui.models.queue_model import QueueItem, QueueModel

Items: TypeAlias = Sequence[QueueItem]


@dataclass(frozen=True, slots=True)
class QueueStep:
    """One change by the user's hand: the queue before it, and after it.

    What has been painted or begun since stays as it is (docs/decisions/0027).
    """

    model: QueueModel
    text: str
    before: Items
    after: Items

    def undo(self) -> None:
        """Take it back, as far as nothing of it has been painted meanwhile."""
        self.model.become(changed(self.model.items, self.after, self.before))

    def redo(self) -> None:
        """Make it again, as far as nothing of it has been painted meanwhile."""
        self.model.become(changed(self.model.items, self.before, self.after))


def changed(present: Items, before: Items, after: Items) -> list[QueueItem]:
    """``present`` with all done to it that leads from ``before`` to ``after`` and is still possible.

    Items that are in another state than before have been painted or begun meanwhile: they stay. So do those
    that neither knows.
    """
    was = {item.number: item for item in before}
    becomes = {item.number: item for item in after}
    kept = []
    for item in present:
        known = was.get(item.number)
        if known is None or known.state is not item.state:
            kept.append(item)
        elif item.number in becomes:
            wanted = becomes[item.number]
            kept.append(wanted if wanted.state is not known.state else item)
    here = {item.number for item in present}
    come = [item for item in after if item.number not in was and item.number not in here]
    if [number for number in was if number in becomes] != [number for number in becomes if number in was]:
        kept = _in_order(kept, list(becomes))
    return _with(kept, come, after)


def _in_order(items: Items, numbers: Sequence[int]) -> list[QueueItem]:
    """``items`` with those among ``numbers`` in that order; all others keep their places."""
    by_number = {item.number: item for item in items}
    ordered = iter([by_number[number] for number in numbers if number in by_number])
    known = set(numbers)
    return [next(ordered) if item.number in known else item for item in items]


def _with(items: Items, come: Items, after: Items) -> list[QueueItem]:
    """``items``, and each of those that ``come`` behind the one it follows in ``after``."""
    here, coming = {item.number for item in items}, {item.number for item in come}
    following: defaultdict[int | None, list[QueueItem]] = defaultdict(list)
    last = None
    for item in after:
        if item.number in coming:
            following[last].append(item)
        elif item.number in here:
            last = item.number
    result = following[None]
    for item in items:
        result += [item, *following[item.number]]
    return result
