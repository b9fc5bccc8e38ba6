"""The window that is open, and all that serves it from outside."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from nst_gui import languages
from nst_gui.desktop.listening import Listener
from nst_gui.desktop.single_instance import Claim
from nst_gui.error_hooks import ErrorHooks
from nst_gui.main_window import MainWindow
from nst_gui.opening import Application, Opener
from nst_gui.workers.engine import Engine

#: So long after it was shown a window has drawn itself: loading holds the interpreter now and then.
_DRAWN_MS: Final = 500


class Session(QObject):
    """Has files and faults brought to the window, and opens it anew when it is to speak another language.

    Widgets keep the words they were made with. So another window is made in the new language, which goes on
    where the old one was; the engine and what it has learnt stay (docs/decisions/0023).
    """

    def __init__(
        self, app: QApplication, window: MainWindow, engine: Engine, claim: Claim, hooks: ErrorHooks
    ) -> None:
        super().__init__()
        self._app, self._engine, self._claim, self._hooks = app, engine, claim, hooks
        self._serve(window)

    @property
    def window(self) -> MainWindow:
        """The window that is open now."""
        return self._window

    def end(self) -> None:
        """End what serves the window, and its threads. Safe to call twice."""
        self._listener.close()
        self._window.shutdown()

    def _serve(self, window: MainWindow) -> None:
        self._window = window
        opener = Opener(window)
        self._listener = Listener(self._claim, window)
        self._listener.asked.connect(opener.serve)
        self._listener.listen()
        # Ending may take a moment; who starts the program meanwhile wants another window.
        window.closed.connect(self._listener.close)
        if isinstance(self._app, Application):
            self._app.serve_files(opener.open_files)
        self._hooks.reported.connect(window.error_report.add)
        self._app.aboutToQuit.connect(window.shutdown)
        window.preferences.anewWanted.connect(self._open_anew)
        QTimer.singleShot(_DRAWN_MS, window.controller, window.controller.warm_up)

    def _open_anew(self) -> None:
        # Not from within a click on what is about to go.
        QTimer.singleShot(0, self, partial(self._replace, self._window))

    def _replace(self, old: MainWindow) -> None:
        if old is not self._window or not old.closing.may_be_replaced:
            return  # something has begun in between
        self._listener.close()
        self._hooks.reported.disconnect(old.error_report.add)
        self._app.aboutToQuit.disconnect(old.shutdown)
        old.settings.save_geometry(old, old.splitters)
        read = old.help.read
        old.shutdown()  # it lets go of the files that the next one keeps
        languages.install(self._app, old.settings.language())
        new = MainWindow(self._engine)
        _go_on(new, old)
        new.show()
        if read is not None:
            new.help.open_guide(read)
        new.kept.set_up.load(restore=False)  # it is kept from here on, and is there already
        old.hide()  # only now: the program ends with its last window
        old.deleteLater()
        self._serve(new)


def _go_on(new: MainWindow, old: MainWindow) -> None:
    """Pictures, settings, what can be undone, and a painting that is in no file yet."""
    new.intake.go_on_from(old.intake)
    new.model.go_on_from(old.model)
    new.history.lost = old.history.lost
    if old.saver.unsaved:
        new.saver.go_on_from(old.saver)
        new.presenter.go_on_from(old.presenter)
