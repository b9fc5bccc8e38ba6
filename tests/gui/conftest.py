"""Window tests: an isolated home, no screen, and nothing may be left running or standing open."""

from __future__ import annotations

import gc
import os
import weakref
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

# Before anything creates an application.
os.environ["QT_QPA_PLATFORM"] = "offscreen"

import numpy as np
import pytest
from fake_engine import FakeEngine
from patience import PatientBot
from PIL import Image
from PySide6.QtCore import QCoreApplication, QEvent, QSize, Qt, QThread, QThreadPool, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from small_guide import guide, guide_pages, guide_tasks, show_guide  # noqa: F401 - fixtures

from nst_gui import app as studio_app
from nst_gui.main_window import MainWindow

Starter = Callable[..., MainWindow]


def flush_deletions() -> None:
    """Let everything that was told to delete itself do so."""
    for _ in range(3):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QCoreApplication.processEvents()
    gc.collect()


@pytest.fixture
def qtbot(qapp: QApplication, request: pytest.FixtureRequest) -> QtBot:
    return PatientBot(request)


@pytest.fixture(autouse=True)
def isolated_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Settings, logs and pasted pictures of this test alone."""
    home = tmp_path / "home"
    monkeypatch.setenv("NST_STUDIO_HOME", str(home))
    monkeypatch.setenv("NST_STUDIO_LANGUAGE", "en")  # whatever whoever runs the tests speaks
    return home


def _remember_started(monkeypatch: pytest.MonkeyPatch, kind: type) -> list[weakref.ref[Any]]:
    started: list[weakref.ref[Any]] = []
    original = kind.start  # type: ignore[attr-defined]

    def start(self: Any, *args: Any, **kwargs: Any) -> Any:
        started.append(weakref.ref(self))
        return original(self, *args, **kwargs)

    # A plain function: Qt methods replaced by mock objects crash the interpreter.
    monkeypatch.setattr(kind, "start", start)
    return started


def _alive(references: list[weakref.ref[Any]]) -> Iterator[Any]:
    import shiboken6

    for reference in references:
        thing = reference()
        if thing is not None and shiboken6.isValid(thing):
            yield thing


@pytest.fixture(autouse=True)
def empty_clipboard(qapp: QApplication) -> Iterator[None]:
    """No test pastes what another has copied.

    Nor may anything made in Python stay there to the end: Qt throws it away when the interpreter is gone, and
    the process ends with a segmentation fault after the last test has passed.
    """
    yield
    qapp.clipboard().clear()


@pytest.fixture(autouse=True)
def nothing_leaks(monkeypatch: pytest.MonkeyPatch, qapp: QApplication) -> Iterator[None]:
    """Fail a test that leaves a running thread, an active timer or a top-level widget behind."""
    threads = _remember_started(monkeypatch, QThread)
    timers = _remember_started(monkeypatch, QTimer)
    pools = _remember_started(monkeypatch, QThreadPool)
    before = set(map(id, qapp.topLevelWidgets()))
    kept = qapp.topLevelWidgets()  # ids stay unique while these are alive
    yield
    flush_deletions()
    leaks = [f"thread {thread.objectName()!r} is running" for thread in _alive(threads) if thread.isRunning()]
    leaks += [f"timer {timer!r} is active" for timer in _alive(timers) if timer.isActive()]
    leaks += [f"pool {pool.objectName()!r} is busy" for pool in _alive(pools) if pool.activeThreadCount()]
    leaks += [f"widget {w!r} is left" for w in qapp.topLevelWidgets() if id(w) not in before]
    del kept
    for thread in _alive(threads):  # or it would abort the whole session
        thread.quit()
        thread.wait(1000)
    assert not leaks, "; ".join(leaks)


@pytest.fixture
def engine() -> FakeEngine:
    return FakeEngine()


@pytest.fixture
def start_studio(qapp: QApplication, engine: FakeEngine) -> Iterator[Starter]:
    """The real start-up with a stepped engine: ``start_studio(files, sample=…)`` gives the window."""
    QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs)
    windows: list[MainWindow] = []

    def start(files: list[Path] | None = None, **options: Any) -> MainWindow:
        studio_app.create_application()
        window = studio_app.open_window(files or [], engine=options.pop("engine", engine), **options)
        windows.append(window)
        return window

    yield start
    engine.free()
    for window in windows:
        window.shutdown()
        window.deleteLater()
    flush_deletions()


@pytest.fixture
def studio(start_studio: Starter) -> MainWindow:
    return start_studio()


@pytest.fixture
def photograph(tmp_path: Path) -> Path:
    """A 128×96 photograph with a gradient, so that no two parts of it are equal."""
    ramp = np.linspace(0, 255, 128, dtype=np.uint8)
    pixels = np.stack(
        [np.tile(ramp, (96, 1)), np.tile(ramp[::-1], (96, 1)), np.full((96, 128), 90, np.uint8)], 2
    )
    path = tmp_path / "harbour.png"
    Image.fromarray(pixels).save(path)
    return path


@pytest.fixture
def paintings(tmp_path: Path) -> list[Path]:
    """Three small paintings of coloured noise."""
    made = []
    for number in range(3):
        noise = np.random.default_rng(number).integers(0, 256, (80, 72, 3), dtype=np.uint8)
        path = tmp_path / f"painting {number}.png"
        Image.fromarray(noise).save(path)
        made.append(path)
    return made


@pytest.fixture
def ready(studio: MainWindow, photograph: Path, paintings: list[Path], qtbot: QtBot) -> MainWindow:
    """A window with a photograph and a painting at the smallest output size."""
    studio.intake.open_content([photograph])
    studio.intake.add_styles(paintings[:1])
    qtbot.waitUntil(lambda: studio.model.recipe() is not None and not studio.tasks.busy)
    studio.model.set(size=64)
    qtbot.waitUntil(lambda: not studio.tasks.busy)  # the canvas shows it at that size
    return studio


@pytest.fixture
def shown(studio: MainWindow, qtbot: QtBot) -> MainWindow:
    """An empty window on the screen, large enough for every part of it."""
    qtbot.waitUntil(lambda: not studio.tasks.busy)
    studio.resize(QSize(1280, 720))
    with qtbot.waitExposed(studio):
        pass
    return studio
