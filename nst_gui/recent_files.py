"""File ▸ Open recent: photographs, paintings and recipes that were used before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from nst_engine import paths
from nst_gui.icons import icon
from nst_gui.intake import Intake
from nst_gui.models.recipe_model import RecipeModel
from nst_gui.plain_text import as_written
from nst_gui.settings import RECENT, Recent, WindowSettings
from nst_gui.workers.tasks import Tasks

#: Of each kind, so that the whole menu fits on the screen of a laptop.
_SHOWN: Final = 7
_ICONS: Final[dict[Recent, str]] = {
    "photographs": "photograph",
    "paintings": "painting",
    "recipes": "settings",
}
#: Longer names are shortened in their middle, where they say least.
_MOST_CHARACTERS: Final = 48


class RecentFiles(QObject):
    """Remembers what is used, as paths in the settings alone, and offers it in ``menu``.

    ``cleared`` says that nothing is remembered any more.
    """

    cleared = Signal()

    def __init__(
        self, intake: Intake, model: RecipeModel, settings: WindowSettings, tasks: Tasks, window: QWidget
    ) -> None:
        super().__init__(window)
        self._model, self._settings, self._tasks = model, settings, tasks
        self._open: dict[Recent, Callable[[Path], object]] = {
            "photographs": lambda path: intake.open_content([path]),
            "paintings": lambda path: intake.add_styles([path]),
            "recipes": intake.open_recipe,
        }
        self.menu = QMenu(self.tr("Open re&cent"), window)
        self.menu.setToolTipsVisible(True)
        self.menu.menuAction().setStatusTip(self.tr("Photographs, paintings and recipes used before"))
        self.menu.aboutToShow.connect(self.fill)
        model.changed.connect(self._model_changed)
        intake.recipeUsed.connect(self._recipe_used)

    def files(self, kind: Recent) -> tuple[Path, ...]:
        """What is offered of ``kind``, newest first."""
        return tuple(filter(_is_user_s, self._settings.recent(kind)))[:_SHOWN]

    def count(self) -> int:
        """How many files are remembered."""
        return sum(len(self.files(kind)) for kind in RECENT)

    def clear(self) -> None:
        """Forget all of them; the files themselves stay where they are."""
        self._settings.forget_recent()
        self.cleared.emit()

    def _model_changed(self, names: frozenset[str]) -> None:
        content = self._model.content
        if "content" in names and content is not None and content.path is not None:
            self._remember("photographs", Path(content.path))

    def _recipe_used(self, path: Path) -> None:
        self._remember("recipes", path)

    def _remember(self, kind: Recent, path: Path) -> None:
        if _is_user_s(path):
            self._settings.remember(kind, path)

    # ---- the menu ---------------------------------------------------------------------------------

    def fill(self) -> None:
        """Offer what is remembered by now; what turns out to be gone is greyed a moment later."""
        self.menu.clear()
        titles: dict[Recent, str] = {
            "photographs": self.tr("Photographs"),
            "paintings": self.tr("Paintings"),
            "recipes": self.tr("Recipes"),
        }
        rows: dict[Path, list[QAction]] = {}
        for kind, title in titles.items():
            files = self.files(kind)
            if files:
                self.menu.addSection(title)
            for path, name in zip(files, _names(files), strict=True):
                rows.setdefault(path, []).append(self._add(kind, path, name))
        if not rows:
            self.menu.addAction(self.tr("Nothing was opened yet")).setEnabled(False)
            return
        self.menu.addSeparator()
        clear = self.menu.addAction(icon("remove"), self.tr("C&lear this list"))
        clear.setToolTip(self.tr("Forget these files; the files themselves stay where they are"))
        clear.triggered.connect(lambda _checked=False: self.clear())
        self._grey_what_is_gone(rows)

    def _add(self, kind: Recent, path: Path, name: str) -> QAction:
        action = self.menu.addAction(icon(_ICONS[kind]), name.replace("&", "&&"))
        action.setToolTip(as_written(str(path)))
        action.triggered.connect(lambda _checked=False: self._open[kind](path))
        return action

    def _grey_what_is_gone(self, rows: dict[Path, list[QAction]]) -> None:
        """Off the window's thread: a drive that is asleep, or a server, takes its time to answer."""

        def known(missing: frozenset[Path]) -> None:
            if not set(self.menu.actions()).issuperset(action for path in rows for action in rows[path]):
                return  # it was filled anew since
            for path in missing:
                words = as_written(self.tr("{path} is not there any more").format(path=path))
                for action in rows[path]:
                    action.setEnabled(False)
                    action.setToolTip(words)

        self._tasks.run(partial(_missing, tuple(rows)), known)


def _missing(files: Iterable[Path]) -> frozenset[Path]:
    gone = set()
    for path in files:
        there = False
        with suppress(OSError, ValueError):
            there = path.is_file()
        if not there:
            gone.add(path)
    return frozenset(gone)


def _is_user_s(path: Path) -> bool:
    """Not one of the program's own: a sample, something pasted, an earlier painting."""
    return not any(path.is_relative_to(own) for own in (paths.resources_dir(), paths.data_dir()))


def _names(files: Sequence[Path]) -> list[str]:
    """Names of ``files`` for a menu; of those with the same name the folder, too."""
    counts = Counter(path.name for path in files)
    return [
        _shortened(path.name) if counts[path.name] == 1 else f"{_shortened(path.name)} – {path.parent.name}"
        for path in files
    ]


def _shortened(name: str) -> str:
    if len(name) <= _MOST_CHARACTERS:
        return name
    half = _MOST_CHARACTERS // 2
    return f"{name[:half]}…{name[-half:]}"
