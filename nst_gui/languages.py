"""The languages of the window: which there are, and how one is put on.

English is written in the source; every other language is a file ``nst-studio_CODE.qm`` among the resources
(docs/translating.md). A language can be set when the program starts, and takes numbers, dates and Qt's own
buttons along.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from nst_engine import paths
from nst_gui.pseudo_language import CODE as PSEUDO
from nst_gui.pseudo_language import PseudoTranslator

#: The choice of whatever the system speaks.
SYSTEM: Final = "system"
ENGLISH: Final = "en"
#: For tests and screenshots: goes before every choice. Also knows the pseudo-language.
VARIABLE: Final = "NST_STUDIO_LANGUAGE"
_PREFIX: Final = "nst-studio_"


@dataclass(frozen=True, slots=True)
class Language:
    """A language that can be chosen; ``name`` is what those who speak it call it."""

    code: str
    name: str


def available() -> tuple[Language, ...]:
    """English and every language there is a translation for, by their own names."""
    files = (paths.resources_dir() / "translations").glob(f"{_PREFIX}*.qm")
    codes = {ENGLISH, *(file.stem.removeprefix(_PREFIX) for file in files)}
    named = (Language(code, _own_name(code)) for code in codes)
    return tuple(sorted(named, key=lambda language: language.name.casefold()))


def resolved(choice: str) -> str:
    """The code of the language that ``choice`` stands for: a code, or "system"; English where in doubt."""
    known = {language.code for language in available()}
    wanted = [os.environ.get(VARIABLE, ""), choice]
    if PSEUDO in wanted[:1]:
        return PSEUDO
    for one in wanted:
        if one in known:
            return one
    # What the system's user reads, best first: "de-Latn-CH", "de-CH", "de", …
    spoken = (tag.partition("-")[0] for tag in QLocale.system().uiLanguages())
    return next((code for code in spoken if code in known), ENGLISH)


def install(app: QApplication, choice: str = SYSTEM) -> str:
    """Let ``app`` speak the language of ``choice``, and write numbers and dates so; returns its code.

    What was installed before is taken off. Widgets that exist already keep their words.
    """
    remove(app)
    code = resolved(choice)
    QLocale.setDefault(_locale(code))
    for translator in _translators(app, code):
        # Those installed later are asked first: the program's own words go before Qt's.
        app.installTranslator(translator)
    return code


def spoken() -> str:
    """The code of the language that was installed; English stands for the made-up one, too."""
    return QLocale().bcp47Name().partition("-")[0]


def remove(app: QApplication) -> None:
    """Take off what :func:`install` put on; the window's words are English again."""
    for translator in app.findChildren(QTranslator, _PREFIX):
        app.removeTranslator(translator)
        translator.setParent(None)
        translator.deleteLater()


def _translators(app: QApplication, code: str) -> list[QTranslator]:
    if code == PSEUDO:
        found: list[QTranslator] = [PseudoTranslator(app)]
    else:
        own = paths.resources_dir() / "translations" / f"{_PREFIX}{code}.qm"
        qts = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        found = []
        for place in (f"{qts}/qtbase_{code}.qm", str(own)):
            translator = QTranslator(app)
            if translator.load(place):
                found.append(translator)
    for translator in found:
        translator.setObjectName(_PREFIX)
    return found


def _locale(code: str) -> QLocale:
    """The system's own, with all its habits, where it is of the language; else what is usual in it."""
    system = QLocale.system()
    if code == PSEUDO:
        code = ENGLISH
    if system.language() == QLocale(code).language():
        return system
    return QLocale("en_GB" if code == ENGLISH else code)


def _own_name(code: str) -> str:
    # Asked for itself, British English would call itself that.
    name = "English" if code == ENGLISH else QLocale(code).nativeLanguageName()
    return name[:1].upper() + name[1:]
