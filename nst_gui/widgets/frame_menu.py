"""What can be done with the part of a picture that is used, as rows of a menu."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QPoint
from PySide6.QtGui import QAction, QContextMenuEvent
from PySide6.QtWidgets import QMenu, QWidget

from nst_gui.icons import icon
from nst_gui.models.crop_frame import FrameOrder

#: An icon, a text, a tip, and what is done.
Row = tuple[str, str, str, Callable[[], object]]


def _tr(text: str) -> str:
    return QCoreApplication.translate("FrameMenu", text)


def frame_rows(ask: Callable[[FrameOrder], object], *, whole: bool) -> list[Row]:
    """Crop, turn, and unless it is ``whole`` use all of it again; ``ask`` is called with what was chosen."""
    rows: list[Row] = [
        (
            "crop",
            _tr("&Crop…"),
            _tr("Choose the part of the picture that is used"),
            lambda: ask(FrameOrder.CROP),
        ),
        (
            "rotate-left",
            _tr("Rotate &left"),
            _tr("Turn the picture a quarter to the left"),
            lambda: ask(FrameOrder.LEFT),
        ),
        (
            "rotate-right",
            _tr("Rotate &right"),
            _tr("Turn the picture a quarter to the right"),
            lambda: ask(FrameOrder.RIGHT),
        ),
    ]
    if not whole:
        rows.append(
            (
                "zoom-fit",
                _tr("&Use all of it"),
                _tr("Use all of the picture again, the way up it is in its file"),
                lambda: ask(FrameOrder.WHOLE),
            )
        )
    return rows


def popup(
    owner: QWidget,
    event: QContextMenuEvent,
    ask: Callable[[FrameOrder], object],
    remove: tuple[str, Callable[[], object]],
    *,
    whole: bool,
) -> None:
    """Show the menu of a picture where the hand is, or for the menu key in the middle of ``owner``.

    ``remove`` is the tip of the row that takes the picture away, and what does it.
    """
    menu = QMenu(owner)
    # Later than by closing itself: what was chosen may take the focus first.
    menu.aboutToHide.connect(menu.deleteLater)
    menu.setToolTipsVisible(True)
    for name, text, tip, do in (*frame_rows(ask, whole=whole), ("remove", _tr("Re&move"), *remove)):
        action = QAction(icon(name), text, menu)
        action.setToolTip(tip)
        action.triggered.connect(lambda _checked=False, do=do: do())
        menu.addAction(action)
    menu.insertSeparator(menu.actions()[-1])
    keyboard = event.reason() == QContextMenuEvent.Reason.Keyboard
    middle: QPoint = owner.mapToGlobal(owner.rect().center())
    menu.popup(middle if keyboard else event.globalPos())
    event.accept()
