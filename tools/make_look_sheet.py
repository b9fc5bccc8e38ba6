"""Paint every photograph with every style and lay the results out on one sheet, to judge the defaults by eye.

    python tools/make_look_sheet.py FOLDER [--size 320]

Pictures that are in FOLDER already are kept, so that an interrupted sheet goes on where it stopped. The sheet
(``look.jpg``) has the photographs down the left side and the styles along the top.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from PIL import Image

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from nst_engine import process

process.prepare()

from nst_engine import pictures  # noqa: E402
from nst_engine.forecast import make_plan  # noqa: E402
from nst_engine.recipe import Recipe, StyleRef  # noqa: E402
from nst_engine.renderer import render  # noqa: E402
from nst_engine.samples import samples_dir  # noqa: E402

#: A portrait, two animals, a landscape, architecture, and a photograph with deep shadows.
PHOTOGRAPHS = ("portrait-astronaut", "cat", "raccoon", "picos-de-europa", "summer-palace", "dandelions")
STYLES = (
    "van-gogh-village-street-in-auvers",
    "hokusai-great-wave",
    "kandinsky-composition-viii",
    "renoir-bal-du-moulin-de-la-galette",
    "texture-stained-glass",
)
THUMBNAIL = 240
GAP = 8
BACKGROUND = "#808080"


def painted(folder: Path, photograph: str, style: str, size: int) -> Path:
    """The picture's file, painted with the program's defaults if it is not there yet."""
    target = folder / f"{photograph}--{style}.png"
    if not target.exists():
        content = pictures.reference(samples_dir() / f"{photograph}.jpg")
        painting = pictures.reference(samples_dir() / f"{style}.jpg")
        recipe = Recipe(content=content, styles=(StyleRef(picture=painting),), size=size)
        began = time.monotonic()
        result = render(recipe, make_plan(recipe))
        pictures.save(result.picture, target, recipe=recipe)
        print(
            f"{target.name}: {result.state}, {result.objective:.4f}, {time.monotonic() - began:.0f} s",
            flush=True,
        )
    return target


def sheet(folder: Path, size: int) -> Image.Image:
    """All pictures on one sheet, every row as high as its highest picture."""
    rows = [[None, *(samples_dir() / f"{style}.jpg" for style in STYLES)]]
    for photograph in PHOTOGRAPHS:
        results = (painted(folder, photograph, style, size) for style in STYLES)
        rows.append([samples_dir() / f"{photograph}.jpg", *results])
    strips = [_strip([None if path is None else _thumbnail(path) for path in row]) for row in rows]
    whole = Image.new("RGB", (strips[0].width, sum(strip.height for strip in strips)), BACKGROUND)
    top = 0
    for strip in strips:
        whole.paste(strip, (0, top))
        top += strip.height
    return whole


def _thumbnail(path: Path) -> Image.Image:
    with Image.open(path) as picture:
        picture.thumbnail((THUMBNAIL - GAP, THUMBNAIL - GAP), Image.Resampling.LANCZOS)
        return picture.convert("RGB")


def _strip(row: Sequence[Image.Image | None]) -> Image.Image:
    height = max(picture.height for picture in row if picture is not None) + GAP
    strip = Image.new("RGB", (len(row) * THUMBNAIL, height), BACKGROUND)
    for column, picture in enumerate(row):
        if picture is not None:
            left = column * THUMBNAIL + (THUMBNAIL - picture.width) // 2
            strip.paste(picture, (left, (height - picture.height) // 2))
    return strip


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--size", type=int, default=320)
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    sheet(options.folder, options.size).save(options.folder / "look.jpg", quality=80, optimize=True)


if __name__ == "__main__":
    main()
