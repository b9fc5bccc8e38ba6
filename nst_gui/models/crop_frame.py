"""The rectangle that is cut out of a picture, while it is being chosen. Whole pixels, no widgets."""

from __future__ import annotations

from enum import Enum, auto
from typing import Final

from nst_engine.recipe import MIN_PICTURE_EDGE, Crop, PictureRef, Rotation

#: Left, top, width and height in pixels.
Box = tuple[int, int, int, int]
Size = tuple[int, int]
#: Which edges follow the hand: -1 left or top, 1 right or bottom, 0 neither.
Handle = tuple[int, int]
HANDLES: Final[tuple[Handle, ...]] = tuple(
    (across, down) for across in (-1, 0, 1) for down in (-1, 0, 1) if (across, down) != (0, 0)
)
_TURNS: Final[tuple[Rotation, ...]] = (0, 90, 180, 270)


class FrameOrder(Enum):
    """What can be asked of a picture that is used."""

    CROP = auto()
    LEFT = auto()
    RIGHT = auto()
    WHOLE = auto()


def turned(box: Box, size: Size, quarters: int) -> Box:
    """``box`` of a picture of ``size``, after that was turned clockwise by so many quarters."""
    for _ in range(quarters % 4):
        x, y, width, height = box
        box, size = (size[1] - y - height, x, height, width), (size[1], size[0])
    return box


def rotated(ref: PictureRef, quarters: int) -> PictureRef:
    """The same part of the picture, turned clockwise by so many quarters more."""
    return ref.framed(ref.crop, _TURNS[(ref.rotation // 90 + quarters) % 4])


class CropFrame:
    """A rectangle within a picture as it is seen, which may be turned.

    Every change leaves it within the picture, no edge shorter than 16 pixels, and of the proportions
    ``ratio`` (width / height) as nearly as whole pixels and the picture allow.
    """

    def __init__(self, ref: PictureRef) -> None:
        self._ref = ref
        self.quarters = ref.rotation // 90
        self.ratio: float | None = None
        self.box: Box = turned(ref.box, (ref.width, ref.height), self.quarters)

    @property
    def size(self) -> Size:
        """Width and height of the whole picture as it is turned."""
        whole = self._ref.width, self._ref.height
        return (whole[1], whole[0]) if self.quarters % 2 else whole

    def reference(self) -> PictureRef:
        """The picture with what was chosen of it."""
        x, y, width, height = turned(self.box, self.size, -self.quarters)
        return self._ref.framed(Crop(x=x, y=y, width=width, height=height), _TURNS[self.quarters])

    # ---- changes ----------------------------------------------------------------------------------

    def turn(self, quarters: int) -> None:
        """Turn the picture clockwise, and the rectangle with it."""
        self.box = turned(self.box, self.size, quarters)
        self.quarters = (self.quarters + quarters) % 4
        if self.ratio is not None and quarters % 2:
            self.ratio = 1 / self.ratio

    def reset(self) -> None:
        """All of the picture, upright, in any proportions."""
        self.quarters, self.ratio = 0, None
        self.box = (0, 0, *self.size)

    def set_ratio(self, ratio: float | None) -> None:
        """Keep to other proportions; the rectangle keeps its middle and, where there is room, its area."""
        self.ratio = ratio
        if ratio is not None:
            x, y, width, height = self.box
            wanted = (width * height * ratio) ** 0.5
            self._place(wanted, (x + width / 2, y + height / 2), (0, 0))

    def swap(self) -> None:
        """Upright instead of lying, or the other way round."""
        _, _, width, height = self.box
        ratio = self.ratio
        self.set_ratio(height / width if ratio is None else 1 / ratio)
        if ratio is None:
            self.ratio = None

    def move(self, across: int, down: int) -> None:
        """Move the rectangle by pixels, as far as the picture reaches."""
        x, y, width, height = self.box
        whole = self.size
        x = min(max(0, x + across), whole[0] - width)
        y = min(max(0, y + down), whole[1] - height)
        self.box = x, y, width, height

    def drag(self, handle: Handle, x: float, y: float) -> None:
        """Bring a handle to a point of the picture; what lies opposite stays."""
        left, top, width, height = self.box
        across, down = handle
        fixed = (
            left + width * (1 - across) / 2,  # the opposite edge, or the middle
            top + height * (1 - down) / 2,
        )
        wide = (x - fixed[0]) * across if across else float(width)
        high = (y - fixed[1]) * down if down else float(height)
        if self.ratio is None:
            self._place_free(wide, high, fixed, handle)
        elif across and down:
            self._place(max(wide, high * self.ratio), fixed, handle)
        else:
            self._place(wide if across else high * self.ratio, fixed, handle)

    def grow(self, pixels: int) -> None:
        """Make the rectangle wider by so many pixels about its middle, or with a negative number narrower."""
        x, y, width, height = self.box
        ratio, self.ratio = self.ratio, self.ratio or width / height
        self._place(width + pixels, (x + width / 2, y + height / 2), (0, 0))
        self.ratio = ratio

    # ---- within the picture -----------------------------------------------------------------------

    def _place_free(self, wide: float, high: float, fixed: tuple[float, float], handle: Handle) -> None:
        left, top, width, height = self.box
        whole = self.size
        if handle[0]:
            left, width = _span(wide, fixed[0], handle[0], whole[0])
        if handle[1]:
            top, height = _span(high, fixed[1], handle[1], whole[1])
        self.box = left, top, width, height

    def _place(self, wide: float, fixed: tuple[float, float], handle: Handle) -> None:
        """A rectangle about ``wide`` pixels wide in the proportions there are, held at ``fixed``."""
        ratio, whole = self.ratio or 1.0, self.size
        room = tuple(_room(place, side, edge) for place, side, edge in zip(fixed, handle, whole, strict=True))
        least = max(MIN_PICTURE_EDGE, MIN_PICTURE_EDGE * ratio)
        wide = min(max(wide, least), room[0], room[1] * ratio)
        left, width = _span(wide, fixed[0], handle[0], whole[0])
        top, height = _span(wide / ratio, fixed[1], handle[1], whole[1])
        self.box = left, top, width, height


def _room(place: float, side: int, edge: int) -> float:
    """How long something may be that begins at ``place`` and goes to one side, or for 0 lies anywhere."""
    if side == 0:
        return edge  # it is moved where it would stand out
    return edge - place if side > 0 else place


def _span(length: float, place: float, side: int, edge: int) -> tuple[int, int]:
    """Start and length, in whole pixels within ``edge``, of what is held at ``place``."""
    room = max(MIN_PICTURE_EDGE, int(_room(place, side, edge)))
    whole = min(max(MIN_PICTURE_EDGE, round(length)), room, edge)
    start = place - whole * (1 - side) / 2
    return min(max(0, round(start)), edge - whole), whole
