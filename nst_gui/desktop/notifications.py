"""A few words on the desktop for somebody who is not looking at the window; none where there is no way."""

from __future__ import annotations

import html
import logging
import shutil
import sys
from collections.abc import Callable
from typing import Final, Protocol

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QSystemTrayIcon

from nst_engine.version import PROGRAM_NAME
from nst_gui.desktop.helpers import Helper
from nst_gui.desktop.taskbar import WITHOUT_DESKTOP
from nst_gui.icons import icon

_log: Final = logging.getLogger(__name__)
_SHOWN_MS: Final = 10_000


class Notifier(Protocol):
    """Says something on the desktop."""

    def tell(self, title: str, text: str) -> None:
        """Say it. Both are plain text."""
        ...

    def withdraw(self) -> None:
        """It has been seen: nothing needs to stay."""
        ...


class NoNotifier:
    """For desktops without notifications."""

    def tell(self, title: str, text: str) -> None:
        """Nothing happens."""

    def withdraw(self) -> None:
        """Nothing was said."""


class NotifierProgram:
    """Linux: a program of the desktop's speaks to its notification service.

    Qt cannot do it from Python: the service wants an unsigned number, which Python's numbers do not become.
    """

    def __init__(self, command: Callable[[str, str], list[str]]) -> None:
        self._command = command

    def tell(self, title: str, text: str) -> None:
        try:
            # Services may read the text as markup, and a file's name may hold anything.
            Helper(self._command(title, html.escape(text, quote=False))).let_run_out()
        except OSError as error:
            _log.info("The notification was not shown: %s", error)

    def withdraw(self) -> None:
        """It goes by itself."""


class TrayNotifier:
    """Windows, macOS and some Linux desktops: a message of an icon that is there as long as its message."""

    def __init__(self, parent: QObject, clicked: Callable[[], object]) -> None:
        self._tray = QSystemTrayIcon(icon("nst-studio"), parent)
        self._tray.setToolTip(PROGRAM_NAME)
        self._tray.messageClicked.connect(clicked)
        self._tray.activated.connect(lambda _reason: clicked())

    def tell(self, title: str, text: str) -> None:
        self._tray.show()
        self._tray.showMessage(title, text, self._tray.icon(), _SHOWN_MS)

    def withdraw(self) -> None:
        self._tray.hide()


def notify_send(title: str, text: str) -> list[str]:
    """The command for libnotify's program."""
    name = QGuiApplication.desktopFileName()
    about = [f"--app-name={PROGRAM_NAME}", f"--icon={name}", f"--hint=string:desktop-entry:{name}"]
    return ["notify-send", *about, "--", title, text]


def gdbus(title: str, text: str) -> list[str]:
    """The command for the program that comes with GLib."""
    name, place = "org.freedesktop.Notifications", "/org/freedesktop/Notifications"
    call = [
        "gdbus",
        "call",
        "--session",
        f"--dest={name}",
        f"--object-path={place}",
        f"--method={name}.Notify",
    ]
    application = QGuiApplication.desktopFileName()
    values = [_quoted(PROGRAM_NAME), "0", _quoted(application), _quoted(title), _quoted(text), "[]", "{}"]
    return [*call, *values, str(_SHOWN_MS)]


def _quoted(text: str) -> str:
    """``text`` as GLib writes a string."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def for_parent(parent: QObject, clicked: Callable[[], object]) -> Notifier:
    """What this desktop has; ``clicked`` is called when its user answers, where that can be known."""
    if QGuiApplication.platformName() in WITHOUT_DESKTOP:
        return NoNotifier()
    if sys.platform == "linux":
        for program, command in (("notify-send", notify_send), ("gdbus", gdbus)):
            if shutil.which(program) is not None:
                return NotifierProgram(command)
    if QSystemTrayIcon.isSystemTrayAvailable() and QSystemTrayIcon.supportsMessages():
        return TrayNotifier(parent, clicked)
    return NoNotifier()
