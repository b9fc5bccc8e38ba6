"""L-BFGS against textbook forms, its preconditioner against explicit matrices, Adam against torch's."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import torch
import torch.nn.functional as F
from numpy.typing import NDArray
from torch import Tensor

from nst_engine import optimisers
from nst_engine.optimisers import LBFGS, Adam, Optimiser, Preconditioner


@pytest.fixture(autouse=True)
def _unbounded_steps(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """The references know no bound on the length of a step; only its own tests keep it."""
    if "bounded" not in request.node.name:
        monkeypatch.setattr(optimisers, "LONGEST_STEP", float("inf"))


Float64 = NDArray[np.float64]
Slope = Callable[[Tensor], Tensor]

CPU = torch.device("cpu")
SHAPE = torch.Size((1, 3, 6, 5))
LENGTH = SHAPE.numel()


def random_matrix(length: int, seed: int, spread: float = 20.0) -> Float64:
    """Symmetric, eigenvalues from 1 to ``spread``."""
    rng = np.random.default_rng(seed)
    basis, _ = np.linalg.qr(rng.normal(size=(length, length)))
    return (basis * np.geomspace(1, spread, length)) @ basis.T


def quadratic(seed: int = 0, shape: torch.Size = SHAPE) -> Slope:
    """The gradient of ½ xᵀAx − bᵀx."""
    matrix = torch.from_numpy(random_matrix(shape.numel(), seed))
    wanted = torch.from_numpy(np.random.default_rng(seed + 100).normal(size=shape.numel()))
    return lambda pixels: (matrix.to(pixels) @ pixels.flatten() - wanted.to(pixels)).view(shape)


def quartic(seed: int = 0, shape: torch.Size = SHAPE) -> Slope:
    """A convex function that is not quadratic, so that curvature changes from step to step."""
    linear = quadratic(seed, shape)
    return lambda pixels: linear(pixels) + 0.1 * pixels**3


def iterates(optimiser: Optimiser, slope: Slope, pixels: Tensor, count: int) -> list[Tensor]:
    points = []
    for _ in range(count):
        optimiser.step(pixels, slope(pixels))
        points.append(pixels.clone())
    return points


def start(seed: int = 5, shape: torch.Size = SHAPE, dtype: torch.dtype = torch.float64) -> Tensor:
    generator = torch.Generator().manual_seed(seed)
    return torch.randn(shape, generator=generator, dtype=torch.float64).to(dtype)


# --- L-BFGS against the textbook ----------------------------------------------------------------------------


def dense_inverse_hessian(pairs: list[tuple[Float64, Float64]], initial: Float64) -> Float64:
    """BFGS's inverse Hessian, by the matrix update (Nocedal & Wright, equation 6.17)."""
    inverse = initial
    unit = np.eye(len(initial))
    for s, y in pairs:
        rho = 1 / (y @ s)
        left = unit - rho * np.outer(s, y)
        inverse = left @ inverse @ left.T + rho * np.outer(s, s)
    return inverse


def dense_iterates(
    slope: Callable[[Float64], Float64], x: Float64, metric: Float64, history: int, count: int, first: float
) -> list[Float64]:
    """L-BFGS with dense matrices: γ·M updated by the last ``history`` pairs; first step of RMS ``first``."""
    points, pairs = [], []
    previous_x, previous_g = x, slope(x)
    for _ in range(count):
        if pairs:
            s, y = pairs[-1]
            gamma = (s @ y) / (y @ metric @ y)
            move = -dense_inverse_hessian(pairs, gamma * metric) @ previous_g
        else:
            move = -(metric @ previous_g)
            move *= first / np.sqrt(np.mean(move**2))
        x = previous_x + move
        g = slope(x)
        pairs = [*pairs, (x - previous_x, g - previous_g)][-history:]
        previous_x, previous_g = x, g
        points.append(x)
    return points


def in_numpy(slope: Slope, shape: torch.Size = SHAPE) -> Callable[[Float64], Float64]:
    return lambda x: slope(torch.from_numpy(x).view(shape)).flatten().numpy()


@pytest.mark.usefixtures("double_precision")
@pytest.mark.parametrize("history", [3, 8, 100])
@pytest.mark.parametrize("problem", [quadratic, quartic])
def test_steps_are_those_of_dense_bfgs(history: int, problem: Callable[[], Slope]) -> None:
    """With a history shorter and longer than the run, through the moment when old pairs fall out."""
    optimiser = LBFGS(SHAPE, history=history, device=CPU, precondition=False)
    points = iterates(optimiser, problem(), start(), 14)
    expected = dense_iterates(
        in_numpy(problem()), start().flatten().numpy(), np.eye(LENGTH), history, 14, optimisers.FIRST_STEP
    )
    for point, reference in zip(points, expected, strict=True):
        np.testing.assert_allclose(point.flatten().numpy(), reference, rtol=1e-7, atol=1e-9)


@pytest.mark.usefixtures("double_precision")
def test_preconditioned_steps_are_those_of_dense_bfgs_with_that_metric() -> None:
    optimiser = LBFGS(SHAPE, history=5, device=CPU)
    metric = matrix_of(Preconditioner(SHAPE), SHAPE)
    points = iterates(optimiser, quartic(), start(), 12)
    expected = dense_iterates(
        in_numpy(quartic()), start().flatten().numpy(), metric, 5, 12, optimisers.FIRST_STEP
    )
    for point, reference in zip(points, expected, strict=True):
        np.testing.assert_allclose(point.flatten().numpy(), reference, rtol=1e-7, atol=1e-9)


@pytest.mark.usefixtures("double_precision")
@pytest.mark.parametrize("precondition", [False, True])
def test_finds_the_minimum_of_a_quadratic(precondition: bool) -> None:
    shape = torch.Size((1, 3, 3, 2))
    matrix = random_matrix(18, 0)
    slope = quadratic(0, shape)
    minimum = np.linalg.solve(matrix, -slope(torch.zeros(shape)).flatten().numpy())
    optimiser = LBFGS(shape, history=40, device=CPU, precondition=precondition)
    final = iterates(optimiser, slope, start(shape=shape), 80)[-1]
    np.testing.assert_allclose(final.flatten().numpy(), minimum, atol=1e-6)


@pytest.mark.usefixtures("double_precision")
def test_directions_are_torch_s() -> None:
    """torch's own L-BFGS (no line search, learning rate 1) from the same point with the same first step."""
    slope = quartic()
    ours, theirs = start(), torch.nn.Parameter(start())
    optimiser = LBFGS(SHAPE, history=4, device=CPU, precondition=False)
    reference = torch.optim.LBFGS(
        [theirs], lr=1, max_iter=1, history_size=4, tolerance_grad=0, tolerance_change=0
    )

    def closure() -> Tensor:
        theirs.grad = slope(theirs.detach())
        return torch.zeros(())

    optimiser.step(ours, slope(ours))
    first = slope(start())
    # torch takes a first step of length min(1, 1/‖g‖₁); it is told here to take ours.
    length = optimisers.FIRST_STEP / float(first.square().mean().sqrt())
    reference.param_groups[0]["lr"] = length / min(1.0, 1.0 / float(first.abs().sum()))
    reference.step(closure)
    torch.testing.assert_close(ours, theirs.detach(), rtol=1e-12, atol=0)
    reference.param_groups[0]["lr"] = 1
    for _ in range(10):
        optimiser.step(ours, slope(ours))
        reference.step(closure)
        torch.testing.assert_close(ours, theirs.detach(), rtol=1e-7, atol=1e-9)


# --- the preconditioner -------------------------------------------------------------------------------------


def matrix_of(linear: Callable[[Tensor], Tensor], shape: torch.Size) -> Float64:
    """The dense matrix of a linear map on pictures of ``shape``, column by column."""
    units = torch.eye(shape.numel(), dtype=torch.float64)
    return torch.stack([linear(unit.view(shape)).flatten() for unit in units], dim=1).numpy()


def spreading(shape: torch.Size, sizes: list[tuple[int, int]]) -> Float64:
    """U: from a picture of the last of ``sizes`` through all before it to full size, bilinearly."""
    start_shape = torch.Size((*shape[:2], *sizes[-1]))

    def spread(picture: Tensor) -> Tensor:
        for size in reversed(sizes[:-1]):
            picture = F.interpolate(picture, size=size, mode="bilinear", align_corners=False)
        return picture

    return matrix_of(spread, start_shape)


def pyramid(shape: torch.Size, levels: int, factor: float) -> Float64:
    """[U_0, √f·U_1, f·U_2, …] side by side: pixels as a function of the pyramid's variables."""
    sizes = [(shape[2], shape[3])]
    parts = [np.eye(shape.numel())]
    while len(sizes) < levels and min(sizes[-1]) >= 4:
        sizes.append(((sizes[-1][0] + 1) // 2, (sizes[-1][1] + 1) // 2))
        parts.append(factor ** ((len(sizes) - 1) / 2) * spreading(shape, sizes))
    return np.concatenate(parts, axis=1)


@pytest.mark.parametrize("size", [(9, 12), (8, 8), (5, 17), (3, 7), (1, 1)])
def test_preconditioner_is_the_pyramid_s_product(size: tuple[int, int]) -> None:
    shape = torch.Size((1, 3, *size))
    found = matrix_of(Preconditioner(shape, levels=3, factor=0.4), shape)
    spread = pyramid(shape, 3, 0.4)
    np.testing.assert_allclose(found, spread @ spread.T, atol=1e-12)
    np.testing.assert_allclose(found, found.T, atol=1e-12)
    assert np.linalg.eigvalsh(found).min() > 0.99, "symmetric positive definite"


def test_preconditioner_leaves_its_input_alone_and_gives_a_new_tensor() -> None:
    for size in ((2, 2), (16, 16)):
        gradient = start(shape=torch.Size((1, 3, *size)))
        before = gradient.clone()
        smoothed = Preconditioner(gradient.shape)(gradient)
        smoothed.add_(1)
        assert torch.equal(gradient, before)


@pytest.mark.usefixtures("double_precision")
def test_lbfgs_over_pixels_is_lbfgs_over_the_pyramid() -> None:
    """The claim behind the preconditioner: the same pictures as plain L-BFGS in the pyramid's variables.

    Those are many more than pixels; x = U·z, so the gradient there is Uᵀ·g.
    """
    shape = torch.Size((1, 3, 9, 10))
    slope = quartic(3, shape)
    optimiser = LBFGS(shape, history=4, device=CPU)
    points = iterates(optimiser, slope, start(shape=shape), 10)
    spread = pyramid(shape, optimisers.LEVELS, optimisers.LEVEL_FACTOR)
    assert spread.shape[1] > spread.shape[0]
    origin = start(shape=shape).flatten().numpy()
    pixel_slope = in_numpy(slope, shape)
    first_move = spread @ (spread.T @ pixel_slope(origin))
    # The first step is measured in pixels; the same one, measured in the variables.
    first = optimisers.FIRST_STEP / np.sqrt(np.mean(first_move**2))
    first *= np.sqrt(np.mean((spread.T @ pixel_slope(origin)) ** 2))
    variables = dense_iterates(
        lambda z: spread.T @ pixel_slope(origin + spread @ z),
        np.zeros(spread.shape[1]),
        np.eye(spread.shape[1]),
        4,
        10,
        first,
    )
    for point, z in zip(points, variables, strict=True):
        np.testing.assert_allclose(point.flatten().numpy(), origin + spread @ z, rtol=1e-6, atol=1e-8)


# --- what every optimiser promises --------------------------------------------------------------------------


def lbfgs(history: int = 3) -> LBFGS:
    return LBFGS(SHAPE, history=history, device=CPU)


def adam() -> Adam:
    return Adam(SHAPE, device=CPU)


def through_a_file(state: dict[str, Any]) -> dict[str, Any]:
    buffer = io.BytesIO()
    torch.save(state, buffer)
    buffer.seek(0)
    loaded: dict[str, Any] = torch.load(buffer, weights_only=True)
    return loaded


@pytest.mark.parametrize("make", [lbfgs, adam])
@pytest.mark.parametrize("before", [0, 1, 2, 9])
def test_a_restored_state_goes_on_to_the_same_bits(make: Callable[[], Optimiser], before: int) -> None:
    slope = quartic()
    pixels = start(dtype=torch.float32).sigmoid()
    optimiser = make()
    iterates(optimiser, slope, pixels, before)
    saved, copy = through_a_file(optimiser.state_dict()), pixels.clone()
    expected = iterates(optimiser, slope, pixels, 6)
    restored = make()
    iterates(restored, quartic(7), start(6, dtype=torch.float32), 4)  # an optimiser with another past
    restored.load_state_dict(saved)
    found = iterates(restored, slope, copy, 6)
    assert all(torch.equal(a, b) for a, b in zip(found, expected, strict=True))


@pytest.mark.parametrize("make", [lbfgs, adam])
def test_after_a_restart_the_past_is_forgotten(make: Callable[[], Optimiser]) -> None:
    slope = quartic()
    used, fresh = make(), make()
    iterates(used, quartic(4), start(dtype=torch.float32), 7)
    used.restart(0.25)
    fresh.restart(0.25)
    pixels = start(3, dtype=torch.float32).sigmoid()
    found, expected = iterates(used, slope, pixels.clone(), 8), iterates(fresh, slope, pixels.clone(), 8)
    for a, b in zip(found, expected, strict=True):
        assert torch.equal(a, b)


@pytest.mark.parametrize("make", [lbfgs, adam])
def test_the_first_step_after_a_restart_is_that_much_smaller(make: Callable[[], Optimiser]) -> None:
    gradient = start(8, dtype=torch.float32)
    moves = []
    for scale in (1.0, 0.25):
        optimiser = make()
        optimiser.restart(scale)
        pixels = torch.full(SHAPE, 0.5)
        optimiser.step(pixels, gradient)
        moves.append(pixels - 0.5)
    torch.testing.assert_close(moves[1], moves[0] * 0.25, rtol=1e-4, atol=1e-7)
    assert moves[0].abs().max() > 0.01


@pytest.mark.parametrize("make", [lbfgs, adam])
@pytest.mark.parametrize("before", [0, 3])
def test_a_gradient_of_zero_keeps_everything_finite(make: Callable[[], Optimiser], before: int) -> None:
    optimiser = make()
    pixels = torch.full(SHAPE, 0.5)
    iterates(optimiser, quartic(), pixels, before)
    kept = pixels.clone()
    for _ in range(3):
        optimiser.step(pixels, torch.zeros(SHAPE))
        assert torch.isfinite(pixels).all()
    if before == 0:
        assert torch.equal(pixels, kept)


@pytest.mark.parametrize("make", [lbfgs, adam])
def test_the_gradient_is_not_written_to(make: Callable[[], Optimiser]) -> None:
    """The guard steps again with the same gradient after a step that went wrong."""
    optimiser, pixels = make(), start(dtype=torch.float32).sigmoid()
    for _ in range(6):
        gradient = quartic()(pixels)
        before = gradient.clone()
        optimiser.step(pixels, gradient)
        assert torch.equal(gradient, before)


def test_lbfgs_takes_a_first_step_of_known_size() -> None:
    """Whatever the scale of the objective, down to gradients of 1e-12 and up to 1e6."""
    for scale in (1e-12, 1.0, 1e6):
        pixels = torch.zeros(SHAPE)
        lbfgs().step(pixels, start(dtype=torch.float32) * scale)
        assert float(pixels.square().mean().sqrt()) == pytest.approx(optimisers.FIRST_STEP, rel=1e-4)


def test_a_pair_without_curvature_is_not_learnt_from() -> None:
    """On a function that curves downwards every pair would break the update: steps stay downhill."""
    optimiser, pixels = lbfgs(), start(dtype=torch.float32) * 0.01
    for _ in range(5):
        gradient = -pixels
        before = pixels.clone()
        optimiser.step(pixels, gradient)
        assert float(((pixels - before) * gradient).sum()) < 0


def test_a_pair_whose_curvature_is_lost_in_rounding_is_not_learnt_from() -> None:
    """The same product, taken once alone and once among others, may come out as positive and as 0."""
    optimiser, pixels = lbfgs(), start(dtype=torch.float32) * 0.01
    optimiser.step(pixels, pixels.clone())
    genuine = optimisers._numbers

    def rounded(*vectors: Tensor) -> list[float]:
        numbers = genuine(*vectors)
        if len(vectors) > 1:  # what a pair is completed with
            history = vectors[2].numel()
            numbers[2 + history : 2 + 2 * history] = [0.0] * history
        return numbers

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(optimisers, "_numbers", rounded)
        optimiser.step(pixels, pixels.clone())
    assert optimiser.state_dict()["order"] == []
    assert torch.isfinite(pixels).all()


# --- Adam ---------------------------------------------------------------------------------------------------


def test_adam_is_torch_s_on_clamped_pixels() -> None:
    slope = quartic()
    ours, theirs = start().sigmoid().float(), torch.nn.Parameter(start().sigmoid().float())
    optimiser = adam()
    reference = torch.optim.Adam(
        [theirs], lr=optimisers.ADAM_STEP, betas=optimisers.ADAM_BETAS, eps=optimisers.ADAM_EPSILON
    )
    clamped = 0
    for _ in range(40):
        optimiser.step(ours, slope(ours))
        theirs.grad = slope(theirs.detach())
        reference.step()
        clamped += int(((theirs < 0) | (theirs > 1)).sum())
        with torch.no_grad():
            theirs.clamp_(0, 1)
        torch.testing.assert_close(ours, theirs.detach(), rtol=1e-4, atol=1e-5)
    assert clamped > 0, "the run must reach the border to show the clamping"
    assert ours.min() >= 0
    assert ours.max() <= 1


def test_adam_moves_by_its_step_also_for_tiny_gradients() -> None:
    pixels = torch.full(SHAPE, 0.5)
    adam().step(pixels, torch.full(SHAPE, 1e-10))
    torch.testing.assert_close(pixels, torch.full(SHAPE, 0.5 - optimisers.ADAM_STEP), rtol=1e-4, atol=0)


@pytest.mark.parametrize("scale", [1.0, 0.25])
def test_steps_are_bounded(scale: float) -> None:
    """A valley that flattens out: the curvature learnt on its slope asks for far too long a step."""
    optimiser = lbfgs()
    optimiser.restart(scale)
    pixels = torch.zeros(SHAPE)
    lengths = []
    for slope in (1.0, 0.999, 5.0, 5.0):
        before = pixels.clone()
        optimiser.step(pixels, torch.full(SHAPE, slope))
        lengths.append(float((pixels - before).square().mean().sqrt()))
    assert max(lengths) <= optimisers.LONGEST_STEP * scale * 1.001
    assert max(lengths) > optimisers.FIRST_STEP * scale * 1.001, "the bound was never reached"
