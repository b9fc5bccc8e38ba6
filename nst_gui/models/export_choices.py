"""What was last chosen for saving a picture; it is offered again. No widgets here."""

from __future__ import annotations

from typing import Annotated, Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from nst_engine.export import DEFAULT_DPI, ExportOptions, Metadata
from nst_engine.pictures import EXPORT_FORMATS, SaveOptions
from nst_gui.models.name_template import DEFAULT_TEMPLATE

Extension = Literal[".png", ".tif", ".jpg", ".webp", ".avif"]
Unit = Literal["px", "cm", "in"]
#: One extension for each format, in the order they are offered.
OFFERED: Final[tuple[Extension, ...]] = (".png", ".tif", ".jpg", ".webp", ".avif")
#: Formats that lose detail unless told otherwise, and those of them that can be told otherwise.
LOSSY: Final = frozenset({"JPEG", "WebP", "AVIF"})
MAY_BE_LOSSLESS: Final = frozenset({"WebP", "AVIF"})


class ExportChoices(BaseModel):
    """Every choice but the place and the size: a size meant for one picture would surprise at the next."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    extension: Extension = ".png"
    bits: Literal[8, 16] = 8
    quality: Annotated[int, Field(ge=1, le=100)] = 95
    lossless: bool = False
    dpi: Annotated[float, Field(ge=1, le=20_000, allow_inf_nan=False)] = DEFAULT_DPI
    unit: Unit = "px"
    metadata: Metadata = "strip"
    with_recipe: bool = True
    template: Annotated[str, Field(max_length=200)] = DEFAULT_TEMPLATE
    #: Whether the rest of the choices was open.
    expanded: bool = False

    def options(self, long_edge: int | None = None) -> ExportOptions:
        """As the engine takes them, without what the format cannot do."""
        kind = EXPORT_FORMATS[self.extension]
        save = SaveOptions(
            bits=self.bits if self.bits in kind.bits else 8,
            quality=self.quality,
            lossless=self.lossless and kind.name in MAY_BE_LOSSLESS,
            dpi=self.dpi,
        )
        return ExportOptions(save, long_edge, self.metadata, self.with_recipe)

    def changed(self, **changes: Any) -> ExportChoices:
        """These with some others."""
        return self.model_copy(update=changes)


def choices_from(text: str) -> ExportChoices:
    """Choices out of a settings file, which anybody may have edited; the usual ones where it is damaged."""
    try:
        return ExportChoices.model_validate_json(text)
    except ValidationError:
        return ExportChoices()
