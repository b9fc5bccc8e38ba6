"""The history on the disk: what is kept, what is thrown away, and that there is never half of anything."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from nst_engine import pictures
from nst_engine.errors import InputError, ResourceError
from nst_engine.events import Stage
from nst_engine.pictures import files
from nst_engine.pictures.picture import Picture
from nst_engine.plan import Plan, ScalePlan
from nst_engine.recipe import PictureRef, Recipe, StyleRef
from nst_engine.result import Result
from nst_engine.stages import StageFolder, read_stages
from nst_gui.models import history_store
from nst_gui.models.history_store import Entry, HistoryStore

REF = PictureRef(name="a.png", sha256="a" * 64, width=80, height=60)
PLAN = Plan(
    scales=(ScalePlan(width=80, height=60, iterations=3),),
    device="cpu",
    precision="float32",
    threads=1,
    memory_bytes=10**9,
)


def result_of(seed: int = 0, **fields: Any) -> Result:
    painted = Picture(np.random.default_rng(seed).random((60, 80, 3), dtype=np.float32))
    return Result(
        picture=painted,
        painted=painted,
        recipe=Recipe(content=REF, styles=(StyleRef(picture=REF),), seed=seed, **fields),
        plan=PLAN,
        state="finished",
        evaluations=4,
        objective=0.5,
        elapsed_s=1.5,
        peak_memory_bytes=10**9,
    )


@pytest.fixture
def store(tmp_path: Path) -> HistoryStore:
    return HistoryStore(tmp_path / "history")


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


def test_what_was_painted_comes_back(store: HistoryStore) -> None:
    result = result_of(seed=5)
    entry = store.add(result, now=1_700_000_000.5)
    assert entry.id == "20231114-221320-000"
    (found,) = HistoryStore(store.folder).entries()
    assert found == entry
    back = store.result(found)
    np.testing.assert_allclose(back.painted.pixels, result.painted.pixels, atol=0.51 / 65535)
    assert (back.recipe, back.plan, back.state) == (result.recipe, PLAN, "finished")
    assert (back.evaluations, back.objective, back.elapsed_s) == (4, 0.5, 1.5)


def test_its_thumbnail_is_small_and_shows_the_finish(store: HistoryStore) -> None:
    painted = Picture(np.zeros((600, 1000, 3), np.float32))
    finished = Picture(np.ones((600, 1000, 3), np.float32))
    entry = store.add(Result(finished, painted, result_of().recipe, PLAN, "finished", 1, 0.1, 1.0, 1))
    thumbnail = pictures.load(entry.thumbnail)
    assert (thumbnail.width, thumbnail.height) == (384, 230)
    assert thumbnail.pixels.min() == 1.0
    assert store.result(entry).painted.pixels.max() == 0.0


def test_an_empty_history_is_one_without_a_folder(store: HistoryStore) -> None:
    assert store.entries() == []
    assert not store.folder.exists()


def test_the_newest_comes_first_also_within_one_second(store: HistoryStore) -> None:
    added = [
        store.add(result_of(seed), now=when).id for seed, when in enumerate((100.0, 300.0, 300.0, 200.0))
    ]
    assert [entry.id for entry in store.entries()] == [added[2], added[1], added[3], added[0]]
    assert len(set(added)) == 4


def test_notes_stars_and_another_finish_are_kept(store: HistoryStore) -> None:
    entry = store.add(result_of())
    entry = store.change(entry, note="für Ana – der Himmel!", starred=True)
    entry = store.change(entry, recipe=entry.record.recipe.model_copy(update={"blend": 0.25}))
    (found,) = store.entries()
    assert (found.record.note, found.record.starred) == ("für Ana – der Himmel!", True)
    assert found.record.recipe.blend == 0.25


def test_a_note_that_is_too_long_is_a_sentence_and_changes_nothing(store: HistoryStore) -> None:
    entry = store.add(result_of())
    with pytest.raises(InputError, match="at most 2,000 characters"):
        store.change(entry, note="x" * 2001)
    assert store.entries() == [entry]


def test_what_cannot_be_read_is_left_alone(store: HistoryStore) -> None:
    good = store.add(result_of(1), now=100.0)
    for number, text in enumerate(
        (
            b"",
            b"{",
            b"[]",
            b'{"schema_version": 2}',
            good.folder.joinpath("record.json")
            .read_bytes()
            .replace(b'"evaluations": 4', b'"evaluations": NaN'),
            b" " * (history_store.MAX_RECORD_BYTES + 1),
        )
    ):
        bad = store.add(result_of(2), now=200.0 + number)
        bad.folder.joinpath("record.json").write_bytes(text)
    store.add(result_of(3), now=50.0).folder.joinpath("record.json").unlink()
    (store.folder / "my own notes").mkdir()
    before = names(store.folder)
    assert store.entries() == [good]
    assert names(store.folder) == before


def test_a_disk_that_is_full_leaves_nothing_behind(
    store: HistoryStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_arguments: Any) -> None:
        raise ResourceError("The disk is full; make room and try again.")

    monkeypatch.setattr(history_store, "_write_record", full)
    with pytest.raises(ResourceError, match=r"could not be kept in the history: The disk is full"):
        store.add(result_of())
    assert names(store.folder) == []


def test_half_an_entry_is_none_and_is_swept_away(store: HistoryStore) -> None:
    entry = store.add(result_of())
    shutil.copytree(entry.folder, store.folder / "20240101-000000-000.part")
    (store.folder / "notes.part").mkdir()
    assert store.entries() == [entry]
    store.sweep()
    assert names(store.folder) == [entry.id, "notes.part"]


def test_another_window_s_work_is_not_swept_away(
    store: HistoryStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = history_store._write_record
    seen: list[list[str]] = []

    def sweep_meanwhile(folder: Path, record: history_store.Record) -> None:
        HistoryStore(store.folder).sweep()
        seen.append(names(folder))
        write(folder, record)

    monkeypatch.setattr(history_store, "_write_record", sweep_meanwhile)
    entry = store.add(result_of())
    assert seen == [["picture.png", "thumbnail.png"]]
    assert names(store.folder) == [entry.id]


def test_two_windows_never_choose_the_same_place(
    store: HistoryStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = history_store._write_record
    other: list[Entry] = []

    def add_meanwhile(folder: Path, record: history_store.Record) -> None:
        monkeypatch.setattr(history_store, "_write_record", write)
        other.append(HistoryStore(store.folder).add(result_of(2), now=1_700_000_000.5))
        write(folder, record)

    monkeypatch.setattr(history_store, "_write_record", add_meanwhile)
    first = store.add(result_of(1), now=1_700_000_000.5)
    assert {entry.record.recipe.seed for entry in store.entries()} == {1, 2}
    assert names(store.folder) == sorted([first.id, other[0].id])


def test_what_is_removed_is_gone(store: HistoryStore) -> None:
    first, second = (store.add(result_of(seed)) for seed in range(2))
    store.remove(first)
    assert store.entries() == [second]
    assert names(store.folder) == [second.id]
    store.remove(first)  # somebody else was quicker: nothing to complain about


def test_the_oldest_go_first_and_stars_stay(store: HistoryStore) -> None:
    entries = [store.add(result_of(seed), now=100.0 * seed + 100) for seed in range(5)]
    entries[0] = store.change(entries[0], starred=True)
    room = sum(entry.size for entry in entries[:1] + entries[3:])
    kept = store.trim(room, entries)
    assert [entry.id for entry in kept] == [entries[4].id, entries[3].id, entries[0].id]
    assert [entry.id for entry in store.entries()] == [entry.id for entry in kept]


def test_the_newest_stays_however_large_it_is(store: HistoryStore) -> None:
    entries = [store.add(result_of(seed), now=100.0 * seed) for seed in range(3)]
    assert [entry.id for entry in store.trim(0, entries)] == [entries[2].id]


def test_a_picture_that_is_gone_is_a_sentence(store: HistoryStore) -> None:
    entry = store.add(result_of())
    entry.picture.unlink()
    with pytest.raises(InputError):
        store.result(entry)


# --- the stages of a painting -------------------------------------------------------------------------


def stages_of(folder: Path, count: int = 3) -> StageFolder:
    stages = StageFolder(folder / "run")
    for number in range(1, count + 1):
        pixels = np.full((60, 80, 3), 40 * number, np.uint8)
        stages.keep(Stage("r", 0, 1, number, count, 80, 60, pixels))
    return stages


def test_stages_belong_to_their_painting(store: HistoryStore, tmp_path: Path) -> None:
    plain = store.add(result_of(1), now=100.0)
    entry = store.add(result_of(2), now=200.0, stages=stages_of(tmp_path))
    assert entry.size == sum(path.stat().st_size for path in entry.folder.rglob("*") if path.is_file())
    assert entry.size > sum(path.stat().st_size for path in entry.folder.iterdir() if path.is_file())
    assert store.entries() == [entry, plain]
    kept = read_stages(entry.stages)
    assert kept is not None
    assert [int(kept.pixels(position).mean()) for position in range(3)] == [40, 80, 120]
    assert np.abs(kept.pixels(3) / 255 - result_of(2).painted.pixels).mean() < 0.2
    assert read_stages(plain.stages) is None
    assert not (tmp_path / "run").exists()
    store.remove(entry)
    assert names(store.folder) == [plain.id]


def test_one_that_cannot_be_thrown_away_stays_and_costs_nothing_else(
    store: HistoryStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    entries = [store.add(result_of(seed), now=1_700_000_000.0 + seed) for seed in range(3)]
    remove = HistoryStore.remove

    def in_use(self: HistoryStore, entry: Entry) -> None:
        if entry is entries[0]:
            raise ResourceError("another program has it open")
        remove(self, entry)

    monkeypatch.setattr(HistoryStore, "remove", in_use)
    assert store.trim(0, entries) == [entries[2], entries[0]]


def test_a_star_given_a_moment_ago_is_heeded(store: HistoryStore) -> None:
    entries = [store.add(result_of(seed), now=1_700_000_000.0 + seed) for seed in range(3)]
    store.change(entries[0], starred=True)
    assert store.trim(0, entries) == [entries[2], entries[0]]  # as they were known before
    assert entries[0].picture.is_file()


def test_the_budget_counts_stages(store: HistoryStore, tmp_path: Path) -> None:
    old = store.add(result_of(1), now=100.0, stages=stages_of(tmp_path))
    new = store.add(result_of(2), now=200.0)
    without = sum(path.stat().st_size for path in old.folder.iterdir() if path.is_file())
    assert store.trim(without + new.size, [old, new]) == [new]


def test_a_painting_is_kept_when_its_stages_cannot_be(
    store: HistoryStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stages = stages_of(tmp_path)

    def full(_self: StageFolder, _painted: Picture) -> bool:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(StageFolder, "close", full)
    entry = store.add(result_of(), stages=stages)
    assert store.entries() == [entry]
    assert not entry.stages.exists()
    assert not (tmp_path / "run").exists()


def test_a_run_without_stages_has_none(store: HistoryStore, tmp_path: Path) -> None:
    entry = store.add(result_of(), stages=StageFolder(tmp_path / "run"))
    assert names(entry.folder) == ["picture.png", "record.json", "thumbnail.png"]


class Histories(RuleBasedStateMachine):
    """Whatever is done in whatever order: the disk holds what the list says, and stars survive."""

    @initialize(folder=st.uuids())
    def begin(self, folder: object) -> None:
        import tempfile

        self.root = tempfile.TemporaryDirectory()
        self.store = HistoryStore(Path(self.root.name) / str(folder))
        self.known: dict[str, Entry] = {}
        self.clock = 1000.0

    @rule(step=st.integers(0, 100))
    def add(self, step: int) -> None:
        self.clock += step
        entry = self.store.add(SMALL, now=self.clock)
        assert entry.id not in self.known
        self.known[entry.id] = entry

    @rule(which=st.integers(0, 100), starred=st.booleans())
    def star(self, which: int, starred: bool) -> None:
        if self.known:
            entry = self._one(which)
            self.known[entry.id] = self.store.change(entry, starred=starred)

    @rule(which=st.integers(0, 100))
    def remove(self, which: int) -> None:
        if self.known:
            entry = self._one(which)
            self.store.remove(entry)
            del self.known[entry.id]

    @rule(share=st.floats(0, 1, allow_subnormal=False))
    def trim(self, share: float) -> None:
        budget = int(share * sum(entry.size for entry in self.known.values()))
        kept = self.store.trim(budget, list(self.known.values()))
        lost = self.known.keys() - {entry.id for entry in kept}
        assert not any(self.known[id].record.starred for id in lost)
        self.known = {entry.id: entry for entry in kept}

    def _one(self, which: int) -> Entry:
        return self.known[sorted(self.known)[which % len(self.known)]]

    @invariant()
    def the_disk_agrees(self) -> None:
        if hasattr(self, "store"):
            assert {entry.id: entry.record for entry in self.store.entries()} == {
                id: entry.record for id, entry in self.known.items()
            }

    def teardown(self) -> None:
        if hasattr(self, "root"):
            self.root.cleanup()


SMALL = result_of()
TestHistories = Histories.TestCase
TestHistories.settings = settings(max_examples=12, stateful_step_count=15, deadline=None)


@pytest.mark.parametrize("times", [2, 99])
def test_on_windows_a_folder_that_a_scanner_looks_into_gets_its_name_a_moment_later(
    store: HistoryStore, monkeypatch: pytest.MonkeyPatch, times: int
) -> None:
    really_rename, refused, waits = Path.rename, [], []

    def rename(path: Path, target: Path) -> Path:
        if len(refused) < times:
            refused.append(path)
            error = PermissionError(13, "Access is denied")
            error.winerror = 5
            raise error
        return really_rename(path, target)

    monkeypatch.setattr(Path, "rename", rename)
    monkeypatch.setattr(files.time, "sleep", waits.append)
    if times == 2:
        assert store.add(result_of()).picture.is_file()
        assert waits == [0.05, 0.1]
    else:
        with pytest.raises(ResourceError):
            store.add(result_of())
        assert sum(waits) < 3
        assert names(store.folder) == []
