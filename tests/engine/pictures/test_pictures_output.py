"""What is refused before painting, and the pictures that come without a file."""

from __future__ import annotations

import errno
import hashlib
import os
import subprocess
import sys
from pathlib import Path

import handmade
import numpy as np
import pytest

from nst_engine import paths
from nst_engine.errors import InputError, ResourceError
from nst_engine.pictures import (
    Picture,
    check_output,
    free_name,
    load,
    sha256_of,
    store_pasted,
    thumbnail,
)

ROOT = Path(__file__).resolve().parents[3]
RGB = np.random.default_rng(4).integers(0, 256, (20, 24, 3), dtype=np.uint8)


def check(path: Path, *inputs: Path, size: tuple[int, int] = (640, 480), **more: object) -> None:
    check_output(path, *size, inputs, **{"overwrite": False, **more})


def refused(path: Path, *inputs: Path, **more: object) -> str:
    with pytest.raises(InputError) as caught:
        check(path, *inputs, **more)
    sentence = str(caught.value)
    assert sentence.endswith(".")
    assert "\n" not in sentence
    return sentence


def test_a_good_place_passes_and_stays_empty(tmp_path: Path) -> None:
    for name in ("a.png", "a.JPG", "a.jpeg", "a.tif", "a.tiff", "a.webp", "a.avif", "été 😀.png"):
        check(tmp_path / name)
    assert list(tmp_path.iterdir()) == []


def test_relative_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    check(Path("a.png"))
    assert "is one of the pictures" in refused(Path("a.png"), tmp_path / "a.png")


@pytest.mark.parametrize("name", ["a.bmp", "a.gif", "a.exe", "a", "a.png.txt"])
def test_unknown_extensions_list_the_known(tmp_path: Path, name: str) -> None:
    assert ".png, .jpg, .jpeg, .tif, .tiff, .webp, .avif" in refused(tmp_path / name)


def test_limits_of_the_formats(tmp_path: Path) -> None:
    check(tmp_path / "a.webp", size=(16_383, 16))
    assert "16,383" in refused(tmp_path / "a.webp", size=(16, 16_384))
    check(tmp_path / "a.jpg", size=(65_535, 16))
    assert "65,535" in refused(tmp_path / "a.jpg", size=(65_536, 16))
    check(tmp_path / "a.png", size=(100_000, 16), bits=16)
    assert "8 bits" in refused(tmp_path / "a.jpg", bits=16)


def test_existing_outputs(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(b"precious")
    assert "exists already" in refused(path)
    check(path, overwrite=True)
    assert path.read_bytes() == b"precious"


def test_folders_in_the_way(tmp_path: Path) -> None:
    (tmp_path / "folder.png").mkdir()
    assert "folder.png is a folder" in refused(tmp_path / "folder.png", overwrite=True)
    for name in ("album", "2026.11"):
        (tmp_path / name).mkdir()
        assert f"{name} is a folder" in refused(tmp_path / name)
    assert "folder gone does not exist" in refused(tmp_path / "gone" / "a.png")
    (tmp_path / "file").write_bytes(b"x")
    assert "file is a file and not a folder" in refused(tmp_path / "file" / "a.png")


def test_an_output_that_is_an_input(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    photo = tmp_path / "photo.png"
    photo.write_bytes(b"precious")
    (tmp_path / "sub").mkdir()
    os.link(photo, tmp_path / "hard.png")
    monkeypatch.chdir(tmp_path / "sub")
    places = [photo, tmp_path / "sub" / ".." / "photo.png", Path("../photo.png"), tmp_path / "hard.png"]
    for place in places:
        assert "one of the pictures to paint from" in refused(place, photo, overwrite=True)
        assert "one of the pictures to paint from" in refused(photo, tmp_path / "other.png", place)
    assert photo.read_bytes() == b"precious"
    check(tmp_path / "painting.png", photo)


@pytest.mark.skipif(os.name == "nt", reason="links need a privilege on Windows")
def test_links_to_an_input(tmp_path: Path) -> None:
    photo, link = tmp_path / "photo.png", tmp_path / "link.png"
    photo.write_bytes(b"precious")
    link.symlink_to(photo)
    assert "one of the pictures" in refused(link, photo, overwrite=True)
    assert "one of the pictures" in refused(photo, link, overwrite=True)
    (tmp_path / "folder").symlink_to(tmp_path, target_is_directory=True)
    assert "one of the pictures" in refused(tmp_path / "folder" / "photo.png", photo, overwrite=True)


def test_another_letter_case_is_the_same_file_where_the_disk_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    photo = tmp_path / "photo.png"
    photo.write_bytes(b"precious")
    shouted = tmp_path / "PHOTO.PNG"
    if not shouted.exists():  # a disk that tells them apart: stand in for one that does not
        os.link(photo, shouted)
    assert "one of the pictures" in refused(shouted, photo, overwrite=True)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no named pipes in folders")
def test_special_files_and_dangling_links(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.png")
    assert "not an ordinary file" in refused(tmp_path / "pipe.png", overwrite=True)
    (tmp_path / "dangling.png").symlink_to(tmp_path / "nothing" / "there.png")
    assert "not an ordinary file" in refused(tmp_path / "dangling.png", overwrite=True)


@pytest.mark.parametrize(
    "name", ["con.png", "NUL.tif", "Aux.png", "com1.jpg", "LPT9.png", "con.final.png", "con .png", "COM¹.png"]
)
def test_names_windows_keeps_for_itself(tmp_path: Path, name: str) -> None:
    assert "Windows keeps" in refused(tmp_path / name)


def test_names_that_cannot_be(tmp_path: Path) -> None:
    check(tmp_path / "console.png")
    check(tmp_path / ("a" * 251 + ".png"))
    assert "too long" in refused(tmp_path / ("a" * 252 + ".png"))
    assert "too long" in refused(tmp_path / ("é" * 126 + ".png"))
    assert "dot or space" in refused(tmp_path / "a.png ")
    assert "dot or space" in refused(tmp_path / "a.png.")
    assert "no file name" in refused(tmp_path / "a\0.png")
    assert "no file name" in refused(Path())


@pytest.mark.parametrize(
    ("code", "words"),
    [(errno.EACCES, "not allowed"), (errno.EROFS, "read-only"), (errno.ENOSPC, "disk is full")],
)
def test_a_folder_that_takes_no_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, words: str
) -> None:
    def fail(*_arguments: object, **_more: object) -> int:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(os, "open", fail)
    assert words in refused(tmp_path / "a.png")


def test_a_full_disk_leaves_no_trial_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_arguments: object) -> int:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(os, "write", fail)
    assert "disk is full" in refused(tmp_path / "a.png")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="a folder nobody can write to, also not root")
def test_a_folder_the_system_refuses() -> None:
    assert "cannot be written" in refused(Path("/proc/self/a.png"))


# --- pasted pictures and thumbnails -------------------------------------------------------------------


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(paths.HOME_VARIABLE, str(tmp_path / "home"))
    return tmp_path / "home"


def test_pasted_files_are_kept_byte_by_byte_and_once(home: Path) -> None:
    data = handmade.png(RGB, 2)
    path = store_pasted(data)
    assert path == home / "data" / "pasted" / f"{hashlib.sha256(data).hexdigest()}.png"
    assert path.read_bytes() == data
    before = path.stat().st_mtime_ns
    assert store_pasted(data) == path
    assert path.stat().st_mtime_ns == before
    assert [file.name for file in path.parent.iterdir()] == [path.name]
    assert store_pasted(handmade.tiff(RGB, 2)).suffix == ".tif"


def test_a_damaged_stored_picture_is_replaced(home: Path) -> None:
    data = handmade.png(RGB, 2)
    path = store_pasted(data)
    path.write_bytes(data[:-1] + b"x")
    assert store_pasted(data).read_bytes() == data


def test_pasted_bitmaps_become_png(home: Path) -> None:
    picture = Picture((RGB / 255).astype(np.float32))
    path = store_pasted(picture)
    np.testing.assert_array_equal(np.rint(load(path).pixels * 255), RGB)
    assert path.stem == sha256_of(path)
    assert store_pasted(picture) == path


def test_what_cannot_be_pasted(home: Path) -> None:
    with pytest.raises(InputError, match="The pasted picture is not a picture"):
        store_pasted(b"hello")
    home.write_bytes(b"a file where the folder should be")
    with pytest.raises(ResourceError, match="could not be kept"):
        store_pasted(handmade.png(RGB, 2))


def test_thumbnails_are_small_opaque_and_eight_bit(tmp_path: Path) -> None:
    values = np.zeros((100, 200, 4), np.uint8)  # black, left half transparent
    values[:, 100:, 3] = 255
    path = tmp_path / "a.png"
    path.write_bytes(handmade.png(values, 6))
    small = thumbnail(path, 50)
    assert (small.shape, small.dtype) == ((25, 50, 3), np.uint8)
    assert small[:, :20].min() == 255
    assert small[:, 30:].max() == 0
    assert thumbnail(path, 500).shape == (100, 200, 3)


def test_the_room_opens_without_the_painter_or_the_window() -> None:
    code = (
        "import sys, nst_engine.pictures\n"
        "print([name for name in ('torch', 'PySide6', 'tifffile', 'imagecodecs') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.strip() == "[]"


def test_names_for_what_must_not_be_replaced(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    assert free_name(path) == path
    path.touch()
    (tmp_path / "a-2.png").touch()
    assert free_name(path) == tmp_path / "a-3.png"
    assert free_name(path, " ") == tmp_path / "a 2.png"
