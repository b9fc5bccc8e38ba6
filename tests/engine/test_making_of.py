"""The making of a painting, exported and opened again."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageSequence

from nst_engine import making_of, pictures
from nst_engine.errors import InputError
from nst_engine.events import Stage
from nst_engine.making_of import Frames, Order, export, frame_size, timing
from nst_engine.pictures.picture import Picture
from nst_engine.recipe import Recipe
from nst_engine.stages import StageFolder, Stages, read_stages


@pytest.fixture
def stages(tmp_path: Path) -> Stages:
    """Four stages of 16 × 12 and 32 × 24 px, grey and lighter and lighter; the painting is white."""
    folder = StageFolder(tmp_path / "kept")
    for number in range(1, 5):
        width, height = (16, 12) if number < 3 else (32, 24)
        pixels = np.full((height, width, 3), 40 * number, np.uint8)
        folder.keep(Stage("r", number // 3, 2, number, 4, width, height, pixels))
    folder.close(Picture(np.ones((48, 64, 3), np.float32)))
    found = read_stages(tmp_path / "kept")
    assert found is not None
    return found


def opened(path: Path) -> tuple[list[np.ndarray], list[int]]:
    with Image.open(path) as image:
        frames, times = [], []
        for one in ImageSequence.Iterator(image):
            one.load()
            frames.append(np.asarray(one.convert("RGB")).astype(int))
            times.append(int(one.info["duration"]))
        return frames, times


# --- time -------------------------------------------------------------------------------------------


@given(
    count=st.integers(2, 60),
    seconds=st.floats(0.5, 60, allow_subnormal=False),
    rate=st.integers(1, 30),
    hold=st.floats(0, 30, allow_subnormal=False),
)
def test_all_times_together_are_what_was_asked(count: int, seconds: float, rate: int, hold: float) -> None:
    shown = timing(count, seconds, rate, hold)
    assert sum(time for _, time in shown) == pytest.approx(1000 * (seconds + hold), abs=11)
    assert (shown[0][0], shown[-1][0]) == (0, count - 1)
    positions = [position for position, _ in shown]
    assert positions == sorted(set(positions))
    assert all(time > 0 and time % 10 == 0 for _, time in shown)
    assert len(shown) <= max(2, round(seconds * rate))


def test_a_high_rate_lets_pictures_stand_and_a_low_one_leaves_some_out() -> None:
    assert timing(3, 0.6, 10, 0.5) == [(0, 200), (1, 200), (2, 700)]
    assert [position for position, _ in timing(61, 1, 3, 0)] == [0, 30, 60]


# --- frames -----------------------------------------------------------------------------------------


def test_frames_have_the_painting_s_shape(recipe: Recipe) -> None:
    wide = recipe.model_copy(update={"size": 8000})
    assert frame_size(recipe) == (64, 48)
    assert frame_size(recipe, 32) == (32, 24)
    assert frame_size(wide) == (1024, 768)
    assert frame_size(wide, 5000) == (1024, 768)


def test_stages_show_the_finish(stages: Stages, recipe: Recipe, photograph: Path) -> None:
    plain = Frames(stages, recipe)
    assert plain.at(1).shape == (48, 64, 3)
    assert np.all(plain.at(1) == 80)
    mixed = plain.with_recipe(recipe.model_copy(update={"blend": 0.5}))
    ground = mixed.photograph()
    assert ground is not None
    expected = (80 + 255 * ground.pixels) / 2
    assert np.abs(mixed.at(1) - expected).max() <= 0.51
    # Another position of the slider reads nothing again.
    photograph.unlink()
    assert mixed.with_recipe(recipe.model_copy(update={"blend": 1.0})).photograph() is ground
    assert mixed.notice is None


def test_without_the_photograph_there_is_no_finish_and_that_is_said(
    stages: Stages, recipe: Recipe, photograph: Path
) -> None:
    Image.new("RGB", (160, 120)).save(photograph)
    frames = Frames(stages, recipe.model_copy(update={"blend": 0.5}))
    assert np.all(frames.at(1) == 80)
    assert frames.notice is not None
    assert "has changed since it was chosen" in frames.notice


# --- files ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "loss"), [("a.webp", 3), ("a.gif", 0)])
def test_an_animation_opened_again(
    stages: Stages, recipe: Recipe, tmp_path: Path, name: str, loss: int
) -> None:
    told: list[tuple[int, int]] = []
    order = Order(tmp_path / name, seconds=1, rate=10, hold=1.5)
    assert export(stages, recipe, order, lambda done, total: told.append((done, total))) == ()
    frames, times = opened(order.path)
    assert len(frames) == len(stages) == 5
    assert times == [time for _, time in timing(5, 1, 10, 1.5)]
    assert sum(times) == 2500
    for number, expected in enumerate((40, 80, 120, 160, 255)):
        assert frames[number].shape == (48, 64, 3)
        assert np.abs(frames[number] - expected).max() <= loss
    assert told == [(number, 5) for number in range(1, 6)]


def test_it_can_begin_with_the_photograph(stages: Stages, recipe: Recipe, tmp_path: Path) -> None:
    order = Order(tmp_path / "a.webp", photograph=True, edge=64)
    assert export(stages, recipe, order) == ()
    frames, times = opened(order.path)
    ground = Frames(stages, recipe).photograph()
    assert ground is not None
    assert times[0] == 1000
    assert np.abs(frames[0] - 255 * ground.pixels).mean() < 6
    assert len(frames) == 6


def test_a_missing_photograph_is_left_out_and_that_is_said(
    stages: Stages, recipe: Recipe, tmp_path: Path, photograph: Path
) -> None:
    photograph.unlink()
    (notice,) = export(stages, recipe, Order(tmp_path / "a.webp", photograph=True))
    assert photograph.name in notice
    assert len(opened(tmp_path / "a.webp")[0]) == 5


def test_numbered_pictures_are_one_for_each_stage(stages: Stages, recipe: Recipe, tmp_path: Path) -> None:
    order = Order(tmp_path / "frames", edge=32, photograph=True)
    assert export(stages, recipe, order) == ()
    found = sorted(order.path.iterdir())
    assert [path.name for path in found] == [f"{number:04}.png" for number in range(1, 7)]
    values = []
    for path in found[1:]:
        with Image.open(path) as image:
            assert image.size == (32, 24)
            values.append(image.getpixel((3, 3))[0])
    assert values == [40, 80, 120, 160, 255]


class Enough(Exception):  # noqa: N818 - what a user says who has waited long enough
    pass


@pytest.mark.parametrize("name", ["a.webp", "a.gif", "frames"])
def test_it_can_be_given_up(stages: Stages, recipe: Recipe, tmp_path: Path, name: str) -> None:
    (tmp_path / "out").mkdir()
    left = 3

    def check() -> None:
        nonlocal left
        left -= 1
        if left == 0:
            raise Enough

    with pytest.raises(Enough):
        export(stages, recipe, Order(tmp_path / "out" / name), check=check)
    assert list((tmp_path / "out").iterdir()) == []


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("taken.webp", "exists already"),
        ("full", "not empty"),
        ("a.mp4", "end the name in"),
        ("no/a.gif", "not exist"),
    ],
)
def test_places_that_are_refused_before_anything_is_made(
    stages: Stages, recipe: Recipe, tmp_path: Path, name: str, reason: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "taken.webp").write_bytes(b"mine")
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine.png").write_bytes(b"mine")
    monkeypatch.setattr(making_of, "Frames", None)
    with pytest.raises(InputError, match=reason):
        export(stages, recipe, Order(tmp_path / name))
    assert (tmp_path / "taken.webp").read_bytes() == b"mine"


def test_the_pictures_that_were_painted_from_are_never_replaced(
    stages: Stages, recipe: Recipe, tmp_path: Path
) -> None:
    photograph = tmp_path / "photograph.webp"
    Image.new("RGB", (64, 48)).save(photograph)
    before = photograph.read_bytes()
    recipe = recipe.model_copy(update={"content": pictures.reference(photograph)})
    with pytest.raises(InputError, match="one of the pictures to paint from"):
        export(stages, recipe, Order(photograph, overwrite=True))
    assert photograph.read_bytes() == before


def test_a_stage_that_is_gone_is_a_sentence_and_leaves_no_file(
    stages: Stages, recipe: Recipe, tmp_path: Path
) -> None:
    stages.path(2).unlink()
    for name in ("a.webp", "a.gif", "frames"):
        with pytest.raises(InputError, match="does not exist"):
            export(stages, recipe, Order(tmp_path / name))
        assert not (tmp_path / name).exists()
