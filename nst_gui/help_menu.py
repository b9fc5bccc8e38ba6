"""What the Help menu and the choice of colours do."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QWidget

from nst_engine import paths
from nst_engine.errors import NstError
from nst_gui import diagnostics, languages, theme
from nst_gui.actions import Actions
from nst_gui.dialogs.about_dialog import AboutDialog
from nst_gui.dialogs.guide_window import GuideWindow
from nst_gui.dialogs.licences_dialog import LicencesDialog
from nst_gui.dialogs.shortcuts_dialog import ShortcutsDialog
from nst_gui.models.guide_book import GuideBook
from nst_gui.settings import WindowSettings
from nst_gui.words import said
from nst_gui.workers.controller import Controller
from nst_gui.workers.tasks import Tasks


class HelpMenu(QObject):
    """Serves its own actions; ``said`` carries a sentence and its kind."""

    said = Signal(str, str)

    def __init__(
        self,
        actions: Actions,
        controller: Controller,
        tasks: Tasks,
        settings: WindowSettings,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._actions, self._controller, self._tasks = actions, controller, tasks
        self._settings, self._window = settings, window
        self._guide: GuideWindow | None = None
        served: dict[str, Callable[[], object]] = {
            "guide": self.open_guide,
            "shortcuts": self.open_shortcuts,
            "copy_diagnostics": self.copy_diagnostics,
            "log_folder": self.open_log_folder,
            "licences": self.open_licences,
            "about": self.open_about,
            **{f"theme_{choice}": partial(self.choose_theme, choice) for choice in theme.CHOICES},
        }
        actions.serve(served)
        actions[f"theme_{settings.theme()}"].setChecked(True)
        theme.choose(settings.theme())

    def choose_theme(self, choice: theme.Choice) -> None:
        """Be light, dark or like the system, now and at the next start."""
        self._settings.set_theme(choice)
        theme.choose(choice)

    @property
    def read(self) -> str | None:
        """The page of the guide that is open."""
        return None if self._guide is None else self._guide.page.name

    def open_guide(self, page: str | None = None) -> None:
        """Show the guide beside the window, or bring it to the front; at ``page`` where one is named."""
        if self._guide is None:
            try:
                book = GuideBook(languages.spoken())
            except NstError as error:
                self.said.emit(said(error.sentence), "error")
                return
            self._guide = GuideWindow(book, self._tasks, self._settings)
            self._guide.finished.connect(self._forget_guide)
        if page is not None:
            self._guide.go_to(page)
        self._guide.show()
        self._guide.raise_()
        self._guide.activateWindow()

    def _forget_guide(self, _result: int) -> None:
        self._guide = None

    def shutdown(self) -> None:
        """Close what stands beside the window."""
        if self._guide is not None:
            self._guide.close()

    def open_shortcuts(self) -> None:
        """Show all keys."""
        ShortcutsDialog(self._actions, self._window).open()

    def copy_diagnostics(self) -> None:
        """Put what helps to help on the clipboard."""
        QGuiApplication.clipboard().setText(diagnostics.describe(self._controller.plan))
        self.said.emit(self.tr("Versions, machine and the end of the log were copied."), "info")

    def open_log_folder(self) -> None:
        """Show the log files in the system's file manager."""
        folder = paths.log_dir()
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))):
            self.said.emit(self.tr("The log files are in {folder}.").format(folder=folder), "info")

    def open_licences(self) -> None:
        """Show the licences of everything inside."""
        dialog = LicencesDialog(self._window)
        dialog.open()
        dialog.fill(self._tasks)

    def open_about(self) -> None:
        """Show versions and credits."""
        plan = self._controller.plan
        device = f"{plan.device}, {plan.precision}" if plan else self.tr("chosen when painting starts")
        AboutDialog(device, self._window).open()
