from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QImage, QPixmap
from pytestqt.qtbot import QtBot

from nst_engine import paths
from nst_engine.errors import ResourceError
from nst_gui import icons, preflight, self_test
from nst_gui.main_window import MainWindow


def test_it_opens_the_real_window_and_says_what_it_saw(isolated_home: Path) -> None:
    seen = self_test.check()
    assert f" {len(icons.names())} icons, " in seen
    assert re.search(r" \d+ pages of the guide$", seen)
    assert "on offscreen" in seen
    assert os.environ[paths.HOME_VARIABLE] == str(isolated_home)
    assert not isolated_home.exists()


def test_a_missing_system_library_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(preflight, "missing_system_libraries", lambda: ["It needs libxcb-cursor.so.0."])
    with pytest.raises(RuntimeError, match=r"needs libxcb-cursor\.so\.0"):
        self_test.check()


def test_an_empty_window_is_no_window(monkeypatch: pytest.MonkeyPatch) -> None:
    def blank(_window: MainWindow) -> QPixmap:
        pixmap = QPixmap(QSize(960, 800))
        pixmap.fill(QColor("grey"))
        return pixmap

    monkeypatch.setattr(MainWindow, "grab", blank)
    with pytest.raises(RuntimeError, match="stayed empty: 960×800, 1 colours"):
        self_test.check()


def test_an_icon_that_draws_nothing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = icons.pixmap

    def without_stop(name: str, size: int, ratio: float, colour: QColor) -> QPixmap:
        pixmap = drawn(name, size, ratio, colour)
        if name == "stop":
            pixmap.fill(QColor("transparent"))
        return pixmap

    monkeypatch.setattr(icons, "pixmap", without_stop)
    with pytest.raises(RuntimeError, match="draw nothing: stop"):
        self_test.check()


def test_a_picture_that_the_guide_lacks_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    guide = tmp_path / "guide"
    shutil.copytree(paths.guide_dir(), guide)
    (guide / "images" / "save-light.png").unlink()
    monkeypatch.setattr(paths, "guide_dir", lambda: guide)
    with pytest.raises(RuntimeError, match=r"leads nowhere: .*save-light\.png"):
        self_test.check()


def test_a_guide_that_was_left_out_is_a_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paths, "guide_dir", lambda: tmp_path)
    with pytest.raises(ResourceError, match=r"its page README\.md is missing"):
        self_test.check()


@pytest.mark.qt_log_ignore("a warning by the test")
def test_a_warning_of_qt_is_a_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    from PySide6.QtCore import qWarning

    shown = MainWindow.show

    def show_and_warn(window: MainWindow) -> None:
        shown(window)
        qWarning("a warning by the test")

    monkeypatch.setattr(MainWindow, "show", show_and_warn)
    with pytest.raises(RuntimeError, match="complained: a warning by the test"):
        self_test.check()


def test_an_exception_in_the_windows_code_is_a_failure(monkeypatch: pytest.MonkeyPatch, qtbot: QtBot) -> None:
    from PySide6.QtCore import QTimer

    shown = MainWindow.show

    def show_and_break_later(window: MainWindow) -> None:
        shown(window)
        QTimer.singleShot(0, window, lambda: 1 / 0)

    monkeypatch.setattr(MainWindow, "show", show_and_break_later)
    with qtbot.captureExceptions(), pytest.raises(RuntimeError, match="ZeroDivisionError"):
        self_test.check()


def test_colours_are_counted_all_over_the_picture() -> None:
    image = QImage(300, 200, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    assert self_test._colours(image) == 1
    image.setPixelColor(0, 0, QColor("red"))
    assert self_test._colours(image) == 2
