"""One measurement of the real window, in a process of its own. ``window.py`` starts it.

Prints one JSON object with the figures it found.
"""

from __future__ import annotations

import argparse
import gc
import itertools
import json
import os
import shutil
import sys
import time
import traceback
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

if sys.platform == "win32":
    import torch  # noqa: F401 - as in main.py: its libraries are not found any more once Qt's are loaded

import numpy as np
import psutil
from PySide6.QtCore import (
    QMimeData,
    QPoint,
    QSize,
    QThreadPool,
    QTimer,
    QUrl,
)
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QScrollBar, QToolButton, QWidget

from benchmarks.window_hand import (
    Beats,
    Painted,
    load_sample,
    open_window,
    percentile,
    pull,
    rest,
    turn_wheel,
    wait,
)
from nst_engine import paths
from nst_gui import app as studio
from nst_gui.main_window import MainWindow
from nst_gui.models.history_store import HistoryStore
from nst_gui.models.run_state import ENDED, RunState
from nst_gui.widgets.canvas import Canvas
from nst_gui.widgets.queue_panel import QueuePanel
from nst_gui.window_parts import bring
from nst_gui.workers.engine import Painter

Figures = dict[str, float]


# ---- the start --------------------------------------------------------------------------------------


def start(options: Any) -> Figures:
    """From the start of the process, which the caller says, to a drawn window and a loaded engine."""
    figures: Figures = {}

    class Timed(Painter):
        def prepare(self) -> None:
            super().prepare()
            figures["ready_s"] = time.time() - options.started_at

    genuine = studio.open_window

    def opened(*arguments: Any, **named: Any) -> MainWindow:
        window = genuine(*arguments, **named)
        drawn = Painted(window.canvas)

        def look() -> None:
            if drawn.at and "visible_s" not in figures:
                figures["visible_s"] = time.time() - options.started_at
            if "visible_s" in figures and "ready_s" in figures:
                window.close()
            else:
                QTimer.singleShot(1, window, look)

        look()
        return window

    studio.Painter = Timed  # type: ignore[misc]
    studio.open_window = opened
    import main

    main.main([])
    return figures


# ---- the heartbeat ----------------------------------------------------------------------------------


def gaps(options: Any) -> Figures:
    """During a run: while zooming, and while photographs are dropped all at once."""
    window = open_window()
    load_sample(window, size=options.size, iterations=10_000)
    progressed: list[object] = []
    window.controller.progressed.connect(progressed.append)
    window.start()
    wait(lambda: bool(progressed))
    beats = Beats()
    painting = beats.during(lambda: rest(options.seconds))
    zooming = beats.during(lambda: _zoom(window.canvas, options.seconds))
    dropping = beats.during(lambda: _drop(window, sorted(options.pictures.iterdir())))
    window.controller.stop()
    wait(lambda: window.controller.state in ENDED)
    window.shutdown()
    found: Figures = {}
    for name, values in (("painting", painting), ("zooming", zooming), ("dropping", dropping)):
        found[f"{name}_p99_ms"] = percentile(values, 99)
        found[f"{name}_worst_ms"] = max(values)
    return found


def _zoom(canvas: Canvas, seconds: float) -> None:
    end, turns = time.monotonic() + seconds, itertools.cycle([1] * 8 + [-1] * 8)
    while time.monotonic() < end:
        turn_wheel(canvas, next(turns))
        rest(0.03)


def _drop(window: MainWindow, files: list[Path]) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    window.intake.take(mime, "content")
    wait(lambda: not window.tasks.busy)
    rest(1.0)


# ---- pause, resume, stop ----------------------------------------------------------------------------


def states(options: Any) -> Figures:
    """From a click to what is shown of it, and to its effect; in the middle of a run."""
    window = open_window()
    load_sample(window, size=options.size, iterations=10_000)
    progressed: list[Any] = []
    window.controller.progressed.connect(progressed.append)
    window.start()
    wait(lambda: len(progressed) > 3)
    first, last = progressed[0].last, progressed[-1].last
    evaluations = max(1, last.evaluations - first.evaluations)
    found: Figures = {"evaluation_ms": 1000 * (last.elapsed_s - first.elapsed_s) / evaluations}
    drawn = Painted(window.progress)

    def press(key: str, name: str, effect: Callable[[], bool]) -> None:
        began = time.perf_counter()
        button = window.findChild(QToolButton, f"{key}_button")
        before = window.progress.state_text()
        button.click()
        if window.progress.state_text() == before:
            raise RuntimeError(f"{name} is not shown")
        wait(lambda: drawn.at > began)
        found[f"{name}_shown_ms"] = 1000 * (drawn.at - began)
        wait(effect)
        found[f"{name}_effect_ms"] = 1000 * (time.perf_counter() - began)

    press("pause", "pause", lambda: window.controller.state is RunState.PAUSED)
    rest(0.5)
    count = len(progressed)
    press("pause", "resume", lambda: len(progressed) > count)
    rest(0.5)
    press("stop", "stop", lambda: window.controller.state in ENDED)
    window.shutdown()
    return found


# ---- long lists -------------------------------------------------------------------------------------


def lists(options: Any) -> Figures:
    """A long history and a long queue: opened, scrolled, looked through."""
    _fill_history(options.entries)
    studio.create_application()
    began = time.perf_counter()
    window = studio.open_window()
    wait(lambda: window.history.model.rowCount() >= options.entries)
    QApplication.processEvents()
    found: Figures = {"history_open_s": time.perf_counter() - began}
    wait(lambda: not window.tasks.busy)
    strip = window.results.strip
    found["history_scroll_p95_ms"] = _scroll(strip.horizontalScrollBar(), strip.viewport(), options.steps)
    words = itertools.islice(itertools.cycle(["h", "ha", "hal", "hall", "", "7", "77", ""]), options.steps)
    found["history_filter_p95_ms"] = percentile(
        [_timed(lambda word=word: window.shelf.words.setText(word), strip.viewport()) for word in words], 95
    )
    load_sample(window)
    recipe = window.model.recipe()
    assert recipe is not None
    bring(window.queue_dock)
    began = time.perf_counter()
    for number in range(options.items):
        window.queue.model.add(recipe.model_copy(update={"seed": number}), window.model.limits)
    QApplication.processEvents()
    found["queue_open_s"] = time.perf_counter() - began
    panel = window.findChild(QueuePanel)
    assert panel is not None
    view = panel.list
    found["queue_scroll_p95_ms"] = _scroll(view.verticalScrollBar(), view.viewport(), options.steps)
    window.shutdown()
    return found


def _fill_history(count: int) -> None:
    """The same small painting over and over, each entry with a note of its own."""
    load_window = open_window()
    load_sample(load_window, size=64, iterations=1, quality="draft")
    load_window.start()
    wait(lambda: load_window.history.model.rowCount() == 1 and not load_window.tasks.busy)
    load_window.saver._unsaved = False
    load_window.shutdown()
    load_window.deleteLater()
    store = HistoryStore(paths.data_dir() / "history")
    [entry] = store.entries()
    for number in range(1, count):
        id = f"20250101-{number // 1000:06}-{number % 1000:03}"
        folder = entry.folder.with_name(id)
        shutil.copytree(entry.folder, folder)
        note = f"{'hall' if number % 3 else 'gift'} {number}"
        store.change(replace(entry, id=id, folder=folder), note=note, starred=number % 5 == 0)


def _scroll(bar: QScrollBar, viewport: QWidget, steps: int) -> float:
    """Milliseconds that 95 % of the steps from one end to the other stay within, drawing included."""
    if bar.maximum() <= 0:
        raise RuntimeError("there is nothing to scroll")
    places = [round(bar.maximum() * step / steps) for step in range(1, steps + 1)]
    return percentile([_timed(lambda place=place: bar.setValue(place), viewport) for place in places], 95)


def _timed(change: Callable[[], object], viewport: QWidget) -> float:
    began = time.perf_counter()
    change()
    viewport.repaint()
    taken = 1000 * (time.perf_counter() - began)
    QApplication.processEvents()
    return taken


# ---- a large picture --------------------------------------------------------------------------------


def panning(options: Any) -> Figures:
    """A large result is moved under the hand at several zooms; what each paint event takes."""
    taken: list[float] = []
    genuine = Canvas.paintEvent

    def timed(self: Canvas, event: Any) -> None:
        began = time.perf_counter()
        genuine(self, event)
        taken.append(1000 * (time.perf_counter() - began))

    Canvas.paintEvent = timed  # type: ignore[method-assign]
    window = open_window()
    canvas = window.canvas
    height = options.edge * 3 // 4
    noise = np.random.default_rng(0).integers(0, 256, (height, options.edge, 3), dtype=np.uint8)
    image = QImage(noise.data, options.edge, height, 3 * options.edge, QImage.Format.Format_RGB888).copy()
    canvas.show_picture(image, QSize(options.edge, height))
    # Its smaller levels are made in the background.
    wait(lambda: QThreadPool.globalInstance().activeThreadCount() == 0)
    rest(0.2)
    found: Figures = {}
    for name, zooms in (("quarter", -4), ("full", 0)):
        canvas.zoom_to_100()
        for _ in range(-zooms):
            canvas.zoom_out()
        taken.clear()
        for step in range(options.steps):
            pull(canvas, QPoint(5 if step // 20 % 2 else -5, 3 if step // 20 % 2 else -3))
            QApplication.processEvents()
        found[f"pan_{name}_p95_ms"] = percentile(taken, 95)
    window.shutdown()
    return found


# ---- many runs --------------------------------------------------------------------------------------


def growth(options: Any) -> Figures:
    """Memory of the process after each of many small runs in one window."""
    window = open_window()
    load_sample(window, size=options.size, quality="draft", iterations=2)
    process, held = psutil.Process(), []
    for _ in range(options.runs):
        window.start()
        wait(lambda: window.controller.state in ENDED and not window.tasks.busy)
        rest(0.1)
        gc.collect()
        held.append(process.memory_info().rss / 1e6)
    window.shutdown()
    first = min(options.settled, options.runs - 2)
    settled = held[first:]
    slope = float(np.polyfit(np.arange(len(settled)), settled, 1)[0])
    return {"growth_mb_per_run": slope, "after_first_mb": held[0], "after_last_mb": held[-1]}


PROBES = {f.__name__: f for f in (start, gaps, states, lists, panning, growth)}


def measure() -> int:
    """Measure and print; returns the exit code."""
    parser = argparse.ArgumentParser(description="One measurement of the window.")
    parser.add_argument("probe", choices=PROBES)
    parser.add_argument("--size", type=int, help="of the output, long edge in pixels")
    parser.add_argument("--seconds", type=float, help="of each phase")
    parser.add_argument("--pictures", type=Path, help="a folder with what is dropped")
    parser.add_argument("--started-at", type=float, help="seconds since 1970")
    parser.add_argument("--entries", type=int, help="of the history")
    parser.add_argument("--items", type=int, help="of the queue")
    parser.add_argument("--steps", type=int, help="of scrolling, looking or panning")
    parser.add_argument("--edge", type=int, help="of the large picture in pixels")
    parser.add_argument("--runs", type=int)
    parser.add_argument("--settled", type=int, help="runs before memory is looked at")
    options = parser.parse_args()
    try:
        figures = PROBES[options.probe](options)
    except Exception as error:  # noqa: BLE001 - whatever it was, it is the last line that is printed
        traceback.print_exc()
        print(f"{type(error).__name__}: {error}", file=sys.stderr, flush=True)
        os._exit(1)  # Qt would end the process less politely, its threads still at work
    print(json.dumps(figures))
    return 0


if __name__ == "__main__":
    sys.exit(measure())
