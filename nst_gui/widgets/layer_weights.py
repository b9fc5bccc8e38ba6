"""Which layers of the network a loss looks at, and how much each counts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from nst_engine.recipe import LAYERS
from nst_gui import theme
from nst_gui.icons import icon
from nst_gui.models.counting import When
from nst_gui.widgets.choice_box import ChoiceBox
from nst_gui.widgets.tab_order import follow, stops
from nst_gui.widgets.tips import explain
from nst_gui.widgets.weight_slider import NumberSlider
from nst_gui.widgets.when_note import WhenNote, foretell

#: What the layers of each of the network's five blocks see.
_SEES: Final = {
    "1": QT_TRANSLATE_NOOP("LayerWeights", "colour and the finest grain"),
    "2": QT_TRANSLATE_NOOP("LayerWeights", "fine brushwork and edges"),
    "3": QT_TRANSLATE_NOOP("LayerWeights", "single strokes and small patterns"),
    "4": QT_TRANSLATE_NOOP("LayerWeights", "large strokes and the shapes of things"),
    "5": QT_TRANSLATE_NOOP("LayerWeights", "large shapes and how they lie together"),
}


def layer_tip(layer: str) -> str:
    """What a layer, named as in ``relu3_1``, sees."""
    sees = QCoreApplication.translate("LayerWeights", _SEES[layer[4]])
    return QCoreApplication.translate("LayerWeights", "{layer} sees {what}.").format(layer=layer, what=sees)


class LayerWeights(QWidget):
    """One slider a layer in use; others can be added. ``changed`` carries the new weights by layer name,
    or ``None`` when the user asked for the objective's own."""

    changed = Signal(object)

    def __init__(self, title: str, tip: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._weights: dict[str, float] = {}
        self._sliders: dict[str, NumberSlider] = {}
        self._foretold: When | None = None
        heading = QLabel(title)
        explain(heading, tip)
        self._reset_button = QToolButton()
        self._reset_button.setIcon(icon("reset"))
        self._reset_button.setAutoRaise(True)
        self._reset_button.setToolTip(self.tr("Back to the objective's own layers and weights"))
        self._reset_button.setAccessibleName(self.tr("Reset {title}").format(title=title))
        self._reset_button.clicked.connect(self.reset)
        self._when = WhenNote()
        head = QHBoxLayout()
        head.addWidget(heading)
        head.addWidget(self._when, 1)
        head.addWidget(self._reset_button)
        self._rows = QGridLayout()
        self._rows.setHorizontalSpacing(theme.SPACE)
        self._rows.setVerticalSpacing(theme.HALF_SPACE)
        self._rows.setColumnStretch(1, 1)
        self._add = ChoiceBox()
        self._add.setAccessibleName(self.tr("Add a layer to {title}").format(title=title))
        self._add.setToolTip(self.tr("Look at another layer of the network as well"))
        self._add.activated.connect(self._add_chosen)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.HALF_SPACE)
        layout.addLayout(head)
        layout.addLayout(self._rows)
        layout.addWidget(self._add)

    def show_when(self, when: When | None) -> None:
        """Say from when on the layers count."""
        self._when.show_when(when)

    def foretell(self, when: When | None) -> None:
        """Say in its tips from when on other layers would count; also of those that come later."""
        self._foretold = when
        for slider in self._sliders.values():
            slider.foretell(when)
        foretell(self.findChildren(QToolButton), when)
        foretell((self._add,), when)

    def when(self) -> When | None:
        """From when on they are said to count."""
        return self._when.when()

    def weights(self) -> dict[str, float]:
        """The weights shown, by layer name."""
        return dict(self._weights)

    def slider(self, layer: str) -> NumberSlider:
        """The slider of a layer in use."""
        return self._sliders[layer]

    def set_weights(self, weights: Mapping[str, float], own: Mapping[str, float]) -> None:
        """Show ``weights``; ``own`` are the objective's, to which everything can be reset."""
        self._reset_button.setEnabled(dict(weights) != dict(own))
        if list(weights) != list(self._weights):
            self._rebuild(weights)
        self._weights = dict(weights)
        for name, weight in weights.items():
            self._sliders[name].set_default(own.get(name, 1.0))
            self._sliders[name].set_value(weight)

    def _rebuild(self, weights: Mapping[str, float]) -> None:
        while (item := self._rows.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._sliders = {}
        before: QWidget = self._reset_button
        for row, name in enumerate(weights):
            label = QLabel(name)
            label.setToolTip(layer_tip(name))
            slider = NumberSlider(
                self.tr("Weight of {layer}").format(layer=name),
                minimum=0.001,
                maximum=1e9,
                default=1.0,
                slider_minimum=0.01,
                slider_maximum=100.0,
                logarithmic=True,
                tip=layer_tip(name),
                compact=True,
            )
            slider.valueChanged.connect(lambda value, name=name: self._weigh(name, value))
            remove = QToolButton()
            remove.setIcon(icon("remove"))
            remove.setAutoRaise(True)
            remove.setToolTip(self.tr("Do not look at {layer}").format(layer=name))
            remove.setAccessibleName(self.tr("Remove {layer}").format(layer=name))
            remove.setEnabled(len(weights) > 1)
            remove.clicked.connect(lambda _checked, name=name: self.remove_layer(name))
            self._sliders[name] = slider
            self._rows.addWidget(label, row, 0, Qt.AlignmentFlag.AlignVCenter)
            self._rows.addWidget(slider, row, 1)
            self._rows.addWidget(remove, row, 2)
            for made in (slider, remove):
                follow(before, made)
                before = stops(made)[-1]
        self._add.clear()
        self._add.addItem(self.tr("Add layer…"))
        self._add.addItems([name for name in LAYERS if name not in weights])
        for index in range(1, self._add.count()):
            self._add.setItemData(index, layer_tip(self._add.itemText(index)), Qt.ItemDataRole.ToolTipRole)
        self._add.setEnabled(self._add.count() > 1)
        self.foretell(self._foretold)

    def _weigh(self, name: str, value: float) -> None:
        self.changed.emit({**self._weights, name: value})

    def remove_layer(self, name: str) -> None:
        """Look at ``name`` no more."""
        self.changed.emit({layer: weight for layer, weight in self._weights.items() if layer != name})

    def add_layer(self, name: str) -> None:
        """Look at ``name`` as well, with weight 1."""
        chosen = {**self._weights, name: 1.0}
        self.changed.emit({layer: chosen[layer] for layer in LAYERS if layer in chosen})

    def reset(self) -> None:
        """Back to the objective's own layers and weights."""
        self.changed.emit(None)

    @property
    def can_remove(self) -> bool:
        """A loss must look at one layer at least."""
        return len(self._weights) > 1

    def _add_chosen(self, index: int) -> None:
        if index > 0:
            self.add_layer(self._add.itemText(index))
