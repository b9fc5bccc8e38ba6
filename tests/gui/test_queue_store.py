"""The queue on the disk: what is done to it in whatever order, it is the same after the next start."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from nst_engine.errors import InputError, ResourceError
from nst_engine.plan import Limits
from nst_engine.recipe import Crop, PictureRef, Recipe, StyleRef
from nst_gui.models import queue_store
from nst_gui.models.queue_model import ItemState, QueueItem, QueueModel
from nst_gui.models.queue_store import KeptQueue, QueueStore
from nst_gui.workers import queue_worker

I = ItemState  # noqa: E741
REF = PictureRef(
    name="a.png", sha256="a" * 64, width=800, height=600, path=str(Path("/pictures/a.png").absolute())
)
LIMITS = Limits(device="cpu", memory_bytes=4 * 10**9, threads=2)


def item_of(state: ItemState = I.WAITING, message: str = "", **fields: Any) -> QueueItem:
    recipe = Recipe(content=REF, styles=(StyleRef(picture=REF, weight=2.5),), **fields)
    return QueueItem(1, recipe, LIMITS, state, message)


@contextmanager
def opened(path: Path) -> Iterator[tuple[QueueStore, KeptQueue]]:
    store = QueueStore(path)
    try:
        yield store, store.open()
    finally:
        store.close()


def keep(path: Path, *items: QueueItem) -> None:
    with opened(path) as (store, _):
        store.write(items, 1)


def what(items: tuple[QueueItem, ...]) -> list[tuple[int, ItemState, str]]:
    return [(item.recipe.seed, item.state, item.message) for item in items]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "queue.json"


def test_what_is_queued_at_the_last_moment_is_kept_beside_a_damaged_queue(path: Path) -> None:
    path.write_text("half a que")
    store = QueueStore(path)
    queue_worker.add(store, [item_of(seed=3)])
    store.close()
    with opened(path) as (_, kept):
        assert [item.recipe.seed for item in kept.items] == [3]
    assert path.with_suffix(".unread-1.json").read_text() == "half a que"


def test_every_field_of_a_recipe_comes_back(path: Path) -> None:
    framed = REF.framed(Crop(x=10, y=20, width=300, height=200), 90)
    recipe = Recipe(
        content=framed,
        styles=(StyleRef(picture=REF, weight=0.1 + 0.2), StyleRef(picture=framed)),
        size=512,
        style_strength=1 / 3,
        style_layers={"relu1_1": 0.3},
        init=REF,
        scales="last",
        seed=7,
        keep_colours=0.25,
    )
    item = QueueItem(5, recipe, LIMITS)
    keep(path, item)
    with opened(path) as (_, kept):
        assert kept.items == (QueueItem(0, recipe, LIMITS),)
        assert kept.unread == 0


def test_what_is_done_is_dropped_and_what_was_being_painted_waits_again(path: Path) -> None:
    keep(
        path,
        item_of(I.DONE, seed=0),
        item_of(I.PAINTING, seed=1),
        item_of(I.FAILED, "The picture a.png is gone;\nchoose it again.", seed=2),
        item_of(I.STOPPED, seed=3),
        item_of(I.WAITING, seed=4),
        item_of(I.MISSING, "a.png", seed=5),
    )
    with opened(path) as (_, kept):
        assert what(kept.items) == [
            (1, I.WAITING, ""),
            (2, I.FAILED, "The picture a.png is gone; choose it again."),
            (3, I.STOPPED, ""),
            (4, I.WAITING, ""),
            (5, I.MISSING, "a.png"),
        ]


def test_one_item_that_cannot_be_read_costs_no_other_and_is_not_lost(path: Path) -> None:
    keep(path, *(item_of(seed=seed) for seed in range(3)))
    data = json.loads(path.read_bytes())
    data["items"][1]["recipe"]["size"] = 10**9
    path.write_text(json.dumps(data))
    damaged = path.read_bytes()
    with opened(path) as (store, kept):
        assert [item.recipe.seed for item in kept.items] == [0, 2]
        assert kept.unread == 1
        assert kept.aside is not None
        store.write(kept.items, 1)
    assert kept.aside.read_bytes() == damaged
    with opened(path) as (_, kept):
        assert (len(kept.items), kept.unread) == (2, 0)


@pytest.mark.parametrize(
    "change",
    [
        {"recipe": {}},
        {"recipe": []},
        {"limits": {"threads": 0}},
        {"limits": {"device": "abacus"}},
        {"state": "done"},
        {"state": "painting"},
        {"state": 3},
        {"message": "x" * 2001},
        {"message": None},
        {"colour": "red"},
    ],
)
def test_every_field_of_an_item_is_checked(path: Path, change: dict[str, Any]) -> None:
    keep(path, item_of())
    data = json.loads(path.read_bytes())
    data["items"][0] |= change
    path.write_text(json.dumps(data))
    with opened(path) as (_, kept):
        assert (kept.items, kept.unread) == ((), 1)


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-1", "1e400"])
def test_numbers_that_are_none_are_refused(path: Path, number: str) -> None:
    keep(path, item_of(style_strength=2.0))
    path.write_text(path.read_text().replace('"style_strength": 2.0', f'"style_strength": {number}'))
    with opened(path) as (_, kept):
        assert (kept.items, kept.unread) == ((), 1)


@pytest.mark.parametrize("place", ["//server/share/a.png", "\\\\server\\a.png", "smb://server/a.png", "a\0b"])
def test_places_in_the_network_are_left_out(path: Path, place: str) -> None:
    keep(path, item_of())
    data = json.loads(path.read_bytes())
    data["items"][0]["recipe"]["content"]["path"] = place
    path.write_text(json.dumps(data))
    with opened(path) as (_, kept):
        assert kept.items[0].recipe.content.path is None
        assert kept.items[0].recipe.styles[0].picture.path == REF.path


@pytest.mark.parametrize("items", ["null", "3", '"abc"', "{}"])
def test_a_queue_without_a_list_is_kept_beside(path: Path, items: str) -> None:
    path.write_text(f'{{"schema_version": 1, "items": {items}}}')
    with opened(path) as (_, kept):
        assert (kept.items, kept.unread) == ((), 1)
        assert kept.aside is not None
        assert kept.aside.is_file()


def test_a_newer_queue_is_refused_with_a_sentence(path: Path) -> None:
    path.write_text('{"schema_version": 2, "items": []}')
    with pytest.raises(InputError, match="newer version of NST Studio"), opened(path):
        pass


def test_a_queue_that_would_not_be_read_again_is_not_written(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queue_store, "MAX_BYTES", 5000)
    keep(path, item_of(seed=1))
    with opened(path) as (store, _), pytest.raises(ResourceError, match="too long"):
        store.write([item_of(seed=seed) for seed in range(20)], 1)
    with opened(path) as (_, kept):
        assert [item.recipe.seed for item in kept.items] == [1]


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_whatever_happens_to_the_bytes_the_store_opens(data: st.DataObject) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "queue.json"
        keep(path, item_of(seed=1), item_of(I.FAILED, "gone", seed=2))
        raw = bytearray(path.read_bytes())
        for _ in range(data.draw(st.integers(1, 4))):
            place = data.draw(st.integers(0, len(raw) - 1))
            raw[place : place + data.draw(st.integers(0, 3))] = data.draw(st.binary(max_size=3))
        path.write_bytes(raw)
        try:
            with opened(path) as (_, kept):
                assert len(kept.items) + kept.unread <= 3
        except InputError:
            pass
        files = [file.read_bytes() for file in Path(folder).iterdir()]
        assert bytes(raw) in files, "it is still there, in its place or set aside"


class KeptQueues(RuleBasedStateMachine):
    """A model that is written at every change, and read again now and then, does what a plain list does."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.numbers = iter(range(1, 10**6))
        self.plain: list[tuple[int, ItemState, str]] = []
        self.start()

    def start(self) -> None:
        self.store = QueueStore(self.folder / "queue.json")
        self.model = QueueModel()
        self.model.bring_back(self.store.open().items)
        self.writes = iter(range(1, 10**6))

    def teardown(self) -> None:
        self.store.close()
        shutil.rmtree(self.folder)

    def write(self) -> None:
        self.store.write(self.model.items, next(self.writes))

    @rule(count=st.integers(1, 3))
    def add(self, count: int) -> None:
        seeds = [next(self.numbers) for _ in range(count)]
        self.model.add_all([item_of(seed=seed).recipe for seed in seeds], LIMITS)
        self.plain += [(seed, I.WAITING, "") for seed in seeds]
        self.write()

    @rule()
    def begin(self) -> None:
        taken = self.model.take_next()
        if taken is not None:
            self._mark_plain(taken.recipe.seed, I.PAINTING, "")
            self.write()

    @rule(which=st.integers(0, 20), state=st.sampled_from([I.DONE, I.FAILED, I.STOPPED, I.MISSING]))
    def end(self, which: int, state: ItemState) -> None:
        if self.plain:
            item = self.model.items[which % len(self.plain)]
            message = "harbour.png" if state in (I.FAILED, I.MISSING) else ""
            self.model.mark(item.number, state, message)
            self._mark_plain(item.recipe.seed, state, message)
            self.write()

    def _mark_plain(self, seed: int, state: ItemState, message: str) -> None:
        self.plain = [(seed, state, message) if one[0] == seed else one for one in self.plain]

    @rule(which=st.integers(0, 20), by=st.sampled_from([-1, 1]))
    def move(self, which: int, by: Literal[-1, 1]) -> None:
        if self.plain:
            place = which % len(self.plain)
            if self.model.move([self.model.items[place].number], by):
                self.plain.insert(place + by, self.plain.pop(place))
                self.write()

    @rule(which=st.integers(0, 20))
    def remove(self, which: int) -> None:
        if self.plain:
            place = which % len(self.plain)
            if self.model.remove([self.model.items[place].number]):
                del self.plain[place]
                self.write()

    @rule(lost=st.booleans())
    def reopen(self, lost: bool) -> None:
        """The window is closed, or the power fails: of the lock nothing is left in either case."""
        if lost:
            (self.folder / ".queue.json.0123abcd.part").write_text("half a file")
        self.store.close()
        self.plain = [
            (seed, I.WAITING if state is I.PAINTING else state, message)
            for seed, state, message in self.plain
            if state is not I.DONE
        ]
        self.start()
        assert not list(self.folder.glob("*.part"))

    @invariant()
    def both_agree(self) -> None:
        assert what(tuple(self.model.items)) == self.plain
        assert len({item.number for item in self.model.items}) == len(self.plain)


TestKeptQueues = KeptQueues.TestCase
TestKeptQueues.settings = settings(max_examples=30, stateful_step_count=25, deadline=None)
