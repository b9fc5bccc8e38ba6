"""Markdown tables, what they were measured on, and their places in a document."""

from __future__ import annotations

import datetime
import platform
import re
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import psutil

_END = "<!-- end of measurement -->"


def table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table: the first column to the left, the numbers to the right."""
    lines = [_row(headings), _row(["---", *["---:"] * (len(headings) - 1)])]
    return "\n".join([*lines, *(_row(row) for row in rows)])


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def processor_name() -> str:
    """The processor as its maker calls it."""
    if sys.platform == "linux":
        found = re.search(r"^model name\s*:\s*(.+)$", Path("/proc/cpuinfo").read_text("utf-8"), re.MULTILINE)
        if found:
            return found[1].strip()
    if sys.platform == "darwin":
        command = ["sysctl", "-n", "machdep.cpu.brand_string"]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
    return platform.processor() or platform.machine()


def machine() -> str:
    """Processor, cores, memory and system in one line."""
    cores = psutil.cpu_count(logical=False) or psutil.cpu_count() or 1
    memory = psutil.virtual_memory().total / 1e9
    return (
        f"{processor_name()}, {cores} cores, {memory:.0f} GB, {platform.system()} {platform.machine()}, "
        f"Python {platform.python_version()}"
    )


def today() -> str:
    return datetime.datetime.now().astimezone().date().isoformat()


def facts(named: Iterable[tuple[str, str]]) -> str:
    """What a reader needs to know to believe, or repeat, the table: one list item for each fact."""
    everything = [*named, ("Machine", machine()), ("Date", today())]
    return "\n".join(f"- {name}: {value}" for name, value in everything)


def peer_facts(
    versions: Mapping[str, str], threads: int, variables: Mapping[str, str], how: str
) -> list[tuple[str, str]]:
    """What is known of the peer, and of what both programs were given; ``how`` follows its version."""
    given = ", ".join(f"{name}={value}" for name, value in variables.items())
    peer = f"{versions['pastiche']}{how}, torch {versions['torch']}, Python {versions['python']}"
    return [("pastiche", peer), ("Both", f"{threads} threads; {given}")]


def write_section(document: Path, name: str, text: str) -> None:
    """Put ``text`` between the marks of the section ``name`` in ``document``, in place of what was there.

    The marks are ``<!-- measurement: NAME -->`` and ``<!-- end of measurement -->``. Raises
    :class:`ValueError` when the document has no such section.
    """
    begin = f"<!-- measurement: {name} -->"
    before, mark, rest = document.read_text(encoding="utf-8").partition(begin)
    _, end, after = rest.partition(_END)
    if not mark or not end:
        raise ValueError(f"{document.name} has no section between {begin} and {_END}")
    document.write_text(f"{before}{begin}\n{text}\n{_END}{after}", encoding="utf-8", newline="\n")
