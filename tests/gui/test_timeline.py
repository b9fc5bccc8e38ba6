"""Going back through the stages of a painting, by hand and by play, as a user does it."""

from __future__ import annotations

from pathlib import Path

import pytest
from fake_engine import FakeEngine
from PIL import Image
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from nst_engine import paths
from nst_engine.errors import InputError
from nst_gui import timeline as timeline_room
from nst_gui.main_window import MainWindow
from nst_gui.models.history_model import ENTRY
from nst_gui.models.run_state import RunState

pytestmark = pytest.mark.qt_log_ignore(
    r"This plugin does not support (raise\(\)|grabbing the keyboard)", extend=True
)


@pytest.fixture
def painted(ready: MainWindow, engine: FakeEngine, qtbot: QtBot) -> MainWindow:
    """A window with a painting, all 8, that went through seven stages, all 1 to all 7."""
    return paint(ready, engine, qtbot)


def paint(window: MainWindow, engine: FakeEngine, qtbot: QtBot) -> MainWindow:
    window.start()
    engine.free()
    qtbot.waitUntil(lambda: window.timeline.stages is not None and not window.tasks.busy)
    return window


def level(window: MainWindow) -> int:
    """The grey of the middle of what the canvas shows."""
    image = window.canvas.image()
    return image.pixelColor(image.width() // 2, image.height() // 2).red()


def settle(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not window.tasks.busy)


def click_card(window: MainWindow, row: int, qtbot: QtBot) -> None:
    strip = window.results.strip
    strip.scrollTo(strip.index(row))
    place = strip.visualRect(strip.index(row)).center()
    qtbot.mouseClick(strip.viewport(), Qt.MouseButton.LeftButton, pos=place)
    settle(window, qtbot)


# --- by hand ----------------------------------------------------------------------------------------


def test_a_finished_painting_can_be_looked_back_at(painted: MainWindow, qtbot: QtBot) -> None:
    bar = painted.timeline_bar
    assert bar.isVisible()
    assert (bar.slider.value(), bar.slider.maximum(), bar.words()) == (7, 7, "The painting")
    assert painted.actions_table["export_stages"].isEnabled()
    assert painted.actions_table["play_stages"].isEnabled()
    assert level(painted) == 8


def test_keys_go_from_stage_to_stage(painted: MainWindow, qtbot: QtBot) -> None:
    bar, output = painted.timeline_bar, painted.canvas.output_size()
    bar.slider.setFocus()
    for key, shown, words in (
        (Qt.Key.Key_Left, 7, "Scale 2 of 2 · Iteration 3 of 4"),
        (Qt.Key.Key_Home, 1, "Scale 1 of 2 · Iteration 1 of 4"),
        (Qt.Key.Key_Right, 2, "Scale 1 of 2 · Iteration 2 of 4"),
        (Qt.Key.Key_PageUp, 7, "Scale 2 of 2 · Iteration 3 of 4"),
        (Qt.Key.Key_End, 8, "The painting"),
        (Qt.Key.Key_PageDown, 3, "Scale 1 of 2 · Iteration 3 of 4"),
    ):
        qtbot.keyClick(bar.slider, key)
        qtbot.waitUntil(lambda shown=shown: level(painted) == shown)
        assert bar.words() == words
        assert bar.slider.accessibleDescription() == words
    assert painted.canvas.output_size() == output, "whatever the stage's own size, the view stays"
    # What is saved is the painting.
    assert painted.saver._result.picture.pixels.max() == pytest.approx(8 / 255)


def test_the_mouse_goes_anywhere_and_a_double_click_to_the_painting(
    painted: MainWindow, qtbot: QtBot
) -> None:
    slider = painted.timeline_bar.slider
    qtbot.mouseClick(slider, Qt.MouseButton.LeftButton, pos=QPoint(4, slider.height() // 2))
    qtbot.waitUntil(lambda: level(painted) == 1)
    qtbot.mouseDClick(slider, Qt.MouseButton.LeftButton, pos=QPoint(4, slider.height() // 2))
    assert level(painted) == 8
    assert painted.timeline_bar.words() == "The painting"


def test_a_quick_hand_ends_where_it_stops(painted: MainWindow, qtbot: QtBot) -> None:
    for position in (0, 6, 1, 5, 2, 4, 3):
        painted.timeline_bar.go(position)
    settle(painted, qtbot)
    assert level(painted) == 4
    assert painted.timeline_bar.words() == "Scale 1 of 2 · Iteration 4 of 4"


# --- playing ----------------------------------------------------------------------------------------


def test_play_runs_through_every_stage_to_the_painting(
    painted: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(timeline_room, "_PLAYS_MS", 80)
    seen: list[int] = []
    show = painted.canvas.show_picture

    def noted(image, output):
        show(image, output)
        seen.append(level(painted))

    monkeypatch.setattr(painted.canvas, "show_picture", noted)
    play = painted.actions_table["play_stages"]
    play.trigger()
    assert play.text() == "&Hold the stages"
    qtbot.waitUntil(lambda: not painted.timeline.playing)
    assert play.text() == "Play the sta&ges"
    assert list(dict.fromkeys(seen)) == [1, 2, 3, 4, 5, 6, 7, 8]
    assert painted.timeline_bar.words() == "The painting"


def test_a_hand_on_the_slider_ends_the_play(painted: MainWindow, qtbot: QtBot) -> None:
    painted.timeline_bar.go(2)
    play = painted.actions_table["play_stages"]
    play.trigger()
    assert painted.timeline.playing
    painted.timeline_bar.slider.setFocus()
    qtbot.keyClick(painted.timeline_bar.slider, Qt.Key.Key_Home)
    assert not painted.timeline.playing
    play.trigger()
    play.trigger()
    assert not painted.timeline.playing
    settle(painted, qtbot)


# --- the finish -------------------------------------------------------------------------------------


def test_stages_have_the_painting_s_finish(painted: MainWindow, qtbot: QtBot) -> None:
    painted.timeline_bar.go(0)
    settle(painted, qtbot)
    painted.controls.finish.slider("blend").box.setValue(100)
    qtbot.waitUntil(lambda: not painted.tasks.busy and level(painted) > 100)
    stage = painted.canvas.image()
    assert painted.timeline_bar.slider.value() == 0, "the stage stays where it is"
    painted.timeline_bar.go(7)
    result = painted.canvas.image()
    difference = stage.pixelColor(5, 5).red() - result.pixelColor(5, 5).red()
    assert abs(difference) <= 2, "at 100 % both are the photograph"
    painted.controls.finish.slider("blend").box.setValue(0)
    painted.timeline_bar.go(3)
    qtbot.waitUntil(lambda: not painted.tasks.busy and level(painted) == 4)


def test_without_the_photograph_stages_have_no_finish_and_that_is_said(
    painted: MainWindow, photograph: Path, qtbot: QtBot
) -> None:
    painted.controls.finish.slider("blend").box.setValue(40)
    settle(painted, qtbot)
    # The history reads the photograph, then it goes.
    click_card(painted, 0, qtbot)
    photograph.unlink()
    painted.timeline_bar.go(2)
    settle(painted, qtbot)
    assert "The photograph is left out" in painted.messages.text()
    assert level(painted) == 3


# --- which painting ---------------------------------------------------------------------------------


def test_a_new_run_takes_the_slider_away_until_it_is_done(
    painted: MainWindow, engine: FakeEngine, qtbot: QtBot
) -> None:
    painted.timeline_bar.go(1)
    settle(painted, qtbot)
    engine._free.clear()
    painted.start()
    assert not painted.timeline_bar.isVisible()
    assert not painted.actions_table["export_stages"].isEnabled()
    engine.step()
    qtbot.waitUntil(lambda: painted.controller.state is RunState.RUNNING)
    engine.free()
    qtbot.waitUntil(lambda: painted.timeline_bar.isVisible())
    assert painted.timeline_bar.words() == "The painting"


def test_an_earlier_painting_has_its_stages_also_after_a_restart(
    painted: MainWindow, start_studio, qtbot: QtBot
) -> None:
    painted.saver._unsaved = False
    painted.close()
    second = start_studio()
    qtbot.waitUntil(lambda: second.results.strip.count() == 1)
    assert not second.timeline_bar.isVisible()
    click_card(second, 0, qtbot)
    assert second.timeline_bar.isVisible()
    second.timeline_bar.go(4)
    qtbot.waitUntil(lambda: level(second) == 5)


def test_a_painting_from_before_there_were_stages(painted: MainWindow, qtbot: QtBot) -> None:
    (painted.history.model.entries[0].stages / "stages.json").unlink()
    click_card(painted, 0, qtbot)
    assert level(painted) == 8
    assert not painted.timeline_bar.isVisible()


def test_a_stopped_painting_has_the_stages_it_came_to(
    ready: MainWindow, engine: FakeEngine, qtbot: QtBot
) -> None:
    ready.start()
    engine.step(2)
    qtbot.waitUntil(lambda: engine._steps._value == 0 and level_of_preview(ready))
    ready.controller.stop()
    qtbot.waitUntil(lambda: ready.timeline.stages is not None and not ready.tasks.busy)
    assert [note.iteration for note in ready.timeline.stages.notes] == [1, 2]


def level_of_preview(window: MainWindow) -> bool:
    return window.controller.state is RunState.RUNNING and window.canvas.has_picture()


def test_what_is_removed_is_not_looked_back_at(painted: MainWindow, qtbot: QtBot) -> None:
    painted.timeline_bar.go(2)
    settle(painted, qtbot)
    painted.history._remove(painted.results.strip.index(0).data(ENTRY))
    qtbot.waitUntil(lambda: not painted.timeline_bar.isVisible())
    assert level(painted) == 8
    settle(painted, qtbot)
    assert list((paths.data_dir() / "history").iterdir()) == []


def test_another_photograph_takes_the_slider_away(painted: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    Image.new("RGB", (90, 60), "red").save(tmp_path / "other.png")
    painted.timeline_bar.go(2)
    painted.saver._unsaved = False
    painted.intake.open_content([tmp_path / "other.png"])
    qtbot.waitUntil(lambda: not painted.timeline_bar.isVisible() and not painted.tasks.busy)
    assert painted.canvas.image().pixelColor(5, 5).red() == 255
    assert painted.timeline.stages is None


def test_a_damaged_stage_is_a_sentence_and_the_painting_stays(painted: MainWindow, qtbot: QtBot) -> None:
    painted.timeline.stages.path(2).write_bytes(b"no picture")
    painted.timeline_bar.go(2)
    qtbot.waitUntil(lambda: "is damaged" in painted.messages.text())
    assert level(painted) == 8
    assert not painted.timeline_bar.isVisible()


# --- nothing is left behind -------------------------------------------------------------------------


def left_over() -> list[Path]:
    return [path for path in (paths.data_dir() / "stages").rglob("*") if path.suffix == ".jpg"]


def test_a_run_that_fails_leaves_no_stages(ready: MainWindow, engine: FakeEngine, qtbot: QtBot) -> None:
    ready.start()
    engine.step()
    qtbot.waitUntil(lambda: len(left_over()) == 1)
    engine.error = InputError("The painting is gone.")
    engine.free()
    qtbot.waitUntil(lambda: ready.controller.state is RunState.FAILED)
    assert left_over() == []


def test_nothing_is_left_when_the_window_is_closed(painted: MainWindow, engine: FakeEngine) -> None:
    painted.saver._unsaved = False
    painted.close()
    assert not any((paths.data_dir() / "stages").iterdir())


def test_several_in_a_queue_each_have_their_own(
    painted: MainWindow, engine: FakeEngine, qtbot: QtBot
) -> None:
    engine.iterations = 3
    paint(painted, engine, qtbot)
    qtbot.waitUntil(lambda: painted.history.model.rowCount() == 2)
    click_card(painted, 1, qtbot)
    assert len(painted.timeline.stages) == 8
    click_card(painted, 0, qtbot)
    assert len(painted.timeline.stages) == 6
