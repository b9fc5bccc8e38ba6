"""Both programs in turn, on pictures that need no shrinking."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from pathlib import Path

from PIL import Image, ImageOps

from benchmarks.options import say
from benchmarks.processes import ProcessFailed
from benchmarks.programs import Job, Manner, Painting, Peer, Studio
from nst_engine.version import PROGRAM_NAME


@dataclass(frozen=True, slots=True)
class Pair:
    """One run of the peer, and one of ours in each manner, one after the other."""

    peer: Painting
    ours: tuple[Painting, ...]


def at_size(job: Job, folder: Path) -> Job:
    """The same job with both pictures made as small beforehand as the peer makes them.

    The two programs shrink with different filters, and the Gram matrices of the low layers see which one it
    was: a painting made smaller by one of them is another target than the same painting made smaller by the
    other. Pictures that need no shrinking give both programs the same targets.
    """
    made = []
    pixels = 0
    for number, path in enumerate((job.content, job.style)):
        with Image.open(path) as picture:
            upright = ImageOps.exif_transpose(picture).convert("RGB")
        width, height = upright.size
        if number == 0:
            factor = job.size / max(width, height)
            size = (round(width * factor), round(height * factor))
            pixels = size[0] * size[1]
        else:  # the peer's rule: as many pixels as the content
            rows = round(math.sqrt(pixels * height / width))
            size = (round(width / height * rows), rows)
        target = folder / f"{path.stem}-{size[0]}x{size[1]}.png"
        upright.resize(size, Image.Resampling.BILINEAR).save(target)
        made.append(target)
    return replace(job, content=made[0], style=made[1])


def paint_pair(name: str, folder: Path, peer: Peer, ours: Studio, manners: tuple[Manner, ...]) -> Pair:
    """The peer, then ours in each of ``manners``; the pictures are kept in ``folder`` under ``name``.

    Raises :class:`ProcessFailed` where a program fails, or the two do not paint the same number of pixels.
    """
    say(f"{name}: pastiche …")
    theirs = peer.paint(folder / f"peer-{name}.png")
    say(f"{theirs.seconds:.1f} s")
    mine = []
    for number, manner in enumerate(manners, start=1):
        say(f"{name}: {PROGRAM_NAME}, {manner.precision} …")
        painting = ours.paint(folder / f"ours-{name}-{number}.png", manner)
        say(f"{painting.seconds:.1f} s")
        if (theirs.width, theirs.height) != (painting.width, painting.height):
            raise ProcessFailed(
                f"pastiche painted {theirs.width} × {theirs.height} pixels and {PROGRAM_NAME} "
                f"{painting.width} × {painting.height}; choose a size that both round alike."
            )
        mine.append(painting)
    return Pair(theirs, tuple(mine))
