"""Every control says from when on a change counts while something is painted, and keeps that promise."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from fake_engine import FakeEngine
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QAbstractButton, QAbstractSpinBox, QComboBox, QScrollBar, QWidget
from pytestqt.qtbot import QtBot

from nst_engine.recipe import StyleRef
from nst_gui.dialogs.crop_dialog import CropDialog
from nst_gui.dialogs.settings_dialog import SettingsDialog
from nst_gui.main_window import MainWindow
from nst_gui.models.counting import COUNTS, FINISH, When
from nst_gui.models.crop_frame import FrameOrder
from nst_gui.models.run_state import RunState
from nst_gui.widgets.slider import Slider

Marked = Callable[[MainWindow], When | None]
SENTENCES = {
    When.NOW: "A change reaches the painting under way",
    When.DONE: "A change shows as soon as the painting under way is done",
    When.NEXT: "A change is for the next painting",
    When.PARTLY: "What can still change reaches the painting under way",
}


def panel(field: str) -> Marked:
    return lambda window: window.controls.slider(field).when()


def advanced(field: str) -> Marked:
    return lambda window: window.controls.advanced.slider(field).when()


def chooser(field: str) -> Marked:
    return lambda window: window.controls.advanced.when(field)


def finish(field: str) -> Marked:
    return lambda window: window.controls.finish.slider(field).when()


#: What is set, from when on it counts, and where that is said.
TABLE: list[tuple[str, Any, When, Marked]] = [
    ("style_strength", 3.0, When.NOW, panel("style_strength")),
    ("stroke_size", 2.0, When.NOW, panel("stroke_size")),
    ("tv_weight", 0.5, When.NOW, panel("tv_weight")),
    ("content_weight", 2.0, When.NOW, advanced("content_weight")),
    ("objective", "gatys", When.NOW, chooser("objective")),
    ("style_layers", {"relu3_1": 1.0}, When.NOW, lambda w: w.controls.advanced.style_layers.when()),
    ("content_layers", {"relu3_1": 1.0}, When.NOW, lambda w: w.controls.advanced.content_layers.when()),
    ("size", 96, When.NEXT, panel("size")),
    ("quality", "draft", When.NEXT, lambda w: w.controls.quality.when()),
    ("iterations", 7, When.NEXT, advanced("iterations")),
    ("optimiser", "adam", When.NEXT, chooser("optimiser")),
    ("pooling", "average", When.NEXT, chooser("pooling")),
    ("init", "noise", When.NEXT, chooser("init")),
    ("seed", 5, When.NEXT, advanced("seed")),
    ("weights", {"name": "oxford"}, When.NEXT, chooser("weights")),
    ("device", "cpu", When.NEXT, chooser("device")),
    ("precision", "float32", When.NEXT, chooser("precision")),
    ("memory_bytes", 2 * 10**9, When.NEXT, chooser("memory_bytes")),
    ("keep_colours", 0.5, When.DONE, finish("keep_colours")),
    ("blend", 0.5, When.DONE, finish("blend")),
]


@pytest.fixture
def running(ready: MainWindow, engine: FakeEngine, qtbot: QtBot) -> MainWindow:
    """A painting after its first iteration."""
    ready.start()
    qtbot.waitUntil(lambda: ready.controller.state is RunState.RUNNING)
    with qtbot.waitSignal(ready.controller.progressed):
        engine.step()
    return ready


def finished(window: MainWindow, engine: FakeEngine, qtbot: QtBot) -> None:
    engine.free()
    qtbot.waitUntil(lambda: window.controller.state is RunState.FINISHED and not window.tasks.busy)


@pytest.mark.parametrize(("field", "value", "when", "marked"), TABLE, ids=[row[0] for row in TABLE])
def test_a_control_says_from_when_on_it_counts_and_so_it_is(
    running: MainWindow,
    engine: FakeEngine,
    qtbot: QtBot,
    field: str,
    value: Any,
    when: When,
    marked: Marked,
) -> None:
    assert COUNTS[field] is when
    assert marked(running) is None, "nothing is said of what was not touched"
    before = dict(running.controller.recipe)
    asked = QSignalSpy(running.live_changes._rest.timeout)
    assert running.model.set(**{field: value})
    assert marked(running) is when
    if when is When.NOW:
        qtbot.waitUntil(lambda: asked.count() > 0)
        with qtbot.waitSignal(running.controller.changed):
            engine.step(2)
        assert marked(running) is None, "it has been taken over"
    finished(running, engine, qtbot)
    assert marked(running) is None
    painted = dict(running.controller.result.recipe)
    changed = {name for name in painted if painted[name] != before[name]}
    assert changed == ({field, "segments"} if when is When.NOW else set())
    shown = running.saver.result.recipe
    assert getattr(shown, field, None) == (value if field in FINISH else painted.get(field))


def test_the_table_has_every_setting_that_there_is() -> None:
    elsewhere = {"content", "styles", "style_weights", "look", "threads"}  # tests below, and of the settings
    nobodys = {"schema_version", "segments", "scales", "background"}
    assert {row[0] for row in TABLE} | elsewhere | nobodys == set(COUNTS)


# -- the pictures --------------------------------------------------------------------------------------


@pytest.fixture
def two(ready: MainWindow, engine: FakeEngine, qtbot: QtBot) -> MainWindow:
    """A painting in the style of two, after its first iteration."""
    (style,) = ready.model.styles
    turned = StyleRef(picture=style.picture.framed(None, 90))
    ready.model.set(styles=(style, turned))
    ready.start()
    qtbot.waitUntil(lambda: ready.controller.state is RunState.RUNNING)
    with qtbot.waitSignal(ready.controller.progressed):
        engine.step()
    return ready


def marks(window: MainWindow) -> list[When | None]:
    return [row.when() for row in window.styles.rows()]


def test_the_weight_of_each_painting_applies_now(two: MainWindow, engine: FakeEngine, qtbot: QtBot) -> None:
    assert marks(two) == [None, None]
    asked = QSignalSpy(two.live_changes._rest.timeout)
    two.styles.rows()[1].weight.box.setValue(3.0)
    assert marks(two) == [None, When.NOW]
    assert two.styles.rows()[1]._when.isVisible()
    qtbot.waitUntil(lambda: asked.count() > 0)
    with qtbot.waitSignal(two.controller.changed):
        engine.step(2)
    assert marks(two) == [None, None]
    assert not two.styles.rows()[1]._when.isVisible()
    assert [style.weight for style in two.controller.recipe.styles] == [1.0, 3.0]
    finished(two, engine, qtbot)


def test_a_refused_weight_is_for_the_next_painting(two: MainWindow, engine: FakeEngine, qtbot: QtBot) -> None:
    engine.refusal = "There is not enough memory for this change."
    two.styles.rows()[0].weight.box.setValue(3.0)
    with qtbot.waitSignal(two.controller.changeRefused):
        qtbot.waitUntil(lambda: not two.live_changes._rest.isActive())
        engine.step(2)
    assert marks(two) == [When.NEXT, None]
    finished(two, engine, qtbot)
    assert marks(two) == [None, None]


def test_another_painting_or_part_of_one_is_for_the_next(
    two: MainWindow, engine: FakeEngine, qtbot: QtBot
) -> None:
    first, second = two.model.styles
    two.model.set(styles=(first, StyleRef(picture=second.picture.framed(None, 180))))
    assert marks(two) == [None, When.NEXT]
    two.model.set(styles=(first, second, StyleRef(picture=second.picture.framed(None, 180))))
    assert marks(two) == [None, None, When.NEXT]
    two.model.set(styles=(second,))
    assert marks(two) == [None], "nothing can stand beside what was taken out; the foot says it"
    assert two.controls.foot.text() == "For the next painting: paintings."
    two.model.set(styles=(first, second))
    assert marks(two) == [None, None]
    finished(two, engine, qtbot)


def test_another_part_of_the_photograph_is_for_the_next_painting(
    running: MainWindow, engine: FakeEngine, qtbot: QtBot
) -> None:
    content = running.model.content
    assert running.photograph.when() is None
    running.model.set(content=content.framed(None, 180))
    assert running.photograph.when() is When.NEXT
    assert running.photograph._when.isVisible()
    running.model.set(content=content)
    assert running.photograph.when() is None
    assert not running.photograph._when.isVisible()
    finished(running, engine, qtbot)


def test_a_painting_of_the_queue_leaves_the_list_alone_and_keeps_its_own_finish(
    ready: MainWindow, engine: FakeEngine, qtbot: QtBot
) -> None:
    ready.model.set(blend=0.5)
    ready.queue.add_present()
    (style,) = ready.model.styles
    turned = StyleRef(picture=style.picture.framed(None, 90))
    ready.model.set(styles=(style, turned), blend=0.0)
    ready.queue.start()
    qtbot.waitUntil(lambda: ready.controller.state is RunState.RUNNING)
    assert marks(ready) == [None, None]
    assert ready.controls.finish.slider("blend").when() is None
    assert SENTENCES[When.NEXT] in ready.styles.rows()[0].weight.box.toolTip()
    ready.model.set(styles=(style,))
    assert marks(ready) == [None]
    ready.model.set(styles=(StyleRef(picture=style.picture, weight=2.0),))
    assert marks(ready) == [When.NEXT]
    finished(ready, engine, qtbot)
    assert ready.saver.result.recipe.blend == 0.5
    assert ready.history.model.entries[0].record.recipe.blend == 0.5


# -- the tips ------------------------------------------------------------------------------------------


def controls_of(window: MainWindow) -> list[QWidget]:
    """Everything that can be set, wherever it stands."""
    window.controls.section.set_expanded(True)
    window.controls.finish_section.set_expanded(True)
    window.controls.advanced.layers_section.set_expanded(True)
    kinds = (QAbstractButton, QComboBox, QAbstractSpinBox, Slider)
    return [
        widget
        for place in (window.photograph, window.styles, window.controls)
        for kind in kinds
        for widget in place.findChildren(kind)
        if widget.focusPolicy() is not Qt.FocusPolicy.NoFocus and not isinstance(widget, QScrollBar)
    ]


def said_of(widget: QWidget) -> list[When]:
    tip = widget.toolTip().replace("\n", " ")
    found = [when for when, sentence in SENTENCES.items() if sentence in tip]
    assert found == [when for when, words in SENTENCES.items() if words in widget.accessibleDescription()]
    return found


#: Buttons that open, fold or repeat something, and set nothing themselves.
_SET_NOTHING = {"Presets", "Advanced", "Finish", "Layers"}


def test_every_control_foretells_it_in_its_tip_while_painting_and_only_then(
    running: MainWindow, engine: FakeEngine, qtbot: QtBot
) -> None:
    every = controls_of(running)
    assert len(every) > 60
    told = {widget: said_of(widget) for widget in every}
    silent = {widget.accessibleName() for widget, found in told.items() if not found and widget.isVisible()}
    assert silent <= _SET_NOTHING
    assert all(len(found) <= 1 for found in told.values())
    by_name = {widget.accessibleName(): found for widget, found in told.items()}
    expected = {
        "Style strength": When.NOW,
        "Output size": When.NEXT,
        "Quality: Fine": When.NEXT,
        "Objective": When.NOW,
        "Device": When.NEXT,
        "Use at most this much memory": When.NEXT,
        "Start from": When.NEXT,
        "Weight": When.NOW,
        "Weight of relu1_1": When.NOW,
        "Crop…": When.NEXT,
        "Add painting…": When.NEXT,
        "Blend with photograph": When.DONE,
        "Look": When.PARTLY,
    }
    assert {name: by_name[name] for name in expected} == {name: [when] for name, when in expected.items()}
    assert SENTENCES[When.NEXT] in running.strip.strip.accessibleDescription()
    finished(running, engine, qtbot)
    assert [widget for widget in controls_of(running) if said_of(widget)] == []
    assert SENTENCES[When.NEXT] not in running.strip.strip.accessibleDescription()


def test_a_tip_keeps_its_own_words_when_they_change_while_painting(
    running: MainWindow, engine: FakeEngine, qtbot: QtBot
) -> None:
    slider = running.controls.slider("style_strength")
    own = slider.box.toolTip().partition("\n")[0]
    slider.set_tip("Another word.")
    assert slider.box.toolTip().startswith("Another word.\nA change reaches")
    running.controls.advanced.style_layers.add_layer("relu3_2")
    box = running.controls.advanced.style_layers.slider("relu3_2").box
    assert said_of(box) == [When.NOW]
    row = running.styles.rows()[0]
    running.model.set(styles=(*running.model.styles, *running.model.styles))
    assert said_of(row.weight.box) == said_of(running.styles.rows()[1].weight.box) == [When.NOW]
    finished(running, engine, qtbot)
    assert slider.box.toolTip() == "Another word."
    assert own not in slider.box.toolTip()
    assert said_of(running.styles.rows()[1].weight.box) == []


def test_the_crop_and_the_settings_foretell_it_too(
    running: MainWindow, engine: FakeEngine, qtbot: QtBot
) -> None:
    running.framing.order(-1, FrameOrder.CROP)
    (crop,) = running.findChildren(CropDialog)
    assert said_of(crop.accept_button) == [When.NEXT]
    crop.reject()
    running.actions_table["settings"].trigger()
    (settings,) = running.findChildren(SettingsDialog)
    assert said_of(settings.pace.button("full")) == said_of(settings.memory_limit) == [When.NEXT]
    assert not settings._memory_note.isVisible()
    settings.memory_limit.setValue(1.5)
    assert settings._memory_note.text() == "From the next painting on."
    settings.reject()
    finished(running, engine, qtbot)
    running.actions_table["settings"].trigger()
    (settings,) = (found for found in running.findChildren(SettingsDialog) if found.isVisible())
    settings.memory_limit.setValue(1.0)
    assert not settings._memory_note.isVisible()
    assert said_of(settings.memory_limit) == []
