"""The window's own settings: never what is painted, only how the window is."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final, Literal

from PySide6.QtCore import QByteArray, QRect, QSettings
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMainWindow, QSplitter, QWidget

from nst_engine import paths
from nst_engine.pace import PACES, Pace
from nst_gui import theme
from nst_gui.desktop.memory import GB, installed_bytes
from nst_gui.models.export_choices import ExportChoices, choices_from

MAX_RECENT: Final = 12
Recent = Literal["photographs", "paintings", "recipes"]
#: What is remembered of each kind, and where.
RECENT: Final[Mapping[Recent, str]] = {
    "photographs": "photographs/recent",
    "paintings": "styles/recent",
    "recipes": "recipes/recent",
}
#: What earlier paintings may take on the disk unless the user says otherwise, in gigabytes.
HISTORY_GB: Final = 2
MAX_HISTORY_GB: Final = 1000

#: Where to look first for what was never asked for: recipes are in saved paintings, stages beside them.
_NEAR: Final = {"recipes": ("save",), "stages": ("save",), "save": ("open",)}


class WindowSettings:
    """Geometry, splitter positions, last folders and recent paintings in one ini file of the program's."""

    def __init__(self) -> None:
        self._store = QSettings(str(paths.config_dir() / "window.ini"), QSettings.Format.IniFormat)

    def restore_geometry(
        self, window: QWidget, splitter_states: Mapping[str, QSplitter], name: str = "window"
    ) -> bool:
        """Put a window where it was, unless no screen is there any more; False at the first start."""
        geometry = self._store.value(f"{name}/geometry")
        if not isinstance(geometry, QByteArray) or not window.restoreGeometry(geometry):
            return False
        for part, splitter in splitter_states.items():
            state = self._store.value(f"{name}/{part}")
            if isinstance(state, QByteArray):
                splitter.restoreState(state)
        docks = self._store.value(f"{name}/docks")
        if isinstance(docks, QByteArray) and isinstance(window, QMainWindow):
            window.restoreState(docks)
        return can_be_taken_hold_of(window.frameGeometry())

    def save_geometry(
        self, window: QWidget, splitter_states: Mapping[str, QSplitter], name: str = "window"
    ) -> None:
        self._store.setValue(f"{name}/geometry", window.saveGeometry())
        for part, splitter in splitter_states.items():
            self._store.setValue(f"{name}/{part}", splitter.saveState())
        if isinstance(window, QMainWindow):
            self._store.setValue(f"{name}/docks", window.saveState())
        self._store.sync()

    def folder(self, purpose: str) -> Path:
        """The folder last used for ``purpose``, else one that is likely to be near, else the user's home."""
        for each in (purpose, *_NEAR.get(purpose, ())):
            value = self._store.value(f"folders/{each}")
            if isinstance(value, str) and value and Path(value).is_dir():
                return Path(value)
        return Path.home()

    def remember_folder(self, purpose: str, folder: Path) -> None:
        self._store.setValue(f"folders/{purpose}", str(folder))

    def memory_limit(self) -> int | None:
        """The most memory in bytes that painting may take; ``None`` when the program decides.

        A limit that this computer cannot have (the memory was taken out, the file edited) counts as none.
        """
        limit = self._whole_number("machine/memory_limit")
        return limit if GB <= limit <= installed_bytes() else None

    def set_memory_limit(self, limit: int | None) -> None:
        if limit is None:
            self._store.remove("machine/memory_limit")
        else:
            self._store.setValue("machine/memory_limit", str(limit))

    def theme(self) -> theme.Choice:
        """Light, dark, or what the system says."""
        value = self._store.value("window/theme")
        return next((choice for choice in theme.CHOICES if choice == value), "system")

    def set_theme(self, choice: theme.Choice) -> None:
        self._store.setValue("window/theme", choice)

    def language(self) -> str:
        """The code of the window's language, or "system"."""
        value = self._store.value("window/language")
        return value if isinstance(value, str) and value else "system"

    def set_language(self, code: str) -> None:
        """Takes effect when the window is opened next."""
        self._store.setValue("window/language", code)

    def export_choices(self) -> ExportChoices:
        """What was chosen when a picture was saved last."""
        value = self._store.value("export/choices")
        return choices_from(value) if isinstance(value, str) else ExportChoices()

    def set_export_choices(self, choices: ExportChoices) -> None:
        self._store.setValue("export/choices", choices.model_dump_json())

    def pace(self) -> Pace:
        """How much of the computer painting takes."""
        value = self._store.value("machine/pace")
        return next((pace for pace in PACES if pace == value), "balanced")

    def set_pace(self, pace: Pace) -> None:
        self._store.setValue("machine/pace", pace)

    def history_budget(self) -> int:
        """Bytes that earlier paintings may take on the disk; starred ones stay beyond it."""
        gigabytes = self._whole_number("history/budget_gb")
        return (gigabytes if 1 <= gigabytes <= MAX_HISTORY_GB else HISTORY_GB) * GB

    def set_history_budget(self, limit: int) -> None:
        """Takes effect when the next painting is kept."""
        self._store.setValue("history/budget_gb", str(max(1, limit // GB)))

    def notifies(self) -> bool:
        """Whether the end of a long run is told on the desktop."""
        return self._store.value("desktop/notifications") != "off"

    def set_notifies(self, on: bool) -> None:
        self._store.setValue("desktop/notifications", "on" if on else "off")

    def opens_where_left(self) -> bool:
        """Whether the window opens with what was set up when it was closed."""
        return self._store.value("window/opens_where_left") != "no"

    def set_opens_where_left(self, on: bool) -> None:
        self._store.setValue("window/opens_where_left", "yes" if on else "no")

    def _whole_number(self, key: str) -> int:
        """A number of the file, which anybody may have edited; 0 where there is none."""
        value = self._store.value(key)
        text = str(value) if isinstance(value, str | int) else ""
        return int(text) if text.isascii() and text.isdigit() else 0

    def recent(self, kind: Recent) -> tuple[Path, ...]:
        """Files used before, newest first; some may be gone by now."""
        value = self._store.value(RECENT[kind]) or []
        names = [value] if isinstance(value, str) else value
        return tuple(Path(name) for name in names if isinstance(name, str) and name)[:MAX_RECENT]

    def remember(self, kind: Recent, path: Path) -> None:
        others = [old for old in self.recent(kind) if old != path]
        self._store.setValue(RECENT[kind], [str(p) for p in (path, *others)][:MAX_RECENT])

    def forget_recent(self) -> None:
        """No file that was used before is known any more."""
        for key in RECENT.values():
            self._store.remove(key)


def can_be_taken_hold_of(frame: QRect) -> bool:
    """Whether enough of the title bar is on some screen to be taken hold of."""
    handle = QRect(frame.left(), frame.top(), frame.width(), 40)
    return any(
        shared.width() >= 120 and shared.height() >= 20
        for screen in QGuiApplication.screens()
        for shared in (screen.availableGeometry().intersected(handle),)
    )
