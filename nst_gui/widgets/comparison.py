"""How a second picture is held against the painting: which mode, and where the divider is. No drawing."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from PySide6.QtCore import QRectF

#: Logical pixels on either side of the divider in which a hand takes hold of it.
GRIP: Final = 8.0


class CompareMode(StrEnum):
    """What the canvas shows while there is something to compare with."""

    #: The painting alone.
    RESULT = "result"
    #: The other picture left of a divider, the painting right of it.
    SPLIT = "split"
    #: Both next to each other, at the same place and zoom.
    BESIDE = "beside"


class Comparison:
    """The chosen mode, the divider, and whether the other picture is held up for the moment."""

    def __init__(self) -> None:
        self.chosen = CompareMode.RESULT
        #: Place of the divider as a share (0–1) of the picture's width: it stays on the same spot of the
        #: picture while that is zoomed and moved.
        self.share = 0.5
        self.held = False
        self.label = ""
        self.other_label = ""

    def mode(self, available: bool) -> CompareMode:
        """The mode in force; without another picture the painting stands alone."""
        return self.chosen if available and not self.held else CompareMode.RESULT

    def divider(self, target: QRectF, width: float) -> float:
        """Where the divider is drawn, for a picture at ``target`` in a view this wide (any one unit).

        It never leaves the view, so that a hand can always take hold of it.
        """
        return min(max(target.left() + self.share * target.width(), 0.0), width)

    def move_divider(self, x: float, target: QRectF) -> None:
        """Put the divider at ``x``, within the picture."""
        if target.width() > 0:
            self.share = min(max((x - target.left()) / target.width(), 0.0), 1.0)
