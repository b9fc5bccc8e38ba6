"""Cropping and turning in the window: panels, menus, keys and the dialog."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from fake_engine import FakeEngine
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from nst_engine import pictures
from nst_engine.cli.arguments import make_parser
from nst_engine.cli.recipes import recipe_of
from nst_engine.errors import InputError
from nst_engine.recipe import Crop, PictureRef
from nst_gui.dialogs.crop_dialog import CropDialog
from nst_gui.main_window import MainWindow
from nst_gui.models.crop_frame import FrameOrder
from nst_gui.workers import pictures_worker

pytestmark = pytest.mark.qt_log_ignore(
    r"This plugin does not support (raise\(\)|grabbing the keyboard|propagateSizeHints\(\))", extend=True
)


def settle(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.waitUntil(lambda: not window.tasks.busy)


def content_of(window: MainWindow) -> PictureRef:
    content = window.model.content
    assert content is not None
    return content


def button(widget: QWidget, name: str) -> QToolButton:
    return next(b for b in widget.findChildren(QToolButton) if b.accessibleName() == name)


def click(qtbot: QtBot, widget: QWidget) -> None:
    qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)


@pytest.fixture
def shown(ready: MainWindow, paintings: list[Path], qtbot: QtBot) -> Iterator[MainWindow]:
    """A window on the screen with a photograph and two paintings."""
    ready.intake.add_styles(paintings[1:2])
    ready.model.set(size=None)
    ready.show()
    with qtbot.waitExposed(ready):
        pass
    qtbot.waitUntil(lambda: len(ready.model.styles) == 2)
    settle(qtbot, ready)
    yield ready
    ready.hide()


@pytest.fixture
def open_dialog(shown: MainWindow, qtbot: QtBot) -> Callable[[int], CropDialog]:
    """Open the editor of the photograph (-1) or of a painting, with its larger copy there."""

    def open_it(place: int = -1) -> CropDialog:
        shown.framing.order(place, FrameOrder.CROP)
        (dialog,) = shown.findChildren(CropDialog)
        with qtbot.waitExposed(dialog):
            pass
        settle(qtbot, shown)
        return dialog

    return open_it


def drag(dialog: CropDialog, handle: tuple[int, int], to: tuple[int, int]) -> None:
    """Drag a handle of the editor to a pixel of the picture."""
    editor = dialog.editor
    target, scale = editor.target(), editor._scale()
    place = QPoint(round(target.left() + to[0] * scale), round(target.top() + to[1] * scale))
    QTest.mousePress(editor, Qt.MouseButton.LeftButton, pos=editor.handle_place(handle).toPoint())
    QTest.mouseMove(editor, place)
    QTest.mouseRelease(editor, Qt.MouseButton.LeftButton, pos=place)


def test_a_part_is_dragged_and_used_in_one_step(
    shown: MainWindow, open_dialog: Callable[..., CropDialog], qtbot: QtBot
) -> None:
    whole, steps = content_of(shown), shown.model.steps.count()
    dialog = open_dialog()
    drag(dialog, (-1, -1), (32, 24))
    drag(dialog, (1, 0), (112, 50))
    assert dialog.frame.box == (32, 24, 80, 72)
    assert content_of(shown) == whole  # nothing before it is accepted
    click(qtbot, dialog.accept_button)
    assert content_of(shown).crop == Crop(x=32, y=24, width=80, height=72)
    assert shown.model.steps.count() == steps + 1
    assert shown.model.draft.output_size == (80, 72)
    settle(qtbot, shown)
    assert (shown.canvas.image().width(), shown.canvas.image().height()) == (80, 72)
    assert "crop" in shown.actions_table["undo"].text()
    shown.actions_table["undo"].trigger()
    assert content_of(shown) == whole
    settle(qtbot, shown)
    assert shown.canvas.image().width() == 128
    shown.actions_table["redo"].trigger()
    assert content_of(shown).crop == Crop(x=32, y=24, width=80, height=72)
    settle(qtbot, shown)


def test_the_keyboard_alone_will_do(shown: MainWindow, qtbot: QtBot) -> None:
    shown.photograph.setFocus()
    shown.actions_table["crop"].trigger()
    (dialog,) = shown.findChildren(CropDialog)
    with qtbot.waitExposed(dialog):
        pass
    assert dialog.focusWidget() is dialog.editor
    for _ in range(3):
        qtbot.keyClick(dialog.editor, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(dialog.editor, Qt.Key.Key_Right)
    qtbot.keyClick(dialog.editor, Qt.Key.Key_Return)
    assert content_of(shown).crop == Crop(x=1, y=0, width=125, height=96)
    settle(qtbot, shown)


def test_escape_leaves_everything(
    shown: MainWindow, open_dialog: Callable[..., CropDialog], qtbot: QtBot
) -> None:
    before = shown.model.recipe()
    dialog = open_dialog()
    drag(dialog, (1, 1), (60, 60))
    click(qtbot, dialog.right)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert shown.model.recipe() == before


def test_accepting_what_was_is_no_step(
    shown: MainWindow, open_dialog: Callable[..., CropDialog], qtbot: QtBot
) -> None:
    steps = shown.model.steps.count()
    click(qtbot, open_dialog().accept_button)
    assert shown.model.steps.count() == steps


def choose(dialog: CropDialog, name: str) -> None:
    index = dialog.shapes.findData(name)
    assert index >= 0
    dialog.shapes.setCurrentIndex(index)
    dialog.shapes.activated.emit(index)


def test_proportions_are_offered_and_kept(open_dialog: Callable[..., CropDialog], qtbot: QtBot) -> None:
    dialog = open_dialog()
    names = [dialog.shapes.itemData(index) for index in range(dialog.shapes.count())]
    assert names == ["free", "original", "1:1", "3:2", "4:3", "16:9"]
    choose(dialog, "1:1")
    assert dialog.frame.box == (16, 0, 96, 96)
    choose(dialog, "16:9")
    assert dialog.frame.box[2] / dialog.frame.box[3] == pytest.approx(16 / 9, abs=0.05)
    click(qtbot, dialog.swap)
    assert dialog.frame.box[2] / dialog.frame.box[3] == pytest.approx(9 / 16, abs=0.05)
    choose(dialog, "original")
    drag(dialog, (1, 1), (128, 96))
    assert dialog.frame.box[2] / dialog.frame.box[3] == pytest.approx(4 / 3, abs=0.03)
    click(qtbot, dialog.swap)
    assert dialog.shapes.currentData() == "free"
    click(qtbot, dialog.reset_button)
    assert dialog.frame.box == (0, 0, 128, 96)
    dialog.reject()


def test_a_painting_can_have_the_proportions_of_the_output(
    shown: MainWindow, open_dialog: Callable[..., CropDialog], qtbot: QtBot
) -> None:
    dialog = open_dialog(1)
    choose(dialog, "output")
    width, height = dialog.frame.box[2:]
    assert width / height == pytest.approx(128 / 96, abs=0.03)
    click(qtbot, dialog.left)
    width, height = dialog.frame.box[2:]
    assert width / height == pytest.approx(128 / 96, abs=0.03)
    click(qtbot, dialog.accept_button)
    first, second = (style.picture for style in shown.model.styles)
    assert first.is_whole
    assert second.rotation == 270
    assert second.size == (width, height)
    settle(qtbot, shown)


def test_the_editor_works_on_a_small_copy_made_elsewhere(
    shown: MainWindow, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    gate, threads = threading.Event(), []
    genuine = pictures_worker.framed_view

    def framed_view(ref: PictureRef, edge: int = 2048) -> QImage:
        threads.append((threading.current_thread() is threading.main_thread(), edge))
        assert gate.wait(60)
        return genuine(ref, edge)

    monkeypatch.setattr(pictures_worker, "framed_view", framed_view)
    shown.framing.order(-1, FrameOrder.CROP)
    (dialog,) = shown.findChildren(CropDialog)
    assert dialog.editor.has_image()  # the thumbnail, meanwhile
    drag(dialog, (1, 1), (60, 60))
    dialog.reject()
    gate.set()  # and it comes when the dialog has gone
    settle(qtbot, shown)
    assert threads == [(False, 1600)]


def test_a_picture_that_has_gone_is_said_in_the_dialog(
    shown: MainWindow, open_dialog: Callable[..., CropDialog], photograph: Path
) -> None:
    photograph.unlink()
    dialog = open_dialog()
    assert dialog.problem.isVisible()
    assert "harbour.png" in dialog.problem.text()
    dialog.reject()


def test_the_buttons_of_the_panels(shown: MainWindow, qtbot: QtBot) -> None:
    click(qtbot, button(shown.photograph, "Rotate right"))
    assert content_of(shown).rotation == 90
    click(qtbot, button(shown.photograph, "Crop…"))
    (dialog,) = shown.findChildren(CropDialog)
    assert dialog.frame.size == (96, 128)
    dialog.reject()
    qtbot.waitUntil(lambda: not shown.findChildren(CropDialog))
    click(qtbot, shown.styles.rows()[1].crop_button)
    (dialog,) = shown.findChildren(CropDialog)
    assert "painting 1" in dialog.windowTitle()
    dialog.reject()
    settle(qtbot, shown)


def open_menu(widget: QWidget) -> QMenu:
    middle = widget.rect().center()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, middle, widget.mapToGlobal(middle))
    QApplication.sendEvent(widget, event)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


def choose_row(qtbot: QtBot, widget: QWidget, text: str) -> list[str]:
    menu = open_menu(widget)
    texts = [action.text().replace("&", "") for action in menu.actions() if action.text()]
    if text in texts:
        action = next(a for a in menu.actions() if a.text().replace("&", "") == text)
        qtbot.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(action).center())
    else:
        menu.close()
    return texts


def test_the_menus_of_the_panels(shown: MainWindow, qtbot: QtBot) -> None:
    rows = choose_row(qtbot, shown.photograph, "Rotate left")
    assert rows == ["Crop…", "Rotate left", "Rotate right", "Remove"]
    assert content_of(shown).rotation == 270
    assert "Use all of it" in choose_row(qtbot, shown.photograph, "Use all of it")
    assert content_of(shown).is_whole
    row = shown.styles.rows()[1]
    choose_row(qtbot, row, "Rotate right")
    assert [style.picture.rotation for style in shown.model.styles] == [0, 90]
    assert "Use all of it" not in choose_row(qtbot, shown.styles.rows()[0], "")
    choose_row(qtbot, row, "Remove")
    assert len(shown.model.styles) == 1
    settle(qtbot, shown)


def test_the_edit_menu_turns_what_has_the_focus(shown: MainWindow, qtbot: QtBot) -> None:
    turn = shown.actions_table["rotate_right"].trigger
    shown.canvas.setFocus()
    turn()
    shown.styles.rows()[1].weight.setFocus()
    turn()
    turn()
    shown.photograph.setFocus()
    turn()
    assert content_of(shown).rotation == 180
    assert [style.picture.rotation for style in shown.model.styles] == [0, 180]
    for _ in range(2):
        shown.actions_table["undo"].trigger()
    assert content_of(shown).rotation == 90
    assert [style.picture.rotation for style in shown.model.styles] == [0, 90]
    settle(qtbot, shown)


def test_without_pictures_there_is_nothing_to_turn(studio: MainWindow, qtbot: QtBot) -> None:
    keys = ("crop", "rotate_left", "rotate_right")
    assert not any(studio.actions_table[key].isEnabled() for key in keys)
    studio.framing.order(-1, FrameOrder.RIGHT)
    studio.framing.order(0, FrameOrder.CROP)
    assert studio.model.recipe() is None
    settle(qtbot, studio)


def test_a_painting_alone_is_what_the_edit_menu_turns(
    studio: MainWindow, paintings: list[Path], qtbot: QtBot
) -> None:
    studio.intake.add_styles(paintings[:1])
    qtbot.waitUntil(lambda: bool(studio.model.styles))
    studio.actions_table["rotate_left"].trigger()
    assert studio.model.styles[0].picture.rotation == 270
    settle(qtbot, studio)


def test_a_picture_replaced_while_the_dialog_was_open_stays_as_it_is(
    shown: MainWindow, open_dialog: Callable[..., CropDialog], paintings: list[Path], qtbot: QtBot
) -> None:
    dialog = open_dialog()
    drag(dialog, (1, 1), (60, 60))
    other = pictures.reference(paintings[2])
    shown.model.set(content=other)
    click(qtbot, dialog.accept_button)
    assert content_of(shown) == other
    settle(qtbot, shown)


def test_a_sharper_thumbnail_follows_the_one_that_is_cut_out(
    shown: MainWindow, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    sharp = QImage(300, 300, QImage.Format.Format_RGB32)
    sharp.fill(Qt.GlobalColor.red)
    monkeypatch.setattr(pictures_worker, "framed_view", lambda _ref, _edge=2048: sharp)
    cropped = content_of(shown).framed(Crop(x=10, y=10, width=40, height=40), 0)
    shown.model.set(content=cropped)
    thumbnail = shown.photograph._image.thumbnail
    assert thumbnail._image.width() == 40
    settle(qtbot, shown)
    assert thumbnail._image.width() == 300


def test_a_file_that_has_gone_keeps_its_thumbnail(
    shown: MainWindow, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    def gone(*_arguments: Any) -> QImage:
        raise InputError("It is not there any more.")

    monkeypatch.setattr(pictures_worker, "framed_view", gone)
    shown.model.set(content=content_of(shown).framed(Crop(x=10, y=10, width=40, height=40), 0))
    settle(qtbot, shown)
    assert shown.photograph._image.thumbnail._image.width() == 40


def test_a_painting_is_compared_with_what_it_was_made_of_however_late_that_is_read(
    shown: MainWindow, engine: FakeEngine, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    gate = threading.Event()
    genuine = pictures_worker.framed_view

    def framed_view(ref: PictureRef, edge: int = 2048) -> QImage:
        assert gate.wait(60)
        return genuine(ref, edge)

    monkeypatch.setattr(pictures_worker, "framed_view", framed_view)
    shown.framing.order(-1, FrameOrder.RIGHT)
    shown.start()
    engine.free()
    qtbot.waitUntil(lambda: shown.saver.has_picture)
    assert not shown.canvas.has_other()  # rather nothing than the photograph as it was before the turn
    gate.set()
    qtbot.waitUntil(shown.canvas.has_other)
    other = shown.canvas._other.full()
    assert (other.width(), other.height()) == (96, 128)
    settle(qtbot, shown)


def test_a_queued_painting_is_compared_with_its_own_photograph(
    shown: MainWindow, engine: FakeEngine, paintings: list[Path], qtbot: QtBot
) -> None:
    shown.queue.add_photographs([pictures.reference(paintings[2])])
    engine.free()
    shown.queue.start()
    qtbot.waitUntil(shown.canvas.has_other)
    settle(qtbot, shown)
    other = shown.canvas._other.full()
    assert (other.width(), other.height()) == (72, 80)


def test_window_and_command_line_make_the_same_recipe(
    shown: MainWindow, photograph: Path, paintings: list[Path], qtbot: QtBot
) -> None:
    content = content_of(shown).framed(Crop(x=8, y=4, width=64, height=48), 90)
    shown.model.set(content=content)
    shown.framing.order(1, FrameOrder.LEFT)
    sources = ["--content", str(photograph), "--style", *(str(path) for path in paintings[:2])]
    frames = ["--content-crop", "8,4,64,48", "--content-rotate", "90", "--style-rotate", "0", "270"]
    options = make_parser().parse_args(["render", *sources, *frames, "--output", "x.png"])
    recipe = shown.model.recipe()
    assert recipe is not None
    assert recipe_of(options).to_json() == recipe.to_json()
    settle(qtbot, shown)
