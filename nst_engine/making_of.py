"""The making of a painting: its stages as an animation, or as numbered pictures, with the recipe's finish."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from nst_engine import finish, pictures, unfinished
from nst_engine.errors import InputError
from nst_engine.pictures.animation import ANIMATIONS, check_new_folder, write_animation, write_numbered
from nst_engine.pictures.files import shown
from nst_engine.pictures.output import check_file
from nst_engine.pictures.picture import Picture
from nst_engine.recipe import Recipe
from nst_engine.sentences import Sentence
from nst_engine.stages import EDGE, Stages

#: Who writes one of these wants a file of a kind that is not made here, and no folder of that name.
_FILES: Final = frozenset(
    {".apng", ".avi", ".avif", ".jpeg", ".jpg", ".m4v", ".mkv", ".mov", ".mp4", ".png", ".tif", ".tiff"}
    | {".webm", ".zip"}
)
#: How long the photograph stands at the beginning, in seconds.
PHOTOGRAPH_SECONDS: Final = 1.0
MIN_EDGE: Final = 64
#: Animations count time in hundredths of a second: GIF knows nothing finer.
_TICK_MS: Final = 10


@dataclass(frozen=True, slots=True)
class Order:
    """What to make: an animation where ``path`` ends in .webp or .gif, else a folder of numbered pictures.

    ``edge`` is the long edge in pixels, never longer than a stage is. ``seconds`` from the first stage to the
    painting at ``rate`` frames a second, then ``hold`` seconds of the painting; with ``loop`` again for ever.
    Numbered pictures are one for each stage. ``photograph`` puts the photograph before them.
    """

    path: Path
    edge: int = EDGE
    seconds: float = 6.0
    rate: int = 10
    hold: float = 2.0
    loop: bool = True
    photograph: bool = False
    overwrite: bool = False

    @property
    def animated(self) -> bool:
        return self.path.suffix.lower() in ANIMATIONS

    def check(self, inputs: Iterable[Path] = ()) -> None:
        """Refuse a place that cannot be written, by really trying; raises :class:`InputError`.

        ``inputs`` are files that must stay as they are.
        """
        if self.animated:
            check_file(self.path, inputs, self.overwrite)
        elif self.path.suffix.lower() in _FILES:
            raise InputError(
                "{name} cannot be written; end the name in .webp or .gif for an animation, or give a folder "
                "for numbered pictures.",
                name=shown(self.path),
            )
        else:
            check_new_folder(self.path)


def frame_size(recipe: Recipe, edge: int = EDGE) -> tuple[int, int]:
    """Width and height of a frame: the painting's shape, at most ``edge`` pixels long."""
    width, height = recipe.output_size
    factor = min(1.0, min(edge, EDGE) / max(width, height))
    return max(1, round(width * factor)), max(1, round(height * factor))


def timing(count: int, seconds: float, rate: int, hold: float) -> list[tuple[int, int]]:
    """Which of ``count`` pictures is shown for how many milliseconds.

    At a higher rate than there are pictures some stand longer; at a lower one some are left out. The first
    and the last are always there, and all times together are the whole of ``seconds`` and ``hold``.
    """
    frames = max(2, round(seconds * rate))
    ends = [round(seconds * 1000 / _TICK_MS * (number + 1) / frames) for number in range(frames)]
    ends[-1] += round(hold * 1000 / _TICK_MS)
    shown: list[tuple[int, int]] = []
    begin = 0
    for number, end in enumerate(ends):
        picture = round(number * (count - 1) / (frames - 1))
        before = shown.pop()[1] if shown and shown[-1][0] == picture else 0
        shown.append((picture, before + (end - begin) * _TICK_MS))
        begin = end
    return shown


class Frames:
    """The stages of a run at one size, with the recipe's finish; one picture at a time is in memory.

    Where the photograph is not there any more the stages have no finish, and ``notice`` says so.
    """

    def __init__(self, stages: Stages, recipe: Recipe, edge: int = EDGE) -> None:
        self.stages = stages
        self.recipe = recipe
        self.size = frame_size(recipe, edge)
        self.notice: Sentence | None = None
        self._ground: Picture | None = None

    def with_recipe(self, recipe: Recipe) -> Frames:
        """The same stages with another finish; the photograph is not read again."""
        other = Frames(self.stages, recipe, max(self.size))
        other._ground = self._ground
        return other

    def at(self, position: int) -> NDArray[np.uint8]:
        """The stage at ``position`` as uint8 H×W×3; raises :class:`InputError` when it is gone."""
        pixels = _resized(self.stages.pixels(position), self.size)
        ground = self.photograph() if finish.is_asked(self.recipe) else None
        if ground is None:
            return pixels
        painted = Picture(pixels.astype(np.float32) / np.float32(255))
        return _levels(finish.finish(painted, self.recipe, ground))

    def photograph(self) -> Picture | None:
        """The photograph at the frames' size; ``None`` where it is gone or another, as ``notice`` says."""
        if self._ground is None and self.notice is None:
            try:
                pictures.same_file(self.recipe.content)
                self._ground = finish.photograph(self.recipe, self.size)
            except InputError as error:
                self.notice = Sentence("The photograph is left out: {reason}", reason=error.sentence)
        return self._ground


def export(
    stages: Stages,
    recipe: Recipe,
    order: Order,
    on_progress: Callable[[int, int], None] | None = None,
    check: Callable[[], None] | None = None,
) -> tuple[Sentence, ...]:
    """Make what ``order`` says; returns what could not be done as wished, as sentences.

    ``on_progress`` gets the frames that are done and how many there are. ``check`` is called before each
    frame; what it raises ends the work, and no file is left.

    Raises :class:`InputError` for a place that cannot be used or a stage that is gone, and
    :class:`ResourceError` when the disk does not take it.
    """
    order.check([Path(picture.path) for picture in recipe.pictures() if picture.path is not None])
    frames = Frames(stages, recipe, order.edge)
    photograph = frames.photograph() if order.photograph else None
    if order.animated:
        times = timing(len(stages), order.seconds, order.rate, order.hold)
    else:
        times = [(position, 0) for position in range(len(stages))]
    first = [] if photograph is None else [round(PHOTOGRAPH_SECONDS * 1000)]
    total, done = len(first) + len(times), 0

    def frame_at(number: int) -> NDArray[np.uint8]:
        nonlocal done
        if check is not None:
            check()
        if photograph is not None and number == 0:
            made = _levels(photograph)
        else:
            made = frames.at(times[number - len(first)][0])
        if on_progress is not None and number + 1 > done:
            done = number + 1
            on_progress(done, total)
        return made

    with unfinished.noted(order.path):
        if order.animated:
            durations = [*first, *(time for _, time in times)]
            write_animation(order.path, frame_at, durations, loop=order.loop, overwrite=order.overwrite)
        else:
            write_numbered(order.path, frame_at, total)
    return () if frames.notice is None else (frames.notice,)


def _levels(picture: Picture) -> NDArray[np.uint8]:
    levels: NDArray[np.uint8] = pictures.quantised(picture, 8)
    return levels


def _resized(pixels: NDArray[np.uint8], size: tuple[int, int]) -> NDArray[np.uint8]:
    if (pixels.shape[1], pixels.shape[0]) == size:
        return pixels
    return np.asarray(Image.fromarray(pixels).resize(size, Image.Resampling.LANCZOS))
