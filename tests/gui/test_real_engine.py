"""The window with the true engine, at a tiny size, from the first click to the saved file."""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hands_on import drop, file_mime
from PIL import Image
from PySide6.QtCore import QTimer
from PySide6.QtTest import QSignalSpy
from pytestqt.qtbot import QtBot

from nst_gui.dialogs.close_question import CloseQuestion
from nst_gui.dialogs.save_dialog import SaveDialog
from nst_gui.main_window import MainWindow
from nst_gui.models.run_state import RunState
from nst_gui.workers.engine import Painter

pytestmark = pytest.mark.real
PATIENCE_MS = 120_000


@pytest.fixture
def painting(
    start_studio: Callable[..., MainWindow], photograph: Path, paintings: list[Path], qtbot: QtBot
) -> MainWindow:
    """The real program with two dropped pictures and small settings."""
    window = start_studio(engine=Painter())
    drop(window.photograph, file_mime([photograph]))
    drop(window.styles, file_mime(paintings[:2]))
    qtbot.waitUntil(lambda: window.model.recipe() is not None and not window.tasks.busy)
    window.model.set(size=64, iterations=6)
    return window


def wait_for(qtbot: QtBot, window: MainWindow, state: RunState) -> None:
    qtbot.waitUntil(lambda: window.controller.state in {state, RunState.FAILED}, timeout=PATIENCE_MS)
    assert window.controller.state is state, window.messages.text()


def test_paint_to_the_end_and_save(painting: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    shown = QSignalSpy(painting.controller.previewReady)
    painting.actions_table["start"].trigger()
    wait_for(qtbot, painting, RunState.FINISHED)
    assert shown.count() > 0
    result = painting.controller.result
    assert result is not None
    assert (result.picture.width, result.picture.height) == (64, 48)
    assert painting.controls.advanced.loss_plot.count() >= 6
    image = painting.canvas.image()
    assert (image.width(), image.height()) == (64, 48)

    painting.actions_table["save"].trigger()
    [dialog] = painting.findChildren(SaveDialog)
    target = tmp_path / "painted.png"
    dialog.name_edit.setText(str(target))
    dialog.save_button.click()
    qtbot.waitUntil(lambda: not painting.saver.unsaved)
    with Image.open(target) as file:
        saved = file.convert("RGB")
    for x, y in ((0, 0), (63, 47), (30, 20)):
        assert saved.getpixel((x, y)) == image.pixelColor(x, y).getRgb()[:3]


def test_pause_holds_and_stop_keeps_the_picture(painting: MainWindow, qtbot: QtBot) -> None:
    painting.model.set(iterations=10_000)
    progressed = QSignalSpy(painting.controller.progressed)
    painting.actions_table["start"].trigger()
    qtbot.waitUntil(lambda: progressed.count() > 1, timeout=PATIENCE_MS)
    painting.actions_table["pause"].trigger()
    wait_for(qtbot, painting, RunState.PAUSED)
    count = progressed.count()
    qtbot.wait(300)
    assert progressed.count() == count
    painting.actions_table["pause"].trigger()
    qtbot.waitUntil(lambda: progressed.count() > count, timeout=PATIENCE_MS)
    painting.actions_table["stop"].trigger()
    wait_for(qtbot, painting, RunState.STOPPED)
    assert painting.saver.unsaved
    assert painting.actions_table["save"].isEnabled()


def test_a_picture_that_vanished_is_told_and_the_inputs_stay(
    painting: MainWindow, photograph: Path, qtbot: QtBot
) -> None:
    photograph.unlink()
    before = painting.model.recipe()
    painting.actions_table["start"].trigger()
    wait_for(qtbot, painting, RunState.FAILED)
    assert "harbour.png" in painting.messages.text()
    assert painting.model.recipe() == before
    assert painting.error_report.count == 0


def test_discarding_while_painting_closes_within_an_evaluation(painting: MainWindow, qtbot: QtBot) -> None:
    painting.model.set(iterations=10_000)
    painting.actions_table["start"].trigger()
    wait_for(qtbot, painting, RunState.RUNNING)
    assert not painting.close()
    [question] = painting.findChildren(CloseQuestion)
    question.leave_button.click()
    qtbot.waitUntil(lambda: not painting.isVisible())


def test_the_window_breathes_while_it_paints(painting: MainWindow, qtbot: QtBot) -> None:
    """The bound is generous, for busy machines; ``benchmarks/responsiveness.py`` measures properly."""
    painting.model.set(iterations=12)
    painting.actions_table["start"].trigger()
    wait_for(qtbot, painting, RunState.RUNNING)
    beats: list[float] = []
    timer = QTimer()
    timer.timeout.connect(lambda: beats.append(time.monotonic()))
    timer.start(10)
    wait_for(qtbot, painting, RunState.FINISHED)
    timer.stop()
    gaps = sorted(later - earlier for earlier, later in itertools.pairwise(beats))
    assert gaps, "the run was over before the first beat"
    assert gaps[-1] < 1
