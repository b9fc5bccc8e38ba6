"""Where a picture lies in a window: zoom and centre, without any widget.

Lengths are in *device* pixels of the window and in *output* pixels of the picture. Zoom 1 is one output
pixel per device pixel. Nothing here depends on the resolution of the preview that happens to be shown.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSizeF

MOST_ZOOM: Final = 32.0
#: Enlarging a tiny picture to fill a large window shows nothing but its pixels.
_MOST_FITTED_ZOOM: Final = 8.0


class ViewTransform:
    """Maps output pixels to device pixels: ``device = view / 2 + (output - centre) · zoom``."""

    def __init__(self) -> None:
        self.zoom = 1.0
        self.centre = QPointF()
        self.fits = True
        self._output = QSizeF()
        self._view = QSizeF()
        self._margin = 0.0

    @property
    def output(self) -> QSizeF:
        """Width and height of the picture in output pixels; empty without one."""
        return self._output

    def clear(self) -> None:
        """Forget the picture; the next one is fitted."""
        self._output = QSizeF()
        self.fits = True

    def set_output(self, output: QSizeF) -> None:
        """Take a picture of another size.

        The view of one with the same proportions stays what it was – the same part, as large on screen –
        and one with other proportions is another picture, which is fitted.
        """
        before = self._output
        if output == before:
            return
        self._output = output
        if before.isEmpty() or self.fits:
            self.fit()
            return
        factor = output.width() / before.width()
        if abs(output.height() - before.height() * factor) > 2 * max(1.0, factor):
            self.fit()
            return
        self._place(self.zoom / factor, self.centre * factor)

    def set_view(self, view: QSizeF, margin: float) -> None:
        """Take the window's size; a fitted picture leaves ``margin`` device pixels free on each side."""
        self._view = view
        self._margin = margin
        if self.fits:
            self.fit()

    def fitting_zoom(self) -> float:
        """The zoom at which all of the picture can be seen."""
        if self._output.isEmpty():
            return 1.0
        width = max(1.0, self._view.width() - 2 * self._margin)
        height = max(1.0, self._view.height() - 2 * self._margin)
        return min(_MOST_FITTED_ZOOM, width / self._output.width(), height / self._output.height())

    def least_zoom(self) -> float:
        """The smallest zoom: half of fitting, and never above 100 %."""
        return min(1.0, self.fitting_zoom() / 2)

    def fit(self) -> None:
        """Show all of the picture, and keep doing so when the window changes."""
        self.fits = True
        self.zoom = self.fitting_zoom()
        self.centre = QPointF(self._output.width() / 2, self._output.height() / 2)

    def zoom_at(self, zoom: float, device: QPointF) -> None:
        """Zoom so that the point of the picture under ``device`` stays there."""
        anchor = self.to_output(device)
        before = self.zoom
        self.fits = False
        zoom = min(MOST_ZOOM, max(self.least_zoom(), zoom))
        self._place(zoom, anchor + (self.centre - anchor) * (before / zoom))

    def pan(self, device: QPointF) -> None:
        """Move the picture by ``device`` pixels."""
        self.fits = False
        self._place(self.zoom, self.centre - device / self.zoom)

    def _place(self, zoom: float, centre: QPointF) -> None:
        # The middle of the window never leaves the picture, so it cannot get lost.
        self.zoom = zoom
        self.centre = QPointF(
            min(self._output.width(), max(0.0, centre.x())), min(self._output.height(), max(0.0, centre.y()))
        )

    def to_output(self, device: QPointF) -> QPointF:
        """The point of the picture at a point of the window."""
        middle = QPointF(self._view.width() / 2, self._view.height() / 2)
        return self.centre + (device - middle) / self.zoom

    def target(self) -> QRectF:
        """Where the picture lies in the window, its corner on a whole device pixel."""
        left = self._view.width() / 2 - self.centre.x() * self.zoom
        top = self._view.height() / 2 - self.centre.y() * self.zoom
        return QRectF(
            round(left), round(top), self._output.width() * self.zoom, self._output.height() * self.zoom
        )
