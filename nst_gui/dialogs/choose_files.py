"""The system's file chooser, without a nested event loop."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final, Literal

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QFileDialog, QWidget

Kind = Literal["pictures", "recipes", "weights", "presets"]

_PATTERNS: Final[dict[Kind, str]] = {
    "pictures": "*.png *.jpg *.jpeg *.jpe *.jfif *.webp *.tif *.tiff *.bmp *.gif *.avif",
    "recipes": "*.json *.png *.jpg *.jpeg *.webp *.tif *.tiff *.avif",
    "weights": "*.safetensors *.pth *.pt",
    "presets": "*.json",
}


def _tr(text: str) -> str:
    return QCoreApplication.translate("ChooseFiles", text)


def choose_files(
    parent: QWidget,
    title: str,
    folder: Path,
    kind: Kind,
    on_chosen: Callable[[list[Path]], None],
    *,
    many: bool = False,
) -> QFileDialog:
    """Open the chooser; ``on_chosen`` is called with the files unless the user gives up."""
    dialog = QFileDialog(parent, title, str(folder))
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles if many else QFileDialog.FileMode.ExistingFile)
    names = {
        "pictures": _tr("Pictures"),
        "recipes": _tr("Recipes and saved pictures"),
        "weights": _tr("Weights"),
        "presets": _tr("Looks"),
    }
    # Pictures are recognised by content, so a wrong extension must not hide them.
    dialog.setNameFilters([f"{names[kind]} ({_PATTERNS[kind]})", _tr("All files (*)")])
    dialog.filesSelected.connect(lambda files: on_chosen([Path(file) for file in files]))
    dialog.open()
    return dialog
