"""The door that window and command line share on the way out."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from nst_engine import paths, pictures
from nst_engine.errors import InputError, ResourceError
from nst_engine.export import (
    ExportOptions,
    centimetres_on_paper,
    check_export,
    export,
    exported_size,
    pixels_on_paper,
)
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
    with pytest.raises(InputError, match="16383"):
        check_export(tmp_path / "a.webp", (64, 4), ExportOptions(long_edge=16_400), [], overwrite=False)


def test_too_little_memory_for_a_large_file_is_said(
    tmp_path: Path, recipe: Recipe, monkeypatch: pytest.MonkeyPatch
) -> None:
    def resize(*_arguments: object) -> Picture:
        raise MemoryError

    monkeypatch.setattr(pictures, "resize", resize)
    with pytest.raises(ResourceError, match="12,000×9,000"):
        export(painted(), recipe, tmp_path / "a.png", ExportOptions(long_edge=12_000))
    assert not (tmp_path / "a.png").exists()


def test_paper() -> None:
    assert pixels_on_paper(29.7, 300) == 3508  # A4, as print shops have it
    assert pixels_on_paper(25.4, 100) == 1000
    assert pixels_on_paper(0.0001, 72) == 1
    assert centimetres_on_paper(3508, 300) == pytest.approx(29.7, abs=0.01)
