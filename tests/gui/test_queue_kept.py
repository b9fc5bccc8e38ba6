"""The queue from one window to the next: nothing is lost, and nothing is painted unasked."""

from __future__ import annotations

import json
import shutil
import threading
from pathlib import Path
from typing import Any

import pytest
from fake_engine import FakeEngine
from hands_on import queue_panel, queue_up
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from nst_engine import paths, pictures
from nst_engine.errors import ResourceError
from nst_gui.dialogs.close_question import CloseQuestion
from nst_gui.dialogs.missing_pictures import MissingPicturesDialog
from nst_gui.main_window import MainWindow
from nst_gui.models import kept_file
from nst_gui.models.queue_model import ItemState
from nst_gui.models.queue_store import QueueStore
from nst_gui.models.run_state import RunState

I = ItemState  # noqa: E741


def standing(window: MainWindow) -> list[tuple[float, ItemState]]:
    return [(item.recipe.style_strength, item.state) for item in window.queue.model.items]


def messages(window: MainWindow) -> str:
    return " | ".join(text for text, _ in window.messages.messages())


def opened(start_studio: Any, qtbot: QtBot) -> MainWindow:
    """A window that has read the queue of last time."""
    window = start_studio()
    qtbot.waitUntil(lambda: window.kept.queue.keeps and not window.tasks.busy, timeout=30_000)
    return window


@pytest.fixture
def ready(ready: MainWindow, qtbot: QtBot) -> MainWindow:
    qtbot.waitUntil(lambda: ready.kept.queue.keeps and not ready.tasks.busy)
    return ready


def crash(window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot) -> None:
    """What would be on the disk if the power failed now becomes the home of the next window."""
    qtbot.waitUntil(lambda: not window.kept.queue._writer.waits and not window.tasks.busy)
    after = tmp_path / "after the crash"
    shutil.copytree(paths.data_dir(), after / "data")
    monkeypatch.setenv("NST_STUDIO_HOME", str(after))


def test_what_waits_is_there_again_and_begins_only_when_asked(
    ready: MainWindow, engine: FakeEngine, start_studio: Any, qtbot: QtBot
) -> None:
    ready.model.set(memory_bytes=4 * 10**9)
    queue_up(ready, 2.0, 3.0, 4.0)
    recipes = [item.recipe for item in ready.queue.model.items]
    assert ready.close(), "nothing would be lost: nothing is asked"
    second = opened(start_studio, qtbot)
    assert [item.recipe for item in second.queue.model.items] == recipes
    assert standing(second) == [(2.0, I.WAITING), (3.0, I.WAITING), (4.0, I.WAITING)]
    assert {item.limits.memory_bytes for item in second.queue.model.items} == {4 * 10**9}
    assert not second.queue_dock.isHidden()
    assert "3 paintings are waiting from last time" in queue_panel(second)._words.text()
    assert "3 paintings are waiting from last time." in messages(second)
    assert engine.recipes == []
    engine.free()
    qtbot.mouseClick(queue_panel(second).start_button, Qt.MouseButton.LeftButton)
    assert "last time" not in queue_panel(second)._words.text()
    qtbot.waitUntil(lambda: [state for _, state in standing(second)] == [I.DONE] * 3)
    assert [recipe.style_strength for recipe in engine.recipes] == [2.0, 3.0, 4.0]
    assert [limits.memory_bytes for limits in engine.limits] == [4 * 10**9] * 3
    qtbot.waitUntil(lambda: not second.tasks.busy)
    second.shutdown()
    third = opened(start_studio, qtbot)
    assert standing(third) == [], "what is done is in the history, not in the queue"
    assert third.kept.queue.keeps


def test_an_empty_queue_says_nothing(start_studio: Any, qtbot: QtBot) -> None:
    window = opened(start_studio, qtbot)
    assert window.messages.messages() == []
    assert window.queue_dock.isHidden()


def test_what_was_painted_when_the_power_failed_waits_again(
    ready: MainWindow,
    engine: FakeEngine,
    start_studio: Any,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    queue_up(ready, 2.0, 3.0)
    ready.queue.start()
    engine.step(2)
    qtbot.waitUntil(lambda: ready.controller.state is RunState.RUNNING)
    assert standing(ready)[0] == (2.0, I.PAINTING)
    crash(ready, tmp_path, monkeypatch, qtbot)
    second = opened(start_studio, qtbot)
    assert standing(second) == [(2.0, I.WAITING), (3.0, I.WAITING)]
    assert not second.controller.active


def test_a_change_is_on_the_disk_a_moment_later(ready: MainWindow, qtbot: QtBot) -> None:
    queue_up(ready, 2.0, 3.0)
    file = paths.data_dir() / "queue.json"
    qtbot.waitUntil(lambda: file.is_file() and len(json.loads(file.read_bytes())["items"]) == 2)
    ready.queue.model.remove([ready.queue.model.items[0].number])
    qtbot.waitUntil(lambda: len(json.loads(file.read_bytes())["items"]) == 1)
    queue_up(ready, 5.0)  # and closed before its turn has come
    assert ready.close()
    strengths = [item["recipe"]["style_strength"] for item in json.loads(file.read_bytes())["items"]]
    assert strengths == [3.0, 5.0]


def test_giving_up_the_present_one_for_today_leaves_it_in_the_queue(
    ready: MainWindow, engine: FakeEngine, start_studio: Any, qtbot: QtBot
) -> None:
    queue_up(ready, 2.0, 3.0)
    ready.queue.start()
    engine.step(2)
    qtbot.waitUntil(lambda: ready.controller.state is RunState.RUNNING)
    ready.close()
    (question,) = ready.findChildren(CloseQuestion)
    assert "One painting waits in the queue and will be there next time." in question.text()
    qtbot.mouseClick(question.leave_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not ready.isVisible())
    second = opened(start_studio, qtbot)
    assert standing(second) == [(2.0, I.WAITING), (3.0, I.WAITING)]


def test_an_end_without_a_question_leaves_the_present_one_in_the_queue(
    ready: MainWindow, engine: FakeEngine, start_studio: Any, qtbot: QtBot
) -> None:
    queue_up(ready, 2.0)
    ready.queue.start()
    engine.step(2)
    qtbot.waitUntil(lambda: ready.controller.state is RunState.RUNNING)
    ready.shutdown()  # as when the system ends the session
    second = opened(start_studio, qtbot)
    assert standing(second) == [(2.0, I.WAITING)]


def test_one_that_failed_keeps_its_sentence(ready: MainWindow, start_studio: Any, qtbot: QtBot) -> None:
    queue_up(ready, 2.0, 3.0)
    first = ready.queue.model.items[0]
    ready.queue.model.mark(first.number, I.FAILED, "There is not enough memory.")
    ready.close()
    second = opened(start_studio, qtbot)
    assert standing(second) == [(2.0, I.FAILED), (3.0, I.WAITING)]
    assert second.queue.model.items[0].message == "There is not enough memory."
    assert (
        "One painting is waiting from last time, 1 could not be painted" in queue_panel(second)._words.text()
    )


def test_a_picture_that_was_moved_is_found_by_what_it_holds(
    ready: MainWindow, photograph: Path, tmp_path: Path, start_studio: Any, qtbot: QtBot
) -> None:
    queue_up(ready, 2.0)
    moved = tmp_path / "sorted" / "quay.png"
    moved.parent.mkdir()
    shutil.move(photograph, moved)
    ready.settings.remember("photographs", moved)
    ready.close()
    second = opened(start_studio, qtbot)
    assert standing(second) == [(2.0, I.WAITING)]
    assert second.queue.model.items[0].recipe.content.path == str(moved)


def test_one_that_lacks_a_picture_says_so_and_does_not_stop_the_rest(
    ready: MainWindow,
    engine: FakeEngine,
    photograph: Path,
    paintings: list[Path],
    tmp_path: Path,
    start_studio: Any,
    qtbot: QtBot,
) -> None:
    queue_up(ready, 2.0)
    ready.queue.add_photographs([pictures.reference(paintings[1])])
    queue_up(ready, 3.0)
    hidden = tmp_path / "another disk" / "harbour.png"
    hidden.parent.mkdir()
    shutil.move(photograph, hidden)
    ready.close()
    second = opened(start_studio, qtbot)
    assert standing(second) == [(2.0, I.MISSING), (2.0, I.WAITING), (3.0, I.MISSING)]
    assert second.queue.model.items[0].message == "harbour.png"
    assert "2 paintings of the queue lack a picture" in messages(second)
    assert "2 lack a picture" in queue_panel(second)._words.text()
    engine.free()
    second.queue.start()
    qtbot.waitUntil(lambda: standing(second)[1][1] is I.DONE and not second.queue.running)
    assert [state for _, state in standing(second)] == [I.MISSING, I.DONE, I.MISSING]

    # Shown once, it is found for both.
    assert not queue_panel(second).find_button.isHidden()
    queue_panel(second).find_button.click()
    qtbot.waitUntil(lambda: bool(second.findChildren(MissingPicturesDialog)))
    (dialog,) = second.findChildren(MissingPicturesDialog)
    assert [row.ref.name for row in dialog.rows] == ["harbour.png"]
    assert not dialog.accept_button.isEnabled()
    qtbot.mouseClick(dialog.rows[0].find, Qt.MouseButton.LeftButton)
    (chooser,) = dialog.findChildren(QFileDialog)
    chooser.filesSelected.emit([str(hidden)])
    chooser.close()
    qtbot.waitUntil(lambda: dialog.accept_button.isEnabled())
    assert dialog.accept_button.text() == "Use these pictures"
    qtbot.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: [state for _, state in standing(second)] == [I.WAITING, I.DONE, I.WAITING])
    assert {item.recipe.content.path for item in second.queue.model.items[::2]} == {str(hidden)}
    assert {item.message for item in second.queue.model.items} == {""}
    assert queue_panel(second).find_button.isHidden()
    qtbot.waitUntil(lambda: not second.findChildren(MissingPicturesDialog))


def test_a_picture_that_is_back_by_now_needs_no_question(
    ready: MainWindow, photograph: Path, tmp_path: Path, start_studio: Any, qtbot: QtBot
) -> None:
    queue_up(ready, 2.0)
    ready.close()
    away = photograph.rename(tmp_path / "away.png")
    second = opened(start_studio, qtbot)
    assert standing(second) == [(2.0, I.MISSING)]
    away.rename(photograph)
    queue_panel(second).find_button.click()
    qtbot.waitUntil(lambda: standing(second) == [(2.0, I.WAITING)])
    assert not second.findChildren(MissingPicturesDialog)


def test_a_disk_that_takes_nothing_is_said_once_and_asked_about_at_the_end(
    ready: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_arguments: Any) -> None:
        raise ResourceError("queue.json could not be written: the disk is full.")

    with monkeypatch.context() as patch:
        patch.setattr(kept_file, "write_atomically", full)
        queue_up(ready, 2.0)
        qtbot.waitUntil(lambda: "disk is full" in messages(ready))
        assert not ready.kept.queue.keeps
        assert not ready.close()
        (question,) = ready.findChildren(CloseQuestion)
        assert "One painting waits in the queue and would not be painted." in question.text()
        qtbot.mouseClick(question.keep_button, Qt.MouseButton.LeftButton)
    queue_up(ready, 3.0)
    qtbot.waitUntil(lambda: ready.kept.queue.keeps)
    assert ready.close(), "by now it is kept"


def test_a_second_window_does_not_take_the_queue_of_the_first(
    ready: MainWindow, start_studio: Any, qtbot: QtBot
) -> None:
    queue_up(ready, 2.0)
    qtbot.waitUntil(lambda: (paths.data_dir() / "queue.json").is_file())
    second = start_studio()
    qtbot.waitUntil(lambda: not second.tasks.busy)
    assert standing(second) == []
    assert not second.kept.queue.keeps
    second.close()
    assert ready.close()
    assert standing(opened(start_studio, qtbot)) == [(2.0, I.WAITING)]


def test_a_damaged_queue_is_set_aside_and_said(start_studio: Any, qtbot: QtBot) -> None:
    file = paths.data_dir() / "queue.json"
    file.parent.mkdir(parents=True)
    file.write_text("half a que")
    window = opened(start_studio, qtbot)
    assert "damaged" in messages(window)
    assert (file.parent / "queue.unread-1.json").read_text() == "half a que"


def test_paintings_that_cannot_be_read_are_told_of_once(start_studio: Any, qtbot: QtBot) -> None:
    file = paths.data_dir() / "queue.json"
    file.parent.mkdir(parents=True)
    file.write_text('{"schema_version": 1, "items": [{"recipe": "of another kind"}]}')
    window = opened(start_studio, qtbot)
    assert "cannot be read" in messages(window)
    window.close()
    again = opened(start_studio, qtbot)
    assert "cannot be read" not in messages(again)
    assert len(list(file.parent.glob("queue.unread-*.json"))) == 1


def test_what_is_queued_before_the_old_queue_came_stands_behind_it(
    ready: MainWindow, start_studio: Any, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    queue_up(ready, 2.0)
    recipe, limits = ready.queue.model.items[0].recipe, ready.queue.model.items[0].limits
    ready.close()
    gate = threading.Event()
    really_open, threads = QueueStore.open, []

    def slow(self: QueueStore) -> Any:
        threads.append(threading.current_thread())
        gate.wait(60)
        return really_open(self)

    monkeypatch.setattr(QueueStore, "open", slow)
    second = start_studio()
    qtbot.waitUntil(lambda: bool(threads))
    second.queue.model.add(recipe.model_copy(update={"style_strength": 9.0}), limits)
    gate.set()
    qtbot.waitUntil(lambda: standing(second) == [(2.0, I.WAITING), (9.0, I.WAITING)])
    assert threading.main_thread() not in threads
    second.close()
    assert standing(opened(start_studio, qtbot)) == [(2.0, I.WAITING), (9.0, I.WAITING)]


def test_what_is_queued_in_a_window_that_ends_at_once_is_kept(
    ready: MainWindow, start_studio: Any, qtbot: QtBot
) -> None:
    queue_up(ready, 2.0)
    recipe, limits = ready.queue.model.items[0].recipe, ready.queue.model.items[0].limits
    ready.close()
    second = start_studio()
    second.queue.model.add(recipe.model_copy(update={"style_strength": 9.0}), limits)
    second.shutdown()
    assert standing(opened(start_studio, qtbot)) == [(2.0, I.WAITING), (9.0, I.WAITING)]


def test_two_hundred_paintings_come_back_with_one_look_at_each_picture(
    ready: MainWindow, start_studio: Any, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    recipe = ready.model.recipe()
    assert recipe is not None
    ready.queue.add_all(recipe.model_copy(update={"seed": seed}) for seed in range(200))
    ready.close()
    looks: list[tuple[Path, threading.Thread]] = []
    really_look = pictures.read_header

    def look(path: Path) -> Any:
        looks.append((path, threading.current_thread()))
        return really_look(path)

    monkeypatch.setattr(pictures, "read_header", look)
    second = opened(start_studio, qtbot)
    assert [item.recipe.seed for item in second.queue.model.items] == list(range(200))
    assert len([path for path, _ in looks if path.name == "harbour.png"]) == 1
    assert threading.main_thread() not in {thread for _, thread in looks}
