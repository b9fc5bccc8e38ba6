"""The panels around the picture: closed, moved, remembered, put back."""

from __future__ import annotations

import pytest
from fake_engine import FakeEngine
from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtWidgets import QDockWidget
from pytestqt.qtbot import QtBot

from nst_gui.main_window import MainWindow

PANELS = ("show_sources", "show_controls", "show_results")


def in_front(window: MainWindow, qtbot: QtBot) -> QDockWidget:
    """Which of queue and controls, in one place, is seen; neither is before the event loop's next turn."""
    both = (window.queue_dock, window.docks["show_controls"])
    qtbot.waitUntil(lambda: sum(dock.visibleRegion().isEmpty() for dock in both) == 1)
    return next(dock for dock in both if not dock.visibleRegion().isEmpty())


@pytest.mark.parametrize("key", PANELS)
def test_a_panel_is_closed_and_shown_again_by_its_action(studio: MainWindow, key: str) -> None:
    action, dock = studio.actions_table[key], studio.docks[key]
    assert action.isChecked()
    assert dock.isVisible()
    action.trigger()
    assert dock.isHidden()
    assert not action.isChecked()
    action.trigger()
    assert dock.isVisible()


def test_closed_and_moved_panels_are_remembered(studio: MainWindow, start_studio) -> None:
    studio.docks["show_results"].close()
    studio.addDockWidget(Qt.DockWidgetArea.LeftDockWidgetArea, studio.docks["show_controls"])
    studio.close()
    second = start_studio()
    assert second.docks["show_results"].isHidden()
    assert not second.actions_table["show_results"].isChecked()
    area = second.dockWidgetArea(second.docks["show_controls"])
    assert area is Qt.DockWidgetArea.LeftDockWidgetArea


@pytest.mark.qt_log_ignore(r"This plugin does not support (raise\(\)|propagateSizeHints)", extend=True)
def test_reset_puts_all_panels_back(studio: MainWindow) -> None:
    homes = {key: studio.dockWidgetArea(dock) for key, dock in studio.docks.items()}
    studio.docks["show_sources"].close()
    studio.docks["show_controls"].setFloating(True)
    studio.addDockWidget(Qt.DockWidgetArea.LeftDockWidgetArea, studio.docks["show_results"])
    studio.queue_dock.show()
    studio.actions_table["reset_panels"].trigger()
    assert {key: studio.dockWidgetArea(dock) for key, dock in studio.docks.items()} == homes
    assert not any(dock.isFloating() for dock in studio.docks.values())
    assert [key for key, dock in studio.docks.items() if dock.isHidden()] == ["show_queue"]


@pytest.mark.parametrize("width", [0, 1280])
def test_no_part_covers_another_and_the_picture_has_room(studio: MainWindow, width: int) -> None:
    width = max(width, studio.minimumSizeHint().width())
    assert width <= 1280  # a laptop's screen
    studio.setMinimumSize(0, 0)
    studio.resize(width, 720)
    sources, controls = studio.docks["show_sources"], studio.docks["show_controls"]
    edges = [sources.x(), sources.geometry().right(), studio.centralWidget().x()]
    edges += [studio.centralWidget().geometry().right(), controls.x(), controls.geometry().right()]
    assert edges == sorted(edges)
    assert edges[-1] < width
    assert studio.canvas.width() >= 200


@pytest.mark.qt_log_ignore(r"This plugin does not support raise\(\)", extend=True)
@pytest.mark.parametrize("width", [1280, 1600])
def test_the_queue_leaves_the_picture_its_room(studio: MainWindow, width: int) -> None:
    studio.resize(width, 720)
    studio.actions_table["reset_panels"].trigger()
    studio.actions_table["show_queue"].trigger()
    queue, controls = studio.queue_dock, studio.docks["show_controls"]
    assert not queue.visibleRegion().isEmpty()
    assert (controls in studio.tabifiedDockWidgets(queue)) == (width < 1400)
    assert queue.geometry().right() < width
    assert studio.canvas.width() >= 200


@pytest.mark.qt_log_ignore(r"This plugin does not support (raise\(\)|propagateSizeHints)", extend=True)
def test_a_window_made_narrower_does_not_cut_the_queue(studio: MainWindow, qtbot: QtBot) -> None:
    studio.resize(1600, 720)
    studio.actions_table["reset_panels"].trigger()
    studio.actions_table["show_queue"].trigger()
    queue, controls = studio.queue_dock, studio.docks["show_controls"]
    assert controls not in studio.tabifiedDockWidgets(queue)
    studio.resize(1200, 720)
    assert controls in studio.tabifiedDockWidgets(queue)
    assert controls.geometry().right() < 1200
    assert not studio.queue_dock.isHidden()
    assert in_front(studio, qtbot) is controls, "the queue is empty; the controls are needed all the time"


@pytest.mark.qt_log_ignore(r"This plugin does not support (raise\(\)|propagateSizeHints)", extend=True)
def test_a_window_made_narrower_shows_a_queue_that_is_at_work(
    ready: MainWindow, engine: FakeEngine, qtbot: QtBot
) -> None:
    ready.resize(1600, 720)
    ready.actions_table["reset_panels"].trigger()
    ready.actions_table["queue_add"].trigger()
    ready.queue.start()
    qtbot.waitUntil(lambda: ready.queue.painting)
    ready.resize(1200, 720)
    assert in_front(ready, qtbot) is ready.queue_dock
    engine.free()
    qtbot.waitUntil(lambda: not ready.queue.running and not ready.tasks.busy)


class _Shown(QObject):
    """Notes what is shown by the system, in its order."""

    def __init__(self, names: dict[QObject, str]) -> None:
        super().__init__()
        self._names, self.seen = names, []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Show, QEvent.Type.Hide) and watched in self._names:
            self.seen.append((self._names[watched], event.type()))
        return False


@pytest.mark.qt_log_ignore(r"This plugin does not support (raise\(\)|propagateSizeHints)", extend=True)
def test_a_torn_off_panel_comes_back_where_it_was_and_after_its_window(
    studio: MainWindow, start_studio, qtbot: QtBot
) -> None:
    torn_off = studio.docks["show_controls"]
    torn_off.setFloating(True)
    torn_off.setGeometry(200, 150, 340, 420)
    studio.close()
    second = MainWindow(FakeEngine())
    dock = second.docks["show_controls"]
    order = _Shown({second: "window", dock: "panel"})
    for watched in (second, dock):
        watched.installEventFilter(order)
    second.show()
    qtbot.waitUntil(dock.isVisible)
    # Before the window, the system would not know yet whose it is, and put it behind.
    assert order.seen.index(("window", QEvent.Type.Show)) < order.seen.index(("panel", QEvent.Type.Show))
    assert dock.isFloating()
    assert dock.geometry() == QRect(200, 150, 340, 420)
    assert second.actions_table["show_controls"].isChecked()
    second.shutdown()
    second.deleteLater()


@pytest.mark.qt_log_ignore(r"This plugin does not support (raise\(\)|propagateSizeHints)", extend=True)
def test_a_torn_off_panel_whose_screen_is_gone_comes_over_the_window(
    studio: MainWindow, qtbot: QtBot
) -> None:
    dock = studio.docks["show_controls"]
    dock.setFloating(True)
    dock.move(9000, 7000)
    studio.hide()
    studio.show()
    qtbot.waitUntil(dock.isVisible)
    assert dock.isFloating()
    assert studio.geometry().contains(dock.geometry())


@pytest.mark.qt_log_ignore(r"This plugin does not support (raise\(\)|propagateSizeHints)", extend=True)
def test_words_that_need_more_room_than_was_remembered_do_not_cut_the_queue(
    studio: MainWindow, qtbot: QtBot
) -> None:
    studio.resize(1440, 720)
    studio.actions_table["reset_panels"].trigger()
    studio.actions_table["show_queue"].trigger()
    queue, controls = studio.queue_dock, studio.docks["show_controls"]
    assert controls not in studio.tabifiedDockWidgets(queue)
    queue.widget().setMinimumWidth(560)
    queue.hide()
    studio.actions_table["show_queue"].trigger()
    qtbot.waitUntil(lambda: controls in studio.tabifiedDockWidgets(queue))
    assert not queue.visibleRegion().isEmpty()
    assert queue.geometry().right() < 1440


def test_the_bar_with_the_buttons_cannot_be_hidden(studio: MainWindow) -> None:
    menu = studio.createPopupMenu()
    if menu is not None:
        assert not any(action.isVisible() and action.text() == "Painting" for action in menu.actions())
        menu.deleteLater()
