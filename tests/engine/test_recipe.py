"""The recipe: defaults, validation, JSON in and out, and what damaged or hostile JSON does."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from nst_engine.errors import InputError
from nst_engine.recipe import (
    LAYERS,
    MAX_RECIPE_BYTES,
    PictureRef,
    Recipe,
    StyleRef,
    WeightsRef,
    portable,
    recipe_from_json,
)


def picture(width: int = 1600, height: int = 1200, **fields: Any) -> PictureRef:
    return PictureRef(**{"name": "a.jpg", "sha256": "ab" * 32, "width": width, "height": height, **fields})


def recipe_of(**fields: Any) -> Recipe:
    return Recipe(**{"content": picture(), "styles": (StyleRef(picture=picture(800, 600)),), **fields})


def full_recipe(folder: Path) -> Recipe:
    """Every field away from its default, and a path wherever one can be."""
    return Recipe(
        content=picture(
            name="Größe 图.png",
            path=str(folder / "Größe 图.png"),
            crop={"x": 100, "y": 0, "width": 900, "height": 1200},
            rotation=270,
        ),
        styles=(
            StyleRef(picture=picture(300, 200, path=str(folder / "s.png")), weight=3),
            StyleRef(picture=picture(200, 300, path=str(folder / "deep" / "t.png")), weight=1),
        ),
        size=777,
        stroke_size=0.5,
        objective="gatys",
        style_strength=12.5,
        content_weight=0.25,
        tv_weight=1.5,
        content_layers={"relu4_2": 1, "relu3_3": 2},
        style_layers={"relu5_1": 1, "relu1_1": 0.125},
        pooling="average",
        iterations=7,
        optimiser="adam",
        init=picture(50, 40, path=str(folder / "start.png")),
        seed=2**32 - 1,
        background="#00ff7f",
        weights=WeightsRef(name="file", path=str(folder / "w.safetensors"), sha256="cd" * 32),
    )


def data_of(**changes: Any) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(recipe_of().to_json())
    return {**data, **changes}


def paths_in(data: Any) -> list[Any]:
    if isinstance(data, dict):
        own = [data["path"]] if data.get("path") is not None else []
        return own + [path for value in data.values() for path in paths_in(value)]
    if isinstance(data, list):
        return [path for value in data for path in paths_in(value)]
    return []


def assert_sentence(error: BaseException, *words: str) -> None:
    """One sentence, no traceback, no library's address, and the words that matter."""
    text = str(error)
    assert "\n" not in text
    assert "pydantic" not in text.lower()
    assert text.endswith(".")
    assert text[0].isupper() or text.startswith("x.json")
    for word in words:
        assert word in text


# --- values -------------------------------------------------------------------------------------------------


def test_defaults_are_those_of_the_documentation() -> None:
    recipe = recipe_of()
    assert recipe.objective == "balanced"
    assert (recipe.style_strength, recipe.content_weight, recipe.tv_weight, recipe.stroke_size) == (
        1,
        1,
        0,
        1,
    )
    assert (recipe.pooling, recipe.optimiser, recipe.seed, recipe.init) == ("max", "lbfgs", 0, "content")
    assert recipe.background == "#ffffff"
    assert recipe.weights.name == "bundled"
    assert dict(recipe.used_content_layers) == {"relu4_2": 1}
    assert list(recipe.used_style_layers) == [f"relu{block}_1" for block in range(1, 6)]
    assert set(recipe_of(objective="gatys").used_style_layers.values()) == {1.0}
    assert len(LAYERS) == 16


@pytest.mark.parametrize(
    ("content", "size", "expected"),
    [
        ((1600, 1200), None, (1024, 768)),
        ((1200, 1600), None, (768, 1024)),
        ((640, 480), None, (640, 480)),
        ((48, 32), None, (64, 43)),  # the smallest size there is
        ((1000, 667), 512, (512, 342)),  # 341.5: to the even one
        ((333, 500), 301, (200, 301)),
        ((5000, 20), 256, (256, 1)),
        ((9000, 1), 64, (64, 1)),
        ((300, 300), 16384, (16384, 16384)),
    ],
)
def test_output_size(content: tuple[int, int], size: int | None, expected: tuple[int, int]) -> None:
    assert recipe_of(content=picture(*content), size=size).output_size == expected


@given(width=st.integers(1, 40_000), height=st.integers(1, 40_000), size=st.integers(64, 16_384))
@settings(max_examples=200, deadline=None)
def test_output_size_keeps_the_long_edge_and_the_shape(width: int, height: int, size: int) -> None:
    found = recipe_of(content=picture(width, height), size=size).output_size
    assert max(found) == size
    short = size * min(width, height) / max(width, height)
    assert abs(min(found) - short) <= 0.5 or min(found) == 1
    assert (found[0] >= found[1]) == (width >= height) or found[0] == found[1]


def test_style_shares_sum_to_one() -> None:
    styles = tuple(StyleRef(picture=picture(), weight=weight) for weight in (1, 3, 0.5))
    shares = recipe_of(styles=styles).style_shares
    assert shares == pytest.approx((1 / 4.5, 3 / 4.5, 0.5 / 4.5))
    assert math.fsum(shares) == pytest.approx(1, abs=1e-15)


def test_pictures_names_everything_that_is_read() -> None:
    start = picture(10, 10)
    recipe = recipe_of(init=start)
    assert recipe.pictures() == (recipe.content, recipe.styles[0].picture, start)
    assert recipe_of(init="noise").pictures() == (recipe.content, recipe.styles[0].picture)


def test_a_recipe_cannot_be_changed() -> None:
    with pytest.raises(ValidationError):
        recipe_of().size = 3  # type: ignore[misc]


@pytest.mark.parametrize(
    "fields",
    [
        {"size": 63},
        {"size": 16385},
        {"size": 100.5},
        {"stroke_size": 0.24},
        {"stroke_size": 4.1},
        {"stroke_size": math.nan},
        {"style_strength": -1},
        {"style_strength": 1001},
        {"style_strength": math.inf},
        {"content_weight": -0.1},
        {"content_weight": math.nan},
        {"tv_weight": math.inf},
        {"iterations": 0},
        {"iterations": 10_001},
        {"seed": -1},
        {"seed": 2**32},
        {"objective": "Gatys"},
        {"optimiser": "sgd"},
        {"pooling": "min"},
        {"init": "photo"},
        {"background": "white"},
        {"background": "#FFF"},
        {"styles": ()},
        {"content_layers": {}},
        {"style_layers": {"relu6_1": 1}},
        {"style_layers": {"conv1_1": 1}},
        {"style_layers": {"relu1_1": 0}},
        {"style_layers": {"relu1_1": math.nan}},
        {"style_strength": 0, "content_weight": 0},
        {"weights": {"name": "file"}},
        {"weights": {"name": "vgg16"}},
        {"schema_version": 2},
        {"unheard_of": 1},
    ],
    ids=str,
)
def test_values_out_of_range_are_refused(fields: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        recipe_of(**fields)


@pytest.mark.parametrize("weight", [0, -1, math.nan, math.inf])
def test_style_weights_must_be_positive(weight: float) -> None:
    with pytest.raises(ValidationError):
        StyleRef(picture=picture(), weight=weight)


# --- JSON ---------------------------------------------------------------------------------------------------


def test_everything_survives_the_way_through_json(tmp_path: Path) -> None:
    for recipe in (recipe_of(), full_recipe(tmp_path)):
        text = recipe.to_json()
        assert "\n" not in text
        again = recipe_from_json(text, "x.json", tmp_path)
        assert again == recipe
        assert again.to_json() == text
        assert json.loads(text)["schema_version"] == 1


def test_equal_recipes_are_equal_text() -> None:
    first = recipe_of(style_layers={"relu1_1": 1, "relu5_1": 2}, tv_weight=1)
    second = recipe_of(tv_weight=1.0, style_layers={"relu5_1": 2.0, "relu1_1": 1.0})
    assert first == second
    assert first.to_json() == second.to_json()


def test_missing_fields_are_defaults() -> None:
    data = data_of()
    shortest = {"content": data["content"], "styles": data["styles"]}
    assert recipe_from_json(json.dumps(shortest), "x.json", None) == recipe_of()


def test_paths_are_relative_to_the_recipe_s_folder(tmp_path: Path) -> None:
    data = data_of()
    data["content"]["path"] = "photo.jpg"
    data["styles"][0]["picture"]["path"] = "paintings/night.jpg"
    data["weights"] = {"name": "file", "path": str(tmp_path / "elsewhere" / "w.pth")}
    data["init"] = {**data["content"], "path": "../start.png"}
    recipe = recipe_from_json(json.dumps(data), "x.json", tmp_path / "recipes")
    assert recipe.content.path == str(tmp_path / "recipes" / "photo.jpg")
    assert recipe.styles[0].picture.path == str(tmp_path / "recipes" / "paintings" / "night.jpg")
    assert recipe.weights.path == str(tmp_path / "elsewhere" / "w.pth")
    assert isinstance(recipe.init, PictureRef)
    assert recipe.init.path is not None
    assert Path(recipe.init.path).resolve() == (tmp_path / "start.png").resolve()


def test_paths_inside_pictures_are_dropped(tmp_path: Path) -> None:
    text = full_recipe(tmp_path).to_json()
    assert len(paths_in(json.loads(text))) == 5
    assert paths_in(json.loads(recipe_from_json(text, "picture.png").to_json())) == []


def test_a_portable_recipe_holds_no_path_and_is_otherwise_the_same(tmp_path: Path) -> None:
    recipe = full_recipe(tmp_path)
    carried = portable(recipe)
    assert paths_in(json.loads(carried.to_json())) == []
    assert str(tmp_path.name) not in carried.to_json()
    assert carried == recipe_from_json(recipe.to_json(), "picture.png")
    assert [p.sha256 for p in carried.pictures()] == [p.sha256 for p in recipe.pictures()]
    assert portable(carried) == carried


def test_weights_without_a_hash_cannot_travel() -> None:
    with pytest.raises(InputError) as caught:
        portable(recipe_of(weights=WeightsRef(name="file", path="w.pth")))
    assert_sentence(caught.value, "weights")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", ["damaged"]),
        ("{", ["damaged"]),
        ("\x00\xff", ["damaged"]),
        ('{"size": NaN}', ["damaged"]),
        ('{"size": -Infinity}', ["damaged"]),
        ("[" * 100_000, ["damaged"]),
        ('{"a":' * 100_000, ["damaged"]),
        ('{"size": ' + "9" * 10_000 + "}", ["damaged"]),
        ("[]", ["no recipe"]),
        ('"recipe"', ["no recipe"]),
        ("null", ["no recipe"]),
        ("{}", ["content"]),
        (json.dumps(data_of(schema_version=2)), ["newer version", "update"]),
        (json.dumps(data_of(schema_version=2, from_the_future={"a": 1})), ["newer version"]),
        (json.dumps(data_of(schema_version="one")), ["schema_version"]),
        (json.dumps(data_of(style_layers={"relu9_9": 1})), ["relu9_9"]),
        (json.dumps(data_of(style_strength=0, content_weight=0)), ["nothing to paint"]),
        (json.dumps(data_of(size=20_000)), ["size"]),
        (json.dumps(data_of(styles=[])), ["styles"]),
        (json.dumps(data_of(tv_weight=1)).replace('"tv_weight": 1', '"tv_weight": 1e999'), ["tv_weight"]),
        (json.dumps(data_of(content=[[]] * 50)), ["content"]),
        ('{"content": ' + "[" * 900 + "]" * 900 + "}", []),
        (json.dumps(data_of(background="\ud800")), ["background"]),
        (json.dumps(data_of(content={**data_of()["content"], "name": "\ud800.png"})), ["name"]),
        (json.dumps(data_of(junk="x" * MAX_RECIPE_BYTES)), ["1 MB"]),
    ],
    ids=lambda value: repr(value)[:40],
)
def test_bad_json_is_one_sentence(text: str, words: list[str]) -> None:
    with pytest.raises(InputError) as caught:
        recipe_from_json(text, "x.json", None)
    assert_sentence(caught.value, "x.json", *words)


def test_a_large_recipe_is_refused_by_its_bytes_not_its_letters() -> None:
    text = json.dumps(data_of(junk="图" * (MAX_RECIPE_BYTES // 2)), ensure_ascii=False)
    assert len(text) < MAX_RECIPE_BYTES
    with pytest.raises(InputError, match="1 MB"):
        recipe_from_json(text, "x.json", None)


ODD_VALUES = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(),
        # A run in the same process has torch take such small numbers for zero; then they cannot be made here.
        st.floats(allow_subnormal=False),
        st.text(max_size=12),
        st.sampled_from(["path", "relu1_1", "noise", "bundled", "#ffffff", "ab" * 32]),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(st.sampled_from(["path", "name", "weight", "relu1_1", "x"]), inner, max_size=3),
    ),
    max_leaves=6,
)
PLACES = st.sampled_from(
    [(name,) for name in Recipe.model_fields]
    + [("content", name) for name in PictureRef.model_fields]
    + [("styles", 0), ("styles", 0, "weight"), ("styles", 0, "picture"), ("styles", 0, "picture", "sha256")]
    + [("weights", name) for name in WeightsRef.model_fields]
    + [("new field",)]
)


def put(data: Any, place: tuple[str | int, ...], value: Any) -> None:
    """``data[place…] = value``, or nothing where an earlier change has taken the place away."""
    try:
        for key in place[:-1]:
            data = data[key]
        data[place[-1]] = value
    except (LookupError, TypeError):
        return


@given(changes=st.lists(st.tuples(PLACES, ODD_VALUES), min_size=1, max_size=3), anchored=st.booleans())
@example(changes=[(("schema_version",), 10**400)], anchored=True)
@example(changes=[(("content", "path"), "\x00")], anchored=True)
@example(changes=[(("weights",), {"name": "file", "path": 5})], anchored=True)
# On a busy machine making the examples is slow, which says nothing about them.
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_change_gives_a_recipe_or_a_sentence(
    changes: list[tuple[tuple[str | int, ...], Any]], anchored: bool
) -> None:
    """Whatever one writes into a recipe: it is read and can be written again, or refused in one sentence."""
    data = data_of()
    for place, value in changes:
        put(data, place, value)
    folder = Path("folder").absolute() if anchored else None
    try:
        recipe = recipe_from_json(json.dumps(data), "x.json", folder)
    except InputError as error:
        assert_sentence(error, "x.json")
        return
    text = recipe.to_json()
    text.encode("utf-8")
    assert recipe_from_json(text, "x.json", folder) == recipe
    assert min(recipe.output_size) >= 1
    assert math.fsum(recipe.style_shares) == pytest.approx(1)


@given(text=st.text(max_size=200))
@settings(max_examples=200, deadline=None)
def test_any_text_gives_a_sentence(text: str) -> None:
    with pytest.raises(InputError):
        recipe_from_json(text, "x.json", None)
