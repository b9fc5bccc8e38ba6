"""Each control changes the recipe, and shows what the recipe says."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtWidgets import (
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLabel,
    QScrollBar,
    QWidget,
)
from pytestqt.qtbot import QtBot

from nst_engine.plan import Limits
from nst_engine.schedule import QUALITIES, own_iterations
from nst_gui.main_window import MainWindow
from nst_gui.models.counting import When
from nst_gui.settings import WindowSettings
from nst_gui.widgets.controls_panel import size_text
from tests.gui.widgets.hands import turn_wheel


def type_number(qtbot: QtBot, slider, text: str) -> None:
    slider.box.setFocus()
    slider.box.selectAll()
    qtbot.keyClicks(slider.box, text)
    qtbot.keyClick(slider.box, Qt.Key.Key_Return)


@pytest.mark.parametrize(
    ("field", "typed", "value"),
    [
        ("style_strength", "250", 250.0),
        ("stroke_size", "0.5", 0.5),
        ("tv_weight", "3", 3.0),
        ("size", "2000", 2000),
    ],
)
def test_visible_numbers(ready: MainWindow, qtbot: QtBot, field: str, typed: str, value: float) -> None:
    type_number(qtbot, ready.controls.slider(field), typed)
    assert getattr(ready.model.draft, field) == value


def test_the_size_is_shown_in_pixels_megapixels_and_centimetres(ready: MainWindow) -> None:
    ready.model.set(size=6000)
    shown = ready.controls.size_info.replace("\N{NO-BREAK SPACE}", " ")
    assert shown == "6,000 × 4,500 px · 27.0 MP · 50.8 × 38.1 cm at 300 dpi"


def test_a_line_ends_only_between_the_sizes() -> None:
    pixels, megapixels, centimetres, resolution = size_text(256, 192, 150).split(" ")
    assert pixels.split() == ["256", "×", "192", "px", "·"]
    assert megapixels.split() == ["0.05", "MP", "·"]
    assert centimetres.split() == ["4.3", "×", "3.3", "cm"]
    assert resolution.split() == ["at", "150", "dpi"]


def test_the_note_about_the_next_painting_moves_no_slider(ready: MainWindow) -> None:
    controls = ready.controls
    sliders = [controls.slider(field) for field in ("style_strength", "stroke_size", "tv_weight", "size")]

    def places() -> list[tuple[int, int]]:
        QApplication.processEvents()
        return [slider.mapTo(ready, QPoint()).toTuple() for slider in sliders]

    before, room = places(), controls.viewport().height()
    controls.show_foot("For the next painting: output size, optimiser, photograph, paintings.", "Restart")
    controls.show_when({"style_strength": When.NOW, "size": When.NEXT})
    assert places() == before
    note, button = controls.foot, controls.foot.button
    assert note.isVisible()
    assert note.height() >= note.height_at(note.width()) >= button.height() > 0
    assert not note.geometry().intersects(controls.viewport().geometry())
    controls.show_foot("")
    controls.show_when({})
    assert places() == before
    assert controls.viewport().height() == room


def test_a_number_out_of_range_becomes_the_nearest_and_that_is_said(ready: MainWindow, qtbot: QtBot) -> None:
    size = ready.controls.slider("size")
    type_number(qtbot, size, "99999")
    assert ready.model.draft.size == 16_384
    assert size.note() == "16,384 is the most."
    type_number(qtbot, size, "500")
    assert size.note() == ""
    type_number(qtbot, size, "3")
    assert ready.model.draft.size == 64
    assert "64" in size.note()


def test_a_refused_combination_is_said_and_the_slider_goes_back(ready: MainWindow, qtbot: QtBot) -> None:
    ready.model.set(content_weight=0)
    type_number(qtbot, ready.controls.slider("style_strength"), "0")
    assert ready.model.draft.style_strength == 1.0
    assert ready.controls.slider("style_strength").value() == 1.0
    assert "nothing to paint" in ready.messages.text()


def choose(window: MainWindow, name: str, data: str) -> None:
    combo = window.controls.advanced.findChild(QComboBox, name)
    index = combo.findData(data)
    combo.setCurrentIndex(index)
    combo.activated.emit(index)


@pytest.mark.parametrize(
    ("name", "value"),
    [("objective", "gatys"), ("optimiser", "adam"), ("pooling", "average"), ("init", "noise")],
)
def test_choices_of_the_recipe(ready: MainWindow, name: str, value: str) -> None:
    choose(ready, name, value)
    assert getattr(ready.model.draft, name) == value


def test_choices_of_the_machine(ready: MainWindow) -> None:
    choose(ready, "device", "cpu")
    choose(ready, "precision", "float32")
    assert ready.model.limits == Limits(device="cpu", precision="float32")


@pytest.mark.parametrize(
    ("field", "typed", "value"),
    [("content_weight", "2.5", 2.5), ("iterations", "120", 120), ("seed", "99", 99)],
)
def test_advanced_numbers(ready: MainWindow, qtbot: QtBot, field: str, typed: str, value: float) -> None:
    ready.controls.section.set_expanded(True)
    type_number(qtbot, ready.controls.advanced.slider(field), typed)
    assert getattr(ready.model.draft, field) == value


def test_a_quality_is_chosen_with_one_click_or_with_the_arrow_keys(ready: MainWindow, qtbot: QtBot) -> None:
    quality = ready.controls.quality
    assert quality.value() == ready.model.draft.quality == "standard"
    qtbot.mouseClick(quality.button("draft"), Qt.MouseButton.LeftButton)
    assert ready.model.draft.quality == "draft"
    quality.button("draft").setFocus()
    qtbot.keyClick(quality.button("draft"), Qt.Key.Key_Right)
    assert ready.model.draft.quality == quality.value() == "standard"
    qtbot.keyClick(quality.button("standard"), Qt.Key.Key_Right)
    assert ready.model.draft.quality == quality.value() == "fine"
    assert quality.button("fine").hasFocus()


def test_iterations_are_those_of_the_quality_until_they_are_moved(ready: MainWindow, qtbot: QtBot) -> None:
    quality, iterations = ready.controls.quality, ready.controls.advanced.slider("iterations")
    ready.controls.section.set_expanded(True)
    for name in QUALITIES:
        qtbot.mouseClick(quality.button(name), Qt.MouseButton.LeftButton)
        assert iterations.value() == own_iterations(ready.model.draft)
        assert ready.model.draft.iterations is None
    type_number(qtbot, iterations, "77")
    assert (ready.model.draft.quality, ready.model.draft.iterations) == ("fine", 77)
    assert "77 iterations" in quality.note()
    ready.model.set(iterations=1)
    assert "With 1 iteration, " in quality.note()
    iterations.reset()
    assert ready.model.draft.iterations is None
    assert quality.note() == ""
    type_number(qtbot, iterations, "77")
    qtbot.mouseClick(quality.button("fine"), Qt.MouseButton.LeftButton)  # the one that holds already
    assert ready.model.draft.iterations is None
    assert iterations.value() == own_iterations(ready.model.draft)


@pytest.mark.parametrize("count", [None, 333])
def test_a_restored_recipe_shows_its_quality_and_its_iterations(ready: MainWindow, count: int | None) -> None:
    recipe = ready.model.draft.model_copy(update={"quality": "draft", "iterations": count})
    ready.model.load(recipe, ready.model.content, ready.model.styles)
    assert ready.controls.quality.value() == "draft"
    assert ready.controls.advanced.slider("iterations").value() == (
        own_iterations(recipe) if count is None else count
    )
    assert ready.model.draft.iterations == count
    assert bool(ready.controls.quality.note()) == (count is not None)


def test_the_memory_limit_is_the_machines_and_is_remembered(
    ready: MainWindow, qtbot: QtBot, start_studio: Callable[..., MainWindow]
) -> None:
    before = ready.model.recipe()
    box = ready.controls.advanced.memory_limit
    assert box.text() == "Automatic"
    box.setFocus()
    box.selectAll()
    qtbot.keyClicks(box, "1.5")
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert ready.model.limits == Limits(memory_bytes=1_500_000_000)
    assert ready.model.recipe() == before
    again = start_studio()
    assert again.model.limits.memory_bytes == 1_500_000_000
    assert again.controls.advanced.memory_limit.text() == "at most 1.5 GB"
    again.controls.advanced.memory_limit.setValue(again.controls.advanced.memory_limit.maximum())
    assert again.model.limits.memory_bytes is None
    assert start_studio().model.limits.memory_bytes is None


@pytest.mark.parametrize("stored", ["", "many", "-1", "5", str(10**18), "٣٠٠٠٠٠٠٠٠٠"])
def test_a_stored_memory_limit_that_cannot_be_is_none(
    start_studio: Callable[..., MainWindow], isolated_home: Path, stored: str
) -> None:
    settings = WindowSettings()
    settings.set_memory_limit(2 * 10**9)
    settings._store.setValue("machine/memory_limit", stored)
    settings._store.sync()
    assert start_studio().model.limits.memory_bytes is None


def tips_of(widgets: Iterable[QWidget]) -> dict[str, str]:
    return {widget.text(): widget.toolTip() for widget in widgets if isinstance(widget, QLabel)}


def test_every_word_under_advanced_is_explained(ready: MainWindow) -> None:
    ready.controls.section.set_expanded(True)
    ready.controls.advanced.layers_section.set_expanded(True)
    QApplication.processEvents()
    labels = [w for w in ready.controls.advanced.findChildren(QLabel) if w.isVisible() and w.text()]
    tips = tips_of(labels)
    assert {"Objective", "Optimiser", "Memory", "Seed", "relu1_1", "Style layers"} <= tips.keys()
    assert [text for text, tip in tips.items() if not tip] == []
    assert max(len(line) for tip in tips.values() for line in tip.splitlines()) <= 64


def test_tab_goes_down_the_controls_as_they_lie_on_the_screen(ready: MainWindow) -> None:
    controls = ready.controls
    controls.section.set_expanded(True)
    controls.advanced.layers_section.set_expanded(True)
    controls.advanced.style_layers.add_layer("relu3_2")
    QApplication.processEvents()
    controls.slider("style_strength").box.setFocus()
    met: list[QWidget] = []
    while (focus := ready.focusWidget()) is not None and controls.isAncestorOf(focus) and focus not in met:
        met.append(focus)
        ready.focusNextChild()
    layers = controls.advanced.style_layers
    assert {layers.slider("relu1_1").box, layers.slider("relu3_2").slider} <= set(met)
    # Middles in lines of ten pixels: what stands side by side differs by a few.
    middles = [widget.mapTo(controls.widget(), widget.rect().center()) for widget in met]
    falls = [(a.y(), b.y()) for a, b in itertools.pairwise(middles) if b.y() < a.y() - 40]
    assert falls == []
    assert len(met) > 40


def test_layers_can_be_weighed_added_removed_and_reset(ready: MainWindow) -> None:
    layers = ready.controls.advanced.style_layers
    own = dict(ready.model.draft.used_style_layers)
    assert layers.weights() == own
    layers.slider("relu3_1").valueChanged.emit(5.0)
    assert ready.model.draft.style_layers == {**own, "relu3_1": 5.0}
    layers.add_layer("relu3_2")
    assert list(layers.weights())[2:4] == ["relu3_1", "relu3_2"]
    layers.remove_layer("relu1_1")
    assert "relu1_1" not in (ready.model.draft.style_layers or {})
    layers.reset()
    assert ready.model.draft.style_layers is None
    assert layers.weights() == own


def test_the_last_layer_cannot_be_removed(ready: MainWindow) -> None:
    layers = ready.controls.advanced.content_layers
    assert list(layers.weights()) == ["relu4_2"]
    assert not layers.can_remove


def test_starting_from_a_picture(ready: MainWindow, paintings: list[Path], qtbot: QtBot) -> None:
    ready.intake.set_initial(paintings[2])
    qtbot.waitUntil(lambda: ready.model.draft.init not in ("content", "noise"))
    combo = ready.controls.advanced.findChild(QComboBox, "init")
    assert "painting 2.png" in combo.currentText()
    choose(ready, "init", "content")
    assert combo.itemText(2) == "A picture…"


def test_a_bad_picture_to_start_from_changes_nothing(ready: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    bad = tmp_path / "bad.png"
    bad.write_text("no")
    ready.intake.set_initial(bad)
    qtbot.waitUntil(lambda: "bad.png" in ready.messages.text())
    assert ready.model.draft.init == "content"


@pytest.mark.parametrize("notches", [-1, 1])
def test_a_wheel_that_scrolls_the_panel_changes_no_setting_on_its_way(
    ready: MainWindow, notches: int
) -> None:
    ready.model.set(tv_weight=1.0)  # above its least: there is something on either side
    before = ready.model.recipe(), ready.model.limits, ready.controls.presets.box.currentIndex()
    kinds = (QComboBox, QAbstractSpinBox, QAbstractSlider)
    inputs = [child for kind in kinds for child in ready.controls.findChildren(kind)]
    turned = [child for child in inputs if not isinstance(child, QScrollBar)]
    assert len(turned) > 15
    for child in turned:
        event = turn_wheel(child, QPointF(child.rect().center()), notches)
        assert not event.isAccepted(), child.accessibleName()
    assert (ready.model.recipe(), ready.model.limits, ready.controls.presets.box.currentIndex()) == before


def test_every_control_has_a_name_for_screen_readers(ready: MainWindow) -> None:
    nameless = [combo.objectName() for combo in ready.findChildren(QComboBox) if not combo.accessibleName()]
    assert nameless == []


def test_without_a_photograph_its_size_is_no_default_any_more(ready: MainWindow, qtbot: QtBot) -> None:
    size = ready.controls.slider("size")
    assert size.default() == 128, "the photograph has no more pixels"
    ready.actions_table["new"].trigger()
    assert size.value() == size.default() == 1024
    ready.actions_table["undo"].trigger()
    assert size.default() == 128
    qtbot.waitUntil(lambda: not ready.tasks.busy)
