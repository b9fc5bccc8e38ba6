from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest

from nst_engine.errors import InputError
from nst_engine.pictures import load, reference, save
from nst_engine.recipe import Recipe, StyleRef, portable
from nst_engine.recipe_files import read_recipe_file


@pytest.fixture
def recipe(photograph: Path, painting: Path) -> Recipe:
    return Recipe(
        content=reference(photograph), styles=(StyleRef(picture=reference(painting)),), size=72, seed=9
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_a_recipe_file(recipe: Recipe, tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "Look.JSON"
    path.write_text(recipe.to_json(), encoding=encoding)
    assert read_recipe_file(path) == recipe


def test_a_saved_picture(recipe: Recipe, photograph: Path, tmp_path: Path) -> None:
    path = tmp_path / "painted.png"
    save(load(photograph), path, recipe=recipe)
    assert read_recipe_file(path) == portable(recipe)


def test_relative_paths_start_at_the_file(recipe: Recipe, tmp_path: Path, photograph: Path) -> None:
    path = tmp_path / "look.json"
    path.write_text(recipe.to_json().replace(str(photograph), "beside.png"), encoding="utf-8")
    assert read_recipe_file(path).content.path == str(tmp_path / "beside.png")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b"\xff\xfe", "not a recipe"),
        (b" " * 1_000_001 * 2, "larger than 1 MB"),
        (b"[]", "holds no recipe"),
        (b"{", "damaged"),
    ],
)
def test_bad_files_get_a_sentence(tmp_path: Path, data: bytes, words: str) -> None:
    path = tmp_path / "bad.json"
    path.write_bytes(data)
    with pytest.raises(InputError, match=words):
        read_recipe_file(path)


def test_a_picture_without_a_recipe_and_a_missing_file(photograph: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="carries no recipe"):
        read_recipe_file(photograph)
    with pytest.raises(InputError, match="does not exist"):
        read_recipe_file(tmp_path / "gone.json")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes with names")
@pytest.mark.parametrize("name", ["look.json", "look.png"])
def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path, name: str) -> None:
    os.mkfifo(tmp_path / name)
    sentences: list[str] = []

    def read() -> None:
        with pytest.raises(InputError) as caught:
            read_recipe_file(tmp_path / name)
        sentences.append(str(caught.value))

    reader = threading.Thread(target=read, daemon=True)  # one that waits must not keep the tests from ending
    reader.start()
    reader.join(10)
    assert [name in sentence and "pipe" in sentence for sentence in sentences] == [True]
