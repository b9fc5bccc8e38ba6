"""A small guide for tests: three pages and a picture, in a window without the one it belongs to."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from nst_engine import paths
from nst_gui.app import create_application
from nst_gui.dialogs.guide_window import GuideWindow
from nst_gui.models.guide_book import GuideBook
from nst_gui.settings import WindowSettings
from nst_gui.workers.tasks import Tasks

FIRST = """# Guide

How to paint.

- [One](one.md)
- [Two](two.md)
- [The paper](https://example.org/paper)
"""
ONE = "# One\n\nText of one.\n\n## Here\n\n{long}\n\n## There is more\n\nSee [two](two.md#near-the-end).\n"
TWO = """# Two

![A picture](images/wide.png)

| control | what it does |
|---|---|
| Strength | word word WORD |

```sh
not a word here](nowhere.md)
```

## Near the end

{long}
"""


def guides() -> list[GuideWindow]:
    """Those that are open."""
    windows = QApplication.topLevelWidgets()
    return [one for one in windows if isinstance(one, GuideWindow) and one.isVisible()]


@pytest.fixture
def guide_pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, photograph: Path) -> Path:
    """A small guide: three pages and a picture of 128×96 pixels."""
    folder = tmp_path / "guide"
    (folder / "images").mkdir(parents=True)
    (folder / "images" / "wide.png").write_bytes(photograph.read_bytes())
    long = "\n\n".join(f"Line {number} of many." for number in range(80))
    for name, text in (("README", FIRST), ("one", ONE), ("two", TWO)):
        (folder / f"{name}.md").write_text(text.replace("{long}", long), encoding="utf-8")
    monkeypatch.setattr(paths, "guide_dir", lambda: folder)
    return folder


@pytest.fixture
def guide_tasks(qapp: QApplication) -> Iterator[Tasks]:
    pool = Tasks()
    yield pool
    pool.shutdown()


@pytest.fixture
def show_guide(guide_pages: Path, guide_tasks: Tasks) -> Iterator[Callable[[], GuideWindow]]:
    """Opens the small guide without the window it belongs to."""
    create_application()

    def opened_alone() -> GuideWindow:
        window = GuideWindow(GuideBook("en"), guide_tasks, WindowSettings())
        window.show()
        return window

    yield opened_alone
    for guide in guides():
        guide.close()


@pytest.fixture
def guide(show_guide: Callable[[], GuideWindow], guide_tasks: Tasks, qtbot: QtBot) -> GuideWindow:
    made = show_guide()
    qtbot.waitUntil(lambda: not guide_tasks.busy)
    return made
