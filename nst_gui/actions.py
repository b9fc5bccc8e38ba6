"""The table of actions as QActions, with their state and their words of the moment."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtGui import QAction, QActionGroup, QKeySequence

from nst_gui.action_table import TABLE, Situation, Spec
from nst_gui.icons import icon
from nst_gui.models.run_state import ACTIVE, CAN_RESUME, RunState


class Actions(QObject):
    """The table as QActions: ``actions["start"]``."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._groups: dict[str, QActionGroup] = {}
        self._actions = {spec.key: self._make(spec) for spec in TABLE}

    def __getitem__(self, key: str) -> QAction:
        return self._actions[key]

    def serve(self, doing: Mapping[str, Callable[[], object]]) -> None:
        """Have each of ``doing`` done when its action is triggered."""
        for key, do in doing.items():
            # triggered carries a "checked" that none of them wants.
            self[key].triggered.connect(lambda _checked=False, do=do: do())

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
        if situation.of_run:
            return self.tr("Save the picture as far as it is painted to a file; the painting goes on")
        if situation.available and situation.state in ACTIVE:
            return self.tr("Save the painting on the canvas, from before this one, to a file")
        if situation.available or not situation.has_view:
            return self.tr("Save the painted picture to a file")
        return self.tr(
            "The canvas shows the photograph: paint it, or choose an earlier painting, to save that"
        )

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
