"""Where tiles are cut: fields and margins against a network of ones, partitions for any size."""

from __future__ import annotations

import numpy as np
import pytest
import torch
import torch.nn.functional as F
from hypothesis import given, settings
from hypothesis import strategies as st

from nst_engine import tiles
from nst_engine.recipe import LAYERS
from nst_engine.torchvision_import import import_vgg_module
from nst_engine.vgg import NETWORK_ORDER


def seen_by_one_feature(layer: str, edge: int = 768) -> tuple[int, int, int]:
    """First pixel, last pixel and own first pixel of a middle feature, by autograd in one dimension.

    All filters are ones and all poolings averages, so that every pixel seen has a gradient.
    """
    pixels = torch.zeros(1, 1, edge, dtype=torch.float64, requires_grad=True)
    x, pools = pixels, 0
    for name in NETWORK_ORDER:
        if name == "pool":
            x, pools = F.avg_pool1d(x, 2), pools + 1
            continue
        x = F.conv1d(x, torch.ones(1, 1, 3, dtype=torch.float64), padding=1)
        if name == layer:
            break
    middle = x.shape[2] // 2
    (gradient,) = torch.autograd.grad(x[0, 0, middle], pixels)
    seen = gradient[0, 0].nonzero().flatten()
    return int(seen[0]), int(seen[-1]), middle * 2**pools


@pytest.mark.parametrize("layer", LAYERS)
def test_the_field_of_a_feature_is_what_it_sees(layer: str) -> None:
    first, last, own = seen_by_one_feature(layer)
    assert tiles.field(layer) == last - first + 1
    assert tiles.reach(layer) == own - first == last - (own + tiles.stride(layer) - 1)


def test_the_margins_known_from_measurement() -> None:
    """160 px were measured to be exact for relu5_1, 88 px for relu4_2; torchvision pools four times."""
    assert import_vgg_module().cfgs["E"].count("M") == 5  # the last one is below relu5_4
    assert [tiles.gradient_margin(layer) for layer in ("relu5_1", "relu4_2", "relu1_1")] == [160, 88, 2]
    assert [tiles.statistics_margin(layer) for layer in ("relu5_1", "relu4_2", "relu1_1")] == [80, 40, 1]


@pytest.mark.parametrize("layer", LAYERS)
def test_margins_are_no_larger_than_needed_and_on_the_grid(layer: str) -> None:
    step = tiles.stride(layer)
    for margin, needed in (
        (tiles.gradient_margin(layer), tiles.field(layer) - 1),
        (tiles.statistics_margin(layer), tiles.reach(layer)),
    ):
        assert needed <= margin < needed + step
        assert margin % step == 0


SIZES = {
    "length": st.integers(1, 20_000),
    "edge": st.integers(1, 80).map(lambda n: 16 * n),
    "layer": st.sampled_from(LAYERS),
}


def spans(length: int, edge: int, margin: int) -> list[tiles.Span]:
    """One direction is like the other, and a tile is a span of each."""
    column = tiles.cut(length, 16, edge, margin)
    row = tiles.cut(16, length, edge, margin)
    assert [tile.rows for tile in column] == [tile.columns for tile in row]
    assert {tile.columns for tile in column} == {tiles.Span(0, 16, 0, 16)}
    return [tile.rows for tile in column]


@given(**SIZES)
@settings(max_examples=200, deadline=None)
def test_the_own_parts_cover_the_features_of_every_layer_once(length: int, edge: int, layer: str) -> None:
    for step in (1, 2, 4, 8, 16):
        if step > tiles.stride(layer):
            break
        found: list[int] = []
        features = np.arange(length // step)
        for span in spans(length, edge, tiles.gradient_margin(layer)):
            own = features[span.inner(step)]
            np.testing.assert_array_equal(features[span.all(step)][span.own(step)], own)
            found.extend(own)
        np.testing.assert_array_equal(found, features)


@given(**SIZES)
@settings(max_examples=200, deadline=None)
def test_crops_begin_on_the_grid_and_have_their_margins_or_the_picture_s_end(
    length: int, edge: int, layer: str
) -> None:
    margin, step = tiles.gradient_margin(layer), tiles.stride(layer)
    for span in spans(length, edge, margin):
        assert span.crop_start % step == 0
        assert span.crop_start == max(0, span.start - margin)
        assert span.crop_stop == min(length, span.stop + margin)
        assert span.start < span.stop
        assert span.crop_stop - span.crop_start <= edge + 2 * margin
        assert span.crop_stop == length or span.crop_stop % step == 0
        # What the network makes of a crop of this size is what the tile takes it for.
        features = (span.crop_stop - span.crop_start) // step
        assert features == span.all(step).stop - span.all(step).start


def test_tiles_are_the_product_of_their_spans() -> None:
    covered = np.zeros((500, 333), dtype=int)
    for tile in tiles.cut(500, 333, 64, 16):
        covered[tile.inner()] += 1
        assert tile.area == covered[tile.crop].size
        assert covered[tile.crop][tile.own()].shape == covered[tile.inner()].shape
    assert (covered == 1).all()


@given(
    height=st.integers(1, 3_000),
    width=st.integers(1, 3_000),
    edge=st.integers(4, 80).map(lambda n: 16 * n),
    margin=st.integers(0, 200),
)
@settings(max_examples=100, deadline=None)
def test_areas_are_known_without_making_the_tiles(height: int, width: int, edge: int, margin: int) -> None:
    areas = [tile.area for tile in tiles.cut(height, width, edge, margin)]
    assert tiles.crop_areas(height, width, edge, margin) == tiles.Areas(max(areas), sum(areas))


def test_tiles_are_about_the_same_size() -> None:
    spans = [tile.columns for tile in tiles.cut(16, 1100, 512, 16)]
    assert [span.stop - span.start for span in spans] == [368, 368, 364]


def test_a_short_edge_that_fits_with_its_margins_is_not_cut() -> None:
    panorama = tiles.cut(300, 10_000, 128, 160)
    assert {(tile.rows.start, tile.rows.stop) for tile in panorama} == {(0, 300)}
    assert len(panorama) == 79


@pytest.mark.parametrize("edge", [0, 8, 100, -16])
def test_an_edge_off_the_grid_is_a_mistake(edge: int) -> None:
    with pytest.raises(ValueError, match="multiple of 16"):
        tiles.cut(100, 100, edge, 16)
    with pytest.raises(ValueError, match="multiple of 16"):
        tiles.crop_areas(100, 100, edge, 16)


def test_statistics_take_no_more_than_a_gradient_of_the_same_memory() -> None:
    assert tiles.statistics_tile(100, "relu5_1") == tiles.LEAST_STATISTICS_TILE
    for edge in (600, 832, 1344, 2000):
        inner = tiles.statistics_tile(edge, "relu5_1")
        assert inner % 16 == 0
        assert inner + 2 * 80 <= max(tiles.STATISTICS_EDGE * edge, 512 + 160)
        assert inner + 2 * 80 > tiles.STATISTICS_EDGE * edge - 16
