"""Paint the sample pair with every shipped preset, for the small pictures beside their names.

    python tools/make_preset_thumbnails.py [NAME ...]

Writes ``resources/presets/*.jpg``; takes about 20 s for each preset on two cores. Without names, all of them.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from nst_engine import process

process.prepare()

from nst_engine import pictures, presets  # noqa: E402
from nst_engine.forecast import make_plan  # noqa: E402
from nst_engine.presets import Preset  # noqa: E402
from nst_engine.recipe import Recipe, StyleRef  # noqa: E402
from nst_engine.renderer import render  # noqa: E402
from nst_engine.samples import sample_pair  # noqa: E402

#: Long edge in pixels and quality at which the presets are judged by eye.
SIZE = 384
MAX_BYTES = 15_000


def recipe_with(preset: Preset) -> Recipe:
    """The sample pair in the look of ``preset``."""
    content, styles = sample_pair()
    paintings = tuple(StyleRef(picture=pictures.reference(path)) for path in styles)
    plain = Recipe(content=pictures.reference(content), styles=paintings, size=SIZE, quality="draft")
    return Recipe.model_validate({**dict(plain), **preset.values()})


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("names", nargs="*", metavar="NAME")
    names = parser.parse_args().names
    for stored in presets.all_presets():
        if stored.own or (names and stored.preset.name not in names):
            continue
        recipe = recipe_with(stored.preset)
        result = render(recipe, make_plan(recipe))
        path = stored.path.with_suffix(".jpg")
        presets.write_thumbnail(result.picture, path)
        print(f"{path.name}: {stored.preset.name}, {path.stat().st_size:,} bytes", flush=True)
        if path.stat().st_size > MAX_BYTES:
            raise SystemExit(f"{path.name} is larger than {MAX_BYTES:,} bytes")


if __name__ == "__main__":
    main()
