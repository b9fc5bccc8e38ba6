"""Everything the program says is written out in the source, so that it can be translated."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tools"))

import texts  # noqa: E402 - where the tools are had to be said first
import translations  # noqa: E402

FILES = sorted(translations.FOLDER.glob("*.ts"))
FOREIGN = [path for path in FILES if path.name != translations.ENGLISH]
RUN_IT = "run python tools/translations.py, and translate what it names (docs/translating.md)"


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


def _messages(path: Path) -> Iterator[tuple[str, str, list[str]]]:
    """Context, English, and every form of the translation."""
    for context in ElementTree.parse(path).getroot().iter("context"):
        for message in context.iter("message"):
            translation = message.find("translation")
            assert translation is not None
            forms = translation.findall("numerusform") or [translation]
            yield (
                context.findtext("name") or "",
                message.findtext("source") or "",
                [form.text or "" for form in forms],
            )


@pytest.mark.parametrize("path", FOREIGN, ids=lambda path: path.stem)
def test_every_text_has_a_translation(path: Path) -> None:
    wanted = {(text.context, text.source) for text in texts.all_texts()}
    found = {(context, source) for context, source, _ in _messages(path)}
    assert not wanted - found, RUN_IT
    assert not found - wanted, RUN_IT
    assert not translations.unfinished(path), RUN_IT


def test_english_has_the_forms_of_all_that_is_counted() -> None:
    path = translations.FOLDER / translations.ENGLISH
    wanted = {(text.context, text.source) for text in texts.all_texts() if text.counts}
    assert {(context, source) for context, source, _ in _messages(path)} == wanted, RUN_IT
    assert not translations.unfinished(path), RUN_IT


def test_gigabytes_by_the_thousand_have_groups() -> None:
    """A machine with a terabyte reads "1,000.0 GB", as all other numbers of four digits are written."""
    written = [text.source for text in texts.all_texts() if re.search(r"\{\w+:[^}]*f\} GB", text.source)]
    assert len(written) >= 5
    assert [text for text in written if re.search(r"\{\w+:\.\df\} GB", text)] == []


def test_numbers_of_four_digits_that_are_written_out_have_groups() -> None:
    """Years, of which the paintings and the method have some, and JPEG 2000 are no such numbers."""
    years = re.compile(r"1[5-9]\d\d|20\d\d")
    found = [
        (text.source, number) for text in texts.all_texts() for number in re.findall(r"\d{4,}", text.source)
    ]
    assert [text for text, number in found if not years.fullmatch(number)] == []


@pytest.mark.parametrize("path", FOREIGN, ids=lambda path: path.stem)
def test_translations_keep_what_is_filled_in_and_how_a_text_ends(path: Path) -> None:
    for _context, source, forms in _messages(path):
        for form in forms:
            assert texts.fields(form) == texts.fields(source), source
            assert form.replace("&&", "").count("&") == source.replace("&&", "").count("&"), source
            assert form.endswith("…") == source.endswith("…"), source
            assert form.endswith(".") == source.endswith("."), source
            assert form[:1].isspace() == source[:1].isspace(), source
            assert "  " not in form.replace("  ·  ", ""), source
        assert "%n" not in source or "%n" in forms[-1], source


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_what_the_program_reads_is_made_of_what_was_translated(path: Path, tmp_path: Path) -> None:
    translations.compile_all(translations.FOLDER, tmp_path)
    compiled = path.with_suffix(".qm")
    assert compiled.read_bytes() == (tmp_path / compiled.name).read_bytes(), RUN_IT
