"""The guard: broken steps, explosions, and memory that runs out."""

from __future__ import annotations

import contextlib
import gc
import math
import weakref
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
import torch
from runs import TWO_SCALES, changed, intercept, of_kind, painted, plan_of
from torch import Tensor

from nst_engine import gpus, renderer
from nst_engine.errors import ResourceError
from nst_engine.events import Finished, Progress, RunWarning
from nst_engine.objective import Evaluation, Objective
from nst_engine.optimisers import LBFGS, Adam
from nst_engine.recipe import Recipe
from nst_engine.vgg import Vgg19

pytestmark = pytest.mark.usefixtures("tiny_network")

Spoil = Callable[[Evaluation], Evaluation]


def value_not_a_number(evaluation: Evaluation) -> Evaluation:
    return replace(evaluation, style=math.nan)


def value_infinite(evaluation: Evaluation) -> Evaluation:
    return replace(evaluation, content=math.inf)


def with_gradient(evaluation: Evaluation, gradient: Tensor) -> Evaluation:
    return replace(evaluation, gradient=gradient, slope=float(gradient.norm()))


def gradient_not_a_number(evaluation: Evaluation) -> Evaluation:
    gradient = evaluation.gradient.clone()
    gradient[0, 1, 2, 3] = math.nan
    return with_gradient(evaluation, gradient)


def exploded(evaluation: Evaluation) -> Evaluation:
    return replace(evaluation, style=1000 * evaluation.style)


SPOILS = pytest.mark.parametrize(
    "spoil", [value_not_a_number, value_infinite, gradient_not_a_number, exploded], ids=lambda f: f.__name__
)
OPTIMISERS = pytest.mark.parametrize("optimiser", ["lbfgs", "adam"])


@SPOILS
@OPTIMISERS
def test_one_broken_step_is_taken_back(
    recipe: Recipe, monkeypatch: pytest.MonkeyPatch, spoil: Spoil, optimiser: str
) -> None:
    intercept(monkeypatch, lambda call, _, evaluation: spoil(evaluation) if call == 4 else evaluation)
    result, events = painted(changed(recipe, optimiser=optimiser))
    assert result.state == "finished"
    assert len(of_kind(events, RunWarning)) == 1
    progress = of_kind(events, Progress)
    assert [report.iteration for report in progress] == [1, 2, 3, 4, 5]
    assert [report.evaluations for report in progress] == [2, 3, 5, 6, 7]
    assert np.isfinite(result.picture.pixels).all()
    assert result.objective == progress[-1].objective
    assert math.isfinite(progress[-1].objective)


@SPOILS
@pytest.mark.parametrize("start", [2, 4])
def test_steps_that_stay_broken_end_the_run_with_the_last_good_picture(
    recipe: Recipe, monkeypatch: pytest.MonkeyPatch, spoil: Spoil, start: int
) -> None:
    intercept(monkeypatch, lambda call, _, evaluation: spoil(evaluation) if call >= start else evaluation)
    result, events = painted(recipe)
    monkeypatch.undo()
    assert result.state == "diverged"
    assert isinstance(events[-1], Finished)
    assert events[-1].state == "diverged"
    assert result.evaluations == start - 1 + 1 + renderer.TRIES
    assert len(of_kind(events, RunWarning)) == renderer.TRIES + 1
    assert len(of_kind(events, Progress)) == start - 2
    assert np.isfinite(result.picture.pixels).all()
    assert result.objective is not None
    assert math.isfinite(result.objective)


def test_the_last_good_picture_is_the_one_before_the_breakage(
    recipe: Recipe, monkeypatch: pytest.MonkeyPatch
) -> None:
    good, _ = painted(recipe, plan_of(((64, 48, 3),)))
    with monkeypatch.context() as patch:
        intercept(patch, lambda call, _, e: value_not_a_number(e) if call > 4 else e)
        diverged, _ = painted(recipe, plan_of(((64, 48, 9),)))
    assert diverged.state == "diverged"
    np.testing.assert_array_equal(diverged.picture.pixels, good.picture.pixels)
    assert diverged.objective == good.objective


def test_a_second_scale_that_breaks_at_once_gives_the_first_one_s_picture_at_full_size(
    recipe: Recipe, monkeypatch: pytest.MonkeyPatch
) -> None:
    intercept(monkeypatch, lambda call, _, e: value_not_a_number(e) if call > 5 else e)
    result, _ = painted(recipe, plan_of(TWO_SCALES))
    assert result.state == "diverged"
    assert (result.picture.width, result.picture.height) == (64, 48)
    assert np.isfinite(result.picture.pixels).all()


def test_a_network_that_never_gives_a_number_gives_the_photograph_back(
    recipe: Recipe, monkeypatch: pytest.MonkeyPatch
) -> None:
    intercept(monkeypatch, lambda _call, _, evaluation: value_not_a_number(evaluation))
    result, events = painted(recipe)
    assert (result.state, result.objective) == ("diverged", None)
    assert np.isfinite(result.picture.pixels).all()
    assert not of_kind(events, Progress)


@pytest.mark.parametrize("kind", [LBFGS, Adam])
def test_each_restart_begins_with_smaller_steps(
    recipe: Recipe, monkeypatch: pytest.MonkeyPatch, kind: type[Any]
) -> None:
    scales: list[float] = []
    genuine = kind.restart

    def restart(self: Any, scale: float) -> None:
        scales.append(scale)
        genuine(self, scale)

    monkeypatch.setattr(kind, "restart", restart)
    intercept(monkeypatch, lambda call, _, e: value_not_a_number(e) if call > 2 else e)
    painted(changed(recipe, optimiser="adam" if kind is Adam else "lbfgs"))
    assert scales == [0.25, 0.0625, 0.015625]


def test_every_retry_starts_from_the_last_good_pixels(
    recipe: Recipe, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the same gradient and ever smaller steps, the tries come closer and closer to them."""
    tried: list[Tensor] = []
    genuine = Objective.evaluate

    def evaluate(self: Objective, pixels: Tensor, *arguments: Any) -> Evaluation:
        tried.append(pixels.clone())
        evaluation = genuine(self, pixels, *arguments)
        return value_not_a_number(evaluation) if len(tried) > 3 else evaluation

    monkeypatch.setattr(Objective, "evaluate", evaluate)
    painted(recipe)
    good = tried[2]
    distances = [float((pixels - good).square().mean().sqrt()) for pixels in tried[4:]]
    assert len(distances) == renderer.TRIES
    assert distances == pytest.approx([distances[0], distances[0] / 4, distances[0] / 16], rel=1e-3)


def test_a_gradient_of_zero_is_convergence(recipe: Recipe, monkeypatch: pytest.MonkeyPatch) -> None:
    """The scale ends there, and the next one is painted."""

    def flat(call: int, _objective: Objective, evaluation: Evaluation) -> Evaluation:
        return with_gradient(evaluation, torch.zeros_like(evaluation.gradient)) if call == 3 else evaluation

    intercept(monkeypatch, flat)
    result, events = painted(recipe, plan_of(TWO_SCALES))
    assert result.state == "finished"
    assert [(r.scale_index, r.iteration) for r in of_kind(events, Progress)] == [
        (0, 1),
        (0, 2),
        (1, 1),
        (1, 2),
        (1, 3),
    ]


# --- memory ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "error",
    [
        MemoryError(),
        torch.OutOfMemoryError("CUDA out of memory. Tried to allocate 20.00 MiB"),
        RuntimeError(
            "[enforce fail] DefaultCPUAllocator: can't allocate memory: you tried to allocate 9 bytes."
        ),
        RuntimeError("[enforce fail] DefaultCPUAllocator: not enough memory: you tried to allocate 9 bytes."),
        RuntimeError("MPS backend out of memory (MPS allocated: 8.00 GB)"),
        RuntimeError("CUDA error: CUBLAS_STATUS_ALLOC_FAILED when calling `cublasCreate(handle)`"),
        RuntimeError("cuDNN error: CUDNN_STATUS_ALLOC_FAILED"),
        RuntimeError("Invalid buffer size: 9.75 GiB"),
    ],
    ids=[
        "Python",
        "CUDA",
        "Linux and macOS",
        "Windows",
        "MPS",
        "cuBLAS",
        "cuDNN",
        "Metal",
    ],
)
def test_memory_that_runs_out_is_a_sentence(
    recipe: Recipe, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def fail(*_: Any) -> Evaluation:
        raise error

    monkeypatch.setattr(Objective, "evaluate", fail)
    with pytest.raises(ResourceError, match=r"not enough memory to paint 64 × 48 pixels; choose a smaller"):
        painted(recipe)


def test_the_real_allocator_s_refusal_is_recognised(recipe: Recipe, monkeypatch: pytest.MonkeyPatch) -> None:
    def ask_for_too_much(*_: Any) -> Evaluation:
        torch.empty(2**55, dtype=torch.uint8)
        raise AssertionError("this machine has 32 petabytes")

    monkeypatch.setattr(Objective, "evaluate", ask_for_too_much)
    with pytest.raises(ResourceError, match="not enough memory"):
        painted(recipe)


def test_the_error_does_not_hold_the_memory_it_complains_about(
    recipe: Recipe, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The window shows the error for as long as the user likes, and may paint again meanwhile."""
    held: list[weakref.ref[Objective]] = []

    def fail(self: Objective, *_: Any) -> Evaluation:
        held.append(weakref.ref(self._network))
        raise MemoryError

    monkeypatch.setattr(Objective, "evaluate", fail)
    with pytest.raises(ResourceError) as caught:
        renderer.render(recipe, plan_of())
    gc.collect()
    assert str(caught.value)
    assert held
    assert held[0]() is None


@pytest.mark.parametrize("fails", [False, True])
def test_the_device_gets_its_memory_back_when_the_run_holds_none(
    recipe: Recipe, monkeypatch: pytest.MonkeyPatch, fails: bool
) -> None:
    networks: list[weakref.ref[Vgg19]] = []
    given_back: list[tuple[str, bool]] = []

    def seen(_call: int, objective: Objective, evaluation: Evaluation) -> Evaluation:
        networks.append(weakref.ref(objective._network))
        if fails:
            raise MemoryError
        return evaluation

    def give_back(device: str) -> None:
        given_back.append((device, any(network() is not None for network in networks)))

    intercept(monkeypatch, seen)
    monkeypatch.setattr(gpus, "give_back", give_back)
    with pytest.raises(ResourceError) if fails else contextlib.nullcontext():
        painted(recipe)
    assert networks
    assert given_back == [("cpu", False)]


def test_other_errors_are_not_taken_for_lack_of_memory(
    recipe: Recipe, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: Any) -> Evaluation:
        raise RuntimeError("shapes do not match")

    monkeypatch.setattr(Objective, "evaluate", fail)
    with pytest.raises(RuntimeError, match="shapes do not match"):
        painted(recipe)


@pytest.mark.parametrize("device", ["cpu", "mps"])  # which have one memory
def test_a_run_larger_than_the_computer_is_refused_before_it_begins(recipe: Recipe, device: str) -> None:
    events: list[object] = []
    with pytest.raises(
        ResourceError, match=r"^Painting 64 × 48 pixels takes about 1,000 GB .* smaller size\.$"
    ):
        renderer.render(recipe, plan_of(memory_bytes=10**12, device=device), events.append)
    assert events == []


def test_a_finished_run_gives_its_memory_back_at_once(
    recipe: Recipe, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Tensors are few and large: the collector, which counts objects, would let many runs pile up."""
    kept: list[weakref.ref[Vgg19]] = []
    intercept(
        monkeypatch,
        lambda _call, objective, evaluation: (kept.append(weakref.ref(objective._network)), evaluation)[1],
    )
    gc.collect()
    gc.disable()
    try:
        painted(recipe, plan_of(TWO_SCALES))
        assert kept
        assert all(reference() is None for reference in kept)
    finally:
        gc.enable()
