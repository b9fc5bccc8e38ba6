"""Take the screenshots of the guide, and more of them to be looked at: the real program, with real paintings.

    python tools/screenshots.py [--edge 640] [--looks light dark …] [--scenes welcome …]

Every scene is taken in every look: light and dark, on a screen of twice the density, small and large, in
each language there is, and in one made of long words. All pictures lie in ``build/screenshots`` afterwards;
those the guide shows are put into ``docs/guide/images`` as well, at most 300 kB each. Needs no screen. What
the history holds is painted once, and kept there for the next time; ``--edge`` is its size in pixels.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any, Final

from PIL import Image

PROJECT: Final = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(PROJECT))
ALBUM: Final = PROJECT / "build" / "screenshots"
GUIDE: Final = PROJECT / "docs" / "guide" / "images"
#: Scenes the guide shows, by look.
SHOWN: Final = {
    "light": (
        *("welcome", "painting", "painted", "before-and-after", "side-by-side", "contact-sheet", "finish"),
        *(
            "places-to-drop",
            "queue",
            "menu-of-a-painting",
            "save",
            "crop",
            "settings",
            "timeline",
            "advanced",
        ),
    ),
    "dark": ("painted",),
}
MOST_BYTES: Final = 300_000
#: Title bar and borders that the window leaves room for.
FRAME: Final = (16, 48)


@dataclass(frozen=True, slots=True)
class Look:
    """Size of the window in logical pixels, density of the screen, light or dark, language."""

    name: str
    width: int = 1280
    height: int = 800
    density: int = 1
    theme: str = "light"
    language: str = "en"


def looks() -> tuple[Look, ...]:
    """Every look there is; a translation that is new is one more."""
    translations = sorted((PROJECT / "resources" / "translations").glob("nst-studio_*.qm"))
    # The file for English holds its plurals alone.
    languages = [code for path in translations if (code := path.stem.removeprefix("nst-studio_")) != "en"]
    return (
        Look("light"),
        Look("dark", theme="dark"),
        Look("dense", density=2),
        Look("dense-dark", density=2, theme="dark"),
        Look("small", height=720),
        Look("large", width=3840, height=2160),
        *(Look(code, language=code) for code in languages),
        *(Look(f"{code}-small", height=720, language=code) for code in languages),
        *([Look("long-words", height=720, language="pseudo")] if languages else []),
    )


def main(arguments: list[str]) -> int:
    """Take them; returns the exit code: 0 done, 1 one of them failed."""
    options = _parser().parse_args(arguments)
    if options.look is not None:
        return _take_here(options)
    home = _prepared_home(options.edge)
    failed = [look.name for look in looks() if _wanted(look, options) and not _take(look, home, options)]
    if failed:
        print(f"failed: {', '.join(failed)}", file=sys.stderr)
    _publish()
    return 1 if failed else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--edge", type=int, default=640, help="long edge of the paintings in pixels (640)")
    parser.add_argument("--looks", nargs="+", metavar="NAME", help=", ".join(look.name for look in looks()))
    parser.add_argument("--scenes", nargs="+", metavar="NAME", help="only these scenes")
    # What the processes that it starts are told.
    parser.add_argument("--look", help=argparse.SUPPRESS)
    parser.add_argument("--home", type=Path, help=argparse.SUPPRESS)
    return parser


def _wanted(look: Look, options: Any) -> bool:
    return not options.looks or look.name in options.looks


def _prepared_home(edge: int) -> Path:
    home = ALBUM / f"home-{edge}"
    if not (home / "ready").exists():
        shutil.rmtree(home, ignore_errors=True)
        home.mkdir(parents=True)
        if not _start(Look("preparing"), home, ["--edge", str(edge)]):
            raise SystemExit("The paintings for the screenshots could not be made.")
        (home / "ready").touch()
    return home


def _take(look: Look, home: Path, options: Any) -> bool:
    scenes = ["--scenes", *options.scenes] if options.scenes else []
    return _start(look, home, ["--edge", str(options.edge), *scenes])


def _start(look: Look, home: Path, arguments: list[str]) -> bool:
    """A process for every look: density, size of the screen and language are set when a program starts."""
    with tempfile.TemporaryDirectory() as folder:
        screen = Path(folder) / "screen.json"
        screen.write_text(json.dumps({"screens": [_screen(look)]}))
        environment = {
            **os.environ,
            "QT_QPA_PLATFORM": f"offscreen:configfile={screen}",
            "NST_STUDIO_LANGUAGE": look.language,
            # The same pictures wherever they are taken.
            "TZ": "UTC",
        }
        command = [sys.executable, __file__, "--look", look.name, "--home", str(home), *arguments]
        return subprocess.run(command, env=environment, check=False).returncode == 0


def _screen(look: Look) -> dict[str, object]:
    """A screen as Qt's offscreen platform reads it."""
    # fmt: off
    return {
        "name": "screen", "x": 0, "y": 0, "width": look.width + FRAME[0], "height": look.height + FRAME[1],
        "logicalDpi": 96, "logicalBaseDpi": 96, "dpr": look.density,
    }
    # fmt: on


# ---- in a process of its own ----------------------------------------------------------------------


def _take_here(options: Any) -> int:
    os.environ["NST_STUDIO_HOME"] = str(options.home)
    import scenes
    from PySide6.QtCore import QCoreApplication, QEvent

    from nst_gui import app as studio
    from nst_gui.settings import WindowSettings

    application = studio.create_application()
    if options.look == "preparing":
        scenes.prepare_home(options.edge)
        return 0
    look = next(look for look in looks() if look.name == options.look)
    for scene in scenes.SCENES:
        if options.scenes and scene.name not in options.scenes:
            continue
        with tempfile.TemporaryDirectory() as folder:
            home = Path(folder) / "home"
            if not scene.fresh:
                shutil.copytree(options.home, home)
            os.environ["NST_STUDIO_HOME"] = str(home)
            WindowSettings().set_theme(look.theme)
            target = ALBUM / look.name / f"{scene.name}.png"
            target.parent.mkdir(parents=True, exist_ok=True)
            scenes.take(scene, options.edge, target)
            application.sendPostedEvents(None, QEvent.Type.DeferredDelete)
            QCoreApplication.processEvents()
        print(target.relative_to(PROJECT), flush=True)
    return 0


# ---- into the guide -------------------------------------------------------------------------------


def _publish() -> None:
    GUIDE.mkdir(parents=True, exist_ok=True)
    for look, scenes in SHOWN.items():
        for scene in scenes:
            taken = ALBUM / look / f"{scene}.png"
            if taken.exists():
                (GUIDE / f"{scene}-{look}.png").write_bytes(_small(taken))


def _small(path: Path) -> bytes:
    """The picture as a PNG of at most 300 kB: in 256 colours, then smaller."""
    with Image.open(path) as picture:
        whole = picture.convert("RGB")
    for share in (1.0, 0.85, 0.7, 0.5):
        size = round(whole.width * share), round(whole.height * share)
        resized = whole if share == 1.0 else whole.resize(size, Image.Resampling.LANCZOS)
        buffer = BytesIO()
        resized.quantize(256, method=Image.Quantize.MEDIANCUT).save(buffer, "PNG", optimize=True)
        if buffer.tell() <= MOST_BYTES:
            break
    return buffer.getvalue()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
