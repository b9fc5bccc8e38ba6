"""Draw the program's icon files for Windows and macOS from ``resources/icons/nst-studio.svg``.

Run it after changing the drawing: ``python tools/make_program_icons.py``. Linux uses the drawing itself.
"""

from __future__ import annotations

import os
import sys
from io import BytesIO
from pathlib import Path
from typing import Final

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PIL import Image
from PySide6.QtCore import QBuffer, QIODevice, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

ROOT: Final = Path(__file__).resolve().parent.parent
DRAWING: Final = ROOT / "resources" / "icons" / "nst-studio.svg"
#: What Windows asks for between the corner of a window and a large tile.
WINDOWS_SIZES: Final = (16, 20, 24, 32, 40, 48, 64, 128, 256)
#: What Pillow writes into an ICNS file, single and double resolution.
MACOS_SIZES: Final = (32, 64, 128, 256, 512, 1024)


def draw(size: int) -> Image.Image:
    """The drawing at ``size`` × ``size`` pixels: drawn anew, not scaled, so that small ones stay sharp."""
    canvas = QImage(size, size, QImage.Format.Format_ARGB32)
    canvas.fill(Qt.GlobalColor.transparent)
    painter = QPainter(canvas)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    QSvgRenderer(str(DRAWING)).render(painter)
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    canvas.save(buffer, "PNG")  # type: ignore[call-overload]
    return Image.open(BytesIO(bytes(buffer.data().data()))).convert("RGBA")


def main() -> int:
    application = QGuiApplication(sys.argv[:1])
    windows = [draw(size) for size in WINDOWS_SIZES]
    windows[-1].save(
        ROOT / "packaging" / "windows" / "nst-studio.ico",
        sizes=[image.size for image in windows],
        append_images=windows[:-1],
    )
    macos = [draw(size) for size in MACOS_SIZES]
    macos[-1].save(ROOT / "packaging" / "macos" / "nst-studio.icns", append_images=macos[:-1])
    application.quit()
    return 0


if __name__ == "__main__":
    sys.exit(main())
