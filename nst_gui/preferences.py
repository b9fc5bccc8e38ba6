"""The window's settings, put to work: at the start, and whenever the user changes one."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from nst_engine import pace
from nst_engine.pace import PACES, Pace
from nst_gui import languages
from nst_gui.actions import Actions
from nst_gui.desktop.memory import installed_bytes
from nst_gui.dialogs.settings_dialog import Present, SettingsDialog
from nst_gui.models.history_model import HistoryModel
from nst_gui.models.recipe_model import RecipeModel
from nst_gui.recent_files import RecentFiles
from nst_gui.settings import WindowSettings
from nst_gui.setup_keeper import SetupKeeper
from nst_gui.workers.controller import Controller


class Preferences(QObject):
    """Opens the dialog and does what is chosen in it.

    ``anewWanted`` says that the window is to be opened anew, in the language that is set.
    """

    anewWanted = Signal()

    def __init__(
        self,
        actions: Actions,
        model: RecipeModel,
        controller: Controller,
        history: HistoryModel,
        recent: RecentFiles,
        set_up: SetupKeeper,
        settings: WindowSettings,
        replaceable: Callable[[], bool],
        window: QWidget,
    ) -> None:
        """``replaceable`` tells whether the window may be opened anew without anything being lost."""
        super().__init__(window)
        self._actions, self._model, self._controller = actions, model, controller
        self._history, self._recent, self._set_up = history, recent, set_up
        self._settings, self._replaceable, self._window = settings, replaceable, window
        self._spoken = settings.language()
        actions.serve({"settings": self.open})
        model.set(memory_bytes=settings.memory_limit())
        self._take_pace(settings.pace())

    def open(self) -> None:
        """Show the settings."""
        dialog = SettingsDialog(self._present(), languages.available(), self._window)
        # The menu offers the same choice: through it both are in step.
        dialog.themeChosen.connect(lambda choice: self._actions[f"theme_{choice}"].trigger())
        dialog.languageChosen.connect(self._settings.set_language)
        dialog.anewWanted.connect(self.anewWanted)
        dialog.paceChosen.connect(self.choose_pace)
        dialog.memoryLimitChosen.connect(lambda limit: self._model.set(memory_bytes=limit))
        dialog.historyBudgetChosen.connect(self._settings.set_history_budget)
        dialog.notifiesChosen.connect(self._settings.set_notifies)
        dialog.opensWhereLeftChosen.connect(self._choose_opening)
        dialog.recentCleared.connect(self._recent.clear)
        dialog.open()

    def choose_pace(self, chosen: Pace) -> None:
        """Take this much of the computer from the next painting on, and after the next start."""
        self._settings.set_pace(chosen)
        self._take_pace(chosen)

    def _choose_opening(self, where_left: bool) -> None:
        self._settings.set_opens_where_left(where_left)
        self._set_up.renew()

    def _take_pace(self, chosen: Pace) -> None:
        self._model.set(threads=pace.threads(chosen))
        self._controller.paint_gently(chosen == "background")

    def _present(self) -> Present:
        settings, entries = self._settings, self._history.entries
        return Present(
            theme=settings.theme(),
            language=settings.language(),
            spoken=self._spoken,
            pace=settings.pace(),
            memory_limit=self._model.limits.memory_bytes,
            history_budget=settings.history_budget(),
            notifies=settings.notifies(),
            opens_where_left=settings.opens_where_left(),
            cores=pace.cores(),
            threads={one: pace.threads(one) or pace.cores() for one in PACES},
            installed_memory=installed_bytes(),
            history_bytes=sum(entry.size for entry in entries),
            history_count=len(entries),
            recent_count=self._recent.count(),
            painting=self._controller.active,
            replaceable=self._replaceable(),
        )
