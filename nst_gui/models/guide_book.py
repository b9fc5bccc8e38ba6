"""The guide as a book: its pages in the order of the first one's links, their headings and pictures.

The pages are Markdown files in ``docs/guide``, each language but English in a folder of its own; the pictures
are shared. Nothing outside that folder is ever opened, whatever a page links to.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from nst_engine import paths
from nst_engine.errors import ResourceError

#: The page with the links to all others, in their order.
FIRST: Final = "README.md"
_HEADING: Final = re.compile(r"^(#{1,6}) +(.+?) *$")
_LINK: Final = re.compile(r"(!?)\[[^\]]*\]\(([^)\s]+)\)")
#: Of a page's Markdown, what nobody reads: targets of links, and the marks of emphasis.
_UNREAD: Final = re.compile(r"\]\([^)\s]*\)|[*`]")
_FENCE: Final = "```"


@dataclass(frozen=True, slots=True)
class Section:
    """A heading below the page's title; ``anchor`` is what links call it."""

    title: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its file, and what is written in it."""

    path: Path
    text: str
    title: str
    sections: tuple[Section, ...]
    #: What the page calls the pictures it shows.
    pictures: tuple[str, ...]

    @property
    def name(self) -> str:
        """The file's name, by which other pages link to it."""
        return self.path.name

    def mentions(self, words: str) -> bool:
        """Whether ``words`` stand on the page, in upper or lower case."""
        read = " ".join(_UNREAD.sub("", self.text).split())
        return words.casefold() in read.casefold()


class GuideBook:
    """The guide in one language; English where there is no other.

    Raises :class:`ResourceError` when a page is not there or cannot be read.
    """

    def __init__(self, language: str) -> None:
        self.folder = folder_of(language)
        first = _read(self.folder / FIRST)
        linked = [target.partition("#")[0] for picture, target in _links(first.text) if not picture]
        names = dict.fromkeys(name for name in linked if _is_page(name))
        self.pages = (first, *(_read(self.folder / name) for name in names if name != FIRST))

    def page(self, name: str) -> Page | None:
        """The page in the file ``name``."""
        return next((page for page in self.pages if page.name == name), None)

    def picture(self, target: str) -> Path | None:
        """The file of a picture that a page shows; ``None`` for one that is not there."""
        path = (self.folder / target).resolve()
        inside = paths.guide_dir().resolve() in path.parents
        return path if inside and path.is_file() else None

    def dead_ends(self) -> list[str]:
        """Links and pictures that lead nowhere, as page and target."""
        return [
            f"{page.name}: {target}"
            for page in self.pages
            for picture, target in _links(page.text)
            if not (self.picture(target) if picture else self._leads_somewhere(page, target))
        ]

    def _leads_somewhere(self, page: Page, target: str) -> bool:
        if target.startswith("https://"):
            return True
        name, _, anchor = target.partition("#")
        other = self.page(name) if name else page
        return other is not None and (not anchor or anchor in {part.anchor for part in other.sections})


def folder_of(language: str) -> Path:
    """Where the pages in a language are; English where there are none."""
    own = paths.guide_dir() / language
    return own if language.isalpha() and (own / FIRST).is_file() else paths.guide_dir()


def languages() -> tuple[str, ...]:
    """The codes of the languages that the guide is written in."""
    return ("en", *sorted(page.parent.name for page in paths.guide_dir().glob(f"*/{FIRST}")))


def anchor_of(title: str) -> str:
    """What links call a heading: as on GitHub, lower case with hyphens and without punctuation."""
    plain = "".join(letter for letter in title.lower() if letter.isalnum() or letter in " -_")
    return plain.replace(" ", "-")


def _read(path: Path) -> Page:
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ResourceError(
            "The guide is not complete: its page {name} is missing; install NST Studio again.", name=path.name
        ) from error
    headings = [(len(found[1]), _plain(found[2])) for line in _prose(text) if (found := _HEADING.match(line))]
    title = next((words for level, words in headings if level == 1), path.stem)
    sections = tuple(Section(words, anchor_of(words)) for level, words in headings if level == 2)
    shown = tuple(dict.fromkeys(target for picture, target in _links(text) if picture))
    return Page(path, text, title, sections, shown)


def _links(text: str) -> Iterator[tuple[bool, str]]:
    """Every link and picture: whether it is a picture, and where it leads."""
    for line in _prose(text):
        for mark, target in _LINK.findall(line):
            yield bool(mark), target


def _prose(text: str) -> Iterator[str]:
    """The lines that are no commands to be typed."""
    inside = False
    for line in text.splitlines():
        if line.startswith(_FENCE):
            inside = not inside
        elif not inside:
            yield line


def _is_page(target: str) -> bool:
    return target.endswith(".md") and "/" not in target


def _plain(heading: str) -> str:
    return re.sub(r"[*`]", "", heading)
