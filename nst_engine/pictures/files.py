"""Files: open only regular ones, hash them, and write so that a file is always whole, old or new."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import re
import secrets
import shutil
import stat
import sys
import time
from collections.abc import Callable, Iterator
from io import BufferedReader
from pathlib import Path
from typing import BinaryIO, Final

from nst_engine.errors import InputError, ResourceError
from nst_engine.sentences import Sentence

#: Windows: access denied, sharing and lock violation; virus scanners and indexers cause them for moments.
_PASSING_WINDOWS_ERRORS: Final = frozenset({5, 32, 33})
_REPLACE_WAITS_S: Final = (0.05, 0.1, 0.2, 0.4, 0.8, 1.0)

#: Longer names are shown with their middle left out.
_SHOWN_LETTERS: Final = 120

_WRITE_REASONS: Final = {
    errno.ENOSPC: Sentence("the disk is full; free some space or save to another place"),
    errno.EDQUOT: Sentence("your disk quota is used up; free some space or save to another place"),
    errno.EFBIG: Sentence("the file is too large for this disk; save to another place"),
    errno.EROFS: Sentence("the disk is read-only; save to another place"),
    errno.EACCES: Sentence("writing there is not allowed; save to another folder"),
    errno.EPERM: Sentence("writing there is not allowed; save to another folder"),
    errno.ENOENT: Sentence("its folder is not there any more; save to another folder"),
    errno.ENOTDIR: Sentence("its folder is not a folder; save to another place"),
    errno.ENAMETOOLONG: Sentence("the name is too long; choose a shorter one"),
    errno.EISDIR: Sentence("there is a folder with that name; choose another name"),
}


def shown(path: Path) -> str:
    """The file's name as one line that any terminal, log and label can show."""
    name = path.name or str(path)
    if len(name) > _SHOWN_LETTERS:
        name = f"{name[: _SHOWN_LETTERS // 2]}…{name[-_SHOWN_LETTERS // 2 :]}"
    return "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in name)


def write_reason(error: OSError) -> Sentence:
    """Why a file could not be written and what to do, as the second half of a sentence."""
    known = _WRITE_REASONS.get(error.errno or 0)
    if known is not None:
        return known
    return Sentence(
        "the system says “{words}”; try again or save to another place", words=error.strerror or str(error)
    )


@contextlib.contextmanager
def open_regular(path: Path) -> Iterator[BufferedReader]:
    """Open an existing regular file for reading.

    Raises :class:`InputError` for a missing file, a folder, a pipe, device or socket (never blocks on
    one), an empty file, and one that may not be read.
    """
    try:
        # Asked before opening, because merely opening some devices has effects.
        _refuse_special(path, path.stat().st_mode)
        # O_NONBLOCK: should a pipe take the file's place in between, opening it must not hang.
        flags = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0)
        file = os.fdopen(os.open(path, flags), "rb")
    except OSError as error:
        raise InputError(_read_sentence(path, error)) from error
    except ValueError as error:  # a null character in the name
        raise InputError("{name} is not a file name; choose the file again.", name=shown(path)) from error
    with file:
        facts = os.fstat(file.fileno())
        _refuse_special(path, facts.st_mode)
        if facts.st_size == 0:
            raise InputError("{name} is empty (0 bytes); use another copy of the file.", name=shown(path))
        yield file


def _refuse_special(path: Path, mode: int) -> None:
    if stat.S_ISDIR(mode):
        raise InputError("{name} is a folder; choose a picture file inside it.", name=shown(path))
    if not stat.S_ISREG(mode):
        raise InputError(
            "{name} is a device or pipe and not a file; choose a picture file.", name=shown(path)
        )


def _read_sentence(path: Path, error: OSError) -> Sentence:
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return Sentence(
            "{name} does not exist; check the name and folder, or choose the file again.", name=shown(path)
        )
    if isinstance(error, PermissionError):
        return Sentence(
            "{name} may not be read; change its permissions or copy it to a folder of yours.",
            name=shown(path),
        )
    return Sentence(
        "{name} cannot be opened ({words}); use another copy of the file.",
        name=shown(path),
        words=error.strerror or str(error),
    )


def sha256_of(path: Path) -> str:
    """The SHA-256 of a regular file, as 64 lower-case hexadecimal digits. Raises :class:`InputError`."""
    with open_regular(path) as file:
        return hash_file(file, path)


def hash_file(file: BufferedReader, path: Path) -> str:
    """The SHA-256 of an open file from its beginning; ``path`` names it in messages."""
    try:
        file.seek(0)
        return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise InputError(_read_sentence(path, error)) from error


def write_atomically(
    path: Path,
    write: Callable[[BinaryIO], None],
    verify: Callable[[Path], None] | None = None,
    overwrite: bool = True,
) -> None:
    """Write a file so that at every instant it is wholly the old one or wholly the new one.

    ``write`` fills a temporary file in the same folder; it is flushed to the disk, given to ``verify``
    (which raises to reject it) and only then takes the name. A symbolic link is followed. With
    ``overwrite=False`` an existing file, also one that appeared meanwhile, is never replaced.

    Raises :class:`ResourceError` when the system cannot write, :class:`InputError` when the file exists
    and may not be replaced, and whatever ``write`` or ``verify`` raise; the temporary file is removed.
    """
    try:
        target = path.resolve() if path.is_symlink() else path
        temporary, file = _create_beside(target)
        try:
            with file:
                write(file)
                file.flush()
                _sync(file.fileno())
            if verify is not None:
                verify(temporary)
            if overwrite:
                _keep_mode(target, temporary)
                _replace(temporary, target)
            else:
                _place_new(temporary, target)
        finally:
            temporary.unlink(missing_ok=True)
        _sync_folder(target.parent)
    except FileExistsError as error:
        raise InputError(
            "{name} exists already; choose another name or allow it to be overwritten.", name=shown(path)
        ) from error
    except OSError as error:
        raise ResourceError(
            "{name} could not be written: {reason}.", name=shown(path), reason=write_reason(error)
        ) from error


def _stem_of(target: Path) -> str:
    # Shortened, so that a name of 255 bytes still leaves room for the additions.
    return target.name.encode("utf-8", "surrogateescape")[:100].decode("utf-8", "ignore")


def leftovers(path: Path) -> list[Path]:
    """What writers of ``path`` that were killed left beside it; also what one that still writes has there."""
    target = path.resolve() if path.is_symlink() else path
    pattern = re.compile(re.escape(f".{_stem_of(target)}.") + "[0-9a-f]{8}[.]part")
    try:
        found = [entry for entry in target.parent.iterdir() if pattern.fullmatch(entry.name)]
    except OSError:
        return []
    return [entry for entry in found if (entry.is_file() or entry.is_dir()) and not entry.is_symlink()]


def beside(target: Path) -> Path:
    """A name in the same folder for what is to become ``target``; ``leftovers`` finds it again."""
    return target.with_name(f".{_stem_of(target)}.{secrets.token_hex(4)}.part")


def _create_beside(target: Path) -> tuple[Path, BinaryIO]:
    temporary = beside(target)
    # Not mkstemp: its files are private (0600), a finished picture follows the user's umask.
    flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    return temporary, os.fdopen(os.open(temporary, flags, 0o666), "w+b")


def _keep_mode(target: Path, temporary: Path) -> None:
    # Some disks (FAT, network shares) keep no permissions; the picture matters more.
    with contextlib.suppress(OSError):
        shutil.copymode(target, temporary)


def rename_folder(folder: Path, target: Path) -> None:
    """Give ``folder`` a name that is free. On Windows it waits, two seconds and a half at most, until nobody
    looks into a file inside any more, as virus scanners and indexers do. Raises ``OSError``.
    """
    _patiently(lambda: folder.rename(target))


def _replace(temporary: Path, target: Path) -> None:
    _patiently(lambda: temporary.replace(target))


def _patiently(move: Callable[[], object]) -> None:
    for wait in (*_REPLACE_WAITS_S, None):
        try:
            move()
            return
        except PermissionError as error:
            if wait is None or getattr(error, "winerror", None) not in _PASSING_WINDOWS_ERRORS:
                raise
            time.sleep(wait)


def _place_new(temporary: Path, target: Path) -> None:
    """Give the finished file its name unless the name is taken (``FileExistsError``)."""
    if os.name == "nt":
        temporary.rename(target)  # refuses to replace on Windows
        return
    try:
        os.link(temporary, target)
    except FileExistsError:
        raise
    except OSError as error:
        if error.errno not in (errno.EPERM, errno.EOPNOTSUPP, errno.ENOTSUP, errno.EMLINK, errno.ENOSYS):
            raise
        _claim_and_replace(temporary, target)


def _claim_and_replace(temporary: Path, target: Path) -> None:
    # For disks without hard links (FAT): an exclusive, empty file holds the name for the blink between.
    os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666))
    try:
        temporary.replace(target)
    except OSError:
        target.unlink(missing_ok=True)
        raise


def _sync(descriptor: int) -> None:
    if sys.platform == "darwin":
        import fcntl

        # On macOS fsync leaves the data in the drive's own cache. Network disks do not know the call.
        with contextlib.suppress(OSError):
            fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)
    os.fsync(descriptor)


def _sync_folder(folder: Path) -> None:
    """Make the rename itself durable, where the system lets a folder be synced."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP):
            raise
    finally:
        os.close(descriptor)
