"""The directions of imports, as the contracts in pyproject.toml state them, and that they can be broken."""

from __future__ import annotations

import ast
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


def _lint(folder: Path) -> subprocess.CompletedProcess[str]:
    """Run the linter of imports; ``-P`` and the working folder make it read that folder's rooms alone."""
    code = (
        "import sys; sys.path.insert(0, '.'); from importlinter.cli import lint_imports_command as run; run()"
    )
    return subprocess.run(
        [sys.executable, "-P", "-c", code, "--no-cache", "--no-logo"],
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
    )


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    for room in ("nst_engine", "nst_gui"):
        shutil.copytree(ROOT / room, tmp_path / room, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_the_rooms_keep_every_contract() -> None:
    done = _lint(ROOT)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("module", "line"),
    [
        ("nst_engine/vgg.py", "import nst_gui"),
        ("nst_engine/losses.py", "from nst_engine import objective"),
        ("nst_engine/objective.py", "from nst_engine import renderer"),
        ("nst_engine/pictures/load.py", "from PySide6.QtGui import QImage"),
        ("nst_gui/widgets/canvas.py", "import torch"),
        ("nst_gui/main_window.py", "from nst_engine import renderer"),
        ("nst_gui/widgets/canvas.py", "from nst_gui import main_window"),
        ("nst_gui/models/recipe_model.py", "from nst_gui.widgets import canvas"),
        ("nst_engine/weights/official.py", "import urllib.request"),
        ("nst_gui/app.py", "import socket"),
        ("nst_engine/cli/painting.py", "import http.client"),
    ],
)
def test_a_wrong_import_breaks_a_contract(copy: Path, module: str, line: str) -> None:
    path = copy / module
    path.write_text(path.read_text(encoding="utf-8") + f"\n\n{line}\n", encoding="utf-8")
    done = _lint(copy)
    assert done.returncode == 1, done.stdout + done.stderr
    assert "BROKEN" in done.stdout


def test_main_loads_nothing_before_it_knows_which_face_to_show() -> None:
    tree = ast.parse((ROOT / "main.py").read_text(encoding="utf-8"))
    names = {alias.name for node in tree.body if isinstance(node, ast.Import) for alias in node.names}
    names |= {node.module or "" for node in tree.body if isinstance(node, ast.ImportFrom)}
    assert names
    assert {name.partition(".")[0] for name in names} <= sys.stdlib_module_names


def test_nothing_imports_main() -> None:
    sources = [path for room in ("nst_engine", "nst_gui") for path in (ROOT / room).rglob("*.py")]
    assert len(sources) > 50
    for path in sources:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            imported = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            imported += [node.module or ""] if isinstance(node, ast.ImportFrom) and not node.level else []
            assert "main" not in imported, path
