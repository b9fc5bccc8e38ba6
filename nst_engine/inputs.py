"""A run's pictures, loaded from where the recipe says, at the sizes the run needs."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import torch
from torch import Tensor

from nst_engine import pictures
from nst_engine.errors import InputError
from nst_engine.pictures.picture import FloatArray, Picture
from nst_engine.pixels import resample, to_tensor
from nst_engine.plan import Plan
from nst_engine.recipe import PictureRef, Recipe
from nst_engine.vgg import MIN_EDGE

#: A painting this many times too short for its stroke size is worth a warning; less is hardly seen.
_WORTH_SAYING: Final = 1.25


@dataclass(frozen=True, slots=True)
class Photograph:
    """The content at the output's size: 1×3×H×W over the background, and the alpha it came with."""

    pixels: Tensor
    alpha: FloatArray | None


class Inputs:
    """Reads pictures for one run; all tensors are 1×3×H×W float32 on the plan's device."""

    def __init__(self, recipe: Recipe, plan: Plan, on_notice: Callable[[str], None]) -> None:
        self._recipe = recipe
        self._device = torch.device(plan.device)
        self._first, self._final = plan.scales[0], plan.scales[-1]
        self._notice = on_notice

    def photograph(self) -> Photograph:
        """The content picture. Raises :class:`InputError`."""
        content = pictures.resize(self._load(self._recipe.content), self._final.width, self._final.height)
        return Photograph(self._tensor(content), content.alpha)

    def painting(self, reference: PictureRef) -> Tensor:
        """A style picture with about stroke_size² times the output's pixels, never enlarged.

        Raises :class:`InputError`.
        """
        picture = self._load(reference)
        area = self._final.width * self._final.height * self._recipe.stroke_size**2
        factor = math.sqrt(area / (picture.width * picture.height))
        if factor > _WORTH_SAYING:
            self._notice(
                f"{reference.name} has {picture.width} × {picture.height} pixels, fewer than the stroke "
                "size asks for; its strokes come out finer. A larger copy of the painting would help."
            )
        factor = min(factor, 1.0)
        width, height = (max(MIN_EDGE, round(edge * factor)) for edge in (picture.width, picture.height))
        return self._tensor(pictures.resize(picture, width, height))

    def initial(self, photograph: Tensor) -> Tensor:
        """The picture the run starts from, at the output's size (noise: at the first scale's)."""
        init = self._recipe.init
        if init == "content":
            return photograph
        if isinstance(init, PictureRef):
            return self._tensor(pictures.resize(self._load(init), self._final.width, self._final.height))
        # Drawn on the CPU: the same noise on every device.
        generator = torch.Generator().manual_seed(self._recipe.seed)
        noise = torch.rand((1, 3, self._first.height, self._first.width), generator=generator)
        return noise.to(self._device)

    def _load(self, reference: PictureRef) -> Picture:
        if reference.path is None:
            raise InputError(
                f"The picture {reference.name} has no place on this computer yet; choose its file."
            )
        picture = pictures.load(Path(reference.path), on_notice=self._notice)
        if (picture.width, picture.height) != (reference.width, reference.height):
            raise InputError(
                f"{reference.name} has another size than when it was chosen; choose the file again."
            )
        return picture

    def _tensor(self, picture: Picture) -> Tensor:
        return to_tensor(pictures.flatten(picture, self._recipe.background), self._device)


def at_scale(painting: Tensor, shrink: float) -> Tensor:
    """``painting`` made ``shrink`` times as large (≤ 1), not below what the network needs."""
    height, width = (max(MIN_EDGE, round(edge * shrink)) for edge in painting.shape[2:])
    return resample(painting, (height, width))
