"""The photograph before it is painted, with the pixels it will be painted with: so the zoom is true."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from fake_engine import FakeEngine
from PIL import Image
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from nst_engine.errors import ResourceError
from nst_gui.main_window import MainWindow
from nst_gui.models.run_state import RunState


def settle(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.waitUntil(lambda: not window.tasks.busy)


def caption(window: MainWindow) -> str:
    return window.zoom_row._caption.text()


@pytest.fixture
def large(tmp_path: Path) -> Path:
    """A photograph of 1600×1200 pixels, every one black or white."""
    pixels = np.zeros((1200, 1600), np.uint8)
    pixels[::2, ::2] = pixels[1::2, 1::2] = 255
    path = tmp_path / "large.png"
    Image.fromarray(pixels).convert("RGB").save(path)
    return path


def test_at_100_percent_it_has_one_pixel_for_each_of_the_painting(
    studio: MainWindow, large: Path, qtbot: QtBot
) -> None:
    studio.intake.open_content([large])
    settle(qtbot, studio)
    assert studio.canvas.output_size() == QSize(1024, 768)
    assert studio.canvas.image().size() == QSize(1024, 768)
    assert caption(studio) == "Photograph at the painting's size"
    studio.model.set(size=400)
    settle(qtbot, studio)
    assert studio.canvas.image().size() == studio.canvas.output_size() == QSize(400, 300)
    # Black and white have become grey: that much less the painting will show.
    assert studio.canvas.image().pixelColor(200, 150).red() == pytest.approx(128, abs=40)
    studio.model.set(size=1600)
    settle(qtbot, studio)
    assert studio.canvas.image().size() == QSize(1600, 1200), "it comes back whole"
    studio.model.set(size=3200)
    settle(qtbot, studio)
    assert studio.canvas.image().size() == QSize(1600, 1200), "there are no more pixels than it has"
    assert studio.canvas.output_size() == QSize(3200, 2400)


def test_of_two_sizes_the_last_one_counts(studio: MainWindow, large: Path, qtbot: QtBot) -> None:
    studio.intake.open_content([large])
    settle(qtbot, studio)
    for size in (300, 800, 200, 500):
        studio.model.set(size=size)
    settle(qtbot, studio)
    assert studio.canvas.image().size() == QSize(500, 375)


def test_another_size_for_the_next_painting_leaves_the_one_that_is_shown(
    ready: MainWindow, engine: FakeEngine, qtbot: QtBot
) -> None:
    ready.start()
    engine.free()
    qtbot.waitUntil(lambda: ready.controller.state is RunState.FINISHED and not ready.tasks.busy)
    ready.saver._unsaved = False
    shown = ready.canvas.image()
    assert caption(ready) == ""
    ready.model.set(size=128)
    settle(qtbot, ready)
    assert ready.canvas.image() == shown
    assert ready.canvas.output_size() == QSize(64, 48)


def painted(qtbot: QtBot, window: MainWindow, engine: FakeEngine) -> None:
    window.start()
    engine.step(8)
    qtbot.waitUntil(lambda: window.controller.state is RunState.FINISHED and not window.tasks.busy)


def test_a_new_beginning_empties_the_canvas_and_can_be_taken_back(
    ready: MainWindow, engine: FakeEngine, qtbot: QtBot
) -> None:
    painted(qtbot, ready, engine)
    assert ready.saver.unsaved
    shown, result = ready.canvas.image(), ready.saver.result
    ready.actions_table["new"].trigger()
    settle(qtbot, ready)
    assert not ready.canvas.has_picture()
    assert not ready.actions_table["save"].isEnabled()
    invitation = ready.canvas.findChild(QToolButton, "sample_button")
    assert invitation.isVisible()
    assert not ready.timeline_bar.isVisible()
    ready.actions_table["undo"].trigger()
    qtbot.waitUntil(lambda: ready.timeline.stages is not None and not ready.tasks.busy)
    assert not invitation.isVisible()
    assert ready.canvas.image() == shown
    assert "%" in ready.zoom_row._zoom.text()
    assert ready.saver.result is result
    for key in ("save", "copy", "compare_split", "play_stages", "export_stages"):
        assert ready.actions_table[key].isEnabled(), key
    ready.model.set(blend=1.0)
    settle(qtbot, ready)
    assert ready.canvas.image() != shown, "it can be finished, too"


def test_what_comes_back_goes_and_comes_as_often_as_its_photograph(
    ready: MainWindow, engine: FakeEngine, qtbot: QtBot
) -> None:
    painted(qtbot, ready, engine)
    shown = ready.canvas.image()
    ready.model.set(content=None)
    for _ in range(2):
        ready.actions_table["undo"].trigger()
        qtbot.waitUntil(lambda: ready.presenter.shows_painting and not ready.tasks.busy)
        assert ready.canvas.image() == shown
        ready.actions_table["redo"].trigger()
        assert not ready.canvas.has_picture()


def test_a_photograph_that_is_opened_anew_brings_no_painting(
    ready: MainWindow, engine: FakeEngine, photograph: Path, qtbot: QtBot
) -> None:
    painted(qtbot, ready, engine)
    ready.model.set(content=None)
    ready.intake.open_content([photograph])
    qtbot.waitUntil(lambda: ready.presenter.has_view and not ready.tasks.busy)
    assert ready.presenter.shows_photograph


def test_an_earlier_painting_comes_back_likewise(ready: MainWindow, engine: FakeEngine, qtbot: QtBot) -> None:
    painted(qtbot, ready, engine)
    ready.model.set(style_strength=3.0)
    painted(qtbot, ready, engine)
    ready.history.show(ready.history.model.entries[-1])
    settle(qtbot, ready)
    result = ready.saver.result
    ready.model.set(content=None)
    ready.actions_table["undo"].trigger()
    qtbot.waitUntil(lambda: ready.timeline.stages is not None and not ready.tasks.busy)
    assert ready.presenter.shows_painting
    assert ready.saver.result is result
    assert ready.timeline.recipe is not None
    assert ready.timeline.recipe.style_strength == 1.0


def test_once_something_else_was_shown_the_photograph_alone_comes_back(
    ready: MainWindow, engine: FakeEngine, qtbot: QtBot
) -> None:
    painted(qtbot, ready, engine)
    ready.model.set(content=None)
    ready.history.show(ready.history.model.entries[0])
    qtbot.waitUntil(lambda: ready.presenter.shows_painting and not ready.tasks.busy)
    ready.actions_table["undo"].trigger()
    settle(qtbot, ready)
    assert ready.presenter.shows_photograph


def test_a_painting_that_is_nowhere_else_stays_when_its_photograph_is_taken_away(
    ready: MainWindow, engine: FakeEngine, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_arguments: object) -> None:
        raise ResourceError("The disk is full.")

    monkeypatch.setattr("nst_gui.workers.history_worker.keep", full)
    painted(qtbot, ready, engine)
    assert ready.history.lost
    shown = ready.canvas.image()
    ready.actions_table["new"].trigger()
    settle(qtbot, ready)
    assert ready.presenter.shows_painting
    assert ready.canvas.image() == shown
