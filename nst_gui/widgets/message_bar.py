"""Messages that do not stand in the way: a bar with the newest one, and the count of those behind it.

What is only news goes by itself when there was time to read it; warnings and errors stay until they are
dismissed.
"""

from __future__ import annotations

import math
import time
from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPalette,
)
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from nst_gui import icons, theme
from nst_gui.widgets.buttons import tool_button

#: Milliseconds that news stay, and as many more for each character.
NEWS_MS: Final = 5000
READING_MS: Final = 50
#: Messages that are kept; of more the oldest go, news first. The log has all of them.
MOST: Final = 5
#: A pointer that rests where news appear holds them this many times as long, and no longer.
_PATIENCE: Final = 3


@dataclass(slots=True)
class _Message:
    text: str
    kind: theme.Kind
    times: int
    #: When it goes by itself, on the monotonic clock in seconds.
    until: float
    #: How often it was left because the pointer was on it.
    held: int = 0


class _KindIcon(QWidget):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.kind: theme.Kind = "info"
        side = max(20, self.fontMetrics().height() + theme.HALF_SPACE)
        self.setFixedSize(QSize(side, side))

    def paintEvent(self, _event: QPaintEvent) -> None:
        colour = theme.kind_colour(self.kind, self.palette())
        icons.paint(QPainter(self), self.kind, QRectF(self.rect()), colour)


class MessageBar(QWidget):
    """Shows one message at a time, newest first; hidden while there is none.

    Texts are shown as plain text: they may quote file names, which may look like markup.
    """

    countChanged = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._messages: list[_Message] = []
        self._news_ms = NEWS_MS
        self._fading = QTimer(self)
        self._fading.setSingleShot(True)
        self._fading.timeout.connect(self._fade)
        self._icon = _KindIcon(self)
        self._text = QLabel(self)
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setWordWrap(True)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._count = QLabel(self)
        self._count.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self._close = tool_button(self, "close", self.tr("Dismiss"), self.tr("Dismiss this message (Esc)"))
        self._close.clicked.connect(self.dismiss)
        self._close_all = QToolButton(self)
        self._close_all.setText(self.tr("Dismiss all"))
        self._close_all.setToolTip(self.tr("Dismiss this message and all behind it"))
        self._close_all.setAutoRaise(True)
        self._close_all.clicked.connect(lambda _checked=False: self.clear())
        for button in (self._close, self._close_all):
            # With the keyboard on it news wait: a click must not leave it there.
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(
            theme.SPACE + theme.HALF_SPACE, theme.HALF_SPACE, theme.SPACE, theme.HALF_SPACE
        )
        layout.setSpacing(theme.SPACE)
        layout.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()  # the count below: beside a text in a narrow bar it would take half the width
        words.setSpacing(0)
        words.addWidget(self._text)
        behind = QHBoxLayout()
        behind.addWidget(self._count)
        behind.addWidget(self._close_all)
        behind.addStretch(1)
        words.addLayout(behind)
        layout.addLayout(words, 1)
        layout.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        self.hide()

    def show_message(self, text: str, kind: theme.Kind = "info") -> None:
        """Put a message on top; one that is already there moves up and counts how often it came."""
        times = 1
        for message in self._messages:
            if (message.text, message.kind) == (text, kind):
                times += message.times
                self._messages.remove(message)
                break
        reading_ms = self._news_ms + READING_MS * len(text)
        until = time.monotonic() + reading_ms / 1000 if kind == "info" else math.inf
        self._messages.append(_Message(text, kind, times, until))
        self._thin_out()
        self._renew()
        announcement = QAccessibleAnnouncementEvent(self, text)
        QAccessible.updateAccessibility(announcement)

    def dismiss(self) -> None:
        """Take away the message that is shown; the one behind it appears."""
        if self._messages:
            self._messages.pop()
            self._renew()

    def clear(self, *kinds: theme.Kind) -> None:
        """Take away all messages, or those of some kinds."""
        self._messages = [message for message in self._messages if kinds and message.kind not in kinds]
        self._renew()

    def withdraw(self, texts: Collection[str]) -> None:
        """Take away what does not hold any more, wherever it stands."""
        self._messages = [message for message in self._messages if message.text not in texts]
        self._renew()

    def set_news_ms(self, milliseconds: int) -> None:
        """How long short news stay from now on."""
        self._news_ms = milliseconds

    def _fade(self) -> None:
        """Take away the news whose time is over, unless somebody has the pointer or the keyboard on them."""
        now = time.monotonic()
        over = [message for message in self._messages if message.until <= now]
        focus = self.window().focusWidget()
        by_keyboard = focus is not None and self.isAncestorOf(focus)
        by_pointer = self.underMouse() and any(message.held < _PATIENCE for message in over)
        if by_keyboard or by_pointer:
            for message in over:
                message.held += 1
            self._fading.start(self._news_ms)
            return
        self._messages = [message for message in self._messages if message not in over]
        self._renew()

    def _thin_out(self) -> None:
        """Take away the oldest of too many: news first, then warnings, errors last."""
        kinds: tuple[theme.Kind, ...] = ("info", "warning", "error")
        while len(self._messages) > MOST:
            # The newest is what the user is looking at.
            rest = self._messages[:-1]
            oldest = min(rest, key=lambda message: kinds.index(message.kind))
            self._messages.remove(oldest)

    def _wait_for_next(self) -> None:
        next_end = min((message.until for message in self._messages), default=math.inf)
        if math.isinf(next_end):
            self._fading.stop()
        else:
            self._fading.start(max(1, math.ceil(1000 * (next_end - time.monotonic()))))

    def messages(self) -> list[tuple[str, theme.Kind]]:
        """All messages, newest first."""
        return [(message.text, message.kind) for message in reversed(self._messages)]

    def text(self) -> str:
        """The message that is shown, or nothing."""
        return self._messages[-1].text if self._messages else ""

    @property
    def close_button(self) -> QToolButton:
        """The button that dismisses, for tab order."""
        return self._close

    @property
    def close_all_button(self) -> QToolButton:
        """The button that dismisses all, there while there are several."""
        return self._close_all

    def _renew(self) -> None:
        self._wait_for_next()
        self.countChanged.emit(len(self._messages))
        if not self._messages:
            self.hide()
            return
        top = self._messages[-1]
        self._icon.kind = top.kind
        self._text.setText(top.text)
        self.setAccessibleName(top.text)
        parts = [f"×{top.times}"] if top.times > 1 else []
        behind = len(self._messages) - 1
        if behind:
            parts.append(self.tr("+%n more", "", behind))
        self._count.setText("   ".join(parts))
        self._count.setVisible(bool(parts))
        self._close_all.setVisible(bool(behind))
        self.show()  # only now: it is laid out for the words it shows
        self._icon.update()
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        if not self._messages:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour = theme.kind_colour(self._messages[-1].kind, self.palette())
        window = self.palette().color(QPalette.ColorRole.Window)
        painter.setPen(theme.mix(window, colour, 0.55))
        painter.setBrush(theme.mix(window, colour, 0.14))
        painter.drawRoundedRect(
            QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), theme.RADIUS, theme.RADIUS
        )
