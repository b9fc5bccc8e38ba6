"""The door that window and command line share on the way out."""

from __future__ import annotations

import subprocess
import sys
from importlib import import_module
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from nst_engine import main_memory, paths, pictures
from nst_engine.errors import InputError, ResourceError
from nst_engine.export import (
    ExportOptions,
    centimetres_on_paper,
    check_export,
    export,
    exported_size,
    pixels_on_paper,
)
from nst_engine.export_memory import bytes_to_write, caution
from nst_engine.pictures import Picture, SaveOptions, read_recipe
from nst_engine.recipe import Recipe, StyleRef, portable


@pytest.fixture
def tagged_photograph(tmp_path: Path) -> Path:
    exif = Image.Exif()
    exif[0x8298] = "Ana Ruiz"
    Image.new("RGB", (160, 120), (90, 120, 30)).save(tmp_path / "tagged.jpg", exif=exif)
    return tmp_path / "tagged.jpg"


@pytest.fixture
def recipe(tagged_photograph: Path, painting: Path) -> Recipe:
    return Recipe(
        content=pictures.reference(tagged_photograph),
        styles=(StyleRef(picture=pictures.reference(painting)),),
        size=64,
    )


def painted() -> Picture:
    return Picture(np.random.default_rng(3).random((48, 64, 3), dtype=np.float32))


def test_the_defaults_hold_the_recipe_and_300_dpi_and_nothing_of_the_camera(
    tmp_path: Path, recipe: Recipe
) -> None:
    export(painted(), recipe, tmp_path / "a.png", ExportOptions())
    with Image.open(tmp_path / "a.png") as image:
        assert image.size == (64, 48)
        assert image.info["dpi"] == pytest.approx((300, 300), abs=0.02)
        assert not image.getexif()
    assert read_recipe(tmp_path / "a.png") == portable(recipe)
    assert list(paths.unfinished_dir().iterdir()) == []


def test_another_size_is_the_engines_own_resampling(tmp_path: Path, recipe: Recipe) -> None:
    options = ExportOptions(SaveOptions(bits=16), long_edge=200)
    export(painted(), recipe, tmp_path / "a.tif", options)
    expected = pictures.quantised(pictures.resize(painted(), 200, 150), 16)
    found = pictures.quantised(pictures.load(tmp_path / "a.tif"), 16)
    assert np.array_equal(found, expected)


@pytest.mark.parametrize("metadata", ["no-location", "keep"])
def test_camera_data_comes_from_the_photograph(tmp_path: Path, recipe: Recipe, metadata: str) -> None:
    options = ExportOptions(metadata=metadata, with_recipe=False)  # type: ignore[arg-type]
    export(painted(), recipe, tmp_path / "a.png", options)
    with Image.open(tmp_path / "a.png") as image:
        assert image.getexif()[0x8298] == "Ana Ruiz"
    assert read_recipe(tmp_path / "a.png") is None


@pytest.mark.parametrize("fate", ["gone", "another"])
def test_a_photograph_that_is_another_one_gives_nothing_and_that_is_said(
    tmp_path: Path, recipe: Recipe, tagged_photograph: Path, fate: str
) -> None:
    if fate == "gone":
        tagged_photograph.unlink()
    else:
        Image.new("RGB", (50, 50)).save(tagged_photograph, exif=Image.Exif())
    notices: list[str] = []
    export(painted(), recipe, tmp_path / "a.png", ExportOptions(metadata="keep"), on_notice=notices.append)
    [notice] = notices
    assert notice.startswith("The camera data was left out: tagged.jpg ")
    with Image.open(tmp_path / "a.png") as image:
        assert not image.getexif()


@given(st.integers(16, 4000), st.integers(16, 4000), st.integers(300, 6000))
def test_proportions_stay(width: int, height: int, edge: int) -> None:
    try:
        size = exported_size(width, height, edge)
    except InputError:
        assert min(width, height) * edge / max(width, height) < 16.5
        return
    assert max(size) == edge
    assert abs(min(size) - min(width, height) * edge / max(width, height)) <= 0.5


@pytest.mark.parametrize(("edge", "words"), [(20, "at least 16"), (40_000, "250 megapixels")])
def test_sizes_that_no_picture_has(edge: int, words: str) -> None:
    with pytest.raises(InputError, match=words):
        exported_size(1600, 900, edge)


def test_the_size_is_refused_before_anything_is_painted(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="16,383"):
        check_export(tmp_path / "a.webp", (64, 4), ExportOptions(long_edge=16_400), [], overwrite=False)


def test_too_little_memory_for_a_large_file_is_said(
    tmp_path: Path, recipe: Recipe, monkeypatch: pytest.MonkeyPatch
) -> None:
    def quantised(*_arguments: object, **_options: object) -> None:
        raise MemoryError

    monkeypatch.setattr(import_module("nst_engine.pictures.save"), "quantised", quantised)
    with pytest.raises(ResourceError, match="12,000×9,000"):
        export(painted(), recipe, tmp_path / "a.png", ExportOptions(long_edge=12_000))
    with pytest.raises(ResourceError, match=r"to write a\.png; close other programs"):
        export(painted(), recipe, tmp_path / "a.png", ExportOptions())
    assert not (tmp_path / "a.png").exists()


def test_a_file_that_this_computer_cannot_write_is_refused_before_it_is_painted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(main_memory, "installed_bytes", lambda: 4 * 10**9)
    large = ExportOptions(SaveOptions(bits=16), long_edge=18_000)
    with pytest.raises(ResourceError, match=r"^To write .*18,000×13,500 .* 5\.\d GB .* has 4\.0 GB; choose"):
        check_export(tmp_path / "a.tif", (1024, 768), large, [], overwrite=False)
    check_export(tmp_path / "a.tif", (1024, 768), ExportOptions(long_edge=18_000), [], overwrite=False)
    with pytest.raises(ResourceError, match="another format"):
        check_export(tmp_path / "a.avif", (1024, 768), ExportOptions(long_edge=18_000), [], overwrite=False)
    monkeypatch.setattr(main_memory, "installed_bytes", lambda: 16 * 10**9)
    check_export(tmp_path / "a.avif", (1024, 768), ExportOptions(long_edge=18_000), [], overwrite=False)


def test_a_file_for_which_little_memory_is_free_is_announced(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(main_memory, "installed_bytes", lambda: 16 * 10**9)
    monkeypatch.setattr(main_memory, "free_bytes", lambda: 3 * 10**9)
    assert caution(".png", (1024, 768), (1024, 768), 16) is None
    assert caution(".PNG", (1024, 768), (12_000, 9_000), 8) is None
    words = caution(".tif", (1024, 768), (18_000, 13_500), 16)
    assert words is not None
    assert words.startswith("Writing this file takes about 4.8 GB of memory, and 3.0 GB are free;")
    monkeypatch.setattr(main_memory, "installed_bytes", lambda: 4 * 10**9)
    impossible = caution(".tif", (1024, 768), (18_000, 13_500), 16)
    assert impossible is not None
    assert "has 4.0 GB" in impossible


@pytest.mark.skipif(sys.platform != "linux", reason="other systems keep the height of memory elsewhere")
@pytest.mark.parametrize(("extension", "bits"), [(".png", 16), (".tif", 16), (".jpg", 8), (".webp", 8)])
def test_what_writing_takes_is_about_what_is_said(extension: str, bits: int) -> None:
    """Measured in a process of its own, for noise, which hardly becomes smaller."""
    code = (
        "import pathlib, re, sys, tempfile\n"
        "import numpy as np, imagecodecs._png, tifffile\n"
        "from nst_engine import pictures, process\n"
        "def height():\n"
        "    status = pathlib.Path('/proc/self/status').read_text()\n"
        "    return 1024 * int(re.search(r'VmHWM:\\s+(\\d+)', status)[1])\n"
        "process.prepare()\n"
        "picture = pictures.Picture(np.random.default_rng(1).random((1500, 2000, 3), dtype=np.float32))\n"
        "before = height()\n"
        "with tempfile.TemporaryDirectory() as folder:\n"
        "    path = pathlib.Path(folder, 'a' + sys.argv[1])\n"
        "    pictures.save(picture, path, pictures.SaveOptions(bits=int(sys.argv[2])))\n"
        "print(height() - before)\n"
    )
    command = [sys.executable, "-c", code, extension, str(bits)]
    took = int(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    said = bytes_to_write(extension, (2000, 1500), bits)
    assert 0.5 * said < took < 1.2 * said + 20e6


def test_paper() -> None:
    assert pixels_on_paper(29.7, 300) == 3508  # A4, as print shops have it
    assert pixels_on_paper(25.4, 100) == 1000
    assert pixels_on_paper(0.0001, 72) == 1
    assert centimetres_on_paper(3508, 300) == pytest.approx(29.7, abs=0.01)
