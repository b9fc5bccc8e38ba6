"""The guide's pages: the same in every language, complete, with links and pictures that are there."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from nst_engine import paths
from nst_engine.errors import ResourceError
from nst_engine.export_memory import bytes_to_write
from nst_gui.models import guide_book
from nst_gui.models.guide_book import FIRST, GuideBook, Page

ROOT = Path(__file__).resolve().parent.parent
LANGUAGES = guide_book.languages()
OTHERS = LANGUAGES[1:]


def headings(page: Page) -> list[int]:
    """The levels of a page's headings, in their order."""
    return [len(mark) for mark in re.findall(r"^(#+) ", "\n".join(guide_book._prose(page.text)), re.M)]


def test_it_is_written_in_english_and_german() -> None:
    assert LANGUAGES[:2] == ("en", "de")


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_link_and_every_picture_is_there(code: str) -> None:
    assert GuideBook(code).dead_ends() == []


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_page_can_be_reached_from_the_first(code: str) -> None:
    book = GuideBook(code)
    assert {page.name for page in book.pages} == {path.name for path in book.folder.glob("*.md")}


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_page_has_one_title_and_no_anchor_twice(code: str) -> None:
    for page in GuideBook(code).pages:
        assert headings(page).count(1) == 1, page.name
        anchors = [section.anchor for section in page.sections]
        assert len(anchors) == len(set(anchors)), page.name


@pytest.mark.parametrize("code", OTHERS)
def test_every_language_has_the_same_pages_headings_pictures_and_links(code: str) -> None:
    english, other = GuideBook("en"), GuideBook(code)
    assert [page.name for page in other.pages] == [page.name for page in english.pages]
    for page, translated in zip(english.pages, other.pages, strict=True):
        assert headings(translated) == headings(page), page.name
        pictures = [name.rpartition("/")[2] for name in page.pictures]
        assert [name.rpartition("/")[2] for name in translated.pictures] == pictures, page.name
        for pattern in (r"^\|", r"^\d+\. ", r"^- ", r"^```"):
            rows = [len(re.findall(pattern, text, re.M)) for text in (page.text, translated.text)]
            assert rows[0] == rows[1], (page.name, pattern)
        links = [target.partition("#")[0] for picture, target in guide_book._links(page.text) if not picture]
        led = [t.partition("#")[0] for picture, t in guide_book._links(translated.text) if not picture]
        assert led == links, page.name


def called(code: str) -> set[str]:
    """What the window says in a language, without the marks of keys and what follows an entry."""
    found = set()
    path = ROOT / "resources" / "translations" / "nst-studio_de.ts"
    for message in ElementTree.parse(path).getroot().iter("message"):
        text = message.findtext("source" if code == "en" else "translation") or ""
        found.add(re.sub(r" \(.*\)$", "", text.replace("&", "")).rstrip(" .…"))
    return found


@pytest.mark.parametrize("code", ["en", "de"])
def test_every_entry_of_a_menu_is_called_what_it_is_called_in_the_window(code: str) -> None:
    known = called(code)
    paths_through_menus = [
        (page.name, found)
        for page in GuideBook(code).pages
        for found in re.findall(r"\*([^*]+ ▸ [^*]+)\*", " ".join(page.text.split()))
    ]
    assert len(paths_through_menus) > 30
    for name, menus in paths_through_menus:
        for part in menus.split(" ▸ "):
            assert part.rstrip(" .…") in known, (name, menus)


@pytest.mark.parametrize("code", OTHERS)
def test_pictures_are_shared(code: str) -> None:
    assert not list((paths.guide_dir() / code).glob("**/*.png"))
    assert not list((paths.guide_dir() / code).glob("**/*.jpg"))


def test_no_picture_lies_there_for_nothing() -> None:
    shown = {Path(name).name for page in GuideBook("en").pages for name in page.pictures}
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    shown |= {Path(name).name for name in re.findall(r"!\[[^\]]*\]\(([^)]+)\)", readme)}
    assert {path.name for path in (paths.guide_dir() / "images").iterdir()} == shown


@pytest.mark.parametrize("code", LANGUAGES)
def test_how_much_memory_a_file_takes_is_what_is_reckoned_with(code: str) -> None:
    page = GuideBook(code).page("saving.md")
    assert page is not None
    kinds = ((".png", 8), (".png", 16), (".jpg", 8), (".webp", 8), (".avif", 8))
    told = re.findall(r"(\d(?:[.,]\d)?) GB", page.text)
    reckoned = [bytes_to_write(extension, (10_000, 10_000), bits) / 1e9 for extension, bits in kinds]
    assert [float(number.replace(",", ".")) for number in told] == pytest.approx(reckoned, rel=0.05)


def test_a_heading_is_called_as_github_calls_it() -> None:
    assert guide_book.anchor_of("On the screen, and in the file") == "on-the-screen-and-in-the-file"
    assert guide_book.anchor_of("Größe auf Papier") == "größe-auf-papier"


def test_an_unknown_language_reads_english(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert guide_book.folder_of("xx") == paths.guide_dir()
    assert guide_book.folder_of("../guide") == paths.guide_dir()


def test_dead_ends_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paths, "guide_dir", lambda: tmp_path)
    (tmp_path / FIRST).write_text(
        "# A\n\n[b](b.md#no) ![c](c.png) ![d](../d.png) [e](https://e.org) [f](f.txt)\n"
    )
    (tmp_path / "b.md").write_text("# B\n\n## Yes\n\n```\n[x](y.md)\n```\n")
    assert GuideBook("en").dead_ends() == [
        f"{FIRST}: b.md#no",
        f"{FIRST}: c.png",
        f"{FIRST}: ../d.png",
        f"{FIRST}: f.txt",
    ]
    (tmp_path / "b.md").unlink()
    with pytest.raises(ResourceError, match=r"b\.md is missing"):
        GuideBook("en")
