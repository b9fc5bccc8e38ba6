"""How a profile is sorted, and that the convolutions alone are those of the network."""

from __future__ import annotations

import pytest
import torch

from benchmarks.convolutions import Convolutions
from benchmarks.iteration import Watch, kinds_table, summary
from benchmarks.operators import (
    CONVOLUTION,
    KINDS,
    OPTIMISER,
    OTHER,
    PYTHON,
    Operator,
    kind_of,
    seconds_by_kind,
)
from nst_engine.vgg import Vgg19
from tests.engine.tiny import folded


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("mkldnn::_convolution_pointwise", CONVOLUTION),
        ("aten::mkldnn_convolution", CONVOLUTION),
        ("aten::addmm_", "Gram products"),
        ("aten::mm", "Gram products"),
        ("aten::max_pool2d_with_indices_backward", "pooling"),
        ("aten::threshold_backward", "rectifier's gradient"),
        ("aten::copy_", "copies and casts"),
        ("aten::cat", "copies and casts"),
        ("aten::replication_pad2d", "copies and casts"),
        ("aten::square", OTHER),
        ("aten::sum", OTHER),
    ],
)
def test_operators_are_sorted_by_what_they_do(name: str, kind: str) -> None:
    assert kind in KINDS
    assert kind_of(Operator(name, 1.0)) == kind
    assert kind_of(Operator(name, 1.0, within=OPTIMISER)) == OPTIMISER


def test_what_no_operator_accounts_for_is_pythons() -> None:
    operators = [
        Operator("aten::mkldnn_convolution", 2.0),
        Operator("aten::mkldnn_convolution", 1.0),
        Operator("aten::mm", 0.5, within=OPTIMISER),
    ]
    seconds = seconds_by_kind(operators, 4.0)
    assert (seconds[CONVOLUTION], seconds[OPTIMISER], seconds[PYTHON]) == (3.0, 0.5, 0.5)
    assert sum(seconds.values()) == 4.0
    lines = kinds_table(Watch(profiled_s=4.0, operators=operators), 2).splitlines()
    assert "| convolutions | 1500 | 75.0 % | 1.00 |" in lines
    assert "| all | 2000 |  |  |" in lines


def test_the_rest_is_measured_against_its_own_neighbour() -> None:
    # Ratios of neighbours: 0.5, 0.2, 0.3; the machine was twice as slow during the second pair.
    watch = Watch(convolution_s=[2.0, 4.0, 2.0], iteration_s=[3.0, 4.8, 2.6], optimiser_s=[0.3, 0.24, 0.26])
    assert "takes **0.30** × their time, the optimiser **10.0 %**" in summary(watch)


@pytest.mark.parametrize("dtype", [torch.float32, torch.bfloat16])
def test_the_convolutions_alone_are_the_networks(dtype: torch.dtype) -> None:
    weights, size = folded(), (37, 50)
    with torch.inference_mode():
        network = Vgg19(weights, "relu5_1", dtype=dtype)
        features = network.forward(torch.rand(1, 3, *size)).features
        alone = Convolutions(weights, "relu5_1", size, dtype)
        assert [layer.name for layer in alone.layers] == list(features)
        assert alone.run_s() > 0
    for layer, (before, after) in zip(
        alone.layers, zip([None, *features], features, strict=False), strict=True
    ):
        assert layer.gradient.shape == features[after].shape
        assert layer.gradient.dtype == layer.inputs.dtype == dtype
        assert layer.inputs.shape[2:] == layer.gradient.shape[2:]
        assert layer.inputs.is_contiguous(memory_format=torch.channels_last)
        if before is not None:
            assert layer.inputs.shape[1] == features[before].shape[1]
