"""The window: puts the parts together and passes their signals on. Nothing is worked out here."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent

from nst_gui import window_place
from nst_gui.action_table import Situation
from nst_gui.choosing import Chooser
from nst_gui.closing import Closing
from nst_gui.dialogs.error_report import ErrorReportDialog
from nst_gui.dialogs.queue_several import QueueSeveralDialog
from nst_gui.dropping import Dropping
from nst_gui.exporting_stages import StageExporter
from nst_gui.finishing import Finisher
from nst_gui.forecaster import Forecaster
from nst_gui.framing import Framing
from nst_gui.gallery import Gallery
from nst_gui.help_menu import HelpMenu
from nst_gui.history import History
from nst_gui.intake import Intake
from nst_gui.kept import Kept
from nst_gui.live_changes import LiveChanges
from nst_gui.looks import Looks
from nst_gui.manners import Manners
from nst_gui.models.recipe_model import RecipeModel
from nst_gui.models.run_state import RunState
from nst_gui.on_canvas import OnCanvas
from nst_gui.outgoing import Outgoing
from nst_gui.paint_menu import PaintMenu
from nst_gui.painting_queue import PaintingQueue
from nst_gui.pasting import Pasting
from nst_gui.preferences import Preferences
from nst_gui.recent_files import RecentFiles
from nst_gui.run_focus import RunFocus
from nst_gui.run_presenter import RunPresenter
from nst_gui.saving import Saver
from nst_gui.settings import WindowSettings
from nst_gui.sources_presenter import SourcesPresenter
from nst_gui.timeline import Timeline
from nst_gui.widgets.comparison import CompareMode
from nst_gui.widgets.queue_panel import QueuePanel
from nst_gui.window_frame import WindowFrame
from nst_gui.window_parts import bring, insert_menu
from nst_gui.window_title import WindowTitle
from nst_gui.workers.controller import Controller
from nst_gui.workers.engine import Engine
from nst_gui.workers.tasks import Failure, Tasks


class MainWindow(WindowFrame):
    """Photograph and paintings on the left, the picture in the middle, the controls on the right.

    ``closed`` says that the window closes for good, before the threads have ended.
    """

    closed = Signal()

    def __init__(self, engine: Engine) -> None:
        super().__init__()
        self.settings = WindowSettings()
        self.model = RecipeModel(self)
        self.tasks = Tasks(self)
        self.controller = Controller(engine, self)
        self.intake = Intake(self.model, self.tasks, self.settings, self)
        self.chooser = Chooser(self.intake, self.tasks, self.settings, self)
        self.saver = Saver(self.tasks, self.settings, self)
        self.history = History(self.tasks, self.settings, self)
        self.controller.keep_stages_in(self.history.stages.new)
        self.error_report = ErrorReportDialog(self)
        self.title = WindowTitle(self.model, lambda: self.controller.recipe, self)
        self.make_parts(self.model, self.history.model)
        self.presenter = RunPresenter(
            self.controller,
            self.canvas,
            self.progress,
            self.controls.advanced.loss_plot,
            lambda: self.saver.unsaved,
            lambda: self.saver.unsaved and not self.history.has_newest,
            self,
        )
        self.timeline = Timeline(
            self.timeline_bar,
            self.actions_table["play_stages"],
            self.presenter,
            self.controller,
            self.tasks,
            self,
        )
        self.stage_exporter = StageExporter(self.timeline, self.tasks, self.settings, self)
        self.looks = Looks(
            self.model, self.controls.presets, lambda: self.saver.result, self.tasks, self.settings, self
        )
        self.finisher = Finisher(self.model, self.controller, self.tasks, self)
        self.on_canvas = OnCanvas(
            self.controller,
            self.saver,
            self.history,
            self.presenter,
            self.timeline,
            self.finisher,
            self,
        )
        self.queue = PaintingQueue(self.model, self.controller, self)
        self.live_changes = LiveChanges(
            self.model,
            self.controller,
            self.controls,
            (self.photograph, self.styles, self.strip),
            lambda: self.queue.painting,
            self,
        )
        self.forecaster = Forecaster(self.model, self.controller, self.progress.forecast, self)
        self.closing = Closing(
            self.controller,
            self.saver,
            self.queue,
            self.live_changes.forget_restart,
            lambda: self.history.lost,
            self,
        )
        self.help = HelpMenu(self.actions_table, self.controller, self.tasks, self.settings, self)
        self.manners = Manners(self.controller, self.queue, self.settings, self)
        self.arrange(queue_panel := QueuePanel(self.queue))
        self.kept = Kept(self.model, self.queue, self.intake, self.tasks, self.settings, self)
        self.kept.serve(self.history, queue_panel, self.chooser)
        self._run_focus = RunFocus(*self.run_buttons[:3], refuge=self.canvas)
        self.paint_menu = PaintMenu(
            self.actions_table,
            self.model,
            self.controller,
            self.queue,
            self.queue_dock,
            lambda: QueueSeveralDialog(self.model, self.sources.thumb, self.tasks, self.settings, self),
            self,
        )
        self.recent = RecentFiles(self.intake, self.model, self.settings, self.tasks, self)
        insert_menu(self.menuBar(), self.actions_table["open_recipe"], self.recent.menu)
        self.gallery = Gallery(self.strip, self.tasks, self.settings, self)
        self.sources = SourcesPresenter(
            self.model,
            (self.photograph, self.styles),
            self.gallery,
            self.intake,
            self.presenter,
            self.tasks,
            self,
        )
        places = (self.photograph, self.styles, self.canvas)
        self.dropping = Dropping(self, places, self.intake, self.model, self.tasks)
        self.pasting = Pasting(self.model, places, self.intake, self)
        self.framing = Framing(
            self.model,
            (self.photograph, self.styles, self.controls),
            self.tasks,
            self,
            painting=lambda: self.controller.active,
            title=self.gallery.title,
            thumb=self.intake.thumb,
        )
        self.outgoing = Outgoing(self.on_canvas, self.tasks, self.settings, self)
        self._connect_actions()
        self._connect_parts()
        self.preferences = Preferences(
            self.actions_table,
            self.model,
            self.controller,
            self.history.model,
            self.recent,
            self.kept.set_up,
            self.settings,
            lambda: self.closing.may_be_replaced,
            self,
        )
        self.gallery.fill()
        self.history.load()
        self.looks.load()
        self.outgoing.tidy()
        if window_place.place(self, self.settings, self.splitters):
            self.keep_room()
        self._refresh()

    # ---- composition ------------------------------------------------------------------------------

    def _connect_actions(self) -> None:
        doing: dict[str, Callable[[], object]] = {
            "new": self._begin_anew,
            "open_content": self.chooser.content,
            "add_styles": self.chooser.styles,
            "copy": self.outgoing.copy,
            "paste": self.pasting.paste,
            "open_recipe": self.chooser.recipe,
            "sample": self.intake.load_sample,
            "save": lambda: self.on_canvas.fetch(self.saver.save),
            "export_stages": self.stage_exporter.open,
            "quit": self.close,
            "undo": self.model.steps.undo,
            "redo": self.model.steps.redo,
            "start": self.start,
            "pause": self._pause_or_resume,
            "stop": self.controller.stop,
            "restart": self.live_changes.restart,
            "zoom_fit": self.canvas.zoom_to_fit,
            "zoom_100": self.canvas.zoom_to_100,
            "zoom_in": self.canvas.zoom_in,
            "zoom_out": self.canvas.zoom_out,
            "reset_panels": self.reset_panels,
            **{f"compare_{mode}": partial(self.canvas.set_mode, mode) for mode in CompareMode},
            "import_weights": self.chooser.import_weights,
        }
        self.actions_table.serve(doing)
        self.framing.serve(self.actions_table)

    def _connect_parts(self) -> None:
        self.photograph.openRequested.connect(self.chooser.content)
        self.styles.openRequested.connect(self.chooser.styles)
        self.gallery.chosen.connect(lambda path: self.intake.add_styles([path]))
        self.intake.styleUsed.connect(self.gallery.remember)
        self.recent.cleared.connect(self.gallery.fill)
        self.intake.lookCame.connect(self.looks.take_file)
        self.intake.answered.connect(self.messages.withdraw)
        self.controls.initialFileRequested.connect(self.chooser.initial)
        self.chooser.weightsImported.connect(self.controls.advanced.refresh_weights)
        for part in (
            self.gallery,
            self.intake,
            self.saver,
            self.presenter,
            self.finisher,
            self.history,
            self.timeline,
            self.stage_exporter,
            self.looks,
            self.help,
            self.queue,
            self.kept,
            self.paint_menu,
            self.on_canvas,
            self.outgoing,
        ):
            part.said.connect(self.messages.show_message)
        self.intake.severalCame.connect(self.paint_menu.queue_photographs)
        self.outgoing.serve(self.zoom_row.drag_handle, self.canvas)
        self.history.serve(self.results)
        self.history.kept.connect(self.timeline.kept)
        self.history.said.connect(self.closing.follow)  # a painting may turn out not to be kept
        self.timeline.follow(self.history.model)
        self.timeline.changed.connect(self._refresh)
        self.on_canvas.changed.connect(self._refresh)
        self.intake.library = self.history.sources
        self.kept.set_up.photographComes.connect(self.presenter.expect_restored)
        self.kept.queueCame.connect(lambda: bring(self.queue_dock))
        self.queue.gives_way = lambda: self.live_changes.restarting
        self.queue_works = lambda: self.queue.painting or self.queue.running
        self.history.restoreRequested.connect(self.intake.restore)
        self.history.otherPhotographRequested.connect(self.chooser.photograph_for)
        self.history.paintRequested.connect(self.paint_menu.paint_on)
        self.history.compareRequested.connect(lambda opened: self.presenter.compare_with(opened.shown))
        self.model.refused.connect(lambda sentence: self.messages.show_message(sentence, "warning"))
        self.tasks.failed.connect(self._show_failure)
        self.controller.failed.connect(self._report_fault)
        self.forecaster.faulted.connect(self._report_fault)
        self.forecaster.paintable.connect(self._settings_are_paintable)
        self.model.changed.connect(self._model_changed)
        self.model.steps.changed.connect(self._refresh)
        self.controller.stateChanged.connect(self._refresh)
        self.live_changes.restartRequested.connect(self._restart)
        self.live_changes.offerChanged.connect(self._refresh)
        self.saver.savingChanged.connect(self._refresh)
        self.presenter.viewChanged.connect(self._refresh)
        self.presenter.fractionChanged.connect(self.title.show_fraction)
        self.presenter.fractionChanged.connect(self.manners.show_fraction)
        self.canvas.zoomChanged.connect(self.zoom_row.show_zoom)
        self.canvas.modeChanged.connect(lambda mode: self.actions_table[f"compare_{mode}"].setChecked(True))
        self.zoom_row.peek.pressed.connect(partial(self.canvas.hold_other, True))
        self.zoom_row.peek.released.connect(partial(self.canvas.hold_other, False))

    # ---- what the actions do ----------------------------------------------------------------------

    def start(self) -> None:
        """Paint with the present settings; says what is missing when something is."""
        recipe = self.model.recipe()
        if recipe is None:
            self.messages.show_message(self.model.missing() or "", "info")
        elif self.on_canvas.may_begin():
            self.messages.clear("info", "warning")  # they were about what was before
            self._get_over_failure()
            self.controller.start(recipe, self.model.limits)

    def _begin_anew(self) -> None:
        if not self.controller.active:
            self.messages.clear("info", "warning")
            self._get_over_failure()
        self.model.start_anew()

    def _settings_are_paintable(self) -> None:
        if self.controller.state is RunState.FAILED:
            self._get_over_failure()

    def _get_over_failure(self) -> None:
        self.messages.withdraw((self.presenter.get_over_failure(),))

    def _restart(self) -> None:
        if self.isVisible():  # it may have been closed meanwhile
            self.start()

    def _pause_or_resume(self) -> None:
        if self.actions_table.resumes(self.controller.state):
            self.controller.resume()
        else:
            self.controller.pause()

    # ---- following the model and the run ----------------------------------------------------------

    def _model_changed(self, names: frozenset[str]) -> None:
        if "memory_bytes" in names:
            self.settings.set_memory_limit(self.model.limits.memory_bytes)
        self._refresh()

    def _refresh(self, *_news: object) -> None:
        controller = self.controller
        recipe, steps = self.model.recipe(), self.model.steps
        self._run_focus.before()
        self.actions_table.apply(
            Situation(
                state=controller.state,
                complete=recipe is not None,
                available=self.on_canvas.available,
                of_run=self.on_canvas.of_run,
                has_view=self.presenter.has_view,
                undo=steps.undo_text(),
                redo=steps.redo_text(),
                compares=self.canvas.has_other(),
                framable=self.framing.possible,
                stages=self.timeline.stages is not None,
                restartable=self.live_changes.offers_restart,
            )
        )
        self.canvas.invite(self.model.content is None and not self.model.styles)
        self.zoom_row.allow_peek(self.canvas.has_other())
        self.zoom_row.drag_handle.setEnabled(self.actions_table["copy"].isEnabled())
        self._run_focus.after()
        self.presenter.show_next_step(self.model.next_step())
        if not self.presenter.has_view:
            self.zoom_row.show_zoom(None)
        before = self.tr("Photograph at the painting's size")
        self.zoom_row.show_caption(before if self.presenter.shows_photograph else "")

    def _show_failure(self, failure: Failure) -> None:
        self.messages.show_message(failure.sentence, "error")
        self._report_fault(failure)

    def _report_fault(self, failure: Failure) -> None:
        if failure.detail:
            self.error_report.add(failure.detail)

    # ---- the end ----------------------------------------------------------------------------------

    def closeEvent(self, event: QCloseEvent) -> None:
        """Close, or ask first when a picture would be lost."""
        if not self.closing.may_close():
            event.ignore()
            return
        self.closed.emit()
        self.settings.save_geometry(self, self.splitters)
        self.hide()  # the threads may need a moment
        self.shutdown()
        event.accept()

    def shutdown(self) -> None:
        """End the threads; the application's end calls it too, for the ways that pass no close event."""
        self.queue.leave()
        self.on_canvas.shutdown()
        cut_short = self.controller.active  # the system ends, and asks nobody
        self.controller.shutdown()
        self.timeline.shutdown()
        self.stage_exporter.shutdown()
        self.kept.shutdown()
        self.tasks.shutdown()
        self.kept.close()
        self.history.stages.close(leave=self.history.settle() or cut_short)
        self.manners.shutdown()
        self.outgoing.shutdown()
        self.help.shutdown()
