"""The stages at hand: which one is shown, which are fetched, and that there are never many."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nst_gui.models.stage_desk import AHEAD, ROOM, StageDesk


def test_the_painting_is_looked_at_first_and_never_fetched() -> None:
    desk: StageDesk[str] = StageDesk(3)
    assert desk.at_painting
    assert desk.picture() is None
    desk.go(0)
    desk.put(0, "first")
    desk.put(1, "second")
    assert desk.picture() == "first"
    assert desk.wanted() is None
    desk.go(99)
    assert desk.at_painting
    assert desk.wanted() is None


def test_what_is_looked_at_comes_first_then_what_lies_ahead() -> None:
    desk: StageDesk[str] = StageDesk(60)
    desk.go(30)
    fetched = []
    while (place := desk.wanted()) is not None:
        fetched.append(place)
        desk.put(place, str(place))
    assert fetched == [30, 29, 28, 27, 26, 31], "the slider came from the right"
    desk.go(31)
    assert desk.picture() == "31"
    assert desk.wanted() == 32
    desk.clear()
    assert (desk.picture(), desk.wanted()) == (None, 31)


@given(
    count=st.integers(2, 60),
    moves=st.lists(st.tuples(st.integers(-3, 70), st.integers(0, 8)), max_size=40),
)
def test_however_the_slider_goes(count: int, moves: list[tuple[int, int]]) -> None:
    desk: StageDesk[int] = StageDesk(count)
    for position, fetches in moves:
        desk.go(position)
        assert desk.position == min(max(position, 0), count - 1)
        for _ in range(fetches):
            place = desk.wanted()
            if place is None:
                break
            assert 0 <= place < count - 1
            assert abs(place - desk.position) <= AHEAD
            desk.put(place, place)
        assert len(desk._pictures) <= ROOM
        if fetches:
            assert desk.at_painting or desk.picture() == desk.position


def test_a_painting_without_stages_has_no_desk() -> None:
    with pytest.raises(ValueError, match="nothing to look back at"):
        StageDesk(1)
