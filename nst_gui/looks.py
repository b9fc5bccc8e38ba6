"""Presets in the window: which there are, which one is set, and what can be done with them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from nst_engine import presets
from nst_engine.errors import InputError
from nst_engine.pictures import Picture
from nst_engine.presets import MAX_NAME, THUMBNAIL_EDGE, Preset, StoredPreset
from nst_engine.result import Result
from nst_gui.dialogs.ask_text import ask_text
from nst_gui.dialogs.choose_files import choose_files
from nst_gui.dialogs.confirmation import confirm
from nst_gui.icons import icon
from nst_gui.models.recipe_model import RecipeModel
from nst_gui.settings import WindowSettings
from nst_gui.widgets.preset_row import PresetRow
from nst_gui.words import filled, said
from nst_gui.workers import pictures_worker
from nst_gui.workers.tasks import Tasks


class Looks(QObject):
    """Between the presets on the disk, the recipe and the row; ``said`` carries a sentence and its kind."""

    said = Signal(str, str)

    def __init__(
        self,
        model: RecipeModel,
        row: PresetRow,
        shown: Callable[[], Result | None],
        tasks: Tasks,
        settings: WindowSettings,
        window: QWidget,
    ) -> None:
        """``shown`` gives the painting on the canvas, which may become the thumbnail of a look."""
        super().__init__(window)
        self._model, self._row, self._shown, self._tasks = model, row, shown, tasks
        self._settings, self._window = settings, window
        self._presets: tuple[StoredPreset, ...] = ()
        #: The name of the own look that was chosen or kept last: what is set now stems from it.
        self._stem = ""
        row.chosen.connect(self._choose)
        row.menu_button.setMenu(self._make_menu())
        model.changed.connect(self._show_current)

    def _make_menu(self) -> QMenu:
        menu = QMenu(self._row)
        rows: tuple[tuple[str, str, Callable[[], object]], ...] = (
            ("save", self.tr("Save this look…"), self.ask_for_name),
            ("rename", self.tr("Rename this look…"), self._ask_for_another_name),
            ("import", self.tr("Import a look…"), self._ask_for_file),
            ("open", self.tr("Export this look…"), self._ask_where),
            ("remove", self.tr("Remove this look…"), self._ask_to_remove),
        )
        for name, text, do in rows:
            action = QAction(icon(name), text, menu)
            action.setObjectName(f"preset_{name}")
            action.triggered.connect(lambda _checked=False, do=do: do())
            menu.addAction(action)
        menu.aboutToShow.connect(partial(self._allow, menu))
        return menu

    def _allow(self, menu: QMenu) -> None:
        """Those that come with the program stay as they are."""
        for action in menu.actions():
            if action.objectName() in ("preset_rename", "preset_remove"):
                action.setEnabled(self._own() is not None)

    def _own(self) -> StoredPreset | None:
        """The look that is set, if it is one of the user's."""
        current = self.current()
        return current if current is not None and current.own else None

    def load(self) -> None:
        """Offer what there is."""
        self._run(presets.all_presets, self._loaded)

    def _loaded(self, found: tuple[StoredPreset, ...]) -> None:
        self._presets = found
        own = self._own()
        if own is not None:
            self._stem = own.preset.name
        self._row.set_presets(found)
        self._show_current(frozenset())
        for stored in found:
            if stored.thumbnail is not None:
                self._tasks.run(
                    partial(pictures_worker.thumbnail, stored.thumbnail, THUMBNAIL_EDGE),
                    partial(self._row.set_thumbnail, stored),
                    lambda _failure: None,  # the drawing stays that stands in its place
                )

    def current(self) -> StoredPreset | None:
        """The preset whose look is set; ``None`` for a look of one's own."""
        draft = self._model.draft
        return next((stored for stored in self._presets if stored.preset.fits(draft)), None)

    def _show_current(self, _names: frozenset[str]) -> None:
        self._row.show_current(self.current())

    def _choose(self, stored: StoredPreset) -> None:
        self._stem = stored.preset.name if stored.own else ""
        self._model.take(stored.preset.values())
        self._show_current(frozenset())

    # ---- what can be done with them ---------------------------------------------------------------

    def ask_for_name(self) -> None:
        """Keep the present look under a name."""
        self._ask_to_keep(self._name_to_offer())

    def _ask_to_keep(self, name: str) -> None:
        self._ask_name(self.tr("Save look"), name, self._keep)

    def _name_to_offer(self) -> str:
        """The name of the own look that is set, or was changed into what is set; empty for none."""
        current = self.current()
        if current is not None:
            return current.preset.name if current.own else ""
        there = any(stored.own and stored.preset.name == self._stem for stored in self._presets)
        return self._stem if there else ""

    def _ask_for_another_name(self) -> None:
        own = self._own()
        if own is not None:
            self._ask_name(self.tr("Rename look"), own.preset.name, partial(self._rename, own))

    def _ask_name(self, title: str, name: str, then: Callable[[str], object]) -> None:
        question = self.tr("What should this look be called?")
        ask_text(self._window, title, question, name, lambda text: then(text[:MAX_NAME]))

    def _keep(self, name: str) -> None:
        try:
            preset = Preset.of(name, self._model.draft)
        except InputError as error:
            self.said.emit(said(error.sentence), "warning")
            return
        keep = partial(presets.keep_preset, preset, self._painted_with(preset))
        other = self._other_look_called(preset)
        if other is None:
            self._run(keep, self._kept)
            return
        confirm(
            self._window,
            self.tr("Replace look"),
            filled(self.tr("There is a look called {name} already. Replace it?"), name=other.preset.name),
            self.tr("Its present settings would be lost."),
            self.tr("Replace"),
            partial(self._run, keep, self._kept),
            partial(self._ask_to_keep, name),
        )

    def _other_look_called(self, preset: Preset) -> StoredPreset | None:
        """An own look of that name which is set otherwise."""
        for stored in self._presets:
            if stored.own and stored.preset.name.casefold() == preset.name.casefold():
                return stored if stored.preset.settings != preset.settings else None
        return None

    def _rename(self, own: StoredPreset, name: str) -> None:
        self._run(partial(presets.rename_preset, own, name), lambda _renamed: self.load())

    def _painted_with(self, preset: Preset) -> Picture | None:
        """The painting that is shown, if it was painted with just this look."""
        result = self._shown()
        return result.picture if result is not None and preset.fits(result.recipe) else None

    def _kept(self, stored: StoredPreset) -> None:
        self.said.emit(self.tr("Look saved as {name}.").format(name=stored.preset.name), "info")
        self.load()

    def _ask_for_file(self) -> None:
        def chosen(paths: list[Path]) -> None:
            self._settings.remember_folder("presets", paths[0].parent)
            self.take_file(paths[0])

        choose_files(
            self._window, self.tr("Import look"), self._settings.folder("presets"), "presets", chosen
        )

    def take_file(self, path: Path) -> None:
        """Keep the preset in a file, beside one of the same name, and set its look."""

        def came(preset: Preset) -> None:
            self._model.take(preset.values())
            self._run(partial(presets.add_preset, preset), self._kept)

        self._run(partial(presets.read_preset, path), came)

    def _ask_where(self) -> None:
        current = self.current()
        name = current.preset.name if current is not None else self.tr("My look")
        dialog = QFileDialog(self._window, self.tr("Export look"), str(self._settings.folder("presets")))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)  # asks before it replaces a file
        dialog.setNameFilter(self.tr("Looks (*.json)"))
        dialog.setDefaultSuffix("json")
        dialog.selectFile(f"{name}.json")
        dialog.fileSelected.connect(lambda file: self.write_file(Path(file), name))
        dialog.open()

    def write_file(self, path: Path, name: str) -> None:
        """Write the present look for somebody else."""
        self._settings.remember_folder("presets", path.parent)
        preset = Preset.of(name, self._model.draft)
        self._run(
            partial(presets.write_preset, preset, path),
            lambda _nothing: self.said.emit(self.tr("Saved as {path}.").format(path=path), "info"),
        )

    def _ask_to_remove(self) -> None:
        own = self._own()
        if own is None:
            return
        confirm(
            self._window,
            self.tr("Remove look"),
            filled(self.tr("Remove the look {name} for good?"), name=own.preset.name),
            self.tr("The settings stay as they are, and so do your paintings."),
            self.tr("Remove"),
            partial(self._run, partial(presets.remove_preset, own), lambda _nothing: self.load()),
        )

    def _run(self, work: Callable[[], object], done: Callable[..., object]) -> None:
        self._tasks.run(work, done, lambda failure: self.said.emit(failure.sentence, "error"))
