"""Importing files made elsewhere. All of them are built from the bundled weights, in the official layouts."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.numpy import save_file
from safetensors.torch import save_file as save_torch_file

from nst_engine import weights
from nst_engine.errors import WeightsError
from nst_engine.recipe import WeightsRef
from nst_engine.weights import families, loading

#: Positions of the convolutions in torchvision's ``features``, as printed by torchvision for configuration E.
FEATURES = [0, 2, 5, 7, 10, 12, 14, 16, 19, 21, 23, 25, 28, 30, 32, 34]
VGG16_FEATURES = [0, 2, 5, 7, 10, 12, 14, 17, 19, 21, 24, 26, 28]

State = dict[str, torch.Tensor]


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("NST_STUDIO_HOME", str(tmp_path / "home"))
    yield tmp_path / "home"
    # Pytest would keep some 100 MB a test, for three runs.
    shutil.rmtree(tmp_path, ignore_errors=True)


@pytest.fixture(scope="module")
def oxford() -> weights.VggWeights:
    return weights.load(WeightsRef())


@pytest.fixture
def official(oxford: weights.VggWeights) -> State:
    """Oxford's network under the keys of the official files."""
    state: State = {}
    for index, convolution in zip(FEATURES, oxford.convolutions.values(), strict=True):
        state[f"features.{index}.weight"] = torch.from_numpy(convolution.weight)
        state[f"features.{index}.bias"] = torch.from_numpy(convolution.bias)
    return state


@pytest.fixture
def foreign(official: State) -> State:
    """A VGG-19 nobody knows: a stand-in for torchvision's, which was trained anew."""
    generator = torch.Generator().manual_seed(0)
    return {key: torch.randn(value.shape, generator=generator) / 30 for key, value in official.items()}


def _save(state: object, path: Path, **options: object) -> Path:
    torch.save(state, path, **options)  # type: ignore[arg-type]
    return path


def _assert_equal(a: weights.VggWeights, b: weights.VggWeights) -> None:
    for name, convolution in b.convolutions.items():
        np.testing.assert_array_equal(a.convolutions[name].weight, convolution.weight)
        np.testing.assert_array_equal(a.convolutions[name].bias, convolution.bias)


@pytest.mark.parametrize("zipped", [True, False], ids=["zip", "legacy"])
def test_an_official_pth_is_stored_and_loaded(
    official: State, oxford: weights.VggWeights, tmp_path: Path, home: Path, zipped: bool
) -> None:
    # The real files also carry the classifier, which is not needed.
    official["classifier.0.weight"] = torch.zeros(4, 4)
    path = _save(official, tmp_path / "vgg19-d01eb7cb.pth", _use_new_zipfile_serialization=zipped)
    imported = weights.import_file(path)
    assert imported.family == "oxford"
    assert imported.path == home / "data" / "models" / "vgg19-oxford.safetensors"
    assert imported.source_name == "vgg19-d01eb7cb.pth"
    loaded = weights.load(WeightsRef(name="oxford"))
    assert loaded.sha256 == imported.sha256
    _assert_equal(loaded, oxford)
    row = next(row for row in weights.describe() if row.kind == "imported")
    assert (row.usable, row.sha256) == (True, imported.sha256)


@pytest.mark.parametrize(
    "rename",
    [
        pytest.param(lambda state: state, id="features"),
        pytest.param(
            lambda state: {
                f"{name}.{part}": state[f"features.{index}.{part}"]
                for index, name in zip(FEATURES, weights.SHAPES, strict=True)
                for part in ("weight", "bias")
            },
            id="conv-names",
        ),
    ],
)
def test_safetensors_of_either_layout(
    official: State, oxford: weights.VggWeights, tmp_path: Path, rename: Callable[[State], State]
) -> None:
    save_torch_file(rename(official), tmp_path / "a.safetensors")
    assert weights.import_file(tmp_path / "a.safetensors").family == "oxford"
    _assert_equal(weights.load(WeightsRef(name="oxford")), oxford)


def test_a_header_length_that_looks_like_a_pickle(official: State, tmp_path: Path) -> None:
    """A safetensors file begins with its header's length; 0x80 there is also how a pickle begins."""
    path = tmp_path / "a.safetensors"
    for padding in range(0, 256, 8):
        save_torch_file(official, path, metadata={"padding": "x" * padding})
        with path.open("rb") as file:
            if file.read(1) == b"\x80":
                break
    assert path.read_bytes()[:1] == b"\x80"
    assert weights.import_file(path).family == "oxford"


def test_a_channel_swapped_file_is_put_back_in_order(
    official: State, oxford: weights.VggWeights, tmp_path: Path
) -> None:
    official["features.0.weight"] = official["features.0.weight"].flip(1)
    assert weights.import_file(_save(official, tmp_path / "rgb.pth")).family == "oxford"
    _assert_equal(weights.load(WeightsRef(name="oxford")), oxford)


@pytest.mark.parametrize("dtype", [torch.float16, torch.bfloat16, torch.float64])
def test_other_float_widths_become_float32(official: State, tmp_path: Path, dtype: torch.dtype) -> None:
    path = _save({key: value.to(dtype) for key, value in official.items()}, tmp_path / "a.pth")
    loaded = weights.load(WeightsRef(name="file", path=str(path)))
    assert loaded.family == "oxford"
    assert loaded.convolutions["conv5_4"].weight.dtype == np.float32
    expected = official["features.34.weight"].to(dtype).float().numpy()
    np.testing.assert_array_equal(loaded.convolutions["conv5_4"].weight, expected)


def test_a_file_can_be_used_without_importing_it(
    official: State, oxford: weights.VggWeights, tmp_path: Path, home: Path
) -> None:
    path = _save(official, tmp_path / "a.pth")
    loaded = weights.load(WeightsRef(name="file", path=str(path)), upto="conv3_1")
    assert list(loaded.convolutions)[-1] == "conv3_1"
    assert not home.exists()
    assert weights.load(WeightsRef(name="file", path=str(weights.bundled_path()))).family == "oxford"


def test_imported_weights_are_found_again_by_hash(official: State, tmp_path: Path) -> None:
    path = _save(official, tmp_path / "a.pth")
    sha256 = weights.load(WeightsRef(name="file", path=str(path))).sha256
    weights.import_file(path)
    path.unlink()
    assert weights.load(WeightsRef(name="file", path=str(path), sha256=sha256)).sha256 == sha256
    assert weights.load(WeightsRef(name="file", sha256=weights.BUNDLED_SHA256)).family == "oxford"
    with pytest.raises(WeightsError, match="is not here"):
        weights.load(WeightsRef(name="file", sha256="1" * 64))


def test_a_recipe_s_hash_must_match(official: State, tmp_path: Path) -> None:
    path = _save(official, tmp_path / "a.pth")
    with pytest.raises(WeightsError, match="not the ones"):
        weights.load(WeightsRef(name="file", path=str(path), sha256="1" * 64))


def test_importing_an_import_keeps_bytes_and_identity(official: State, tmp_path: Path) -> None:
    first = weights.import_file(_save(official, tmp_path / "a.pth"))
    copy = tmp_path / "copy.safetensors"
    copy.write_bytes(first.path.read_bytes())
    second = weights.import_file(copy)
    assert second == first
    assert second.path.read_bytes() == copy.read_bytes()


def test_a_foreign_network_needs_its_family(foreign: State, tmp_path: Path) -> None:
    path = _save(foreign, tmp_path / "a.pth")
    with pytest.raises(WeightsError, match="unknown family"):
        weights.import_file(path)
    with pytest.raises(WeightsError, match="unknown family"):
        weights.load(WeightsRef(name="file", path=str(path)))
    with pytest.raises(WeightsError, match="no weights family 'caffe'"):
        weights.import_file(path, family="caffe")
    assert weights.import_file(path, family="torchvision").family == "torchvision"
    loaded = weights.load(WeightsRef(name="torchvision"))
    assert loaded.family == "torchvision"
    np.testing.assert_array_equal(loaded.convolutions["conv1_1"].weight, foreign["features.0.weight"].numpy())


def test_a_family_that_contradicts_the_filters_is_refused(official: State, tmp_path: Path) -> None:
    with pytest.raises(WeightsError, match="oxford weights, not torchvision"):
        weights.import_file(_save(official, tmp_path / "a.pth"), family="torchvision")


def test_rescaled_filters_are_not_taken_for_oxford_s(official: State, tmp_path: Path) -> None:
    """The same filters made for an input of 0-1: correlation 1, another convention."""
    official["features.0.weight"] = official["features.0.weight"] * 255
    with pytest.raises(WeightsError, match="unknown family"):
        weights.import_file(_save(official, tmp_path / "a.pth"))


def test_a_known_hash_decides(foreign: State, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = _save(foreign, tmp_path / "vgg19-dcbb9e9d.pth")
    monkeypatch.setitem(families.KNOWN_SHA256, loading.sha256_of(path), "torchvision")
    assert weights.import_file(path).family == "torchvision"


class _Marker:
    """Pickles into a call that leaves a file behind."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> tuple[Callable[[str], None], tuple[str]]:
        return os.mkdir, (str(self.path),)


@pytest.mark.parametrize("zipped", [True, False], ids=["zip", "legacy"])
def test_code_in_a_file_is_never_run(official: State, tmp_path: Path, zipped: bool) -> None:
    marker = tmp_path / "marker"
    content = {**official, "extra": _Marker(marker)}
    path = _save(content, tmp_path / "a.pth", _use_new_zipfile_serialization=zipped)
    with pytest.raises(WeightsError, match="program code"):
        weights.import_file(path)
    assert not marker.exists()


@pytest.mark.parametrize("keep", [0.0, 1e-6, 0.5, 0.999999])
@pytest.mark.parametrize("kind", ["zip", "legacy", "safetensors"])
def test_a_truncated_file_is_refused(official: State, tmp_path: Path, kind: str, keep: float) -> None:
    path = tmp_path / "a.weights"
    if kind == "safetensors":
        save_torch_file(official, path)
    else:
        _save(official, path, _use_new_zipfile_serialization=kind == "zip")
    os.truncate(path, int(path.stat().st_size * keep))
    with pytest.raises(WeightsError) as caught:
        weights.import_file(path)
    _assert_one_sentence(caught.value)
    assert not weights.imported_path("oxford").exists()


def _assert_one_sentence(error: WeightsError) -> None:
    text = str(error)
    assert text.endswith(".")
    assert "\n" not in text
    assert "; " in text  # what is wrong; what to do
    assert len(text) < 260


def _with(state: State, key: str, value: object) -> dict[str, object]:
    return {**state, key: value}


_CONV3_1 = "features.10.weight"
_SHAPE3_1 = (256, 128, 3, 3)


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        pytest.param(lambda s: _with(s, _CONV3_1, torch.full(_SHAPE3_1, torch.nan)), "not numbers", id="nan"),
        pytest.param(
            lambda s: _with(s, "features.10.bias", torch.full((256,), torch.inf)),
            "not numbers",
            id="infinite",
        ),
        pytest.param(
            lambda s: _with(s, _CONV3_1, torch.full(_SHAPE3_1, 1e300, dtype=torch.float64)),
            "not numbers",
            id="too-large",
        ),
        pytest.param(
            lambda s: _with(s, _CONV3_1, torch.zeros(256, 128, 5, 5)), "conv3_1 has the shape", id="shape"
        ),
        pytest.param(
            lambda s: _with(s, "features.10.bias", torch.zeros(255)), "conv3_1 has the shape", id="bias"
        ),
        pytest.param(
            lambda s: _with(s, _CONV3_1, torch.zeros(_SHAPE3_1, dtype=torch.uint8)),
            "plain decimal",
            id="whole",
        ),
        pytest.param(
            lambda s: _with(s, _CONV3_1, torch.zeros(_SHAPE3_1).to_sparse()), "plain decimal", id="sparse"
        ),
        pytest.param(lambda s: _with(s, _CONV3_1, "text"), "plain decimal", id="text"),
        pytest.param(
            lambda s: {key: value for key, value in s.items() if key != "features.34.bias"},
            "conv5_4 .* is missing",
            id="missing",
        ),
        pytest.param(lambda s: {"model": s}, "holds no VGG-19", id="nested"),
        pytest.param(lambda s: list(s.values()), "no table of layers", id="list"),
        pytest.param(
            lambda _: {
                f"features.{i}.{p}": torch.zeros(1) for i in VGG16_FEATURES for p in ("weight", "bias")
            },
            "conv3_4",
            id="vgg16",
        ),
    ],
)
def test_a_wrong_network_is_refused(
    official: State, tmp_path: Path, spoil: Callable[[State], object], says: str
) -> None:
    path = _save(spoil(official), tmp_path / "a.pth")
    with pytest.raises(WeightsError, match=says) as caught:
        weights.import_file(path)
    _assert_one_sentence(caught.value)


def test_safetensors_of_whole_numbers_are_refused(tmp_path: Path) -> None:
    tensors = {}
    for name, shape in weights.SHAPES.items():
        tensors[f"{name}.weight"] = np.zeros(shape, np.int8)
        tensors[f"{name}.bias"] = np.zeros(shape[0], np.int8)
    save_file(tensors, tmp_path / "a.safetensors")
    with pytest.raises(WeightsError, match="I8"):
        weights.import_file(tmp_path / "a.safetensors")


def test_what_is_no_weights_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "text.pth").write_text("this is only text, whatever it is called")
    (tmp_path / "folder.pth").mkdir()
    (tmp_path / "empty.pth").touch()
    for name in ("text.pth", "folder.pth", "empty.pth", "absent.pth", "nul\0.pth"):
        with pytest.raises(WeightsError) as caught:
            weights.import_file(tmp_path / name)
        _assert_one_sentence(caught.value)


def test_weights_not_imported_yet_say_what_to_do() -> None:
    with pytest.raises(WeightsError, match="weights info"):
        weights.load(WeightsRef(name="torchvision"))


def test_a_flipped_bit_in_imported_weights_is_noticed(official: State, tmp_path: Path) -> None:
    imported = weights.import_file(_save(official, tmp_path / "a.pth"))
    data = bytearray(imported.path.read_bytes())
    data[-1000] ^= 1
    imported.path.write_bytes(data)
    with pytest.raises(WeightsError, match="damaged; import the official file again"):
        weights.load(WeightsRef(name="oxford"))
    row = next(row for row in weights.describe() if row.kind == "imported")
    assert not row.usable
    assert "damaged" in row.note


def test_a_failed_import_leaves_the_earlier_one(official: State, foreign: State, tmp_path: Path) -> None:
    imported = weights.import_file(_save(official, tmp_path / "a.pth"))
    before = imported.path.read_bytes()
    spoilt = _with(official, "features.34.bias", torch.full((512,), torch.nan))
    with pytest.raises(WeightsError):
        weights.import_file(_save(spoilt, tmp_path / "b.pth"))
    assert imported.path.read_bytes() == before
    assert [path.name for path in imported.path.parent.iterdir()] == ["vgg19-oxford.safetensors"]


def test_the_official_files_are_described() -> None:
    rows = {row.name: row for row in weights.describe() if row.kind == "official"}
    torchvision = rows["vgg19-dcbb9e9d.pth"]
    assert torchvision.sha256 is not None
    assert torchvision.sha256.startswith("dcbb9e9d")  # torchvision names its files by their hash
    assert torchvision.size_bytes == 574_673_361
    assert rows["vgg19-d01eb7cb.pth"].place.endswith("/vgg19-d01eb7cb.pth")
