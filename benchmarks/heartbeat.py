"""One run in the real window, with a heartbeat on the GUI thread. ``responsiveness.py`` starts it.

Prints one JSON object: the gaps between heartbeats, and how long Stop took.
"""

from __future__ import annotations

import argparse
import itertools
import json
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

if sys.platform == "win32":
    import torch  # noqa: F401 - as in main.py: its libraries are not found any more once Qt's are loaded

import numpy as np
from PySide6.QtCore import QCoreApplication, QObject, Qt, QTimer
from PySide6.QtWidgets import QToolButton

from nst_engine.events import Progress
from nst_gui.app import create_application, open_window
from nst_gui.main_window import MainWindow
from nst_gui.models.run_state import ENDED, RunState
from nst_gui.workers.render_worker import ProgressBatch

BEAT_MS = 10
#: Evaluations of the present scale that must have been timed before Stop is pressed.
TIMED_EVALUATIONS = 3


class Heartbeat(QObject):
    """Beats from the run's first progress to its end; presses Stop after ``seconds``.

    ``phase`` (0–1) is where in an evaluation Stop is pressed: a progress arrives as an evaluation ends.
    """

    def __init__(self, window: MainWindow, seconds: float, phase: float) -> None:
        super().__init__(window)
        self._window, self._seconds, self._phase = window, seconds, phase
        self._beats: list[float] = []
        self._first_of_scale: Progress | None = None
        self._last: Progress | None = None
        self._pressed_at: float | None = None
        self._stopped_at: float | None = None
        self._ordered = False
        self.problem: str | None = None
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(BEAT_MS)
        self._timer.timeout.connect(lambda: self._beats.append(time.perf_counter()))
        window.controller.progressed.connect(self._on_progress)
        window.controller.stateChanged.connect(self._on_state)
        for failed in (window.controller.failed, window.tasks.failed):
            failed.connect(lambda failure: self.fail(failure.sentence))
        window.model.refused.connect(self.fail)

    def _on_progress(self, batch: ProgressBatch) -> None:
        now = time.perf_counter()
        self._last = batch.last
        if self._first_of_scale is None or batch.last.scale_index != self._first_of_scale.scale_index:
            self._first_of_scale = batch.last
        if not self._beats:
            self._beats.append(now)
            self._timer.start()
        if now - self._beats[0] >= self._seconds and self._timed() >= TIMED_EVALUATIONS and not self._ordered:
            self._ordered = True
            wait_ms = round(1000 * self._phase * self._evaluation_s())
            QTimer.singleShot(wait_ms, self, self._press_stop)

    def _timed(self) -> int:
        """Evaluations between the first and the last progress of the present scale."""
        if self._first_of_scale is None or self._last is None:
            return 0
        return self._last.evaluations - self._first_of_scale.evaluations

    def _evaluation_s(self) -> float:
        """Mean seconds per evaluation at the present scale."""
        assert self._first_of_scale is not None
        assert self._last is not None
        return (self._last.elapsed_s - self._first_of_scale.elapsed_s) / self._timed()

    def _press_stop(self) -> None:
        stop = self._window.findChild(QToolButton, "stop_button")
        assert stop is not None
        if stop.isEnabled():
            self._pressed_at = time.perf_counter()
            stop.click()

    def fail(self, problem: str) -> None:
        """End the measurement; the first problem is the one that is told."""
        self.problem = self.problem or problem
        self._end()

    def _on_state(self, state: RunState) -> None:
        if state not in ENDED:
            return
        self._stopped_at = time.perf_counter()
        # Of a run that failed, the sentence comes by itself, right after this.
        if state not in {RunState.STOPPED, RunState.FAILED}:
            self.problem = self.problem or (
                f"The run was {state} before Stop; ask for fewer --seconds or more --iterations."
            )
        # Not at once: what the window has to do about the end belongs to the measurement.
        QTimer.singleShot(5 * BEAT_MS, self, self._end)

    def _end(self) -> None:
        self._timer.stop()
        # Not quit(): that asks the window, and the window asks about its unsaved picture.
        QCoreApplication.exit()

    def report(self) -> dict[str, float | int | str]:
        """Gaps in milliseconds, Stop in seconds, and the scale at which it was pressed."""
        assert self._pressed_at is not None
        assert self._stopped_at is not None
        assert self._last is not None
        gaps = 1000 * np.array([later - earlier for earlier, later in itertools.pairwise(self._beats)])
        return {
            "beats": len(gaps),
            "longest_ms": float(gaps.max()),
            "p999_ms": float(np.percentile(gaps, 99.9)),
            "median_ms": float(np.median(gaps)),
            "stop_s": self._stopped_at - self._pressed_at,
            "evaluation_s": self._evaluation_s(),
            "scale": f"{self._last.width} × {self._last.height}",
        }


def main() -> int:
    """Paint the sample and print the report; returns the exit code."""
    parser = argparse.ArgumentParser(description="One run of the sample with a heartbeat on the GUI thread.")
    parser.add_argument("--size", type=int, required=True, help="long edge in pixels")
    parser.add_argument("--seconds", type=float, required=True, help="from the first progress to Stop")
    parser.add_argument(
        "--phase", type=float, required=True, help="of an evaluation, 0–1, at which Stop is pressed"
    )
    parser.add_argument("--iterations", type=int, help="at the last scale")
    options = parser.parse_args()

    app = create_application()
    window = open_window()
    heartbeat = Heartbeat(window, options.seconds, options.phase)

    def begin() -> None:
        wanted = {"size": options.size, "iterations": options.iterations}
        if window.model.set(**{name: value for name, value in wanted.items() if value is not None}):
            window.start()

    # A mistake in a slot would only be printed, and the run go on without its Stop.
    sys.excepthook = lambda kind, error, _trace: heartbeat.fail(f"{kind.__name__}: {error}")
    window.intake.load_sample(then=begin)
    app.exec()
    window.shutdown()
    if heartbeat.problem is not None:
        print(heartbeat.problem, file=sys.stderr)
        return 1
    print(json.dumps(heartbeat.report()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
