"""Paint the style textures that ship with the program, from nothing but a seed each.

python tools/make_textures.py            all of them into resources/samples
python tools/make_textures.py impasto    only this one
"""

from __future__ import annotations

import argparse
import importlib
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "resources" / "samples"
JPEG_QUALITY = 90

#: Module in tools/textures, and the seed that was liked best.
TEXTURES = {
    "impasto": 7,
    "ink_hatching": 3,
    "stained_glass": 5,
    "woodcut": 2,
    "watercolour": 11,
    "pointillism": 4,
    "marbling": 9,
}


def main() -> int:
    parser = argparse.ArgumentParser(description="Paint the style textures.")
    parser.add_argument("names", nargs="*", default=list(TEXTURES), help="which (default: all)")
    parser.add_argument("--output", type=Path, default=TARGET, help="folder to write to")
    arguments = parser.parse_args()
    arguments.output.mkdir(parents=True, exist_ok=True)
    for name in arguments.names:
        if name not in TEXTURES:
            raise SystemExit(f"There is no texture {name}; choose from {', '.join(TEXTURES)}.")
        image = importlib.import_module(f"textures.{name}").paint(TEXTURES[name])
        path = arguments.output / f"texture-{name.replace('_', '-')}.jpg"
        image.save(path, quality=JPEG_QUALITY, subsampling=0, optimize=True)
        print(f"{path.name}: {image.width}×{image.height}, {path.stat().st_size:,} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
