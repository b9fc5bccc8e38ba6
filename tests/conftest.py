"""What all tests share."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import hypothesis
import pytest

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

# Tests in several processes at once (pytest -n) share the processors, and do not fight for them. torch reads
# this once, when it is first imported.
if "PYTEST_XDIST_WORKER_COUNT" in os.environ:
    share = max(1, (os.cpu_count() or 1) // int(os.environ["PYTEST_XDIST_WORKER_COUNT"]))
    os.environ.setdefault("OMP_NUM_THREADS", str(share))

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
