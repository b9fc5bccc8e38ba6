"""The window's part of ``--self-test``: it opens for real, without a screen, draws itself and closes.

Imports Qt only when called: on Windows torch must be loaded first.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from nst_engine import paths
from nst_gui import preflight

if TYPE_CHECKING:
    from PySide6.QtGui import QImage

    from nst_gui.main_window import MainWindow

#: Fewer colours than this in the window's picture, and its panels, texts or thumbnails are missing.
_LEAST_COLOURS: Final = 64
_THUMBNAILS_WITHIN_MS: Final = 60_000
#: What Qt says without anything being wrong here: the platform without a screen of every window with a least
#: size, and Qt itself of a system whose locale is not UTF-8, having put that right for its own part.
_EXPECTED: Final = ("This plugin does not support propagateSizeHints", "Detected locale")


def check() -> str:
    """Open the window, let it load its thumbnails, look at it, close it; says what was seen.

    Touches neither the screen (unless ``QT_QPA_PLATFORM`` names one) nor the user's settings.
    Raises :class:`RuntimeError` with a sentence when something does not hold.
    """
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    for sentence in preflight.missing_system_libraries():
        raise RuntimeError(sentence)
    with _home_of_its_own():
        return _opened_and_closed()


@contextmanager
def _home_of_its_own() -> Iterator[None]:
    before = os.environ.get(paths.HOME_VARIABLE)
    with tempfile.TemporaryDirectory(prefix="nst-studio-self-test-") as folder:
        os.environ[paths.HOME_VARIABLE] = folder
        try:
            yield
        finally:
            if before is None:
                del os.environ[paths.HOME_VARIABLE]
            else:
                os.environ[paths.HOME_VARIABLE] = before


def _opened_and_closed() -> str:
    from nst_gui import app as studio
    from nst_gui.error_hooks import ErrorHooks

    troubles: list[str] = []
    with _qt_warnings(troubles):
        app = studio.create_application()
        hooks = ErrorHooks(app)
        hooks.reported.connect(troubles.append)
        hooks.install()
        try:
            icons, pages = _drawn_icons(), _guide_pages()
            window = studio.open_window()
            try:
                _wait_for_thumbnails(window)
                seen = window.grab().toImage()
            finally:
                window.close()
                window.shutdown()
                window.deleteLater()
        finally:
            hooks.remove()
            hooks.deleteLater()
            app.processEvents()
    colours = _colours(seen)
    if colours < _LEAST_COLOURS:
        raise RuntimeError(f"The window stayed empty: {seen.width()}×{seen.height()}, {colours} colours.")
    if troubles:
        raise RuntimeError(f"The window complained: {'; '.join(troubles)}")
    return (
        f"{seen.width()}×{seen.height()} on {app.platformName()}, {icons} icons, {pages} pages of the guide"
    )


@contextmanager
def _qt_warnings(troubles: list[str]) -> Iterator[None]:
    from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

    harmless = {QtMsgType.QtDebugMsg, QtMsgType.QtInfoMsg}

    def note(kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
        if kind not in harmless and not message.startswith(_EXPECTED):
            troubles.append(message)

    before = qInstallMessageHandler(note)
    try:
        yield
    finally:
        qInstallMessageHandler(before)


def _drawn_icons() -> int:
    from PySide6.QtGui import QColor

    from nst_gui import icons

    names = icons.names()
    empty = [name for name in names if _colours(icons.pixmap(name, 24, 2.0, QColor("black")).toImage()) < 2]
    if empty or not names:
        raise RuntimeError(f"Icons that draw nothing: {', '.join(empty) or 'all, there are none'}.")
    return len(names)


def _guide_pages() -> int:
    """How many pages the guide has; all of them, in every language, must lead somewhere."""
    from nst_gui.models import guide_book

    books = [guide_book.GuideBook(code) for code in guide_book.languages()]
    dead = [place for book in books for place in book.dead_ends()]
    if dead:
        raise RuntimeError(f"The guide leads nowhere: {', '.join(dead)}.")
    return sum(len(book.pages) for book in books)


def _wait_for_thumbnails(window: MainWindow) -> None:
    from PySide6.QtCore import QEventLoop, QTimer

    loop = QEventLoop()
    window.tasks.idle.connect(loop.quit)
    QTimer.singleShot(_THUMBNAILS_WITHIN_MS, loop, loop.quit)
    if window.tasks.busy:
        loop.exec()
    if window.tasks.busy:
        raise RuntimeError("The thumbnails of the samples did not load within a minute.")


def _colours(image: QImage) -> int:
    """How many colours a grid of 256 × 256 places of the picture shows."""
    across = [image.width() * step // 256 for step in range(256)]
    down = [image.height() * step // 256 for step in range(256)]
    return len({image.pixel(x, y) for x in across for y in down})
