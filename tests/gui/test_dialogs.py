from __future__ import annotations

from pathlib import Path

import pytest
from hands_on import words_only
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialogButtonBox, QInputDialog, QLabel, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from nst_engine.version import __version__
from nst_engine.weights import OFFICIAL_FILES, bundled_path, imported_path
from nst_gui.dialogs.about_dialog import AboutDialog
from nst_gui.dialogs.buttons import strip_icons
from nst_gui.dialogs.import_weights import ImportWeightsDialog
from nst_gui.dialogs.licences_dialog import LicencesDialog
from nst_gui.main_window import MainWindow


def texts(widget: object) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel))  # type: ignore[attr-defined]


def test_a_question_for_words_has_no_icons_on_its_buttons_however_late_they_are_made(qtbot: QtBot) -> None:
    dialog = QInputDialog()
    qtbot.addWidget(dialog)
    strip_icons(dialog)
    assert words_only(dialog) == ["OK", "Cancel"], "they are there, and were stripped"


def test_about_tells_the_versions_and_copies_them(studio: MainWindow) -> None:
    studio.actions_table["about"].trigger()
    [dialog] = studio.findChildren(AboutDialog)
    assert __version__ in texts(dialog)
    assert "Simonyan" in texts(dialog)
    [copy] = [b for b in dialog.findChildren(QPushButton) if "Copy" in b.text()]
    copy.click()
    assert f"NST Studio: {__version__}" in QGuiApplication.clipboard().text()
    assert "torch: " in QGuiApplication.clipboard().text()
    dialog.findChild(QDialogButtonBox).rejected.emit()
    assert not dialog.isVisible()


def test_licences_are_shown(studio: MainWindow, qtbot: QtBot) -> None:
    studio.actions_table["licences"].trigger()
    [dialog] = studio.findChildren(LicencesDialog)
    view = dialog.findChild(QPlainTextEdit)
    qtbot.waitUntil(lambda: "GNU LESSER GENERAL PUBLIC LICENSE" in view.toPlainText())
    assert view.isReadOnly()
    table = view.toPlainText().partition("====")[0].splitlines()
    widest = max(view.fontMetrics().horizontalAdvance(line) for line in table)
    assert widest + 2 * view.document().documentMargin() < view.viewport().width(), "no row is broken"


def test_a_dialog_closed_early_is_no_fault(studio: MainWindow, qtbot: QtBot) -> None:
    studio.actions_table["licences"].trigger()
    [dialog] = studio.findChildren(LicencesDialog)
    dialog.close()
    qtbot.waitUntil(lambda: not studio.tasks.busy)
    assert studio.error_report.count == 0


@pytest.fixture
def importing(studio: MainWindow) -> ImportWeightsDialog:
    studio.actions_table["import_weights"].trigger()
    [dialog] = studio.findChildren(ImportWeightsDialog)
    return dialog


def test_the_official_files_are_named(importing: ImportWeightsDialog) -> None:
    shown = texts(importing)
    for file in OFFICIAL_FILES:
        assert file.address in shown
        assert file.sha256 is None or file.sha256 not in shown, "the program compares it, nobody else need"
    assert shown.count("Size") == 1, "what is not known has no row"
    assert "575 MB" in shown


def test_a_file_that_is_no_network_gets_a_sentence(
    importing: ImportWeightsDialog, tmp_path: Path, qtbot: QtBot
) -> None:
    bad = tmp_path / "bad.safetensors"
    bad.write_bytes(b"nothing of the kind")
    importing.take(bad)
    assert not importing.choose_button.isEnabled()
    qtbot.waitUntil(importing.choose_button.isEnabled)
    assert "bad.safetensors" in importing.notice
    assert not imported_path("oxford").exists()


def test_imported_weights_can_be_chosen(
    studio: MainWindow, importing: ImportWeightsDialog, qtbot: QtBot, tmp_path: Path
) -> None:
    from safetensors.numpy import save_file

    from nst_engine.recipe import WeightsRef
    from nst_engine.weights import load

    network = load(WeightsRef())
    tensors = {}
    for name, convolution in network.convolutions.items():
        tensors[f"{name}.weight"] = convolution.weight
        tensors[f"{name}.bias"] = convolution.bias
    file = tmp_path / "mine.safetensors"
    save_file(tensors, file)
    combo = studio.controls.advanced.findChild(type(studio.controls.advanced._weights), "weights")
    index = combo.findData("oxford")
    assert not combo.model().item(index).isEnabled()
    importing.take(file)
    qtbot.waitUntil(importing.choose_button.isEnabled, timeout=30_000)
    assert "oxford" in importing.notice
    assert imported_path("oxford").is_file()
    assert combo.model().item(index).isEnabled()
    combo.setCurrentIndex(index)
    combo.activated.emit(index)
    assert studio.model.draft.weights.name == "oxford"
    assert bundled_path().is_file()
