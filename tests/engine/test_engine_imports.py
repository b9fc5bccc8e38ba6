"""What may be imported by what: the engine never needs Qt, and its contracts never need torch."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MODULES = sorted(
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
    for path in (ROOT / "nst_engine").rglob("*.py")
)
WITHOUT_TORCH = [
    *("errors", "events", "finish", "making_of", "paths", "pictures", "plan", "recipe", "result", "stages"),
    *("token", "version"),
]

BLOCK = """
import importlib, sys

class Blocked:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {blocked!r}:
            raise ImportError("asked for " + name)

sys.meta_path.insert(0, Blocked())
for module in {modules!r}:
    importlib.import_module(module)
print("ok")
"""


def imported_without(blocked: tuple[str, ...], modules: list[str]) -> str:
    code = BLOCK.format(blocked=blocked, modules=modules)
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=120, check=False
    )
    return done.stdout.strip() or done.stderr


def test_the_whole_engine_imports_without_qt() -> None:
    assert "nst_engine.renderer" in MODULES
    modules = [name for name in MODULES if not name.endswith("__main__")]
    assert imported_without(("PySide6", "shiboken6", "nst_gui"), modules) == "ok"


def test_contracts_and_pictures_import_without_torch() -> None:
    modules = ["nst_engine.weights", *(f"nst_engine.{name}" for name in WITHOUT_TORCH)]
    modules += [name for name in MODULES if name.startswith("nst_engine.pictures.")]
    modules += [name for name in MODULES if name == "nst_engine.samples"]
    assert set(modules) <= set(MODULES)
    assert imported_without(("torch", "torchvision", "PySide6"), modules) == "ok"


@pytest.mark.parametrize("blocked", ["torch", "json"])
def test_the_block_blocks(blocked: str) -> None:
    """A block that let everything through would make the tests above pass for nothing."""
    module = {"torch": "nst_engine.renderer", "json": "nst_engine.recipe"}[blocked]
    assert f"asked for {blocked}" in imported_without((blocked,), [module])
