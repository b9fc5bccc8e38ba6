"""Opens the window where it was left: photograph, paintings and settings, as they were."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtCore import QObject, Signal

from nst_gui.intake import Intake
from nst_gui.late_writer import LateWriter
from nst_gui.models.recipe_model import RecipeModel
from nst_gui.models.setup_store import SetUp, SetupStore
from nst_gui.settings import WindowSettings
from nst_gui.workers import setup_worker
from nst_gui.workers.setup_worker import Reopened
from nst_gui.workers.tasks import Failure, Tasks

#: A slider that is dragged changes the set-up all the time.
_TOGETHER_MS: Final = 1000


class SetupKeeper(QObject):
    """Between the recipe's model and its file.

    ``photographComes`` says that the photograph of last time is about to be shown, ``said`` carries a
    sentence and its kind. Nothing is kept while the user does not want it, and what had been kept is
    forgotten then.
    """

    photographComes = Signal()
    said = Signal(str, str)

    def __init__(
        self,
        model: RecipeModel,
        intake: Intake,
        store: SetupStore,
        tasks: Tasks,
        settings: WindowSettings,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._model, self._intake, self._store = model, intake, store
        self._tasks, self._settings = tasks, settings
        self._writer = LateWriter(self._work, tasks, _TOGETHER_MS, self)
        self._writer.failed.connect(lambda failure: self.said.emit(failure.sentence, "warning"))
        model.changed.connect(lambda _names: self._writer.note())

    @property
    def settled(self) -> bool:
        """Whether what was kept has been read, and all that changed since is on the disk or on its way."""
        return self._writer.begun and not self._writer.waits

    def load(self, *, restore: bool) -> None:
        """Read what was kept, and with ``restore`` begin with it. Once only."""
        known = self._intake.known_files()
        wanted = restore and self._settings.opens_where_left()
        self._tasks.run(
            partial(setup_worker.reopen, self._store, known), partial(self._came, wanted), self._not_read
        )

    def renew(self) -> None:
        """The user wants it otherwise from now on."""
        self._writer.note()

    def _came(self, wanted: bool, reopened: Reopened | None) -> None:
        if wanted and reopened is not None and self._is_untouched():
            if reopened.opened.content() is not None:
                self.photographComes.emit()
            self._intake.put_back(reopened)
            if reopened.gone:
                names = ", ".join(ref.name for ref in reopened.gone)
                words = self.tr("These pictures of last time are not where they were: {names}.")
                self.said.emit(words.format(names=names), "warning")
        self._writer.begin()

    def _is_untouched(self) -> bool:
        """Whoever has chosen something already wants something new."""
        model = self._model
        return model.content is None and not model.styles and not model.steps.count()

    def _not_read(self, failure: Failure) -> None:
        self.said.emit(failure.sentence, "warning")
        self._writer.begin()

    def _work(self, number: int) -> Callable[[], None]:
        if not self._settings.opens_where_left():
            return partial(self._store.forget, number)
        model = self._model
        set_up = SetUp(
            recipe=model.draft,
            has_content=model.content is not None,
            has_styles=bool(model.styles),
            device=model.limits.device,
            precision=model.limits.precision,
        )
        return partial(self._store.write, set_up, number)

    def shutdown(self) -> None:
        """The window ends, the pool after it: what was changed last is still written. Safe to call twice."""
        self._writer.shutdown()

    def close(self) -> None:
        """After the pool has ended: another window may keep the set-up. Safe to call twice."""
        self._store.close()
