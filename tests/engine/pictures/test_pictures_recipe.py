"""The recipe that travels inside an exported picture."""

from __future__ import annotations

import zlib
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

import handmade
import numpy as np
import pytest
from PIL import Image

from nst_engine.errors import InputError
from nst_engine.pictures import EXPORT_FORMATS, Picture, load, read_recipe, save
from nst_engine.recipe import PictureRef, Recipe, StyleRef, portable

PIXELS = np.random.default_rng(2).random((20, 24, 3), dtype=np.float32)
NASTY = [
    "plain",
    "]]>",
    "a & b < c > d",
    "quotes \" and '",
    "two\nlines\r\n\ttabbed",
    "emoji 😀 é e\u0301",
    "</rdf:RDF>",
    "control \x01\x1b\x7f\ufffe",
]
KEYWORD = b"nst-studio-recipe\0\0\0\0\0"


def recipe_named(name: str, styles: int = 1) -> Recipe:
    picture = PictureRef(name=name, sha256="ab" * 32, width=640, height=480, path="/secret/x")
    return Recipe(content=picture, styles=(StyleRef(picture=picture, weight=2.5),) * styles, tv_weight=0.125)


@pytest.mark.parametrize("name", NASTY)
@pytest.mark.parametrize("extension", EXPORT_FORMATS)
def test_round_trip(tmp_path: Path, name: str, extension: str) -> None:
    recipe, path = recipe_named(name), tmp_path / f"a{extension}"
    save(Picture(PIXELS), path, recipe=recipe)
    assert read_recipe(path) == portable(recipe)
    assert b"secret" not in path.read_bytes()
    assert (load(path).width, load(path).height) == (24, 20)


def test_png_chunk_is_readable_by_others(tmp_path: Path) -> None:
    recipe = recipe_named(NASTY[-2])
    save(Picture(PIXELS), tmp_path / "a.png", recipe=recipe)
    with Image.open(tmp_path / "a.png") as image:
        image.load()
        assert image.text["nst-studio-recipe"] == portable(recipe).to_json()


@pytest.mark.parametrize("extension", [".jpg", ".webp", ".avif", ".tif"])
def test_xmp_is_readable_by_others(tmp_path: Path, extension: str) -> None:
    recipe, path = recipe_named("a & b"), tmp_path / f"a{extension}"
    save(Picture(PIXELS), path, recipe=recipe)
    with Image.open(path) as image:
        packet = image.tag_v2[700] if extension == ".tif" else image.info["xmp"]
    root = ElementTree.fromstring(packet)
    assert root.tag == "{adobe:ns:meta/}xmpmeta"
    (found,) = root.iter("{https://nst-studio.example/ns/1.0/}recipe")
    assert found.text == portable(recipe).to_json()


@pytest.mark.parametrize("extension", EXPORT_FORMATS)
def test_same_recipe_same_bytes(tmp_path: Path, extension: str) -> None:
    for name in "12":
        save(Picture(PIXELS), tmp_path / f"{name}{extension}", recipe=recipe_named("n"))
    assert (tmp_path / f"1{extension}").read_bytes() == (tmp_path / f"2{extension}").read_bytes()


@pytest.mark.parametrize("extension", EXPORT_FORMATS)
def test_pictures_without_a_recipe(tmp_path: Path, extension: str) -> None:
    save(Picture(PIXELS), tmp_path / f"a{extension}")
    assert read_recipe(tmp_path / f"a{extension}") is None


def test_pictures_with_metadata_of_others(tmp_path: Path) -> None:
    image = Image.new("RGB", (20, 20))
    image.save(tmp_path / "a.jpg", xmp=b"<x:xmpmeta xmlns:x='adobe:ns:meta/'>not well formed")
    assert read_recipe(tmp_path / "a.jpg") is None
    image.save(tmp_path / "a.gif")
    image.save(tmp_path / "a.bmp")
    assert read_recipe(tmp_path / "a.gif") is None
    assert read_recipe(tmp_path / "a.bmp") is None


def test_a_recipe_too_long_for_a_jpeg_leaves_the_picture_and_is_said(tmp_path: Path) -> None:
    recipe, notices = recipe_named("long " * 200, styles=64), []
    save(Picture(PIXELS), tmp_path / "a.jpg", recipe=recipe, on_notice=notices.append)
    assert len(notices) == 1
    assert "left out" in notices[0]
    assert load(tmp_path / "a.jpg").width == 24
    assert read_recipe(tmp_path / "a.jpg") is None
    for extension in (".png", ".webp", ".tif", ".avif"):
        save(Picture(PIXELS), tmp_path / f"a{extension}", recipe=recipe, on_notice=notices.append)
        assert read_recipe(tmp_path / f"a{extension}") == portable(recipe)
    assert len(notices) == 1


# --- hostile recipes ----------------------------------------------------------------------------------


def png_with(folder: Path, body: bytes) -> Path:
    path = folder / "hostile.png"
    path.write_bytes(handmade.png(np.zeros((20, 20), np.uint8), 0, before=handmade.png_chunk(b"iTXt", body)))
    return path


@pytest.mark.parametrize(
    "body",
    [
        KEYWORD + b"{not json",
        KEYWORD + b"\xff\xfe",
        KEYWORD + b"[" * 100_000,
        KEYWORD + b'{"schema_version": 99}',
        KEYWORD + b'{"tv_weight": NaN}',
        KEYWORD + b"{}",
        KEYWORD + b"[1]",
        KEYWORD + b" " * 1_000_001,
        b"nst-studio-recipe\0\1\0\0\0" + zlib.compress(bytes(50_000_000)),
        b"nst-studio-recipe\0\1\0\0\0" + b"not zlib",
        b"nst-studio-recipe\0\1\7\0\0" + zlib.compress(b"{}"),
    ],
    ids=["json", "utf-8", "deep", "newer", "nan", "empty", "list", "long", "bomb", "no zlib", "method"],
)
def test_damaged_recipes_in_png(tmp_path: Path, body: bytes) -> None:
    path = png_with(tmp_path, body)
    with pytest.raises(InputError, match=r"hostile\.png"):
        read_recipe(path)
    assert load(path).width == 20  # the pixels are as good as before


def test_a_compressed_recipe_is_read(tmp_path: Path) -> None:
    recipe = portable(recipe_named("other programs may compress it"))
    packed = zlib.compress(recipe.to_json().encode())
    assert read_recipe(png_with(tmp_path, b"nst-studio-recipe\0\1\0\0\0" + packed)) == recipe


def test_paths_inside_a_picture_are_dropped(tmp_path: Path) -> None:
    text = recipe_named("n").to_json()
    assert "secret" in text
    found = read_recipe(png_with(tmp_path, KEYWORD + text.encode()))
    assert found is not None
    assert [picture.path for picture in found.pictures()] == [None, None]


@pytest.mark.parametrize(
    "inside",
    [
        b'<!DOCTYPE a [<!ENTITY b "bbbb">]><a xmlns="https://nst-studio.example/ns/1.0/">&b;</a>',
        b'<a xmlns="https://nst-studio.example/ns/1.0/">',
        b'<n:recipe xmlns:n="https://nst-studio.example/ns/1.0/">{</n:recipe>',
        b'<r><n:recipe xmlns:n="https://nst-studio.example/ns/1.0/"/></r>',
    ],
    ids=["entities", "not closed", "root", "empty"],
)
def test_damaged_recipes_in_xmp(tmp_path: Path, inside: bytes) -> None:
    buffer = BytesIO()
    Image.new("RGB", (20, 20)).save(buffer, "JPEG", xmp=inside)
    (tmp_path / "hostile.jpg").write_bytes(buffer.getvalue())
    with pytest.raises(InputError, match=r"hostile\.jpg"):
        read_recipe(tmp_path / "hostile.jpg")


def test_what_is_no_picture(tmp_path: Path) -> None:
    (tmp_path / "text.png").write_text("hello")
    for name in ("text.png", "missing.png"):
        with pytest.raises(InputError, match=name):
            read_recipe(tmp_path / name)
