"""What of a recipe may change while it is painted, and how earlier settings are kept in it."""

from __future__ import annotations

from typing import Annotated, Final, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from nst_engine.sentences import Sentence

MAX_STYLES: Final = 64
MAX_SCALES: Final = 16
MAX_ITERATIONS: Final = 10_000
#: Changes that one run may go through. So many still fit into what a JPEG file can carry.
MAX_SEGMENTS: Final = 100

#: Every layer of VGG-19 that a loss may look at: the rectified outputs of its sixteen convolutions.
LAYERS: Final = tuple(
    f"relu{block}_{conv}"
    for block, convs in enumerate((2, 2, 4, 4, 4), start=1)
    for conv in range(1, convs + 1)
)

Weight = Annotated[float, Field(ge=0, le=1e9, allow_inf_nan=False)]
PositiveWeight = Annotated[float, Field(gt=0, le=1e9, allow_inf_nan=False)]
LayerWeights = dict[str, PositiveWeight]


class Frozen(BaseModel):
    """A value of a recipe: it never changes, and has no fields but its own."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=False)


class Adjustable(Frozen):
    """What may change while a picture is painted. The weights of the paintings may, too; see ``segments``."""

    #: Style pictures are resized to about ``stroke_size``² times each scale's pixel count, never enlarged.
    stroke_size: Annotated[float, Field(ge=0.25, le=4, allow_inf_nan=False)] = 1.0
    objective: Literal["balanced", "gatys"] = "balanced"
    style_strength: Annotated[float, Field(ge=0, le=1000, allow_inf_nan=False)] = 1.0
    content_weight: Weight = 1.0
    tv_weight: Weight = 0.0
    #: ``None`` stands for the objective's own layers and weights.
    content_layers: LayerWeights | None = None
    style_layers: LayerWeights | None = None

    @field_validator("content_layers", "style_layers")
    @classmethod
    def _known_layers(cls, layers: LayerWeights | None) -> LayerWeights | None:
        if layers is None:
            return None
        if not layers:
            raise ValueError(Sentence("at least one layer is needed"))
        for name in layers:
            if name not in LAYERS:
                raise ValueError(
                    Sentence("there is no layer {name}; layers are relu1_1 to relu5_4", name=name)
                )
        # A fixed order makes equal recipes serialise to equal bytes.
        return {name: layers[name] for name in LAYERS if name in layers}

    @model_validator(mode="after")
    def _something_to_paint(self) -> Self:
        if self.style_strength == 0 and self.content_weight == 0:
            raise ValueError(
                Sentence("style strength and content weight are both 0, so there is nothing to paint")
            )
        return self


class Segment(Adjustable):
    """Settings that a run was painted with before they were changed.

    They held until ``iteration`` iterations of scale ``scale`` (from 0, the coarsest) were done; from there
    on it was the next segment's, and after the last one the recipe's own.
    """

    style_weights: Annotated[tuple[PositiveWeight, ...], Field(min_length=1, max_length=MAX_STYLES)]
    scale: Annotated[int, Field(ge=0, le=MAX_SCALES - 1)]
    iteration: Annotated[int, Field(ge=0, le=MAX_ITERATIONS)]
