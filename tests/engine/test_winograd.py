"""Winograd's convolution against direct ones, and in the network."""

from __future__ import annotations

import numpy as np
import pytest
import torch
import torch.nn.functional as F
from torch import Tensor

from nst_engine import calibration, devices, winograd
from nst_engine.recipe import WeightsRef
from nst_engine.vgg import ConvolutionStep, Vgg19
from nst_engine.weights import FoldedWeights, fold, load
from nst_engine.winograd import WinogradConvolution, Workspace, transforms


def drawn(*shape: int, seed: int = 0, dtype: torch.dtype = torch.float64) -> Tensor:
    values = np.random.default_rng(seed).normal(size=shape)
    return torch.from_numpy(values).to(dtype)


@pytest.fixture(scope="module")
def real_weights() -> FoldedWeights:
    return fold(load(WeightsRef(), upto="conv4_2"))


def test_the_transforms_make_four_correlations_with_six_products() -> None:
    of_products, of_filters, of_patches = transforms()
    patch, taps = drawn(6, seed=1).numpy(), drawn(3, seed=2).numpy()
    found = of_products @ ((of_filters @ taps) * (of_patches @ patch))
    np.testing.assert_allclose(found, np.correlate(patch, taps, mode="valid"), rtol=1e-12)


def test_bfloat16_holds_the_transforms_of_patches_and_products_exactly() -> None:
    of_products, _, of_patches = transforms()
    for matrix in (of_products, of_patches):
        whole = torch.from_numpy(np.kron(matrix, matrix))
        assert torch.equal(whole.to(torch.bfloat16).double(), whole)


@pytest.mark.parametrize("size", [(4, 4), (13, 22), (16, 9), (1, 5), (70, 3), (40, 64)])
@pytest.mark.parametrize("rectify", [True, False])
def test_it_is_a_convolution(size: tuple[int, int], rectify: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(winograd, "STRIP", 7 * 40)  # several strips, the last one shorter
    features, weight, bias = drawn(1, 5, *size), drawn(7, 5, 3, 3, seed=1), drawn(7, seed=2)
    expected = F.conv2d(features, weight, bias, padding=1)
    found = WinogradConvolution(weight, bias, Workspace())(features, rectify=rectify)
    torch.testing.assert_close(found, expected.relu() if rectify else expected, rtol=1e-10, atol=1e-10)
    assert found.is_contiguous(memory_format=torch.channels_last)


def test_the_adjoint_is_autograd_s() -> None:
    features, weight, gradient = drawn(1, 5, 13, 10), drawn(7, 5, 3, 3, seed=1), drawn(1, 7, 13, 10, seed=2)
    features.requires_grad_()
    F.conv2d(features, weight, drawn(7, seed=3), padding=1).backward(gradient)
    quick = WinogradConvolution(weight, drawn(7, seed=3), Workspace())
    found = quick.adjoint()(gradient, rectify=False)
    assert features.grad is not None
    torch.testing.assert_close(found, features.grad, rtol=1e-10, atol=1e-10)
    again = quick.adjoint().adjoint()(features.detach(), rectify=False)
    torch.testing.assert_close(again, F.conv2d(features.detach(), weight, padding=1), rtol=1e-10, atol=1e-10)


@pytest.mark.parametrize(("dtype", "error"), [(torch.float32, 1e-5), (torch.bfloat16, 0.03)], ids=str)
def test_its_rounding_is_bounded(dtype: torch.dtype, error: float) -> None:
    features, weight = drawn(1, 64, 24, 20).relu_(), drawn(64, 64, 3, 3, seed=1)
    features, weight = features.to(dtype), weight.to(dtype)
    exact = F.conv2d(features.double(), weight.double(), padding=1)
    found = WinogradConvolution(weight, None, Workspace())(features, rectify=False)
    assert found.dtype == dtype
    assert float((found.double() - exact).norm() / exact.norm()) < error


def test_convolutions_of_other_sizes_leave_nothing_behind() -> None:
    workspace = Workspace()
    large = WinogradConvolution(drawn(6, 8, 3, 3), drawn(6), workspace)
    small = WinogradConvolution(drawn(3, 2, 3, 3, seed=1), None, workspace)
    pixels = drawn(1, 2, 9, 7, seed=2)
    before = small(pixels, rectify=False).clone()
    large(drawn(1, 8, 31, 18), rectify=True)
    assert torch.equal(small(pixels, rectify=False), before)


def test_the_network_s_gradient_stays_the_same(real_weights: FoldedWeights) -> None:
    """A size at which blocks 3 and 4 have enough positions, with odd edges."""
    pixels = torch.from_numpy(np.random.default_rng(3).uniform(size=(1, 3, 217, 235)))
    gradients = []

    def squares(_name: str, features: torch.Tensor, above: torch.Tensor | None) -> torch.Tensor:
        return features.clone() if above is None else above.add_(features)

    for quick in (False, True):
        network = Vgg19(real_weights, "relu4_2", dtype=torch.float64, winograd=quick)
        steps = [step for step in network.steps if isinstance(step, ConvolutionStep) and step.quick]
        assert [step.name for step in steps] == (
            ["relu3_2", "relu3_3", "relu3_4", "relu4_1", "relu4_2"] if quick else []
        )
        gradients.append(network.backward(network.forward(pixels), squares))
    largest = float(gradients[0].abs().max())
    torch.testing.assert_close(gradients[1], gradients[0], rtol=0, atol=1e-9 * largest)


def test_whether_it_pays_is_timed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    timed: list[torch.dtype] = []

    def gain(dtype: torch.dtype) -> float:
        timed.append(dtype)
        return 2.0 if dtype == torch.float32 else 0.5

    monkeypatch.setattr(winograd, "gain", gain)
    for _ in range(2):
        assert devices.winograd_pays("cpu", "float32", 1)
        assert not devices.winograd_pays("cpu", "bfloat16", 1)
    # What did not pay got more chances before it was remembered.
    assert timed == [torch.float32, *[torch.bfloat16] * 4]
    assert calibration.load().winograd_gain == {"float32": 2.0, "bfloat16": 0.5}
    assert not devices.winograd_pays("cuda", "float32", 1)
    assert not devices.winograd_pays("cpu", "float64", 1)


def test_a_noisy_timing_does_not_decide_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    gains = iter([1.0, 1.1, 1.3, 9.9])
    monkeypatch.setattr(winograd, "gain", lambda _dtype: next(gains))
    assert devices.winograd_pays("cpu", "bfloat16", 1)
    assert calibration.load().winograd_gain == {"bfloat16": 1.3}


def test_the_timing_times_something() -> None:
    assert 0.05 < winograd.gain(torch.float32) < 50
