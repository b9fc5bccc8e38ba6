"""What the screenshots show: each scene brings the window into a state and says what of it is looked at."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PySide6.QtCore import QDeadlineTimer, QEventLoop, QMimeData, QPoint, Qt, QTimer, QUrl
from PySide6.QtGui import QDragEnterEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QWidget

from nst_engine import paths, pictures
from nst_engine.samples import sample_pair
from nst_gui import app as studio
from nst_gui.main_window import MainWindow
from nst_gui.models.run_state import ENDED, RunState
from nst_gui.workers.render_worker import ProgressBatch

PATIENCE_MS: Final = 600_000
#: Pictures appear, panels find their width, news of the start are said.
SETTLE_MS: Final = 600


class Stage:
    """A window of its own with what scenes need to bring it somewhere; ``edge`` is the output size in px."""

    def __init__(self, edge: int) -> None:
        self.edge = edge
        self.window: MainWindow = studio.open_window()
        self._forecasts: list[object] = []
        self.window.controller.foreseen.connect(self._forecasts.append)
        self.settle()

    def wait(self, until: Callable[[], bool]) -> None:
        """Let the program go on until something is the case; raises :class:`TimeoutError`."""
        deadline, loop = QDeadlineTimer(PATIENCE_MS), QEventLoop()
        while not until():
            if deadline.hasExpired():
                raise TimeoutError("the window never came into the state that was waited for")
            QTimer.singleShot(20, loop.quit)
            loop.exec()

    def settle(self) -> None:
        """Until nothing is being loaded any more, and a moment longer."""
        self.wait(lambda: not self.window.tasks.busy)
        loop = QEventLoop()
        QTimer.singleShot(SETTLE_MS, loop.quit)
        loop.exec()
        self.wait(lambda: not self.window.tasks.busy)

    def do(self, key: str) -> None:
        """Trigger an action."""
        self.window.actions_table[key].trigger()
        self.settle()

    def load_sample(self) -> None:
        """The sample pair at the size of the stage."""
        self.do("sample")
        known, before = len(self._forecasts), self.window.model.draft
        self.window.model.set(size=self.edge, quality="draft")
        if self.window.model.draft != before:
            self.wait(lambda: len(self._forecasts) > known)
        self.settle()

    def paint(self) -> None:
        """What is set, to its end."""
        self.window.start()
        self.wait(lambda: self.window.controller.state in ENDED)
        if self.window.controller.state is not RunState.FINISHED:
            raise RuntimeError(self.window.messages.text())
        self.settle()

    def show_newest(self) -> None:
        """The painting that was made last, with its settings."""
        entry = self.window.history.model.entries[0]
        known = len(self._forecasts)
        self.window.intake.restore(entry.record.recipe)
        self.wait(lambda: len(self._forecasts) > known)
        self.settle()
        self.window.history.show(entry)
        self.settle()
        self.window.messages.clear("info", "warning")

    def dialog(self) -> QWidget:
        """The dialog that is open."""
        found = [w for w in QApplication.topLevelWidgets() if isinstance(w, QDialog) and w.isVisible()]
        if len(found) != 1:
            raise RuntimeError(f"{len(found)} dialogs are open")
        return found[0]

    def close(self) -> None:
        """Leave nothing running."""
        for widget in QApplication.topLevelWidgets():
            if isinstance(widget, QDialog | QMenu):
                widget.close()
        self.window.shutdown()
        self.window.hide()
        self.window.deleteLater()


@contextmanager
def stage(edge: int) -> Iterator[Stage]:
    """A stage that is cleared afterwards."""
    made = Stage(edge)
    try:
        yield made
    finally:
        made.close()


def prepare_home(edge: int) -> None:
    """Paint what the history of the screenshots holds: three paintings of the sample photograph."""
    photograph, _ = sample_pair()
    with stage(edge) as on:
        gallery = {
            sample.stem: sample for sample in sorted(photograph.parent.glob("*.jpg")) if sample != photograph
        }
        for name in ("texture-stained-glass", "hokusai-great-wave", "van-gogh-village-street-in-auvers"):
            on.load_sample()
            on.window.model.set(styles=())
            on.window.intake.add_styles([gallery[name]])
            on.settle()
            on.paint()
        newest = on.window.history.model.entries[-1]
        on.window.history._change(newest, starred=True)
        on.settle()
    # Scenes begin with an empty window, and set up what they show.
    (paths.data_dir() / "set-up.json").unlink(missing_ok=True)


# ---- the scenes -----------------------------------------------------------------------------------


def _welcome(on: Stage) -> QWidget:
    return on.window


def _sample(on: Stage) -> QWidget:
    on.load_sample()
    on.window.messages.clear("info")
    return on.window


def _painted(on: Stage) -> QWidget:
    on.show_newest()
    return on.window


def _compared(on: Stage) -> QWidget:
    on.show_newest()
    on.do("compare_split")
    return on.window


def _beside(on: Stage) -> QWidget:
    on.show_newest()
    on.do("compare_beside")
    return on.window


def _painting(on: Stage) -> QWidget:
    on.load_sample()
    on.window.model.set(quality="standard")
    batches: list[ProgressBatch] = []
    on.window.controller.progressed.connect(batches.append)
    on.window.start()
    # At the second scale there is something to see.
    on.wait(
        lambda: (
            bool(batches and batches[-1].last.scale_index and batches[-1].last.iteration > 4)
            or on.window.controller.state in ENDED
        )
    )
    on.do("pause")
    on.wait(lambda: on.window.controller.state in ENDED | {RunState.PAUSED})
    on.settle()
    return on.window


def _queue(on: Stage) -> QWidget:
    on.show_newest()
    for strength in (0.5, 1.0, 2.0):
        on.window.model.set(style_strength=strength)
        on.do("queue_add")
    on.window.messages.clear("info")
    return on.window


def _advanced(on: Stage) -> QWidget:
    on.show_newest()
    on.window.controls.section.set_expanded(True)
    on.settle()
    return on.window


def _finish(on: Stage) -> QWidget:
    on.show_newest()
    on.window.controls.finish_section.set_expanded(True)
    on.window.model.set(keep_colours=0.75)
    on.settle()
    return on.window


def _contact_sheet(on: Stage) -> QWidget:
    on.load_sample()
    on.do("contact_sheet")
    sheet = on.dialog()
    on.wait(lambda: bool(sheet.cells) and all(cell.isEnabled() for cell in sheet.cells))
    on.settle()
    return sheet


def _dialog_of(key: str) -> Callable[[Stage], QWidget]:
    def bring(on: Stage) -> QWidget:
        on.show_newest()
        on.do(key)
        return on.dialog()

    return bring


def _crop(on: Stage) -> QWidget:
    """A square part of the photograph."""
    on.show_newest()
    on.do("crop")
    dialog = on.dialog()
    dialog.shapes.setCurrentIndex(dialog.shapes.findData("1:1"))
    dialog.shapes.activated.emit(dialog.shapes.currentIndex())
    on.settle()
    return dialog


def _save(on: Stage) -> QWidget:
    on.show_newest()
    on.do("save")
    dialog = on.dialog()
    # Where the pictures of whoever takes this one are is nobody's business.
    dialog._folder_label.set_text(on.window.tr("Pictures"))
    return dialog


def _places_to_drop(on: Stage) -> QWidget:
    """A painting that carries its recipe hovers over the picture."""
    on.show_newest()
    entry = on.window.history.model.entries[0]
    file = entry.folder / "raccoon.png"
    pictures.save(pictures.load(entry.picture), file, recipe=entry.record.recipe)
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(file))])
    canvas = on.window.canvas
    place = canvas.mapTo(on.window, canvas.rect().center())
    enter = QDragEnterEvent(
        place, Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    QGuiApplication.sendEvent(on.window.windowHandle(), enter)
    on.wait(lambda: len(on.window.dropping.zones.cards()) == 3)
    on.settle()
    return on.window


def _card_menu(on: Stage) -> QWidget:
    on.show_newest()
    strip = on.window.results.strip
    on.window.results._show_menu(strip.index(0), strip.mapToGlobal(QPoint(40, 40)))
    on.settle()
    return QApplication.activePopupWidget() or on.window


def _timeline(on: Stage) -> QWidget:
    """The newest painting, some way back."""
    on.show_newest()
    on.wait(lambda: on.window.timeline.stages is not None)
    slider = on.window.timeline_bar.slider
    slider.setValue(slider.maximum() // 3)
    on.settle()
    return on.window


def _export_stages(on: Stage) -> QWidget:
    on.show_newest()
    on.wait(lambda: on.window.actions_table["export_stages"].isEnabled())
    on.do("export_stages")
    dialog = on.dialog()
    dialog.place.setText(f"{on.window.tr('Pictures')}/{dialog.path.name}")  # nobody's business, either
    return dialog


def _guide(on: Stage) -> QWidget:
    on.do("guide")
    guide = on.dialog()
    guide.go_to("looking.md")
    on.settle()
    return guide


@dataclass(frozen=True, slots=True)
class Scene:
    """``bring`` does it; a ``fresh`` one begins with a home in which nothing was ever painted."""

    name: str
    bring: Callable[[Stage], QWidget]
    fresh: bool = False


SCENES: Final = (
    Scene("welcome", _welcome, fresh=True),
    Scene("sample", _sample),
    Scene("painting", _painting),
    Scene("painted", _painted),
    Scene("before-and-after", _compared),
    Scene("side-by-side", _beside),
    Scene("finish", _finish),
    Scene("advanced", _advanced),
    Scene("queue", _queue),
    Scene("menu-of-a-painting", _card_menu),
    Scene("contact-sheet", _contact_sheet),
    Scene("places-to-drop", _places_to_drop),
    Scene("timeline", _timeline),
    Scene("export-stages", _export_stages),
    Scene("save", _save),
    Scene("queue-several", _dialog_of("queue_several")),
    Scene("crop", _crop),
    Scene("settings", _dialog_of("settings")),
    Scene("shortcuts", _dialog_of("shortcuts")),
    Scene("guide", _guide, fresh=True),
    Scene("about", _dialog_of("about")),
    Scene("import-weights", _dialog_of("import_weights")),
)


def take(scene: Scene, edge: int, target: Path) -> None:
    """Bring the window there and save what is looked at."""
    with stage(edge) as on:
        shown = scene.bring(on)
        if not shown.grab().save(str(target)):
            raise OSError(f"{target} could not be written")
