"""What a command leaves behind: exit code, two streams, files."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

#: A device this computer cannot have: no Mac has the one, and nothing else the other.
ABSENT_DEVICE = "cuda" if sys.platform == "darwin" else "mps"
ROOT = Path(__file__).resolve().parents[3]


@dataclass(frozen=True)
class Outcome:
    """What a command left: its exit code and what it wrote to stdout and stderr."""

    code: int
    out: str
    err: str

    @property
    def objects(self) -> list[dict[str, Any]]:
        """stdout as JSON lines; anything else in it is an error."""
        return [json.loads(line) for line in self.out.splitlines()]

    def of(self, event: str) -> list[dict[str, Any]]:
        return [data for data in self.objects if data["event"] == event]

    @property
    def sentence(self) -> str:
        """The one line on stderr, without the program's name."""
        assert self.err.endswith("\n")
        assert len(self.err.splitlines()) == 1, self.err
        assert self.err.startswith("nst-studio: ")
        return self.err.removeprefix("nst-studio: ").strip()


def files_below(folder: Path) -> dict[str, str]:
    """Every file with its SHA-256, hidden ones too; links by what they point at.

    What the machine was measured to do is left out: a plan may measure it before a picture proves bad.
    """
    calibration = folder / "home" / "cache" / "calibration"
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and calibration not in path.parents
    }


Command = Callable[..., Outcome]
Program = Callable[..., "subprocess.CompletedProcess[str]"]


def environment(home: Path, **more: str) -> dict[str, str]:
    """This process's environment without a screen, and with a home of its own."""
    screens = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    kept = {name: value for name, value in os.environ.items() if name not in screens}
    return {**kept, "NST_STUDIO_HOME": str(home), "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", **more}
