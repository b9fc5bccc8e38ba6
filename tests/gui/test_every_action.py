"""Every action of the table, once in every state: enabled ones do something, others have a reason not to."""

from __future__ import annotations

import itertools
import threading
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Final

import pytest
from fake_engine import WAIT_S, FakeEngine
from hands_on import file_mime
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QMenu
from pytestqt.qtbot import QtBot

from nst_engine.errors import InputError
from nst_engine.plan import Limits, Plan
from nst_engine.recipe import Recipe
from nst_engine.token import Token
from nst_gui.action_table import TABLE
from nst_gui.main_window import MainWindow
from nst_gui.models.run_state import RunState
from nst_gui.settings import WindowSettings
from nst_gui.widgets.comparison import CompareMode

S = RunState
#: A window in which nothing has been chosen; all other cases are named after the state of the run.
EMPTY: Final = "empty"
CASES: Final = (EMPTY, *RunState)
_PAINTED: Final = frozenset({S.RUNNING, S.PAUSING, S.PAUSED, S.STOPPING, S.FINISHED, S.STOPPED, S.DIVERGED})
_IDLE: Final = frozenset({S.QUEUED, S.FINISHED, S.STOPPED, S.DIVERGED, S.FAILED})
_CHOSEN: Final = frozenset(RunState)


class HeldEngine(FakeEngine):
    """A stepped engine that can be held while it plans, and deaf to pause and stop."""

    def __init__(self) -> None:
        super().__init__()
        self.plans, self.hears = threading.Event(), threading.Event()
        self.plans.set()
        self.hears.set()

    def make_plan(self, recipe: Recipe, limits: Limits) -> Plan:
        assert self.plans.wait(WAIT_S), "the test forgot to let the engine plan"
        return super().make_plan(recipe, limits)

    def wait_for_step(self, token: Token) -> None:
        super().wait_for_step(token)
        assert self.hears.wait(WAIT_S), "the test forgot to let the engine hear"

    def free(self) -> None:
        self.plans.set()
        self.hears.set()
        super().free()


#: Where an action is enabled, and why it is not elsewhere. Actions that are not here always are.
WHERE: Final[Mapping[str, tuple[frozenset[str], str]]] = {
    "save": (_PAINTED - {S.STOPPING}, "there is no picture to save"),
    "copy": (_PAINTED - {S.STOPPING}, "there is no picture to copy"),
    "new": (_CHOSEN, "nothing was set up"),
    "undo": (_CHOSEN, "nothing was changed"),
    "redo": (_CHOSEN, "nothing was taken back"),
    "start": (_IDLE, "something is being painted, or there is nothing to paint"),
    "contact_sheet": (_IDLE, "something is being painted, or there is nothing to paint"),
    "pause": (frozenset({S.RUNNING, S.PAUSING, S.PAUSED}), "nothing is being painted"),
    "stop": (frozenset({S.PREPARING, S.RUNNING, S.PAUSING, S.PAUSED}), "nothing can be stopped"),
    "restart": (frozenset({S.PREPARING, S.RUNNING, S.PAUSING, S.PAUSED}), "nothing is there to begin again"),
    "queue_add": (_CHOSEN, "there is nothing to paint"),
    **dict.fromkeys(
        ("play_stages", "export_stages"),
        (frozenset({S.FINISHED, S.STOPPED, S.DIVERGED}), "there is no painting to look back at"),
    ),
    **dict.fromkeys(("crop", "rotate_left", "rotate_right"), (_CHOSEN, "there is no picture")),
    **{f"zoom_{way}": (_CHOSEN, "there is no picture") for way in ("fit", "100", "in", "out")},
    **{f"compare_{mode}": (_PAINTED, "there is no painting yet") for mode in CompareMode},
}


class Trial:
    """A window in one state, put back into it by a new window whenever an action has led out of it."""

    def __init__(
        self, case: str, start: Callable[..., MainWindow], pictures: tuple[Path, Path], qtbot: QtBot
    ) -> None:
        self.case, self._start, self._pictures, self._qtbot = case, start, pictures, qtbot
        self.urls: list[str] = []
        self._strengths = itertools.count(2)
        WindowSettings().set_opens_where_left(False)  # or a second window would not be empty
        self._begin()

    def _begin(self) -> None:
        self.engine = HeldEngine()
        self.window = self._start(engine=self.engine)
        if self.case == EMPTY:
            self._qtbot.waitUntil(lambda: not self.window.tasks.busy)
            return
        self.window.intake.open_content([self._pictures[0]])
        self.window.intake.add_styles([self._pictures[1]])
        self._qtbot.waitUntil(lambda: self.window.model.recipe() is not None and not self.window.tasks.busy)
        self.window.model.set(size=64)
        self._leave_a_step_each_way()
        _LEAD[RunState(self.case)](self)
        self.wait_for(RunState(self.case))
        if self.case in WHERE["play_stages"][0]:
            self._qtbot.waitUntil(lambda: self.window.timeline.stages is not None)

    def wait_for(self, state: RunState) -> None:
        self._qtbot.waitUntil(lambda: self.window.controller.state is state)

    def run(self) -> None:
        """Paint until there is something to see."""
        self.window.start()
        self.engine.step()
        self._qtbot.waitUntil(lambda: self.window.canvas.image().pixelColor(0, 0).red() == 1)

    def _leave_a_step_each_way(self) -> None:
        self.window.model.set(style_strength=float(next(self._strengths)))
        self.window.model.set(stroke_size=2.0)
        self.window.model.steps.undo()

    def unsettle(self, key: str) -> None:
        """Make sure that there is something left for ``key`` to do."""
        window = self.window
        if self.case != EMPTY and key in ("undo", "redo"):
            self._leave_a_step_each_way()
        elif key.startswith("zoom"):
            window.canvas.zoom_to_100()
            window.canvas.zoom_in()  # a small picture cannot be made smaller than its own pixels
        elif key.startswith("compare"):
            other = next(mode for mode in CompareMode if key != f"compare_{mode}")
            window.actions_table[f"compare_{other}"].trigger()
        elif key.startswith("theme"):
            window.actions_table["theme_dark" if key != "theme_dark" else "theme_light"].trigger()
        elif key in ("save", "copy"):
            window.messages.clear()  # a run that is long in coming to a pause has the same said for both
        elif key == "restart" and self.case != EMPTY:
            window.model.set(seed=next(self._strengths))
        elif key == "reset_panels":
            window.docks["show_controls"].hide()
        elif key == "paste":
            QGuiApplication.clipboard().setMimeData(file_mime([self._pictures[1]]))

    def seen(self) -> list[object]:
        """All that a user could notice."""
        window, canvas = self.window, self.window.canvas
        model = window.model
        return [
            window.isVisible(),
            window.controller.state,
            (model.content, model.styles, model.draft, model.limits, model.steps.index()),
            window.messages.messages(),
            (canvas.mode(), canvas.zoom(), canvas.centre(), canvas.image().cacheKey()),
            {spec.key: window.actions_table[spec.key].isChecked() for spec in TABLE},
            {key: dock.isHidden() for key, dock in window.docks.items()},
            [item.number for item in window.queue.model.items],
            QGuiApplication.clipboard().text(),
            [type(widget).__name__ for widget in QApplication.topLevelWidgets() if widget.isVisible()],
            list(self.urls),
        ]

    def trigger(self, key: str) -> None:
        """Trigger ``key``; what is enabled must be noticed."""
        self.unsettle(key)
        action, before = self.window.actions_table[key], self.seen()
        enabled = action.isEnabled()
        action.trigger()
        if enabled:
            self._qtbot.waitUntil(lambda: self.seen() != before)
        else:
            assert self.seen() == before
        self._settle()

    def _settle(self) -> None:
        if self.window.timeline.playing:
            self.window.timeline.play_or_hold()
        self._qtbot.waitUntil(lambda: not self.window.tasks.busy)
        for widget in QApplication.topLevelWidgets():
            if isinstance(widget, QMenu):
                widget.close()
            elif isinstance(widget, QDialog) and widget.isVisible():
                widget.reject()
        assert self.window.error_report.count == 0, self.window.error_report.report()
        if not self._is_in_its_state():
            self.end()
            self._begin()

    def _is_in_its_state(self) -> bool:
        if not self.window.isVisible():
            return False
        if (self.window.model.content is None) != (self.case == EMPTY):
            return False
        if self.case == EMPTY:
            return not self.window.model.styles
        return self.window.controller.state is self.case

    def end(self) -> None:
        """Close what is open; no engine is left waiting."""
        self.engine.free()
        self.window.shutdown()
        self.window.close()


def _pausing(trial: Trial) -> None:
    trial.run()
    trial.engine.hears.clear()
    trial.window.controller.pause()


def _stopping(trial: Trial) -> None:
    trial.run()
    trial.engine.hears.clear()
    trial.window.controller.stop()


def _paused(trial: Trial) -> None:
    trial.run()
    trial.window.controller.pause()


def _stopped(trial: Trial) -> None:
    trial.run()
    trial.window.controller.stop()


def _preparing(trial: Trial) -> None:
    trial.engine.plans.clear()
    trial.window.start()


def _finished(trial: Trial) -> None:
    trial.engine.free()
    trial.window.start()


def _diverged(trial: Trial) -> None:
    trial.engine.end_state = "diverged"
    _finished(trial)


def _failed(trial: Trial) -> None:
    trial.engine.error = InputError("harbour.png is gone; choose it again.")
    _finished(trial)


_LEAD: Final[Mapping[RunState, Callable[[Trial], None]]] = {
    S.QUEUED: lambda _trial: None,
    S.PREPARING: _preparing,
    S.RUNNING: Trial.run,
    S.PAUSING: _pausing,
    S.PAUSED: _paused,
    S.STOPPING: _stopping,
    S.FINISHED: _finished,
    S.STOPPED: _stopped,
    S.DIVERGED: _diverged,
    S.FAILED: _failed,
}


@pytest.fixture
def trial(
    request: pytest.FixtureRequest,
    start_studio: Callable[..., MainWindow],
    photograph: Path,
    paintings: list[Path],
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> Iterator[Trial]:
    made = Trial(request.param, start_studio, (photograph, paintings[0]), qtbot)

    def open_url(url: QUrl) -> bool:
        made.urls.append(url.toString())
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", open_url)
    yield made
    made.window.actions_table["theme_system"].trigger()
    made.end()


@pytest.mark.qt_log_ignore(r"This plugin does not support (raise\(\)|grabbing the keyboard)", extend=True)
@pytest.mark.parametrize("trial", CASES, indirect=True, ids=str)
def test_every_action_once(trial: Trial) -> None:
    for spec in TABLE:
        places, reason = WHERE.get(spec.key, (frozenset(CASES), "no reason"))
        trial.unsettle(spec.key)
        enabled = trial.window.actions_table[spec.key].isEnabled()
        assert enabled == (trial.case in places), f"{spec.key} is disabled because {reason}"
        trial.trigger(spec.key)


def test_the_reasons_are_about_actions_that_exist() -> None:
    assert set(WHERE) <= {spec.key for spec in TABLE}
