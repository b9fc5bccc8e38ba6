"""The Paint menu, row by row; ``None`` draws a line."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QT_TRANSLATE_NOOP

from nst_gui.action_table.spec import Row, Spec
from nst_gui.models.run_state import CAN_PAUSE, CAN_RESUME, CAN_START, CAN_STOP

PAINT: Final[tuple[Row, ...]] = (
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
        "restart",
        QT_TRANSLATE_NOOP("Actions", "R&estart"),
        QT_TRANSLATE_NOOP(
            "Actions",
            "Stop this painting, which stays among the earlier ones, and begin again with what is set",
        ),
        ("Ctrl+Shift+R",),
        "restart",
        lambda s: s.restartable,
    ),
    None,
    Spec(
        "contact_sheet",
        QT_TRANSLATE_NOOP("Actions", "&Contact sheet…"),
        QT_TRANSLATE_NOOP("Actions", "Paint a grid of small variants, and go on with the one you like"),
        ("Ctrl+K",),
        "contact-sheet",
        lambda s: s.complete and s.state in CAN_START,
    ),
    None,
    Spec(
        "queue_add",
        QT_TRANSLATE_NOOP("Actions", "Add to &queue"),
        QT_TRANSLATE_NOOP("Actions", "Paint this later, after what is queued before it"),
        ("Ctrl+Shift+Return",),
        "add",
        lambda s: s.complete,
    ),
    Spec(
        "queue_several",
        QT_TRANSLATE_NOOP("Actions", "Queue se&veral…"),
        QT_TRANSLATE_NOOP("Actions", "Paint several photographs in the style of several paintings"),
        ("Ctrl+Alt+Return",),
    ),
)
