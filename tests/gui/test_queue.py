"""The queue: one painting after the other, whatever happens to one of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

import pytest
from fake_engine import FakeEngine
from hands_on import drop, file_mime, queue_panel, queue_up
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy
from pytestqt.qtbot import QtBot

from nst_engine.errors import InputError
from nst_engine.plan import Limits
from nst_engine.recipe import PictureRef, Recipe, StyleRef
from nst_gui import painting_queue
from nst_gui.main_window import MainWindow
from nst_gui.models.queue_model import ITEM, ItemState, QueueModel
from nst_gui.models.run_state import RunState
from nst_gui.painting_queue import work

I = ItemState  # noqa: E741
REF = PictureRef(name="a.png", sha256="a" * 64, width=800, height=600)


def recipe_of(**fields: Any) -> Recipe:
    return Recipe(content=REF, styles=(StyleRef(picture=REF),), **fields)


def states(window: MainWindow) -> list[ItemState]:
    return [item.state for item in window.queue.model.items]


def painted(engine: FakeEngine) -> list[float]:
    return [recipe.style_strength for recipe in engine.recipes]


def test_many_are_queued_in_one_go(ready: MainWindow) -> None:
    rows, news = QSignalSpy(ready.queue.model.rowsInserted), QSignalSpy(ready.queue.changed)
    ready.queue.add_all([recipe_of(seed=seed) for seed in range(3)])
    assert [item.recipe.seed for item in ready.queue.model.items] == [0, 1, 2]
    assert len({item.number for item in ready.queue.model.items}) == 3
    assert rows.count() == news.count() == 1
    ready.queue.add_all([])
    assert news.count() == 1


def test_what_is_queued_is_painted_in_order_and_kept(
    ready: MainWindow, engine: FakeEngine, qtbot: QtBot
) -> None:
    assert ready.queue_dock.isHidden()
    queue_up(ready, 2.0, 3.0, 4.0)
    assert not ready.queue_dock.isHidden()
    assert states(ready) == [I.WAITING] * 3
    engine.free()
    qtbot.mouseClick(queue_panel(ready).start_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: states(ready) == [I.DONE] * 3)
    assert painted(engine) == [2.0, 3.0, 4.0]
    qtbot.waitUntil(lambda: "3 painted" in ready.messages.text())
    qtbot.waitUntil(lambda: ready.history.model.rowCount() == 3)
    assert not ready.queue.running
    assert ready.model.draft.style_strength == 4.0, "what is set stays"


def test_the_title_names_the_photograph_that_is_painted(
    ready: MainWindow, engine: FakeEngine, qtbot: QtBot
) -> None:
    other = PictureRef(name="cat.png", sha256="c" * 64, width=128, height=96)
    ready.queue.add_all([recipe_of().model_copy(update={"content": other})])
    mine = ready.windowTitle()
    assert "cat" not in mine
    ready.queue.start()
    engine.step(4)
    qtbot.waitUntil(lambda: "%" in ready.windowTitle())
    assert "% – cat – " in ready.windowTitle()
    engine.free()
    qtbot.waitUntil(lambda: states(ready) == [I.DONE])
    qtbot.waitUntil(lambda: ready.windowTitle() == mine)


def test_while_one_is_painted_others_are_added_and_moved(
    ready: MainWindow, engine: FakeEngine, qtbot: QtBot
) -> None:
    queue_up(ready, 2.0, 3.0)
    ready.queue.start()
    qtbot.waitUntil(lambda: ready.controller.state is RunState.RUNNING)
    queue_up(ready, 4.0)
    items = ready.queue.model.items
    assert ready.queue.model.move([items[2].number], -1)
    assert not ready.queue.model.remove([items[0].number]), "it is being painted"
    engine.free()
    qtbot.waitUntil(lambda: states(ready) == [I.DONE] * 3)
    assert painted(engine) == [2.0, 4.0, 3.0]


def test_one_that_cannot_be_painted_does_not_stop_the_rest(
    ready: MainWindow, engine: FakeEngine, qtbot: QtBot
) -> None:
    queue_up(ready, 2.0, 3.0)
    engine.error = InputError("The picture harbour.png is gone; choose it again.")

    def heal(state: RunState) -> None:
        if state is RunState.FAILED:
            engine.error = None

    ready.controller.stateChanged.connect(heal)
    engine.free()
    ready.queue.start()
    qtbot.waitUntil(lambda: states(ready) == [I.FAILED, I.DONE])
    first = ready.queue.model.items[0]
    assert first.message == "The picture harbour.png is gone; choose it again."
    assert first.message in ready.queue.model.index(0).data(Qt.ItemDataRole.ToolTipRole)
    qtbot.waitUntil(lambda: "1 could not be painted" in ready.messages.text())
    assert ready.queue.model.repeat([first.number])
    ready.queue.start()
    qtbot.waitUntil(lambda: states(ready) == [I.DONE, I.DONE])


def test_whoever_stops_one_is_not_shown_the_next(ready: MainWindow, engine: FakeEngine, qtbot: QtBot) -> None:
    queue_up(ready, 2.0, 3.0)
    ready.queue.start()
    engine.step(2)
    qtbot.waitUntil(lambda: ready.controller.state is RunState.RUNNING)
    ready.controller.stop()
    qtbot.waitUntil(lambda: states(ready) == [I.STOPPED, I.WAITING])
    qtbot.wait(50)
    assert not ready.controller.active
    assert not ready.queue.running
    engine.free()
    ready.queue.start()
    qtbot.waitUntil(lambda: states(ready) == [I.STOPPED, I.DONE])


def test_held_it_paints_the_present_one_to_its_end(
    ready: MainWindow, engine: FakeEngine, qtbot: QtBot
) -> None:
    queue_up(ready, 2.0, 3.0)
    ready.queue.start()
    qtbot.waitUntil(lambda: ready.controller.state is RunState.RUNNING)
    qtbot.mouseClick(queue_panel(ready).start_button, Qt.MouseButton.LeftButton)
    engine.free()
    qtbot.waitUntil(lambda: states(ready) == [I.DONE, I.WAITING])
    qtbot.wait(50)
    assert not ready.controller.active


def test_started_during_another_run_it_waits_for_its_end(
    ready: MainWindow, engine: FakeEngine, qtbot: QtBot
) -> None:
    queue_up(ready, 2.0)
    ready.model.set(style_strength=9.0)
    ready.start()
    qtbot.waitUntil(lambda: ready.controller.state is RunState.RUNNING)
    ready.queue.start()
    assert states(ready) == [I.WAITING]
    engine.free()
    qtbot.waitUntil(lambda: states(ready) == [I.DONE])
    assert painted(engine) == [9.0, 2.0]


def test_several_photographs_at_once_are_queued(
    ready: MainWindow, paintings: list[Path], qtbot: QtBot
) -> None:
    drop(ready.photograph, file_mime(paintings))
    qtbot.waitUntil(lambda: ready.queue.model.rowCount() == 3)
    assert [item.recipe.content.name for item in ready.queue.model.items] == [p.name for p in paintings]
    assert ready.model.content.name == paintings[0].name
    assert "3 photographs were queued" in ready.messages.text()
    assert not ready.queue_dock.isHidden()


def test_without_a_painting_several_photographs_are_not_queued(
    studio: MainWindow, paintings: list[Path], qtbot: QtBot
) -> None:
    drop(studio.photograph, file_mime(paintings))
    qtbot.waitUntil(lambda: studio.model.content is not None)
    assert studio.queue.model.rowCount() == 0
    assert "Add a painting first" in studio.messages.text()


def test_the_time_left_is_told_once_the_pace_is_known(ready: MainWindow, engine: FakeEngine) -> None:
    queue_up(ready, 2.0, 3.0)
    assert ready.queue.seconds_left() is None
    first, second = ready.queue.model.items
    ready.queue.model.mark(first.number, I.DONE, seconds=30.0)
    assert ready.queue.seconds_left() == pytest.approx(30.0)
    ready.queue.model.add(second.recipe.model_copy(update={"size": 128}), Limits())
    assert ready.queue.seconds_left() > 60.0
    assert "about" in queue_panel(ready)._words.text()


def test_what_an_item_takes_is_worked_out_once(ready: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    queue_up(ready, 2.0, 3.0, 4.0)
    counted: list[Recipe] = []

    def count(recipe: Recipe) -> float:
        counted.append(recipe)
        return work(recipe)

    monkeypatch.setattr(painting_queue, "work", count)
    ready.queue.model.mark(ready.queue.model.items[0].number, I.DONE, seconds=30.0)
    for _ in range(5):
        assert ready.queue.seconds_left() == pytest.approx(60.0)
    assert len(counted) == 3


def test_threads_are_those_set_when_it_is_painted(
    ready: MainWindow, engine: FakeEngine, qtbot: QtBot
) -> None:
    ready.model.set(memory_bytes=4 * 10**9, threads=3)
    queue_up(ready, 2.0)
    ready.model.set(memory_bytes=None, threads=1)
    engine.free()
    ready.queue.start()
    qtbot.waitUntil(lambda: states(ready) == [I.DONE])
    assert engine.limits[-1].threads == 1
    assert engine.limits[-1].memory_bytes == 4 * 10**9


def test_work_counts_pixels_and_iterations() -> None:
    assert work(recipe_of(size=512)) > 2 * work(recipe_of(size=256))
    assert work(recipe_of(quality="fine")) > 2 * work(recipe_of())
    assert work(recipe_of(scales="last")) < work(recipe_of())


def test_the_panel_by_its_buttons_and_keys(ready: MainWindow, engine: FakeEngine, qtbot: QtBot) -> None:
    assert "Queue paintings" in queue_panel(ready)._words.text()
    queue_up(ready, 2.0, 3.0, 4.0)
    view, buttons = queue_panel(ready).list, queue_panel(ready).buttons
    view.setCurrentIndex(ready.queue.model.index(2))
    qtbot.mouseClick(buttons["up"], Qt.MouseButton.LeftButton)
    assert view.currentIndex().row() == 1
    qtbot.keyClick(view, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert [item.recipe.style_strength for item in ready.queue.model.items] == [4.0, 2.0, 3.0]
    qtbot.mouseClick(buttons["down"], Qt.MouseButton.LeftButton)
    assert [item.recipe.style_strength for item in ready.queue.model.items] == [2.0, 4.0, 3.0]
    assert not buttons["again"].isEnabled()
    qtbot.mouseClick(buttons["remove"], Qt.MouseButton.LeftButton)
    view.setCurrentIndex(ready.queue.model.index(1))
    qtbot.keyClick(view, Qt.Key.Key_Delete)
    assert [item.recipe.style_strength for item in ready.queue.model.items] == [2.0]
    assert not queue_panel(ready).clear_done.isEnabled()
    engine.free()
    ready.queue.start()
    qtbot.waitUntil(lambda: states(ready) == [I.DONE])
    ready.queue_dock.grab()
    queue_panel(ready).clear_done.trigger()
    assert ready.queue.model.rowCount() == 0
    assert not queue_panel(ready).clear_button.isEnabled()


def test_the_panel_is_shown_hidden_and_remembered(ready: MainWindow, start_studio) -> None:
    action = ready.actions_table["show_queue"]
    action.trigger()
    assert not ready.queue_dock.isHidden()
    assert action.isChecked()
    ready.queue_dock.close()
    assert not action.isChecked()
    action.trigger()
    ready.close()
    second = start_studio()
    assert not second.queue_dock.isHidden()
    assert second.actions_table["show_queue"].isChecked()


def test_the_model_is_a_proper_model(qtmodeltester) -> None:
    model = QueueModel()
    for seed in range(3):
        model.add(recipe_of(seed=seed), Limits())
    qtmodeltester.check(model)
    assert "waiting" in model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert model.index(1).data(ITEM).recipe.seed == 1


class Queues(RuleBasedStateMachine):
    """Whatever is done in whatever order: the model does what a plain list does."""

    def __init__(self) -> None:
        super().__init__()
        self.model = QueueModel()
        self.plain: list[tuple[int, ItemState]] = []

    @rule()
    def add(self) -> None:
        item = self.model.add(recipe_of(), Limits())
        self.plain.append((item.number, I.WAITING))

    @rule()
    def begin(self) -> None:
        taken = self.model.take_next()
        waiting = [place for place, (_, state) in enumerate(self.plain) if state is I.WAITING]
        assert (taken is None) == (not waiting)
        if taken is not None:
            assert self.plain[waiting[0]][0] == taken.number
            self.plain[waiting[0]] = (taken.number, I.PAINTING)

    @rule(which=st.integers(0, 20), state=st.sampled_from([I.DONE, I.FAILED, I.STOPPED]))
    def end(self, which: int, state: ItemState) -> None:
        if self.plain:
            place = which % len(self.plain)
            self.model.mark(self.plain[place][0], state)
            self.plain[place] = (self.plain[place][0], state)

    @rule(which=st.sets(st.integers(0, 20)))
    def remove(self, which: set[int]) -> None:
        chosen = self.chosen(which)
        going = [one for one in self.plain if one[0] in chosen and one[1] is not I.PAINTING]
        assert self.model.remove(chosen) == len(going)
        self.plain = [one for one in self.plain if one not in going]

    @rule(which=st.sets(st.integers(0, 20)), by=st.sampled_from([-1, 1]))
    def move(self, which: set[int], by: Literal[-1, 1]) -> None:
        chosen = self.chosen(which)
        before = [number in chosen for number, _ in self.plain]
        possible = self.model.can_move(chosen, by)
        assert self.model.move(chosen, by) == possible
        # One place each, from the side they go to; nobody passes another that was chosen.
        order = range(1, len(before)) if by < 0 else range(len(before) - 2, -1, -1)
        for place in order:
            if before[place] and not before[place + by]:
                for row in (before, self.plain):
                    row[place], row[place + by] = row[place + by], row[place]
                assert possible

    @rule(which=st.sets(st.integers(0, 20)))
    def repeat(self, which: set[int]) -> None:
        chosen = self.chosen(which)
        self.model.repeat(chosen)
        self.plain = [
            (number, I.WAITING if number in chosen and state is not I.PAINTING else state)
            for number, state in self.plain
        ]

    @rule(order=st.randoms(use_true_random=False))
    def become(self, order: Any) -> None:
        items = list(self.model.items)
        order.shuffle(items)
        items = items[len(items) // 4 :]
        gone = {item.number for item in self.model.items} - {item.number for item in items}
        self.model.become(items)
        assert not gone & {item.number for item in self.model.items}
        self.plain = [(item.number, item.state) for item in items]

    def chosen(self, which: set[int]) -> set[int]:
        return {self.plain[place % len(self.plain)][0] for place in which} if self.plain else set()

    @invariant()
    def both_agree(self) -> None:
        assert [(item.number, item.state) for item in self.model.items] == self.plain
        assert self.model.rowCount() == len(self.plain)


TestQueues = Queues.TestCase
TestQueues.settings = settings(max_examples=40, stateful_step_count=25, deadline=None)
