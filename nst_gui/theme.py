"""The look of the window: Fusion with neutral greys, light or dark as the system asks, live.

A picture can only be judged beside neutral colours, so the chrome is grey without a tint and the surround of
the picture a quiet middle between paper and black. Widgets take their colours from palette roles and the few
helpers below; nothing else in the window names a colour.
"""

from __future__ import annotations

from typing import Final, Literal

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtGui import QColor, QGuiApplication, QPalette, QPixmapCache
from PySide6.QtWidgets import QApplication

#: Spacing in logical pixels: everything keeps to multiples of these.
HALF_SPACE: Final = 4
SPACE: Final = 8
WIDE_SPACE: Final = 16
#: Corner radius of panels and thumbnails in logical pixels.
RADIUS: Final = 6

Kind = Literal["info", "warning", "error"]
Tone = Literal["good"] | Kind
Choice = Literal["system", "light", "dark"]
CHOICES: Final[tuple[Choice, ...]] = ("system", "light", "dark")

_Role = QPalette.ColorRole
_Group = QPalette.ColorGroup

_LIGHT: Final = {
    _Role.Window: "#ececec",
    _Role.WindowText: "#1e1e1e",
    _Role.Base: "#fafafa",
    _Role.AlternateBase: "#f2f2f2",
    _Role.Text: "#1e1e1e",
    _Role.Button: "#f4f4f4",
    _Role.ButtonText: "#1e1e1e",
    _Role.BrightText: "#ffffff",
    _Role.Light: "#ffffff",
    _Role.Midlight: "#f6f6f6",
    _Role.Mid: "#b8b8b8",
    _Role.Dark: "#9c9c9c",
    _Role.Shadow: "#6a6a6a",
    _Role.PlaceholderText: "#6b6b6b",
    _Role.ToolTipBase: "#fdfdfd",
    _Role.ToolTipText: "#1e1e1e",
    _Role.Highlight: "#2a6fb0",
    _Role.HighlightedText: "#ffffff",
    _Role.Accent: "#2a6fb0",
    _Role.Link: "#1f5f9c",
    _Role.LinkVisited: "#6a4c93",
}
_DARK: Final = {
    _Role.Window: "#2b2b2b",
    _Role.WindowText: "#e4e4e4",
    _Role.Base: "#222222",
    _Role.AlternateBase: "#272727",
    _Role.Text: "#e4e4e4",
    _Role.Button: "#3a3a3a",
    _Role.ButtonText: "#e4e4e4",
    _Role.BrightText: "#ffffff",
    _Role.Light: "#4c4c4c",
    _Role.Midlight: "#404040",
    _Role.Mid: "#4a4a4a",
    _Role.Dark: "#191919",
    _Role.Shadow: "#0e0e0e",
    _Role.PlaceholderText: "#9b9b9b",
    _Role.ToolTipBase: "#383838",
    _Role.ToolTipText: "#e4e4e4",
    _Role.Highlight: "#4a90d0",
    _Role.HighlightedText: "#ffffff",
    _Role.Accent: "#4a90d0",
    _Role.Link: "#7db4e6",
    _Role.LinkVisited: "#b39ad6",
}
_TEXT_ROLES: Final = (
    _Role.WindowText,
    _Role.Text,
    _Role.ButtonText,
    _Role.HighlightedText,
    _Role.PlaceholderText,
)
_DISABLED_TEXT: Final = {False: "#9a9a9a", True: "#6e6e6e"}
_DISABLED_FILL: Final = {False: "#b4b4b4", True: "#4a4a4a"}
#: The line around a box to tick or to write in: three times the contrast of window and list, as WCAG 2.2
#: asks of what has to be found (1.4.11).
_BOX: Final = {False: "#858585", True: "#828282"}
_DISABLED_BOX: Final = {False: "#bcbcbc", True: "#4a4a4a"}
#: Whose edge would be hard to find: these are filled like a list, next to the window's own grey.
_BOXES: Final = ("QCheckBox", "QAbstractSpinBox", "QLineEdit")
#: Fusion draws that line 1.4 times darker than Window and then 1.1 times lighter, in percent.
_FUSION_DARKENS: Final = 127
#: (light, dark): colours that stay readable on either window colour.
_TONES: Final[dict[Tone, tuple[str, str]]] = {
    "info": ("#2a6fb0", "#5fa3de"),
    "good": ("#2f7a38", "#6fc07a"),
    "warning": ("#a86600", "#e0a13a"),
    "error": ("#b3261e", "#ef7168"),
}


def palette(dark: bool) -> QPalette:
    """The program's own neutral palette."""
    result = QPalette()
    for role, colour in (_DARK if dark else _LIGHT).items():
        result.setColor(role, QColor(colour))
    for role in _TEXT_ROLES:
        result.setColor(_Group.Disabled, role, QColor(_DISABLED_TEXT[dark]))
    for role in (_Role.Highlight, _Role.Accent):
        result.setColor(_Group.Disabled, role, QColor(_DISABLED_FILL[dark]))
    return result


def boxed(colours: QPalette) -> QPalette:
    """``colours`` for something with a box to tick or to write in that draws nothing else with Window.

    Fusion takes the line around the box from that colour, and on a dark window it would be darker still.
    """
    result, dark = QPalette(colours), is_dark(colours)
    for group, line in ((_Group.All, _BOX), (_Group.Disabled, _DISABLED_BOX)):
        result.setColor(group, _Role.Window, QColor(line[dark]).lighter(_FUSION_DARKENS))
    return result


def is_dark(colours: QPalette) -> bool:
    """Whether text is lighter than the window behind it."""
    return colours.color(_Role.WindowText).lightness() > colours.color(_Role.Window).lightness()


def mix(first: QColor, second: QColor, share: float) -> QColor:
    """A colour ``share`` (0–1) of the way from ``first`` to ``second``, in encoded values."""
    keep = 1.0 - share
    return QColor.fromRgbF(
        first.redF() * keep + second.redF() * share,
        first.greenF() * keep + second.greenF() * share,
        first.blueF() * keep + second.blueF() * share,
    )


def surround(colours: QPalette) -> QColor:
    """What lies around the picture: one neutral grey, darker than the window."""
    return QColor("#1c1c1c") if is_dark(colours) else QColor("#c4c4c4")


def outline(colours: QPalette) -> QColor:
    """A quiet line between two surfaces."""
    return mix(colours.color(_Role.Window), colours.color(_Role.WindowText), 0.2)


def secondary_text(colours: QPalette) -> QColor:
    """Text that explains, beside text that matters."""
    return mix(colours.color(_Role.WindowText), colours.color(_Role.Window), 0.3)


def kind_colour(kind: Tone, colours: QPalette) -> QColor:
    """The colour of an information, of good news, of a warning or an error."""
    return QColor(_TONES[kind][1 if is_dark(colours) else 0])


class _SchemeFollower(QObject):
    """Sets the palette again whenever the system changes between light and dark."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        # Some platforms cannot say whether they are dark, but give a palette that is; it is only readable
        # before ours replaces it.
        self._system_is_dark = is_dark(QGuiApplication.palette())
        self._choice: Choice = "system"

    def choose(self, choice: Choice) -> None:
        """Follow the system, or be light or dark whatever it says."""
        self._choice = choice
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Take over the system's present choice, unless the user has made one."""
        if self._choice != "system":
            set_dark(self._app, self._choice == "dark")
            return
        scheme = self._app.styleHints().colorScheme()
        known = scheme != Qt.ColorScheme.Unknown
        dark = scheme == Qt.ColorScheme.Dark if known else self._system_is_dark
        set_dark(self._app, dark)


def set_dark(app: QApplication, dark: bool) -> None:
    """Show the whole program dark or light, now.

    Someone who asked the system for high contrast keeps the system's own colours.
    """
    hints = app.styleHints()
    accessibility = hints.accessibility()
    if accessibility.contrastPreference() == Qt.ContrastPreference.HighContrast:
        app.setPalette(QPalette())
    else:
        app.setPalette(palette(dark))
        for widgets in _BOXES:
            app.setPalette(boxed(palette(dark)), widgets)
    # Tinted icons are cached under keys that do not know the palette.
    QPixmapCache.clear()


def choose(choice: Choice) -> None:
    """Follow the system's light or dark choice, or be one of them whatever it says; now."""
    app = QApplication.instance()
    follower = app.findChild(_SchemeFollower) if app is not None else None
    if isinstance(follower, _SchemeFollower):
        follower.choose(choice)


def apply(app: QApplication) -> None:
    """Give the program its style and let it follow the system's light or dark choice live."""
    app.setStyle("Fusion")
    follower = app.findChild(_SchemeFollower)
    if not isinstance(follower, _SchemeFollower):
        follower = _SchemeFollower(app)
        app.styleHints().colorSchemeChanged.connect(follower.refresh)
    follower.refresh()
