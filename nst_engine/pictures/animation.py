"""Animations and numbered pictures out, made of frames that exist one at a time."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import BinaryIO, Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from nst_engine.errors import InputError, ResourceError
from nst_engine.pictures.colour import srgb_profile
from nst_engine.pictures.files import beside, shown, write_atomically, write_reason
from nst_engine.pictures.output import check_name

#: Gives frame ``number`` (from 0) as uint8 H×W×3, sRGB; all frames are of one size.
FrameAt = Callable[[int], NDArray[np.uint8]]

#: File name extension → what Pillow calls it.
ANIMATIONS: Final = {".webp": "WebP", ".gif": "GIF"}
_QUALITY: Final = 90


class _Reel(Image.Image):
    """An image of many frames, each of which is made when Pillow asks for it.

    Pillow's WebP writer would otherwise want all of them at once.
    """

    def __init__(self, frame_at: FrameAt, count: int) -> None:
        super().__init__()
        self.n_frames = count
        self._frame_at = frame_at
        self._current = -1
        self.seek(0)

    def seek(self, frame: int) -> None:
        if not 0 <= frame < self.n_frames:
            raise EOFError("no such frame")
        if frame != self._current:
            picture = Image.fromarray(np.ascontiguousarray(self._frame_at(frame)))
            # The fields that Pillow asks its plug-ins to fill in.
            self.im, self._mode, self._size = picture.im, picture.mode, picture.size
            self._current = frame

    def tell(self) -> int:
        return self._current


def write_animation(
    path: Path, frame_at: FrameAt, durations: Sequence[int], *, loop: bool, overwrite: bool = False
) -> None:
    """Write ``.webp`` or ``.gif``, safely (see :func:`write_atomically`).

    ``durations`` has one time in milliseconds for each frame, in tens for GIF; with ``loop`` it begins again
    for ever. What ``frame_at`` raises ends the writing and leaves no file.

    Raises :class:`InputError` for another extension, or where the file exists and may not be replaced, and
    :class:`ResourceError` when the disk does not take it.
    """
    kind = ANIMATIONS.get(path.suffix.lower())
    if kind is None:
        raise InputError("{name} is no animation; end the name in .webp or .gif.", name=shown(path))

    def write(file: BinaryIO) -> None:
        if kind == "WebP":
            _write_webp(file, frame_at, list(durations), loop=loop)
        else:
            _write_gif(file, frame_at, list(durations), loop=loop)

    write_atomically(path, write, overwrite=overwrite)


def _write_webp(file: BinaryIO, frame_at: FrameAt, durations: list[int], *, loop: bool) -> None:
    _Reel(frame_at, len(durations)).save(
        file,
        "WebP",
        save_all=True,
        duration=durations,
        loop=0 if loop else 1,
        quality=_QUALITY,
        method=4,
        icc_profile=srgb_profile(),
    )


def _write_gif(file: BinaryIO, frame_at: FrameAt, durations: list[int], *, loop: bool) -> None:
    first, *others = range(len(durations))
    # A GIF that does not say how often it is played is played once.
    repeated = {"loop": 0} if loop else {}
    _palettised(frame_at(first)).save(
        file,
        "GIF",
        save_all=True,
        append_images=(_palettised(frame_at(number)) for number in others),
        duration=durations if others else durations[0],
        optimize=False,
        disposal=1,
        **repeated,
    )


def _palettised(pixels: NDArray[np.uint8]) -> Image.Image:
    """The 256 colours that suit this frame best, and the others mixed from them."""
    picture = Image.fromarray(np.ascontiguousarray(pixels))
    palette = picture.quantize(256, method=Image.Quantize.MEDIANCUT)
    return picture.quantize(palette=palette, dither=Image.Dither.FLOYDSTEINBERG)


def check_new_folder(folder: Path) -> None:
    """Refuse a place where numbered pictures would lie among others; raises :class:`InputError`."""
    check_name(folder)
    try:
        if folder.is_dir() and not folder.is_symlink():
            if next(folder.iterdir(), None) is not None:
                raise InputError(
                    "The folder {name} is not empty; choose a new or an empty one.", name=shown(folder)
                )
        elif os.path.lexists(folder):
            raise InputError("{name} is not a folder; choose a new or an empty one.", name=shown(folder))
        elif not folder.parent.is_dir():
            raise InputError(
                "The folder {name} does not exist; create it or choose another one.",
                name=shown(folder.parent),
            )
    except OSError as error:
        raise InputError(
            "{name} cannot be used: {reason}.", name=shown(folder), reason=write_reason(error)
        ) from error


def write_numbered(folder: Path, frame_at: FrameAt, count: int) -> None:
    """Write ``0001.png`` and so on into a new or empty folder: all of them, or no folder at all.

    Raises :class:`InputError` where the folder cannot be used, :class:`ResourceError` when the disk does not
    take it, and what ``frame_at`` raises.
    """
    folder = folder.absolute()
    check_new_folder(folder)
    workshop = beside(folder)
    try:
        workshop.mkdir()
        try:
            for number in range(count):
                _write_png(workshop / f"{number + 1:04}.png", frame_at(number))
            if folder.exists():
                folder.rmdir()  # refuses to, should something lie in it by now
            workshop.rename(folder)
        finally:
            shutil.rmtree(workshop, ignore_errors=True)
    except OSError as error:
        raise ResourceError(
            "The folder {name} could not be written: {reason}.",
            name=shown(folder),
            reason=write_reason(error),
        ) from error


def _write_png(path: Path, pixels: NDArray[np.uint8]) -> None:
    picture = Image.fromarray(np.ascontiguousarray(pixels))

    def write(file: BinaryIO) -> None:
        picture.save(file, "PNG", icc_profile=srgb_profile())

    write_atomically(path, write, overwrite=False)
