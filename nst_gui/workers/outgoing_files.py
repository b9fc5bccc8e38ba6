"""Pictures as they leave for other programs: files in a folder of their own, and bytes for the clipboard.

Plain functions; none of them runs on the window's thread but :func:`remove_own`, when the window is gone.
"""

from __future__ import annotations

import contextlib
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from PySide6.QtGui import QImage

from nst_engine import owner, paths, pictures, unfinished
from nst_engine.export import export
from nst_engine.pictures.encoding import SaveOptions
from nst_engine.pictures.save import encode
from nst_engine.result import Result
from nst_gui.models.export_choices import ExportChoices
from nst_gui.models.name_template import filled, values_of
from nst_gui.workers.images import picture_to_qimage
from nst_gui.workers.pictures_worker import Painted, picture_so_far
from nst_gui.workers.render_worker import SoFar

#: Whoever took one may still be reading it; older ones make room.
_KEPT: Final = 8

Source = Result | Painted | SoFar


@dataclass(frozen=True, slots=True, eq=False)
class Clip:
    """A picture for the clipboard: for programs that take pixels, and for those that take a file's bytes."""

    image: QImage
    png: bytes


@dataclass(frozen=True, slots=True, eq=False)
class Written:
    """A file that can be handed out, and its picture for programs that take pixels."""

    path: Path
    image: QImage


def clip(source: Source) -> Clip:
    """``source`` as it will be pasted: 8 bits, no recipe, nothing of the camera. Raises :class:`NstError`."""
    picture = _painted(source).picture
    return Clip(_image(picture), encode(picture, ".png", SaveOptions()))


def write(source: Source, choices: ExportChoices) -> Written:
    """Write ``source`` as it was saved last, but at the size it was painted; raises :class:`NstError`."""
    painted = _painted(source)
    picture = painted.picture
    folder = _next_folder()
    name = filled(choices.template, values_of(painted.recipe, (picture.width, picture.height)))
    path = folder / f"{name}{choices.extension}"
    export(picture, painted.recipe, path, choices.options())
    return Written(path, _image(picture))


def _painted(source: Source) -> Result | Painted:
    return picture_so_far(source) if isinstance(source, SoFar) else source


def _image(picture: pictures.Picture) -> QImage:
    if picture.alpha is None:
        return picture_to_qimage(picture)
    levels = np.ascontiguousarray(pictures.quantised(picture, 8))
    height, width, _ = levels.shape
    return QImage(levels.data, width, height, 4 * width, QImage.Format.Format_RGBA8888).copy()


def _own_folder() -> Path:
    return paths.outgoing_dir() / owner.own_mark()


def _next_folder() -> Path:
    """A new folder for one file, which so keeps its name; the oldest ones go."""
    own = _own_folder()
    own.mkdir(parents=True, exist_ok=True)
    present = sorted(int(path.name) for path in own.iterdir() if path.name.isdigit())
    for number in present[: -_KEPT + 1 or None] if len(present) >= _KEPT else ():
        shutil.rmtree(own / str(number), ignore_errors=True)
    folder = own / str(present[-1] + 1 if present else 1)
    folder.mkdir()
    return folder


def sweep() -> None:
    """Clear away what programs that were killed have left: files handed out, and half-written ones."""
    unfinished.sweep()
    with contextlib.suppress(OSError):
        for folder in paths.outgoing_dir().iterdir():
            if owner.is_gone(folder.name):
                shutil.rmtree(folder, ignore_errors=True)


def remove_own() -> None:
    """Clear away what this program has handed out."""
    shutil.rmtree(_own_folder(), ignore_errors=True)
