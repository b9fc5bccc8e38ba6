"""The application around the window: identity, style, log, hooks; ``run`` is what ``main`` calls."""

from __future__ import annotations

import signal
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Final

from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtWidgets import QApplication

from nst_engine.version import PROGRAM_NAME, __version__
from nst_gui import languages, theme
from nst_gui.desktop import single_instance
from nst_gui.desktop.single_instance import Claim, Request
from nst_gui.error_hooks import ErrorHooks
from nst_gui.icons import icon
from nst_gui.logs import route_qt_messages, start_log
from nst_gui.main_window import MainWindow
from nst_gui.opening import Application
from nst_gui.session import Session
from nst_gui.settings import WindowSettings
from nst_gui.workers.engine import Engine, Painter

#: Equal to the name of the desktop file, so that Linux desktops know the window as the program's.
APPLICATION_ID: Final = "nst-studio"


def create_application(arguments: Sequence[str] = ()) -> QApplication:
    """The one QApplication with the program's name and look; the present one if there is one already."""
    QCoreApplication.setApplicationName(APPLICATION_ID)
    QCoreApplication.setApplicationVersion(__version__)
    QApplication.setApplicationDisplayName("")
    QApplication.setDesktopFileName(APPLICATION_ID)
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = Application([PROGRAM_NAME, *arguments])
    languages.install(app, WindowSettings().language())
    theme.apply(app)
    app.setWindowIcon(icon("nst-studio"))
    return app


def open_window(
    files: Sequence[Path] = (), *, sample: bool = False, engine: Engine | None = None
) -> MainWindow:
    """Show the window as it was left; or open ``files``, or load the sample pair and start painting it."""
    window = MainWindow(engine if engine is not None else Painter())
    window.show()
    if sample:
        window.intake.load_sample(then=window.start)
    elif files:
        window.intake.open_files(files)
    window.kept.set_up.load(restore=not sample and not files)
    return window


@contextmanager
def _ending_on_signals(app: QApplication) -> Iterator[None]:
    """Let Ctrl-C and a request to terminate end the event loop with 128 + the signal's number."""

    def end(number: int, _frame: FrameType | None) -> None:
        app.exit(128 + number)

    previous = {kind: signal.signal(kind, end) for kind in (signal.SIGINT, signal.SIGTERM)}
    # Python sees a signal only while its own code runs; this lets it, a few times a second.
    heartbeat = QTimer()
    heartbeat.timeout.connect(lambda: None)
    heartbeat.start(250)
    try:
        yield
    finally:
        heartbeat.stop()
        for kind, handler in previous.items():
            signal.signal(kind, handler)


def run(argv: list[str], sample: bool = False, claim: Claim | None = None) -> int:
    """Run the window until it is closed; ``argv`` names files to open. Returns the exit code.

    ``claim`` is that of being the first; without it, it is made here. While a window is open already, that
    one is given the files, and there is nothing more to do.
    """
    claim = claim or single_instance.claim(Request.of(argv, sample))
    if claim is None:
        return 0
    end_log = start_log()
    end_routing = route_qt_messages()
    app = create_application()
    hooks = ErrorHooks(app)
    hooks.install()
    try:
        engine = Painter()
        window = open_window([Path(name) for name in argv], sample=sample, engine=engine)
        session = Session(app, window, engine, claim, hooks)
        with _ending_on_signals(app):
            code = app.exec()
        session.end()
        return int(code)
    finally:
        if isinstance(app, Application):
            app.serve_files(None)
        claim.release()
        hooks.remove()
        hooks.deleteLater()
        end_routing()
        end_log()
