"""What pictures are called in the window."""

from __future__ import annotations

from pathlib import Path

from nst_engine import pictures
from nst_engine.recipe import PictureRef
from nst_engine.samples import all_samples, sample_pair
from nst_gui.picture_names import picture_name


def test_a_shipped_picture_has_its_title_and_others_their_file_s_name(photograph: Path) -> None:
    content, styles = sample_pair()
    titles = {sample.path: sample.title for sample in all_samples()}
    for path in (content, *styles):
        ref = pictures.reference(path)
        assert picture_name(ref) == titles[path]
        assert picture_name(ref.model_copy(update={"path": None})) == titles[path]
    assert picture_name(pictures.reference(photograph)) == "harbour"


def test_a_file_of_the_same_name_is_not_taken_for_a_shipped_one(tmp_path: Path) -> None:
    content, _ = sample_pair()
    ref = PictureRef(
        name=content.name, sha256="a" * 64, width=64, height=48, path=str(tmp_path / content.name)
    )
    assert picture_name(ref) == content.stem
