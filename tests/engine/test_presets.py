"""Presets: what they hold, that a damaged one does no harm, and where they are kept."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nst_engine import pictures, presets
from nst_engine.errors import InputError, NstError
from nst_engine.pictures import Picture
from nst_engine.presets import FIELDS, Preset
from nst_engine.recipe import PictureRef, Recipe, StyleRef

REF = PictureRef(name="a.png", sha256="a" * 64, width=80, height=60)


def recipe_of(**fields: Any) -> Recipe:
    return Recipe(content=REF, styles=(StyleRef(picture=REF),), **fields)


def test_a_preset_holds_what_is_not_default_and_gives_all_of_a_look() -> None:
    preset = Preset.of("Mine", recipe_of(stroke_size=2, size=512, seed=9, quality="fine"))
    assert preset.settings == {"stroke_size": 2.0}
    values = preset.values()
    assert tuple(values) == FIELDS
    assert (values["stroke_size"], values["style_strength"], values["objective"]) == (2.0, 1.0, "balanced")


def test_whatever_was_set_before_the_look_is_the_preset_s() -> None:
    before = recipe_of(keep_colours=1, style_layers={"relu1_1": 2.0}, size=512)
    after = Recipe.model_validate({**dict(before), **Preset.of("Mine", recipe_of(blend=0.5)).values()})
    assert (after.blend, after.keep_colours, after.style_layers, after.size) == (0.5, 0.0, None, 512)
    assert Preset.of("Mine", recipe_of(blend=0.5)).fits(after)
    assert not Preset.of("Mine", recipe_of(blend=0.4)).fits(after)


def test_it_comes_back_from_its_text() -> None:
    preset = Preset.of("Großes Bild – 大", recipe_of(content_layers={"relu3_1": 1.0}, tv_weight=0.25))
    assert presets.preset_from_json(preset.to_json(), "a file") == preset


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "damaged"),
        ("[1]", "holds no preset"),
        ('{"name": "a", "settings": {"stroke_size": NaN}}', "damaged"),
        ('{"name": "a", "settings": {"stroke_size": 99}}', "stroke_size"),
        ('{"name": "a", "settings": {"size": 512}}', "a preset has no size"),
        ('{"name": "a", "settings": {"init": {"path": "//host/share"}}}', "a preset has no init"),
        ('{"name": "", "settings": {}}', "name"),
        ('{"name": " \\n ", "settings": {}}', "letters that can be seen"),
        ('{"name": "a\\u0007b", "settings": {}}', "letters that can be seen"),
        ('{"name": "a\\u202eb", "settings": {}}', "letters that can be seen"),
        ('{"name": "a"}', "settings"),
        ('{"schema_version": 2, "name": "a", "settings": {}}', "newer version"),
        ('{"name": "a", "settings": {}, "more": 1}', "more"),
        ('{"name": "' + "a" * 61 + '", "settings": {}}', "name"),
        ('{"name": "a", "settings": ' + "[" * 100_000 + "}", "damaged"),
        (" " * 1_000_001, "larger than 1 MB"),
    ],
)
def test_what_is_not_a_preset_is_a_sentence(text: str, problem: str) -> None:
    with pytest.raises(InputError, match=problem) as caught:
        presets.preset_from_json(text, "a file")
    assert "a file" in str(caught.value)
    assert len(str(caught.value)) < 400


GOOD = Preset.of("Good", recipe_of(stroke_size=2, style_layers={"relu2_1": 1.5})).to_json()


@settings(max_examples=300, deadline=None)
@given(
    place=st.integers(0, len(GOOD) - 1),
    what=st.one_of(st.characters(), st.sampled_from(['"', "{", "1e999", "-", "null", "\\u0000"])),
    cut=st.integers(0, 3),
)
def test_a_mutation_is_a_preset_or_a_sentence(place: int, what: str, cut: int) -> None:
    text = GOOD[:place] + what + GOOD[place + cut :]
    try:
        preset = presets.preset_from_json(text, "a file")
    except InputError:
        return
    Recipe.model_validate({**dict(recipe_of()), **preset.values()})


def test_shipped_presets_are_whole_and_differ() -> None:
    shipped = [stored for stored in presets.all_presets() if not stored.own]
    assert len(shipped) >= 6
    assert shipped[0].preset.settings == {}
    looks = [json.dumps(stored.preset.settings, sort_keys=True) for stored in shipped]
    names = [stored.preset.name.casefold() for stored in shipped]
    assert len(set(looks)) == len(set(names)) == len(shipped)


def test_own_presets_are_kept_replaced_and_removed() -> None:
    stored = presets.keep_preset(Preset.of("Night / sky?", recipe_of(style_strength=2)))
    assert stored.path == presets.own_dir() / "night-sky.json"
    again = presets.keep_preset(Preset.of("night / SKY?", recipe_of(style_strength=3)))
    assert again.path == stored.path
    other = presets.keep_preset(Preset.of("Night Sky", recipe_of()))
    assert other.path.name == "night-sky-2.json"
    own = [one.preset for one in presets.all_presets() if one.own]
    assert [(one.name, one.settings) for one in own] == [
        ("night / SKY?", {"style_strength": 3.0}),
        ("Night Sky", {}),
    ]
    presets.remove_preset(again)
    presets.remove_preset(again)  # somebody else was quicker
    assert [one.preset.name for one in presets.all_presets() if one.own] == ["Night Sky"]


def test_one_from_elsewhere_replaces_none_of_its_name() -> None:
    mine = presets.keep_preset(Preset.of("Night", recipe_of(style_strength=2)))
    assert presets.add_preset(Preset.of("Night", recipe_of(style_strength=2))) == mine
    added = [presets.add_preset(Preset.of("NIGHT", recipe_of(style_strength=value))) for value in (3, 4, 3)]
    assert [stored.preset.name for stored in added] == ["NIGHT 2", "NIGHT 3", "NIGHT 2"]
    own = [(one.preset.name, one.preset.settings) for one in presets.all_presets() if one.own]
    assert own == [
        ("Night", {"style_strength": 2.0}),
        ("NIGHT 2", {"style_strength": 3.0}),
        ("NIGHT 3", {"style_strength": 4.0}),
    ]


def test_one_with_a_shipped_name_is_the_shipped_one_or_gets_a_number() -> None:
    shipped = presets.all_presets()[0]
    assert presets.add_preset(shipped.preset) == shipped
    long = Preset(name="n" * presets.MAX_NAME, settings={})
    presets.keep_preset(long)
    beside = [
        presets.add_preset(Preset.of(name, recipe_of(style_strength=2.5)))
        for name in (shipped.preset.name, long.name)
    ]
    assert [one.preset.name for one in beside] == [f"{shipped.preset.name} 2", "n" * 58 + " 2"]
    assert presets.all_presets()[0] == shipped


def test_an_own_preset_gets_another_name_and_keeps_its_picture() -> None:
    picture = Picture(np.full((40, 60, 3), 0.5, np.float32))
    stored = presets.keep_preset(Preset.of("Night", recipe_of(style_strength=2)), picture)
    presets.keep_preset(Preset.of("Day", recipe_of()))
    for name, problem in (("day", "called day already"), ("", "cannot be called"), ("Classic", "already")):
        with pytest.raises(InputError, match=problem):
            presets.rename_preset(stored, name)
    renamed = presets.rename_preset(stored, "Small hours")
    assert renamed == next(one for one in presets.all_presets() if one.preset.name == "Small hours")
    assert (renamed.path, renamed.thumbnail) == (stored.path, stored.thumbnail)
    assert renamed.preset.settings == {"style_strength": 2.0}
    assert presets.rename_preset(renamed, "SMALL hours").preset.name == "SMALL hours"
    with pytest.raises(ValueError, match="shipped"):
        presets.rename_preset(presets.all_presets()[0], "Mine")


def test_a_shipped_name_is_taken_and_a_shipped_preset_stays() -> None:
    shipped = presets.all_presets()[0]
    with pytest.raises(InputError, match="choose another name"):
        presets.keep_preset(Preset.of(shipped.preset.name.upper(), recipe_of()))
    with pytest.raises(ValueError, match="shipped"):
        presets.remove_preset(shipped)
    assert shipped.path.exists()


def test_a_damaged_own_file_is_left_out_and_left_alone() -> None:
    presets.own_dir().mkdir(parents=True)
    damaged = presets.own_dir() / "damaged.json"
    damaged.write_text("{")
    kept = presets.keep_preset(Preset.of("Mine", recipe_of()))
    assert [one for one in presets.all_presets() if one.own] == [kept]
    assert damaged.read_text() == "{"


def test_a_preset_is_found_by_its_name_and_others_are_named() -> None:
    assert presets.find_preset("gENTLE").settings == {"style_strength": 0.15}
    with pytest.raises(InputError, match="no preset called Wild; there are Classic, Gentle"):
        presets.find_preset("Wild")


def test_what_cannot_be_written_is_a_sentence(own_home: Path) -> None:
    presets.own_dir().parent.mkdir(parents=True)
    presets.own_dir().write_text("in the way")
    with pytest.raises(NstError) as caught:
        presets.keep_preset(Preset.of("Mine", recipe_of()))
    assert str(presets.own_dir()) in str(caught.value)
    assert str(caught.value).endswith("make sure that this folder can be written to, and try again.")


def test_a_fault_without_words_of_the_systems_is_still_a_sentence(
    own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_arguments: object, **_options: object) -> None:
        raise OSError("no words")

    monkeypatch.setattr(Path, "mkdir", fail)
    with pytest.raises(NstError, match="the system says “no words”"):
        presets.keep_preset(Preset.of("Mine", recipe_of()))


@pytest.mark.parametrize("content", [b"\xff\xfe\x00picture", b"[1]"])
def test_a_file_that_holds_no_preset_is_told_without_talk_of_pictures(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "look.json"
    path.write_bytes(content)
    with pytest.raises(InputError, match="choose a file that was exported as a preset") as caught:
        presets.read_preset(path)
    assert "picture" not in str(caught.value)


# ---- thumbnails ------------------------------------------------------------------------------------------


def painted(value: float) -> Picture:
    return Picture(np.full((300, 400, 3), value, np.float32))


def test_every_shipped_preset_has_a_small_thumbnail() -> None:
    shipped = [stored for stored in presets.all_presets() if not stored.own]
    assert shipped
    seen = set()
    for stored in shipped:
        assert stored.thumbnail is not None, stored.preset.name
        assert stored.thumbnail.stat().st_size <= 15_000
        assert max(pictures.thumbnail(stored.thumbnail, 1000).shape) == presets.THUMBNAIL_EDGE
        seen.add(pictures.sha256_of(stored.thumbnail))
    assert len(seen) == len(shipped), "each looks different"


def test_an_own_preset_keeps_a_thumbnail_of_what_was_painted_with_it() -> None:
    stored = presets.keep_preset(Preset.of("Mine", recipe_of(blend=0.5)), painted(1.0))
    assert stored.thumbnail is not None
    assert stored in presets.all_presets()
    assert pictures.thumbnail(stored.thumbnail, 1000).shape == (120, 160, 3)
    brighter = stored.thumbnail.read_bytes()
    again = presets.keep_preset(Preset.of("mine", recipe_of(blend=0.6)), painted(0.0))
    assert again.thumbnail == stored.thumbnail
    assert again.thumbnail.read_bytes() != brighter
    presets.remove_preset(again)
    assert list(presets.own_dir().iterdir()) == []


def test_a_panorama_has_a_thumbnail_that_can_be_read() -> None:
    panorama = Picture(np.full((32, 1024, 3), 0.5, np.float32))
    stored = presets.keep_preset(Preset.of("Wide", recipe_of()), panorama)
    assert stored.thumbnail is not None
    assert pictures.thumbnail(stored.thumbnail, 2000).shape == (16, 512, 3)


def test_a_preset_kept_anew_without_a_painting_loses_the_old_one_s_thumbnail() -> None:
    presets.keep_preset(Preset.of("Mine", recipe_of(blend=0.5)), painted(1.0))
    assert presets.keep_preset(Preset.of("Mine", recipe_of(blend=0.6))).thumbnail is None
    assert [path.suffix for path in presets.own_dir().iterdir()] == [".json"]
