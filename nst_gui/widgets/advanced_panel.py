"""The settings most pictures never need: objective, layers, optimiser, start, machine."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFormLayout, QLabel, QVBoxLayout, QWidget

from nst_engine.recipe import CONTENT_LAYERS, STYLE_LAYERS, Recipe
from nst_engine.schedule import own_iterations
from nst_engine.weights import FAMILIES, imported_path
from nst_gui import theme
from nst_gui.desktop.memory import installed_bytes
from nst_gui.models.counting import When
from nst_gui.models.recipe_model import RecipeModel
from nst_gui.widgets.advanced_choices import CHOICES, translated
from nst_gui.widgets.choice_box import ChoiceBox
from nst_gui.widgets.clamp_note import ClampNote
from nst_gui.widgets.initial_chooser import InitialChooser
from nst_gui.widgets.layer_weights import LayerWeights
from nst_gui.widgets.loss_plot import LossPlot
from nst_gui.widgets.memory_limit import MemoryLimitBox
from nst_gui.widgets.section import CollapsibleSection
from nst_gui.widgets.tips import explain
from nst_gui.widgets.weight_slider import NumberSlider
from nst_gui.widgets.when_note import WhenNote, foretell


class AdvancedPanel(QWidget):
    """Edits a :class:`RecipeModel`.

    ``initialFileRequested`` asks for a file to start the painting from, ``initialFrameRequested`` carries a
    :class:`FrameOrder` for it.
    """

    initialFileRequested = Signal()
    initialFrameRequested = Signal(object)

    def __init__(self, model: RecipeModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        #: Beside what chooses by a list or types a number alone; the others say it themselves.
        self._notes: dict[str, WhenNote] = {}
        self._choosers: dict[str, QWidget] = {}
        self._combos = {field: self._make_combo(field) for field in CHOICES}
        #: What the painting starts from.
        self.init = self._make_init()
        self._weights = self._make_weights()
        self._sliders = self._make_sliders()
        self.memory_limit = self._make_memory_limit()
        self.style_layers = LayerWeights(
            self.tr("Style layers"),
            self.tr(
                "Where in the network the paintings' style is read. A larger weight brings out more of what "
                "the layer sees: low ones colour and fine brushwork, high ones large strokes and shapes."
            ),
        )
        self.content_layers = LayerWeights(
            self.tr("Content layers"),
            self.tr(
                "Where in the network the photograph's shapes are read. Low layers hold every detail, "
                "high ones only what is where, which leaves the brush more freedom."
            ),
        )
        self.loss_plot = LossPlot()
        self._arrange()
        self.style_layers.changed.connect(lambda weights: self._set("style_layers", weights))
        self.content_layers.changed.connect(lambda weights: self._set("content_layers", weights))
        model.changed.connect(self._refresh)
        self._refresh(frozenset())

    def slider(self, field: str) -> NumberSlider:
        """The slider of a recipe field."""
        return self._sliders[field]

    def show_when(self, marks: Mapping[str, When]) -> None:
        """Say beside the controls from when on what is set there counts, by the recipe's fields."""
        for field, slider in self._sliders.items():
            slider.show_when(marks.get(field))
        for field, note in self._notes.items():
            note.show_when(marks.get(field))
            note.setVisible(field in marks)
        self.style_layers.show_when(marks.get("style_layers"))
        self.content_layers.show_when(marks.get("content_layers"))

    def foretell(self, promises: Mapping[str, When]) -> None:
        """Say in the tips from when on changes would count, by the recipe's fields."""
        for field, slider in self._sliders.items():
            slider.foretell(promises.get(field))
        for field, chooser in self._choosers.items():
            foretell((chooser,), promises.get(field))
        self.init.foretell(promises.get("init"))
        self.style_layers.foretell(promises.get("style_layers"))
        self.content_layers.foretell(promises.get("content_layers"))

    def when(self, field: str) -> When | None:
        """From when on what is chosen from a list is said to count."""
        return self._notes[field].when()

    # ---- making the widgets -----------------------------------------------------------------------

    def _make_combo(self, field: str) -> QComboBox:
        spec = CHOICES[field]
        combo = ChoiceBox()
        combo.setObjectName(field)
        for value, text in spec.options.items():
            combo.addItem(translated(text), value)
        _describe(combo, translated(spec.title), translated(spec.tip))
        combo.activated.connect(lambda index: self._set(field, combo.itemData(index)))
        return combo

    def _make_init(self) -> InitialChooser:
        chooser = InitialChooser()
        _narrow(chooser.box)
        chooser.chosen.connect(lambda value: self._set("init", value))
        chooser.fileRequested.connect(self.initialFileRequested)
        chooser.frameRequested.connect(self.initialFrameRequested)
        return chooser

    def _make_weights(self) -> QComboBox:
        combo = ChoiceBox()
        combo.setObjectName("weights")
        combo.addItem(self.tr("Bundled"), "bundled")
        for family in FAMILIES:
            combo.addItem(self.tr("Imported ({family})").format(family=family), family)
        _describe(
            combo,
            self.tr("Network"),
            self.tr(
                "The trained eye that compares the pictures. Another training of it sees, and paints, a "
                "little differently. The bundled one is all that most people need; others come in by Help ▸ "
                "Import another network."
            ),
        )
        combo.activated.connect(lambda index: self._set("weights", {"name": combo.itemData(index)}))
        return combo

    def _make_sliders(self) -> dict[str, NumberSlider]:
        sliders = {
            "content_weight": NumberSlider(
                self.tr("Content weight"),
                minimum=0.0,
                maximum=1e9,
                default=1.0,
                slider_minimum=0.01,
                slider_maximum=100.0,
                logarithmic=True,
                tip=self.tr("How firmly the photograph's shapes are held against the paintings' style"),
            ),
            "iterations": NumberSlider(
                self.tr("Iterations"),
                minimum=1,
                maximum=10_000,
                default=own_iterations(self._model.draft),
                slider_minimum=5,
                slider_maximum=1000,
                logarithmic=True,
                whole=True,
                tip=self.tr(
                    "How often the picture is improved at its final size (1–10,000). The quality decides, "
                    "until you move it; the default gives it back to the quality."
                ),
            ),
            "seed": NumberSlider(
                self.tr("Seed"),
                minimum=0,
                maximum=2**32 - 1,
                default=0,
                slider_maximum=1000,
                whole=True,
                tip=self.tr(
                    "Which noise to start from: another number, another picture; the same number, the same "
                    "picture. From the photograph it makes no difference."
                ),
            ),
        }
        sliders["content_weight"].valueChanged.connect(lambda value: self._set("content_weight", value))
        sliders["iterations"].valueChanged.connect(lambda value: self._set_iterations(int(value)))
        sliders["seed"].valueChanged.connect(lambda value: self._set("seed", int(value)))
        for slider in sliders.values():
            ClampNote(slider)
        return sliders

    def _make_memory_limit(self) -> MemoryLimitBox:
        box = MemoryLimitBox(installed_bytes())
        box.limitChosen.connect(lambda limit: self._set("memory_bytes", limit))
        return box

    def _arrange(self) -> None:
        # One column of labels, though the forms are several.
        names = [translated(spec.title) for spec in CHOICES.values()]
        names += [self.tr("Start from"), self.tr("Network"), self.tr("Memory")]
        width = max(self.fontMetrics().horizontalAdvance(name) for name in names)

        def form(*rows: tuple[str, str, QWidget]) -> QFormLayout:
            layout = QFormLayout()
            layout.setContentsMargins(0, 0, 0, 0)
            layout.setSpacing(theme.SPACE)
            layout.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
            for field, text, widget in rows:
                label = QLabel(text)
                label.setBuddy(widget)
                label.setToolTip(widget.toolTip())
                label.setMinimumWidth(width)
                layout.addRow(label, self._with_note(field, widget))
            return layout

        def titled(*fields: str) -> list[tuple[str, str, QWidget]]:
            return [(field, translated(CHOICES[field].title), self._combos[field]) for field in fields]

        layers = QWidget()
        inside = QVBoxLayout(layers)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(theme.SPACE)
        inside.addWidget(self.style_layers)
        inside.addWidget(self.content_layers)
        inside.addLayout(form(*titled("pooling")))
        self.layers_section = CollapsibleSection(self.tr("Layers"), layers)

        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.SPACE + theme.HALF_SPACE)
        layout.addLayout(form(*titled("objective", "optimiser"), ("init", self.tr("Start from"), self.init)))
        for slider in self._sliders.values():
            layout.addWidget(slider)
        memory = ("memory_bytes", self.tr("Memory"), self.memory_limit)
        network = ("weights", self.tr("Network"), self._weights)
        layout.addLayout(form(*titled("device", "precision"), memory, network))
        layout.addWidget(self.layers_section)
        layout.addLayout(self._titled_plot())

    def _with_note(self, field: str, widget: QWidget) -> QVBoxLayout:
        """A control with room below it for a word; nobody's hand is further down while a list is open."""
        if widget is not self.init:  # which says it itself
            self._choosers[field] = widget
        note = self._notes[field] = WhenNote()
        note.hide()
        layout = QVBoxLayout()
        layout.setSpacing(0)
        layout.addWidget(widget)
        layout.addWidget(note)
        return layout

    def _titled_plot(self) -> QVBoxLayout:
        title = QLabel(self.tr("Objective over the iterations"))
        # On the title alone: over the plot it would cover the values that the pointer reads there.
        explain(
            title,
            self.tr(
                "How far the picture is from what was asked: lower is closer. Where the line no longer "
                "falls, more iterations change little. A new size begins at each mark; at a dashed one the "
                "settings were changed."
            ),
        )
        layout = QVBoxLayout()
        layout.setSpacing(theme.HALF_SPACE)
        layout.addWidget(title)
        layout.addWidget(self.loss_plot)
        return layout

    # ---- between widgets and model ----------------------------------------------------------------

    def _set(self, field: str, value: Any) -> None:
        if not self._model.set(**{field: value}):
            self._refresh(frozenset())

    def _set_iterations(self, count: int) -> None:
        self._set("iterations", None if count == own_iterations(self._model.draft) else count)

    def _refresh(self, _names: frozenset[str]) -> None:
        recipe, limits = self._model.draft, self._model.limits
        for field, combo in self._combos.items():
            source = limits if field in {"device", "precision"} else recipe
            combo.setCurrentIndex(combo.findData(getattr(source, field)))
        self._sliders["iterations"].set_default(own_iterations(recipe))
        for field, slider in self._sliders.items():
            slider.set_value(_shown(recipe, field))
        self.memory_limit.set_limit(limits.memory_bytes)
        self.init.show_init(recipe.init)
        self.refresh_weights()
        self.style_layers.set_weights(recipe.used_style_layers, STYLE_LAYERS[recipe.objective])
        self.content_layers.set_weights(recipe.used_content_layers, CONTENT_LAYERS)

    def refresh_weights(self) -> None:
        """Offer the imported families that are there by now."""
        for index in range(1, self._weights.count()):
            family = self._weights.itemData(index)
            item = self._weights.model().item(index)  # type: ignore[attr-defined]
            item.setEnabled(imported_path(family).is_file())
        self._weights.setCurrentIndex(self._weights.findData(self._model.draft.weights.name))


def iterations_by_hand(recipe: Recipe) -> bool:
    """Whether the recipe has another number of iterations than its quality."""
    return recipe.iterations not in (None, own_iterations(recipe))


def _shown(recipe: Recipe, field: str) -> float:
    """A number of the recipe; iterations that are not set are those of the quality."""
    value = getattr(recipe, field)
    return float(own_iterations(recipe) if value is None else value)


def _describe(combo: QComboBox, name: str, tip: str) -> None:
    combo.setAccessibleName(name)
    explain(combo, tip)
    _narrow(combo)


def _narrow(combo: QComboBox) -> None:
    """As wide as the column, however long its texts are."""
    combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    combo.setMinimumContentsLength(8)
