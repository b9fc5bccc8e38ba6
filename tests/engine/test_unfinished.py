"""Half-written files of writers that were killed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from nst_engine import owner, paths, unfinished
from nst_engine.pictures.files import write_atomically

ROOT = Path(__file__).resolve().parents[2]
KILLED = """
import os, sys
from pathlib import Path
from nst_engine import unfinished
from nst_engine.pictures.files import write_atomically

def write(file):
    file.write(b"half of it")
    file.flush()
    os._exit(9)

target = Path(sys.argv[1])
with unfinished.noted(target):
    write_atomically(target, write)
"""
KILLED_IN_A_FOLDER = """
import os, sys
from pathlib import Path
from nst_engine import unfinished
from nst_engine.pictures.animation import write_numbered

target = Path(sys.argv[1])
with unfinished.noted(target):
    write_numbered(target, lambda number: os._exit(9), 2)
"""


def kill_while_writing(target: Path) -> None:
    assert subprocess.run([sys.executable, "-c", KILLED, str(target)], cwd=ROOT, check=False).returncode == 9


@pytest.mark.parametrize("name", ["painted.png", "größe " + "x" * 200 + ".tif", "[a].png"])
def test_what_a_killed_writer_left_goes_at_the_next_start(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / name).write_bytes(b"the old one")
    (folder / ".other.0123abcd.part").write_bytes(b"somebody else's")
    kill_while_writing(folder / name)
    [left] = [path for path in folder.glob(".*.part") if path.name != ".other.0123abcd.part"]
    assert left.read_bytes() == b"half of it"
    assert unfinished.sweep() == [left]
    assert sorted(path.name for path in folder.iterdir()) == sorted([name, ".other.0123abcd.part"])
    assert (folder / name).read_bytes() == b"the old one"
    assert list(paths.unfinished_dir().iterdir()) == []


def test_a_killed_writer_s_folder_goes_too(tmp_path: Path) -> None:
    target = tmp_path / "stages"
    done = subprocess.run([sys.executable, "-c", KILLED_IN_A_FOLDER, str(target)], cwd=ROOT, check=False)
    assert done.returncode == 9
    [left] = tmp_path.glob(".stages.*.part")
    assert left.is_dir()
    assert unfinished.sweep() == [left]
    assert not left.exists()


def test_a_writer_that_still_runs_is_left_alone(tmp_path: Path) -> None:
    seen: list[list[Path]] = []

    def write(file: object) -> None:
        seen.append(unfinished.sweep())

    with unfinished.noted(tmp_path / "a.png"):
        write_atomically(tmp_path / "a.png", write)  # type: ignore[arg-type]
    assert seen == [[]]
    assert (tmp_path / "a.png").is_file()
    assert list(paths.unfinished_dir().iterdir()) == []


def test_a_folder_that_is_away_is_looked_into_later(tmp_path: Path) -> None:
    drive = tmp_path / "drive"
    drive.mkdir()
    kill_while_writing(drive / "a.png")
    drive.rename(tmp_path / "pulled out")
    assert unfinished.sweep() == []
    (tmp_path / "pulled out").rename(drive)
    assert len(unfinished.sweep()) == 1
    assert list(drive.iterdir()) == []


def test_a_home_that_cannot_be_written_costs_no_picture(tmp_path: Path, own_home: Path) -> None:
    own_home.write_bytes(b"a file where the folder should be")
    with unfinished.noted(tmp_path / "a.png"):
        write_atomically(tmp_path / "a.png", lambda file: None)
    assert (tmp_path / "a.png").is_file()
    assert unfinished.sweep() == []


def test_marks() -> None:
    mark = owner.own_mark()
    computer, number, _token = mark.split("-")
    assert not owner.is_gone(mark)
    assert owner.is_gone(f"{computer}-{number}-00000000")  # the same number in another container
    assert owner.is_gone(f"{computer}-4194999-00000000")
    assert not owner.is_gone(f"00000000-{number}-00000000")  # another computer
    assert not owner.is_gone("something else")
