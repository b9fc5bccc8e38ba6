"""What is done to the painting afterwards, as sliders: it shows at once on a picture that is done."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from nst_gui import theme
from nst_gui.models.counting import When
from nst_gui.models.recipe_model import RecipeModel
from nst_gui.widgets.weight_slider import NumberSlider


class FinishPanel(QWidget):
    """Edits ``keep_colours`` and ``blend`` of a :class:`RecipeModel`, as percentages."""

    def __init__(self, model: RecipeModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._sliders = {
            "keep_colours": self._percent(
                self.tr("Photograph's colours"),
                self.tr("Brings the photograph's colours back; the brush strokes stay (0–100 %)"),
            ),
            "blend": self._percent(
                self.tr("Blend with photograph"),
                self.tr("Mixes the photograph into the painting (0–100 %)"),
            ),
        }
        self._words = QLabel()
        self._words.setWordWrap(True)
        self._words.setForegroundRole(self.palette().ColorRole.PlaceholderText)
        self.foretell({})
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.SPACE)
        layout.addWidget(self._words)
        for field, slider in self._sliders.items():
            slider.valueChanged.connect(lambda value, field=field: model.set(**{field: value / 100}))
            layout.addWidget(slider)
        model.changed.connect(self._refresh)
        self._refresh(frozenset())

    def slider(self, field: str) -> NumberSlider:
        """The slider of a recipe field; its number is in percent."""
        return self._sliders[field]

    def show_when(self, marks: Mapping[str, When]) -> None:
        """Say beside the sliders from when on what is set there counts, by the recipe's fields."""
        for field, slider in self._sliders.items():
            slider.show_when(marks.get(field))

    def foretell(self, promises: Mapping[str, When]) -> None:
        """Say in the tips from when on changes would count, by the recipe's fields; empty for nothing."""
        self._words.setText(
            self.tr("The painting gets this as soon as it is done; nothing is painted again.")
            if promises
            else self.tr("Changes a finished painting at once; nothing is painted again.")
        )
        for field, slider in self._sliders.items():
            slider.foretell(promises.get(field))

    @staticmethod
    def _percent(label: str, tip: str) -> NumberSlider:
        return NumberSlider(label, minimum=0.0, maximum=100.0, default=0.0, whole=True, suffix=" %", tip=tip)

    def _refresh(self, _names: frozenset[str]) -> None:
        for field, slider in self._sliders.items():
            slider.set_value(100 * getattr(self._model.draft, field))
