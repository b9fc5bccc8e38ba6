"""The shipped pictures: all there, all listed, all credited, all fit to be painted with."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from nst_engine import samples
from nst_engine.errors import ResourceError


def test_every_picture_is_listed_and_every_listed_picture_is_there() -> None:
    listed = [sample.path.name for sample in samples.all_samples()]
    there = [path.name for path in samples.samples_dir().iterdir() if path.suffix == ".jpg"]
    assert sorted(listed) == sorted(there)
    assert len(set(listed)) == len(listed)


def test_every_picture_has_its_line_in_sources() -> None:
    sources = (samples.samples_dir() / "SOURCES.md").read_text(encoding="utf-8")
    for sample in samples.all_samples():
        assert f"| {sample.path.name} |" in sources


def test_there_is_something_of_each_kind() -> None:
    kinds = [sample.kind for sample in samples.all_samples()]
    assert kinds.count("photograph") >= 3
    assert kinds.count("painting") >= 4
    assert kinds.count("texture") >= 5
    assert all(sample.title and sample.credit for sample in samples.all_samples())


@pytest.mark.parametrize("sample", samples.all_samples(), ids=lambda sample: sample.path.stem)
def test_pictures_are_plain_srgb_without_metadata_or_frame(sample: samples.Sample) -> None:
    with Image.open(sample.path) as image:
        image.load()
        assert image.format == "JPEG"
        assert image.mode == "RGB"
        assert min(image.size) >= 300
        assert max(image.size) <= 1024
        assert not image.getexif()
        pixels = np.asarray(image, np.float64)
    # A frame or missing piece would be a line of one colour along an edge.
    for edge in (pixels[0], pixels[-1], pixels[:, 0], pixels[:, -1]):
        assert edge.std(axis=0).max() > 1.5


def test_the_sample_pair_is_a_photograph_and_a_style() -> None:
    kinds = {sample.path: sample.kind for sample in samples.all_samples()}
    content, styles = samples.sample_pair()
    assert kinds[content] == "photograph"
    assert styles
    assert all(kinds[style] in ("painting", "texture") for style in styles)


def test_the_folder_stays_small() -> None:
    assert sum(path.stat().st_size for path in samples.samples_dir().iterdir()) <= 6_000_000


@pytest.mark.parametrize("content", [None, "[1, 2", "[]", "{}"])
def test_a_missing_or_damaged_list_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: str | None
) -> None:
    (tmp_path / "samples").mkdir()
    if content is not None:
        (tmp_path / "samples" / "samples.json").write_text(content)
    monkeypatch.setattr(samples, "resources_dir", lambda: tmp_path)
    with pytest.raises(ResourceError, match="install NST Studio again"):
        samples.all_samples()
