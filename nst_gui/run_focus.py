"""Where the keyboard is when Start, Pause or Stop can no longer be used."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


class RunFocus:
    """Hands the focus from Start to Pause, and back at the end.

    Qt would give it to whatever comes next, such as a painting, which Delete removes. While none of the two
    can be used it waits on ``refuge``, and stays where the user puts it meanwhile. It has a ring wherever it
    had one before: where the keyboard has brought it to Start.
    """

    def __init__(self, start: QWidget, pause: QWidget, stop: QWidget, refuge: QWidget) -> None:
        self._buttons = (start, pause, stop)
        self._targets = (pause, start)
        self._refuge = refuge
        self._waiting = False
        self._held: QWidget | None = None
        self._ringed = False

    def before(self) -> None:
        """To be called before buttons are switched on and off."""
        window = self._refuge.window()
        self._held = window.focusWidget()
        self._ringed = window.testAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange)

    def after(self) -> None:
        """To be called when they are."""
        lost = self._held in self._buttons and not self._held.isEnabled()
        self._waiting = lost or (self._waiting and self._held is self._refuge)
        if not self._waiting:
            return
        target = next((button for button in self._targets if button.isEnabled()), None)
        self._waiting = target is None
        # Of all reasons this one alone shows the ring outside a press of Tab; the others take it away.
        ringed, bare = Qt.FocusReason.ShortcutFocusReason, Qt.FocusReason.OtherFocusReason
        (target or self._refuge).setFocus(ringed if self._ringed else bare)
