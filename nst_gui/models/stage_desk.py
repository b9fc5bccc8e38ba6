"""The stages of one painting on the desk: which one is looked at, which are at hand, which to fetch next."""

from __future__ import annotations

from typing import Final, Generic, TypeVar

_Picture = TypeVar("_Picture")
#: So many pictures are kept at hand, at three megabytes for the largest.
ROOM: Final = 12
#: So many are fetched ahead of the one that is looked at, in the direction of the last move.
AHEAD: Final = 4


class StageDesk(Generic[_Picture]):
    """``count`` pictures in a row, of which the last one is the painting and needs no fetching.

    The painting is looked at first.
    """

    def __init__(self, count: int) -> None:
        if count < 2:
            raise ValueError("without a stage there is nothing to look back at")
        self.count = count
        self.position = count - 1
        self._direction = -1
        self._pictures: dict[int, _Picture] = {}

    @property
    def at_painting(self) -> bool:
        return self.position == self.count - 1

    def go(self, position: int) -> None:
        """Look at another one; beyond the ends there is nothing."""
        position = min(max(position, 0), self.count - 1)
        if position != self.position:
            self._direction = 1 if position > self.position else -1
            self.position = position

    def picture(self) -> _Picture | None:
        """What is looked at, if it is at hand; never the painting."""
        return None if self.at_painting else self._pictures.get(self.position)

    def wanted(self) -> int | None:
        """What should be fetched next: what is looked at, then those ahead, then the one behind."""
        steps = (0, *range(1, AHEAD + 1), -1)
        places = (self.position + self._direction * step for step in steps)
        return next((place for place in places if self._is_missing(place)), None)

    def _is_missing(self, place: int) -> bool:
        return 0 <= place < self.count - 1 and place not in self._pictures

    def put(self, position: int, picture: _Picture) -> None:
        """A picture was fetched; the one farthest away makes room for it."""
        self._pictures[position] = picture
        if len(self._pictures) > ROOM:
            del self._pictures[max(self._pictures, key=lambda place: abs(place - self.position))]

    def clear(self) -> None:
        """All pictures look different now."""
        self._pictures.clear()
