"""Queues several photographs in the style of several paintings at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QMimeData, QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from nst_engine.recipe import PictureRef, Recipe, StyleRef
from nst_gui import theme
from nst_gui.desktop.mime import read_offer
from nst_gui.dialogs.buttons import button_box
from nst_gui.dialogs.choose_files import choose_files
from nst_gui.models.combinations import MOST, combinations
from nst_gui.models.combinations import count as count_of
from nst_gui.models.recipe_model import RecipeModel
from nst_gui.settings import WindowSettings
from nst_gui.widgets.choice_row import Choice, ChoiceRow
from nst_gui.widgets.picture_checklist import PictureChecklist
from nst_gui.words import filled
from nst_gui.workers import pictures_worker
from nst_gui.workers.pictures_worker import Loaded
from nst_gui.workers.tasks import Failure, Tasks

_Answer = tuple[tuple[Loaded, ...], tuple[str, ...]]
_SIZE: Final = QSize(80 * theme.SPACE, 60 * theme.SPACE)


class QueueSeveralDialog(QDialog):
    """Begins with what is set; ``chosen`` carries the recipes that were asked for."""

    chosen = Signal(object)

    def __init__(
        self,
        model: RecipeModel,
        thumb: Callable[[PictureRef], QImage | None],
        tasks: Tasks,
        settings: WindowSettings,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Queue several"))
        self._draft, self._tasks, self._settings, self._closed = model.draft, tasks, settings, False
        self._weights = {style.picture.sha256: style for style in model.styles}
        self.photographs = PictureChecklist(self.tr("&Photographs"), self.tr("Add photographs…"))
        self.paintings = PictureChecklist(self.tr("P&aintings"), self.tr("Add paintings…"))
        self.way = ChoiceRow(
            self.tr("Paintings are used"),
            (
                Choice("alone", self.tr("each by itself"), self.tr("One picture for each pair")),
                Choice(
                    "mixed",
                    self.tr("all together"),
                    self.tr("One picture for each photograph, in a mixed style"),
                ),
            ),
            self.tr("Whether each picture takes its style from one painting or from all that are ticked"),
        )
        self.way.set_value("alone")
        self._words = QLabel()
        self._words.setWordWrap(True)
        self._problem = QLabel()
        self._problem.setWordWrap(True)
        self._problem.setTextFormat(Qt.TextFormat.PlainText)  # it names files, which may look like markup
        self._problem.hide()
        self._arrange()
        self._listen()
        if model.content is not None:
            self.photographs.add(model.content, thumb(model.content))
        for style in model.styles:
            self.paintings.add(style.picture, thumb(style.picture))
        self._count()
        self.resize(_SIZE)

    def _arrange(self) -> None:
        lists = QHBoxLayout()
        lists.setSpacing(theme.WIDE_SPACE)
        lists.addWidget(self.photographs)
        lists.addWidget(self.paintings)
        self._buttons = button_box(QDialogButtonBox.StandardButton.Ok, QDialogButtonBox.StandardButton.Cancel)
        self.ok = self._buttons.button(QDialogButtonBox.StandardButton.Ok)
        self.ok.setText(self.tr("Add to queue"))
        layout = QVBoxLayout(self)
        layout.setSpacing(theme.WIDE_SPACE)
        layout.addLayout(lists, 1)
        for row in (self.way, self._problem, self._words, self._buttons):
            layout.addWidget(row)

    def _listen(self) -> None:
        self._buttons.accepted.connect(self._accept)
        self._buttons.rejected.connect(self.reject)
        self.finished.connect(self._finish)
        self.way.chosen.connect(lambda _value: self._count())
        titles = (self.tr("Add photographs"), self.tr("Add paintings"))
        for pictures, title in zip((self.photographs, self.paintings), titles, strict=True):
            pictures.changed.connect(self._count)
            pictures.addRequested.connect(partial(self._ask, pictures, title))
            pictures.dropped.connect(partial(self._take, pictures))
            pictures.pasteRequested.connect(partial(self._paste, pictures))

    def _ask(self, pictures: PictureChecklist, title: str) -> None:
        def chosen(paths: list[Path]) -> None:
            self._settings.remember_folder("open", paths[0].parent)
            self._take_files(pictures, paths)

        choose_files(self, title, self._settings.folder("open"), "pictures", chosen, many=True)

    def _paste(self, pictures: PictureChecklist) -> None:
        self._take(pictures, QGuiApplication.clipboard().mimeData())

    def _take(self, pictures: PictureChecklist, mime: QMimeData) -> None:
        offer = read_offer(mime)
        self._tell(offer.refusals)
        if offer.bitmap is not None:
            self._load(pictures, partial(pictures_worker.describe_bitmap, offer.bitmap))
        elif offer.paths:
            self._take_files(pictures, offer.paths)

    def _take_files(self, pictures: PictureChecklist, paths: Sequence[Path]) -> None:
        self._load(pictures, partial(pictures_worker.describe_all, tuple(paths)))

    def _load(self, pictures: PictureChecklist, work: Callable[[], _Answer]) -> None:
        self._tasks.run(work, partial(self._loaded, pictures), self._failed)

    def _loaded(self, pictures: PictureChecklist, answer: _Answer) -> None:
        if self._closed:
            return
        loaded, problems = answer
        pictures.add_all((picture.ref, picture.thumb) for picture in loaded)
        self._tell(problems)

    def _failed(self, failure: Failure) -> None:
        if not self._closed:
            self._tell((failure.sentence,))

    def _tell(self, problems: tuple[str, ...]) -> None:
        self._problem.setText("\n".join(problems))
        self._problem.setVisible(bool(problems))

    # ---- what that makes --------------------------------------------------------------------------

    def recipes(self) -> list[Recipe]:
        """The paintings that are asked for now."""
        paintings = [self._weights.get(ref.sha256, StyleRef(picture=ref)) for ref in self.paintings.ticked()]
        return combinations(self._draft, self.photographs.ticked(), paintings, mixed=self._mixed())

    def _mixed(self) -> bool:
        return self.way.value() == "mixed"

    def _count(self) -> None:
        ticked = len(self.photographs.ticked()), len(self.paintings.ticked())
        count = count_of(*ticked, mixed=self._mixed())
        if not count:
            words = self.tr("Tick at least one photograph and one painting.")
        elif count > MOST:
            words = filled(
                self.tr("{count:,} pictures are too many at once; take at most {most}."),
                count=count,
                most=MOST,
            )
        else:
            words = self.tr("%n pictures will be queued, with the present settings.", "", count)
        self._words.setText(words)
        self.ok.setEnabled(0 < count <= MOST)

    def _accept(self) -> None:
        self.chosen.emit(self.recipes())
        self.accept()

    def _finish(self) -> None:
        self._closed = True
