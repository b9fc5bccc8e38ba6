"""What the engine says, and numbers, in the window's language."""

from __future__ import annotations

import re
import string
from typing import Any, Final

from PySide6.QtCore import QCoreApplication, QLocale

from nst_engine.sentences import Sentence

#: The translators' context of everything the engine says; ``tools/translations.py`` collects it.
CONTEXT: Final = "Engine"
_NUMBER: Final = re.compile(r"(?P<groups>,?)(?:\.(?P<decimals>\d+))?(?P<kind>[dfg%]?)")


def said(text: str) -> str:
    """``text`` in the window's language, if it is a sentence of the engine's; else as it is.

    Signals of Qt make plain strings of sentences: this is for the place where an error or notice of the
    engine's comes in. Can be called in any thread.
    """
    if not isinstance(text, Sentence):
        return text
    template = QCoreApplication.translate(CONTEXT, text.template)
    return filled(template, **text.fields) if text.fields else template


def filled(template: str, /, **fields: object) -> str:
    """``template.format(**fields)``, but numbers with a format are written as the language writes them."""
    return _FORMATTER.format(template, **fields)


def pixels(width: int, height: int) -> str:
    """A size in pixels."""
    return filled(
        QCoreApplication.translate("Numbers", "{width:,} × {height:,} px"), width=width, height=height
    )


def percent(share: float) -> str:
    """A share from 0 to 1 in whole percent."""
    return filled("{share:.0%}", share=share)


def shipped(kind: str, name: str) -> str:
    """What ships with the program ("Presets", "Samples") by its name in the window's language."""
    return QCoreApplication.translate(kind, name)


class _Formatter(string.Formatter):
    """``{:,}``, ``{:.1f}``, ``{:,.1f}``, ``{:g}`` and ``{:.0%}`` with the language's comma and groups."""

    def format_field(self, value: Any, format_spec: str) -> str:
        if isinstance(value, str):
            return super().format_field(said(value), format_spec)
        found = _NUMBER.fullmatch(format_spec)
        if not format_spec or found is None or not isinstance(value, int | float):
            return str(super().format_field(value, format_spec))
        locale = QLocale()
        if not found["groups"]:
            locale.setNumberOptions(QLocale.NumberOption.OmitGroupSeparator)
        decimals = found["decimals"]
        if found["kind"] == "%":
            hundredths = locale.toString(100 * value, "f", int(decimals or 0))
            return QCoreApplication.translate("Numbers", "{number} %").format(number=hundredths)
        if found["kind"] == "g":
            return locale.toString(float(value), "g", int(decimals or 6))
        return (
            locale.toString(value) if decimals is None else locale.toString(float(value), "f", int(decimals))
        )


_FORMATTER: Final = _Formatter()
