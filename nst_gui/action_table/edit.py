"""The Edit menu, row by row; ``None`` draws a line."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QT_TRANSLATE_NOOP

from nst_gui.action_table.spec import KEYS, ROLE, Row, Spec, available, framable

EDIT: Final[tuple[Row, ...]] = (
    Spec(
        "undo",
        QT_TRANSLATE_NOOP("Actions", "&Undo"),
        QT_TRANSLATE_NOOP("Actions", "Take the last change of the settings back"),
        (KEYS.Undo,),
        "undo",
        lambda s: s.undo is not None,
    ),
    Spec(
        "redo",
        QT_TRANSLATE_NOOP("Actions", "&Redo"),
        QT_TRANSLATE_NOOP("Actions", "Make the change again that was taken back"),
        (KEYS.Redo, "Ctrl+Shift+Z", "Ctrl+Y"),
        "redo",
        lambda s: s.redo is not None,
    ),
    None,
    Spec(
        "copy",
        QT_TRANSLATE_NOOP("Actions", "&Copy picture"),
        QT_TRANSLATE_NOOP("Actions", "Put the painting on the clipboard, for another program"),
        (KEYS.Copy,),
        "copy",
        available,
    ),
    Spec(
        "paste",
        QT_TRANSLATE_NOOP("Actions", "P&aste picture"),
        QT_TRANSLATE_NOOP("Actions", "Paste a picture, a file or a path into the panel that has the focus"),
        (KEYS.Paste,),
        "paste",
    ),
    None,
    Spec(
        "crop",
        QT_TRANSLATE_NOOP("Actions", "Cro&p…"),
        QT_TRANSLATE_NOOP(
            "Actions", "Choose the part of the photograph, or of the painting that has the focus, to use"
        ),
        ("Ctrl+Shift+X",),
        "crop",
        framable,
    ),
    Spec(
        "rotate_left",
        QT_TRANSLATE_NOOP("Actions", "Rotate &left"),
        QT_TRANSLATE_NOOP(
            "Actions", "Turn the photograph, or the painting that has the focus, a quarter to the left"
        ),
        ("Ctrl+L",),
        "rotate-left",
        framable,
    ),
    Spec(
        "rotate_right",
        QT_TRANSLATE_NOOP("Actions", "Rotate r&ight"),
        QT_TRANSLATE_NOOP(
            "Actions", "Turn the photograph, or the painting that has the focus, a quarter to the right"
        ),
        ("Ctrl+R",),
        "rotate-right",
        framable,
    ),
    None,
    Spec(
        "settings",
        QT_TRANSLATE_NOOP("Actions", "Se&ttings…"),
        QT_TRANSLATE_NOOP("Actions", "Colours, language, speed, memory, disk space: how the program is"),
        ("Ctrl+,",),
        "settings",
        role=ROLE.PreferencesRole,
    ),
)
