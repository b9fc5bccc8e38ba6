"""Another language at once: a new window in the place of the old one, which goes on where that was."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import shiboken6
from fake_engine import FakeEngine
from PySide6.QtCore import Qt
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from small_guide import guides

from nst_gui import app as studio_app
from nst_gui import languages
from nst_gui.dialogs.settings_dialog import SettingsDialog
from nst_gui.main_window import MainWindow
from nst_gui.models.run_state import RunState

During = Callable[[MainWindow], None]


def windows() -> list[MainWindow]:
    return [widget for widget in QApplication.topLevelWidgets() if isinstance(widget, MainWindow)]


@pytest.fixture
def run_studio(
    monkeypatch: pytest.MonkeyPatch, engine: FakeEngine, qapp: QApplication
) -> Iterator[Callable[[During], None]]:
    """``app.run`` in the language that is set; ``during`` is called in place of the event loop."""
    monkeypatch.delenv(languages.VARIABLE)
    monkeypatch.setattr(studio_app, "Painter", lambda: engine)

    def run(during: During) -> None:
        def loop(*_args: object) -> int:
            try:
                (window,) = windows()
                during(window)
            finally:
                engine.free()
                for window in windows():
                    window.shutdown()
                    window.deleteLater()
            return 0

        monkeypatch.setattr(QApplication, "exec", loop)
        assert studio_app.run([]) == 0

    studio_app.WindowSettings().set_language("en")
    yield run
    languages.install(qapp, "en")


def open_settings(window: MainWindow) -> SettingsDialog:
    window.actions_table["settings"].trigger()
    (dialog,) = (found for found in window.findChildren(SettingsDialog) if found.isVisible())
    return dialog


def choose(dialog: SettingsDialog, code: str) -> None:
    dialog.language.activated.emit(dialog.language.findData(code))


def changed_to(code: str, window: MainWindow, qtbot: QtBot) -> MainWindow:
    """The window that comes when the language is chosen in the settings and changed at once."""
    dialog = open_settings(window)
    choose(dialog, code)
    assert dialog.anew_button.isEnabled()
    qtbot.mouseClick(dialog.anew_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not shiboken6.isValid(window))
    (new,) = windows()
    assert new.isVisible()
    return new


def fill(window: MainWindow, photograph: Path, paintings: list[Path], qtbot: QtBot) -> None:
    window.intake.open_content([photograph])
    window.intake.add_styles(paintings[:2])
    qtbot.waitUntil(lambda: len(window.model.styles) == 2 and window.model.content is not None)
    window.model.set(size=64)
    window.model.set(style_strength=3.0, device="cpu")
    qtbot.waitUntil(lambda: not window.tasks.busy)


@pytest.mark.qt_log_ignore(r"This plugin does not support (raise\(\)|propagateSizeHints)", extend=True)
def test_the_guide_goes_on_at_its_page(run_studio: Callable[[During], None], qtbot: QtBot) -> None:
    def during(window: MainWindow) -> None:
        window.help.open_guide("saving.md")
        new = changed_to("de", window, qtbot)
        assert new.help.read == "saving.md"
        [guide] = guides()
        assert guide.page.title == "Speichern und drucken"
        guide.close()
        assert new.help.read is None
        assert changed_to("en", new, qtbot).help.read is None

    run_studio(during)


def test_the_new_window_speaks_it_and_goes_on_where_the_old_one_was(
    run_studio: Callable[[During], None],
    engine: FakeEngine,
    photograph: Path,
    paintings: list[Path],
    qtbot: QtBot,
) -> None:
    def during(window: MainWindow) -> None:
        fill(window, photograph, paintings, qtbot)
        assert window.actions_table["start"].text() == "&Start painting"
        engine.free()
        window.start()
        qtbot.waitUntil(lambda: window.controller.state is RunState.FINISHED and not window.tasks.busy)
        recipe, limits, result = window.model.recipe(), window.model.limits, window.saver.result
        undone = window.model.steps.count()

        new = changed_to("de", window, qtbot)
        assert new.actions_table["start"].text() == "Malen &starten"
        assert (new.model.recipe(), new.model.limits) == (recipe, limits)
        assert new.model.steps.count() == undone
        assert new.saver.result is result
        assert new.saver.unsaved
        qtbot.waitUntil(lambda: not new.tasks.busy)
        assert new.presenter.shows_painting, "it is in no file yet, so it stays"
        assert new.canvas.image().pixelColor(0, 0).red() == 8
        assert new.canvas.comparison.label == "Gemaltes Bild"
        assert new.photograph.has_picture()
        assert all(style.thumb is not None for style in new.styles.styles())
        assert new.history.model.rowCount() == 1
        qtbot.waitUntil(lambda: new.kept.set_up.settled)
        new.actions_table["undo"].trigger()
        assert new.model.draft.style_strength == 1.0
        new.start()
        qtbot.waitUntil(lambda: new.controller.state is RunState.FINISHED and not new.tasks.busy)
        assert len(engine.recipes) == 2
        assert changed_to("en", new, qtbot).actions_table["start"].text() == "&Start painting"

    run_studio(during)


def test_what_comes_from_outside_reaches_the_new_window(
    run_studio: Callable[[During], None], photograph: Path, qapp: QApplication, qtbot: QtBot
) -> None:
    def during(window: MainWindow) -> None:
        new = changed_to("de", window, qtbot)
        try:
            raise LookupError("nobody caught this")
        except LookupError:
            sys.excepthook(*sys.exc_info())  # type: ignore[arg-type]
        qtbot.waitUntil(lambda: new.error_report.count == 1)
        QApplication.sendEvent(qapp, QFileOpenEvent(str(photograph)))
        qtbot.waitUntil(lambda: new.model.content is not None and not new.tasks.busy)

    run_studio(during)


def test_what_waits_in_the_queue_is_there_again(
    run_studio: Callable[[During], None], photograph: Path, paintings: list[Path], qtbot: QtBot
) -> None:
    def during(window: MainWindow) -> None:
        fill(window, photograph, paintings, qtbot)
        window.queue.add_present()
        qtbot.waitUntil(window.queue.is_kept)
        new = changed_to("de", window, qtbot)
        qtbot.waitUntil(lambda: new.queue.waiting == 1)
        qtbot.waitUntil(lambda: not new.tasks.busy)

    run_studio(during)


def test_while_something_is_painted_it_waits(
    run_studio: Callable[[During], None],
    engine: FakeEngine,
    photograph: Path,
    paintings: list[Path],
    qtbot: QtBot,
) -> None:
    def during(window: MainWindow) -> None:
        fill(window, photograph, paintings, qtbot)
        window.start()
        qtbot.waitUntil(lambda: window.controller.state is RunState.RUNNING)
        dialog = open_settings(window)
        choose(dialog, "de")
        assert not dialog.anew_button.isEnabled()
        assert "as soon as nothing is being painted" in dialog.anew_button.toolTip().replace("\n", " ")
        window.preferences.anewWanted.emit()  # as if it had been pressed a moment before
        dialog.reject()
        engine.free()
        qtbot.waitUntil(lambda: window.controller.state is RunState.FINISHED and not window.tasks.busy)
        assert windows() == [window]
        assert window.settings.language() == "de", "it holds at the next start all the same"

    run_studio(during)
