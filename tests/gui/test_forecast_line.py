"""The forecast beside Start: asked for when things settle, answered elsewhere, never in a run's way."""

from __future__ import annotations

from pathlib import Path

import pytest
from fake_engine import FakeEngine, FakeForecast
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from nst_engine.errors import InputError
from nst_engine.plan import Limits, Plan, ScalePlan
from nst_engine.sentences import Sentence
from nst_gui.forecast_words import describe, span
from nst_gui.main_window import MainWindow
from nst_gui.models.run_state import RunState

PLAN = Plan(
    scales=(
        ScalePlan(width=512, height=384, iterations=65),
        ScalePlan(width=1024, height=768, iterations=50, tile=256),
    ),
    device="cpu",
    precision="bfloat16",
    threads=2,
    memory_bytes=1,
)


def line_says(qtbot: QtBot, window: MainWindow, words: str) -> None:
    qtbot.waitUntil(lambda: words in window.progress.forecast.text())


def test_time_and_memory_are_told_before_start(ready: MainWindow, engine: FakeEngine, qtbot: QtBot) -> None:
    line_says(qtbot, ready, "Fits · about 1 min 20 s · 1.3 GB")
    line = ready.progress.forecast
    assert line.mark() == "fits"
    assert line.isVisible()
    assert engine.questions[-1] == ready.model.recipe()
    assert set(engine.question_threads) == {"nst-painter"}


def test_nothing_is_foretold_while_a_picture_is_missing(
    studio: MainWindow, engine: FakeEngine, photograph: Path, qtbot: QtBot
) -> None:
    studio.intake.open_content([photograph])
    qtbot.waitUntil(lambda: studio.model.content is not None and not studio.tasks.busy)
    qtbot.wait(500)
    assert engine.questions == []
    assert studio.progress.forecast.mark() is None


def test_a_slider_that_is_dragged_asks_once(ready: MainWindow, engine: FakeEngine, qtbot: QtBot) -> None:
    line_says(qtbot, ready, "Fits")
    before = len(engine.questions)
    for size in range(100, 200):
        ready.model.set(size=size)
    qtbot.waitUntil(lambda: len(engine.questions) > before)
    qtbot.wait(500)
    assert [recipe.size for recipe in engine.questions[before:]] == [199]


def test_what_changes_the_forecast_asks_again(ready: MainWindow, engine: FakeEngine, qtbot: QtBot) -> None:
    line_says(qtbot, ready, "Fits")
    for changes in ({"quality": "fine"}, {"memory_bytes": 2 * 10**9}, {"size": 640}):
        before = len(engine.questions)
        ready.model.set(**changes)
        qtbot.waitUntil(lambda before=before: len(engine.questions) == before + 1)
    assert engine.question_limits[-1] == Limits(memory_bytes=2 * 10**9)


def test_an_answer_that_comes_too_late_is_dropped(
    ready: MainWindow, engine: FakeEngine, qtbot: QtBot
) -> None:
    line_says(qtbot, ready, "Fits")
    answers = QSignalSpy(ready.controller.foreseen)
    recipe = ready.model.recipe()
    assert recipe is not None
    engine.forecast_gate.clear()
    before = len(engine.questions)
    sizes = (100, 110, 120)
    for size in sizes:
        ready.controller.foresee(recipe.model_copy(update={"size": size}), Limits())
        qtbot.waitUntil(lambda: len(engine.questions) > before)
    engine.forecast_gate.set()
    qtbot.waitUntil(lambda: answers.count() > 0)
    qtbot.wait(50)
    assert [recipe.size for recipe in engine.questions[before:]] == [100, 120]
    assert [answers.at(i)[0].plan.scales[-1].width for i in range(answers.count())] == [120]


def test_while_the_machine_is_measured_that_is_said(
    ready: MainWindow, engine: FakeEngine, qtbot: QtBot
) -> None:
    engine.forecast_gate.clear()
    ready.model.set(size=100)
    line_says(qtbot, ready, "Measuring this computer…")
    assert ready.progress.forecast.mark() == "measuring"
    engine.forecast_gate.set()
    line_says(qtbot, ready, "Fits")


def test_a_run_comes_first_and_its_own_time_stays(
    ready: MainWindow, engine: FakeEngine, qtbot: QtBot
) -> None:
    answers = QSignalSpy(ready.controller.foreseen)
    engine.forecast_gate.clear()
    ready.model.set(size=100)
    qtbot.waitUntil(lambda: engine.questions != [] and engine.questions[-1].size == 100)
    asked = len(engine.questions)
    ready.start()
    assert ready.progress.forecast.mark() is None
    engine.forecast_gate.set()
    qtbot.waitUntil(lambda: ready.controller.state is RunState.RUNNING)
    ready.model.set(size=120)
    engine.step(2)
    qtbot.waitUntil(lambda: ready.progress.fraction() > 0)
    qtbot.wait(500)
    assert answers.count() == 0
    assert len(engine.questions) == asked
    assert ready.progress.forecast.mark() is None
    engine.free()
    line_says(qtbot, ready, "Fits")
    assert engine.questions[-1].size == 120


def test_an_input_that_cannot_be_painted_is_told_before_start(
    ready: MainWindow, engine: FakeEngine, qtbot: QtBot
) -> None:
    engine.forecast_error = InputError("At this size the output would be only 9 pixels on its short edge.")
    ready.model.set(size=70)
    line_says(qtbot, ready, "only 9 pixels")
    assert ready.progress.forecast.mark() == "problem"
    assert ready.error_report.count == 0
    assert ready.actions_table["start"].isEnabled()  # starting says the same, in the message bar


def test_a_fault_is_reported_once(ready: MainWindow, engine: FakeEngine, qtbot: QtBot) -> None:
    engine.forecast_error = ZeroDivisionError("by the test")
    for size in (70, 80):
        before = len(engine.questions)
        ready.model.set(size=size)
        qtbot.waitUntil(lambda before=before: len(engine.questions) > before)
        line_says(qtbot, ready, "ZeroDivisionError")
    qtbot.wait(50)
    assert ready.error_report.count == 1
    assert "by the test" in ready.error_report.report()


@pytest.mark.parametrize(
    ("light", "limits", "mark", "parts"),
    [
        ("fits", Limits(), "fits", ["Fits", "1 min 20 s", "1.3 GB"]),
        ("will be tiled", Limits(), "tiled", ["Will be tiled", "1 min 20 s", "1.3 GB"]),
        ("does not fit", Limits(), "too large", ["Does not fit", "6.0 GB free", "smaller", "close"]),
        (
            "does not fit",
            Limits(memory_bytes=6 * 10**9),
            "too large",
            ["Does not fit", "6.0 GB allowed", "smaller", "allow more"],
        ),
        # The limit is generous; it is the other programs that leave less.
        ("does not fit", Limits(memory_bytes=9 * 10**9), "too large", ["6.0 GB free", "close"]),
    ],
)
def test_every_light_in_words(light: str, limits: Limits, mark: str, parts: list[str]) -> None:
    words = describe(FakeForecast(PLAN, light=light), limits)
    assert words.light == mark
    assert [part for part in parts if part not in words.text] == []
    for part in ("2 sizes", "1,024 × 768", "50 iterations", "processor", "bfloat16", "6.0 GB"):
        assert part in words.tip
    assert ("cut into tiles" in words.tip) == (mark == "tiled")
    # What painting would begin with saying is known before; where nothing is painted it is of no use.
    notice = Sentence("{name} is small.", name="b.jpg")
    told = describe(FakeForecast(PLAN.model_copy(update={"notices": (notice,)}), light=light), limits)
    assert ("b.jpg is small." in told.tip) == (mark != "too large")


def test_each_light_has_a_shape_of_its_own(ready: MainWindow, qtbot: QtBot) -> None:
    line = ready.progress.forecast
    light = line.findChild(QWidget, "light")
    shapes = set()
    for mark in ("fits", "tiled", "too large", "measuring"):
        line.show_words(mark, "words")
        image = light.grab().toImage()
        ground = image.pixelColor(0, 0)
        sides = range(image.width()), range(image.height())
        shapes.add(tuple(image.pixelColor(x, y) != ground for x in sides[0] for y in sides[1]))
    assert len(shapes) == 4


def test_the_forecast_takes_the_place_of_the_bar_without_moving_anything(ready: MainWindow) -> None:
    height = ready.progress.sizeHint().height()
    ready.progress.forecast.show_words("fits", "words")
    assert ready.progress.sizeHint().height() == height
    assert not ready.progress.bar.isVisible()
    ready.progress.forecast.clear()
    assert ready.progress.sizeHint().height() == height
    assert ready.progress.bar.isVisible()


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0.3, "5 s"),
        (8, "10 s"),
        (57, "55 s"),
        (58, "1 min"),
        (80, "1 min 20 s"),
        (594, "9 min 50 s"),
        (596, "10 min"),
        (2345, "39 min"),
        (3590, "1 h"),
        (11_400, "3 h 10 min"),
        (90_000, "25 h"),
        (float("inf"), "an unknown time"),
    ],
)
def test_a_span_of_time_in_round_words(seconds: float, words: str) -> None:
    assert span(seconds) == words
