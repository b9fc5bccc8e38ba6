"""Where the program keeps its own files, and where its resources are.

``NST_STUDIO_HOME`` moves data, cache, configuration and logs together under one folder (portable use, tests).
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Final

import platformdirs

_APP: Final = "nst-studio"
HOME_VARIABLE: Final = "NST_STUDIO_HOME"


def _home() -> Path | None:
    value = os.environ.get(HOME_VARIABLE)
    return Path(value).expanduser().absolute() if value else None


def data_dir() -> Path:
    """Imported weights, pasted pictures, history. Not created here."""
    home = _home()
    return home / "data" if home else Path(platformdirs.user_data_dir(_APP, appauthor=False))


def cache_dir() -> Path:
    """What can be made again. Not created here."""
    home = _home()
    return home / "cache" if home else Path(platformdirs.user_cache_dir(_APP, appauthor=False))


def config_dir() -> Path:
    """The window's settings. Not created here."""
    home = _home()
    return home / "config" if home else Path(platformdirs.user_config_dir(_APP, appauthor=False))


def log_dir() -> Path:
    """Log files. Not created here."""
    home = _home()
    return home / "logs" if home else Path(platformdirs.user_log_dir(_APP, appauthor=False))


def pasted_dir() -> Path:
    """Pictures that came without a file (pasted, dragged from a browser), named by their hash."""
    return data_dir() / "pasted"


def unfinished_dir() -> Path:
    """Notes of the files that are being written at the moment."""
    return data_dir() / "unfinished"


def outgoing_dir() -> Path:
    """Pictures that were written to be dragged into another program; gone when the program ends."""
    return cache_dir() / "outgoing"


def models_dir() -> Path:
    """Weights imported by the user, as safetensors."""
    return data_dir() / "models"


def resources_dir() -> Path:
    """The read-only files that ship with the program, in source and frozen form."""
    return _program_dir() / "resources"


def guide_dir() -> Path:
    """The pages of the guide and their pictures: at the same place in source and frozen form."""
    return _program_dir() / "docs" / "guide"


def _program_dir() -> Path:
    frozen = getattr(sys, "_MEIPASS", None)
    return Path(frozen) if frozen else Path(__file__).resolve().parent.parent
