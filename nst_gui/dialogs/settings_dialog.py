"""Edit ▸ Settings: how the program is, not what it paints. Every change holds at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from nst_engine.pace import Pace
from nst_gui import languages, theme
from nst_gui.desktop.memory import GB
from nst_gui.dialogs.buttons import button_box
from nst_gui.forecast_words import gigabytes
from nst_gui.languages import SYSTEM, Language
from nst_gui.models.counting import When
from nst_gui.settings import MAX_HISTORY_GB
from nst_gui.widgets.choice_row import Choice, ChoiceRow
from nst_gui.widgets.memory_limit import MemoryLimitBox
from nst_gui.widgets.tips import explain
from nst_gui.widgets.when_note import foretell
from nst_gui.words import filled


@dataclass(frozen=True, slots=True)
class Present:
    """The settings as they are, and what there is to say about them. Sizes in bytes."""

    theme: theme.Choice
    language: str
    #: The language chosen when the window was opened, which it speaks until it closes.
    spoken: str
    pace: Pace
    memory_limit: int | None
    history_budget: int
    notifies: bool
    opens_where_left: bool
    #: What the choices mean on this computer.
    cores: int
    threads: dict[Pace, int]
    installed_memory: int
    history_bytes: int
    history_count: int
    recent_count: int
    painting: bool
    #: The window may be closed and opened again without anything being lost.
    replaceable: bool


class SettingsDialog(QDialog):
    """Each signal carries what the *user* chose; there is nothing to confirm and nothing to cancel.

    ``anewWanted`` asks for a window that speaks the language that was chosen.
    """

    themeChosen = Signal(str)
    languageChosen = Signal(str)
    anewWanted = Signal()
    paceChosen = Signal(str)
    memoryLimitChosen = Signal(object)
    historyBudgetChosen = Signal(object)
    notifiesChosen = Signal(bool)
    opensWhereLeftChosen = Signal(bool)
    recentCleared = Signal()

    def __init__(self, present: Present, offered: Sequence[Language], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Settings"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._present = present
        self.colours = self._make_colours()
        self.language = self._make_language(offered)
        self.anew_button = self._make_anew_button()
        self.pace = self._make_pace()
        self.memory_limit = self._make_memory_limit()
        self.history_budget = self._make_history_budget()
        self.notifies = self._make_notifies()
        self.opens_where_left = self._make_opens_where_left()
        self.clear_button = self._make_clear_button()
        self._language_note, self._memory_note, self._history_note = _note(), _note(), _note()
        self._recent_words = QLabel()
        self._arrange()
        if present.painting:
            self.pace.foretell(When.NEXT)
            foretell((self.memory_limit,), When.NEXT)
        self._show_language_note(present.language)
        self._show_memory_note(present.memory_limit)
        self._show_pace_note(present.pace)
        self._show_history_note(present.history_budget)
        self._show_recent(present.recent_count)
        self._make_room()

    # ---- making the widgets -----------------------------------------------------------------------

    def _make_colours(self) -> ChoiceRow:
        tip = self.tr("Light or dark surroundings for the picture. The picture itself stays as it is.")
        row = ChoiceRow(
            self.tr("Colours of the window"),
            [
                Choice("system", self.tr("As the system"), self.tr("Light or dark as the system is")),
                Choice("light", self.tr("Light"), self.tr("A light window, whatever the system says")),
                Choice("dark", self.tr("Dark"), self.tr("A dark window, whatever the system says")),
            ],
            tip,
        )
        row.set_value(self._present.theme)
        row.chosen.connect(self.themeChosen)
        return row

    def _make_language(self, offered: Sequence[Language]) -> QComboBox:
        combo = QComboBox()
        combo.addItem(self.tr("As the system"), SYSTEM)
        for language in offered:
            combo.addItem(language.name, language.code)
        combo.setCurrentIndex(max(0, combo.findData(self._present.language)))
        combo.setAccessibleName(self.tr("Language"))
        explain(combo, self.tr("The language of the window. It does not change the picture."))
        combo.activated.connect(lambda index: self._choose_language(combo.itemData(index)))
        return combo

    def _make_anew_button(self) -> QPushButton:
        button = QPushButton(self.tr("Change now"))
        button.setAutoDefault(False)
        button.setEnabled(self._present.replaceable)
        tip = self.tr(
            "The window closes and opens again in this language. Photograph, paintings and settings stay as "
            "they are."
        )
        if not self._present.replaceable:
            tip = self.tr("Possible as soon as nothing is being painted or saved.")
        explain(button, tip)
        button.clicked.connect(self._ask_anew)
        return button

    def _make_pace(self) -> ChoiceRow:
        row = ChoiceRow(
            self.tr("While painting"),
            [
                Choice(
                    "background",
                    self.tr("Background"),
                    self.tr("Takes half of the processor and lets all other programs go first"),
                ),
                Choice(
                    "balanced",
                    self.tr("Balanced"),
                    self.tr("Leaves one core of four or more to the window and to other programs"),
                ),
                Choice("full", self.tr("Full speed"), self.tr("Takes all that the processor has")),
            ],
            self.tr(
                "How much of the computer painting takes. With another number of cores single strokes may "
                "fall differently; the look stays."
            ),
        )
        row.set_value(self._present.pace)
        row.chosen.connect(self._choose_pace)
        return row

    def _make_memory_limit(self) -> MemoryLimitBox:
        box = MemoryLimitBox(self._present.installed_memory)
        box.set_limit(self._present.memory_limit)
        box.limitChosen.connect(self._choose_memory_limit)
        return box

    def _make_history_budget(self) -> QSpinBox:
        box = QSpinBox()
        box.setRange(1, MAX_HISTORY_GB)
        box.setSuffix(self.tr(" GB"))
        box.setKeyboardTracking(False)
        box.setAccelerated(True)
        box.setValue(self._present.history_budget // GB)
        box.setAccessibleName(self.tr("Disk space for earlier paintings"))
        explain(
            box,
            self.tr(
                "The most that earlier paintings may take on the disk. Beyond it the oldest go when a new "
                "one is kept, but never one with a star."
            ),
        )
        box.valueChanged.connect(self._choose_history_budget)
        return box

    def _make_notifies(self) -> QCheckBox:
        box = QCheckBox(self.tr("Say on the desktop when a long painting is done"))
        box.setChecked(self._present.notifies)
        explain(
            box,
            self.tr(
                "A notification when a painting of more than ten seconds, or a whole queue, has ended and "
                "this window is not in front."
            ),
        )
        box.clicked.connect(self.notifiesChosen)
        return box

    def _make_opens_where_left(self) -> QCheckBox:
        box = QCheckBox(self.tr("Open where I left off"))
        box.setChecked(self._present.opens_where_left)
        explain(
            box,
            self.tr(
                "The window opens with the photograph, the paintings and the settings it was closed with. "
                "Otherwise it opens empty, and nothing of them is remembered."
            ),
        )
        box.clicked.connect(self.opensWhereLeftChosen)
        return box

    def _make_clear_button(self) -> QPushButton:
        button = QPushButton(self.tr("Clear list"))
        button.setAutoDefault(False)
        button.setAccessibleName(self.tr("Clear the list of recent files"))
        explain(button, self.tr("Forget which files were opened. The files themselves stay where they are."))
        button.clicked.connect(self._clear_recent)
        return button

    # ---- their places -----------------------------------------------------------------------------

    def _arrange(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*4 * (theme.WIDE_SPACE,))
        layout.setSpacing(theme.WIDE_SPACE)
        layout.addWidget(self.colours)
        layout.addLayout(_field(self.tr("Language"), self.language, self._language_line()))
        layout.addWidget(self.pace)
        layout.addLayout(_field(self.tr("Memory for painting"), self.memory_limit, self._memory_note))
        layout.addLayout(
            _field(self.tr("Disk space for earlier paintings"), self.history_budget, self._history_note)
        )
        layout.addWidget(self.opens_where_left)
        layout.addWidget(self.notifies)
        recent = QHBoxLayout()
        recent.setSpacing(theme.SPACE)
        recent.addWidget(self._recent_words, 1)
        recent.addWidget(self.clear_button)
        layout.addLayout(recent)
        layout.addStretch(1)
        buttons = button_box(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout.addWidget(buttons)
        self.setMinimumWidth(52 * theme.SPACE)

    def _language_line(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(theme.SPACE)
        line.addWidget(self._language_note, 1)
        line.addWidget(self.anew_button)
        return line

    def _make_room(self) -> None:
        """Be high enough for notes that have come, or have more lines."""
        layout = self.layout()
        self.pace.updateGeometry()  # its note is inside it, and the news would reach this layout only later
        layout.activate()
        width = max(self.width() if self.isVisible() else 0, self.minimumWidth(), self.sizeHint().width())
        self.resize(width, max(self.height() if self.isVisible() else 0, layout.totalHeightForWidth(width)))

    # ---- what is chosen, and what that means ------------------------------------------------------

    def _choose_language(self, code: str) -> None:
        self._show_language_note(code)
        self._make_room()
        self.languageChosen.emit(code)

    def _show_language_note(self, code: str) -> None:
        # Who speaks German by the system's choice has German already.
        later = languages.resolved(code) != languages.resolved(self._present.spoken)
        _say(self._language_note, self.tr("Holds when the window is opened again.") if later else "")
        self.anew_button.setVisible(later)

    def _ask_anew(self) -> None:
        self.accept()
        self.anewWanted.emit()

    def _choose_pace(self, value: Pace) -> None:
        self._show_pace_note(value)
        self._make_room()
        self.paceChosen.emit(value)

    def _show_pace_note(self, value: Pace) -> None:
        used, cores = self._present.threads[value], self._present.cores
        note = self.tr("{used} of {cores} processor cores").format(used=used, cores=cores)
        if value == "background":
            note = self.tr("{share}; all other programs go first").format(share=note)
        if self._present.painting and value != self._present.pace:
            note = self.tr("{share}; from the next painting on").format(share=note)
        self.pace.set_note(note)

    def _choose_memory_limit(self, limit: int | None) -> None:
        self._show_memory_note(limit)
        self._make_room()
        self.memoryLimitChosen.emit(limit)

    def _show_memory_note(self, limit: int | None) -> None:
        later = self._present.painting and limit != self._present.memory_limit
        _say(self._memory_note, self.tr("From the next painting on.") if later else "")

    def _choose_history_budget(self, gigabytes_: int) -> None:
        self._show_history_note(gigabytes_ * GB)
        self._make_room()
        self.historyBudgetChosen.emit(gigabytes_ * GB)

    def _show_history_note(self, budget: int) -> None:
        count, size = self._present.history_count, self._present.history_bytes
        if not count:
            note = self.tr("There are none yet.")
        elif count == 1:
            note = self.tr("In use: {size} by one painting.").format(size=self._on_disk(size))
        else:
            note = self.tr("In use: {size} by {count} paintings.").format(
                size=self._on_disk(size), count=count
            )
        if size > budget:
            note = f"{note} {self.tr('The oldest without a star go when the next one is kept.')}"
        _say(self._history_note, note)

    def _on_disk(self, size: int) -> str:
        if size >= GB // 10:
            return gigabytes(size)
        return filled(self.tr("{megabytes:,} MB"), megabytes=max(1, round(size / 1e6)))

    def _clear_recent(self) -> None:
        self._show_recent(0)
        self.recentCleared.emit()

    def _show_recent(self, count: int) -> None:
        one, more = self.tr("One recent file is remembered"), self.tr("{count} recent files are remembered")
        none = self.tr("No recent files are remembered")
        self._recent_words.setText(none if not count else one if count == 1 else more.format(count=count))
        self.clear_button.setEnabled(count > 0)


def _field(label: str, widget: QWidget, note: QLabel | QHBoxLayout | None = None) -> QVBoxLayout:
    """A control under its label, with a line below that says more."""
    layout = QVBoxLayout()
    layout.setSpacing(theme.HALF_SPACE)
    heading = QLabel(label)
    heading.setBuddy(widget)
    heading.setToolTip(widget.toolTip())
    layout.addWidget(heading)
    layout.addWidget(widget)
    if isinstance(note, QLabel):
        layout.addWidget(note)
    elif note is not None:
        layout.addLayout(note)
    return layout


def _note() -> QLabel:
    note = QLabel()
    note.setTextFormat(Qt.TextFormat.PlainText)
    note.setWordWrap(True)
    note.setForegroundRole(QPalette.ColorRole.PlaceholderText)
    return note


def _say(note: QLabel, text: str) -> None:
    note.setText(text)
    note.setVisible(bool(text))
