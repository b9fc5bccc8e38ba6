"""Where the window stands on the screen, at first and the next time."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QScreen
from pytestqt.qtbot import QtBot


def test_the_first_window_fits_the_screen_with_its_frame(
    start_studio, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    screen = QRect(0, 0, 1280, 720)
    # A plain function: Qt methods replaced by mock objects crash the interpreter.
    monkeypatch.setattr(QScreen, "availableGeometry", lambda _self: screen)
    window = start_studio()
    with qtbot.waitExposed(window):
        pass
    assert window.width() <= 1280 - 16
    assert window.height() <= 720 - 48
    assert screen.contains(window.geometry())


def test_a_large_screen_is_used(start_studio, monkeypatch: pytest.MonkeyPatch) -> None:
    screen = QRect(0, 0, 3840, 2160)
    monkeypatch.setattr(QScreen, "availableGeometry", lambda _self: screen)
    window = start_studio()
    assert window.width() == pytest.approx(0.8 * 3840, abs=20)
    assert window.height() == pytest.approx(0.8 * 2160, abs=50)
    assert screen.contains(window.geometry())


def test_geometry_is_remembered(start_studio, qtbot: QtBot) -> None:
    first = start_studio()
    with qtbot.waitExposed(first):
        pass
    # Only the height: the screen of the offscreen platform is narrower than the window's least width.
    first.resize(first.width(), 652)
    first.close()
    second = start_studio()
    assert second.height() == 652


def test_a_window_left_on_a_screen_that_is_gone_comes_back(start_studio, qtbot: QtBot) -> None:
    first = start_studio()
    first.move(9000, 7000)
    first.close()
    second = start_studio()
    shared = second.screen().availableGeometry().intersected(second.frameGeometry())
    assert shared.width() >= 120
    assert shared.height() >= 120
