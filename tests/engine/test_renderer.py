"""The loop: what it says, and the picture it gives back."""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from PIL import Image
from runs import ONE_SCALE, TWO_SCALES, changed, intercept, of_kind, painted, plan_of
from torch import Tensor

from nst_engine import pictures, renderer, reports
from nst_engine.errors import InputError
from nst_engine.events import Finished, Preview, Progress, RunWarning, Started
from nst_engine.inputs import Inputs
from nst_engine.objective import Evaluation, Objective, Weighting, style_targets
from nst_engine.pixels import to_tensor, to_uint8
from nst_engine.plan import Limits
from nst_engine.planning import make_plan
from nst_engine.recipe import Recipe, StyleRef
from nst_engine.vgg import Vgg19

pytestmark = pytest.mark.usefixtures("tiny_network")


# --- events ------------------------------------------------------------------------------------------------


def test_events_come_in_order_and_add_up(recipe: Recipe) -> None:
    result, events = painted(recipe, plan_of(TWO_SCALES), run_id="a run")
    assert {event.run for event in events} == {"a run"}
    assert isinstance(events[0], Started)
    assert isinstance(events[-1], Finished)
    counts = Counter(type(event) for event in events)
    assert counts[Started] == counts[Finished] == 1
    started, finished = events[0], events[-1]
    assert (started.width, started.height, started.plan) == (64, 48, plan_of(TWO_SCALES))
    progress = of_kind(events, Progress)
    expected = [(0, 32, 24, i, 4) for i in range(1, 5)] + [(1, 64, 48, i, 3) for i in range(1, 4)]
    assert [(p.scale_index, p.width, p.height, p.iteration, p.iterations) for p in progress] == expected
    assert {p.scale_count for p in progress} == {2}
    # One evaluation before the first step of a scale, then one for each.
    assert [p.evaluations for p in progress] == [2, 3, 4, 5, 2, 3, 4]
    assert finished.evaluations == result.evaluations == 9
    assert (finished.state, finished.width, finished.height) == ("finished", 64, 48)
    assert (finished.device, finished.precision) == ("cpu", "float32")
    assert finished.objective == result.objective == progress[-1].objective
    assert finished.peak_memory_bytes == result.peak_memory_bytes > 10_000_000
    for event in events:
        json.dumps(event.to_dict(), allow_nan=False)


def test_progress_says_the_terms_the_time_and_what_is_left(recipe: Recipe) -> None:
    result, events = painted(changed(recipe, tv_weight=2.0), plan_of(TWO_SCALES))
    progress = of_kind(events, Progress)
    for report in progress:
        assert report.objective == pytest.approx(report.content + report.style + report.tv, rel=1e-12)
        assert report.content > 0
        assert report.style > 0
        assert report.tv > 0
    elapsed = [report.elapsed_s for report in progress]
    assert elapsed == sorted(elapsed)
    assert 0 < elapsed[-1] <= result.elapsed_s
    remaining = [report.eta_s for report in progress]
    assert all(left is not None and math.isfinite(left) and left >= 0 for left in remaining)
    assert remaining[-1] == 0


def test_the_time_left_counts_what_is_to_come_not_what_preparing_took(
    recipe: Recipe, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every evaluation takes a second by the run's clock, preparing a hundred."""
    now = 0.0

    def tick(number: int, _objective: Objective, evaluation: Evaluation) -> Evaluation:
        nonlocal now
        now += 100.0 if number == 1 else 1.0
        return evaluation

    intercept(monkeypatch, tick)
    monkeypatch.setattr(reports.time, "monotonic", lambda: now)
    _, events = painted(recipe, plan_of(TWO_SCALES))
    remaining = [report.eta_s for report in of_kind(events, Progress)]
    # Four iterations at 32 × 24, then three with four times the pixels; the last of each scale is expected to
    # take half as long, as it asks for no gradient: 2.5 + 2.5 · 4 seconds after the first.
    assert remaining[:3] == pytest.approx([12.5, 11.5, 10.5])
    assert remaining[3] == pytest.approx(2.5 * 4 * 4 / 3.5), "the last one took a whole second all the same"
    assert remaining[4:] == pytest.approx([1.5, 0.5, 0.0])


def test_previews_are_the_clamped_picture_at_the_scale_s_size(
    recipe: Recipe, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reports, "PREVIEW_INTERVAL", 0.0)
    monkeypatch.setattr(reports, "FIRST_ITERATIONS", 1)
    monkeypatch.setattr(reports, "FIRST_SHARE", 1.0)
    result, events = painted(recipe, plan_of(TWO_SCALES))
    previews = of_kind(events, Preview)
    assert len(previews) == len(of_kind(events, Progress))
    for preview, report in zip(previews, of_kind(events, Progress), strict=True):
        assert (preview.scale_index, preview.iteration) == (report.scale_index, report.iteration)
        assert (preview.width, preview.height) == (report.width, report.height)
        assert preview.pixels.shape == (report.height, report.width, 3)
        assert preview.pixels.dtype == np.uint8
    np.testing.assert_array_equal(previews[-1].pixels, pictures.quantised(result.picture, 8))
    assert not np.array_equal(previews[0].pixels, previews[3].pixels), "previews share no memory"


def test_previews_come_a_few_times_a_second_at_most(recipe: Recipe) -> None:
    _, events = painted(recipe, plan_of(((32, 24, 40),)))
    elapsed = events[-1].elapsed_s if isinstance(events[-1], Finished) else math.nan
    assert 1 <= len(of_kind(events, Preview)) <= 1 + elapsed / reports.PREVIEW_INTERVAL


def test_the_plan_s_notices_are_warnings(recipe: Recipe) -> None:
    notices = ("This computer has no cuda device; painting on cpu instead.",)
    _, events = painted(recipe, plan_of(notices=notices))
    assert [event.message for event in of_kind(events, RunWarning)] == list(notices)
    assert isinstance(events[1], RunWarning), "before anything that could fail"


def test_a_run_needs_no_listener(recipe: Recipe) -> None:
    assert renderer.render(recipe, plan_of()).state == "finished"


# --- the picture -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("fields", [{}, {"init": "noise", "seed": 5}, {"optimiser": "adam"}], ids=str)
def test_the_same_recipe_gives_the_same_pixels_and_bytes(
    recipe: Recipe, tmp_path: Path, fields: dict[str, Any]
) -> None:
    recipe = changed(recipe, **fields)
    files = []
    for name in ("first", "second"):
        result, _ = painted(recipe, plan_of(TWO_SCALES, optimiser=recipe.optimiser))
        files.append(tmp_path / f"{name}.png")
        pictures.save(result.picture, files[-1], recipe=recipe)
    assert files[0].read_bytes() == files[1].read_bytes()


@pytest.mark.parametrize("optimiser", ["lbfgs", "adam"])
@pytest.mark.parametrize("objective", ["balanced", "gatys"])
def test_painting_lowers_the_objective(recipe: Recipe, optimiser: str, objective: str) -> None:
    fields = {"optimiser": optimiser, "objective": objective, "style_strength": 5.0}
    result, events = painted(changed(recipe, **fields), plan_of(((64, 48, 25),), optimiser=optimiser))
    values = [report.objective for report in of_kind(events, Progress)]
    assert values[-1] < 0.7 * values[0]
    assert result.state == "finished"
    assert result.picture.pixels.min() >= 0
    assert result.picture.pixels.max() <= 1


def test_the_start_is_the_photograph(recipe: Recipe, monkeypatch: pytest.MonkeyPatch) -> None:
    """With nothing but content, the photograph is already the best picture: the run converges at once."""
    recipe = changed(recipe, style_strength=0)
    result, events = painted(recipe)
    assert (result.state, result.evaluations, result.objective) == ("finished", 1, 0)
    assert not of_kind(events, Progress)
    expected = pictures.resize(pictures.load(Path(str(recipe.content.path))), 64, 48)
    np.testing.assert_allclose(result.picture.pixels, expected.pixels, atol=1e-6)


def test_painting_nothing_but_content_keeps_the_photograph_at_every_scale(recipe: Recipe) -> None:
    result, _ = painted(changed(recipe, style_strength=0), plan_of(TWO_SCALES))
    assert result.state == "finished"
    expected = pictures.resize(pictures.load(Path(str(recipe.content.path))), 64, 48)
    assert np.abs(result.picture.pixels - expected.pixels).mean() < 0.01


def test_an_initial_picture_is_where_the_run_starts(
    recipe: Recipe, second_painting: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    starts: list[Tensor] = []
    record_starts(monkeypatch, starts)
    painted(changed(recipe, init=pictures.reference(second_painting)))
    expected = to_tensor(pictures.resize(pictures.load(second_painting), 64, 48), torch.device("cpu"))
    torch.testing.assert_close(starts[0], expected, rtol=0, atol=1e-6)


def test_noise_depends_on_the_seed_alone(recipe: Recipe, monkeypatch: pytest.MonkeyPatch) -> None:
    starts: list[Tensor] = []
    record_starts(monkeypatch, starts)
    for seed in (1, 1, 2):
        painted(changed(recipe, init="noise", seed=seed))
        torch.rand(3)  # the process's own generator must not matter
    assert torch.equal(starts[0], starts[1])
    assert not torch.equal(starts[0], starts[2])
    assert 0 <= starts[0].min() < 0.01
    assert 0.99 < starts[0].max() <= 1


def record_starts(monkeypatch: pytest.MonkeyPatch, starts: list[Tensor]) -> None:
    """Note the pixels of each run's first evaluation."""
    genuine = renderer._Run._paint_scale

    def paint_scale(self: Any, scale: Any) -> None:
        if scale.index == 0:
            starts.append(scale.pixels.clone())
        genuine(self, scale)

    monkeypatch.setattr(renderer._Run, "_paint_scale", paint_scale)


def test_detail_is_put_back_when_the_picture_grows(recipe: Recipe, monkeypatch: pytest.MonkeyPatch) -> None:
    """After a coarse scale that changes nothing, the fine scale starts from the photograph's own detail."""
    pixels: list[Tensor] = []
    genuine = renderer._Run._start_of

    def start_of(self: Any, index: int, photograph: Tensor) -> Tensor:
        pixels.append(genuine(self, index, photograph))
        return pixels[-1]

    monkeypatch.setattr(renderer._Run, "_start_of", start_of)
    painted(changed(recipe, style_strength=0), plan_of(TWO_SCALES))
    expected = pictures.resize(pictures.load(Path(str(recipe.content.path))), 64, 48)
    wanted = to_tensor(expected, torch.device("cpu"))
    enlarged = torch.nn.functional.interpolate(pixels[0], size=(48, 64), mode="bicubic")
    assert (pixels[1] - wanted).abs().mean() < 0.1 * (enlarged - wanted).abs().mean()


def test_transparency_is_put_back(recipe: Recipe, tmp_path: Path) -> None:
    rgba = np.zeros((48, 64, 4), np.uint8)
    rgba[:, :, 0] = 200
    rgba[:, :40, 3] = 255
    rgba[10:20, 50:, 3] = 128
    path = tmp_path / "cut-out.png"
    Image.fromarray(rgba).save(path)
    result, _ = painted(changed(recipe, content=pictures.reference(path)))
    assert result.picture.alpha is not None
    np.testing.assert_array_equal(np.rint(result.picture.alpha * 255), rgba[:, :, 3])


def test_transparent_parts_are_painted_over_the_background(recipe: Recipe, tmp_path: Path) -> None:
    path = tmp_path / "nothing.png"
    Image.fromarray(np.zeros((48, 64, 4), np.uint8)).save(path)
    fields = {"content": pictures.reference(path), "style_strength": 0, "background": "#204080"}
    result, _ = painted(changed(recipe, **fields))
    levels = np.rint(result.picture.pixels * 255)
    np.testing.assert_array_equal(levels, np.broadcast_to([0x20, 0x40, 0x80], levels.shape))


# --- paintings ---------------------------------------------------------------------------------------------


def recorded_targets(
    recipe: Recipe, monkeypatch: pytest.MonkeyPatch
) -> tuple[list[Mapping[str, Tensor]], list[Vgg19]]:
    targets: list[Mapping[str, Tensor]] = []
    networks: list[Vgg19] = []
    genuine = Objective.__init__

    def recording(
        self: Objective, network: Vgg19, weighting: Weighting, content: Any, style: Mapping[str, Tensor]
    ) -> None:
        targets.append(style)
        networks.append(network)
        genuine(self, network, weighting, content, style)

    monkeypatch.setattr(Objective, "__init__", recording)
    painted(recipe)
    return targets, networks


def test_several_paintings_are_painted_towards_their_averaged_statistics(
    recipe: Recipe, painting: Path, second_painting: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    references = [pictures.reference(path) for path in (painting, second_painting)]
    styles = tuple(StyleRef(picture=r, weight=w) for r, w in zip(references, (3.0, 1.0), strict=True))
    (together,), networks = recorded_targets(changed(recipe, styles=styles), monkeypatch)
    weighting = Weighting.of(recipe)
    area = 64 * 48
    for layer, found in together.items():
        expected = torch.zeros_like(found)
        for path, share in ((painting, 0.75), (second_painting, 0.25)):
            picture = pictures.load(path)
            factor = math.sqrt(area / (picture.width * picture.height))
            small = pictures.resize(picture, round(picture.width * factor), round(picture.height * factor))
            pixels = to_tensor(small, torch.device("cpu"))
            expected += share * style_targets(networks[0], weighting, [pixels], [1.0])[layer]
        torch.testing.assert_close(found, expected, rtol=1e-4, atol=1e-5)


def test_two_paintings_cost_no_more_evaluations_than_one(recipe: Recipe, second_painting: Path) -> None:
    both = (*recipe.styles, StyleRef(picture=pictures.reference(second_painting)))
    assert painted(changed(recipe, styles=both))[0].evaluations == painted(recipe)[0].evaluations


@pytest.mark.parametrize(("stroke_size", "size"), [(1.0, (60, 52)), (0.5, (30, 26)), (2.0, (119, 103))])
def test_the_stroke_size_scales_the_painting(
    recipe: Recipe, monkeypatch: pytest.MonkeyPatch, stroke_size: float, size: tuple[int, int]
) -> None:
    """The painting of 150 × 130 px has about stroke size² times the 64 × 48 px of the output."""
    sizes: list[tuple[int, int]] = []
    genuine = Inputs.painting

    def recording(self: Inputs, number: int, index: int) -> Tensor:
        painting = genuine(self, number, index)
        sizes.append((painting.shape[3], painting.shape[2]))
        return painting

    monkeypatch.setattr(Inputs, "painting", recording)
    _, events = painted(changed(recipe, stroke_size=stroke_size))
    assert sizes == [size]
    assert not of_kind(events, RunWarning)


def test_a_painting_is_never_enlarged_and_a_warning_says_so(recipe: Recipe) -> None:
    wanted = changed(recipe, stroke_size=4.0, size=64, iterations=1)
    plan = make_plan(wanted, Limits(device="cpu", precision="float32", memory_bytes=10**12))
    result, events = painted(wanted, plan)
    warnings = [event.message for event in of_kind(events, RunWarning)]
    assert len(warnings) == 1
    assert "painting.png" in warnings[0]
    assert "150 × 130" in warnings[0]
    assert result.state == "finished"


# --- input that cannot be used -----------------------------------------------------------------------------


def test_a_picture_without_a_place_is_refused(recipe: Recipe) -> None:
    nowhere = recipe.content.model_copy(update={"path": None})
    with pytest.raises(InputError, match=r"photograph\.png"):
        painted(changed(recipe, content=nowhere))


def test_a_painting_that_is_made_larger_gets_the_photograph_s_detail_back(
    recipe: Recipe, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As between two scales: from the photograph at half the size it starts from the photograph itself."""
    starts: list[Tensor] = []
    record_starts(monkeypatch, starts)
    photograph = pictures.load(Path(recipe.content.path))
    small = tmp_path / "small.png"
    pictures.save(pictures.resize(photograph, 32, 24), small, pictures.SaveOptions(bits=16))
    painted(changed(recipe, init=pictures.reference(small), scales="last"), plan_of(((64, 48, 2),)))
    whole = pictures.resize(photograph, 64, 48).pixels.transpose(2, 0, 1)
    enlarged = pictures.resize(pictures.load(small), 64, 48).pixels.transpose(2, 0, 1)
    found = starts[0][0].numpy()
    assert np.abs(found - whole).max() < 0.05  # two filters that are not the same
    assert np.abs(found - whole).mean() < np.abs(enlarged - whole).mean() / 4


def test_an_initial_picture_of_other_proportions_is_only_resized(
    recipe: Recipe, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    starts: list[Tensor] = []
    record_starts(monkeypatch, starts)
    other = tmp_path / "square.png"
    pictures.save(pictures.resize(pictures.load(Path(recipe.content.path)), 24, 24), other)
    painted(changed(recipe, init=pictures.reference(other)), plan_of(((64, 48, 2),)))
    expected = pictures.resize(pictures.load(other), 64, 48).pixels.transpose(2, 0, 1)
    np.testing.assert_array_equal(starts[0][0].numpy(), expected)


@pytest.mark.parametrize("missing", ["content", "style", "init"])
def test_a_missing_file_is_refused_before_painting(
    recipe: Recipe, second_painting: Path, monkeypatch: pytest.MonkeyPatch, missing: str
) -> None:
    reference = pictures.reference(second_painting)
    second_painting.unlink()
    fields = {"style": {"styles": (StyleRef(picture=reference),)}}.get(missing, {missing: reference})
    evaluated: list[int] = []

    def note(call: int, _objective: Objective, evaluation: Evaluation) -> Evaluation:
        evaluated.append(call)
        return evaluation

    intercept(monkeypatch, note)
    with pytest.raises(InputError, match=r"second\.png"):
        painted(changed(recipe, **fields))
    assert not evaluated


def test_the_result_says_how_it_came_about(recipe: Recipe) -> None:
    plan = plan_of(ONE_SCALE)
    result, _ = painted(recipe, plan)
    assert result.recipe is recipe
    assert result.plan is plan
    assert (result.picture.width, result.picture.height) == (64, 48)
    assert to_uint8(to_tensor(result.picture, torch.device("cpu"))).std() > 10


def test_a_scale_ends_when_its_picture_hardly_changes(
    recipe: Recipe, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only the last scale's end is worth a word: there somebody asked for what is left out."""

    def nothing_gained(call: int, _objective: Objective, evaluation: Evaluation) -> Evaluation:
        return replace(evaluation, content=0.0, tv=0.0, style=1.0 - 1e-6 * call)

    intercept(monkeypatch, nothing_gained)
    result, events = painted(recipe, plan_of(((32, 24, 60), (64, 48, 60))))
    assert [(p.scale_index, p.iteration) for p in of_kind(events, Progress)] == [
        *((0, number) for number in range(1, 22)),
        *((1, number) for number in range(1, 22)),
    ]
    assert result.state == "finished"
    assert [warning.message for warning in of_kind(events, RunWarning)] == [
        "The picture hardly changes any more, so it was done after 21 of 60 iterations."
    ]
