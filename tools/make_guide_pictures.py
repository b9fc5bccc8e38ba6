"""Make the README's picture: paint the sample in the window.

    python tools/make_guide_pictures.py

Writes ``docs/guide/images/sample.jpg`` (photograph, painting, result side by side). Needs no screen; the
window itself is what ``screenshots.py`` takes.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(PROJECT))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PIL import Image  # noqa: E402
from PySide6.QtCore import QCoreApplication  # noqa: E402

from nst_engine import pictures  # noqa: E402
from nst_engine.result import Result  # noqa: E402
from nst_engine.samples import sample_pair  # noqa: E402
from nst_gui import app as studio  # noqa: E402
from nst_gui.models.run_state import RunState  # noqa: E402

IMAGES = PROJECT / "docs" / "guide" / "images"
HEIGHT = 400
GAP = 8


def side_by_side(paths: list[Path]) -> Image.Image:
    """The pictures in a row, all ``HEIGHT`` pixels high."""
    row = []
    for path in paths:
        with Image.open(path) as picture:
            row.append(
                picture.convert("RGB").resize((round(picture.width * HEIGHT / picture.height), HEIGHT))
            )
    whole = Image.new("RGB", (sum(p.width for p in row) + GAP * (len(row) - 1), HEIGHT), "white")
    left = 0
    for picture in row:
        whole.paste(picture, (left, 0))
        left += picture.width + GAP
    return whole


def main() -> int:
    """Paint and save."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as home:
        os.environ["NST_STUDIO_HOME"] = home
        app = studio.create_application()
        window = studio.open_window(sample=True)
        results: list[Result] = []

        def over() -> None:
            if window.controller.state is RunState.FINISHED and window.controller.result is not None:
                results.append(window.controller.result)
            QCoreApplication.exit(0)

        window.controller.ended.connect(over)
        app.exec()
        window.shutdown()
        if not results:
            return 1
        painted = Path(home) / "painted.png"
        pictures.save(results[0].picture, painted)
        photograph, paintings = sample_pair()
        side_by_side([photograph, *paintings, painted]).save(IMAGES / "sample.jpg", quality=90)
    return 0


if __name__ == "__main__":
    sys.exit(main())
