"""Pictures and recipes on their way into the model: drops, pastes, opened files, samples."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Literal

from PySide6.QtCore import QMimeData, QObject, Signal
from PySide6.QtGui import QImage

from nst_engine.recipe import PictureRef, Recipe, StyleRef
from nst_engine.samples import sample_pair, sample_size
from nst_gui.complaints import Complaints
from nst_gui.desktop.mime import Offer, read_offer
from nst_gui.desktop.places import is_on_network, network_sentence
from nst_gui.models import going_on
from nst_gui.models.recipe_model import RecipeModel
from nst_gui.settings import WindowSettings
from nst_gui.words import said
from nst_gui.workers import pictures_worker, sources_worker
from nst_gui.workers.pictures_worker import Loaded
from nst_gui.workers.setup_worker import Reopened
from nst_gui.workers.sources_worker import Known, Opened
from nst_gui.workers.tasks import Failure, Tasks

Target = Literal["content", "styles"]


@dataclass(frozen=True, slots=True, eq=False)
class Asking:
    """A recipe of which pictures are missing.

    ``answer`` takes what was found of them, by the SHA-256 that the recipe names; ``None`` leaves everything
    as it is.
    """

    opened: Opened
    answer: Callable[[Mapping[str, Loaded] | None], None]


class Intake(QObject):
    """Loads off the GUI thread and changes the model only when a picture was found usable.

    What was asked for last wins, whichever is the faster to load: every request has a number, and when it
    arrives it gives way only to what has a higher one and was found usable.

    ``said`` carries a sentence and its kind ("info", "warning", "error"); ``styleUsed`` the path of a
    painting that was added; ``severalCame`` the references of photographs that came together;
    ``picturesMissing`` an ``Asking``; ``recipeUsed`` the path of a recipe that could be read, ``lookCame``
    that of a file that holds a look and no recipe; ``answered`` the sentences about what could not be used
    before, once something else could.
    """

    said = Signal(str, str)
    styleUsed = Signal(object)
    severalCame = Signal(object)
    picturesMissing = Signal(object)
    recipeUsed = Signal(object)
    lookCame = Signal(object)
    answered = Signal(object)

    def __init__(
        self, model: RecipeModel, tasks: Tasks, settings: WindowSettings, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._model, self._tasks, self._settings = model, tasks, settings
        self._thumbs: dict[str, QImage] = {}
        self._numbers = itertools.count(1)
        self._content_number = 0
        self._settings_number = 0
        self._sample: tuple[str, int] | None = None
        self._complaints = Complaints(self)
        #: What else there is to look for a recipe's pictures in; the window sets it.
        self.library: Callable[[], Iterable[Known]] = tuple

    def thumb(self, ref: PictureRef) -> QImage | None:
        """The thumbnail of a picture that came in through here."""
        return self._thumbs.get(ref.sha256)

    def go_on_from(self, other: Intake) -> None:
        """Know the thumbnails that ``other`` knows, and whether the sample is still what is set."""
        self._thumbs, self._sample = dict(other._thumbs), other._sample

    def take(self, mime: QMimeData, target: Target) -> None:
        """Accept what was dropped on, or pasted into, the photograph or the paintings."""
        self._complaints.begin()
        offer = read_offer(mime)
        for refusal in offer.refusals:
            self._complain(refusal, "warning")
        self._take_offer(offer, target)

    def _take_offer(self, offer: Offer, target: Target) -> None:
        bitmap = offer.bitmap
        if bitmap is not None:
            self._load(target, partial(pictures_worker.describe_bitmap, bitmap))
        elif offer.paths:
            self._take_files(offer.paths, target)

    def _take_files(self, files: Sequence[Path], target: Target) -> None:
        """Recipes are never pictures: the last one is taken over, and the pictures beside it come after."""
        recipes = [path for path in files if path.suffix.lower() == ".json"]
        rest = [path for path in files if path not in recipes]
        if recipes:
            self._open_recipe(recipes[-1], partial(self._load_files, target, rest) if rest else None)
        elif rest:
            self._load_files(target, rest)

    def open_content(self, paths: Sequence[Path]) -> None:
        """Make the first of ``paths`` the photograph; all of several are offered to the queue."""
        self._complaints.begin()
        self._load_files("content", paths)

    def add_styles(self, paths: Iterable[Path]) -> None:
        """Add every usable one of ``paths`` to the paintings."""
        self._complaints.begin()
        self._load_files("styles", tuple(paths))

    def _load_files(self, target: Target, paths: Sequence[Path]) -> None:
        here = self._on_this_computer(paths)
        if here:
            self._load(target, partial(pictures_worker.describe_all, here), len(paths))

    def _on_this_computer(self, given: Sequence[Path]) -> tuple[Path, ...]:
        here = tuple(path for path in given if not is_on_network(path))
        if len(here) < len(given):
            self._complain(network_sentence(), "warning")
        return here

    def _load(
        self, target: Target, work: Callable[[], tuple[tuple[Loaded, ...], tuple[str, ...]]], given: int = 1
    ) -> None:
        """``given`` pictures are looked at elsewhere, and those that can be used are taken."""
        number = next(self._numbers)

        def done(answer: tuple[tuple[Loaded, ...], tuple[str, ...]]) -> None:
            loaded, problems = answer
            self._remember(loaded)
            if loaded:
                self._settle_complaints()
            if target == "content":
                self._content_loaded(number, loaded)
            else:
                self._styles_loaded(loaded)
            for sentence in self._complaints.about(problems, len(loaded), given):
                self._complain(sentence, "error")

        self._tasks.run(work, done, self._failed)

    def _content_loaded(self, number: int, loaded: Sequence[Loaded]) -> None:
        with self._model.steps.together():
            if len(loaded) > 1:
                self.severalCame.emit(tuple(picture.ref for picture in loaded))
            if loaded and self._is_latest_content(number):
                ref = loaded[0].ref
                anew = {"size": None} if self._leaves_sample(ref) else {}
                self._model.set(content=ref, **anew)

    def _is_latest_content(self, number: int) -> bool:
        latest = number > self._content_number
        self._content_number = max(number, self._content_number)
        return latest

    def _is_latest_settings(self, number: int) -> bool:
        latest = number > self._settings_number
        self._settings_number = max(number, self._settings_number)
        return latest

    def _leaves_sample(self, ref: PictureRef) -> bool:
        """Whether the small size is still the one that came with the sample, and ``ref`` another picture."""
        if self._sample is None or ref.sha256 == self._sample[0]:
            return False
        _, size = self._sample
        self._sample = None
        return self._model.draft.size == size

    def _styles_loaded(self, loaded: Sequence[Loaded]) -> None:
        styles = list(self._model.styles)
        for picture in loaded:
            if any(style.picture.sha256 == picture.ref.sha256 for style in styles):
                self.said.emit(
                    self.tr("{name} is in the list already.").format(name=picture.ref.name), "info"
                )
                continue
            styles.append(StyleRef(picture=picture.ref))
            self.styleUsed.emit(Path(picture.ref.path or picture.ref.name))
        self._model.set(styles=tuple(styles))

    def set_initial(self, path: Path) -> None:
        """Start the painting from the picture at ``path``."""
        self._complaints.begin()
        if self._on_this_computer([path]):
            work = partial(pictures_worker.describe, path)
            self._tasks.run(work, self._initial_loaded, self._initial_failed)
        else:
            self._show_initial_again()

    def _initial_loaded(self, loaded: Loaded) -> None:
        self._settle_complaints()
        self._remember([loaded])
        self._model.set(init=loaded.ref)

    def _initial_failed(self, failure: Failure) -> None:
        self._complain(failure.sentence, "error")
        self._show_initial_again()

    def _show_initial_again(self) -> None:
        self._model.changed.emit(frozenset({"init"}))  # the chooser goes back to what it was

    # ---- recipes ----------------------------------------------------------------------------------

    def open_recipe(self, path: Path, then: Callable[[], None] | None = None) -> None:
        """Take over the settings of a recipe file or a saved picture, and its pictures where they are found.

        ``then`` is called afterwards, also when the recipe could not be used. A photograph that was chosen
        after the recipe stays.
        """
        self._complaints.begin()
        self._open_recipe(path, then)

    def _open_recipe(self, path: Path, then: Callable[[], None] | None) -> None:
        if not self._on_this_computer([path]):
            _call(then)
            return
        number = next(self._numbers)

        def read(known: Sequence[Known]) -> Opened:
            opened = sources_worker.open_recipe(path, known)
            self.recipeUsed.emit(path)  # signals may come from other threads
            return opened

        def came(look: bool) -> None:
            if look:
                self._settle_complaints()
                self.lookCame.emit(path)
                _call(then)
            else:
                self._take_over(read, then, number)

        self._tasks.run(partial(sources_worker.is_look, path), came)

    def restore(self, recipe: Recipe) -> None:
        """Take over the settings of an earlier painting, and its pictures where they still are."""
        self._complaints.begin()
        self._take_over(partial(sources_worker.find_pictures, recipe))

    def restore_for(self, recipe: Recipe, photograph: Path) -> None:
        """As :meth:`restore`, with another photograph."""
        self._complaints.begin()
        if self._on_this_computer([photograph]):
            self._take_over(partial(sources_worker.for_photograph, recipe, photograph))

    def _take_over(
        self,
        read: Callable[[Sequence[Known]], Opened],
        then: Callable[[], None] | None = None,
        number: int | None = None,
    ) -> None:
        number = next(self._numbers) if number is None else number
        known = self.known_files()

        def work() -> Opened:
            return read(sources_worker.with_samples(known))

        def done(opened: Opened) -> None:
            answer = partial(self._answered, number, opened, then)
            if not self._is_latest_settings(number):
                answer(None)
            elif opened.missing():
                self.picturesMissing.emit(Asking(opened, answer))
            else:
                answer({})

        def failed(failure: Failure) -> None:
            self._failed(failure)
            _call(then)

        self._tasks.run(work, done, failed)

    def _answered(
        self,
        number: int,
        opened: Opened,
        then: Callable[[], None] | None,
        found: Mapping[str, Loaded] | None,
    ) -> None:
        if found is not None:
            self._recipe_opened(opened.with_found(found), self._is_latest_content(number))
        _call(then)

    def known_files(self) -> tuple[Known, ...]:
        """Where the pictures of a recipe may be: files that were used before."""
        init = self._model.draft.init
        initial = init if isinstance(init, PictureRef) else None
        present = (self._model.content, initial, *(style.picture for style in self._model.styles))
        here = [Known(Path(ref.path), ref.sha256) for ref in present if ref is not None and ref.path]
        used = (*self._settings.recent("photographs"), *self._settings.recent("paintings"))
        return (*here, *map(Known, used), *self.library())

    def _recipe_opened(self, opened: Opened, with_content: bool) -> None:
        self._settle_complaints()
        self._remember(opened.found.values())
        found = opened.content()
        self._sample = None
        self._model.load(opened.settings(), found if with_content else self._model.content, opened.styles())
        if opened.missing():
            names = ", ".join(ref.name for ref in opened.missing())
            sentence = self.tr("The settings were taken over without these pictures: {names}.")
            self.said.emit(sentence.format(names=names), "info")
        elif going_on.goes_on(self._model.draft):
            words = self.tr(
                "The settings were taken over; they paint on where an earlier painting ended. To begin anew, "
                "choose the photograph under Advanced, Start from."
            )
            self.said.emit(words, "info")
        else:
            self.said.emit(self.tr("The settings were taken over."), "info")
        for notice in opened.notices:
            self._complain(said(notice), "warning")

    def put_back(self, reopened: Reopened) -> None:
        """Begin with what was set up when the last window ended, as far as its pictures were found."""
        opened, set_up = reopened.opened, reopened.set_up
        self._remember(opened.found.values())
        content = opened.content() if set_up.has_content else None
        styles = opened.styles() if set_up.has_styles else ()
        limits = {"device": set_up.device, "precision": set_up.precision}
        self._model.begin_with(opened.settings(), content, styles, **limits)
        if reopened.of_sample and content is not None:
            self._sample = (content.sha256, self._model.draft.size or 0)

    def open_files(self, paths: Sequence[Path]) -> None:
        """Files named on the command line: recipes are taken over, the first picture is the photograph."""
        self._complaints.begin()
        if any(path.suffix.lower() == ".json" for path in paths):
            # A recipe replaces the list of paintings: those named beside it come after.
            self._take_files(paths, "styles")
            return
        if paths:
            self._load_files("content", paths[:1])
        if paths[1:]:
            self._load_files("styles", paths[1:])

    def load_sample(self, then: Callable[[], None] | None = None) -> None:
        """Put the sample pair in place of the present pictures, then call ``then``.

        A photograph that was chosen after the sample stays.
        """
        self._complaints.begin()
        number = next(self._numbers)

        def work() -> tuple[Loaded, list[Loaded], int]:
            content, styles = sample_pair()
            paintings = [pictures_worker.describe(path) for path in styles]
            return pictures_worker.describe(content), paintings, sample_size()

        def done(answer: tuple[Loaded, list[Loaded], int]) -> None:
            if self._is_latest_settings(number):
                self._sample_loaded(*answer, with_content=self._is_latest_content(number))
            _call(then)

        self._tasks.run(work, done)

    def _sample_loaded(
        self, photograph: Loaded, paintings: list[Loaded], size: int, *, with_content: bool
    ) -> None:
        self._settle_complaints()
        self._remember([photograph, *paintings])
        refs = tuple(StyleRef(picture=painting.ref) for painting in paintings)
        if with_content:
            self._sample = (photograph.ref.sha256, size)
            self._model.set(content=photograph.ref, styles=refs, size=size)
        else:
            self._model.set(styles=refs)

    def _remember(self, loaded: Iterable[Loaded]) -> None:
        self._thumbs |= {picture.ref.sha256: picture.thumb for picture in loaded}

    # ---- what could not be used -------------------------------------------------------------------

    def _complain(self, sentence: str, kind: str) -> None:
        self._complaints.add(sentence)
        self.said.emit(sentence, kind)

    def _settle_complaints(self) -> None:
        self.answered.emit(self._complaints.settle())

    def _failed(self, failure: Failure) -> None:
        self._complaints.add(failure.sentence)
        self._tasks.failed.emit(failure)


def _call(then: Callable[[], None] | None) -> None:
    if then is not None:
        then()
