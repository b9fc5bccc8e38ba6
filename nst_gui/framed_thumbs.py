"""Thumbnails of pictures as they are used: cropped and turned."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from nst_engine.recipe import Crop, PictureRef
from nst_gui.workers import pictures_worker
from nst_gui.workers.images import framed_image
from nst_gui.workers.tasks import Tasks

#: Thumbnails that are remembered: undo goes to and fro between crops.
_KEPT: Final = 64
_Key = tuple[str, Crop | None, int]


class FramedThumbs(QObject):
    """Cuts thumbnails out of those of the whole pictures at once, and has sharp ones made meanwhile.

    ``came`` says that a sharper one is there.
    """

    came = Signal()

    def __init__(self, whole: Callable[[PictureRef], QImage | None], tasks: Tasks, parent: QObject) -> None:
        """``whole`` gives the thumbnail of all of a picture, ``None`` while there is none."""
        super().__init__(parent)
        self._whole, self._tasks = whole, tasks
        self._made: OrderedDict[_Key, QImage] = OrderedDict()

    def of(self, ref: PictureRef) -> QImage | None:
        """What is used of a picture, as a thumbnail."""
        whole = self._whole(ref)
        if whole is None or ref.is_whole:
            return whole
        key = (ref.sha256, ref.crop, ref.rotation)
        if key not in self._made:
            self._remember(key, framed_image(whole, ref))
            if ref.crop is not None:
                work = partial(pictures_worker.framed_view, ref, pictures_worker.THUMBNAIL_EDGE)
                # Where the file is gone the one cut out stays, and painting says what is wrong.
                self._tasks.run(work, partial(self._came, key), lambda _failure: None)
        self._made.move_to_end(key)
        return self._made[key]

    def _came(self, key: _Key, thumb: QImage) -> None:
        self._remember(key, thumb)
        self.came.emit()

    def _remember(self, key: _Key, thumb: QImage) -> None:
        self._made[key] = thumb
        while len(self._made) > _KEPT:
            self._made.popitem(last=False)
