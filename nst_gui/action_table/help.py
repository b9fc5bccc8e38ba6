"""The Help menu, row by row; ``None`` draws a line."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QT_TRANSLATE_NOOP

from nst_gui.action_table.spec import KEYS, ROLE, Row, Spec

HELP: Final[tuple[Row, ...]] = (
    Spec(
        "guide",
        QT_TRANSLATE_NOOP("Actions", "&Guide"),
        QT_TRANSLATE_NOOP("Actions", "How everything is done, with pictures"),
        (KEYS.HelpContents, "F1"),
        "guide",
    ),
    Spec(
        "shortcuts",
        QT_TRANSLATE_NOOP("Actions", "&Keyboard shortcuts"),
        QT_TRANSLATE_NOOP("Actions", "All keys on one page"),
        ("Shift+F1",),
    ),
    None,
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
    None,
    Spec(
        "import_weights",
        QT_TRANSLATE_NOOP("Actions", "Import another &network…"),
        QT_TRANSLATE_NOOP(
            "Actions", "For comparisons with other programs: use another training of the network that judges"
        ),
    ),
    None,
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
        role=ROLE.AboutRole,
    ),
)
