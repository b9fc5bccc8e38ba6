"""What the gallery strip offers: the shipped paintings and textures, and those used before."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from nst_engine import paths
from nst_engine.errors import ResourceError
from nst_engine.recipe import PictureRef
from nst_engine.samples import Sample, all_samples
from nst_gui import words
from nst_gui.settings import WindowSettings
from nst_gui.widgets.gallery_strip import GalleryItem, GalleryStrip
from nst_gui.workers import pictures_worker
from nst_gui.workers.tasks import Failure, Tasks

_log: Final = logging.getLogger(__name__)
_EDGE: Final = 192


class Gallery(QObject):
    """Fills a strip; ``chosen`` carries the path of the painting that was clicked."""

    chosen = Signal(object)
    said = Signal(str, str)

    def __init__(
        self, strip: GalleryStrip, tasks: Tasks, settings: WindowSettings, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._strip, self._tasks, self._settings = strip, tasks, settings
        self._thumbs: dict[Path, QImage | None] = {}
        self._used: dict[Path, QImage] = {}
        self._samples: tuple[Sample, ...] = ()
        strip.chosen.connect(self._choose)

    def fill(self) -> None:
        """Offer what there is; a damaged installation is said once, and painting works without samples."""
        try:
            self._samples = all_samples()
        except ResourceError as error:
            self.said.emit(words.said(error.sentence), "error")
        self._load_missing()
        self._show()

    @property
    def _shipped(self) -> list[Sample]:
        return [sample for sample in self._samples if sample.kind != "photograph"]

    def remember(self, path: Path) -> None:
        """A painting was used: offer it again, in front."""
        if any(sample.path == path for sample in self._shipped):
            return
        self._settings.remember("paintings", path)
        self._load_missing()
        self._show()

    def show_used(self, thumbs: Mapping[Path, QImage | None]) -> None:
        """Show the paintings in use as they are used: cropped and turned."""
        used = {path: thumb for path, thumb in thumbs.items() if thumb is not None}
        if used != self._used:
            self._used = used
            self._show()

    def _thumb(self, path: Path) -> QImage | None:
        thumb = self._thumbs.get(path)
        return self._used.get(path, thumb) if thumb is not None else None

    def title(self, ref: PictureRef) -> str:
        """What a picture is called on the screen: its title if it ships with the program, else its name."""
        path = Path(ref.path) if ref.path is not None else None
        shipped = next((_called(sample)[0] for sample in self._samples if sample.path == path), None)
        if shipped is not None:
            return shipped
        return self.tr("Pasted picture") if path and path.parent == paths.pasted_dir() else ref.name

    def _choose(self, key: str) -> None:
        self.chosen.emit(Path(key))

    def _load_missing(self) -> None:
        for path in (*self._settings.recent("paintings"), *(sample.path for sample in self._shipped)):
            if path in self._thumbs:
                continue
            self._thumbs[path] = None
            self._tasks.run(
                partial(pictures_worker.thumbnail, path, _EDGE),
                partial(self._loaded, path),
                partial(self._unavailable, path),
            )

    def _loaded(self, path: Path, thumb: QImage) -> None:
        self._thumbs[path] = thumb
        self._show()

    def _unavailable(self, path: Path, failure: Failure) -> None:
        # A file that has gone since it was used is no news for the user: it is just not offered.
        _log.info("Not offered in the gallery: %s: %s", path, failure.sentence)

    def _show(self) -> None:
        pasted = paths.pasted_dir()
        items = []
        for path in self._settings.recent("paintings"):
            thumb = self._thumb(path)
            if thumb is not None:
                title = self.tr("Pasted picture") if path.parent == pasted else path.stem
                items.append(GalleryItem(str(path), title, str(path), thumb))
        for sample in self._shipped:
            thumb = self._thumb(sample.path)
            if thumb is not None:
                items.append(GalleryItem(str(sample.path), *_called(sample), thumb))
        self._strip.set_items(items)


def _called(sample: Sample) -> tuple[str, str]:
    """Title and credit in the window's language."""
    return words.shipped("Samples", sample.title), words.shipped("Samples", sample.credit)
