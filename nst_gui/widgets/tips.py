"""Tool tips that explain something: Qt breaks no line of a plain text, so we do."""

from __future__ import annotations

import textwrap
from typing import Final

from PySide6.QtWidgets import QWidget

from nst_gui.plain_text import as_written

_LINE: Final = 64


def wrapped(text: str) -> str:
    """``text`` with its lines broken so that it can be read at a glance; present line ends stay."""
    return "\n".join(textwrap.fill(line, _LINE) for line in text.splitlines())


def explain(widget: QWidget, text: str) -> None:
    """Say what ``widget`` is about: to those who hover over it, and to those who have it read to them."""
    widget.setToolTip(as_written(wrapped(text)))
    widget.setAccessibleDescription(text)
