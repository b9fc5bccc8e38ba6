"""Where stages are while a run paints, and that nothing of it is left behind."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from nst_engine.events import Stage
from nst_gui.models.stage_room import StageRoom


def stage() -> Stage:
    return Stage("r", 0, 1, 1, 4, 64, 48, np.zeros((48, 64, 3), np.uint8))


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


def test_each_run_has_a_folder_of_its_own(tmp_path: Path) -> None:
    room = StageRoom(tmp_path / "stages")
    first, second = room.new(), room.new()
    assert first is not None
    assert second is not None
    assert first.folder != second.folder
    first.keep(stage())
    second.keep(stage())
    assert files(room.folder)[:2] == ["000001.jpg", "000001.jpg"]
    room.close()
    room.close()
    assert files(room.folder) == []


def test_only_what_belongs_to_no_window_is_cleared_away(tmp_path: Path) -> None:
    mine, ended = StageRoom(tmp_path), StageRoom(tmp_path)
    for room in (mine, ended):
        folder = room.new()
        assert folder is not None
        folder.keep(stage())
    assert ended._lock is not None
    ended._lock.release()  # as the system does when a process ends without a word
    StageRoom(tmp_path).sweep()
    assert files(tmp_path).count("000001.jpg") == 1
    mine.close()
    assert list(tmp_path.iterdir()) == []


def test_what_cannot_be_rescued_now_stays_for_the_next_time(tmp_path: Path) -> None:
    ended = StageRoom(tmp_path)
    for _ in range(2):
        folder = ended.new()
        assert folder is not None
        folder.keep(stage())
    ended.close(leave=True)
    StageRoom(tmp_path).sweep(lambda run: run.name == "run-1")
    assert [run.name for run in tmp_path.glob("window-*/run-*")] == ["run-2"], "the other is not seen twice"
    seen: list[str] = []
    StageRoom(tmp_path).sweep(lambda run: seen.append(run.name) is None)
    assert seen == ["run-2"]
    assert list(tmp_path.iterdir()) == []


def test_a_disk_that_is_full_costs_the_stages_alone(tmp_path: Path) -> None:
    (tmp_path / "in the way").write_text("")
    room = StageRoom(tmp_path / "in the way" / "stages")
    assert room.new() is None
    room.sweep()
    room.close()
