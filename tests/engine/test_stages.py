"""Which moments of a run are kept, and the folder they are kept in."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nst_engine import stages
from nst_engine.errors import InputError, ResourceError
from nst_engine.events import Stage
from nst_engine.pictures.picture import Picture
from nst_engine.pictures.stills import read_still, write_still
from nst_engine.plan import Plan, ScalePlan
from nst_engine.recipe import PictureRef, Recipe, StyleRef
from nst_engine.stages import EDGE, MOST, StageFolder, moments, read_interrupted, read_stages


def plan_of(iterations: Sequence[int]) -> Plan:
    scales = tuple(ScalePlan(width=64, height=48, iterations=count) for count in iterations)
    return Plan(scales=scales, device="cpu", precision="float32", threads=1, memory_bytes=1)


def stage_of(number: int = 1, value: int = 0, **fields: Any) -> Stage:
    pixels = np.full((48, 64, 3), value, np.uint8)
    return Stage("r", **{**usual(number, pixels), **fields})


def usual(number: int, pixels: np.ndarray) -> dict[str, Any]:
    height, width, _ = pixels.shape
    where = {"scale_index": 0, "scale_count": 2, "iteration": number, "iterations": 500}
    return {**where, "width": width, "height": height, "pixels": pixels}


def painting(value: float = 1.0, height: int = 48, width: int = 64) -> Picture:
    return Picture(np.full((height, width, 3), value, np.float32))


# --- the moments ------------------------------------------------------------------------------------


def test_the_moments_of_a_usual_run() -> None:
    found = moments(plan_of((80, 49, 30, 18, 11)))
    counts = [sum(index == scale for index, _ in found) for scale in range(5)]
    assert counts == [13, 12, 12, 12, 10]
    assert sorted(number for index, number in found if index == 4) == list(range(1, 11))
    first = sorted(number for index, number in found if index == 0)
    assert first == [1, 2, 3, 4, 5, 6, 9, 13, 19, 27, 39, 56, 80]


@given(st.lists(st.integers(1, 10_000), min_size=1, max_size=12))
def test_moments_are_few_well_spaced_and_in_the_plan(iterations: list[int]) -> None:
    plan = plan_of(iterations)
    found = moments(plan)
    assert len(found) < MOST
    assert found == moments(plan)
    for index, scale in enumerate(plan.scales):
        mine = sorted(number for where, number in found if where == index)
        most = scale.iterations - (index == len(iterations) - 1)
        assert all(1 <= number <= most for number in mine)
        assert len(mine) >= min(most, (MOST - 1) // len(iterations))
        if len(mine) > 1:
            assert (mine[0], mine[-1]) == (1, most)
        steps = np.diff(mine)
        assert all(after >= before - 1 for before, after in itertools.pairwise(steps))
    every = sum(iterations) - 1
    assert len(found) == min(every, MOST - 1) or len(found) > (MOST - 1) * 3 // 4


def test_a_run_of_one_iteration_has_no_stage_but_its_painting() -> None:
    assert moments(plan_of((1,))) == frozenset()


# --- the folder -------------------------------------------------------------------------------------


def test_what_was_kept_comes_back_in_order(tmp_path: Path) -> None:
    folder = StageFolder(tmp_path / "stages")
    for number in (1, 2, 5):
        folder.keep(stage_of(number, value=40 * number))
    assert folder.close(painting())
    found = read_stages(tmp_path / "stages")
    assert found is not None
    assert len(found) == 4
    assert [(n.scale, n.scales, n.iteration, n.iterations) for n in found.notes] == [
        (1, 2, number, 500) for number in (1, 2, 5)
    ]
    assert [int(found.pixels(position)[3, 3, 0]) for position in range(4)] == [40, 80, 200, 255]
    assert found.pixels(0).shape == (48, 64, 3)


def test_an_unfinished_folder_is_none(tmp_path: Path) -> None:
    folder = StageFolder(tmp_path / "stages")
    folder.keep(stage_of())
    assert read_stages(tmp_path / "stages") is None
    assert read_stages(tmp_path / "elsewhere") is None


def test_a_run_without_stages_leaves_nothing(tmp_path: Path) -> None:
    folder = StageFolder(tmp_path / "stages")
    assert not folder.close(painting())
    folder.discard()
    assert list(tmp_path.iterdir()) == []


def test_the_painting_is_small_and_opaque(tmp_path: Path) -> None:
    folder = StageFolder(tmp_path)
    folder.keep(stage_of())
    large = painting(0.5, 900, 3000)
    folder.close(Picture(large.pixels, np.zeros((900, 3000), np.float32)))
    found = read_stages(tmp_path)
    assert found is not None
    last = found.pixels(1)
    assert last.shape == (307, EDGE, 3)
    assert np.abs(last.astype(int) - 128).max() <= 1


def test_there_are_never_too_many(tmp_path: Path) -> None:
    folder = StageFolder(tmp_path)
    for number in range(1, 500):
        folder.keep(stage_of(number))
        assert len(list(tmp_path.iterdir())) < MOST
    folder.close(painting())
    found = read_stages(tmp_path)
    assert found is not None
    assert MOST // 2 <= len(found) <= MOST
    assert [note.iteration for note in found.notes] == list(range(1, 500, 16))
    assert {path.name for path in tmp_path.iterdir()} == {
        "stages.json",
        *(found.path(position).name for position in range(len(found))),
    }


def test_they_take_a_bounded_number_of_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stages, "MAX_BYTES", 20_000)
    folder = StageFolder(tmp_path)
    noise = np.random.default_rng(1).integers(0, 256, (48, 64, 3), np.uint8)
    for number in range(1, 20):
        folder.keep(stage_of(number, pixels=noise))
        assert sum(path.stat().st_size for path in tmp_path.iterdir()) <= 20_000
    folder.close(painting())
    found = read_stages(tmp_path)
    assert found is not None
    assert len(found) > 2


def test_a_disk_that_takes_nothing_costs_no_painting(tmp_path: Path) -> None:
    (tmp_path / "in the way").write_text("a file")
    folder = StageFolder(tmp_path / "in the way" / "stages")
    folder.keep(stage_of(1))
    folder.keep(stage_of(2))
    assert not folder.close(painting())


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{",
        '{"extension": ".jpg", "notes": []}',
        '{"extension": "/etc/x", "notes": []}',
        "x" * 200_000,
    ],
)
def test_a_list_that_cannot_be_read_is_no_list(tmp_path: Path, text: str) -> None:
    (tmp_path / "stages.json").write_text(text)
    assert read_stages(tmp_path) is None


def test_a_picture_that_is_gone_or_damaged_is_a_sentence(tmp_path: Path) -> None:
    folder = StageFolder(tmp_path)
    folder.keep(stage_of(1))
    folder.keep(stage_of(2))
    folder.close(painting())
    found = read_stages(tmp_path)
    assert found is not None
    found.path(0).unlink()
    with pytest.raises(InputError, match="does not exist"):
        found.pixels(0)
    found.path(1).write_bytes(found.path(1).read_bytes()[:400])
    with pytest.raises(InputError, match="damaged"):
        found.pixels(1)


@pytest.mark.parametrize(("extension", "loss"), [(".jpg", 12), (".png", 0)])
def test_a_still_looks_like_its_source(tmp_path: Path, extension: str, loss: int) -> None:
    y, x = np.mgrid[0:90, 0:140] / 90
    pixels = np.stack([x / 2, y, 1 - y], -1)
    pixels = np.rint(pixels * 255).clip(0, 255).astype(np.uint8)
    path = tmp_path / f"a{extension}"
    assert write_still(pixels, path) == path.stat().st_size
    assert np.abs(read_still(path).astype(int) - pixels).max() <= loss


# --- runs that were cut short -----------------------------------------------------------------------

REF = PictureRef(name="a.png", sha256="a" * 64, width=80, height=60)
RECIPE = Recipe(content=REF, styles=(StyleRef(picture=REF),), style_strength=3.0)


def cut_short(folder: Path, count: int = 3) -> StageFolder:
    kept = StageFolder(folder)
    kept.begin(RECIPE, plan_of((500, 500)))
    for number in range(1, count + 1):
        kept.keep(stage_of(number, value=number * 10))
    return kept


def test_a_run_that_was_cut_short_leaves_what_it_painted_and_its_stages(tmp_path: Path) -> None:
    cut_short(tmp_path / "run")
    left = read_interrupted(tmp_path / "run")
    assert left is not None
    assert (left.recipe, left.plan) == (RECIPE, plan_of((500, 500)))
    assert [note.iteration for note in left.stages.notes] == [1, 2, 3]
    assert abs(int(left.stages.pixels(2).mean()) - 30) <= 1
    assert 0 <= left.seconds < 60
    assert left.folder().close(painting())
    found = read_stages(tmp_path / "run")
    assert found is not None
    assert [note.iteration for note in found.notes] == [1, 2], "the last one is the painting now"
    assert read_interrupted(tmp_path / "run") is None


def test_of_a_run_that_came_to_its_end_nothing_is_left_to_take_up(tmp_path: Path) -> None:
    kept = cut_short(tmp_path / "run")
    assert read_interrupted(tmp_path / "run") is not None
    assert kept.close(painting())
    assert read_interrupted(tmp_path / "run") is None
    other = cut_short(tmp_path / "other")
    other.discard()
    assert read_interrupted(tmp_path / "other") is None


def test_a_change_on_the_way_is_noted_and_the_beginning_stays(tmp_path: Path) -> None:
    kept = cut_short(tmp_path / "run")
    began = (tmp_path / "run" / "run.json").stat().st_mtime
    kept.begin(RECIPE.model_copy(update={"seed": 9}), plan_of((500, 500)))
    left = read_interrupted(tmp_path / "run")
    assert left is not None
    assert left.recipe.seed == 9
    assert (tmp_path / "run" / "run.json").stat().st_mtime == began


def test_without_a_beginning_nothing_is_noted(tmp_path: Path) -> None:
    kept = StageFolder(tmp_path / "run")
    kept.keep(stage_of())
    assert [path.name for path in (tmp_path / "run").iterdir()] == ["000001.jpg"]


def test_stages_that_did_not_reach_the_disk_are_passed_over(tmp_path: Path) -> None:
    cut_short(tmp_path / "run", count=4)
    (tmp_path / "run" / "000004.jpg").write_bytes(b"")
    (tmp_path / "run" / "000002.jpg").unlink()
    left = read_interrupted(tmp_path / "run")
    assert left is not None
    assert [note.iteration for note in left.stages.notes] == [1, 3]
    for name in ("000001.jpg", "000003.jpg"):
        (tmp_path / "run" / name).write_bytes(b"half")
    assert read_interrupted(tmp_path / "run") is None


@pytest.mark.parametrize("name", ["run.json", "so-far.json"])
@pytest.mark.parametrize("text", ["", "{", "[]", '{"schema_version": 2}', " " * 3_000_000])
def test_notes_that_cannot_be_read_are_none(tmp_path: Path, name: str, text: str) -> None:
    cut_short(tmp_path / "run")
    (tmp_path / "run" / name).write_text(text)
    assert read_interrupted(tmp_path / "run") is None


def test_a_disk_that_takes_no_note_costs_no_stage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_arguments: Any, **_options: Any) -> None:
        raise ResourceError("The disk is full.")

    with monkeypatch.context() as patch:
        patch.setattr(stages, "write_atomically", full)
        kept = cut_short(tmp_path / "run")
    assert kept.close(painting())
    assert read_stages(tmp_path / "run") is not None
