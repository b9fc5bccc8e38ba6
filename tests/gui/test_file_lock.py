"""Locks that end with their holders."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from nst_gui.desktop import file_lock
from nst_gui.desktop.file_lock import FileLock

_HOLD = """
import sys, time
from pathlib import Path
from nst_gui.desktop.file_lock import FileLock
lock = FileLock.take(Path(sys.argv[1]))
print("held" if lock else "refused", flush=True)
time.sleep(600)
"""


def test_one_holds_it_until_it_lets_go(tmp_path: Path) -> None:
    path = tmp_path / "a.lock"
    first = FileLock.take(path)
    assert first is not None
    assert FileLock.take(path) is None
    first.release()
    assert path.exists()
    second = FileLock.take(path)
    assert second is not None
    second.release(remove=True)
    assert not path.exists()


def test_it_is_free_when_its_holder_is_killed(tmp_path: Path) -> None:
    path = tmp_path / "a.lock"
    holder = subprocess.Popen([sys.executable, "-c", _HOLD, str(path)], stdout=subprocess.PIPE, text=True)
    with holder:
        assert holder.stdout is not None
        assert holder.stdout.readline().strip() == "held"
        assert FileLock.take(path) is None
        holder.kill()
    again = FileLock.take(path)
    assert again is not None
    again.release()


@pytest.mark.skipif(os.name == "nt", reason="Windows does not let go of a file that is open")
def test_a_file_that_was_taken_away_meanwhile_is_no_lock(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.lock"
    hold = file_lock._try_to_hold

    def hold_and_lose(descriptor: int) -> bool:
        path.unlink()
        return hold(descriptor)

    monkeypatch.setattr(file_lock, "_try_to_hold", hold_and_lose)
    assert FileLock.take(path) is None


def test_a_disk_that_takes_nothing_any_more_holds_up_no_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lock = FileLock.take(tmp_path / "a.lock")
    assert lock is not None

    def refuse(_path: Path, **_options: bool) -> None:
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr(Path, "unlink", refuse)
    lock.release(remove=True)
    again = FileLock.take(tmp_path / "a.lock")
    assert again is not None, "it was let go all the same"
    again.release()


def test_a_folder_that_is_not_there_is_an_error_of_the_system(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="No such"):
        FileLock.take(tmp_path / "gone" / "a.lock")
