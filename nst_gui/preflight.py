"""What must be there before Qt starts: a missing system library makes Qt abort, which cannot be caught.

Imports no Qt. Checks by opening the libraries the way the dynamic linker will.
"""

from __future__ import annotations

import ctypes
import os
import re
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Final

#: Host (none: this computer), number and screen of an X display; the group is the number.
_LOCAL_DISPLAY: Final = re.compile(r"(?:unix)?:(\d+)(?:\.\d+)?")
_X_SOCKETS: Final = "/tmp/.X11-unix"
_UNIX_SOCKETS: Final = "/proc/net/unix"

#: Library: (Debian/Ubuntu package, Fedora package). What QtGui and QtWidgets link to on Linux.
_ALWAYS: Final = {
    "libEGL.so.1": ("libegl1", "libglvnd-egl"),
    "libGL.so.1": ("libgl1", "libglvnd-glx"),
    "libxkbcommon.so.0": ("libxkbcommon0", "libxkbcommon"),
    "libfontconfig.so.1": ("libfontconfig1", "fontconfig"),
    "libfreetype.so.6": ("libfreetype6", "freetype"),
    "libdbus-1.so.3": ("libdbus-1-3", "dbus-libs"),
    "libglib-2.0.so.0": ("libglib2.0-0", "glib2"),
}
#: What the X11 platform plugin needs besides.
_X11: Final = {
    "libX11-xcb.so.1": ("libx11-xcb1", "libX11-xcb"),
    "libxcb-cursor.so.0": ("libxcb-cursor0", "xcb-util-cursor"),
    "libxcb-icccm.so.4": ("libxcb-icccm4", "xcb-util-wm"),
    "libxcb-image.so.0": ("libxcb-image0", "xcb-util-image"),
    "libxcb-keysyms.so.1": ("libxcb-keysyms1", "xcb-util-keysyms"),
    "libxcb-randr.so.0": ("libxcb-randr0", "libxcb"),
    "libxcb-render-util.so.0": ("libxcb-render-util0", "xcb-util-renderutil"),
    "libxcb-shape.so.0": ("libxcb-shape0", "libxcb"),
    "libxcb-shm.so.0": ("libxcb-shm0", "libxcb"),
    "libxcb-sync.so.1": ("libxcb-sync1", "libxcb"),
    "libxcb-xfixes.so.0": ("libxcb-xfixes0", "libxcb"),
    "libxcb-xkb.so.1": ("libxcb-xkb1", "libxcb"),
    "libxkbcommon-x11.so.0": ("libxkbcommon-x11-0", "libxkbcommon-x11"),
}


def _opens(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _needed(environment: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    platform = environment.get("QT_QPA_PLATFORM", "").partition(":")[0].partition(";")[0]
    wayland_only = bool(environment.get("WAYLAND_DISPLAY")) and not environment.get("DISPLAY")
    uses_x11 = platform == "xcb" or (not platform and not wayland_only)
    return _ALWAYS | _X11 if uses_x11 else dict(_ALWAYS)


def missing_system_libraries(environment: Mapping[str, str] | None = None) -> list[str]:
    """One sentence for each system library that Qt needs and this Linux lacks; empty elsewhere."""
    if not sys.platform.startswith("linux"):
        return []
    needed = _needed(os.environ if environment is None else environment)
    return [
        f"The window needs the system library {library}: install it with"
        f" “sudo apt install {debian}” (Debian, Ubuntu) or “sudo dnf install {fedora}” (Fedora)."
        for library, (debian, fedora) in needed.items()
        if not _opens(library)
    ]


def _local_x_listens(display: str) -> bool:
    """Whether somebody listens where ``display`` leads; taken for granted where that cannot be told.

    Only places on this computer (``:0``, ``unix:0.1``) can be asked without a connection. A server has a
    socket in a folder, one in the kernel's list of names (sandboxes see only one of the two), or both.
    """
    local = _LOCAL_DISPLAY.fullmatch(display)
    if local is None:
        return True
    socket = f"{_X_SOCKETS}/X{local[1]}"
    if Path(socket).exists():
        return True
    try:
        names = Path(_UNIX_SOCKETS).read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return True
    return any(name.endswith(f" @{socket}") for name in names)


def has_screen(environment: Mapping[str, str] | None = None, platform: str = sys.platform) -> bool:
    """Whether a window can be shown: always on Windows and macOS, else if a display is announced.

    An X display on this computer must be there as well: one that is gone would make Qt abort.
    """
    if platform in {"win32", "darwin"}:
        return True
    environment = os.environ if environment is None else environment
    if environment.get("WAYLAND_DISPLAY") or environment.get("QT_QPA_PLATFORM"):
        return True
    display = environment.get("DISPLAY")
    return bool(display) and _local_x_listens(display)
