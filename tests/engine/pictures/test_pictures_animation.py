"""Animations and numbered pictures, opened again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageSequence

from nst_engine.errors import InputError, ResourceError
from nst_engine.pictures import animation, srgb_profile
from nst_engine.pictures.animation import write_animation, write_numbered

TIMES = [100, 130, 2000]


def frame(number: int) -> np.ndarray:
    """A gradient that turns from blue to red."""
    y, x = np.mgrid[0:48, 0:64] / 64
    pixels = np.stack([np.full_like(x, number / 2), x, y], -1)
    return np.rint(pixels * 255).astype(np.uint8)


def opened(path: Path) -> tuple[list[np.ndarray], list[int], int | None]:
    """Frames, times in milliseconds, and how often it is played (0: for ever)."""
    with Image.open(path) as image:
        pictures, times = [], []
        for one in ImageSequence.Iterator(image):
            one.load()
            pictures.append(np.asarray(one.convert("RGB")).astype(int))
            times.append(int(one.info["duration"]))
        return pictures, times, image.info.get("loop")


@pytest.mark.parametrize(("extension", "most", "usually"), [(".webp", 40, 4), (".gif", 40, 6)])
def test_every_frame_and_its_time(tmp_path: Path, extension: str, most: int, usually: float) -> None:
    path = tmp_path / f"a{extension}"
    write_animation(path, frame, TIMES, loop=True)
    pictures, times, loop = opened(path)
    assert (times, loop) == (TIMES, 0)
    for number, found in enumerate(pictures):
        difference = np.abs(found - frame(number))
        assert difference.max() <= most
        assert difference.mean() <= usually


@pytest.mark.parametrize(("extension", "loop"), [(".webp", 1), (".gif", None)])
def test_played_once(tmp_path: Path, extension: str, loop: int | None) -> None:
    path = tmp_path / f"a{extension}"
    write_animation(path, frame, TIMES, loop=False)
    assert opened(path)[2] == loop


def test_one_picture_that_stands_still(tmp_path: Path) -> None:
    for extension in animation.ANIMATIONS:
        path = tmp_path / f"a{extension}"
        write_animation(path, frame, [500], loop=True)
        assert len(opened(path)[0]) == 1


def test_frames_are_made_one_after_the_other(tmp_path: Path) -> None:
    for extension in animation.ANIMATIONS:
        asked: list[int] = []

        def counted(number: int, asked: list[int] = asked) -> np.ndarray:
            asked.append(number)
            return frame(number)

        write_animation(tmp_path / f"a{extension}", counted, TIMES, loop=True)
        assert asked[:3] == [0, 1, 2]


def test_the_same_frames_give_the_same_bytes(tmp_path: Path) -> None:
    for extension in animation.ANIMATIONS:
        paths = [tmp_path / f"{name}{extension}" for name in "ab"]
        for path in paths:
            write_animation(path, frame, TIMES, loop=True)
        assert paths[0].read_bytes() == paths[1].read_bytes()


@pytest.mark.parametrize("extension", [".webp", ".gif"])
def test_a_file_that_is_there_stays_unless_it_may_go(tmp_path: Path, extension: str) -> None:
    path = tmp_path / f"a{extension}"
    path.write_bytes(b"mine")
    with pytest.raises(InputError, match="exists already"):
        write_animation(path, frame, TIMES, loop=True)
    assert path.read_bytes() == b"mine"
    write_animation(path, frame, TIMES, loop=True, overwrite=True)
    assert len(opened(path)[0]) == 3


def test_another_extension_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"\.webp or \.gif"):
        write_animation(tmp_path / "a.mp4", frame, TIMES, loop=True)


class Enough(Exception):  # noqa: N818 - what a user says who has waited long enough
    pass


def until(last: int) -> Callable[[int], np.ndarray]:
    def given(number: int) -> np.ndarray:
        if number == last:
            raise Enough
        return frame(number)

    return given


@pytest.mark.parametrize("extension", [".webp", ".gif", ""])
@pytest.mark.parametrize("last", [0, 1, 2])
def test_what_is_given_up_leaves_nothing(tmp_path: Path, extension: str, last: int) -> None:
    path = tmp_path / f"a{extension}"

    def write() -> None:
        if extension:
            write_animation(path, until(last), TIMES, loop=True)
        else:
            write_numbered(path, until(last), 3)

    with pytest.raises(Enough):
        write()
    assert list(tmp_path.iterdir()) == []


def test_numbered_pictures_hold_every_level(tmp_path: Path) -> None:
    folder = tmp_path / "stages"
    write_numbered(folder, frame, 3)
    assert sorted(path.name for path in folder.iterdir()) == ["0001.png", "0002.png", "0003.png"]
    for number, path in enumerate(sorted(folder.iterdir())):
        with Image.open(path) as image:
            assert image.info["icc_profile"] == srgb_profile()
            np.testing.assert_array_equal(np.asarray(image), frame(number))
    assert list(tmp_path.iterdir()) == [folder]


def test_an_empty_folder_is_filled_and_another_never_touched(tmp_path: Path) -> None:
    folder = tmp_path / "stages"
    folder.mkdir()
    write_numbered(folder, frame, 2)
    assert len(list(folder.iterdir())) == 2
    with pytest.raises(InputError, match="not empty"):
        write_numbered(folder, frame, 3)
    assert len(list(folder.iterdir())) == 2


def test_where_no_folder_can_be(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for place, reason in (
        (tmp_path / "file", "not a folder"),
        (tmp_path / "file" / "stages", "does not exist"),
        (tmp_path / "nowhere" / "stages", "does not exist"),
        (tmp_path / "nul\0", "no file name"),
        (tmp_path / ("x" * 300), "too long"),
    ):
        with pytest.raises((InputError, ResourceError), match=reason):
            write_numbered(place, frame, 2)
    assert [path.name for path in tmp_path.iterdir()] == ["file"]
