"""Where the keyboard's focus is while a painting is started, painted and ended."""

from __future__ import annotations

from pathlib import Path

import pytest
from fake_engine import FakeEngine
from hands_on import wait_for
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from nst_gui.main_window import MainWindow
from nst_gui.models.run_state import RunState as S


def test_the_focus_goes_from_start_to_pause_and_back(
    ready: MainWindow, engine: FakeEngine, qtbot: QtBot
) -> None:
    start, pause = (ready.findChild(QToolButton, f"{key}_button") for key in ("start", "pause"))
    start.setFocus()
    qtbot.keyClick(start, Qt.Key.Key_Space)
    assert ready.focusWidget() is ready.canvas  # nothing to pause yet
    wait_for(qtbot, ready, S.RUNNING)
    assert ready.focusWidget() is pause
    engine.free()
    wait_for(qtbot, ready, S.FINISHED)
    assert ready.focusWidget() is start


def has_ring(button: QToolButton) -> bool:
    """Whether the focus can be seen on ``button``."""
    window, by_keys = button.window(), Qt.WidgetAttribute.WA_KeyboardFocusChange
    shown, was = button.grab().toImage(), button.window().testAttribute(by_keys)
    window.setAttribute(by_keys, False)
    bare = button.grab().toImage()
    window.setAttribute(by_keys, was)
    return shown != bare


@pytest.mark.parametrize("by_keys", [True, False])
def test_the_focus_is_seen_all_the_way_where_the_keyboard_brought_it(
    ready: MainWindow, engine: FakeEngine, by_keys: bool, qtbot: QtBot
) -> None:
    start, pause = (ready.findChild(QToolButton, f"{key}_button") for key in ("start", "pause"))
    ready.activateWindow()
    qtbot.waitUntil(ready.isActiveWindow)
    if by_keys:
        ready.controls.slider("size").box.setFocus()
        for _ in range(90):
            if not start.hasFocus():
                qtbot.keyClick(ready.focusWidget(), Qt.Key.Key_Tab)
        assert has_ring(start)
        qtbot.keyClick(start, Qt.Key.Key_Space)
    else:
        qtbot.mouseClick(start, Qt.MouseButton.LeftButton)
    wait_for(qtbot, ready, S.RUNNING)
    assert pause.hasFocus()
    assert has_ring(pause) == by_keys
    engine.free()
    wait_for(qtbot, ready, S.FINISHED)
    assert start.hasFocus()
    assert has_ring(start) == by_keys


def test_the_focus_stays_where_the_user_put_it(ready: MainWindow, engine: FakeEngine, qtbot: QtBot) -> None:
    box = ready.controls.slider("size").box
    box.setFocus()
    ready.start()
    wait_for(qtbot, ready, S.RUNNING)
    engine.free()
    wait_for(qtbot, ready, S.FINISHED)
    assert ready.focusWidget() is box


def test_tab_goes_through_the_window_as_it_lies_on_the_screen(
    ready: MainWindow, paintings: list[Path], qtbot: QtBot
) -> None:
    ready.intake.add_styles(paintings[1:])
    # A layout shows what is added to it in the event loop's next turn only.
    qtbot.waitUntil(lambda: [row.isVisible() for row in ready.styles.rows()] == [True] * 3)
    ready.photograph.setFocus()
    first, second, third = ready.styles.rows()
    start = ready.findChild(QToolButton, "start_button")
    wanted = [ready.photograph, ready.styles, first, first.remove_button, first.weight.box, second, third]
    wanted += [ready.strip.strip, ready.canvas, ready.controls.slider("size").box, start]
    met = []
    for _ in range(90):
        met.append(ready.focusWidget())
        ready.focusNextChild()
        if ready.focusWidget() is ready.photograph:
            break
    assert [widget for widget in met if widget in wanted] == wanted
