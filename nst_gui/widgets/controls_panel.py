"""The controls beside the picture: five always visible, the rest under *Advanced*."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from PySide6.QtCore import QCoreApplication, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from nst_engine.recipe import DEFAULT_SIZE, MAX_SIZE, MIN_SIZE
from nst_gui import theme
from nst_gui.models.counting import LOOK, When
from nst_gui.models.recipe_model import RecipeModel
from nst_gui.widgets.advanced_panel import AdvancedPanel, iterations_by_hand
from nst_gui.widgets.choice_row import Choice, ChoiceRow
from nst_gui.widgets.clamp_note import ClampNote
from nst_gui.widgets.finish_panel import FinishPanel
from nst_gui.widgets.foot_note import FootNote
from nst_gui.widgets.preset_row import PresetRow
from nst_gui.widgets.section import CollapsibleSection
from nst_gui.widgets.weight_slider import NumberSlider
from nst_gui.widgets.when_note import foretell
from nst_gui.words import filled, pixels

_CM_PER_INCH: Final = 2.54
_JOINED: Final = "\N{NO-BREAK SPACE}"


def size_text(width: int, height: int, dpi: int = 300) -> str:
    """Pixels, megapixels, and centimetres at ``dpi``; a line may end only between these."""
    megapixels = width * height / 1e6
    number = "{number:.1f}" if megapixels >= 0.1 else "{number:.2f}"
    across, down = (_CM_PER_INCH * edge / dpi for edge in (width, height))
    parts = (
        f"{pixels(width, height)} ·",
        f"{filled(number, number=max(megapixels, 0.01))} MP ·",
        filled("{across:.1f} × {down:.1f} cm", across=across, down=down),
        filled(QCoreApplication.translate("ControlsPanel", "at {dpi:,} dpi"), dpi=dpi),
    )
    return " ".join(part.replace(" ", _JOINED) for part in parts)


class ControlsPanel(QScrollArea):
    """Edits a :class:`RecipeModel`."""

    initialFileRequested = Signal()
    initialFrameRequested = Signal(object)

    def __init__(self, model: RecipeModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.presets = PresetRow()
        self._sliders = self._make_sliders()
        self.quality = self._make_quality()
        self._size_info = QLabel()
        self._size_info.setWordWrap(True)
        self._size_info.setForegroundRole(self.palette().ColorRole.PlaceholderText)
        self._size_info.setToolTip(self.tr("Size of the saved picture, and of a print at 300 dpi"))
        #: What there is to say about all settings.
        self.foot = FootNote(self)
        self.advanced = AdvancedPanel(model)
        self.advanced.initialFileRequested.connect(self.initialFileRequested)
        self.advanced.initialFrameRequested.connect(self.initialFrameRequested)
        self.section = CollapsibleSection(self.tr("Advanced"), self.advanced)
        self.finish = FinishPanel(model)
        self.finish_section = CollapsibleSection(self.tr("Finish"), self.finish)
        self._arrange()
        model.changed.connect(self._refresh)
        self._refresh(frozenset())

    def slider(self, field: str) -> NumberSlider:
        """The always visible slider of a recipe field."""
        return self._sliders[field]

    @property
    def size_info(self) -> str:
        """The line that says what the output size means."""
        return self._size_info.text()

    def show_foot(self, text: str, button: str = "", tip: str = "") -> None:
        """Say something about all settings; see :class:`FootNote`."""
        self.foot.show_note(text, button, tip)
        self._place_foot()

    def show_when(self, marks: Mapping[str, When]) -> None:
        """Say beside the controls from when on what is set there counts, by the recipe's fields."""
        for field, slider in self._sliders.items():
            slider.show_when(marks.get(field))
        self.quality.show_when(marks.get("quality"))
        self.advanced.show_when(marks)
        self.finish.show_when(marks)

    def foretell(self, promises: Mapping[str, When]) -> None:
        """Say in the tips from when on changes would count, by the recipe's fields; empty for nothing."""
        for field, slider in self._sliders.items():
            slider.foretell(promises.get(field))
        self.quality.foretell(promises.get("quality"))
        foretell((self.presets.box,), promises.get(LOOK))
        self.advanced.foretell(promises)
        self.finish.foretell(promises)

    def minimumSizeHint(self) -> QSize:
        """Wide enough for every control, also in sections that are closed: nothing scrolls sideways."""
        parts = (self.widget(), self.finish, self.advanced)
        width = max(part.minimumSizeHint().width() for part in parts) + 2 * theme.SPACE
        bar = self.verticalScrollBar().sizeHint().width()
        return QSize(width + bar, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_foot()

    def _place_foot(self) -> None:
        """At the foot of the panel, where it moves no slider under the hand and is never scrolled away."""
        width = self.viewport().width() - 2 * theme.SPACE
        height = self.foot.height_at(width)
        self.setViewportMargins(0, 0, 0, height + theme.SPACE if height else 0)
        self.foot.setGeometry(theme.SPACE, self.height() - height, width, height)

    def _make_sliders(self) -> dict[str, NumberSlider]:
        sliders = {
            "style_strength": NumberSlider(
                self.tr("Style strength"),
                minimum=0.0,
                maximum=1000.0,
                default=1.0,
                slider_minimum=0.01,
                slider_maximum=100.0,
                logarithmic=True,
                tip=self.tr("How much of the paintings' style, against the photograph's shapes (0–1,000)"),
            ),
            "stroke_size": NumberSlider(
                self.tr("Stroke size"),
                minimum=0.25,
                maximum=4.0,
                default=1.0,
                logarithmic=True,
                suffix=" ×",
                tip=self.tr("Larger strokes and shapes, or finer ones (0.25–4)"),
            ),
            "tv_weight": NumberSlider(
                self.tr("Smoothness"),
                minimum=0.0,
                maximum=1e9,
                default=0.0,
                slider_maximum=10.0,
                tip=self.tr("Evens out small specks; 0 leaves every detail"),
            ),
            "size": NumberSlider(
                self.tr("Output size"),
                minimum=MIN_SIZE,
                maximum=MAX_SIZE,
                default=DEFAULT_SIZE,
                logarithmic=True,
                whole=True,
                suffix=" px",
                tip=self.tr("Long edge of the finished picture in pixels (64–16,384)"),
            ),
        }
        for field, slider in sliders.items():
            slider.valueChanged.connect(
                lambda value, field=field: self._set(field, int(value) if field == "size" else value)
            )
            ClampNote(slider)
        return sliders

    def _make_quality(self) -> ChoiceRow:
        row = ChoiceRow(
            self.tr("Quality"),
            [
                Choice(
                    "draft",
                    self.tr("Draft"),
                    self.tr("A quick look: colours and large strokes are there, details are still rough."),
                ),
                Choice(
                    "standard",
                    self.tr("Standard"),
                    self.tr("A finished picture in reasonable time; right for most."),
                ),
                Choice(
                    "fine",
                    self.tr("Fine"),
                    self.tr(
                        "Paints on until hardly anything changes: the strokes come out crisper, and it "
                        "takes several times as long."
                    ),
                ),
            ],
            self.tr("How long the picture is worked on. It changes nothing else about what is painted."),
        )
        # Whoever picks a quality wants its number of iterations, not one that was set for another.
        row.chosen.connect(lambda quality: self._model.set(quality=quality, iterations=None))
        return row

    def _arrange(self) -> None:
        inside = QWidget()
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(theme.SPACE, 0, theme.SPACE, theme.SPACE)
        layout.setSpacing(theme.WIDE_SPACE)
        layout.addWidget(self.presets)
        for field in ("style_strength", "stroke_size", "tv_weight"):
            layout.addWidget(self._sliders[field])
        size = QVBoxLayout()
        size.setSpacing(theme.HALF_SPACE)
        size.addWidget(self._sliders["size"])
        size.addWidget(self._size_info)
        layout.addLayout(size)
        layout.addWidget(self.quality)
        layout.addWidget(self.finish_section)
        layout.addWidget(self.section)
        layout.addStretch(1)
        self.setWidget(inside)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def _set(self, field: str, value: Any) -> None:
        if not self._model.set(**{field: value}):
            self._refresh(frozenset())

    def _refresh(self, _names: frozenset[str]) -> None:
        draft = self._model.draft
        for field, slider in self._sliders.items():
            if field != "size":
                slider.set_value(getattr(draft, field))
        self._show_quality()
        width, height = draft.output_size
        size = self._sliders["size"]
        size.set_value(max(width, height))
        if self._model.content is None:
            size.set_default(DEFAULT_SIZE)
            self._size_info.setText(self.tr("Choose a photograph to see the size of the print."))
            return
        own = max(self._model.content.size)
        size.set_default(max(MIN_SIZE, min(own, DEFAULT_SIZE)))
        self._size_info.setText(size_text(width, height))

    def _show_quality(self) -> None:
        draft = self._model.draft
        self.quality.set_value(draft.quality)
        self.quality.set_note(
            filled(
                self.tr("With {count:,} iterations, set under Advanced", "", draft.iterations),
                count=draft.iterations,
            )
            if iterations_by_hand(draft)
            else ""
        )
