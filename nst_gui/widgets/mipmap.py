"""A picture with its halves, quarters, …, so that it can be drawn small without shimmer or delay."""

from __future__ import annotations

from typing import Final

from PIL import Image
from PySide6.QtCore import QObject, QRunnable, Qt, QThreadPool, Signal, Slot
from PySide6.QtGui import QImage

#: Halving this many pixels takes a few milliseconds; more is done beside the window's thread.
_AT_ONCE: Final = 5_000_000
#: No level is made whose long edge would be shorter than this.
_SMALLEST: Final = 64


def _paintable(image: QImage) -> QImage:
    """The picture in a format that needs no conversion while painting; one that has it is only shared."""
    if image.hasAlphaChannel():
        return image.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied)
    return image.convertToFormat(QImage.Format.Format_RGB32)


def _halved(image: QImage) -> QImage:
    # Not QImage.scaled: it shares a pool of threads with all painting, which would wait behind it.
    size = (image.width(), image.height())
    stride = image.bytesPerLine()
    whole = Image.frombuffer("RGBX", size, image.constBits(), "raw", "RGBX", stride, 1)
    half = whole.reduce(2)
    pixels = half.tobytes()
    return QImage(pixels, half.width, half.height, 4 * half.width, image.format()).copy()


def _levels_below(image: QImage) -> list[QImage]:
    levels: list[QImage] = []
    while max(image.width(), image.height()) > 2 * _SMALLEST:
        image = _halved(image)
        levels.append(image)
    return levels


class _Report(QObject):
    """Carries a finished set of levels from the pool to the window's thread."""

    made = Signal(int, object)


class _Reduction(QRunnable):
    def __init__(self, generation: int, image: QImage, report: _Report) -> None:
        super().__init__()
        self._generation = generation
        self._image = image
        self._report = report

    def run(self) -> None:
        image = _paintable(self._image)
        self._report.made.emit(self._generation, [image, *_levels_below(image)])


class Mipmap(QObject):
    """The levels of one picture at a time.

    The full picture is there at once. The smaller levels of a large one are made in the background;
    ``changed`` says when they are there.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._levels: list[QImage] = []
        self._complete = False
        self._generation = 0
        self._report = _Report()
        self._report.made.connect(self._take, Qt.ConnectionType.QueuedConnection)

    def set_image(self, image: QImage) -> None:
        """Take another picture, or a null one for none."""
        self._generation += 1
        self._levels = [image]
        self._complete = image.isNull()
        if image.isNull():
            self._levels = []
        elif image.width() * image.height() <= _AT_ONCE:
            self._levels = [_paintable(image)]
        else:
            reduction = _Reduction(self._generation, image, self._report)
            QThreadPool.globalInstance().start(reduction)

    def is_null(self) -> bool:
        """Whether there is no picture."""
        return not self._levels

    def full(self) -> QImage:
        """The picture itself."""
        return self._levels[0] if self._levels else QImage()

    def level_for(self, width: float) -> QImage:
        """The smallest level that is at least ``width`` pixels wide, as far as levels are ready."""
        if not self._levels:
            return QImage()
        first = self._levels[0]
        if not self._complete and first.width() * first.height() <= _AT_ONCE and width <= first.width() / 2:
            self._levels = [first, *_levels_below(first)]
            self._complete = True
        best = first
        for level in self._levels:
            if level.width() >= width:
                best = level
        return best

    @Slot(int, object)
    def _take(self, generation: int, levels: list[QImage]) -> None:
        # A picture that came meanwhile has its own levels under way.
        if generation == self._generation and self._levels:
            self._levels = levels
            self._complete = True
            self.changed.emit()
