"""Arrows point down only: the engine without Qt, the window without torch."""

from __future__ import annotations

import subprocess
import sys

import pytest

_WITHOUT = """
import importlib, pkgutil, sys

class Refuse:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {blocked!r}:
            raise ImportError("blocked by the test: " + name)

sys.meta_path.insert(0, Refuse())
package = importlib.import_module({package!r})
names = [{package!r}]
for module in pkgutil.walk_packages(package.__path__, {package!r} + "."):
    importlib.import_module(module.name)
    names.append(module.name)
print(len(names))
"""


@pytest.mark.parametrize(
    ("package", "blocked"),
    [
        ("nst_engine", ("PySide6", "shiboken6", "nst_gui")),
        ("nst_gui", ("torch", "torchvision")),
    ],
)
def test_a_room_without_what_it_must_not_know(package: str, blocked: tuple[str, ...]) -> None:
    code = _WITHOUT.format(package=package, blocked=blocked)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) > 20


def test_only_the_hand_over_between_two_starts_imports_a_network_module() -> None:
    code = """
import ast, pathlib, nst_gui
found = set()
local = {"PySide6.QtNetwork"}
for file in pathlib.Path(nst_gui.__file__).parent.rglob("*.py"):
    allowed = local if file.name in ("single_instance.py", "listening.py") else set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names} - allowed
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module} - allowed
tops = {name.partition(".")[0] for name in found} & {"socket", "ssl", "urllib", "http", "requests", "ftplib"}
print(sorted(tops | {name for name in found if name == "PySide6.QtNetwork"}))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert done.stdout.strip() == "[]", done.stdout + done.stderr
