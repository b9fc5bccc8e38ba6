"""Can the picture be written there? Asked before painting, because hours later is too late."""

from __future__ import annotations

import contextlib
import os
import secrets
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from nst_engine.errors import InputError
from nst_engine.pictures.export_formats import export_format
from nst_engine.pictures.files import shown, write_reason

#: Names Windows gives to devices, whatever extension follows; refused everywhere so that files can travel.
_RESERVED: Final = frozenset(
    {"con", "prn", "aux", "nul"} | {f"{port}{digit}" for port in ("com", "lpt") for digit in "0123456789¹²³"}
)
_FORBIDDEN: Final = frozenset('<>:"|?*') if os.name == "nt" else frozenset()
_MAX_NAME_BYTES: Final = 255


def check_output(
    path: Path, width: int, height: int, inputs: Iterable[Path], overwrite: bool, bits: int = 8
) -> None:
    """Refuse an output that could not or should not be written, by really trying the folder.

    ``width`` and ``height`` are the output's in pixels, ``inputs`` the files that must stay as they are.
    Raises :class:`InputError` with the reason; leaves nothing behind.
    """
    check_name(path)
    with contextlib.suppress(OSError):  # what cannot be looked at is refused below, with the reason
        _refuse_folder(path)  # before its name is read as one with an extension, or with none
    export_format(path, width, height, bits)
    check_file(path, inputs, overwrite)


def check_file(path: Path, inputs: Iterable[Path], overwrite: bool) -> None:
    """As :func:`check_output`, for a file of any kind."""
    check_name(path)
    try:
        _check_place(path)
        _check_inputs(path, inputs)
        _refuse_folder(path)
        # lexists: a dangling link is in the way, too.
        if os.path.lexists(path):
            if not path.is_file():
                raise InputError("{name} is not an ordinary file; choose another name.", name=shown(path))
            if not overwrite:
                raise InputError(
                    "{name} exists already; choose another name or allow it to be overwritten.",
                    name=shown(path),
                )
        _try_to_write(path)
    except OSError as error:
        raise InputError(
            "{name} cannot be written: {reason}.", name=shown(path), reason=write_reason(error)
        ) from error


def _refuse_folder(path: Path) -> None:
    if path.is_dir():
        raise InputError("{name} is a folder; give the picture a file name inside it.", name=shown(path))


def free_name(path: Path, separator: str = "-") -> Path:
    """``path``, or where something has that name already, ``path`` with ``separator`` and a free number."""
    number, free = 2, path
    while os.path.lexists(free):
        free = path.with_stem(f"{path.stem}{separator}{number}")
        number += 1
    return free


def check_name(path: Path) -> None:
    """Refuse a name that some system cannot give to a file or folder; raises :class:`InputError`."""
    name = path.name
    if not name or "\0" in str(path):
        raise InputError("The output has no file name; end it in a name such as painting.png.")
    if name.split(".")[0].rstrip(" ").lower() in _RESERVED:
        raise InputError(
            "{name} is a name that Windows keeps for itself; choose another name.", name=shown(path)
        )
    if name.endswith((" ", ".")):
        raise InputError(
            "{name} ends in a dot or space, which Windows removes; choose another name.", name=shown(path)
        )
    if any(char in _FORBIDDEN for char in name):
        raise InputError(
            '{name} has one of the characters < > : " | ? *; choose another name.', name=shown(path)
        )
    if len(os.fsencode(name)) > _MAX_NAME_BYTES:
        raise InputError("The name of the output is too long; choose one of at most 255 letters.")


def _check_place(path: Path) -> None:
    folder = path.parent
    if not folder.exists():
        raise InputError(
            "The folder {folder} does not exist; create it or choose another one.", folder=shown(folder)
        )
    if not folder.is_dir():
        raise InputError(
            "{folder} is a file and not a folder; choose a folder for the output.", folder=shown(folder)
        )


def _check_inputs(path: Path, inputs: Iterable[Path]) -> None:
    for source in inputs:
        # samefile sees through symbolic links, hard links, “..” and letter case.
        same = path.exists() and source.exists() and path.samefile(source)
        # A missing input is somebody else's message, but its place is not free either.
        if same or path.absolute() == source.absolute():
            raise InputError(
                "{name} is one of the pictures to paint from; choose another name for the output.",
                name=shown(path),
            )


def _try_to_write(path: Path) -> None:
    """Create and remove a file in the folder: permissions alone say little on network and read-only disks."""
    target = path.resolve() if path.is_symlink() else path
    trial = target.with_name(f".nst-studio.{secrets.token_hex(8)}.part")
    descriptor = os.open(trial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        os.write(descriptor, b"\0")
    finally:
        os.close(descriptor)
        trial.unlink()
