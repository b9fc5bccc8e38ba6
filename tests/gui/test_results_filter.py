"""Looking for an earlier painting: by words, by its star, whatever is added and taken away meanwhile."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from nst_gui.models.history_filter import HistoryFilter, fits
from nst_gui.models.history_model import ENTRY, HistoryModel
from nst_gui.models.history_store import Entry, Record
from nst_gui.widgets.gallery_strip import GalleryItem, GalleryStrip
from nst_gui.widgets.results_shelf import FEW, ResultsShelf
from tests.gui.test_history_store import result_of

NOTES = ("for the hall", "Große Halle", "a gift", "")


def entry_of(number: int, note: str = "", starred: bool = False) -> Entry:
    result = result_of()
    record = Record(
        recipe=result.recipe,
        plan=result.plan,
        state="finished",
        evaluations=1,
        objective=1.0,
        elapsed_s=1.0,
        peak_memory_bytes=1,
        painted_at=float(number),
        note=note,
        starred=starred,
    )
    return Entry(f"20260101-000000-{number:03}", Path("nowhere"), record, 1)


def shown(model: Any) -> list[str]:
    return [model.index(row, 0).data(ENTRY).id for row in range(model.rowCount())]


@pytest.mark.parametrize(
    ("words", "notes"),
    [
        (("hall",), ["for the hall", "Große Halle"]),
        (("grosse",), ["Große Halle"]),
        (("hall", "for"), ["for the hall"]),
        (("hall", "gift"), []),
        ((), list(NOTES)),
    ],
)
def test_all_words_must_be_there_in_any_order(words: tuple[str, ...], notes: list[str]) -> None:
    assert [note for note in NOTES if fits(entry_of(1, note), words, False)] == notes


def test_names_of_the_pictures_are_looked_through_too() -> None:
    entry = entry_of(1)
    name = Path(entry.record.recipe.content.name).stem.casefold()
    assert fits(entry, (name,), False)
    assert not fits(entry, (name,), True)
    assert fits(entry_of(1, starred=True), (), True)


@pytest.fixture
def shelf(qtbot: QtBot) -> ResultsShelf:
    history = HistoryModel()
    history.set_entries([entry_of(n, NOTES[n % 4], starred=n % 3 == 0) for n in range(12)])
    made = ResultsShelf(history)
    history.setParent(made)
    qtbot.addWidget(made)
    made.resize(700, 120)
    made.show()
    return made


def test_typing_leaves_what_fits_and_clearing_brings_all_back(shelf: ResultsShelf, qtbot: QtBot) -> None:
    qtbot.keyClicks(shelf.words, "hall")
    assert shelf.strip.strip.count() == 6
    qtbot.mouseClick(shelf.starred, Qt.MouseButton.LeftButton)
    assert shelf.strip.strip.count() == 2
    shelf.words.clear()
    assert shelf.strip.strip.count() == 4
    qtbot.mouseClick(shelf.starred, Qt.MouseButton.LeftButton)
    assert shelf.strip.strip.count() == 12


def test_when_nothing_fits_that_is_said_and_the_way_back_stays(shelf: ResultsShelf, qtbot: QtBot) -> None:
    qtbot.keyClicks(shelf.words, "elephant")
    assert shelf.strip.strip.count() == 0
    assert "No painting fits" in shelf.strip._hint.text()
    shelf._history.set_entries([])
    assert shelf.words.isVisible()
    shelf.words.clear()
    assert "kept here" in shelf.strip._hint.text()


def test_without_a_star_anywhere_the_hint_leads_back_from_the_stars(shelf: ResultsShelf) -> None:
    shelf._history.set_entries([entry_of(number) for number in range(FEW + 1)])
    shelf.starred.click()
    assert shown(shelf.filter) == []
    assert "press Starred again" in shelf.strip._hint.text()
    shelf.starred.click()
    assert "kept here" in shelf.strip._hint.text()


def test_with_a_few_paintings_there_is_no_filter(shelf: ResultsShelf) -> None:
    shelf._history.set_entries([entry_of(n) for n in range(FEW)])
    assert not shelf.words.isVisible()
    shelf._history.add(entry_of(FEW))
    assert shelf.words.isVisible()


def test_every_model_of_the_strips_is_a_proper_model(shelf: ResultsShelf, qtmodeltester: Any) -> None:
    shelf.filter.set_words("hall")
    qtmodeltester.check(shelf.filter)
    qtmodeltester.check(shelf.strip.strip.model())


def test_the_gallerys_model_is_a_proper_model(qtbot: QtBot, qtmodeltester: Any) -> None:
    gallery = GalleryStrip()
    qtbot.addWidget(gallery)
    gallery.set_items([GalleryItem(str(n), f"painting {n}", "", QImage()) for n in range(3)])
    qtmodeltester.check(gallery.strip.model())


class Filters(RuleBasedStateMachine):
    """Whatever comes, goes and is looked for in whatever order: what is shown is what fits, in order."""

    def __init__(self) -> None:
        super().__init__()
        self.model = HistoryModel()
        self.filter = HistoryFilter(self.model)
        # Checks after every signal that the model keeps its own rules.
        self.testers = [
            QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
            for model in (self.model, self.filter)
        ]
        self.entries: list[Entry] = []
        self.words: tuple[str, ...] = ()
        self.starred_only = False
        self.count = 0

    @rule(note=st.sampled_from(NOTES), starred=st.booleans())
    def add(self, note: str, starred: bool) -> None:
        self.count += 1
        self.entries.insert(0, entry_of(self.count, note, starred))
        self.model.add(self.entries[0])

    @rule(which=st.integers(0, 20))
    def remove(self, which: int) -> None:
        if self.entries:
            self.model.remove(self.entries.pop(which % len(self.entries)).id)

    @rule(which=st.integers(0, 20), note=st.sampled_from(NOTES), starred=st.booleans())
    def change(self, which: int, note: str, starred: bool) -> None:
        if self.entries:
            place = which % len(self.entries)
            old = self.entries[place]
            record = old.record.model_copy(update={"note": note, "starred": starred})
            self.entries[place] = replace(old, record=record)
            self.model.replace(self.entries[place])

    @rule(text=st.sampled_from(["", "hall", "HALL for", "grosse", "elephant"]))
    def look_for(self, text: str) -> None:
        self.words = tuple(text.casefold().split())
        self.filter.set_words(text)

    @rule(only=st.booleans())
    def look_for_stars(self, only: bool) -> None:
        self.starred_only = only
        self.filter.set_starred_only(only)

    @rule()
    def read_again(self) -> None:
        self.model.set_entries(self.entries)

    @invariant()
    def what_fits_is_shown(self) -> None:
        fitting = [entry.id for entry in self.entries if fits(entry, self.words, self.starred_only)]
        assert shown(self.filter) == fitting


TestFilters = Filters.TestCase
TestFilters.settings = settings(max_examples=30, stateful_step_count=20, deadline=None)
