"""The File menu, row by row; ``None`` draws a line."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QT_TRANSLATE_NOOP

from nst_gui.action_table.spec import KEYS, ROLE, Row, Spec, available, going_back

FILE: Final[tuple[Row, ...]] = (
    Spec(
        "new",
        QT_TRANSLATE_NOOP("Actions", "&New"),
        QT_TRANSLATE_NOOP("Actions", "Begin anew: no pictures, and every setting as it comes"),
        (KEYS.New,),
        "new",
        lambda s: s.framable or s.undo is not None,
    ),
    Spec(
        "open_content",
        QT_TRANSLATE_NOOP("Actions", "&Open photograph…"),
        QT_TRANSLATE_NOOP("Actions", "Choose the photograph to paint"),
        (KEYS.Open,),
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
        "open_recipe",
        QT_TRANSLATE_NOOP("Actions", "Open &recipe…"),
        QT_TRANSLATE_NOOP("Actions", "Take over all settings of a recipe or a saved picture"),
    ),
    None,
    Spec(
        "sample",
        QT_TRANSLATE_NOOP("Actions", "&Try the sample"),
        QT_TRANSLATE_NOOP("Actions", "Load the sample photograph and painting"),
        (),
        "sample",
    ),
    None,
    Spec(
        "save",
        QT_TRANSLATE_NOOP("Actions", "&Save picture as…"),
        QT_TRANSLATE_NOOP("Actions", "Save the painted picture to a file"),
        (KEYS.Save,),
        "save",
        available,
        short=QT_TRANSLATE_NOOP("Actions", "Save as…"),
    ),
    Spec(
        "export_stages",
        QT_TRANSLATE_NOOP("Actions", "Export sta&ges…"),
        QT_TRANSLATE_NOOP("Actions", "Save how the painting came about, as an animation or as pictures"),
        ("Ctrl+Shift+E",),
        "film",
        going_back,
    ),
    None,
    Spec(
        "quit",
        QT_TRANSLATE_NOOP("Actions", "&Quit"),
        QT_TRANSLATE_NOOP("Actions", "Close the window"),
        (KEYS.Quit,),
        role=ROLE.QuitRole,
    ),
)
