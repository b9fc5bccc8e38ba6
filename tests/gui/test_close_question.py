"""The question at the close: it follows what happens under it, and knows of the queue."""

from __future__ import annotations

from pathlib import Path

from at_the_close import click, open_save_dialog, paint, question_of, size_of
from fake_engine import FakeEngine
from hands_on import queue_up
from pytestqt.qtbot import QtBot

from nst_gui.dialogs.close_question import CloseQuestion
from nst_gui.main_window import MainWindow
from nst_gui.models.queue_model import ItemState
from nst_gui.models.run_state import RunState


def asking_while_painting(window: MainWindow, qtbot: QtBot) -> CloseQuestion:
    window.start()
    qtbot.waitUntil(lambda: window.controller.state is RunState.RUNNING)
    window.close()
    question = question_of(window)
    assert "still being painted" in question.text()
    assert question.keep_button.text() == "Keep painting"
    assert question.leave_button.text() == "Close without saving"
    return question


def test_a_run_that_ends_under_the_question_changes_it(
    ready: MainWindow, engine: FakeEngine, qtbot: QtBot, tmp_path: Path
) -> None:
    question = asking_while_painting(ready, qtbot)
    engine.free()
    qtbot.waitUntil(lambda: question.keep_button.text() == "Go back")
    assert question.text() == "The picture has not been saved to a file."
    assert question_of(ready) is question
    click(qtbot, question.save_button)
    dialog = open_save_dialog(qtbot, ready)
    dialog.name_edit.setText(str(tmp_path / "done.png"))
    click(qtbot, dialog.save_button)
    qtbot.waitUntil(lambda: not ready.isVisible())
    assert size_of(tmp_path / "done.png") == (64, 48)


def test_a_question_that_goes_without_an_answer_is_asked_again(
    ready: MainWindow, engine: FakeEngine, qtbot: QtBot
) -> None:
    question = asking_while_painting(ready, qtbot)
    question.reject()
    engine.free()
    qtbot.waitUntil(lambda: ready.controller.state is RunState.FINISHED)
    assert ready.isVisible()
    assert not ready.close()
    click(qtbot, question_of(ready).leave_button)
    assert not ready.isVisible()


def test_a_run_that_fails_under_the_question_leaves_nothing_to_save(
    ready: MainWindow, engine: FakeEngine, qtbot: QtBot
) -> None:
    question = asking_while_painting(ready, qtbot)
    engine.error = RuntimeError("in the middle")
    engine.step()
    qtbot.waitUntil(lambda: "Nothing is being painted any more." in question.text())
    assert question.save_button.isHidden()
    assert question.leave_button.text() == "Close"
    click(qtbot, question.leave_button)
    assert not ready.isVisible()


def test_the_question_tells_of_the_next_one_of_the_queue(
    ready: MainWindow, engine: FakeEngine, qtbot: QtBot
) -> None:
    queue_up(ready, 2.0, 3.0)
    ready.queue.start()
    qtbot.waitUntil(lambda: ready.controller.state is RunState.RUNNING)
    ready.close()
    question = question_of(ready)
    assert "One painting waits" in question.text()
    engine.step(8)
    qtbot.waitUntil(lambda: len(engine.recipes) == 2 and ready.controller.state is RunState.RUNNING)
    assert question.text() == "A picture is still being painted, and the one before it has not been saved."
    assert question.save_button.text() == "Save both…"
    click(qtbot, question.leave_button)
    qtbot.waitUntil(lambda: not ready.isVisible())


def test_what_is_closed_without_saving_is_among_the_earlier_paintings(
    ready: MainWindow, engine: FakeEngine, qtbot: QtBot, start_studio
) -> None:
    ready.start()
    engine.step(3)
    qtbot.waitUntil(lambda: ready.canvas.image().pixelColor(0, 0).red() > 0)
    ready.close()
    question = question_of(ready)
    assert "stays among the earlier paintings" in question.informativeText()
    click(qtbot, question.leave_button)
    qtbot.waitUntil(lambda: not ready.isVisible())
    again = start_studio()
    qtbot.waitUntil(lambda: again.history.model.rowCount() == 1)
    assert again.history.model.entries[0].record.state == "stopped"


def test_a_painting_that_could_not_be_kept_is_said_to_be_lost(
    ready: MainWindow, engine: FakeEngine, qtbot: QtBot
) -> None:
    paint(qtbot, ready, engine)
    qtbot.waitUntil(lambda: not ready.tasks.busy)
    ready.close()
    question = question_of(ready)
    assert "lost" not in question.informativeText()
    ready.history.lost = True
    ready.history.said.emit("The painting could not be kept.", "error")
    assert "save it, or it is lost" in question.informativeText()
    click(qtbot, question.leave_button)
    assert not ready.isVisible()


# --- with a queue ------------------------------------------------------------------------------------------


def words_of(question: CloseQuestion) -> str:
    return f"{question.text()} {question.informativeText()}"


def test_paintings_that_wait_are_asked_about_where_they_cannot_be_kept(
    ready: MainWindow, qtbot: QtBot
) -> None:
    queue_up(ready, 2.0, 3.0)
    ready.queue.is_kept = lambda: False
    assert not ready.close()
    question = question_of(ready)
    assert "2 paintings wait in the queue and would not be painted" in words_of(question)
    assert question.save_button.isHidden()
    assert question.defaultButton() is question.keep_button
    click(qtbot, question.keep_button)
    assert ready.isVisible()
    assert ready.queue.waiting == 2
    ready.close()
    click(qtbot, question_of(ready).leave_button)
    assert not ready.isVisible()


def test_keep_painting_keeps_the_queue_going(ready: MainWindow, engine: FakeEngine, qtbot: QtBot) -> None:
    queue_up(ready, 2.0, 3.0)
    ready.queue.start()
    qtbot.waitUntil(lambda: ready.controller.state is RunState.RUNNING)
    ready.close()
    question = question_of(ready)
    assert "still being painted" in words_of(question)
    assert "One painting waits in the queue and will be there next time" in words_of(question)
    click(qtbot, question.keep_button)
    engine.free()
    qtbot.waitUntil(lambda: len(engine.recipes) == 2 and not ready.queue.running)
    assert [item.state for item in ready.queue.model.items] == [ItemState.DONE] * 2


def test_closing_without_saving_begins_nothing_new(
    ready: MainWindow, engine: FakeEngine, qtbot: QtBot
) -> None:
    queue_up(ready, 2.0, 3.0)
    ready.queue.start()
    qtbot.waitUntil(lambda: ready.controller.state is RunState.RUNNING)
    ready.close()
    click(qtbot, question_of(ready).leave_button)
    qtbot.waitUntil(lambda: not ready.isVisible())
    assert len(engine.recipes) == 1


def test_saving_asks_about_the_queue_once(
    ready: MainWindow, engine: FakeEngine, qtbot: QtBot, tmp_path: Path
) -> None:
    paint(qtbot, ready, engine)
    queue_up(ready, 2.0)
    ready.queue.is_kept = lambda: False
    ready.close()
    click(qtbot, question_of(ready).save_button)
    open_save_dialog(qtbot, ready).reject()
    assert ready.isVisible()
    assert ready.queue.waiting == 1, "saving was given up, and so nothing else was"
    ready.close()
    click(qtbot, question_of(ready).save_button)
    dialog = open_save_dialog(qtbot, ready)
    dialog.name_edit.setText(str(tmp_path / "kept.png"))
    click(qtbot, dialog.save_button)
    qtbot.waitUntil(lambda: not ready.isVisible())
    assert size_of(tmp_path / "kept.png") == (64, 48)
