"""What tests of the window's end have in common: its question, its dialog, its files."""

from __future__ import annotations

from pathlib import Path

from fake_engine import FakeEngine
from PIL import Image
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from nst_gui.dialogs.close_question import CloseQuestion
from nst_gui.dialogs.save_dialog import SaveDialog
from nst_gui.main_window import MainWindow
from nst_gui.models.run_state import RunState


def question_of(window: MainWindow) -> CloseQuestion:
    [question] = [q for q in window.findChildren(CloseQuestion) if q.isVisible()]
    return question


def click(qtbot: QtBot, button: object) -> None:
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def size_of(path: Path) -> tuple[int, int]:
    with Image.open(path) as file:
        return file.size


def paint(qtbot: QtBot, window: MainWindow, engine: FakeEngine) -> None:
    engine.free()
    window.start()
    qtbot.waitUntil(lambda: window.controller.state is RunState.FINISHED)


def open_save_dialog(qtbot: QtBot, window: MainWindow) -> SaveDialog:
    def visible() -> list[SaveDialog]:
        return [d for d in window.findChildren(SaveDialog) if d.isVisible()]

    qtbot.waitUntil(lambda: len(visible()) == 1)
    return visible()[0]
