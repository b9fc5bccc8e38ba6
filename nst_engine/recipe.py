"""The recipe: *what* to paint. Frozen, validated, JSON with a schema version.

A recipe never says how a machine does it (that is the plan) and holds no clock times, so that the same
recipe gives the same bytes. Paths are absolute in memory; :func:`portable` takes them out for exported
pictures, and the recipe file keeps them relative to itself.
"""

from __future__ import annotations

import itertools
import json
import math
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Final, Literal, NoReturn, Self

from pydantic import (
    Field,
    SerializerFunctionWrapHandler,
    ValidationError,
    ValidationInfo,
    field_validator,
    model_serializer,
    model_validator,
)

from nst_engine import adjustable
from nst_engine.adjustable import (
    MAX_ITERATIONS,
    MAX_SEGMENTS,
    MAX_STYLES,
    Adjustable,
    Frozen,
    PositiveWeight,
    Segment,
)
from nst_engine.errors import InputError
from nst_engine.problems import TOO_DEEP, first_problem
from nst_engine.sentences import Sentence

SCHEMA_VERSION: Final = 1
RECIPE: Final = Sentence("recipe")
#: What to do when a file holds none.
RECIPE_INSTEAD: Final = Sentence("choose a recipe file or a picture saved with one")
MAX_RECIPE_BYTES: Final = 1_000_000
MIN_SIZE: Final = 64
MAX_SIZE: Final = 16_384
DEFAULT_SIZE: Final = 1024
#: Neither edge of a picture, or of the part of it that is used, may be shorter, in pixels.
MIN_PICTURE_EDGE: Final = 16
#: A picture that can be read has at most 250 megapixels.
MAX_PICTURE_EDGE: Final = 250_000_000 // MIN_PICTURE_EDGE

LAYERS: Final = adjustable.LAYERS

#: The published choice (Gatys, Ecker & Bethge 2016, section 2) of layers.
CONTENT_LAYERS: Final = {"relu4_2": 1.0}
#: Style layer weights of each objective; only their proportions matter for *balanced*, which normalises them.
STYLE_LAYERS: Final[dict[str, dict[str, float]]] = {
    "balanced": {"relu1_1": 4.0, "relu2_1": 4.0, "relu3_1": 3.0, "relu4_1": 2.0, "relu5_1": 1.0},
    "gatys": {"relu1_1": 1.0, "relu2_1": 1.0, "relu3_1": 1.0, "relu4_1": 1.0, "relu5_1": 1.0},
}

Share = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]
Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class Crop(Frozen):
    """The part of a picture that is used, in whole pixels of the upright file, the corner at the top left."""

    x: Annotated[int, Field(ge=0, le=MAX_PICTURE_EDGE)]
    y: Annotated[int, Field(ge=0, le=MAX_PICTURE_EDGE)]
    width: Annotated[int, Field(ge=MIN_PICTURE_EDGE, le=MAX_PICTURE_EDGE)]
    height: Annotated[int, Field(ge=MIN_PICTURE_EDGE, le=MAX_PICTURE_EDGE)]


Rotation = Literal[0, 90, 180, 270]


class PictureRef(Frozen):
    """Which file a picture is, and what of it is used.

    ``name``, ``sha256``, ``width`` and ``height`` are those of the upright file; ``path`` is where it was.
    The file's pixels are cropped first and then turned by ``rotation`` degrees clockwise (``pictures.framed``
    does it), so that a turn leaves the crop as it is. Neither appears in the JSON of a picture used whole.
    """

    name: Annotated[str, Field(min_length=1, max_length=1024)]
    sha256: Sha256
    width: Annotated[int, Field(ge=1, le=MAX_PICTURE_EDGE)]
    height: Annotated[int, Field(ge=1, le=MAX_PICTURE_EDGE)]
    path: str | None = None
    crop: Crop | None = None
    rotation: Rotation = 0

    @field_validator("crop")
    @classmethod
    def _within_the_picture(cls, crop: Crop | None, info: ValidationInfo) -> Crop | None:
        width, height = info.data.get("width"), info.data.get("height")
        if crop is None or width is None or height is None:
            return crop
        if crop.x + crop.width > width or crop.y + crop.height > height:
            raise ValueError(
                Sentence(
                    "the crop reaches beyond the picture of {width:,} × {height:,} pixels",
                    width=width,
                    height=height,
                )
            )
        # All of the picture has one form only: equal recipes serialise to equal bytes.
        return None if (crop.width, crop.height) == (width, height) else crop

    @model_serializer(mode="wrap")
    def _whole_as_ever(self, handler: SerializerFunctionWrapHandler) -> dict[str, Any]:
        data: dict[str, Any] = handler(self)
        for name in ("crop", "rotation"):
            if not data.get(name):
                data.pop(name, None)
        return data

    @property
    def box(self) -> tuple[int, int, int, int]:
        """The part that is used: left, top, width and height in pixels of the upright file."""
        if self.crop is None:
            return 0, 0, self.width, self.height
        return self.crop.x, self.crop.y, self.crop.width, self.crop.height

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in pixels of what is used, as it is turned."""
        _, _, width, height = self.box
        return (height, width) if self.rotation in (90, 270) else (width, height)

    @property
    def is_whole(self) -> bool:
        """Whether the file's picture is used as it is."""
        return self.crop is None and self.rotation == 0

    def framed(self, crop: Crop | None, rotation: int) -> PictureRef:
        """The same file, another part of it. Raises :class:`ValidationError` for a crop that does not fit."""
        fields = {name: getattr(self, name) for name in type(self).model_fields}
        return PictureRef.model_validate({**fields, "crop": crop, "rotation": rotation})

    def framed_like(self, other: PictureRef) -> PictureRef:
        """The same file, used as ``other`` is.

        Raises :class:`InputError` where ``other`` claims a size the picture has not, and its crop lies
        outside.
        """
        try:
            return self.framed(other.crop, other.rotation)
        except ValidationError as error:
            raise InputError(
                "The recipe asks for a part of {name} that lies outside of it; crop the picture again.",
                name=self.name,
            ) from error


class StyleRef(Frozen):
    """A painting and its share of the style; shares are normalised to sum 1 over all paintings."""

    picture: PictureRef
    weight: PositiveWeight = 1.0


class WeightsRef(Frozen):
    """Which VGG-19 weights: the bundled ones, an imported family, or a file."""

    name: Literal["bundled", "oxford", "torchvision", "file"] = "bundled"
    path: str | None = None
    sha256: Sha256 | None = None

    @model_validator(mode="after")
    def _file_has_a_path_or_hash(self) -> WeightsRef:
        if self.name == "file" and self.path is None and self.sha256 is None:
            raise ValueError(Sentence("weights from a file need its path"))
        return self


class Recipe(Adjustable):
    """What to paint. Units and ranges are those of the table in docs/architecture.md."""

    schema_version: Literal[1] = 1
    content: PictureRef
    styles: Annotated[tuple[StyleRef, ...], Field(min_length=1, max_length=MAX_STYLES)]

    #: Long edge of the output in pixels; ``None`` is min(long edge of the photograph as it is cropped, 1024).
    size: Annotated[int, Field(ge=MIN_SIZE, le=MAX_SIZE)] | None = None
    pooling: Literal["max", "average"] = "max"

    #: How much work the schedule spends (see ``schedule``); the objective is the same at every quality.
    quality: Literal["draft", "standard", "fine"] = "standard"
    #: Iterations at the last scale; ``None`` is what the quality says. Coarser scales follow the schedule.
    iterations: Annotated[int, Field(ge=1, le=MAX_ITERATIONS)] | None = None
    #: "last" paints at the output's size alone: for a painting that goes on from ``init``, whose large
    #: shapes are there already.
    scales: Literal["all", "last"] = "all"
    optimiser: Literal["lbfgs", "adam"] = "lbfgs"
    init: Literal["content", "noise"] | PictureRef = "content"
    seed: Annotated[int, Field(ge=0, le=2**32 - 1)] = 0

    #: Afterwards: how much of the photograph's colours, and of the photograph, comes back (see ``finish``).
    keep_colours: Share = 0.0
    blend: Share = 0.0

    background: Annotated[str, Field(pattern=r"^#[0-9a-f]{6}$")] = "#ffffff"
    weights: WeightsRef = WeightsRef()

    #: What the settings were before they were changed while painting, in order.
    segments: Annotated[tuple[Segment, ...], Field(max_length=MAX_SEGMENTS)] = ()

    @field_validator("segments")
    @classmethod
    def _one_after_the_other(cls, segments: tuple[Segment, ...]) -> tuple[Segment, ...]:
        places = [(0, 0), *((segment.scale, segment.iteration) for segment in segments)]
        if any(later <= earlier for earlier, later in itertools.pairwise(places)):
            raise ValueError(Sentence("each must end after the one before"))
        return segments

    @model_validator(mode="after")
    def _every_painting_weighed(self) -> Self:
        if any(len(segment.style_weights) != len(self.styles) for segment in self.segments):
            raise ValueError(Sentence("segments: each must have one weight for each painting"))
        return self

    @property
    def output_size(self) -> tuple[int, int]:
        """Width and height of the output in pixels; the short edge is rounded and at least 1."""
        width, height = self.content.size
        long_edge = max(width, height)
        size = self.size if self.size is not None else max(MIN_SIZE, min(long_edge, DEFAULT_SIZE))
        factor = size / long_edge
        return max(1, round(width * factor)), max(1, round(height * factor))

    @property
    def style_shares(self) -> tuple[float, ...]:
        """The style weights, normalised to sum 1."""
        total = math.fsum(style.weight for style in self.styles)
        return tuple(style.weight / total for style in self.styles)

    @property
    def used_content_layers(self) -> Mapping[str, float]:
        """Content layers and their weights, the objective's own where the recipe names none."""
        return self.content_layers if self.content_layers is not None else CONTENT_LAYERS

    @property
    def used_style_layers(self) -> Mapping[str, float]:
        """Style layers and their weights, the objective's own where the recipe names none."""
        return self.style_layers if self.style_layers is not None else STYLE_LAYERS[self.objective]

    def pictures(self) -> tuple[PictureRef, ...]:
        """Every picture the recipe reads: content, styles, initial picture."""
        initial = (self.init,) if isinstance(self.init, PictureRef) else ()
        return (self.content, *(style.picture for style in self.styles), *initial)

    def to_json(self) -> str:
        """The recipe as one line of JSON, equal for equal recipes."""
        data = self.model_dump(mode="json")
        if not self.segments:
            del data["segments"]
        return json.dumps(data, allow_nan=False, ensure_ascii=False, sort_keys=True)


def _map_paths(data: Any, change: Any) -> Any:
    if isinstance(data, dict):
        return {
            k: change(v) if k == "path" and v is not None else _map_paths(v, change) for k, v in data.items()
        }
    if isinstance(data, list):
        return [_map_paths(item, change) for item in data]
    return data


def portable(recipe: Recipe) -> Recipe:
    """The same recipe without paths, as exported pictures carry it; sources are found again by hash."""
    data = recipe.model_dump(mode="json")
    data = _map_paths(data, lambda _path: None)
    if data["weights"]["name"] == "file" and data["weights"]["sha256"] is None:
        raise InputError(
            "The weights file has not been hashed yet, so the recipe cannot leave this computer."
        )
    return Recipe.model_validate(data)


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not a number a recipe may hold")


def parse_object(
    text: str, source: str, what: Sentence = RECIPE, instead: Sentence = RECIPE_INSTEAD
) -> dict[str, Any]:
    """A JSON object out of untrusted text: at most 1 MB, no NaN or Infinity, no newer schema.

    ``source`` and ``what`` name the text in messages, ``instead`` says what to do where it is something else.
    Raises :class:`InputError`.
    """
    if len(text.encode("utf-8", "surrogatepass")) > MAX_RECIPE_BYTES:
        raise InputError(
            "The {what} in {source} is larger than 1 MB; it was not made by this program.",
            what=what,
            source=source,
        )
    try:
        data = json.loads(text, parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as error:
        raise InputError(
            "The {what} in {source} is damaged and cannot be read; use another copy.",
            what=what,
            source=source,
        ) from error
    if not isinstance(data, dict):
        raise InputError("{source} holds no {what}; {instead}.", source=source, what=what, instead=instead)
    version = data.get("schema_version", SCHEMA_VERSION)
    if isinstance(version, int) and version > SCHEMA_VERSION:
        raise InputError(
            "The {what} in {source} was made by a newer version of NST Studio; update to open it.",
            what=what,
            source=source,
        )
    return data


def _no_local_file(path: str) -> bool:
    """Whether ``path`` leads into the network, or is no name a file can have.

    Half a letter (a lone surrogate) could not be written again.
    """
    plain = path.strip().replace("\\", "/")
    return (
        plain.startswith("//")
        or "://" in plain
        or any(letter == "\0" or "\ud800" <= letter <= "\udfff" for letter in path)
    )


def recipe_from_json(text: str, source: str, folder: Path | None = None) -> Recipe:
    """Read a recipe from untrusted JSON.

    ``source`` names the text in messages. Relative paths are taken as relative to ``folder``; without a
    folder (a recipe found inside a picture) all paths are dropped, and so are those that lead into the
    network or that no file can have. No path is opened here.

    Raises :class:`InputError` for damaged text, values out of range and newer schemas.
    """

    return recipe_from_object(parse_object(text, source), source, folder)


def recipe_from_object(data: Mapping[str, Any], source: str, folder: Path | None = None) -> Recipe:
    """As :func:`recipe_from_json`, of JSON that was read already and is just as untrusted."""

    def anchored(path: object) -> str | None:
        if folder is None or not isinstance(path, str) or _no_local_file(path):
            return None
        return str(Path(folder, path))

    try:
        return Recipe.model_validate(_map_paths(dict(data), anchored))
    except (ValidationError, RecursionError) as error:
        detail = first_problem(error) if isinstance(error, ValidationError) else TOO_DEEP
        raise InputError(
            "The recipe in {source} cannot be used: {detail}.", source=source, detail=detail
        ) from error
