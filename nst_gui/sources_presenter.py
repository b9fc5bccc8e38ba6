"""Shows the chosen photograph and paintings in their panels, and takes changes made there to the model."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QSize
from PySide6.QtGui import QImage

from nst_engine.recipe import PictureRef, Recipe, StyleRef
from nst_gui.framed_thumbs import FramedThumbs
from nst_gui.gallery import Gallery
from nst_gui.intake import Intake
from nst_gui.models.recipe_model import RecipeModel
from nst_gui.run_presenter import RunPresenter
from nst_gui.widgets.picture_panel import PicturePanel
from nst_gui.widgets.style_list import StyleItem, StyleList
from nst_gui.words import filled
from nst_gui.workers import pictures_worker
from nst_gui.workers.images import reduced
from nst_gui.workers.tasks import Tasks


class SourcesPresenter(QObject):
    """Between the model and the two panels on the left; the canvas gets the photograph from here."""

    def __init__(
        self,
        model: RecipeModel,
        panels: tuple[PicturePanel, StyleList],
        gallery: Gallery,
        intake: Intake,
        presenter: RunPresenter,
        tasks: Tasks,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._model, self._gallery, self._intake = model, gallery, intake
        self._presenter, self._tasks = presenter, tasks
        self._photograph, self._styles = panels
        #: The photograph as large as a canvas can be, whatever the output's size.
        self._view: QImage | None = None
        self._thumbs = FramedThumbs(intake.thumb, tasks, self)
        self._thumbs.came.connect(self._show_thumbs)
        self._photograph.cleared.connect(lambda: model.set(content=None))
        self._styles.removed.connect(self._remove_style)
        self._styles.weightChanged.connect(self._weigh_style)
        #: The photograph that was chosen last, also when it was taken away.
        self._chosen: PictureRef | None = None
        #: What the canvas has been given of the photograph.
        self._in_view: PictureRef | None = None
        presenter.began.connect(self._run_began)
        model.changed.connect(self._model_changed)

    def thumb(self, ref: PictureRef) -> QImage | None:
        """A picture's thumbnail, cropped and turned as it is used."""
        return self._thumbs.of(ref)

    def _model_changed(self, names: frozenset[str]) -> None:
        if "content" in names:
            self._show_photograph()
        if "styles" in names:
            self._show_styles()
        if "size" in names:
            self._fit_view(self._presenter.resize_photograph)

    def _remove_style(self, index: int) -> None:
        styles = self._model.styles
        self._model.set(styles=styles[:index] + styles[index + 1 :])

    def _weigh_style(self, index: int, weight: float) -> None:
        styles = list(self._model.styles)
        styles[index] = StyleRef(picture=styles[index].picture, weight=weight)
        self._model.set(styles=tuple(styles))

    def _show_photograph(self) -> None:
        content = self._model.content
        if content is None:
            self._in_view = None
            self._photograph.set_picture(None, "", "")
            self._view = None
            self._presenter.clear_photograph()
            return
        # What is taken back is the very same thing; a file that is opened anew is another one.
        self._presenter.expect_photograph(again=content is self._chosen)
        self._chosen = content
        self._show_panel(content)
        self._view = None
        self._tasks.run(partial(pictures_worker.framed_view, content), partial(self._view_came, content))

    def _show_panel(self, content: PictureRef) -> None:
        width, height = content.size
        words = self.tr("{width:,} × {height:,} px")
        if content.crop is not None:
            words = self.tr("{width:,} × {height:,} px, cropped")
        detail = filled(words, width=width, height=height)
        self._photograph.set_picture(
            self._thumbs.of(content), self._gallery.title(content), detail, whole=content.is_whole
        )

    def _show_thumbs(self) -> None:
        if self._model.content is not None:
            self._show_panel(self._model.content)
        self._show_styles()

    def _view_came(self, shown: PictureRef, image: QImage) -> None:
        # Of two crops that follow each other the first may be the later to arrive.
        if self._model.content == shown:
            self._view = image
            self._fit_view(self._presenter.show_photograph)

    def _fit_view(self, show: Callable[[QImage, QSize], None]) -> None:
        """Show the photograph with the pixels it will be painted with: only so is 100 % what it says."""
        content, view, output = self._model.content, self._view, self._output_size()
        if view is None:
            return

        def came(image: QImage) -> None:
            # Meanwhile the size may have moved on, or another photograph been chosen.
            if view is self._view and output == self._output_size():
                self._in_view = content
                show(image, output)

        self._tasks.run(partial(reduced, view, output), came)

    def _output_size(self) -> QSize:
        return QSize(*self._model.draft.output_size)

    def _run_began(self, recipe: Recipe) -> None:
        """What is painted need not be what is shown: it may be queued, or just have been cropped."""
        if recipe.content == self._in_view:
            return
        self._presenter.paint_from(recipe, QImage())
        self._tasks.run(
            partial(pictures_worker.framed_view, recipe.content),
            partial(self._presenter.paint_from, recipe),
            lambda _failure: None,  # there is nothing to compare with, and the run itself says why
        )

    def _show_styles(self) -> None:
        self._styles.set_styles(
            [
                StyleItem(
                    style.picture.sha256,
                    self._gallery.title(style.picture),
                    self._thumbs.of(style.picture),
                    style.weight,
                    style.picture.is_whole,
                )
                for style in self._model.styles
            ]
        )
        self._gallery.show_used(
            {
                Path(style.picture.path): self._thumbs.of(style.picture)
                for style in self._model.styles
                if style.picture.path is not None and not style.picture.is_whole
            }
        )
