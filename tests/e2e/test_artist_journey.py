"""An artist's first hour, with the mouse alone: from the sample to a print file, and back from that file.

The real start-up, the true engine and the bundled network, at about 96 px. A picture of the window after
every step lies in ``build/journey`` afterwards.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
import tifffile
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from nst_engine.recipe import Recipe, portable
from nst_engine.recipe_files import read_recipe_file
from nst_gui import app
from nst_gui.dialogs.contact_sheet import ContactSheet
from nst_gui.dialogs.save_dialog import SaveDialog
from nst_gui.main_window import MainWindow
from nst_gui.models.run_state import ENDED, RunState
from nst_gui.widgets.comparison import CompareMode
from nst_gui.widgets.weight_slider import NumberSlider

import mouse  # isort: skip - beside this file

ALBUM = Path(__file__).resolve().parents[2] / "build" / "journey"
PATIENCE_MS = 120_000
SMALL = 96

pytestmark = [
    pytest.mark.real,
    pytest.mark.qt_log_ignore(r"This plugin does not support (raise\(\)|grabbing the keyboard)", extend=True),
]


@dataclass
class Artist:
    """Who sits in front of ``window``, and what is known so far."""

    window: MainWindow
    folder: Path
    qtbot: QtBot
    steps: int = 0

    def wait(self, until: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(until, timeout=PATIENCE_MS)

    def look(self, name: str) -> None:
        """Keep a picture of what is on the screen."""
        self.steps += 1
        shown = QApplication.activePopupWidget() or self._dialog() or self.window
        ALBUM.mkdir(parents=True, exist_ok=True)
        shown.grab().save(str(ALBUM / f"{self.steps:02}-{name}.png"))

    def _dialog(self) -> QWidget | None:
        dialogs = [dialog for dialog in self.window.findChildren(QDialog) if dialog.isVisible()]
        return dialogs[0] if dialogs else None

    def press(self, key: str) -> None:
        """Click on the button of an action."""
        mouse.click(self.window.findChild(QToolButton, f"{key}_button"))

    def paint(self) -> None:
        """Press Start and wait for the finished picture."""
        self.press("start")
        self.wait_for_the_end()

    def wait_for_the_end(self) -> None:
        self.wait(lambda: self.window.controller.active)
        self.wait(lambda: self.window.controller.state in ENDED)
        assert self.window.controller.state is RunState.FINISHED, self.window.messages.text()
        self.wait(lambda: not self.window.tasks.busy)

    def slide(self, slider: NumberSlider, value: float) -> None:
        """Drag a slider's handle to where it says about ``value``."""
        groove = slider.slider
        # A menu that is still closing takes the press from what lies under the pointer.
        self.wait(lambda: QApplication.activePopupWidget() is None)
        self.qtbot.wait(200)
        spots = [
            QPoint(round(groove._x(slider._position_of(v))), groove.height() // 2)
            for v in (slider.value(), value)
        ]
        mouse.drag(groove, *spots)


def take_the_sample(artist: Artist) -> None:
    mouse.choose_from_menu_bar(artist.window, "File", "sample")
    artist.wait(lambda: artist.window.model.recipe() is not None and not artist.window.tasks.busy)


def make_it_small(artist: Artist) -> None:
    artist.slide(artist.window.controls.slider("size"), SMALL)
    assert artist.window.model.draft.size == pytest.approx(SMALL, rel=0.15)


def paint_it(artist: Artist) -> None:
    artist.paint()
    result = artist.window.controller.result
    assert result is not None
    assert max(result.picture.width, result.picture.height) == artist.window.model.draft.size


def compare_before_and_after(artist: Artist) -> None:
    canvas = artist.window.canvas
    artist.press("compare_split")
    assert canvas.mode() is CompareMode.SPLIT
    middle = canvas.rect().center()
    before = canvas.grab().toImage()
    mouse.drag(canvas, middle, middle + QPoint(canvas.width() // 8, 0))
    assert canvas.grab().toImage() != before, "the divider did not move"
    artist.look("compared")
    artist.press("compare_result")


def change_the_stroke_size(artist: Artist) -> None:
    artist.slide(artist.window.controls.slider("stroke_size"), 1.6)
    assert artist.window.model.draft.stroke_size == pytest.approx(1.6, rel=0.1)


def paint_a_contact_sheet(artist: Artist) -> ContactSheet:
    mouse.choose_from_menu_bar(artist.window, "Paint", "contact_sheet")
    [sheet] = artist.window.findChildren(ContactSheet)
    artist.wait(lambda: bool(sheet.cells) and all(cell.isEnabled() for cell in sheet.cells))
    return sheet


def pick_one(artist: Artist, sheet: ContactSheet) -> None:
    before = artist.window.model.draft
    mouse.click(sheet.cells[1])
    artist.wait(lambda: not artist.window.findChildren(ContactSheet))
    assert artist.window.model.draft != before


def make_it_larger(artist: Artist) -> None:
    """From the picture that was painted with what was picked."""
    artist.paint()
    small = artist.window.controller.result
    cards = artist.window.results.strip
    artist.wait(lambda: artist.window.history.model.rowCount() == 2)
    mouse.click(cards.viewport(), cards.visualRect(cards.index(0)).center(), mouse.RIGHT)
    artist.look("menu-of-a-painting")
    mouse.choose_from_open_menu("twice the size")
    artist.wait_for_the_end()
    large = artist.window.controller.result
    assert small is not None
    assert large is not None
    assert max(large.picture.width, large.picture.height) == 2 * max(
        small.picture.width, small.picture.height
    )


def export_sixteen_bits(artist: Artist) -> Path:
    artist.press("save")
    [dialog] = artist.window.findChildren(SaveDialog)
    mouse.choose_in_combo(dialog.format_combo, dialog.format_combo.findText("TIFF"))
    bits = dialog.details.bits_combo
    if not bits.isVisible():
        mouse.click(dialog._section.header)
    mouse.choose_in_combo(bits, bits.findData(16))
    artist.look("export")
    mouse.click(dialog.save_button)
    artist.wait(lambda: not artist.window.saver.unsaved)
    [file] = artist.folder.glob("*.tif")
    with tifffile.TiffFile(file) as tiff:
        assert tiff.pages[0].dtype == "uint16"
    return file


def drop_it_back(artist: Artist, file: Path) -> None:
    window = artist.window
    artist.slide(window.controls.slider("style_strength"), 20.0)
    exported = read_recipe_file(file)
    assert shared(window.model.recipe()) != exported
    canvas = window.canvas

    def on_restore() -> QPoint:
        zones = window.dropping.zones
        artist.wait(lambda: any(title == "Restore settings" for title, _, _ in zones.cards()))
        artist.look("places-to-drop")
        [place] = [rect.center() for title, _, rect in zones.cards() if title == "Restore settings"]
        return canvas.mapFrom(window, place)

    mouse.drop_files(canvas, [file], on_restore)
    artist.wait(lambda: shared(window.model.recipe()) == exported)


def shared(recipe: Recipe | None) -> Recipe | None:
    """A recipe as exported pictures carry it."""
    return None if recipe is None else portable(recipe)


def travel(artist: Artist) -> None:
    artist.window.resize(1280, 800)
    artist.wait(lambda: not artist.window.tasks.busy)
    artist.look("welcome")
    take_the_sample(artist)
    artist.look("sample")
    make_it_small(artist)
    paint_it(artist)
    artist.look("painted")
    compare_before_and_after(artist)
    change_the_stroke_size(artist)
    artist.look("other-strokes")
    sheet = paint_a_contact_sheet(artist)
    artist.look("contact-sheet")
    pick_one(artist, sheet)
    artist.look("picked")
    make_it_larger(artist)
    artist.look("larger")
    file = export_sixteen_bits(artist)
    artist.look("exported")
    drop_it_back(artist, file)
    artist.look("restored")
    assert artist.window.error_report.count == 0
    mouse.choose_from_menu_bar(artist.window, "File", "quit")


def test_an_artists_journey(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot) -> None:
    folder = tmp_path / "artist"
    folder.mkdir()
    monkeypatch.setenv("NST_STUDIO_HOME", str(tmp_path / "home"))
    for variable in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(variable, str(folder))
    ends: list[BaseException | None] = []

    def begin() -> None:
        # Whatever goes wrong in here must end the program, and is told by the test.
        [window] = [w for w in QApplication.topLevelWidgets() if isinstance(w, MainWindow)]
        artist = Artist(window, folder, qtbot)
        try:
            travel(artist)
        except BaseException as error:  # noqa: BLE001 - raised again by the test
            artist.look("stranded")
            ends.append(error)
            QCoreApplication.exit(1)
        else:
            ends.append(None)

    app.create_application()
    QTimer.singleShot(0, begin)
    code = app.run([])
    # Later tests look for a window of their own.
    for window in [w for w in QApplication.topLevelWidgets() if isinstance(w, MainWindow)]:
        window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    [error] = ends
    if error is not None:
        raise error
    assert code == 0
    assert len(list(ALBUM.glob("*.png"))) >= 10
    assert not [w for w in QApplication.topLevelWidgets() if isinstance(w, MainWindow)]
