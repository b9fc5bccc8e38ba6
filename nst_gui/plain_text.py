"""Texts of others' making, such as names of files: shown as they are written, whatever they look like."""

from __future__ import annotations

import html


def as_written(text: str) -> str:
    """``text`` for a tool tip that shows it as it is.

    Tool tips know no plain text: what looks like markup is taken for it, and a file may be called
    ``<b>harbour.png`` or ``&lt;harbour.png``. Such a text is made into markup that says just that, line for
    line.
    """
    taken_for_markup = "<" in text or "&lt;" in text
    return f'<p style="white-space: pre">{html.escape(text)}</p>' if taken_for_markup else text


def titled(text: str) -> str:
    """``text`` for the title of a window, where ``[*]`` would be the place of a mark."""
    return text.replace("[*]", "[*][*]")


def shortened(text: str, most: int = 60) -> str:
    """``text`` on one line of at most ``most`` characters, for the middle of a sentence."""
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"
