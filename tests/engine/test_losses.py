"""Content, style and total variation: values and slopes against NumPy in float64."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
import torch
from numpy.typing import NDArray
from torch import Tensor

from nst_engine import losses
from nst_engine.losses import ContentLoss, StyleLoss, accumulation_type, gram_sums, total_variation

Float64 = NDArray[np.float64]


def features_of(channels: int, height: int, width: int, seed: int = 0) -> Float64:
    """C×H×W, rectified, so about half zeros."""
    return np.maximum(np.random.default_rng(seed).normal(1, 2, (channels, height, width)), 0)


def tensor(array: Float64, dtype: torch.dtype = torch.float64) -> Tensor:
    return torch.from_numpy(array[None].copy()).to(dtype)


def numpy_gram(features: Float64) -> Float64:
    """Σ over positions of f·fᵀ, written as the definition has it."""
    return np.einsum("ihw,jhw->ij", features, features)


def assert_slope(value: Callable[[Float64], float], at: Float64, gradient: Float64) -> None:
    """``gradient`` is the central finite difference of ``value`` at every entry of ``at``."""
    assert gradient.shape == at.shape
    step = 1e-5
    for place in np.ndindex(*at.shape):
        moved = np.zeros_like(at)
        moved[place] = step
        slope = (value(at + moved) - value(at - moved)) / (2 * step)
        assert gradient[place] == pytest.approx(slope, rel=1e-5, abs=1e-7), place


# --- Gram ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("layout", [torch.contiguous_format, torch.channels_last], ids=["nchw", "nhwc"])
@pytest.mark.parametrize("dtype", [torch.float64, torch.float32], ids=str)
def test_gram_sums_are_sums_of_products(dtype: torch.dtype, layout: torch.memory_format) -> None:
    features = features_of(6, 7, 5)
    sums = gram_sums(tensor(features, dtype).contiguous(memory_format=layout))
    assert sums.dtype == dtype
    rtol = 1e-12 if dtype == torch.float64 else 1e-5
    np.testing.assert_allclose(sums.double().numpy(), numpy_gram(features), rtol=rtol)


@pytest.mark.parametrize(
    ("dtype", "width"), [(torch.bfloat16, 80), (torch.float16, 101)], ids=["bfloat16", "float16"]
)
def test_half_precision_features_are_summed_in_float32(dtype: torch.dtype, width: int) -> None:
    """More positions than one chunk, and than half precision could count."""
    features = tensor(features_of(5, 97, width, seed=1), dtype)
    sums = gram_sums(features)
    assert sums.dtype == torch.float32
    exact = numpy_gram(features[0].double().numpy())
    np.testing.assert_allclose(sums.double().numpy(), exact, rtol=2e-6)


@pytest.mark.parametrize("results", [2**20, 5 * 5 * 7], ids=["at once", "in groups"])
@pytest.mark.parametrize("width", [401, 1024], ids=["with a rest", "whole chunks"])
@pytest.mark.parametrize("layout", [torch.contiguous_format, torch.channels_last], ids=["nchw", "nhwc"])
def test_products_of_many_bfloat16_features_lose_less_than_a_thousandth(
    layout: torch.memory_format, width: int, results: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(losses, "_HALF_RESULTS", results)
    features = tensor(features_of(5, 97, width, seed=1), torch.bfloat16).contiguous(memory_format=layout)
    sums = gram_sums(features)
    assert sums.dtype == torch.float32
    exact = numpy_gram(features[0].double().numpy())
    assert np.linalg.norm(sums.double().numpy() - exact) < 1e-3 * np.linalg.norm(exact)


def test_gram_sums_add_up_over_tiles() -> None:
    features = features_of(4, 12, 10)
    whole = gram_sums(tensor(features))
    tiles = [features[:, :5, :3], features[:, :5, 3:], features[:, 5:, :7], features[:, 5:, 7:]]
    together = torch.stack([gram_sums(tensor(tile)) for tile in tiles]).sum(0)
    torch.testing.assert_close(together, whole, rtol=1e-12, atol=0)


def test_only_float64_is_summed_in_float64() -> None:
    assert accumulation_type(torch.float64) == torch.float64
    for dtype in (torch.float32, torch.bfloat16, torch.float16):
        assert accumulation_type(dtype) == torch.float32


# --- style --------------------------------------------------------------------------------------------------


def numpy_style(features: Float64, target: Float64, factor: float) -> float:
    positions = features.shape[1] * features.shape[2]
    return float(factor * ((numpy_gram(features) / positions - target) ** 2).sum())


def test_style_value_and_gradient() -> None:
    features, factor = features_of(4, 3, 5), 0.7
    target = numpy_gram(features_of(4, 6, 4, seed=2)) / 24
    given = tensor(features)
    value, coefficients = StyleLoss(torch.from_numpy(target), factor).combine(gram_sums(given), 15)
    assert float(value) == pytest.approx(numpy_style(features, target, factor), rel=1e-12)
    gradient = StyleLoss.gradient(given, coefficients)
    assert_slope(lambda at: numpy_style(at, target, factor), features, gradient[0].numpy())


def test_style_gradient_of_a_tile_is_that_part_of_the_whole() -> None:
    features = features_of(4, 6, 8)
    target = torch.from_numpy(numpy_gram(features_of(4, 5, 5, seed=3)) / 25)
    sums = gram_sums(tensor(features[:, :, :3])) + gram_sums(tensor(features[:, :, 3:]))
    _, coefficients = StyleLoss(target, 2.0).combine(sums, 48)
    whole = StyleLoss.gradient(tensor(features), coefficients)
    tile = StyleLoss.gradient(tensor(features[:, :, 3:]), coefficients)
    torch.testing.assert_close(tile, whole[:, :, :, 3:], rtol=1e-12, atol=0)


def test_style_gradient_keeps_layout_and_type() -> None:
    features = tensor(features_of(4, 6, 8), torch.bfloat16).contiguous(memory_format=torch.channels_last)
    _, coefficients = StyleLoss(torch.eye(4), 1.0).combine(gram_sums(features), 48)
    gradient = StyleLoss.gradient(features, coefficients)
    assert gradient.dtype == torch.bfloat16
    assert gradient.is_contiguous(memory_format=torch.channels_last)


@pytest.mark.parametrize("layout", [torch.channels_last, torch.contiguous_format])
@pytest.mark.parametrize(("dtype", "tolerance"), [(torch.float64, 1e-14), (torch.bfloat16, 6e-3)])
@pytest.mark.parametrize("size", [(6, 8), (1, 8), (6, 1)])
def test_style_gradient_is_added_to_the_one_from_above(
    layout: torch.memory_format, dtype: torch.dtype, tolerance: float, size: tuple[int, int]
) -> None:
    features = tensor(features_of(4, *size), dtype).contiguous(memory_format=torch.channels_last)
    above = tensor(features_of(4, *size, seed=5), dtype).contiguous(memory_format=layout)
    _, coefficients = StyleLoss(torch.eye(4), 1.0).combine(gram_sums(features), size[0] * size[1])
    exact = coefficients.double().numpy()
    wanted = above.double().numpy() + np.einsum("cd,ndhw->nchw", exact, features.double().numpy())
    with torch.profiler.profile() as profiler:
        gradient = StyleLoss.gradient(features, coefficients, above)
    assert gradient.data_ptr() == above.data_ptr()
    if layout == torch.channels_last:  # nothing as large as the features is made on the way
        assert "aten::addmm_" in {operator.key for operator in profiler.key_averages()}
    assert np.abs(above.double().numpy() - wanted).max() <= tolerance * np.abs(wanted).max()


def test_style_of_its_own_statistics_is_zero() -> None:
    features = tensor(features_of(4, 6, 8))
    value, coefficients = StyleLoss(gram_sums(features) / 48, 3.0).combine(gram_sums(features), 48)
    assert float(value) == 0
    assert not StyleLoss.gradient(features, coefficients).any()


# --- content ------------------------------------------------------------------------------------------------


def test_content_value_and_gradient() -> None:
    features, target, factor = features_of(4, 3, 5), features_of(4, 3, 5, seed=4), 0.3

    def value(at: Float64) -> float:
        return float(factor * ((at - target) ** 2).sum())

    loss = ContentLoss(factor)
    found = loss.combine(loss.sums(tensor(features), tensor(target)))
    assert float(found) == pytest.approx(value(features), rel=1e-12)
    assert_slope(value, features, loss.gradient(tensor(features), tensor(target))[0].numpy())


def test_content_of_half_precision_is_summed_in_float32() -> None:
    features, target = (tensor(features_of(3, 90, 80, seed), torch.bfloat16) for seed in (5, 6))
    exact = float(((features.double() - target.double()) ** 2).sum())
    sums = ContentLoss.sums(features, target)
    assert sums.dtype == torch.float32
    assert float(sums) == pytest.approx(exact, rel=1e-5)


def test_losses_leave_their_inputs_alone() -> None:
    features, target = tensor(features_of(3, 4, 5)), tensor(features_of(3, 4, 5, seed=1))
    copies = features.clone(), target.clone()
    gram = gram_sums(target) / 20
    gram_copy = gram.clone()
    ContentLoss(1.0).sums(features, target)
    ContentLoss(1.0).gradient(features, target)
    _, coefficients = StyleLoss(gram, 1.0).combine(gram_sums(features), 20)
    StyleLoss.gradient(features, coefficients)
    total_variation(features)
    assert torch.equal(features, copies[0])
    assert torch.equal(target, copies[1])
    assert torch.equal(gram, gram_copy)


# --- total variation ----------------------------------------------------------------------------------------


def numpy_tv(pixels: Float64) -> float:
    """Mean of squared neighbour differences, pair by pair."""
    channels, height, width = pixels.shape
    squares = [
        (pixels[c, y, x] - pixels[c, y + down, x + right]) ** 2
        for c in range(channels)
        for y in range(height)
        for x in range(width)
        for down, right in ((0, 1), (1, 0))
        if y + down < height and x + right < width
    ]
    return float(np.mean(squares)) if squares else 0.0


@pytest.mark.parametrize("size", [(4, 5), (1, 6), (6, 1), (2, 2), (1, 1)])
def test_total_variation_value_and_gradient(size: tuple[int, int]) -> None:
    pixels = np.random.default_rng(8).random((3, *size))
    before = np.random.default_rng(9).random((3, *size))
    gradient = tensor(before)
    value = total_variation(tensor(pixels), gradient, weight=3.0)
    assert float(value) == pytest.approx(numpy_tv(pixels), rel=1e-12, abs=0)
    assert_slope(numpy_tv, pixels, (gradient[0].numpy() - before) / 3)


@pytest.mark.parametrize("height", [losses.BAND - 1, losses.BAND, losses.BAND + 1, 2 * losses.BAND + 3])
def test_total_variation_knows_no_bands(height: int) -> None:
    pixels = np.random.default_rng(8).random((3, height, 2))
    gradient = tensor(np.zeros_like(pixels))
    value = total_variation(tensor(pixels), gradient)
    across, down = np.diff(pixels, axis=2), np.diff(pixels, axis=1)
    pairs = across.size + down.size
    assert float(value) == pytest.approx(((across**2).sum() + (down**2).sum()) / pairs, rel=1e-12)
    expected = np.zeros_like(pixels)
    expected[:, :, 1:] += across
    expected[:, :, :-1] -= across
    expected[:, 1:] += down
    expected[:, :-1] -= down
    assert gradient[0].numpy() == pytest.approx(expected * 2 / pairs, rel=1e-9, abs=1e-15)


def test_total_variation_means_the_same_at_any_size() -> None:
    """A slope of 0.1 per pixel across, none down: half of all pairs differ by 0.1."""
    for size in (9, 90):
        ramp = np.broadcast_to(0.1 * np.arange(size), (3, size, size))
        value = total_variation(tensor(np.ascontiguousarray(ramp)))
        assert float(value) == pytest.approx(0.005, rel=1e-9)
