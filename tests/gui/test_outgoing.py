"""The painting on its way into another program."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from fake_engine import FakeEngine
from PIL import Image
from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QDrag, QGuiApplication, QImage, QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from nst_engine import owner, paths
from nst_engine.pictures import Picture, load, read_recipe
from nst_engine.recipe import portable
from nst_gui.main_window import MainWindow
from nst_gui.models.export_choices import ExportChoices
from nst_gui.models.run_state import RunState
from nst_gui.workers import outgoing_files
from nst_gui.workers.images import picture_to_qimage
from nst_gui.workers.pictures_worker import save_result
from nst_gui.workers.render_worker import Shown

COPIED = "The painting is on the clipboard."
NONE, ALT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.AltModifier


@pytest.fixture
def painted(ready: MainWindow, engine: FakeEngine, qtbot: QtBot) -> MainWindow:
    engine.free()
    ready.start()
    qtbot.waitUntil(lambda: ready.controller.state is RunState.FINISHED)
    qtbot.waitUntil(lambda: not ready.tasks.busy)
    return ready


@pytest.fixture
def drags(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Path, QDrag]]:
    """What was dragged out; the drag is over at once, as the release that the system keeps to itself."""
    seen: list[tuple[Path, QDrag]] = []

    def run_drag(_self: object, drag: QDrag) -> None:
        [url] = drag.mimeData().urls()
        seen.append((Path(url.toLocalFile()), drag))

    monkeypatch.setattr("nst_gui.outgoing.Outgoing.run_drag", run_drag)
    return seen


def mouse(target: QWidget, kind: QEvent.Type, x: float, keys: Qt.KeyboardModifier = NONE) -> None:
    left = Qt.MouseButton.LeftButton
    moving = kind == QEvent.Type.MouseMove
    buttons = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseButtonRelease else left
    place = QPointF(x, 20)
    event = QMouseEvent(
        kind, place, target.mapToGlobal(place), Qt.MouseButton.NoButton if moving else left, buttons, keys
    )
    QApplication.sendEvent(target, event)


def pull(
    target: QWidget, keys: Qt.KeyboardModifier = NONE, between: Callable[[], None] | None = None
) -> None:
    """Take hold, wait for ``between``, and move as far as a drag takes."""
    mouse(target, QEvent.Type.MouseButtonPress, 20, keys)
    if between is not None:
        between()
    mouse(target, QEvent.Type.MouseMove, 20 + QApplication.startDragDistance() // 2, keys)
    mouse(target, QEvent.Type.MouseMove, 21 + QApplication.startDragDistance(), keys)


# ---- copying -------------------------------------------------------------------------------------------


def test_copying_puts_pixels_and_png_on_the_clipboard(painted: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(painted.canvas, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: painted.messages.text() == COPIED)
    mime = QGuiApplication.clipboard().mimeData()
    assert mime.hasImage()
    with Image.open(io.BytesIO(bytes(mime.data("image/png").data()))) as file:
        assert file.size == (64, 48)
        assert file.convert("RGB").getpixel((3, 4)) == (8, 8, 8)
        assert not file.info.get("nst-studio-recipe")
    image = QGuiApplication.clipboard().image()
    assert image.pixelColor(3, 4).getRgb()[:3] == (8, 8, 8)


def test_there_is_nothing_to_copy_before_there_is_a_painting(ready: MainWindow) -> None:
    assert not ready.actions_table["copy"].isEnabled()
    assert not ready.zoom_row.drag_handle.isEnabled()


def test_a_paused_painting_can_be_copied(ready: MainWindow, engine: FakeEngine, qtbot: QtBot) -> None:
    ready.start()
    engine.step(2)
    qtbot.waitUntil(lambda: ready.canvas.image().pixelColor(0, 0).red() in range(1, 3))
    ready.controller.pause()
    qtbot.waitUntil(lambda: ready.controller.state is RunState.PAUSED)
    ready.actions_table["copy"].trigger()
    qtbot.waitUntil(lambda: ready.messages.text() == COPIED)
    assert QGuiApplication.clipboard().image().size().toTuple() == (64, 48)


def test_what_was_copied_outlives_the_window(painted: MainWindow, qtbot: QtBot) -> None:
    painted.actions_table["copy"].trigger()
    qtbot.waitUntil(lambda: painted.messages.text() == COPIED)
    painted.outgoing.shutdown()
    assert QGuiApplication.clipboard().image().pixelColor(3, 4).red() == 8
    # Made by Qt alone: what Python made there would be let go of when the interpreter is gone.
    assert QGuiApplication.clipboard().mimeData().formats() == ["application/x-qt-image"]


# ---- dragging ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("off_canvas", [False, True])
def test_the_painting_is_dragged_out_as_a_file(
    painted: MainWindow, drags: list[tuple[Path, QDrag]], qtbot: QtBot, off_canvas: bool
) -> None:
    target = painted.canvas if off_canvas else painted.zoom_row.drag_handle
    keys = ALT if off_canvas else NONE
    centre = painted.canvas.centre()
    pull(target, keys, between=lambda: qtbot.waitUntil(lambda: not painted.tasks.busy))
    [(path, drag)] = drags
    assert path.name == "harbour - painting 0.png"
    recipe = painted.model.recipe()
    assert recipe is not None
    assert read_recipe(path) == portable(recipe)
    assert drag.mimeData().hasImage()
    assert not drag.pixmap().isNull()
    assert painted.canvas.centre() == centre


def test_a_drag_that_is_quicker_than_the_disk_begins_when_the_file_is_there(
    painted: MainWindow, drags: list[tuple[Path, QDrag]], qtbot: QtBot
) -> None:
    pull(painted.zoom_row.drag_handle)
    assert "Hold on" in painted.messages.text()
    qtbot.waitUntil(lambda: len(drags) == 1)


def test_a_hand_that_lets_go_too_early_is_told(
    painted: MainWindow, drags: list[tuple[Path, QDrag]], qtbot: QtBot
) -> None:
    handle = painted.zoom_row.drag_handle
    pull(handle)
    mouse(handle, QEvent.Type.MouseButtonRelease, 40)
    assert "once more" in painted.messages.text()
    qtbot.waitUntil(lambda: not painted.tasks.busy)
    assert drags == []
    pull(handle)
    assert len(drags) == 1


def test_it_is_written_as_it_was_saved_last_and_only_once(
    painted: MainWindow, drags: list[tuple[Path, QDrag]], qtbot: QtBot
) -> None:
    handle = painted.zoom_row.drag_handle
    for choices in (ExportChoices(extension=".tif", bits=16), ExportChoices(extension=".jpg")):
        painted.settings.set_export_choices(choices)
        for _ in range(2):
            pull(handle, between=lambda: qtbot.waitUntil(lambda: not painted.tasks.busy))
    names = [path.name for path, _drag in drags]
    assert names == ["harbour - painting 0.tif"] * 2 + ["harbour - painting 0.jpg"] * 2
    assert drags[0][0] == drags[1][0]


def test_without_alt_the_canvas_is_moved_and_nothing_leaves_it(
    painted: MainWindow, drags: list[tuple[Path, QDrag]], qtbot: QtBot
) -> None:
    painted.canvas.zoom_to_100()
    painted.canvas.zoom_in()
    before = painted.canvas.centre()
    pull(painted.canvas)
    assert painted.canvas.centre() != before
    assert drags == []


def test_a_click_on_the_handle_says_how_it_is_used(painted: MainWindow, qtbot: QtBot) -> None:
    qtbot.mouseClick(painted.zoom_row.drag_handle, Qt.MouseButton.LeftButton)
    assert painted.messages.text().startswith("Drag the painting into a folder")
    painted.messages.clear()
    qtbot.keyClick(painted.zoom_row.drag_handle, Qt.Key.Key_Space)
    assert painted.messages.text().startswith("Drag the painting into a folder")


def test_what_was_handed_out_goes_with_the_window_and_what_came_back_stays(
    painted: MainWindow, drags: list[tuple[Path, QDrag]], qtbot: QtBot
) -> None:
    pull(painted.zoom_row.drag_handle, between=lambda: qtbot.waitUntil(lambda: not painted.tasks.busy))
    [(path, _drag)] = drags
    painted.intake.add_styles([path])
    qtbot.waitUntil(lambda: len(painted.model.styles) == 2)
    painted.outgoing.shutdown()
    assert not path.exists()
    kept = painted.model.styles[1].picture.path
    assert kept is not None
    assert Path(kept).is_file()
    assert painted.model.styles[1].picture.name == "harbour - painting 0.png"


def test_only_the_newest_files_are_kept(painted: MainWindow) -> None:
    result = painted.saver.result
    assert result is not None
    written = [outgoing_files.write(result, ExportChoices()).path for _ in range(11)]
    assert [path.exists() for path in written] == [False] * 3 + [True] * 8


def test_what_a_killed_program_handed_out_is_cleared_away(painted: MainWindow) -> None:
    computer, number, _token = owner.own_mark().split("-")
    for mark in (f"{computer}-{number}-00000000", f"00000000-{number}-00000000"):
        (paths.outgoing_dir() / mark / "1").mkdir(parents=True)
    outgoing_files.sweep()
    assert [path.name for path in paths.outgoing_dir().iterdir()] == [f"00000000-{number}-00000000"]


# ---- what is seen is what is saved -----------------------------------------------------------------------


@pytest.mark.parametrize("bits", [8, 16])
def test_at_100_percent_the_screen_shows_what_the_file_holds(
    painted: MainWindow, tmp_path: Path, bits: int
) -> None:
    assert painted.saver.result is not None
    picture = Picture(np.random.default_rng(5).random((400, 600, 3), dtype=np.float32))
    result = replace(painted.saver.result, picture=picture, painted=picture)
    image = picture_to_qimage(picture)
    painted.presenter.show_finished(Shown(image, image.size(), full=True))
    painted.canvas.zoom_to_100()
    path = tmp_path / "shown.png"
    save_result(result, path, ExportChoices(bits=bits).options(), overwrite=False)
    middle = painted.canvas.rect().center()
    square = QRect(middle - QPoint(40, 40), QSize(80, 80))
    seen = levels_of(painted.canvas.grab(square).toImage())
    saved = np.rint(load(path).pixels * 255).astype(int)
    corner = painted.canvas.output_at(QPointF(square.topLeft()))
    # The picture lies on whole pixels of the screen, to one side of the middle or the other.
    places = [(round(corner.x()) + x, round(corner.y()) + y) for x in (-1, 0, 1) for y in (-1, 0, 1)]
    assert min(np.abs(seen - saved[y : y + 80, x : x + 80]).max() for x, y in places) <= 1


def levels_of(image: QImage) -> np.ndarray:
    image = image.convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return rows[:, : 3 * image.width()].reshape(image.height(), image.width(), 3).astype(int)
