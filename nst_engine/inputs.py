"""A run's pictures, loaded from where the recipe says, at the sizes the run needs."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterator
from typing import Final, TypeVar

import torch
from torch import Tensor

from nst_engine import pictures
from nst_engine.errors import InputError
from nst_engine.pictures.picture import FloatArray, Picture
from nst_engine.pixels import to_tensor
from nst_engine.plan import Plan, ScalePlan
from nst_engine.recipe import PictureRef, Recipe
from nst_engine.sentences import Sentence
from nst_engine.vgg import MIN_EDGE

#: A painting this many times too short for its stroke size is worth a warning; less is hardly seen.
_WORTH_SAYING: Final = 1.25
#: Long edge in pixels of what is kept of each picture: enough for the coarse scales, quickly read.
SMALL_EDGE: Final = 1024

T = TypeVar("T")
Notice = Callable[[Sentence], None]


class Source:
    """What a recipe uses of one picture file, at any size: cropped and turned.

    A copy of at most 1024 px is kept, more is read when it is needed.
    So painting begins soon, and large pictures take no memory while others are used.
    """

    def __init__(self, reference: PictureRef, on_notice: Notice) -> None:
        """Read the small copy. Raises :class:`InputError`."""
        self._reference = reference
        self._notice = on_notice
        #: Whether the copy is all there is.
        self._whole = max(reference.size) <= SMALL_EDGE
        self._small = pictures.load_framed(reference, on_notice, None if self._whole else SMALL_EDGE)

    @property
    def has_alpha(self) -> bool:
        return self._small.alpha is not None

    def at(self, width: int, height: int, *, best: bool = False) -> Picture:
        """The picture at a size in pixels; from the small copy where that will do, unless ``best``."""
        enough = max(width, height) <= max(self._small.width, self._small.height) and not best
        source = self._small if enough or self._whole else self._read()
        return pictures.resize(source, width, height)

    def _read(self) -> Picture:
        try:
            return pictures.load_framed(self._reference)
        except InputError:
            # Hours of painting may lie behind; a picture a little less sharp is better than none.
            self._notice(
                Sentence(
                    "{name} cannot be read any more; a smaller copy of it is used from here on.",
                    name=self._reference.name,
                )
            )
            self._whole = True
            return self._small


class Inputs:
    """Reads pictures for one run; all tensors are 1×3×H×W float32 on the plan's device.

    Making one reads the content picture, :meth:`prepare` all others: what cannot be used is told before
    painting. Raises :class:`InputError`.
    """

    def __init__(self, recipe: Recipe, plan: Plan, on_notice: Notice) -> None:
        self._recipe = recipe
        self._plan = plan
        self._device = torch.device(plan.device)
        self._notice = on_notice
        #: Seconds spent on reading pictures so far.
        self.seconds = 0.0
        self._paintings: list[Source] = []
        self._initial: Source | None = None
        self._alpha: FloatArray | None = None
        self._content = self._source(recipe.content)

    def prepare(self, check: Callable[[], None]) -> None:
        """Read the paintings and the initial picture; ``check`` is called before each.

        Raises :class:`InputError`.
        """
        for style in self._recipe.styles:
            check()
            self._paintings.append(self._source(style.picture))
        check()
        if isinstance(self._recipe.init, PictureRef):
            self._initial = self._source(self._recipe.init)

    def change(self, recipe: Recipe) -> None:
        """Go on with the same pictures under other settings."""
        coarser = recipe.stroke_size > self._recipe.stroke_size
        self._recipe = recipe
        if coarser:
            for notice in too_small_paintings(recipe, self._plan.scales[-1]):
                self._notice(notice)

    def photograph(self, index: int) -> Tensor:
        """The content picture over the background, at the size of scale ``index``."""
        picture = self._scaled(self._content, index)
        if index == len(self._plan.scales) - 1:
            self._alpha = picture.alpha
        return self._tensor(picture)

    def alpha(self) -> FloatArray | None:
        """The alpha plane the content picture came with, at the output's size."""
        if self._alpha is None and self._content.has_alpha:
            self._alpha = self._scaled(self._content, len(self._plan.scales) - 1).alpha
        return self._alpha

    def initial(self, index: int) -> Tensor:
        """The picture a run starts from, at the size of scale ``index`` (noise: at the first scale's).

        A tensor of its own, free to be changed.
        """
        if self._recipe.init == "content":
            return self.photograph(index)
        if self._initial is not None:
            return self._tensor(self._scaled(self._initial, index))
        # Drawn on the CPU: the same noise on every device.
        generator = torch.Generator().manual_seed(self._recipe.seed)
        first = self._plan.scales[0]
        return torch.rand((1, 3, first.height, first.width), generator=generator).to(self._device)

    def smaller_initial(self, index: int) -> Tensor | None:
        """The initial picture at its own size, where scale ``index`` is a larger one of its proportions."""
        if self._initial is None or not isinstance(self._recipe.init, PictureRef):
            return None
        scale, (width, height) = self._plan.scales[index], self._recipe.init.size
        factor = max(scale.width, scale.height) / max(width, height)
        short = min(width, height) * factor
        if factor <= 1 or abs(short - min(scale.width, scale.height)) > 1 + factor / 2:
            return None
        if (width >= height) != (scale.width >= scale.height):
            return None
        source = self._initial
        return self._tensor(self._timed(lambda: source.at(width, height, best=True)))

    def painting(self, number: int, index: int) -> Tensor:
        """A style picture for scale ``index``: about stroke_size² times its pixels, never enlarged."""
        scale = self._plan.scales[index]
        reference = self._recipe.styles[number].picture
        width, height = painting_size(self._recipe, reference, scale.width * scale.height)
        picture = self._timed(
            lambda: self._paintings[number].at(width, height, best=index == len(self._plan.scales) - 1)
        )
        return self._tensor(picture)

    def _source(self, reference: PictureRef) -> Source:
        return self._timed(lambda: Source(reference, self._notice))

    def _scaled(self, source: Source, index: int) -> Picture:
        scale = self._plan.scales[index]
        best = index == len(self._plan.scales) - 1
        return self._timed(lambda: source.at(scale.width, scale.height, best=best))

    def _timed(self, read: Callable[[], T]) -> T:
        began = time.monotonic()
        result = read()
        self.seconds += time.monotonic() - began
        return result

    def _tensor(self, picture: Picture) -> Tensor:
        return to_tensor(pictures.flatten(picture, self._recipe.background), self._device)


def painting_size(recipe: Recipe, reference: PictureRef, pixels: int) -> tuple[int, int]:
    """Width and height of a painting for a scale of ``pixels`` pixels: in proportion, at most its own.

    The coarse scales, which settle the large strokes, do not know whether the painting is too small for
    the output; from the scale on that outgrows it, fine strokes are those of a smaller painting. No edge
    is shorter than ``MIN_EDGE``: a very narrow painting leaves its proportion at the coarse scales.
    """
    area = pixels * recipe.stroke_size**2
    width, height = reference.size
    factor = min(1.0, math.sqrt(area / (width * height)))
    return max(MIN_EDGE, round(width * factor)), max(MIN_EDGE, round(height * factor))


def too_small_paintings(recipe: Recipe, final: ScalePlan) -> Iterator[Sentence]:
    """What is to be said of paintings with clearly fewer pixels than the last scale asks for."""
    area = final.width * final.height * recipe.stroke_size**2
    for style in recipe.styles:
        width, height = style.picture.size
        if math.sqrt(area / (width * height)) > _WORTH_SAYING:
            yield _too_small(style.picture)


def _too_small(reference: PictureRef) -> Sentence:
    width, height = reference.size
    if reference.crop is None:
        return Sentence(
            "{name} has {width:,} × {height:,} pixels, fewer than the stroke size asks for; its strokes, "
            "or at least the small ones, come out finer. A larger copy of the painting would help.",
            name=reference.name,
            width=width,
            height=height,
        )
    return Sentence(
        "{name} has {width:,} × {height:,} pixels as it is cropped, fewer than the stroke size asks for; its "
        "strokes, or at least the small ones, come out finer. A larger copy of the painting would help.",
        name=reference.name,
        width=width,
        height=height,
    )
