"""Everything the user can do, menu by menu: text, shortcut, icon, tip, and when. A file for each menu."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QT_TRANSLATE_NOOP

from nst_gui.action_table.edit import EDIT
from nst_gui.action_table.file import FILE
from nst_gui.action_table.help import HELP
from nst_gui.action_table.paint import PAINT
from nst_gui.action_table.spec import Row, Situation, Spec
from nst_gui.action_table.view import VIEW

#: Titles and rows, in the order of the menu bar.
MENUS: Final[tuple[tuple[str, tuple[Row, ...]], ...]] = (
    (QT_TRANSLATE_NOOP("Actions", "&File"), FILE),
    (QT_TRANSLATE_NOOP("Actions", "&Edit"), EDIT),
    (QT_TRANSLATE_NOOP("Actions", "&Paint"), PAINT),
    (QT_TRANSLATE_NOOP("Actions", "&View"), VIEW),
    (QT_TRANSLATE_NOOP("Actions", "&Help"), HELP),
)
#: Every action of every menu.
TABLE: Final[tuple[Spec, ...]] = tuple(row for _title, rows in MENUS for row in rows if row is not None)

__all__ = ["MENUS", "TABLE", "Row", "Situation", "Spec"]
