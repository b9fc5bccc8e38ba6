"""The network: features against NumPy, gradients against autograd and finite differences."""

from __future__ import annotations

import numpy as np
import pytest
import tiny
import torch
from numpy.typing import NDArray
from safetensors.numpy import load_file
from torch import Tensor

from nst_engine.recipe import LAYERS, WeightsRef
from nst_engine.torchvision_import import network_order
from nst_engine.vgg import NETWORK_ORDER, Vgg19, deepest_layer
from nst_engine.weights import FoldedWeights, bundled_path, fold, load

Float64 = NDArray[np.float64]

#: Layers, shallow and deep, neighbours and far apart, at which a loss may pull at once.
PULLED = ("relu1_1", "relu1_2", "relu2_2", "relu3_3", "relu4_2", "relu5_1", "relu5_4")


@pytest.fixture(scope="module")
def real_weights() -> FoldedWeights:
    return fold(load(WeightsRef()))


def pixels_of(height: int, width: int, seed: int = 0, dtype: torch.dtype = torch.float64) -> Tensor:
    """Random pixels, some of them outside 0–1 as the optimised variable may be."""
    generator = torch.Generator().manual_seed(seed)
    return (
        torch.rand(1, 3, height, width, generator=generator, dtype=torch.float64)
        .mul_(1.2)
        .sub_(0.1)
        .to(dtype)
    )


# --- features against NumPy --------------------------------------------------------------------------------


def numpy_convolution(x: Float64, weight: Float64, bias: Float64) -> Float64:
    """C×H×W → rectified O×(H−2)×(W−2): cross-correlation of what is already padded."""
    patches = np.lib.stride_tricks.sliding_window_view(x, (3, 3), axis=(1, 2))
    return np.maximum(np.einsum("chwij,ocij->ohw", patches, weight, optimize=True) + bias[:, None, None], 0)


def numpy_features(rgb: Float64) -> dict[str, Float64]:
    """relu1_1, relu2_1, relu3_1 of H×W×3 RGB 0–1, from the packed file and Oxford's documented convention."""
    packed = load_file(bundled_path())

    def layer(name: str, x: Float64) -> Float64:
        weight = packed[f"{name}.palette"].astype(np.float64)[packed[f"{name}.index"]]
        return numpy_convolution(x, weight, packed[f"{name}.bias"].astype(np.float64))

    def zeros_around(x: Float64) -> Float64:
        return np.pad(x, ((0, 0), (1, 1), (1, 1)))

    def pooled(x: Float64) -> Float64:
        return x.reshape(x.shape[0], x.shape[1] // 2, 2, x.shape[2] // 2, 2).max(axis=(2, 4))

    bordered = np.pad(255 * rgb, ((1, 1), (1, 1), (0, 0)), mode="edge")
    bgr = bordered[:, :, ::-1] - np.array([103.939, 116.779, 123.68])
    features = {"relu1_1": layer("conv1_1", bgr.transpose(2, 0, 1))}
    x = pooled(layer("conv1_2", zeros_around(features["relu1_1"])))
    features["relu2_1"] = layer("conv2_1", zeros_around(x))
    x = pooled(layer("conv2_2", zeros_around(features["relu2_1"])))
    features["relu3_1"] = layer("conv3_1", zeros_around(x))
    return features


@pytest.fixture(scope="module")
def crop() -> Float64:
    """48×48 px with edges, a gradient and noise."""
    y, x = np.mgrid[0:48, 0:48] / 48
    rgb = np.stack([x, y, 0.5 + 0.5 * np.sin(9 * x * y)], axis=-1)
    rgb[10:30, 5:20] = (0.9, 0.1, 0.2)
    return np.clip(rgb + np.random.default_rng(0).normal(0, 0.05, rgb.shape), 0, 1)


@pytest.mark.parametrize(
    ("dtype", "tolerance"),
    [(torch.float64, 1e-6), (torch.float32, 2e-6), (torch.bfloat16, 0.02)],
    ids=["float64", "float32", "bfloat16"],
)
def test_features_are_those_of_a_numpy_convolution(
    crop: Float64, real_weights: FoldedWeights, dtype: torch.dtype, tolerance: float
) -> None:
    expected = numpy_features(crop)
    network = Vgg19(real_weights, "relu3_1", dtype=dtype)
    pixels = torch.from_numpy(crop.transpose(2, 0, 1)[None].copy()).to(
        torch.promote_types(dtype, torch.float32)
    )
    features = network.forward(pixels).features
    for name, reference in expected.items():
        found = features[name][0].double().numpy()
        assert found.shape == reference.shape
        error = np.abs(found - reference).max() / np.abs(reference).max()
        assert error < tolerance, f"{name}: {error}"
    # A wrong border would hide in the maximum of the whole picture only if it were small there too.
    assert np.abs(expected["relu1_1"][:, 0]).max() > 0.1 * np.abs(expected["relu1_1"]).max()


def test_a_picture_of_one_colour_has_no_border_at_the_first_layer(real_weights: FoldedWeights) -> None:
    colour = torch.tensor([0.8, 0.3, 0.1]).view(1, 3, 1, 1).expand(1, 3, 20, 24).contiguous()
    feature = Vgg19(real_weights, "relu1_1").forward(colour).features["relu1_1"]
    middle = feature[:, :, 10:11, 10:11].expand_as(feature)
    torch.testing.assert_close(feature, middle, rtol=1e-5, atol=1e-2)


def test_bfloat16_sees_pixel_changes_below_its_own_rounding(real_weights: FoldedWeights) -> None:
    """Around 0.6 bfloat16 alone resolves steps of 1/256; the optimiser moves pixels by much less."""
    exact = Vgg19(real_weights, "relu1_1", dtype=torch.float64)
    half = Vgg19(real_weights, "relu1_1", dtype=torch.bfloat16)
    pixels = pixels_of(16, 16, seed=8, dtype=torch.float32)
    moved = pixels + 1e-3

    def changes(network: Vgg19, dtype: torch.dtype) -> Tensor:
        before, after = (network.forward(p.to(dtype)).features["relu1_1"].double() for p in (pixels, moved))
        return (after - before).mean(dim=(0, 2, 3))

    wanted, found = changes(exact, torch.float64), changes(half, torch.float32)
    assert torch.cosine_similarity(wanted, found, dim=0) > 0.98
    assert found.norm() / wanted.norm() == pytest.approx(1, abs=0.1)


# --- gradients ---------------------------------------------------------------------------------------------


def pulls(features: dict[str, Tensor], layers: tuple[str, ...]) -> dict[str, Tensor]:
    """One fixed random gradient per layer, that is the loss Σ pull · feature."""
    generator = torch.Generator().manual_seed(9)
    return {
        name: torch.randn(features[name].shape, generator=generator, dtype=torch.float64) for name in layers
    }


def gradient_of(network: Vgg19, pixels: Tensor, pull: dict[str, Tensor]) -> Tensor:
    def pulled(name: str, features: Tensor, above: Tensor | None) -> Tensor | None:
        if name not in pull:
            return above
        own = pull[name].to(features, copy=True)
        return own if above is None else above.add_(own)

    return network.backward(network.forward(pixels), pulled)


def autograd_gradient(
    weights: FoldedWeights, pixels: Tensor, pooling: str, layers: tuple[str, ...]
) -> Tensor:
    leaf = pixels.detach().double().clone().requires_grad_()
    features = tiny.reference_features(weights, leaf, pooling)
    pull = pulls(features, layers)
    loss = torch.stack([(pull[name] * features[name]).sum() for name in layers]).sum()
    return torch.autograd.grad(loss, leaf)[0]


@pytest.mark.parametrize("pooling", ["max", "average"])
@pytest.mark.parametrize("size", [(37, 51), (16, 16), (48, 32), (33, 17), (131, 18), (193, 16)])
def test_gradient_is_autograd_s(pooling: str, size: tuple[int, int]) -> None:
    weights = tiny.folded()
    pixels = pixels_of(*size)
    network = Vgg19(weights, "relu5_4", pooling=pooling, dtype=torch.float64)
    reference = tiny.reference_features(weights, pixels, pooling)
    found = network.forward(pixels).features
    assert list(found) == list(LAYERS)
    for name in LAYERS:
        torch.testing.assert_close(found[name], reference[name], rtol=1e-10, atol=1e-12)
    for layers in (PULLED, ("relu5_4",), ("relu1_1",), ("relu1_2", "relu4_1")):
        expected = autograd_gradient(weights, pixels, pooling, layers)
        gradient = gradient_of(network, pixels, pulls(reference, layers))
        assert expected.abs().max() > 0
        torch.testing.assert_close(gradient, expected, rtol=1e-9, atol=1e-11)


@pytest.mark.parametrize("pooling", ["max", "average"])
def test_gradient_of_the_real_network_is_autograd_s(real_weights: FoldedWeights, pooling: str) -> None:
    pixels = pixels_of(37, 51, seed=3)
    layers = ("relu1_1", "relu2_1", "relu3_1", "relu4_2", "relu5_1")
    expected = autograd_gradient(real_weights, pixels, pooling, layers)
    pull = pulls(tiny.reference_features(real_weights, pixels, pooling), layers)
    exact = gradient_of(Vgg19(real_weights, "relu5_1", pooling=pooling, dtype=torch.float64), pixels, pull)
    torch.testing.assert_close(exact, expected, rtol=1e-8, atol=1e-8 * float(expected.abs().max()))
    for dtype, cosine in ((torch.float32, 0.99999), (torch.bfloat16, 0.97)):
        network = Vgg19(real_weights, "relu5_1", pooling=pooling, dtype=dtype)
        rough = gradient_of(network, pixels.float(), pull).double()
        assert torch.cosine_similarity(rough.flatten(), expected.flatten(), dim=0) > cosine
        assert rough.norm() / expected.norm() == pytest.approx(1, abs=0.05)


@pytest.mark.parametrize("pooling", ["max", "average"])
def test_gradient_is_the_slope(pooling: str) -> None:
    network = Vgg19(tiny.folded(), "relu4_2", pooling=pooling, dtype=torch.float64)
    pixels = pixels_of(19, 21, seed=5)
    layers = ("relu1_1", "relu3_2", "relu4_2")
    pull = pulls(network.forward(pixels).features, layers)

    def loss(at: Tensor) -> float:
        features = network.forward(at).features
        return sum(float((pull[name] * features[name]).sum()) for name in layers)

    gradient = gradient_of(network, pixels, pull)
    step = 1e-6
    for place in [(0, 0, 0), (2, 18, 20), (1, 0, 10), (0, 9, 20), (1, 7, 8), (2, 12, 3)]:
        moved = torch.zeros_like(pixels)
        moved[(0, *place)] = step
        slope = (loss(pixels + moved) - loss(pixels - moved)) / (2 * step)
        assert float(gradient[(0, *place)]) == pytest.approx(slope, rel=1e-5, abs=1e-8)


def test_backward_needs_a_gradient_somewhere() -> None:
    network = Vgg19(tiny.folded(), "relu2_1")
    activations = network.forward(pixels_of(16, 16, dtype=torch.float32))
    with pytest.raises(ValueError, match="no layer"):
        network.backward(activations, lambda _name, _features, above: above)


# --- what is kept ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("pooling", ["max", "average"])
@pytest.mark.parametrize("dtype", [torch.float32, torch.bfloat16], ids=str)
def test_keeping_some_features_changes_none(pooling: str, dtype: torch.dtype) -> None:
    network = Vgg19(tiny.folded(), "relu5_1", pooling=pooling, dtype=dtype)
    pixels = pixels_of(37, 51, dtype=torch.float32)
    everything = network.forward(pixels).features
    some = network.forward(pixels, keep=["relu2_1", "relu5_1"]).features
    assert list(some) == ["relu2_1", "relu5_1"]
    for name, feature in some.items():
        assert torch.equal(feature, everything[name])
        assert feature.dtype == dtype
        assert feature.is_contiguous(memory_format=torch.channels_last)


def test_the_same_pixels_give_the_same_bits_twice() -> None:
    network = Vgg19(tiny.folded(), "relu5_1")
    pixels = pixels_of(37, 51, dtype=torch.float32)
    before = pixels.clone()
    first, second = (network.forward(pixels).features for _ in range(2))
    assert all(torch.equal(first[name], second[name]) for name in first)
    assert torch.equal(pixels, before), "the network must not write into its input"


def test_layers_are_named_in_network_order() -> None:
    assert network_order() == NETWORK_ORDER
    assert tuple(name for name in NETWORK_ORDER if name != "pool") == LAYERS
    assert NETWORK_ORDER.count("pool") == 4
    assert deepest_layer(["relu4_2", "relu5_1", "relu1_1"]) == "relu5_1"
    assert deepest_layer({"relu3_4": 1.0, "relu3_1": 5.0}) == "relu3_4"
    with pytest.raises(ValueError, match="relu6_1"):
        Vgg19(tiny.folded(), "relu6_1")


def test_only_the_layers_above_the_deepest_are_run() -> None:
    features = Vgg19(tiny.folded(), "relu2_1").forward(pixels_of(16, 16, dtype=torch.float32)).features
    assert list(features) == ["relu1_1", "relu1_2", "relu2_1"]
