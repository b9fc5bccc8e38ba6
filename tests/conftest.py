"""What all tests share."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import hypothesis
import pytest

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

# The same examples in every run, so that a change is judged by what it changed. New ones are looked for on
# purpose: HYPOTHESIS_PROFILE=search pytest …
hypothesis.settings.register_profile("repeat", derandomize=True)
hypothesis.settings.register_profile("search", derandomize=False)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "repeat"))


@pytest.fixture(scope="session")
def qapp_cls() -> type[QApplication]:
    """The program's own application: a process has one, made by whichever test needs it first."""
    from nst_gui.opening import Application

    return Application
