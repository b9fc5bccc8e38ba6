"""One table of everything the user can do: text, shortcut, icon, tip, and when."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QObject
from PySide6.QtGui import QAction, QActionGroup, QKeySequence

from nst_gui.icons import icon
from nst_gui.models.run_state import (
    ACTIVE,
    CAN_PAUSE,
    CAN_RESUME,
    CAN_START,
    CAN_STOP,
    RunState,
)


@dataclass(frozen=True, slots=True)
class Situation:
    """All that the buttons depend on."""

    state: RunState
    #: The photograph and at least one painting are chosen.
    complete: bool
    #: A run has left a picture, or an earlier one is shown.
    has_result: bool
    #: That picture is in no file yet.
    unsaved: bool
    #: The run is paused, and has painted something that can be saved as it is.
    so_far: bool
    #: The canvas shows something.
    has_view: bool
    #: What undo would take back and redo bring back, in words; ``None`` where there is nothing.
    undo: str | None = None
    redo: str | None = None
    #: The canvas has a painting and the photograph it was made of.
    compares: bool = False


def _always(_situation: Situation) -> bool:
    return True


def _comparing(situation: Situation) -> bool:
    return situation.compares


def _viewing(situation: Situation) -> bool:
    return situation.has_view


@dataclass(frozen=True, slots=True)
class Spec:
    """One row of the table."""

    key: str
    text: str
    tip: str
    shortcuts: tuple[QKeySequence.StandardKey | str, ...] = ()
    icon: str | None = None
    enabled: Callable[[Situation], bool] = _always
    #: Text on buttons, where there is less room than in a menu.
    short: str | None = None
    role: QAction.MenuRole = QAction.MenuRole.NoRole
    #: One of several of which exactly one is on.
    group: str | None = None
    checkable: bool = False


_KEYS = QKeySequence.StandardKey
_ROLE = QAction.MenuRole


TABLE: Final = (
    Spec(
        "open_content",
        QT_TRANSLATE_NOOP("Actions", "&Open photograph…"),
        QT_TRANSLATE_NOOP("Actions", "Choose the photograph to paint"),
        (_KEYS.Open,),
        "open",
    ),
    Spec(
        "add_styles",
        QT_TRANSLATE_NOOP("Actions", "Add &painting…"),
        QT_TRANSLATE_NOOP("Actions", "Choose paintings whose style to use"),
        ("Ctrl+Shift+O",),
        "add",
    ),
    Spec(
        "paste",
        QT_TRANSLATE_NOOP("Actions", "P&aste picture"),
        QT_TRANSLATE_NOOP("Actions", "Paste a picture, a file or a path into the panel that has the focus"),
        (_KEYS.Paste,),
        "paste",
    ),
    Spec(
        "open_recipe",
        QT_TRANSLATE_NOOP("Actions", "Open &recipe…"),
        QT_TRANSLATE_NOOP("Actions", "Take over all settings of a recipe or a saved picture"),
    ),
    Spec(
        "sample",
        QT_TRANSLATE_NOOP("Actions", "Try the &sample"),
        QT_TRANSLATE_NOOP("Actions", "Load the sample photograph and painting"),
        (),
        "sample",
    ),
    Spec(
        "save",
        QT_TRANSLATE_NOOP("Actions", "&Save picture as…"),
        QT_TRANSLATE_NOOP("Actions", "Save the painted picture to a file"),
        (_KEYS.Save,),
        "save",
        lambda s: s.so_far or (s.has_result and (s.unsaved or s.state in CAN_START)),
        short=QT_TRANSLATE_NOOP("Actions", "Save as…"),
    ),
    Spec(
        "quit",
        QT_TRANSLATE_NOOP("Actions", "&Quit"),
        QT_TRANSLATE_NOOP("Actions", "Close the window"),
        (_KEYS.Quit,),
        role=_ROLE.QuitRole,
    ),
    Spec(
        "undo",
        QT_TRANSLATE_NOOP("Actions", "&Undo"),
        QT_TRANSLATE_NOOP("Actions", "Take the last change of the settings back"),
        (_KEYS.Undo,),
        "undo",
        lambda s: s.undo is not None,
    ),
    Spec(
        "redo",
        QT_TRANSLATE_NOOP("Actions", "&Redo"),
        QT_TRANSLATE_NOOP("Actions", "Make the change again that was taken back"),
        (_KEYS.Redo, "Ctrl+Shift+Z", "Ctrl+Y"),
        "redo",
        lambda s: s.redo is not None,
    ),
    Spec(
        "start",
        QT_TRANSLATE_NOOP("Actions", "&Start painting"),
        QT_TRANSLATE_NOOP("Actions", "Paint the photograph with these settings"),
        ("Ctrl+Return", "F5"),
        "start",
        lambda s: s.complete and s.state in CAN_START,
    ),
    Spec(
        "pause",
        QT_TRANSLATE_NOOP("Actions", "&Pause"),
        QT_TRANSLATE_NOOP("Actions", "Hold the painting where it is, or let it go on"),
        ("Ctrl+P",),
        "pause",
        lambda s: s.state in CAN_PAUSE | CAN_RESUME,
    ),
    Spec(
        "stop",
        QT_TRANSLATE_NOOP("Actions", "S&top"),
        QT_TRANSLATE_NOOP("Actions", "End the painting and keep the picture so far"),
        ("Ctrl+.",),
        "stop",
        lambda s: s.state in CAN_STOP,
    ),
    Spec(
        "queue_add",
        QT_TRANSLATE_NOOP("Actions", "Add to &queue"),
        QT_TRANSLATE_NOOP("Actions", "Paint this later, after what is queued before it"),
        ("Ctrl+Shift+Return",),
        "add",
        lambda s: s.complete,
    ),
    Spec(
        "show_queue",
        QT_TRANSLATE_NOOP("Actions", "Show the q&ueue"),
        QT_TRANSLATE_NOOP("Actions", "Show or hide the list of paintings that wait"),
        ("Ctrl+Shift+Q",),
        checkable=True,
    ),
    Spec(
        "contact_sheet",
        QT_TRANSLATE_NOOP("Actions", "&Contact sheet…"),
        QT_TRANSLATE_NOOP("Actions", "Paint a grid of small variants, and go on with the one you like"),
        ("Ctrl+K",),
        "contact-sheet",
        lambda s: s.complete and s.state in CAN_START,
    ),
    Spec(
        "zoom_fit",
        QT_TRANSLATE_NOOP("Actions", "&Fit to window"),
        QT_TRANSLATE_NOOP("Actions", "Show the whole picture"),
        ("Ctrl+0",),
        "zoom-fit",
        _viewing,
    ),
    Spec(
        "zoom_100",
        QT_TRANSLATE_NOOP("Actions", "&Actual pixels (100 %)"),
        QT_TRANSLATE_NOOP("Actions", "One pixel of the picture on one pixel of the screen"),
        ("Ctrl+1",),
        "zoom-100",
        _viewing,
    ),
    Spec(
        "zoom_in",
        QT_TRANSLATE_NOOP("Actions", "Zoom &in"),
        QT_TRANSLATE_NOOP("Actions", "Look closer"),
        (_KEYS.ZoomIn, "Ctrl+="),
        "zoom-in",
        _viewing,
    ),
    Spec(
        "zoom_out",
        QT_TRANSLATE_NOOP("Actions", "Zoom &out"),
        QT_TRANSLATE_NOOP("Actions", "See more"),
        (_KEYS.ZoomOut,),
        "zoom-out",
        _viewing,
    ),
    Spec(
        "compare_result",
        QT_TRANSLATE_NOOP("Actions", "&Painting alone"),
        QT_TRANSLATE_NOOP("Actions", "Show the painting alone"),
        ("Ctrl+2",),
        "compare-result",
        _comparing,
        group="compare",
    ),
    Spec(
        "compare_split",
        QT_TRANSLATE_NOOP("Actions", "&Before and after"),
        QT_TRANSLATE_NOOP("Actions", "Show the photograph left of a divider that can be moved"),
        ("Ctrl+3",),
        "compare-split",
        _comparing,
        group="compare",
    ),
    Spec(
        "compare_beside",
        QT_TRANSLATE_NOOP("Actions", "&Side by side"),
        QT_TRANSLATE_NOOP("Actions", "Show photograph and painting side by side, at the same zoom"),
        ("Ctrl+4",),
        "compare-beside",
        _comparing,
        group="compare",
    ),
    Spec(
        "theme_system",
        QT_TRANSLATE_NOOP("Actions", "Colours of the s&ystem"),
        QT_TRANSLATE_NOOP("Actions", "Be light or dark as the system is"),
        group="theme",
    ),
    Spec(
        "theme_light",
        QT_TRANSLATE_NOOP("Actions", "&Light colours"),
        QT_TRANSLATE_NOOP("Actions", "A light window, whatever the system says"),
        group="theme",
    ),
    Spec(
        "theme_dark",
        QT_TRANSLATE_NOOP("Actions", "&Dark colours"),
        QT_TRANSLATE_NOOP("Actions", "A dark window, whatever the system says"),
        group="theme",
    ),
    Spec(
        "import_weights",
        QT_TRANSLATE_NOOP("Actions", "Import network &weights…"),
        QT_TRANSLATE_NOOP("Actions", "Use official VGG-19 weights that you downloaded yourself"),
    ),
    Spec(
        "shortcuts",
        QT_TRANSLATE_NOOP("Actions", "&Keyboard shortcuts"),
        QT_TRANSLATE_NOOP("Actions", "All keys on one page"),
        ("F1",),
    ),
    Spec(
        "copy_diagnostics",
        QT_TRANSLATE_NOOP("Actions", "&Copy diagnostics"),
        QT_TRANSLATE_NOOP("Actions", "Copy versions, machine and the end of the log, for whoever helps"),
        icon="copy",
    ),
    Spec(
        "log_folder",
        QT_TRANSLATE_NOOP("Actions", "Open l&og folder"),
        QT_TRANSLATE_NOOP("Actions", "Show the folder with the program's log files"),
    ),
    Spec(
        "licences",
        QT_TRANSLATE_NOOP("Actions", "&Licences"),
        QT_TRANSLATE_NOOP("Actions", "The licences of everything inside this program"),
    ),
    Spec(
        "about",
        QT_TRANSLATE_NOOP("Actions", "&About NST Studio"),
        QT_TRANSLATE_NOOP("Actions", "Versions and credits"),
        icon="about",
        role=_ROLE.AboutRole,
    ),
)


class Actions(QObject):
    """The table as QActions: ``actions["start"]``."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._groups: dict[str, QActionGroup] = {}
        self._actions = {spec.key: self._make(spec) for spec in TABLE}

    def __getitem__(self, key: str) -> QAction:
        return self._actions[key]

    def apply(self, situation: Situation) -> None:
        """Enable what can be done in ``situation``, and name the pause button after what it would do."""
        for spec in TABLE:
            self._actions[spec.key].setEnabled(spec.enabled(situation))
        resumes = self.resumes(situation.state)
        pause = self._actions["pause"]
        pause.setText(self.tr("&Resume") if resumes else self.tr("&Pause"))
        pause.setIcon(icon("resume" if resumes else "pause"))
        _describe(
            pause, self.tr("Let the painting go on") if resumes else self.tr("Hold the painting where it is")
        )
        _describe(self._actions["save"], self._what_is_saved(situation))
        self._name_step("undo", situation.undo, self.tr("&Undo: {change}"))
        self._name_step("redo", situation.redo, self.tr("&Redo: {change}"))

    def _name_step(self, key: str, change: str | None, text: str) -> None:
        plain = next(spec.text for spec in TABLE if spec.key == key)
        self._actions[key].setText(translated(plain) if change is None else text.format(change=change))

    def _what_is_saved(self, situation: Situation) -> str:
        if situation.so_far:
            return self.tr("Save the picture so far to a file; the painting can go on afterwards")
        if situation.state in ACTIVE and situation.unsaved:
            return self.tr("Save the picture that was painted before this one")
        return self.tr("Save the painted picture to a file")

    @staticmethod
    def resumes(state: RunState) -> bool:
        """Whether the pause button would let the run go on."""
        return state in CAN_RESUME

    def _make(self, spec: Spec) -> QAction:
        action = QAction(translated(spec.text), self)
        action.setObjectName(spec.key)
        action.setMenuRole(spec.role)
        # On some systems a standard key is what others get beside it.
        keys = {QKeySequence(shortcut).toString(): QKeySequence(shortcut) for shortcut in spec.shortcuts}
        action.setShortcuts(list(keys.values()))
        action.setCheckable(spec.checkable)
        if spec.group is not None:
            self._join(action, spec.group)
        if spec.short is not None:
            action.setIconText(translated(spec.short))
        if spec.icon is not None:
            action.setIcon(icon(spec.icon))
        _describe(action, translated(spec.tip))
        return action

    def _join(self, action: QAction, name: str) -> None:
        """Make ``action`` one of a group of which exactly one is on, the first one to begin with."""
        action.setCheckable(True)
        if name not in self._groups:
            self._groups[name] = QActionGroup(self)
            action.setChecked(True)
        self._groups[name].addAction(action)


def _describe(action: QAction, tip: str) -> None:
    keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
    action.setToolTip(f"{tip} ({keys})" if keys else tip)
    action.setStatusTip(tip)


def translated(text: str) -> str:
    """A text of the table in the window's language."""
    return QCoreApplication.translate("Actions", text)
