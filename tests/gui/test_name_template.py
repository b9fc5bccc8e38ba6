"""File names from patterns."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nst_engine.pictures import check_output
from nst_engine.recipe import PictureRef, Recipe, StyleRef
from nst_gui.models.name_template import FIELDS, filled, free_path, unknown_fields, values_of


def ref(name: str) -> PictureRef:
    return PictureRef(name=name, sha256="0" * 64, width=100, height=80)


RECIPE = Recipe(
    content=ref("harbour.jpg"),
    styles=(StyleRef(picture=ref("wave.png")), StyleRef(picture=ref("night.tif"))),
    style_strength=2.5,
)
VALUES = values_of(RECIPE, (1024, 768))


@pytest.mark.parametrize(
    ("template", "name"),
    [
        ("{photograph} - {painting}", "harbour - wave"),
        ("{paintings} on {photograph}", "wave + night on harbour"),
        ("{size}_{strength}_{stroke}", "1024x768_2.5_1"),
        ("no fields at all", "no fields at all"),
        ("{number} {photograph}", "007 harbour"),
        ("{unknown}", "{unknown}"),
        ("a/b\\c:d", "a_b_c_d"),
        (" . ", "painting"),
        ("", "painting"),
    ],
)
def test_patterns(template: str, name: str) -> None:
    assert filled(template, VALUES, 7) == name


def test_what_is_no_field() -> None:
    assert unknown_fields("{photograph} {date} {} {clock}") == ["date", "", "clock"]
    assert unknown_fields(" ".join(f"{{{field}}}" for field in FIELDS)) == []


def test_names_meet_no_file(tmp_path: Path) -> None:
    (tmp_path / "harbour 001.png").touch()
    (tmp_path / "harbour 002.png").touch()
    (tmp_path / "harbour.png").touch()
    assert free_path(tmp_path, "{photograph} {number}", VALUES, ".png").name == "harbour 003.png"
    assert free_path(tmp_path, "{photograph} {number}", VALUES, ".tif").name == "harbour 001.tif"
    assert free_path(tmp_path, "{photograph}", VALUES, ".png").name == "harbour 2.png"


@given(st.text(max_size=60), st.text(min_size=1, max_size=1000), st.text(min_size=1, max_size=300))
def test_any_pattern_and_any_names_give_a_name_that_can_be(
    tmp_path_factory: pytest.TempPathFactory, template: str, content: str, style: str
) -> None:
    recipe = Recipe(content=ref(content), styles=(StyleRef(picture=ref(style)),))
    folder = tmp_path_factory.getbasetemp()
    pattern = "a " + template + "{photograph}{painting}{paintings}"  # no name that Windows keeps for itself
    path = free_path(folder, pattern, values_of(recipe, (1, 1)), ".webp")
    assert path.parent == folder
    check_output(path, 64, 48, [], overwrite=False)
