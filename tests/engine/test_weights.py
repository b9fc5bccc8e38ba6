"""The bundled weights, and the input convention folded into them."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors import safe_open
from safetensors.numpy import load_file

from nst_engine import weights
from nst_engine.errors import WeightsError
from nst_engine.recipe import WeightsRef
from nst_engine.weights import bundled

#: Channels of each layer: Simonyan & Zisserman 2015, table 1, column E.
PAPER_WIDTHS = [64, 64, 128, 128, 256, 256, 256, 256, 512, 512, 512, 512, 512, 512, 512, 512]


@pytest.fixture
def shipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A private copy of the bundled file that the program takes for its own."""
    copy = tmp_path / "resources" / "models" / bundled.BUNDLED_NAME
    copy.parent.mkdir(parents=True)
    copy.write_bytes(weights.bundled_path().read_bytes())
    monkeypatch.setattr(bundled, "resources_dir", lambda: tmp_path / "resources")
    return copy


def test_bundled_layers_have_the_paper_s_shapes() -> None:
    loaded = weights.load(WeightsRef())
    assert loaded.family == "oxford"
    assert loaded.sha256 == weights.BUNDLED_SHA256
    assert [c.weight.shape[0] for c in loaded.convolutions.values()] == PAPER_WIDTHS
    inputs = [3, *PAPER_WIDTHS[:-1]]
    for convolution, width, channels in zip(loaded.convolutions.values(), PAPER_WIDTHS, inputs, strict=True):
        assert convolution.weight.shape == (width, channels, 3, 3)
        assert convolution.bias.shape == (width,)
        assert convolution.weight.dtype == convolution.bias.dtype == np.float32
        assert np.isfinite(convolution.weight).all()
    assert sum(c.weight.size + c.bias.size for c in loaded.convolutions.values()) == 20_024_384


def test_bundled_values_are_the_palette_s() -> None:
    tensors = load_file(weights.bundled_path())
    loaded = weights.load(WeightsRef()).convolutions["conv3_2"]
    for place in [(0, 0, 0, 0), (17, 201, 2, 1), (255, 255, 2, 2)]:
        assert loaded.weight[place] == tensors["conv3_2.palette"][tensors["conv3_2.index"][place]]
    np.testing.assert_array_equal(loaded.bias, tensors["conv3_2.bias"])


def test_only_the_layers_asked_for_are_unpacked() -> None:
    assert list(weights.load(WeightsRef(), upto="conv2_1").convolutions) == ["conv1_1", "conv1_2", "conv2_1"]
    with pytest.raises(KeyError):
        weights.load(WeightsRef(), upto="conv6_1")


def test_bundled_file_credits_its_makers() -> None:
    with safe_open(weights.bundled_path(), framework="numpy") as file:
        about = json.loads(file.metadata()["about"])
    assert "Simonyan" in about["authors"]
    assert "Zisserman" in about["authors"]
    assert "CC BY 4.0" in about["licence"]
    assert "256" in about["changes"]


def test_one_flipped_bit_is_refused(shipped: Path) -> None:
    data = bytearray(shipped.read_bytes())
    data[len(data) // 2] ^= 1
    shipped.write_bytes(data)
    with pytest.raises(WeightsError, match="damaged"):
        weights.load(WeightsRef())


def test_a_truncated_file_is_refused_with_its_size(shipped: Path) -> None:
    shipped.write_bytes(shipped.read_bytes()[:1_000_000])
    with pytest.raises(WeightsError, match=r"1,000,000 of 20,061,696 bytes"):
        weights.load(WeightsRef())


def test_a_missing_file_is_refused(shipped: Path) -> None:
    shipped.unlink()
    with pytest.raises(WeightsError, match="install NST Studio again"):
        weights.load(WeightsRef())
    assert [row.usable for row in weights.describe() if row.kind == "bundled"] == [False]


def test_a_recipe_painted_with_other_bundled_weights_is_refused() -> None:
    assert weights.load(WeightsRef(sha256=weights.BUNDLED_SHA256)).sha256 == weights.BUNDLED_SHA256
    with pytest.raises(WeightsError, match="not the ones"):
        weights.load(WeightsRef(sha256="0" * 64))


def _first_layer(first: weights.Convolution, picture: np.ndarray) -> np.ndarray:
    """conv1_1 with replicate padding on a picture (channels, H, W), float64, by explicit sums."""
    padded = np.pad(picture, ((0, 0), (1, 1), (1, 1)), mode="edge")
    height, width = picture.shape[1:]
    total = np.zeros((64, height, width)) + first.bias.astype(np.float64)[:, None, None]
    for row in range(3):
        for column in range(3):
            window = padded[:, row : row + height, column : column + width]
            total += np.einsum("oc,chw->ohw", first.weight[:, :, row, column].astype(np.float64), window)
    return total


def test_folded_oxford_equals_bgr_minus_mean_to_the_border() -> None:
    rgb = np.random.default_rng(1).random((3, 9, 12))
    own = weights.load(WeightsRef(), upto="conv1_1")
    mean = np.array([103.939, 116.779, 123.68])[:, None, None]
    expected = _first_layer(own.convolutions["conv1_1"], rgb[[2, 1, 0]] * 255 - mean)
    folded = _first_layer(weights.fold(own).convolutions["conv1_1"], rgb)
    np.testing.assert_allclose(folded, expected, rtol=0, atol=1e-3)
    assert np.abs(expected).max() > 100  # so that the tolerance means six digits


def test_folded_torchvision_equals_mean_and_deviation_to_the_border() -> None:
    rng = np.random.default_rng(2)
    rgb = rng.random((3, 9, 12))
    first = weights.Convolution(
        rng.normal(size=(64, 3, 3, 3)).astype(np.float32), rng.normal(size=64).astype(np.float32)
    )
    normalised = (rgb - np.array([0.485, 0.456, 0.406])[:, None, None]) / np.array([0.229, 0.224, 0.225])[
        :, None, None
    ]
    folded = weights.fold(weights.VggWeights("torchvision", "0" * 64, {"conv1_1": first}))
    np.testing.assert_allclose(
        _first_layer(folded.convolutions["conv1_1"], rgb), _first_layer(first, normalised), rtol=0, atol=1e-4
    )


def test_folding_changes_the_first_layer_only() -> None:
    own = weights.load(WeightsRef(), upto="conv2_1")
    folded = weights.fold(own)
    assert folded.convolutions["conv2_1"] is own.convolutions["conv2_1"]
    assert folded.convolutions["conv1_2"] is own.convolutions["conv1_2"]
    assert not np.array_equal(folded.convolutions["conv1_1"].weight, own.convolutions["conv1_1"].weight)


def test_colours_are_in_the_right_order() -> None:
    """The filter that looks at red is the third of Oxford's file, on the scale 0-255."""
    first = weights.fold(weights.load(WeightsRef(), upto="conv1_1")).convolutions["conv1_1"]
    own = weights.load(WeightsRef(), upto="conv1_1").convolutions["conv1_1"]
    for rgb, bgr in ((0, 2), (1, 1), (2, 0)):
        np.testing.assert_allclose(first.weight[:, rgb], own.weight[:, bgr] * 255, rtol=1e-6)


def test_loading_needs_no_torch() -> None:
    code = (
        "import sys; sys.modules['torch'] = None\n"
        "from nst_engine import weights; from nst_engine.recipe import WeightsRef\n"
        "weights.fold(weights.load(WeightsRef(), upto='conv1_2'))"
    )
    subprocess.run(
        [sys.executable, "-c", code], check=True, cwd=Path(weights.__file__).parents[2], timeout=60
    )


def test_packing_tool_reproduces_the_bundled_bytes(tmp_path: Path) -> None:
    """The committed file's tensors, through the tool again: the same bytes, in the documented layout."""
    sys.path.insert(0, str(Path(weights.__file__).parents[2] / "tools"))
    try:
        import pack_vgg19
    finally:
        sys.path.pop(0)
    tensors = load_file(weights.bundled_path())
    state = {}
    for name in weights.SHAPES:
        block, conv = name.removeprefix("conv").split("_")
        for part, source in (("index", "W_q"), ("palette", "W_table"), ("bias", "b")):
            state[f"block{block}_conv{conv}_{source}"] = torch.from_numpy(tensors[f"{name}.{part}"])
    source = tmp_path / "weights.bin"
    torch.save(state, source)
    assert pack_vgg19.pack_state(torch.load(source, weights_only=True)) == weights.bundled_path().read_bytes()
