"""Use the frozen program as a user would, and look at what it does: ``check_bundle.py FOLDER``.

FOLDER is the one PyInstaller made, with the program in it. Needs no screen. Ends with exit code 1 at the
first thing that does not hold.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

import numpy as np
from PIL import Image

ROOT: Final = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "packaging")]

from bundle_contents import GUIDE, is_wanted  # noqa: E402 - found through the line above

from nst_engine.version import PROGRAM_NAME, __version__  # noqa: E402

MOST_BYTES: Final = 1_100_000_000
EDGE: Final = 128
#: Painted pixels spread at least this far around their mean; a grey or black picture does not.
LEAST_SPREAD: Final = 0.08


class Failed(Exception):  # noqa: N818 - a verdict, not an error
    """What did not hold."""


def run(program: Path, arguments: list[str], folder: Path, expected: int = 0) -> tuple[str, str]:
    """Run the program far from its source; returns what it printed on stdout and stderr."""
    home = {"NST_STUDIO_HOME": str(folder / "home"), "QT_QPA_PLATFORM": "offscreen"}
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    if os.name == "posix":
        environment |= {"PATH": "/usr/bin:/bin", "LC_ALL": "C"}  # a locale that knows no é and no ×
    done = subprocess.run(
        [str(program), *arguments],
        cwd=folder,
        env=environment | home,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        timeout=600,
    )
    if done.returncode != expected:
        raise Failed(
            f"{' '.join(arguments)} ended with {done.returncode}, not {expected}:\n{done.stdout}{done.stderr}"
        )
    return done.stdout, done.stderr


def check_size(folder: Path) -> str:
    files = [path for path in folder.rglob("*") if path.is_file() and not path.is_symlink()]
    size = sum(path.stat().st_size for path in files)
    if size > MOST_BYTES:
        raise Failed(f"{size / 1e6:.0f} MB are more than {MOST_BYTES / 1e6:.0f} MB")
    return f"{len(files)} files, {size / 1e6:.0f} MB"


def check_contents(folder: Path) -> str:
    inside = folder / "_internal"
    names = [path.relative_to(inside).as_posix() for path in inside.rglob("*") if not path.is_dir()]
    unwanted = [name for name in names if not is_wanted(name)]
    if unwanted:
        raise Failed(f"not wanted: {', '.join(unwanted[:10])}")
    if not any(name.startswith("resources/models/") for name in names):
        raise Failed("there are no weights inside")
    source = {path.relative_to(ROOT).as_posix() for path in (ROOT / GUIDE).rglob("*") if path.is_file()}
    missing = sorted(source.difference(names))
    if missing:
        raise Failed(f"the guide is not complete: {', '.join(missing[:10])}")
    return "nothing unwanted"


def check_version(program: Path, scratch: Path) -> str:
    printed, _ = run(program, ["--version"], scratch)
    if printed.strip() != f"{PROGRAM_NAME} {__version__}":
        raise Failed(f"it calls itself {printed.strip()!r}")
    return printed.strip()


def check_self_test(program: Path, scratch: Path) -> str:
    printed, complaints = run(program, ["--self-test"], scratch)
    first, *lines, last = printed.splitlines()
    if complaints or "unknown" in first or last != "Self-test passed.":
        raise Failed(f"its self-test says more, or less, than it should:\n{printed}{complaints}")
    if not all(line.startswith("ok: ") for line in lines) or "ok: window: " not in printed:
        raise Failed(f"its self-test left something out:\n{printed}")
    return "\n  ".join(["", first, *lines])


def check_licences(program: Path, scratch: Path) -> str:
    printed, _ = run(program, ["info", "--licences"], scratch)
    for words in ("GNU LESSER GENERAL PUBLIC LICENSE", "CC-BY-4.0", "MIT"):
        if words not in printed:
            raise Failed(f"the licences do not hold the words {words}")
    return f"{len(printed.splitlines())} lines"


def check_painting(program: Path, scratch: Path) -> str:
    output = scratch / "peinture été.png"
    arguments = ["render", "--sample", "--size", str(EDGE), "--iterations", "5", "--output", str(output)]
    run(program, arguments, scratch)
    with Image.open(output) as picture:
        size, pixels = picture.size, np.asarray(picture.convert("RGB"), dtype=np.float64) / 255
    spread = pixels.std(axis=(0, 1))
    if max(size) != EDGE or spread.min() < LEAST_SPREAD:
        raise Failed(f"the painting is {size[0]}×{size[1]} with spreads {spread}")
    return f"{size[0]}×{size[1]}, spread {spread.min():.2f} to {spread.max():.2f}"


def check_bad_input(program: Path, scratch: Path) -> str:
    arguments = ["render", "--content", "nowhere.jpg", "--style", "nowhere.jpg", "--output", "painting.png"]
    printed, complaint = run(program, arguments, scratch, expected=2)
    if printed or len(complaint.splitlines()) != 1 or "nowhere.jpg" not in complaint:
        raise Failed(f"a missing file gets more or less than one sentence:\n{printed}{complaint}")
    return complaint.strip()


def main(arguments: list[str]) -> int:
    folder = Path(arguments[0]).resolve()
    program = folder / ("nst-studio.exe" if os.name == "nt" else "nst-studio")
    before = {path: path.lstat().st_mtime_ns for path in folder.rglob("*")}
    with tempfile.TemporaryDirectory() as temporary:
        scratch = Path(temporary)
        checks = (
            ("size", lambda: check_size(folder)),
            ("contents", lambda: check_contents(folder)),
            ("version", lambda: check_version(program, scratch)),
            ("self-test", lambda: check_self_test(program, scratch)),
            ("licences", lambda: check_licences(program, scratch)),
            ("painting", lambda: check_painting(program, scratch)),
            ("bad input", lambda: check_bad_input(program, scratch)),
        )
        for name, check in checks:
            try:
                print(f"frozen {name}: {check()}", flush=True)
            except (Failed, OSError, subprocess.TimeoutExpired) as error:
                print(f"frozen {name} FAILED: {error}", file=sys.stderr)
                return 1
    if {path: path.lstat().st_mtime_ns for path in folder.rglob("*")} != before:
        print("FAILED: the program wrote into its own folder.", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: check_bundle.py FOLDER")
    sys.exit(main(sys.argv[1:]))
