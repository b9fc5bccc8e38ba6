"""Which places are on this computer. The program opens no others: it works with the cable pulled out."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from PySide6.QtCore import QCoreApplication

#: ``smb://server``, also after a path has swallowed one of the strokes; a drive has one letter only.
_ADDRESS: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:[/\\]")


def is_on_network(path: Path | str) -> bool:
    """Whether a path names a share or an address, by its letters alone: asking the system would call it."""
    text = str(path)
    return text.startswith(("//", "\\\\", "/\\", "\\/")) or _ADDRESS.match(text) is not None


def network_sentence() -> str:
    """Why such a place is not opened, and what to do."""
    return QCoreApplication.translate(
        "Places", "Pictures are opened from this computer only; copy the file here first."
    )
