"""Message bar, progress panel, section, icons and theme."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPalette
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QVBoxLayout, QWidget

from nst_gui import icons, theme
from nst_gui.widgets.message_bar import MOST, MessageBar
from nst_gui.widgets.progress_panel import ProgressPanel, clock
from nst_gui.widgets.section import CollapsibleSection
from tests.gui.widgets.hands import pixels_of


@pytest.fixture
def bar(qtbot) -> MessageBar:
    widget = MessageBar()
    qtbot.addWidget(widget)
    return widget


# ---- messages ---------------------------------------------------------------------------------------


def test_messages_stack_newest_first_and_go_one_by_one(bar):
    assert not bar.isVisible()
    bar.show_message("first")
    bar.show_message("second", "error")
    assert bar.isVisible()
    assert bar.text() == "second"
    assert bar._count.text() == "+1 more"
    QTest.mouseClick(bar.close_button, Qt.MouseButton.LeftButton)
    assert bar.text() == "first"
    assert not bar._count.isVisible()
    QTest.keyClick(bar, Qt.Key.Key_Escape)
    assert not bar.isVisible()
    assert bar.messages() == []


def test_all_messages_go_with_one_click(bar):
    bar.show_message("first", "error")
    assert bar.close_all_button.isHidden(), "there is nothing behind it"
    bar.show_message("second", "warning")
    bar.show_message("third")
    assert not bar.close_all_button.isHidden()
    QTest.mouseClick(bar.close_all_button, Qt.MouseButton.LeftButton)
    assert bar.messages() == []
    assert bar.isHidden()


def test_the_same_message_is_counted_not_repeated(bar):
    for text in ("same", "other", "same", "same"):
        bar.show_message(text, "warning")
    assert bar.messages() == [("same", "warning"), ("other", "warning")]
    assert bar._count.text().startswith("×3")


def test_a_message_is_plain_text(bar):
    bar.show_message("<b>file</b>.jpg & more")
    assert bar._text.textFormat() == Qt.TextFormat.PlainText
    assert bar._text.text() == "<b>file</b>.jpg & more"


def test_a_long_message_wraps(bar, qtbot):
    bar.resize(300, 40)
    bar.show_message("word " * 100)
    assert bar.heightForWidth(300) > bar.heightForWidth(1200)


def test_kinds_look_different(bar, qtbot):
    bar.resize(300, 40)
    seen = []
    for kind in ("info", "warning", "error"):
        bar.show_message(kind, kind)
        seen.append(bar.grab().toImage().pixelColor(150, 4).name())
    assert len(set(seen)) == 3


def test_what_does_not_hold_any_more_is_withdrawn_from_anywhere_in_the_stack(bar):
    for text in ("one", "two", "three"):
        bar.show_message(text, "error")
    bar.withdraw(("one", "three", "never said"))
    assert bar.messages() == [("two", "error")]
    bar.withdraw(("two",))
    assert bar.isHidden()


def test_clear_takes_all_away(bar):
    bar.show_message("one")
    bar.show_message("two")
    bar.clear()
    assert not bar.isVisible()


@pytest.fixture
def bar_in_a_window(qtbot) -> Iterator[MessageBar]:
    """A bar beside something else that can have the keyboard."""
    window = QWidget()
    layout = QVBoxLayout(window)
    bar, other = MessageBar(), QLineEdit()
    layout.addWidget(bar)
    layout.addWidget(other)
    qtbot.addWidget(window)
    window.show()
    other.setFocus()
    yield bar
    window.close()


def test_news_go_by_themselves_and_everything_else_stays(bar_in_a_window, qtbot):
    bar = bar_in_a_window
    bar.set_news_ms(30)
    bar.show_message("error", "error")
    bar.show_message("warning", "warning")
    bar.show_message("news")
    assert bar.text() == "news"
    qtbot.waitUntil(lambda: bar.text() != "news")
    assert bar.messages() == [("warning", "warning"), ("error", "error")]
    bar.clear()
    bar.show_message("news behind a warning")
    bar.show_message("warning", "warning")
    qtbot.waitUntil(lambda: bar.messages() == [("warning", "warning")])
    assert bar.isVisible()
    bar.clear("info", "error")
    assert bar.text() == "warning"


def test_news_that_come_again_stay_as_long_as_new_ones(bar, qtbot):
    bar.show_message("news")
    [first] = [message.until for message in bar._messages]
    qtbot.wait(10)
    bar.show_message("news")
    [second] = [message.until for message in bar._messages]
    assert second >= first + 0.01


def test_news_wait_for_those_who_have_the_keyboard_on_them(bar_in_a_window, qtbot):
    bar = bar_in_a_window
    bar.set_news_ms(20)
    bar.show_message("news")
    bar.close_button.setFocus()
    qtbot.wait(600)
    assert bar.text() == "news"
    bar.close_button.clearFocus()
    qtbot.waitUntil(lambda: not bar.isVisible())


def test_a_click_does_not_put_the_keyboard_on_the_messages_behind(bar_in_a_window, qtbot):
    bar = bar_in_a_window
    bar.set_news_ms(20)
    bar.show_message("news behind")
    bar.show_message("error", "error")
    QTest.mouseClick(bar.close_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not bar.isVisible())


def test_a_pointer_that_rests_on_them_does_not_hold_news_for_ever(bar_in_a_window, qtbot):
    bar = bar_in_a_window
    bar.set_news_ms(20)
    bar.setAttribute(Qt.WidgetAttribute.WA_UnderMouse)
    bar.show_message("news")
    qtbot.waitUntil(lambda: not bar.isVisible())


def test_there_are_never_more_than_a_few_and_what_matters_stays(bar):
    bar.show_message("error", "error")
    bar.show_message("warning", "warning")
    for number in range(2 * MOST):
        bar.show_message(f"news {number}")
    texts = [text for text, _ in bar.messages()]
    assert len(texts) == MOST
    assert texts[0] == f"news {2 * MOST - 1}"
    assert texts[-2:] == ["warning", "error"]
    for number in range(2 * MOST):
        bar.show_message(f"error {number}", "error")
    assert bar.messages() == [(f"error {2 * MOST - 1 - n}", "error") for n in range(MOST)]


# ---- progress ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("seconds", "text"), [(0, "0:00"), (7.9, "0:07"), (754, "12:34"), (3723, "1:02:03"), (-1, "0:00")]
)
def test_clock(seconds, text):
    assert clock(seconds) == text


@pytest.fixture
def progress(qtbot) -> ProgressPanel:
    widget = ProgressPanel()
    qtbot.addWidget(widget)
    widget.resize(700, 40)
    return widget


def test_progress_says_where_the_run_stands(progress):
    progress.show_state("Painting")
    progress.show_progress(1, 3, 31, 50, 0.46, 42, 600)
    assert progress._state.text() == "Painting"
    assert "Scale 2 of 3" in progress._where.text()
    assert "Iteration 31 of 50" in progress._where.text()
    assert "large shapes first" in " ".join(progress._where.toolTip().split())
    assert "0:42 elapsed" in progress._time.text()
    assert "about 10 min left" in progress._time.text()
    assert progress.fraction() == pytest.approx(0.46)


@pytest.mark.parametrize(
    ("eta", "words"),
    [
        (3, "a few seconds left"),
        (62, "about 60 s left"),
        (90, "about 2 min left"),
        (7200, "2"),
        (float("inf"), "unknown"),
    ],
)
def test_the_remaining_time_is_said_in_round_words(progress, eta, words):
    progress.show_progress(0, 1, 1, 1, 0, 0, eta)
    assert words in progress._time.text()


def test_an_unknown_remaining_time_is_not_invented(progress):
    progress.show_progress(0, 1, 1, 1, 2.0, 5, None)
    assert "left" not in progress._time.text()
    assert progress.fraction() == 1.0
    progress.reset()
    assert progress.fraction() == 0
    assert progress._state.text() == progress._where.text() == progress._time.text() == ""


# ---- section ----------------------------------------------------------------------------------------


def test_a_section_is_closed_at_first_and_opens_by_mouse_and_keyboard(qtbot):
    content = QLabel("inside")
    section = CollapsibleSection("Advanced", content)
    qtbot.addWidget(section)
    section.show()
    assert not content.isVisible()
    closed = section.sizeHint().height()
    with qtbot.waitSignal(section.toggled, check_params_cb=lambda opened: opened):
        QTest.mouseClick(section.header, Qt.MouseButton.LeftButton)
    assert content.isVisible()
    assert section.sizeHint().height() > closed
    QTest.keyClick(section.header, Qt.Key.Key_Space)
    assert not section.is_expanded()
    assert not content.isVisible()


# ---- icons and theme --------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [name for name in icons.names() if name != "nst-studio"])
def test_every_icon_is_drawn_in_the_palettes_colour_within_its_grid(qapp, name):
    colours = QPalette(qapp.palette())
    try:
        theme.set_dark(qapp, False)
        image = icons.icon(name).pixmap(QSize(48, 48), 1.0).toImage()
    finally:
        qapp.setPalette(colours)
    painted = [
        image.pixelColor(x, y) for x in range(48) for y in range(48) if image.pixelColor(x, y).alpha() > 250
    ]
    assert len(painted) > 20
    ink = theme.palette(dark=False).color(QPalette.ColorRole.ButtonText)
    assert all(abs(colour.red() - ink.red()) < 8 for colour in painted)
    edge = [image.pixelColor(x, y).alpha() for x in range(48) for y in (0, 47)]
    assert max(edge) == 0


def test_the_programs_own_icon_is_in_colour(qapp):
    image = icons.icon("nst-studio").pixmap(QSize(64, 64), 1.0).toImage()
    hues = {image.pixelColor(x, y).hue() // 30 for x in range(64) for y in range(64)}
    assert len(hues) > 3


def test_an_icon_has_as_many_pixels_as_the_screen(qapp):
    for ratio in (1.0, 1.5, 2.0):
        made = icons.icon("open").pixmap(QSize(16, 16), ratio)
        assert made.devicePixelRatio() == ratio
        assert made.size() == QSize(round(16 * ratio), round(16 * ratio))


def test_an_icon_follows_palette_and_state(qapp):
    colours = QPalette(qapp.palette())

    def lightness(mode: QIcon.Mode) -> float:
        image = icons.icon("stop").pixmap(QSize(24, 24), 1.0, mode).toImage()
        return image.pixelColor(12, 12).lightness()

    try:
        theme.set_dark(qapp, False)
        light, light_disabled = lightness(QIcon.Mode.Normal), lightness(QIcon.Mode.Disabled)
        theme.set_dark(qapp, True)
        dark, dark_disabled = lightness(QIcon.Mode.Normal), lightness(QIcon.Mode.Disabled)
    finally:
        qapp.setPalette(colours)
    assert light < light_disabled < dark
    assert light < dark_disabled < dark


def test_a_copied_icon_still_draws(qapp):
    copied = QIcon(icons.icon("stop"))
    copied.setIsMask(True)  # detaches, which clones the engine
    assert copied.pixmap(QSize(24, 24), 1.0).toImage().pixelColor(12, 12).alpha() == 255


def test_an_unknown_icon_is_an_error(qapp):
    with pytest.raises(FileNotFoundError):
        icons.icon("no-such-icon")


@pytest.mark.parametrize("dark", [False, True])
def test_chrome_is_neutral_and_text_readable(qapp, dark):
    colours = theme.palette(dark)
    assert theme.is_dark(colours) is dark
    for role in (QPalette.ColorRole.Window, QPalette.ColorRole.Base, QPalette.ColorRole.Button):
        colour = colours.color(role)
        assert colour.red() == colour.green() == colour.blue()
    assert theme.surround(colours).saturation() == 0

    def contrast(first: QColor, second: QColor) -> float:
        def luminance(colour: QColor) -> float:
            parts = np.array([colour.redF(), colour.greenF(), colour.blueF()])
            linear = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
            return float(linear @ [0.2126, 0.7152, 0.0722])

        light, deep = sorted((luminance(first), luminance(second)), reverse=True)
        return (light + 0.05) / (deep + 0.05)

    window = colours.color(QPalette.ColorRole.Window)
    # WCAG 2.2, 1.4.3 and 1.4.11: 4.5 for text, 3 for the parts of controls.
    assert contrast(window, colours.color(QPalette.ColorRole.WindowText)) > 7
    assert contrast(window, theme.secondary_text(colours)) > 4.5
    assert contrast(window, colours.color(QPalette.ColorRole.PlaceholderText)) > 4.5
    assert contrast(window, colours.color(QPalette.ColorRole.Highlight)) > 3
    for kind in ("info", "good", "warning", "error"):
        assert contrast(window, theme.kind_colour(kind, colours)) > 3


def test_the_theme_follows_the_system_live(qapp, monkeypatch):
    colours, style = QPalette(qapp.palette()), qapp.style().objectName()
    answer = {"scheme": Qt.ColorScheme.Light}

    class Hints:
        """The platform's hints, answering as the test says; the test platform itself knows no scheme."""

        def __init__(self, real):
            self._real = real

        def __getattr__(self, name):
            return getattr(self._real, name)

        def colorScheme(self):
            return answer["scheme"]

    real = QApplication.styleHints
    monkeypatch.setattr(QApplication, "styleHints", staticmethod(lambda: Hints(real())))
    try:
        theme.apply(qapp)
        assert qapp.style().objectName() == "fusion"
        assert not theme.is_dark(qapp.palette())
        answer["scheme"] = Qt.ColorScheme.Dark
        real().colorSchemeChanged.emit(Qt.ColorScheme.Dark)
        assert theme.is_dark(qapp.palette())
        answer["scheme"] = Qt.ColorScheme.Light
        real().colorSchemeChanged.emit(Qt.ColorScheme.Light)
        assert not theme.is_dark(qapp.palette())
    finally:
        for follower in qapp.findChildren(theme._SchemeFollower):
            follower.deleteLater()
        QApplication.processEvents()
        qapp.setStyle(style)
        qapp.setPalette(colours)


def test_messages_are_drawn_in_dark_too(bar):
    bar.setPalette(theme.palette(dark=True))
    bar.resize(300, 40)
    bar.show_message("hello")
    assert pixels_of(bar.grab().toImage())[4, 150].mean() < 90
