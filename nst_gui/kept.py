"""What the window finds again when it opens: the queue, and what was set up."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from nst_engine import paths
from nst_gui.choosing import Chooser
from nst_gui.history import History
from nst_gui.intake import Intake
from nst_gui.models.queue_store import QueueStore
from nst_gui.models.recipe_model import RecipeModel
from nst_gui.models.setup_store import SetupStore
from nst_gui.painting_queue import PaintingQueue
from nst_gui.queue_keeper import QueueKeeper
from nst_gui.settings import WindowSettings
from nst_gui.setup_keeper import SetupKeeper
from nst_gui.widgets.queue_panel import QueuePanel
from nst_gui.workers.tasks import Tasks


class Kept(QObject):
    """Holds what keeps them; ``said`` carries a sentence and its kind, ``queueCame`` that paintings wait."""

    said = Signal(str, str)
    queueCame = Signal()

    def __init__(
        self,
        model: RecipeModel,
        queue: PaintingQueue,
        intake: Intake,
        tasks: Tasks,
        settings: WindowSettings,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        data = paths.data_dir()
        self.queue = QueueKeeper(queue, QueueStore(data / "queue.json"), tasks, intake.known_files, self)
        self.set_up = SetupKeeper(model, intake, SetupStore(data / "set-up.json"), tasks, settings, self)
        self._keepers = (self.queue, self.set_up)
        self.queue.cameBack.connect(self.queueCame)
        for keeper in self._keepers:
            keeper.said.connect(self.said)

    def serve(self, history: History, panel: QueuePanel, chooser: Chooser) -> None:
        """Bring the queue back once the history is known, in which its pictures may be found."""
        history.loaded.connect(self.queue.load)
        panel.findRequested.connect(self.queue.find)
        self.queue.picturesMissing.connect(lambda asking: chooser.missing(asking, queued=True))

    def shutdown(self) -> None:
        """Before the pool of threads ends."""
        for keeper in self._keepers:
            keeper.shutdown()

    def close(self) -> None:
        """After it has ended: another window may keep both from now on."""
        for keeper in self._keepers:
            keeper.close()
