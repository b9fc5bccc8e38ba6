"""Put the public-domain paintings of GCompris together again from its puzzle pieces.

Debian's package ``gcompris-qt-data`` holds paintings cut into puzzles, and the place of every piece:

    apt-get download gcompris-qt-data
    dpkg -x gcompris-qt-data_*.deb unpacked
    python tools/stitch_paintings.py unpacked/usr/share/gcompris-qt/rcc/paintings.rcc

Pieces overlap by a few pixels: they are moved to where they agree, and averaged there. Same input, same
pixels. See resources/samples/SOURCES.md for authors and rights.
"""

from __future__ import annotations

import argparse
import io
import re
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from PySide6.QtCore import QFile, QIODevice, QResource

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "resources" / "samples"
FOLDER = ":/gcompris/src/activities/paintings/resource"
#: The puzzle's board in pixels; places are given as fractions of it, to three decimals.
BOARD = (702, 515)
MARGIN = 24
#: Fewer pixels in common say nothing about the place of a piece.
MIN_OVERLAP = 100
JPEG_QUALITY = 92

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Painting:
    """A puzzle, and what to cut off the finished picture: frame and paper (left, top, right, bottom)."""

    file: str
    board: int
    crop: tuple[int, int, int, int] = (2, 2, 2, 2)


PAINTINGS = (
    Painting("van-gogh-village-street-in-auvers.jpg", 22, (4, 4, 8, 6)),
    Painting("cassatt-summertime.jpg", 21, (4, 4, 4, 4)),
    Painting("bazille-ramparts-at-aigues-mortes.jpg", 20, (8, 6, 6, 8)),
    Painting("renoir-bal-du-moulin-de-la-galette.jpg", 1, (4, 4, 4, 6)),
    Painting("hokusai-great-wave.jpg", 7, (4, 4, 4, 4)),
    Painting("hiroshige-benzaiten-shrine-in-snow.jpg", 8, (10, 10, 10, 10)),
    Painting("bruegel-harvesters.jpg", 17, (4, 4, 4, 4)),
    Painting("kandinsky-composition-viii.jpg", 19, (4, 4, 4, 4)),
)


@dataclass
class Piece:
    """A piece: float64 pixels 0-1 (height, width, 4) and the board pixel of its top left corner."""

    pixels: Floats
    left: int
    top: int


def read(path: str) -> bytes:
    """One file inside the registered resource."""
    file = QFile(path)
    if not file.open(QIODevice.OpenModeFlag.ReadOnly):
        raise SystemExit(f"{path} is not in this resource file; use the one of gcompris-qt-data 3.1.")
    return bytes(file.readAll().data())


def pieces_of(board: int) -> list[Piece]:
    """The pieces of one board where its description puts them (by their middles), to about a pixel."""
    text = read(f"{FOLDER}/board/board{board}_0.qml").decode()
    found = re.findall(r'"image/(\S+?\.webp)",\s*"x"\s*:\s*"([\d.]+)",\s*"y"\s*:\s*"([\d.]+)"', text)
    pieces = []
    for name, x, y in sorted(found):
        image = Image.open(io.BytesIO(read(f"{FOLDER}/image/{name}"))).convert("RGBA")
        pixels = np.asarray(image, np.float64) / 255
        left = round(float(x) * BOARD[0] - image.width / 2) + MARGIN
        top = round(float(y) * BOARD[1] - image.height / 2) + MARGIN
        pieces.append(Piece(pixels, left, top))
    return pieces


def coverage(pieces: list[Piece]) -> Floats:
    """How much of each board pixel the pieces cover: 1 is exactly once."""
    total = np.zeros((BOARD[1] + 2 * MARGIN, BOARD[0] + 2 * MARGIN))
    for piece in pieces:
        _window(total, piece)[...] += piece.pixels[:, :, 3]
    return total


def _window(board: Floats, piece: Piece) -> Floats:
    height, width = piece.pixels.shape[:2]
    return board[piece.top : piece.top + height, piece.left : piece.left + width]


def settle(pieces: list[Piece], reach: int = 2, rounds: int = 6) -> None:
    """Move each piece by up to ``reach`` pixels to where it agrees best with what it overlaps.

    Puzzle pieces were cut with a margin, so that neighbours show the same few pixels along their common edge.
    """
    if all((piece.pixels[:, :, 3] == 1).all() for piece in pieces):
        _lay_in_rows(pieces)  # plain rectangles, cut without a margin
        return
    homes = [(piece.left, piece.top) for piece in pieces]
    for _ in range(rounds):
        before = [(piece.left, piece.top) for piece in pieces]
        for piece, home in zip(pieces, homes, strict=True):
            weight, colour = _sums([other for other in pieces if other is not piece])
            places = [
                (home[0] + dx, home[1] + dy)
                for dx in range(-reach, reach + 1)
                for dy in range(-reach, reach + 1)
            ]
            scores = {place: _disagreement(piece, place, weight, colour) for place in places}
            piece.left, piece.top = min(places, key=lambda place: scores[place])
        if before == [(piece.left, piece.top) for piece in pieces]:
            return


def _lay_in_rows(pieces: list[Piece]) -> None:
    """Put rectangles side by side without gaps, three in a row, in the order of their names."""
    top = MARGIN
    for start in range(0, len(pieces), 3):
        left = MARGIN
        for piece in pieces[start : start + 3]:
            piece.left, piece.top = left, top
            left += piece.pixels.shape[1]
        top += max(piece.pixels.shape[0] for piece in pieces[start : start + 3])


def _sums(pieces: list[Piece]) -> tuple[Floats, Floats]:
    """Coverage of the board, and the pieces' colours added up."""
    weight = coverage(pieces)
    colour = np.zeros((*weight.shape, 3))
    for piece in pieces:
        _window(colour, piece)[...] += piece.pixels[:, :, :3] * piece.pixels[:, :, 3:]
    return weight, colour


def _disagreement(piece: Piece, place: tuple[int, int], weight: Floats, colour: Floats) -> float:
    """Mean squared difference of colours where the piece, put at ``place``, overlaps the others."""
    moved = Piece(piece.pixels, *place)
    under, sums = _window(weight, moved), _window(colour, moved)
    both = (under > 0.5) & (piece.pixels[:, :, 3] > 0.5)
    if both.sum() < MIN_OVERLAP:
        return float(np.inf)
    difference = sums[both] / under[both][:, None] - piece.pixels[:, :, :3][both]
    return float(np.square(difference).mean())


def compose(pieces: list[Piece]) -> Floats:
    """The whole painting (height, width, 3), 0-1; thin gaps are filled from their neighbours."""
    weight, colour = _sums(pieces)
    rows, columns = np.nonzero(weight > 0.5)
    box = (slice(rows.min(), rows.max() + 1), slice(columns.min(), columns.max() + 1))
    colour, weight = colour[box], weight[box]
    known = weight > 0.5
    result = np.where(known[:, :, None], colour / np.maximum(weight, 1e-6)[:, :, None], 0)
    while not known.all():
        result, known = _grow(result, known)
    return result


def _grow(pixels: Floats, known: NDArray[np.bool_]) -> tuple[Floats, NDArray[np.bool_]]:
    """Give every unknown pixel beside known ones their mean."""
    height, width = known.shape
    padded = np.pad(pixels * known[:, :, None], ((1, 1), (1, 1), (0, 0)))
    mask = np.pad(known.astype(np.float64), 1)
    total, count = np.zeros_like(pixels), np.zeros(known.shape)
    for y in range(3):
        for x in range(3):
            total += padded[y : y + height, x : x + width]
            count += mask[y : y + height, x : x + width]
    fresh = ~known & (count > 0)
    result = np.where(fresh[:, :, None], total / np.maximum(count, 1)[:, :, None], pixels)
    return result, known | fresh


def main() -> int:
    parser = argparse.ArgumentParser(description="Stitch the sample paintings together.")
    parser.add_argument("resource", type=Path, help="paintings.rcc of gcompris-qt-data 3.1")
    parser.add_argument("--output", type=Path, default=TARGET, help="folder to write to")
    arguments = parser.parse_args()
    if not QResource.registerResource(str(arguments.resource)):
        raise SystemExit(f"{arguments.resource} cannot be read as a Qt resource file.")
    arguments.output.mkdir(parents=True, exist_ok=True)
    for painting in PAINTINGS:
        pieces = pieces_of(painting.board)
        settle(pieces)
        pixels = compose(pieces)
        left, top, right, bottom = painting.crop
        pixels = pixels[top : pixels.shape[0] - bottom, left : pixels.shape[1] - right]
        image = Image.fromarray((pixels * 255).round().clip(0, 255).astype(np.uint8))
        image.save(arguments.output / painting.file, quality=JPEG_QUALITY, subsampling=0, optimize=True)
        print(f"{painting.file}: {image.width}×{image.height}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
