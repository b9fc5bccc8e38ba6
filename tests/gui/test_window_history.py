"""Earlier paintings in the window: kept, shown again, compared, starred, noted, removed."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from fake_engine import FakeEngine
from hands_on import words_only
from PySide6.QtCore import QLocale, QPoint, Qt
from PySide6.QtGui import QAction, QContextMenuEvent
from PySide6.QtWidgets import QApplication, QInputDialog, QMenu, QMessageBox
from pytestqt.qtbot import QtBot

from nst_engine import paths
from nst_engine.errors import ResourceError
from nst_gui import languages
from nst_gui.main_window import MainWindow
from nst_gui.models.history_model import ENTRY, IMAGE, HistoryModel, painted_when
from nst_gui.models.history_store import Entry, HistoryStore
from nst_gui.models.run_state import RunState
from nst_gui.widgets.comparison import CompareMode
from nst_gui.workers import history_worker
from tests.gui.test_history_store import result_of

#: The platform without a screen cannot raise a menu, nor take the keyboard for it.
pytestmark = pytest.mark.qt_log_ignore(
    r"This plugin does not support (raise\(\)|grabbing the keyboard)", extend=True
)


def paint(window: MainWindow, engine: FakeEngine, qtbot: QtBot) -> None:
    count = window.history.model.rowCount()
    window.start()
    engine.free()
    qtbot.waitUntil(lambda: window.history.model.rowCount() == count + 1)
    qtbot.waitUntil(lambda: window.controller.state is RunState.FINISHED and not window.tasks.busy)


@pytest.fixture
def painted(ready: MainWindow, engine: FakeEngine, qtbot: QtBot) -> MainWindow:
    """A window with two paintings of different strength: the first one all 8, the second one too."""
    paint(ready, engine, qtbot)
    ready.model.set(style_strength=7.0)
    paint(ready, engine, qtbot)
    return ready


def click(window: MainWindow, row: int, qtbot: QtBot) -> None:
    strip = window.results.strip
    strip.scrollTo(strip.index(row))
    place = strip.visualRect(strip.index(row)).center()
    qtbot.mouseClick(strip.viewport(), Qt.MouseButton.LeftButton, pos=place)
    qtbot.waitUntil(lambda: not window.tasks.busy)


def menu_of(window: MainWindow, row: int) -> QMenu:
    strip = window.results.strip
    place = strip.visualRect(strip.index(row)).center()
    globally = strip.viewport().mapToGlobal(place)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, globally)
    QApplication.sendEvent(strip.viewport(), event)
    (menu,) = [child for child in window.results.findChildren(QMenu) if child.isVisible()]
    return menu


def plain(action: QAction) -> str:
    return action.text().replace("&", "")


def choose(menu: QMenu, words: str) -> None:
    (action,) = [action for action in menu.actions() if words in plain(action)]
    action.trigger()
    menu.close()


def records(window: MainWindow) -> list[Any]:
    return [entry.record for entry in HistoryStore(paths.data_dir() / "history").entries()]


def test_every_painting_is_kept_and_its_thumbnail_shown(painted: MainWindow, qtbot: QtBot) -> None:
    strip = painted.results.strip
    assert strip.count() == 2
    assert [record.recipe.style_strength for record in records(painted)] == [7.0, 1.0]
    assert strip.index(0).data() == "harbour"
    assert "style strength 7" in strip.index(0).data(Qt.ItemDataRole.ToolTipRole)
    painted.results.grab()
    qtbot.waitUntil(lambda: painted.history.model.index(0).data(IMAGE) is not None)


def test_they_are_there_again_at_the_next_start(painted: MainWindow, start_studio, qtbot: QtBot) -> None:
    painted.saver._unsaved = False
    painted.close()
    second = start_studio()
    qtbot.waitUntil(lambda: second.results.strip.count() == 2)
    click(second, 1, qtbot)
    assert second.presenter.has_view
    assert second.canvas.image().pixelColor(3, 3).red() == 8
    assert second.actions_table["save"].isEnabled()
    assert not second.saver.unsaved


def test_a_click_shows_an_earlier_one_beside_its_photograph(painted: MainWindow, qtbot: QtBot) -> None:
    click(painted, 1, qtbot)
    assert painted.saver._result.recipe.style_strength == 1.0
    assert painted.canvas.has_other()
    # It keeps its own finish, whatever the sliders say.
    painted.model.set(blend=1.0)
    qtbot.waitUntil(lambda: not painted.tasks.busy)
    assert painted.canvas.image().pixelColor(3, 3).red() == 8


def test_while_painting_earlier_ones_wait(painted: MainWindow, engine: FakeEngine, qtbot: QtBot) -> None:
    engine._free.clear()
    painted.start()
    qtbot.waitUntil(lambda: painted.controller.state is RunState.RUNNING)
    click(painted, 1, qtbot)
    assert "when this one is done" in painted.messages.text()
    engine.free()
    qtbot.waitUntil(lambda: painted.controller.state is RunState.FINISHED)


def test_its_settings_come_back_in_one_step(painted: MainWindow, qtbot: QtBot) -> None:
    steps = painted.model.steps.count()
    choose(menu_of(painted, 1), "Use its settings")
    qtbot.waitUntil(lambda: painted.model.draft.style_strength == 1.0)
    assert painted.model.steps.count() == steps + 1
    assert painted.model.recipe() is not None
    painted.model.steps.undo()
    assert painted.model.draft.style_strength == 7.0


def test_two_paintings_can_be_compared(painted: MainWindow, qtbot: QtBot) -> None:
    choose(menu_of(painted, 1), "Compare")
    qtbot.waitUntil(lambda: painted.canvas.comparison.other_label == "Earlier painting")
    assert painted.actions_table["compare_split"].isEnabled()


@pytest.mark.parametrize(
    ("chosen", "then"),
    [
        (CompareMode.RESULT, CompareMode.SPLIT),
        (CompareMode.SPLIT, CompareMode.SPLIT),
        (CompareMode.BESIDE, CompareMode.BESIDE),
    ],
)
def test_whoever_asks_for_a_comparison_sees_both(
    painted: MainWindow, chosen: CompareMode, then: CompareMode, qtbot: QtBot
) -> None:
    painted.actions_table[f"compare_{chosen}"].trigger()
    choose(menu_of(painted, 1), "Compare")
    qtbot.waitUntil(lambda: painted.canvas.comparison.other_label == "Earlier painting")
    assert painted.canvas.mode() is then
    on = [mode for mode in CompareMode if painted.actions_table[f"compare_{mode}"].isChecked()]
    assert on == [then]
    painted.actions_table["compare_result"].trigger()
    assert painted.canvas.mode() is CompareMode.RESULT


def test_what_was_chosen_last_is_shown_whichever_is_read_first(
    painted: MainWindow, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    newer, older = painted.history.model.entries
    opens, reopen = threading.Event(), history_worker.reopen

    def slow(store: HistoryStore, entry: Entry) -> history_worker.Reopened:
        if entry is newer:
            opens.wait(60)
        return reopen(store, entry)

    monkeypatch.setattr(history_worker, "reopen", slow)
    shown: list[Entry] = []
    painted.history.reopened.connect(lambda opened: shown.append(opened.entry))
    painted.history.show(newer)
    painted.history.show(older)
    qtbot.waitUntil(lambda: shown == [older])
    opens.set()
    qtbot.waitUntil(lambda: not painted.tasks.busy)
    assert shown == [older]


def test_what_could_not_be_kept_is_not_given_up_without_a_word(
    painted: MainWindow, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    def full(*_arguments: object) -> None:
        raise ResourceError("The painting could not be kept in the history: there is no room.")

    monkeypatch.setattr(HistoryStore, "add", full)
    painted.start()
    qtbot.waitUntil(lambda: painted.controller.state is RunState.FINISHED and not painted.tasks.busy)
    shown = painted.saver.result
    click(painted, 0, qtbot)
    assert painted.saver.result is shown
    assert "save it first" in painted.messages.text()
    click(painted, 0, qtbot)
    assert painted.saver.result is not shown


def test_without_a_painting_there_is_nothing_to_compare_and_that_is_said(
    painted: MainWindow, start_studio, qtbot: QtBot
) -> None:
    painted.close()
    window = start_studio()
    qtbot.waitUntil(lambda: window.history.model.rowCount() == 2)
    window.history.compare(window.history.model.entries[0])
    qtbot.waitUntil(lambda: not window.tasks.busy)
    assert "Show a painting first" in window.messages.text()


@pytest.mark.parametrize(("words", "times"), [("Paint on", 1), ("twice the size", 2)])
def test_a_painting_goes_on_where_it_ended(
    painted: MainWindow, engine: FakeEngine, words: str, times: int, qtbot: QtBot
) -> None:
    settings = painted.model.recipe()
    (action,) = [
        action
        for action in menu_of(painted, 1).actions()
        if plain(action) == words or (times == 2 and words in plain(action))
    ]
    action.trigger()
    qtbot.waitUntil(lambda: painted.history.model.rowCount() == 3)
    recipe = engine.recipes[-1]
    assert (recipe.scales, recipe.iterations, recipe.style_strength) == ("last", None, 1.0)
    assert recipe.init.path == str(painted.history.model.entries[2].picture)
    assert max(recipe.output_size) == 64 * times
    assert painted.model.recipe() == settings, "what is set for the next painting stays"
    assert not painted.controls.foot.isVisible()


def test_larger_than_the_program_paints_is_told(painted: MainWindow, qtbot: QtBot) -> None:
    entry = painted.history.model.entries[0]
    record = entry.record.model_copy(
        update={"recipe": entry.record.recipe.model_copy(update={"size": 10_000})}
    )
    painted.history.paint_on(replace(entry, record=record), 2)
    qtbot.waitUntil(lambda: "16,384 px is the most" in painted.messages.text())


def test_a_star_and_a_note_are_kept(painted: MainWindow, qtbot: QtBot) -> None:
    choose(menu_of(painted, 1), "Star")
    qtbot.waitUntil(lambda: painted.results.strip.index(1).data(ENTRY).record.starred)
    painted.results.grab()
    choose(menu_of(painted, 1), "Note")
    (dialog,) = painted.findChildren(QInputDialog)
    assert words_only(dialog) == ["OK", "Cancel"]
    dialog.setTextValue("  for the hall  ")
    dialog.accept()
    qtbot.waitUntil(lambda: painted.results.strip.index(1).data() == "for the hall")
    assert [(r.starred, r.note) for r in records(painted)] == [(False, ""), (True, "for the hall")]
    choose(menu_of(painted, 1), "Take the star away")
    qtbot.waitUntil(lambda: not painted.results.strip.index(1).data(ENTRY).record.starred)


@pytest.mark.parametrize("agrees", [True, False])
def test_nothing_is_removed_without_a_question(painted: MainWindow, agrees: bool, qtbot: QtBot) -> None:
    painted.results.strip.setFocus()
    painted.results.strip.setCurrentIndex(painted.results.strip.index(1))
    qtbot.keyClick(painted.results.strip, Qt.Key.Key_Delete)
    (question,) = painted.findChildren(QMessageBox)
    assert sorted(words_only(question)) == ["Cancel", "Remove"]
    (remove,) = [button for button in question.buttons() if button.text() == "Remove"]
    cancel = question.button(QMessageBox.StandardButton.Cancel)
    assert question.defaultButton() is cancel
    entry = painted.results.strip.index(1).data(ENTRY)
    assert question.text() == "Remove the painting harbour for good?"
    assert painted_when(entry) in question.informativeText()
    (remove if agrees else cancel).click()
    qtbot.waitUntil(lambda: not painted.tasks.busy)
    assert painted.results.strip.count() == (1 if agrees else 2)
    assert len(records(painted)) == painted.results.strip.count()


def test_another_finish_of_the_newest_is_remembered(painted: MainWindow, qtbot: QtBot) -> None:
    painted.controls.finish.slider("blend").box.setValue(40)
    qtbot.waitUntil(lambda: records(painted)[0].recipe.blend == 0.4)
    click(painted, 1, qtbot)
    click(painted, 0, qtbot)
    image = painted.canvas.image()
    assert image.pixelColor(0, 3) != image.pixelColor(60, 3), "the photograph is mixed in again"


def test_a_finish_given_before_its_painting_is_kept_changes_no_other_painting(
    painted: MainWindow, engine: FakeEngine, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    gate, really = threading.Event(), history_worker.keep

    def slowly(*args: Any) -> Any:
        assert gate.wait(60), "the test forgot to open the gate"
        return really(*args)

    monkeypatch.setattr(history_worker, "keep", slowly)
    before = painted.history.model.entries[0].record
    painted.model.set(style_strength=2.0)
    painted.start()
    qtbot.waitUntil(lambda: painted.saver.has_picture and painted.controller.state is RunState.FINISHED)
    with qtbot.waitSignal(painted.finisher.finished):
        painted.controls.finish.slider("blend").box.setValue(40)
    gate.set()
    qtbot.waitUntil(lambda: painted.history.model.rowCount() == 3)
    qtbot.waitUntil(lambda: records(painted)[0].recipe.blend == 0.4 and not painted.tasks.busy)
    assert records(painted)[0].recipe.style_strength == 2.0
    assert records(painted)[1] == before


def test_a_star_given_just_before_the_window_closes_is_kept(painted: MainWindow, qtbot: QtBot) -> None:
    busy, opens = threading.Semaphore(0), threading.Event()

    def hold() -> None:
        busy.release()
        opens.wait(60)

    for _ in range(2):  # as many as the pool has hands
        painted.tasks.run(hold, lambda _nothing: None)
    for _ in range(2):
        assert busy.acquire(timeout=60)
    painted.history._change(painted.history.model.entries[0], starred=True)
    release = threading.Timer(0.1, opens.set)
    release.start()
    painted.shutdown()
    release.join()
    assert [record.starred for record in records(painted)] == [True, False]


def test_a_star_and_a_finish_at_the_same_moment_are_both_kept(
    painted: MainWindow, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    gates, really = [threading.Event(), threading.Event()], HistoryStore.change
    waiting = iter(gates)

    def slowly(store: HistoryStore, entry: Entry, **changes: Any) -> Any:
        gate = next(waiting, None)
        assert gate is None or gate.wait(60), "the test forgot to open the gate"
        return really(store, entry, **changes)

    monkeypatch.setattr(HistoryStore, "change", slowly)
    entry = painted.history.model.entries[0]
    painted.history._change(entry, starred=True)
    with qtbot.waitSignal(painted.finisher.finished):
        painted.controls.finish.slider("blend").box.setValue(40)
    painted.history._change(entry, note="for the hall")
    for gate in reversed(gates):  # were both under way, the later one would be written first
        gate.set()
        qtbot.wait(50)
    qtbot.waitUntil(lambda: not painted.tasks.busy)
    newest = records(painted)[0]
    assert (newest.starred, newest.note, newest.recipe.blend) == (True, "for the hall", 0.4)
    assert painted.history.model.entries[0].record == newest


def test_without_its_photograph_a_finish_is_left_off_and_that_is_said(
    painted: MainWindow, photograph: Path, qtbot: QtBot
) -> None:
    painted.controls.finish.slider("blend").box.setValue(40)
    qtbot.waitUntil(lambda: records(painted)[0].recipe.blend == 0.4 and not painted.tasks.busy)
    photograph.unlink()
    click(painted, 0, qtbot)
    assert photograph.name in painted.messages.text()
    assert painted.canvas.image().pixelColor(60, 3).red() == 8
    assert not painted.canvas.has_other()


def test_a_history_that_cannot_be_written_is_told_and_the_painting_stays(
    ready: MainWindow, engine: FakeEngine, qtbot: QtBot
) -> None:
    folder = paths.data_dir() / "history"
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.write_text("in the way")
    ready.start()
    engine.free()
    qtbot.waitUntil(lambda: "could not be kept in the history" in ready.messages.text())
    assert ready.controller.state is RunState.FINISHED
    assert ready.saver.unsaved


def test_beyond_its_budget_the_oldest_go(
    painted: MainWindow, engine: FakeEngine, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.setattr(painted.settings, "history_budget", lambda: 1)
    painted.start()
    engine.free()
    qtbot.waitUntil(lambda: painted.results.strip.count() == 1)
    assert len(records(painted)) == 1


def test_the_menu_comes_by_the_keyboard_too(painted: MainWindow, qtbot: QtBot) -> None:
    strip = painted.results.strip
    strip.setCurrentIndex(strip.index(1))
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(), QPoint())
    QApplication.sendEvent(strip, event)
    (menu,) = [child for child in painted.results.findChildren(QMenu) if child.isVisible()]
    assert {"Show", "Remove…"} <= {plain(action) for action in menu.actions()}
    menu.close()


@pytest.mark.parametrize("starred", [False, True])
@pytest.mark.parametrize("code", [language.code for language in languages.available()])
def test_every_entry_of_the_menu_has_a_letter_of_its_own(
    painted: MainWindow, qapp: QApplication, code: str, starred: bool
) -> None:
    entry = painted.results.strip.index(0).data(ENTRY)
    entry = replace(entry, record=entry.record.model_copy(update={"starred": starred}))
    menu = QMenu()
    before = QLocale()
    languages.install(qapp, code)
    try:
        painted.results.menuWanted.emit(entry, menu)
    finally:
        languages.remove(qapp)
        QLocale.setDefault(before)
    texts = [action.text() for action in menu.actions() if not action.isSeparator()]
    letters = [text[text.index("&") + 1].casefold() for text in texts if "&" in text]
    assert len(set(letters)) == len(texts), texts
    menu.deleteLater()


def test_the_model_is_a_proper_model(qtmodeltester, tmp_path: Path) -> None:
    store = HistoryStore(tmp_path / "history")
    model = HistoryModel()
    entries = [store.add(result_of(seed), now=100.0 + seed) for seed in range(3)]
    model.set_entries(entries[:2])
    qtmodeltester.check(model)
    model.add(entries[2])
    model.replace(store.change(entries[1], note="second"))
    model.remove(entries[0].id)
    model.remove("not there")
    assert [model.index(row).data() for row in range(model.rowCount())] == ["a", "second"]
    wanted: list[str] = []
    model.thumbnailWanted.connect(lambda entry: wanted.append(entry.id))
    for _ in range(3):
        assert model.index(0).data(IMAGE) is None
    assert wanted == [entries[2].id], "asked for once"
    assert np.isscalar(model.rowCount(model.index(0)))
