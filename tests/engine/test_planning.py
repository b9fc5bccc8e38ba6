"""The plan: from a recipe and limits to what this machine does."""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from nst_engine import devices, gpus, planning, tiles
from nst_engine.adjustable import Segment
from nst_engine.errors import InputError, ResourceError
from nst_engine.memory import memory_bytes
from nst_engine.pictures import MAX_PIXELS
from nst_engine.plan import HISTORY, Limits, Plan
from nst_engine.planning import make_plan, smallest_plan, work
from nst_engine.recipe import MAX_SIZE, PictureRef, Recipe, StyleRef


@pytest.fixture
def no_accelerator(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(devices, "available_devices", lambda: ("cpu",))


def recipe_of(width: int = 1600, height: int = 1200, **fields: Any) -> Recipe:
    content = PictureRef(name="a.jpg", sha256="a" * 64, width=width, height=height)
    style = PictureRef(name="b.jpg", sha256="b" * 64, width=4000, height=3000)
    return Recipe(content=content, **{"styles": (StyleRef(picture=style),), **fields})


def test_the_plan_holds_the_schedule_of_the_recipe() -> None:
    plan = make_plan(recipe_of(size=512, iterations=40), Limits(device="cpu", precision="float32", threads=3))
    assert [(s.width, s.height) for s in plan.scales] == [
        (64, 48),
        (128, 96),
        (256, 192),
        (512, 384),
    ]
    assert plan.scales[-1].iterations == 40
    assert (plan.device, plan.precision, plan.threads) == ("cpu", "float32", 3)
    assert plan.notices == ()
    assert all(scale.history >= 1 for scale in plan.scales)
    assert Plan.model_validate(json.loads(plan.model_dump_json())) == plan


def test_the_same_recipe_gives_the_same_plan() -> None:
    assert make_plan(recipe_of()) == make_plan(recipe_of())
    assert make_plan(recipe_of()).threads == devices.default_threads()


@pytest.mark.usefixtures("no_accelerator")
@pytest.mark.parametrize("device", ["cuda", "mps"])
def test_a_device_that_is_not_here_is_replaced_and_said(device: str) -> None:
    plan = make_plan(recipe_of(), Limits(device=device))
    assert plan.device == "cpu"
    assert len(plan.notices) == 1
    assert device in plan.notices[0]


@given(
    long_edge=st.integers(300, 30_000),
    short_edge=st.integers(16, 300),
    size=st.integers(64, MAX_SIZE) | st.none(),
    upright=st.booleans(),
)
@settings(max_examples=300, deadline=None)
def test_too_narrow_an_output_is_refused_with_a_size_that_works(
    long_edge: int, short_edge: int, size: int | None, upright: bool
) -> None:
    edges = (short_edge, long_edge) if upright else (long_edge, short_edge)
    recipe = recipe_of(*edges, size=size)
    assume(math.prod(recipe.output_size) <= MAX_PIXELS)  # more are refused with another sentence: below
    if min(recipe.output_size) >= 16:
        assert make_plan(recipe).scales[-1].width == recipe.output_size[0]
        return
    with pytest.raises(InputError) as caught:
        make_plan(recipe)
    text = str(caught.value)
    assert text.endswith(".")
    assert "\n" not in text
    if "at least" in text:
        needed = int(text.split("at least ")[1].rstrip("."))
        assert needed <= MAX_SIZE
        make_plan(recipe_of(*edges, size=needed))
    else:
        assert "crop" in text
        assert 16 * long_edge / short_edge > MAX_SIZE


@given(edges=st.tuples(st.integers(300, 400), st.integers(300, 400)), size=st.integers(15_000, MAX_SIZE))
@settings(max_examples=30, deadline=None)
def test_more_pixels_than_a_picture_can_have_are_refused_before_they_are_painted(
    edges: tuple[int, int], size: int
) -> None:
    recipe, room = recipe_of(*edges, size=size), Limits(device="cpu", memory_bytes=10**15)
    if math.prod(recipe.output_size) <= MAX_PIXELS:
        smallest_plan(recipe, room)
        return
    with pytest.raises(InputError, match="more than 250 megapixels") as caught:
        smallest_plan(recipe, room)
    most = int(str(caught.value).split("at most ")[1].rstrip(".").replace(",", ""))
    smallest_plan(recipe_of(*edges, size=most), room)
    assert math.prod(recipe_of(*edges, size=most + 1).output_size) > MAX_PIXELS


def test_the_largest_pictures_are_planned_without_making_their_tiles(monkeypatch: pytest.MonkeyPatch) -> None:
    def cut(*_arguments: object) -> None:
        raise AssertionError("in the worst case that would be 15,000 tiles for each of 200 ways to paint")

    monkeypatch.setattr(tiles, "cut", cut)
    recipe = recipe_of(400, 399, size=15_800)
    assert smallest_plan(recipe, limits_of(8)).scales[-1].tile is not None


# --- what fits ---------------------------------------------------------------------------------------------


def limits_of(gigabytes: float, **fields: Any) -> Limits:
    return Limits(device="cpu", memory_bytes=int(gigabytes * 1e9), **{"precision": "bfloat16", **fields})


def test_a_picture_that_fits_is_painted_in_one_piece_with_the_usual_memory() -> None:
    plan = make_plan(recipe_of(size=2048), limits_of(64))
    assert {(s.tile, s.keep_content, s.optimiser) for s in plan.scales} == {(None, True, "lbfgs")}
    assert [s.history for s in plan.scales] == [min(s.iterations, HISTORY) for s in plan.scales]
    assert plan.notices == ()


@pytest.mark.parametrize("precision", ["bfloat16", "float32"])
@pytest.mark.parametrize("gigabytes", [6.0, 3.0, 2.0, 1.5])
def test_a_picture_that_does_not_fit_is_painted_in_tiles_within_the_limit(
    gigabytes: float, precision: str
) -> None:
    plan = make_plan(recipe_of(size=2048), limits_of(gigabytes, precision=precision))
    assert plan.memory_bytes <= gigabytes * 1e9
    last = plan.scales[-1]
    if gigabytes < 3:
        assert last.tile is not None
        assert plan.scales[0].tile is None, "small scales need no tiles"
    assert plan.memory_bytes == memory_bytes(recipe_of(size=2048), plan)


def test_less_memory_never_makes_it_quicker() -> None:
    works = [
        work(make_plan(recipe_of(size=2048), limits_of(gigabytes)).scales[-1], "relu5_1")
        for gigabytes in (64, 3.5, 3, 2.5, 2, 1.75, 1.5)
    ]
    assert works == sorted(works)
    assert works[0] == 1 < works[-1]


def test_fifty_megapixels_fit_into_six_gigabytes_and_a_short_memory_is_announced() -> None:
    plan = make_plan(recipe_of(4000, 3000, size=8192), limits_of(6))
    last = plan.scales[-1]
    assert (last.width, last.height, last.optimiser) == (8192, 6144, "lbfgs")
    assert last.tile is not None
    assert last.history < plan.scales[4].history
    small, short = plan.notices
    assert "b.jpg has 4,000 × 3,000 pixels, fewer than the stroke size asks for" in small
    assert "learns less" in short
    # Asked for, it is nothing worth saying.
    asked = make_plan(recipe_of(4000, 3000, size=8192, optimiser="adam"), limits_of(6))
    assert asked.notices == (small,)
    assert {scale.optimiser for scale in asked.scales} == {"adam"}


@pytest.mark.parametrize(("before", "after", "told"), [(4.0, 0.5, 1), (0.5, 4.0, 0)])
def test_a_small_painting_is_named_for_what_a_run_begins_with(before: float, after: float, told: int) -> None:
    """What comes in the middle of it is named there."""
    segment = Segment(scale=0, iteration=2, stroke_size=before, style_weights=(1.0,))
    recipe = recipe_of(4000, 3000, size=2048, stroke_size=after, segments=(segment,))
    notices = make_plan(recipe, limits_of(100)).notices
    assert [("4,000 × 3,000" in notice) for notice in notices] == [True] * told


def test_a_limit_that_is_too_small_is_refused_with_a_size_that_fits() -> None:
    recipe = recipe_of(4000, 3000, size=8192)
    with pytest.raises(ResourceError) as caught:
        make_plan(recipe, limits_of(3))
    text = str(caught.value)
    assert text.startswith("Painting 8,192 × 6,144 pixels takes at least ")
    assert "limit of 3.00 GB" in text
    size = int(text.split("at most ")[1].rstrip(".").replace(",", ""))
    assert make_plan(recipe.model_copy(update={"size": size}), limits_of(3)).memory_bytes <= 3e9
    with pytest.raises(ResourceError):
        make_plan(recipe.model_copy(update={"size": size + 128}), limits_of(3))
    assert smallest_plan(recipe, limits_of(3)).memory_bytes > 3e9, "the forecast still wants to know"


def test_a_limit_below_the_program_itself_is_refused() -> None:
    with pytest.raises(ResourceError, match=r"allow more\.$"):
        make_plan(recipe_of(size=256), limits_of(0.1))


def test_without_a_limit_what_is_free_decides(monkeypatch: pytest.MonkeyPatch) -> None:
    limits = Limits(device="cpu", precision="bfloat16")
    monkeypatch.setattr(planning, "available_bytes", lambda: 64 * 10**9)
    assert make_plan(recipe_of(size=2048), limits).scales[-1].tile is None
    # Too little for it in one piece, whether or not Winograd's method was found quicker here.
    monkeypatch.setattr(planning, "available_bytes", lambda: 25 * 10**8)
    plan = make_plan(recipe_of(size=2048), limits)
    assert plan.scales[-1].tile is not None
    assert plan.memory_bytes <= 2.25e9
    monkeypatch.setattr(planning, "available_bytes", lambda: 4 * 10**8)
    notices = make_plan(recipe_of(size=256), limits).notices
    assert "0.4 GB are free" in notices[-1]


@given(
    width=st.integers(16, 12_000),
    height=st.integers(16, 12_000),
    size=st.integers(64, 12_000),
    gigabytes=st.floats(0.8, 8),
)
@settings(max_examples=25, deadline=None)
def test_a_plan_within_a_limit_is_one_or_there_is_a_sentence(
    width: int, height: int, size: int, gigabytes: float
) -> None:
    recipe = recipe_of(width, height, size=size)
    try:
        needed = smallest_plan(recipe, limits_of(gigabytes)).memory_bytes
    except InputError:
        return  # too narrow, whatever the memory
    if needed <= gigabytes * 1e9:
        assert make_plan(recipe, limits_of(gigabytes)).memory_bytes == needed
    else:
        with pytest.raises(ResourceError, match=r"^Painting .*; allow more.*\.$"):
            make_plan(recipe, limits_of(gigabytes))


@pytest.fixture
def gpu(monkeypatch: pytest.MonkeyPatch) -> Callable[[str, float], None]:
    """``gpu(device, gigabytes)``: a computer with so much free memory on such a device."""

    def present(device: str, gigabytes: float) -> None:
        monkeypatch.setattr(gpus, "cuda_has_bfloat16", lambda: False)
        monkeypatch.setattr(devices, "available_devices", lambda: (device, "cpu"))
        monkeypatch.setattr(gpus, "free_bytes", lambda asked, _main: int(gigabytes * 1e9))

    return present


@pytest.mark.parametrize(("device", "largest"), [("cuda", 5792), ("mps", 4096)])
def test_no_block_is_larger_than_the_gpu_can_address(
    gpu: Callable[[str, float], None], device: str, largest: int
) -> None:
    """64 values of every pixel, below 2³¹ numbers, or below 4 GiB of 4-byte ones, however much is free."""
    gpu(device, 1000)
    within, beyond = (recipe_of(1600, 1600, size=size) for size in (largest - 1, largest + 1))
    assert make_plan(within).device == device
    assert make_plan(within).scales[-1].tile is None
    assert make_plan(beyond).scales[-1].tile is not None
    cpu = Limits(device="cpu", precision="float32", memory_bytes=10**12)
    assert make_plan(beyond, cpu).scales[-1].tile is None


def test_a_large_painting_is_analysed_in_pieces_that_the_gpu_can_address(
    gpu: Callable[[str, float], None],
) -> None:
    """A piece of a painting may be larger than the picture that is painted."""
    gpu("mps", 1000)

    def tile(stroke_size: float) -> int | None:
        style = StyleRef(picture=PictureRef(name="b.jpg", sha256="b" * 64, width=4600, height=4600))
        recipe = recipe_of(3600, 3600, size=3600, styles=(style,), stroke_size=stroke_size)
        return make_plan(recipe).scales[-1].tile

    assert tile(0.7) is None
    assert tile(1.3) is not None


def test_apple_s_gpus_remember_fewer_steps_of_very_large_pictures(gpu: Callable[[str, float], None]) -> None:
    gpu("mps", 1000)
    histories = [make_plan(recipe_of(1600, 1600, size=size)).scales[-1].history for size in (4096, 10_000)]
    assert 3 * 10_000**2 * histories[1] * 4 < 2**32 <= 3 * 10_000**2 * histories[0] * 4


def test_a_gpu_s_own_memory_decides(gpu: Callable[[str, float], None]) -> None:
    recipe = recipe_of(size=2048)
    gpu("cuda", 80)
    assert make_plan(recipe).scales[-1].tile is None
    gpu("cuda", 3)
    assert make_plan(recipe).scales[-1].tile is not None
    gpu("cuda", 0.5)
    assert "0.5 GB are free" in str(make_plan(recipe).notices[-1])
