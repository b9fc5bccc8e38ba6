"""Help ▸ Guide: the pages of docs/guide in a window of their own, beside the one they are about."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from threading import Event
from typing import Final

from PySide6.QtCore import QSize, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication, QImage, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMessageBox,
    QSplitter,
    QToolButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
)
from shiboken6 import isValid

from nst_engine import pictures
from nst_engine.errors import NstError
from nst_gui import theme, window_place
from nst_gui.models.guide_book import FIRST, GuideBook, Page
from nst_gui.settings import WindowSettings
from nst_gui.widgets.buttons import tool_button
from nst_gui.widgets.guide_view import GuideView
from nst_gui.workers import pictures_worker
from nst_gui.workers.tasks import Failure, Tasks

_NAME: Final = "guide"
_FIRST_SIZE: Final = QSize(1060, 780)
_CONTENTS_WIDTH: Final = 30 * theme.SPACE
_TARGET: Final = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class _Place:
    """Where one was: a page, and how far down in logical pixels."""

    name: str
    down: int = 0


class GuideWindow(QDialog):
    """Beside the main window and not before it: one reads, and does. Makes no connection to anywhere."""

    def __init__(self, book: GuideBook, tasks: Tasks, settings: WindowSettings) -> None:
        super().__init__(None, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._book, self._tasks, self._settings = book, tasks, settings
        self._trail: list[_Place] = []
        self._at = -1
        #: Set when another page is shown: pictures of this one that still wait are not read any more.
        self._turned = Event()
        #: The long edge each picture was asked for last: a window that is drawn larger asks again and again.
        self._edges: dict[Path, int] = {}
        #: The pages on which the words stand that are looked for.
        self._mentioning: list[str] = []
        self.view = GuideView()
        self.contents = self._make_contents()
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.addWidget(self.contents)
        self.splitter.addWidget(self.view)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setStretchFactor(1, 1)
        self.splitter.setSizes([_CONTENTS_WIDTH, _FIRST_SIZE.width() - _CONTENTS_WIDTH])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(self._make_row())
        layout.addWidget(self.splitter, 1)
        self._connect()
        if not settings.restore_geometry(self, {"contents": self.splitter}, _NAME):
            self.resize(_FIRST_SIZE.boundedTo(window_place.room()))
            middle = QGuiApplication.primaryScreen().availableGeometry().center()
            self.move(middle - self.rect().center())
        self.go_to(FIRST)
        self.view.setFocus()

    # ---- making the widgets -----------------------------------------------------------------------

    def _make_contents(self) -> QTreeWidget:
        tree = QTreeWidget()
        tree.setHeaderHidden(True)
        tree.setFrameShape(QTreeWidget.Shape.NoFrame)
        tree.setAccessibleName(self.tr("Contents of the guide"))
        tree.setMinimumWidth(_CONTENTS_WIDTH // 2)
        tree.setTextElideMode(Qt.TextElideMode.ElideRight)
        tree.setIndentation(theme.WIDE_SPACE)
        for page in self._book.pages:
            item = _entry(page.title, page.name)
            for section in page.sections if page.name != FIRST else ():
                item.addChild(_entry(section.title, f"{page.name}#{section.anchor}"))
            tree.addTopLevelItem(item)
        return tree

    def _make_row(self) -> QHBoxLayout:
        self.back_button = self._button("previous", self.tr("Back"), QKeySequence.StandardKey.Back)
        self.forward_button = self._button("next", self.tr("Forward"), QKeySequence.StandardKey.Forward)
        self.start_button = self._button("guide", self.tr("First page"), "Alt+Home")
        self.find_edit = QLineEdit()
        self.find_edit.setPlaceholderText(self.tr("Find in the guide"))
        self.find_edit.setAccessibleName(self.tr("Find in the guide"))
        self.find_edit.setClearButtonEnabled(True)
        self.find_edit.setMaximumWidth(36 * theme.SPACE)
        self.find_edit.setToolTip(
            self.tr("Marks these words, and the pages they are on; Return goes to the next ({keys})").format(
                keys=_native(QKeySequence.StandardKey.Find)
            )
        )
        self.count = QLabel()
        self.count.setTextFormat(Qt.TextFormat.PlainText)
        self.up_button = self._button("up", self.tr("Place before"), QKeySequence.StandardKey.FindPrevious)
        self.down_button = self._button("down", self.tr("Next place"), QKeySequence.StandardKey.FindNext)
        row = QHBoxLayout()
        row.setContentsMargins(theme.SPACE, theme.HALF_SPACE, theme.SPACE, theme.HALF_SPACE)
        row.setSpacing(theme.HALF_SPACE)
        for button in (self.back_button, self.forward_button, self.start_button):
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(self.count)
        row.addSpacing(theme.HALF_SPACE)
        row.addWidget(self.find_edit, 1)
        row.addWidget(self.up_button)
        row.addWidget(self.down_button)
        return row

    def _button(self, icon: str, text: str, key: QKeySequence.StandardKey | str) -> QToolButton:
        button = tool_button(self, icon, text, f"{text} ({_native(key)})")
        button.setShortcut(QKeySequence(key))
        return button

    def _connect(self) -> None:
        self.back_button.clicked.connect(partial(self._walk, -1))
        self.forward_button.clicked.connect(partial(self._walk, 1))
        self.start_button.clicked.connect(lambda: self.go_to(FIRST))
        self.find_edit.textChanged.connect(self._look_for)
        self.find_edit.returnPressed.connect(partial(self._step, 1))
        self.up_button.clicked.connect(partial(self._step, -1))
        self.down_button.clicked.connect(partial(self._step, 1))
        self.contents.currentItemChanged.connect(lambda item, _before: self._reached(item))
        self.contents.itemClicked.connect(lambda item, _column: self._chosen(item))
        self.view.followed.connect(self.follow)
        self.view.pictureWanted.connect(self._load_picture)
        self.view.scrolled.connect(self._show_place)
        for key, do in (
            (QKeySequence.StandardKey.Find, self._begin_finding),
            (QKeySequence.StandardKey.Close, self.close),
        ):
            QShortcut(QKeySequence(key), self).activated.connect(do)
        self.finished.connect(self._keep_place)

    # ---- going from page to page ------------------------------------------------------------------

    @property
    def page(self) -> Page:
        """The page that is shown."""
        found = self._book.page(self._trail[self._at].name)
        assert found is not None, "only pages of the book are gone to"
        return found

    def follow(self, target: str) -> None:
        """Do what a link says: another page at once, an address only when the user agrees."""
        if target.startswith("https://"):
            self._offer_address(target)
        else:
            self.go_to(target)

    def go_to(self, target: str) -> None:
        """Show a page, ``name.md`` or ``name.md#anchor``; nothing else is opened."""
        name, _, anchor = target.partition("#")
        page = self._book.page(name) if name or not self._trail else self.page
        if page is None:
            return
        if not self._trail or page.name != self.page.name:
            self._leave()
            self._trail[self._at + 1 :] = [_Place(page.name)]
            self._at += 1
            self._show(page)
        self.view.go_to(anchor)
        self._show_place()

    def _walk(self, by: int) -> None:
        if 0 <= self._at + by < len(self._trail):
            self._leave()
            self._at += by
            self._show(self.page)
            self.view.verticalScrollBar().setValue(self._trail[self._at].down)
            self._show_place()

    def _leave(self) -> None:
        if self._trail:
            down = self.view.verticalScrollBar().value()
            self._trail[self._at] = replace(self._trail[self._at], down=down)

    def _show(self, page: Page) -> None:
        self._turned.set()
        self._turned = Event()
        files = {name: self._book.picture(name) for name in page.pictures}
        sized = {name: (path, _size_of(path)) for name, path in files.items() if path is not None}
        self.view.show_page(page.text, tuple(section.anchor for section in page.sections), sized)
        whole = self.tr("Guide: {page}").format(page=page.title)
        self.setWindowTitle(self.tr("Guide") if page.name == FIRST else whole)
        self.back_button.setEnabled(self._at > 0)
        self.forward_button.setEnabled(self._at + 1 < len(self._trail))
        self.start_button.setEnabled(page.name != FIRST)
        self._look_for(self.find_edit.text())

    def _reached(self, item: QTreeWidgetItem | None) -> None:
        # A mouse button that is down: the click follows. Folding other pages now would move its item away.
        if QGuiApplication.mouseButtons() == Qt.MouseButton.NoButton:
            self._chosen(item)

    def _chosen(self, item: QTreeWidgetItem | None) -> None:
        if item is not None:
            self.go_to(item.data(0, _TARGET))

    def _show_place(self) -> None:
        """Mark in the contents what is being read."""
        wanted = {f"{self.page.name}#{self.view.anchor_read()}", self.page.name}
        self.contents.blockSignals(True)
        for row in range(self.contents.topLevelItemCount()):
            item = self.contents.topLevelItem(row)
            if item.data(0, _TARGET) == self.page.name:
                item.setExpanded(True)
                inside = [item.child(place) for place in range(item.childCount())]
                read = [child for child in inside if child.data(0, _TARGET) in wanted]
                self.contents.setCurrentItem((read or [item])[0])
            else:
                item.setExpanded(False)
        self.contents.blockSignals(False)

    def _load_picture(self, path: Path, edge: int) -> None:
        turned, edges = self._turned, self._edges
        edges[path] = edge

        def wanted() -> bool:
            return not turned.is_set() and edges.get(path) == edge

        def work() -> QImage | None:
            return pictures_worker.thumbnail(path, edge) if wanted() else None

        def came(image: QImage | None) -> None:
            # Two are read at once: the one that was asked for first may be the last to come.
            if isValid(self) and image is not None and wanted():
                self.view.set_picture(path, image)

        def failed(_failure: Failure) -> None:
            """Its place stays empty; the text can be read without it."""

        self._tasks.run(work, came, failed)

    # ---- finding words ----------------------------------------------------------------------------

    def _begin_finding(self) -> None:
        self.find_edit.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.find_edit.selectAll()

    def _look_for(self, words: str) -> None:
        words = " ".join(words.split())
        count = self.view.look_for(words)
        self._mentioning = [page.name for page in self._book.pages if words and page.mentions(words)]
        for row in range(self.contents.topLevelItemCount()):
            item = self.contents.topLevelItem(row)
            font = item.font(0)
            font.setBold(item.data(0, _TARGET) in self._mentioning)
            item.setFont(0, font)
        for button in (self.up_button, self.down_button):
            button.setEnabled(bool(count or self._mentioning))
        others = len([name for name in self._mentioning if name != self.page.name])
        if not words:
            self.count.setText("")
        elif not count and not others:
            self.count.setText(self.tr("Nowhere in the guide"))
        elif count:
            self.count.setText(self.tr("%n places on this page", "", count))
        else:
            self.count.setText(self.tr("On %n other pages", "", others))

    def _step(self, by: int) -> None:
        """To the next place on the page; behind its last one to the next page with these words."""
        number = self.view.step(by)
        if not number and self._mentioning:
            self.go_to(self._next_mentioning(by))
            self._look_for(self.find_edit.text())  # from the beginning, also where it is the same page
            number = self.view.step(by)
        if number:
            self.count.setText(
                self.tr("{number} of {count} on this page").format(
                    number=number, count=self.view.found_count()
                )
            )

    def _next_mentioning(self, by: int) -> str:
        """The next page with the words that are looked for, round the ends of the book."""
        names = [page.name for page in self._book.pages]
        here = names.index(self.page.name)
        others = [names[(here + by * step) % len(names)] for step in range(1, len(names) + 1)]
        return next(name for name in others if name in self._mentioning)

    # ---- out of the guide -------------------------------------------------------------------------

    def _offer_address(self, address: str) -> None:
        question = QMessageBox(self)
        question.setWindowTitle(self.tr("Address on the web"))
        question.setTextFormat(Qt.TextFormat.PlainText)
        question.setText(address)
        question.setInformativeText(
            self.tr("NST Studio itself never goes on the web. Your browser can open this address.")
        )
        browser = question.addButton(self.tr("Open in browser"), QMessageBox.ButtonRole.AcceptRole)
        copy = question.addButton(self.tr("Copy address"), QMessageBox.ButtonRole.ActionRole)
        question.addButton(QMessageBox.StandardButton.Cancel)
        question.setDefaultButton(QMessageBox.StandardButton.Cancel)

        def decided(button: object) -> None:
            if button is browser:
                QDesktopServices.openUrl(QUrl(address))
            elif button is copy:
                QGuiApplication.clipboard().setText(address)

        question.buttonClicked.connect(decided)
        question.finished.connect(question.deleteLater)
        question.open()

    def _keep_place(self, _result: int) -> None:
        self._turned.set()
        self._settings.save_geometry(self, {"contents": self.splitter}, _NAME)


def _entry(title: str, target: str) -> QTreeWidgetItem:
    item = QTreeWidgetItem([title])
    item.setData(0, _TARGET, target)
    item.setToolTip(0, title)
    item.setSizeHint(0, QSize(0, 3 * theme.SPACE))
    return item


def _size_of(path: Path) -> QSize:
    try:
        header = pictures.read_header(path)
    except NstError:
        return QSize(1, 1)
    return QSize(header.width, header.height)


def _native(key: QKeySequence.StandardKey | str) -> str:
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)
