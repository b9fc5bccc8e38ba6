"""Pictures of a recipe that were not found: which they are, and a button to find each."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from nst_engine.recipe import PictureRef
from nst_gui import theme
from nst_gui.dialogs.buttons import button_box
from nst_gui.dialogs.choose_files import choose_files
from nst_gui.settings import WindowSettings
from nst_gui.widgets.elided_label import ElidedLabel
from nst_gui.widgets.thumbnails import Thumbnail, paint_placeholder
from nst_gui.words import filled
from nst_gui.workers import pictures_worker
from nst_gui.workers.pictures_worker import Loaded
from nst_gui.workers.sources_worker import Opened
from nst_gui.workers.tasks import Tasks

_WIDTH: Final = 70 * theme.SPACE
#: Rows that are seen at once; more of them scroll.
_MOST_ROWS: Final = 5


class _Picture(QWidget):
    """The picture, or the drawing that stands for it."""

    def __init__(self, drawing: str) -> None:
        super().__init__()
        self.thumbnail = Thumbnail()
        self._drawing = drawing
        self.setFixedSize(QSize(7 * theme.SPACE, 6 * theme.SPACE))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, area, colours = QPainter(self), QRectF(self.rect()), self.palette()
        if self.thumbnail.is_null():
            fill = theme.mix(theme.surround(colours), colours.color(colours.ColorRole.Window), 0.4)
            paint_placeholder(painter, area, self._drawing, fill, theme.secondary_text(colours))
        else:
            self.thumbnail.paint(painter, area, cover=True)


class MissingRow(QWidget):
    """One picture: its name, what it was in the recipe, and what was found in its place."""

    findRequested = Signal()
    changed = Signal()

    def __init__(self, ref: PictureRef, drawing: str, part: str) -> None:
        super().__init__()
        self.ref = ref
        self._loaded: Loaded | None = None
        self._picture = _Picture(drawing)
        name = ElidedLabel(parent=self, mode=Qt.TextElideMode.ElideMiddle)
        name.set_text(ref.name)
        detail = ElidedLabel(parent=self, secondary=True, mode=Qt.TextElideMode.ElideRight)
        words = self.tr("{part}, {width:,} × {height:,} px")
        detail.set_text(filled(words, part=part, width=ref.width, height=ref.height))
        self._state = ElidedLabel(parent=self, secondary=True, mode=Qt.TextElideMode.ElideMiddle)
        self.use = QCheckBox(self.tr("Use it all the same"))
        self.use.setToolTip(self.tr("The painting will come out different from the one it was made with"))
        self.use.toggled.connect(lambda _on: self.changed.emit())
        self.find = QPushButton(self.tr("Find…"))
        self.find.setToolTip(self.tr("Choose the file of this picture, and those of others with it"))
        self.find.setAccessibleName(self.tr("Find {name}").format(name=ref.name))
        self.find.clicked.connect(self.findRequested)
        column = QVBoxLayout()
        column.setSpacing(0)
        for part_of_it in (name, detail, self._state, self.use):
            column.addWidget(part_of_it)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, theme.HALF_SPACE, theme.HALF_SPACE, theme.HALF_SPACE)
        line.setSpacing(theme.SPACE + theme.HALF_SPACE)
        line.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(column, 1)
        line.addWidget(self.find, 0, Qt.AlignmentFlag.AlignTop)
        self._renew()

    @property
    def same(self) -> bool:
        """The very picture was found."""
        return self._loaded is not None and self._loaded.ref.sha256 == self.ref.sha256

    def offer(self, loaded: Loaded) -> None:
        """Take a file that was chosen for this row: the picture itself, or another one."""
        self._loaded = loaded
        self.use.setChecked(False)
        self._picture.thumbnail.set_image(loaded.thumb)
        self._picture.update()
        self._renew()
        self.changed.emit()

    def found(self) -> Loaded | None:
        """What is to be used for this picture, if anything."""
        return self._loaded if self.same or self.use.isChecked() else None

    @property
    def state(self) -> str:
        """What the row says about its picture."""
        return self._state.text()

    def _renew(self) -> None:
        if self._loaded is None:
            self._state.set_text(self.tr("Not found"))
        elif self.same:
            self._state.set_text(self.tr("Found"))
        else:
            self._state.set_text(self.tr("{name} is another picture").format(name=self._loaded.ref.name))
        self.use.setVisible(self._loaded is not None and not self.same)


class MissingPicturesDialog(QDialog):
    """``answered`` carries what was found by the SHA-256 that the recipe names, ``None`` to change nothing.

    Nothing is opened but what the user chooses here. With ``queued`` the recipe is one of the queue, which is
    painted with all of its pictures or not at all.
    """

    answered = Signal(object)

    def __init__(
        self,
        opened: Opened,
        tasks: Tasks,
        settings: WindowSettings,
        parent: QWidget | None = None,
        *,
        queued: bool = False,
    ) -> None:
        super().__init__(parent)
        self._queued = queued
        self.setWindowTitle(self.tr("Find pictures"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._tasks, self._settings, self._closed = tasks, settings, False
        intro = QLabel(self._intro())
        intro.setWordWrap(True)
        self.rows = [self._row(opened, ref) for ref in opened.missing()]
        self._problem = QLabel()
        self._problem.setWordWrap(True)
        self._problem.setTextFormat(Qt.TextFormat.PlainText)
        self._problem.hide()
        buttons = button_box(QDialogButtonBox.StandardButton.Ok, QDialogButtonBox.StandardButton.Cancel)
        self.accept_button = buttons.button(QDialogButtonBox.StandardButton.Ok)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 20, 20, 16)
        layout.setSpacing(12)
        layout.addWidget(intro)
        layout.addWidget(self._scrolled(), 1)
        layout.addWidget(self._problem)
        layout.addWidget(buttons)
        self.accepted.connect(lambda: self.answered.emit(self._found()))
        self.rejected.connect(lambda: self.answered.emit(None))
        self.finished.connect(self._finish)
        self._renew()
        self.resize(_WIDTH, self.sizeHint().height())

    def _intro(self) -> str:
        if self._queued:
            return self.tr(
                "This painting of the queue is made from pictures that are not where they were. Show where "
                "they are now; other paintings of the queue find them, too."
            )
        return self.tr(
            "These settings were made with pictures that are not among those you used before. Show where "
            "they are, or go on without them."
        )

    @property
    def problem(self) -> str:
        """What was wrong with the file that was chosen last."""
        return self._problem.text()

    def _row(self, opened: Opened, ref: PictureRef) -> MissingRow:
        recipe = opened.recipe
        if ref.sha256 == recipe.content.sha256:
            row = MissingRow(ref, "photograph", self.tr("Photograph"))
        elif any(ref.sha256 == style.picture.sha256 for style in recipe.styles):
            row = MissingRow(ref, "painting", self.tr("Painting"))
        else:
            row = MissingRow(ref, "photograph", self.tr("Picture to start from"))
        row.findRequested.connect(partial(self._find, row))
        row.changed.connect(self._renew)
        return row

    def _scrolled(self) -> QScrollArea:
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.HALF_SPACE)
        for row in self.rows:
            column.addWidget(row)
        column.addStretch(1)
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(body)
        shown = min(len(self.rows), _MOST_ROWS)
        area.setMinimumHeight(shown * (self.rows[0].sizeHint().height() + theme.HALF_SPACE))
        return area

    def _find(self, row: MissingRow) -> None:
        choose_files(
            self,
            self.tr("Find {name}").format(name=row.ref.name),
            self._settings.folder("open"),
            "pictures",
            lambda paths: self.take(row, paths),
            many=True,
        )

    def take(self, row: MissingRow, paths: list[Path]) -> None:
        """Look at the files that were chosen for ``row``, and for the others as well."""
        self._settings.remember_folder("open", paths[0].parent)
        self._tasks.run(partial(pictures_worker.describe_all, tuple(paths)), partial(self._came, row))

    def _came(self, row: MissingRow, answer: tuple[tuple[Loaded, ...], tuple[str, ...]]) -> None:
        if self._closed:
            return
        loaded, problems = answer
        self._problem.setText("\n".join(problems[:_MOST_ROWS]))
        self._problem.setVisible(bool(problems))
        by_hash = {one.ref.sha256: one for one in loaded}
        for other in self.rows:
            if other.ref.sha256 in by_hash:
                other.offer(by_hash[other.ref.sha256])
        if loaded and not row.same:
            row.offer(loaded[0])

    def _found(self) -> dict[str, Loaded]:
        pairs = ((row.ref.sha256, row.found()) for row in self.rows)
        return {sha256: loaded for sha256, loaded in pairs if loaded is not None}

    def _renew(self) -> None:
        complete = len(self._found()) == len(self.rows)
        if self._queued:
            self.accept_button.setText(self.tr("Use these pictures"))
            self.accept_button.setEnabled(bool(self._found()))
            return
        self.accept_button.setText(self.tr("Restore settings") if complete else self.tr("Go on without"))

    def _finish(self) -> None:
        self._closed = True
