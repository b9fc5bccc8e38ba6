"""The small files that outlive the program: wholly old or wholly new, and nothing unreadable is lost."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from nst_engine.errors import InputError, NstError, ResourceError
from nst_engine.sentences import Sentence
from nst_gui.models.kept_file import KeptFile

MOST = 10_000


def kept(path: Path) -> KeptFile:
    return KeptFile(path, Sentence("queue"), 1, MOST)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "queue.json"


def opened(path: Path) -> KeptFile:
    file = kept(path)
    file.open()
    return file


def again(path: Path) -> dict[str, object] | None:
    file = kept(path)
    try:
        return file.open()
    finally:
        file.close()


def test_what_was_written_last_comes_back(path: Path) -> None:
    file = kept(path)
    assert file.open() is None
    file.write({"items": [1]}, 1)
    file.write({"items": [1, 2]}, 2)
    file.close()
    assert again(path) == {"schema_version": 1, "items": [1, 2]}
    assert [entry.name for entry in path.parent.iterdir()] == ["queue.json"], (
        "no lock and no half file is left"
    )


def test_an_older_state_never_takes_the_place_of_a_newer(path: Path) -> None:
    file = opened(path)
    file.write({"items": [2]}, 2)
    file.write({"items": [1]}, 1)
    file.close()
    assert again(path) == {"schema_version": 1, "items": [2]}


def test_the_same_state_is_not_written_again(path: Path) -> None:
    file = opened(path)
    file.write({"items": []}, 1)
    before = path.stat()
    file.write({"items": []}, 2)
    assert path.stat().st_ino == before.st_ino
    assert path.stat().st_mtime_ns == before.st_mtime_ns
    file.close()


def test_a_second_window_reads_and_writes_nothing(path: Path) -> None:
    first = opened(path)
    first.write({"items": [1]}, 1)
    second = kept(path)
    assert second.open() is None
    assert first.mine
    assert not second.mine
    second.write({"items": [2]}, 1)
    second.close()
    first.close()
    assert again(path) == {"schema_version": 1, "items": [1]}


def test_nothing_is_written_before_it_was_opened_or_after_it_was_closed(path: Path) -> None:
    file = kept(path)
    file.write({"items": [1]}, 1)
    file.open()
    file.close()
    file.close()
    file.write({"items": [2]}, 2)
    assert not path.exists()


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"", "damaged"),
        (b'{"schema_version": 1, "items": [', "damaged"),
        (b"[]", "damaged"),
        (b'{"items": []}', "damaged"),
        (b'{"schema_version": "1"}', "damaged"),
        (b'{"schema_version": 0}', "damaged"),
        (b"\xff\xfe\x00", "damaged"),
        (b"[" * 5000 + b"]" * 5000, "damaged"),
        (b'{"schema_version": 1, "items": "' + b"x" * MOST + b'"}', "damaged"),
        (b'{"schema_version": 2, "items": []}', "newer version"),
    ],
)
def test_what_cannot_be_used_is_set_aside_as_it_is(path: Path, raw: bytes, words: str) -> None:
    path.parent.mkdir()
    path.write_bytes(raw)
    file = kept(path)
    with pytest.raises(InputError, match=words) as caught:
        file.open()
    aside = path.with_name("queue.unread-1.json")
    assert str(aside) in str(caught.value)
    assert aside.read_bytes() == raw
    assert file.mine
    file.write({"items": [3]}, 1)
    file.close()
    assert again(path) == {"schema_version": 1, "items": [3]}
    assert aside.read_bytes() == raw


def test_what_is_set_aside_does_not_pile_up(path: Path) -> None:
    path.parent.mkdir()
    for number in range(12):
        path.write_text(f"damage {number}")
        with pytest.raises(InputError):
            again(path)
    aside = sorted(path.parent.glob("queue.unread-*.json"))
    assert len(aside) == 9
    assert {file.read_text() for file in aside} == {*(f"damage {n}" for n in range(8)), "damage 11"}


def test_what_cannot_be_set_aside_is_not_written_over(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path.parent.mkdir()
    path.write_text("precious")
    file = kept(path)

    def refuse(_self: Path, _target: Path) -> None:
        raise PermissionError(13, "no")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", refuse)
        with pytest.raises(ResourceError, match="will not be kept"):
            file.open()
    assert not file.mine
    file.write({"items": []}, 1)
    file.close()
    assert path.read_text() == "precious"


def test_too_much_is_refused_and_what_was_kept_stays(path: Path) -> None:
    file = opened(path)
    file.write({"items": [1]}, 1)
    with pytest.raises(ResourceError, match="too long"):
        file.write({"items": ["x" * MOST]}, 2)
    file.close()
    assert again(path) == {"schema_version": 1, "items": [1]}


#: Writes 0, 1, 2, … and dies without a word at the Nth step of a write; ``N`` beyond the last one: exit 0.
_DYING = """
import os, sys
from pathlib import Path
from nst_engine.pictures import files
from nst_engine.sentences import Sentence
from nst_gui.models.kept_file import KeptFile

left = int(sys.argv[2])

def deadly(function):
    def step(*arguments, **options):
        global left
        left -= 1
        if left < 0:
            os._exit(9)
        return function(*arguments, **options)
    return step

file = KeptFile(Path(sys.argv[1]), Sentence("queue"), 1, 10_000)
file.open()
file.write({"items": ["old"]}, 1)
files._create_beside = deadly(files._create_beside)
files._sync = deadly(files._sync)
files._keep_mode = deadly(files._keep_mode)
files._replace = deadly(files._replace)
files._sync_folder = deadly(files._sync_folder)
file.write({"items": ["new"] * 100}, 2)
"""


def test_a_writer_that_is_killed_leaves_the_old_or_the_new_and_nothing_else(tmp_path: Path) -> None:
    ends = []
    for point in range(20):
        path = tmp_path / str(point) / "queue.json"
        end = subprocess.run([sys.executable, "-c", _DYING, str(path), str(point)], check=False).returncode
        ends.append(end)
        found = again(path)
        assert found is not None
        expected = ["old"] if point < 4 else ["new"] * 100
        assert found["items"] == expected, f"killed at step {point}"
        assert [entry.name for entry in path.parent.iterdir()] == ["queue.json"], f"killed at step {point}"
        if end == 0:
            break
    assert ends == [9] * 5 + [0]


def test_the_file_is_one_that_people_can_read(path: Path) -> None:
    file = opened(path)
    file.write({"items": ["Größe"]}, 1)
    file.close()
    assert "Größe" in path.read_text(encoding="utf-8")
    assert json.loads(path.read_bytes())["items"] == ["Größe"]


def test_every_refusal_is_a_sentence(path: Path) -> None:
    path.mkdir(parents=True)  # a folder in its place
    file = kept(path)
    with pytest.raises(NstError, match="queue of last time"):
        file.open()
    assert not file.mine
    file.close()
