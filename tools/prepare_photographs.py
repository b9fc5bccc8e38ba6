"""Make the sample photographs from packages that carry them under licences which allow shipping.

Put these, unpacked, side by side into one folder (see resources/samples/SOURCES.md for authors and rights):

    pip download scikit-image==0.26.0 --no-deps                    → scikit_image
    pip download scikit-learn --no-deps                            → scikit_learn
    pip download scipy==1.9.3 --no-deps                            → scipy
    apt-get download lomiri-wallpapers-16.04; dpkg -x …            → lomiri-wallpapers

    python tools/prepare_photographs.py FOLDER
"""

from __future__ import annotations

import argparse
import bz2
import io
import sys
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageCms, ImageOps

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "resources" / "samples"
LONG_EDGE = 1024
JPEG_QUALITY = 90


@dataclass(frozen=True)
class Photograph:
    """A source file below the folder, and the name it gets. ``raw`` is the size of unpacked pixels."""

    file: str
    source: str
    raw: tuple[int, int] | None = None


PHOTOGRAPHS = (
    Photograph("portrait-astronaut.jpg", "scikit_image/skimage/data/astronaut.png"),
    Photograph("raccoon.jpg", "scipy/scipy/misc/face.dat", raw=(1024, 768)),
    Photograph("cat.jpg", "scikit_image/skimage/data/chelsea.png"),
    Photograph("summer-palace.jpg", "scikit_learn/sklearn/datasets/images/china.jpg"),
    Photograph(
        "picos-de-europa.jpg",
        "lomiri-wallpapers/usr/share/backgrounds/picosdeeuropa_by_Aitzol_Berasategi.jpg",
    ),
    Photograph(
        "autumn-hills.jpg", "lomiri-wallpapers/usr/share/backgrounds/aitzgorri_by_Aitzol_Berasategi.jpg"
    ),
    Photograph(
        "dandelions.jpg", "lomiri-wallpapers/usr/share/backgrounds/seeding_by_Clements_Engelhardt.jpg"
    ),
)


def read(folder: Path, photograph: Photograph) -> Image.Image:
    """The photograph upright and in sRGB."""
    path = folder / photograph.source
    if photograph.raw is not None:
        return Image.frombytes("RGB", photograph.raw, bz2.decompress(path.read_bytes()))
    with Image.open(path) as opened:
        image = ImageOps.exif_transpose(opened)
    profile = image.info.get("icc_profile")
    if not profile:
        return image.convert("RGB")
    converted = ImageCms.profileToProfile(
        image, ImageCms.ImageCmsProfile(io.BytesIO(profile)), ImageCms.createProfile("sRGB"), outputMode="RGB"
    )
    assert converted is not None
    return converted


def main() -> int:
    parser = argparse.ArgumentParser(description="Resize the sample photographs.")
    parser.add_argument("folder", type=Path, help="the folder with the unpacked packages")
    parser.add_argument("--output", type=Path, default=TARGET, help="folder to write to")
    arguments = parser.parse_args()
    arguments.output.mkdir(parents=True, exist_ok=True)
    for photograph in PHOTOGRAPHS:
        image = read(arguments.folder, photograph)
        image.thumbnail((LONG_EDGE, LONG_EDGE), Image.Resampling.LANCZOS)
        clean = Image.frombytes("RGB", image.size, image.tobytes())  # without EXIF and comments
        clean.save(arguments.output / photograph.file, quality=JPEG_QUALITY, subsampling=0, optimize=True)
        print(f"{photograph.file}: {clean.width}×{clean.height}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
