"""What the process is asked for before torch is imported."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

ASKED = ("OMP_WAIT_POLICY", "THP_MEM_ALLOC_ENABLE", "ONEDNN_PRIMITIVE_CACHE_CAPACITY", "LRU_CACHE_CAPACITY")


def environment_after_preparing(**given: str) -> dict[str, str | None]:
    """The variables of a fresh process that was prepared, started with those ``given``."""
    told = {name: value for name, value in os.environ.items() if name not in ASKED}
    script = (
        "import json, os, sys\n"
        "from nst_engine import process\n"
        "process.prepare()\n"
        "process.prepare()\n"
        "assert 'torch' not in sys.modules\n"
        f"print(json.dumps({{name: os.environ.get(name) for name in {ASKED!r}}}))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
        env={**told, **given},
    )
    found: dict[str, str | None] = json.loads(done.stdout)
    return found


def test_a_prepared_process_sleeps_between_parts_and_keeps_few_kernels() -> None:
    assert environment_after_preparing() == {
        "OMP_WAIT_POLICY": "passive",
        "THP_MEM_ALLOC_ENABLE": "1",
        "ONEDNN_PRIMITIVE_CACHE_CAPACITY": "64",
        "LRU_CACHE_CAPACITY": "16",
    }


@pytest.mark.parametrize("name", ASKED)
def test_what_the_user_set_in_the_environment_wins(name: str) -> None:
    assert environment_after_preparing(**{name: "7"})[name] == "7"
