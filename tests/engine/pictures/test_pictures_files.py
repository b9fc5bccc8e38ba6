"""Files are wholly the old one or wholly the new one, whichever step fails."""

from __future__ import annotations

import errno
import hashlib
import os
import stat
import time
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

import pytest

from nst_engine.errors import InputError, ResourceError
from nst_engine.pictures import sha256_of, write_atomically

OLD, NEW = b"the old picture", b"the new picture" * 1000


def write_new(file: BinaryIO) -> None:
    file.write(NEW)


def alone(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def failing(code: int, **attributes: int) -> Callable[..., None]:
    def fail(*_arguments: object, **_more: object) -> None:
        error = OSError(code, os.strerror(code))
        for name, value in attributes.items():
            setattr(error, name, value)
        raise error

    return fail


@pytest.mark.parametrize("overwrite", [True, False])
def test_writes_a_new_file(tmp_path: Path, overwrite: bool) -> None:
    path = tmp_path / "a.png"
    write_atomically(path, write_new, overwrite=overwrite)
    assert path.read_bytes() == NEW
    assert alone(tmp_path) == ["a.png"]


def test_replaces_only_when_asked(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(OLD)
    with pytest.raises(InputError, match=r"a\.png exists already"):
        write_atomically(path, write_new, overwrite=False)
    assert path.read_bytes() == OLD
    write_atomically(path, write_new)
    assert path.read_bytes() == NEW
    assert alone(tmp_path) == ["a.png"]


def test_a_file_that_appears_meanwhile_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    with pytest.raises(InputError, match="exists already"):
        write_atomically(path, write_new, verify=lambda _path: path.write_bytes(OLD), overwrite=False)
    assert path.read_bytes() == OLD
    assert alone(tmp_path) == ["a.png"]


@pytest.mark.skipif(os.name == "nt", reason="Windows takes another road, without links")
@pytest.mark.parametrize("code", [errno.EPERM, errno.EOPNOTSUPP])
def test_disks_without_hard_links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int) -> None:
    monkeypatch.setattr(os, "link", failing(code))
    path = tmp_path / "a.png"
    write_atomically(path, write_new, overwrite=False)
    assert path.read_bytes() == NEW
    with pytest.raises(InputError, match="exists already"):
        write_atomically(path, write_new, overwrite=False)
    monkeypatch.setattr(os, "replace", failing(errno.EIO))
    with pytest.raises(ResourceError):
        write_atomically(tmp_path / "b.png", write_new, overwrite=False)
    assert alone(tmp_path) == ["a.png"]


class FailingFile:
    """A file whose n-th write or flush fails."""

    def __init__(self, file: BinaryIO, method: str, code: int) -> None:
        self._file, self._method, self._code = file, method, code

    def __getattr__(self, name: str) -> object:
        return failing(self._code) if name == self._method else getattr(self._file, name)

    def __enter__(self) -> FailingFile:
        return self

    def __exit__(self, *_details: object) -> None:
        self._file.close()


REASONS = {
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "quota",
    errno.EFBIG: "too large for this disk",
    errno.EROFS: "read-only",
    errno.EIO: "the system says",
}


@pytest.mark.parametrize("code", REASONS)
@pytest.mark.parametrize("step", ["open", "write", "flush", "fsync", "replace"])
@pytest.mark.parametrize("existing", [True, False])
def test_a_failure_at_any_step_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str, code: int, existing: bool
) -> None:
    path = tmp_path / "a.png"
    if existing:
        path.write_bytes(OLD)
    if step in ("write", "flush"):
        real = os.fdopen
        monkeypatch.setattr(os, "fdopen", lambda *args: FailingFile(real(*args), step, code))
    else:
        monkeypatch.setattr(os, step, failing(code))
    with pytest.raises(ResourceError, match=r"a\.png could not be written: .*" + REASONS[code]):
        write_atomically(path, write_new)
    monkeypatch.undo()
    assert alone(tmp_path) == (["a.png"] if existing else [])
    if existing:
        assert path.read_bytes() == OLD


@pytest.mark.parametrize("error", [ValueError("encoder"), KeyboardInterrupt()])
@pytest.mark.parametrize("step", ["write", "verify"])
def test_what_the_callbacks_raise_comes_through(tmp_path: Path, step: str, error: BaseException) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(OLD)

    def fail(_argument: object) -> None:
        raise error

    write, verify = (fail, None) if step == "write" else (write_new, fail)
    with pytest.raises(type(error)):
        write_atomically(path, write, verify)
    assert path.read_bytes() == OLD
    assert alone(tmp_path) == ["a.png"]


def test_verify_sees_the_whole_file_while_the_old_one_is_there(tmp_path: Path) -> None:
    path, seen = tmp_path / "a.png", []
    path.write_bytes(OLD)
    write_atomically(path, write_new, verify=lambda new: seen.append((new.read_bytes(), path.read_bytes())))
    assert seen == [(NEW, OLD)]


def test_synced_before_it_takes_the_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    steps: list[str] = []
    real_sync, real_replace = os.fsync, os.replace

    def sync(descriptor: int) -> None:
        steps.append("folder" if stat.S_ISDIR(os.fstat(descriptor).st_mode) else "file")
        real_sync(descriptor)

    def replace(*paths: object) -> None:
        steps.append("replace")
        real_replace(*paths)

    monkeypatch.setattr(os, "fsync", sync)
    monkeypatch.setattr(os, "replace", replace)
    write_atomically(tmp_path / "a.png", write_new)
    assert steps == (["file", "replace"] if os.name == "nt" else ["file", "replace", "folder"])


@pytest.mark.parametrize("winerror", [5, 32, 33])
def test_a_virus_scanner_that_holds_the_file_for_a_moment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, winerror: int
) -> None:
    real, attempts, slept = os.replace, [], []

    def busy(*paths: object) -> None:
        attempts.append(paths)
        if len(attempts) <= 3:
            failing(errno.EACCES, winerror=winerror)()
        real(*paths)

    monkeypatch.setattr(os, "replace", busy)
    monkeypatch.setattr(time, "sleep", slept.append)
    write_atomically(tmp_path / "a.png", write_new)
    assert (tmp_path / "a.png").read_bytes() == NEW
    assert len(slept) == 3


def test_a_program_that_never_lets_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, slept = tmp_path / "a.png", []
    path.write_bytes(OLD)
    monkeypatch.setattr(os, "replace", failing(errno.EACCES, winerror=32))
    monkeypatch.setattr(time, "sleep", slept.append)
    with pytest.raises(ResourceError, match="not allowed"):
        write_atomically(path, write_new)
    assert 2 < sum(slept) < 3
    assert path.read_bytes() == OLD
    assert alone(tmp_path) == ["a.png"]


def test_missing_folder(tmp_path: Path) -> None:
    with pytest.raises(ResourceError, match="folder is not there"):
        write_atomically(tmp_path / "gone" / "a.png", write_new)
    assert alone(tmp_path) == []


@pytest.mark.skipif(os.name == "nt", reason="links need a privilege on Windows, modes mean nothing")
def test_links_are_followed_and_permissions_are_the_users(tmp_path: Path) -> None:
    real, link = tmp_path / "real.png", tmp_path / "link.png"
    real.write_bytes(OLD)
    real.chmod(0o640)
    link.symlink_to(real)
    write_atomically(link, write_new)
    assert link.is_symlink()
    assert real.read_bytes() == NEW
    assert stat.S_IMODE(real.stat().st_mode) == 0o640
    mask = os.umask(0o027)
    try:
        write_atomically(tmp_path / "new.png", write_new)
    finally:
        os.umask(mask)
    assert stat.S_IMODE((tmp_path / "new.png").stat().st_mode) == 0o640


def test_names_as_long_as_the_system_takes(tmp_path: Path) -> None:
    path = tmp_path / ("é" * 125 + ".png")
    write_atomically(path, write_new)
    assert path.read_bytes() == NEW


def test_sha256_of(tmp_path: Path) -> None:
    path = tmp_path / "data"
    path.write_bytes(NEW * 200)
    assert sha256_of(path) == hashlib.sha256(NEW * 200).hexdigest()
    with pytest.raises(InputError, match="missing does not exist"):
        sha256_of(tmp_path / "missing")
