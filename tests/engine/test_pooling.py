"""Maximum pooling and its adjoint, held against NumPy and against torch's own kernels."""

from __future__ import annotations

import numpy as np
import pytest
import torch
import torch.nn.functional as F
from torch import Tensor

from nst_engine import pooling

#: Even and odd edges, one position across, and more rows than a strip has in these tests.
SIZES = [(2, 2), (3, 2), (2, 3), (8, 6), (9, 7), (41, 5), (2, 33)]


@pytest.fixture(autouse=True, params=[2**20, 64], ids=["whole", "strips"])
def strips(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pooling, "_STRIP", request.param)


def features(height: int, width: int, dtype: torch.dtype, levels: int = 4) -> Tensor:
    """Of so few ``levels`` that most squares have several largest ones; 1×5×H×W, channels last."""
    drawn = np.random.default_rng(height * 100 + width).integers(-1, levels, (1, 5, height, width))
    return torch.from_numpy(drawn / 4).to(dtype).contiguous(memory_format=torch.channels_last)


@pytest.fixture(params=[True, False], ids=["processor", "gpu"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """A gradient is shared out as on the processor, and as on a GPU."""
    if not request.param:
        monkeypatch.setattr(pooling, "_in_one_pass", lambda _features: False)


def by_indices(gradient: Tensor, x: Tensor) -> Tensor:
    """The adjoint by torch's own kernel, which asks where the maxima were."""
    indices = F.max_pool2d(x, 2, return_indices=True)[1]
    return torch.ops.aten.max_pool2d_with_indices_backward(
        gradient, x, [2, 2], [2, 2], [0, 0], [1, 1], False, indices
    )


def squares(values: np.ndarray) -> np.ndarray:
    """C×h×w×4: the values of each whole 2×2 square, row by row."""
    height, width = values.shape[2] // 2, values.shape[3] // 2
    whole = values[0, :, : 2 * height, : 2 * width]
    parts = whole.reshape(-1, height, 2, width, 2).transpose(0, 1, 3, 2, 4)
    return parts.reshape(-1, height, width, 4)


@pytest.mark.parametrize("size", SIZES)
def test_each_square_gives_its_largest_value(size: tuple[int, int]) -> None:
    x = features(*size, torch.float64)
    pooled = pooling.max_pool(x)
    np.testing.assert_array_equal(pooled[0].numpy(), squares(x.numpy()).max(axis=3))
    assert pooled.is_contiguous(memory_format=torch.channels_last)


@pytest.mark.usefixtures("way")
@pytest.mark.parametrize("size", SIZES)
def test_a_gradient_goes_to_the_first_of_the_largest(size: tuple[int, int]) -> None:
    x = features(*size, torch.float64)
    height, width = size[0] // 2, size[1] // 2
    slopes = np.random.default_rng(1).standard_normal((1, 5, height, width))
    expected = np.zeros(x.shape)
    for (channel, row, column), first in np.ndenumerate(squares(x.numpy()).argmax(axis=3)):
        expected[0, channel, 2 * row + first // 2, 2 * column + first % 2] = slopes[0, channel, row, column]
    gradient = torch.from_numpy(slopes).contiguous(memory_format=torch.channels_last)
    np.testing.assert_array_equal(pooling.to_maxima(gradient, x).numpy(), expected)


@pytest.mark.parametrize("dtype", [torch.bfloat16, torch.float32, torch.float64])
@pytest.mark.usefixtures("way")
@pytest.mark.parametrize("size", SIZES)
def test_the_bits_are_those_of_torch_s_own_kernels(size: tuple[int, int], dtype: torch.dtype) -> None:
    x = torch.randn(1, 5, *size, generator=torch.Generator().manual_seed(3))
    x = x.to(dtype).contiguous(memory_format=torch.channels_last)
    gradient = features(size[0] // 2, size[1] // 2, dtype)
    assert torch.equal(pooling.max_pool(x), F.max_pool2d(x, 2))
    assert torch.equal(pooling.to_maxima(gradient, x), by_indices(gradient, x))


@pytest.mark.usefixtures("way")
@pytest.mark.parametrize("dtype", [torch.bfloat16, torch.float32, torch.float64])
@pytest.mark.parametrize("largest", range(4))
def test_neighbouring_numbers_are_told_apart(dtype: torch.dtype, largest: int) -> None:
    for size in (1.0, 1e-30):
        x = torch.full((1, 1, 2, 2), size, dtype=dtype)
        x.view(-1)[largest] = size * (1 + 2 * torch.finfo(dtype).eps)
        gradient = torch.full((1, 1, 1, 1), 3.0, dtype=dtype)
        expected = [3.0 if place == largest else 0.0 for place in range(4)]
        assert pooling.to_maxima(gradient, x).view(-1).tolist() == expected


def test_a_gpu_s_strips_are_larger() -> None:
    rows = torch.empty(2048, 1024, 64, device="meta")
    assert 2 * pooling._strip_rows(rows) * rows[0].numel() == pooling._GPU_STRIP > pooling._STRIP


def test_float16_is_pooled_too() -> None:
    x = features(9, 8, torch.float16, levels=1000) / 256
    gradient = features(4, 4, torch.float16)
    assert torch.equal(pooling.max_pool(x), F.max_pool2d(x, 2))
    assert torch.equal(pooling.to_maxima(gradient, x), by_indices(gradient, x))


def test_two_pictures_at_once_are_no_features() -> None:
    with pytest.raises(ValueError, match="too many values"):
        pooling.max_pool(torch.rand(2, 4, 6, 6))


def test_it_is_the_adjoint() -> None:
    x = features(9, 8, torch.float64, levels=1000)
    gradient = torch.randn(1, 5, 4, 4, dtype=torch.float64, generator=torch.Generator().manual_seed(4))
    gradient = gradient.contiguous(memory_format=torch.channels_last)
    # Where no maximum changes hands pooling is linear: ⟨pool(x), g⟩ = ⟨x, to_maxima(g)⟩.
    assert (pooling.max_pool(x) * gradient).sum() == pytest.approx(
        float((x * pooling.to_maxima(gradient, x)).sum())
    )
