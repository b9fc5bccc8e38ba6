"""What the canvas shows is what is saved, copied and dragged out, while painting and after a failure, too."""

from __future__ import annotations

import threading
from pathlib import Path

import numpy as np
import pytest
import tifffile
from fake_engine import WAIT_S, FakeEngine
from hands_on import wait_for
from PIL import Image
from PySide6.QtGui import QDrag, QGuiApplication
from PySide6.QtTest import QSignalSpy
from pytestqt.qtbot import QtBot

from nst_engine.errors import InputError
from nst_engine.token import Token
from nst_gui.dialogs.save_dialog import SaveDialog
from nst_gui.main_window import MainWindow
from nst_gui.models.run_state import RunState
from tests.gui.test_outgoing import COPIED, pull

S = RunState


class DeafEngine(FakeEngine):
    """One that can be kept from hearing of a pause, as in a long evaluation."""

    def __init__(self) -> None:
        super().__init__()
        self.hears = threading.Event()
        self.hears.set()
        #: It is between two iterations: what it is asked now, it does not hear before :attr:`hears` is set.
        self.waits = threading.Event()

    def wait_for_step(self, token: Token) -> None:
        self.waits.set()
        super().wait_for_step(token)
        assert self.hears.wait(WAIT_S), "the test forgot to let the engine hear"
        self.waits.clear()

    def free(self) -> None:
        self.hears.set()
        super().free()


@pytest.fixture
def engine() -> DeafEngine:
    return DeafEngine()


def level(window: MainWindow) -> int:
    return window.canvas.image().pixelColor(0, 0).red()


def dialogs(window: MainWindow) -> list[SaveDialog]:
    return [dialog for dialog in window.findChildren(SaveDialog) if dialog.isVisible()]


def paint_some(qtbot: QtBot, window: MainWindow, engine: DeafEngine) -> None:
    """Paint until the canvas shows it; the run goes on when the engine is stepped."""
    window.start()
    engine.step()
    qtbot.waitUntil(lambda: window.presenter.shows_run)
    qtbot.waitUntil(engine.waits.is_set)
    assert level(window) == 1


def paint_most(qtbot: QtBot, window: MainWindow, engine: DeafEngine) -> None:
    """As :func:`paint_some`, into the last scale: all pixels are painted, none comes from the photograph."""
    paint_some(qtbot, window, engine)
    engine.step(5)
    until_painted(qtbot, engine, 6)


def until_painted(qtbot: QtBot, engine: DeafEngine, count: int) -> None:
    """Wait until so many iterations are done, and the engine waits for another step."""
    qtbot.waitUntil(lambda: engine.painted == count and engine.waits.is_set())


def paint(qtbot: QtBot, window: MainWindow, engine: FakeEngine) -> None:
    window.start()
    engine.step(2 * engine.iterations)
    wait_for(qtbot, window, S.FINISHED)
    qtbot.waitUntil(lambda: window.timeline.stages is not None and not window.tasks.busy)


def save(qtbot: QtBot, window: MainWindow, path: Path) -> np.ndarray:
    """What is in the file that Save as makes; 16 bits."""
    window.actions_table["save"].trigger()
    qtbot.waitUntil(lambda: bool(dialogs(window)))
    [dialog] = dialogs(window)
    dialog.name_edit.setText(str(path))
    bits = dialog.details.bits_combo
    bits.setCurrentIndex(bits.findData(16))
    dialog.save_button.click()
    qtbot.waitUntil(lambda: path.is_file() and not window.saver.saving)
    return tifffile.imread(path)


# --- while painting ----------------------------------------------------------------------------------------


def test_saving_while_painting_saves_what_is_painted_so_far_and_the_painting_goes_on(
    ready: MainWindow, engine: DeafEngine, qtbot: QtBot, tmp_path: Path
) -> None:
    paint(qtbot, ready, engine)
    paint_most(qtbot, ready, engine)
    states = QSignalSpy(ready.controller.stateChanged)
    levels = save(qtbot, ready, tmp_path / "so far.tif")
    [painted] = set(levels.ravel())
    assert painted // 257 in (5, 6)
    assert painted % 257 == 3, "with more levels than the screen has"
    assert states.count() == 0, "nobody has to see that it waited for a moment"
    assert ready.saver.unsaved, "that one is still in no file"
    engine.free()
    wait_for(qtbot, ready, S.FINISHED)
    assert level(ready) == 8


def test_the_dialog_shows_and_says_which_picture_it_saves(
    ready: MainWindow, engine: DeafEngine, qtbot: QtBot
) -> None:
    paint_some(qtbot, ready, engine)
    for state, words in ((S.RUNNING, "as far as it is painted;"), (S.STOPPED, "when it was stopped")):
        ready.actions_table["save"].trigger()
        qtbot.waitUntil(lambda: bool(dialogs(ready)))
        [dialog] = dialogs(ready)
        assert ready.controller.state is state
        name, detail = dialog._what()
        assert name == "harbour, painted like painting 0"
        assert words in detail.lower()
        qtbot.waitUntil(lambda dialog=dialog: not dialog.heading.view().isNull())
        assert dialog.heading.view().pixelColor(9, 9).red() in (1, 2)
        dialog.reject()
        ready.controller.stop()
        wait_for(qtbot, ready, S.STOPPED)


def test_copying_while_painting_copies_the_picture_so_far(
    ready: MainWindow, engine: DeafEngine, qtbot: QtBot
) -> None:
    paint_some(qtbot, ready, engine)
    ready.actions_table["copy"].trigger()
    qtbot.waitUntil(lambda: ready.messages.text() == COPIED)
    assert QGuiApplication.clipboard().image().pixelColor(3, 4).red() == 1
    assert ready.controller.state is S.RUNNING


def test_each_drag_out_while_painting_hands_out_what_is_there_by_then(
    ready: MainWindow, engine: DeafEngine, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[int] = []

    def run_drag(_self: object, drag: QDrag) -> None:
        with Image.open(drag.mimeData().urls()[0].toLocalFile()) as file:
            seen.append(file.convert("RGB").getpixel((3, 4))[0])

    monkeypatch.setattr("nst_gui.outgoing.Outgoing.run_drag", run_drag)
    paint_most(qtbot, ready, engine)
    for count in (6, 7):  # a stepped engine takes one step more after a pause
        until_painted(qtbot, engine, count)
        pull(
            ready.zoom_row.drag_handle,
            between=lambda: qtbot.waitUntil(
                lambda: ready.outgoing._written is not None and not ready.tasks.busy
            ),
        )
    assert seen == [6, 7]


def test_a_long_iteration_is_told_and_what_it_comes_to_is_saved(
    ready: MainWindow, engine: DeafEngine, qtbot: QtBot
) -> None:
    paint_some(qtbot, ready, engine)
    engine.hears.clear()
    for _ in range(3):
        ready.actions_table["save"].trigger()
    qtbot.waitUntil(lambda: "One moment" in ready.messages.text())
    assert dialogs(ready) == []
    ready.controller.stop()
    assert not ready.actions_table["save"].isEnabled()
    engine.hears.set()
    qtbot.waitUntil(lambda: len(dialogs(ready)) == 1)
    assert ready.controller.state is S.STOPPED
    dialogs(ready)[0].reject()


def test_until_the_next_painting_is_on_the_canvas_the_one_before_is_saved(
    ready: MainWindow, engine: DeafEngine, qtbot: QtBot, tmp_path: Path
) -> None:
    paint(qtbot, ready, engine)
    ready.start()
    wait_for(qtbot, ready, S.RUNNING)
    assert level(ready) == 8
    assert "from before this one" in ready.actions_table["save"].toolTip()
    assert set(save(qtbot, ready, tmp_path / "before.tif").ravel()) == {round(8 / 255 * 65535)}


# --- pausing and taking the picture at the same time -------------------------------------------------------


@pytest.mark.parametrize(("steps", "ends"), [(["pause"], S.PAUSED), (["pause", "resume"], S.RUNNING)])
def test_a_pause_and_a_picture_that_is_taken_do_not_disturb_each_other(
    ready: MainWindow, engine: DeafEngine, qtbot: QtBot, steps: list[str], ends: RunState
) -> None:
    controller = ready.controller
    paint_some(qtbot, ready, engine)
    for first in (True, False):
        captured = QSignalSpy(controller.captured)
        engine.hears.clear()
        for step in ["capture", *steps] if first else [*steps[:1], "capture", *steps[1:]]:
            getattr(controller, step)()
        engine.hears.set()
        qtbot.waitUntil(lambda captured=captured: captured.count() == 1)
        wait_for(qtbot, ready, ends)
        controller.resume()
        wait_for(qtbot, ready, S.RUNNING)
    engine.free()
    wait_for(qtbot, ready, S.FINISHED)


# --- a new photograph --------------------------------------------------------------------------------------


def test_where_the_canvas_shows_the_photograph_no_painting_is_given_out(
    ready: MainWindow, engine: DeafEngine, qtbot: QtBot, paintings: list[Path], tmp_path: Path
) -> None:
    paint(qtbot, ready, engine)
    save(qtbot, ready, tmp_path / "painted.tif")
    ready.intake.open_content([paintings[2]])
    qtbot.waitUntil(lambda: ready.presenter.shows_photograph and not ready.tasks.busy)
    for key in ("save", "copy"):
        assert not ready.actions_table[key].isEnabled()
    assert not ready.zoom_row.drag_handle.isEnabled()
    assert "The canvas shows the photograph" in ready.actions_table["save"].toolTip()
    ready.model.set(blend=0.5)  # a finish for what nobody sees would be a picture nobody asked for
    qtbot.waitUntil(lambda: not ready.tasks.busy)
    assert not ready.saver.unsaved
    ready.history.show(ready.history.model.entries[0])
    qtbot.waitUntil(lambda: ready.actions_table["save"].isEnabled())
    assert ready.zoom_row.drag_handle.isEnabled()
    assert level(ready) == 8


# --- a run that leaves nothing -----------------------------------------------------------------------------


def test_a_run_that_fails_leaves_the_painting_before_it_with_its_stages(
    ready: MainWindow, engine: DeafEngine, qtbot: QtBot, paintings: list[Path], tmp_path: Path
) -> None:
    paint(qtbot, ready, engine)
    paint_some(qtbot, ready, engine)
    assert ready.timeline.stages is None
    engine.error = InputError("The painting is gone.")
    engine.step()
    wait_for(qtbot, ready, S.FAILED)
    assert level(ready) == 8
    qtbot.waitUntil(lambda: ready.timeline.stages is not None)
    assert ready.timeline_bar.isVisible()
    assert ready.canvas.has_other()
    assert set(save(qtbot, ready, tmp_path / "before.tif").ravel()) == {round(8 / 255 * 65535)}


def test_a_run_that_fails_at_first_leaves_the_photograph(
    ready: MainWindow, engine: DeafEngine, qtbot: QtBot
) -> None:
    photograph = ready.canvas.image()
    paint_some(qtbot, ready, engine)
    engine.error = InputError("The painting is gone.")
    engine.step()
    wait_for(qtbot, ready, S.FAILED)
    assert ready.canvas.image() == photograph
    assert ready.presenter.shows_photograph
    assert not ready.actions_table["save"].isEnabled()


def test_a_run_stopped_before_it_began_leaves_the_painting_with_its_stages(
    ready: MainWindow, engine: DeafEngine, qtbot: QtBot
) -> None:
    paint(qtbot, ready, engine)
    ready.start()
    wait_for(qtbot, ready, S.RUNNING)
    ready.controller.stop()
    wait_for(qtbot, ready, S.STOPPED)
    assert level(ready) == 8
    qtbot.waitUntil(lambda: ready.timeline.stages is not None)


def test_a_painting_that_is_nowhere_else_gives_way_after_a_warning_only(
    ready: MainWindow, engine: DeafEngine, qtbot: QtBot
) -> None:
    paint(qtbot, ready, engine)
    ready.history.lost = True
    ready.start()
    assert ready.controller.state is S.FINISHED
    assert "start again to give it up" in ready.messages.text()
    ready.start()
    assert ready.controller.active
