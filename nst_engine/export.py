"""A painted picture on its way out: its size, what travels inside, and how it is written.

The window and the command line both come through here, so that equal choices give equal bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Literal

from nst_engine import pictures, unfinished
from nst_engine.errors import InputError
from nst_engine.export_memory import check_memory
from nst_engine.pictures import MAX_PIXELS, MIN_EDGE, CameraData, Picture, SaveOptions
from nst_engine.recipe import PictureRef, Recipe
from nst_engine.sentences import Sentence

#: Usual for print; screens ignore it.
DEFAULT_DPI: Final = 300.0
CM_PER_INCH: Final = 2.54

#: What is copied from the photograph's file: nothing, all but the place, or the place as well.
Metadata = Literal["strip", "no-location", "keep"]


@dataclass(frozen=True, slots=True)
class ExportOptions:
    """How a picture is exported.

    ``long_edge`` in pixels resamples it, ``None`` keeps the pixels as they were painted.
    """

    save: SaveOptions = field(default_factory=lambda: SaveOptions(dpi=DEFAULT_DPI))
    long_edge: int | None = None
    metadata: Metadata = "strip"
    with_recipe: bool = True


def pixels_on_paper(centimetres: float, dpi: float) -> int:
    """How many pixels a length on paper takes, at least one."""
    return max(1, round(centimetres / CM_PER_INCH * dpi))


def centimetres_on_paper(pixels: float, dpi: float) -> float:
    """How long so many pixels are on paper."""
    return pixels / dpi * CM_PER_INCH


def exported_size(width: int, height: int, long_edge: int | None) -> tuple[int, int]:
    """Width and height of the file for a picture of ``width`` × ``height`` pixels.

    Raises :class:`InputError` for a size that no picture can have.
    """
    if long_edge is None or long_edge == max(width, height):
        return width, height
    factor = long_edge / max(width, height)
    size = max(1, round(width * factor)), max(1, round(height * factor))
    if min(size) < MIN_EDGE:
        raise InputError(
            "The file would be {width:,}×{height:,} pixels; both edges must be at least {least}, so choose a "
            "larger size.",
            width=size[0],
            height=size[1],
            least=MIN_EDGE,
        )
    if size[0] * size[1] > MAX_PIXELS:
        raise InputError(
            "The file would be {width:,}×{height:,} pixels, more than {most} megapixels; choose a smaller "
            "size or a lower resolution.",
            width=size[0],
            height=size[1],
            most=MAX_PIXELS // 1_000_000,
        )
    return size


def check_export(
    path: Path, size: tuple[int, int], options: ExportOptions, inputs: Iterable[Path], overwrite: bool
) -> None:
    """As :func:`nst_engine.pictures.check_output` for a picture painted at ``size`` (width, height).

    Also raises :class:`ResourceError` for a file that takes more memory than this computer has.
    """
    width, height = exported_size(*size, options.long_edge)
    pictures.check_output(path, width, height, inputs, overwrite, options.save.bits)
    check_memory(path.suffix, size, (width, height), options.save.bits)


def export(
    picture: Picture,
    recipe: Recipe,
    path: Path,
    options: ExportOptions,
    *,
    overwrite: bool = False,
    on_notice: Callable[[Sentence], None] | None = None,
) -> None:
    """Write ``picture``, which was painted by ``recipe``, to ``path``; see :func:`nst_engine.pictures.save`.

    Camera data comes from the photograph where it still is what was painted; otherwise it is left out and
    ``on_notice`` is told. Raises what ``save`` and :func:`exported_size` raise.
    """
    size = exported_size(picture.width, picture.height, options.long_edge)
    camera = None
    if options.metadata != "strip":
        camera = _camera_data(recipe.content, options.metadata == "keep", on_notice)
    with unfinished.noted(path):
        pictures.save(
            picture,
            path,
            options.save,
            recipe if options.with_recipe else None,
            overwrite,
            on_notice,
            camera,
            size,
        )


def _camera_data(
    photograph: PictureRef, with_place: bool, on_notice: Callable[[Sentence], None] | None
) -> CameraData | None:
    try:
        return pictures.read_camera_data(pictures.same_file(photograph), with_place=with_place)
    except InputError as error:
        if on_notice is not None:
            on_notice(Sentence("The camera data was left out: {problem}", problem=error.sentence))
        return None
