"""The way of the Tab key through widgets that are made late."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def stops(widget: QWidget) -> list[QWidget]:
    """``widget`` and what is in it, as far as Tab stops there, in the order in which it was made."""
    return [
        each
        for each in (widget, *widget.findChildren(QWidget))
        if each.focusPolicy() & Qt.FocusPolicy.TabFocus and each.focusProxy() is None
    ]


def follow(before: QWidget, added: QWidget) -> None:
    """Let Tab reach ``added`` right after ``before``; Qt puts new widgets behind all others of the window."""
    for stop in stops(added):
        QWidget.setTabOrder(before, stop)
        before = stop
