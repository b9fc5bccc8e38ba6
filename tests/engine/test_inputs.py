"""A run's pictures: small copies first, the file again when more is needed."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image
from runs import changed, of_kind, painted, plan_of

from nst_engine import inputs, pictures
from nst_engine.errors import InputError
from nst_engine.events import Progress, RunWarning
from nst_engine.inputs import Inputs, Source, painting_size, too_small_paintings
from nst_engine.pictures import framing
from nst_engine.recipe import Recipe

#: Small copies of 64 px, so that the pictures of 160 px are large.
SCALES = ((40, 30, 2), (80, 60, 2), (160, 120, 2))


@pytest.fixture(autouse=True)
def small_copies(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inputs, "SMALL_EDGE", 64)


def no_notice(text: str) -> None:
    raise AssertionError(text)


def test_small_sizes_come_from_the_copy_and_large_ones_from_the_file(
    photograph: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    loads: list[int | None] = []
    genuine = pictures.load

    def load(path: Path, on_notice: object = None, max_edge: int | None = None) -> pictures.Picture:
        loads.append(max_edge)
        return genuine(path, max_edge=max_edge)

    monkeypatch.setattr(framing, "load", load)
    source = Source(pictures.reference(photograph), no_notice)
    small, large, best = source.at(48, 36), source.at(120, 90), source.at(48, 36, best=True)
    assert loads == [64, None, None]
    assert [(p.width, p.height) for p in (small, large, best)] == [(48, 36), (120, 90), (48, 36)]
    whole = pictures.load(photograph)
    np.testing.assert_array_equal(large.pixels, pictures.resize(whole, 120, 90).pixels)
    np.testing.assert_array_equal(best.pixels, pictures.resize(whole, 48, 36).pixels)
    assert np.abs(small.pixels - best.pixels).mean() < 0.02


def test_a_small_file_is_read_once(second_painting: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inputs, "SMALL_EDGE", 100)
    source = Source(pictures.reference(second_painting), no_notice)
    second_painting.unlink()
    assert source.at(180, 200, best=True).width == 180


def test_a_file_that_was_replaced_is_refused(photograph: Path, painting: Path) -> None:
    reference = pictures.reference(photograph)
    photograph.write_bytes(painting.read_bytes())
    with pytest.raises(InputError, match="another size"):
        Source(reference, no_notice)


@pytest.mark.usefixtures("tiny_network")
def test_a_file_that_goes_away_while_painting_costs_sharpness_and_not_the_picture(
    recipe: Recipe, photograph: Path
) -> None:
    def react(event: object) -> None:
        if isinstance(event, Progress):
            photograph.unlink(missing_ok=True)

    result, events = painted(changed(recipe, size=160), plan_of(SCALES), react=react)
    assert result.state == "finished"
    assert result.picture.width == 160
    (warning,) = of_kind(events, RunWarning)
    assert warning.message.startswith("photograph.png cannot be read any more")


@pytest.mark.usefixtures("tiny_network")
def test_the_file_is_read_for_the_last_scale(recipe: Recipe) -> None:
    """With nothing but content, the photograph comes out as sharp as it is."""
    result, _ = painted(changed(recipe, size=160, style_strength=0), plan_of(SCALES))
    expected = pictures.load(Path(str(recipe.content.path)))
    assert np.abs(result.picture.pixels - expected.pixels).mean() < 0.01


def test_a_large_cut_out_keeps_its_alpha(recipe: Recipe, tmp_path: Path) -> None:
    rgba = np.zeros((120, 160, 4), np.uint8)
    rgba[:, 50:, 3] = 255
    path = tmp_path / "cut-out.png"
    Image.fromarray(rgba).save(path)
    made = Inputs(changed(recipe, content=pictures.reference(path), size=160), plan_of(SCALES), no_notice)
    white = made.photograph(0)[0, :, :, :9]
    torch.testing.assert_close(white, torch.ones_like(white), atol=1e-3, rtol=0)
    alpha = made.alpha()
    assert alpha is not None
    np.testing.assert_array_equal(np.rint(alpha * 255), rgba[:, :, 3])
    opaque = Inputs(recipe, plan_of(SCALES), no_notice)
    assert opaque.alpha() is None


def test_a_painting_s_size_follows_the_stroke_size_and_the_scale(recipe: Recipe) -> None:
    reference = recipe.styles[0].picture
    assert painting_size(recipe, reference, 64 * 48) == (60, 52)
    assert painting_size(changed(recipe, stroke_size=4.0), reference, 64 * 48) == (150, 130)
    made = Inputs(changed(recipe, size=64), plan_of(((32, 24, 1), (64, 48, 1))), no_notice)
    made.prepare(lambda: None)
    assert [tuple(made.painting(0, index).shape[2:]) for index in (0, 1)] == [(26, 30), (52, 60)]
    assert made.seconds > 0


def test_a_painting_that_is_too_small_is_itself_until_the_scales_outgrow_it(recipe: Recipe) -> None:
    """The coarse scales of a large output see what those of a small one see; no scale sees it enlarged."""

    def sizes(scales: tuple[tuple[int, int, int], ...], **fields: float) -> list[tuple[int, ...]]:
        made = Inputs(changed(recipe, size=scales[-1][0], **fields), plan_of(scales), no_notice)
        made.prepare(lambda: None)
        return [tuple(made.painting(0, index).shape[2:]) for index in range(len(scales))]

    assert recipe.styles[0].picture.size == (150, 130)
    small, large = ((32, 24, 1), (64, 48, 1)), ((320, 240, 1), (640, 480, 1))
    assert sizes(small) == [(26, 30), (52, 60)]
    assert sizes(small + large) == [*sizes(small), (130, 150), (130, 150)]
    assert sizes(small + large, stroke_size=2.0) == [(52, 60), (103, 119), (130, 150), (130, 150)]


@pytest.mark.parametrize(("width", "told"), [(64, 0), (160, 0), (320, 1)])
def test_a_painting_that_is_clearly_too_small_is_named(recipe: Recipe, width: int, told: int) -> None:
    final = plan_of(((width, width * 3 // 4, 1),)).scales[-1]
    one = changed(recipe, styles=recipe.styles[:1])
    sentences = list(too_small_paintings(one, final))
    assert len(sentences) == told
    assert all("150 × 130" in sentence for sentence in sentences)
    # A finer stroke size asks for fewer pixels, a larger one for more.
    assert not list(too_small_paintings(changed(one, stroke_size=0.4), final))
    assert len(list(too_small_paintings(changed(one, stroke_size=4.0), final))) == 1


def test_larger_strokes_in_the_middle_of_a_painting_name_it_too(recipe: Recipe) -> None:
    told: list[str] = []
    one = changed(recipe, styles=recipe.styles[:1], size=160)
    made = Inputs(one, plan_of(((160, 120, 1),)), told.append)
    made.prepare(lambda: None)
    made.change(changed(one, stroke_size=0.5))
    assert not told
    made.change(changed(one, stroke_size=4.0))
    assert len(told) == 1
    assert "150 × 130" in told[0]
