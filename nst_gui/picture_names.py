"""What a picture is called in the window: one that ships with the program by its title."""

from __future__ import annotations

import functools
from pathlib import Path

from nst_engine.errors import ResourceError
from nst_engine.recipe import PictureRef
from nst_engine.samples import all_samples, samples_dir
from nst_gui.words import shipped


def picture_name(ref: PictureRef) -> str:
    """The title of a shipped picture in the window's language, else the file's name without its ending."""
    title = _titles().get(ref.name)
    ours = ref.path is None or Path(ref.path).parent == samples_dir()
    return shipped("Samples", title) if title is not None and ours else Path(ref.name).stem


@functools.cache
def _titles() -> dict[str, str]:
    try:
        return {sample.path.name: sample.title for sample in all_samples()}
    except ResourceError:  # said where the pictures themselves are shown
        return {}
