"""The progress of a painting on the program's button in the taskbar or dock; nothing where there is none."""

from __future__ import annotations

import ctypes
import logging
import os
import sys
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, Protocol

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

_log: Final = logging.getLogger(__name__)
#: Platforms of Qt's that draw where no desktop is.
WITHOUT_DESKTOP: Final = frozenset({"offscreen", "minimal", "linuxfb", "vnc"})


class Taskbar(Protocol):
    """Shows how far a painting is."""

    def show(self, fraction: float | None, *, paused: bool = False) -> None:
        """``fraction`` is 0–1; ``None`` while nothing is painted."""
        ...


class NoTaskbar:
    """For desktops that show no progress."""

    def show(self, fraction: float | None, *, paused: bool = False) -> None:
        """Nothing happens."""


class LauncherEntry:
    """Linux: the signal that Unity began and the docks of KDE, Ubuntu, elementary and others follow.

    Source: https://wiki.ubuntu.com/Unity/LauncherAPI. ``send`` takes the name of the desktop file as an
    address and the properties, and brings them onto the session's bus.
    """

    def __init__(self, send: Callable[[str, dict[str, float | bool]], object]) -> None:
        self._send = send

    def show(self, fraction: float | None, *, paused: bool = False) -> None:
        name = f"application://{QGuiApplication.desktopFileName()}.desktop"
        self._send(name, {"progress": fraction or 0.0, "progress-visible": fraction is not None})


class DockBadge:
    """macOS: the per cent in the badge of the dock's icon, which knows no bar of its own."""

    def __init__(self, set_number: Callable[[int], object]) -> None:
        self._set_number = set_number

    def show(self, fraction: float | None, *, paused: bool = False) -> None:
        self._set_number(0 if fraction is None else max(1, round(fraction * 100)))  # 0 takes it away


#: Flags of ITaskbarList3::SetProgressState.
_NO_PROGRESS: Final = 0
_NORMAL: Final = 2
_PAUSED: Final = 8
#: Places in the table of functions of ITaskbarList3 (shobjidl_core.h).
_INITIALISE: Final = 3
_SET_VALUE: Final = 9
_SET_STATE: Final = 10
_WHOLE: Final = 1000
#: How functions of COM are called; the second one only matters for tests away from Windows.
_function_type: Any = getattr(ctypes, "WINFUNCTYPE", ctypes.CFUNCTYPE)


class WindowsTaskbar:
    """Windows: ITaskbarList3, by the address ``interface`` of the COM object, for the window ``handle``."""

    def __init__(self, interface: int, handle: int) -> None:
        self._interface, self._handle = interface, handle
        self._call(_INITIALISE)

    def show(self, fraction: float | None, *, paused: bool = False) -> None:
        window = ctypes.c_void_p(self._handle)
        if fraction is not None:
            done, whole = (ctypes.c_ulonglong(part) for part in (round(fraction * _WHOLE), _WHOLE))
            self._call(_SET_VALUE, window, done, whole)
        flag = _NO_PROGRESS if fraction is None else _PAUSED if paused else _NORMAL
        self._call(_SET_STATE, window, ctypes.c_int(flag))

    def _call(self, place: int, *arguments: Any) -> None:
        table = ctypes.cast(self._interface, ctypes.POINTER(ctypes.POINTER(ctypes.c_void_p))).contents
        kinds = [type(argument) for argument in arguments]
        function = _function_type(ctypes.c_long, ctypes.c_void_p, *kinds)(table[place])
        function(self._interface, *arguments)


def for_window(window: QWidget) -> Taskbar:
    """What this desktop has; never raises."""
    if QGuiApplication.platformName() in WITHOUT_DESKTOP:
        return NoTaskbar()
    try:
        way = _WAYS.get(sys.platform)
        return way(window) if way is not None else NoTaskbar()
    except (OSError, ImportError, AttributeError) as error:
        _log.info("There is no progress in the taskbar: %s", error)
        return NoTaskbar()


def _linux(_window: QWidget) -> Taskbar:
    if not has_session_bus():
        return NoTaskbar()
    from PySide6.QtDBus import QDBusConnection, QDBusMessage

    bus = QDBusConnection.sessionBus()

    def send(name: str, properties: dict[str, float | bool]) -> None:
        place, interface = "/com/canonical/unity/launcherentry/1", "com.canonical.Unity.LauncherEntry"
        message = QDBusMessage.createSignal(place, interface, "Update")
        message.setArguments([name, properties])
        bus.send(message)

    return LauncherEntry(send) if bus.isConnected() else NoTaskbar()


def has_session_bus() -> bool:
    """Whether there is a bus to speak on: looking for one that is not there can take its time."""
    if os.environ.get("DBUS_SESSION_BUS_ADDRESS"):
        return True
    folder = os.environ.get("XDG_RUNTIME_DIR")
    return bool(folder) and (Path(str(folder)) / "bus").exists()


def _macos(_window: QWidget) -> Taskbar:
    app = QGuiApplication.instance()
    return DockBadge(app.setBadgeNumber) if isinstance(app, QGuiApplication) else NoTaskbar()


def _windows(window: QWidget) -> Taskbar:
    taskbar_list = uuid.UUID("56fdf344-fd6d-11d0-958a-006097c9a090").bytes_le
    taskbar_list_3 = uuid.UUID("ea1afb91-9e28-4b86-90e9-9e9f8a5eefaf").bytes_le
    interface = ctypes.c_void_p()
    in_process = 1
    # Qt has prepared this thread for COM.
    error = ctypes.windll.ole32.CoCreateInstance(  # type: ignore[attr-defined,unused-ignore]
        taskbar_list, None, in_process, taskbar_list_3, ctypes.byref(interface)
    )
    if error or interface.value is None:
        raise OSError(f"CoCreateInstance says {error & 0xFFFFFFFF:#x}")
    return WindowsTaskbar(interface.value, int(window.winId()))


_WAYS: Final[dict[str, Callable[[QWidget], Taskbar]]] = {
    "linux": _linux,
    "darwin": _macos,
    "win32": _windows,
}
