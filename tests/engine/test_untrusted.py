"""Recipes and presets from strangers: valid, or refused with one sentence; nothing they name is opened.

The mutations are seeded, so that one that fails fails again; ``mutations`` makes them.
"""

from __future__ import annotations

import io
import json
import random
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from mutations import NETWORK, mutation
from PIL import Image

from nst_engine import presets
from nst_engine.adjustable import Segment
from nst_engine.errors import InputError
from nst_engine.pictures import metadata, png_chunks
from nst_engine.presets import Preset
from nst_engine.recipe import PictureRef, Recipe, StyleRef, portable, recipe_from_json
from nst_engine.recipe_files import read_recipe_file
from nst_engine.segments import stages

RECIPE = Recipe(
    content=PictureRef(name="harbour.png", sha256="a" * 64, width=800, height=600, path="harbour.png"),
    styles=(
        StyleRef(picture=PictureRef(name="waves.jpg", sha256="b" * 64, width=300, height=400), weight=2),
        StyleRef(picture=PictureRef(name="hills.jpg", sha256="c" * 64, width=300, height=400)),
    ),
    size=512,
    stroke_size=1.5,
    style_layers={"relu1_1": 1.0, "relu4_1": 2.5},
    content_layers={"relu4_2": 1.0},
    init=PictureRef(name="earlier.png", sha256="d" * 64, width=512, height=384),
    keep_colours=0.25,
    seed=11,
    segments=(
        Segment(scale=0, iteration=4, style_weights=(1.0, 3.0), style_strength=2.0),
        Segment(scale=1, iteration=0, style_weights=(2.0, 1.0), style_layers={"relu2_1": 1.0}),
    ),
)
PRESET = Preset.of("Evening", RECIPE)
#: What may not be told in more words than fit into the window.
LONGEST_SENTENCE = 400

_watching: list[str] | None = None


def _audit(event: str, arguments: tuple[Any, ...]) -> None:
    if _watching is None:
        return
    if event == "open" and not isinstance(arguments[0], int):
        _watching.append(str(arguments[0]))
    elif event.startswith(("socket.", "os.listdir", "os.scandir", "subprocess.", "ctypes.dlopen")):
        _watching.append(f"{event} {arguments!r}")


sys.addaudithook(_audit)  # for good: Python has no way to take one away, so it looks only when told to


@contextmanager
def only_opening(*allowed: Path) -> Iterator[None]:
    """Fail when anything but ``allowed`` is opened meanwhile."""
    global _watching
    _watching = opened = []
    try:
        yield
    finally:
        _watching = None
    wrong = [name for name in opened if Path(name) not in allowed]
    assert not wrong


def refusal(read: Callable[[], object]) -> str | None:
    """The sentence with which something was refused, ``None`` where it was accepted."""
    try:
        read()
    except InputError as error:
        return str(error)
    return None


def check_sentence(sentence: str) -> None:
    assert sentence.endswith("."), sentence
    assert len(sentence) <= LONGEST_SENTENCE, sentence
    assert sentence.isprintable(), ascii(sentence)


def check_recipe(recipe: Recipe) -> None:
    """What was accepted can be painted, shown, and written again."""
    width, height = recipe.output_size
    assert 1 <= min(width, height) <= max(width, height) <= 16_384
    assert sum(recipe.style_shares) == pytest.approx(1)
    for stage in stages(recipe):
        assert stage.recipe.style_strength > 0 or stage.recipe.content_weight > 0
        assert len(stage.recipe.styles) == len(recipe.styles)
    text = recipe.to_json()
    text.encode()
    again = recipe_from_json(text, "the same", Path("/"))
    assert again.to_json() == text


def check_file(path: Path, data: bytes, embedded: bool = False) -> bool:
    """Whether the recipe in ``path``, which is made of ``data``, was accepted."""
    path.write_bytes(data)
    refusal(lambda: read_recipe_file(path))  # what decodes it is loaded now, and not watched
    recipes: list[Recipe] = []
    with only_opening(path):
        sentence = refusal(lambda: recipes.append(read_recipe_file(path)))
    if sentence is not None:
        check_sentence(sentence)
        return False
    for recipe in recipes:
        check_recipe(recipe)
        if embedded:
            assert recipe == portable(recipe), "a path came out of a picture"
    return True


def test_six_hundred_recipe_files(tmp_path: Path) -> None:
    path, text = tmp_path / "recipe.json", RECIPE.to_json()
    assert check_file(path, text.encode())
    accepted = sum(check_file(path, mutation(text, number)) for number in range(600))
    assert 5 <= accepted <= 300, "the mutations do nothing, or nothing but damage"


@pytest.mark.parametrize(
    ("field", "value"),
    [("width", 10**400), ("height", 0), ("name", "\ud800"), ("name", "a" * 5000)],
)
def test_a_picture_that_cannot_be(field: str, value: object) -> None:
    data = json.loads(RECIPE.to_json())
    data["content"][field] = value
    sentence = refusal(lambda: recipe_from_json(json.dumps(data), "a file", Path("/folder")))
    assert sentence is not None
    check_sentence(sentence)


@pytest.mark.parametrize("path", ["\ud800", "a\0.png", *NETWORK])
def test_a_path_into_the_network_or_to_nowhere_is_left_out(path: str) -> None:
    data = json.loads(RECIPE.to_json())
    data["content"]["path"] = path
    assert recipe_from_json(json.dumps(data), "a file", Path("/folder")).content.path is None


def picture_with(text: bytes, kind: str) -> bytes:
    """A small picture that carries ``text`` where this program looks for a recipe."""
    place = io.BytesIO()
    picture = Image.new("RGB", (20, 16), "#806040")
    if kind == "PNG":
        picture.save(place, "PNG")
        plain = place.getvalue()
        after_header = len(png_chunks.SIGNATURE) + 12 + 13
        carried = png_chunks.chunk(b"iTXt", metadata.PNG_KEYWORD.encode() + b"\0\0\0\0\0" + text)
        return plain[:after_header] + carried + plain[after_header:]
    packet = metadata.xmp_packet(text.decode(errors="replace"))
    if kind == "TIFF":
        picture.save(place, "TIFF", tiffinfo={metadata.TIFF_XMP_TAG: packet})
    else:
        picture.save(place, kind, xmp=packet[: metadata.MAX_JPEG_XMP_BYTES])
    return place.getvalue()


KINDS = ("PNG", "JPEG", "WebP", "TIFF")


@pytest.mark.parametrize("kind", KINDS)
def test_a_hundred_and_fifty_recipes_in_pictures(kind: str, tmp_path: Path) -> None:
    path, text = tmp_path / "painted.picture", RECIPE.to_json()
    assert check_file(path, picture_with(text.encode(), kind), embedded=True)
    accepted = sum(
        check_file(path, picture_with(mutation(text, number), kind), embedded=True) for number in range(150)
    )
    assert 1 <= accepted <= 75


@pytest.mark.parametrize("kind", KINDS)
def test_a_hundred_damaged_pictures_with_a_recipe(kind: str, tmp_path: Path) -> None:
    path, whole = tmp_path / "painted.picture", picture_with(RECIPE.to_json().encode(), kind)
    for number in range(100):
        chance = random.Random(number)
        data = bytearray(whole[: chance.randrange(len(whole))] if number % 4 == 0 else whole)
        for _ in range(min(len(data), chance.randint(1, 16))):
            data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        check_file(path, bytes(data), embedded=True)


def check_preset(path: Path, data: bytes) -> bool:
    """Whether the preset in ``path``, which is made of ``data``, was accepted."""
    path.write_bytes(data)
    found: list[Preset] = []
    with only_opening(path):
        sentence = refusal(lambda: found.append(presets.read_preset(path)))
    if sentence is not None:
        check_sentence(sentence)
        return False
    [preset] = found
    check_recipe(Recipe.model_validate({**dict(portable(RECIPE)), **preset.values()}))
    assert preset.name.isprintable()
    preset.to_json().encode()
    return True


def test_six_hundred_presets(tmp_path: Path) -> None:
    path, text = tmp_path / "look.json", PRESET.to_json()
    assert check_preset(path, text.encode())
    accepted = sum(check_preset(path, mutation(text, number)) for number in range(600))
    assert 5 <= accepted <= 300


def test_the_guard_itself_would_notice(tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.write_text("a")
    with pytest.raises(AssertionError, match="other"), only_opening(tmp_path / "allowed"):
        other.read_text()
