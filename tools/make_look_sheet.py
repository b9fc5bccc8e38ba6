"""Paint every photograph with every style and lay the results out on one sheet, to judge the defaults by eye.

    python tools/make_look_sheet.py FOLDER [--size 320]

Pictures that are in FOLDER already are kept, so that an interrupted sheet goes on where it stopped. The sheet
(``look.jpg``) has the photographs down the left side and the styles along the top.
"""

from __future__ import annotations

import argparse
import sys
import time
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
THUMBNAIL = 320


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
    """All pictures on one sheet."""
    whole = Image.new("RGB", ((len(STYLES) + 1) * THUMBNAIL, (len(PHOTOGRAPHS) + 1) * THUMBNAIL), "#808080")

    def place(path: Path, column: int, row: int) -> None:
        with Image.open(path) as picture:
            picture.thumbnail((THUMBNAIL - 8, THUMBNAIL - 8), Image.Resampling.LANCZOS)
            left = column * THUMBNAIL + (THUMBNAIL - picture.width) // 2
            top = row * THUMBNAIL + (THUMBNAIL - picture.height) // 2
            whole.paste(picture, (left, top))

    for column, style in enumerate(STYLES, start=1):
        place(samples_dir() / f"{style}.jpg", column, 0)
    for row, photograph in enumerate(PHOTOGRAPHS, start=1):
        place(samples_dir() / f"{photograph}.jpg", 0, row)
        for column, style in enumerate(STYLES, start=1):
            place(painted(folder, photograph, style, size), column, row)
    return whole


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--size", type=int, default=320)
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    sheet(options.folder, options.size).save(options.folder / "look.jpg", quality=88)


if __name__ == "__main__":
    main()
