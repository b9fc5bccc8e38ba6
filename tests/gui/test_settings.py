"""Edit ▸ Settings: every control does at once what it says, and is remembered."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from fake_engine import FakeEngine
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractButton, QAbstractSpinBox, QApplication, QComboBox, QLabel, QWidget
from pytestqt.qtbot import QtBot

from nst_engine import pace
from nst_gui import languages, theme
from nst_gui.desktop.memory import GB
from nst_gui.dialogs.settings_dialog import SettingsDialog
from nst_gui.languages import Language
from nst_gui.main_window import MainWindow
from nst_gui.models.run_state import RunState

Start = Callable[..., MainWindow]


def open_settings(window: MainWindow) -> SettingsDialog:
    window.actions_table["settings"].trigger()
    [dialog] = [found for found in window.findChildren(SettingsDialog) if found.isVisible()]
    return dialog


def click(qtbot: QtBot, button: QWidget) -> None:
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


@pytest.fixture
def system_colours() -> Iterator[None]:
    yield
    theme.choose("system")


@pytest.fixture
def eight_cores(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pace, "cores", lambda: 8)


def test_the_key_opens_it_and_the_system_knows_where_it_belongs(studio: MainWindow, qtbot: QtBot) -> None:
    assert studio.actions_table["settings"].menuRole() is QAction.MenuRole.PreferencesRole
    qtbot.keyClick(studio, Qt.Key.Key_Comma, Qt.KeyboardModifier.ControlModifier)
    [dialog] = studio.findChildren(SettingsDialog)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_every_control_has_a_name_and_says_what_it_does(studio: MainWindow) -> None:
    dialog = open_settings(studio)
    controls = [
        widget
        for kind in (QAbstractButton, QComboBox, QAbstractSpinBox)
        for widget in dialog.findChildren(kind)
        if widget.isVisible() and widget.focusPolicy() is not Qt.FocusPolicy.NoFocus
    ]
    assert len(controls) >= 12
    for control in controls:
        words = control.accessibleName() or (control.text() if hasattr(control, "text") else "")
        assert words, control
        assert control.toolTip() or words == "Close", words


@pytest.mark.usefixtures("system_colours")
@pytest.mark.parametrize("choice", theme.CHOICES)
def test_the_first_focus_is_on_the_choice_that_holds(
    studio: MainWindow, choice: theme.Choice, qtbot: QtBot
) -> None:
    studio.actions_table[f"theme_{choice}"].trigger()
    dialog = open_settings(studio)
    qtbot.waitUntil(lambda: dialog.focusWidget() is dialog.colours.button(choice))
    qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Tab)
    assert dialog.focusWidget() is dialog.colours.button(choice)
    dialog.reject()


@pytest.mark.usefixtures("system_colours")
def test_menu_and_dialog_agree_on_the_colours(studio: MainWindow, qapp: QApplication, qtbot: QtBot) -> None:
    dialog = open_settings(studio)
    assert dialog.colours.value() == "system"
    click(qtbot, dialog.colours.button("dark"))
    assert theme.is_dark(qapp.palette())
    assert studio.actions_table["theme_dark"].isChecked()
    assert studio.settings.theme() == "dark"
    dialog.reject()
    studio.actions_table["theme_light"].trigger()
    assert open_settings(studio).colours.value() == "light"


def test_a_language_holds_from_the_next_window_on(
    monkeypatch: pytest.MonkeyPatch, studio: MainWindow, start_studio: Start
) -> None:
    two = (Language("de", "Deutsch"), Language("en", "English"))
    monkeypatch.setattr(languages, "available", lambda: two)
    monkeypatch.setattr(languages, "resolved", lambda code: "en" if code == "system" else code)
    dialog = open_settings(studio)
    assert [dialog.language.itemText(row) for row in range(3)] == ["As the system", "Deutsch", "English"]
    assert dialog.language.currentData() == "system"
    assert not dialog._language_note.isVisible()
    dialog.language.activated.emit(1)
    assert studio.settings.language() == "de"
    assert "opened again" in dialog._language_note.text()
    dialog.reject()
    dialog = open_settings(studio)
    assert dialog.language.currentData() == "de"
    assert dialog._language_note.isVisible(), "it still speaks what it spoke at its start"
    assert dialog.anew_button.isVisible()
    for spoken_already in (0, 2):
        dialog.language.activated.emit(1)
        dialog.language.activated.emit(spoken_already)
        assert not dialog._language_note.isVisible()
    assert not dialog.anew_button.isVisible()


def test_only_languages_that_are_there_are_offered(studio: MainWindow) -> None:
    combo = open_settings(studio).language
    codes = [combo.itemData(row) for row in range(combo.count())]
    assert codes == ["system", *(language.code for language in languages.available())]


@pytest.mark.usefixtures("eight_cores")
@pytest.mark.parametrize(
    ("chosen", "threads", "gently", "words"),
    [
        ("background", 4, True, "4 of 8 processor cores; all other programs go first"),
        ("balanced", 7, False, "7 of 8 processor cores"),
        ("full", None, False, "8 of 8 processor cores"),
    ],
)
def test_the_pace_decides_threads_and_priority(
    studio: MainWindow,
    start_studio: Start,
    engine: FakeEngine,
    chosen: pace.Pace,
    threads: int | None,
    gently: bool,
    words: str,
    qtbot: QtBot,
) -> None:
    dialog = open_settings(studio)
    assert dialog.pace.value() == "balanced"
    click(qtbot, dialog.pace.button(chosen))
    assert dialog.pace.note() == words
    assert studio.model.limits.threads == threads
    assert studio.controller._worker.gently is gently
    dialog.reject()
    studio.close()
    second = start_studio()
    assert second.model.limits.threads == threads
    assert second.controller._worker.gently is gently


def test_in_the_background_paintings_are_made_in_a_thread_that_steps_back(
    ready: MainWindow, engine: FakeEngine, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    stepped_back: list[str] = []
    monkeypatch.setattr(pace, "_step_back", lambda: stepped_back.append(threading.current_thread().name))
    ready.preferences.choose_pace("background")
    engine.free()
    ready.start()
    qtbot.waitUntil(lambda: ready.controller.state is RunState.FINISHED)
    assert stepped_back == engine.threads[-1:]
    assert engine.limits[-1].threads == pace.threads("background")
    ready.preferences.choose_pace("full")
    ready.start()
    qtbot.waitUntil(lambda: len(engine.recipes) == 2 and ready.controller.state is RunState.FINISHED)
    assert len(stepped_back) == 1


def test_while_painting_it_says_when_the_pace_holds(
    ready: MainWindow, engine: FakeEngine, qtbot: QtBot
) -> None:
    ready.start()
    qtbot.waitUntil(lambda: ready.controller.state is RunState.RUNNING)
    dialog = open_settings(ready)
    assert "next painting" not in dialog.pace.note()
    click(qtbot, dialog.pace.button("full"))
    assert "from the next painting on" in dialog.pace.note()


def test_the_memory_limit_is_one_in_both_places(studio: MainWindow) -> None:
    dialog = open_settings(studio)
    assert dialog.memory_limit.limit() is None
    dialog.memory_limit.setValue(1.5)
    assert studio.model.limits.memory_bytes == round(1.5 * GB)
    assert studio.controls.advanced.memory_limit.limit() == round(1.5 * GB)
    assert studio.settings.memory_limit() == round(1.5 * GB)
    dialog.reject()
    studio.controls.advanced.memory_limit.setValue(1.0)
    assert open_settings(studio).memory_limit.limit() == GB


def test_disk_space_for_the_history_and_what_it_takes(
    ready: MainWindow, engine: FakeEngine, qtbot: QtBot
) -> None:
    dialog = open_settings(ready)
    assert dialog._history_note.text() == "There are none yet."
    dialog.reject()
    engine.free()
    ready.start()
    qtbot.waitUntil(lambda: ready.history.model.rowCount() == 1 and not ready.tasks.busy)
    dialog = open_settings(ready)
    assert dialog.history_budget.value() == 2
    assert "by one painting" in dialog._history_note.text()
    dialog.history_budget.setValue(5)
    assert ready.settings.history_budget() == 5 * GB
    assert "oldest" not in dialog._history_note.text()


@pytest.mark.parametrize(
    ("size", "words"),
    [(1000, "1 MB"), (12_400_000, "12 MB"), (99_000_000, "99 MB"), (GB // 10, "0.1 GB"), (GB, "1.0 GB")],
)
def test_what_earlier_paintings_take_is_never_nothing(
    studio: MainWindow, monkeypatch: pytest.MonkeyPatch, size: int, words: str, qtbot: QtBot
) -> None:
    qtbot.waitUntil(lambda: not studio.tasks.busy)  # the history has been read
    monkeypatch.setattr(type(studio.history.model), "entries", [SimpleNamespace(size=size)])
    assert open_settings(studio)._history_note.text() == f"In use: {words} by one painting."


def test_less_disk_space_than_is_used_is_said_before_anything_goes(
    studio: MainWindow, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    class Entry:
        size = 3 * GB

    qtbot.waitUntil(lambda: not studio.tasks.busy)  # the history has been read
    monkeypatch.setattr(type(studio.history.model), "entries", [Entry(), Entry()])
    note = open_settings(studio)._history_note
    assert "In use: 6.0 GB by 2 paintings." in note.text()
    assert "The oldest without a star go when the next one is kept." in note.text()


@pytest.mark.parametrize("value", ["0", "-3", "1001", "many", ""])
def test_an_edited_settings_file_gives_the_usual_disk_space(studio: MainWindow, value: str) -> None:
    studio.settings._store.setValue("history/budget_gb", value)
    assert studio.settings.history_budget() == 2 * GB
    studio.settings._store.setValue("machine/pace", value)
    assert studio.settings.pace() == "balanced"


def test_notifications_can_be_switched_off(studio: MainWindow, qtbot: QtBot) -> None:
    dialog = open_settings(studio)
    assert dialog.notifies.isChecked()
    dialog.notifies.click()
    assert not studio.settings.notifies()
    dialog.reject()
    assert not open_settings(studio).notifies.isChecked()


def test_it_grows_with_what_it_has_to_say(
    ready: MainWindow, engine: FakeEngine, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.setattr(pace, "cores", lambda: 10**15)
    monkeypatch.setattr(pace, "threads", lambda _pace: 1)
    dialog = open_settings(ready)
    before = dialog.height()
    note = dialog.pace.findChildren(QLabel)[-1]
    dialog.language.activated.emit(dialog.language.count() - 1)
    dialog.pace.button("background").click()
    qtbot.waitUntil(lambda: note.height() >= 2 * note.fontMetrics().height())
    assert dialog.height() > before
    assert dialog.height() >= dialog.layout().totalHeightForWidth(dialog.width())


def test_a_folder_that_was_never_used_is_one_nearby(studio: MainWindow, tmp_path: Path) -> None:
    settings = studio.settings
    assert settings.folder("stages") == settings.folder("recipes") == settings.folder("save") == Path.home()
    for name in ("photographs", "paintings", "films"):
        (tmp_path / name).mkdir()
    settings.remember_folder("open", tmp_path / "photographs")
    assert settings.folder("save") == tmp_path / "photographs"
    assert settings.folder("stages") == Path.home()  # not among the photographs
    settings.remember_folder("save", tmp_path / "paintings")
    assert settings.folder("stages") == settings.folder("recipes") == tmp_path / "paintings"
    settings.remember_folder("stages", tmp_path / "films")
    assert settings.folder("stages") == tmp_path / "films"
    (tmp_path / "films").rmdir()
    assert settings.folder("stages") == tmp_path / "paintings"
