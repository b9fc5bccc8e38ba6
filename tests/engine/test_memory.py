"""The model of a run's memory."""

from __future__ import annotations

import json
import platform
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from runs import changed, plan_of

from nst_engine import memory, process
from nst_engine.inputs import Inputs
from nst_engine.memory import Model
from nst_engine.network_memory import analysis, evaluation
from nst_engine.plan import Limits, ScalePlan
from nst_engine.planning import make_plan
from nst_engine.recipe import Crop, PictureRef, Recipe, StyleRef

ROOT = Path(__file__).parents[2]


def recipe_of(width: int = 1600, height: int = 1200, **fields: Any) -> Recipe:
    content = PictureRef(name="a.jpg", sha256="a" * 64, width=width, height=height)
    style = PictureRef(name="b.jpg", sha256="b" * 64, width=4000, height=3000)
    return Recipe(content=content, **{"styles": (StyleRef(picture=style),), **fields})


def test_memory_grows_with_everything_that_takes_some() -> None:
    cpu = Limits(device="cpu", precision="float32", memory_bytes=10**12)

    def needed(limits: Limits = cpu, **fields: Any) -> int:
        return make_plan(recipe_of(**fields), limits).memory_bytes

    sizes = [needed(size=size) for size in (64, 128, 256, 512, 1024, 2048)]
    assert sizes == sorted(sizes)
    assert sizes[-1] > 2.5 * sizes[-2]
    assert needed(size=1024) > needed(size=1024, optimiser="adam")
    assert needed(size=1024) > needed(
        Limits(device="cpu", precision="bfloat16", memory_bytes=10**12), size=1024
    )
    shallow = {"style_layers": {"relu2_1": 1}, "content_layers": {"relu1_1": 1}}
    assert needed(size=1024, **shallow) < needed(size=1024)
    # Large paintings are analysed in tiles, in no more memory than painting takes.
    assert needed(size=1024) <= needed(size=1024, stroke_size=2) < 1.01 * needed(size=1024)
    style = recipe_of().styles[0]
    assert needed(size=1024, styles=(style,) * 10) > needed(size=1024)


@pytest.mark.parametrize("stroke_size", [0.5, 1.0, 4.0])
def test_paintings_are_counted_at_the_sizes_they_are_painted_from(recipe: Recipe, stroke_size: float) -> None:
    """One that is too small for the last scale, and a part of it."""
    whole = recipe.styles[0].picture
    part = whole.framed(Crop(x=10, y=20, width=90, height=60), 90)
    styles = (StyleRef(picture=whole), StyleRef(picture=part))
    wanted = changed(recipe, styles=styles, stroke_size=stroke_size, size=320)
    plan = plan_of(((40, 30, 1), (160, 120, 1), (320, 240, 1)))
    inputs = Inputs(wanted, plan, lambda _words: None)
    inputs.prepare(lambda: None)
    for index, scale in enumerate(plan.scales):
        counted = [size for _, size in Model(wanted, "cpu", "float32")._sizes(scale)]
        tensors = [inputs.photograph(index), *(inputs.painting(number, index) for number in range(2))]
        assert counted == [(tensor.shape[3], tensor.shape[2]) for tensor in tensors]


def test_only_the_gradient_of_a_content_loss_is_a_block_of_its_own() -> None:
    cpu = Limits(device="cpu", precision="float32", memory_bytes=10**12)

    def needed(content: str, style: str) -> int:
        layers = {"content_layers": {content: 1}, "style_layers": {style: 1}}
        return make_plan(recipe_of(size=1024, **layers), cpu).memory_bytes

    wide = 64 * 1024 * 768 * 4
    # The features kept of the photograph differ by half a block; a quarter of one is the gradient's.
    assert needed("relu1_1", "relu2_1") - needed("relu2_1", "relu1_1") > 0.65 * wide


def test_a_forward_and_backward_pass_holds_its_features_and_two_gradients() -> None:
    """Counted by hand for relu1_1, relu1_2, relu2_1 of a picture of 64 × 64 pixels, 4 bytes a value."""
    pixels = 64 * 64
    entered, wide, pooled, narrow = 3 * pixels * 4, 64 * pixels * 4, 64 * pixels, 128 * pixels
    moments = [sorted(blocks) for blocks in evaluation("relu2_1", {"relu2_1"}, pixels, 4)]
    forward = sorted([entered, wide, wide, narrow, pooled])
    # relu1_1 is not kept for the way back but made again; two gradients meet where content is compared.
    meeting = sorted([entered, 0, wide, narrow, narrow, narrow])
    spread = sorted([entered, 0, wide, pooled, wide])
    first = sorted([entered, wide, wide])
    for moment in (forward, meeting, spread, first):
        assert moment in moments
    assert max(map(sum, moments)) == sum(forward)
    # A content loss further up makes a third block of the largest size there; a style loss does not.
    compared = max(sum(blocks) for blocks in evaluation("relu2_1", {"relu1_1"}, pixels, 4))
    assert compared == sum([entered, wide, wide, wide])
    half = max(sum(blocks) for blocks in evaluation("relu2_1", {"relu2_1"}, pixels, 2))
    assert half == sum(forward) / 2 + entered / 2


def test_the_heap_s_blocks_are_those_the_process_keeps() -> None:
    assert memory.HEAP_BLOCK == process._SYSTEM_BLOCK


def test_an_analysis_holds_what_is_kept_and_what_is_on_its_way() -> None:
    pixels = 64 * 64
    moments = [sum(blocks) for blocks in analysis(["relu1_1", "relu2_1"], pixels, 2)]
    assert max(moments) == 3 * 64 * pixels * 2  # relu1_1 is kept, enters conv1_2, and relu1_2 comes out
    assert max(sum(blocks) for blocks in analysis(["relu1_1"], pixels, 2)) == 2 * 64 * pixels * 2


def plan_bytes(recipe: Recipe, **fields: Any) -> int:
    scale = ScalePlan(width=2048, height=1536, iterations=20, **fields)
    return Model(recipe, "cpu", "bfloat16").peak_bytes((scale,))


def test_tiles_and_shorter_memories_take_less() -> None:
    recipe = recipe_of(size=2048)
    whole = plan_bytes(recipe)
    tiled = [plan_bytes(recipe, tile=tile) for tile in (1024, 512, 128)]
    assert [whole, *tiled] == sorted([whole, *tiled], reverse=True)
    remembered = [plan_bytes(recipe, tile=256, history=history) for history in (12, 5, 2)]
    assert remembered == sorted(remembered, reverse=True)
    assert plan_bytes(recipe, tile=256, optimiser="adam") < remembered[-1]
    assert plan_bytes(recipe, tile=256, history=1) < 1.1 * plan_bytes(recipe, tile=256, optimiser="adam")
    # In bfloat16 relu4_2 takes a little more than the photograph itself, relu1_2 ten times as much.
    detailed = recipe_of(size=2048, content_layers={"relu1_2": 1})
    assert plan_bytes(detailed, tile=256, keep_content=False) < 0.9 * plan_bytes(detailed, tile=256)


def test_the_largest_picture_s_memory_does_not_depend_on_the_tiles_alone() -> None:
    """What is counted for every pixel however small the tiles: pixels, optimiser, targets, saving."""
    scale = ScalePlan(width=8192, height=6144, iterations=5, tile=512, optimiser="adam")
    needed = Model(recipe_of(8192, 6144, size=8192), "cpu", "bfloat16").peak_bytes((scale,))
    assert 5 * 12 * 8192 * 6144 < needed < 6_000_000_000


def test_a_gpu_s_memory_is_counted_without_the_files() -> None:
    recipe = recipe_of(16_000, 12_000, size=256)
    scale = ScalePlan(width=256, height=192, iterations=5)
    assert Model(recipe, "cuda", "bfloat16").peak_bytes((scale,)) < 1_000_000_000
    assert Model(recipe, "cpu", "bfloat16").peak_bytes((scale,)) > 3_000_000_000


def test_apple_s_gpus_share_the_memory_that_files_take() -> None:
    recipe = recipe_of(16_000, 12_000, size=256)
    scale = ScalePlan(width=256, height=192, iterations=5)
    cuda = Model(recipe, "cuda", "float32").peak_bytes((scale,))
    mps = Model(recipe, "mps", "float32").peak_bytes((scale,))
    assert mps > cuda + memory.DECODED * 16_000 * 12_000


@pytest.mark.real
@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="measured with this allocator")
@pytest.mark.parametrize(("size", "limit"), [(256, None), (512, None), (640, 720)])
def test_the_peak_is_as_forecast(size: int, limit: int | None, tmp_path: Path) -> None:
    """A whole process with the real network, its peak as the system saw it; a limit (MB) is kept."""
    command = [*("render", "--sample", "--size", str(size), "--iterations", "2", "--device", "cpu", "--json")]
    if limit is not None:
        command += ["--memory-limit", f"{limit}MB"]
    done = subprocess.run(
        [sys.executable, str(ROOT / "main.py"), *command, "--output", str(tmp_path / "painted.png")],
        capture_output=True,
        text=True,
        check=True,
        timeout=300,
    )
    events = [json.loads(line) for line in done.stdout.splitlines()]
    plan = next(e for e in events if e["event"] == "started")["plan"]
    measured = next(e for e in events if e["event"] == "finished")["peak_memory_bytes"]
    assert plan["memory_bytes"] == pytest.approx(measured, rel=0.2)
    if limit is not None:
        assert plan["scales"][-1]["tile"] is not None
        assert measured < 1.1 * limit * 1e6
