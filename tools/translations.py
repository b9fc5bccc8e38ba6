"""Bring the translations up to the source: ``python tools/translations.py``.

Collects every text of the program into ``resources/translations/nst-studio_CODE.ts`` (new ones come
unfinished, those that are gone go), names what still has to be translated, and compiles the ``.qm`` files the
program reads. Both kinds of files are kept in the repository: a plain checkout speaks every language without
being built. ``--add CODE`` begins a new language. docs/translating.md says how to write a translation. The
exit code is 1 while something is unfinished.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Final
from xml.etree import ElementTree

import texts

FOLDER: Final = texts.ROOT / "resources" / "translations"
#: The source's own language: its file holds the forms of what is counted, nothing else.
ENGLISH: Final = "nst-studio_en.ts"


def update(path: Path, found: Iterable[texts.Text]) -> None:
    """Write ``found`` into a ``.ts`` file, made anew or merged with what is translated there."""
    with tempfile.TemporaryDirectory() as folder:
        # Qt's tool reads this in place of the program: our texts, each in one plain call, without places.
        listing = Path(folder) / "texts.py"
        listing.write_text("".join(map(_call, found)), encoding="utf-8")
        options = ["-locations", "none", "-no-obsolete", "-no-ui-lines", "-source-language", "en_GB"]
        options += ["-target-language", path.stem.partition("_")[2]]
        if path.name == ENGLISH:
            options.append("-pluralonly")
        _run("lupdate", *options, str(listing), "-ts", str(path))


def compile_all(folder: Path = FOLDER, target: Path = FOLDER) -> None:
    """Make a ``.qm`` file in ``target`` of every ``.ts`` file in ``folder``."""
    for path in sorted(folder.glob("*.ts")):
        _run("lrelease", "-silent", str(path), "-qm", str(target / path.with_suffix(".qm").name))


def unfinished(path: Path) -> list[str]:
    """What is not translated yet in a ``.ts`` file."""
    waiting = []
    for context in ElementTree.parse(path).getroot().iter("context"):
        for message in context.iter("message"):
            translation = message.find("translation")
            if translation is None or translation.get("type") == "unfinished" or not _is_filled(translation):
                waiting.append(f"{context.findtext('name')}: {message.findtext('source')}")
    return waiting


def _is_filled(translation: ElementTree.Element) -> bool:
    forms = translation.findall("numerusform") or [translation]
    return all((form.text or "").strip() for form in forms)


def _call(text: texts.Text) -> str:
    counted = ', "", 1' if text.counts else ""
    return f"QCoreApplication.translate({_quoted(text.context)}, {_quoted(text.source)}{counted})\n"


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def _run(tool: str, *arguments: str) -> None:
    # The programs that come with PySide6, beside the interpreter that runs this.
    program = Path(sys.executable).with_name(f"pyside6-{tool}")
    done = subprocess.run([program, *arguments], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise SystemExit(f"{tool} failed: {done.stdout}{done.stderr}")


def main(arguments: list[str]) -> int:
    found = texts.all_texts()
    if arguments[:1] == ["--add"] and len(arguments) == 2:
        update(FOLDER / f"nst-studio_{arguments[1]}.ts", found)
    elif arguments:
        raise SystemExit(__doc__)
    waiting = 0
    for path in sorted(FOLDER.glob("*.ts")):
        update(path, found)
        for text in unfinished(path):
            waiting += 1
            print(f"{path.name}: {text}")
    compile_all()
    print(
        f"{len(found)} texts; {waiting} wait for a translation"
        if waiting
        else f"{len(found)} texts, all translated"
    )
    return 1 if waiting else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
