"""The settings most pictures never need: objective, layers, optimiser, start, machine."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, Signal
from PySide6.QtWidgets import QComboBox, QFormLayout, QLabel, QVBoxLayout, QWidget

from nst_engine.recipe import CONTENT_LAYERS, STYLE_LAYERS, PictureRef, Recipe
from nst_engine.schedule import QUALITIES
from nst_engine.weights import FAMILIES, imported_path
from nst_gui import theme
from nst_gui.models.recipe_model import RecipeModel
from nst_gui.widgets.clamp_note import ClampNote
from nst_gui.widgets.layer_weights import LayerWeights
from nst_gui.widgets.loss_plot import LossPlot
from nst_gui.widgets.section import CollapsibleSection
from nst_gui.widgets.weight_slider import NumberSlider

_CHOICES: Final[dict[str, tuple[str, dict[str, str], str]]] = {
    "objective": (
        QT_TRANSLATE_NOOP("AdvancedPanel", "Objective"),
        {
            "balanced": QT_TRANSLATE_NOOP("AdvancedPanel", "Balanced"),
            "gatys": QT_TRANSLATE_NOOP("AdvancedPanel", "Gatys (as published)"),
        },
        QT_TRANSLATE_NOOP(
            "AdvancedPanel",
            "Balanced looks right on any pair of pictures; Gatys compares with other programs",
        ),
    ),
    "optimiser": (
        QT_TRANSLATE_NOOP("AdvancedPanel", "Optimiser"),
        {"lbfgs": "L-BFGS", "adam": "Adam"},
        QT_TRANSLATE_NOOP("AdvancedPanel", "L-BFGS needs fewer iterations; Adam needs less memory"),
    ),
    "pooling": (
        QT_TRANSLATE_NOOP("AdvancedPanel", "Pooling"),
        {
            "max": QT_TRANSLATE_NOOP("AdvancedPanel", "Maximum"),
            "average": QT_TRANSLATE_NOOP("AdvancedPanel", "Average"),
        },
        QT_TRANSLATE_NOOP("AdvancedPanel", "Average gives softer, smoother strokes"),
    ),
    "device": (
        QT_TRANSLATE_NOOP("AdvancedPanel", "Device"),
        {
            "auto": QT_TRANSLATE_NOOP("AdvancedPanel", "Automatic"),
            "cpu": QT_TRANSLATE_NOOP("AdvancedPanel", "Processor"),
            "cuda": QT_TRANSLATE_NOOP("AdvancedPanel", "NVIDIA graphics card"),
            "mps": QT_TRANSLATE_NOOP("AdvancedPanel", "Apple graphics"),
        },
        QT_TRANSLATE_NOOP("AdvancedPanel", "Where to paint; what this computer lacks is replaced, and said"),
    ),
    "precision": (
        QT_TRANSLATE_NOOP("AdvancedPanel", "Precision"),
        {
            "auto": QT_TRANSLATE_NOOP("AdvancedPanel", "Automatic"),
            "float32": QT_TRANSLATE_NOOP("AdvancedPanel", "Full (float32)"),
            "bfloat16": QT_TRANSLATE_NOOP("AdvancedPanel", "Fast (bfloat16)"),
        },
        QT_TRANSLATE_NOOP("AdvancedPanel", "Fast uses bfloat16 where the machine is quicker with it"),
    ),
}
_FILE: Final = "file"


class AdvancedPanel(QWidget):
    """Edits a :class:`RecipeModel`; ``initialFileRequested`` asks for a file to start the painting from."""

    initialFileRequested = Signal()

    def __init__(self, model: RecipeModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._combos = {field: self._make_combo(field) for field in _CHOICES}
        self._init = self._make_init()
        self._weights = self._make_weights()
        self._sliders = self._make_sliders()
        self.style_layers = LayerWeights(self.tr("Style layers"))
        self.content_layers = LayerWeights(self.tr("Content layers"))
        self.loss_plot = LossPlot()
        self._arrange()
        self.style_layers.changed.connect(lambda weights: self._set("style_layers", weights))
        self.content_layers.changed.connect(lambda weights: self._set("content_layers", weights))
        model.changed.connect(self._refresh)
        self._refresh(frozenset())

    def slider(self, field: str) -> NumberSlider:
        """The slider of a recipe field."""
        return self._sliders[field]

    # ---- making the widgets -----------------------------------------------------------------------

    def _make_combo(self, field: str) -> QComboBox:
        title, options, tip = _CHOICES[field]
        combo = QComboBox()
        combo.setObjectName(field)
        for value, text in options.items():
            combo.addItem(_translated(text), value)
        _describe(combo, _translated(title), _translated(tip))
        combo.activated.connect(lambda index: self._set(field, combo.itemData(index)))
        return combo

    def _make_init(self) -> QComboBox:
        combo = QComboBox()
        combo.setObjectName("init")
        combo.addItem(self.tr("The photograph"), "content")
        combo.addItem(self.tr("Noise"), "noise")
        combo.addItem(self.tr("A picture…"), _FILE)
        _describe(combo, self.tr("Start from"), self.tr("The picture that painting begins with"))
        combo.activated.connect(self._init_chosen)
        return combo

    def _make_weights(self) -> QComboBox:
        combo = QComboBox()
        combo.setObjectName("weights")
        combo.addItem(self.tr("Bundled"), "bundled")
        for family in FAMILIES:
            combo.addItem(self.tr("Imported ({family})").format(family=family), family)
        _describe(
            combo,
            self.tr("Network"),
            self.tr("The network's weights; others come in by Paint ▸ Import network weights"),
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
                tip=self.tr("How firmly the photograph's shapes are held"),
            ),
            "iterations": NumberSlider(
                self.tr("Iterations"),
                minimum=1,
                maximum=10_000,
                default=QUALITIES["standard"].iterations,
                slider_minimum=5,
                slider_maximum=1000,
                logarithmic=True,
                whole=True,
                tip=self.tr("Steps at the final size; more of them paint longer and further (1–10,000)"),
            ),
            "seed": NumberSlider(
                self.tr("Seed"),
                minimum=0,
                maximum=2**32 - 1,
                default=0,
                slider_maximum=1000,
                whole=True,
                tip=self.tr("Another seed, another noise to start from"),
            ),
        }
        for field, slider in sliders.items():
            whole = field != "content_weight"
            slider.valueChanged.connect(
                lambda value, field=field, whole=whole: self._set(field, int(value) if whole else value)
            )
            ClampNote(slider)
        return sliders

    def _arrange(self) -> None:
        # One column of labels, though the forms are several.
        names = [_translated(title) for title, _, _ in _CHOICES.values()]
        names += [self.tr("Start from"), self.tr("Network")]
        width = max(self.fontMetrics().horizontalAdvance(name) for name in names)

        def form(*rows: tuple[str, QWidget]) -> QFormLayout:
            layout = QFormLayout()
            layout.setContentsMargins(0, 0, 0, 0)
            layout.setSpacing(theme.SPACE)
            layout.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
            for text, widget in rows:
                label = QLabel(text)
                label.setBuddy(widget)
                label.setMinimumWidth(width)
                layout.addRow(label, widget)
            return layout

        def titled(*fields: str) -> list[tuple[str, QWidget]]:
            return [(_translated(_CHOICES[field][0]), self._combos[field]) for field in fields]

        layers = QWidget()
        inside = QVBoxLayout(layers)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(theme.SPACE)
        inside.addWidget(self.style_layers)
        inside.addWidget(self.content_layers)
        inside.addLayout(form(*titled("pooling")))
        section = CollapsibleSection(self.tr("Layers"), layers)

        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.SPACE + theme.HALF_SPACE)
        layout.addLayout(form(*titled("objective", "optimiser"), (self.tr("Start from"), self._init)))
        for slider in self._sliders.values():
            layout.addWidget(slider)
        layout.addLayout(form(*titled("device", "precision"), (self.tr("Network"), self._weights)))
        layout.addWidget(section)
        layout.addWidget(self.loss_plot)

    # ---- between widgets and model ----------------------------------------------------------------

    def _set(self, field: str, value: Any) -> None:
        if not self._model.set(**{field: value}):
            self._refresh(frozenset())

    def _init_chosen(self, index: int) -> None:
        value = self._init.itemData(index)
        if value == _FILE:
            self._refresh(frozenset())  # until a file is chosen, nothing has changed
            self.initialFileRequested.emit()
        else:
            self._set("init", value)

    def _refresh(self, _names: frozenset[str]) -> None:
        recipe, limits = self._model.draft, self._model.limits
        for field, combo in self._combos.items():
            source = limits if field in {"device", "precision"} else recipe
            combo.setCurrentIndex(combo.findData(getattr(source, field)))
        for field, slider in self._sliders.items():
            slider.set_value(_shown(recipe, field))
        self._show_init(recipe.init)
        self.refresh_weights()
        self.style_layers.set_weights(recipe.used_style_layers, STYLE_LAYERS[recipe.objective])
        self.content_layers.set_weights(recipe.used_content_layers, CONTENT_LAYERS)

    def _show_init(self, init: str | PictureRef) -> None:
        if isinstance(init, PictureRef):
            self._init.setItemText(2, self.tr("Picture: {name}").format(name=init.name))
            self._init.setCurrentIndex(2)
        else:
            self._init.setItemText(2, self.tr("A picture…"))
            self._init.setCurrentIndex(self._init.findData(init))

    def refresh_weights(self) -> None:
        """Offer the imported families that are there by now."""
        for index in range(1, self._weights.count()):
            family = self._weights.itemData(index)
            item = self._weights.model().item(index)  # type: ignore[attr-defined]
            item.setEnabled(imported_path(family).is_file())
        self._weights.setCurrentIndex(self._weights.findData(self._model.draft.weights.name))


def _shown(recipe: Recipe, field: str) -> float:
    """A number of the recipe; iterations that are not set are those of the quality."""
    value = getattr(recipe, field)
    return float(QUALITIES[recipe.quality].iterations if value is None else value)


def _translated(text: str) -> str:
    return QCoreApplication.translate("AdvancedPanel", text)


def _describe(combo: QComboBox, name: str, tip: str) -> None:
    combo.setAccessibleName(name)
    combo.setToolTip(tip)
    combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    combo.setMinimumContentsLength(8)
