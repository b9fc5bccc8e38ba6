"""Everything the program says is written out in the source, so that it can be translated."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tools"))

import texts  # noqa: E402 - where the tools are had to be said first


def test_every_text_is_written_out_and_given_what_it_asks_for() -> None:
    found = texts.all_texts()
    assert len([text for text in found if text.context == texts.ENGINE]) > 150
    assert len(found) > 600


@pytest.mark.parametrize(
    "code",
    [
        'raise InputError(f"{name} is gone.")',
        'raise InputError("{name} is gone.")',
        'raise InputError("It is gone.", name=name)',
        'raise InputError("It is " + name)',
        'raise InputError("%s is gone" % name)',
        'Sentence("a" if b else "c")',
        '@field_validator("a")\ndef check(a):\n    raise ValueError("plain words")',
        'class A:\n    def a(self):\n        self.tr(f"{b}")',
        'class A:\n    def a(self):\n        self.tr("a" + b)',
        'def a(self):\n    self.tr("outside of a class")',
        'QCoreApplication.translate("A", f"{b}")',
    ],
)
def test_what_nobody_could_translate_is_found(code: str) -> None:
    with pytest.raises(texts.UntranslatableError):
        texts._Reader("nst_gui/example.py").read(ast.parse(code))
