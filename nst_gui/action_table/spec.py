"""What a row of the table says, and what the buttons depend on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from PySide6.QtGui import QAction, QKeySequence

from nst_gui.models.run_state import RunState


@dataclass(frozen=True, slots=True)
class Situation:
    """All that the buttons depend on."""

    state: RunState
    #: The photograph and at least one painting are chosen.
    complete: bool
    #: The canvas shows a painting that can be saved, copied and dragged out now.
    available: bool
    #: That painting is still being painted.
    of_run: bool
    #: The canvas shows something.
    has_view: bool
    #: What undo would take back and redo bring back, in words; ``None`` where there is nothing.
    undo: str | None = None
    redo: str | None = None
    #: The canvas has a painting and the photograph it was made of.
    compares: bool = False
    #: There is a photograph or a painting to crop and turn.
    framable: bool = False
    #: The painting on the canvas has stages to go back through.
    stages: bool = False
    #: What is set asks for another painting than the one being painted.
    restartable: bool = False


def always(_situation: Situation) -> bool:
    return True


def available(situation: Situation) -> bool:
    return situation.available


def comparing(situation: Situation) -> bool:
    return situation.compares


def framable(situation: Situation) -> bool:
    return situation.framable


def viewing(situation: Situation) -> bool:
    return situation.has_view


def going_back(situation: Situation) -> bool:
    return situation.stages


@dataclass(frozen=True, slots=True)
class Spec:
    """One row of the table."""

    key: str
    text: str
    tip: str
    shortcuts: tuple[QKeySequence.StandardKey | str, ...] = ()
    icon: str | None = None
    enabled: Callable[[Situation], bool] = always
    #: Text on buttons, where there is less room than in a menu.
    short: str | None = None
    role: QAction.MenuRole = QAction.MenuRole.NoRole
    #: One of several of which exactly one is on.
    group: str | None = None
    checkable: bool = False


KEYS: Final = QKeySequence.StandardKey
ROLE: Final = QAction.MenuRole

#: A row of a menu; ``None`` is a line between two groups.
Row = Spec | None
