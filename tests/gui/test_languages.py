"""The window in other languages: which there are, how one is chosen, and that it is complete."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QDate, QLocale
from PySide6.QtWidgets import QApplication, QDialogButtonBox

from nst_gui import languages
from nst_gui.action_table import MENUS
from nst_gui.actions import translated
from nst_gui.pseudo_language import LONGER, pseudo
from nst_gui.settings import WindowSettings


@pytest.fixture(autouse=True)
def english_afterwards(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.delenv(languages.VARIABLE)
    before = QLocale()
    yield
    languages.remove(qapp)
    QLocale.setDefault(before)


def test_languages_go_by_their_own_names() -> None:
    names = {language.code: language.name for language in languages.available()}
    assert names["en"] == "English"
    assert names["de"] == "Deutsch"
    assert [language.name for language in languages.available()] == sorted(names.values(), key=str.casefold)


@pytest.mark.parametrize(
    ("spoken", "choice", "code"),
    [
        (["de-Latn-AT", "de-AT", "de"], "system", "de"),
        (["fr-FR", "de-DE"], "system", "de"),
        (["en-US", "de-DE"], "system", "en"),
        (["xx"], "system", "en"),
        ([], "system", "en"),
        (["de-DE"], "en", "en"),
        (["en-GB"], "de", "de"),
        (["de-DE"], "klingon", "de"),
        (["de-DE"], "../../etc", "de"),
    ],
)
def test_a_choice_or_the_system_decides(
    spoken: list[str], choice: str, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QLocale, "uiLanguages", lambda _locale: spoken)
    assert languages.resolved(choice) == code
    monkeypatch.setenv(languages.VARIABLE, "de")
    assert languages.resolved(choice) == "de"
    monkeypatch.setenv(languages.VARIABLE, "pseudo")
    assert languages.resolved(choice) == "pseudo"


def test_nobody_chooses_the_language_of_the_tests() -> None:
    assert languages.resolved("pseudo") in {language.code for language in languages.available()}


def test_the_choice_is_remembered() -> None:
    assert WindowSettings().language() == languages.SYSTEM
    WindowSettings().set_language("de")
    assert WindowSettings().language() == "de"


def test_german_speaks_german_and_counts_and_reckons_so(qapp: QApplication) -> None:
    assert languages.install(qapp, "de") == "de"
    assert translated("&Open photograph…") == "&Foto öffnen …"
    one, two = (QCoreApplication.translate("StyleList", "%n paintings", "", n) for n in (1, 2))
    assert (one, two) == ("1 Gemälde", "2 Gemälde")
    iterations = "With {count:,} iterations, set under Advanced"
    one, two = (QCoreApplication.translate("ControlsPanel", iterations, "", n) for n in (1, 2))
    assert (one.split(",")[1], two.split(",")[1]) == ("} Durchgang", "} Durchgängen")
    assert QLocale().toString(1234.5, "f", 1) == "1.234,5"
    assert "2026" not in QLocale().toString(QDate(2026, 3, 1), QLocale.FormatType.ShortFormat)[:2]


def test_qts_own_buttons_speak_german_too(qapp: QApplication) -> None:
    languages.install(qapp, "de")
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
    try:
        assert box.button(QDialogButtonBox.StandardButton.Cancel).text().replace("&", "") == "Abbrechen"
    finally:
        box.deleteLater()


def test_english_counts_properly(qapp: QApplication) -> None:
    assert languages.install(qapp, "en") == "en"
    one, two = (QCoreApplication.translate("StyleList", "%n paintings", "", n) for n in (1, 2))
    assert (one, two) == ("1 painting", "2 paintings")
    assert QLocale().toString(1234.5, "f", 1) == "1,234.5"


def test_another_language_takes_the_first_one_off(qapp: QApplication) -> None:
    for code in ("de", "pseudo", "de", "en"):
        languages.install(qapp, code)
    assert translated("&File") == "&File"
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Cancel"


@pytest.mark.parametrize("code", [language.code for language in languages.available()])
def test_no_two_entries_of_a_menu_have_the_same_letter(code: str, qapp: QApplication) -> None:
    languages.install(qapp, code)
    menus = {"the menu bar": [translated(title) for title, _rows in MENUS]}
    for title, rows in MENUS:
        menus[title] = [translated(row.text) for row in rows if row is not None]
    for title, entries in menus.items():
        letters = [entry[entry.index("&") + 1].casefold() for entry in entries if "&" in entry]
        assert len(letters) == len(entries), f"{title} has an entry without a letter"
        assert len(set(letters)) == len(letters), f"{title}: {sorted(letters)}"


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("&Open photograph…", ["&O"]),
        ("{size:,} px, {share:.0%}", ["{size:,}", "{share:.0%}"]),
        ("%n of %1", ["%n", "%1"]),
        ("Hold <b>B</b>", ["<b>", "</b>"]),
    ],
)
def test_the_pseudo_language_keeps_what_programs_read(text: str, kept: list[str]) -> None:
    made = pseudo(text)
    assert all(part in made for part in kept)
    assert made.startswith("[")
    assert made.endswith("]")
    assert len(made) >= (1 + LONGER) * len(text)


def test_the_pseudo_language_is_installed_by_its_variable(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(languages.VARIABLE, "pseudo")
    assert languages.install(qapp) == "pseudo"
    assert translated("&File").startswith("[&F")
    assert os.environ[languages.VARIABLE] == "pseudo"
