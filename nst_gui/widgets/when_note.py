"""Says beside a control when what was set there counts, while something is being painted."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import QCoreApplication, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from nst_gui.models.counting import When
from nst_gui.widgets.elided_label import ElidedLabel
from nst_gui.widgets.tips import wrapped

#: What :func:`foretell` has added to a widget's words.
_FORETOLD: Final = "foretold"


class WhenNote(ElidedLabel):
    """A few words in the control's own line, where they move nothing when they come and go.

    Where there is no room for them there is one word, and where that has none there is nothing.
    """

    def __init__(
        self,
        parent: QWidget | None = None,
        *,
        brief: bool = False,
        alignment: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignRight,
    ) -> None:
        """``brief``: one word, however much room there is."""
        self._when: When | None = None
        self._brief = brief
        super().__init__(parent=parent, mode=Qt.TextElideMode.ElideRight, alignment=alignment, secondary=True)
        if brief:
            self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_when(self, when: When | None) -> None:
        """Show it; ``None`` for nothing to say."""
        if when is not self._when:
            self._when = when
            self._fit()

    def when(self) -> When | None:
        """What is shown."""
        return self._when

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance(_words(self._when)[self._brief]) + 2, metrics.height())

    def minimumSizeHint(self) -> QSize:
        # The panel is as wide as its controls need; what comes and goes must not make it wider.
        return QSize(0, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """As much as there is room for."""
        whole, short, tip = _words(self._when)
        room = self.contentsRect().width()
        fitting = (text for text in (whole, short) if self.fontMetrics().horizontalAdvance(text) + 2 <= room)
        if (text := short if self._brief else next(fitting, "")) != self.text():
            self.set_text(text, tip)
            self.setAccessibleName(whole)
            self.setAccessibleDescription(tip)


def foretell(widgets: Iterable[QWidget], when: When | None) -> None:
    """Say in the tips of ``widgets`` from when on a change would count that is made there now.

    ``None`` takes that away. To be called again when a widget has got another tip of its own.
    """
    promise = _promise(when)
    for widget in widgets:
        before = str(widget.property(_FORETOLD) or "")
        tip = widget.toolTip().removesuffix(wrapped(before)).rstrip("\n")
        words = widget.accessibleDescription().removesuffix(before).rstrip()
        widget.setToolTip("\n".join(part for part in (tip, wrapped(promise)) if part))
        widget.setAccessibleDescription(" ".join(part for part in (words, promise) if part))
        widget.setProperty(_FORETOLD, promise)


def _words(when: When | None) -> tuple[str, str, str]:
    """What is written, the same in one word, and what it means."""
    if when is When.NOW:
        return (
            QCoreApplication.translate("WhenNote", "applies now"),
            QCoreApplication.translate("WhenNote", "now"),
            QCoreApplication.translate("WhenNote", "The painting goes on with this from its next iteration."),
        )
    if when is When.DONE:
        return (
            QCoreApplication.translate("WhenNote", "when it is done"),
            QCoreApplication.translate("WhenNote", "at the end"),
            QCoreApplication.translate("WhenNote", "The painting gets this as soon as it is done."),
        )
    if when is When.NEXT:
        return (
            QCoreApplication.translate("WhenNote", "next painting"),
            QCoreApplication.translate("WhenNote", "next"),
            QCoreApplication.translate(
                "WhenNote", "This painting keeps what it began with; the next one is painted with this."
            ),
        )
    return "", "", ""


def _promise(when: When | None) -> str:
    """What becomes of a change that is made now."""
    if when is None:
        return ""
    return {
        When.NOW: QCoreApplication.translate(
            "WhenNote", "A change reaches the painting under way, from its next iteration on."
        ),
        When.DONE: QCoreApplication.translate(
            "WhenNote", "A change shows as soon as the painting under way is done."
        ),
        When.NEXT: QCoreApplication.translate(
            "WhenNote", "A change is for the next painting; the one under way keeps what it began with."
        ),
        When.PARTLY: QCoreApplication.translate(
            "WhenNote", "What can still change reaches the painting under way; the rest is for the next one."
        ),
    }[when]
