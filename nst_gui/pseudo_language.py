"""A language nobody speaks, made of English: longer, accented, in brackets. For tests and screenshots.

What is shown without brackets was not given to the translators; what is cut has no room for a longer
language. Fields in braces, Qt's placeholders and mnemonics stay as they are.
"""

from __future__ import annotations

import math
import re
from typing import Final

from PySide6.QtCore import QObject, QTranslator

CODE: Final = "pseudo"
#: How much longer than English texts become; German is longer by about a third.
LONGER: Final = 0.4
_ACCENTS: Final = str.maketrans("aceinouyAEINOUYs", "áçéïñöüýÅÉÏÑÖÛÝš")
_KEPT: Final = re.compile(r"(\{[^}]*\}|%L?\d|%L?n|&.|<[^>]*>)")
_PADDING: Final = "lorem ipsum dolor "


def pseudo(text: str) -> str:
    """``text`` in the pseudo-language."""
    if not text.strip():
        return text
    accented = "".join(
        part if _KEPT.fullmatch(part) else part.translate(_ACCENTS) for part in _KEPT.split(text)
    )
    length = math.ceil(LONGER * len(text))
    padding = (_PADDING * (1 + length // len(_PADDING)))[:length].rstrip()
    return f"[{accented} {padding}]"


class PseudoTranslator(QTranslator):
    """Translates every text of every context."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)

    def isEmpty(self) -> bool:
        return False

    def translate(self, context: str, sourceText: str, disambiguation: str | None = None, n: int = -1) -> str:
        # Of Qt's own words, keys are read as well as shown.
        return sourceText if context == "QShortcut" else pseudo(sourceText)
