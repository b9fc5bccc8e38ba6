"""The slider of the stages does not move under the hand, and leaves its words room where there is little."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from nst_gui.widgets.timeline_bar import TimelineBar

WORDS = ["Scale 1 of 2 · Iteration 1 of 4", "Scale 1 of 2 · Iteration 10,000 of 10,000"]


@pytest.fixture
def bar(qtbot: QtBot) -> TimelineBar:
    made = TimelineBar()
    qtbot.addWidget(made)
    made.set_up(3, WORDS)
    made.show()
    return made


@pytest.mark.parametrize("width", [240, 500, 900])
def test_the_slider_stays_where_it_is(bar: TimelineBar, width: int) -> None:
    bar.resize(width, bar.sizeHint().height())
    places = []
    for words in (*WORDS, "The painting"):
        bar.show_words(words)
        bar.layout().activate()
        places.append(bar.slider.geometry())
        assert bar.words() == words
    assert len(set(map(repr, places))) == 1
    assert bar.slider.width() >= 0.4 * width


def test_where_there_is_room_all_words_are_read(bar: TimelineBar) -> None:
    bar.resize(900, bar.sizeHint().height())
    bar.show_words(WORDS[1])
    bar.layout().activate()
    assert not bar._words.is_elided()


def test_moves_are_told_and_a_new_painting_is_none(bar: TimelineBar, qtbot: QtBot) -> None:
    moves: list[int] = []
    bar.moved.connect(moves.append)
    bar.go(0)
    bar.set_up(5, WORDS)
    assert bar.slider.value() == 4
    assert moves == [0]
