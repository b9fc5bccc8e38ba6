from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from fake_engine import FakeEngine
from PySide6.QtGui import QImage
from PySide6.QtTest import QSignalSpy
from pytestqt.qtbot import QtBot

from nst_engine.errors import InputError
from nst_engine.pictures import Picture
from nst_engine.plan import Limits
from nst_engine.recipe import PictureRef, Recipe, StyleRef
from nst_gui.models.run_state import RunState
from nst_gui.workers import render_worker
from nst_gui.workers.controller import Controller
from nst_gui.workers.render_worker import PREVIEW_PERIOD_S

RECIPE = Recipe(
    content=PictureRef(name="a.png", sha256="a" * 64, width=128, height=96),
    styles=(StyleRef(picture=PictureRef(name="b.png", sha256="b" * 64, width=64, height=64)),),
)


@pytest.fixture
def controller(engine: FakeEngine) -> Iterator[Controller]:
    made = Controller(engine)
    yield made
    engine.free()
    made.shutdown()


def wait_for(qtbot: QtBot, controller: Controller, state: RunState) -> None:
    qtbot.waitUntil(lambda: controller.state is state)


def test_a_run_from_start_to_finish(controller: Controller, engine: FakeEngine, qtbot: QtBot) -> None:
    states = QSignalSpy(controller.stateChanged)
    shown = QSignalSpy(controller.previewReady)
    progressed = QSignalSpy(controller.progressed)
    with qtbot.waitSignal(controller.ended):
        controller.start(RECIPE, Limits())
        engine.free()
    assert [states.at(i)[0] for i in range(states.count())] == ["preparing", "running", "finished"]
    assert controller.result is not None
    assert controller.result.recipe == RECIPE
    last = shown.at(shown.count() - 1)[0]
    assert last.full
    assert (last.output.width(), last.output.height()) == (128, 96)
    assert last.image.pixelColor(5, 5).red() == 8  # the eighth and last step's flat colour
    # Progress may be thinned out, but the loss curve loses no point.
    points = [point for i in range(progressed.count()) for point in progressed.at(i)[0].points]
    assert points == [(10.0 / n, 0 if n <= 4 else 1) for n in range(1, 9)]
    assert engine.threads != [threading.current_thread().name]


def test_progress_is_thinned_out_by_the_sender(
    controller: Controller, qtbot: QtBot, engine: FakeEngine
) -> None:
    engine.iterations = 2000
    progressed = QSignalSpy(controller.progressed)
    previews = QSignalSpy(controller.previewReady)
    engine.free()
    with qtbot.waitSignal(controller.ended):
        controller.start(RECIPE, Limits())
    result = controller.result
    assert result is not None
    assert result.evaluations == 4000
    points = [point for i in range(progressed.count()) for point in progressed.at(i)[0].points]
    assert len(points) == 4000
    assert progressed.count() < 400
    assert previews.count() < 100


def test_no_preview_is_sent_before_the_last_one_was_shown(
    controller: Controller, engine: FakeEngine, qtbot: QtBot
) -> None:
    previews = QSignalSpy(controller.previewReady)
    controller.start(RECIPE, Limits())
    engine.step()
    qtbot.waitUntil(lambda: previews.count() == 1)
    qtbot.wait(300)
    engine.step(3)
    qtbot.wait(300)
    assert previews.count() == 1
    controller.acknowledge_preview()
    engine.step()
    qtbot.waitUntil(lambda: previews.count() == 2)
    assert previews.at(1)[0].image.pixelColor(0, 0).red() in (4, 5)  # the latest, not the oldest held back


def test_pause_and_resume(controller: Controller, engine: FakeEngine, qtbot: QtBot) -> None:
    previews = QSignalSpy(controller.previewReady)
    controller.start(RECIPE, Limits())
    wait_for(qtbot, controller, RunState.RUNNING)
    engine.step(2)
    qtbot.waitUntil(lambda: previews.count() > 0)
    controller.pause()
    assert controller.state is RunState.PAUSING
    wait_for(qtbot, controller, RunState.PAUSED)
    last = previews.at(previews.count() - 1)[0]
    assert last.full
    controller.resume()
    assert controller.state is RunState.RUNNING
    engine.free()
    wait_for(qtbot, controller, RunState.FINISHED)


def test_a_pause_shows_every_pixel_however_long_the_last_preview_is_ago(
    controller: Controller, engine: FakeEngine, qtbot: QtBot
) -> None:
    previews = QSignalSpy(controller.previewReady)
    controller.previewReady.connect(controller.acknowledge_preview)
    controller.start(RECIPE, Limits())
    wait_for(qtbot, controller, RunState.RUNNING)
    engine.step(2)
    qtbot.waitUntil(lambda: previews.count() > 0)
    qtbot.wait(round(1000 * PREVIEW_PERIOD_S) + 100)
    controller.pause()
    wait_for(qtbot, controller, RunState.PAUSED)
    last = previews.at(previews.count() - 1)[0]
    assert last.full
    assert last.image.pixelColor(0, 0).red() == 2
    controller.stop()
    wait_for(qtbot, controller, RunState.STOPPED)


def test_a_picture_that_cannot_be_shown_is_not_lost(
    controller: Controller, engine: FakeEngine, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def too_large(_picture: Picture) -> QImage:
        raise MemoryError

    monkeypatch.setattr(render_worker, "picture_to_qimage", too_large)
    shown = QSignalSpy(controller.previewReady)
    warned = QSignalSpy(controller.warned)
    engine.free()
    with qtbot.waitSignal(controller.ended):
        controller.start(RECIPE, Limits())
    assert controller.state is RunState.FINISHED
    assert controller.result is not None
    assert controller.result.evaluations == 8
    assert [warned.at(i)[0] for i in range(warned.count())] == [
        "The finished picture could not be shown here, but it can be saved."
    ]
    assert all(shown.at(i)[0] is not None for i in range(shown.count()))


def test_a_pause_can_be_taken_back_before_it_is_reached(
    controller: Controller, engine: FakeEngine, qtbot: QtBot
) -> None:
    controller.start(RECIPE, Limits())
    wait_for(qtbot, controller, RunState.RUNNING)
    controller.pause()
    controller.resume()
    assert controller.state is RunState.RUNNING
    engine.free()
    wait_for(qtbot, controller, RunState.FINISHED)


def test_stop_keeps_the_picture_so_far(controller: Controller, engine: FakeEngine, qtbot: QtBot) -> None:
    progressed = QSignalSpy(controller.progressed)
    controller.start(RECIPE, Limits())
    engine.step()
    qtbot.waitUntil(lambda: progressed.count() > 0)
    controller.stop()
    assert controller.state is RunState.STOPPING
    controller.stop()
    controller.pause()
    assert controller.state is RunState.STOPPING
    wait_for(qtbot, controller, RunState.STOPPED)
    assert controller.result is not None
    assert controller.result.evaluations == 1


def test_a_paused_run_can_be_stopped(controller: Controller, qtbot: QtBot) -> None:
    controller.start(RECIPE, Limits())
    wait_for(qtbot, controller, RunState.RUNNING)
    controller.pause()
    wait_for(qtbot, controller, RunState.PAUSED)
    controller.stop()
    wait_for(qtbot, controller, RunState.STOPPED)


def test_one_run_at_a_time(controller: Controller, engine: FakeEngine, qtbot: QtBot) -> None:
    for _ in range(5):
        controller.start(RECIPE, Limits())
    wait_for(qtbot, controller, RunState.RUNNING)
    engine.free()
    wait_for(qtbot, controller, RunState.FINISHED)
    assert len(engine.recipes) == 1


@pytest.mark.parametrize("where", ["plan", "run"])
def test_bad_input_is_told_in_its_own_words(
    controller: Controller, engine: FakeEngine, qtbot: QtBot, where: str
) -> None:
    error = InputError("harbour.png is gone; choose it again.")
    if where == "plan":
        engine.plan_error = error
    else:
        engine.error = error
    engine.free()
    with qtbot.waitSignal(controller.failed) as signal:
        controller.start(RECIPE, Limits())
    assert signal.args[0].sentence == str(error)
    assert signal.args[0].detail == ""
    assert controller.state is RunState.FAILED


def test_a_fault_carries_its_trace_and_the_next_run_works(
    controller: Controller, engine: FakeEngine, qtbot: QtBot
) -> None:
    engine.error = ZeroDivisionError("by the test")
    engine.free()
    with qtbot.waitSignal(controller.failed) as signal:
        controller.start(RECIPE, Limits())
    assert "ZeroDivisionError: by the test" in signal.args[0].detail
    engine.error = None
    controller.start(RECIPE, Limits())
    wait_for(qtbot, controller, RunState.FINISHED)


def test_running_out_of_memory_advises_a_smaller_size(
    controller: Controller, engine: FakeEngine, qtbot: QtBot
) -> None:
    engine.error = MemoryError()
    engine.free()
    with qtbot.waitSignal(controller.failed) as signal:
        controller.start(RECIPE, Limits())
    assert "smaller output size" in signal.args[0].sentence


def test_shutdown_ends_a_run_and_says_nothing_more(
    controller: Controller, engine: FakeEngine, qtbot: QtBot
) -> None:
    controller.start(RECIPE, Limits())
    wait_for(qtbot, controller, RunState.RUNNING)
    late = [QSignalSpy(s) for s in (controller.progressed, controller.succeeded, controller.failed)]
    controller.shutdown()
    controller.shutdown()
    qtbot.wait(50)
    assert [spy.count() for spy in late] == [0, 0, 0]


def test_the_engine_is_loaded_ahead_and_a_failure_there_is_no_end(
    controller: Controller, engine: FakeEngine, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    controller.warm_up()
    qtbot.waitUntil(lambda: engine.prepared)

    def fail() -> None:
        raise ImportError("by the test")

    monkeypatch.setattr(engine, "prepare", fail)
    controller.warm_up()
    engine.free()
    with qtbot.waitSignal(controller.ended):
        controller.start(RECIPE, Limits())
    assert controller.state is RunState.FINISHED
