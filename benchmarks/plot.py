"""Curves over time as a small SVG picture: both axes logarithmic, light background, nothing to install."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

Point = tuple[float, float]

_WIDTH, _HEIGHT = 900, 560
_LEFT, _RIGHT, _TOP, _BOTTOM = 84, 24, 84, 64
_INK, FAINT, _GRID = "#222222", "#6b6b6b", "#e4e4e4"
#: Room left around the points, as a factor.
_ROOM = 1.15
#: An axis shorter than this factor gets more ticks than 1, 2, 5.
_FEW_DECADES = 30


@dataclass(frozen=True, slots=True)
class Curve:
    """Points joined by a line. Without a ``label`` it has no place in the legend."""

    points: Sequence[Point]
    colour: str
    label: str = ""
    dashed: bool = False
    #: Where the line ends in a picture that was saved: a ring.
    ring: Point | None = None


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment worth a vertical line, told in a few characters ``row`` rows above its foot."""

    x: float
    text: str
    colour: str
    row: int = 0


@dataclass(frozen=True, slots=True)
class _Axis:
    """Values on a logarithmic axis as pixels between ``begin`` and ``end``."""

    low: float
    high: float
    begin: float
    end: float

    def at(self, value: float) -> float:
        share = math.log(value / self.low) / math.log(self.high / self.low)
        return self.begin + share * (self.end - self.begin)

    def ticks(self) -> list[float]:
        """1, 2, 5, 10, 20 … as far as the axis reaches; more of them where it does not reach far."""
        digits = (1, 2, 5) if self.high / self.low > _FEW_DECADES else (1, 1.5, 2, 3, 4, 5, 6, 8)
        decades = range(math.floor(math.log10(self.low)), math.ceil(math.log10(self.high)) + 1)
        values = [digit * 10.0**decade for decade in decades for digit in digits]
        return [value for value in values if self.low <= value <= self.high]


def log_plot(
    title: str, labels: tuple[str, str], curves: Sequence[Curve], moments: Sequence[Moment] = ()
) -> str:
    """The SVG text of ``curves`` with ``labels`` for the x and the y axis; all values must be above 0.

    Points that are not finite are left out. Raises :class:`ValueError` when no point is left.
    """
    points = [point for curve in curves for point in (*_finite(curve.points), *_rings(curve))]
    if not points:
        raise ValueError("there is nothing to draw")
    across = _axis([x for x, _ in points], _LEFT, _WIDTH - _RIGHT)
    up = _axis([y for _, y in points], _HEIGHT - _BOTTOM, _TOP)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" '
        f'width="{_WIDTH}" height="{_HEIGHT}" font-family="sans-serif" font-size="13">',
        f"<title>{escape(title)}</title>",
        f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="#ffffff"/>',
        _text(_LEFT, 28, title, size=17),
        *_grid(across, up),
        *_moments(moments, across),
        *(part for curve in curves for part in _drawn(curve, across, up)),
        *_legend(curves),
        _text((_LEFT + _WIDTH - _RIGHT) / 2, _HEIGHT - 14, labels[0], anchor="middle"),
        _text(20, (_TOP + _HEIGHT - _BOTTOM) / 2, labels[1], anchor="middle", turned=True),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _finite(points: Iterable[Point]) -> list[Point]:
    return [(x, y) for x, y in points if math.isfinite(x) and math.isfinite(y)]


def _rings(curve: Curve) -> list[Point]:
    return [] if curve.ring is None else [curve.ring]


def _axis(values: Sequence[float], begin: float, end: float) -> _Axis:
    return _Axis(min(values) / _ROOM, max(values) * _ROOM, begin, end)


def _text(
    x: float,
    y: float,
    text: str,
    *,
    size: int = 13,
    colour: str = _INK,
    anchor: str = "start",
    turned: bool = False,
) -> str:
    turn = f' transform="rotate(-90 {x:.1f} {y:.1f})"' if turned else ""
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" fill="{colour}" text-anchor="{anchor}"{turn}>'
        f"{escape(text)}</text>"
    )


def _line(begin: Point, end: Point, colour: str, *, dashed: bool = False) -> str:
    dashes = ' stroke-dasharray="2 4"' if dashed else ""
    return (
        f'<line x1="{begin[0]:.1f}" y1="{begin[1]:.1f}" x2="{end[0]:.1f}" y2="{end[1]:.1f}" '
        f'stroke="{colour}"{dashes}/>'
    )


def short_number(value: float) -> str:
    """2,000,000 as ``2 M``, 50,000 as ``50 k``."""
    for size, letter in ((1e9, " G"), (1e6, " M"), (1e3, " k")):
        if value >= size:
            return f"{value / size:g}{letter}"
    return f"{value:g}"


def _grid(across: _Axis, up: _Axis) -> list[str]:
    parts = []
    for value in across.ticks():
        x = across.at(value)
        parts.append(_line((x, up.begin), (x, up.end), _GRID))
        parts.append(_text(x, up.begin + 20, short_number(value), colour=FAINT, anchor="middle"))
    for value in up.ticks():
        y = up.at(value)
        parts.append(_line((across.begin, y), (across.end, y), _GRID))
        parts.append(_text(across.begin - 8, y + 4, short_number(value), colour=FAINT, anchor="end"))
    corner = (across.begin, up.begin)
    return [
        *parts,
        _line(corner, (across.end, up.begin), FAINT),
        _line(corner, (across.begin, up.end), FAINT),
    ]


def _moments(moments: Sequence[Moment], across: _Axis) -> list[str]:
    parts = []
    for moment in moments:
        x = across.at(moment.x)
        parts.append(_line((x, _HEIGHT - _BOTTOM), (x, _TOP), moment.colour, dashed=True))
        foot = _HEIGHT - _BOTTOM - 6 - 13 * moment.row
        parts.append(_text(x + 3, foot, moment.text, size=11, colour=moment.colour))
    return parts


def _drawn(curve: Curve, across: _Axis, up: _Axis) -> list[str]:
    parts = []
    points = _finite(curve.points)
    if points:
        path = " ".join(f"{across.at(x):.1f},{up.at(y):.1f}" for x, y in points)
        parts.append(f'<polyline points="{path}" fill="none" stroke="{curve.colour}" {_stroke(curve)}/>')
    if curve.ring is not None:
        centre = across.at(curve.ring[0]), up.at(curve.ring[1])
        if points:
            last = across.at(points[-1][0]), up.at(points[-1][1])
            parts.append(_line(last, centre, curve.colour, dashed=True))
        parts.append(_ring(centre, curve.colour))
    return parts


def _ring(centre: Point, colour: str) -> str:
    x, y = centre
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="5" fill="#ffffff" stroke="{colour}" stroke-width="2"/>'


def _stroke(curve: Curve) -> str:
    return 'stroke-width="1" stroke-dasharray="4 3"' if curve.dashed else 'stroke-width="2"'


def _legend(curves: Sequence[Curve]) -> list[str]:
    """One row under the title."""
    parts = []
    x = float(_LEFT)
    for curve in curves:
        if not curve.label:
            continue
        parts.append(
            f'<line x1="{x:.1f}" y1="54" x2="{x + 26:.1f}" y2="54" stroke="{curve.colour}" {_stroke(curve)}/>'
        )
        parts.append(_text(x + 32, 58, curve.label))
        x += 32 + 7.0 * len(curve.label) + 18
    if any(curve.ring is not None for curve in curves):
        parts += [_ring((x + 6, 54), FAINT), _text(x + 18, 58, "saved picture")]
    return parts
