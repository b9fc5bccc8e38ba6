"""One window for each home of the program: a second start hands its files to the first and ends.

Who is first is decided by a lock that the system drops when its holder ends, so a crash leaves nothing to be
cleaned up by hand. The files travel over a socket (Windows: a named pipe) that only the same user can open;
nothing leaves the computer. Where the system offers neither, every start opens its own window.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import stat
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from nst_engine import paths
from nst_gui.desktop.file_lock import FileLock

_log: Final = logging.getLogger(__name__)
#: The first window may be busy loading torch, which holds everything else up for seconds.
_PATIENCE_S: Final = 8.0
_MAX_FILES: Final = 1000
_MAX_TOKEN: Final = 500
#: What the first window answers.
DONE: Final = b"done\n"


@dataclass(frozen=True, slots=True)
class Request:
    """What a start was asked to do: open ``files``, or paint the sample.

    ``token`` is the permission to come to the front that a Wayland desktop gave to the second start.
    """

    files: tuple[Path, ...] = ()
    sample: bool = False
    token: str = ""

    @classmethod
    def of(cls, arguments: Sequence[str], sample: bool) -> Request:
        """Of a start with these arguments."""
        files = () if sample else tuple(map(Path, arguments))
        return cls(files, sample, os.environ.get("XDG_ACTIVATION_TOKEN", ""))

    def encoded(self) -> bytes:
        """As one line of JSON; relative paths are made absolute, for the other process is somewhere else."""
        files = [os.fspath(path.absolute()) for path in self.files]
        return json.dumps({"files": files, "sample": self.sample, "token": self.token}).encode() + b"\n"

    @classmethod
    def decoded(cls, line: bytes) -> Request:
        """Raises :class:`ValueError` for anything but what :meth:`encoded` writes."""
        said: Any = json.loads(line)
        if not isinstance(said, dict) or said.keys() != {"files", "sample", "token"}:
            raise ValueError("this is no request")
        files, sample, token = said["files"], said["sample"], said["token"]
        if not isinstance(files, list) or not all(isinstance(name, str) for name in files):
            raise ValueError("its files are no list of names")
        if not isinstance(sample, bool) or not isinstance(token, str):
            raise ValueError("its fields are not what they should be")
        found = tuple(Path(name) for name in files[:_MAX_FILES] if name and "\0" not in name)
        return cls(found, sample, token[:_MAX_TOKEN])


class Claim:
    """Being the first: held until :meth:`release`, or the end of the process. ``lock`` is ``None`` where this
    start cannot know of others.
    """

    def __init__(self, lock: FileLock | None) -> None:
        self._lock = lock

    @property
    def held(self) -> bool:
        """Whether later starts know of this one."""
        return self._lock is not None

    def release(self) -> None:
        """The window has closed: the next start is the first one. Safe to call twice."""
        if self._lock is not None:
            self._lock.release()
        self._lock = None


def claim(request: Request, patience_s: float = _PATIENCE_S) -> Claim | None:
    """The claim to open a window; ``None`` when the window that is there has taken ``request`` over.

    A first window that neither takes it nor ends within ``patience_s`` seconds is given up: better a second
    window than none. Qt is loaded only to speak to a first window: it is early, and torch may have to come
    before Qt.
    """
    deadline = time.monotonic() + patience_s
    while True:
        try:
            paths.config_dir().mkdir(parents=True, exist_ok=True)
            lock = FileLock.take(paths.config_dir() / "window.lock")
        except OSError as error:
            _log.info("This start cannot know of others: %s", error)
            return Claim(None)
        if lock is not None:
            return Claim(lock)
        if _hand_over(request, deadline):
            return None
        if time.monotonic() >= deadline:
            _log.warning("Another window holds %s and does not answer", paths.config_dir())
            return Claim(None)
        time.sleep(0.05)


def _hand_over(request: Request, deadline: float) -> bool:
    """Give ``request`` to the first window; whether it has confirmed it."""
    place = address()
    if place is None:
        return False
    try:
        from PySide6.QtNetwork import QLocalSocket
    except ImportError:
        return False
    _let_it_come_to_the_front()
    socket = QLocalSocket()
    socket.connectToServer(place)
    if not socket.waitForConnected(_ms_until(deadline)):
        return False
    socket.write(request.encoded())
    answer, waits = b"", True
    while waits and not answer.endswith(DONE):
        waits = socket.waitForReadyRead(_ms_until(deadline))
        answer += socket.readAll().data()  # also when it has hung up: what it said before counts
    return answer.endswith(DONE)


def _ms_until(deadline: float) -> int:
    return max(1, round(1000 * (deadline - time.monotonic())))


def _let_it_come_to_the_front() -> None:
    """Windows lets only the program in front choose who is next; that is us, just started by the user."""
    if sys.platform == "win32":
        import ctypes

        any_process = -1
        ctypes.windll.user32.AllowSetForegroundWindow(any_process)


def address() -> str | None:
    """Where the first window listens: one for each user and home; ``None`` where no place is private."""
    # Pipes of Windows have one space of names for all its users; folders for sockets are a user's own.
    of_home = os.fspath(paths.config_dir().absolute()) + "\n" + os.environ.get("USERNAME", "")
    name = f"nst-studio-{hashlib.sha256(of_home.encode()).hexdigest()[:16]}"
    if sys.platform == "win32":
        return name
    folder = _private_folder()
    return None if folder is None else os.fspath(folder / name)


def _private_folder() -> Path | None:
    """A folder that nobody else can write to, with a short name: a socket's may have about 100 bytes."""
    given = os.environ.get("XDG_RUNTIME_DIR")
    if given and _is_private(Path(given)):
        return Path(given)
    folder = Path(tempfile.gettempdir()) / f"nst-studio-{os.getuid()}"
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        _log.info("There is no place for a socket: %s", error)
        return None
    return folder if _is_private(folder) else None


def _is_private(folder: Path) -> bool:
    try:
        found = folder.lstat()
    except OSError:
        return False
    return stat.S_ISDIR(found.st_mode) and found.st_uid == os.getuid() and not found.st_mode & 0o077
