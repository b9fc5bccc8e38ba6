"""What the engine says, in the window's language: templates are looked up, fields filled in anew."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from nst_engine.errors import InputError
from nst_engine.sentences import Sentence
from nst_gui.words import CONTEXT, filled, said
from nst_gui.workers.tasks import failure_of

GERMAN = {
    "{name} could not be written: {reason}.": "{name} konnte nicht geschrieben werden: {reason}.",
    "the disk is full": "der Datenträger ist voll",
    "It needs {needed:.1f} GB and {size:,} bytes.": "Nötig sind {size:,} Bytes und {needed:.1f} GB.",
}


class _German(QTranslator):
    def translate(
        self, context: str, sourceText: str, disambiguation: str | None = None, n: int = -1
    ) -> str | None:
        return GERMAN.get(sourceText) if context in (CONTEXT, "Numbers") else None

    def isEmpty(self) -> bool:
        return False


@pytest.fixture
def german(qapp: QApplication) -> Iterator[None]:
    before = QLocale()
    translator = _German()
    QCoreApplication.installTranslator(translator)
    QLocale.setDefault(QLocale(QLocale.Language.German, QLocale.Country.Germany))
    yield
    QCoreApplication.removeTranslator(translator)
    QLocale.setDefault(before)


@pytest.mark.usefixtures("german")
def test_sentences_within_sentences_are_translated() -> None:
    error = InputError(
        "{name} could not be written: {reason}.",
        name="the disk is full",
        reason=Sentence("the disk is full"),
    )
    assert (
        said(error.sentence) == "the disk is full konnte nicht geschrieben werden: der Datenträger ist voll."
    )
    assert failure_of(error).sentence == said(error.sentence)
    assert str(error) == "the disk is full could not be written: the disk is full."


@pytest.mark.usefixtures("german")
def test_numbers_are_written_as_the_language_writes_them() -> None:
    sentence = Sentence("It needs {needed:.1f} GB and {size:,} bytes.", needed=12.34, size=20061696)
    assert said(sentence) == "Nötig sind 20.061.696 Bytes und 12,3 GB."
    assert (
        filled("{a} {b:.0f} {c:,.2f} {d:.0%}", a=1024, b=2500.4, c=1234.5, d=0.374)
        == "1024 2500 1.234,50 37 %"
    )


@pytest.mark.usefixtures("german")
def test_what_nobody_wrote_out_stays_as_it_is(tmp_path: Path) -> None:
    assert said("the disk is full") == "the disk is full"
    assert said(Sentence("not translated yet: {name}", name="{braces}")) == "not translated yet: {braces}"
    assert filled("{value:>6} {text:.3}", value=3, text="abcdef") == "     3 abc"
