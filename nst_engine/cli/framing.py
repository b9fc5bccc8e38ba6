"""The options for what of each picture is used: ``--content-crop``, ``--style-rotate`` and their like."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from pydantic import ValidationError

from nst_engine.cli.words import counted
from nst_engine.errors import InputError
from nst_engine.recipe import MIN_PICTURE_EDGE, Crop, PictureRef

#: Takes a recipe's crop away again.
WHOLE: Final = "whole"
_NUMBERS: Final = re.compile(r"(\d{1,6}),(\d{1,6}),(\d{1,6}),(\d{1,6})")


def framed(reference: PictureRef, option: str, crop: str | None, rotation: int | None) -> PictureRef:
    """``reference`` as the two options named ``--OPTION-crop`` and ``--OPTION-rotate`` ask for.

    ``crop`` is ``X,Y,W,H`` or "whole", ``rotation`` degrees clockwise; ``None`` leaves what there is.
    Raises :class:`InputError`.
    """
    wanted = reference.crop if crop is None else _parsed(crop, option)
    try:
        return reference.framed(wanted, reference.rotation if rotation is None else rotation)
    except ValidationError as error:
        raise InputError(
            f"--{option}-crop {crop} does not fit {reference.name}, which has "
            f"{reference.width} × {reference.height} pixels."
        ) from error


def all_framed(
    references: Sequence[PictureRef], crops: Sequence[str] | None, rotations: Sequence[int] | None
) -> list[PictureRef]:
    """The paintings as ``--style-crop`` and ``--style-rotate`` ask for, one value for each painting."""
    for given, what in ((crops, "crop"), (rotations, "rotation")):
        if given is not None and len(given) != len(references):
            count = counted(len(given), f"style {what}")
            raise InputError(
                f"{counted(len(references), 'painting')} cannot share {count}; "
                f"give one {what} for each painting."
            )
    parts: Sequence[str | None] = crops or [None] * len(references)
    turns: Sequence[int | None] = rotations or [None] * len(references)
    return [
        framed(reference, "style", part, turn)
        for reference, part, turn in zip(references, parts, turns, strict=True)
    ]


def _parsed(text: str, option: str) -> Crop | None:
    if text == WHOLE:
        return None
    numbers = _NUMBERS.fullmatch(text)
    if numbers is None:
        raise InputError(
            f"--{option}-crop {text} is not a crop; write left, top, width and height in pixels, "
            f"120,80,1600,1200 for example, or {WHOLE}."
        )
    x, y, width, height = (int(number) for number in numbers.groups())
    if min(width, height) < MIN_PICTURE_EDGE:
        raise InputError(
            f"--{option}-crop {text} is too small; both edges must be at least {MIN_PICTURE_EDGE} pixels."
        )
    return Crop(x=x, y=y, width=width, height=height)
