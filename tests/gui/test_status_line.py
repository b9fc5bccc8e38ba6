"""What the line below says of the last run: as long as its picture is on the canvas, and no longer."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from fake_engine import FakeEngine
from pytestqt.qtbot import QtBot

from nst_gui.main_window import MainWindow
from nst_gui.models.run_state import RunState


def paint(window: MainWindow, engine: FakeEngine, qtbot: QtBot) -> None:
    window.start()
    engine.step(8)
    qtbot.waitUntil(lambda: window.controller.state is RunState.FINISHED and not window.tasks.busy)


def line(window: MainWindow) -> tuple[str, str, str, float]:
    """State, place, time and the share of the bar that is filled."""
    panel = window.progress
    return panel.state_text(), panel._where.text(), panel._time.text(), panel.fraction()


FINISHED = ("Finished", "Scale 2 of 2 · Iteration 4 of 4", "0:00 elapsed", 1.0)


@pytest.fixture
def painted(ready: MainWindow, engine: FakeEngine, qtbot: QtBot) -> MainWindow:
    paint(ready, engine, qtbot)
    assert line(ready) == FINISHED
    return ready


def test_a_new_beginning_has_no_run(painted: MainWindow, qtbot: QtBot) -> None:
    assert painted.controls.advanced.loss_plot.count() == 8
    painted.actions_table["new"].trigger()
    assert line(painted) == ("Choose a photograph", "", "", 0.0)
    assert painted.controls.advanced.loss_plot.count() == 0, "the curve of what is not there any more"
    painted.actions_table["undo"].trigger()
    qtbot.waitUntil(lambda: painted.presenter.has_view and not painted.tasks.busy)
    assert line(painted) == ("Ready", "", "", 0.0)


def _another_photograph(window: MainWindow, paintings: list[Path]) -> None:
    window.saver._unsaved = False
    window.intake.open_content([paintings[1]])


def _an_earlier_painting(window: MainWindow, _paintings: list[Path]) -> None:
    window.history.show(window.history.model.entries[-1])


@pytest.mark.parametrize("show", [_another_photograph, _an_earlier_painting])
def test_another_picture_is_not_what_was_finished(
    painted: MainWindow,
    paintings: list[Path],
    engine: FakeEngine,
    show: Callable[[MainWindow, list[Path]], None],
    qtbot: QtBot,
) -> None:
    paint(painted, engine, qtbot)
    view = painted.canvas.image().cacheKey()
    show(painted, paintings)
    qtbot.waitUntil(lambda: painted.canvas.image().cacheKey() != view and not painted.tasks.busy)
    assert line(painted) == ("Ready", "", "", 0.0)
    assert painted.controls.advanced.loss_plot.count() == 0
    paint(painted, engine, qtbot)
    assert line(painted) == FINISHED


def test_a_painting_that_stays_on_the_canvas_keeps_its_line(
    painted: MainWindow, paintings: list[Path], qtbot: QtBot
) -> None:
    painted.intake.open_content([paintings[1]])
    qtbot.waitUntil(lambda: painted.model.content.name == paintings[1].name and not painted.tasks.busy)
    assert painted.presenter.shows_painting, "it is in no file yet"
    assert line(painted) == FINISHED


def test_what_is_being_painted_is_told_whatever_is_chosen_meanwhile(
    ready: MainWindow, engine: FakeEngine, qtbot: QtBot
) -> None:
    ready.start()
    engine.step()
    qtbot.waitUntil(lambda: ready.progress.fraction() > 0)
    ready.actions_table["new"].trigger()
    assert line(ready)[:2] == ("Painting", "Scale 1 of 2 · Iteration 1 of 4")
    engine.free()
    qtbot.waitUntil(lambda: ready.controller.state is RunState.FINISHED and not ready.tasks.busy)
    assert line(ready)[1:] == FINISHED[1:]
