"""What was done to the queue by hand can be taken back, and never undoes what has been painted meanwhile."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from fake_engine import FakeEngine
from hands_on import drop, file_mime, queue_panel, queue_up
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtWidgets import QListView
from pytestqt.qtbot import QtBot

from nst_engine.plan import Limits
from nst_engine.recipe import PictureRef, Recipe, StyleRef
from nst_gui.main_window import MainWindow
from nst_gui.models.queue_model import ItemState, QueueModel
from nst_gui.models.queue_steps import QueueStep, changed
from nst_gui.models.recipe_model import RecipeModel
from nst_gui.models.run_state import RunState

I = ItemState  # noqa: E741
REF = PictureRef(name="a.png", sha256="a" * 64, width=800, height=600)
RECIPE = Recipe(content=REF, styles=(StyleRef(picture=REF),))


def strengths(window: MainWindow) -> list[float]:
    return [item.recipe.style_strength for item in window.queue.model.items]


def select(window: MainWindow, *rows: int) -> QListView:
    view = queue_panel(window).list
    view.clearSelection()
    for row in rows:
        index = window.queue.model.index(row)
        view.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.Select)
    return view


def selected(window: MainWindow) -> list[int]:
    return sorted(index.row() for index in queue_panel(window).list.selectedIndexes())


def undo(window: MainWindow) -> None:
    window.actions_table["undo"].trigger()


def redo(window: MainWindow) -> None:
    window.actions_table["redo"].trigger()


# ---- several at once ----------------------------------------------------------------------------------


def test_del_takes_out_all_that_is_selected_and_ctrl_z_puts_it_back(ready: MainWindow, qtbot: QtBot) -> None:
    queue_up(ready, 2.0, 3.0, 4.0, 5.0)
    ready.model.set(quality="fine")
    with qtbot.waitExposed(ready):
        ready.show()
    view = select(ready, 1, 2)
    qtbot.keyClick(view, Qt.Key.Key_Delete)
    assert strengths(ready) == [2.0, 5.0]
    assert selected(ready) == [1], "the keyboard goes on from there"
    assert "2 paintings were taken out" in ready.messages.text()
    assert "taken out of the queue" in ready.actions_table["undo"].text()
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert strengths(ready) == [2.0, 3.0, 4.0, 5.0]
    assert ready.model.draft.quality == "fine", "that came before"
    redo(ready)
    assert strengths(ready) == [2.0, 5.0]


def test_all_are_selected_with_ctrl_a_and_taken_out_with_one_key(ready: MainWindow, qtbot: QtBot) -> None:
    queue_up(ready, 2.0, 3.0, 4.0)
    view = queue_panel(ready).list
    qtbot.keyClick(view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert selected(ready) == [0, 1, 2]
    qtbot.keyClick(view, Qt.Key.Key_Delete)
    assert strengths(ready) == []
    undo(ready)
    assert strengths(ready) == [2.0, 3.0, 4.0]


def test_what_is_being_painted_is_not_emptied_away(
    ready: MainWindow, engine: FakeEngine, qtbot: QtBot
) -> None:
    queue_up(ready, 2.0, 3.0, 4.0)
    ready.queue.start()
    qtbot.waitUntil(lambda: ready.controller.state is RunState.RUNNING)
    select(ready, 0)
    assert not queue_panel(ready).buttons["remove"].isEnabled()
    queue_panel(ready).list.selectAll()
    assert queue_panel(ready).buttons["remove"].isEnabled()
    queue_panel(ready).empty.trigger()
    assert strengths(ready) == [2.0]
    assert not queue_panel(ready).empty.isEnabled()
    undo(ready)
    assert strengths(ready) == [2.0, 3.0, 4.0]
    engine.free()
    qtbot.waitUntil(lambda: [item.state for item in ready.queue.model.items] == [I.DONE] * 3)


def test_several_are_moved_together_and_stay_selected(ready: MainWindow, qtbot: QtBot) -> None:
    queue_up(ready, 2.0, 3.0, 4.0, 5.0)
    select(ready, 1, 3)
    buttons = queue_panel(ready).buttons
    qtbot.mouseClick(buttons["up"], Qt.MouseButton.LeftButton)
    assert strengths(ready) == [3.0, 2.0, 5.0, 4.0]
    assert selected(ready) == [0, 2]
    qtbot.mouseClick(buttons["up"], Qt.MouseButton.LeftButton)
    assert strengths(ready) == [3.0, 5.0, 2.0, 4.0], "the first has arrived, the second catches up"
    assert selected(ready) == [0, 1]
    assert not buttons["up"].isEnabled()
    undo(ready)
    undo(ready)
    assert strengths(ready) == [2.0, 3.0, 4.0, 5.0]
    assert selected(ready) == [1, 3]
    redo(ready)
    assert strengths(ready) == [3.0, 2.0, 5.0, 4.0]


def test_arrows_can_be_pressed_where_there_is_a_place_to_go(ready: MainWindow) -> None:
    buttons = queue_panel(ready).buttons

    def offered() -> tuple[bool, bool]:
        return buttons["up"].isEnabled(), buttons["down"].isEnabled()

    queue_up(ready, 2.0)
    assert offered() == (False, False)
    select(ready, 0)
    assert offered() == (False, False), "a single one has nowhere to go"
    queue_up(ready, 3.0, 4.0)
    assert offered() == (False, True)
    select(ready, 1)
    assert offered() == (True, True)
    select(ready, 2)
    assert offered() == (True, False)
    select(ready, 0, 1, 2)
    assert offered() == (False, False)
    select(ready, 0, 2)
    assert offered() == (True, True)


# ---- taken back ---------------------------------------------------------------------------------------


def test_photographs_that_came_together_go_together(
    ready: MainWindow, paintings: list[Path], qtbot: QtBot
) -> None:
    before = ready.model.recipe()
    drop(ready.photograph, file_mime(paintings))
    qtbot.waitUntil(lambda: ready.queue.model.rowCount() == 3)
    qtbot.waitUntil(lambda: ready.model.recipe() != before)
    after = ready.model.recipe()
    assert "added to the queue" in ready.actions_table["undo"].text()
    undo(ready)
    assert ready.queue.model.rowCount() == 0
    assert ready.model.recipe() == before, "one drop is one step"
    redo(ready)
    assert ready.queue.model.rowCount() == 3
    assert ready.model.recipe() == after


def test_what_was_painted_meanwhile_stays(ready: MainWindow, engine: FakeEngine, qtbot: QtBot) -> None:
    ready.queue.add_all(
        [ready.model.recipe().model_copy(update={"style_strength": s}) for s in (2.0, 3.0, 4.0)]
    )
    engine.free()
    ready.queue.start()
    qtbot.waitUntil(lambda: [item.state for item in ready.queue.model.items] == [I.DONE] * 3)
    third = ready.queue.model.items[2].number
    ready.queue.model.mark(third, I.WAITING)
    undo(ready)
    assert strengths(ready) == [2.0, 3.0], "two are painted, one could still be taken back"
    redo(ready)
    assert strengths(ready) == [2.0, 3.0, 4.0]
    assert [item.state for item in ready.queue.model.items] == [I.DONE, I.DONE, I.WAITING]


def test_one_that_waits_again_is_done_as_before(ready: MainWindow, engine: FakeEngine, qtbot: QtBot) -> None:
    queue_up(ready, 2.0)
    engine.free()
    ready.queue.start()
    qtbot.waitUntil(lambda: [item.state for item in ready.queue.model.items] == [I.DONE])
    done = ready.queue.model.items
    select(ready, 0)
    qtbot.mouseClick(queue_panel(ready).buttons["again"], Qt.MouseButton.LeftButton)
    assert ready.queue.model.items[0].state is I.WAITING
    undo(ready)
    assert ready.queue.model.items == done


def test_what_changes_nothing_is_no_step(ready: MainWindow) -> None:
    steps = ready.model.steps.count()
    ready.queue.empty()
    ready.queue.take_out_done()
    ready.queue.move({1}, -1)
    assert ready.model.steps.count() == steps


def test_another_window_goes_on_without_the_steps_of_this_one_s_queue() -> None:
    queue, first, second = QueueModel(), RecipeModel(), RecipeModel()
    first.set(quality="fine")
    with first.steps.together():
        first.steps.note(QueueStep(queue, "queue", (), queue.items))
        first.set(content=REF)
    first.steps.note(QueueStep(queue, "queue", (), queue.items))
    first.set(seed=4)
    first.steps.undo()
    first.steps.undo()
    second.go_on_from(first)
    assert (second.steps.index(), second.steps.count()) == (2, 3)
    second.steps.undo()
    assert (second.content, second.draft.quality) == (None, "fine")
    second.steps.redo()
    second.steps.redo()
    assert (second.content, second.draft.seed) == (REF, 4)


@pytest.fixture(scope="module")
def many() -> QueueModel:
    model = QueueModel()
    model.add_all([RECIPE] * 8, Limits())
    return model


@settings(max_examples=100, deadline=None)
@given(
    before=st.lists(st.integers(0, 7), unique=True),
    after=st.lists(st.integers(0, 7), unique=True),
    painted=st.sets(st.integers(0, 7)),
)
def test_a_step_does_what_is_possible(
    many: QueueModel, before: list[int], after: list[int], painted: set[int]
) -> None:
    plain_before = [many.items[row] for row in before]
    plain_after = [many.items[row] for row in after]
    assert changed(plain_before, plain_before, plain_after) == plain_after
    present = [replace(many.items[row], state=I.DONE if row in painted else I.WAITING) for row in before]
    done = {item.number for item in present if item.state is I.DONE}
    made = changed(present, plain_before, plain_after)
    numbers = [item.number for item in made]
    assert len(set(numbers)) == len(numbers)
    assert set(numbers) == {many.items[row].number for row in after} | done, "the painted ones stay"
    undone = changed(made, plain_after, plain_before)
    assert done <= {item.number for item in undone if item.state is I.DONE}
