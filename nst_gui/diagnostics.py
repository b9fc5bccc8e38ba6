"""What somebody who helps will ask for, as text: versions, machine, last plan, end of the log."""

from __future__ import annotations

from typing import Final

from PySide6.QtGui import QGuiApplication

from nst_engine import paths
from nst_engine.plan import Plan
from nst_gui.desktop.memory import GB, installed_bytes
from nst_gui.dialogs.about_dialog import version_rows

_LOG_LINES: Final = 40
_LOG_BYTES: Final = 20_000


def describe(plan: Plan | None) -> str:
    """Lines of plain text; file names appear only where the log names them."""
    lines = [f"{name}: {value}" for name, value in version_rows()]
    lines.append(f"Memory: {installed_bytes() / GB:.1f} GB")
    lines.append(f"Window system: {QGuiApplication.platformName()}")
    for screen in QGuiApplication.screens():
        size, ratio = screen.size(), screen.devicePixelRatio()
        lines.append(f"Screen: {size.width()} × {size.height()} at {ratio:g}")
    if plan is not None:
        lines.append(f"Last plan: {plan.model_dump_json()}")
    lines += ["", "End of the log:", *_log_end()]
    return "\n".join(lines)


def _log_end() -> list[str]:
    path = paths.log_dir() / "nst-studio.log"
    try:
        with path.open("rb") as file:
            file.seek(max(0, path.stat().st_size - _LOG_BYTES))
            text = file.read().decode("utf-8", "replace")
    except OSError as error:
        return [f"not there: {error.strerror}"]
    return text.splitlines()[-_LOG_LINES:]
