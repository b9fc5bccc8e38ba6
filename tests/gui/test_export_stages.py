"""Animations and numbered pictures out of the window, opened again with Pillow."""

from __future__ import annotations

import threading
from pathlib import Path

import numpy as np
import pytest
from fake_engine import FakeEngine
from PIL import Image, ImageSequence
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from nst_engine.making_of import Frames
from nst_engine.pictures.stills import write_still
from nst_gui.dialogs.export_stages import ExportStagesDialog
from nst_gui.main_window import MainWindow
from tests.gui.test_timeline import paint

pytestmark = pytest.mark.qt_log_ignore(
    r"This plugin does not support (raise\(\)|grabbing the keyboard)", extend=True
)
WEBP, GIF, PICTURES = range(3)


@pytest.fixture
def painted(ready: MainWindow, engine: FakeEngine, qtbot: QtBot, tmp_path: Path) -> MainWindow:
    """A window whose painting went through eight greys that even a lossy encoder tells apart."""
    ready.settings.remember_folder("stages", tmp_path)
    paint(ready, engine, qtbot)
    stages = ready.timeline.stages
    for position in range(len(stages)):
        write_still(np.full((48, 64, 3), 25 * (position + 1), np.uint8), stages.path(position))
    return ready


@pytest.fixture
def dialog(painted: MainWindow) -> ExportStagesDialog:
    painted.actions_table["export_stages"].trigger()
    (found,) = painted.findChildren(ExportStagesDialog)
    return found


def choose(dialog: ExportStagesDialog, kind: int) -> None:
    dialog.kind.setCurrentIndex(kind)
    dialog.kind.activated.emit(kind)


def export(window: MainWindow, dialog: ExportStagesDialog, qtbot: QtBot) -> Path:
    path = dialog.path
    qtbot.mouseClick(dialog.export_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not window.findChildren(ExportStagesDialog) and not window.tasks.busy)
    return path


def frames_of(path: Path) -> tuple[list[np.ndarray], list[int], int | None]:
    with Image.open(path) as image:
        frames, times = [], []
        for one in ImageSequence.Iterator(image):
            one.load()
            frames.append(np.asarray(one.convert("RGB")).astype(int))
            times.append(int(one.info["duration"]))
        return frames, times, image.info.get("loop")


# --- the dialog -------------------------------------------------------------------------------------


def test_it_says_what_will_come_of_it(dialog: ExportStagesDialog, tmp_path: Path) -> None:
    assert dialog.path == tmp_path / "harbour – stages.webp"
    assert dialog._summary.text() == "8 pictures of 64 × 48 px in 8.0 s"
    dialog.seconds.setValue(0.5)
    dialog.rate.setValue(6)
    dialog.photograph.setChecked(True)
    assert dialog._summary.text() == "4 pictures of 64 × 48 px in 3.5 s"
    choose(dialog, PICTURES)
    assert dialog._summary.text() == "9 pictures of 64 × 48 px"
    assert not dialog.seconds.isVisibleTo(dialog)
    dialog.reject()


def test_the_name_follows_the_format_and_the_format_the_name(
    dialog: ExportStagesDialog, tmp_path: Path, qtbot: QtBot
) -> None:
    choose(dialog, GIF)
    assert dialog.path == tmp_path / "harbour – stages.gif"
    choose(dialog, PICTURES)
    assert dialog.path == tmp_path / "harbour – stages"
    dialog.place.setText(str(tmp_path / "a.webp"))
    assert dialog.extension == ".webp"
    dialog.place.setText(str(tmp_path / "no extension"))
    assert dialog.path == tmp_path / "no extension.webp"
    (tmp_path / "harbour – stages.gif").write_bytes(b"")
    dialog.place.setText(str(tmp_path / "harbour – stages.webp"))
    choose(dialog, GIF)
    qtbot.waitUntil(lambda: dialog.path != tmp_path / "harbour – stages.gif")
    assert dialog.path == tmp_path / "harbour – stages 2.gif", "what is there is not offered"
    dialog.reject()


def test_it_is_made_even_if_another_picture_is_shown_meanwhile(
    painted: MainWindow, dialog: ExportStagesDialog, qtbot: QtBot
) -> None:
    painted.timeline.close()
    assert export(painted, dialog, qtbot).is_file()


def test_a_bare_name_is_put_into_the_folder_that_was_offered(
    dialog: ExportStagesDialog, tmp_path: Path
) -> None:
    dialog.place.setText("film.gif")
    assert dialog.order().path == tmp_path / "film.gif"
    dialog.place.setText("~nobody.gif")  # no home of anybody's
    assert dialog.order().path == tmp_path / "~nobody.gif"
    dialog.reject()


def test_every_field_has_a_name_and_a_tip(dialog: ExportStagesDialog) -> None:
    fields = (dialog.kind, dialog.place, dialog.edge, dialog.seconds, dialog.rate, dialog.hold)
    for field in fields:
        assert field.accessibleName()
        assert field.toolTip()
    assert dialog.loop.toolTip()
    assert dialog.photograph.toolTip()
    dialog.reject()


# --- files ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("kind", "loss"), [(WEBP, 3), (GIF, 0)])
def test_an_animation(
    painted: MainWindow, dialog: ExportStagesDialog, kind: int, loss: int, qtbot: QtBot
) -> None:
    choose(dialog, kind)
    dialog.seconds.setValue(2)
    dialog.hold.setValue(1.5)
    path = export(painted, dialog, qtbot)
    frames, times, loop = frames_of(path)
    assert (len(frames), sum(times), loop) == (8, 3500, 0)
    assert times[-1] > 1500
    for number, frame in enumerate(frames, start=1):
        assert frame.shape == (48, 64, 3)
        assert np.abs(frame - 25 * number).max() <= loss
    assert str(path) in painted.messages.text()
    assert painted.settings.folder("stages") == path.parent


def test_numbered_pictures_that_begin_with_the_photograph(
    painted: MainWindow, dialog: ExportStagesDialog, photograph: Path, qtbot: QtBot
) -> None:
    choose(dialog, PICTURES)
    dialog.photograph.setChecked(True)
    folder = export(painted, dialog, qtbot)
    names = sorted(path.name for path in folder.iterdir())
    assert names == [f"{number:04}.png" for number in range(1, 10)]
    values = []
    for name in names:
        with Image.open(folder / name) as image:
            assert image.size == (64, 48)
            values.append(image.getpixel((10, 10))[2])
    assert values == [90, 25, 50, 75, 100, 125, 150, 175, 200]


def test_an_animation_that_plays_once(painted: MainWindow, dialog: ExportStagesDialog, qtbot: QtBot) -> None:
    dialog.loop.setChecked(False)
    assert frames_of(export(painted, dialog, qtbot))[2] == 1


def test_what_is_there_is_never_replaced(
    painted: MainWindow, dialog: ExportStagesDialog, tmp_path: Path, qtbot: QtBot
) -> None:
    mine = tmp_path / "mine.webp"
    mine.write_bytes(b"mine")
    dialog.place.setText(str(mine))
    dialog.export_button.click()
    qtbot.waitUntil(lambda: "exists already" in dialog.notice)
    assert mine.read_bytes() == b"mine"
    assert dialog.isVisible()
    assert dialog.export_button.isEnabled()
    # The next try is another name.
    dialog.place.setText(str(tmp_path / "other.webp"))
    assert dialog.notice == ""
    export(painted, dialog, qtbot)
    assert (tmp_path / "other.webp").is_file()


# --- progress, and giving up ------------------------------------------------------------------------


class Gate:
    """Lets so many frames through; the next one waits."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, frames: int) -> None:
        self.open = threading.Event()
        self._left = frames
        genuine = Frames.at

        def at(frames: Frames, position: int) -> np.ndarray:
            self._left -= 1
            if self._left < 0:
                assert self.open.wait(60), "the test forgot to open the gate"
            return genuine(frames, position)

        monkeypatch.setattr(Frames, "at", at)


@pytest.mark.parametrize("kind", [WEBP, GIF, PICTURES])
def test_it_can_be_given_up_and_leaves_nothing(
    painted: MainWindow,
    dialog: ExportStagesDialog,
    kind: int,
    tmp_path: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    gate = Gate(monkeypatch, frames=3)
    choose(dialog, kind)
    before = sorted(tmp_path.iterdir())
    dialog.export_button.click()
    qtbot.waitUntil(lambda: dialog.bar.value() == 3)
    assert (dialog.bar.isVisible(), dialog.bar.maximum()) == (True, 8)
    assert not dialog.kind.isEnabled()
    assert not dialog.place.isEnabled()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    gate.open.set()
    qtbot.waitUntil(lambda: not painted.tasks.busy)
    assert sorted(tmp_path.iterdir()) == before
    assert "Saved" not in painted.messages.text()


def test_a_window_that_ends_meanwhile_leaves_nothing(
    painted: MainWindow,
    dialog: ExportStagesDialog,
    tmp_path: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    gate = Gate(monkeypatch, frames=2)
    before = sorted(tmp_path.iterdir())
    dialog.export_button.click()
    qtbot.waitUntil(lambda: dialog.bar.value() == 2)
    threading.Timer(0.05, gate.open.set).start()
    painted.shutdown()
    assert sorted(tmp_path.iterdir()) == before


def test_the_window_goes_on_while_it_is_made(
    painted: MainWindow, dialog: ExportStagesDialog, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = Gate(monkeypatch, frames=1)
    dialog.export_button.click()
    qtbot.waitUntil(lambda: dialog.bar.value() == 1)
    painted.timeline_bar.slider.setValue(2)
    assert painted.timeline_bar.words() == "Scale 1 of 2 · Iteration 3 of 4"
    gate.open.set()
    qtbot.waitUntil(lambda: not painted.findChildren(ExportStagesDialog) and not painted.tasks.busy)
    assert "Saved as" in painted.messages.text()


def test_a_stage_that_is_gone_is_said_in_the_dialog(
    painted: MainWindow, dialog: ExportStagesDialog, tmp_path: Path, qtbot: QtBot
) -> None:
    painted.timeline.stages.path(3).unlink()
    before = sorted(tmp_path.iterdir())
    dialog.export_button.click()
    qtbot.waitUntil(lambda: "does not exist" in dialog.notice)
    assert sorted(tmp_path.iterdir()) == before
    dialog.reject()
